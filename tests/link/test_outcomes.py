"""Verdicts: every bound of a target against every way to tell a result, and every reason not to compare."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import reading, target

from kg.link.outcomes import EXCEEDED, MET, MISSED, NOT_COMPARABLE, outcomes

BOUNDS = ("exact", "about", "at_least", "at_most")


@pytest.mark.parametrize(
    ("bound", "aim", "told", "result", "verdict"),
    [
        ("exact", "6%", "exact", "6%", MET),
        ("exact", "6%", "exact", "6.1%", EXCEEDED),
        ("exact", "6%", "exact", "5.9%", MISSED),
        ("at_least", "7%", "exact", "7%", MET),
        ("at_least", "7%", "exact", "8%", EXCEEDED),
        ("at_least", "300亿元", "exact", "299.8亿元", MISSED),
        ("at_most", "5.5%", "exact", "5.1%", MET),
        ("at_most", "5.5%", "exact", "5.5%", MET),
        ("at_most", "5.5%", "exact", "5.6%", MISSED),
        ("about", "6%", "exact", "5.8%", MET),
        ("about", "6%", "exact", "5.2%", MISSED),
        ("about", "6%", "exact", "7%", EXCEEDED),
        # Reports drop the zeros of round numbers: 5% is 5.0%, and short of 5.4%.
        ("exact", "5.4%", "exact", "5%", MISSED),
        # A bound of the result that points the right way is as good as a number; one that does not says too little.
        ("at_least", "250万人次", "at_least", "260万人次", EXCEEDED),
        ("exact", "21万吨", "at_least", "21万吨", MET),
        ("at_least", "260万人次", "at_least", "250万人次", NOT_COMPARABLE),
        ("at_least", "260万人次", "at_most", "270万人次", NOT_COMPARABLE),
        ("at_least", "260万人次", "at_most", "250万人次", MISSED),
        ("at_most", "5.5%", "at_most", "5%", MET),
        ("at_most", "5.5%", "at_least", "5%", NOT_COMPARABLE),
        ("at_most", "5.5%", "at_least", "6%", MISSED),
    ],
)
def test_the_bounds_decide(bound: str, aim: str, told: str, result: str, verdict: str) -> None:
    [found] = outcomes([target(aim, bound=bound), reading(result, bound=told)])
    assert found.verdict == verdict
    assert (found.difference is None) == (verdict == NOT_COMPARABLE)


@pytest.mark.parametrize(
    ("fields", "aim", "result", "verdict"),
    [
        ({"lower": True, "measure": "level"}, "5.5%", "5.1%", EXCEEDED),
        ({"lower": True, "measure": "level"}, "5.5%", "5.9%", MISSED),
        ({"lower": True, "measure": "decline"}, "3%", "3.4%", EXCEEDED),
        ({"measure": "rank"}, "10位", "8位", EXCEEDED),
        ({"measure": "rank"}, "10位", "12位", MISSED),
    ],
)
def test_less_is_better_for_some(fields: dict[str, object], aim: str, result: str, verdict: str) -> None:
    [found] = outcomes([target(aim, **fields), reading(result, **fields)])
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("result", "zh", "en"),
    [
        ({"measure": "level", "text": "126亿元"}, "增长率", "level"),
        ({"text": "5亿元", "unit": "亿元"}, "单位不同", "units differ"),
        ({"period": "2024-H1"}, "一部分", "part of the period"),
    ],
)
def test_what_cannot_be_compared_says_why(result: dict[str, object], zh: str, en: str) -> None:
    [found] = outcomes([target(), replace(reading(), **result)])  # type: ignore[arg-type]
    assert found.verdict == NOT_COMPARABLE
    assert zh in found.reason[0] and en in found.reason[1]


def test_what_came_on_top_is_not_held_against_what_there_is_in_all() -> None:
    farms = {"indicator": "fields", "known": False, "measure": "level"}
    aim, total = target("2万亩", added=True, **farms), reading("35万亩", **farms)
    [found] = outcomes([aim, total])
    assert found.verdict == NOT_COMPARABLE and "新增量" in found.reason[0]
    [held] = outcomes([aim, total, reading("2.1万亩", added=True, **farms)])
    assert held.verdict == EXCEEDED
    # What everybody knows means one thing, whichever verb stands before it.
    [known] = outcomes([target("3000人", added=True, measure="level"), reading("3200人", measure="level")])
    assert known.verdict == EXCEEDED


def test_results_that_contradict_each_other_give_no_verdict_unless_it_is_the_same() -> None:
    [torn] = outcomes([target("6%"), reading("5.8%"), reading("6.2%", document="b.txt")])
    assert torn.verdict == NOT_COMPARABLE and "5.8%" in torn.reason[0]
    [sure] = outcomes([target("6%"), reading("6.3%"), reading("6.5%", document="b.txt")])
    assert (sure.verdict, len(sure.results)) == (EXCEEDED, 2)


def test_of_results_that_fit_the_exact_one_counts() -> None:
    [found] = outcomes([target("21万吨"), reading("21万吨", bound="at_least"), reading("21.4万吨", document="b.txt")])
    assert (found.verdict, found.results[0].text) == (EXCEEDED, "21.4万吨")


@pytest.mark.parametrize("field", ["place", "indicator", "period"])
def test_another_frame_is_another_thing(field: str) -> None:
    assert outcomes([target(), reading(**{field: "2023"})]) == []


def test_a_target_is_no_result() -> None:
    assert outcomes([target("6%"), target("7%", document="b.txt")]) == []


@given(st.sampled_from(BOUNDS), st.integers(1, 10**6), st.integers(1, 10**6), st.booleans())
def test_a_better_result_never_gets_a_worse_verdict(bound: str, aim: int, result: int, lower: bool) -> None:
    grades = {MISSED: 0, MET: 1, EXCEEDED: 2}
    goal = target(f"{aim}亿元", bound=bound, measure="level", lower=lower)
    less_is_better = lower if bound in ("exact", "about") else bound == "at_most"

    def grade(value: Decimal) -> int:
        return grades[outcomes([goal, reading(f"{value}亿元", measure="level", lower=lower)])[0].verdict]

    step = Decimal(-1 if less_is_better else 1)
    if result + step > 0:
        assert grade(Decimal(result)) <= grade(result + step)
