"""Bytes to text: the encoding is found by what the text looks like, damage is flagged, not guessed away.

A byte order mark decides unless the bytes belie it, then strict UTF-8; else GB18030, Big5 and UTF-16 are tried and the
one wins whose characters are most like those of Chinese prose (GB2312 and GBK are subsets of GB18030, read as such).
Text that a program has read in a wrong encoding and saved so (mojibake) is read back where every byte of it is there.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_CANDIDATES = ("gb18030", "big5", *_WIDE)
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf][\x80-\xbf]){4,200}")
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
_BLANK = "\ufeff\ufffd \t\r\n\f\v\0"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# HZ writes Chinese in seven bits, between these marks.
_HZ = re.compile(rb"~\{[!-~]{2,400}~\}")
# What UTF-8 looks like once it was read as Latin letters, what is left of bytes that a program could not read; the
# letters that one of each begins with.
_RUNS = (
    ("ãäåæçèéï", re.compile("(?:[ãäåæçèéï][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]{2}){3,200}")),
    ("锟烫屯", re.compile("(?:锟斤拷|烫烫烫|屯屯屯){1,200}")),
)
# How much a character speaks for the encoding that gives it.
_FREQUENT, _COMMON, _MARK, _PLAIN, _RARE, _STRANGE, _NEVER = 1.0, 0.5, 0.8, 0.4, -0.3, -1.0, -3.0
_MARKS_OF_TEXT = frozenset("，。、；：！？“”‘’《》（）【】〔〕—…·％\u3000")
# Below this likeness a text is no Chinese or Latin prose in that encoding (real reports have 0.8).
_PLAUSIBLE = 0.15
_LOOKED_AT, _HEAD = 20_000, 400
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
            return _marked(data, mark, encoding)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"is {what}, not text")
    try:
        decoded = Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _checked(_best(data))
    # What is UTF-16 by its controls may be strict UTF-8 by chance: 3% is `3`, NUL, `%`, NUL there.
    if _CONTROL.search(decoded.text) and _is_plausible(_likeliest(data)):
        return _checked(_likeliest(data))
    return _checked(_from_hz(data) or _read_back(decoded.text) or decoded)


def _from_hz(data: bytes) -> Decoded | None:
    """The text of bytes in HZ, the Chinese of old mails, None where they are none.

    >>> _from_hz(b"~{NwAkOX~} 2023").text
    '西岭县 2023'
    """
    if not data.isascii() or not _HZ.search(data):
        return None
    found = _lenient(data, "hz")
    return found if _is_plausible(found) else None


def _read_back(text: str) -> Decoded | None:
    """The text that was UTF-8 before a program read it in another encoding, None where it was not.

    >>> _read_back("全县生产总值".encode().decode("latin-1")).text
    '全县生产总值'
    """
    head = text[:_HEAD]
    for encoding in ("latin-1", "gb18030"):
        if not _was_utf8(head, encoding):
            continue
        try:
            found = _bytes_of(text, encoding).decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError) as error:
            raise Unreadable(f"is UTF-8 that was read as {encoding} and saved so, with losses (mojibake)") from error
        return Decoded(found, "utf-8", (f"UTF-8 that was read as {encoding} and saved so (mojibake), read back",))
    return None


def _was_utf8(text: str, encoding: str) -> bool:
    """Whether nearly all of a text turns into plausible Chinese when it is taken back to bytes and read as UTF-8."""
    if text.isascii():
        return False
    found = _bytes_of(text, encoding, "replace").decode("utf-8", "replace")
    lost = found.count("\ufffd") + found.count("?") - text.count("?")
    return lost <= _DAMAGED * len(found) and _likeness(found) > max(_PLAUSIBLE, _likeness(text))


def _bytes_of(text: str, encoding: str, errors: str = "strict") -> bytes:
    """The bytes that an encoding gives; Latin letters are those of browsers, windows-1252 with no byte undefined."""
    if encoding == "latin-1":
        text = text.translate(_windows_letters())
    return text.encode(encoding, errors)


@cache
def _windows_letters() -> dict[int, int]:
    letters = {byte: bytes((byte,)).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}
    return {ord(letter): byte for byte, letter in letters.items() if letter}


def _marked(data: bytes, mark: bytes, encoding: str) -> Decoded:
    """The text behind a byte order mark, in its encoding unless the bytes are plainly in another."""
    decoded = _lenient(data[len(mark) :], encoding)
    if not decoded.text.strip(_BLANK) or (_likeness(decoded.text) >= 0 and _damage(decoded.text) <= _DAMAGED):
        return _checked(decoded)
    try:
        found = _best(data[len(mark) :])
    except Unreadable as error:
        raise Unreadable(f"opens with the mark of {encoding} but holds no text in it") from error
    return _checked(replace(found, flags=(f"marked as {encoding}, which it is not", *found.flags)))


def _best(data: bytes) -> Decoded:
    """The most plausible reading of bytes that are not strict UTF-8."""
    best = _likeliest(data)
    if best.encoding not in ("utf-8", *_WIDE) and (parts := _parts_in_utf8(data)):
        if sum(map(len, parts)) > _DAMAGED * len(data):
            raise Unreadable(f"is in part in UTF-8 and in part in {best.encoding}, or in several encodings")
        return replace(best, flags=(*best.flags, f"parts that look like UTF-8, read as {best.encoding}: {len(parts)}"))
    if not _is_plausible(best):
        raise Unreadable("is in none of the encodings UTF-8, GB18030, Big5 and UTF-16, or in several")
    return best


def _parts_in_utf8(data: bytes) -> list[bytes]:
    """Stretches of Chinese in UTF-8 among bytes that are not: in GB18030 or Big5 they would be rare characters."""
    found = (match[0] for match in _UTF8_RUN.finditer(data))
    return [
        run
        for run in found
        if 2 * sum(letter in _frequent() for letter in run.decode("utf-8", "ignore")) > len(run) / 3
    ]


def _likeliest(data: bytes) -> Decoded:
    readings = [_lenient(data, encoding) for encoding in ("utf-8", *_CANDIDATES)]
    # max() keeps the first of equals: the order of the candidates is their precedence.
    return max(readings, key=lambda reading: _likeness(reading.text))


def _is_plausible(reading: Decoded) -> bool:
    return _likeness(reading.text) >= _PLAUSIBLE


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, _damage_flags(text))


def _damage_flags(text: str) -> tuple[str, ...]:
    counts = (
        ("unreadable bytes in {} places, read as U+FFFD", text.count("\ufffd")),
        ("wrongly decoded text in {} places, left as it is", sum(_runs(text, *run) for run in _RUNS)),
    )
    return tuple(what.format(count) for what, count in counts if count)


def _runs(text: str, letters: str, run: re.Pattern[str]) -> int:
    return len(run.findall(text)) if any(letter in text for letter in letters) else 0


def _damage(text: str) -> float:
    return text.count("\ufffd") / max(1, len(text))


@cache
def _frequent() -> frozenset[str]:
    lines = (files("kg.read") / "frequent_han.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


@cache
def _common() -> frozenset[str]:
    """The characters of the first levels of GB 2312 and of Big5: those that current texts are written with."""
    pairs = [bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)]
    simplified = b"".join(pairs).decode("gb2312", errors="ignore")
    lows = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    pairs = [bytes((high, low)) for high in range(0xA4, 0xC7) for low in lows]
    return frozenset(simplified + b"".join(pairs).decode("big5", errors="ignore"))


def _likeness(text: str) -> float:
    """How much a text looks like one, from -3 to 1, by the characters that it has: the mean over the first 20,000."""
    counts = Counter(text[:_LOOKED_AT])
    total = sum(counts.values())
    return sum(_weight(letter) * count for letter, count in counts.items()) / total if total else 0.0


@lru_cache(maxsize=8192)
def _weight(letter: str) -> float:
    """How much a character speaks for the encoding that gives it: private and unseen ones speak against it."""
    if letter in _frequent():
        return _FREQUENT
    if letter in _MARKS_OF_TEXT:
        return _MARK
    if letter < "\x7f":
        return _PLAIN if letter >= " " or letter in "\t\n\r\f" else _NEVER
    if letter in _common():
        return _COMMON
    if "\u4e00" <= letter <= "\u9fff" or "\uff01" <= letter <= "\uff5e" or "\u2160" <= letter <= "\u27bf":
        return _RARE
    return _NEVER if letter == "\ufffd" or unicodedata.category(letter)[0] == "C" else _STRANGE


def _checked(decoded: Decoded) -> Decoded:
    text = decoded.text
    if not text.strip(_BLANK):
        raise Unreadable("holds no text")
    if len(_CONTROL.findall(text)) > 0.02 * len(text):
        raise Unreadable("is a binary file, not text")
    if _damage(text) > _DAMAGED:
        raise Unreadable(f"has unreadable bytes in {text.count(chr(0xFFFD))} places ({decoded.encoding})")
    odd = ("looks like no prose, perhaps wrongly decoded",) if _likeness(text[:_HEAD]) < _PLAUSIBLE else ()
    return Decoded(text, decoded.encoding, (*(decoded.flags or _damage_flags(text)), *odd))
