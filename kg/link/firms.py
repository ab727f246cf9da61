"""Names of companies taken apart.

The name of a company in China is place + brand + trade + legal form (青海|昆岭|锂业|股份有限公司); its place may stand
in brackets (恒泽（南通）…), and a house of a group of the state begins with the group (中国石油|青海油田分公司).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.organization.words import classes
from kg.link import where
from kg.link.names import plain, synonyms
from kg.reference import gazetteer, well_known
from kg.text import lexicon

Codes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Firm:
    """A company's name in its parts; `place` and `seat` are codes, `scope` the places whose documents write it.

    `group` is the group of the state whose house it is, or which it is where nothing else is left. `limited` says
    that the legal form is written out.
    """

    name: str
    group: str
    place: Codes
    seat: Codes
    brand: str
    trades: tuple[str, ...]
    branch: str
    grouped: bool
    stock: bool
    limited: bool
    firm: bool
    scope: tuple[str, ...] = ()

    @property
    def core(self) -> tuple[str, tuple[str, ...]]:
        """Brand and trades."""
        return self.brand, self.trades

    @property
    def bare_group(self) -> bool:
        """Whether the name is that of a group of the state and no house of it."""
        return bool(self.group) and not (self.place or self.seat or self.brand or self.trades or self.branch)


# --- parts ---------------------------------------------------------------------------------------------------------

_FORMS = (
    "有限责任公司",
    "有限公司",
    "总公司",
    "分公司",
    "子公司",
    "公司",
    "集团",
    "控股",
    "股份",
    "责任",
    "有限",
    "分行",
)
_BRANCH = re.compile("(?P<head>.{2,30}?(?:有限公司|有限责任公司|银行))(?P<branch>[^公]{2,12})(?:分公司|分行|支行)$")
_BRACKET = re.compile(r"\((?P<inner>[^()]{1,8})\)")
_BUREAU = re.compile("第?(?P<number>[一二三四五六七八九十]{1,3})(?:工程|航务工程|公路工程)?局$")


@lru_cache(8192)
def firm(name: str, *scope: str) -> Firm:
    """The parts of a company's name.

    >>> found = firm("青海昆岭锂业股份有限公司")
    >>> sorted(found.place), found.brand, found.trades, found.stock
    (['630000'], '昆岭', ('锂业',), True)
    >>> firm("国家电投集团黄河公司").group, firm("瑞岭（集团）有限公司").grouped
    ('国家电投', True)
    """
    home = scope[0] if scope else ""
    whole = plain(name).removeprefix("原")
    split = _BRANCH.match(whole)
    text, branch = (split["head"], _branch(split["branch"], home)) if split else (whole, "")
    text, seat = _seat(text, home)
    rest, forms = formless(text)
    group, rest = _whole_group(text) or _group(rest, bool(seat))
    rest = rest.removeprefix("中国") if len(rest) > 4 else rest
    place, rest = where.leading(rest, home) if not is_place(rest) else (place_codes(rest, home), "")
    if not place and not group:
        place, rest = where.level(rest, home)
    brand, trades = _trades(rest, bool(place or group))
    return Firm(
        whole,
        group,
        place,
        seat,
        brand,
        trades,
        branch,
        "集团" in forms or "集团" in rest,
        "股份" in forms,
        "有限" in whole,
        bool(forms) and forms[0].endswith("公司"),
        scope,
    )


def _branch(text: str, home: str) -> str:
    """A branch by the code of its place, where that is all that it is called by (宁波, 宁波市)."""
    return "|".join(sorted(place_codes(text, home))) if is_place(text) else text


def _seat(text: str, home: str) -> tuple[str, Codes]:
    """The name without its bracket, and the place in it; 集团 in brackets is a word of the name."""
    found = _BRACKET.search(text)
    if not found:
        return text, frozenset()
    inner = found["inner"]
    bare = text[: found.start()] + text[found.end() :]
    if is_place(inner):
        return bare, place_codes(inner, home)
    return text[: found.start()] + inner + text[found.end() :], frozenset()


def is_place(text: str) -> bool:
    return text in gazetteer.names()


def place_codes(text: str, home: str) -> Codes:
    """The divisions that a name of a place may mean."""
    return where.leading(text + "之中", home)[0] or frozenset(place.code for place in gazetteer.candidates(text))


def formless(text: str) -> tuple[str, tuple[str, ...]]:
    """A name without its legal form, and the words of the form."""
    forms: list[str] = []
    while form := next((word for word in _FORMS if text.endswith(word) and len(text) > len(word) + 1), ""):
        if form in ("集团", "控股", "分行") or not forms or form != "公司":
            forms.append(form)
            text = text.removesuffix(form)
            continue
        break
    words = [word for form in forms for word in re.findall("股份|集团|控股|有限责任公司|有限公司|总公司|公司", form)]
    return text, tuple(words)


@cache
def _group_names() -> dict[str, str]:
    """Names of groups of the state, with and without their legal form, and what the group is called here."""
    rows = well_known.joined("company")
    return {formless(word)[0]: group for word, group in rows.items() if len(formless(word)[0]) > 2} | dict(rows)


def _whole_group(text: str) -> tuple[str, str] | None:
    """The group that a whole name is, where its own last word counts (大唐集团, for 大唐 alone may be another's)."""
    for form in ("有限责任公司", "有限公司", "公司", ""):
        if text.endswith(form) and (group := _group_names().get(text.removesuffix(form))):
            return group, ""
    return None


def _group(text: str, seated: bool) -> tuple[str, str]:
    """The group of the state that a name begins with, and the rest of it.

    Two characters are a group alone, before a place or a bureau (中建三局); before other characters they may be a
    brand of another's (华能达).
    """
    table = _group_names()
    for length in range(min(len(text), 14), 1, -1):
        group = table.get(text[:length])
        if not group:
            continue
        rest = text[length:].removeprefix("集团")
        known = not rest or length > 2 or seated or _BUREAU.match(rest)
        if known or where.leading(rest + "之中")[0]:
            return group, _BUREAU.sub(lambda found: found["number"] + "局", rest)
    return "", text


@cache
def trade_words() -> frozenset[str]:
    ours = (classes()[kind] for kind in ("trade", "brand", "strong"))
    return lexicon.words("link", "trade", "filler").union(*ours)


def _trades(rest: str, placed: bool) -> tuple[str, tuple[str, ...]]:
    """Brand and trades: trades are peeled off the end, longest first; without a place a brand must remain."""
    for short, canonical in synonyms("trade-short"):
        rest = rest.replace(short, canonical)
    rest = rest.replace("集团", "") if len(rest) > 3 else rest
    trades: list[str] = []
    least = 0 if placed else 2
    while step := _last_trade(rest, least):
        trades.insert(0, step)
        rest = rest.removesuffix(step)
    if len(rest) == 1 and trades:
        rest, trades = rest + trades[0], trades[1:]
    return rest, tuple(trades)


def _last_trade(rest: str, least: int) -> str:
    words = trade_words()
    for length in range(min(6, len(rest) - least), 1, -1):
        if rest[-length:] in words:
            return rest[-length:]
    return ""
