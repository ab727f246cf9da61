"""Numerals: Arabic with any separators, and Chinese, as the plain decimal numbers that the guideline wants.

Libraries fail here: cn2an turns 第三产业 into 第3产业, and full-width separators (`136，791`, `149．73`) part one
number into two. Digits are spelled out because `\\d` also matches the digits of other scripts.
"""

from __future__ import annotations

import re

DIGITS = "0-9０-９"
ARABIC = (
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}}){{1,5}}(?![{DIGITS}])|[{DIGITS}]{{1,15}})"
    rf"(?:[.．·][{DIGITS}]{{1,8}})?"
)
# Below ten thousand, as in ordinals and dates; and of any size, with the large scales inside (一万五千, 三亿二千万).
CHINESE = "[零〇一二两三四五六七八九十百千]{1,9}"
CHINESE_LARGE = "[零〇一二两三四五六七八九十百千万亿]{1,24}"

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．·", "0123456789..", ",， ")
_ONES = {letter: number for number, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10**4, "亿": 10**8, "万亿": 10**12}


def arabic(written: str) -> str:
    """The number in half-width digits without thousands separators.

    >>> arabic("5，176，067"), arabic("149．73"), arabic("１２")
    ('5176067', '149.73', '12')
    """
    return written.translate(_HALF_WIDTH)


def chinese(written: str) -> int | None:
    """The value of a Chinese numeral, or None where the letters are no numeral.

    >>> [chinese(word) for word in ("十五", "两", "一千二百", "二〇二五", "百", "一百零五", "一百五", "十十")]
    [15, 2, 1200, 2025, 100, 105, 150, None]
    >>> [chinese(word) for word in ("一百九十万零三千", "一万五千亿", "三亿两千万", "五万亿", "万")]
    [1903000, 1500000000000, 320000000, 5000000000000, None]
    """
    if written and all(letter in _ONES for letter in written):
        return int("".join(str(_ONES[letter]) for letter in written))
    return _scaled(written, ("亿", "万"))


def _scaled(written: str, scales: tuple[str, ...]) -> int | None:
    """A numeral by its largest scale word: what stands before it counts that scale, what follows is less than one."""
    if not scales:
        return _below_ten_thousand(written)
    before, scale, after = written.rpartition(scales[0])
    if not scale:
        return _scaled(written, scales[1:])
    size = SCALES[scale]
    count, rest = _scaled(before, scales[1:]), _rest(after, size, scales[1:])
    return None if count is None or rest is None else count * size + rest


def _rest(written: str, size: int, scales: tuple[str, ...]) -> int | None:
    """What follows a scale word: nothing, one digit of the next lower place (三万五), or a smaller numeral."""
    if written in _ONES:
        return _ONES[written] * size // 10
    found = _scaled(written.lstrip("零〇"), scales) if written else 0
    return found if found is not None and found < size else None


def _below_ten_thousand(written: str) -> int | None:
    if not written:
        return None
    total, digit, last, zero = 0, None, 10**4, False
    for letter in written:
        if letter in _ONES:
            digit, zero = _ONES[letter], zero or not _ONES[letter]
            continue
        scale = _TENS.get(letter, last)
        if scale >= last:
            return None
        total += (1 if digit is None else digit) * scale
        digit, last, zero = None, scale, False
    return total + _last_digit(digit or 0, last, zero)


def _last_digit(digit: int, last: int, zero: bool) -> int:
    """What a digit counts behind the last scale word: 一百五 is 150, 一百零五 is 105."""
    return digit * last // 10 if not zero and 10 < last < 10**4 else digit


def decimal(written: str) -> str | None:
    """A Chinese numeral with or without a decimal part, in digits.

    >>> decimal("零点五"), decimal("十二点零三"), decimal("一千二百"), decimal("点五")
    ('0.5', '12.03', '1200', None)
    """
    whole, point, part = written.partition("点")
    number = chinese(whole) if whole else None
    if number is None or not point:
        return None if number is None else str(number)
    return f"{number}.{''.join(str(_ONES[letter]) for letter in part)}" if part and set(part) <= set(_ONES) else None


_NEIGHBOURS = re.compile(
    "(?P<front>[一二三四五六七八九十百千]{0,6}?)(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<scale>[十百千万亿]{0,4})"
)


def between(written: str) -> tuple[int, int, int] | None:
    """The two numbers of `三四十`, and how many letters come before the second; None where it is one number.

    >>> between("三四十"), between("十七八"), between("一二百"), between("三五"), between("一百二十")
    ((30, 40, 1), (17, 18, 2), (100, 200, 1), None, None)
    """
    found = _NEIGHBOURS.fullmatch(written)
    if not found or _ONES[found["high"]] != _ONES[found["low"]] + 1 or found["front"][-1:] in _ONES:
        return None
    low, high = (chinese(found["front"] + found[name] + found["scale"]) for name in ("low", "high"))
    return (low, high, found.start("high")) if low is not None and high is not None else None
