"""Known indicators: which of those that most reports give a name means, in the measure and the unit of a number.

`data/indicators.tsv` has them, with their other names. A name is compared without what it may say besides: the scope
(全市, 全社会, the place itself), the time (年末, 累计), what stands in parentheses, a tail such as 总额 or 增速; words
that mean the same are one. What is left has to be a whole name, so that a part (税收收入, 第二产业增加值) is
never taken for the whole. A number decides with: 研发经费投入 of 2.5 % is the intensity, 经济 grows as the product
does, and a difference of points or a share of an amount is not the amount.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pyoxigraph import NamedNode

from kg.errors import DataError
from kg.reference import ontology
from kg.reference.industries import rows
from kg.reference.terms import FZ, QUDT, local

_TABLE = "indicators.tsv"
_WITH_MEASURE = re.compile(r"(.+)\[(growth|share|level)\]")
# What may stand in brackets, before or inside a name and leaves it the same.
_ASIDE = re.compile('（[^（）]{0,40}）|[“”‘’"「」《》·\\s]')
_SCOPE = re.compile(
    "(?:其中|预计|包括|提出|核算|实现|完成|达到|保持|[0-9]{4}年|当年|本年|全年|年末|年底|期末|全部|全社会|全域|辖区|地方|[全我本](?:省|市|州|县|区|旗|盟|镇|乡|街道|自治区))+"
)
_WITHIN = re.compile("累计|年度|年均(?!浓度|气温|降水)")
# Words that mean the same, as the statistical system writes them and as reports do.
_SAME = (
    (re.compile("(?:地区|国内|区域|[全我本](?:省|市|州|县|区|旗))?(?:生产总值|GDP)"), "生产总值"),
    (re.compile("规上|规模以上|规模(?=工业)"), "规模以上"),
    (re.compile("(?:对外贸易|外贸|货物贸易|货物)(?=进出口|出口|进口)"), ""),
    (re.compile("常住居民"), "居民"),
    (re.compile("农牧(?:民|区居民)|农村牧区(?:常住)?居民"), "农村居民"),
    (re.compile("(?:研究与试验发展|研究与开发|研发|R&D)(?:经费)?(?:投入|支出)?"), "研发经费"),
    (re.compile("二氧化碳排放|碳排放"), "碳排放"),
    (re.compile("^(?:每?万元|每?单位)"), "单位"),
    (re.compile("相当于|与(?=.{2,20}之比$)"), "占"),
    (re.compile("(?:的)?(?:比重|比例|比率|占比|之比)$"), "比"),
    (re.compile("(?:城市|环境|全市)?(?:环境)?空气(?:质量)?|大气环境质量"), "空气"),
    (re.compile("细颗粒物(?:PM2\\.5)?|PM₂\\.₅"), "PM2.5"),
    (re.compile("(?:年均|平均|年平均)浓度|浓度(?:均值|平均值)"), "浓度"),
)
_TAIL = re.compile("(?:均值|总额|总值|总量|总规模|规模|总数|人数|数量|(?<!指)数|额|量)$")
_CHANGE = re.compile("(?:增速|增长率|增长速度|增长|增幅|涨幅|上涨幅度|增量|降幅|下降率)$")
_SHORTEST = 3  # characters that a name keeps in front of a tail
_RATIO, _MONEY = "DimensionlessRatio", "Currency"
# A number in one of these is no amount of anything, but compares.
_COMPARING = frozenset(("DimensionlessRatio", "quantity-point", "quantity-multiple", "quantity-rank"))


@dataclass(frozen=True, slots=True)
class Known:
    """A known indicator: its names, units of its level as reports write them, whether less of it is better, whether
    reports may tell of it what there is in all or what came on top.

    `others` are names that mean it in every measure, `within` is the code of what it is a part of, `source` says which
    list of the statistical system has it.
    """

    code: str
    name: str
    others: tuple[str, ...]
    units: tuple[str, ...]
    lower: bool
    stock: bool
    within: str
    english: str
    source: str

    @property
    def iri(self) -> NamedNode:
        """Its IRI in the ontology."""
        return FZ[f"indicator-{self.code}"]


@cache
def known() -> tuple[Known, ...]:
    """The table, in its order; raises DataError for a row of another width."""
    return tuple(
        Known(code, name, _plain(others), _items(units), marks == "lower", marks == "stock", within, english, source)
        for code, name, others, units, marks, within, english, source in rows(_TABLE, 8)
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("、")))


def _plain(others: str) -> tuple[str, ...]:
    return tuple(name for name in _items(others) if not _WITH_MEASURE.fullmatch(name))


@cache
def _names() -> Mapping[tuple[str, str], Known]:
    """(form, measure) -> what a name means, the measure empty where any will do; raises DataError for two meanings."""
    found: dict[tuple[str, str], Known] = {}
    for one, row in zip(known(), rows(_TABLE, 8), strict=True):
        for name in (one.name, *_items(row[2])):
            match = _WITH_MEASURE.fullmatch(name)
            key = (form(match[1]), match[2]) if match else (form(name), "")
            other = found.setdefault(key, one)
            if other is not one:
                raise DataError(_TABLE, f"{name} means {other.name} and {one.name}", "take it from one of them")
    return found


@lru_cache(8192)
def form(name: str, place: str = "") -> str:
    """A name as names are compared; `place` is the full name of what is measured, which a name may begin with.

    >>> form("全市地区生产总值（GDP）"), form("西岭县货物进出口总值", "云川省西岭县"), form("外贸进出口")
    ('生产总值', '进出口', '进出口')
    """
    text = _ASIDE.sub("", name)
    scope = _SCOPE.match(text)
    text = _WITHIN.sub("", _without(text[scope.end() :] if scope else text, place))
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    tail = _TAIL.search(text)
    return text[: tail.start()] if tail and tail.start() >= _SHORTEST else text


def _without(name: str, place: str) -> str:
    """A name without the place that it begins with, in full or without what kind of division it is."""
    for size in range(min(len(name) - 1, len(place)), 1, -1):
        if place.endswith(name[:size]) or place[:-1].endswith(name[:size]):
            return name[size:]
    return name


def tells_change(name: str) -> bool:
    """Whether a name says that it is the change of something.

    >>> tells_change("地区生产总值增速"), tells_change("地区生产总值")
    (True, False)
    """
    return bool(_CHANGE.search(name))


def meaning(name: str, measure: str, unit: str, place: str = "") -> Known | None:
    """The known indicator that a number of this name, measure and unit tells of, None where it is another thing."""
    rising = measure in ("growth", "decline")
    found = _meant(form(name, place), measure)
    if not found and rising and (change := _CHANGE.search(name)):
        found = _meant(form(name[: change.start()], place), measure)
    return found if found and _fits(found, measure, unit) else None


def _meant(key: str, measure: str) -> Known | None:
    names = _names()
    return names.get((key, "growth" if measure == "decline" else measure)) or names.get((key, ""))


def _fits(one: Known, measure: str, unit: str) -> bool:
    """Whether a number of the measure and unit can be one of the indicator.

    Money may have any unit that is an amount: a wrong one is for the gate to see.
    """
    if measure in ("growth", "decline", "rank") or not one.units:
        return True
    kinds, told = quantity_kinds(one.units), quantity_kinds((unit,))
    if measure == "share" or told & _COMPARING:
        return bool(kinds & told) or (measure == "share" and _RATIO in kinds)
    return not told or bool(kinds & told) or kinds == {_MONEY}


@lru_cache(4096)
def quantity_kinds(units: tuple[str, ...]) -> frozenset[str]:
    """The kinds of quantity that units as written are of; an unknown unit is of none.

    >>> sorted(quantity_kinds(("亿元", "人次"))), quantity_kinds(("斛",))
    (['Currency', 'quantity-person-time'], frozenset())
    """
    found = (ontology.unit(unit) for unit in units)
    return frozenset(kind for unit in found if unit for kind in _kinds(unit.canonical))


@cache
def _kinds(unit: NamedNode) -> tuple[str, ...]:
    triples: Iterable[object] = (
        triple.object for triple in ontology.described(unit) if triple.predicate == QUDT.hasQuantityKind
    )
    return tuple(local(kind.value) for kind in triples if isinstance(kind, NamedNode))
