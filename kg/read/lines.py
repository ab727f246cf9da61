"""One line of a raw text, cleaned: which stretches of it stay, as offsets into the raw text.

Cleaning only leaves characters out (or reads one kind of space as another), so a line is a list of raw stretches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Stretch = tuple[int, int]

HAN = "\u3400-\u9fff\uf900-\ufaff〇々"
_IS_HAN = re.compile(f"[{HAN}]")
_SPACES = re.compile(r"[ \t]+")
_OPENING = "“‘《〈「『【〔"
_CLOSING = "”’》〉」』】〕"
# The point of a decimal with a blank beside it; what stands so at the head of a sentence numbers an item.
_DECIMAL_BEFORE = re.compile(r"(?<![0-9.])(?<=[^\s。；;：:、])[0-9]{1,9} {0,2}(?P<point>\.?)$")
# The same behind a blank, where a unit follows: 总投资 60. 5 亿元.
_SET_APART = re.compile(
    r"(?<![0-9.])(?:(?<=[^\s。；;：:])|(?<=[^\s。；;：:] )|^(?=[0-9]{2}))[0-9]{1,9} {0,2}(?P<point>\.?)$"
)
_MEASURED = re.compile(r" {0,2}(?:[万亿]|[%％]|个百分点|公里|平方|亩|吨|美元|元|、 ?[0-9])")
_DECIMAL_BEHIND = re.compile(r"(?P<point>\.?) {0,2}[0-9]{1,4}(?![0-9.])")
_RUN = re.compile(f"[{HAN}]+|[0-9０-９]+|[A-Za-z]+|[^{HAN}0-9０-９A-Za-z \t]+")
_LONGEST_HEADING = 80
_PAGE = re.compile(
    r"[-—－–―·•\s]{1,6}[0-9]{1,4}[-—－–―·•\s]{1,6}|[0-9]{1,3}\s?/\s?[0-9]{1,3}|第\s?[0-9]{1,4}\s?页(?:\s?[，,/]?\s?共\s?[0-9]{1,4}\s?页)?"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is kept: its raw bounds without the spaces around it, its stretches and their text."""

    start: int
    end: int
    text: str
    stretches: tuple[Stretch, ...]
    doubled: bool = False
    after_blank: bool = False


def is_page_number(text: str) -> bool:
    """A line that only numbers its page.

    >>> is_page_number("—— 11 ——"), is_page_number("第 3 页 共 20 页"), is_page_number("2024")
    (True, True, False)
    """
    return len(text) < 24 and _PAGE.fullmatch(text) is not None


def clean(raw: str, start: int, end: int, after_blank: bool, is_row: bool = False) -> Line | None:
    """The line raw[start:end] cleaned, or None where nothing is left of it; what parts the cells of a row stays."""
    while start < end and raw[start] in " \t\0":
        start += 1
    while end > start and raw[end - 1] in " \t\0":
        end -= 1
    if start == end:
        return None
    text = raw[start:end]
    if not is_row and (halves := _halves(text)):
        return _line(raw, start, end, halves, True, after_blank)
    if " " not in text and "\t" not in text and "\0" not in text:
        return Line(start, end, text, ((start, end),), False, after_blank)
    return _line(raw, start, end, list(_kept(text, is_row)), False, after_blank)


def _line(raw: str, start: int, end: int, kept: list[Stretch], doubled: bool, after_blank: bool) -> Line:
    stretches: list[Stretch] = []
    for a, b in kept:
        if stretches and start + a == stretches[-1][1]:  # what runs on is one: a row of a table, whose tabs stay
            a = stretches.pop()[0] - start
        if a < b:
            stretches.append((start + a, start + b))
    text = "".join(raw[a:b] for a, b in stretches)
    return Line(start, end, text, tuple(stretches), doubled, after_blank)


def _kept(text: str, is_row: bool) -> Iterator[Stretch]:
    """The stretches of a line that stay when needless spaces and invisible characters go."""
    at = 0
    for match in re.finditer(r"[ \t\0]+", text):
        yield at, match.start()
        parts_cells = is_row and len(match.group()) > 1
        if match.group().strip("\0") and (
            parts_cells or _parts(text, match.start(), match.end(), "\t" in match.group())
        ):
            first = match.start() + len(match.group()) - len(match.group().lstrip("\0"))
            yield first, first + 1
        at = match.end()
    yield at, len(text)


def _parts(text: str, start: int, end: int, is_tab: bool) -> bool:
    """Whether the space text[start:end] parts words, rather than being left by justified setting.

    Justified setting puts spaces around single characters (`生 活 污 水`) and beside numbers (`55 个`); headings have
    spaces between phrases (`优化空间布局 促进城乡融合`), names after titles, Latin words between them.
    """
    before, after = text[start - 1], text[end]
    if before < "\x7f" and after < "\x7f":
        return not _in_decimal(text, start, end)
    if is_tab:
        return True
    if not (_IS_HAN.match(before) or before in _CLOSING) or not (_IS_HAN.match(after) or after in _OPENING):
        return False
    alone_before = start < 2 or text[start - 2] in " \t\0"
    alone_after = end + 1 >= len(text) or text[end + 1] in " \t\0"
    return not (alone_before or alone_after)


def _in_decimal(text: str, start: int, end: int) -> bool:
    """Whether the space text[start:end] stands inside a decimal: 总投资31. 4亿元, but not 1. 4家企业."""
    if "." not in (text[start - 1], text[end]):
        return False
    behind = _DECIMAL_BEHIND.match(text, end)
    measured = behind is not None and _MEASURED.match(text, behind.end()) is not None
    before = (_SET_APART if measured else _DECIMAL_BEFORE).search(text, max(0, start - 12), start)
    return bool(before and behind and before["point"] != behind["point"])


def _halves(text: str) -> list[Stretch]:
    """The stretches that stay of a heading whose every piece stands twice (the shadow text of a PDF), else nothing.

    >>> [("优化布局优化布局 城乡城乡")[a:b] for a, b in _halves("优化布局优化布局 城乡城乡")]
    ['优化布局', ' ', '城乡']
    >>> [("精彩精彩··20232023")[a:b] for a, b in _halves("精彩精彩··20232023")]
    ['精彩', '·', '2023']
    >>> _halves("天天向上")
    []
    """
    if not 4 <= len(text) <= _LONGEST_HEADING or not _IS_HAN.search(text):
        return []
    kept: list[Stretch] = []
    for match in re.finditer(r"[^ \t\0]+|[ \t\0]+", text):
        if match.group()[0] in " \t\0":
            kept += [(at, at + 1) for at in range(*match.span()) if text[at] != "\0"][:1]
            continue
        pieces = _halved(match.group(), match.start())
        if not pieces:
            return []
        kept += pieces
    return kept


def _halved(piece: str, at: int) -> list[Stretch]:
    half = len(piece) // 2
    if len(piece) % 2 == 0 and piece[:half] == piece[half:]:
        return [(at, at + half)]
    runs = [(match.start(), match.end()) for match in _RUN.finditer(piece)]
    if len(runs) < 2 or any((b - a) % 2 or piece[a : (a + b) // 2] != piece[(a + b) // 2 : b] for a, b in runs):
        return []
    return [(at + a, at + (a + b) // 2) for a, b in runs]
