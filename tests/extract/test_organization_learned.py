"""The model that proposes organizations: the best path, what it costs to leave a name out, and what it may not do."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import organization
from kg.extract.organization import learned
from kg.extract.organization.words import STOP, tags
from kg.text.line import Line
from kg.text.spans import Found

WEIGHTS = st.lists(st.tuples(*[st.integers(-300, 300)] * 3), min_size=1, max_size=6)


def line(sentence: str) -> Line:
    read = Line.of(sentence)
    return read.with_tags(list(map(tags, read.texts)), STOP)


def worth(scores: list[tuple[int, int, int]], labels: tuple[int, ...]) -> int:
    """The sum of a path, without bound where it goes on from nothing."""
    steps = learned._steps()
    first = -(10**6) if labels[0] == 1 else scores[0][labels[0]]
    return first + sum(
        steps[one][other] + row[other] for (one, other), row in zip(pairwise(labels), scores[1:], strict=True)
    )


@settings(max_examples=60, deadline=None)
@given(WEIGHTS)
def test_the_path_is_the_best_of_all(scores: list[tuple[int, int, int]]) -> None:
    best = max(worth(scores, labels) for labels in product(range(3), repeat=len(scores)))
    assert worth(scores, tuple(learned._path(scores))) == best


def test_words_have_classes_and_no_word_is_a_feature_itself() -> None:
    names = {name for word in ("翎瑞科技", "有限公司", "开工", "，", "5") for name in learned.features(word)}
    assert {"h:company", "p:，", "digit"} <= names
    assert not {name for name in names if "开工" in name or "有限公司" in name}


def test_what_a_rule_has_found_is_left_alone() -> None:
    sentence = line("推动翎瑞科技与岭午化工合作")
    taken = [Found(0, len(sentence.text), "company", "full company")]
    assert learned.find(sentence, taken) == []


def test_a_proposal_says_which_features_spoke() -> None:
    for sentence in ("支持翎瑞特材、岭午铸机做大做强", "与翎午特材签约", "翎瑞铸机获评绿色工厂"):
        for name in learned.find(line(sentence), []):
            assert name.rule.startswith("learned (")
            assert name.rule.count(",") == 2


@pytest.mark.parametrize("sentence", ["全市地区生产总值增长6.5%", "坚持稳中求进工作总基调", "，。", ""])
def test_ordinary_sentences_name_nobody(sentence: str) -> None:
    assert organization.find(Line.of(sentence)) == []
