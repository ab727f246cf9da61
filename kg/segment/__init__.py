"""Document to sentences that know their headings, place, year and status, each with its origin.

split    text -> sentences and headings, with offsets
tense    sentences -> review or plan, of one year or of five
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import lexicon
from kg.model import Context, Document, Origin, Role, Sentence, Span, Told
from kg.segment.split import Unit, is_chrome, units
from kg.segment.tense import Evidence, State, evidence, states

_ADDRESS = re.compile(r"^各位(?:代表|委员|同志)[：:]")
_DELIVERY = re.compile(r"代表.{2,20}(?:政府|委员会)|请予审议|作政府工作报告|受.{2,20}委托")
# What is said to the assembly about the report, and lines that name their writers, dates, tables and figures.
_PROCEDURE = re.compile(
    r"(?:^|，|一并)请(?:予|连同|与).{0,60}审[议查]|请予审[议查]|提请[^，。]{0,16}(?:大会|会议)审[议查](?=[，。]|$)"
    r"|请.{0,30}(?:委员|人员|同志).{0,6}提出意见|^各位(?:代表|委员|同志)[，：！:!]*$"
)
_LABEL = re.compile(
    r"(?:本报|通讯员|记者|文/图).{0,40}|■.{0,40}记者.{0,20}|.{0,50}(?:摄|提供)"
    r"|[\u4e00-\u9fff]{2,3}(?: [\u4e00-\u9fff]{2,3})+"
    r"|[（(]?(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日[）)]?|[图表][0-9０-９]{1,2}[^。；]{0,40}|单位[：:].{1,20}"
    r"|[^，。；]{1,30}(?: [-−]?[0-9][0-9,.]*%?){2,}"
)
_NOTE = re.compile(
    r"^(?:[［\[][0-9]{1,3}[］\]]|注[:：]|(?:[0-9]{1,3}[.．、]|[①-⑳]|[（(][0-9]{1,3}[）)])?[^，。：:]{2,30}[：:]是?指)"
)
_OPENING = 2500


def segment(document: Document) -> tuple[Sentence, ...]:
    """The sentences of a document, in order, headings among them."""
    found = list(units(document.text))
    roles = _roles(document, found)
    year = int(document.year.value) if document.year.value else 0
    spoken = [
        (unit, evidence(unit, year, document.kind.value)) for unit, role in zip(found, roles, strict=True) if not role
    ]
    settled = iter(_settled(document, spoken, year))
    stacks = _stacks(found, roles)
    return tuple(
        _sentence(unit, role or "", stack, settled, document)
        for unit, role, stack in zip(found, roles, stacks, strict=True)
    )


def _sentence(
    unit: Unit, role: Role | str, stack: tuple[Span, ...], settled: Iterator[tuple[Role, Context]], document: Document
) -> Sentence:
    if role:
        unknown = Told("", Origin("default"))
        context = Context(document.place, document.year, unknown, unknown)
        return Sentence(unit.start, unit.end, unit.text, "glossary" if role == "glossary" else "other", context, stack)
    told, context = next(settled)
    return Sentence(unit.start, unit.end, unit.text, told, context, stack)


def _roles(document: Document, found: list[Unit]) -> list[Role | None]:
    """`glossary` and `other` where a unit holds no facts, None where review or plan is to be settled."""
    address = _address(found)
    roles: list[Role | None] = []
    glossary = False
    for unit in found:
        glossary = (glossary and unit.rank != 1) or _opens_glossary(unit)
        if glossary or (unit.opens and _NOTE.match(unit.text)):
            roles.append("glossary")
        elif unit.start < address or is_chrome(unit.text) or _holds_no_facts(unit):
            roles.append("other")
        else:
            roles.append(None)
    return roles


def _holds_no_facts(unit: Unit) -> bool:
    return _PROCEDURE.search(unit.text) is not None or (unit.alone and _LABEL.fullmatch(unit.text) is not None)


def _address(found: list[Unit]) -> int:
    """Where the report to the assembly begins, 0 in an excerpt: titles, names and a page's buttons stand before it."""
    for number, unit in enumerate(found):
        if unit.start > _OPENING:
            return 0
        if _ADDRESS.match(unit.text) and any(_DELIVERY.search(near.text) for near in found[number : number + 2]):
            return unit.start
    return 0


def _opens_glossary(unit: Unit) -> bool:
    short = unit.opens and len(unit.text) <= 20
    return short and any(word in unit.text for word in lexicon.words("headings", "glossary"))


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
