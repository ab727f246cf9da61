"""Web pages: the source to blocks of text, each with its place in the tree, and from them the main text.

markup    source -> tags and texts
article   blocks -> the blocks of the main text, without menus, toolbars and lists of links
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import groupby

from kg.model import Cell, Table
from kg.read.article import main_text
from kg.read.blocks import Block, Tree
from kg.read.characters import RAISED
from kg.read.grids import WIDEST, Placer, table
from kg.read.limits import Limits
from kg.read.lines import HAN
from kg.read.markup import Token, attributes, tokens
from kg.read.raw import NotReadable, Raw, Writer

_BITS = re.compile(
    r"(?P<reference>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?)"
    r"|(?P<space>[ \t\n\r\f]+)|[^& \t\n\r\f]+|&"
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav noscript ol optgroup option p pre"
    " section select summary table tbody td tfoot th thead tr ul".split()
)  # fmt: skip
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# What a start tag ends that was left open, inside the nearest element of the third kind.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", "dir"))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
_META = {
    "title": ("articletitle", "og:title"),
    "date": ("pubdate", "publishdate", "article:published_time"),
    "author": ("contentsource", "author"),
}
_DAY = re.compile(r"((?:19|20)[0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SITE = re.compile(r"\s{0,5}[-_|—–]{1,2}\s{0,5}[^-_|—–]{2,30}$")
_FAR = 100
_FOOTNOTE = re.compile(r"[\[（(［〔]?[0-9]{1,3}[\])）］〕]?")
_NOTED = re.compile(f"[{HAN}”’》」』）)%]")


def extract(source: str, flags: tuple[str, ...], limits: Limits) -> Raw:
    """The main text of a page; raises NotReadable where it shows none without its scripts."""
    page = _Page(source, limits)
    for token in tokens(source):
        page.take(token)
    blocks, dropped = main_text(page.tree, page.meta("title"))
    if not blocks:
        remedy = "save the page from a browser once it shows its text, or copy the text into a file"
        raise NotReadable("is a web page without text of its own", remedy)
    writer = Writer()
    levels = _levels(page.tree)
    apart: list[tuple[int, int, int]] = []
    stretches: dict[int, tuple[int, int]] = {}
    for _, row in groupby(blocks, key=_row):
        start, whole = writer.length, list(row)
        stretches.update(_write_row(writer, whole))
        level = 0 if whole[0].row else levels[whole[0].node]
        if level or whole[0].row:
            apart.append((start, writer.length, level))
    told = {name: value for name in _META if (value := page.meta(name))}
    if "date" not in told and (day := _day(dropped)):
        told["date"] = day
    left_out = len(page.tree.blocks) - len(blocks)
    done = (f"blocks of a web page left out: {left_out}",) if left_out else ()
    tables = tuple(_tables(page.tree, stretches))
    return Raw(writer.text, writer.breaks, (), told, (*flags, *done), tuple(apart), tables)


def _levels(tree: Tree) -> list[int]:
    """For every element the level of the heading that it is or stands in, 0 where it stands in none."""
    levels = [0] * len(tree.parents)
    for node in range(1, len(levels)):
        levels[node] = _HEADINGS.get(tree.names[node]) or levels[tree.parents[node]]
    return levels


def _row(block: Block) -> tuple[int, int]:
    """Blocks of one row of a table belong together; any other stands for itself."""
    return (0, block.row) if block.row else (1, id(block))


def _write_row(writer: Writer, row: list[Block]) -> dict[int, tuple[int, int]]:
    """Write the blocks of a row, or another block, as a line; where the cells among them stand."""
    stretches: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(row):
        if number:
            writer.add("\t" if block.cell != row[number - 1].cell else " ", block.pieces[0][1])
        start = stretches.get(block.cell, (writer.length, 0))[0]
        for piece, place in block.pieces:
            writer.add(piece, place)
        if block.cell:
            stretches[block.cell] = start, writer.length
    last, place = row[-1].pieces[-1]
    writer.add("\n", place + len(last))
    return stretches


def _tables(tree: Tree, stretches: Mapping[int, tuple[int, int]]) -> Iterator[Table]:
    """The tables of a page whose cells were written, in the order of the text; rows that show nothing are left out."""
    tables, rows = tree.above("table"), tree.above("tr")
    cells: dict[int, dict[int, list[int]]] = {}
    held = {tables[node] for node in stretches}
    for node, name in enumerate(tree.names):
        if name in ("td", "th") and tables[node] in held and rows[node]:
            cells.setdefault(tables[node], {}).setdefault(rows[node], []).append(node)
    found = (table(list(_cells(tree, own.values(), stretches))) for own in cells.values())
    yield from sorted(filter(None, found), key=lambda item: item.start)


def _cells(tree: Tree, rows: Iterable[Sequence[int]], stretches: Mapping[int, tuple[int, int]]) -> Iterator[Cell]:
    placer = Placer()
    for row in rows:
        placer.next_row()
        for node in row:
            covers = tree.covers.get(node, (1, 1))
            place = placer.place(*covers)
            if place[1] > WIDEST:
                break
            if node in stretches:
                yield Cell(*stretches[node], *place, *covers)


def _day(lines: list[str]) -> str:
    for line in lines:
        if (match := _DAY.search(line)) and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return ""


class _Page:
    """Builds the tree of a page and its blocks from tokens."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.source, self.limits = source, limits
        self.tree = Tree()
        self.stack: list[tuple[str, int]] = [("", 0)]  # name, node
        self.open: dict[str, int] = {}
        self.told: dict[str, str] = {}
        self.block: Block | None = None

    def take(self, token: Token) -> None:
        if not token.name:
            self.text(token)
        elif token.closes:
            self.close(token.name)
        else:
            self.start(token)

    def meta(self, name: str) -> str:
        """What the head of the page says: title, date or author."""
        value = next((self.told[key] for key in _META[name] if self.told.get(key)), "")
        if name == "title":
            return value or _SITE.sub("", self.told.get("", ""))
        return _day([value]) if name == "date" else value

    def start(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self.end_block()
        if name == "meta":
            self.tell(attributes(self.source, token))
        if name in _BLOCKS:
            self.end_block()
            self.close_left_open(name)
        if name in _VOID:
            return
        if len(self.tree.parents) >= self.limits.elements:
            remedy = "save the article alone, or copy its text into a file"
            raise NotReadable(f"is a web page of more than {self.limits.elements} elements", remedy)
        if len(self.stack) < self.limits.nesting:
            node = self.tree.add(self.stack[-1][1], name, attributes(self.source, token))
            self.stack.append((name, node))
            self.open[name] = self.open.get(name, 0) + 1

    def close_left_open(self, name: str) -> None:
        """A paragraph ends where a block begins, an item where the next begins."""
        if self.stack[-1][0] == "p":
            self.pop()
        if name not in _ENDS:
            return
        ends, within = _ENDS[name]
        for depth in range(len(self.stack) - 1, max(0, len(self.stack) - _FAR), -1):
            if self.stack[depth][0] in within:
                return
            if self.stack[depth][0] in ends:
                self.pop_to(depth)
                return

    def close(self, name: str) -> None:
        is_block = name in _BLOCKS
        if is_block:
            self.end_block()
        if not self.open.get(name):
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth][0] == name:
                self.pop_to(depth)
                return
            # A stray </b> ends no paragraph.
            if not is_block and (self.stack[depth][0] in _BLOCKS or len(self.stack) - depth > _FAR):
                return

    def pop_to(self, depth: int) -> None:
        while len(self.stack) > depth:
            self.pop()

    def pop(self) -> None:
        name, _ = self.stack.pop()
        self.open[name] -= 1

    def tell(self, given: dict[str, str]) -> None:
        key = (given.get("name") or given.get("property") or "").lower()
        if key and given.get("content"):
            self.told.setdefault(key, " ".join(unescape(given["content"]).split())[:300])

    def text(self, token: Token) -> None:
        if self.stack[-1][0] == "title":
            self.told.setdefault("", " ".join(unescape(self.source[token.start : token.end]).split())[:300])
            return
        for bit in _BITS.finditer(self.source, token.start, token.end):
            if bit["space"]:
                if self.block:
                    self.block.space(bit[0], bit.start())
                continue
            if not self.block:
                self.block = self.tree.open_block(self.stack[-1][1])
            piece = unescape(bit[0]) if bit["reference"] else bit[0]
            if not self.is_footnote_mark(piece):
                piece = piece.translate(RAISED) if self.open.get("sup") else piece
                self.block.add(piece, bit.start(), bool(self.open.get("a")))

    def is_footnote_mark(self, piece: str) -> bool:
        """A raised number behind a Chinese word: 三区三线<sup>1</sup>, but not km<sup>2</sup>."""
        before = self.block.pieces[-1][0][-1] if self.block and self.block.pieces else ""
        raised = self.open.get("sup") and _FOOTNOTE.fullmatch(piece) and _NOTED.match(before)
        return bool(raised) and not (before in "米里" and piece in "23")

    def end_block(self) -> None:
        self.block = None
