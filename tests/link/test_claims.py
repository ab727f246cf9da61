"""Contradictions and confirmations: what clashes, what only looks so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from readings import event, reading

from kg.link.claims import agreements, confirmations, contradictions, reversals
from kg.link.lifelines import lifelines


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({"text": "6.3%"}, {"text": "6.5%"}, True),
        ({"text": "126.3亿元"}, {"text": "126亿元"}, False),
        ({"text": "126.6亿元"}, {"text": "126亿元"}, True),
        ({"text": "21万吨", "bound": "at_least"}, {"text": "21.4万吨"}, False),
        ({"text": "21万吨", "bound": "at_least"}, {"text": "20万吨"}, True),
        ({"text": "6%", "bound": "about"}, {"text": "6.2%"}, False),
        ({"text": "6%", "bound": "at_most"}, {"text": "7%", "bound": "at_least"}, True),
    ],
)
def test_numbers_clash_where_no_value_fits_both(one: dict[str, str], other: dict[str, str], clash: bool) -> None:
    found = contradictions([reading(**one), reading(**other, document="b.txt")])  # type: ignore[arg-type]
    assert bool(found) == clash


def test_a_contradiction_lists_its_claims_and_nothing_else() -> None:
    low, high, vague = (
        reading("6.3%"),
        reading("6.5%", document="b.txt"),
        reading("6%", bound="at_least", document="c.txt"),
    )
    [found] = contradictions([low, high, vague])
    assert found.claims == (low.iri, high.iri)
    assert found.reason == (
        "数值不一致：6.3%（a.txt）、6.5%（b.txt）",
        "the values differ: 6.3%（a.txt）, 6.5%（b.txt）",
    )


@pytest.mark.parametrize("frame", ["place", "period", "measure", "status", "unit", "indicator"])
def test_another_frame_is_no_contradiction(frame: str) -> None:
    assert contradictions([reading("6.3%"), reading("6.5%", **{"document": "b.txt", frame: "2023"})]) == []


def test_two_numbers_of_one_document_are_two_things() -> None:
    rank, former = reading("9位"), reading("13位")
    assert contradictions([rank, former]) == []
    # What fits one of them is no contradiction either.
    assert contradictions([rank, former, reading("13位", document="b.txt")]) == []
    assert contradictions([rank, former, reading("11位", document="b.txt")])


def test_a_name_that_says_little_is_not_compared() -> None:
    few = {"name": "居民", "known": False}
    assert contradictions([reading("362人", **few), reading("4500人", document="b.txt", **few)]) == []
    telling = {"name": "新建高标准农田", "known": False}
    assert contradictions([reading("3万吨", **telling), reading("4万吨", document="b.txt", **telling)])
    # Two numbers in one document are two stretches of road, or two fields.
    assert contradictions([reading("3万吨", **telling), reading("4万吨", **telling)]) == []


def test_confirmations_cross_documents() -> None:
    one, same, other = reading("6.2%"), reading("6.2%"), reading("6.2%", document="b.txt")
    assert confirmations([one, same, other]) == [(other.iri, one.iri), (other.iri, same.iri)]
    assert confirmations([one, reading("6.2%", document="b.txt", bound="at_least")]) == []


def test_what_many_documents_say_is_a_chain() -> None:
    said = [reading("6.2%", document=f"{number:03}.txt") for number in range(500)]
    assert confirmations(said) == [(later.iri, earlier.iri) for earlier, later in pairwise(said)]
    # One that says otherwise stands apart, and parts none.
    one, other, again = said[0], reading("7%", document="001.txt"), said[2]
    assert confirmations([one, other, again]) == [(again.iri, one.iri)]
    steps = [event("started", document=f"{number:03}.txt") for number in range(500)]
    assert agreements(steps) == [(later.iri, earlier.iri) for earlier, later in pairwise(steps)]


def test_two_documents_may_tell_one_stage() -> None:
    one, other = event("started"), event("started", document="b.txt")
    assert agreements([one, event("started"), other, event("completed", document="b.txt")])[0] == (other.iri, one.iri)
    assert agreements([one, event("started", "2025", document="b.txt"), event("started", project="公路")]) == []


def test_what_is_built_is_not_planned_again() -> None:
    built, planned = event("completed", "2023"), event("planned", "2024", document="b.txt")
    [found] = reversals(lifelines([built, planned]))
    assert found.claims == (built.iri, planned.iri)
    assert reversals(lifelines([event("planned", "2023"), event("completed", "2024")])) == []
