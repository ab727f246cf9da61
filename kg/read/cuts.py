"""What is no part of a repaired text, cut out by offset: doubles, marks of footnotes, glosses, blanks, links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kg.read.lines import HAN
from kg.read.raw import Breaks, composed

Span = tuple[int, int]

_END = re.compile("[。！？\n]")
# A shorter sentence may be said twice on purpose: 加油！加油！
_SHORTEST = 12
# The mark first and what stands before it second: engines look for a mark far quicker than for a place behind a word.
_BRACKETED = re.compile(f"[［\\[〔](?<=[{HAN}”’》」』）)%A-Za-z0-9].)([0-9]{{1,3}})[］\\]〕]")
_CIRCLED = re.compile(f"([①-⑳])(?<=[{HAN}”’》」』）)%].)")
_RAISED = re.compile(f"([⁰¹²³⁴-⁹](?<=[{HAN}”’》」』）)%].)[⁰¹²³⁴-⁹]{{0,2}})")
_NOTE = re.compile(r"^(?:[［\[〔]([0-9]{1,3})[］\]〕]|([①-⑳])|([⁰¹²³⁴-⁹]{1,3}))", re.M)
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# How a character is read, behind it: 重點(diǎn). One such bracket may be a name.
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_READING = re.compile(f"[(（](?<=[{HAN}].)[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,4}}[)）]")
_FEWEST_READINGS = 3
# Lists of other texts, which pages have behind their own.
_LINKS = re.compile(
    "[ 【\\[■●>◆]{0,3}(?:相关(?:链接|阅读|新闻|报道|文章|信息|稿件)|延伸阅读|推荐阅读|热门(?:推荐|文章|新闻)|本栏"
    "|猜你喜欢|[上下]一[篇条页](?![一-龥]))"
)
_LONGEST_LINK = 60
_FEWEST, _WIDEST_STEP = 2, 3
_NEAR = 25


def cut(text: str, breaks: Breaks) -> tuple[str, Breaks, tuple[str, ...]]:
    """The text without its doubles and marks, its offset map, and what went."""
    found = [(what, list(spans(text))) for what, spans in CUTS]
    cuts = sorted({span for _, spans in found for span in spans})
    flags = tuple(f"{what}: {len(spans)}" for what, spans in found if spans)
    if not cuts:
        return text, breaks, ()
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    at = length = 0
    for start, end in (*cuts, (len(text), len(text))):
        if start > at:
            kept.append((length, at))
            pieces.append(text[at:start])
            length += start - at
        at = max(at, end)
    return "".join(pieces), composed(tuple(kept), breaks, length), flags


def doubled_sentences(text: str) -> Iterator[Span]:
    """Sentences that follow themselves, as where columns of a newspaper overlap: the second is cut."""
    before, start = "", 0
    for match in _END.finditer(text):
        sentence = text[start : match.end()]
        if sentence == before and len(sentence) >= _SHORTEST and match[0] != "\n":
            yield start, match.end()
        before, start = sentence, match.end()


def footnote_marks(text: str) -> Iterator[Span]:
    """Marks of footnotes behind words: `两新”［15］政策`, where they count upwards or where notes open with them."""
    notes = {number: match.start() for match in _NOTE.finditer(text) for number in [_number(match[0])]}
    for pattern, needs_notes in ((_BRACKETED, False), (_CIRCLED, True), (_RAISED, False)):
        marks = [(_number(match[1]), match.span()) for match in pattern.finditer(text)]
        if needs_notes:
            marks = _apart(marks)
        noted = [span for number, span in marks if notes.get(number, -1) > span[0]]
        counting = [] if needs_notes else _counting(marks)
        yield from sorted({*noted, *counting})


def _apart(marks: Sequence[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """The marks that no other stands near: ①学校②医院 is a list."""
    ends = [-_NEAR, *(start for _, (start, _) in marks), marks[-1][1][1] + 2 * _NEAR] if marks else []
    return [
        mark
        for mark, before, after in zip(marks, ends, ends[2:], strict=False)
        if mark[1][0] - before >= _NEAR and after - mark[1][0] >= _NEAR
    ]


def _counting(marks: Sequence[tuple[int, Span]]) -> list[Span]:
    """The marks that count upwards from near one."""
    run: list[tuple[int, Span]] = []
    for number, span in marks:
        last = run[-1][0] if run else 0
        if last <= number <= last + _WIDEST_STEP:
            run.append((number, span))
    return [span for _, span in run] if len({number for number, _ in run}) >= _FEWEST else []


def _number(mark: str) -> int:
    """1 of `［1］`, `①` or `¹`."""
    mark = mark.strip("［[〔］]〕")
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return int(mark.translate(_RAISED_DIGITS))


def readings(text: str) -> Iterator[Span]:
    """How characters are read, where a page says it of many: `重點(diǎn)建設(shè)`."""
    if any(letter in text for letter in _TONED):
        found = [match.span() for match in _READING.finditer(text)]
        yield from found if len(found) >= _FEWEST_READINGS else ()


def wraps(text: str) -> Iterator[Span]:
    """Blanks inside words where the lines of a text were broken before it became one: `加快建设国 家级示范区`.

    They stand as far from each other as a line is wide; the blanks of a list or between sentences do not.
    """
    for line in _LONG_LINE.finditer(text):
        found = [match.start() for match in _BLANK.finditer(text, line.start(), line.end())]
        gaps = sorted(after - before for before, after in pairwise(found))
        if len(gaps) < _FEWEST_WRAPS or not _NARROWEST <= (width := gaps[len(gaps) // 2]) <= _WIDEST:
            continue
        if sum(abs(gap - width) <= _RAGGED for gap in gaps) > _ALIKE * len(gaps):
            yield from ((at, at + 1) for at in found if _INSIDE.match(text, at - 1))


_LONG_LINE, _BLANK, _INSIDE = re.compile("[^\n]{300,}"), re.compile(" "), re.compile("[^ -~\\n] [^ -~\\n]")
_FEWEST_WRAPS, _NARROWEST, _WIDEST, _RAGGED, _ALIKE = 8, 12, 60, 3, 0.6


def links(text: str) -> Iterator[Span]:
    """The list of other texts that a page has behind its own: `上一篇：`, `相关文章` and what follows."""
    end = first = len(text)
    while end > 0:
        start = text.rfind("\n", 0, end) + 1
        if end - start > _LONGEST_LINK or "。" in text[start:end]:
            break
        if _LINKS.match(text, start, end):
            first = start
        end = start - 1
    if 0 < first < len(text):
        yield first - 1, len(text)


CUTS: tuple[tuple[str, Callable[[str], Iterator[Span]]], ...] = (
    ("doubled sentences left out", doubled_sentences),
    ("marks of footnotes left out", footnote_marks),
    ("readings of characters left out", readings),
    ("blanks of broken lines left out", wraps),
    ("lists of links behind the text left out", links),
)
