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
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from kg.errors import DataError

Linking = Literal["same", "head", "unlinked"]

_TAIL = re.compile(
    r"(?:制造业产业集群|先进制造业集群|制造产业集群|制造产业链|制造全产业链|特色产业集群|产业集群|全产业链|产业链条|产业链|产业体系|产业带|"
    r"制造产业|特色产业|制造业|服务业|产业|行业|领域|集群|经济|业)$"
)
# What may follow the name of an industry and leaves it the same: 新能源产业 is 新能源, 汽车服务业 is not 汽车.
_SAME = (
    "特色产业集群",
    "产业集群",
    "全产业链",
    "产业链条",
    "产业链",
    "产业体系",
    "产业带",
    "特色产业",
    "产业",
    "行业",
    "领域",
    "集群",
    "工业",
    "业",
)
# What may end a name behind the word that says which industry it is: 算力服务, 农文旅融合.
_WORK = re.compile("(?:及配套|配套|融合|制造|加工|精深加工|服务|核心|关联|开发|应用|种植|养殖)$")
# Known names that say how a longer one is done, not which industry it is: 绿色服务业 is 服务业.
_MODIFIERS = frozenset("绿色 低碳 绿色低碳 未来 战略性新兴 高技术 高新技术 国际医疗 时尚".split())
_QUOTES = str.maketrans("", "", "“”‘’\"'「」《》 \n")
_SHORTEST = 2


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of a data file below its comments and header; raises DataError where one has another width."""
    path = files("kg.reference") / "data" / name
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = tuple(tuple(line.split("\t")) for line in lines[1:])
    for row in found:
        if len(row) != columns:
            raise DataError(path, f"the row of {row[0]!r} has {len(row)} cells", f"write {columns}")
    return found


@cache
def official() -> dict[str, str]:
    """Code -> official name of every section, division, group and class."""
    return {code: name for code, _, _, name in rows("gbt4754.tsv", 4)}


@cache
def parents() -> dict[str, str]:
    """Code -> code of what the section, division, group or class is part of; empty for a section."""
    return {code: parent for code, _, parent, _ in rows("gbt4754.tsv", 4)}


@cache
def policy() -> dict[str, tuple[tuple[str, ...], str]]:
    """Name -> codes and coarser industry, without the other names of `synonyms`."""
    table = rows("policy_industries.tsv", 3)
    return {name: (tuple(codes.split()), broader) for name, codes, broader in table if not codes.startswith("=")}


@cache
def synonyms() -> dict[str, str]:
    """Other name of a policy industry -> its name."""
    return {name: cell[1:] for name, cell, _ in rows("policy_industries.tsv", 3) if cell.startswith("=")}


@cache
def _known() -> dict[str, str]:
    """Every name of a policy industry -> its name."""
    return {name: name for name in policy()} | synonyms()


@cache
def _by_official_name() -> dict[str, str]:
    """Official name -> the highest code that bears it, also without 业, 制造, 服务 or 种植 at its end."""
    found: dict[str, str] = {}
    for code, _, _, name in sorted(rows("gbt4754.tsv", 4), key=lambda row: (len(row[0]), row[0])):
        if not name.startswith("其他"):
            for form in (name, re.sub(r"(?:业|制造|制造业|种植|饲养|服务)$", "", name)):
                if len(form) >= _SHORTEST:
                    found.setdefault(form, code)
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """How a name is linked: the list that knows it, the form under which it does, and whether that is all of it.

    `linking` is `same` where the name is that of the known industry, `head` where it only ends with it, and `unlinked`
    where nothing fits; `form` is a name of `policy()` or, where `official` is true, of the classification.
    """

    linking: Linking
    form: str = ""
    official: bool = False


@cache
def match(name: str) -> Match:
    """What a named industry is linked to.

    >>> match("“数字经济”产业").form, match("汽车服务业").form, match("未知产业").linking
    ('数字经济', '服务业', 'unlinked')
    >>> match("绿色智能船舶产业"), match("高原露天蔬菜产业").linking
    (Match(linking='same', form='绿色智能船舶', official=False), 'head')
    """
    name = name.translate(_QUOTES)
    forms = tuple(_same_forms(name))
    if known := next((form for form in forms if form in _known()), ""):
        return Match("same", _known()[known])
    if known := next((form for form in forms if form in _exact()), ""):
        return Match("same", _exact()[known], official=True)
    return next((found for form in _endings(name) if (found := _head(form)) and _fits(name, found)), Match("unlinked"))


def _head(form: str) -> Match | None:
    """The known industry that an ending names."""
    if form in _known() and form not in _MODIFIERS:
        return Match("head", _known()[form])
    code = _by_official_name().get(form)
    return Match("head", official()[code], official=True) if code else None


def _fits(name: str, found: Match) -> bool:
    """Whether a name can be of the kind that its end says: a service is not what it serves (汽车服务业)."""
    if not name.endswith(("服务业", "服务产业")) or found.form == "服务业":
        return True
    made = policy()[found.form][0] if not found.official else (_code(found.form),)
    return any(code[0] not in "ABCDE" for code in made) or not made


def _same_forms(name: str) -> Iterator[str]:
    """The name, then the name without each tail that leaves it the same, the longest rest first."""
    yield name
    for tail in sorted(_SAME, key=len):
        if name.endswith(tail) and name != tail:
            yield name.removesuffix(tail)


def _endings(name: str) -> Iterator[str]:
    """Ever shorter endings of the name without its tail, then of the whole name, then of what it works on."""
    stem = _TAIL.sub("", name)
    for base in (stem, name, _WORK.sub("", stem)):
        yield base
        for start in range(1, len(base) - _SHORTEST + 1):
            yield base[start:]


@cache
def _exact() -> dict[str, str]:
    """Official names, whole and without 业, by the official name."""
    names = [name for name in official().values() if not name.startswith("其他")]
    return {name.removesuffix("业"): name for name in names if len(name) > _SHORTEST} | {name: name for name in names}


def canonical(name: str) -> str:
    """The name that stands for all that mean the same industry: the known one, or the name without its tail.

    >>> canonical("数字经济产业"), canonical("绿色智能船舶产业集群"), canonical("“两高”行业")
    ('数字经济', '绿色智能船舶', '“两高”行业')
    """
    found = match(name)
    if found.linking == "same":
        return found.form
    if found.linking == "head":
        shorter = [form for form in _same_forms(name.translate(_QUOTES)) if match(form).linking == "head"]
        return min(shorter, key=len)
    return name


def codes(name: str) -> tuple[str, ...]:
    """The codes of GB/T 4754-2017 that a named industry comes closest to, sorted; empty where it has none.

    >>> codes("集成电路产业"), codes("绿色智能船舶"), codes("风电装备制造产业集群")
    (('C397', 'I652'), ('C373',), ('C341',))
    >>> codes("水产养殖"), codes("战略性新兴产业"), codes("盐湖产业集群")
    (('A04',), (), ('B102', 'B103', 'C261'))
    """
    found = match(name)
    if found.official:
        return (_code(found.form),)
    return tuple(sorted(policy()[found.form][0])) if found.form else ()


@cache
def _codes_by_name() -> dict[str, str]:
    return {name: code for code, name in sorted(official().items(), key=lambda item: (-len(item[0]), item[0]))}


def _code(name: str) -> str:
    """The highest code of an official name."""
    return _codes_by_name()[name]


def broader(name: str) -> str:
    """The coarser industry that a named industry belongs to, as policy papers group them; empty where there is none.

    An industry that is known only by the end of its name belongs to that one; an industry known by its official name
    to its section: farming, manufacturing, building, services.

    >>> broader("集成电路产业"), broader("跨境电商"), broader("纺织业"), broader("未知产业")
    ('新一代信息技术', '数字经济', '消费品工业', '')
    >>> broader("高原露天蔬菜产业")
    '蔬菜'
    """
    found = match(name)
    if found.linking == "head" and not found.official:
        return found.form
    if found.official:
        coarser = next((wide for sections, wide in _SECTIONS if _code(found.form)[0] in sections), "")
    else:
        coarser = policy()[found.form][1] if found.form else ""
    return "" if coarser == canonical(name) else coarser


_SECTIONS = (("A", "农业"), ("B", "矿业"), ("C", "制造业"), ("D", "能源"), ("E", "建筑业"), ("FGHIJKLMNOPQR", "服务业"))


_LONGEST_WORD = 12
_SHORTEST_NAME = 3


@cache
def _telling() -> dict[str, str]:
    """Word in the name of a project -> the policy industry that it tells."""
    named = {form: name for form, name in _known().items() if len(form) >= _SHORTEST_NAME and form not in _MODIFIERS}
    return named | {word: _known()[name] for word, name in rows("project_words.tsv", 2)}


@cache
def by_name(project: str) -> tuple[str, str] | None:
    """(word, policy industry) that the name of a project tells: by its last telling word, the longest that ends there.

    >>> by_name("南岭2×660兆瓦光伏发电项目"), by_name("西岭医科大学附属医院"), by_name("西岭国际峰会项目")
    (('光伏', '光伏'), ('医院', '卫生'), None)
    """
    for end in range(len(project), 1, -1):
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            word = project[start:end]
            if word in _telling():
                return word, _telling()[word]
    return None
