"""Bytes to text: the encoding is found by what the text looks like, damage is flagged, not guessed away.

A byte order mark decides, then strict UTF-8; else GB18030, Big5 and UTF-16 are tried and the one wins whose text has
the largest share of frequent Chinese characters (GB2312 and GBK are subsets of GB18030 and read as such).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a packed file such as docx or xlsx"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"{\\rtf", "an RTF file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Below this share of frequent characters a text is no Chinese prose in that encoding (real reports have 0.8).
_PLAUSIBLE = 0.3
# A text with more unreadable places than this share of its length is not worth reading.
_DAMAGED = 0.05


class Unreadable(ValueError):
    """Why bytes are no text, as the second half of a sentence."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding that it was read in, and what is wrong with it."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of the bytes; raises Unreadable where they are no text.

    >>> decode("地区生产总值".encode("gb18030")).encoding
    'gb18030'
    >>> decode("地区生产总值".encode()).text
    '地区生产总值'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_lenient(data[len(mark) :], encoding))
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"is {what}, not text")
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        return _checked(_best(data))


def _best(data: bytes) -> Decoded:
    """The most plausible reading of bytes that are not strict UTF-8."""
    readings = [_lenient(data, encoding) for encoding in ("utf-8", *_CANDIDATES)]
    # max() keeps the first of equals: the order of the candidates is their precedence.
    best = max(readings, key=lambda reading: _frequent_share(reading.text) - 2 * _damage(reading.text))
    if _frequent_share(best.text) < _PLAUSIBLE:
        raise Unreadable("is in none of the encodings UTF-8, GB18030, Big5 and UTF-16")
    return best


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, _damage_flags(text))


def _damage_flags(text: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"unreadable bytes in {count} places, read as U+FFFD",) if count else ()


def _damage(text: str) -> float:
    return text.count("\ufffd") / max(1, len(text))


@cache
def _frequent() -> frozenset[str]:
    lines = (files("kg") / "data" / "frequent_han.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def _frequent_share(text: str) -> float:
    """Share of frequent Chinese characters among all that are not ASCII, over the first 20,000 characters."""
    letters = [letter for letter in text[:20_000] if letter > "\x7f"]
    return sum(letter in _frequent() for letter in letters) / len(letters) if letters else 0.0


def _checked(decoded: Decoded) -> Decoded:
    text = decoded.text
    if not text.strip("\ufeff\ufffd \t\r\n\f\v\0"):
        raise Unreadable("holds no text")
    if len(_CONTROL.findall(text)) > 0.02 * len(text):
        raise Unreadable("is a binary file, not text")
    if _damage(text) > _DAMAGED:
        raise Unreadable(f"has unreadable bytes in {text.count(chr(0xFFFD))} places ({decoded.encoding})")
    return Decoded(text, decoded.encoding, decoded.flags or _damage_flags(text))
