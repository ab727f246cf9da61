"""Headings: those that the file itself marks, and what a heading says of the section below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.segment.split import Unit, behind_number, numbered_rank
from kg.extract.segment.times import Calendar, Leaning, Time, inside
from kg.model import Document
from kg.text import lexicon

_NAMES_DOCUMENT = re.compile(r"(?:工作报告|公报|报告书|的报告|草案）?|综述|回眸)(?:[（(].{1,40}[）)])?$")
_LOWEST = 3
# Writers mark paragraphs as headings to have them in large letters.
_LONGEST = 60
# So much of a line is looked at where a heading may have run into its first sentence.
_RUN_IN = 40


def ranked(found: Sequence[Unit], document: Document) -> list[Unit]:
    """The units, those that the file marks as headings with a rank by their level.

    A number in the text goes before the style; the title of the document heads no section; where there are main
    headings by number, unnumbered ones stand below them.
    """
    levels = dict(document.headings)
    marked = {at: unit for at, unit in enumerate(found) if _heads(unit, levels, document)}
    if not marked:
        return list(found)
    first = 2 if _has_main_headings(found) else 1
    order = sorted({levels[unit.start] for unit in marked.values()})
    ranks = {level: min(_LOWEST, first + depth) for depth, level in enumerate(order)}
    return [replace(unit, rank=ranks[levels[unit.start]]) if at in marked else unit for at, unit in enumerate(found)]


def _has_main_headings(found: Sequence[Unit]) -> bool:
    """Whether numbers mark main headings: 一、, 第一部分."""
    return any(unit.opens and numbered_rank(unit.text) == 1 for unit in found)


def _heads(unit: Unit, levels: dict[int, int], document: Document) -> bool:
    """Whether a file marks a unit as a heading, it is one, and it has no number that says more."""
    if unit.start not in levels or not unit.alone or len(unit.text) > _LONGEST or numbered_rank(unit.text):
        return False
    return unit.text != document.title.value and not _NAMES_DOCUMENT.search(unit.text)


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says: whether its section reviews or plans, its times, its place; empty where it does not.

    `both` marks a main heading that names review and plan: what holds above it does not hold below it.
    """

    status: Leaning = ""
    times: tuple[Time, ...] = ()
    place: str = ""
    both: bool = False


# 落实人大决议和财政主要工作情况 tells what was done, though 主要工作 alone is to come.
_OF_WORK_DONE = re.compile("(?<!安排)情况(?=[。：:　 ]*$|(?:19|20)[0-9]{2}年)")
# A place and nothing else: 白塔镇, 岚山经济技术开发区; not 城区, 各乡镇, 示范区.
_PLACE = re.compile(
    r"(?![各全城乡农本我老新大中小]|重点|示范|试点|产业|工业园区$)[一-龥]{2,12}"
    r"(?:[镇乡县市旗]|街道(?:办事处)?|(?<![地园景片社城山灾库郊市郊])区|自治州|林场|农场)"
)
_NO_PLACE = tuple(
    "建设 发展 推进 加快 打造 优化 提升 促进 强化 乡村 县域 城镇 做强 支持 区域 创建 争创 市场 都市".split()
) + tuple("和与及、的")


def said(unit: Unit, years: Calendar) -> Heading:
    """What a heading says: `一、2024年工作回顾`, also run in; below the first rank only with its time.

    A title of a report is no heading of a section: its year is the one in which it was given.
    """
    if _is_title(unit):
        return Heading()
    text = unit.text[: min(_RUN_IN, unit.title - unit.start)]
    place = _place(text) if unit.title == unit.end else ""
    times = inside(text, years)
    review, plan = _names(text, times)
    if review and plan:
        return Heading(times=_single(times), both=True) if unit.rank == 1 else Heading()
    if unit.rank > 1 and not _timely(text, review, plan, times):
        return Heading(times=_spans(times) if unit.rank <= _LOWEST else (), place=place)
    status = _status(unit.rank, review, plan, times)
    return Heading(status, _single(_agreeing(times, status)), place)


def _is_title(unit: Unit) -> bool:
    """Whether a line below the main headings is the title of a report."""
    return unit.alone and unit.rank > 1 and bool(_NAMES_DOCUMENT.search(unit.text))


def _spans(times: tuple[Time, ...]) -> tuple[Time, ...]:
    """Those of the times that are spans of years."""
    return tuple(time for time in times if "-" in time.span)


def _status(rank: int, review: bool, plan: bool, times: tuple[Time, ...]) -> Leaning:
    """The status that a heading names; a higher one may say it by its times alone, where they agree."""
    if review or plan:
        return "achieved" if review else "target"
    implied = {time.status for time in times}
    return implied.pop() if rank <= 2 and len(implied) == 1 else ""


def _agreeing(times: tuple[Time, ...], status: Leaning) -> tuple[Time, ...]:
    """Those of the times that do not speak against a status."""
    return tuple(time for time in times if time.status in ("", status))


def _single(times: tuple[Time, ...]) -> tuple[Time, ...]:
    """Those of the times that are alone in what they imply: `“十四五”时期和2025年工作回顾` is of neither alone."""
    implied = [time.status for time in times]
    return tuple(time for time in times if implied.count(time.status) == 1)


def _names(text: str, times: tuple[Time, ...]) -> tuple[bool, bool]:
    """Whether the words of a heading name a review, and a plan."""
    if _OF_WORK_DONE.search(text) and all(time.status != "target" for time in times):
        return True, False
    review, plan = (any(word in text for word in lexicon.words("heading", kind)) for kind in ("review", "plan"))
    return review, plan


def _timely(text: str, review: bool, plan: bool, times: tuple[Time, ...]) -> bool:
    """Whether a lower heading says its section's state: review or plan with a time that agrees, or by its time alone.

    `（三）落实决议情况` and `（一）2025年市级预算` do; `（二）完成目标任务` says nothing of its section.
    """
    implied = {time.status for time in times}
    if _OF_WORK_DONE.search(text) and "target" not in implied:
        return True
    return _begins_with_time(text, times) or (review and "achieved" in implied) or (plan and "target" in implied)


def _begins_with_time(text: str, times: tuple[Time, ...]) -> bool:
    """Whether a year stands right behind the mark of a heading, and no time says another state."""
    begins = behind_number(text)
    if not begins or not times or times[0].start != begins:
        return False
    return times[0].year > 0 and len({time.status for time in times}) == 1


def _place(text: str) -> str:
    """The place that a heading names and nothing else: `（三）白塔镇`."""
    name = text[behind_number(text) :].strip()
    fits = _PLACE.fullmatch(name) and not any(word in name for word in _NO_PLACE)
    return name if fits and not name.endswith("城市") else ""
