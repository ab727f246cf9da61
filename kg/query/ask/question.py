"""A question read: which stretches of it name what, and which were not understood.

Every stretch is read by whatever knows it: periods and quantities as in a report, places by the finder of places, the
names of the graph and of known indicators, and the words of `words.tsv`. Of stretches that overlap the longest stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.query import latin
from kg.query.ask.names import Names
from kg.reference import indicators

# The grammar is loaded where a question is read: a page takes only the words from here.
if TYPE_CHECKING:
    from kg.text.tokens import Token
    from kg.text.unit import Quantity

# As many words as a name of an indicator has.
_WORDS = 8
# No question is longer; what is pasted in is a text.
LONGEST = 300
# Of stretches of one length, which kind stands.
ORDER = ("period", "number", "word", "place", "indicator", "industry", "organization", "project")
_LATIN = re.compile("[A-Za-z][A-Za-z0-9-]*")
_ROMAN = re.compile("[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*")
# The name of a place in Latin letters: Golmud, Xilingol League, Haixi Autonomous Prefecture.
_ROMAN_WORDS, _SHORTEST_ROMAN = 4, 4
_HAN = re.compile("[一-龥]")
_PLAN = re.compile("“?(?P<name>十[一二三四五六]五)”?(?:时期|期间|规划)?")  # the plan of five years, as all call it
_QUOTES = "“”‘’\"'"  # a name is compared without them: the word before would be lost
# What joins two things that are asked for alike.
_JOIN = "[和与及跟同、,，]"
_MONEY = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(thousand|million|billion|trillion)?\s*(?:yuan|rmb|cny)", re.I)
ENGLISH = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the question, what knows it, and what it means."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on an amount: `least`, `most`, `over` or `under`, empty for the amount itself."""

    relation: str
    value: str
    unit: str
    kind: str


@dataclass(slots=True)
class Question:
    """What a question asks: `said` tells how a word of it was read that could be read otherwise.

    `slots` holds the values of each kind in the order of the question; `unread` are stretches that nothing knows.
    """

    text: str
    slots: dict[str, list[str]] = field(default_factory=dict)
    bounds: list[Bound] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def all(self, kind: str) -> list[str]:
        """The values of a slot, each once."""
        return list(dict.fromkeys(self.slots.get(kind, ())))

    def one(self, kind: str) -> str:
        """The first value of a slot, or nothing."""
        return next(iter(self.slots.get(kind, ())), "")

    @property
    def is_english(self) -> bool:
        """Whether it is asked in English: names may be Chinese all the same."""
        return len(_LATIN.findall(self.text)) > 2

    def put(self, kind: str, value: str) -> None:
        """Fill a slot."""
        self.slots.setdefault(kind, []).append(value)


def read(text: str, names: Names) -> Question:
    """What a question asks of a graph with these names."""
    text = " ".join(text.split()).replace("％", "%")
    question = Question(text)
    pieces = _standing(
        [*_words(text), *_periods(text, names.newest), *_numbers(text), *_named(text, names), *_romanized(text, names)]
    )
    for piece in pieces:
        _fill(question, piece, names.newest)
    _bounds(question, text, pieces)
    question.unread = list(_unread(text, pieces))
    _by_parts(question, names)
    return question


# --- what knows a stretch


@cache
def meanings() -> dict[str, str]:
    """The words of questions with what they mean, `slot:value`, empty for those that mean nothing."""
    lines = (files("kg.query.ask") / "words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


def _words(text: str) -> Iterator[Piece]:
    lower = text.lower()
    for word, means in meanings().items():
        for at in _places_of(word, lower):
            yield Piece(at, at + len(word), "word", means)


def _places_of(word: str, text: str) -> Iterator[int]:
    """Where a word stands; one in Latin letters only as a whole."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        whole = not (word[0].isascii() and word[0].isalpha()) or not (
            (at and text[at - 1].isascii() and text[at - 1].isalnum())
            or (end < len(text) and text[end].isascii() and text[end].isalnum())
        )
        if whole:
            yield at
        at = text.find(word, at + 1)


def _periods(text: str, newest: int) -> Iterator[Piece]:
    """Years and spans by their figures; years told from today are words."""
    from kg.text import period

    for found in period.find(text, newest + 1):
        if re.search("[0-9五]", text[found.start : found.end]):
            yield Piece(found.start, found.end, "period", found.value)
    for match in _PLAN.finditer(text):
        first = period.PLANS[match["name"]]
        yield Piece(match.start(), match.end(), "period", f"{first}-{first + 4}")
    for match in re.finditer("(?<![0-9.])(?:19|20)[0-9]{2}(?![0-9.%])", text):
        yield Piece(match.start(), match.end(), "period", match[0])


def _numbers(text: str) -> Iterator[Piece]:
    from kg.text.line import Line

    for quantity in Line.of(text).quantities:
        yield Piece(quantity.left, quantity.right, "number", _packed(quantity))
    for match in _MONEY.finditer(text):
        yuan = Decimal(match[1].replace(",", "")) * ENGLISH[(match[2] or "").lower()]
        yield Piece(match.start(), match.end(), "number", f"exact|{yuan.normalize():f}|元|money")


def _packed(quantity: Quantity) -> str:
    relation = {"at_least": "least", "at_most": "most"}.get(quantity.bound, "exact")
    return f"{relation}|{quantity.value}|{quantity.unit}|{quantity.kind}"


def _named(text: str, names: Names) -> Iterator[Piece]:
    from kg.extract import place
    from kg.text.line import Line

    line = Line.of(text)
    for found in place.find(line, ""):
        yield Piece(found.start, found.end, "place", names.place(text[found.start : found.end]))
    starts = {token.start for token in line.tokens}
    for kind, name, value in (*names.within(text), *_known(text)):
        for at in _places_of(name.lower(), text.lower()):
            # The short form of a place that begins inside a word is a part of that word: 海西 in 上海西部.
            if kind != "place" or name == value or at in starts:
                yield Piece(at, at + len(name), kind, value)


def _romanized(text: str, names: Names) -> Iterator[Piece]:
    """Places in Latin letters, up to four words; raises QueryError where several are spelled so."""
    words = list(_ROMAN.finditer(text))
    for first, word in enumerate(words):
        for last in words[first : first + _ROMAN_WORDS]:
            form = text[word.start() : last.end()]
            if len(form) < _SHORTEST_ROMAN or form.lower() in meanings() or not latin.is_latin(form):
                continue
            found = names.spelled(form)
            if len(found) > 1:
                reason = f"{form} is how several places are spelled: {'、'.join(found)}"
                raise QueryError(text, reason, "give the one in Chinese")
            yield from (Piece(word.start(), last.end(), "place", name) for name in found)


def _known(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, form, name) of the known indicators that whole words of a text name, in Chinese or English."""
    from kg.text.line import Line

    tokens = Line.of(text).tokens
    for first, token in enumerate(tokens):
        for last in takewhile(_tells_no_time, tokens[first : first + _WORDS]):
            form = text[token.start : last.end]
            if (
                len(form) > 1
                and form[0] not in _QUOTES
                and (known := indicators.meaning(form.upper(), "level", "", ""))
            ):
                yield "indicator", form, known.name
    lower = text.lower()
    yield from (("indicator", known.english, known.name) for known in indicators.known() if known.english in lower)


def _tells_no_time(token: Token) -> bool:
    """Whether a word is none of a year: names are compared without one, and the question would lose it."""
    return not re.search("[0-9]|[今去明前上]年", token.text)


def _standing(pieces: Sequence[Piece]) -> list[Piece]:
    """Of pieces that overlap the longest, of equals the first kind's; in the order of the text."""
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: (each.start - each.end, ORDER.index(each.kind), each.start)):
        if all(piece.end <= other.start or piece.start >= other.end for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


# --- stretches to slots


def _fill(question: Question, piece: Piece, newest: int) -> None:
    if piece.kind == "period":
        question.put("year", piece.value)
    elif piece.kind == "word" and piece.value:
        slot, _, value = piece.value.partition(":")
        if slot == "year":
            year = newest + int(value)
            question.said.append(f"{question.text[piece.start : piece.end]} = {year}")
            question.put("year", str(year))
        elif slot == "growth":
            question.put("measure", "growth")
            question.put("indicator", "地区生产总值")
        else:
            question.put(slot, value)
    elif piece.kind == "indicator":
        _fill_indicator(question, piece.value)
    elif piece.kind not in ("word", "number"):
        question.put(piece.kind, piece.value)


def _fill_indicator(question: Question, name: str) -> None:
    """A known indicator by its canonical name; what a name says of growth behind it (固定资产投资增速) is told."""
    known = indicators.meaning(name.upper(), "level", "", "")
    if not known and (known := indicators.meaning(name.upper(), "growth", "", "")):
        for word, means in meanings().items():
            if means.startswith("measure:") and name.endswith(word):
                question.put("measure", means.partition(":")[2])
                break
    question.put("indicator", known.name if known else name)


def _bounds(question: Question, text: str, pieces: Sequence[Piece]) -> None:
    """The numbers, each with the word of comparison before or behind it."""
    # 5 % growth or more: what is told of is no neighbour.
    pieces = [piece for piece in pieces if text[piece.start : piece.end].strip() and "measure:" not in piece.value]
    for at, piece in enumerate(pieces):
        if piece.kind != "number":
            continue
        relation, value, unit, kind = piece.value.split("|")
        beside = [pieces[other] for other in (at - 1, at + 1) if 0 <= other < len(pieces)]
        told = next((each.value for each in beside if each.value.startswith("bound:")), "")
        strict = re.match("超过|高于|大于|多于|逾|突破", text[piece.start : piece.end])
        if told:
            relation = told.partition(":")[2]
        elif strict and relation == "least":
            relation = "over"
        elif relation == "most" and re.match("低于|小于|少于|不到|不足", text[piece.start : piece.end]):
            relation = "under"
        if kind == "rank" and relation == "most":  # 排名前五
            question.put("top", value)
        else:
            question.bounds.append(Bound(relation, value, unit, kind))


def _unread(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    """What no piece covers, without marks."""
    at = 0
    for piece in (*pieces, Piece(len(text), len(text), "word", "")):
        for run in re.findall("[A-Za-z0-9一-龥％%.+-]+", text[at : piece.start]):
            if _HAN.search(run) or _LATIN.search(run) or run.strip(".-+"):
                yield run
        at = max(at, piece.end)


def _by_parts(question: Question, names: Names) -> None:
    """Words that are no name by themselves but parts of names in the graph: 就业, 新能源."""
    kinds: Iterable[str] = ("industry", "project", "organization", "indicator")
    if not question.one("about") and not question.one("stage"):
        kinds = ("indicator", "industry", "project", "organization")
    elif "projects" in question.all("about"):
        kinds = ("industry", "project", "organization")
        question.unread += question.slots.pop("indicator", [])  # who asks for projects names no indicator: 储能项目
    for word in list(question.unread):
        if len(word) < 2 or not _HAN.search(word):
            continue
        kind = next((kind for kind in kinds if names.holds(kind, word)), "")
        # Beside an indicator that is named, part of another's name is another one only where the two are joined.
        if kind and (kind != "indicator" or not question.one(kind) or _is_joined(word, question.text)):
            question.put("words" if kind == "project" else kind, word)
            question.unread.remove(word)


def _is_joined(word: str, text: str) -> bool:
    """Whether a word stands in a list: 粮食产量和|就业."""
    return bool(re.search(f"{_JOIN} ?{re.escape(word)}|{re.escape(word)} ?{_JOIN}", text))
