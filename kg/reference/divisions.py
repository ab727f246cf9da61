"""The administrative divisions of China down to the town: codes, names, short forms, and what was given up.

Codes: six digits for provinces (`630000`), prefectures (`632800`) and counties (`632801`), as in GB/T 2260; nine
digits for towns (`632801100`), as in the statistical division codes of the National Bureau of Statistics (state of
2023-06-30, with the changes of `data/divisions_changes.tsv`). Whatever the bureau counts like a county without its
being one (development zones, with a last pair of digits from 71 to 80) has the level `zone`.

A division that lives on under another name is the one of today (湟中县 is 湟中区); one that went up in others is a
division of its own that was withdrawn (卢湾区), for what was said of it is not true of what took its place.
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
CodeScheme = Literal["gbt2260", "nbs"]
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "zone", "town")

_PEOPLES = (
    "阿昌|白|保安|布朗|布依|藏|朝鲜|达斡尔|傣|德昂|侗|东乡|独龙|鄂伦春|鄂温克|高山|仡佬|哈尼|哈萨克|汉|赫哲|回|基诺|景颇|京|"
    "柯尔克孜|拉祜|黎|傈僳|珞巴|满|毛南|门巴|蒙古|苗|仫佬|纳西|怒|普米|羌|撒拉|畲|水|塔吉克|塔塔尔|土家|土|佤|维吾尔|"
    "乌孜别克|锡伯|瑶|彝|裕固|壮|各"
)
_PEOPLE = re.compile(f"(?:{_PEOPLES})族$|(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔|鄂温克|鄂伦春|达斡尔)$")
_PROVINCE_TAIL = re.compile("(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
_TOWN_TAIL = re.compile("(?:街道办事处|街道|民族乡|[镇乡]|苏木)$")
# Counted like counties by the bureau; GB/T 2260 has no such codes: areas of 大兴安岭地区 and 三沙市, and 大柴旦.
_STATISTICAL = ("232761", "232762", "232763", "232764", "460321", "460322", "460323", "632857")
_PSEUDO = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division: code, official name, level, and the code of the division that it is part of."""

    code: str
    name: str
    level: Level
    parent: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A code and a name that were given up: since which year, and the codes that took their place, the main one first.

    `code` is empty where it is not certain. `merged` tells a division that went up in others or was divided from one
    that lives on; `renamed` tells that the name itself was given up, and not the code alone.
    """

    code: str
    name: str
    year: str
    successors: tuple[str, ...]
    merged: bool
    renamed: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """What is built once: divisions down to the county by code, the codes that a name may mean, towns as packed.

    `withdrawn` has what was given up by the code that took its place, `merged` by its own.
    """

    divisions: dict[str, Division]
    official: dict[str, tuple[str, ...]]
    short: dict[str, tuple[str, ...]]
    towns: dict[str, str]
    withdrawn: dict[str, tuple[Withdrawn, ...]]
    merged: dict[str, Withdrawn]


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


# The tables


def lines(name: str) -> Iterator[list[str]]:
    """The rows of a data file without its comments; raises DataError where one is no row of cells."""
    path = files("kg.reference") / "data" / name
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) < 2 or not cells[0] or not cells[1]:
                raise DataError(path, f"line {number} is not a row of cells", "restore the file")
            yield cells


def _listed() -> tuple[dict[str, Division], dict[str, str]]:
    """The divisions of the list down to the county, and the towns of each as packed."""
    found: dict[str, Division] = {}
    towns: dict[str, str] = {}
    for code, name, *rest in lines("divisions.txt.gz"):
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


class _Names:
    """Names and the codes that they may mean, while the tables are built."""

    def __init__(self) -> None:
        self.official: dict[str, list[str]] = {}
        self.short: dict[str, list[str]] = {}
        self.former: dict[str, list[str]] = {}

    def today(self, division: Division) -> None:
        """A division of today, by its name and its short forms."""
        self.official.setdefault(division.name, []).append(division.code)
        for form in short_forms(division.name, division.level):
            self.short.setdefault(form, []).append(division.code)

    def given_up(self, old: Withdrawn) -> None:
        """A name that was given up; it counts only where no division bears it today."""
        if old.merged:
            self.official.setdefault(old.name, []).append(old.code)
        elif old.renamed:
            self.official.setdefault(old.name, []).append(old.successors[0])
            for form in short_forms(old.name, "county"):
                self.former.setdefault(form, []).append(old.successors[0])


@cache
def tables() -> Tables:
    """The tables, read once."""
    divisions, towns = _listed()
    names, withdrawn = _Names(), list[Withdrawn]()
    for name, codes, kind, year, former in lines("divisions_changes.tsv"):
        if kind == "new":
            parent = codes[:4] + "00" if codes[:4] + "00" in divisions else codes[:2] + "0000"
            divisions[codes] = Division(codes, name, _level(codes), parent)
        elif kind == "short":
            names.short.setdefault(name, []).append(codes)
        else:
            code = "" if former == "-" else former
            withdrawn.append(Withdrawn(code, name, year, tuple(codes.split()), kind == "merged", kind != "code"))
    for division in divisions.values():
        names.today(division)
    for old in withdrawn:
        if old.merged:
            divisions[old.code] = _of_old(old, divisions)
        names.given_up(old)
    by_successor: dict[str, list[Withdrawn]] = {}
    for old in withdrawn:
        for code in old.successors:
            by_successor.setdefault(code, []).append(old)
    return Tables(
        divisions, _frozen(names.official), _frozen(names.former | names.short), towns,
        {code: tuple(olds) for code, olds in by_successor.items()}, {old.code: old for old in withdrawn if old.merged},
    )  # fmt: skip


def _of_old(old: Withdrawn, divisions: dict[str, Division]) -> Division:
    """A division that was withdrawn, in the division of today that its successor is part of."""
    if old.code.endswith("00"):
        return Division(old.code, old.name, "prefecture", old.code[:2] + "0000")
    return Division(old.code, old.name, "county", divisions[old.successors[0]].parent)


def _frozen(names: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(codes)) for name, codes in names.items()}


@cache
def town_names() -> frozenset[str]:
    """The official names of all towns, townships and subdistricts."""
    return frozenset(re.findall("[^0-9\t ]+", " ".join(cell.split("\t")[1] for cell in tables().towns.values())))


@cache
def names() -> dict[str, Form]:
    """All names down to the county, with the best form in which they name one.

    `full` is an official or old name, `province` and `prefecture` the short form of one (青海, 海西州), `short` that of
    a county or city, `weak` that of a district (城西 of 城西区).
    """
    found: dict[str, Form] = {}
    for name, codes in tables().short.items():
        bearers = [place for place in map(division, codes) if place and place.level != "zone"]
        if bearers:
            found[name] = min((_form(name, place) for place in bearers), key=_FORMS.index)
    return found | dict.fromkeys(tables().official, _FORMS[0])


_FORMS: tuple[Form, ...] = ("full", "province", "prefecture", "short", "weak")


def _form(name: str, place: Division) -> Form:
    if place.level == "province" or place.level == "prefecture":
        return place.level
    return "weak" if place.name == name + "区" else "short"


# One division


@lru_cache(maxsize=4096)
def towns(code: str) -> tuple[Division, ...]:
    """The towns of a county, or of a city without counties, by its code."""
    packed = tables().towns.get(code)
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


def towns_named(name: str, head: str) -> tuple[Division, ...]:
    """The towns of an official or short name in the counties whose codes begin with `head`."""
    near = (code for code, cell in tables().towns.items() if code.startswith(head) and name in cell)
    return tuple(town for code in near for town in towns(code) if is_called(town, name))


def is_called(town: Division, name: str) -> bool:
    """Whether a name is a town's own, whole or without its tail."""
    return name == town.name or name in short_forms(town.name, "town")


def division(code: str) -> Division | None:
    """The division of a code, six digits or nine, also of one that went up in others."""
    if len(code) == 9:
        parent = code[:6] if code[:6] in tables().towns else code[:4] + "00"
        return next((town for town in towns(parent) if town.code == code), None)
    return tables().divisions.get(code)


def ancestors(place: Division) -> tuple[Division, ...]:
    """What a division lies in, nearest first: 格尔木市 in 海西蒙古族藏族自治州 in 青海省."""
    found, code = [], place.parent
    while code:
        above = tables().divisions[code]
        found.append(above)
        code = above.parent
    return tuple(found)


def path(place: Division) -> str:
    """The name with all that the division lies in: 青海省海西蒙古族藏族自治州格尔木市."""
    return "".join(above.name for above in reversed(ancestors(place))) + place.name


def scheme(place: Division) -> CodeScheme:
    """The scheme of a division's code: the bureau's where GB/T 2260 has none, for towns and for zones."""
    return "nbs" if place.level in ("town", "zone") or place.code in _STATISTICAL else "gbt2260"


def is_zone(place: Division) -> bool:
    """Whether a division is only counted like one: a development zone, an industrial park among the towns."""
    return place.level == "zone" or (place.level == "town" and place.name.endswith("区"))


def withdrawal(place: Division) -> Withdrawn | None:
    """When a division was withdrawn and what took its place; None for a division of today."""
    return tables().merged.get(place.code)


def formerly(place: Division) -> tuple[Withdrawn, ...]:
    """The codes and names that were given up and whose place a division has taken."""
    return tables().withdrawn.get(place.code, ())
