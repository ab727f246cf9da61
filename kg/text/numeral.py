"""Numerals: Arabic with any separators, and Chinese, as the plain decimal numbers that the guideline wants.

Libraries fail here: cn2an turns 第三产业 into 第3产业, and full-width separators (`136，791`, `149．73`) part one
number into two. Digits are spelled out because `\\d` also matches the digits of other scripts.
"""

from __future__ import annotations

DIGITS = "0-9０-９"
ARABIC = (
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}}){{1,5}}(?![{DIGITS}])|[{DIGITS}]{{1,15}})"
    rf"(?:[.．·][{DIGITS}]{{1,8}})?"
)
CHINESE = "[零〇一二两三四五六七八九十百千]{1,9}"

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．·", "0123456789..", ",， ")
_ONES = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def arabic(written: str) -> str:
    """The number in half-width digits without thousands separators.

    >>> arabic("5，176，067"), arabic("149．73"), arabic("１２")
    ('5176067', '149.73', '12')
    """
    return written.translate(_HALF_WIDTH)


def chinese(written: str) -> int | None:
    """The value of a Chinese numeral below ten thousand, or None where the letters are no numeral.

    >>> [chinese(word) for word in ("十五", "两", "一千二百", "六十", "二〇二五", "百", "一百零五", "十十")]
    [15, 2, 1200, 60, 2025, 100, 105, None]
    """
    if all(letter in _ONES for letter in written):
        return int("".join(str(_ONES[letter]) for letter in written)) if written else None
    total, digit, last = 0, None, 10**4
    for letter in written:
        if letter in _ONES:
            digit = _ONES[letter]
            continue
        scale = _TENS[letter]
        if scale >= last:
            return None
        total += (1 if digit is None else digit) * scale
        digit, last = None, scale
    return total + (digit or 0)
