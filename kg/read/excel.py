"""Workbooks (.xlsx): the sheets that are shown, row by row, by openpyxl (extra `excel`).

Nothing is computed and nothing outside the file is opened: a formula gives the value that the program that saved the
workbook kept for it, or none. Values are written as the sheet shows them: percentages, dates, decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from kg.errors import installing
from kg.model import Cell, Table
from kg.read.grids import WIDEST, table, write_row
from kg.read.limits import Limits
from kg.read.package import Package
from kg.read.raw import MissingTool, NotReadable, Raw, Writer

_AGAIN = "open it in Excel, WPS or LibreOffice and save it anew"
_DECLARES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T|E\0?N\0?T\0?I\0?T)")
_MERGED = re.compile(rb"<(?:\w{1,9}:)?mergeCell\s[^>]{0,99}?ref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_SIZED = re.compile(rb"<(?:\w{1,9}:)?(row|col)\s([^<>]{0,999})>")
_ATTRIBUTE = re.compile(rb"\b(r|min|max|hidden)=[\"']([0-9a-z]{1,9})[\"']")
_NAMED_BY_PROGRAM = re.compile(r"(?:sheet|工作表|表)\s?[0-9]{0,3}(?: \([0-9]\))?", re.I)
_DECIMALS = re.compile(r"0(?:\.(0+))?(?![0-9#?])")
_MOST_MERGES, _MOST_ROWS, _MOST_COLUMNS = 20_000, 1_100_000, 16_384

# A row with its number and the columns that hold text.
_Row = tuple[int, list[tuple[int, str]]]
Merged = dict[tuple[int, int], tuple[int, int]]


def extract(archive: ZipFile, data: bytes, limits: Limits) -> Raw:
    """The rows of a workbook as lines; raises NotReadable."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        remedy = f"{installing('excel', 'openpyxl')}, or save its sheets as .csv"
        raise MissingTool("is a workbook, which needs openpyxl", remedy) from error
    package = Package(archive, limits)
    for name in package.members:
        if name.endswith((".xml", ".rels")) and _DECLARES.search(package.read(name)):
            raise NotReadable("declares entities, which no Office document does", _AGAIN)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return _read(book, archive, limits)
    except NotReadable:
        raise
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises a dozen kinds for what is not as it expects
        raise NotReadable("is a damaged workbook", _AGAIN) from error


def _read(book: Any, archive: ZipFile, limits: Limits) -> Raw:
    writer = Writer()
    tables: list[Table] = []
    left, unseen = limits.cells, _Hidden()
    for sheet in (sheet for sheet in book.worksheets if sheet.sheet_state == "visible"):
        if not _NAMED_BY_PROGRAM.fullmatch(sheet.title):
            writer.add(sheet.title + "\n", writer.length)
        written = archive.read(sheet._worksheet_path)
        for cells in _tables(writer, unseen.without(_rows(sheet), written), _merged(written)):
            left -= len(cells)
            if left < 0:
                raise NotReadable(f"holds more than {limits.cells} cells", "split it into smaller files")
            if made := table(cells):
                tables.append(made)
    hidden = sum(sheet.sheet_state != "visible" for sheet in book.worksheets)
    counts = (("sheets", hidden), ("rows", unseen.rows), ("columns", unseen.columns))
    flags = tuple(f"hidden {what} left out: {count}" for what, count in counts if count)
    if not writer.length:
        raise NotReadable("is a workbook without text", "take it out, or save it with the sheets that hold some shown")
    return Raw(writer.text, flags=flags, tables=tuple(tables))


class _Hidden:
    """Leaves out the rows and columns that sheets do not show, and counts those that hold something."""

    def __init__(self) -> None:
        self.rows = self.columns = 0

    def without(self, rows: Iterator[_Row], written: bytes) -> Iterator[_Row]:
        """The rows of a sheet, as its XML has it, less what is hidden."""
        hidden_rows, hidden_columns = _hidden(written)
        seen: set[int] = set()
        for row, shown in rows:
            if row in hidden_rows:
                self.rows += bool(shown)
                continue
            seen.update(column for column, _ in shown if column in hidden_columns)
            yield row, [(column, text) for column, text in shown if column not in hidden_columns]
        self.columns += len(seen)


def _hidden(written: bytes) -> tuple[set[int], set[int]]:
    """The rows and columns that a sheet's XML hides, from 0: openpyxl does not tell when it reads row by row.

    >>> _hidden(b'<cols><col min="2" max="3" hidden="1"/></cols><row r="1"><row r="4" hidden="true">')
    ({3}, {1, 2})
    """
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    for match in _SIZED.finditer(written):
        given = dict(_ATTRIBUTE.findall(match[2]))
        is_hidden = given.get(b"hidden") in (b"1", b"true")
        if match[1] == b"row":
            number = int(given[b"r"]) if given.get(b"r", b"").isdigit() else number + 1
            if is_hidden:
                rows.add(number - 1)
        elif is_hidden and given.get(b"min", b"").isdigit() and given.get(b"max", b"").isdigit():
            columns.update(range(int(given[b"min"]) - 1, min(int(given[b"max"]), _MOST_COLUMNS)))
    return rows, columns


def _rows(sheet: Any) -> Iterator[_Row]:
    """(row, [(column, text)]) of the rows of a sheet, both from 0, the empty ones too."""
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    for row, cells in enumerate(sheet.iter_rows()):
        if row > _MOST_ROWS:
            raise NotReadable(f"has more than {_MOST_ROWS} rows", "split it into smaller files")
        shown = ((column, _shown(cell)) for column, cell in enumerate(cells) if cell.value is not None)
        yield row, [(column, text) for column, text in shown if text]


def _tables(writer: Writer, rows: Iterator[_Row], merged: Merged) -> Iterator[list[Cell]]:
    """Write the rows as lines; the cells of every run of rows, which a line of its own may stand above."""
    cells: list[Cell] = []
    for row, shown in rows:
        if not cells and len(shown) == 1:
            writer.add(shown[0][1] + "\n", writer.length)
        elif shown:
            at, placed = writer.length, []
            for column, text in shown:
                placed.append((column, merged.get((row, column), (1, 1))[1], text, at))
                at += len(text) + 1
            for cell in write_row(writer, row, placed):
                cells.append(Cell(cell.start, cell.end, row, cell.column, *merged.get((row, cell.column), (1, 1))))
        elif cells:
            yield cells
            cells = []
    yield cells


def _merged(written: bytes) -> Merged:
    """The rows and columns that merged cells cover in a sheet's XML, by the place of the first.

    Read apart, for openpyxl would fill each of a merge over the whole sheet.
    """
    found: Merged = {}
    for number, match in enumerate(_MERGED.finditer(written)):
        if number >= _MOST_MERGES:
            break
        left, right = _column(match[1]), _column(match[3])
        top, bottom = int(match[2]) - 1, int(match[4]) - 1
        if left <= right and top <= bottom:
            found[top, left] = (bottom - top + 1, min(WIDEST, right - left + 1))
    return found


def _column(letters: bytes) -> int:
    """The number of a column from 0.

    >>> _column(b"A"), _column(b"AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _shown(cell: Any) -> str:
    """What a cell shows, on one line."""
    value = cell.value
    if isinstance(value, bool) or (isinstance(value, str) and value.startswith("#") and cell.data_type == "e"):
        return ""
    if isinstance(value, datetime | date | time):
        return _day(value)
    if isinstance(value, int | float):
        return _number(value, cell.number_format or "General")
    return " ".join(str(value).split())


def _day(value: datetime | date | time) -> str:
    """A day as people write it, its month where it is the first; a time of day says nothing.

    >>> _day(date(2023, 5, 1)), _day(date(2023, 5, 12))
    ('2023年5月', '2023年5月12日')
    """
    if isinstance(value, time):
        return ""
    return f"{value.year}年{value.month}月" + (f"{value.day}日" if value.day > 1 else "")


def _number(value: float, shape: str) -> str:
    """A number as its format shows it, by its decimals and its per cent.

    >>> _number(0.0513, "0.0%"), _number(12.81, "General"), _number(1234.5, "#,##0.00"), _number(0.1 + 0.2, "General")
    ('5.1%', '12.81', '1234.50', '0.3')
    """
    shape = shape.partition(";")[0]
    decimals = _DECIMALS.search(shape)
    places = len(decimals[1] or "") if decimals else None
    if "%" in shape:
        return f"{value * 100:.{places or 0}f}%"
    if places is not None:
        return f"{value:.{places}f}"
    return f"{value:.15g}" if abs(value) < 1e15 else str(value)
