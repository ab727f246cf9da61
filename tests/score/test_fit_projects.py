"""Fitting the judge of projects: a passage becomes examples, and what tells projects from others gets weight."""

from __future__ import annotations

from kg.score import fit_projects

PASSAGE = {
    "id": "made-up", "title": "西岭县政府工作报告", "place": "西岭县", "year": 2024, "kind": "report",
    "text": "2024年工作回顾\n建成松沟水库，推进厕所改造。\n",
    "observations": [], "projects": [{"name": "松沟水库"}], "places": [], "industries": [], "organizations": [],
}  # fmt: skip


def test_every_candidate_of_a_passage_is_an_example_with_its_truth() -> None:
    assert [label for _, label in fit_projects.examples([PASSAGE])] == [True, False]


def test_a_passage_that_is_named_twice_counts_twice() -> None:
    assert [label for _, label in fit_projects.examples([PASSAGE, PASSAGE])] == [True, True, False, False]


def test_what_tells_projects_from_others_is_weighed() -> None:
    weights = fit_projects.fit([*[(("good",), True)] * 20, *[(("bad",), False)] * 20])
    assert weights["good"] > 0 > weights["bad"]
