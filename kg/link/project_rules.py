"""What speaks against two namings being one project, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

from kg.extract.organization.words import known
from kg.link import companies, where
from kg.link.firms import Firm, firm, formless, is_place
from kg.link.names import Thing
from kg.link.undertakings import Undertaking, Work, crossing, generic, plural, short_lines, undertaking
from kg.reference import well_known
from kg.reference.units import canonical
from kg.text import lexicon
from kg.text.tokens import cut


def _of(name: str, *scope: str) -> Undertaking:
    """A project known by its name alone, for the examples."""
    return undertaking(Thing("", (name,), scope=scope))


# --- vetoes --------------------------------------------------------------------------------------------------------


def another_number(a: Undertaking, b: Undertaking) -> bool:
    """Another phase, batch, section, terminal, unit or year; a part and the whole, too.

    A year on one side alone tells nothing.

    >>> another_number(_of("南岭电厂1号机组"), _of("南岭电厂2号机组")), another_number(_of("园区首期"), _of("园区一期"))
    (True, False)
    >>> another_number(_of("2024年南岭农田"), _of("南岭农田")), another_number(_of("南岭园区一期"), _of("南岭园区"))
    (False, True)
    """
    return all(_numbers_differ(x, y) for x in a.names for y in b.names)


def _numbers_differ(x: Work, y: Work) -> bool:
    years, others = ({mark for mark in x.marks if mark.endswith("年")} for x in (x, y))
    if years and others and years != others:
        return True
    return x.marks - years != y.marks - others


def another_road(a: Undertaking, b: Undertaking) -> bool:
    """Roads of two numbers.

    >>> another_road(_of("G109线改造"), _of("G315线改造")), another_road(_of("国道315线改造"), _of("G315改造"))
    (True, False)
    """
    roads, others = ({road for name in x.names for road in name.roads} for x in (a, b))
    return bool(roads and others) and roads != others


def another_capacity(a: Undertaking, b: Undertaking) -> bool:
    """Capacities in one unit, none of which agree; lengths and areas may differ by a fiftieth, as measured again.

    >>> another_capacity(_of("南岭300MW光伏"), _of("南岭50万千瓦光伏"))
    True
    >>> another_capacity(_of("南岭300MW光伏"), _of("南岭30万千瓦光伏"))
    False
    """
    return any(
        not any(_equal(one, other, unit) for one in a.sizes[unit] for other in b.sizes[unit])
        for unit in a.sizes
        if unit in b.sizes
    )


def _equal(one: Decimal, other: Decimal, unit: str) -> bool:
    return abs(one - other) * 50 <= max(one, other) if unit in _measured() else one == other


@cache
def _measured() -> frozenset[str]:
    """The units of lengths and areas."""
    return frozenset((canonical("米"), canonical("平方米")))


def another_place(a: Undertaking, b: Undertaking) -> bool:
    """Two counties, prefectures or provinces; a line runs through many, whatever document names it.

    >>> another_place(_of("南岭水库", "青海省西宁市"), _of("南岭水库", "湖南省郴州市"))
    True
    >>> another_place(_of("西成铁路", "青海省西宁市"), _of("西成铁路", "四川省成都市"))
    False
    """
    if not a.areas or not b.areas or _meet(a, b):
        return False
    return (a.located and b.located) or not (_is_line(a) and _is_line(b))


def _meet(a: Undertaking, b: Undertaking) -> bool:
    """Whether some place of one is, holds or lies in one of the other's."""
    return any(where.holds(one, other) or where.holds(other, one) for one in a.areas for other in b.areas)


def _is_line(a: Undertaking) -> bool:
    return any(crossing(name.core) for name in a.names)


def another_work(a: Undertaking, b: Undertaking) -> bool:
    """Another work on the same thing: building it, extending it, moving it, repairing it.

    >>> another_work(_of("南岭水库"), _of("南岭水库除险加固工程")), another_work(_of("医院迁建"), _of("医院整体迁建"))
    (True, False)
    """
    return all(x.works != y.works for x in a.names for y in b.names)


def another_owner(a: Undertaking, b: Undertaking) -> bool:
    """Owners that are two companies, where the names say nothing but the kind.

    >>> here = ("青海省",)
    >>> one = undertaking(Thing("", ("光伏项目",), scope=here, owners=("昆岭能源公司",)))
    >>> other = undertaking(Thing("", ("光伏项目",), scope=here, owners=("旭泽能源公司",)))
    >>> another_owner(one, other)
    True
    """
    if not a.owners or not b.owners or not all(generic(name.core) for name in (*a.names, *b.names)):
        return False
    return not _owners_agree(a, b)


def _owners_agree(a: Undertaking, b: Undertaking) -> bool:
    return any(_one_owner(one, other) for one in a.owners for other in b.owners)


@lru_cache(8192)
def _one_owner(one: Firm, other: Firm) -> bool:
    if any(veto(one, other) for veto in companies.VETOES):
        return False
    return one.name == other.name or any(rule(one, other) for rule in companies.RULES)


# --- support -------------------------------------------------------------------------------------------------------


def same_core(a: Undertaking, b: Undertaking) -> bool:
    """What is left of both names is one, and says more than the kind of thing.

    >>> same_core(_of("云门石化产业园建设项目", "辽宁省"), _of("“云门”石化产业园", "辽宁省盘锦市"))
    True
    >>> same_core(_of("云门石化产业园", "辽宁省"), _of("云门石化研发中心", "辽宁省"))
    False
    """
    return any(x == y and _specific(x) for x, y in _cores(a, b)) and (_meet(a, b) or _crosses(a, b))


def same_title(a: Undertaking, b: Undertaking) -> bool:
    """One name but for 项目, 工程 or 建设, told of one place, where the place has one of the kind.

    >>> here = ("江苏省",)
    >>> same_title(_of("入海水道工程", *here), _of("入海水道", *here))
    True
    >>> same_title(_of("光伏", *here), _of("光伏项目", *here))
    False
    """
    one_scope = not set(a.scope).isdisjoint(b.scope)
    return one_scope and any(x.title == y.title and _telling(x.core) for x, y in _named(a, b))


def _specific(core: str) -> bool:
    return len(core) > 1 and not generic(core)


def _crosses(a: Undertaking, b: Undertaking) -> bool:
    """Whether both are a line that documents of several provinces name."""
    return _is_line(a) and _is_line(b) and not any(name.works for name in (*a.names, *b.names))


def _cores(a: Undertaking, b: Undertaking) -> Iterator[tuple[str, str]]:
    """The cores of all pairs of names that may be one."""
    for x, y in _named(a, b):
        yield from dict.fromkeys(((x.core, y.core), (x.whole, y.whole), (x.core, y.whole), (x.whole, y.core)))


def _named(a: Undertaking, b: Undertaking) -> Iterator[tuple[Work, Work]]:
    """All pairs of names between which no number and no work stands."""
    return ((x, y) for x in a.names for y in b.names if not _numbers_differ(x, y) and x.works == y.works)


def owner_and_core(a: Undertaking, b: Undertaking) -> bool:
    """The owner stands in one name and beside the other, or beside both.

    >>> here = ("青海省",)
    >>> beside = undertaking(Thing("", ("20万千瓦光伏项目",), scope=here, owners=("青海昆岭新能源有限公司",)))
    >>> owner_and_core(_of("昆岭新能源20万千瓦光伏项目", *here), beside), owner_and_core(_of("光伏项目", *here), beside)
    (True, False)
    """
    if not _meet(a, b) or (a.owners and b.owners and not _owners_agree(a, b)):
        return False
    one, other, home = _openings(a), _openings(b), (*a.scope, *b.scope)[0]
    return any(_owned(x, y, one, other, home) for x, y in _cores(a, b))


def _openings(a: Undertaking) -> frozenset[str]:
    return frozenset(front for owner in a.owners for front in fronts(owner))


def _owned(x: str, y: str, of_x: frozenset[str], of_y: frozenset[str], home: str) -> bool:
    """Whether two cores are one without their owners, where each has an owner or what is left says enough."""
    bare = (without(core, of_x | of_y) for core in (x, y))
    left, right = (unmodified(where.leading(core, home, local=True)[1]) for core in bare)
    if left != right or not (of_x or of_y):
        return False
    known = bool(of_x or x.startswith(tuple(of_y))), bool(of_y or y.startswith(tuple(of_x)))
    return all(known) or _specific(left)


def fronts(owner: Firm) -> tuple[str, ...]:
    """The forms in which an owner opens the name of its project."""
    whole = owner.brand + "".join(owner.trades)
    forms = (
        whole,
        owner.brand + "".join(owner.trades[:1]),
        owner.brand,
        owner.group,
        owner.name,
        formless(owner.name)[0],
    )
    return tuple(form for form in forms if len(form) > 1)


def without(core: str, owners: frozenset[str]) -> str:
    front = max((owner for owner in owners if core.startswith(owner) and len(core) > len(owner)), key=len, default="")
    return core.removeprefix(front)


def kind_of_one_place(a: Undertaking, b: Undertaking) -> bool:
    """One kind of thing in one county, which has one of it, or whose capacity, sum or owner agrees.

    >>> here = "青海省海西蒙古族藏族自治州格尔木市"
    >>> kind_of_one_place(_of("市污水处理厂", here), _of("格尔木污水处理厂项目", here))
    True
    >>> kind_of_one_place(_of("光伏项目", here), _of("格尔木光伏项目", here))
    False
    """
    here = _counties(a) & _counties(b) or _named_places(a) & _named_places(b)
    if not here or not any(x == y and len(x) > 1 for x, y in _cores(a, b)):
        return False
    return _supported(a, b) or any(x == y and _telling(x) for x, y in _cores(a, b))


@lru_cache(8192)
def _telling(core: str) -> bool:
    """Whether a county has one such thing: it is no kind of many, or has words before it that are no trade or many."""
    if not plural(core):
        return len(core) > 2
    if len(core) > 5:
        return True
    tail = next(word for word in lexicon.ordered("link", "plural") if core.endswith(word))
    front = core.removesuffix(tail)
    trades = (
        lexicon.words("industry", "field", "product")
        | lexicon.words("link", "trade", "filler")
        | lexicon.words("link", "modifier")
    )
    return len(front) > 3 and not all(token.text in trades for token in cut(front))


def _counties(a: Undertaking) -> set[str]:
    """The counties, or cities and prefectures where no county is known, in which a project lies."""
    return {where.county(area) or area for area in a.areas if len(where.chain(area)) > 1}


def _named_places(a: Undertaking) -> frozenset[str]:
    """The divisions that the names say, a province too (省博物馆新馆)."""
    return frozenset(code for name in a.names if len(name.place) == 1 for code in name.place)


def _supported(a: Undertaking, b: Undertaking) -> bool:
    sizes = any(_odd(size, unit) for unit in a.sizes for size in a.sizes[unit] & b.sizes.get(unit, frozenset()))
    # The other has the same marks, or would have been vetoed.
    numbered = any(mark.endswith(("号线", "第", "段")) for name in a.names for mark in name.marks)
    return sizes or numbered or bool(a.sums & b.sums) or _owners_agree(a, b)


def _odd(size: Decimal, unit: str) -> bool:
    """Whether a capacity tells a project: two digits that are no round number, and no voltage, which lines share."""
    return len(size.normalize().as_tuple().digits) > 1 and unit != canonical("千伏")


def line_by_its_ends(a: Undertaking, b: Undertaking) -> bool:
    """西宁至成都铁路 and 西成铁路, where a document of both speaks of one place.

    >>> line_by_its_ends(_of("西宁至成都铁路", "青海省"), _of("西成铁路", "青海省西宁市"))
    True
    """
    return _meet(a, b) and any(y in short_lines(x) or x in short_lines(y) for x, y in _cores(a, b))


def same_road(a: Undertaking, b: Undertaking) -> bool:
    """A road that is called by its number, and no work on it.

    >>> same_road(_of("G331", "吉林省"), _of("国道331线", "吉林省")), same_road(_of("G331"), _of("南岭水库"))
    (True, False)
    """
    roads, others = ({road for name in x.names for road in name.roads} for x in (a, b))
    bare = any(x == y and len(x) < 3 for x, y in _cores(a, b))
    return bare and bool(roads) and roads == others and _meet(a, b) and not any(name.works for name in a.names)


def more_before(a: Undertaking, b: Undertaking) -> bool:
    """One name says the river, town, zone or well-known owner before what the other begins with.

    >>> more_before(_of("沧江新集枢纽", "湖北省"), _of("新集枢纽工程", "湖北省"))
    True
    >>> more_before(_of("沧江船闸", "湖北省"), _of("船闸", "湖北省")), more_before(_of("大新集枢纽"), _of("新集枢纽"))
    (False, False)
    """
    county = bool(_counties(a) & _counties(b))
    return _meet(a, b) and any(_under_area(*sorted(pair, key=len), county) for pair in _cores(a, b))


_AREAS = (*"江河湖山湾岛镇乡村区州县市旗盟港", "街道", "园区", "新城", "流域")


@lru_cache(8192)
def _under_area(short: str, long: str, county: bool) -> bool:
    front = long.removesuffix(short)
    if not (len(short) > 3 and len(long) > len(front) > 1):
        return False
    if not generic(short):
        owner = known().get(front) == "company" or bool(firm(front).bare_group)
        return owner or front.endswith(_AREAS) or is_place(front) or _of_places(front)
    return county and len(short) > 6 and _of_places(front) and not _modifying(front)


def _of_places(front: str) -> bool:
    """Whether what stands before a name is made of landscapes and words that any project may have (柴达木|绿色)."""
    return all(token.text in well_known.places() or _modifying(token.text) for token in cut(front))


def _modifying(text: str) -> bool:
    """Whether a stretch is made of words that any project may have."""
    return all(token.text in lexicon.words("link", "modifier") | {"中国"} for token in cut(text))


def whole_at_end(a: Undertaking, b: Undertaking) -> bool:
    """One name ends with the whole other, which is long and has a word of its own.

    >>> whole_at_end(_of("三大航空公司云门货运转运中心枢纽", "湖北省"), _of("云门货运转运中心枢纽", "湖北省"))
    True
    >>> whole_at_end(_of("岚山至云门货运转运中心枢纽", "湖北省"), _of("云门货运转运中心枢纽", "湖北省"))
    False
    """
    return _meet(a, b) and any(_at_end(*sorted((x.whole, y.whole), key=len)) for x, y in _named(a, b))


def _at_end(short: str, long: str) -> bool:
    front = long.removesuffix(short)
    return len(short) > 8 and 1 < len(front) < len(long) and front[-1] not in "至到及和与" and _specific(short)


def word_more(a: Undertaking, b: Undertaking) -> bool:
    """The names differ in words that any project may have in it.

    >>> word_more(_of("汇信半导体封测项目", "江苏省"), _of("汇信半导体先进封测项目", "江苏省"))
    True
    >>> word_more(_of("汇信半导体封测项目", "江苏省"), _of("汇信半导体材料封测项目", "江苏省"))
    False
    """
    return _meet(a, b) and any(_alike(x, y) for x, y in _cores(a, b))


def _alike(x: str, y: str) -> bool:
    bare = unmodified(x)
    return bare == unmodified(y) and len(bare) > 3 and _specific(bare)


@lru_cache(8192)
def unmodified(core: str) -> str:
    """A core without the words that any project may have in it.

    >>> unmodified("汇信半导体先进封测")
    '汇信半导体封测'
    """
    return "".join(token.text for token in cut(core) if token.text not in lexicon.words("link", "modifier"))


Test = Callable[[Undertaking, Undertaking], bool]
# The order is that of precedence.
VETOES: tuple[Test, ...] = (
    another_number, another_road, another_capacity, another_place, another_work, another_owner,
)  # fmt: skip
RULES: tuple[Test, ...] = (
    same_core,
    same_title,
    owner_and_core,
    kind_of_one_place,
    line_by_its_ends,
    same_road,
    more_before,
    whole_at_end,
    word_more,
)
