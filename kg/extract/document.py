"""Extraction: a document's sentences in, its facts out.

Every sentence goes through the same line: words, names (places, industries, organizations), projects, and then the
numbers that no project has taken. What the sentence does not say itself comes from its context, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from kg.extract import confidence, industry, observation, organization, place, project, table
from kg.extract.confidence import features
from kg.extract.nesting import as_nested, in_body, own_numbers
from kg.extract.organization import short
from kg.extract.segment import UNREADABLE, segment
from kg.extract.stated import mention_of, observation_of, project_of, setting_of, span_of
from kg.model import Document, Facts, Kind, Mention, Observation, Project, Sentence
from kg.text.line import Line
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


def candidates(document: Document) -> Iterator[tuple[project.Candidate, tuple[str, ...]]]:
    """Everything in a document's prose that may be a project, with what speaks for it and against it."""
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
    return [_with_short_names(part, names) for part in parts] if names else parts


def _one_by_one(document: Document, sentences: Sequence[Sentence]) -> Iterator[Facts]:
    """What each sentence says by itself, in order."""
    topic, going = observation.NO_TOPIC, _told_by_title(document, sentences)
    for sentence in sentences:
        if (length := len(sentence.text)) > UNREADABLE:
            reason = f"has {length:,} characters without the end of a sentence: no rule reads that"
            yield Facts(document, (sentence,), set_aside=((span_of(sentence, 0, SHOWN), reason),))
            continue
        if sentence.role in FACTUAL:
            facts, topic, going = _read(document, sentence, topic, going)
            yield facts
        else:
            yield Facts(document, (sentence,), mentions=tuple(_named(sentence)) if sentence.role in NAMING else ())


def _told_by_title(document: Document, sentences: Sequence[Sentence]) -> project.Going:
    """The project of a title that stands behind its text, which points at it: 该项目总投资…."""
    span = document.title.origin.span
    if span is None or not sentences or span.start <= sentences[0].start:
        return project.NOTHING
    home = document.place.value
    line = Line.of(document.title.value)
    places, organizations = place.find(line, home), organization.find(line, home)
    return project.going_on(line, project.find(line, places, organizations, "achieved", 0), project.NOTHING)


def _with_short_names(part: Facts, names: Sequence[str]) -> Facts:
    """What a sentence says with the short names in it, if there are any."""
    more = tuple(_shortened(part, names))
    return replace(part, mentions=(*part.mentions, *more)) if more else part


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
                yield mention_of("organization", item, sentence)


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
    return [mention_of(kind, item, sentence) for kind, item in found]


def _read(
    document: Document, sentence: Sentence, topic: observation.Topic, going: project.Going
) -> tuple[Facts, observation.Topic, project.Going]:
    """The facts of one sentence, and what the next may go on about."""
    line = Line.of(sentence.text)
    organizations = organization.find(line, document.place.value)
    industries = [item for item in industry.find(line) if not in_body(item, organizations)]
    names = _Names(place.find(line, document.place.value), industries, organizations)
    setting = setting_of(document, sentence)
    projects = project.find(line, names.places, organizations, setting.status, setting.year, setting.day, going)
    going = project.going_on(line, projects, going)
    projects, consumed = own_numbers(projects)
    reading = observation.find(line, setting, consumed, topic, organizations)
    observations = [observation_of(document, item, sentence, names.places, projects) for item in reading.observations]
    named = [project_of(item, sentence, names.industries) for item in projects]
    facts = Facts(
        document,
        (sentence,),
        observations=_with_features(
            observations, features.of_observations(line, reading, observations, document, sentence, projects)
        ),
        projects=_with_features(named, features.of_projects(line, projects, named, document, sentence)),
        mentions=tuple(
            mention_of(kind, as_nested(item, kind, projects, organizations), sentence) for kind, item in names.kinds()
        ),
        set_aside=tuple((span_of(sentence, item.start, item.end), item.reason) for item in reading.rejected),
    )
    return facts, reading.topic, going


def _with_features(items: Sequence[_Fact], told: Iterable[tuple[str, ...]]) -> tuple[_Fact, ...]:
    """The facts, each with what speaks for it and against it."""
    return tuple(replace(item, reasons=reasons) for item, reasons in zip(items, told, strict=True))
