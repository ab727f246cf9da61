"""Names of public bodies and institutions taken apart, and the rules by which two of them are one.

What tells a body is the division that it belongs to and its office: 市发改委 in a document of 潍坊市 is
潍坊市|发展和改革委员会. A name without a division is the central body of that name, the document's own (人民医院), or a
school of its own (清华大学).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.organization.words import head, known
from kg.link import where
from kg.link.firms import firm
from kg.link.names import plain, synonyms
from kg.reference import gazetteer, well_known
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.tokens import cut

Codes = frozenset[str]

# The code of the state, where a body is none of a division.
STATE = frozenset({"0"})
_STATE = re.compile("国家|国务院|全国|中央|中共中央|中国|中华|联合国|世界|国际")
_FORMS = {
    "委": "委员会",
    "办": "办公室",
    **{form: form for form in ("委员会", "厅", "局", "部", "总局", "办公室", "中心", "")},
}
_NUMBERED = re.compile("第?(?P<number>[一二三四五六七八九十]{1,3})(?P<kind>中学|中|小学|小|高级中学|高|幼儿园|幼)$")
_KINDS = {"中": "中学", "小": "小学", "高": "高级中学", "幼": "幼儿园"}
_SCHOOLS = ("大学", "学院", "研究院", "研究所", "科学院")
_ACADEMY = re.compile("中(?:国)?(?:科|社科|农科|林科|热科)院")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name: the division that it belongs to, its office, and whether the name says the division."""

    name: str
    place: Codes
    office: str
    bare: bool
    scope: tuple[str, ...] = ()


@lru_cache(8192)
def body(name: str, *scope: str) -> Body:
    """The parts of the name of a public body or institution, in a document of a place.

    >>> found = body("市发改委", "山东省潍坊市")
    >>> sorted(found.place), found.office
    (['370700'], '发展和改革委员会')
    >>> body("国家发改委").place == STATE, body("清华").office
    (True, '清华大学')
    """
    home = scope[0] if scope else ""
    whole = plain(name).removeprefix("原")
    text = _names().get(whole) or _ACADEMY.sub(lambda found: _names().get(found.group(), found.group()), whole)
    if text in _central() or known().get(text) == "public_body" or _STATE.match(text):
        return Body(whole, STATE, _central_office(text), False, scope)
    place, rest = where.leading(text, home)
    if not place:
        place, rest = where.level(text, home)
    bare = not place and rest == text
    rest = rest.removeprefix("人民政府") or rest  # 黄石市人民政府国有资产监督管理委员会
    if bare and home:
        place = frozenset(found.code for found in where.chain(home)[:1])
    return Body(whole, place, office(rest), bare, scope)


@cache
def _names() -> Mapping[str, str]:
    return well_known.joined("public_body", "institution")


@cache
def _central() -> frozenset[str]:
    """The central bodies of the state by their full names; schools are told by theirs."""
    return frozenset(name for name in _names().values() if not name.endswith(("大学", "医院")))


def _central_office(text: str) -> str:
    """The full name of a central body: a short office is spelled out (国家疾控局)."""
    front = _STATE.match(text)
    start = front.end() if front else 0
    return text[:start] + office(text[start:])


@lru_cache(8192)
def office(text: str) -> str:
    """An office spelled out.

    >>> office("工信厅"), office("一中"), office("师大"), office("中医医院")
    ('工业和信息化厅', '第一中学', '师范大学', '中医院')
    """
    if number := _NUMBERED.match(text):
        return f"第{number['number']}{_KINDS.get(number['kind'], number['kind'])}"
    for stem, full in _stems():
        if text.startswith(stem) and text[len(stem) :] in _FORMS:
            return full + _FORMS[text[len(stem) :]]
    for tail, full in synonyms("body-tail"):
        if text.endswith(tail) and not text.endswith(full):
            return text.removesuffix(tail) + full
    return text


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    """(stem, stem in full), those in full among them, longest first."""
    rows = set(synonyms("body-stem"))
    rows |= {(full, full) for _, full in rows}
    return tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0])))


_ENDS = ("院区", "校区", "附属医院", "分院", "供销社", "供销合作社联合社", "红十字会")


def is_body(name: str) -> bool:
    """Whether a name looks like that of a public body or an institution, not like a company's.

    >>> is_body("格尔木市人民医院"), is_body("市发改委"), is_body("昆岭锂业")
    (True, True, False)
    """
    text = plain(name)
    kind = head(text)
    if text.endswith(("局", "厅", "委员会")):
        return not firm(name).group
    if kind and kind not in ("company", "branch"):
        return True
    if text in _names() or text in _names().values() or text.endswith(_ENDS):
        return True
    return not kind and (office(text) != text or any(text.endswith(tail) for tail, _ in synonyms("body-tail")))


def _own(body_: Body) -> bool:
    """Whether a school is known by a name of its own (清华大学, not 职业技术学院)."""
    if known().get(body_.name) == "institution":
        return True
    if not body_.bare or not body_.office.endswith(_SCHOOLS):
        return False
    own = body_.office.removesuffix(next(tail for tail in _SCHOOLS if body_.office.endswith(tail)))
    while own.endswith(_SORTS):
        own = own[:-2]
    words = common_words() | lexicon.words("industry", "field", "product")
    return len(own) > 1 and not all(token.text in words for token in cut(own))  # not 老年大学


# Sorts of schools: 农业大学 alone is that of the document's province.
_SORTS = ("技术", "职业", "师范", "科技", "理工", "农业", "医科", "财经", "民族", "工业", "海洋", "林业", "开放")


def another_level(a: Body, b: Body) -> bool:
    """Bodies of divisions of two levels, or of a division and of the state.

    >>> another_level(body("省发改委", "山东省潍坊市"), body("市发改委", "山东省潍坊市"))
    True
    """
    return _placed(a, b) and not _levels(a) & _levels(b)


def _placed(a: Body, b: Body) -> bool:
    return bool(a.place and b.place) and not a.bare and not b.bare


def _levels(found: Body) -> frozenset[str]:
    if found.place == STATE:
        return frozenset({"state"})
    return frozenset(place.level for code in found.place if (place := gazetteer.division(code)))


def another_division(a: Body, b: Body) -> bool:
    """Bodies of two divisions.

    >>> another_division(body("市发改委", "山东省潍坊市"), body("市发改委", "山东省烟台市"))
    True
    """
    return _placed(a, b) and not a.place & b.place


def another_office(a: Body, b: Body) -> bool:
    """Two offices, or two bodies of which one belongs to the other.

    >>> another_office(body("青海大学"), body("青海大学附属医院")), another_office(body("县一中"), body("县第一中学"))
    (True, False)
    """
    return a.office != b.office


def central_body(a: Body, b: Body) -> bool:
    """One body of the state, by its full or its short name.

    >>> central_body(body("国家发改委"), body("国家发展和改革委员会")), central_body(body("工信部"), body("省工信厅"))
    (True, False)
    """
    return a.place == b.place == STATE and a.office == b.office


def same_office(a: Body, b: Body) -> bool:
    """One office of one division; a name without one is that of its document's place.

    >>> same_office(body("市人民医院", "山东省潍坊市"), body("潍坊市人民医院", "山东省"))
    True
    """
    return bool(a.place & b.place) and a.office == b.office


def school_of_its_own(a: Body, b: Body) -> bool:
    """A university or academy that the country knows by its own name.

    >>> school_of_its_own(body("清华大学", "四川省"), body("清华大学", "青海省"))
    True
    """
    return a.office == b.office and _own(a) and _own(b)


Test = Callable[[Body, Body], bool]
# The order is that of precedence.
VETOES: tuple[Test, ...] = (another_level, another_division, another_office)
RULES: tuple[Test, ...] = (central_body, same_office, school_of_its_own)


def keys(found: Body) -> frozenset[str]:
    """What bodies that can be one share at least one of."""
    made = {f"body {found.office} {code}" for code in found.place}
    if _own(found) or not made:
        made.add(f"body {found.office}")
    return frozenset(made)
