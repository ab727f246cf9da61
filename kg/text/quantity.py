"""Quantities: a number with its unit and its bound, as written in the text.

A quantity says nothing yet about what is measured. `RULES` is the order of precedence: a stretch that one rule has
taken is not read again by a later one, and the first rules take what only looks like a quantity (dates, ordinals,
names), so that nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.model import Bound
from kg.text import lexicon
from kg.text.lookalike import lookalikes
from kg.text.numeral import ARABIC, CHINESE, DIGITS, arabic, chinese
from kg.text.spans import Taken

SCALE = "(?:[十百千]?[万亿]{1,2}|[百千](?=[^年分成]))"
UNIT_CLASS = dict(lexicon.rows("units"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` and `unit` as the guideline spells them, `kind` the class of the unit (money, area, count, ratio …).

    `start`, `end` hold number and unit; `left`, `right` also the words of the bound around them.
    """

    start: int
    end: int
    value: str
    unit: str
    kind: str
    bound: Bound
    left: int
    right: int
    rule: str


def _alternation(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


def _unit_pattern() -> str:
    """All units, longest first; one that ends in a Latin letter must end there (`5G基站` has no unit `G`)."""
    latin = [word for word in lexicon.ordered("units") if re.match("[A-Za-z]", word[-1])]
    other = [word for word in lexicon.ordered("units") if word not in latin]
    per = "(?:/(?:平方公里|平方千米|平方米|立方米|公里|公顷|人|户|亩|吨|年|月|日|天|小时))?"
    return f"(?:(?:{_alternation(tuple(latin))})(?![A-Za-z0-9])|(?:{_alternation(tuple(other))}){per})"


UNIT = _unit_pattern()


def _bound_words(where: str) -> tuple[tuple[str, Bound], ...]:
    """(word, bound) of the words of bound that stand before or after a number, longest first: 不低于 before 低于."""
    bounds: tuple[Bound, ...] = ("at_most", "at_least", "about")
    found = [(word, bound) for bound in bounds for word in lexicon.words("bounds", f"{bound}_{where}")]
    return tuple(sorted(found, key=lambda item: (-len(item[0]), item[0])))


BEFORE = _bound_words("before")
AFTER = _bound_words("after")

_LEAD = r"(?<![A-Za-z0-9０-９.．第])"
_ARABIC_QUANTITY = re.compile(
    rf"{_LEAD}(?P<number>{ARABIC})(?:[×xX*](?P<times>{ARABIC}))? ?(?P<a>[多余几]?)(?P<scale>{SCALE}?)(?P<b>[多余几]?)"
    rf"(?P<unit>{UNIT})?(?P<c>多(?=的|[一-龥]{{0,2}}[，。；、]))?"
)
_SHARED_UNIT = re.compile(
    rf"{_LEAD}(?P<number>{ARABIC})(?=(?:和|、|与|及)(?:约|近|超)?(?:{ARABIC})(?P<scale>{SCALE}?)(?P<unit>{UNIT}))"
)
_PERCENT = re.compile(rf"百分之(?P<number>{CHINESE}|{ARABIC})(?:点(?P<part>{CHINESE}))?")
_TENTHS = re.compile(r"(?P<number>[一二两三四五六七八九])成(?P<b>[多余以]?)(?![为员功果就立本品交分效长])")
_NOT_TENTHS = tuple("为员功果就立本品交分效长")
_FRACTION = re.compile(
    rf"(?P<under>{CHINESE})分之(?P<over>{CHINESE})|(?<![0-9/])(?P<above>[1-9])/(?P<below>[1-9]0?)(?![0-9/])"
)
_DOUBLING = re.compile(r"翻(?:了)?(?P<number>[一两二三四]?)番")
_TIMES = re.compile(r"(?P<number>[一两二三四五六七八九十]{1,2})倍")
_ROUND = re.compile(
    rf"(?:突破|超过|超|达到|达|近|逾|过|首破)(?P<unit>(?:万亿|[百千]?[万亿]|[百千])(?:{UNIT})?)(?![级之县城俱台元的方])"
)
_HUNDREDS = re.compile(r"(?P<number>[百千])(?P<unit>场|亩|公里|辆|套)(?=[一-龥])")
_COUNTABLE = rf"(?:万亿|[万亿])(?:{UNIT})|个百分点|万亿|亿|名|家|户|人|所|座|件|辆|亩|公里"
_CHINESE_QUANTITY = re.compile(rf"(?P<number>{CHINESE})(?P<b>[多余]?)(?P<unit>{_COUNTABLE})(?P<more>[多余]?)(?![级之])")
_RATIO = re.compile(rf"(?P<a>{ARABIC})[:：∶](?P<b>{ARABIC})[:：∶](?P<c>{ARABIC})")
_INCOME_RATIO = re.compile(
    rf"(?:收入比|之比)[一-龥]{{0,6}}?(?P<number>{ARABIC})(?P<of>[:：∶]1)?"
    rf"(?:(?:缩小|降低|下降|减小|降|变|收窄)(?:至|为|到)(?P<then>{ARABIC})(?:[:：∶]1)?)?(?![{DIGITS}%％:：])"
)
_RANK = re.compile(
    rf"第(?P<number>[{DIGITS}]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:大?位(?:次)?|名|个省会)?(?![产次届批个季代轮期大条章责])"
)
_FIRST = re.compile(r"(?<=[居列为])?(?P<word>首位|榜首|第一)(?!责任|书记|时间|线|批|课|产业|资源|要务|车间|位)")
_FRONT = re.compile(
    rf"前(?P<number>[{DIGITS}]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?P<unit>位|名|强)?(?!年|个|期|后|批|述|提|三|[{DIGITS}])"
)

Rule = Callable[[str], Iterator[Quantity]]


def _kind(unit: str) -> str:
    """The class of a unit; 亿元/平方公里 is of the class of what stands above the stroke."""
    return UNIT_CLASS.get(unit) or UNIT_CLASS.get(unit.partition("/")[0], "count")


def _made(match: re.Match[str], value: str, unit: str, kind: str, rule: str, bound: Bound = "exact") -> Quantity:
    start, end = match.span()
    return Quantity(start, end, value, unit, kind, bound, start, end, rule)


def three_part_ratio(text: str) -> Iterator[Quantity]:
    """`11.8：48.3：39.9`: three shares."""
    for match in _RATIO.finditer(text):
        for name in "abc":
            start, end = match.span(name)
            yield Quantity(start, end, arabic(match[name]), "%", "ratio", "exact", start, end, "three-part-ratio")


def income_ratio(text: str) -> Iterator[Quantity]:
    """`城乡收入比降至1.98`: a bare number that is a multiple."""
    for match in _INCOME_RATIO.finditer(text):
        for name in ("number", "then"):
            start, end = match.span(name)
            if match[name]:
                yield Quantity(start, end, arabic(match[name]), "倍", "multiple", "exact", start, end, "income-ratio")


_NEGATIVE = re.compile("[长降为率幅速度滑升][-－]$")


def arabic_quantity(text: str) -> Iterator[Quantity]:
    """`3900余万元`, `2×660兆瓦`, `1，080，211万元`; a number without unit and scale is no quantity."""
    for match in _ARABIC_QUANTITY.finditer(text):
        if text.startswith("级", match.end()) and not text.startswith("级别", match.end()):
            continue  # 20万吨级泊位 is a class of berths
        unit = match["scale"] + (match["unit"] or "")
        if not unit or unit in ("百", "千") or (unit == "成" and text[match.end() : match.end() + 1] in _NOT_TENTHS):
            continue
        negative = bool(_NEGATIVE.search(text, max(0, match.start() - 2), match.start()))
        value = "-" * negative + arabic(match["number"]) + (f"×{arabic(match['times'])}" if match["times"] else "")
        bound: Bound = "at_least" if match["a"] or match["b"] or match["c"] else "exact"
        found = _made(match, value, unit, _kind(match["unit"] or ""), "arabic", bound)
        start = match.start() - negative
        yield replace(found, start=start, left=start)


def percent_in_words(text: str) -> Iterator[Quantity]:
    """`百分之六十`."""
    for match in _PERCENT.finditer(text):
        number = chinese(match["number"]) if match["number"][0] not in "0123456789" else match["number"]
        if number is not None:
            part = "".join(str(chinese(letter)) for letter in match["part"] or "")
            yield _made(match, f"{number}.{part}" if part else str(number), "%", "ratio", "percent-in-words")


def tenths(text: str) -> Iterator[Quantity]:
    """`近六成`, `八成多`."""
    for match in _TENTHS.finditer(text):
        bound: Bound = "at_least" if match["b"] in ("多", "余") else "exact"
        end = match.end() - (match["b"] == "以")
        found = _made(match, str(chinese(match["number"])), "成", "ratio", "tenths", bound)
        yield replace(found, end=end, right=end)


def fraction(text: str) -> Iterator[Quantity]:
    """`四分之一` is 25 %; one that is no terminating decimal of two places is left alone."""
    for match in _FRACTION.finditer(text):
        under, over = _part(match["under"] or match["below"]), _part(match["over"] or match["above"])
        if under and over and over < under and (over * 10000) % under == 0:
            share = over * 10000 // under
            yield _made(match, f"{share / 100:g}", "%", "ratio", "fraction")


def _part(written: str) -> int | None:
    return int(written) if written[0] in "0123456789" else chinese(written)


def doubling(text: str) -> Iterator[Quantity]:
    """`翻番`, `翻一番` is growth by once the old value, `翻两番` by three times."""
    for match in _DOUBLING.finditer(text):
        times = 2 ** (chinese(match["number"] or "一") or 1) - 1
        yield _made(match, str(times), "倍", "multiple", "doubling")


def times_in_words(text: str) -> Iterator[Quantity]:
    """`增长两倍`."""
    for match in _TIMES.finditer(text):
        number = chinese(match["number"])
        if number:
            yield _made(match, str(number), "倍", "multiple", "times-in-words")


def round_amount(text: str) -> Iterator[Quantity]:
    """`突破万亿元`: 1 万亿元. Not `千亿级`, `百亿县`."""
    for match in _ROUND.finditer(text):
        unit = match["unit"]
        if unit[-1] in "百千万" and len(unit) == 1:
            continue
        start, end = match.span("unit")
        kind = "money" if unit[-1] in "元亿" else "count"
        yield Quantity(start, end, "1", unit, kind, "exact", start, end, "round-amount")


def hundreds(text: str) -> Iterator[Quantity]:
    """`百场演出`, `千亩示范田`."""
    for match in _HUNDREDS.finditer(text):
        if match.start() and text[match.start() - 1] in "一二两三四五六七八九几数十百千上":
            continue
        value = {"百": "100", "千": "1000"}[match["number"]]
        yield _made(match, value, match["unit"], UNIT_CLASS[match["unit"]], "hundreds")


def chinese_quantity(text: str) -> Iterator[Quantity]:
    """`两名`, `十件`, `两万亿元`; `一家`, `一件` are no counts, and neither is `一个`."""
    for match in _CHINESE_QUANTITY.finditer(text):
        number = chinese(match["number"])
        before = text[match.start() - 1] if match.start() else "，"
        if number is None or before in "第零〇一二两三四五六七八九十百千万亿几数每之半同另任某这那":
            continue
        if number < 2 and match["unit"][0] not in "万亿":
            continue
        if match["number"] in ("百", "千", "十") and match["unit"][0] in "万亿":
            continue
        vague = match["number"] in ("百", "千", "十") and match["unit"] in ("家", "名", "户", "人", "件", "个")
        if vague and (match["number"], match["unit"]) != ("十", "件"):
            continue
        unit = match["unit"]
        bound: Bound = "at_least" if match["b"] or match["more"] else "exact"
        kind = UNIT_CLASS.get(unit.lstrip("万亿"), "money" if unit[-1] in "亿元" else "count")
        yield _made(match, str(number), unit, kind, "chinese", bound)


def rank(text: str) -> Iterator[Quantity]:
    """`第35位`, `位居全国第一`, `列第2名`."""
    for match in _RANK.finditer(text):
        written = match["number"]
        number = arabic(written) if written[0] in "0123456789０１２３４５６７８９" else str(chinese(written) or "")
        if number and number != "0" and _ranked(text, match):
            yield _made(match, number, "位", "rank", "rank")
    for match in _FIRST.finditer(text):
        if match["word"] != "第一" and text[match.start() - 2 : match.start()] not in ("摆在", "放在", "挺在"):
            yield _made(match, "1", "位", "rank", "rank")


_ANOTHER_RANK = re.compile(rf"、第(?:[{DIGITS}]{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:位|名|次)")


def _ranked(text: str, match: re.Match[str]) -> bool:
    """An ordinal is a rank if it says so (`第3位`, `第2名`) or ends what is said of a subject (`居全省第一`)."""
    if match.group()[-1] in "位次名会":
        return True
    if text.startswith("、第", match.end()):
        return bool(_ANOTHER_RANK.match(text, match.end()))  # 第4、第3位, but 第二、第三产业
    after = text[match.end() : match.end() + 1]
    return after in ("", "，", "。", "；", "、", "！", "）", "”", ",", ";") and not text[: match.start()].endswith(
        ("“", "《")
    )


def front_rank(text: str) -> Iterator[Quantity]:
    """`前5位`, `位列国内前三`: a rank of at most that."""
    for match in _FRONT.finditer(text):
        written = match["number"]
        number = arabic(written) if written[0] in "0123456789０１２３４５６７８９" else str(chinese(written) or "")
        said = match["unit"] or text[match.end() : match.end() + 1] in ("", "，", "。", "；", "、")
        if number and said and match["unit"] != "强":
            yield _made(match, number, "位", "rank", "front-rank", "at_most")


def shared_unit(text: str) -> Iterator[Quantity]:
    """`回落2.16和1.66个百分点`: the first number has the unit of the second."""
    for match in _SHARED_UNIT.finditer(text):
        kind = UNIT_CLASS.get(match["unit"], "count")
        if kind in ("ratio", "points", "money", "area", "mass", "length", "person"):
            start, end = match.span("number")
            unit = match["scale"] + match["unit"]
            yield Quantity(start, end, arabic(match["number"]), unit, kind, "exact", start, end, "shared-unit")


RULES: tuple[Rule, ...] = (
    three_part_ratio,
    income_ratio,
    front_rank,
    rank,
    shared_unit,
    arabic_quantity,
    percent_in_words,
    fraction,
    tenths,
    doubling,
    times_in_words,
    round_amount,
    hundreds,
    chinese_quantity,
)

# --- ranges and bounds ---------------------------------------------------------------------------------------------

_RANGE = re.compile(rf"(?P<number>{ARABIC})(?P<unit>%|％|{SCALE}?(?:{UNIT})?)?(?:[—\-–－~～]{{1,2}}|至|到)$")


# Words that end like a word of bound: 签约143.3亿元 says nothing of "about".
_ENDS_IN_ABOUT = ("签约", "合约", "节约", "条约", "集约", "公约", "预约", "制约", "签 约")


def _bounded(text: str, found: Quantity) -> Quantity:
    """The quantity with the bound that the words around it say; `控制在3.5%以内` is one bound, not two."""
    left, right, bound = found.left, found.right, found.bound
    head = text[max(0, left - 6) : left].rstrip(" ")
    for word, meaning in BEFORE:
        if head.endswith(word) and not head.endswith(_ENDS_IN_ABOUT):
            left, bound = left - len(word), meaning if bound == "exact" else bound
            break
    for word, meaning in AFTER:
        if text.startswith(word, right):
            strong = meaning if word != "大关" or bound == "exact" else bound
            right, bound = right + len(word), strong
            break
    return replace(found, left=left, right=right, bound=bound)


def _ranges(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """`3%至5%` and `1—2项` are two quantities: at least the first, at most the second.

    `由3%提高至5%` is no range: there a verb stands between the two.
    """
    for number, quantity in enumerate(found):
        match = _RANGE.search(text[max(0, quantity.start - 24) : quantity.start]) if quantity.kind != "rank" else None
        if match and quantity.rule == "arabic" and not _reaches(text, quantity, match):
            start = max(0, quantity.start - 24) + match.start()
            right = quantity.right + 2 * text.startswith("之间", quantity.right)
            before = found[number - 1] if number else quantity
            if not (before.start <= start < before.end and before.unit != quantity.unit):
                low = replace(quantity, start=start, left=start, value=arabic(match["number"]), bound="at_least")
                left = start - next((len(word) for word, _ in BEFORE if text.endswith(word, 0, start)), 0)
                end = start + len(match["number"]) + len(match["unit"] or "")
                yield replace(low, left=left, end=end, right=quantity.start)
                yield replace(quantity, left=quantity.start, right=right, bound="at_most", rule="range")
                continue
        yield quantity


def _reaches(text: str, quantity: Quantity, match: re.Match[str]) -> bool:
    """True for `从3%到5%`, `由1家至3家`, `12月至3月`: a way from one to the other, or dates."""
    start = max(0, quantity.start - 24) + match.start()
    return start > 0 and text[start - 1] in "从由自年月第.．" + "0123456789"


def _points(text: str, found: list[Quantity]) -> list[Quantity]:
    """`分别快于全国3.4个、1个百分点`: the first is of points as well."""
    for number in range(len(found) - 1, 0, -1):
        one, other = found[number - 1 : number + 1]
        if other.unit == "个百分点" and one.unit == "个" and text[one.right : other.left] in ("、", "和", "，"):
            found[number - 1] = replace(one, unit=other.unit, kind=other.kind)
    return found


def find(text: str) -> list[Quantity]:
    """All quantities of a sentence in order, with their bounds; offsets count in `text`.

    >>> [(q.value, q.unit, q.bound) for q in find("追回拖欠工资3900余万元，增长5%左右")]
    [('3900', '万元', 'at_least'), ('5', '%', 'about')]
    """
    taken = Taken(len(text), lookalikes(text))
    found: list[Quantity] = []
    for rule in RULES:
        for quantity in rule(text):
            if taken.free(quantity.start, quantity.end):
                taken.take(quantity.start, quantity.end)
                found.append(_bounded(text, quantity))
    found = _points(text, sorted(found, key=lambda quantity: quantity.start))
    ranged = {(quantity.start, quantity.end): quantity for quantity in found}
    for quantity in _ranges(text, found):
        ranged[quantity.start, quantity.end] = quantity
    return sorted(ranged.values(), key=lambda quantity: quantity.start)
