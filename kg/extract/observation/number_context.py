"""Numbers in context: every quantity of a sentence with the words around it that may say what it measures.

It looks left to the last mark that ends a clause or to the quantity before, and right to the next mark or the
quantity behind. Marks inside quotation marks and whole parentheses do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.observation.indicator import Phrase, before
from kg.extract.observation.noun_behind import behind
from kg.text import lexicon
from kg.text.line import Line
from kg.text.unit import MEASURED, Quantity

_MARKS = "，；。：∶！？,;:!?●"
_OPENING, _CLOSING = "（(“‘《「", "）)”’》」"
_JOINTS = ("、", "和", "及", "与", "以及", "，和", "、和")
# Units of things that are counted or measured out, so that a noun may follow the number: 15座消防站, 66万亩任务.
COUNTS = (
    "count", "goods", "person", "batch", "area", "length", "mass", "volume", "power", "energy", "word", "voltage",
    "computing",
)  # fmt: skip
_EACH = re.compile("(?<![年平人日月户])均(?!价)|分别|双双|都|各")
_SCOPE = "|".join(map(re.escape, lexicon.ordered("verb", "scope")))
# What stands between a subject and its rank: 增速|均居全国|第4位.
_RANKED = re.compile(
    "(?:在[^，。；]{2,16}中)?(?:(?:连续|近)[0-9一二两三四五六七八九十多]{1,3}(?:个)?(?:年|季度|月)(?:保持|稳居|位居|位列)?)?"
    "(?:持续|继续|稳|再次|首次|均|分别|双双|历史性|一举|总体|综合|也|已|都)?"
    "(?:位居|位列|居于|居|列|名列|排名(?:保持|跃居|升至|上升至|提升至)?|排在|排到|排|跻身|进入|步入|迈入|提升至|提升到|"
    "提高至|上升至|上升到|升至|跃升至|跃升到|跃居|跃至|保持|稳居|达到|为|获得|获|荣获|占据|占|在)?"
    f"(?:(?:{_SCOPE}|园区|开发区|高新区|[一-龥]{{2,3}}五省|同期|同类|地级市|地区|内地|大中城市|[区县]{{1,2}}|百强县?(?:市|区)?|城市|省份|各省|市州|市区|市|州|主要|"
    "前列|和|、|的|区市|部|单位|省区|非省会|国内|世界|综合)){0,5}$"
)


@dataclass(frozen=True, slots=True)
class NumberContext:
    """A quantity, the phrase before it, the noun behind it, and how it hangs on the quantity before.

    `between` is what stands between the phrase and the number; `joint` what parts it from the quantity before, where
    nothing else does; `depth` counts the parentheses around it; `start` is where its clause begins.
    """

    quantity: Quantity
    start: int
    left: Phrase
    right: tuple[int, int]
    between: str
    joint: str
    depth: int

    @property
    def each(self) -> bool:
        """True where the number holds for each member of the list before it: 均, 分别."""
        return bool(_EACH.search(self.between))


def contexts(line: Line, quantities: Sequence[Quantity]) -> Iterator[NumberContext]:
    """The numbers of a sentence with the words around them, in order."""
    for number, quantity in enumerate(quantities):
        previous = _behind_steps(line.text, quantities[number - 1].right) if number else 0
        following = quantities[number + 1].left if number + 1 < len(quantities) else len(line.text)
        context = _context(line, quantity, previous, max(following, quantity.right), number > 0)
        if number + 1 < len(quantities):
            after = quantities[number + 2].left if number + 2 < len(quantities) else len(line.text)
            context = _with_noun_of(line, context, quantities[number + 1], after)
        yield context


def _with_noun_of(line: Line, context: NumberContext, last: Quantity, after: int) -> NumberContext:
    """The context with the noun behind the next number, where both tell of it; `after` begins the one behind that."""
    own = context.quantity
    if last.rule == "range" and line.text[own.left - 1 : own.left] in ("和", "及", "与", "、"):
        context = replace(context, left=Phrase(own.left, own.left, (), ""))  # 2—3家中心和|25—30家企业
    start = last.right + line.text.startswith("的", last.right)
    noun = behind(line, start, _clause_end(line.text, start, after))
    if is_classed(line, own, last) and noun[0] < noun[1]:
        return replace(context, right=(own.right, noun[1]))
    return replace(context, right=noun) if _shares_noun(line, context, last) else context


def _shares_noun(line: Line, context: NumberContext, following: Quantity) -> bool:
    """Whether the noun of a number stands behind the next one: that of a size, of money, or the end of a range."""
    own = context.quantity
    if _sized(own, following) or _funded(line, own, following):
        return True
    return _is_range(own, following) and context.left.empty_or_verb(line)


def _behind_steps(text: str, end: int) -> int:
    """Behind the steps that a number counts: 连续迈上4个|万亿元台阶、|达14万亿元."""
    steps = text.find("台阶、", end, end + _NEAR_STEPS)
    return steps + len("台阶、") if steps >= 0 else end


_NEAR_STEPS = 9


def _sized(count: Quantity, size: Quantity) -> bool:
    """Whether a count is of things whose size stands between it and their noun: 3座|20万千瓦|储能项目."""
    return count.kind == "count" and size.kind in MEASURED and size.left == count.right and not count.named


def _funded(line: Line, count: Quantity, money: Quantity) -> bool:
    """Whether a count is of things behind the money that goes into them: 27个|总投资69.5亿元的|重点项目."""
    between = _INVESTED.fullmatch(line.text, count.right, money.left)
    return count.kind == "count" and between is not None and line.text.startswith("的", money.right)


_INVESTED = re.compile("(?:总|计划|计划总)?投资(?:额|约|超|达|近)*")


def _is_range(low: Quantity, high: Quantity) -> bool:
    """Whether two quantities are the ends of one range: 1—2个|示范点, 三四十家|企业."""
    return high.rule == "range" or (low.bound == "at_least" and high.bound == "at_most" and low.right == high.left)


_CLASS = re.compile(
    "(?:总|计划|固定资产)?(?:投资|产值|营收|营业收入|销售收入|税收|纳税|经济总量|地区生产总值|财政收入)额?(?:超过?|过|达|不低于|近)?"
)


def is_classed(line: Line, count: Quantity, amount: Quantity) -> bool:
    """Whether a count is of things whose amount makes a class before their noun: 100个|投资5000万元以上|项目.

    Behind 项目50个总投资超30亿元 no noun follows: that is a sum.
    """
    above = count.kind == "count" and amount.kind == "money" and amount.bound != "exact"
    told = above and _CLASS.fullmatch(line.text, count.right, amount.left)
    return bool(told) and bool(_OF_CLASS.match(line.text, amount.right))


_OF_CLASS = re.compile("的?[一-龥]{2}|、[0-9]{1,4}个过")


def _context(line: Line, quantity: Quantity, previous: int, following: int, second: bool) -> NumberContext:
    left = max(quantity.left, previous)
    start = _clause_start(line.text, previous, left)
    end = _before_rank(line, start, left) if quantity.kind == "rank" else left
    phrase = before(line, start, end)
    gap = line.text[previous:left].strip()
    return NumberContext(
        quantity=quantity,
        start=start,
        left=phrase,
        right=behind(line, quantity.right, _clause_end(line.text, quantity.right, following)),
        between=line.text[phrase.end : left],
        joint=gap if second and (gap in _JOINTS or not gap) else "",
        depth=line.depth(quantity.start),
    )


def _before_rank(line: Line, start: int, end: int) -> int:
    found = _RANKED.search(line.text, start, end)
    return found.start() if found else end


def _clause_start(text: str, start: int, end: int) -> int:
    depth = 0
    for at in range(end - 1, start - 1, -1):
        letter = text[at]
        if letter in _CLOSING:
            if _opening(text, start, at) < 0:
                return at + 1
            depth += 1
        elif letter in _OPENING:
            if depth == 0:
                return at + (letter in "（(")
            depth -= 1
        elif depth == 0 and letter in _MARKS:
            return at + 1
    return start


def _opening(text: str, start: int, at: int) -> int:
    return text.rfind(_OPENING[_CLOSING.index(text[at])], start, at)


# What else the things behind a count are: 9个镇|（街道）|建成样板, 9所省市|（州）|共建高校.
_ASIDE = re.compile("[（(][一-龥、]{1,6}[）)](?=[一-龥])")


def _clause_end(text: str, start: int, end: int) -> int:
    depth, told = 0, start
    for at in range(start, end):
        letter = text[at]
        if at < told:
            continue
        if letter in _OPENING:
            if letter in "（(":
                aside = _ASIDE.match(text, at, end) if at > start else None
                if not aside:
                    return at
                told = aside.end()
                continue
            depth += 1
        elif letter in _CLOSING:
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0 and (letter in _MARKS or letter == "、"):
            return at
    return end
