"""Document to sentences that know their headings, place, year and status, each with its origin.

split    text -> sentences and headings, with offsets
roles    glossary, thanks, appendix, boilerplate and procedure apart from what states facts
times    words of time that open a sentence
headings headings that the file marks, and what a heading says of its section
scope    the tree: which heading, time and place hold for a sentence
wording  review or plan by words, where neither heading nor time says so
leaning  how much the words of one sentence speak for either
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.segment.headings import ranked
from kg.extract.segment.roles import roles
from kg.extract.segment.scope import NOTHING, Scope, scopes, with_spans
from kg.extract.segment.split import UNREADABLE, Unit, units
from kg.extract.segment.times import Calendar, calendar
from kg.extract.segment.wording import decide
from kg.model import Context, Document, Origin, Role, Sentence, Told

__all__ = ["UNREADABLE", "calendar", "headed", "segment"]


def segment(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document, in order, headings among them."""
    found = ranked(list(units(document.text, document.tables)), document)
    apart, years = roles(found), calendar(document)
    held = with_spans(found, apart, list(scopes(found, apart, document, years)), years, document.kind.value)
    statuses = _statuses(found, apart, held, document.kind.value)
    return tuple(
        _sentence(unit, role, scope, status, document, years)
        for unit, role, scope, status in zip(found, apart, held, statuses, strict=True)
    )


def headed(document: Document) -> Iterator[tuple[str, str]]:
    """The text and status of each sentence of which headings say it, so that no words decide."""
    found = ranked(list(units(document.text, document.tables)), document)
    apart = roles(found)
    for unit, role, scope in zip(found, apart, scopes(found, apart, document, calendar(document)), strict=True):
        if role is None and scope.status.value:
            yield unit.text, scope.status.value


def _statuses(found: Sequence[Unit], apart: Sequence[Role | None], held: Sequence[Scope], kind: str) -> Iterator[Told]:
    """The status of every unit: what its heading says, else that of its passage by its words and times."""
    said = {at: scope.status for at, scope in enumerate(held) if scope.status.value or apart[at]}
    for passage in _passages([at for at in range(len(held)) if at not in said], held, apart):
        said.update(_decided(passage, found, held, kind))
    return (said[at] for at in range(len(held)))


def _decided(
    passage: Sequence[int], found: Sequence[Unit], held: Sequence[Scope], kind: str
) -> Iterator[tuple[int, Told]]:
    """The status of each unit of a passage, by its words and times."""
    planned = decide([(found[at].text, held[at].opens) for at in passage], kind)
    for at, plan in zip(passage, planned, strict=True):
        yield at, _by_words("target" if plan else "achieved", held[at])


def _passages(undecided: Sequence[int], held: Sequence[Scope], apart: Sequence[Role | None]) -> Iterator[list[int]]:
    """Runs of units whose state no heading says; thanks, and times told in passing, part nothing."""
    run: list[int] = []
    for at in undecided:
        if run and any(apart[other] is None and not held[other].passing for other in range(run[-1] + 1, at)):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _by_words(status: str, scope: Scope) -> Told:
    """A status with the time that implies it, where one does."""
    timed = scope.time(status)
    return Told(status, timed.origin if timed and timed.time.status else Origin("default"))


def _sentence(
    unit: Unit, role: Role | None, scope: Scope, status: Told, document: Document, years: Calendar
) -> Sentence:
    if role:
        context = Context(document.place, document.year, NOTHING, NOTHING)
        return Sentence(unit.start, unit.end, unit.text, role, context, scope.headings)
    context = _context(scope, status, document, years)
    return Sentence(
        unit.start, unit.end, unit.text, "plan" if status.value == "target" else "review", context, scope.headings
    )


def _context(scope: Scope, status: Told, document: Document, years: Calendar) -> Context:
    """Year and span of a sentence: its time's, where that agrees with its status, else the default of the guideline."""
    timed = scope.time(status.value)
    if not years.review:
        return Context(scope.place, Told("", document.year.origin), NOTHING, status)
    default = years.review + (status.value == "target")
    if timed is None:
        return Context(scope.place, Told(str(default), document.year.origin), NOTHING, status)
    year = Told(str(timed.time.year or default), timed.origin if timed.time.year else document.year.origin)
    return Context(scope.place, year, Told(timed.time.span, timed.origin) if timed.time.span else NOTHING, status)
