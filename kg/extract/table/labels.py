"""The labels of rows: what is measured, its unit, and how a label leans on those above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.table.heads import CHANGE, unit_of
from kg.extract.table.nouns import measure_noun
from kg.extract.table.values import without_note
from kg.text import lexicon

# The number or mark of a row and what makes it a part of the one above, behind which another mark may stand.
_MARK = (
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}(?:[.．][0-9]{1,2}){0,3}[、.．](?![0-9])"
    r"|[①-⑳]|[-—·•●■◆★☆※])*"
)
_OPENING = re.compile(rf"{_MARK}(?P<part>[#＃*＊]{{1,2}}|其中[:：、，]?|其[:：])?{_MARK}")
_TOTAL = ("合计", "总计", "小计", "共计")
_RATIOS = ("率", "比重", "指数")
_NOTES = ("注", "备注", "说明", "资料来源", "数据来源", "填表", "制表", "审核")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Label:
    """What a row says that it measures: its name and unit, whether it is a part of, or a total over, rows above it.

    `whole` is what a part is one of; `change` is a row of the changes of what the row above it measures.
    """

    name: str
    unit: str = ""
    part: bool = False
    total: bool = False
    note: bool = False
    change: bool = False
    whole: str = ""


def label(text: str) -> Label:
    """The label that a cell holds.

    >>> label("一、税收收入"), label("其中：增值税（万元）")
    (Label(name='税收收入', ...), Label(name='增值税', unit='万元', part=True, ...))
    """
    if len(text) > _LONGEST or text.startswith(_NOTES):
        return Label("", note=True)
    opening = _OPENING.match(text)
    part, rest = (opening["part"], text[opening.end() :]) if opening else (None, text)
    unit, name = unit_of(without_note(rest))
    if CHANGE.fullmatch(name):
        return Label("", unit or "%", change=True)
    return Label(_without_verb(name.strip("：: ")), unit, bool(part), _is_total(name))


def is_numbered(text: str) -> bool:
    """Whether a label has a number of the first ranks: 一、, （二）.

    >>> is_numbered("二、主要产品产量"), is_numbered("水泥")
    (True, False)
    """
    return _NUMBERED.match(text) is not None


_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")


def _is_total(name: str) -> bool:
    return name.startswith(_TOTAL) or name.endswith((*_TOTAL, "总和"))


def _without_verb(name: str) -> str:
    """What is done without the verb of doing it: 老旧小区 of 改造老旧小区, but all of 完成投资额.

    >>> _without_verb("改造老旧小区"), _without_verb("完成投资额"), _without_verb("新增就业")
    ('老旧小区', '完成投资额', '新增就业')
    """
    verb = next((word for word in lexicon.ordered("table-noun", "verb") if name.startswith(word)), "")
    rest = name.removeprefix(verb)
    return rest if verb and len(rest) > 2 and not measure_noun(rest) else name


def is_bare_total(name: str) -> bool:
    """Whether a label only says that a row is a total: 合计, 全县."""
    return bool(name) and _without_whole(name) in ("", *_TOTAL)


def _without_whole(name: str) -> str:
    """A name without the whole division that it begins with: 全县|合计."""
    return name[2:] if name[:1] == "全" and name[1:2] in tuple("省市县区州") else name


def completed(name: str, above: str) -> str:
    """A part's label with what it shares with the label above it.

    >>> completed("国有企业", "规模以上工业增加值"), completed("城镇", "居民人均可支配收入")
    ('国有企业增加值', '城镇居民人均可支配收入')
    >>> completed("增值税", "税收收入")
    '增值税'
    """
    noun = measure_noun(above)
    if not noun or measure_noun(name):
        return name
    return name + (_without_whole(above) if is_side(name) else noun)


def is_side(name: str) -> bool:
    """Whether a name is one of two sides of a whole: 城镇, 农村."""
    return name in lexicon.words("table-noun", "side")


def of_part(name: str, part: str) -> str:
    """The indicator of a label in a column whose head adds a part to it.

    >>> of_part("原煤", "产量"), of_part("发电量", "产量")
    ('原煤产量', '发电量')
    >>> of_part("居民消费价格", "城市"), of_part("居民消费价格", "全市")
    ('城市居民消费价格', '居民消费价格')
    """
    same = measure_noun(part) == part and not part.endswith(_RATIOS) and measure_noun(name)
    if same or is_bare_total(part) or name.endswith(part):
        return name
    return part + name if is_side(part) else name + part.removeprefix(name)
