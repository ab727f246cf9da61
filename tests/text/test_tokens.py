"""Words are those that jieba gives with our dictionary and without guessing at words that it does not know."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import tokens
from kg.text.dictionary import tokenizer

SEEDS = Path(__file__).parent.parent.parent / "seeds"
LETTERS = "的一是了在人有我他这中国县市新建高标准农田水库项目万亿元增长5.3%GDP ａ１…、，“”\t-+#&._㐀𠀀"


@cache
def _jieba() -> Any:
    return tokenizer()


def of_jieba(text: str) -> list[str]:
    return list(_jieba().cut(text, HMM=False))


def words(text: str) -> list[str]:
    return [token.text for token in tokens.cut(text)]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_the_words_of_whole_reports_are_those_of_jieba(path: Path) -> None:
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    assert [words(line) for line in lines] == [of_jieba(line) for line in lines]


@given(st.text(alphabet=st.sampled_from(LETTERS) | st.characters(), max_size=60))
def test_the_words_of_any_text_are_those_of_jieba(text: str) -> None:
    assert words(text) == of_jieba(text)


@given(st.text(alphabet=st.sampled_from(LETTERS), max_size=60))
def test_words_leave_no_gaps(text: str) -> None:
    found = tokens.cut(text)
    assert "".join(token.text for token in found) == text
    assert [token.start for token in found] == [0, *(token.end for token in found)][: len(found)]
