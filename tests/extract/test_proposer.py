"""What proposes names that no rule finds: the best path through a sentence, and the features that it goes by."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import industry, organization, proposer
from kg.extract.organization import MODEL
from kg.extract.proposer import Model, Sentence
from kg.text.line import Line

PULLS = st.lists(st.tuples(*[st.integers(-300, 300)] * 2), min_size=1, max_size=6)


def worth(scores: list[tuple[int, int]], labels: tuple[int, ...]) -> int:
    """The sum of a path, without bound where it goes on from nothing."""
    steps = proposer.steps(MODEL.package)
    first = -(10**6) if labels[0] == 1 else (*scores[0], 0)[labels[0]]
    return first + sum(
        steps[one][other] + (*row, 0)[other] for (one, other), row in zip(pairwise(labels), scores[1:], strict=True)
    )


@settings(max_examples=60)
@given(PULLS)
def test_the_path_is_the_best_of_all(scores: list[tuple[int, int]]) -> None:
    best = max(worth(scores, labels) for labels in product(range(3), repeat=len(scores)))
    assert worth(scores, tuple(proposer.path(scores, proposer.steps(MODEL.package)))) == best


MODELS = [(organization.MODEL, organization.sentence), (industry.MODEL, industry.sentence)]


@pytest.mark.parametrize(("model", "sentence"), MODELS)
def test_what_is_summed_is_what_the_features_weigh(model: Model, sentence: Callable[[Line, str], Sentence]) -> None:
    read = sentence(Line.of("支持格尔木翎瑞特材、岭午铸机等骨干企业做大做强，培育新材料产业"), "青海省")
    weights = proposer._weights(model.package)
    told = []
    for names in proposer.attributes(model, read):
        begin, inside, outside = map(sum, zip(*(weights.get(name, (0, 0, 0)) for name in names), strict=True))
        told.append((begin - outside, inside - outside))
    assert proposer.scores(model, read) == told


@pytest.mark.parametrize(("model", "sentence"), MODELS)
def test_a_proposed_name_says_which_features_spoke(model: Model, sentence: Callable[[Line, str], Sentence]) -> None:
    told = proposer.reason(model, sentence(Line.of("支持翎瑞特材做大做强，培育新材料产业"), ""), 1, 3)
    assert told.startswith("learned (")
    assert told.count(",") == 2
    assert "翎瑞" not in told


def test_what_is_known_of_places_and_lists_is_told_word_by_word() -> None:
    read = organization.sentence(Line.of("格尔木支持翎瑞、岭午等骨干企业，达产"), "青海省")
    assert read.words[0] == "格尔木" and read.known[0].startswith("Badmin") and not any(read.known[1:])
    kinds = dict(zip(read.words, read.lists, strict=True))
    assert kinds["翎"] == kinds["、"] == "企业"
    assert kinds["达产"] == ""


@pytest.mark.parametrize("sentence", ["", "，", "全市地区生产总值增长6.5%。"])
def test_where_nothing_is_named_nothing_is_proposed(sentence: str) -> None:
    assert list(proposer.propose(organization.MODEL, organization.sentence(Line.of(sentence), ""))) == []
