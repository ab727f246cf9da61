"""Document to sentences that know their headings, place, year and status, each with its origin.

split    text -> sentences and headings, with offsets
headings ranks of headings that the file itself marks
roles    glossary, thanks, appendix, boilerplate and procedure apart from what states facts
tense    sentences -> review or plan, of one year or of five
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.segment.headings import ranked
from kg.extract.segment.roles import roles
from kg.extract.segment.split import Unit, units
from kg.extract.segment.tense import Evidence, State, evidence, states
from kg.model import Context, Document, Origin, Role, Sentence, Span, Told


def segment(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document, in order, headings among them."""
    found = ranked(list(units(document.text)), document)
    told = roles(found)
    year = int(document.year.value) if document.year.value else 0
    spoken = [
        (unit, evidence(unit, year, document.kind.value)) for unit, role in zip(found, told, strict=True) if not role
    ]
    settled = iter(_settled(document, spoken, year))
    stacks = _stacks(found, told)
    return tuple(
        _sentence(unit, role, stack, settled, document) for unit, role, stack in zip(found, told, stacks, strict=True)
    )


def _sentence(
    unit: Unit, role: Role | None, stack: tuple[Span, ...], settled: Iterator[tuple[Role, Context]], document: Document
) -> Sentence:
    if role:
        unknown = Told("", Origin("default"))
        context = Context(document.place, document.year, unknown, unknown)
        return Sentence(unit.start, unit.end, unit.text, role, context, stack)
    settled_role, context = next(settled)
    return Sentence(unit.start, unit.end, unit.text, settled_role, context, stack)


def _stacks(found: list[Unit], roles: list[Role | None]) -> list[tuple[Span, ...]]:
    """The headings above every unit, from the highest down."""
    stacks: list[tuple[Span, ...]] = []
    open_headings: list[tuple[int, Span]] = []
    for unit, role in zip(found, roles, strict=True):
        heads = unit.rank > 0 and role is None
        if heads:
            open_headings = [item for item in open_headings if item[0] < unit.rank]
        stacks.append(tuple(span for _, span in open_headings))
        if heads:
            open_headings.append((unit.rank, Span(unit.start, unit.end)))
    return stacks


def _settled(document: Document, spoken: list[tuple[Unit, Evidence]], year: int) -> Iterator[tuple[Role, Context]]:
    """Role and context of every unit that may hold facts."""
    last: State | None = None
    origin = Origin("text")
    for (unit, told), state in zip(spoken, states(spoken, document.kind.value), strict=True):
        if told.heading:
            origin = Origin("heading", Span(unit.start, unit.end))
        elif state != last:
            origin = Origin("text", Span(unit.start, unit.end))
        last = state
        yield ("plan" if state.plan else "review"), _context(document, state, origin, year)


def _context(document: Document, state: State, origin: Origin, year: int) -> Context:
    status = Told("target" if state.plan else "achieved", origin)
    span = Told("", Origin("default"))
    if not year:
        return Context(document.place, document.year, span, status)
    if state.five:
        span = Told(f"{year + 1}-{year + 5}" if state.plan else f"{year - 4}-{year}", origin)
    plain = year + (5 if state.five else 1) if state.plan else year
    said = (
        origin.kind == "heading" and origin.span and f"{plain}年" in document.text[origin.span.start : origin.span.end]
    )
    return Context(document.place, Told(str(plain), origin if said else document.year.origin), span, status)
