"""SPARQL text before it is run: its tokens, what it asks for, what a read-only store refuses, and where it breaks.

The engine's own messages name a position behind the fault and one of the things that could stand there; `fault`
finds the place itself and tries what could.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal
from urllib.parse import urljoin

from pyoxigraph import Store

from kg.errors import QueryError
from kg.reference.terms import PREFIXES

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

# Comments, strings and IRIs first, in which a word is no word; a mark that is repeated is one token. No prefix has more
# than 200 characters, so that text without a colon is not read over and over.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?:[^\W\d][\w.-]{0,200})?:(?:[\w.:%-]|\\.)*)
    |(?P<word>[^\W\d]\w*)
    |(?P<number>[0-9]+)
    |(?P<open>[({\[])|(?P<close>[)}\]])
    |(?P<other>(?P<mark>\S)(?P=mark)*)""",
    re.VERBOSE | re.DOTALL,
)
_FORMS: tuple[Form, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
# Deeper than any query that a person or a tool writes; from some thousands on, the engine's parser ends its process.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind (a group of the pattern above), its text, where it starts."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for, and the graphs that its FROM and FROM NAMED clauses name."""

    form: Form
    graphs: tuple[str, ...]


class RefusedError(QueryError):
    """A query that parses, perhaps, but that a read-only store does not run."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a query without its comments; text that is no SPARQL becomes tokens of kind `other`.

    >>> [token.text for token in tokens('ASK { ?s a <x> } # {')]
    ['ASK', '{', '?s', 'a', '<x>', '}']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "comment":
            yield Token(match.lastgroup, match.group(), match.start())


@lru_cache(maxsize=64)
def examine(text: str) -> Asked:
    """What a query asks for; raises RefusedError where it would write, reach out to a network or nest too deeply.

    Raises QueryError where it is no query at all.
    """
    found = list(tokens(text))
    _refuse_depth(found, text)
    _refuse_service(found, text)
    verb = _verb(found)
    word = verb.text.upper() if verb else ""
    for form in _FORMS:
        # The engine reads SELECT*{…} and SELECTDISTINCT alike.
        if word.startswith(form):
            return Asked(form, tuple(_graphs(found)))
    if verb and word.startswith(_UPDATES):
        raise RefusedError(place(text, verb.start), f"{word} would write", "this store is read-only; ask with SELECT")
    raise fault(text, Store())


def columns(text: str) -> tuple[str, ...]:
    """The columns of a SELECT that names them, without asking it.

    >>> columns("SELECT DISTINCT ?a (COUNT(?b) AS ?c) WHERE { ?a ?b ?d }")
    ('a', 'c')
    """
    found, depth, before = list[str](), 0, ""
    for token in tokens(text):
        if token.kind == "open" and token.text != "(":
            break
        depth += (token.kind == "open") - (token.kind == "close")
        if token.text.startswith("?") and (not depth or before.upper() == "AS"):
            found.append(token.text[1:])
        before = token.text
    return tuple(found)


def _verb(found: Sequence[Token]) -> Token | None:
    """The first word behind the prologue."""
    words = (token for token in found if token.kind in ("word", "other", "open", "close"))
    return next((token for token in words if token.text.upper() not in ("PREFIX", "BASE", "VERSION")), None)


def _refuse_depth(found: Sequence[Token], text: str) -> None:
    depth = 0
    for token in found:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth > DEPTH:
            where = place(text, token.start)
            raise RefusedError(where, f"brackets are nested more than {DEPTH} deep", "write the query flatter")


def _refuse_service(found: Sequence[Token], text: str) -> None:
    """The engine wants no space around a keyword (`trueSERVICEex:a`), so the word counts wherever it stands."""
    for token in found:
        head = token.text.partition(":")[0] if token.kind == "name" else token.text
        if token.kind in ("word", "name") and "SERVICE" in head.upper() and head.upper() != "_":
            where = place(text, token.start)
            raise RefusedError(where, "SERVICE would go out to a network", "ask the other endpoint itself")


def _graphs(found: Sequence[Token]) -> Iterator[str]:
    """The IRIs of FROM and FROM NAMED, with the prologue's prefixes and base applied."""
    prefixes: dict[str, str] = {}
    base = ""
    for at, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        following = [other.text for other in found[at + 1 : at + 3]]
        if word == "PREFIX" and len(following) == 2:
            prefixes[following[0]] = urljoin(base, following[1][1:-1])
        elif word == "BASE" and following:
            base = urljoin(base, following[0][1:-1])
        elif word == "FROM" and following:
            named = following[0].upper() == "NAMED"
            yield _whole(following[-1] if named else following[0], prefixes, base)


def _whole(text: str, prefixes: dict[str, str], base: str) -> str:
    if text.startswith("<"):
        return urljoin(base, text[1:-1])
    prefix, _, local = text.partition(":")
    return prefixes.get(prefix + ":", "") + local


def limited(text: str, most: int) -> str:
    """The query with at most so many solutions; a smaller LIMIT of its own stays. ASK has no solutions to count.

    >>> limited("SELECT * { ?s ?p ?o } LIMIT 50 OFFSET 3", 10)
    'SELECT * { ?s ?p ?o } LIMIT 10 OFFSET 3'
    >>> limited("SELECT * { SELECT * { ?s ?p ?o } LIMIT 5 } VALUES ?s { 1 }", 10)
    'SELECT * { SELECT * { ?s ?p ?o } LIMIT 5 } LIMIT 10 VALUES ?s { 1 }'
    """
    found = list(tokens(text))
    verb = _verb(found)
    if verb is None or verb.text.upper().startswith("ASK"):
        return text
    last = ""
    for token in _outside(found):
        if last == "LIMIT" and token.kind == "number":
            return f"{text[: token.start]}{min(most, int(token.text[:18]))}{text[token.end :]}"
        last = token.text.upper()
        if last == "VALUES":
            return f"{text[: token.start]}LIMIT {most} {text[token.start :]}"
    return f"{text.rstrip()}\nLIMIT {most}"


def _outside(found: Sequence[Token]) -> Iterator[Token]:
    """The tokens outside of all brackets."""
    depth = 0
    for token in found:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0:
            yield token


def place(text: str, at: int) -> str:
    """Where a character stands, in words, both counted from 1.

    >>> place("ASK {\\n  x }", 8)
    'line 2, column 3'
    """
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - (text.rfind(chr(10), 0, at) + 1) + 1}"


# Where a query breaks.

_WORDS = (
    *(
        "SELECT",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE",
        "PREFIX",
        "BASE",
        "DISTINCT",
        "REDUCED",
        "AS",
        "FROM",
        "NAMED",
        "WHERE",
    ),
    *("OPTIONAL", "UNION", "MINUS", "FILTER", "BIND", "VALUES", "GRAPH", "EXISTS", "NOT", "IN", "UNDEF"),
    *(
        "GROUP BY",
        "HAVING",
        "ORDER BY",
        "ASC",
        "DESC",
        "LIMIT",
        "OFFSET",
        "SEPARATOR",
        "COUNT",
        "SUM",
        "CONTAINS",
        "STR",
    ),
)
_MARKS = {
    **{mark: mark for mark in ("{", "}", "(", ")", "[", "]", ".", ";", ",", "*", "|", "=", "&&")},
    "?x": "a variable",
    "<http://x>": "an IRI",
    '"x"': "a string",
    "1": "a number",
}
# What the engine reads ahead of a keyword must not meet the end of the text, or it names that as the place.
_PADDING = "\n#" + "x" * 60
_POSITION = re.compile(r"error at ([0-9]{1,9}):([0-9]{1,9}): (.*)", re.DOTALL)
# A query so long that trying what could stand somewhere would take longer than reading it.
_LONG = 5_000


@dataclass(frozen=True, slots=True)
class _Break:
    """The first place that may be wrong, the last that was looked at, and what the engine says of the meaning."""

    at: int
    stop: int
    meaning: str


Parse = Callable[[str], object]


def fault(text: str, store: Store) -> QueryError:
    """Why a query does not parse: line and column, what stands there, what could, and the nearest keyword."""
    for piece in tokens(text):
        if piece.kind == "other" and piece.text[0] in "\"'":
            return QueryError(place(text, piece.start), "the string that begins here does not end", "close its quotes")
    found = _broken(text, store.query)
    if found is None:
        return QueryError("the query", "is no SPARQL 1.1 query", "begin it with SELECT, ASK, CONSTRUCT or DESCRIBE")
    token = _culprit(text, found, store.query)
    where = place(text, token.start if token else min(found.at, len(text.rstrip())))
    return _meant(where, found.meaning, token) if found.meaning else _unexpected(text, where, token, store.query)


def _culprit(text: str, found: _Break, parse: Parse) -> Token | None:
    """The first token behind which nothing could stand; None where the text ends too early."""
    following = [token for token in tokens(text) if token.end > found.at]
    if found.meaning or len(text) > _LONG:
        return next(iter(following), None)
    for token in following:
        if token.start > found.stop or not _is_viable(text[: token.end], parse):
            return token
    return None


def _unexpected(text: str, where: str, token: Token | None, parse: Parse) -> QueryError:
    before = text[: token.start] if token else text
    wanted = list(_continuations(before, parse)) if len(text) <= _LONG else []
    reason = f"{_shown(token.text)} cannot stand here" if token else "the query ends too early"
    near = (
        get_close_matches(token.text[:40].upper(), [word for word in wanted if word in _WORDS], 1, 0.6) if token else []
    )
    expected = f"expected {_listed(wanted)}" if wanted else "see the SPARQL 1.1 specification"
    return QueryError(where, reason, f"did you mean {near[0]}? {expected}" if near else expected)


def _meant(where: str, meaning: str, token: Token | None) -> QueryError:
    """A fault of meaning rather than of grammar."""
    name = token.text if token else ""
    if meaning == "Prefix not found":
        prefix = name.partition(":")[0]
        known = PREFIXES.get(prefix)
        remedy = f"add PREFIX {prefix}: <{known}>" if known else f"declare it: PREFIX {prefix}: <…>"
        return QueryError(where, f"the prefix {prefix}: is not declared", remedy)
    if meaning == "IRI parsing failed":
        return QueryError(where, f"{_shown(name)} is no absolute IRI", "write it whole, or give a BASE")
    return QueryError(where, meaning[0].lower() + meaning[1:], "see the SPARQL 1.1 specification")


def _broken(text: str, parse: Parse) -> _Break | None:
    """Where the engine stops reading; None where it does not."""
    try:
        parse(text + _PADDING)
    except SyntaxError as error:
        match = _POSITION.match(str(error))
    except (ValueError, RuntimeError, OSError):
        return None
    else:
        return None
    return _read(text, match) if match else None


def _read(text: str, match: re.Match[str]) -> _Break:
    """The engine's message: a keyword is missed where it should have begun, but told where it would have ended."""
    line, column, told = int(match[1]), int(match[2]), match[3]
    starts = [0, *(at.end() for at in re.finditer("\n", text + _PADDING))]
    stop = starts[min(line, len(starts)) - 1] + column - 1
    parts = told.removeprefix("expected ").removeprefix("one of ").split(", ")
    meanings = [part for part in parts if re.match(r"[A-Z][A-Za-z]*[a-z]\b|[A-Z]+ [a-z]", part)]
    keywords = [part for part in parts if re.fullmatch("[A-Z_]{1,20}", part)]
    if meanings:
        return _Break(max(0, stop - 1), stop, meanings[0])
    return _Break(max(0, stop - max(map(len, keywords), default=0)), stop, "")


def _is_viable(before: str, parse: Parse) -> bool:
    return next(_continuations(before, parse), None) is not None


def _continuations(before: str, parse: Parse) -> Iterator[str]:
    """What could follow a text: those candidates behind which the engine reads on."""
    for candidate in (*_MARKS, *_WORDS):
        found = _broken(f"{before}\n{candidate} ", parse)
        if found is None or found.meaning or found.at > len(before) + 1 + len(candidate):
            yield _MARKS.get(candidate, candidate)


def _listed(wanted: Sequence[str]) -> str:
    return wanted[0] if len(wanted) == 1 else f"one of {' '.join(wanted)}"


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
