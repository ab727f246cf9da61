"""What holds for a whole table: its period, status and unit, from the lines above it, else from its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.table.grid import Entry
from kg.extract.table.nouns import measure_noun
from kg.extract.table.values import is_unit, kind_of_unit
from kg.model import Context, Document, Origin, Span, Status
from kg.text import period as periods
from kg.text.numeral import ARABIC, arabic

_UNITS = re.compile(r"(?:计量|金额|数量)?单位[:：](?:人民币)?(?P<units>[^\s）)；;]{1,24})")
_IN_PARENS = re.compile(r"[（(](?:人民币)?(?P<units>[^（()）]{1,10})[）)]\Z")
_SUM = re.compile(rf"(?P<number>{ARABIC})(?P<unit>[百千]?[万亿]?元)")
_NEAR = 2_000
_CHANGES = re.compile("(?<![及其])(?:涨跌|增长|变动)(?:幅度|速度|情况)")
_AIMED = ("计划", "目标", "安排", "草案", "预算表")
_DONE = ("完成", "执行", "决算", "实际", "情况")
# What a title says besides what is measured: number, period, unit, for whom, of which sort.
_ABOUT = re.compile(
    r"^(?:附?[表件](?:[0-9]{1,3}|[一二三四五六七八九十]{1,3}(?![一-龥]))?(?:[-—][0-9]{1,2})?[:：.、]?|[一二三四五六七八九十]{1,3}、)"
    r"|[（(][^（()）]*[）)]|(?:计量|金额|数量)?单位[:：].*"
    "|(?:19|20)[0-9]{2}年?(?:[—-](?:19|20)[0-9]{2}年?)?|“?十[一二三四五六]五”?(?:时期|期间)?|[0-9]{1,2}(?:-[0-9]{1,2})?月|上半年"
    "|年?[末底]|各(?:乡镇街?道?|[镇乡县市区]{1,2}|地区?|街道|州市|市县)的?|分(?:行业|地区|产业|品种|类别|乡镇|县区)的?|及其?(?:增长|变动)(?:速度|情况|率)?|(?:[比较]上年)?(?:涨跌|增长|变动)(?:速度|情况|幅度)"
    "|主要|(?:工业|农业|农副|农林牧渔业|农|畜|水)产品(?=产)|农作物(?=产)|(?:完成|执行|基本)?情况|(?:预算|决算)(?=表)|一览|统计|表(?=$|[（(])|草案|全[省市县区州]|按[一-龥]{1,6}分"
)
_SEVERAL = frozenset("、和与及，")
_JOINED = str.maketrans(",，/或", "、、、、")


@dataclass(frozen=True, slots=True)
class Setting:
    """The frame of what the heads of a table leave open.

    `year` is the year of `period`, 0 where unknown, `review` the year under review; `unit` that of amounts;
    `measured` what the title says that the table measures; each with its origin. `told` is the unit of all sums of
    money right before the table, the greatest of them and where it stands: of use where a budget gives no unit.
    `changes` says that the title speaks of changes alone.
    """

    period: str
    year: int
    review: int
    status: Status
    place: str
    unit: str
    measured: str
    of_period: Origin
    of_status: Origin
    of_unit: Origin
    of_place: Origin
    told: tuple[str, Decimal, Origin] | None = None
    changes: bool = False


def setting(document: Document, context: Context, captions: Sequence[Entry], start: int) -> Setting:
    """What holds for a table that begins at `start`, with these lines above it, in a section with that context."""
    period, of_period = context.year.value, context.year.origin
    status: Status = "target" if context.status.value == "target" else "achieved"
    of_status = context.status.origin
    review = int(document.year.value or 0)
    if dated := _dated(captions, document, review):
        caption, period = dated
        of_period = Origin("heading", caption.span)
        if told := _status(caption.text, period, review):
            status, of_status = told, of_period
    unit, of_unit = _unit(captions)
    measured = next((said for caption in captions[::-1] if (said := _measured(caption.text))), "")
    year = int(period[:4] or 0)
    return Setting(
        period, year, review, status, context.place.value, unit, measured, of_period, of_status, of_unit,
        context.place.origin, _sums_before(document.text[max(0, start - _NEAR) : start], max(0, start - _NEAR)),
        any(_CHANGES.search(caption.text) for caption in captions),
    )  # fmt: skip


def _dated(captions: Sequence[Entry], document: Document, review: int) -> tuple[Entry, str] | None:
    """The lowest line above a table that names one period, and that period."""
    for caption in captions[::-1]:
        period = _period(caption.text, review)
        # The year in a report's name may be the one in which it was given; what is under review is known already.
        named_so = review and period.isdigit() and caption.text == document.title.value
        if period and not named_so:
            return caption, period
    return None


def _status(title: str, period: str, review: int) -> Status | None:
    """The status that a title with its period says, None where neither does."""
    if any(word in title for word in _AIMED) and not any(word in title for word in _DONE):
        return "target"
    if not period.isdigit():  # figures of months or quarters are those of what was
        return "achieved"
    if not review:
        return None
    return "target" if int(period[:4]) > review else "achieved"


def _sums_before(text: str, at: int) -> tuple[str, Decimal, Origin] | None:
    """The unit, the greatest and the place of the sums of money in a text that begins at `at`, if one unit has all."""
    found = list(_SUM.finditer(text))
    if len({match["unit"] for match in found}) != 1:
        return None
    greatest = max(found, key=lambda match: Decimal(arabic(match["number"])))
    span = Span(at + greatest.start(), at + greatest.end())
    return greatest["unit"], Decimal(arabic(greatest["number"])), Origin("text", span)


def _period(text: str, review: int) -> str:
    """The one year, or part of one, that a title names."""
    values = [found.value for found in periods.find(text, review) if found.role == "in"]
    single = [value for value in values if len(value) != len("2021-2025") or not value[5:].isdigit()]
    return single[0] if len(set(single)) == 1 else ""


def _unit(captions: Sequence[Entry]) -> tuple[str, Origin]:
    """The unit of all amounts of a table; none where several are named."""
    for caption in captions[::-1]:
        named = _units_named(caption.text)
        amounts = [unit for unit in named if kind_of_unit(unit) not in ("ratio", "points")] or named
        if len(amounts) == 1:
            return amounts[0].replace("％", "%"), Origin("heading", caption.span)
        if named:
            break
    return "", Origin("default")


def _units_named(title: str) -> list[str]:
    """The units that a line above a table names.

    >>> _units_named("单位：万元、%"), _units_named("粮食产量（吨）"), _units_named("主要指标")
    (['万元', '%'], ['吨'], [])
    """
    match = _UNITS.search(title) or _IN_PARENS.search(title)
    return [unit for unit in match["units"].translate(_JOINED).split("、") if is_unit(unit)] if match else []


def _measured(title: str) -> str:
    """What the title of a table says that it measures.

    >>> _measured("表3 2023年分行业固定资产投资增长速度"), _measured("单位：万元"), _measured("表1 主要指标")
    ('固定资产投资', '', '')
    >>> _measured("2023年各乡镇粮食产量（单位：吨）"), _measured("粮食和油料产量")
    ('粮食产量', '')
    """
    rest = _ABOUT.sub("", title).strip(" 　：:、的()（）")
    return rest if len(rest) <= 16 and measure_noun(rest) and _SEVERAL.isdisjoint(rest) else ""
