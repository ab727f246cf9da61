"""Raw characters to those that are read, one for one, so that offsets stay: spaces, line breaks, widths, dashes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

# Kinds of space, kinds of line break, and what nobody sees (to \0).
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
)
_ODD = re.compile(f"[{_SPACES}{_BREAKS}{_UNSEEN}\r]")
_RETURN = re.compile(r"\r(?!\n)")
_SEEN = re.compile(f"[{_UNSEEN}]|\r(?=\n)")
# What fonts and typists write for the usual character: wide figures and letters, long dashes, radicals.
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．－―─━\u2e80-\u2fdf\uf900-\ufaff]")
_DIGIT = "0-9０-９"
# A raised figure is no figure of the number before it: 三区三线¹, 10⁴.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_POINT = re.compile(f"(?<=[{_DIGIT}])．(?=[ \t]{{0,2}}[{_DIGIT}])")
_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_DASHES = re.compile("－－")
_MINUS = re.compile(f"－(?=[{_DIGIT}])")


# What a program wrote out instead of the character: \\r\\n, &nbsp;.
_ESCAPES = re.compile(r"\\[rnt](?![a-z])|&(?:#[0-9]{2,5}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
_ESCAPED = {"\\r": "\0", "\\n": "\n", "\\t": "\t"}
_LIST_MARK = re.compile(
    "\n[ \t\0]{0,9}(?P<number>[0-9]{1,2})(?P<mark>[.．、])(?P<glued>[0-9][^\n]{0,20}[\u4e00-\u9fff]{4})?"
)
# Characters that only traditional writing has, where they are more than this share of a text's beginning.
_TRADITIONAL, _BEGINNING = 0.1, 2000
_NOT_HAN = re.compile("[^\u4e00-\u9fff]+")


def _usual(code: int) -> int:
    """The usual character for another of the same meaning, itself where there is none of one character."""
    usual = unicodedata.normalize("NFKC", chr(code))
    return ord(usual) if len(usual) == 1 else code


_LETTERS = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ", "％％") for code in range(ord(first), ord(last) + 1)
}
_RADICALS = {code: _usual(code) for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))}
_TABLE = _LETTERS | _RADICALS | dict.fromkeys(map(ord, "―─━"), ord("—"))


def plain(raw: str) -> str:
    """The raw text in usual characters, of the same length; what nobody sees is \\0, an ideographic space a tab.

    >>> plain("增长５．３％，投资１，２００万元――")
    '增长5.3%，投资1,200万元——'
    """
    if _ODD.search(raw):
        raw = _RETURN.sub("\n", raw)
        raw = _SEEN.sub("\0", raw)
        raw = re.sub(f"[{_BREAKS}]", "\n", raw)
        raw = raw.replace("\u3000", "\t")  # an ideographic space parts what stands beside it, as a tab does
        raw = re.sub(f"[{_SPACES}]", " ", raw)
    if _WIDE.search(raw):
        raw = _THOUSANDS.sub(",", _POINT.sub(".", raw))
        raw = _MINUS.sub("-", _DASHES.sub("——", raw))
        raw = raw.translate(_TABLE)
    return _parted(raw)


def unescaped(raw: str) -> tuple[str, int]:
    r"""The raw text with the characters that escapes of lines and of HTML stand for, of the same length; how many were.

    >>> unescaped(r"代表：\r\n现在，&ldquo;全县&rdquo;")[0].replace("\0", "")
    '代表：\n现在，“全县”'
    """
    if "\\" not in raw and "&" not in raw:
        return raw, 0
    meant = _ESCAPES.sub(_meant, raw)
    return meant, sum(meant[match.start()] != raw[match.start()] for match in _ESCAPES.finditer(raw))


def _meant(match: re.Match[str]) -> str:
    """The character that an escape stands for, filled up with unseen ones to its length; itself where it is unknown."""
    meant = _ESCAPED.get(match[0]) or unescape(match[0])
    return meant.ljust(len(match[0]), "\0") if len(meant) == 1 else match[0]


def _parted(raw: str) -> str:
    """The text with `、` between the mark of an item and the number that it begins with: `2.15个项目` is no 2.15.

    Items are known by marks that count, at least one of them before a word.

    >>> _parted("1.新建学校\\n2.15个项目全部开工\\n3.修路").split("\\n")[1]
    '2、15个项目全部开工'
    """
    parted = [at for run in _counting(raw) if not all(glued for _, _, glued in run) for _, at, glued in run if glued]
    starts = [0, *(at + 1 for at in parted)]
    return "、".join(raw[start:end] for start, end in zip(starts, [*parted, len(raw)], strict=True))


def _counting(raw: str) -> Iterator[list[tuple[int, int, bool]]]:
    """Marks of items that count upwards: number, place, and whether a number follows with nothing between."""
    run: list[tuple[int, int, bool]] = []
    for match in _LIST_MARK.finditer("\n" + raw):
        number = int(match["number"])
        if run and number != run[-1][0] + 1:
            yield run
            run = []
        run.append((number, match.start("mark") - 1, match["mark"] != "、" and match["glued"] is not None))
    yield run


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters.

    >>> is_traditional("重點建設項目投資計劃"), is_traditional("重点建设项目投资计划")
    (True, False)
    """
    head = _NOT_HAN.sub("", text[:_BEGINNING])
    return len(head) - len(head.encode("gb2312", "ignore")) / 2 > _TRADITIONAL * len(head)
