"""Extraction: a document's sentences in, its facts out.

Every sentence goes through the same line: words, names (places, industries, organizations), projects, and then the
numbers that no project has taken. What the sentence does not say itself comes from its context, and says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from kg.extract import confidence, industry, observation, organization, place, project, table
from kg.extract.confidence import features
from kg.extract.observation.finder import ObservationFound
from kg.extract.observation.timing import Setting, Timed
from kg.extract.organization import short
from kg.extract.project.finder import ProjectFound
from kg.extract.segment import UNREADABLE, calendar, segment
from kg.model import Document, Facts, Kind, Mention, Observation, Origin, Project, Sentence, Span, Status, Told
from kg.reference import gazetteer, indicators
from kg.text import period
from kg.text.line import Line
from kg.text.relative import UNKNOWN_DAY, Day
from kg.text.spans import Found

_Fact = TypeVar("_Fact", Observation, Project)

# Sections that state facts; titles, openings, procedure and thanks only name places and organizations.
FACTUAL = ("review", "plan")
# Tables of more cells are told in pieces of so many facts; a project, with its names and sizes, is as much as four.
LARGE, PIECE, _PROJECT = 6_000, 1_000, 4
NAMING = ("other", "acknowledgement")
# Characters that are shown of what is too long to be read.
SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a sentence, with offsets in it."""

    places: Sequence[Found]
    industries: Sequence[Found]
    organizations: Sequence[Found]

    def kinds(self) -> Iterator[tuple[Kind, Found]]:
        for kind, names in zip(
            ("place", "industry", "organization"), (self.places, self.industries, self.organizations), strict=True
        ):
            for name in names:
                yield kind, name  # type: ignore[misc]


def extract(document: Document) -> Facts:
    """All facts of a document, in the order of its text, judged; every naming of a project is one by itself."""
    return confidence.judged(found(document))


def found(document: Document) -> Facts:
    """What the rules find in a document, each fact with what speaks for it and against it."""
    sentences = segment(document)
    return _together(document, (*_of_prose(document, sentences), *_of_tables(document, sentences)))


def pieces(document: Document) -> Iterator[Facts]:
    """The facts that `extract` gives, in one piece; what large tables state comes before it in pieces of their own.

    So a million cells take no more memory than some thousand. Rows that name what another row or a sentence names too
    stay in the last piece, where the namings of one project are put together.
    """
    if sum(len(found.cells) for found in document.tables) <= LARGE:
        yield extract(document)
        return
    sentences = segment(document)
    rest = _of_prose(document, sentences)
    again = _named_again(document, rest)
    rows: list[Facts] = []
    size = 0
    for part in _of_tables(document, sentences):
        weight = _weight(part, again)
        (rows if weight else rest).append(part)
        size += weight
        if size >= PIECE:
            yield confidence.judged(_together(document, rows))
            rows.clear()
            size = 0
    yield confidence.judged(_together(document, (*rows, *rest)))


def _named_again(document: Document, prose: Sequence[Facts]) -> frozenset[str]:
    """The projects that stand in more than one row or sentence."""
    named = Counter(item.name for part in prose for item in part.projects)
    for found in document.tables:
        named.update(table.project_names(document, found))
    return frozenset(name for name, count in named.items() if count > 1)


def _weight(part: Facts, again: Collection[str]) -> int:
    """How much of a piece a row is; 0 where it must stay with the rest."""
    if any(item.name in again for item in part.projects):
        return 0
    return len(part.observations) + _PROJECT * len(part.projects)


def _together(document: Document, told: Iterable[Facts]) -> Facts:
    """The parts of a document as one, in the order of its text."""
    parts = sorted(told, key=_start)
    return Facts(
        document,
        tuple(chain.from_iterable(part.sentences for part in parts)),
        tuple(chain.from_iterable(part.observations for part in parts)),
        tuple(chain.from_iterable(part.projects for part in parts)),
        tuple(chain.from_iterable(part.mentions for part in parts)),
        tuple(chain.from_iterable(part.set_aside for part in parts)),
    )


def candidates(document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of everything in a document's prose that may be a project, with what speaks for it and against it."""
    going, home = project.NOTHING, document.place.value
    for sentence in segment(document):
        if sentence.role in FACTUAL:
            line = Line.of(sentence.text)
            yield from project.weighed(line, place.find(line, home), organization.find(line, home), going)
            going = project.going_on(line, (), going)


def _of_prose(document: Document, sentences: Sequence[Sentence]) -> list[Facts]:
    """What each sentence says, in order; with the short names of companies that another calls in full."""
    parts = list(_one_by_one(document, sentences))
    full = [item for part in parts for item in part.mentions if item.kind == "organization" and item.type == "company"]
    names = short.known(document.text, full)
    return [replace(part, mentions=(*part.mentions, *_shortened(part, names))) for part in parts] if names else parts


def _one_by_one(document: Document, sentences: Sequence[Sentence]) -> Iterator[Facts]:
    """What each sentence says by itself, in order."""
    topic, going = observation.NO_TOPIC, project.NOTHING
    for sentence in sentences:
        if (length := len(sentence.text)) > UNREADABLE:
            reason = f"has {length:,} characters without the end of a sentence: no rule reads that"
            yield Facts(document, (sentence,), set_aside=((_span(sentence, 0, SHOWN), reason),))
            continue
        facts = Facts(document, mentions=tuple(_named(sentence)) if sentence.role in NAMING else ())
        if sentence.role in FACTUAL:
            facts, topic, going = _read(document, sentence, topic, going)
        yield replace(facts, sentences=(sentence,))


def _shortened(part: Facts, names: Sequence[str]) -> Iterator[Mention]:
    """The short names of a sentence where no other body's or project's name stands."""
    taken = [(item.start, item.end) for item in part.mentions if item.kind != "industry"]
    taken += [(item.start, item.end) for item in part.projects]
    for sentence in part.sentences:
        if sentence.role not in (*FACTUAL, *NAMING):
            continue
        for item in short.elsewhere(sentence.text, names):
            start, end = item.start + sentence.start, item.end + sentence.start
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                yield _mention("organization", item, sentence)


def _of_tables(document: Document, sentences: Sequence[Sentence]) -> Iterator[Facts]:
    """What each row of the tables says, and what they have that says nothing."""
    for found in document.tables:
        yield from table.read(document, found, sentences)


def _start(part: Facts) -> int:
    """Where a sentence, a row or what is set aside begins."""
    return part.sentences[0].start if part.sentences else part.set_aside[0][0].start


def _named(sentence: Sentence) -> list[Mention]:
    """The places and organizations of a sentence that states nothing."""
    line, home = Line.of(sentence.text), sentence.context.place.value
    found: list[tuple[Kind, Found]] = [("place", item) for item in place.find(line, home)]
    found += [("organization", item) for item in organization.find(line, home)]
    return [_mention(kind, item, sentence) for kind, item in found]


def _read(
    document: Document, sentence: Sentence, topic: observation.Topic, going: project.Going
) -> tuple[Facts, observation.Topic, project.Going]:
    """The facts of one sentence, and what the next may go on about."""
    line = Line.of(sentence.text)
    organizations = organization.find(line, document.place.value)
    industries = [item for item in industry.find(line) if not _in_body(item, organizations)]
    names = _Names(place.find(line, document.place.value), industries, organizations)
    setting = _setting(document, sentence)
    projects = project.find(line, names.places, organizations, setting.status, setting.year, setting.day, going)
    going = project.going_on(line, projects, going)
    projects, consumed = _own_numbers(projects)
    reading = observation.find(line, setting, consumed, topic, organizations)
    observations = [_observation(document, item, sentence, names.places, projects) for item in reading.observations]
    named = [_project(item, sentence, names.industries) for item in projects]
    facts = Facts(
        document,
        observations=_with_features(
            observations, features.of_observations(line, reading, observations, document, sentence)
        ),
        projects=_with_features(named, features.of_projects(line, projects, named, document, sentence)),
        mentions=tuple(
            _mention(kind, _within(item, kind, projects, organizations), sentence) for kind, item in names.kinds()
        ),
        set_aside=tuple((_span(sentence, item.start, item.end), item.reason) for item in reading.rejected),
    )
    return facts, reading.topic, going


def _with_features(items: Sequence[_Fact], told: Iterable[tuple[str, ...]]) -> tuple[_Fact, ...]:
    """The facts, each with what speaks for it and against it."""
    return tuple(replace(item, reasons=reasons) for item, reasons in zip(items, told, strict=True))


def _in_body(found: Found, organizations: Sequence[Found]) -> bool:
    """Whether a name stands only inside that of a body: 纺织 in 瑞岭纺织有限公司, 岚山县 in 岚山县财政局."""
    return any(body.start <= found.start and found.end <= body.end for body in organizations)


def _own_numbers(projects: Sequence[ProjectFound]) -> tuple[list[ProjectFound], list[tuple[int, int]]]:
    """The projects and the numbers that are theirs alone.

    An investment told of several at once (投资1.9亿元实施A、B等项目) is what was spent on all of them: an observation.
    """
    stretches = Counter(stretch for item in projects for stretch in item.consumed)
    kept = [_without_shared_investment(item, stretches) for item in projects]
    return kept, [stretch for item in kept for stretch in item.consumed]


def _without_shared_investment(item: ProjectFound, stretches: Counter[tuple[int, int]]) -> ProjectFound:
    if item.investment is None:
        return item
    own = tuple(stretch for stretch in item.consumed if stretches[stretch] == 1 or stretch[0] >= item.start)
    return item if own == item.consumed else replace(item, investment=None, consumed=own)


def _within(found: Found, kind: Kind, projects: Sequence[ProjectFound], organizations: Sequence[Found]) -> Found:
    """The name, nested where it stands only inside another's: 湛江 in 湛江机场迁建工程, 瑞岭 in 瑞岭光伏项目.

    A zone, region or natural feature that the longer name of a project begins with is what the project is about, and
    stays a place of its own; so does a company that is called a project itself (瑞岭、远山等企业和项目).
    """
    if kind == "industry" or found.nested:
        return found
    if kind == "place" and _in_body(found, organizations):
        return replace(found, nested=True)
    inside = (item for item in projects if item.start <= found.start and found.end <= item.end)
    return replace(found, nested=True) if any(_is_part(found, item) for item in inside) else found


def _is_part(found: Found, project: ProjectFound) -> bool:
    """Whether a name in the name of a project is no more than a part of it, or the project itself.

    A river that shares the head of its project with others (甲河、乙河综合整治) is what the project is about.
    """
    whole = found.type in ("zone", "natural", "region") and found.rule != "station"
    if (found.start, found.end) == (project.start, project.end):
        shares = whole and len(project.name) > found.end - found.start
        return not shares and found.type != "company" and found.rule != "founded"
    return not whole or found.start > project.start


def _setting(document: Document, sentence: Sentence) -> Setting:
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


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.start + start, sentence.start + end)


def _mention(kind: Kind, found: Found, sentence: Sentence) -> Mention:
    span = _span(sentence, found.start, found.end)
    name = sentence.text[found.start : found.end]
    return Mention(
        kind, found.type, name, span.start, span.end, found.rule, _span(sentence, 0, len(sentence.text)), found.nested
    )


def _with_whole_project(found: ObservationFound, text: str, projects: Sequence[ProjectFound]) -> ObservationFound:
    """An observation whose name begins inside that of a project, with all of it: 青岭机场改扩建|工程完成投资."""
    for item in projects:
        front, rest = text[item.start : found.start], text[found.start : item.end]
        if front and rest and found.indicator.startswith(rest):
            return replace(found, start=item.start, indicator=front + found.indicator)
    return found


def _observation(
    document: Document,
    found: ObservationFound,
    sentence: Sentence,
    places: Sequence[Found],
    projects: Sequence[ProjectFound],
) -> Observation:
    found = _with_whole_project(found, sentence.text, projects)
    span = _span(sentence, found.start, found.end)
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
        span.start, span.end, found.rule, _span(sentence, 0, len(sentence.text)), tuple(origins),
    )  # fmt: skip


def _status(told: Timed) -> Status:
    return "target" if told.value == "target" else "achieved"


def _origin(read: Timed, sentence: Sentence, inherited: Told) -> Origin:
    if read.origin in ("clause", "sentence"):
        return Origin(read.origin, _span(sentence, read.start, read.end) if read.end else None)
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


def _project(found: ProjectFound, sentence: Sentence, industries: Sequence[Found]) -> Project:
    span = _span(sentence, found.start, found.end)
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
        _span(sentence, 0, len(sentence.text)), found.capacity, found.investment, found.places, found.organizations,
        within, tuple(origins),
    )  # fmt: skip
