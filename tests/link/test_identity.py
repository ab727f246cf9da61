"""When two names are one thing: pairs of made-up names, with the floors that the judges must keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.link import bodies, companies, organizations, project_rules, projects
from kg.link.names import Judgement, Thing
from kg.reference import ontology
from kg.reference.terms import number

PAIRS = Path(__file__).parent / "pairs.tsv"
JUDGES = {"organization": organizations, "project": projects}
PRECISION, RECALL = 0.99, 0.85


@dataclass(frozen=True)
class Pair:
    kind: str
    a: Thing
    b: Thing
    same: bool
    note: str
    set: str

    def judged(self) -> Judgement:
        return JUDGES[self.kind].judge(self.a, self.b)


def quantity(text: str) -> tuple[Decimal, str]:
    """The canonical value and the unit's IRI of `30万千瓦`, as the graph holds them."""
    at = next(i for i, letter in enumerate(text) if letter not in "0123456789.×")
    value, unit = number(text[:at]), ontology.unit(text[at:])
    assert value is not None and unit is not None, text
    return value * unit.multiplier, unit.canonical.value


def thing(iri: str, name: str, details: str) -> Thing:
    fields = dict(item.split("=", 1) for item in details.split("; ") if item)
    lists = {key: tuple(value.split("、")) for key, value in fields.items()}
    return Thing(
        iri,
        (name, *lists.get("names", ())),
        fields.get("type", ""),
        tuple(sorted(lists.get("scope", ()))),
        lists.get("places", ()),
        lists.get("owners", ()),
        tuple(quantity(item) for item in lists.get("capacities", ())),
        tuple(quantity(item)[0] for item in lists.get("investments", ())),
    )


def pairs() -> Iterator[Pair]:
    header, *rows = PAIRS.read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == ["kind", "a", "details a", "b", "details b", "verdict", "note", "set"]
    for row in rows:
        kind, a, of_a, b, of_b, verdict, note, group = row.split("\t")
        assert verdict in ("same", "different"), row
        yield Pair(kind, thing("a", a, of_a), thing("b", b, of_b), verdict == "same", note, group)


ALL = list(pairs())


def test_there_are_enough_pairs_of_both_kinds_and_verdicts() -> None:
    assert len(ALL) >= 250
    for kind in JUDGES:
        for same in (True, False):
            assert sum(pair.kind == kind and pair.same == same for pair in ALL) >= 50


@pytest.mark.parametrize("kind", JUDGES)
def test_the_judges_keep_the_floors(kind: str) -> None:
    own = [pair for pair in ALL if pair.kind == kind]
    joined = [pair for pair in own if pair.judged().same]
    right = sum(pair.same for pair in joined)
    wrong = [f"{pair.a.names[0]} / {pair.b.names[0]}: {pair.judged().rule}" for pair in joined if not pair.same]
    missed = [
        f"{pair.a.names[0]} / {pair.b.names[0]}: {pair.judged().rule}"
        for pair in own
        if pair.same and pair not in joined
    ]
    assert right / len(joined) >= PRECISION, wrong
    assert right / sum(pair.same for pair in own) >= RECALL, missed


def test_the_order_of_two_things_does_not_matter() -> None:
    for pair in ALL:
        assert pair.judged() == JUDGES[pair.kind].judge(pair.b, pair.a), pair


def test_every_rule_decides_some_pair() -> None:
    told = {pair.judged().rule for pair in ALL}
    tests = (
        *companies.VETOES,
        *companies.RULES,
        *bodies.VETOES,
        *bodies.RULES,
        *project_rules.VETOES,
        *project_rules.RULES,
    )
    names = {test.__name__.replace("_", "-") for test in tests}
    assert told - {"no-rule", "another-kind"} <= names
    assert names <= told, names - told


def test_things_that_are_one_share_a_key() -> None:
    apart = [
        pair.a.names[0] + " / " + pair.b.names[0]
        for pair in ALL
        if pair.judged().same and not JUDGES[pair.kind].keys(pair.a) & JUDGES[pair.kind].keys(pair.b)
    ]
    assert not apart


BRANDS = st.sampled_from(("昆岭", "瑞泽", "旭川", "拓普瑞克", "云汐"))
TRADES = st.sampled_from(("锂业", "新能源", "生物科技", "装备制造", "光伏科技"))
FORMS = st.sampled_from(("有限公司", "有限责任公司", "股份有限公司", "集团有限公司", "（集团）有限公司"))
HERE = "青海省海西蒙古族藏族自治州格尔木市"
NUMBERS = ("一", "二", "三", "1", "2", "3")


@given(BRANDS, TRADES, FORMS)
def test_a_company_is_found_by_brand_and_trade_near_its_place(brand: str, trade: str, form: str) -> None:
    full = Thing("a", (f"青海{brand}{trade}{form}",), scope=("青海省",))
    short = Thing("b", (f"{brand}{trade}",), scope=(HERE,))
    assert organizations.judge(full, short).same
    assert organizations.keys(full) & organizations.keys(short)


@given(BRANDS, BRANDS, TRADES, TRADES, FORMS)
def test_companies_of_two_brands_or_trades_are_two(a: str, b: str, one: str, other: str, form: str) -> None:
    first = Thing("a", (f"青海{a}{one}{form}",), scope=(HERE,))
    second = Thing("b", (f"青海{b}{other}{form}",), scope=(HERE,))
    assert organizations.judge(first, second).same == ((a, one) == (b, other))


@given(BRANDS, st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.sampled_from(("期", "批", "标段", "号机组")))
def test_two_numbers_are_two_projects(brand: str, one: str, other: str, kind: str) -> None:
    a, b = (Thing(at, (f"{brand}热电厂第{number}{kind}",), scope=(HERE,)) for at, number in (("a", one), ("b", other)))
    assert projects.judge(a, b).same == (NUMBERS.index(one) % 3 == NUMBERS.index(other) % 3)


@given(BRANDS, st.integers(1, 900), st.integers(1, 900))
def test_a_capacity_is_one_in_every_unit(brand: str, one: int, other: int) -> None:
    a = Thing("a", (f"{brand}{one * 10}兆瓦光伏项目",), scope=(HERE,))
    b = Thing("b", (f"{brand}{other}万千瓦光伏发电工程",), scope=(HERE,))
    assert projects.judge(a, b).same == (one == other)


@given(
    st.text("昆岭青海市县格尔木一二期光伏万千瓦300MW公司集团有限（）()-至·“” 　", max_size=14),
    st.sampled_from(list(JUDGES)),
)
def test_any_text_is_judged(name: str, kind: str) -> None:
    judge = JUDGES[kind]
    thing, other = (Thing(iri, (name,), scope=(HERE,), owners=("", name)) for iri in ("a", "b"))
    judge.judge(thing, other)
    for unlike in ("南岭水库", "G331", "昆岭锂业有限公司", "市人民医院"):
        assert unlike in name or not judge.judge(thing, Thing("c", (unlike,), scope=(HERE,))).same
    assert judge.keys(thing) == judge.keys(other)
