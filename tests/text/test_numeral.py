"""Numerals: what is written in Chinese or with separators is read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.numeral import arabic, between, chinese, decimal

_LETTERS = "零一二三四五六七八九"


def _section(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals."""
    written, gap = "", False
    for size, letter in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += "零" * gap + _LETTERS[digit] + letter
        gap = not digit and bool(written)
    return written


def _written(number: int) -> str:
    """A number below 10^12 in Chinese numerals, 零 where places are passed over."""
    written = ""
    for size, letter in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // size % 10**4
        if part:
            written += "零" * (bool(written) and part < 1000) + _section(part) + letter
    return written or "零"


@given(st.integers(0, 10**12 - 1))
def test_what_is_written_in_chinese_numerals_is_read_back(number: int) -> None:
    assert chinese(_written(number)) == number


@given(st.integers(0, 10**12 - 1), st.sampled_from(",，"))
def test_thousands_separators_are_no_part_of_the_number(number: int, mark: str) -> None:
    assert arabic(f"{number:,}".replace(",", mark)) == str(number)


@given(st.text("零〇一二两三四五六七八九十百千万亿点", max_size=24))
def test_any_row_of_numerals_is_a_number_or_none(written: str) -> None:
    assert (chinese(written) is None) or chinese(written) >= 0  # type: ignore[operator]
    assert (between(written) is None) or between(written)[0] < between(written)[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        (15, "十五"),
        (105, "一百零五"),
        (150, "一百五"),
        (35000, "三万五"),
        (1903000, "一百九十万零三千"),
        (32 * 10**7, "三亿两千万"),
        (15 * 10**11, "一万五千亿"),
        (5 * 10**12, "五万亿"),
        (2025, "二〇二五"),
        (None, "十十"),
        (None, "万"),
        (None, "亿万"),
        (None, "三万五亿万"),
        (None, ""),
    ],
)
def test_chinese_numerals(expected: int | None, written: str) -> None:
    assert chinese(written) == expected


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("0.5", "零点五"),
        ("12.03", "十二点零三"),
        ("1200", "一千二百"),
        (None, "三点"),
        (None, "点五"),
        (None, "三点十"),
    ],
)
def test_decimals_in_chinese_numerals(expected: str | None, written: str) -> None:
    assert decimal(written) == expected


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ((30, 40, 1), "三四十"),
        ((100, 200, 1), "一二百"),
        ((17, 18, 2), "十七八"),
        ((120, 130, 3), "一百二三十"),
        (None, "三五"),
        (None, "一二三"),
        (None, "一百二十"),
    ],
)
def test_two_neighbours_in_a_row_are_two_numbers(expected: tuple[int, int, int] | None, written: str) -> None:
    assert between(written) == expected
