"""What finders have found in a sentence as facts of the model, with offsets in the text and what they inherit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.observation.finder import ObservationFound
from kg.extract.observation.timing import Setting, Timed
from kg.extract.project.finder import ProjectFound
from kg.extract.segment import calendar
from kg.model import Document, Kind, Mention, Observation, Origin, Project, Sentence, Span, Status, Told
from kg.reference import gazetteer, indicators
from kg.text import period
from kg.text.relative import UNKNOWN_DAY, Day
from kg.text.spans import Found


def setting_of(document: Document, sentence: Sentence) -> Setting:
    context = sentence.context
    status: Status = "target" if context.status.value == "target" else "achieved"
    years, review = calendar(document), _year(document.year)
    now = review + years.now - years.review
    news = document.kind.value == "news"
    return Setting(status, _year(context.year), context.span.value, review, now, news, _day(document, now, news))


def _day(document: Document, now: int, news: bool) -> Day:
    """The day from which the words of time of news are told."""
    if not news or now == period.UNKNOWN_YEAR:
        return UNKNOWN_DAY
    month = document.date.value[5:7]
    return Day(now, int(month) if document.date.value.startswith(str(now)) and month.isdigit() else 0)


def _year(told: Told) -> int:
    return int(told.value) if told.value else period.UNKNOWN_YEAR


def span_of(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.start + start, sentence.start + end)


def mention_of(kind: Kind, found: Found, sentence: Sentence) -> Mention:
    span = span_of(sentence, found.start, found.end)
    name = sentence.text[found.start : found.end]
    return Mention(
        kind, found.type, name, span.start, span.end, found.rule, span_of(sentence, 0, len(sentence.text)), found.nested
    )


def _with_whole_project(found: ObservationFound, text: str, projects: Sequence[ProjectFound]) -> ObservationFound:
    """An observation whose name begins inside that of a project, with all of it: 青岭机场改扩建|工程完成投资."""
    for item in projects:
        front, rest = text[item.start : found.start], text[found.start : item.end]
        if front and rest and found.indicator.startswith(rest):
            return replace(found, start=item.start, indicator=front + found.indicator)
    return found


def observation_of(
    document: Document,
    found: ObservationFound,
    sentence: Sentence,
    places: Sequence[Found],
    projects: Sequence[ProjectFound],
) -> Observation:
    found = _with_whole_project(found, sentence.text, projects)
    span = span_of(sentence, found.start, found.end)
    name, where = _located(found, sentence, places, document.place.value)
    inherited_place = sentence.context.place
    origins = [("status", _origin(found.status, sentence, sentence.context.status))]
    when = period.known(found.period.value)
    if when:
        inherited = sentence.context.span if when == sentence.context.span.value else sentence.context.year
        origins.append(("period", _origin(found.period, sentence, inherited)))
    if not where:
        origins.append(("place", inherited_place.origin))
        where = inherited_place.value if inherited_place != document.place else ""
    return Observation(
        name, found.value, found.unit, found.measure, found.bound, _status(found.status), when, where,
        span.start, span.end, found.rule, span_of(sentence, 0, len(sentence.text)), tuple(origins),
    )  # fmt: skip


def _status(told: Timed) -> Status:
    return "target" if told.value == "target" else "achieved"


def _origin(read: Timed, sentence: Sentence, inherited: Told) -> Origin:
    if read.origin in ("clause", "sentence"):
        return Origin(read.origin, span_of(sentence, read.start, read.end) if read.end else None)
    return inherited.origin


def _located(found: ObservationFound, sentence: Sentence, places: Sequence[Found], home: str) -> tuple[str, str]:
    """The indicator without the place it begins with, and that place's full name where it is not the document's own.

    An indicator may begin inside the name, where its first letter looks like an adverb: 年|云山景区接待游客.
    """
    for item in places:
        surface = sentence.text[item.start : item.end]
        rest = found.indicator.removeprefix(sentence.text[max(item.start, found.start) : item.end])
        if (
            item.nested
            or not item.start <= found.start < item.end
            or rest == found.indicator
            or len(rest) < 2
            or rest[0] in _FACILITIES
        ):
            continue
        if gazetteer.resolve(surface, home) == gazetteer.home_division(home) is not None:
            return rest.lstrip("的"), ""
        return rest.lstrip("的"), gazetteer.full_name(surface, home)
    return found.indicator, _above(sentence.text[: found.start], home) or _opening_place(
        found, sentence.text, places, home
    )


def _opening_place(found: ObservationFound, text: str, places: Sequence[Found], home: str) -> str:
    """The region or zone with which a sentence begins, of whose economy a clause behind tells: 某经济圈…，经济总量."""
    first = places[0] if places else None
    if first is None or first.start or first.nested or first.end > found.start:
        return ""
    if first.type not in ("region", "zone"):
        return ""
    known = indicators.meaning(found.indicator, found.measure, found.unit)
    return gazetteer.full_name(text[first.start : first.end], home) if known and known.code == "gdp" else ""


# 全省 at the beginning of a clause; 占全省的比重 and 居全省前列 speak of the document's place.
_WHOLE = re.compile("(?:^|[，。；：:、])(?:其中，?)?((?:全|我)(?:省|自治区|市|州|盟|区|县))$")


def _above(before: str, home: str) -> str:
    """The division above the document's place for which an indicator is told: 全省 in the report of a city."""
    told = _WHOLE.search(before)
    place = gazetteer.resolve(told[1], home) if told else None
    return place.name if place and place != gazetteer.home_division(home) else ""


# What makes a longer name of the place before it: 上海港, 郑州站.
_FACILITIES = "港站路桥湖河岛口院校镇县区市省州园库"


def project_of(found: ProjectFound, sentence: Sentence, industries: Sequence[Found]) -> Project:
    span = span_of(sentence, found.start, found.end)
    context = sentence.context
    within = tuple(
        sentence.text[item.start : item.end]
        for item in industries
        if found.start <= item.start and item.end <= found.end
    )
    origins = []
    if found.status == context.status.value:
        origins.append(("status", context.status.origin))
    when = period.known(found.period)
    if when and when == context.year.value:
        inherited = context.span if context.span.value else context.year
        when = inherited.value
        origins.append(("period", inherited.origin))
    return Project(
        found.name, found.stage, found.status, when, span.start, span.end, found.rule,
        span_of(sentence, 0, len(sentence.text)), found.capacity, found.investment, found.places, found.organizations,
        within, tuple(origins),
    )  # fmt: skip
