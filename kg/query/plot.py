"""What a chart shows: one indicator in one measure and unit, of places of one level, by year.

`plot` chooses out of the statements of a panel and says in its notes what it left out, so that a chart never has a
span's growth beside a year's, two kinds of period, two measures or a part and its whole on one scale.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import ask, panel
from kg.query.ask.question import Question
from kg.query.panel import Statement, Told, Wanted
from kg.reference import indicators

KINDS = ("dots", "ranking", "line")
# More lines than that nobody tells apart.
_LINES = 8
_TAKEN = frozenset(("indicator", "place", "year", "measure", "status", "level", "order", "history", "compare", "top"))
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_SCALED = frozenset("元人户吨亩千瓦千瓦时人次家")
_MEASURES = {
    "level": ("", ""),
    "added": ("新增", "added"),
    "growth": ("增速", "growth"),
    "share": ("", ""),  # the name of the indicator says it: 失业率, 森林覆盖率
    "rank": ("位次", "rank"),
}
_STATUSES = {"achieved": ("结果", "result"), "target": ("目标", "target")}


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a chart is to show; nothing chosen where a field is empty.

    `years` are (year, status) with an empty status for both.
    """

    concept: str
    places: tuple[str, ...] = ()
    years: tuple[tuple[int, str], ...] = ()
    measure: str = ""
    level: str = ""
    kind: str = ""
    top: int = 0
    english: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A number of a chart, in the unit of its axis; `value` is None for a range. `text` is the number in words."""

    place: str
    year: int
    status: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    text: str

    @property
    def at(self) -> float:
        """Where it stands on the axis: the middle of a range."""
        if self.value is not None:
            return self.value
        assert self.low is not None and self.high is not None
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart without its drawing: `is_amount` says that its axis starts at nought.

    `notes` belong into the picture; `hints` tell who asked for it what else could be drawn.
    """

    kind: str
    title: str
    unit: str
    is_amount: bool
    points: tuple[Point, ...]
    places: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    english: bool
    hints: tuple[str, ...] = ()


# --- what is asked for


def ordered(graph: Store, text: str) -> Ordered:
    """The chart that a question asks for; raises QueryError where it is not understood, or asks for what no chart
    shows."""
    names = ask.names_of(graph)
    question = ask.understood(text, names)
    more = [value for slot, values in sorted(question.slots.items()) if slot not in _TAKEN for value in values]
    more += [f"{bound.value}{bound.unit}" for bound in question.bounds]
    if more:
        remedy = "ask for an indicator, places and years, such as 地区生产总值增速 2025结果 2026目标"
        raise QueryError(text, f"says more than a chart can show: {'、'.join(more)}", remedy)
    concepts = question.all("indicator")
    if len(concepts) != 1:
        reason = f"names {len(concepts)} indicators ({'、'.join(concepts)})" if concepts else "names no indicator"
        raise QueryError(text, reason, "name one: two measures never share a scale")
    order, history = question.one("order"), question.one("history")
    measure = question.one("measure") or ("growth" if indicators.tells_change(concepts[0]) else "")
    return Ordered(
        concepts[0], tuple(question.all("place")), tuple(_years(question, names)),
        "growth" if measure == "decline" else measure, question.one("level").replace("any", ""),
        "line" if history else "ranking" if order else "", int(question.one("top") or 0), question.is_english,
    )  # fmt: skip


def _years(question: Question, names: ask.Names) -> Iterator[tuple[int, str]]:
    """The years that a question names, each with the status that is said of it: 2025结果 2026目标."""
    statuses = question.all("status") or (["achieved"] if question.one("reach") else [])
    found = [match.start() for match in _YEAR.finditer(question.text)]
    told = []
    for start, end in pairwise([*found, len(question.text)]):
        own = ask.slots(question.text[start:end], names).all("status")
        told.append((int(question.text[start : start + 4]), own[0] if len(own) == 1 else ""))
    if not any(status for _, status in told) or len(statuses) == 1:
        whole = [int(year) for year in question.all("year") if len(year) == 4]
        told = [(year, statuses[0] if len(statuses) == 1 else "") for year in whole]
    yield from dict.fromkeys(told)
    for span in (year for year in question.all("year") if len(year) != 4):
        first, *_, last = [int(year) for year in _YEAR.findall(span)] or [0, 0]
        yield from ((year, "") for year in range(first, last + 1) if year)


# --- what is shown


def plot(graph: Store, wanted: Ordered) -> Plot:
    """The chart of what is wanted; raises QueryError where nothing is told of it."""
    asked = Wanted((wanted.concept,), wanted.places, (), (wanted.level,) if wanted.level else ())
    notes: list[str] = []
    hints: list[str] = []
    told = panel.statements(graph, asked)
    found = [one for one in told if panel.is_yearly(one) and _is_wanted(one, wanted.years)]
    found = _one_measure(found, wanted, hints)
    if not found:
        where = " ".join([*wanted.places, wanted.concept, wanted.measure, *(f"{year}" for year, _ in wanted.years)])
        years = sorted({one.period for one in told if panel.is_yearly(one)})
        remedy = f"there are numbers of {', '.join(years)}" if years else f"see: kg table --concept {wanted.concept}"
        raise QueryError(" ".join(where.split()), "no number of a single year is told of it", remedy)
    if not wanted.places and not wanted.level:
        found = _one_level(found, notes, wanted.english)
    cells = panel.by_cell(found)
    kind = wanted.kind or _kind(found)
    if kind != "line":
        cells = _latest(cells, kind)
    shown = [cell for sides in cells.values() for cell in sides.values()]
    left = [one for one in told if not panel.is_yearly(one) and one.measure == found[0].measure]
    notes += (*_left_out(left, wanted.english), *_differing(shown, wanted.english))
    return replace(_made(kind, wanted, shown, notes), hints=tuple(hints))


def _is_wanted(one: Statement, years: Sequence[tuple[int, str]]) -> bool:
    return not years or any(int(one.period) == year and status in ("", one.status) for year, status in years)


def _one_measure(found: Sequence[Statement], wanted: Ordered, hints: list[str]) -> list[Statement]:
    """The statements in one measure and unit: that which is asked for, else the amount where half of the places or
    more tell it, else what most of them tell."""
    counted = Counter((measure, unit) for measure, unit, _ in {(one.measure, one.unit, one.place) for one in found})
    fitting = [pair for pair in counted if wanted.measure in ("", pair[0])]
    if not fitting:
        return []
    most = max(counted[pair] for pair in fitting)
    chosen = min(fitting, key=lambda pair: (pair[0] != "level" or 2 * counted[pair] < most, -counted[pair], pair))
    others = sorted({pair[0] for pair in fitting if pair[0] != chosen[0]})
    if others:
        told = ", ".join(f"--measure {other}" for other in others)
        hints.append(f"also told: {told}" if wanted.english else f"另可画：{told}")
    return [one for one in found if (one.measure, one.unit) == chosen]


def _one_level(found: Sequence[Statement], notes: list[str], english: bool) -> list[Statement]:
    """The places of the level that most of them have: a county beside its province would be a part beside the whole."""
    counted = Counter({(one.level, one.place) for one in found})
    levels = Counter(level for level, _ in counted)
    if len(levels) < 2:
        return list(found)
    level = min(levels, key=lambda each: (-levels[each], panel.LEVELS.index(each)))
    left = sum(levels.values()) - levels[level]
    notes.append(
        f"Only places of one level ({level}); {left} of others are left out." if english
        else f"只画{_LEVELS[level]}，其他级别的{left}个地方未画。"
    )  # fmt: skip
    return [one for one in found if one.level == level]


_LEVELS = {"province": "省级", "prefecture": "地级", "county": "县级", "township": "乡镇", "other": "非行政区划的地方"}


def _kind(found: Sequence[Statement]) -> str:
    """Lines where few places have three years and more, dots where results stand beside targets, else a ranking."""
    years, places = {one.period for one in found}, {one.place for one in found}
    if len(years) > 2 and len(places) <= _LINES:
        return "line"
    return "dots" if len({one.status for one in found}) > 1 else "ranking"


Cells = Mapping[tuple[str, ...], Mapping[str, Told]]


def _latest(cells: Cells, kind: str) -> dict[tuple[str, ...], dict[str, Told]]:
    """One result and one target of every place: of the years asked for, else the newest that most places have."""
    found: dict[tuple[str, ...], dict[str, Told]] = {}
    for status in _STATUSES:
        told = [(series, cell) for series, sides in cells.items() for state, cell in sides.items() if state == status]
        years = Counter(cell.shown.period for _, cell in told)
        if not years or (kind == "ranking" and found):
            continue
        year = max(years, key=lambda each: (years[each], each))
        for series, cell in told:
            if cell.shown.period == year:
                found.setdefault(series, {})[status] = cell
    return found


def _made(kind: str, wanted: Ordered, shown: Sequence[Told], notes: Sequence[str]) -> Plot:
    statements = [cell.shown for cell in shown]
    first = statements[0]
    scale, unit = _scale(statements)
    short = _short({one.place for one in statements})
    points = [_point(one, short[one.place], scale, unit, wanted.english) for one in statements]
    places = _in_order(points, wanted.top or (_LINES if kind == "line" else 0))
    if kind == "line" and len(short) > len(places) and not wanted.top:
        more = len(short) - len(places)
        notes = [*notes, f"{more} more places are not drawn." if wanted.english else f"另有{more}个地方未画。"]
    points = [point for point in points if point.place in places]
    sources = tuple(dict.fromkeys(one.document for one in sorted(statements, key=lambda one: one.document)))
    is_amount = first.measure in ("level", "added") and unit not in ("%", "位")
    return Plot(
        kind, _title(first, kind, points, wanted.english), unit, is_amount, tuple(points), places, tuple(notes),
        sources, wanted.english,
    )  # fmt: skip


def _scale(statements: Iterable[Statement]) -> tuple[Decimal, str]:
    """(what the numbers are divided by, the unit then): 亿元 where they are that large."""
    found = list(statements)
    unit = found[0].unit
    most = max(abs(number) for one in found for number in (one.value, one.low, one.high) if number is not None)
    for factor, word in _SCALES:
        if most >= factor and unit and unit[0] in _SCALED:
            return factor, word + unit
    return Decimal(1), unit


def _short(places: set[str]) -> dict[str, str]:
    """The shortest end of each full name that no other one has: a name by itself where that is enough."""
    found = {}
    for place in places:
        parts = re.findall("[^省市区县旗州盟]+(?:自治[区州县旗]|[省市区县旗州盟]|$)|.", place)
        ends = ("".join(parts[at:]) for at in range(len(parts) - 1, -1, -1))
        fitting = (end for end in ends if len(end) > 1 and sum(other.endswith(end) for other in places) == 1)
        found[place] = next(fitting, place)
    return found


def _point(one: Statement, place: str, scale: Decimal, unit: str, english: bool) -> Point:
    value, low, high = (None if number is None else float(number / scale) for number in (one.value, one.low, one.high))
    text = _worded((value, low, high), one.bound, unit, english)
    return Point(place, int(one.period), one.status, value, low, high, one.bound, text)


def _worded(numbers: tuple[float | None, float | None, float | None], bound: str, unit: str, english: bool) -> str:
    """A number with its bound, as a label says it.

    >>> _worded((5.0, None, None), "about", "%", False), _worded((None, 4.5, 5.0), "range", "%", False)
    ('5%左右', '4.5–5%')
    """
    value, low, high = (None if number is None else _plain(number) for number in numbers)
    tail = unit if unit == "%" else ""
    if bound == "range":
        return f"{low}–{high}{tail}"
    if english:
        return {"about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}.get(bound, "") + f"{value}{tail}"
    return f"{value}{tail}" + {"about": "左右", "at_least": "以上", "at_most": "以内"}.get(bound, "")


def _plain(number: float) -> str:
    """A number with at most two decimals, or three digits where it is small.

    >>> _plain(60199.45), _plain(5.0), _plain(0.0123)
    ('60,199.45', '5', '0.0123')
    """
    return f"{number:.3g}" if 0 < abs(number) < 1 else f"{number:,.2f}".rstrip("0").rstrip(".")


def _in_order(points: Sequence[Point], top: int) -> tuple[str, ...]:
    """The places, the highest result first, those without one behind by their target."""
    best: dict[str, tuple[bool, float]] = {}
    for point in sorted(points, key=lambda each: (each.status != "achieved", -each.year)):
        best.setdefault(point.place, (point.status != "achieved", -point.at))
    ranked = sorted(best, key=lambda place: (best[place], place))
    return tuple(ranked[: top or None])


def _title(first: Statement, kind: str, points: Sequence[Point], english: bool) -> str:
    known = next((one for one in indicators.known() if one.name == first.concept), None)
    measure = _MEASURES[first.measure][english]
    years = sorted({point.year for point in points})
    if english:
        name = known.english if known else first.concept
        head = f"{name[0].upper()}{name[1:]}" + (f", {measure}" if measure else "")
    else:
        name = first.concept
        head = name + ("" if name.endswith(measure) else measure)
    places = {point.place for point in points}
    if len(places) == 1:
        head = f"{head}, {min(places)}" if english else f"{min(places)}{head}"
    if kind == "line":
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        return f"{head}, {span}" if english else f"{head}，{span}年"
    told = {status: {point.year for point in points if point.status == status} for status in _STATUSES}
    parts = [
        f"{word[1]} {min(found)}" if english else f"{min(found)}年{word[0]}"
        for (status, word), found in zip(_STATUSES.items(), told.values(), strict=True) if found
    ]  # fmt: skip
    return f"{head}: {' and '.join(parts)}" if english else f"{head}：{'与'.join(parts)}"


def _left_out(left: Sequence[Statement], english: bool) -> Iterator[str]:
    if left:
        yield (
            f"Left out: {len(left)} numbers of spans of years or parts of a year." if english
            else f"多年累计、多年年均与不足一年的{len(left)}个数未画。"
        )  # fmt: skip


def _differing(shown: Sequence[Told], english: bool) -> Iterator[str]:
    for cell in [cell for cell in shown if cell.against][:3]:
        place = cell.shown.place
        yield f"{place}: also told as {cell.differs}." if english else f"{place}另有说法：{cell.differs}。"
