"""Coordinations: the members of a list that share a head, each spelled out.

`能源、旅游投资` is 能源投资 and 旅游投资, `城乡居民收入` is 城镇居民收入 and 农村居民收入.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from kg.reference import divisions, industries
from kg.text import lexicon
from kg.text.line import CLOSING, OPENING
from kg.text.marks import HAN

HEADS = lexicon.ordered("verb", "head")
ATTRIBUTES = lexicon.ordered("verb", "attribute")
_VERBS = ("实现", "完成")
# Members whose kind stands behind 等, with a head where there is one: 汽车、纺织|等|行业增加值.
_OF_ONE_KIND = re.compile(
    "(?P<members>[^等，；]{1,24}[、和][^等，；]{1,24})等(?P<kind>[一-龥]{0,6}业[一-龥]{2,10}|(?:年均)?增[速幅])"
)
# Members whose sort stands behind 等 with what is measured: 汽车、材料|等新产品产量.
_LISTED = re.compile(
    "(?P<members>[^等，；]{2,24}、[^等，；]{2,24})等(?P<kind>(?:新|农|工业)?(?:产品|商品|品种|材料)[一-龥]{2,4})"
)
_LOANS = re.compile("(?P<of>[^、]*)存[、和]?贷款(?P<head>[一-龥]*)")
# Heads that tell of another one: 发电量占比, 投资增速.
_OF_HEADS = ("占比", "比重", "增速", "总量", "总额")


def spread(phrase: str, joints: str = "、和与及") -> list[str]:
    """The items of a coordination, each with the shared head put back; one item where there is no coordination.

    >>> spread("能源、旅游投资"), spread("城乡居民收入"), spread("森林覆盖率、草原综合植被覆盖度")
    (['能源投资', '旅游投资'], ['城镇居民收入', '农村居民收入'], ['森林覆盖率', '草原综合植被覆盖度'])
    """
    if whole := next((found for form in _FORMS if (found := form(phrase))), []):
        return whole
    items = [_without_verb(item) for item in _split(phrase, joints) if item]
    if len(items) < 2:
        return items or [phrase]
    return _before(items, _behind_kind(items)) or _spelled_out(_with_clause(_with_rate(_with_owner(items))))


def _before(items: list[str], rest: str) -> list[str]:
    """Members of a list with what the last one has behind its own, if it has."""
    return [*(item + rest for item in items[:-1]), items[-1]] if rest else []


def _spelled_out(items: list[str]) -> list[str]:
    """Members of a list, each with the head that it shares with the next."""
    if whole := _before(items, _behind_places(items)):
        return whole
    head, whole = _head(items[-1]), items[-1:]
    for item in items[-2::-1]:
        # A、B达标率和C利用率: the nearest head behind a member is its own.
        head = _head(item) or head
        whole.insert(0, item if item.endswith(HEADS) else _joined(item, head))
    return _with_front(whole)


# Words that are two things, and lists whose members another word makes whole: each form gives them, or nothing.


def _town_and_country(phrase: str) -> list[str]:
    if not phrase.startswith("城乡") or "、" in phrase or "率和" in phrase:
        return []
    return [("城市" if "低保" in phrase else "城镇") + phrase[2:], "农村" + phrase[2:]]


def _cattle_and_sheep(phrase: str) -> list[str]:
    return [phrase[0] + phrase[2:], phrase[1:]] if phrase.startswith("牛羊") else []


def _deposits_and_loans(phrase: str) -> list[str]:
    loans = _LOANS.fullmatch(phrase)
    return [loans["of"] + kind + "款" + loans["head"] for kind in "存贷"] if loans else []


def _sectors_in_short(phrase: str) -> list[str]:
    found = _SECTORS.fullmatch(phrase)
    return [f"第{number}产业{found['of']}" for number in found["numbers"] if number in "一二三"] if found else []


def _two_sides(phrase: str) -> list[str]:
    for word, ends in _SIDES.items():
        if phrase.endswith(word) and "、" not in phrase:
            return [phrase.removesuffix(word) + end for end in ends]
    return []


_SIDES = {"产销": ("产量", "销售"), "收支": ("收入", "支出")}


def _of_one_kind(phrase: str) -> list[str]:
    shared = _OF_ONE_KIND.fullmatch(phrase)
    return [member + shared["kind"] for member in _split(shared["members"]) if member] if shared else []


def _of_listed(phrase: str) -> list[str]:
    listed = _LISTED.fullmatch(phrase)
    head = _last_head(listed["kind"]) if listed else ""
    return [member + head for member in _split(listed["members"]) if member] if listed and head else []


_FORMS: tuple[Callable[[str], list[str]], ...] = (
    _town_and_country,
    _cattle_and_sheep,
    _deposits_and_loans,
    _sectors_in_short,
    _two_sides,
    _of_one_kind,
    _of_listed,
)


# For how much a rate is told: 万元GDP|水耗.
_PER = tuple(
    per + made
    for per in ("万元", "单位", "亿元")
    for made in ("GDP", "地区生产总值", "生产总值", "工业增加值", "工业产值", "产值")
)
# Whose figure the first member is: 省属企业|利润.
_OWNED_BY = re.compile(
    "(?P<who>[一-龥“”]{2,12}?(?:企业|集团|园区|开发区|产业链|公司|人口|居民|制造业))(?P<what>[一-龥]{2,})"
)
_LONGEST_BARE = 5  # letters of what is measured of anybody


def _with_front(whole: list[str]) -> list[str]:
    """Members of a list with what the first begins with, where they say too little without it.

    万元GDP建设用地、水耗; 省属企业工业总产值、利润; 贫困人口医保参保率、资助率.
    """
    if per := _per(whole[0]):
        return [whole[0], *(item if _per(item) else per + item for item in whole[1:])]
    owned = _OWNED_BY.fullmatch(whole[0])
    if not owned or not _is_measured(owned["what"]) or not all(map(_is_bare, whole[1:])):
        return whole
    return [whole[0], *(owned["who"] + item for item in whole[1:])]


def _per(name: str) -> str:
    """For how much a rate is told, empty where a name does not begin with that and go on: 万元GDP|水耗."""
    found = next((word for word in _PER if name.startswith(word)), "")
    return found if HAN.match(name, len(found)) else ""


def _is_measured(name: str) -> bool:
    return name.removesuffix(_rate(name)).endswith((*ATTRIBUTES, *_RATES))


def _is_bare(name: str) -> bool:
    """Whether a name only says what is measured, and nothing of whom: 利润, 资助率, 工业增加值."""
    return len(name.removesuffix(_rate(name))) <= _LONGEST_BARE and _is_measured(name)


def _joined(item: str, head: str) -> str:
    """A member with the head behind it, what both have once: 城镇|居民, 居民|人均可支配收入."""
    shared = next((length for length in range(min(len(item), len(head)), 1, -1) if item.endswith(head[:length])), 0)
    return item + head[shared:]


_LONGEST_WHOSE = 12
_CHANGES = ("年均增速", "年均增幅", "增速", "增幅")


def _rate(name: str) -> str:
    """The rate of change that a name ends with, empty where it has none."""
    return next((word for word in _CHANGES if name.endswith(word)), "")


_RATES = ("率", "增速", "增幅", "占比", "比重")


def _with_owner(items: list[str]) -> list[str]:
    """Members of a list with the owner that the first names: 农民工的养老、工伤参保人数."""
    owner, _, owned = items[0].partition("的")
    if not owned or not 2 <= len(owner) <= _LONGEST_WHOSE or any("的" in item for item in (owned, *items[1:])):
        return items
    return [items[0], *(owner + item for item in items[1:])]


def _with_rate(items: list[str]) -> list[str]:
    """Members of a list that are told of by one rate of change: 总产值、增加值、利税总额|年均增速."""
    rate = _rate(items[-1])
    return [item if item.endswith(_RATES) else item + rate for item in items[:-1]] + items[-1:] if rate else items


# What all members do, told of the last: 基金、新增用地|支持中小企业比重.
_DOES = re.compile("(?<=[一-龥]{2})(?:支持|服务|带动|拉动)[一-龥]{2,8}(?:比重|占比|比例|率)$")


def _with_clause(items: list[str]) -> list[str]:
    """Members of a list with the clause that the last has before its rate."""
    does = found.group() if (found := _DOES.search(items[-1])) else ""
    return [*(item + does * (not item.endswith(_RATES)) for item in items[:-1]), items[-1]]


# 第二、第三产业|增加值, 一、二、三产业|比重
_SECTORS = re.compile("(?P<numbers>第?[一二三](?:、第?[一二三])*[、和与]第?[二三])(?:次)?产业(?P<of>.*)")
_KINDS = "岁”"


def _behind_kind(items: list[str]) -> str:
    """What follows the last of members of one form: “八类”“两抢”|案件, 0-17岁、60岁及以上|人口."""
    kind = items[0][-1]
    if kind not in _KINDS or any(item[-1] != kind for item in items[:-1]):
        return ""
    return items[-1].rpartition(kind)[2].removeprefix("及").removeprefix("以上").removeprefix("以下")


def _behind_places(items: list[str]) -> str:
    """What is told of places of which the last goes on without a head that is known: 济南、青岛|轨道交通日客流量."""
    places = all(item in divisions.names() for item in items[:-1])
    own = next((length for length in (2, 3, 4) if places and items[-1][:length] in divisions.names()), 0)
    return items[-1][own:] if own and not items[-1].endswith(HEADS) else ""


def _head(item: str) -> str:
    """The head of a member, with the head before it: 发电量占比 of 光伏发电量占比; a rate with its verb: 通达率.

    >>> _head("光伏发电量占比"), _head("5G网络通达率"), _head("旅游投资"), _head("投资")
    ('发电量占比', '通达率', '投资', '')
    """
    head = _last_head(item)
    if head == "率":
        return item[-3:] if len(item) > 4 else head
    kind = next((word for word in _CHAINS if item.removesuffix(head).endswith(word)), "") if head else ""
    if kind and item != kind + head:
        return kind + head
    return _last_head(item.removesuffix(head)) + head if head in _OF_HEADS else head


_CHAINS = ("产业链", "产业", "行业", "集群", "经济", "保险", "企业")


def _last_head(item: str) -> str:
    """The head that ends a member and is not all of it, or nothing."""
    return next((word for word in HEADS if item.endswith(word) and item != word), "")


def _without_verb(item: str) -> str:
    """A member of a list without the verb of doing before it: 实现旅游花费 -> 旅游花费."""
    verb = next((word for word in _VERBS if item.startswith(word) and len(item) > len(word) + 1), "")
    return item.removeprefix(verb)


@cache
def _sectors() -> re.Pattern[str]:
    """The names of sectors and divisions of the national accounts that hold a joint themselves: 住宿和餐饮业."""
    names = {
        name
        for code, name in industries.official().items()
        if len(code) <= _DIVISION and set(name) & {"和", "、", "及"}
    }
    ordered = sorted(names | {"研究和试验发展", "汽车及零部件"}, key=lambda name: (-len(name), name))
    return re.compile("|".join(name.translate(_AS_WRITTEN) for name in ordered))


_DIVISION = 3  # letters of the code of a division: C26
_AS_WRITTEN = str.maketrans({"和": "[和与及]", "及": "[和与及]", "、": "、?"})


def _split(phrase: str, joints: str = "、和与及") -> Iterable[str]:
    """At 、 和 及 与 以及 outside brackets and quotation marks."""
    depth, piece = 0, ""
    text = phrase.replace("以及", "、").replace("”“", "”、“")
    whole = [found.span() for found in _sectors().finditer(text)] if any(joint in text for joint in "和及与") else []
    for at, letter in enumerate(text):
        depth += (letter in OPENING) - (letter in CLOSING)
        joint = letter in "、" or (
            letter in "和及与"
            and letter in joints
            and len(piece) > 1
            and len(text) - at > 2
            and not text.startswith("及以", at)
        )
        if depth == 0 and joint and not any(start <= at < end for start, end in whole):
            yield piece
            piece = ""
        else:
            piece += letter
    yield piece
