"""Names of projects: where a name begins and ends, what its head is, and whether it names one thing of its own.

Atoms: fillers that do not belong to a name (全力, 年内, 一批), heads (水电站, 产业园, 项目, 改扩建), capacities
(2×660兆瓦). On them stand two questions: is this stretch of text a name with an identity, and which head do the
members of a list share?
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.text import lexicon
from kg.text.line import Line
from kg.text.lookalike import OF_AMOUNT
from kg.text.marks import before_parenthesis
from kg.text.tokens import Token, cut

HeadClass = Literal[
    "facility", "institution", "zone", "policy", "soft", "generic", "action", "road", "single", "phase", "none"
]

_DIGITS = "0-9０-９"
_NUMERAL = f"[{_DIGITS}一二三四五六七八九十百千两]"
TIME = re.compile(
    f"(?:[{_DIGITS}]{{4}}年)?[{_DIGITS}]{{1,2}}月(?:[{_DIGITS}]{{1,2}}日|底前?|份|初|前|[上中下]旬)?|[{_DIGITS}]{{4}}年(?:底前?|内|初|前)?"
    f"|[{_DIGITS}]{{1,2}}日|[春夏秋冬一二三四]季度?(?=投|建|开|竣|完|通)"
)
_ENDS_OF_TIMES = "年月日底前份初旬内季度"
# What stands before a name: of what rank a thing is (全省首个), one point of several (四是), the number of a heading.
_BEFORE_NAME = re.compile(
    "(?:全国|全省|全市|全区|全球|世界|国内|省内|我国|我省|我市|西北|西部|亚洲|西南|华东|本市|本省|[一-鿿]{2,3})?"
    "(?:首个|首座|首条|首家|首批|首台|首艘|首套|首期|首处|首所|第一个|第一座|第一条|最大|最长|最高|唯一|规模最大|单体最大|一流)"
    "(?:的|规模)?|[一二三四五六七八九]是"
    "|^(?:[（(][一二三四五六七八九十0-9]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|[0-9]{1,2}[.．、](?![0-9]))"
)
# What is said of the money for a thing, before the amount and behind it: 总投资约|3亿元|的水库.
_FUNDED = re.compile("(?:总|计划|完成|累计)?(?:投资|投入|安排|筹措|筹集|争取|整合|下达|统筹)[^，。；、0-9０-９]{0,10}")
PHASE = re.compile(
    rf"(?:(?<![{_DIGITS}])第?{_NUMERAL}{{1,2}}(?:、{_NUMERAL}{{1,2}})*(?:期|号线|阶段|标段)|(?<![A-Za-z])[A-Z](?:[{_DIGITS}]{{1,3}}线?|线))(?:工程|项目)?$"
)
# 乐山大街|南延至南三环
_EXTENDED = re.compile("(?:[东西南北]延(?:伸)?|延伸|延长)[到至][一-龥0-9]{2,10}$")


# What finds projects asks for it, and then what the next sentence may go on about.
@lru_cache(maxsize=1)
def finer(sentence: Line) -> Line:
    """The sentence with words that hold a verb of stage and something else parted."""
    found: list[Token] = []
    for token in sentence.tokens:
        found += _parted(sentence.text, token) if len(token.text) > 2 else (token,)
    return sentence.with_tokens(found)


def _parted(text: str, token: Token) -> tuple[Token, ...]:
    """A word, or its two parts; 启动区 opens no name, so that a clause opens with 启动 (启动区福利中心建设)."""
    at = 0
    if len(token.text) > 3:
        at = _seam(token.text)
    elif token.text in ("启动区", "建成区") and text[token.start - 1 : token.start] in _STARTS:
        at = 2
    if not at:
        return (token,)
    middle = token.start + at
    return (Token(token.start, middle, token.text[:at]), Token(middle, token.end, token.text[at:]))


_STARTS = frozenset(("", "，", "；", "：", "。", ","))


@lru_cache(4096)
def _seam(word: str) -> int:
    """Where a word parts: 全面|开工, 工程|建设; 0 where it is one thing."""
    stages, heads, verbs = lexicon.words("stage"), lexicon.words("project-head"), lexicon.words("project", "verb")
    if word in stages or word in heads or word in verbs:
        return 0
    for at in range(2, len(word) - 1):
        left, right = word[:at], word[at:]
        if right in stages and (left in lexicon.words("project") or left in heads):
            return at
        if right in verbs and left in lexicon.words("project", "adverb"):
            return at
    return 0


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a name that says what kind of thing it is; `start` counts in the name."""

    kind: HeadClass
    word: str
    start: int


@cache
def _heads() -> dict[str, tuple[tuple[str, HeadClass], ...]]:
    """Heads by their last character, longest first."""
    kinds = dict(lexicon.rows("project-head"))
    found: dict[str, list[tuple[str, HeadClass]]] = {}
    for word in lexicon.ordered("project-head"):
        found.setdefault(word[-1], []).append((word, kinds[word]))  # type: ignore[arg-type]
    return {last: tuple(rows) for last, rows in found.items()}


@cache
def _words_by_first(*classes: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in lexicon.ordered("project", *classes):
        found.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in found.items()}


@cache
def _words_by_last(*classes: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in lexicon.ordered("project", *classes):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(words) for last, words in found.items()}


# No head stands further from the end of a name.
_LONGEST = 60


@lru_cache(8192)
def head(name: str) -> Head:
    """The head of a name, a trailing parenthesis aside.

    >>> head("青石岭水库除险加固工程").word, head("青石岭至白塔高速").kind
    ('工程', 'facility')
    """
    before = max(0, len(name) - _LONGEST)
    bare = before_parenthesis(name[before:]).rstrip('”"')
    if phase := PHASE.search(bare):
        return Head("phase", phase.group(), before + phase.start())
    if "延" in bare and (extended := _EXTENDED.search(bare)):
        return Head("action", extended.group(), before + extended.start())
    for word, kind in _heads().get(bare[-1:], ()):
        if bare.endswith(word):
            if _is_decoy(bare, word):
                continue
            return Head(kind, word, before + len(bare) - len(word))
    return Head("none", "", len(name))


def _is_decoy(name: str, head: str) -> bool:
    """Whether a head is only the end of another word (思路, 互联互通) or a short one stands alone (路)."""
    decoys = _words_by_last("decoy").get(name[-1], ())
    return (len(head) == 1 and name in decoys) or any(len(word) > len(head) and name.endswith(word) for word in decoys)


def strip_left(line: Line, start: int, end: int, most: int = 99) -> int:
    """Where a name can begin at or after `start`: past at most `most` times, adverbs, and words of joining."""
    at = start
    for _ in range(most):
        if at >= end:
            break
        step = _filler(line, at, end)
        if step == at:
            break
        at = step
    return at


def _filler(line: Line, at: int, end: int) -> int:
    text = line.text
    if text[at] in "、，,；;：: 　的" or (text[at] == "“" and text.find("”", at, end) < 0):
        return at + 1
    if (funded := _funded(line, at, end)) in line.bounds and funded > at:
        return funded
    for pattern in (TIME, _BEFORE_NAME):
        if (found := pattern.match(text, at, end)) and found.end() in line.bounds and found.end() > at:
            return found.end()
    for word in _words_by_first("adverb").get(text[at], ()):
        if text.startswith(word, at) and at + len(word) <= end and at + len(word) in line.bounds:
            return at if _opens_name(line, word, at) else at + len(word)
    return at


def _opens_name(line: Line, word: str, at: int) -> bool:
    """Whether a character that may be an adverb begins a firm's name: 正荣|刀剪生产线."""
    return len(word) == 1 and any(name.start == at and name.type == "company" for name in line.names)


def _funded(line: Line, at: int, end: int) -> int:
    """The end of the words that say what money goes into the thing behind them (总投资3亿元的), or `at`."""
    for item in line.quantities_within(at, end):
        if item.kind == "money" and _FUNDED.fullmatch(line.text, at, item.start):
            return _behind(line.text, item.end, ("以上", "资金", "的"))
    return at


def _behind(text: str, at: int, words: tuple[str, ...]) -> int:
    """Behind those of the words that stand one after the other at an offset."""
    for word in words:
        at += len(word) * text.startswith(word, at)
    return at


def strip_right(line: Line, start: int, end: int) -> int:
    """Where a name that ends at or before `end` must end: before times and adverbs that belong to the verb."""
    at = end
    while at > start:
        step = _trailing(line, start, at)
        if step == at:
            break
        at = step
    return at


_ASPECTS = tuple(
    "部分路段 部分区域 公开招标 公开招投标 招标 招投标 初步设计 施工图设计 可行性研究 年度 步伐 进度 进程 力度 "
    "总体规划 建设规划 规划 方案 主体工程 主体结构 主体 整体 全线 规划调整".split()
)


def _trailing(line: Line, start: int, at: int) -> int:
    """Where an aspect, a place with 在, a mark, a time or an adverb that ends at `at` begins; `at` where none does."""
    text = line.text
    if text.endswith(_ASPECTS, start, at):
        aspect = max(len(word) for word in _ASPECTS if text.endswith(word, start, at))
        if at - aspect > start + 3:
            return at - aspect
    place = text.rfind("在", max(start, at - 9), at)
    if place >= 0 and any(found.start == place + 1 and found.end == at for found in line.names):
        return place
    if text[at - 1] in "、，,；;：: 　的或被" or (
        text[at - 1] in "在于" and at < len(text) and text[at] in "0123456789今年本"
    ):
        return at - 1
    if text[at - 1] in _ENDS_OF_TIMES:
        for found in TIME.finditer(text, max(start, at - 11), at):
            if found.end() == at:
                return found.start()
    return at - _last_adverb(line, start, at)


def _last_adverb(line: Line, start: int, at: int) -> int:
    """The length of the adverb that ends at `at`, 0 where none does."""
    adverbs = _words_by_last("adverb").get(line.text[at - 1], ())
    heads = lexicon.words("project-head")  # 管控|系统
    ending = (
        len(word)
        for word in adverbs
        if word not in heads and line.text.endswith(word, start, at) and at - len(word) in line.bounds
    )
    return next(ending, 0)


def without_modifiers(text: str) -> str:
    """A tail behind 等 without words that any project may have (重大, 标志性, 百亿元), if a word remains."""
    while True:
        amount = _OF_AMOUNT.match(text)
        end = amount.end() if amount else next((len(word) for word in _TAIL_MODIFIERS if text.startswith(word)), 0)
        opens_word = not amount and end == 1 and cut(text)[0].text != text[:1]  # 新|兴产业
        if not 0 < end < len(text) or opens_word:
            return text
        text = text[end:]


# 3个|百亿元、9个20亿元以上|项目
_OF_AMOUNT = re.compile(f"{OF_AMOUNT}(?:[、和及][0-9]{{1,4}}个)?|(?:国家)?[1-5]?A级")
_TAIL_MODIFIERS = (
    "标志性", "牵引性", "引领性", "支撑性", "关键性", "重大", "重点", "关键", "骨干", "主要", "一批",
    "省级", "市级", "国家级", "大型", "优质", "在建", "续建", "新建", "超大",
    "大中型", "中小型", "中型", "小型", "大", "好", "高质量", "或", "拟", "新",
    "开工", "签约", "竣工", "投产", "落地", "在谈", "前期", "储备", "招商", "产业", "外资", "内资", "民生", "建设",
)  # fmt: skip
