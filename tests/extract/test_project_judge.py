"""The judge of projects: sums of whole weights, neighbours in a list, and the table's form."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from kg.extract.project import finder, judge
from kg.text.line import Line
from kg.text.spans import Found

WEIGHTS = {"always": -100, "kind=facility": 150, "grade=3": 80}


def told(text: str) -> dict[str, tuple[str, ...]]:
    """The features of every candidate of a sentence by its name."""
    return {own.member.name: told for own, told in finder.weighed(Line.of(text), (), ())}


def test_the_weights_of_the_features_are_summed() -> None:
    assert list(judge.weights_of([("kind=facility", "grade=3"), ("never-seen",)], WEIGHTS)) == [130, -100]


def test_a_feature_counts_once() -> None:
    assert list(judge.weights_of([("grade=3", "grade=3")], WEIGHTS)) == [-20]


def test_the_table_is_read_as_it_was_written() -> None:
    assert judge.read(judge.write(WEIGHTS)) == WEIGHTS
    with pytest.raises(DataError, match="line 2"):
        judge.read(judge.write(WEIGHTS).replace("always\t-100", "always\tmany"))
    with pytest.raises(DataError, match="first line"):
        judge.read("word\tweight\n")


def test_features_hold_no_word_of_the_text_but_heads_and_stage_words() -> None:
    [(name, own)] = told("加快推进松沟水库建设").items()
    assert name == "松沟水库"
    assert not any("松沟" in feature for feature in own)
    assert {"head=水库", "verb-word=加快推进", "predicate-word=建设"} <= set(own)
    assert {"kind=facility", "grade=2", "force=3", "kind+force=facility+3"} <= set(own)


def test_a_neighbour_that_is_certain_speaks_for_the_others() -> None:
    own = told("松沟水库、柳坪垣建成投用")
    assert "best-neighbour=2" in own["柳坪垣"]
    assert "neighbour-alike" not in own["柳坪垣"]


def test_what_stands_beside_a_name_in_its_clause_is_told() -> None:
    sentence = Line.of("松沟能源有限公司的风电项目开工，光伏项目竣工")
    found = finder.weighed(sentence, (), [Found(0, 8, "company", "test")])
    own = {candidate.member.name: told for candidate, told in found}
    assert "beside=company" in own["风电项目"]
    assert "beside=company" not in own["光伏项目"]
