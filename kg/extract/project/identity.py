"""What tells one undertaking from another: names, capacities, designations and rare words inside a stretch.

`identity` grades a stretch, and the rules of projects ask more of it where the verb around it says less.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.project import names
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.line import Line
from kg.text.marks import HAN
from kg.text.numeral import ARABIC, CHINESE_LARGE
from kg.text.tokens import cut
from kg.text.unit import Quantity

# The grades, rising: words that any project may have, common words, a rare word or a number, a proper name.
KIND, COMMON, RARE, NAMED = range(4)

_QUOTED = re.compile('[“"《][^”"》]{1,20}[”"》]')
_DESIGNATOR = re.compile(
    "[A-Z]{1,3}[0-9]{1,4}(?![0-9A-Za-z级])|(?<![0-9A-Z])[0-9]{1,4}(?=号|国道|省道|线|路)|[一二三四五六七八九十]+(?:期|号|线)"
    "|第[一二三四五六七八九十]|[0-9]{3,4}(?=[一-鿿])"
)
ROAD_NUMBER = re.compile("[GSXY][0-9]{2,4}(?![0-9A-Za-z])|[国省县]道[0-9]{2,3}|[0-9]{3}[国省县]道")
_COMMON_LETTERS = frozenset(
    "的和与及等新老大小多区市县省镇乡村州全各级型类性化段站线号期一二三四五六七八九十两向至到在为以把被园城路厂网水电气"
)
_NO_OPENING = frozenset(
    (
        "把",
        "被",
        "让",
        "使",
        "是",
        "在",
        "从",
        "对",
        "以",
        "将",
        "更多",
        "并",
        "而",
        "其",
        "这",
        "该",
        "这个",
        "一些",
        "整个",
        "随着",
        "各",
        "各个",
        "分",
        "我们",
        "有的",
    )
)
_NUMERALS = frozenset("一二三四五六七八九十")
# Units of undertakings: what is told of so many of them is told of none by name.
# What points at a project, or tells of projects at large: 项目计划分三期|建成.
_POINTING = ("项目", "工程", "该", "本项目", "此项目")
_THINGS = frozenset("个座条家所处项栋")
# What stands before verbs as well as before the place that a work leads to.
_TOWARDS = frozenset("向朝同")
_COUNTED = re.compile(f"(?:近|超|约|余)?(?:{ARABIC}[百千万]?|{CHINESE_LARGE})[余多]?")


def identity(line: Line, start: int, end: int) -> int:
    """The grade of a stretch."""
    if _holds_name(line, start, end):
        return NAMED
    part = line.text[start:end]
    if capacities := line.capacities(start, end):
        return COMMON if _only_capacity(line, capacities[0], start, end) else NAMED
    if ROAD_NUMBER.search(part):
        return NAMED
    if _DESIGNATOR.search(part) or _rare(line, start, end):
        return RARE
    if _QUOTED.search(part):
        return RARE if len(_QUOTED.sub("", part)) > 2 and names.head(part).kind != "action" else COMMON
    return KIND if generic(line, start, end) else COMMON


def _holds_name(line: Line, start: int, end: int) -> bool:
    """Whether a name that is one thing's own stands in a stretch, or a part of it."""
    within = (line.text[name.start : name.end] for name in line.names if name.start < end and name.end > start)
    return any(map(_tells, within))


def _tells(name: str) -> bool:
    """Whether a name is one place's own: 西部 is not."""
    return len(name) > 1 and name not in _modifiers()


def _only_capacity(line: Line, capacity: Quantity, start: int, end: int) -> bool:
    """Whether nothing but a capacity tells a stretch from its kind (500千伏输变电工程)."""
    grade = capacity.end + line.text.startswith("级", capacity.end)
    rest = [token.text for token in line.within(grade, end)]
    heads = lexicon.words("project-head")
    return capacity.start == start and all(word in heads or is_empty(word) for word in rest)


def specific(line: Line, start: int, end: int) -> bool:
    """Whether a stretch holds what tells one thing from another."""
    return identity(line, start, end) >= RARE


def _rare(line: Line, start: int, end: int) -> bool:
    """Whether a word of a stretch is not of general use: a rare one, or single characters in a row (平|庆|铁路)."""
    run = 0
    for token in line.within(start, end):
        if len(token.text) == 1:
            own = token.text not in _COMMON_LETTERS or (run and token.text in _NUMERALS)
            run = run + 1 if HAN.match(token.text) and own else 0
            if run >= 2:
                return True
            continue
        run = 0
        if not is_common(token.text) and HAN.fullmatch(token.text):
            return True
    return False


@lru_cache(8192)
def is_common(word: str) -> bool:
    """Whether a word is of general use: by itself, or as two words that are (消费|中心)."""
    if word in common_words() or word in _known():
        return True
    return any(
        (word[:at] in common_words() or word[:at] in _known())
        and (word[at:] in common_words() or word[at:] in _known())
        for at in range(2, len(word) - 1)
    )


@cache
def _known() -> frozenset[str]:
    """Words of our own lexicon, which are of general use by being there."""
    return lexicon.words("project-head") | lexicon.words("project") | lexicon.words("stage")


@cache
def _modifiers() -> frozenset[str]:
    return lexicon.words("project", "modifier")


def nameable(line: Line, start: int, end: int) -> bool:
    """Whether a stretch may be a name at all: it opens neither with a count (15座消防站) nor with a particle."""
    if line.text.startswith(_POINTING, start) or _numbers_houses(line.text[start:end]):
        return False
    if line.at(start) in _NO_OPENING or line.at(start) in lexicon.words("project", "verb"):
        return False
    words = line.within(start, end)[:2]
    if len(words) > 1 and words[0].text in _TOWARDS and all(name.start != words[1].start for name in line.names):
        return False  # 向发力打通项目, but 向青石河调水工程
    counted = _COUNTED.match(line.text, start, end)
    if counted is not None and line.text.startswith(_measures(), counted.end()):
        return False
    return not any(item.unit in _THINGS for item in line.quantities_within(start, end))


def _numbers_houses(text: str) -> bool:
    """Whether a stretch is only the numbers of houses, which name nothing without what these belong to: 1—3号楼."""
    numbered = text[:1].isdigit() or text[:1] in _NUMERALS
    return numbered and any(kind in text for kind in ("号楼", "号厂房", "号车间", "号地块"))


@cache
def _measures() -> tuple[str, ...]:
    return lexicon.ordered("project", "measure")


def generic(line: Line, start: int, end: int) -> bool:
    """Whether a stretch consists of words that any such thing may have (重大, 农村, 产业): no identity in them."""
    own = start + names.head(line.text[start:end]).start
    return all(is_empty(token.text) for token in line.within(start, own))


@lru_cache(8192)
def is_empty(word: str) -> bool:
    """Whether a word says nothing of its own: a modifier, a plain head, or one of each (重大|项目)."""
    if word in _modifiers() or word in _COMMON_LETTERS or word in _empty_heads():
        return True
    heads = lexicon.words("project-head")
    return any(word[:at] in _modifiers() and word[at:] in heads for at in range(2, len(word) - 1))


@cache
def _empty_heads() -> frozenset[str]:
    plain = (word for word in lexicon.words("project-head", "institution") if len(word) == 2)
    return lexicon.words("project-head", "generic", "action", "road", "zone", "policy", "soft").union(plain)


def common(text: str) -> bool:
    """Whether a tail says no more than any list of projects may (工业项目)."""
    words = [token.text for token in cut(text)]
    return all(word in _modifiers() or word in _known() or (is_common(word) and len(words) < 3) for word in words)


def bare_prefix(line: Line, start: int, end: int) -> int:
    """How many characters at the beginning of a stretch are a proper name: a found name, else rare words in a row."""
    at = start
    while known := [found.end for found in line.names if found.start == at and found.end <= end]:
        at = max(known)
    for token in line.within(at, end):
        if token.start != at or not HAN.fullmatch(token.text):
            break
        if len(token.text) > 1 and is_common(token.text):
            break
        at = token.end
    return at - start


def bare(line: Line, start: int, end: int) -> bool:
    """Whether a stretch is a proper name and nothing else, a short number of things at its end aside (白塔镇8村)."""
    if line.text[start:end].endswith(("村", "镇", "乡", "沟", "河", "湖")):
        return True
    own = bare_prefix(line, start, end)
    return own == end - start or any(found.start == start and found.end == end for found in line.names)


# Names of policies that put a thousand projects under one head.
CATCHWORD = re.compile(
    "两重|两新|千万工程|双一流|专精特新|双招双引|山水林田湖草|工程”$|计划”|行动”|“[^”]{0,8}[一二三四五六七八九][^”]{1,6}[一二三四五六七八九多][^”]{1,8}”"
)
_SOFT_AIMS = tuple(
    aim + work + "工程"
    for aim in "品质 素质 素养 能力 产能 单产 质量 水平 服务 效能 体系 文明 集群 队伍 乡风 网络 品牌 生态 产业".split()
    for work in ("提升", "提质", "攻坚", "建设")
) + tuple(f"{aim}项目" for aim in "补贴 补助 资助 奖补 培训 筛查 研究 攻关 支援".split())
_SLOGAN = re.compile('[“"][^”"]{1,12}[”"]工程$|^[“"][^”"]{1,12}[”"]项目$')


def programme(name: str) -> bool:
    """Whether a name is that of a programme or campaign (文化惠民工程, “一把手”工程)."""
    return _ends(name, "programme") or name.endswith(_SOFT_AIMS) or _SLOGAN.search(name) is not None


def drive(name: str) -> bool:
    """Whether a name may be that of a programme, unless a place is in it (饮水提质增效工程)."""
    return _ends(name, "drive")


def _ends(name: str, kind: str) -> bool:
    core = names.head(name)
    return core.word == "工程" and name[: core.start].endswith(lexicon.ordered("project", kind))
