"""When two names are one thing: pairs of made-up names, with the floors that the judges must keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from kg.link import organizations, projects
from kg.link.names import Judgement, Thing
from kg.rdf import ontology
from kg.rdf.terms import number

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


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: f"{pair.a.names[0]}-{pair.b.names[0]}")
def test_the_order_of_two_things_does_not_matter(pair: Pair) -> None:
    assert JUDGES[pair.kind].judge(pair.a, pair.b).same == JUDGES[pair.kind].judge(pair.b, pair.a).same


def test_things_that_are_one_share_a_key() -> None:
    apart = [
        pair.a.names[0] + " / " + pair.b.names[0]
        for pair in ALL
        if pair.judged().same and not JUDGES[pair.kind].keys(pair.a) & JUDGES[pair.kind].keys(pair.b)
    ]
    assert not apart
