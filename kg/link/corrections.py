"""The user's corrections: a small text file that says which facts are wrong, and what is right.

    # comments and empty lines are skipped; the columns are parted by a tab
    document	quote	offset	field	value	who
    xiling-2024.txt	地区生产总值421.17亿元	1392	value	421.71	李明
    xiling-2024.txt	经济总量超500亿元	2871	wrong		李明
    xiling-2024.txt	粮食产量30万吨	77	missed	indicator=粮食产量; value=30; unit=万吨	李明

A fact is told by the columns `quote` and `start` of the tables, or by its `iri` where no offset is given. `field` is a
column of its table; `wrong` takes the fact out, `missed` adds one. Lines that cannot be right are refused before
anything is read; what does not hold in its document, because that or what is found in it has changed, is told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as member
from pathlib import Path
from typing import Any, cast

from kg import files
from kg.errors import InputError
from kg.model import Amendment, Amount, Facts, Observation, Origin, Project, Sentence, Span
from kg.reference.indicators import quantity_kinds
from kg.text.likeness import guess, nearest

NAME = "corrections.tsv"
WRONG, MISSED = "wrong", "missed"
RULE = "correction"
_HEAD = ("document", "quote")
_HINT = "write: document, quote, offset, field, value, who, parted by tabs"
_CODES: Mapping[str, tuple[str, ...]] = {
    "measure": ("level", "growth", "decline", "share", "rank"),
    "bound": ("exact", "about", "at_least", "at_most"),
    "status": ("achieved", "target"),
    "stage": ("planned", "approved", "started", "building", "completed", "none"),
}
_PATTERNS = {
    "value": (re.compile("[0-9]{1,20}(?:\\.[0-9]{1,12})?(?:×[0-9]{1,10}(?:\\.[0-9]{1,6})?)?|若干|几"), "a number"),
    "period": (
        re.compile("|[0-9]{4}(?:-[0-9]{4}|-[0-9]{2}|-[HQ][1-4]|-[0-9]{2}/[0-9]{4}-[0-9]{2})?"),
        "a period such as 2025, 2021-2025, 2024-H1, 2024-11",
    ),
}
_AMOUNT = re.compile("([0-9]{1,20}(?:\\.[0-9]{1,12})?(?:×[0-9]{1,10})?|若干|几)([^0-9].{0,30})")
_OF_OBSERVATION = ("indicator", "value", "unit", "measure", "bound", "status", "period", "place")
_OF_PROJECT = ("name", "stage", "status", "period", "capacity", "investment")
FIELDS = tuple(dict.fromkeys((*_OF_OBSERVATION, *_OF_PROJECT)))
# What an empty cell may be right for.
_MAY_BE_EMPTY = frozenset(("unit", "period", "place", "capacity", "investment"))
_SURE = 1.0

Fact = Observation | Project


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: a fact by its words and where they begin, or by its IRI (`start` is None), and what is
    right of it. `where` is the line for messages, empty for one of an earlier build."""

    document: str
    quote: str
    start: int | None
    field: str
    value: str
    who: str = ""
    where: str = member(default="", compare=False)

    @property
    def spot(self) -> tuple[str, str, int | None]:
        """Which fact it is about."""
        return self.document, self.quote, self.start

    @property
    def cells(self) -> list[str]:
        """The line as it is kept."""
        start = "" if self.start is None else str(self.start)
        return [self.document, self.quote, start, self.field, self.value, self.who]

    def __str__(self) -> str:
        at = "" if self.start is None else f" ({self.start})"
        return f"{NAME}: 「{self.quote}」{at} {self.field}" + (f"={self.value}" if self.value else "")


@dataclass(frozen=True, slots=True)
class Stale:
    """A correction that does not hold in its document, why, and what to do, in English and Chinese."""

    correction: Correction
    en: str
    zh: str


# --- the file


def read(path: Path, folder: Path | None = None) -> tuple[Correction, ...]:
    """The corrections of a file in its order, which must lie in the `folder` if one is given.

    Raises InputError with the line that is wrong.
    """
    data = files.read(path, folder=folder)
    try:
        return parse(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from error


def parse(text: str, where: str) -> tuple[Correction, ...]:
    """The corrections of a text, each once; `where` is the name of the file for messages. Raises InputError."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = tuple(cell.strip() for cell in line.split("\t"))
            if cells[:2] != _HEAD:
                found.append(parsed(cells, f"{where}:{number}"))
    found = list(dict.fromkeys(found))
    consistent(found)
    return tuple(found)


def parsed(cells: Sequence[str], where: str) -> Correction:
    """The correction of a line; raises InputError."""
    if not 4 <= len(cells) <= 6:
        raise InputError(where, f"has {len(cells)} columns", _HINT)
    document, quote, offset, name, value, who = (*cells, "", "")[:6]
    if not document or not quote:
        raise InputError(where, "names no document or no words", _HINT)
    if offset and not re.fullmatch("[0-9]{1,9}", offset):
        raise InputError(where, f"{offset!r} is no offset", "give the column `start` of the tables, or none and an IRI")
    if name not in (WRONG, MISSED, *FIELDS):
        near = guess(nearest(name, (WRONG, MISSED, *FIELDS)), f"give one of {', '.join((WRONG, MISSED, *FIELDS))}")
        raise InputError(where, f"{name!r} is no field", near)
    if name == WRONG and value:
        raise InputError(where, "is wrong, and has a value too", "leave the value empty, or name its field")
    if name == MISSED:
        if not offset:
            raise InputError(where, "tells a missed fact without saying where", "give the offset of its words")
        _told(value, where)
    elif name != WRONG:
        _check(name, value, where)
    return Correction(document, quote, int(offset) if offset else None, name, value, who, where)


def _check(name: str, value: str, where: str) -> None:
    """Raise InputError where a field cannot have a value."""
    if not value and name not in _MAY_BE_EMPTY:
        raise InputError(where, f"has no value for {name}", _HINT)
    if name in _CODES and value not in _CODES[name]:
        near = guess(nearest(value, _CODES[name]), f"give one of {', '.join(_CODES[name])}")
        raise InputError(where, f"{value!r} is no {name}", near)
    pattern, meant = _PATTERNS.get(name, (None, ""))
    if name == "value" and pattern and not pattern.fullmatch(value) and (amount := _AMOUNT.fullmatch(value)):
        remedy = f"write {amount[1]}, and {amount[2]} in a line of its own with the field unit"
        raise InputError(where, f"{value!r} is a number with its unit", remedy)
    if pattern and not pattern.fullmatch(value):
        raise InputError(where, f"{value!r} is not {meant}", "write it as the tables do: half-width, no separators")
    if name == "unit" and value and not quantity_kinds((value,)):
        raise InputError(where, f"the unit {value!r} is not known", "give one such as 亿元, %, 万千瓦, 亩, 人")
    if name in ("capacity", "investment"):
        _amounts(name, value, where)


def _amounts(name: str, value: str, where: str) -> tuple[Amount, ...]:
    found = []
    for item in filter(None, value.split("|")):
        match = _AMOUNT.fullmatch(item)
        kinds = quantity_kinds((match[2],)) if match else frozenset()
        if not match or not kinds:
            raise InputError(where, f"{item!r} is no amount with a known unit", "write it as 53万千瓦 or 12亿元")
        if name == "investment" and kinds != {"Currency"}:
            raise InputError(where, f"{item!r} is no money", "an investment is an amount such as 12亿元")
        found.append(Amount(match[1], match[2]))
    return tuple(found)


def _told(text: str, where: str) -> dict[str, str]:
    """The fields of a missed fact (`indicator=粮食产量; value=30; unit=万吨`); raises InputError."""
    pairs = [part.partition("=") for part in re.split("[;；]", text) if part.strip()]
    told = {name.strip(): value.strip() for name, _, value in pairs}
    kind = _OF_PROJECT if "name" in told else _OF_OBSERVATION
    for name in told:
        if name not in kind:
            raise InputError(where, f"{name!r} is no field of such a fact", f"give some of {', '.join(kind)}")
        _check(name, told[name], where)
    if "name" not in told and not {"indicator", "value"} <= told.keys():
        hint = "write the value as: indicator=粮食产量; value=30; unit=万吨, or name=…; stage=building"
        raise InputError(where, "tells neither indicator and value nor the name of a project", hint)
    return told


def consistent(corrections: Sequence[Correction]) -> None:
    """Raise InputError where two lines say different things of one fact."""
    seen: dict[tuple[Any, ...], Correction] = {}
    for one in corrections:
        about = (*one.spot, one.value if one.field == MISSED else one.field)
        other = seen.setdefault(about, one)
        if other.value != one.value:
            raise InputError(one.where, f"says otherwise than {other.where}", "take one of the two out")
    wrong = {one.spot: one for one in corrections if one.field == WRONG}
    for one in corrections:
        if one.field not in (WRONG, MISSED) and (other := wrong.get(one.spot)):  # type: ignore[assignment]
            reason = f"corrects what {other.where} calls wrong altogether"
            raise InputError(one.where, reason, "take one of the two out")


def of_documents(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each document, sorted, without where they stand: the same for the same lines."""
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.document, []).append(replace(one, where=""))
    return {name: tuple(sorted(dict.fromkeys(some), key=lambda one: one.cells)) for name, some in found.items()}


def check_documents(corrections: Sequence[Correction], known: Iterable[str]) -> None:
    """Raise InputError for a line about a document that is not there, unless it is of an earlier build."""
    names = list(known)
    for one in corrections:
        if one.where and one.document not in names:
            remedy = guess(nearest(one.document, names), "give the name of a file of this build, or take the line out")
            raise InputError(one.where, f"{one.document!r} is no document of this build", remedy)


# --- the facts of a document


def parted(
    corrections: Sequence[Correction], facts: Facts, iri_of: Callable[[Fact], str]
) -> tuple[list[Correction], list[Correction]]:
    """The corrections that are about a piece of a document, by its sentences or the IRIs of its facts; the others."""
    starts = [sentence.start for sentence in facts.sentences]
    named = {iri_of(fact) for fact in _all(facts)} if any(one.start is None for one in corrections) else set()
    own: list[Correction] = []
    others: list[Correction] = []
    for one in corrections:
        if one.start is None:
            is_own = one.quote in named
        else:
            at = bisect_right(starts, one.start) - 1
            is_own = at >= 0 and one.start < facts.sentences[at].end
        (own if is_own else others).append(one)
    return own, others


def apply(
    facts: Facts, corrections: Sequence[Correction], iri_of: Callable[[Fact], str]
) -> tuple[Facts, tuple[Stale, ...]]:
    """The facts with the corrections of their document, and the corrections that do not hold.

    `iri_of` tells what a fact is called in the graph. Those that are told by an IRI are found by what it was before
    any correction.
    """
    named = {iri_of(fact): fact for fact in _all(facts)}
    desk = _Desk(facts, named)
    for one in corrections:
        desk.take(one)
    return desk.facts(), tuple(desk.stale)


class _Desk:
    """The facts of a document while they are corrected; a fact is known by what it was at first."""

    def __init__(self, facts: Facts, named: Mapping[str, Fact]) -> None:
        self.before = facts
        self.text = facts.document.text
        self.named = named
        self.now: dict[int, Fact | None] = {id(fact): fact for fact in _all(facts)}
        self.gone = set[int]()  # mentions that are none
        self.done: dict[tuple[int, str], Correction] = {}
        self.added: list[Fact] = []
        self.told: list[tuple[Correction, Fact, str, str]] = []  # with what stood before and what is right
        self.stale: list[Stale] = []

    def take(self, one: Correction) -> None:
        if one.field == MISSED:
            self._add(one)
        elif fact := self._found(one):
            self._correct(one, fact)

    def _lay_aside(self, one: Correction, en: str, zh: str) -> None:
        self.stale.append(Stale(one, en, zh))

    # what a line is about

    def _found(self, one: Correction) -> Fact | None:
        """The fact that a correction means; None where there is none, or several, which is told."""
        kinds = [kind for kind, names in ((Observation, _OF_OBSERVATION), (Project, _OF_PROJECT))
                 if one.field in (WRONG, *names)]  # fmt: skip
        if one.start is None:
            fact = self.named.get(one.quote)
            if not fact or not isinstance(fact, tuple(kinds)):
                self._lay_aside(
                    one, "no such fact is in the document any more; take the line out, or give its words and offset",
                    "文件中已没有这一事实；请删去此行，或改用引文与偏移",
                )  # fmt: skip
            return fact if fact and isinstance(fact, tuple(kinds)) else None
        facts = [fact for fact in _all(self.before) if isinstance(fact, tuple(kinds))]
        there = [fact for fact in facts if any(self._is_at(one, each) for each in _namings(fact))]
        if len(there) == 1:
            return there[0]
        if there:
            told = "; ".join(_words(fact) for fact in there[:3])
            self._lay_aside(
                one, f"{len(there)} facts stand there ({told}); give no offset and the IRI of one (column `iri`)",
                f"此处有{len(there)}个事实（{told}）；请以其中一个的IRI（表格的iri列）代替引文，偏移留空",
            )  # fmt: skip
        elif one.field != WRONG or not self._unname(one):
            self._lay_aside(one, *self._why_gone(one, facts))
        return None

    def _is_at(self, one: Correction, fact: Fact) -> bool:
        return fact.start == one.start and self.text[fact.start : fact.end] == one.quote

    def _unname(self, one: Correction) -> bool:
        """Take out a name of a place, an industry or an organization that is none; whether there was one."""
        found = [each for each in self.before.mentions
                 if each.start == one.start and self.text[each.start : each.end] == one.quote]  # fmt: skip
        self.gone |= {id(each) for each in found}
        return bool(found)

    def _why_gone(self, one: Correction, facts: Sequence[Fact]) -> tuple[str, str]:
        start = one.start or 0
        if self.text[start : start + len(one.quote)] != one.quote:
            at = self.text.find(one.quote)
            if at < 0:
                return (
                    "the document does not say that any more; take the line out",
                    "文件已不再这样说；请删去此行",
                )
            return (
                f"the document has changed: these words begin at {at} now; mend the offset",
                f"文件已变：这些字现在从{at}开始；请更正偏移",
            )
        over = next((fact for fact in facts if fact.start < start + len(one.quote) and start < fact.end), None)
        if over:
            words = self.text[over.start : over.end]
            return (
                f"what is found there is now 「{words}」 ({over.start}): {_words(over)}; mend the line, or take it out",
                f"此处现在读出的是「{words}」（{over.start}）：{_words(over)}；请改正或删去此行",
            )
        return (
            "no fact is found there any more; take the line out",
            "此处已没有读出事实；请删去此行",
        )

    # what a line does

    def _correct(self, one: Correction, first: Fact) -> None:
        other = self.done.get((id(first), WRONG)) or self.done.get((id(first), one.field))
        if other:
            if (other.field, other.value) != (one.field, one.value):
                self._lay_aside(
                    one, f"says otherwise than another line of the same fact ({other}); take one of the two out",
                    f"与同一事实的另一行（{other}）矛盾；请删去其中一行",
                )  # fmt: skip
            return
        fact = self.now[id(first)]
        if fact is None:
            return
        if one.field == WRONG:
            self.now[id(first)] = None
            self.told.append((one, first, _words(first), ""))
        else:
            before = _shown(fact, one.field)
            if before == one.value:
                self._lay_aside(one, "is so already; take the line out", "已是如此；请删去此行")
                return
            if one.field == "unit" and isinstance(fact, Observation) and (why := _unfit(fact, one.value)):
                self._lay_aside(one, *why)
                return
            self.now[id(first)] = _with(fact, one.field, one.value)
            self.told.append((one, first, before, one.value))
        self.done[id(first), one.field] = one

    def _add(self, one: Correction) -> None:
        start = one.start or 0
        if self.text[start : start + len(one.quote)] != one.quote:
            self._lay_aside(one, *self._why_gone(one, ()))
            return
        told = _told(one.value, one.where)
        span = Span(start, start + len(one.quote))
        around = (item for item in self.before.sentences if item.start <= span.start and span.end <= item.end)
        sentence = next(around, None)
        fact = _project(told, span, sentence) if "name" in told else _observation(told, span, sentence)
        same = [each for each in _all(self.before) if _says_the_same(each, fact)]
        if same:
            self._lay_aside(one, "is found without the line now; take it out", "现在不用此行也能读出；请删去此行")
            return
        self.added.append(fact)
        self.now[id(fact)] = fact
        self.told.append((one, fact, "", _words(fact)))

    def facts(self) -> Facts:
        """The facts as they are now, in the order of the text, with what was corrected."""
        left = [fact for fact in self.now.values() if fact is not None]
        observations = [fact for fact in left if isinstance(fact, Observation)]
        projects = [fact for fact in left if isinstance(fact, Project)]
        return replace(
            self.before,
            observations=tuple(sorted(observations, key=lambda fact: (fact.start, fact.end))),
            projects=tuple(sorted(projects, key=lambda fact: (fact.start, fact.end))),
            mentions=tuple(each for each in self.before.mentions if id(each) not in self.gone),
            amendments=tuple(
                Amendment(
                    one.field, before, right, one.who, Span(first.start, first.end), first.sentence, self.now[id(first)]
                )
                for one, first, before, right in self.told
            ),
        )


def _all(facts: Facts) -> list[Fact]:
    return [*facts.observations, *facts.projects]


def _namings(fact: Fact) -> tuple[Fact, ...]:
    return (fact, *fact.namings) if isinstance(fact, Project) else (fact,)


def _words(fact: Fact) -> str:
    """A fact in a few words."""
    if isinstance(fact, Project):
        return " ".join(filter(None, (fact.name, "" if fact.stage == "none" else fact.stage, fact.period)))
    return " ".join(filter(None, (fact.indicator, f"{fact.value}{fact.unit}", fact.period, fact.place)))


def _shown(fact: Fact, name: str) -> str:
    """A field as the tables show it."""
    value = getattr(fact, name)
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def _with(fact: Fact, name: str, value: str) -> Fact:
    """The fact with the right value, sure, and with nothing that it took from elsewhere for that field."""
    right: Any = value
    if name in ("capacity", "investment"):
        amounts = _amounts(name, value, "")
        right = amounts if name == "capacity" else next(iter(amounts), None)
    origins = (*((field, origin) for field, origin in fact.origins if field != name), (name, Origin("correction")))
    changed: dict[str, Any] = {name: right, "confidence": _SURE, "reasons": (), "origins": origins}
    if isinstance(fact, Observation):
        return replace(fact, **changed)
    own = [replace(each, **changed) if (each.start, each.end) == (fact.start, fact.end) else each
           for each in fact.namings]  # fmt: skip
    return replace(fact, **changed, namings=tuple(own))


def _unfit(fact: Observation, unit: str) -> tuple[str, str] | None:
    """Why a unit cannot be that of a fact: it counts something else than the number is one of."""
    before, after = quantity_kinds((fact.unit,)), quantity_kinds((unit,))
    if fact.measure != "level" or not before or not after or before & after:
        return None
    return (
        f"{unit} counts something else than {fact.unit}, in which 「{fact.indicator}」 is told; "
        "correct the indicator too, or call the fact wrong and tell a missed one",
        f"「{fact.indicator}」以{fact.unit}计，{unit}是另一种量；请改为把此事实标为wrong并另行补上",
    )


def _context(told: Mapping[str, str], sentence: Sentence | None) -> dict[str, Any]:
    """What a missed fact takes from its sentence where it does not say it, and where that is from."""
    found: dict[str, Any] = {}
    origins = [(name, Origin("correction")) for name in told]
    for name, given in (("status", "status"), ("period", "year")):
        of_sentence = getattr(sentence.context, given) if sentence else None
        if name in told:
            found[name] = told[name]
        elif of_sentence:
            found[name] = of_sentence.value
            origins.append((name, of_sentence.origin))
    found.setdefault("status", "achieved")
    found["status"] = found["status"] or "achieved"
    found.setdefault("period", "")
    return {**found, "origins": tuple(origins), "confidence": _SURE, "reasons": (), "rule": RULE}


def _observation(told: Mapping[str, str], span: Span, sentence: Sentence | None) -> Observation:
    fields = {"unit": "", "measure": "level", "bound": "exact", "place": "", **told}
    fields |= _context(told, sentence)
    where = Span(sentence.start, sentence.end) if sentence else span
    return Observation(**cast(Any, fields), start=span.start, end=span.end, sentence=where)


def _project(told: Mapping[str, str], span: Span, sentence: Sentence | None) -> Project:
    fields: dict[str, Any] = {"stage": "none", **told, **_context(told, sentence)}
    fields["capacity"] = _amounts("capacity", told.get("capacity", ""), "")
    fields["investment"] = next(iter(_amounts("investment", told.get("investment", ""), "")), None)
    where = Span(sentence.start, sentence.end) if sentence else span
    return Project(**fields, start=span.start, end=span.end, sentence=where)


def _says_the_same(one: Fact, other: Fact) -> bool:
    if one.start != other.start or one.end != other.end:
        return False
    if isinstance(one, Observation) and isinstance(other, Observation):
        return (one.indicator, one.value, one.unit, one.measure) == (
            other.indicator, other.value, other.unit, other.measure
        )  # fmt: skip
    return isinstance(one, Project) and isinstance(other, Project) and one.name == other.name
