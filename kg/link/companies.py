"""When two names of companies are one company.

The law lets no two companies of one place and trade bear one brand (企业名称登记管理规定, 2020, article 17), so place,
brand and trade tell companies apart, and the legal form does not.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.organization.words import known
from kg.link import where
from kg.link.firms import Firm, firm, is_place, trade_words  # noqa: F401 - `firm` is for the examples
from kg.reference.vocabulary import common_words
from kg.text import lexicon


def _near(a: Firm, b: Firm) -> bool:
    """Whether a document of each speaks of one place, or the name of one says a place that holds the other's."""
    if any(where.holds(one, other) or where.holds(other, one) for one in a.scope for other in b.scope):
        return True
    return any(where.under(code, home) for x, y in ((a, b), (b, a)) for code in x.place | x.seat for home in y.scope)


def _places_agree(a: Firm, b: Firm) -> bool:
    """Whether the places in two names are one, or one name has none."""
    return not a.place or not b.place or bool(a.place & b.place)


def _common(brand: str) -> bool:
    """Whether a brand is a word of general use or a place: it then tells nothing outside its own place."""
    return brand in common_words() or is_place(brand) or brand in trade_words()


def unique(text: str, brand: str) -> bool:
    """Whether what a company is called is found once in the country: three characters of no word or place, or known.

    >>> unique("拓普瑞克", "拓普瑞克"), unique("金诚", "金诚"), unique("格尔木", "格尔木")
    (True, False, False)
    >>> unique("华为", "华为")
    True
    """
    return known().get(text) == "company" or (len(text) >= 3 and len(brand) >= 2 and not _common(brand))


# --- vetoes --------------------------------------------------------------------------------------------------------


def another_group(a: Firm, b: Firm) -> bool:
    """Two groups of the state.

    >>> another_group(firm("中国石油"), firm("中石化")), another_group(firm("中国石油"), firm("中石油"))
    (True, False)
    """
    return bool(a.group and b.group) and a.group != b.group


def group_and_house(a: Firm, b: Firm) -> bool:
    """A group and a house of it.

    >>> group_and_house(firm("国家电投"), firm("国家电投集团黄河公司")), group_and_house(firm("华能"), firm("中国华能"))
    (True, False)
    """
    return bool(a.group) and a.group == b.group and a.bare_group != b.bare_group


def another_branch(a: Firm, b: Firm) -> bool:
    """Branches of two places, or a company and its branch.

    >>> another_branch(firm("隆晟科技有限公司"), firm("隆晟科技有限公司曲靖分公司"))
    True
    """
    return a.branch != b.branch


def another_seat(a: Firm, b: Firm) -> bool:
    """The place in the brackets of one is not that of the other.

    >>> another_seat(firm("恒泽（南通）装备有限公司"), firm("恒泽（泰州）装备有限公司"))
    True
    >>> another_seat(firm("华能（格尔木）光伏发电有限公司"), firm("华能格尔木光伏发电有限公司"))
    False
    """
    return bool(a.seat or b.seat) and not (a.seat or a.place) & (b.seat or b.place)


def another_place(a: Firm, b: Firm) -> bool:
    """The names begin with two places.

    >>> another_place(firm("青海昆岭锂业"), firm("四川昆岭锂业")), another_place(firm("青海昆岭锂业"), firm("昆岭锂业"))
    (True, False)
    """
    return not _places_agree(a, b)


def another_trade(a: Firm, b: Firm) -> bool:
    """One brand, two trades.

    >>> another_trade(firm("昆岭锂业"), firm("昆岭铜业")), another_trade(firm("昆岭锂业"), firm("昆岭锂业科技"))
    (True, False)
    """
    shorter, longer = sorted(("".join(a.trades), "".join(b.trades)), key=len)
    return bool(shorter) and a.brand == b.brand and not longer.startswith(shorter)


def another_brand(a: Firm, b: Firm) -> bool:
    """Two registered names with two brands.

    >>> another_brand(firm("昆岭锂业有限公司"), firm("瑞岭锂业有限公司"))
    True
    """
    return a.limited and b.limited and not (a.group or b.group) and bool(a.brand and b.brand) and a.brand != b.brand


def group_and_stock_company(a: Firm, b: Firm) -> bool:
    """The group that holds a stock company, and the stock company.

    >>> group_and_stock_company(firm("云门啤酒集团有限公司"), firm("云门啤酒股份有限公司"))
    True
    """
    return any(x.grouped and not x.stock and y.stock and not y.grouped for x, y in ((a, b), (b, a)))


def group_and_member(a: Firm, b: Firm) -> bool:
    """The group of a brand, and a company of a trade that is no group.

    >>> group_and_member(firm("昆岭集团"), firm("昆岭锂业股份有限公司"))
    True
    >>> group_and_member(firm("昆岭锂业集团"), firm("昆岭锂业"))
    False
    """
    if a.group or b.group:
        return False
    return any(x.grouped and not x.trades and y.trades and not y.grouped for x, y in ((a, b), (b, a)))


# --- support -------------------------------------------------------------------------------------------------------


def registered_name(a: Firm, b: Firm) -> bool:
    """The same full name with its legal form.

    >>> registered_name(firm("瑞岭（集团）有限公司"), firm("瑞岭(集团)有限公司"))
    True
    """
    return a.name == b.name and a.limited and len(a.brand) + len(a.trades) > 0


def group_of_the_state(a: Firm, b: Firm) -> bool:
    """Two names of one group that the whole country knows.

    >>> group_of_the_state(firm("中石油"), firm("中国石油天然气集团有限公司"))
    True
    """
    return a.bare_group and b.bare_group and a.group == b.group


def same_house(a: Firm, b: Firm) -> bool:
    """One house of one group.

    >>> same_house(firm("中国移动青海分公司"), firm("中国移动通信集团青海有限公司"))
    True
    """
    place, other = a.place | a.seat, b.place | b.seat
    alike = bool(place & other) or (not place and not other)
    return bool(a.group) and a.group == b.group and alike and a.core == b.core


def house_by_its_own_name(a: Firm, b: Firm) -> bool:
    """A house of a group, and its name without the group's.

    >>> house_by_its_own_name(firm("中国石油青海油田分公司", "青海省"), firm("青海油田公司", "甘肃省"))
    True
    """
    if bool(a.group) == bool(b.group):
        return False
    house, other = (a, b) if a.group else (b, a)
    if not _near(a, b) and known().get(other.name.removesuffix("公司")) != "company":
        return False
    own = bool(house.brand) or bool(house.place and house.trades)
    return own and not other.limited and house.core == other.core and house.place == other.place


def same_name(a: Firm, b: Firm) -> bool:
    """The same name in documents of one place, or of a place that holds the other's, or one that is unique.

    >>> same_name(firm("金诚公司", "河北省保定市阜平县"), firm("金诚公司", "甘肃省酒泉市玉门市"))
    False
    """
    told = bool(a.trades or a.place or a.group) or not _common(a.brand)  # 公司 and 纺织集团 name no company
    return a.name == b.name and told and (_near(a, b) or unique(a.brand + "".join(a.trades), a.brand))


def same_core(a: Firm, b: Firm) -> bool:
    """Place, brand and trade agree; a name without a place comes from near, or its brand and trade are unique.

    >>> same_core(firm("青海昆岭锂业有限公司", "青海省西宁市"), firm("昆岭锂业", "青海省"))
    True
    >>> same_core(firm("金诚商贸公司", "河北省保定市阜平县"), firm("金诚商贸公司", "甘肃省酒泉市玉门市"))
    False
    """
    if a.core != b.core or not any(a.core) or a.group != b.group:
        return False
    if not a.trades and a.stock != b.stock:  # 柳岭 may be the group that holds 柳岭股份
        return False
    if a.place & b.place:
        return True
    if (a.place and b.place) or not a.brand or (_common(a.brand) and not a.trades):
        return False
    registered = (a.limited or b.limited) and len(a.brand) >= 3 and unique(a.brand, a.brand)
    return _near(a, b) or registered or all(known().get(x.name) == "company" for x in (a, b))


def leading_trades(a: Firm, b: Firm) -> bool:
    """One brand, and one name goes on after its trade with what any company may be called (产业发展).

    >>> leading_trades(firm("云南滇润花卉产业发展有限公司", "云南省"), firm("滇润花卉", "云南省"))
    True
    >>> leading_trades(firm("瑞岭生物科技", "云南省"), firm("瑞岭生物医药", "云南省"))
    False
    """
    shorter, longer = sorted(("".join(a.trades), "".join(b.trades)), key=len)
    if not (a.brand and shorter) or a.brand != b.brand or a.group != b.group:
        return False
    if not longer.startswith(shorter) or not _filling(longer.removeprefix(shorter)):
        return False
    alone = not (a.place or b.place) and unique(a.brand, a.brand)
    return _places_agree(a, b) and (_near(a, b) or alone)


def _filling(rest: str) -> bool:
    """Whether the end of a name is made of trades that say nothing."""
    fillers = lexicon.ordered("link", "filler")
    while step := next((word for word in fillers if rest.startswith(word)), ""):
        rest = rest.removeprefix(step)
    return not rest


def unique_brand(a: Firm, b: Firm) -> bool:
    """A brand that the country knows once, and the registered name that it opens, with no place in it.

    >>> unique_brand(firm("拓普瑞克"), firm("拓普瑞克新能源科技股份有限公司"))
    True
    >>> unique_brand(firm("拓普瑞克"), firm("青海拓普瑞克锂电池有限公司"))
    False
    """
    shorter, longer = sorted((a, b), key=lambda x: len(x.name))
    plainly = not (shorter.trades or shorter.place or longer.place or longer.seat)
    return plainly and longer.limited and a.brand == b.brand and unique(a.brand, a.brand)


def brand_and_stock(a: Firm, b: Firm) -> bool:
    """昆岭股份 for 青海昆岭锂业股份有限公司, from near.

    >>> brand_and_stock(firm("青海昆岭锂业股份有限公司", "青海省"), firm("昆岭股份", "青海省"))
    True
    """
    return _brand_near(a, b) and a.stock and b.stock and not (a.trades and b.trades)


def brand_and_group(a: Firm, b: Firm) -> bool:
    """瑞岭集团 for 瑞岭纺织集团有限公司, from near.

    >>> brand_and_group(firm("瑞岭集团", "浙江省"), firm("瑞岭纺织（集团）有限公司", "浙江省"))
    True
    """
    return _brand_near(a, b) and a.grouped and b.grouped and not (a.trades and b.trades)


def brand_and_place(a: Firm, b: Firm) -> bool:
    """昆岭公司 for the 昆岭 company whose name says the place of the document.

    >>> brand_and_place(firm("昆岭公司", "青海省"), firm("青海昆岭锂业有限公司", "青海省"))
    True
    """
    shorter, longer = sorted((a, b), key=lambda x: len(x.name))
    called = shorter.firm and not (shorter.trades or shorter.place or shorter.limited or shorter.grouped)
    return called and bool(longer.place) and _brand_near(a, b)


def _brand_near(a: Firm, b: Firm) -> bool:
    known = len(a.brand) >= 2 and a.brand == b.brand and not _common(a.brand) and not (a.group or b.group)
    return known and _places_agree(a, b) and _near(a, b)


Test = Callable[[Firm, Firm], bool]
# The order is that of precedence.
VETOES: tuple[Test, ...] = (
    another_group, group_and_house, another_branch, another_seat, another_place, another_trade, another_brand,
    group_and_stock_company, group_and_member,
)  # fmt: skip
RULES: tuple[Test, ...] = (
    registered_name, group_of_the_state, same_house, same_name, same_core, house_by_its_own_name, leading_trades,
    unique_brand, brand_and_stock, brand_and_group, brand_and_place,
)  # fmt: skip


def keys(found: Firm) -> frozenset[str]:
    """What companies that can be one share at least one of."""
    made = {f"brand {found.brand}"} if len(found.brand) > 1 else set()
    if not made or found.group:
        made |= {f"place {code} {(*found.trades, '')[0]}" for code in found.place | found.seat}
    if found.group:
        made.add(f"group {found.group}" if found.bare_group else f"house {found.group} {found.brand}{found.trades}")
    return frozenset(made or {f"name {found.name}"})
