"""A text that is asked what it says of itself, the evidence that it gives, and the one decision about it.

Every rule yields evidence: a value, how much speaks for it, in which words, and where they stand. The value that most
speaks for is taken; where another comes close, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.model import Origin, Span, Told

UNKNOWN = Told("", Origin("default"))

YEAR_FORM = "(?:19|20)[0-9]{2}"
# A year in figures or in characters: 2026, 二〇二六.
ANY_YEAR = f"(?:{YEAR_FORM}|[一二][〇○零九][〇○零一二三四五六七八九]{{2}})"
_COUNT = "第?[一二三四五六七八九十]{1,3}"
_DATE = (
    r"(?P<year>(?:19|20)[0-9]{2}|[〇○零一二三四五六七八九]{4})年(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
SESSION = re.compile(
    rf"(?:{_DATE})?(?:上午|下午)?在(?P<place>[\u4e00-\u9fff]{{2,20}}?)(?:{_COUNT})届(?:人民代表大会|人大)"
)
GOVERNMENT = re.compile(rf"代表(?P<place>[\u4e00-\u9fff]{{2,20}}?)(?:{_COUNT}届)?人民政府")
# So much of a text is its head.
HEAD = 2000
_OPENING_LINES = 60
# What a page or a database says of a text in lines of their own: 发文单位：某县人民政府.
_FIELD_NAMES = {
    "title": "标题|题目|题名|文件名称|信息名称|公文名称",
    "issuer": "发文单位|发文机关|发文机构|发布机构|发布单位|公开单位|信息来源|来源|责任单位|供稿单位|制发机关",
    "date": "发文时间|发文日期|发布时间|发布日期|成文日期|公开日期|公开时间|生成日期|印发日期|发表于|日期|时间",
}
_FIELD = re.compile(
    "(?:^|(?<=[ 　】\\]|0-9]))(?:"
    + "|".join(f"(?P<{name}>{names})" for name, names in _FIELD_NAMES.items())
    + ")[ ]?[：:][ ]?(?=[^ ])"
)
_VALUE = re.compile(r"[^ 　：:|]{1,80}")
_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
# A second value this near to the first puts it in doubt, and so does evidence of less weight than this.
_CLOSE, _THIN = 0.6, 2.0


@dataclass(frozen=True, slots=True)
class Text:
    """A repaired text with its name, its lines with their offsets, and what is known of it already.

    `properties` is what the file says of itself outside its text; `kind` is empty until it is decided.
    """

    name: str
    body: str
    lines: tuple[tuple[int, str], ...]
    title: Told = UNKNOWN
    properties: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""

    def at(self, start: int, end: int) -> Origin:
        return Origin("text", Span(start, end))

    def told(self, value: str, start: int, end: int) -> Told:
        return Told(value, self.at(start, end))

    def opening(self) -> Iterator[tuple[int, str]]:
        """The lines before the address to the assembly, at most the first sixty, with their offsets."""
        for start, line in self.lines[:_OPENING_LINES]:
            if line.startswith("各位代表"):
                return
            yield start, line

    def fields(self, name: str) -> Iterator[Told]:
        """What lines near the top say of the text under one of a name's labels: `发布机构：某县人民政府`."""
        for start, line in self.opening():
            for match in _FIELD.finditer(line) if "：" in line or ":" in line else ():
                value = match[name] and _VALUE.match(line, match.end())
                if value and name == "title":  # a title may have blanks
                    yield self.told(line[match.end() :], start + match.end(), start + len(line))
                elif value:
                    yield self.told(value[0], start + value.start(), start + value.end())


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for a value: how much (10 hardly errs, 1 is a hint), what it is in words, and where."""

    value: str
    weight: float
    what: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Decision:
    """The value, with the origin of its best evidence; `doubt` says what puts it in doubt."""

    told: Told
    doubt: str = ""


Rule = Callable[[Text], Iterator[Evidence]]


def decide(evidence: Iterable[Evidence], supports: Callable[[str, str], bool] = str.__eq__) -> Decision:
    """The value for which most speaks, the first of equals; `supports` tells whether one value speaks for another.

    >>> by = lambda value, weight: Evidence(value, weight, "title", Origin("title"))
    >>> decide([by("2022", 8.0), by("2023", 6.0), by("2023", 3.0)]).told.value
    '2023'
    """
    found = list(evidence)
    totals = {
        value: sum(item.weight for item in found if supports(item.value, value))
        for value in dict.fromkeys(item.value for item in found)
    }
    if not totals:
        return Decision(UNKNOWN)
    best = max(totals, key=lambda value: totals[value])
    own = max((item for item in found if item.value == best), key=lambda item: item.weight)
    rivals = {value: total for value, total in totals.items() if not supports(value, best)}
    rival = max(rivals, key=lambda value: rivals[value], default="")
    reasons = f"{best} by {_reasons(found, best)}"
    if rival and rivals[rival] >= _CLOSE * totals[best]:
        return Decision(Told(best, own.origin), f"{reasons}, though {rival} by {_reasons(found, rival)}")
    return Decision(Told(best, own.origin), f"{reasons} alone" if totals[best] < _THIN else "")


def _reasons(found: Sequence[Evidence], value: str) -> str:
    return " as well as ".join(dict.fromkeys(item.what for item in found if item.value == value))


def property_of(text: Text, name: str) -> Told | None:
    value = text.properties.get(name, "")
    return Told(value, Origin("title")) if value else None


def number(figure: str) -> int:
    """2026 of `2026` and `二〇二六`, 12 of `十二`; 0 of what is no number.

    >>> [number(figure) for figure in ("2026", "二〇二六", "十二", "二十", "十十")]
    [2026, 2026, 12, 20, 0]
    """
    if figure.isdigit() and figure.isascii():
        return int(figure)
    tens, ten, ones = figure.partition("十")
    if ten:
        return (
            _DIGITS.get(tens, 0 if tens else 1) * 10 + _DIGITS.get(ones, 0) if len(tens) < 2 and "十" not in ones else 0
        )
    return int("0" + "".join(str(_DIGITS.get(letter, 0)) for letter in figure))


def day(year: int, month: int, day_of_month: int) -> str:
    """2026-02-15, empty where there is no such day.

    >>> day(2026, 2, 15), day(2026, 2, 30)
    ('2026-02-15', '')
    """
    try:
        return date(year, month, day_of_month).isoformat() if year > 1900 else ""
    except ValueError:
        return ""
