"""Whether a line goes on in the next one: hard line breaks inside sentences, broken columns, headings left alone.

Rules are tried in order; the first that answers decides. In doubt the break stays: a heading glued to a paragraph
does more harm than a sentence in two pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kg.read.lines import Line
from kg.text import tokens

# A line that ends so is at the end of a sentence or says "as follows".
_ENDED = re.compile(r"[。！？!?…：:][”’）》」』】)\]]{0,3}$")
_GOES_ON = re.compile(r"[，、；,;（(《“‘—＋+·～~]$")
_CONTINUATION = re.compile(r"^[，。、；：！？”’）》」』】,.;:!?%％)℃‰]")
# What opens a heading, an item of a list, an address to the audience, a caption or a byline.
OPENER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、．.章节篇]|[（(][一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}(?:[.．](?![0-9])|、(?![0-9]{1,2}月))|[（(][0-9]{1,2}[)）]"
    r"|——|[■●◆★△▲▼□○◎※▪•·>》［\[]|各位(?:代表|委员|同志)[，：！:!]|同志们|附[件注：:]|注[:：释]|[①-⑳])"
)
_BYLINE = re.compile(
    r"^(?:本报|通讯员|记者|供图|摄影|文/图|图/文|(?:来源|时间|日期|发布[^：:]{0,4}|作者|编辑|责编|责任编辑|字[体号])[：:])|[摄图]$|(?:会议|大会)上[）)]?$"
)
# The title of a document, which stands in one of its first lines.
_TITLE = re.compile(".{4,60}(?:统计公报|工作报告|(?:草案|情况|预算|决算|计划)[）)]?的报告|工作总结|规划纲要)")
_TOP = 3
_HEADING = re.compile(
    "第?[一二三四五六七八九十]{1,3}[、．.章][^，。；：]{2,24}(?:回顾|总结|安排|任务|目标|思路|打算|建议|情况|要求)"
)
_DAY = re.compile(
    r"(?:19|20)[0-9]{2}(?:[-./][0-9]{1,2}[-./][0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)"
    r"(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
# The number of a heading: 一、 / （一）.
_NUMBERED = re.compile(r"(?:(?P<first>[一二三四五六七八九十]{1,3}、)|[（(][一二三四五六七八九十]{1,3}[)）])")
_SOON = re.compile(r"^[^。，；]{0,14}。")
_PROSE = re.compile(r"[，。、；,;]")
_CUT = re.compile(r"[。！？；]")
_SPACED = re.compile(r"^[^，。；]{2,20} [^，。；]{2,20}(?: [^，。；]{2,20})?$")
_NUMBER_FIRST = re.compile(r"[0-9]+(?:[.．][0-9]+)?[%％万亿个家户人元米亩吨公]")
_POINT_LAST, _DIGITS_FIRST = re.compile(r"[^\s0-9][0-9]{1,9}\.$"), re.compile("[0-9]{1,4}(?:[%％]|[一-龥])")
_REACHED = ("达", "达到", "增至", "降至", "超过", "突破")
_DIGITS = "0123456789０１２３４５６７８９"
_WINDOW = 5
_NARROWEST, _WIDEST = 6.0, 80.0
_LONG = 30


class Layout:
    """The lines of a text with what the rules ask of them again and again, each worked out once."""

    def __init__(self, lines: Sequence[Line], raw: str) -> None:
        self.lines = lines
        self.texts = [line.text for line in lines]
        self.ended = [_ENDED.search(text) is not None for text in self.texts]
        self.prose = [_PROSE.search(text) is not None for text in self.texts]
        self.opens = [OPENER.match(text) is not None for text in self.texts]
        self.widths = [_width(text) for text in self.texts]
        # Justified setting widens a line by spaces that cleaning took away.
        self.filled = [_width(raw[line.start : line.end]) for line in lines]
        self.run_in = self._run_in()
        long = [ended for ended, text in zip(self.ended, self.texts, strict=True) if len(text) >= _LONG]
        # In a list whose items have no full stop, a long line without one says nothing.
        self.stops = len(long) - sum(long) <= max(2, len(long) // 2)

    def _run_in(self) -> bool | None:
        """Whether headings like （一） run into their paragraphs here or stand alone; None if it does not show."""
        numbered = [at for at, text in enumerate(self.texts) if text[0] in "（(" and _NUMBERED.match(text)]
        running = sum("。" in self.texts[at] for at in numbered)
        short = sum(not self.ended[at] and self.widths[at] < 0.8 * self.widths[at + 1] for at in numbered[:-1])
        return None if running == short else running > short


def continues(page: Layout, at: int) -> bool:
    """Whether lines[at] and lines[at + 1] are one line broken in two."""
    for rule in RULES:
        answer = rule(page, at)
        if answer is not None:
            return answer
    return False


def phrases(text: str) -> bool:
    """Whether a line is a heading of phrases set apart by spaces."""
    return _PROSE.search(text) is None and _SPACED.match(text) is not None


def heading_of_its_own(page: Layout, at: int) -> bool | None:
    """Doubled headings and phrases set apart by spaces are headings: `优化空间布局 促进城乡融合`."""
    if page.lines[at].doubled or page.lines[at + 1].doubled:
        return False
    if any(phrases(page.texts[n]) for n in (at, at + 1)):
        return False
    return None


def ended(page: Layout, at: int) -> bool | None:
    """`…稳中有进。`, `各位代表：`."""
    return False if page.ended[at] else None


def continuation_mark(page: Layout, at: int) -> bool | None:
    """A line that opens with a mark which can open nothing: `，同比增长5%`."""
    return True if _CONTINUATION.match(page.texts[at + 1]) else None


def opener(page: Layout, at: int) -> bool | None:
    """The next line opens something of its own: `（二）坚持…`, `——经济运行…`."""
    return False if page.opens[at + 1] else None


def goes_on(page: Layout, at: int) -> bool | None:
    """`围绕生态文明高地建设，`."""
    return True if _GOES_ON.search(page.texts[at]) else None


def title(page: Layout, at: int) -> bool | None:
    """`西岭县2025年国民经济和社会发展统计公报` at the top and `一、2025年工作回顾` are titles of what follows."""
    text = page.texts[at]
    titled = at < _TOP and not page.prose[at] and _TITLE.fullmatch(text)
    return False if titled or _HEADING.fullmatch(text) else None


def day(page: Layout, at: int) -> bool | None:
    """`2019-04-23` on a line of its own is the day of what stands around it."""
    return False if any(_DAY.fullmatch(page.texts[n]) for n in (at, at + 1)) else None


def byline(page: Layout, at: int) -> bool | None:
    """`本报记者 某某`, `——2025年2月15日在某市第一届人民代表大会第一次会议上`."""
    if len(page.texts[at]) < _LONG and _BYLINE.search(page.texts[at]):
        return False
    return False if len(page.texts[at + 1]) < _LONG and _BYLINE.search(page.texts[at + 1]) else None


def open_quotation(page: Layout, at: int) -> bool | None:
    """A quotation opened in this line is closed in the next: `推动“放管` + `服”改革`."""
    for left, right in ("“”", "《》", "（）"):
        if page.texts[at].rfind(left) > page.texts[at].rfind(right):
            closing, opening = page.texts[at + 1].find(right), page.texts[at + 1].find(left)
            if closing >= 0 and (opening < 0 or closing < opening):
                return True
    return None


def cut_sentence(page: Layout, at: int) -> bool | None:
    """A line that ends one sentence and begins another is prose, and no heading: `…成效。首批智慧社`."""
    return True if page.prose[at + 1] and _CUT.search(page.texts[at]) else None


def cut_number(page: Layout, at: int) -> bool | None:
    """A number or it and its verb or unit are parted: `纠纷1640` + `件`, `巩固率达` + `98.36%`, `投资31.` + `4亿元`."""
    if _POINT_LAST.search(page.texts[at]) and _DIGITS_FIRST.match(page.texts[at + 1]):
        return True
    if not page.prose[at + 1] or not (page.prose[at] or page.texts[at].endswith(_REACHED)):
        return None
    digit_last = page.texts[at][-1] in _DIGITS
    return True if digit_last or _NUMBER_FIRST.match(page.texts[at + 1]) else None


def numbered_heading(page: Layout, at: int) -> bool | None:
    """A numbered line without a full stop: broken (`（二）坚持扩大内` + `需。…`) or a heading that fills its line."""
    match = _NUMBERED.match(page.texts[at])
    if not match or "。" in page.texts[at] or not _fills(page, at):
        return None
    if _parts_word(page.texts[at], page.texts[at + 1]):
        return True
    if match["first"] or page.run_in is not None:
        return not match["first"] and page.run_in
    return _SOON.match(page.texts[at + 1]) is not None


def full_width(page: Layout, at: int) -> bool | None:
    """In hard-wrapped text a line that fills its column goes on in the next."""
    return _fills(page, at) or None


def long_prose(page: Layout, at: int) -> bool | None:
    """A paragraph broken by the end of a column: long, with commas, not ended, and the next line is prose as well."""
    long = len(page.texts[at]) >= _LONG and not page.opens[at] and page.stops
    return True if long and page.prose[at] and page.prose[at + 1] else None


def inside_word(page: Layout, at: int) -> bool | None:
    """The break stands inside a word: `坚定不移强链` + `条、聚集群`."""
    one, two = page.texts[at], page.texts[at + 1]
    if len(one) < 8 or len(two) < 12 or not page.prose[at + 1] or page.opens[at]:
        return None
    return _parts_word(one, two) or None


def _parts_word(one: str, two: str) -> bool:
    left, right = one[-6:], two[:6]
    return any(token.start < len(left) < token.end for token in tokens.cut(left + right))


Rule = Callable[[Layout, int], bool | None]
RULES: tuple[Rule, ...] = (
    heading_of_its_own,
    ended,
    continuation_mark,
    opener,
    goes_on,
    title,
    day,
    byline,
    open_quotation,
    cut_sentence,
    cut_number,
    numbered_heading,
    full_width,
    long_prose,
    inside_word,
)


def _width(text: str) -> float:
    """The width of a line in Chinese characters: a Latin letter or a digit takes half."""
    narrow = len(text) - len(text.encode("ascii", "ignore")) if not text.isascii() else 0
    return narrow + (len(text) - narrow) / 2


def _fills(page: Layout, at: int) -> bool:
    """Whether a line fills the column of the hard-wrapped text that it stands in."""
    low, high = _around(page, at)
    column = _column(page, low, high)
    # The first line of a paragraph is indented by two characters, which cleaning took away.
    indent = 2.0 if at == low or page.ended[at - 1] else 0.0
    return column > 0 and page.filled[at] + indent >= _full(column)


def _full(column: float) -> float:
    """The least width of a line that fills the column."""
    return column - max(1.5, 0.12 * column)


def _column(page: Layout, low: int, high: int) -> float:
    """The width of the hard-wrapped column that the lines from low to high form, 0 where they form none."""
    widths = sorted(page.widths[low:high])
    column = widths[-2] if len(widths) > 3 else widths[-1]
    if len(widths) < 3 or not _NARROWEST <= column <= _WIDEST:
        return 0.0
    slack = column - _full(column)
    full = [at for at in range(low, high) if abs(page.widths[at] - column) <= slack]
    running = [at for at in range(low, high) if page.prose[at] and not page.ended[at]]
    running_full = sum(not page.ended[at] for at in full)
    prose = sum(page.prose[low:high])
    wrapped = len(full) >= 2 and running_full >= 0.6 * len(full) and running_full >= 0.5 * len(running)
    return column if wrapped and prose >= min(0.4, column / 40) * len(widths) else 0.0


def _around(page: Layout, at: int) -> tuple[int, int]:
    """The lines around one that no blank line parts from it; where blank lines stand everywhere, its neighbours."""
    low = high = at
    while low > 0 and at - low < _WINDOW and not page.lines[low].after_blank:
        low -= 1
    while high + 1 < len(page.lines) and high - at < _WINDOW and not page.lines[high + 1].after_blank:
        high += 1
    if high - low >= 2:
        return low, high + 1
    return max(0, at - _WINDOW), min(len(page.lines), at + _WINDOW + 1)
