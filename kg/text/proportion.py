"""Proportions and ranks: shares in words, fractions, ratios of parts, multiples, and places in an order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Bound
from kg.text.numeral import ARABIC, CHINESE, DIGITS, arabic, chinese, decimal
from kg.text.unit import UNIT, Quantity, at, made

_RATIO = re.compile(rf"(?P<a>{ARABIC})[:：∶](?P<b>{ARABIC})[:：∶](?P<c>{ARABIC})")
_TWO_PARTS = re.compile(
    rf"(?:比重|比例|占比|结构|之比|比)[为是达至到]{{0,2}}(?P<a>{ARABIC})[:：∶](?P<b>{ARABIC})(?![{DIGITS}.．:：∶])"
)
_INCOME_RATIO = re.compile(
    rf"(?:收入比(?!重|例)|之比)(?:[由从][0-9]{{4}}年[底末]?的?)?[一-龥]{{0,6}}?(?P<number>{ARABIC})(?P<of>[:：∶]1)?"
    rf"(?:(?:缩小|降低|下降|减小|降|变|收窄)(?:至|为|到)(?P<then>{ARABIC})(?:[:：∶]1)?)?"
    rf"(?![{DIGITS}.．·:：∶]|[十百千万亿]{{0,3}}(?:{UNIT}))"
)
# Per cent, fractions, tenths and multiples in words: 百分之六点五, 四分之一, 1/3, 八成多, 一半以上, 翻两番, 一点五倍.
_IN_WORDS = re.compile(
    rf"百分之(?P<percent>{CHINESE}(?:点{CHINESE})?|{ARABIC})"
    rf"|(?P<under>{CHINESE})分之(?P<over>{CHINESE})|(?<![0-9/])(?P<above>[1-9])/(?P<below>[1-9]0?)(?![0-9/A-Za-z])"
    r"|(?P<tenths>[一二两三四五六七八九])成(?P<more>[多余])?(?![为员功果就立本品交分效长])"
    r"|(?<=[占近过超达到了的])(?P<half>一半)(?![年月天])|一半(?=以上)"
    rf"|(?P<doubling>翻了?(?P<twice>[一两二三四]?)番)|(?P<times>[一两二三四五六七八九十]{{1,2}}(?:点{CHINESE})?)倍"
)
_PLACE = rf"(?:[{DIGITS}]{{1,3}}|[一二三四五六七八九十]{{1,3}})"
_RANK = re.compile(
    rf"第(?P<number>{_PLACE})(?:大?位(?:次)?|名|个省会)?(?![产次届批个季代轮期大条章责])|首位|榜首|之首"
    rf"|(?<=[身为列是国省])第(?P<largest>{_PLACE})大(?=[一-龥]{{2,8}}[，、。；])"
)
_FRONT = re.compile(rf"前(?P<number>{_PLACE})(?P<unit>位|名|强)?(?!年|个|期|后|批|述|提|三|[{DIGITS}])")

# How far the shares of a whole may add up past or below a hundred, each being rounded.
_ROUNDING = 2


def three_part_ratio(text: str) -> Iterator[Quantity]:
    """`11.8：48.3：39.9`: three shares of a whole; a time of day (20:43:21) adds up to none."""
    for match in _RATIO.finditer(text):
        if abs(sum(float(arabic(match[name])) for name in "abc") - 100) <= _ROUNDING:
            for name in "abc":
                rule = f"{name}-of-three-part-ratio"
                yield at(match.span(name), arabic(match[name]), "%", "ratio", rule)


def two_part_ratio(text: str) -> Iterator[Quantity]:
    """`城镇与乡村投资比重为61.3：38.7`: the shares of two parts of a whole."""
    for match in _TWO_PARTS.finditer(text):
        if abs(sum(float(arabic(match[name])) for name in "ab") - 100) <= _ROUNDING / 10:
            for name in "ab":
                yield at(match.span(name), arabic(match[name]), "%", "ratio", f"{name}-of-two-part-ratio")


def income_ratio(text: str) -> Iterator[Quantity]:
    """`城乡收入比降至1.98`: a bare number that is a multiple."""
    for match in _INCOME_RATIO.finditer(text):
        for name in ("number", "then"):
            if match[name]:
                end = match.end("of") if name == "number" and match["of"] else match.end(name)
                yield at((match.start(name), end), arabic(match[name]), "倍", "multiple", "income-ratio")


def in_words(text: str) -> Iterator[Quantity]:
    """`百分之六十`, `四分之一`, `近六成`, `一半以上`, `翻两番`, `增长两倍`."""
    for match in _IN_WORDS.finditer(text):
        if match["percent"]:
            percent = decimal(match["percent"]) or arabic(match["percent"])
            yield made(match, percent, "%", "ratio", "percent-in-words")
        elif match["under"] or match["above"]:
            yield from _fraction(match)
        elif match["tenths"]:
            bound: Bound = "at_least" if match["more"] else "exact"
            yield made(match, f"{chinese(match['tenths'])}0", "%", "ratio", "tenths", bound)
        elif match["doubling"]:
            # growth by once the old value; 翻两番 by three times
            times = 2 ** (chinese(match["twice"] or "一") or 1) - 1
            yield made(match, str(times), "倍", "multiple", "doubling")
        elif not match["times"]:
            yield made(match, "50", "%", "ratio", "tenths")
        elif number := decimal(match["times"]):
            yield made(match, number, "倍", "multiple", "times-in-words")


def _fraction(match: re.Match[str]) -> Iterator[Quantity]:
    """`四分之一` is 25 %; one that is no terminating decimal of two places is left alone."""
    under, over = _part(match["under"] or match["below"]), _part(match["over"] or match["above"])
    if under and over and over < under and (over * 10000) % under == 0:
        share = over * 10000 // under
        yield made(match, f"{share / 100:g}", "%", "ratio", "fraction")


def _part(written: str) -> int | None:
    return int(written) if written[0] in "0123456789" else chinese(written)


def rank(text: str) -> Iterator[Quantity]:
    """`第35位`, `位居全国第一`, `列第2名`, `居首位`, `跻身全国第四大基地`."""
    for match in _RANK.finditer(text):
        if match["largest"]:
            yield made(match, _number(match["largest"]), "位", "rank", "rank")
        elif not match["number"]:
            if text[match.start() - 2 : match.start()] not in ("摆在", "放在", "挺在"):
                yield made(match, "1", "位", "rank", "rank")
        elif (number := _number(match["number"])) and _ranked(text, match):
            yield made(match, number, "位", "rank", "rank")


def _number(written: str) -> str:
    """The number of a place in an order, empty where the letters are none."""
    number = arabic(written) if written[0] in "0123456789０１２３４５６７８９" else str(chinese(written) or "")
    return "" if number == "0" else number


def _ranked(text: str, match: re.Match[str]) -> bool:
    """An ordinal is a rank if it says so (`第3位`, `第2名`) or ends what is said of a subject (`居全省第一`)."""
    if match.group()[-1] in "位次名会":
        return True
    if text.startswith("、第", match.end()):
        another = _RANK.match(text, match.end() + 1)
        return another is not None and another.group()[-1] in "位次名"  # 第4、第3位, but 第二、第三产业
    after = text[match.end() : match.end() + 1]
    return after in ("", "，", "。", "；", "、", "！", "）", "”", ",", ";") and not text[: match.start()].endswith(
        ("“", "《")
    )


def front_rank(text: str) -> Iterator[Quantity]:
    """`前5位`, `位列国内前三`: a rank of at most that."""
    for match in _FRONT.finditer(text):
        number = _number(match["number"])
        said = match["unit"] or text[match.end() : match.end() + 1] in ("", "，", "。", "；", "、")
        if number and said and match["unit"] != "强":
            yield made(match, number, "位", "rank", "front-rank", "at_most")
