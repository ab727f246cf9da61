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


FARMS = {"indicator": "fields", "name": "高标准农田", "known": False, "measure": "level"}
FIRMS = {"indicator": "firms", "name": "企业", "known": False, "measure": "level"}


def test_what_came_on_top_is_not_held_against_what_there_is_in_all() -> None:
    aim, total = target("2万亩", added=True, **FARMS), reading("35万亩", **FARMS)
    assert outcomes([aim, total]) == []
    [held] = outcomes([aim, total, reading("2.1万亩", added=True, **FARMS)])
    assert held.verdict == EXCEEDED


def test_of_a_name_that_says_little_the_clauses_have_to_tell_the_same_doing() -> None:
    aim = target("15位", clause="引进", **FIRMS)
    others = [reading("6位", clause="投产", **FIRMS), reading("78位", clause="享受优惠政策", **FIRMS)]
    assert outcomes([aim, *others]) == []
    [held] = outcomes([aim, *others, reading("4位", clause="引进博远等入驻园区", **FIRMS)])
    assert (held.verdict, [result.text for result in held.results]) == (MISSED, ["4位"])


def test_other_names_are_compared_or_left_alone() -> None:
    assert outcomes([target("2万亩", **FARMS), reading("5%", **FARMS | {"measure": "growth"})]) == []


@pytest.mark.parametrize(
    ("result", "bound", "verdict"),
    [
        ("8.7%", "exact", EXCEEDED),
        ("8.7%", "about", EXCEEDED),
        ("8.5%", "exact", MET),
        ("8%", "exact", MET),
        ("1.5%", "exact", MISSED),
        ("8.2%", "at_least", MET),
        ("7%", "at_least", NOT_COMPARABLE),
        ("7%", "at_most", MISSED),
    ],
)
def test_the_two_ends_of_a_range_are_one_target(result: str, bound: str, verdict: str) -> None:
    ends = [target("8%", bound="at_least", at=5), target("8.5%", bound="at_most", at=5)]
    found = outcomes([*ends, reading(result, bound=bound)])
    assert [outcome.target for outcome in found] == ends
    assert {outcome.verdict for outcome in found} == {verdict}
    if verdict != NOT_COMPARABLE:
        assert all("8%至8.5%" in outcome.reason[0] for outcome in found)


def test_within_a_range_less_is_better_for_some() -> None:
    ends = [target("3%", bound="at_least", lower=True), target("3.5%", bound="at_most", lower=True)]
    verdicts = {told: outcomes([*ends, reading(told, lower=True)])[0].verdict for told in ("2.8%", "3.2%", "3.6%")}
    assert verdicts == {"2.8%": EXCEEDED, "3.2%": MET, "3.6%": MISSED}


def test_a_mean_over_years_is_not_missed_by_one_of_them() -> None:
    aim = target("12%", bound="at_least", period="2022-2026", yearly=True)
    [one_year] = outcomes([aim, reading("185亿元", period="2026", measure="level"), reading("6.2%", period="2026")])
    assert one_year.verdict == NOT_COMPARABLE and "2026" in one_year.reason[0]
    assert [result.text for result in one_year.results] == ["6.2%"]
    [in_all] = outcomes([aim, reading("45%", period="2022-2026")])
    assert in_all.verdict == NOT_COMPARABLE and "年均" in in_all.reason[0]
    [held] = outcomes([aim, reading("11%", period="2022-2026", yearly=True)])
    assert held.verdict == MISSED


@pytest.mark.parametrize("period", ["2020-2024", "2022-2023", "2023"])
def test_what_is_told_of_more_years_or_of_others_is_no_result(period: str) -> None:
    assert outcomes([target(period="2024"), reading(period=period)]) == []


def test_the_whole_is_told_before_its_parts() -> None:
    money = {"measure": "level", "indicator": "investment"}
    goals = [target("300亿元", at=10, **money), target("150亿元", at=90, **money)]
    told = [reading("200亿元", bound="at_least", at=20, **money), reading("229亿元", at=30, **money)]
    part = reading("154亿元", at=400, **money)
    [found] = outcomes([*goals, *told, part])
    assert (found.target, [result.text for result in found.results]) == (goals[0], ["229亿元"])


def test_counts_of_one_document_that_cannot_be_told_apart_are_no_results() -> None:
    counts = [reading(text, clause="新开工", **FIRMS) for text in ("9位", "136位")]
    assert outcomes([target("8位", clause="新开工", **FIRMS), *counts]) == []


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
