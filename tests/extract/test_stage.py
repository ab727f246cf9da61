"""Words of stages: which of them speaks, and how much each says of its object."""

from __future__ import annotations

import pytest

from kg.extract.project.stage import DEFINITE, MADE, PUSHED, PUT_UP, SOFT, decide, force, words


def said(text: str) -> list[str]:
    return [word.text for word in words(text, range(len(text) + 1))]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["开工建设"], "开工建设青岭水库"),
        (["加快推进", "前期工作"], "加快推进青岭水库前期工作"),
        (["建成投用"], "青岭水库建成投用"),
        ([], "青岭水库"),
    ],
)
def test_the_longest_word_is_taken(expected: list[str], text: str) -> None:
    assert said(text) == expected


def test_a_stage_word_keeps_to_the_words_of_the_sentence() -> None:
    assert words("建成路", {0, 3}) == []


@pytest.mark.parametrize(
    ("expected", "before", "after"),
    [
        ("none", "", ""),
        ("building", "加快", ""),
        ("building", "推动", "建设"),
        ("approved", "推动", "落地"),
        ("completed", "加快", "竣工"),
        ("planned", "完成", "前期工作"),
        ("building", "建成", "主体工程"),
        ("planned", "对接", "入驻"),
        ("completed", "建成", ""),
    ],
)
def test_the_most_definite_word_decides_and_the_later_before_the_earlier(
    expected: str, before: str, after: str
) -> None:
    assert decide(words(before, range(9)), words(after, range(9))) == expected


@pytest.mark.parametrize(
    ("expected", "before", "after"),
    [
        (0, "", ""),
        (SOFT, "完善", ""),
        (MADE, "打造", ""),
        (PUSHED, "推进", ""),
        (PUT_UP, "建设", ""),
        (DEFINITE, "", "开工"),
        (DEFINITE, "推动", "获批"),
    ],
)
def test_force_grows_from_improving_to_having_built(expected: int, before: str, after: str) -> None:
    assert force(words(before, range(9)), words(after, range(9))) == expected
