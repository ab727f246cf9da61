"""Nouns: what a name must end with to say what is measured, or to be that of a division."""

from __future__ import annotations

from kg.text import lexicon
from kg.text.marks import HAN

_DIVISIONS = tuple("镇 乡 街道 县 区 市 州 旗 村 社区 办事处".split())
_NO_DIVISIONS = ("地区", "片区", "园区", "特区")
_LONGEST = 9


def measure_noun(name: str) -> str:
    """The noun of measure that a name ends with (产值 of 工业总产值), or the empty string.

    >>> measure_noun("规模以上工业增加值"), measure_noun("国有企业")
    ('增加值', '')
    """
    bare = name.partition("（")[0]
    return next((noun for noun in lexicon.ordered("table-noun", "noun") if bare.endswith(noun)), "")


def is_division(name: str) -> bool:
    """Whether a cell is the name of a division and nothing else.

    >>> [is_division(name) for name in ("白塔镇", "岚山区", "全县", "工业园区", "水泥")]
    [True, True, False, False, False]
    """
    plain = 1 < len(name) <= _LONGEST and name[0] not in "全各本" and HAN.fullmatch(name) is not None
    return plain and name.endswith(_DIVISIONS) and not name.endswith(_NO_DIVISIONS)
