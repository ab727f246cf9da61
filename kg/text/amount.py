"""Amounts: a number in digits or Chinese numerals with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.text.numeral import ARABIC, CHINESE, CHINESE_LARGE, SCALES, arabic, between, chinese, decimal
from kg.text.unit import MEASURED, SCALE, UNIT, UNIT_CLASS, Quantity, at, kind, made

_LEAD = r"(?<![A-Za-z0-9０-９.．第])"
_ARABIC_QUANTITY = re.compile(
    rf"{_LEAD}(?P<number>{ARABIC})(?:[×xX*](?P<times>{ARABIC}))? ?(?P<a>[多余几]?)"
    rf"(?:(?:(?P<scale>{SCALE}?)|(?P<large>[百千])[多余](?P<larger>[万亿]))(?P<b>[多余几]?)(?P<unit>{UNIT})|(?P<bare>[十百千]?[万亿]{{1,2}})[多余几]?)"
    rf"(?P<c>多(?=的|[一-龥]{{0,2}}[，。；、]))?"
)
_SHARED_UNIT = re.compile(
    rf"{_LEAD}(?P<number>{ARABIC})(?=(?:[和、与及](?:约|近|超)?[-−－]?{ARABIC}){{0,4}}"
    rf"[和、与及](?:约|近|超)?[-−－]?{ARABIC}(?P<scale>{SCALE}?)(?P<unit>{UNIT}))"
)
# What makes another word of a short unit: 3成功, 109升级, 2方面.
_OTHER_WORDS = {
    "成": tuple("为员功果就立本品交分效长"),
    "升": ("级", "学"),
    "度": ("假",),
    "方": ("面", "案", "向", "式"),
}
# An amount without a number: 突破|万亿元, 百场|演出.
_ROUND = re.compile(
    rf"(?:突破|超过|超|达到|达|近|逾|过|首破)(?P<whole>(?P<scale>万亿|[百千]?[万亿]|[百千])(?P<unit>{UNIT})?)(?![级之县城俱台元的方])"
    r"|(?<![一二两三四五六七八九几数十百千上])(?P<number>[百千])(?P<counter>场|亩|公里|辆|套)(?=[一-龥])"
)
# What a number in Chinese numerals counts without a scale word (两名); other units may be words there (两会, 三条).
_PLAIN = frozenset(("个百分点", "项", "条", "处", "名", "家", "户", "人", "所", "座", "件", "辆", "亩", "公里"))
# Units of one letter that end other words (二元结构, 三方, 两度): only behind a longer number, or never.
_SHORT = frozenset(word for word, name in UNIT_CLASS.items() if len(word) == 1 and name in MEASURED | {"money"})
_NEVER = frozenset("度方升")
_SPOKEN = rf"(?:{CHINESE}点{CHINESE}|{CHINESE_LARGE})"
_CHINESE_QUANTITY = re.compile(
    rf"(?P<number>{_SPOKEN})(?P<b>[多余几]?)(?P<scale>[万亿]{{0,2}})(?P<unit>{UNIT})(?P<more>[多余]?)(?!之)"
    rf"|(?P<bare>{CHINESE_LARGE})(?![级之])"
)
_TRAILING_SCALES = ("万亿", "万", "亿")
_VAGUE = frozenset("十百千")
# Letters before a numeral that make it an ordinal, or a part of a larger or vaguer number.
_NO_NUMERAL_AFTER = "0123456789０１２３４５６７８９第零〇一二两三四五六七八九十百千万亿几数每之半同另任某这那点"
# Letters before the sign of an amount that may fall below nothing; between two numbers the same stroke means a range.
_MAY_FALL = "长降为率幅速度滑升余额差值润至到、（(："


def arabic_quantity(text: str) -> Iterator[Quantity]:
    """`3900余万元`, `2×660兆瓦`, `1，080，211万元`; a number without unit and scale is no quantity.

    `20万吨级泊位` is a class of berths, and no amount.
    """
    for match in _ARABIC_QUANTITY.finditer(text):
        unit = _whole_unit(text, match)
        if text.startswith(_OTHER_WORDS.get(unit, ()), match.end()):
            continue
        negative = _is_negative(text, match.start())
        value = "-" * negative + arabic(match["number"]) + (f"×{arabic(match['times'])}" if match["times"] else "")
        found = made(
            match, value, unit, kind(match["unit"] or ""), "arabic", "at_least" if _is_exceeded(match) else "exact"
        )
        start = match.start() - negative
        yield replace(found, start=start, left=start, named=_is_grade(text, match.end()))


def _whole_unit(text: str, match: re.Match[str]) -> str:
    """The unit with the scale words before it; of a number with its scale alone, that of the next of its list."""
    return _shared_with_next(text, match) or match["bare"] or (match["scale"] or _parted(match)) + match["unit"]


def _parted(match: re.Match[str]) -> str:
    """The scale that 余 parts: 千万 of 3千余万元."""
    return match["large"] + match["larger"] if match["large"] else ""


def _is_exceeded(match: re.Match[str]) -> bool:
    """Whether 多, 余 or 几 in or behind an amount says that it is more."""
    return bool(match["large"] or match["a"] or match["b"] or match["c"] or match.group()[-1] in "多余几")


def _is_negative(text: str, start: int) -> bool:
    """Whether a sign stands before a number, and no stroke of a range."""
    return start > 1 and text[start - 1] in "-－−" and text[start - 2] in _MAY_FALL


def _shared_with_next(text: str, match: re.Match[str]) -> str:
    """The unit of a number that has its scale alone, where the next of a list tells it: 186万、204|万人次."""
    if not match["bare"] or text[match.end() : match.end() + 1] not in tuple("和、与及"):
        return ""
    following = _ARABIC_QUANTITY.match(text, match.end() + 1)
    return match["bare"] + following["unit"] if following and following["scale"] == match["bare"] else ""


def _is_grade(text: str, end: int) -> bool:
    return text.startswith("级", end) and not text.startswith("级别", end)


# Classes of units that the last number of a list tells for all.
_SHARED = frozenset(("ratio", "points", "money", "area", "mass", "length", "person", "multiple"))


def shared_unit(text: str) -> Iterator[Quantity]:
    """`回落2.16和1.66个百分点`: the first number has the unit of the second."""
    for match in _SHARED_UNIT.finditer(text):
        name = UNIT_CLASS.get(match["unit"], "count")
        counted = name == "count" and text[max(0, match.start() - 1) : match.start()] in ("达", "为", "到", "至")
        if name in _SHARED or counted:
            negative = _is_negative(text, match.start())
            value = "-" * negative + arabic(match["number"])
            span = (match.start("number") - negative, match.end("number"))
            yield at(span, value, match["scale"] + match["unit"], name, "shared-unit")


def round_amount(text: str) -> Iterator[Quantity]:
    """`突破万亿元`: 1 万亿元; `百场演出`. Not `千亿级`, `百亿县`."""
    for match in _ROUND.finditer(text):
        if match["number"]:
            unit = match["counter"]
            yield made(match, str(chinese(match["number"])), unit, UNIT_CLASS[unit], "hundreds")
        elif match["whole"] not in ("百", "千", "万"):
            money = not match["unit"] and match["scale"].endswith("亿")
            measured = "money" if money else kind(match["unit"] or "")
            yield at(match.span("whole"), "1", match["whole"], measured, "round-amount")


def chinese_quantity(text: str) -> Iterator[Quantity]:
    """`两名`, `十二亿元`, `二十万千瓦`, `三四十家`; `一家`, `一件` are no counts, and neither is `一个`."""
    for match in _CHINESE_QUANTITY.finditer(text):
        if match.start() and text[match.start() - 1] in _NO_NUMERAL_AFTER:
            continue
        yield from _bare_number(match) if match["bare"] else _with_unit(text, match)


_DIVISIONS = tuple("县市乡镇村")  # 九个|县 are counted, 三个|方面 are not


def _with_unit(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """The scale words that end a numeral go to the unit, as where the number is in digits: 一百二十|万吨."""
    written, word = match["number"], match["unit"]
    numeral, scale = _without_scale(written)
    unit = scale + match["scale"] + word
    two = between(written)
    counted = word == "个" and (two or (numeral != "一" and text[match.end() : match.end() + 1] in _DIVISIONS))
    if not _counts(numeral, unit, word) and not counted:
        return
    if two:
        yield from _neighbours(match, two, SCALES.get(scale, 1), unit)
    elif (number := decimal(written)) and not _is_row_of_digits(written):
        more = match["b"] or match["more"]
        value = _in_scale(number, scale)
        vague = numeral in _VAGUE and unit != word and not more
        found = made(match, value, unit, kind(word), "chinese", "at_least" if more else "exact")
        yield replace(found, named=vague or _is_grade(text, match.end()))


def _without_scale(written: str) -> tuple[str, str]:
    """A numeral and the scale words that end it, empty where there are none.

    >>> _without_scale("一百二十万"), _without_scale("十二")
    (('一百二十', '万'), ('十二', ''))
    """
    scale = next(filter(written.endswith, _TRAILING_SCALES), "")
    return written.removesuffix(scale), scale


def _in_scale(number: str, scale: str) -> str:
    """A number in ten thousands or hundred millions, if it is told in such."""
    return str(int(number) // SCALES[scale]) if scale else number


def _neighbours(match: re.Match[str], two: tuple[int, int, int], size: int, unit: str) -> Iterator[Quantity]:
    """`三四十家`: at least thirty, at most forty."""
    start, middle, end = match.start(), match.start() + two[2], match.end()
    yield at((start, middle), str(two[0] // size), unit, kind(match["unit"]), "chinese", "at_least")
    yield at((middle, end), str(two[1] // size), unit, kind(match["unit"]), "chinese", "at_most")


def _is_row_of_digits(written: str) -> bool:
    """Whether a numeral is spelled digit by digit, as days and years are: 一三五, 二〇二五."""
    return len(written) > 1 and set(written) <= _DIGITS


_DIGITS = frozenset("零〇一二两三四五六七八九")


def _counts(numeral: str, unit: str, word: str) -> bool:
    """Whether a Chinese numeral before a unit says how many; 一家, 百家, 二元 do not, 十件 and 十二元 do."""
    if word in _NEVER:
        return False
    if unit != word or "点" in numeral:
        return True
    if not _is_counter(word):
        return False
    if numeral in ("零", "〇", "一") or (word in _SHORT - _PLAIN and len(numeral) < 2):
        return False
    return numeral not in _VAGUE or _is_exact(numeral, word)


def _is_counter(word: str) -> bool:
    """Whether a unit may be counted in Chinese numerals without a scale word: a common counter, a measure, money."""
    return word in _PLAIN or kind(word) in MEASURED | {"money", "points"}


def _is_exact(numeral: str, word: str) -> bool:
    """Whether 十, 百 or 千 before a counter is a number; 百家, 千名 only say many."""
    return (word in _PLAIN and word not in "家名户人件") or (numeral, word) == ("十", "件")


def _bare_number(match: re.Match[str]) -> Iterator[Quantity]:
    """`五万亿`, `一百九十万零三千`: a large number whose unit the text leaves out."""
    written = match["bare"]
    number, (numeral, scale) = chinese(written), _without_scale(written)
    if number is None or written[0] in "万亿":
        return
    if "亿" in scale and numeral and written[0] not in _VAGUE:
        yield made(match, str(number // SCALES[scale]), scale, "money", "chinese")
    elif "万" in written and len(written) > 4:
        yield made(match, f"{number / SCALES['万']:.10g}", "万", "count", "chinese")
