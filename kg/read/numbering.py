"""The numbers that Word sets before paragraphs by itself: `一、`, `（二）`, `3.`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.read.package import Attributes, Package

_DIGITS = "〇一二三四五六七八九"
_FULL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PLACE = re.compile("%([1-9])")
_LARGEST = 9_999


def chinese(number: int, digits: str = _DIGITS, tens: str = "十百千") -> str:
    """A number below 10,000 in Chinese.

    >>> [chinese(n) for n in (3, 10, 12, 20, 105, 110)]
    ['三', '十', '十二', '二十', '一百零五', '一百一十']
    """
    figures = str(number)
    parts: list[str] = []
    for position, figure in enumerate(figures):
        power = len(figures) - 1 - position
        if figure != "0":
            parts.append(digits[int(figure)] + (tens[power - 1] if power else ""))
        elif parts and not parts[-1].endswith("零") and figures[position:].strip("0"):
            parts.append("零")
    text = "".join(parts)
    return text[1:] if 10 <= number < 20 and digits is _DIGITS else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    pairs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    text = ""
    for value, letters in (*pairs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text += letters * (number // value)
        number %= value
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + n: ord("０") + n for n in range(10)}),
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": lambda number: chinese(number, _FULL, "拾佰仟"),
    "ideographDigital": lambda number: "".join(_DIGITS[int(figure)] for figure in str(number)),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """The number before the next paragraph of a list at a depth, empty for bullets and unknown lists."""
        abstract = self.lists.get(number, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return ""
        counts = self.counts.setdefault(abstract, {})
        counts[depth] = self._next(number, depth, level, counts)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none") and "%" not in level.text:
            return ""
        return _PLACE.sub(lambda match: self._figure(abstract, int(match[1]) - 1), level.text)

    def _next(self, number: str, depth: int, level: _Level, counts: dict[int, int]) -> int:
        start = self.starts.get((number, depth))
        if start is not None and (number, depth) not in self.begun:
            self.begun.add((number, depth))
            return start
        return counts[depth] + 1 if depth in counts else level.start

    def _figure(self, abstract: str, depth: int) -> str:
        level = self.levels[abstract].get(depth, _Level())
        value = self.counts[abstract].get(depth, level.start)
        written = _FORMATS.get(level.format, str)
        return written(value) if 0 < value <= _LARGEST else str(value)


class _Parser:
    """Gathers the lists from the part that declares them."""

    def __init__(self) -> None:
        self.found = Numbering()
        self.abstract = self.number = ""
        self.depth = 0
        self.overriding = False

    def opened(self, name: str, given: Attributes) -> None:
        value = given.get("val", "")
        if name == "abstractNum":
            self.abstract, self.number = given.get("abstractNumId", ""), ""
        elif name == "num":
            self.abstract, self.number = "", given.get("numId", "")
        elif name == "abstractNumId":
            self.found.lists[self.number] = value
        elif name in ("lvl", "lvlOverride"):
            self.depth = _whole(given.get("ilvl", ""), 0)
            if self.abstract and name == "lvl":
                self.found.levels.setdefault(self.abstract, {})[self.depth] = _Level()
        elif name == "startOverride":
            self.found.starts[self.number, self.depth] = _whole(value, 1)
        elif self.abstract and (level := self.found.levels.get(self.abstract, {}).get(self.depth)):
            if name == "start":
                level.start = _whole(value, 1)
            elif name == "numFmt":
                level.format = value
            elif name == "lvlText":
                level.text = value[:40]


def _whole(figure: str, default: int) -> int:
    return int(figure) if figure.isascii() and figure.isdigit() and len(figure) < 6 else default


def load(package: Package, part: str) -> Numbering:
    """The lists that a part declares."""
    parser = _Parser()
    package.parse(part, parser.opened)
    return parser.found
