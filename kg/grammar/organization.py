"""Organizations: companies, public bodies and institutions that a text calls by a name of their own.

Three roads lead to a name. A list knows the bodies of the state and the companies that any report may call by a short
form (`国务院`, `中核`). A head closes a full name (`…有限公司`, `…大学`), whose words before it run back to a verb, a
comma or a generic word. And some places take nothing but a company: before `等企业`, between `与` and `签约`, before
the capacity of a plant (`瑞岭60万吨钾肥项目`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from kg import gazetteer, lexicon
from kg.grammar import Found
from kg.words import Token

_TYPES = {"company": "company", "body": "public_body", "public_body": "public_body", "cued": "company"}
_HAN = re.compile(r"[一-鿿A-Za-z]+$")
_BRACKET = re.compile(r"[（(][一-鿿]{1,6}[)）]$")
_ORDINAL = re.compile(r"第[一二三四五六七八九十]{1,3}$|[一二三四五六七八九十]$")
_NUMBER = re.compile(r"[0-9０-９]")
_MOST = 24


@cache
def _known() -> dict[str, str]:
    return dict(lexicon.rows("organization_known"))


@cache
def _heads() -> dict[str, str]:
    kinds = ("company", "school", "hospital", "institute", "association", "body")
    return {word: kind for word, kind in lexicon.rows("organization_words") if kind in kinds}


@cache
def _business() -> frozenset[str]:
    return lexicon.words("organization_words", "business")


@cache
def _generic() -> frozenset[str]:
    return lexicon.words("organization_words", "generic")


@cache
def _stops() -> frozenset[str]:
    return lexicon.words("verbs") | lexicon.words("stage_verbs") | lexicon.words("organization_words", "stop")


@cache
def _common() -> frozenset[str]:
    """Words that many reports use: they alone do not make a name."""
    text = (files("kg") / "data" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _head(word: str) -> str:
    """The kind of head that ends a word (`财经大学` is a school), or nothing."""
    heads = _heads()
    for size in range(min(len(word), 12), 1, -1):
        if kind := heads.get(word[-size:]):
            return kind
    return ""


def _is_place(word: str) -> bool:
    return len(word) > 1 and word in gazetteer.names()


def _rare(word: str) -> bool:
    return (
        len(word) > 1
        and word not in _common()
        and not _head(word)
        and word not in _business()
        and word not in _generic()
    )


def _full(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str, str]]:
    for at, token in enumerate(tokens):
        kind = _head(token.text)
        if not kind:
            continue
        if at + 1 < len(tokens) and _head(tokens[at + 1].text) and tokens[at + 1].text != "公司":
            continue
        first = _back(tokens, at)
        if _proper(tokens, first, at, kind):
            yield tokens[first].start, token.end, _TYPES.get(kind, "institution"), kind


def _back(tokens: Sequence[Token], head: int) -> int:
    """The first token of the name that ends with the head."""
    stops, generic, first, end = _stops(), _generic(), head, tokens[head].end
    while first and end - tokens[first - 1].start <= _MOST:
        word = tokens[first - 1].text
        if word in stops or word in generic or not _HAN.match(word) or _NUMBER.search(word):
            break
        first -= 1
    return first


def _proper(tokens: Sequence[Token], first: int, head: int, kind: str) -> bool:
    """Whether the words say which one is meant: a place, a number of its own, a word that is rare."""
    if kind == "body" and not (first < head and _is_place(tokens[first].text)):
        return False
    words = [token.text for token in tokens[first:head]]
    own = tokens[head].text
    if words and words[-1] in ("的",):
        return False
    if any(_is_place(word) or _ORDINAL.match(word) or _rare(word) for word in words):
        return True
    run = sum(len(word) == 1 for word in words)
    return run >= 2 or bool(own) and any(own.startswith(p) for p in ("第一", "第二", "第三"))


def find(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The organizations of one sentence, in the order of the text."""
    found: list[Found] = []
    known = _known()
    for token in tokens:
        if (kind := known.get(token.text)) and kind != "cued":
            found.append(Found(token.start, token.end, kind, "known"))
    for start, end, kind, rule in _full(tokens):
        found.append(Found(start, end, kind, f"head {rule}"))
    return _longest(found)


def _longest(found: Sequence[Found]) -> list[Found]:
    """Without the names that lie within another."""
    kept: list[Found] = []
    for name in sorted(set(found), key=lambda name: (name.start, -name.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
