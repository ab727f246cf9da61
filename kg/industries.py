"""What a named industry is in the national classification, and which coarser industry it belongs to.

`data/gbt4754.tsv` is GB/T 4754-2017 (section `C`, division `C38`, group `C384`, class `C3841`), and
`data/policy_industries.tsv` says where the industries of policy papers (`低空经济`) come closest to it. A name is
looked up whole, then without its tail, then by the longest known name that it ends with (`绿色智能船舶` ends with
`船舶`): what stands last in a Chinese compound is its head. Where nothing fits, or the name cuts across the
classification, there is no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

from kg.errors import DataError

_TAIL = re.compile(
    r"(?:制造业产业集群|先进制造业集群|制造产业集群|制造产业链|制造全产业链|特色产业集群|产业集群|全产业链|产业链条|产业链|产业体系|产业带|"
    r"制造产业|制造业|服务业|产业|行业|领域|集群|经济|业)$"
)
_QUOTES = str.maketrans("", "", "“”‘’\"'「」《》 \n")
_SHORTEST = 2


@cache
def _rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a data file below its comments and header; raises DataError where one has another width."""
    path = files("kg") / "data" / name
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = tuple(tuple(line.split("\t")) for line in lines[1:])
    for row in rows:
        if len(row) != columns:
            raise DataError(path, f"the row of {row[0]!r} has {len(row)} cells", f"write {columns}")
    return rows


@cache
def official() -> dict[str, str]:
    """Code -> official name of every section, division, group and class."""
    return {code: name for code, _, _, name in _rows("gbt4754.tsv", 4)}


@cache
def policy() -> dict[str, tuple[tuple[str, ...], str]]:
    """Name -> codes and coarser industry."""
    return {name: (tuple(codes.split()), broader) for name, codes, broader in _rows("policy_industries.tsv", 3)}


@cache
def _by_official_name() -> dict[str, str]:
    """Official name -> the highest code that bears it, also without 业, 制造, 服务 or 种植 at its end."""
    found: dict[str, str] = {}
    for code, _, _, name in sorted(_rows("gbt4754.tsv", 4), key=lambda row: (len(row[0]), row[0])):
        if not name.startswith("其他"):
            for form in (name, re.sub(r"(?:业|制造|制造业|种植|饲养|服务)$", "", name)):
                if len(form) >= _SHORTEST:
                    found.setdefault(form, code)
    return found


def _forms(name: str) -> Iterator[str]:
    """The name, then without its tail, then ever shorter endings of both."""
    name = name.translate(_QUOTES)
    stem = _TAIL.sub("", name)
    yield name
    yield stem
    for start in range(1, len(stem) - _SHORTEST + 1):
        yield stem[start:]


@cache
def _match(name: str) -> tuple[Literal["policy", "official", ""], str]:
    """Which list knows the name, and under which form."""
    for form in _forms(name):
        if form in policy():
            return "policy", form
        if form in _by_official_name():
            return "official", form
    return "", ""


def codes(name: str) -> tuple[str, ...]:
    """The codes of GB/T 4754-2017 that a named industry comes closest to, sorted; empty where it has none.

    >>> codes("集成电路产业"), codes("绿色智能船舶"), codes("风电装备制造产业集群")
    (('C397', 'I652'), ('C373',), ('C341',))
    >>> codes("水产养殖"), codes("战略性新兴产业"), codes("盐湖产业集群")
    (('A04',), (), ('B102', 'B103', 'C261'))
    """
    source, form = _match(name)
    if source == "policy":
        return tuple(sorted(policy()[form][0]))
    return (_by_official_name()[form],) if source else ()


def broader(name: str) -> str:
    """The coarser industry that a named industry belongs to, as policy papers group them; empty where there is none.

    An industry known by its official name belongs to its section: farming, manufacturing, building, services.

    >>> broader("集成电路产业"), broader("跨境电商"), broader("纺织业"), broader("未知产业")
    ('新一代信息技术', '数字经济', '制造业', '')
    """
    source, form = _match(name)
    if source == "official":
        coarser = next((wide for sections, wide in _SECTIONS if _by_official_name()[form][0] in sections), "")
    else:
        coarser = policy()[form][1] if source == "policy" else ""
    return "" if coarser == name.translate(_QUOTES) else coarser


_SECTIONS = (("A", "农业"), ("B", "矿业"), ("C", "制造业"), ("D", "能源"), ("E", "建筑业"), ("FGHIJKLMNOPQR", "服务业"))
