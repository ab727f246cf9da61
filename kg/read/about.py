"""A text that is asked what it says of itself, and what all rules about it share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kg.model import Origin, Span, Told

UNKNOWN = Told("", Origin("default"))

YEAR_FORM = "(?:19|20)[0-9]{2}"
SESSION = re.compile(
    rf"(?:(?P<year>{YEAR_FORM}|[〇○零一二三四五六七八九]{{4}})年(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?"
    r"(?:上午|下午)?在(?P<place>[\u4e00-\u9fff]{2,20}?)(?:第?[一二三四五六七八九十]{1,3})届人民代表大会"
)
GOVERNMENT = re.compile(r"代表(?P<place>[\u4e00-\u9fff]{2,20}?)人民政府")
# So much of a text is its head.
HEAD = 2000
_DIGITS = {letter: value for value, letter in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class Text:
    """A repaired text with its name, its lines with their offsets, and the title once it is known."""

    name: str
    body: str
    lines: tuple[tuple[int, str], ...]
    title: Told = UNKNOWN
    properties: Mapping[str, str] = field(default_factory=dict)

    def told(self, value: str, start: int, end: int) -> Told:
        return Told(value, Origin("text", Span(start, end)))


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
    return int("".join(str(_DIGITS.get(letter, 0)) for letter in figure))


def day(year: int, month: int, day_of_month: int) -> str:
    """2026-02-15, empty where there is no such day.

    >>> day(2026, 2, 15), day(2026, 2, 30)
    ('2026-02-15', '')
    """
    try:
        return date(year, month, day_of_month).isoformat() if year > 1900 else ""
    except ValueError:
        return ""


Rule = Callable[[Text], Told | None]
