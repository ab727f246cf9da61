"""What a document says of itself: title, place, year under review, kind, date and meeting, with the words that say it.

documents.csv goes first; what it leaves open is decided by the evidence of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.model import Origin, Told
from kg.read.about import HEAD, SESSION, UNKNOWN, Decision, Rule, Text, day, decide, number, property_of
from kg.read.places import PLACE, contains, decided, unlisted
from kg.read.titles import KIND, title
from kg.read.years import YEAR, days_of_issue

_MEETING = re.compile(
    r"(?:在|会议[：:][ ]?)(?P<meeting>[\u4e00-\u9fff]{2,20}?第?[一二三四五六七八九十]{1,3}届"
    r"(?:人民代表大会|人大|委员会)(?:常务委员会|常委会)?"
    r"第?[一二三四五六七八九十]{1,3}次(?:全体)?(?:会议|全会))"
)


_DATELINE = re.compile(
    r"(?:(?P<year>20[0-9]{2})年)?(?<![0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日(?:[上下]午)?[）)]?[ 　，,]{0,2}"
    "(?:本报讯|本报记者|记者|讯|[^，。；]{2,16}(?:获悉|了解到))"
)


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of a document by field (title, place, year, kind, date, meeting), and what of it is in doubt."""

    fields: dict[str, Told]
    doubts: tuple[str, ...]


def describe(name: str, body: str, row: Mapping[str, str], properties: Mapping[str, str] | None = None) -> Described:
    """A document by its row of documents.csv, its repaired text and what its file says outside of that.

    `properties` may hold `title`, `date` and `author`.
    """
    lines, at = [], 0
    for line in body.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    text = Text(name, body, tuple(lines), UNKNOWN, properties or {})
    text = replace(text, title=_given(row, "title") or title(text) or UNKNOWN)
    kind = _weighed(text, row, "kind", KIND)
    text = replace(text, kind=kind.told.value)
    year = _weighed(text, row, "year", (YEAR,))
    place = _weighed(text, row, "place", PLACE, contains)
    home = decided(place.told, body)
    fields = {
        "title": text.title,
        "place": home,
        "year": year.told,
        "kind": kind.told,
        "date": _given(row, "date") or next(_dates(text, year.told.value), UNKNOWN),
        "meeting": _meeting(text),
    }
    doubts = (*_doubts(kind=kind, year=year, place=place), *unlisted(home.value), *_without_year(year.told))
    return Described(fields, doubts)


def _given(row: Mapping[str, str], field: str) -> Told | None:
    value = row.get(field, "")
    return Told(value, Origin("manifest")) if value else None


def _weighed(
    text: Text,
    row: Mapping[str, str],
    field: str,
    groups: tuple[tuple[Rule, ...], ...],
    supports: Callable[[str, str], bool] = str.__eq__,
) -> Decision:
    """What the manifest says of a field, else what most speaks for by the first group of rules that finds anything."""
    if told := _given(row, field):
        return Decision(told)
    evidence = ([item for rule in rules for item in rule(text)] for rules in groups)
    return decide(next(filter(None, evidence), ()), supports)


def _doubts(**decisions: Decision) -> Iterator[str]:
    for field, decision in decisions.items():
        if decision.doubt:
            yield f"{field} in doubt: {decision.doubt}; say it in documents.csv, column {field}"


def _without_year(year: Told) -> Iterator[str]:
    if not year.value:
        yield "no year under review found: facts keep an open period; say it in documents.csv, column year"


def _dates(text: Text, year_told: str) -> Iterator[Told]:
    """`——2025年2月15日在…第五次会议上`, `时间：2026-02-09` near the top, the day in the head of a web page.

    News may begin with a day, whose year is theirs where it is left out: `1月8日，记者从…获悉`.
    """
    for match in SESSION.finditer(text.body, 0, HEAD):
        if match["year"]:
            issued = day(*(number(match[part]) for part in ("year", "month", "day")))
            if issued:
                yield text.told(issued, match.start("year"), match.end("day") + 1)
            break
    yield from days_of_issue(text)
    if told := property_of(text, "date"):
        yield told
    if line := _DATELINE.search(text.body, 0, HEAD):
        year = line["year"] or (year_told if text.kind == "news" else "")
        if year and (issued := day(int(year), int(line["month"]), int(line["day"]))):
            yield text.told(issued, *line.span())


def _meeting(text: Text) -> Told:
    """`在格尔木市第十五届人民代表大会第五次会议上`."""
    match = _MEETING.search(text.body, 0, HEAD)
    return text.told(match["meeting"], *match.span("meeting")) if match else UNKNOWN
