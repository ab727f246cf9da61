"""The judge behind the rules: sums of whole numbers, probabilities, reasons, and what is set aside."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.extract.confidence import judge, judged
from kg.extract.document import extract, found
from kg.model import Document, Facts, Origin, Told

WEIGHTS = {
    ("observation", "always"): judge.Weight(100, 0, 0),
    ("observation", "unit=money"): judge.Weight(50, 120, 20),
    ("observation", "gap=20"): judge.Weight(-300, -250, 1),
    ("observation", "depth=1"): judge.Weight(0, -30, 5),
    ("observation", "role=review"): judge.Weight(0, 200, 99),
    ("project", "unit=money"): judge.Weight(-999, -999, 10),
}
TEXT = "一、2024年工作回顾\n全市地区生产总值421.17亿元，同比增长5.6%。新建高标准农田1.58万亩。松沟大桥建成通车。\n"


def _document(text: str, title: str = "", kind: str = "report") -> Document:
    told = (Told(value, Origin("manifest")) for value in (title, "西岭县", "2024", kind, ""))
    title, place, year, kind, date = told
    return Document("a.txt", text, "", title, place, year, kind, date)


def test_a_verdict_is_the_sum_of_what_speaks() -> None:
    told = judge.verdict("observation", ("unit=money", "depth=1", "never-seen"), WEIGHTS)
    assert told == judge.Verdict(judge.probability(150), judge.probability(90), ("+unit=money", "-depth=1"))


def test_what_almost_every_fact_has_is_no_strong_reason() -> None:
    told = judge.verdict("observation", ("unit=money", "role=review"), WEIGHTS)
    assert told.reasons == ("+unit=money", "+role=review")


def test_what_is_hardly_a_fact_is_hardly_right() -> None:
    told = judge.verdict("observation", ("gap=20",), WEIGHTS)
    assert told.right <= told.fact < 0.3


def test_a_feature_counts_once() -> None:
    once, twice = (judge.verdict("observation", ("unit=money",) * times, WEIGHTS) for times in (1, 2))
    assert once == twice


@given(st.integers(-2000, 2000), st.integers(1, 500))
def test_more_weight_is_more_probable(logit: int, more: int) -> None:
    assert 0 <= judge.probability(logit) <= judge.probability(logit + more) <= 1


def test_a_table_reads_back_and_says_where_it_is_wrong() -> None:
    assert judge.read(judge.write(WEIGHTS)) == WEIGHTS
    with pytest.raises(DataError, match="line 3"):
        judge.read(judge.write(WEIGHTS).replace("depth=1\t0", "depth=1\tmany"))
    with pytest.raises(DataError, match="first line"):
        judge.read("feature\tweight\n")


def test_features_hold_no_word_of_the_text() -> None:
    facts = found(_document(TEXT))
    told = {name for item in (*facts.observations, *facts.projects) for name in item.reasons}
    assert len(told) > 50
    assert not [name for name in told if re.search("[一-龥]", name)]


STORY = "松沟水库工程开工，征地3200亩。\n"


def test_an_undertakings_own_story_is_told_from_a_places_report() -> None:
    story, report = (found(_document(STORY, title, kind)).observations[0] for title, kind in TOLD)
    assert {"projects=1+news", "title=project-head.facility", "unit+document=area+news"} <= set(story.reasons)
    assert {"projects=1+report", "unit+document=area+report"} <= set(report.reasons)
    assert not [name for name in report.reasons if name.startswith("title=")]


TOLD = (("松沟水库工程动工", "news"), ("西岭县政府工作报告", "report"))


def test_an_undertakings_own_figure_is_less_probably_a_fact() -> None:
    story, report = (found(_document(STORY, title, kind)).observations[0] for title, kind in TOLD)
    told = [judge.verdict("observation", item.reasons).fact for item in (story, report)]
    assert told[0] < told[1]


@pytest.mark.parametrize(("text", "headed"), [("改造污水处理厂3座。", True), ("培训农民300人。", False)])
def test_a_name_with_the_head_of_a_project_says_so(text: str, headed: bool) -> None:
    assert f"headed={headed}+report" in found(_document(text)).observations[0].reasons


def test_every_fact_has_a_confidence_and_at_most_three_reasons_on_each_side() -> None:
    facts = extract(_document(TEXT))
    assert facts.observations and facts.projects
    for item in (*facts.observations, *facts.projects):
        assert 0 < item.confidence < 1
        assert len([name for name in item.reasons if name[0] == "+"]) <= 3
        assert len([name for name in item.reasons if name[0] == "-"]) <= 3


def test_what_is_judged_no_fact_is_set_aside_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = found(_document(TEXT))
    strange = replace(facts.observations[0], reasons=("strange",))
    monkeypatch.setattr(judge, "_shipped", lambda: {("observation", "strange"): judge.Weight(-200, -200, 1)})
    kept = judged(Facts(facts.document, facts.sentences, (strange, *facts.observations[1:])))
    assert kept.observations[0].indicator == facts.observations[1].indicator
    assert kept.set_aside[0][0].start == strange.start
    assert kept.set_aside[0][1] == "judged to be no fact (0.12)"
