"""The gazetteer: administrative divisions of China down to the town, their codes, short forms and old names.

Codes: six digits for provinces (`630000`), prefectures (`632800`) and counties (`632801`), as in GB/T 2260; nine
digits for towns (`632801100`), as in the statistical division codes of the National Bureau of Statistics (state of
2023-06-30, with the changes of `data/divisions_changes.tsv`). Whatever the bureau counts like a county without its
being one (development zones, with a last pair of digits from 71 to 80) has the level `zone`.

A name is resolved by the document's place: its own chain first, then what lies below it, then its neighbours.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from kg.errors import DataError

Level = Literal["province", "prefecture", "county", "zone", "town"]
Form = Literal["full", "province", "prefecture", "short", "weak"]
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "zone", "town")

_PEOPLES = (
    "阿昌|白|保安|布朗|布依|藏|朝鲜|达斡尔|傣|德昂|侗|东乡|独龙|鄂伦春|鄂温克|高山|仡佬|哈尼|哈萨克|汉|赫哲|回|基诺|景颇|京|"
    "柯尔克孜|拉祜|黎|傈僳|珞巴|满|毛南|门巴|蒙古|苗|仫佬|纳西|怒|普米|羌|撒拉|畲|水|塔吉克|塔塔尔|土家|土|佤|维吾尔|"
    "乌孜别克|锡伯|瑶|彝|裕固|壮|各"
)
_PEOPLE = re.compile(f"(?:{_PEOPLES})族$|(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|鄂温克|鄂伦春|达斡尔)$")
_PROVINCE_TAIL = re.compile("(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
_TOWN_TAIL = re.compile("(?:街道办事处|街道|民族乡|[镇乡]|苏木)$")
_PSEUDO = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: code, official name, level, and the code of the division that it is part of."""

    code: str
    name: str
    level: Level
    parent: str


@dataclass(frozen=True, slots=True)
class _Tables:
    """What is built once: divisions down to the county by code, the divisions that a name may mean, towns as packed."""

    divisions: dict[str, Division]
    official: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    towns: dict[str, str]


def short_forms(name: str, level: Level) -> tuple[str, ...]:
    """The forms by which a division is called without its full tail, none shorter than two characters.

    >>> short_forms("海西蒙古族藏族自治州", "prefecture"), short_forms("互助土族自治县", "county")
    (('海西', '海西州'), ('互助', '互助县'))
    >>> short_forms("格尔木市", "county"), short_forms("内蒙古自治区", "province"), short_forms("礼县", "county")
    (('格尔木',), ('内蒙古',), ())
    """
    if level == "province":
        return (_PROVINCE_TAIL.sub("", name),)
    if level == "town":
        bare = _TOWN_TAIL.sub("", name)
        bare = _without_peoples(bare) if name.endswith("民族乡") or bare.endswith("族") else bare
        return (bare,) if bare != name and len(bare) > 1 else ()
    if autonomous := re.search("自治([州县旗])$", name):
        bare = _without_peoples(name[: autonomous.start()])
        return bare, bare + autonomous[1]
    bare = re.sub("(?:地区|行政委员会|新区|林区|特区|市|盟|县|区)$", "", name)
    return (bare,) if bare != name and len(bare) > 1 else ()


def _without_peoples(name: str) -> str:
    """A name without the peoples at its end: 海西蒙古族藏族 is 海西, 东乡族 is 东乡."""
    while (found := _PEOPLE.search(name)) and found.start() >= 2:
        name = name[: found.start()]
    return name.removesuffix("族")


def _lines(name: str) -> Iterator[list[str]]:
    path = files("kg") / "data" / name
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) < 2 or not cells[0] or not cells[1]:
                raise DataError(path, f"line {number} is not a row of cells", "restore the file")
            yield cells


def _divisions() -> tuple[dict[str, Division], dict[str, str]]:
    found: dict[str, Division] = {}
    towns: dict[str, str] = {}
    for code, name, *rest in _lines("divisions.txt.gz"):
        whole = code.ljust(6, "0")
        parent = "" if len(code) == 2 else code[:2] + "0000" if len(code) == 4 else code[:4] + "00"
        if parent and parent not in found:
            parent = code[:2] + "0000"
        same = found.get(parent)
        if rest and same and same.name == name:  # a city without counties, entered once more as its own county
            towns[same.code] = f"{code}\t{rest[0]}"
            continue
        if rest:
            towns[whole] = f"{code}\t{rest[0]}"
        if name not in _PSEUDO:
            found[whole] = Division(whole, name, _level(code), parent)
    return found, towns


def _level(code: str) -> Level:
    if len(code) < 6:
        return "province" if len(code) == 2 else "prefecture"
    return "zone" if "71" <= code[4:] <= "80" else "county"


@cache
def _tables() -> _Tables:
    divisions, towns = _divisions()
    official: dict[str, list[str]] = {}
    short: dict[str, list[str]] = {}
    former: dict[str, list[str]] = {}
    for name, code, kind, *_ in _lines("divisions_changes.tsv"):
        if kind == "new":
            parent = code[:4] + "00" if code[:4] + "00" in divisions else code[:2] + "0000"
            divisions[code] = Division(code, name, _level(code), parent)
        elif kind == "old":
            official.setdefault(name, []).append(code)
            for form in short_forms(name, "county"):
                former.setdefault(form, []).append(code)
        else:
            short.setdefault(name, []).append(code)
    for code, division in divisions.items():
        official.setdefault(division.name, []).append(code)
        for form in short_forms(division.name, division.level):
            short.setdefault(form, []).append(code)
    return _Tables(divisions, _frozen(official), _frozen(former | short), towns)


def _frozen(names: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(codes)) for name, codes in names.items()}


def preload() -> None:
    """Read the tables now, so that processes forked later share them."""
    _tables()
    town_names()


@cache
def town_names() -> frozenset[str]:
    """The official names of all towns, townships and subdistricts."""
    return frozenset(re.findall("[^0-9\t ]+", " ".join(cell.split("\t")[1] for cell in _tables().towns.values())))


@cache
def names() -> dict[str, Form]:
    """All names down to the county, with the best form in which they name one.

    `full` is an official or old name, `province` and `prefecture` the short form of one (青海, 海西州), `short` that of
    a county or city, `weak` that of a district (城西 of 城西区).
    """
    found: dict[str, Form] = {}
    tables = _tables()
    for name, codes in tables.short.items():
        bearers = [tables.divisions[code] for code in codes if tables.divisions[code].level != "zone"]
        if bearers:
            found[name] = min((_form(name, place) for place in bearers), key=_FORMS.index)
    return found | dict.fromkeys(tables.official, _FORMS[0])


_FORMS: tuple[Form, ...] = ("full", "province", "prefecture", "short", "weak")


def _form(name: str, place: Division) -> Form:
    if place.level == "province" or place.level == "prefecture":
        return place.level
    return "weak" if place.name == name + "区" else "short"


@lru_cache(maxsize=512)
def towns(code: str) -> tuple[Division, ...]:
    """The towns of a county, or of a city without counties, by its code."""
    packed = _tables().towns.get(code)
    if not packed:
        return ()
    county, cell = packed.split("\t")
    found, number = [], 0
    for item in cell.split():
        match = re.match("[0-9]*", item)
        digits = match.group() if match else ""
        number = int(digits) if digits else number + 1
        found.append(Division(f"{county}{number:03}", item[len(digits) :], "town", code))
    return tuple(found)


def division(code: str) -> Division | None:
    """The division of a code, six digits or nine."""
    if len(code) == 9:
        parent = code[:6] if code[:6] in _tables().towns else code[:4] + "00"
        return next((town for town in towns(parent) if town.code == code), None)
    return _tables().divisions.get(code)


def ancestors(place: Division) -> tuple[Division, ...]:
    """What a division lies in, nearest first: 格尔木市 in 海西蒙古族藏族自治州 in 青海省."""
    found, code = [], place.parent
    while code:
        above = _tables().divisions[code]
        found.append(above)
        code = above.parent
    return tuple(found)


def path(place: Division) -> str:
    """The name with all that the division lies in: 青海省海西蒙古族藏族自治州格尔木市."""
    return "".join(above.name for above in reversed(ancestors(place))) + place.name


def candidates(name: str) -> tuple[Division, ...]:
    """All divisions down to the county that a name may mean: by an official or old name, else by a short form."""
    tables = _tables()
    codes = tables.official.get(name) or tables.short.get(name, ())
    return tuple(tables.divisions[code] for code in codes)


@lru_cache(maxsize=256)
def locate(home: str) -> Division | None:
    """The division of a document's place, given as a chain of names (河北省保定市阜平县) or as one name (格尔木市).

    What goes on behind the last division that is known is left aside (深圳市 of 深圳市深汕特别合作区).
    """
    found: Division | None = None
    rest = home.strip()
    while rest:
        below, length = _longest_below(rest, found)
        if below is None:
            break
        found, rest = below, rest[length:]
    return found or _only_town(home.strip())


def _longest_below(rest: str, above: Division | None) -> tuple[Division | None, int]:
    """The division below another that the longest beginning of a chain names, and the length of that beginning."""
    for length in range(len(rest), 1, -1):
        name = rest[:length]
        below = _below(name, above)
        if below:
            return below, length
        if above is None and candidates(name):  # 朝阳区 is several, and 朝阳 is not what it says
            return None, 0
    return None, 0


def _below(name: str, above: Division | None) -> Division | None:
    if above is None:
        return _dominant(candidates(name))
    found = [place for place in candidates(name) if above in ancestors(place)]
    found += [town for town in towns(above.code) if town.name == name]
    return found[0] if len(found) == 1 else None


def _only_town(name: str) -> Division | None:
    """The town of this official name, if the country has one such town only."""
    found = _towns_named(name, "") if name in town_names() else ()
    return found[0] if len(found) == 1 else None


def _towns_named(name: str, head: str) -> tuple[Division, ...]:
    """The towns of a name in the counties whose codes begin with `head`."""
    packed = _tables().towns.items()
    near = (code for code, cell in packed if code.startswith(head) and name in cell)
    return tuple(town for code in near for town in towns(code) if town.name == name)


@lru_cache(maxsize=8192)
def resolve(name: str, home: str) -> Division | None:
    """The division that a name means in a document of a place, or None where the name is unknown or stays ambiguous.

    >>> resolve("湟中", "青海省西宁市").name, resolve("鼓楼区", "江苏省南京市").code
    ('湟中区', '320106')
    >>> resolve("鼓楼区", "青海省西宁市") is None
    True
    """
    here = locate(home)
    if here is None:
        return _dominant(candidates(name))
    bearers = candidates(name)
    for rule in (_own_chain, _inside, _town_inside, _in_prefecture, _in_province):
        found = rule(name, bearers, here)
        if found:
            return _dominant(found)
    return _dominant(bearers)


def _own_chain(name: str, bearers: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    chain = (here, *ancestors(here))
    own = tuple(place for place in chain if place in bearers)
    if not own and here.level == "town" and name in (here.name, *short_forms(here.name, "town")):
        return (here,)
    return own[:1]


def _inside(name: str, bearers: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    return tuple(place for place in bearers if here in ancestors(place))


def _town_inside(name: str, bearers: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    """Towns of the document's county by full or short name; of its prefecture or province by full name only."""
    county = here if here.level != "town" else _tables().divisions[here.parent]
    near = towns(county.code)
    found = tuple(town for town in near if name == town.name or name in short_forms(town.name, "town"))
    if found or county.level == "county" or len(name) < 3 or name not in town_names():
        return found
    return _towns_named(name, county.code[:2] if county.level == "province" else county.code[:4])


def _in_prefecture(name: str, bearers: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    above = next((place for place in (here, *ancestors(here)) if place.level == "prefecture"), None)
    return tuple(place for place in bearers if above and above in ancestors(place))


def _in_province(name: str, bearers: tuple[Division, ...], here: Division) -> tuple[Division, ...]:
    """Divisions of the same province; where a province elsewhere bears the name, only prefectures beat it (海南)."""
    top = (here, *ancestors(here))[-1]
    near = tuple(place for place in bearers if top in ancestors(place))
    if any(place.level == "province" for place in bearers):
        return tuple(place for place in near if place.level == "prefecture")
    return near


def _dominant(found: tuple[Division, ...] | list[Division]) -> Division | None:
    """The one that is meant without further support: the only one, or the one that the others stand below.

    A province or prefecture goes before counties of its short name (吉林省 before 吉林市, 大同市 before 大同区); two of
    one level stay ambiguous.
    """
    if not found:
        return None
    best = min(LEVELS.index(place.level) for place in found)
    top = [place for place in found if LEVELS.index(place.level) == best]
    if len({place.parent for place in top}) == 1:  # 伊宁 is 伊宁市 before 伊宁县 beside it
        top = [place for place in top if place.name.endswith("市")] or top
    if len(top) != 1:
        return None
    others = [place for place in found if place != top[0]]
    if LEVELS[best] == "prefecture" and any(top[0] not in ancestors(place) for place in others):
        return top[0] if all(place.name.endswith(("区", "县")) for place in others) else None
    return top[0]


def full_name(name: str, home: str) -> str:
    """The official name of the division that a name means (格尔木市 for 格尔木), or the name itself."""
    found = resolve(name, home)
    return found.name if found else name
