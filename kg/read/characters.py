"""Raw characters to those that are read, one for one, so that offsets stay: spaces, line breaks, widths, dashes."""

from __future__ import annotations

import re
import unicodedata

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
_POINT = re.compile(f"(?<=[{_DIGIT}])．(?=[{_DIGIT}])")
_THOUSANDS = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_DASHES = re.compile("－－")
_MINUS = re.compile(f"－(?=[{_DIGIT}])")


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
    return raw
