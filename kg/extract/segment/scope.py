"""The tree of a document: which heading, time and place hold for every sentence.

A heading holds until one of its rank or higher. A time that opens a sentence holds until the next time, below
the heading under which it is said: in front of `（一）` for all of its like, below it for it alone. A heading's
state is not overturned by the times below it: they hold for their paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.segment.headings import Heading, said
from kg.extract.segment.split import Unit
from kg.extract.segment.times import Calendar, Leaning, Time, inside, opening
from kg.extract.segment.wording import executed, five_years, one_year
from kg.model import Document, Origin, Role, Span, Told


@dataclass(frozen=True, slots=True)
class Timed:
    """A time, and where it was said."""

    time: Time
    origin: Origin


@dataclass(frozen=True, slots=True)
class Scope:
    """What holds for a sentence: the status that a heading says (or nothing), times, a place, the headings above.

    Of several times the last one counts that agrees with the sentence's status. `opens` is what a time implies with
    which the sentence itself begins; `passing` says that status and time hold for its paragraph alone.
    """

    status: Told
    times: tuple[Timed, ...]
    place: Told
    headings: tuple[Span, ...]
    opens: Leaning = ""
    passing: bool = False

    def time(self, status: str) -> Timed | None:
        """The time of a sentence of that status."""
        return next((timed for timed in reversed(self.times) if timed.time.status in ("", status)), None)


@dataclass(slots=True)
class _Node:
    """An open heading, or the document (rank 0), with what holds below it at this moment.

    `passing` is a time that holds for a paragraph only.
    """

    rank: int
    span: Span | None
    status: Told
    times: tuple[Timed, ...]
    place: Told
    passing: Timed | None = None


_LISTED = 5  # the rank of list marks: ——, 一是
NOTHING = Told("", Origin("default"))


def scopes(found: Sequence[Unit], roles: Sequence[Role | None], document: Document, years: Calendar) -> Iterator[Scope]:
    """What holds for every unit, in order; of units that have a role (thanks, glossary) only the headings count."""
    nodes = [_document(document, years)]
    for unit, role in zip(found, roles, strict=True):
        while role is None and _ends(nodes[-1], unit, years):
            nodes.pop()
        above = tuple(node.span for node in nodes if node.span)
        if role is None and unit.rank:
            nodes.append(_below(nodes[-1], unit, said(unit, years)))
        yield Scope(NOTHING, (), document.place, above) if role else _scope(nodes[-1], unit, above, years)


def _ends(node: _Node, unit: Unit, years: Calendar) -> bool:
    """Whether a unit ends what stands below a node: a heading of its rank or higher, or a paragraph behind a list.

    A paragraph ends a list if it has a time of its own: ——…。 刚刚过去的2025年，.
    """
    if unit.rank:
        return node.rank >= unit.rank
    return node.rank == _LISTED and unit.opens and opening(unit.text, years) is not None


def _document(document: Document, years: Calendar) -> _Node:
    """The root: what the title says of the time, as far as it is no year (a report has that in which it is given)."""
    origin = Origin("title", document.title.origin.span)
    times = tuple(Timed(time, origin) for time in inside(document.title.value, years) if time.span)
    status = Told("achieved", Origin("default")) if document.kind.value == "bulletin" else NOTHING
    return _Node(0, None, status, times, document.place)


def _below(above: _Node, unit: Unit, heading: Heading) -> _Node:
    """The node of a heading: what it says, and what it does not say from above."""
    origin = Origin("heading", Span(unit.start, unit.title))
    settled = above.status.value and above.status.origin.kind == "default"  # a bulletin tells what is
    anew = not settled and (bool(heading.status) or heading.both)
    status = Told(heading.status, origin) if anew else above.status
    own = tuple(Timed(time, origin) for time in heading.times)
    place = Told(heading.place, origin) if heading.place else above.place
    return _Node(unit.rank, Span(unit.start, unit.title), status, own if own or anew else above.times, place)


def _scope(node: _Node, unit: Unit, above: tuple[Span, ...], years: Calendar) -> Scope:
    if unit.opens:
        node.passing = None
    time = opening(unit.text, years)
    if time:
        _take(node, Timed(_of_plan(time, node), _said_in(unit, time)))
    opens = time.status if time else ""
    if node.passing:
        implied = node.passing.time.status
        status = Told(implied, node.passing.origin) if implied else node.status
        return Scope(status, (*node.times, node.passing), node.place, above, opens, passing=True)
    return Scope(node.status, node.times, node.place, above, opens)


def _said_in(unit: Unit, time: Time) -> Origin:
    """Where a time is said that opens a unit: in its heading, or in the text."""
    if unit.rank and unit.start + time.end <= unit.title:
        return Origin("heading", Span(unit.start, unit.title))
    return Origin("text", Span(unit.start + time.start, unit.start + time.end))


def _take(node: _Node, said_here: Timed) -> None:
    """Let a time hold until the next; for its paragraph alone where it speaks against the heading."""
    time = said_here.time
    against = bool(time.status and node.status.value and time.status != node.status.value)
    if against or time.passing:
        node.passing = said_here
        return
    node.passing = None
    if time.year or time.status:
        node.times = (said_here,)
    else:  # 全年: no part of the year is meant
        node.times = tuple(replace(timed, time=replace(timed.time, span="")) for timed in node.times)


def _of_plan(time: Time, node: _Node) -> Time:
    """`五年来` below `“十三五”`: the years of that plan, where it ended one year before the year under review."""
    spans = (timed.time.span for timed in node.times)
    if len(time.span) != 9 or time.status != "achieved":
        return time
    named = next((span for span in spans if len(span) == 9 and span[5:] == str(time.year - 1)), "")
    return replace(time, year=time.year - 1, span=named) if named else time


def with_spans(
    found: Sequence[Unit], roles: Sequence[Role | None], held: Sequence[Scope], years: Calendar, kind: str
) -> list[Scope]:
    """The scopes; passages without a time get one where their words tell of five years (`5年增长8%`).

    An excerpt may begin in the middle of a section: what stands before its first time may be told of the same years,
    or of the draft that a budget goes on with; news tell first what is.
    """
    whole, begins = list(held), True
    for run, following in _untimed(roles, held):
        texts = [found[at].text for at in run]
        headed = any(0 < found[at].rank < _LISTED for at in run)
        goes_on = begins and following and not headed and _holds_before(following.time, texts, kind)
        timed = following if goes_on else _told(found, run, texts, years)
        begins = False
        for at in run if timed else ():
            status = Told("target", timed.origin) if timed and timed.time.status == "target" else whole[at].status
            whole[at] = replace(whole[at], times=(timed,) if timed else (), status=status)
    return whole


def _untimed(roles: Sequence[Role | None], held: Sequence[Scope]) -> Iterator[tuple[list[int], Timed | None]]:
    """Runs of units for which no time holds, each with the time that follows it; the first run may be empty."""
    run: list[int] = []
    for at, scope in enumerate(held):
        if roles[at] is None and scope.times:
            if run or not at:
                yield run, scope.times[-1]
            run = []
        elif roles[at] is None:
            run.append(at)
    yield run, None


def _holds_before(time: Time, texts: Sequence[str], kind: str) -> bool:
    """Whether the first time of an excerpt is that of what stands before it as well."""
    if kind == "budget" and time.status == "target":
        return not any(executed(text) for text in texts)
    return kind != "news" and _is_past_span(time) and not one_year(texts)


def _is_past_span(time: Time) -> bool:
    return time.status == "achieved" and len(time.span) == 9


def _told(found: Sequence[Unit], run: Sequence[int], texts: Sequence[str], years: Calendar) -> Timed | None:
    """The five years of which the words of a run tell."""
    told = five_years(texts) if years.review else None
    if not told:
        return None
    at, start, end = told
    span = f"{years.review - 4}-{years.review}"
    base = found[run[at]].start
    return Timed(Time(start, end, "achieved", years.review, span), Origin("text", Span(base + start, base + end)))
