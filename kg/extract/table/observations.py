"""Tables of figures: every cell below a head and beside a label is an observation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kg.extract.table.grid import Entry, Grid, Row, is_figure
from kg.extract.table.heads import Column, columns, of_whole
from kg.extract.table.labels import Label, completed, is_bare_total, is_numbered, is_side, label, of_part
from kg.extract.table.nouns import measure_noun
from kg.extract.table.setting import Setting
from kg.extract.table.values import Direction, Value, is_unit, kind_of_unit, values
from kg.model import Measure, Observation, Origin, Span, Status
from kg.reference import gazetteer
from kg.text import period as periods

RULE = "table"
_RATES = ("率", "比重", "占比")
_PER_MILLE = ("自然增长率", "出生率", "死亡率")
_GROWN, _FALLEN = ("增长", "增速", "增幅", "增长率"), ("下降", "降低", "减少", "降幅", "下降率")
_OF_CHANGE = ("%", "百分点", "个百分点")
_VERBS = ("增长", "下降", "降低", "减少")
# Nouns that the heads of sections say for the things below them.
_OF_SECTIONS = ("产量", "产值", "总产值", "增加值", "播种面积", "种植面积", "投资额", "零售额", "销量", "销售额")
_NUMBERING = ("甲", "栏次", "行次", "")
_LONGEST_QUOTE = 300
# Totals are rounded apart from their parts.
_SLACK = Decimal("1.01")


@dataclass(slots=True)
class Rejection:
    """What of a table states nothing, by its reason: how often, and where first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Span] = field(default_factory=dict)

    def note(self, reason: str, span: Span) -> None:
        """Count a cell or row that states nothing."""
        self.counts[reason] += 1
        self.first.setdefault(reason, span)

    def told(self) -> Iterator[tuple[Span, str]]:
        """(first place, reason with how often) of each."""
        for reason, count in self.counts.items():
            yield self.first[reason], f"in a table: {reason}" + (f" ({count} times)" if count > 1 else "")


@dataclass(slots=True)
class _Above:
    """What the rows so far say of the next one, for one column of labels; `noun` is what all of its section measure."""

    whole: str = ""
    last: str = ""
    unit: str = ""
    parts: bool = False
    noun: str = ""


def find(grid: Grid, setting: Setting, aside: Rejection) -> Iterator[tuple[Row, list[Observation]]]:
    """The rows that state something with what they state; raises NotUnderstood where the heads do not say enough."""
    found = columns(grid, setting)
    reader = _Reader(grid, setting, found, aside)
    for row in grid.body:
        if observations := list(reader.row(row)):
            yield row, observations


class _Reader:
    """Reads row after row: labels lean on those above, totals on what they add up."""

    def __init__(self, grid: Grid, setting: Setting, found: Sequence[Column], aside: Rejection) -> None:
        self.setting, self.aside = setting, aside
        self.columns = [column for column in found if column.kind == "value"]
        self.told = setting.told if any(column.budget for column in self.columns) and self._below(grid) else None
        self.above = {column.labels: _Above() for column in self.columns}
        self.sums = {column.number: _Sum() for column in self.columns}
        self.years = _years_between(self.columns)

    def _below(self, grid: Grid) -> bool:
        """Whether all amounts that are no totals may be in the unit of the sums of money before the table."""
        most = self.setting.told[1] if self.setting.told else Decimal(0)
        amounts = (
            Decimal(value.value)
            for row in grid.sample
            for column in self.columns
            if column.measure == "level" and not label(row.entries[max(0, column.labels)].text).total
            for value in values(row.entries[column.number].text) or ()
        )
        return all(amount <= most for amount in amounts)

    def row(self, row: Row) -> Iterator[Observation]:
        if not row.certain:
            self.aside.note("it is not certain under which heads the cells of this row stand", row.span)
            return
        if _numbers_columns(row) or len(row.filled) < 2:
            self._head(row)
            return
        labels = {at: self._label(row.entries[at], at) if at >= 0 else Label("") for at in self.above}
        for column in self.columns:
            entry = row.entries[column.number]
            told = labels[column.labels]
            if entry.text and not told.note:
                yield from self._cell(row, column, entry, told)

    def _head(self, row: Row) -> None:
        """A row of one cell heads those below it: it ends what parts have in common, may give a unit and a noun."""
        for entry in row.filled[:1]:
            told = label(entry.text)
            noun = measure_noun(told.name) if is_numbered(entry.text) else ""
            self.above.update(
                {at: _Above(unit=told.unit, noun=noun if noun in _OF_SECTIONS else "") for at in self.above}
            )

    def _label(self, entry: Entry, column: int) -> Label:
        told, above = label(entry.text), self.above[column]
        if told.change:
            return Label(above.last, told.unit, change=True)
        if told.part or (above.parts and not measure_noun(told.name)):
            above.parts, above.last = True, completed(told.name, above.whole)
            return Label(told.name, told.unit or above.unit, True, told.total, whole=above.whole)
        noun = "" if is_numbered(entry.text) else above.noun
        if noun and told.name and not told.total and not measure_noun(told.name):
            told = replace(told, name=told.name + noun)  # 水泥 below 二、主要产品产量
        if told.name and not told.total:
            self.above[column] = _Above(told.name, told.name, told.unit, noun=noun)
        return told

    def _cell(self, row: Row, column: Column, entry: Entry, told: Label) -> Iterator[Observation]:
        numbers = values(entry.text)
        if not numbers:
            if numbers is None and is_figure(entry.text):
                self.aside.note("no number that is understood", entry.span)
            return
        if entry.spread:
            self.aside.note("a figure over several rows or columns", entry.span)
            return
        if (name := self._name(column, told)) is None:
            self.aside.note("nothing names what is measured", entry.span)
            return
        for value in numbers:
            yield from self._observed(row, column, entry, told, name, value)

    def _observed(
        self, row: Row, column: Column, entry: Entry, told: Label, name: str, value: Value
    ) -> Iterator[Observation]:
        unit, origin = self._unit(row, column, told, name, value)
        if unit is None:
            self.aside.note("no unit is given", entry.span)
            return
        measure = _measure(column, name, unit, value, self._is_change(column, told, unit))
        if measure == "level" and not self.sums[column.number].fits(value, told):
            self.aside.note("a total that is not the sum of what stands above it", entry.span)
            return
        period, of_period = self._period(row, column, value)
        status, of_status = self._status(column, period, of_period)
        place, of_place = self._place(row, column)
        start = self._start(row, column, entry)
        written = f"-{value.value}" if value.signed and measure in ("level", "share") else value.value
        origins = (("indicator", _head(column, "part")), ("unit", origin), ("period", of_period),
                   ("status", of_status), ("place", of_place))  # fmt: skip
        yield Observation(
            _indicator(name, measure), written, unit, measure, value.bound, status, period, place, start, entry.end,
            RULE, row.span, tuple((field, origin) for field, origin in origins if origin.kind != "clause"),
        )  # fmt: skip

    def _is_change(self, column: Column, told: Label, unit: str) -> bool:
        """Whether the label, the head or, for per cent, the title says that a figure is a change."""
        return told.change or column.measure == "change" or (self.setting.changes and unit == "%")

    def _name(self, column: Column, told: Label) -> str | None:
        """The indicator: the label with what the head adds to it, or what the title says that the table measures."""
        own, name = self._of_head(column), _of_label(column, told)
        if column.labels < 0 or is_bare_total(name):
            title = self._of_title()
            if own.startswith("为"):
                return title + own if title else None
            return own or title or None
        if not name:
            return None
        part = own or ("" if told.total or measure_noun(name) else self.setting.measured)
        return of_part(name, part) if part else name

    def _of_head(self, column: Column) -> str:
        """What the head of a column adds to its labels: 完成率 is that of what the table measures."""
        whole = self.setting.measured if of_whole(column.part) else ""
        return whole + column.part

    def _of_title(self) -> str:
        """What the title names that needs no label beside it: 固定资产投资, but not 产量 alone."""
        whole = self.setting.measured
        return whole if whole != measure_noun(whole) else ""

    def _unit(self, row: Row, column: Column, told: Label, name: str, value: Value) -> tuple[str | None, Origin]:
        """The unit and where it stands; None where nothing gives one."""
        if value.unit:
            return value.unit.replace("％", "%"), Origin("clause")
        if value.together and column.measure == "change" and (own := _unit_of_row(row, column, told)):
            return _of_sum(own[0], name), own[1]
        if _is_relative(column):
            return _relative_unit(column), _head(column, "unit")
        found = _unit_of_row(row, column, told) or _unit_of_column(column, name) or self._unit_of_table(value)
        return found or ("" if name.endswith("指数") else None, Origin("clause"))

    def _unit_of_table(self, value: Value) -> tuple[str, Origin] | None:
        """The unit above a table, else that of the sums of money before it, if an amount is none of its totals."""
        if self.setting.unit:
            return self.setting.unit, self.setting.of_unit
        if self.told and Decimal(value.value) <= self.told[1]:
            return self.told[0], self.told[2]
        return None

    def _period(self, row: Row, column: Column, value: Value) -> tuple[str, Origin]:
        heading = _head(column, "period")
        if column.times >= 0:
            entry = row.entries[column.times]
            found = periods.find(entry.text, self.setting.year)
            said = found[0].value if found else entry.text[:4] if entry.text[:4].isdigit() else ""
            if said:
                return said, Origin("clause")
        if self.years and (value.together or (column.yearly and not column.period)):
            return self.years, heading
        if column.period:
            return column.period, heading
        return self.setting.period, self.setting.of_period

    def _status(self, column: Column, period: str, of_period: Origin) -> tuple[Status, Origin]:
        """Planned or achieved: by the head, else by the period, else as the table is."""
        if column.status:
            return column.status, _head(column, "status")
        if period and period != self.setting.period and self.setting.review:
            return ("target" if int(period.split("-")[-1][:4] if len(period) == 9 else period[:4]) > self.setting.review
                    else "achieved"), of_period  # fmt: skip
        return self.setting.status, self.setting.of_status

    def _place(self, row: Row, column: Column) -> tuple[str, Origin]:
        home = self.setting.place
        name = label(row.entries[column.places].text).name if column.places >= 0 else ""
        if (
            not name
            or is_bare_total(name)
            or gazetteer.resolve(name, home) == gazetteer.home_division(home) is not None
        ):
            return "", self.setting.of_place
        return gazetteer.full_name(name, home), Origin("clause")

    def _start(self, row: Row, column: Column, entry: Entry) -> int:
        """Where the shortest stretch of the row begins that holds what labels the figure and the figure."""
        at = max(column.labels, column.places, column.times)
        start = row.entries[at].start if at >= 0 and row.entries[at].text else entry.start
        return start if row.span.start <= start < entry.end and entry.end - start <= _LONGEST_QUOTE else entry.start


@dataclass(slots=True)
class _Sum:
    """What adds up in a column since the last total: how many amounts, their sum, the greatest, the least."""

    count: int = 0
    sum: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    least: Decimal = Decimal(0)

    def fits(self, value: Value, told: Label) -> bool:
        """Whether an amount may stand where it does: a total is no less than its greatest part and no more than all."""
        amount = Decimal(value.value) * (-1 if value.signed else 1)
        if not told.total:
            self.count, self.sum = self.count + 1, self.sum + amount
            self.most, self.least = max(self.most, amount), min(self.least, amount)
            return True
        fits = self.count < 2 or self.least < 0 or (self.most <= amount * _SLACK and amount <= self.sum * _SLACK)
        self.count, self.sum, self.most, self.least = 0, Decimal(0), Decimal(0), Decimal(0)
        return fits


def _head(column: Column, field: str) -> Origin:
    """The cell of the head that says a field of all values of a column."""
    return Origin("heading", column.sources.get(field, column.sources["part"]))


def _years_between(found: Sequence[Column]) -> str:
    """The years behind the first that the heads name, up to the last: what figures over several years are told of."""
    years = [int(column.period) for column in found if column.period.isdigit() and len(column.period) == 4]
    return f"{min(years) + 1}-{max(years)}" if len(set(years)) > 1 else ""


def _of_label(column: Column, told: Label) -> str:
    """What a label names, with the whole that it is a part of where the head does not say what is measured."""
    incomplete = told.whole and (is_side(told.name) or not measure_noun(column.part))
    return completed(told.name, told.whole) if incomplete else told.name


def _is_relative(column: Column) -> bool:
    """Whether a column holds ranks, shares or rates of change, which have no unit of amounts."""
    return column.measure in ("rank", "share") or (column.measure == "change" and not column.in_amounts)


def _relative_unit(column: Column) -> str | None:
    """The unit of ranks, shares and rates of change: of a share per cent, if the head gives no other."""
    if column.measure == "rank":
        return "位"
    return column.unit or ("%" if column.measure == "share" else None)


def _of_sum(unit: str, name: str) -> str:
    """The unit of what a figure grows by over the years of a plan: that of a rate grows by points.

    >>> _of_sum("%", "森林覆盖率"), _of_sum("%", "能耗降低"), _of_sum("人", "医师数")
    ('个百分点', '%', '人')
    """
    return "个百分点" if unit == "%" and not _direction(name, unit) else unit


def _unit_of_row(row: Row, column: Column, told: Label) -> tuple[str, Origin] | None:
    """The unit that a label ends with, else that in a column of units beside it."""
    if told.unit:
        return told.unit, Origin("clause")
    beside = row.entries[column.units].text if column.units >= 0 else ""
    return (beside.replace("％", "%"), Origin("clause")) if is_unit(beside) else None


def _unit_of_column(column: Column, name: str) -> tuple[str, Origin] | None:
    """The unit in the head of a column; an indicator that is a rate by its name has per cent."""
    if column.unit:
        return column.unit, _head(column, "unit")
    return ("%", Origin("clause")) if name.endswith(_RATES) and not name.endswith(_PER_MILLE) else None


def _measure(column: Column, name: str, unit: str, value: Value, is_change: bool) -> Measure:
    if column.measure == "rank":
        return "rank"
    if value.direction and (is_change or not value.signed):
        return "growth" if value.direction == "up" else "decline"
    said = _direction(name, unit)
    if is_change or said:
        return "decline" if value.signed != (said == "down") else "growth"
    return "share" if kind_of_unit(unit) == "ratio" else "level"


def _direction(name: str, unit: str) -> Direction:
    """Which way a label says that a rate goes; that of 下降率 is positive where something falls.

    >>> _direction("能耗下降率", "%"), _direction("产值增速", "%"), _direction("产值增长", "万元")
    ('down', 'up', '')
    """
    if unit not in _OF_CHANGE:
        return ""
    return "down" if name.endswith(_FALLEN) else "up" if name.endswith(_GROWN) else ""


def _indicator(name: str, measure: Measure) -> str:
    """What grows or falls: the noun without the verb that the measure says."""
    verb = next((verb for verb in _VERBS if name.endswith(verb)), "")
    return name.removesuffix(verb) if measure in ("growth", "decline") and len(name) > 3 else name


def _numbers_columns(row: Row) -> bool:
    """`甲 1 2 3`: a row that only numbers the columns."""
    texts = [entry.text for entry in row.entries]
    figures = [text for text in texts if text.isdigit()]
    numbered = figures == [str(number) for number in range(1, len(figures) + 1)] and len(figures) > 1
    return numbered and all(text in _NUMBERING or text.isdigit() or text in "乙丙丁" for text in texts)
