"""Word documents (.docx): the paragraphs and tables of the body in their order, with the numbers that Word sets itself.

What Word shows is read: text in content controls, links and accepted insertions, text boxes behind the paragraph that
they hang on, notes at the end; deleted and hidden text, fields, contents lists, headers and footers are not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from zipfile import ZipFile

from kg.model import Cell, Table
from kg.read.characters import RAISED
from kg.read.grids import WIDEST, table
from kg.read.limits import Limits
from kg.read.numbering import Numbering, load
from kg.read.package import Attributes, Package
from kg.read.raw import Raw

# What separates pages inside a text on its way through here: as Word last set them, or as the writer asked for.
_SET, _ASKED = "\x0c", "\x0b"
_SKIPPED = frozenset(("Fallback", "del", "moveFrom", "pPrChange", "rPrChange", "rt"))
_MARKS = {"tab": "\t", "noBreakHyphen": "-", "cr": "\n", "lastRenderedPageBreak": _SET}
_CONTENTS = re.compile(r"toc ?[1-9]|table of figures", re.I)
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.I)
_OFF = ("0", "false", "off", "none")
_CELL_LONGEST = 100
_OF_CELLS = frozenset(("gridBefore", "gridSpan", "vMerge"))
_HAN = re.compile("[\u3400-\u9fff]{2}")
_UNTITLED = re.compile(r"microsoft|word|untitled|无标题|新建|文档|\.docx?$|\.wps$", re.I)


def extract(archive: ZipFile, limits: Limits) -> Raw:
    """The text of a packed Word document; raises NotReadable."""
    package = Package(archive, limits)
    main = package.main()
    folder = posixpath.dirname(main)
    styles = _styles(package, f"{folder}/styles.xml")
    body = _Body(styles, load(package, f"{folder}/numbering.xml"))
    package.parse(main, body.opened, body.closed, body.text)
    for part in ("footnotes", "endnotes"):
        package.parse(f"{folder}/{part}.xml", body.opened, body.closed, body.text)
    text, pages = _paged(body.lines)
    starts = _starts(body.lines)
    apart = tuple(_apart(body.lines, starts, body.apart))
    tables = tuple(_tables(body.lines, starts, body.written))
    return Raw(text, pages=pages, told=_told(package), apart=apart, tables=tables)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str = ""
    based: str = ""
    number: str = ""
    depth: int = 0
    level: int = 0


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    level: int | None = None
    number: str | None = None
    depth: int | None = None
    boxed: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _TableCell:
    """A cell that is being read: its lines, the columns that it covers, and whether it goes on with the one above."""

    lines: list[str] = field(default_factory=list)
    columns: int = 1
    goes_on: bool = False


@dataclass(slots=True)
class _Written:
    """A cell that was written: its line, where it begins and ends in it, its place in the table."""

    line: int
    start: int
    end: int
    row: int
    column: int
    columns: int
    rows: int = 1


@dataclass(slots=True)
class _Table:
    row: list[_TableCell] = field(default_factory=list)
    before: int = 0
    rows: int = 0
    written: list[_Written] = field(default_factory=list)
    above: dict[int, _Written] = field(default_factory=dict)


class _Body:
    """Puts lines together while the elements of a part pass by."""

    def __init__(self, styles: dict[str, _Style], numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.lines: list[str] = []
        self.apart: dict[int, int] = {}
        self.paragraphs: list[_Paragraph] = []
        self.tables: list[_Table] = []
        self.skipping = 0
        self.in_text = self.in_properties = self.hidden = self.raised = False
        self.note = ""
        self.dropped = False
        self.written: list[list[_Written]] = []

    def opened(self, name: str, given: Attributes) -> None:
        if self.skipping or name in _SKIPPED:
            self.skipping += 1
        elif name == "p":
            self.paragraphs.append(_Paragraph())
        elif name == "tbl":
            self.tables.append(_Table())
        elif name == "tc" and self.tables:
            self.tables[-1].row.append(_TableCell())
        elif name in _OF_CELLS and self.tables:
            self.of_cell(name, given.get("val", ""), self.tables[-1])
        elif name in ("footnote", "endnote"):
            self.note, self.dropped = f"[{given.get('id', '')[:4]}]", given.get("type", "normal") != "normal"
        elif self.paragraphs:
            self.within(name, given, self.paragraphs[-1])

    def of_cell(self, name: str, value: str, table: _Table) -> None:
        """What a row says of the columns before its cells, or a cell of those that it covers."""
        count = min(WIDEST, int(value[:9])) if value.isascii() and value.isdigit() else 1
        if name == "gridBefore":
            table.before = count
        elif table.row and name == "gridSpan":
            table.row[-1].columns = max(1, count)
        elif table.row:
            table.row[-1].goes_on = value != "restart"

    def within(self, name: str, given: Attributes, paragraph: _Paragraph) -> None:
        """An element inside a paragraph."""
        if name == "t":
            self.in_text = not self.hidden
        elif name == "r":
            self.hidden = self.raised = False
        elif name == "vertAlign":
            self.raised = not self.in_properties and given.get("val") == "superscript"
        elif name == "pPr":
            self.in_properties = True
        elif name == "vanish":
            self.hidden = not self.in_properties and given.get("val", "1") not in _OFF
        elif name == "pStyle":
            paragraph.style = given.get("val", "")
        elif name == "numId":
            paragraph.number = given.get("val", "")
        elif name == "outlineLvl":
            paragraph.level = _level(given.get("val", ""))
        elif name == "ilvl":
            paragraph.depth = _depth(given.get("val", ""))
        elif name == "br":
            paragraph.pieces.append(_ASKED if given.get("type") == "page" else "\n")
        elif name in _MARKS and not self.in_properties:
            paragraph.pieces.append(_MARKS[name])

    def closed(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name == "t":
            self.in_text = False
        elif name == "pPr":
            self.in_properties = False
        elif name == "p" and self.paragraphs:
            self.end_paragraph(self.paragraphs.pop())
        elif name == "tr" and self.tables:
            self.end_row(self.tables[-1])
        elif name == "tbl" and self.tables:
            self.written.append(self.tables.pop().written)

    def text(self, text: str) -> None:
        if self.in_text and not self.skipping and self.paragraphs:
            self.paragraphs[-1].pieces.append(text.translate(RAISED) if self.raised else text)

    def end_paragraph(self, paragraph: _Paragraph) -> None:
        text = "".join(paragraph.pieces)
        if text.strip() and not self.in_contents(paragraph.style):
            text = self.label(paragraph) + text
        elif text.strip():
            text = "".join(mark for mark in text if mark in (_SET, _ASKED))
        lines = [text, *paragraph.boxed] if text else paragraph.boxed
        if self.paragraphs:  # the paragraph stands in a text box of another
            self.paragraphs[-1].boxed += lines
        else:
            self.mark(paragraph)
            self.put(lines)

    def mark(self, paragraph: _Paragraph) -> None:
        """Remember the level of a heading that is about to be put."""
        level = self.level_of(paragraph.style) if paragraph.level is None else paragraph.level
        if level and not self.tables and not self.dropped:
            self.apart[len(self.lines)] = level

    def put(self, lines: list[str]) -> None:
        if self.tables and self.tables[-1].row:
            self.tables[-1].row[-1].lines += lines
        elif lines and not self.dropped:
            self.lines += [self.note + lines[0].lstrip() if self.note else lines[0], *lines[1:]]
            self.note = ""  # its other paragraphs follow without the number

    def end_row(self, table: _Table) -> None:
        """A row is a line, unless its cells only set out a page."""
        cells, before = table.row, table.before
        table.row, table.before = [], 0
        lengths = [length for cell in cells if (length := len("".join(cell.lines)))]
        long = sum(length > _CELL_LONGEST for length in lengths)
        if len(cells) < 2 or 2 * long >= max(1, len(lengths)):
            lines = [line for cell in cells for line in cell.lines]
        else:
            texts = [" ".join(line.strip() for line in cell.lines) for cell in cells]
            lines = ["\t".join(texts)]
            if len(self.tables) == 1 and not self.dropped:
                self.apart[len(self.lines)] = 0
                self.write(table, cells, texts, before)
        table.rows += 1
        outer = self.tables.pop()
        self.put(lines)
        self.tables.append(outer)

    def write(self, table: _Table, cells: list[_TableCell], texts: list[str], column: int) -> None:
        """Note where the cells of a row stand in the line that is about to be put."""
        at = 0
        for cell, text in zip(cells, texts, strict=True):
            if cell.goes_on and column in table.above:
                table.above[column].rows = table.rows + 1 - table.above[column].row
            else:
                table.above[column] = _Written(len(self.lines), at, at + len(text), table.rows, column, cell.columns)
                table.written += [table.above[column]] if text.strip() else []
            column += cell.columns
            at += len(text) + 1

    def label(self, paragraph: _Paragraph) -> str:
        style = self.resolved(paragraph.style)
        number = style.number if paragraph.number is None else paragraph.number
        depth = style.depth if paragraph.depth is None else paragraph.depth
        return self.numbering.label(number, depth) if number not in ("", "0") else ""

    def in_contents(self, style: str) -> bool:
        return _CONTENTS.fullmatch(self.styles.get(style, _Style()).name or style) is not None

    def resolved(self, name: str) -> _Style:
        """The nearest style above that gives a number."""
        return next((style for style in self.above(name) if style.number), _Style())

    def level_of(self, name: str) -> int:
        """The level of the headings that are written in a style, 0 for text."""
        return next((style.level for style in self.above(name) if style.level), 0)

    def above(self, name: str) -> Iterator[_Style]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name in self.styles and name not in seen:
            yield self.styles[name]
            seen.add(name)
            name = self.styles[name].based


def _depth(figure: str) -> int:
    return int(figure) if figure in tuple("012345678") else 0


def _styles(package: Package, part: str) -> dict[str, _Style]:
    """The paragraph styles by their ids."""
    found: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}

    def opened(name: str, given: Attributes) -> None:
        nonlocal current
        if name == "style":
            current = found.setdefault(given.get("styleId", ""), {})
        elif name in ("name", "basedOn", "numId", "ilvl", "outlineLvl"):
            current[name] = given.get("val", "")

    package.parse(part, opened)
    return {
        key: _Style(
            name := style.get("name", ""),
            style.get("basedOn", ""),
            style.get("numId", ""),
            _depth(style.get("ilvl", "")),
            _level(style.get("outlineLvl", "")) or (int(match[1]) if (match := _HEADING.fullmatch(name)) else 0),
        )
        for key, style in found.items()
    }


def _level(outline: str) -> int:
    """1 for the outline level 0 and so on; Word's 9 is text."""
    return int(outline) + 1 if outline in tuple("012345678") else 0


def _apart(lines: list[str], starts: Sequence[int], levels: dict[int, int]) -> Iterator[tuple[int, int, int]]:
    """(start, end, level) of the headings and rows among the lines, in the text without marks of pages."""
    for number, level in sorted(levels.items()):
        yield starts[number], starts[number] + _shown(lines[number]), level


def _starts(lines: list[str]) -> list[int]:
    """Where the lines begin in the text without marks of pages."""
    return [0, *accumulate(_shown(line) + 1 for line in lines)]


def _shown(line: str) -> int:
    return len(line) - line.count(_SET) - line.count(_ASKED)


def _tables(lines: list[str], starts: Sequence[int], written: Iterable[Sequence[_Written]]) -> Iterator[Table]:
    for cells in written:
        found = table([
            Cell(start, end, cell.row, cell.column, cell.rows, cell.columns)
            for cell in cells
            for start, end in [[starts[cell.line] + _shown(lines[cell.line][:at]) for at in (cell.start, cell.end)]]
            if start < end
        ])  # fmt: skip
        if found:
            yield found


def _paged(lines: list[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text, and its pages as Word last set them or, where it never did, as the writer asked for."""
    marked = "\n".join(lines)
    mark = _SET if _SET in marked else _ASKED
    marked = marked.replace(_ASKED if mark == _SET else _SET, "")
    pieces = marked.split(mark)
    if len(pieces) == 1:
        return marked, ()
    pages, at = [], 0
    for number, piece in enumerate(pieces, 1):
        pages.append((at, number))
        at += len(piece)
    return "".join(pieces), tuple(pages)


def _told(package: Package) -> dict[str, str]:
    """Title and author as the properties name them; a name that Word made up is none."""
    found: dict[str, str] = {}
    current = ""

    def opened(name: str, _: Attributes) -> None:
        nonlocal current
        current = {"title": "title", "creator": "author", "Company": "author"}.get(name, "")

    def closed(_: str) -> None:
        nonlocal current
        current = ""

    def text(piece: str) -> None:
        if current:
            found[current] = (found.get(current, "") + piece)[:300]

    for part in ("docProps/core.xml", "docProps/app.xml"):
        package.parse(part, opened, closed, text)
    return {key: value.strip() for key, value in found.items() if named(value)}


def named(value: str) -> bool:
    """Whether a property says something: Chinese, and no name that a program made up.

    >>> named("某市政府工作报告"), named("Microsoft Word - 文档1"), named("user")
    (True, False, False)
    """
    return _HAN.search(value) is not None and not _UNTITLED.search(value)
