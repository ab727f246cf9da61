"""The tree of a web page as lists, and the blocks of text that hang in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.read.grids import WIDEST


@dataclass(slots=True)
class Block:
    """A stretch of text that a browser sets by itself: pieces with their places, how much of it is links.

    `node` is the element that it hangs in; `row` and `cell` are those of a table of data, 0 elsewhere.
    """

    node: int
    pieces: list[tuple[str, int]] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    row: int = 0
    cell: int = 0
    _gap: tuple[str, int] | None = None

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    def space(self, white: str, place: int) -> None:
        """White space is one space between words, and nothing where a line of the source ends in Chinese."""
        self._gap = self._gap or (white, place)

    def add(self, piece: str, place: int, linked: bool) -> None:
        if self._gap:
            white, where = self._gap
            self._gap = None
            if "\n" not in white or (self.pieces[-1][0][-1:].isascii() and piece[:1].isascii()):
                self.pieces.append((" ", where))
        self.pieces.append((piece, place))
        self.length += len(piece)
        self.linked += len(piece) if linked else 0


class Tree:
    """Elements by number, parents before children; element 0 is the page."""

    def __init__(self) -> None:
        self.parents = [0]
        self.names = [""]
        self.hints = [""]
        self.hidden = [False]
        self.covers: dict[int, tuple[int, int]] = {}
        self.blocks: list[Block] = []

    def add(self, parent: int, name: str, given: dict[str, str]) -> int:
        """A new element; its hint is what its author calls it. A cell may cover several rows and columns."""
        self.parents.append(parent)
        self.names.append(name)
        self.hints.append(" ".join(given[key] for key in ("id", "class", "role") if key in given).lower()[:200])
        self.hidden.append("hidden" in given or "display:none" in given.get("style", "").lower().replace(" ", ""))
        node = len(self.parents) - 1
        if "rowspan" in given or "colspan" in given:
            self.covers[node] = _count(given.get("rowspan", "")), _count(given.get("colspan", ""))
        return node

    def open_block(self, node: int) -> Block:
        block = Block(node)
        self.blocks.append(block)
        return block

    def above(self, name: str) -> list[int]:
        """For every element the nearest one of a name that it is or stands in, 0 where there is none."""
        found = [0] * len(self.parents)
        for node in range(1, len(self.parents)):
            found[node] = node if self.names[node] == name else found[self.parents[node]]
        return found


def _count(figure: str) -> int:
    """How many rows or columns an attribute says, within what a page may say.

    >>> _count("3"), _count("x"), _count("99999999999")
    (3, 1, 1000)
    """
    return max(1, min(WIDEST, int(figure[:9]))) if figure.isascii() and figure.isdigit() else 1
