"""What the name of a place means: one division of China, several, or none that is known.

A name is resolved by the document's place: the place itself and what it lies in, then what lies below it, then its
neighbours, its province, and last the whole country, where a name must be the only one of its kind. What that leaves
open stays open: `bearers` tells all that the name may mean, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.reference.divisions import (
    LEVELS,
    CodeScheme,
    Division,
    Form,
    Level,
    Withdrawn,
    ancestors,
    division,
    formerly,
    is_called,
    is_zone,
    names,
    path,
    scheme,
    short_forms,
    tables,
    town_names,
    towns,
    towns_named,
    withdrawal,
)
from kg.reference.vocabulary import common_words

__all__ = [
    "LEVELS", "CodeScheme", "Division", "Form", "Level", "Withdrawn", "ancestors", "bearers", "below",
    "candidates", "decided", "division", "formerly", "full_name", "home_division", "is_zone", "link",
    "locate", "names", "path", "preload", "resolve", "rest", "scheme", "short_forms", "town_names", "towns",
    "withdrawal",
]  # fmt: skip

# 我市, 全区: the document's place, or the division of that kind that it lies in.
_OWN = re.compile("(?:我|全|本)(省|自治区|市|州|盟|县|区|旗|镇|乡)")
# The districts of these rank with prefectures.
_MUNICIPALITIES = ("11", "12", "31", "50")
_SHORTEST_FAR_TOWN = 4


def preload() -> None:
    """Read the tables now, so that processes forked later share them."""
    tables()
    town_names()


def candidates(name: str) -> tuple[Division, ...]:
    """All divisions down to the county that a name may mean: by an official or old name, else by a short form."""
    codes = tables().official.get(name) or tables().short.get(name, ())
    return tuple(place for place in map(division, codes) if place)


@lru_cache(maxsize=1024)
def bearers(name: str) -> tuple[Division, ...]:
    """All divisions that a name may mean, by code: those down to the county, and the towns of that official name.

    >>> len(bearers("城关镇")) > 80, [place.code for place in bearers("格尔木")], bearers("瓦坎达")
    (True, ['632801'], ())
    """
    found = {place.code: place for place in candidates(name)}
    if name in town_names():
        found |= {town.code: town for town in towns_named(name, "") if town.name == name}
    return tuple(found[code] for code in sorted(found))


# The document's place


@lru_cache(maxsize=256)
def locate(home: str) -> Division | None:
    """The division of a document's place, given as a chain of names (河北省保定市阜平县) or as one name (格尔木市).

    What goes on behind the last division that is known is left aside (深圳市 of 深圳市深汕特别合作区).
    """
    return _chain(home.strip())[0]


def rest(home: str) -> str:
    """What goes on behind the last division that is known: 深汕特别合作区 of 深圳市深汕特别合作区."""
    return _chain(home.strip())[1]


@lru_cache(maxsize=256)
def _chain(home: str) -> tuple[Division | None, str]:
    """The last division of a chain that is known, and what is left of the chain."""
    found: Division | None = None
    left = home
    while left:
        inside, length = _longest_below(left, found)
        if inside is None:
            break
        found, left = inside, left[length:]
    if found is None and (town := _only_town(home)):
        return town, ""
    return found, left


def _longest_below(left: str, above: Division | None) -> tuple[Division | None, int]:
    """The division below another that the longest beginning of a chain names, and the length of that beginning."""
    for length in range(len(left), 1, -1):
        name = left[:length]
        inside = _dominant(candidates(name)) if above is None else below(name, above)
        if inside:
            return inside, length
        if above is None and candidates(name):  # 朝阳区 is several, and 朝阳 is not what it says
            return None, 0
    return None, 0


def below(name: str, above: Division) -> Division | None:
    """The one division below another that a name means: a county, or a town by its official name."""
    found = [place for place in candidates(name) if above in ancestors(place)]
    found += [town for town in towns(above.code) if town.name == name]
    return found[0] if len(found) == 1 else None


def home_division(home: str) -> Division | None:
    """The division that a document's place is, where the last of its names is known (not 深圳市深汕特别合作区)."""
    found = locate(home)
    forms = (found.name, *short_forms(found.name, found.level)) if found else ()
    return found if found and (home.endswith(forms) or not rest(home)) else None


def _called(places: Iterable[Division]) -> Iterator[str]:
    """The names and short forms of divisions."""
    return (form for place in places for form in (place.name, *short_forms(place.name, place.level)))


def decided(home: str, text: str) -> Division | None:
    """The one of several divisions of a name before which the text somewhere puts what it lies in, or None.

    >>> decided("朝阳区", "北京市朝阳区2024年工作回顾").code, decided("朝阳区", "北京市的工作回顾")
    ('110105', None)
    """
    found = [place for place in bearers(home) if any(above + home in text for above in _called(ancestors(place)))]
    return found[0] if len(found) == 1 else None


def _only_town(name: str) -> Division | None:
    """The town of this official name, if the country has one such town only."""
    found = bearers(name) if name in town_names() and not candidates(name) else ()
    return found[0] if len(found) == 1 else None


# A name in the text


@lru_cache(maxsize=8192)
def resolve(name: str, home: str) -> Division | None:
    """The division that a name means in a document of a place, or None where the name is unknown or stays ambiguous.

    >>> resolve("湟中", "青海省西宁市").name, resolve("鼓楼区", "江苏省南京市").code, resolve("全省", "格尔木市").name
    ('湟中区', '320106', '青海省')
    >>> resolve("鼓楼区", "青海省西宁市") is None, resolve("郭勒木德镇", "甘肃省") is None
    (True, True)
    """
    here = locate(home)
    if here is None:
        return _anywhere(name)
    if own := _OWN.fullmatch(name):
        return _of_kind(own[1], here)
    found = candidates(name)
    for rule in (_own_chain, _inside, _town_inside, _beside, _in_prefecture, _in_province, _town_near):
        near = rule(name, found, here)
        if near:
            return _dominant(near)
    far = _anywhere(name)
    return None if far and far.level == "town" else far  # 城区街道 is no town of another province


@lru_cache(maxsize=8192)
def link(name: str, home: str) -> Division | None:
    """What `resolve` gives, for a name that is known to be a division's and no lake's, mountain's or street's.

    In the document of a prefecture such a name may also be the short form of a town, and goes before a county of
    another province.

    >>> link("清水河", "广东省深圳市").name, link("多营", "四川省雅安市").name, link("多营", "四川省")
    ('清水河街道', '多营镇', None)
    """
    here = locate(home)
    far = (
        all(place.code[:2] != here.code[:2] and place.level == "county" for place in candidates(name))
        if here
        else False
    )
    if here and here.level == "prefecture" and far and name not in common_words():
        near = towns_named(name, _head(here))
        if near:
            return _dominant(near)
    return resolve(name, home)


def _of_kind(kind: str, here: Division) -> Division | None:
    """The nearest division of a kind that the document's place is or lies in: 全区 of 银川市 is 宁夏回族自治区."""
    return next((place for place in (here, *ancestors(here)) if place.name.endswith(kind)), None)


def _own_chain(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    own = tuple(place for place in (here, *ancestors(here)) if place in found)
    if not own and here.level == "town" and is_called(here, name):
        return (here,)
    return own[:1]


def _inside(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    near = tuple(place for place in found if here in ancestors(place))
    return _strong(name, near, found) if here.level == "province" else near


def _strong(name: str, near: tuple[Division, ...], found: tuple[Division, ...]) -> tuple[Division, ...]:
    """Places of a province without the districts that bear the name of a province or prefecture without their tail.

    In 天津市 河北 is 河北省 and not 河北区, in 黑龙江省 西安 is not 西安区.
    """
    if all(place.level not in ("province", "prefecture") for place in found):
        return near
    return tuple(place for place in near if place.name != name + "区")


def _town_inside(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    """Towns of the document's county; of its prefecture or province by their official name."""
    county = here if here.level != "town" else ancestors(here)[0]
    near = tuple(town for town in towns(county.code) if is_called(town, name))
    if near or county.level == "county" or len(name) < 3 or name not in town_names():
        return near
    return towns_named(name, _head(county))


def _head(place: Division) -> str:
    """How the codes of all that lies in a province or prefecture begin."""
    return place.code[:2] if place.level == "province" else place.code[:4]


def _beside(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    return tuple(place for place in found if place.parent == here.parent)


def _in_prefecture(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    above = next((place for place in (here, *ancestors(here)) if place.level == "prefecture"), None)
    return tuple(place for place in found if above and above in ancestors(place))


def _in_province(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    """Divisions of the same province; where a province elsewhere bears the name, only prefectures beat it (海南)."""
    top = (here, *ancestors(here))[-1]
    near = tuple(place for place in found if top in ancestors(place))
    if any(place.level == "province" for place in found):
        return tuple(place for place in near if place.level == "prefecture")
    return _strong(name, near, found)


def _town_near(name: str, found: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    """Towns of that official name in the document's prefecture, else in its province."""
    if found or len(name) < 3 or name not in town_names():
        return ()
    return towns_named(name, here.code[:4]) or towns_named(name, here.code[:2])


def _anywhere(name: str) -> Division | None:
    """The one division of the country that a name means; a short form that is a common word means none (平安)."""
    official = tables().official.get(name)
    if not official and name in common_words():
        return None
    found = candidates(name)
    if found:
        return _dominant(found)
    return _only_town(name) if len(name) >= _SHORTEST_FAR_TOWN else None


def _dominant(found: Iterable[Division]) -> Division | None:
    """The one that is meant without further support: the only one, or the one that the others stand below.

    A province or prefecture goes before counties of its short name (吉林省 before 吉林市, 大同市 before 大同区), but
    not before a district of a municipality, which is of its rank (朝阳市 and 朝阳区 of 北京); two of one level stay
    ambiguous.
    """
    found = tuple(found)
    if not found:
        return None
    best = min(LEVELS.index(place.level) for place in found)
    top = [place for place in found if LEVELS.index(place.level) == best]
    if len({place.parent for place in top}) == 1:  # 伊宁 is 伊宁市 before 伊宁县 beside it
        top = [place for place in top if place.name.endswith("市")] or top
    if len(top) != 1:
        return None
    if LEVELS[best] != "prefecture":
        return top[0]
    apart = [place for place in found if place != top[0] and top[0] not in ancestors(place)]
    rivals = [place for place in apart if place.code.startswith(_MUNICIPALITIES) or place.name[-1] not in "区县"]
    return None if rivals else top[0]


def full_name(name: str, home: str) -> str:
    """The official name of the division that a name means (格尔木市 for 格尔木), or the name itself."""
    found = resolve(name, home)
    return found.name if found else name
