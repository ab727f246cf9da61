"""Indicators: what a number measures, read from the words before it.

`before` trims the stretch in front of a number from its right end (bound, measure verb, adverbs) and then from its
left end (`front`: adverbs, verbs of doing). The noun that follows a count is read by `noun_behind`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.observation.front import beginning
from kg.extract.observation.verb_classes import (
    ADVERBS,
    ATTRIBUTES,
    BARE_ATTRIBUTES,
    DO,
    LONGEST_TAIL,
    OWN,
    PREDICATES,
    TAIL_OF,
)
from kg.text.line import Line

# What an attribute is told for or by: 年|产值, 平均|时限, 运营|里程; with it the name still does not say whose it is.
_OF_ATTRIBUTES = re.compile(
    "^(?:年度|年|月|日|户|亩)?(?:平均|均|自然|同口径|可比)?(?:实际|合计|累计|运营|通车|新增|新建|建设|规划|设计|计划|预计|村?集体)?(?=..)"
)


# Verbs that jieba may keep inside a longer word: 经济|增长.
_INNER_VERBS = ("增长", "下降", "提高", "减少", "增加")


# A year before the verb tells what a change is measured from: 债务余额较2024年增加.
_YEAR = re.compile(
    '(?:较|比|与|在|到|至|于)?(?:19|20)[0-9]{2}年(?:底|末|初|以来|期间|同期|度)?$|(?:较|比|是|为|相当于)[“"]?十[一二三四五]五[”"]?(?:末期?|期间|时期)?$'
    "|(?:较|比)(?:[一二三四]季度|[上下]半年|1[-—－至][0-9]{1,2}月份?)(?:分别|均)?$"
    "|(?:较|比)(?:上年|去年|上年末|上年同期|去年同期|上年同口径|年初|上月|上季度)(?:分别|均)?$"
    "|(?:较|比)[0-9一二两三四五六七八九十]{1,3}年前的?$"
    "|[由从](?:原来|原先|过去|当年|当初|最初|[0-9一二两三四五六七八九十]{1,3}年前)的?$"
    "|(?:发展|扩展|提高|提升|增加|增长|上升|降低|减少|缩小)?[到至](?:目前|现在|如今|当前)的?$"
    "|[由从](?:上年|去年|上半年|年初|上年末)的?$"
    "|连续[0-9一二两三四五六七八九十]{1,3}(?:个)?(?:年|季度|月)$"
    "|[由从](?!业|农|教)[^，；。、由从“”（）]{1,10}的(?:不足|近|约)?[一-龥]{0,3}$"
)
# What a figure is told without: 生产总值|剔除煤矿停产等不可比因素|增长.
_SET_ASIDE = re.compile(
    "(?:剔除|扣除|剔去|排除)[^，；。（）]{2,24}?(?:因素|影响)+(?:后|外)?$|在[^，；。（）在]{2,24}?的?(?:情况|背景|形势|基础)下$"
)
# At what prices an amount is worked out: 生产总值|按可比价格计算|增长.
_AT_PRICES = tuple(f"按{at}价{by}" for at in ("可比", "不变", "现") for by in ("计算", "格计算", "格", ""))
# A note between a verb and its number: 同比增长（下同）|2.5%.
_NOTES = ("（下同）", "（以下同）", "（预计）", "（预计数）", "（快报数）")
_TOWARDS = ("到", "至")
_UP_TO_NOW = ("目前", "现在", "如今", "当前")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands before a number: the indicator's stretch and the words between it and the number.

    `kinds` are the classes of those words, nearest first; `verb` is the nearest word itself.
    """

    start: int
    end: int
    kinds: tuple[str, ...]
    verb: str

    @property
    def empty(self) -> bool:
        return self.start >= self.end

    def empty_or_verb(self, line: Line) -> bool:
        """Whether nothing but a verb of doing stands before the number."""
        return self.empty or all(word.text in DO for word in line.inside(self.start, self.end))


def before(line: Line, start: int, end: int) -> Phrase:
    """The indicator in `text[start:end]`, the stretch in front of a number.

    The end is trimmed by the classes of TAIL, nearest the number first, as long as a word of them ends there.
    """
    text, verb, number = line.text, "", end
    start = _behind_predicate(line, start, end)
    kinds: list[str] = []
    while end > start:
        if text[end - 1] in " 　":
            end -= 1
        elif text.endswith(_NOTES, start, end):
            end = text.rindex("（", start, end)
        elif text.endswith(_AT_PRICES, start + 2, end):
            end = text.rindex("按", start, end)
        elif kinds and (aside := _SET_ASIDE.search(text, start, end)):
            end = aside.start()
        elif year := _YEAR.search(text, max(start, end - 12), end):
            towards = year.group().startswith(_TOWARDS) or year.group().removesuffix("的").endswith(_UP_TO_NOW)
            kinds += ["reach"] if towards else []
            end = year.start()
        elif hit := _trimmed(line, start, end):
            word, kind = hit
            if word == "比" and (end == number or kinds[-1:] in (["reach"], ["growth"], ["decline"])):
                break  # 存贷比|46.6%, 收入比|缩小到2.1
            verb = verb if kinds else word
            kinds.append(kind)
            end -= len(word)
        else:
            break
    if "分别" not in text[end:number]:
        start = _behind_told(line, start, end)
    return Phrase(beginning(line, _told_anew(line, start, end), end), end, tuple(kinds), verb)


# The document's own place or a time behind other words: what is told begins there, and a heading or verb ends.
_ANEW = re.compile(
    "(?:(?:19|20)[0-9]{2}年(?!鉴)|截至|全年|年末|期末|全[省市县区州镇乡旗盟])(?!级|本级|域|口径)|情况(?=[一-龥]{4})"
)
_BOUND_TO_NEXT = "占对比较与于为在向是超级个位第和的"
_LIST_MARK = re.compile(
    "(?:第?[一二三四五六七八九十]{1,3}、(?!(?:第?[一二三]、)*第?[一二三](?:次)?产业)|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])(?:(?P<twice>[一-龥]{2,10})(?=(?P=twice)))?"
)
_SHORTEST_HEADING = 6  # 地方年末存栏 is one name


def _told_anew(line: Line, start: int, end: int) -> int:
    """Behind a heading that has run into its sentence: 二、林业资源|全县林业用地面积; not 占全市的比重."""
    mark = _LIST_MARK.match(line.text, start, end)
    begin = mark.end() if mark and end - mark.end() > 1 else start
    resolved = max(
        (line.text.rfind(word, begin, end) + len(word) for word in _RESOLVED if word in line.text[begin:end]), default=0
    )
    begin = resolved if begin < resolved < end - 1 else begin
    for match in reversed(list(_ANEW.finditer(line.text, begin, end))):
        heading, at = match.group() == "情况", match.start()
        if (heading and not mark) or end - match.end() < 2 or at == begin:
            continue
        near = match.group() in ("年末", "期末") and at - start < _SHORTEST_HEADING
        bound = line.text[at - 1] in _BOUND_TO_NEXT or line.text[at - 1] == "）"
        if not near and not bound:
            return match.end() if heading else at
    return begin


# What is resolved is told behind it: 人代会批准的|2024年国有资本经营预算收入.
_RESOLVED = ("批准的", "通过的", "审定的", "核定的", "下达的")


def _trimmed(line: Line, start: int, end: int) -> tuple[str, str] | None:
    """The word of TAIL to trim from the end of the stretch, unless it is part of an attribute's own name."""
    hit = _tail(line, start, end)
    if not hit or line.text[start:end].lstrip("，、；：, ") in BARE_ATTRIBUTES:
        return None
    # 装机占比: no verb 占 and no word of comparison
    within = len(hit[0]) < 2 and end - 2 >= start and line.text[end - 2 : end] in BARE_ATTRIBUTES
    return None if within else hit


# A place in an order, told in passing: 达到5万亿元、|稳居全国前十强、|增长4.8%.
_PLACED = re.compile("(?:稳居|位居|位列|跻身|跃居|进入)[^，、；。0-9]{2,10}(?:强|前列)、")


# What is measured of what a predicate has been told of: 授权量跃居全省前列、|总量; 3家企业上榜百强、|数量.
_LONGEST_AFTER = 5


def _behind_predicate(line: Line, start: int, end: int) -> int:
    """Past a place in an order that a mark parts from the subject."""
    for found in _PLACED.finditer(line.text, start, end):
        start = found.end()
    return start


def _behind_told(line: Line, start: int, end: int) -> int:
    """Where an attribute begins that a mark parts from a clause with a verb of its own: 实现统一调度、|经费."""
    mark = line.text.rfind("、", start, end)
    own = line.text[mark + 1 : end]
    if mark < 0 or not 1 < len(own) <= _LONGEST_AFTER or own not in BARE_ATTRIBUTES or line.quoted(start, mark):
        return start
    before = line.text[start:mark]
    verbs = PREDICATES - _JOINING
    told = any(word.text in verbs and word.start > start for word in line.inside(start, mark))
    return mark + 1 if told and not before.endswith((*ATTRIBUTES, "额", "量", "率")) else start


_JOINING = frozenset(["和", "及", "与", "以及", "等", "并"])


def _tail(line: Line, start: int, end: int) -> tuple[str, str] | None:
    """The longest word of TAIL that ends the stretch and begins where a word begins."""
    for length in range(min(LONGEST_TAIL, end - start), 0, -1):
        word = line.text[end - length : end]
        kinds = TAIL_OF.get(word)
        if not kinds or not _word_begins(line, end - length):
            continue
        if kinds[0] in ("cover", "spend", "growth-noun", "decline-noun"):
            alone = end - length == start or _only_adverbs(line, start, end - length, word)
            if not alone and not kinds[0].endswith("noun"):
                continue
            return None if kinds[0].endswith("noun") else (word, kinds[0])
        return word, kinds[0]
    return None


def _only_adverbs(line: Line, start: int, end: int, verb: str) -> bool:
    """Whether nothing but adverbs and marks stands before a verb: 每年|拿出; 合计|总投资 is a noun."""
    if not line.text[start:end].strip("，、 "):
        return True
    said = [word.text for word in line.inside(start, end) if word.text.strip("，、 ")]
    adverbs = all(word in ADVERBS or word == "每年" for word in said)
    spends = "投" not in verb or set(said) <= _ONE_BY_ONE
    return adverbs and spends and line.ends_at(end) is not None


_ONE_BY_ONE = frozenset(["先后", "已", "共", "再", "又", "相继", "累计"])


def _word_begins(line: Line, at: int) -> bool:
    """Whether a word begins at an offset, or a word of TAIL ends there inside a longer one: 同比|增加."""
    if line.starts_at(at) is not None:
        return True
    start = line.covering(at - 1).start if at else 0
    inner = line.text[start:at]
    if line.text[at - 2 : at] in BARE_ATTRIBUTES:
        return True  # jieba parts 占比达 as 占|比达
    known = len(inner) > 1 and inner in TAIL_OF
    return known or (line.text.startswith(_INNER_VERBS, at) and at - start >= 2)


def ends_with_verb(line: Line, phrase: Phrase) -> bool:
    """True where the words before the number are only a verb of doing: `新建` 3 条道路."""
    number = line.ends_at(phrase.end)
    return number is not None and line.tokens[number].text in DO


def is_attribute(name: str) -> bool:
    """Whether a name says what is measured and not of what: 产值, 年产值, 平均时限; not 棚菜产值.

    >>> is_attribute("年产值"), is_attribute("运营里程"), is_attribute("粮食产量")
    (True, True, False)
    """
    return name in ATTRIBUTES or _OF_ATTRIBUTES.sub("", name, count=1) in ATTRIBUTES


def without_own(text: str) -> str:
    """The indicator without the words for the document's own place: 全市规上工业增加值 -> 规上工业增加值."""
    for word in OWN:
        if text.startswith(word) and len(text) > len(word) + 1 and not text.startswith(("级", "本级"), len(word)):
            return text[len(word) :].lstrip("的")
    return text
