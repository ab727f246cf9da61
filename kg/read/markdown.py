"""Markdown: the marks of headings are left out, and their levels kept; all else is read as any text is."""

from __future__ import annotations

import re

from kg.read.raw import Raw, Writer

_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?=\S)", re.M)


def extract(text: str, flags: tuple[str, ...]) -> Raw:
    """The text with its headings set apart.

    >>> raw = extract("# 西岭县统计公报\\n正文\\n", ())
    >>> raw.text, raw.apart
    ('西岭县统计公报\\n正文\\n', ((0, 7, 1),))
    """
    writer = Writer()
    apart: list[tuple[int, int, int]] = []
    at = 0
    for match in _HEADING.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        writer.add(text[at : match.start()], at)
        start = writer.length
        writer.add(text[match.end() : end], match.end())
        apart.append((start, writer.length, len(match["marks"])))
        at = end
    writer.add(text[at:], at)
    return Raw(writer.text, writer.breaks, flags=flags, apart=tuple(apart)) if apart else Raw(text, flags=flags)
