"""The tables as one Excel workbook: a sheet for each, numbers as numbers, nothing that runs.

Text stays text: no formulas, no links. A cell that would run if somebody edited it carries Excel's own mark for text
(the quote prefix, which no reader sees). The workbook says no date but a fixed one, so equal graphs give equal bytes.
"""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.errors import OutputError, installing
from kg.export import tables
from kg.export.columns import column as described

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Excel keeps 15 digits of a number; a longer one, or a code such as 01, would not come back as it was.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,14})?")
_DIGITS = 15
_CELL, _ROWS = 32_767, 1_048_575  # the characters of a cell and the rows below the head, at most
PROPERTIES = {"title": "fazhan", "created": datetime(2025, 1, 1)}
_WIDE, _NARROW = frozenset(("quote", "mentions", "iri", "name", "indicator")), 12
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def xlsx(graph: Store) -> bytes:
    """The workbook; raises OutputError where xlsxwriter is missing."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise OutputError("--format xlsx", "needs xlsxwriter", installing("excel", "xlsxwriter")) from error
    file = io.BytesIO()
    with Workbook(file, OPTIONS) as book:
        book.set_properties(PROPERTIES)
        for name in tables.TABLES:
            _add_table(book, name, *tables.rows(graph, name))
    return file.getvalue()


def _add_table(book: Workbook, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """One sheet, or several where there are more rows than one takes."""
    head, marked = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    for first in range(0, max(1, len(rows)), _ROWS):
        sheet = book.add_worksheet(name if not first else f"{name} {first // _ROWS + 1}")
        part = rows[first : first + _ROWS]
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(part), len(columns) - 1)
        for column, title in enumerate(columns):
            sheet.set_column(column, column, 30 if title in _WIDE else _NARROW)
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(part, 1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell, _is_numeric(columns[column]), marked)


def _write(sheet: Worksheet, row: int, column: int, cell: str, numeric: bool, marked: Format) -> None:
    if numeric and is_number(cell):
        sheet.write_number(row, column, float(cell))
    elif cell:
        text = cut(cell)
        sheet.write_string(row, column, text, marked if tables.guard(text) != text else None)


def cut(cell: str) -> str:
    """As much of a text as a cell takes."""
    return cell if len(cell) <= _CELL else cell[: _CELL - 1] + "…"


def _is_numeric(name: str) -> bool:
    """Whether a column holds numbers; `value` is as written, which for most is one."""
    return name == "value" or described(name).type in ("whole", "decimal", "share")


def is_number(cell: str) -> bool:
    """Whether Excel keeps every digit of it.

    >>> is_number("421.17"), is_number("-3"), is_number("2×660"), is_number("0123"), is_number("1234567890123456")
    (True, True, False, False, False)
    """
    return bool(_NUMBER.fullmatch(cell)) and sum(letter.isdigit() for letter in cell) <= _DIGITS
