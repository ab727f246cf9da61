"""The source of a web page to its tags and texts, each with its place: linear in its length, and no text is lost.

What is broken is read as a browser would where that keeps the text, and as text where a browser would hide the rest of
the page: a comment, a quotation or a tag without an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"</?([A-Za-z][^\s/>]{0,60})")
_TAG_END = re.compile(r"""[>"']""")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]{1,60})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_ASSIGNED = re.compile(r"=\s{0,9}$")
# Their content is no markup; that of `title` is read, that of the others is not shown.
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "template")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in _RAW}
# A value as long as this that holds tags is a quotation without an end.
_LONG_VALUE = 500


@dataclass(frozen=True, slots=True)
class Token:
    """A tag (`name` in lower case, `closes` for an end tag) or, where `name` is empty, text; its bounds."""

    start: int
    end: int
    name: str = ""
    closes: bool = False


def tokens(source: str) -> Iterator[Token]:
    """The tags and texts of a page, in order; comments, declarations and scripts are left out."""
    scanner, at = _Scanner(source), 0
    while at < len(source):
        opening = source.find("<", at)
        opening = len(source) if opening < 0 else opening
        end = scanner.markup(opening)
        while end is None:  # a `<` that opens nothing is text
            opening = source.find("<", opening + 1)
            opening = len(source) if opening < 0 else opening
            end = scanner.markup(opening)
        if opening > at:
            yield Token(at, opening)
        match = _NAME.match(source, opening)
        at = end
        if match:
            name, closes = match[1].lower(), source.startswith("/", opening + 1)
            yield Token(opening, end, name, closes)
            if name in _RAW_END and not closes:
                at = scanner.find_tag(name, end)
                if name == "title":
                    yield Token(end, at)


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of a tag by their names in lower case."""
    start = token.start + 1 + len(token.name)
    # Beyond this nothing of interest stands in a tag; pictures may be written into one.
    inside = source[start : min(token.end - 1, start + 5000)]
    return {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(inside)}


class _Scanner:
    """Finds ends of markup, and remembers what does not come any more, so that no search is done twice."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.gone: dict[str, int] = {}

    def markup(self, at: int) -> int | None:
        """Where the markup that opens at a `<` ends, None where it opens none; the end of the source ends all."""
        source = self.source
        if at >= len(source):
            return at
        if source.startswith("<!--", at):
            return self.after("-->", at + 4) or self.after(">", at) or len(source)
        if source.startswith("<![CDATA[", at):
            return at + 9
        if source.startswith(("<!", "<?"), at):
            return self.after(">", at) or len(source)
        if _NAME.match(source, at):
            return self.tag(at)
        return self.after(">", at) if source.startswith("</", at) else None

    def after(self, mark: str, at: int) -> int | None:
        """Behind the next mark, None where none comes."""
        if self.gone.get(mark, at + 1) <= at:
            return None
        found = self.source.find(mark, at)
        if found < 0:
            self.gone[mark] = at
            return None
        return found + len(mark)

    def tag(self, at: int) -> int:
        """Behind the `>` of a tag; one in a quoted value does not count."""
        position = at
        while match := _TAG_END.search(self.source, position):
            position = match.end()
            if match[0] == ">":
                return position
            if _ASSIGNED.search(self.source, max(at, match.start() - 10), match.start()):
                closing = self.after(match[0], position)
                if closing is None or (closing - position > _LONG_VALUE and "<" in self.source[position:closing]):
                    return self.after(">", position) or len(self.source)
                position = closing
        return len(self.source)

    def find_tag(self, name: str, at: int) -> int:
        match = _RAW_END[name].search(self.source, at)
        return match.start() if match else len(self.source)
