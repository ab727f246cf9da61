"""What each column of a table holds, by its head: labels, units, or values with their part of the indicator."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from kg.extract.table.grid import Entry, Grid, NotUnderstood, is_figure, is_year, without_brackets
from kg.extract.table.nouns import is_division
from kg.extract.table.setting import Setting
from kg.extract.table.values import is_nothing, is_unit
from kg.model import Span, Status
from kg.text import lexicon
from kg.text import period as periods

Kind = Literal["label", "text", "place", "time", "unit", "value", "ignored"]
Measure = Literal["level", "change", "share", "rank"]

_UNIT_IN_HEAD = re.compile(
    r"[（(\[](?:计量|金额)?(?:单位[:：])?(?P<unit>[^（()）\]]{1,10})[）)\]]|[，/／](?P<bare>[^，/／]{1,6})$"
)
# 比上年增长, 同比±, 增幅, 较上年增减: a change from the time before.
_BEFORE = "(?:上年|去年|上期|前一?年|年初|上月|上季度?)(?:同期|末|底)?(?:数|决算数?|执行数)?"
_AGAINST = f"(?:同口径)?(?:同比|环比|[比较与为]?{_BEFORE}(?:相比)?)"
CHANGE = re.compile(
    f"(?:{_AGAINST}|年均|名义|实际|可比价|按可比价计算){{0,3}}"
    "(?:增长|增减|增加(?!值)|增幅|增速|(?<!新)增$|升降|变动|变化|涨跌|提高|下降|减少|±|[+]/-|[+-])"
    f"(?:率|幅度?|速度?|额|量|数|百分点|情况)?(?:%|％)?|(?:{_AGAINST})(?:%|％|±)?$"
)
# 增长, 增幅 and 同比 are told in per cent, 增减额 in the unit of the amounts; 增减 may be either.
_IN_PERCENT = ("增长", "率", "幅", "幅度", "速", "速度", "±", "同比", "情况", "%", "％")
_AMOUNTS = ("额", "量", "数")
_COMPARED = ("同比", "环比", *(word + year for word in "比较为与" for year in ("上年", "去年")))
_SHARE = re.compile(
    "比重|占比|占|进度|完成率|达标率|为[^，]{0,6}(?:预算|决算|计划|目标)|完成[^，]{0,6}(?:预算|计划|目标|任务)(?!数)"
)
# 预算数为上年执行数的%: how much of it.
_OF_LAST = re.compile("为(?:上年|去年|上期)(?:同期)?[^，±]{0,6}?的?[%％]?$")
_ABSOLUTE = ("绝对量", "绝对额", "绝对数", "绝对值", "总量", "数量")
_TOGETHER = re.compile(r"[\[〔［【][^\[\]]{1,6}[\]〕］】]")
_RANK = re.compile("(?:[在居]?全?[国省市县区州])?(?:内|的)?(?:位次|排名|名次|排位)")
_LAST_YEAR = re.compile("(?:上年|去年)(?:同期)?(?:实际)?")
_THIS_MONTH = ("本月", "当月")
_MONTHS = {f"{form}月": number for number in range(1, 13) for form in (f"{number}", f"{number:02}")}
_BARE_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?![0-9年])")
_YEAR = re.compile("[0-9]{4}")
_YEARLY = ("年均", "年平均", "年递增")
_BUDGET = ("预算", "决算", "执行数")
_FEW_FIGURES = 0.3
_BY_NAME: tuple[Kind, ...] = ("ignored", "place", "time")
_SOURCED = ("part", "unit", "period", "status")
_LABELS = ("label", "text", "place", "time")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `part` is what its head adds to the indicator.

    `period` and `status` are empty where the head does not say them. `labels`, `places`, `times` and `units` are the
    columns that say of each row what is measured, where, when and in which unit, -1 where there is none. `sources` are
    the cells of heads that say what the column has of `part`, `unit`, `period` and `status`.
    """

    number: int
    kind: Kind
    sources: Mapping[str, Span] = field(default_factory=dict)
    part: str = ""
    unit: str = ""
    measure: Measure = "level"
    period: str = ""
    status: Status | Literal[""] = ""
    labels: int = -1
    places: int = -1
    times: int = -1
    units: int = -1
    budget: bool = False
    yearly: bool = False
    in_amounts: bool = False


def columns(grid: Grid, setting: Setting) -> list[Column]:
    """The columns of a table; raises NotUnderstood where none holds values or nothing names what they measure."""
    found = [_column(grid, number, setting) for number in range(len(grid.head[0].entries))]
    found = _grouped(found)
    if not any(column.kind == "value" for column in found):
        raise NotUnderstood("has no column of figures")
    if not any(_is_told(column) or (setting.measured and column.period) for column in found):
        raise NotUnderstood("has no column that names what is measured")
    return found


def _is_told(column: Column) -> bool:
    """Whether a column or its rows say what its values measure."""
    return column.kind == "value" and (column.labels >= 0 or max(column.places, column.times) >= 0)


def _column(grid: Grid, number: int, setting: Setting) -> Column:
    """A column by what its head names, else by what its cells look like."""
    head = _head(grid, number)
    name = head[-1].text if head else ""
    texts = [text for row in grid.sample if (text := row.entries[number].text) and not is_nothing(text)]
    kind = _kind_by_name(name, texts) or _kind_by_cells(name, texts, first=number == 0)
    if kind != "value":
        return Column(number, kind)
    return _value(number, head, setting) if head else Column(number, "ignored")


def _head(grid: Grid, number: int) -> list[Entry]:
    """The different cells of the head of a column that hold text, the highest first."""
    cells = (row.entries[number] for row in grid.head)
    return list({cell.start: cell for cell in cells if cell.text}.values())


def _kind_by_name(name: str, texts: Sequence[str]) -> Kind | None:
    """What a column holds whose head names places, times, units, or nothing of use; else None."""
    if kind := next((kind for kind in _BY_NAME if _is(name, kind)), None):
        return kind
    if _is(name, "unit"):
        return "unit" if sum(map(is_unit, texts)) * 2 > len(texts) else "ignored"
    return None


def _kind_by_cells(name: str, texts: Sequence[str], *, first: bool) -> Kind:
    """What a column holds by how many of its cells are figures; the first one may number the rows by their years."""
    if not texts:
        return "ignored"
    figures = sum(map(is_figure, texts))
    if _is(name, "label") and 2 * figures < len(texts):
        return "place" if _are_places(texts) else "label"
    if first and all(map(is_year, texts)):
        return "time"
    if figures < _FEW_FIGURES * len(texts):
        return "place" if _are_places(texts) else "text"
    return "value"


def _are_places(texts: Sequence[str]) -> bool:
    """Whether most of the labels of a table are names of divisions."""
    return 2 * sum(map(is_division, texts)) > len(texts) > 1


def _is(head: str, kind: str) -> bool:
    """Whether a head is one of this kind, with or without what it has in brackets."""
    return not {head, without_brackets(head)}.isdisjoint(lexicon.words("table-head", kind))


def _value(number: int, head: Sequence[Entry], setting: Setting) -> Column:
    """A column of values by its head, read from the highest cell down."""
    column = Column(number, "value", {"part": head[-1].span})
    for entry in head:
        before = column
        unit, text = unit_of(_TOGETHER.sub("", entry.text) or entry.text)
        whole = text
        column = replace(column, unit=unit or column.unit)
        column, text = _timed(column, text, setting)
        column, text = _measured(column, text)
        column = replace(
            _aimed(column, whole),
            budget=column.budget or any(word in whole for word in _BUDGET),
            yearly=column.yearly or any(word in whole for word in _YEARLY),
        )
        if text and not _is_general(text) and text not in column.part:
            column = replace(column, part=column.part + text)
        said = (name for name in _SOURCED if getattr(column, name) != getattr(before, name))
        column = replace(column, sources={**column.sources, **dict.fromkeys(said, entry.span)})
    return column


@cache
def _general() -> re.Pattern[str]:
    words = lexicon.ordered("table-head", "value", "label")
    return re.compile(f"(?:{'|'.join(map(re.escape, words))}){{1,4}}")


def _is_general(text: str) -> bool:
    """Whether a head says no more than that values stand below it.

    >>> _is_general("年度目标值"), _is_general("产量")
    (True, False)
    """
    return len(text) < 20 and _general().fullmatch(text) is not None


def unit_of(text: str) -> tuple[str, str]:
    """The unit in a head or label, and the rest: 万吨 and 产量 of 产量（万吨）.

    >>> unit_of("产量（万吨）"), unit_of("比上年增长(%)"), unit_of("单位（户）个数")
    (('万吨', '产量'), ('%', '比上年增长'), ('户', '单位个数'))
    """
    for match in _UNIT_IN_HEAD.finditer(text):
        unit = match["unit"] or match["bare"]
        if is_unit(unit):
            return unit.replace("％", "%"), text[: match.start()] + text[match.end() :]
    if text.endswith(("%", "％")) and len(text) > 1:
        return "%", text[:-1]
    return ("", text) if not is_unit(text) else (text, "")


def _timed(column: Column, text: str, setting: Setting) -> tuple[Column, str]:
    """The column with the period that its head says, and the rest of the head."""
    # The month that a title ends with: 2023-11 of 2023-01/2023-11.
    month = setting.period.rpartition("/")[2]
    if (
        month[5:].isdigit()
        and len(month) == len("2023-11")
        and (said := [word for word in _THIS_MONTH if word in text])
    ):
        return replace(column, period=month), text.replace(said[0], "", 1)
    year = setting.year
    for found in periods.find(text, year):
        if found.role in ("in", "until") and found.value:
            rest = text[: found.start] + text[found.end :]
            return replace(column, period=found.value), rest
    if year and (number := _MONTHS.get(text.removesuffix("份"))):
        return replace(column, period=f"{year}-{number:02}"), ""
    if match := _BARE_YEAR.search(text):
        return replace(column, period=match["year"]), text[: match.start()] + text[match.end() :]
    if year and (match := _LAST_YEAR.search(text)) and not any(word in text for word in _COMPARED):
        rest = text[: match.start()] + text[match.end() :]
        before = _YEAR.sub(lambda said: str(int(said[0]) - 1), setting.period)
        return replace(column, period=before, status="achieved"), rest
    return column, text


def _measured(column: Column, text: str) -> tuple[Column, str]:
    """The column with what its values are, and the rest of the head."""
    if _RANK.search(text):
        return replace(column, measure="rank", unit="位"), _RANK.sub("", text)
    if column.measure == "change" and text in _ABSOLUTE:
        return replace(column, unit="", in_amounts=True), ""
    if _is_of_last(text):
        return replace(column, measure="share"), _without_its_own(text)
    if match := CHANGE.search(text):
        rest = text[: match.start()] + text[match.end() :]
        unit = column.unit or ("%" if match[0].endswith(_IN_PERCENT) else "")
        return replace(column, measure="change", unit=unit, in_amounts=match[0].endswith(_AMOUNTS)), rest
    if _SHARE.search(text):
        return replace(column, measure="share"), _without_its_own(text)
    return column, text


def _is_of_last(text: str) -> bool:
    """Whether a head tells what part an amount is of that of the year before.

    >>> _is_of_last("预算数为上年执行数的"), _is_of_last("执行数为调整预算")
    (True, False)
    """
    return _OF_LAST.search(text) is not None


def _without_its_own(text: str) -> str:
    """What a share is of: 为上年执行数 of 预算数为上年执行数的%, whose amounts stand beside it."""
    before, word, rest = text.replace("的", "").strip("%％").partition("为")
    return before * (not _is_general(before)) + word + rest


def _aimed(column: Column, text: str) -> Column:
    """The column with the status that its head says; 预算执行数 is done, 为预算的% tells how much was."""
    if column.measure == "share" or column.status:
        return column
    if any(word in text for word in lexicon.words("table-head", "done")):
        return replace(column, status="achieved")
    if any(word in text for word in lexicon.words("table-head", "target")):
        return replace(column, status="target")
    return column


@dataclass(slots=True)
class _Beside:
    """What the columns so far say of the next one that holds values.

    `units` is the one column of units of the table, -1 where it has none or several. `labels` are the columns that
    label values, by kind, `listed` whether one of them is no mere text; `base` is the last column of amounts. `full`
    says that values have followed the labels.
    """

    units: int
    labels: dict[str, int] = field(default_factory=dict)
    listed: bool = False
    base: Column | None = None
    full: bool = True

    def label(self, column: Column) -> None:
        """Take in a column of labels; behind one of values it begins a second table beside the first."""
        if self.full:
            self.labels, self.base, self.listed = {}, None, False
        # Of several columns of labels the last one names most closely, but any text names less than a label.
        if column.kind != "text":
            self.labels[column.kind] = column.number
        elif not self.listed:
            self.labels["label"] = column.number
        self.listed |= column.kind == "label"
        self.full = False

    def labelled(self, column: Column) -> Column:
        """A column of values with the columns that label it and with what it is a change of."""
        self.full = True
        own, places, times, units = (self.labels.get(name, -1) for name in ("label", "place", "time", "unit"))
        units = self.units if self.units >= 0 else units
        column = replace(column, labels=own, places=places, times=times, units=units)
        if column.measure != "level":
            return _of_base(column, self.base)
        self.base = column
        return column


def _grouped(found: Sequence[Column]) -> list[Column]:
    """The columns with those that label their values and with what these are a change of."""
    units = [column.number for column in found if column.kind == "unit"]
    beside = _Beside(units[0] if len(units) == 1 else -1)
    made: list[Column] = []
    for column in found:
        if column.kind in _LABELS:
            beside.label(column)
        elif column.kind == "unit":
            beside.labels["unit"] = column.number
        made.append(beside.labelled(column) if column.kind == "value" else column)
    return made


def of_whole(part: str) -> bool:
    """Whether a head names a share without saying of what: 完成率, 比重, 占比.

    >>> of_whole("完成率"), of_whole("税收占比"), of_whole("为预算")
    (True, False, False)
    """
    return part in ("比重", "占比", "完成率", "完成进度", "达标率")


def _of_base(column: Column, base: Column | None) -> Column:
    """A column of changes or shares with the indicator, period and status of the amounts beside it."""
    if not base:
        return column
    own = column.measure == "change" and not column.part
    return replace(
        column,
        part=base.part if own else column.part,
        period=column.period or ("" if column.yearly else base.period),
        status=column.status or base.status,
        sources={**base.sources, **column.sources, **({"part": base.sources["part"]} if own else {})},
    )
