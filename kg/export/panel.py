"""A panel in the formats of spreadsheets and data frames, its columns with the same types in each.

CSV and Markdown are text; in a workbook numbers are numbers, the head is frozen, columns have filters, a number leads
to the sentence that says it (a sheet of the workbook itself: nothing outside is opened), and one sheet explains the
columns. Parquet has decimals with 12 places. A data frame has `Int64`, `Float64` and `string`.
"""

from __future__ import annotations

import csv as writer
import io
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.errors import OutputError, QueryError, installing
from kg.export import excel, parquet, tables
from kg.export.columns import column
from kg.query.panel import Cell, Row

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# A workbook takes as many links a sheet; what stands behind them is told without one.
_LINKS = 60_000
_DIGITS = 15
_EVIDENCE, _COLUMNS = "evidence", "columns"
_PROOF = ("document", "start", "end", "quote", "iri", "confidence")
_WIDTHS = {"place": 24, "concept": 24, "quote": 80, "differs": 40, "indicator": 24, "iri": 30}


def text(cell: Cell) -> str:
    """A cell as text: numbers plain.

    >>> text(Decimal("5.2E+12")), text(None), text(2025)
    ('5200000000000', '', '2025')
    """
    if cell is None:
        return ""
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


_SIGNS = {"about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}
_SCALES = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))
_FOR_PEOPLE = {
    "wide": ("place", "concept", "measure", "year", "result", "target", "verdict"),
    "long": ("place", "concept", "measure", "period", "status", "number", "document"),
}


def amount(row: Row, side: str = "") -> str:
    """The number of a row, or of a `side` of it, as a person reads it: with bound, scale and unit.

    >>> amount({"unit": "元", "result": Decimal(421170000000)}, "result"), amount({"unit": "%"})
    ('4,211.7亿元', '')
    >>> amount({"unit": "%", "low": Decimal(5), "high": Decimal(6), "bound": "about"})
    '≈ 5–6%'
    """
    name, before = (side, f"{side}_") if side else ("number", "")
    sign = _SIGNS.get(str(row.get(f"{before}bound", "")), "")
    value, low, high = (row.get(key) for key in (name, f"{before}low", f"{before}high"))
    told = [value] if value is not None else [each for each in (low, high) if each is not None]
    if not told:
        return ""
    unit = str(row["unit"] or "")
    sizes = [abs(Decimal(each)) for each in told]
    fitting = ((most, word) for most, word in _SCALES if min(sizes) >= most and unit not in ("%", "个百分点"))
    scale, word = next(fitting, (Decimal(1), ""))
    numbers = "–".join(f"{round(Decimal(each) / scale, 2).normalize():,f}" for each in told)
    return f"{sign}{numbers}{word}{unit}"


def for_people(rows: Sequence[Row], shape: str) -> tuple[list[str], list[list[str]]]:
    """Columns and rows for a terminal: what a person looks for, numbers with their units."""
    names = _FOR_PEOPLE[shape]
    sides = ("result", "target", "number")
    shown = [[amount(row, name if name != "number" else "") if name in sides else text(row[name]) for name in names]
             for row in rows]  # fmt: skip
    return list(names), shown


def picked(rows: Sequence[Row], columns: Sequence[str], known: Sequence[str]) -> list[Row]:
    """The rows with some of their columns, in that order; raises QueryError for one that is not known."""
    from kg.query.shipped import nearest

    if unknown := [name for name in columns if name not in known]:
        remedy = f"{nearest(unknown[0], known)}choose from {', '.join(known)}"
        raise QueryError(f"--columns {unknown[0]}", "is no column of the table", remedy)
    return [{name: row[name] for name in columns} for row in rows]


def csv(rows: Sequence[Row]) -> bytes:
    """UTF-8 with a byte order mark, cells that a spreadsheet would run marked as text."""
    file = io.StringIO()
    out = writer.writer(file, lineterminator="\n")
    out.writerow(rows[0])
    for row in rows:
        out.writerow(tables.guard(text(cell)) for cell in row.values())
    return file.getvalue().encode("utf-8-sig")


def markdown(rows: Sequence[Row]) -> bytes:
    """A table as Markdown has them, numbers to the right."""
    names = list(rows[0])
    marks = ["---" if column(name).type in ("text", "list") else "---:" for name in names]
    lines = [
        names,
        marks,
        *([text(cell).replace("|", "\\|").replace("\n", " ") for cell in row.values()] for row in rows),
    ]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines).encode()


def parquet_bytes(rows: Sequence[Row]) -> bytes:
    """A Parquet file; raises OutputError where pyarrow is missing."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet as pq
    except ImportError as error:
        raise OutputError("--format parquet", "needs pyarrow", installing("parquet", "pyarrow")) from error
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    file = io.BytesIO()
    pq.write_table(arrow.table({name: parquet.typed(arrow, name, cells) for name, cells in columns.items()}), file)
    return file.getvalue()


def frame(rows: Sequence[Row]) -> pd.DataFrame:
    """The rows as a data frame; raises QueryError where pandas is missing."""
    try:
        import pandas as pd
    except ImportError as error:
        raise QueryError("table()", "needs pandas", installing("pandas", "pandas")) from error
    kinds = {"whole": "Int64", "decimal": "Float64", "share": "Float64"}
    return pd.DataFrame(
        {
            name: pd.Series(
                [float(row[name]) if isinstance(row[name], Decimal) else row[name] for row in rows],  # type: ignore[arg-type]
                dtype=kinds.get(column(name).type, "string"),
            )
            for name in rows[0]
        }
    )


# --- workbook


def xlsx(rows: Sequence[Row]) -> bytes:
    """A workbook with the panel, the sentences that its numbers lead to, and what the columns mean."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise OutputError("--format xlsx", "needs xlsxwriter", installing("excel", "xlsxwriter")) from error
    file = io.BytesIO()
    with Workbook(file, excel.OPTIONS) as book:
        book.set_properties(excel.PROPERTIES)
        sheet = book.add_worksheet("panel")
        evidence = _Evidence()
        shown = [{name: cell for name, cell in row.items() if _side(name)[1] not in ("quote", "iri")} for row in rows]
        _head(book, sheet, list(shown[0]), len(shown))
        formats = _Formats(book)
        for number, (row, whole) in enumerate(zip(shown, rows, strict=True), 1):
            links = {name: evidence.line(whole, _side(name)[0]) for name in row if _leads(name)}
            for at, (name, cell) in enumerate(row.items()):
                _write(sheet, (number, at), cell, formats, links.get(name))
        _add_evidence(book, evidence.rows)
        _explain(book, list(rows[0]))
    return file.getvalue()


def _side(name: str) -> tuple[str, str]:
    """(side, column of the statement): `result_low` is `low` of the result, and a long panel has one side.

    >>> _side("result_low"), _side("target"), _side("number")
    (('result', 'low'), ('target', 'number'), ('', 'number'))
    """
    side, _, rest = name.partition("_")
    return (side, rest or "number") if side in ("result", "target") else ("", name)


def _leads(name: str) -> bool:
    """Whether a cell leads to the sentence that says it."""
    return _side(name)[1] in ("number", "low", "high")


class _Evidence:
    """The sentences that numbers lead to, each fact once."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._lines: dict[str, int] = {}
        self._linked = 0

    def line(self, row: Row, side: str) -> int | None:
        """The row of the sheet in which the fact of one side stands; None where there is none, or no more may lead."""
        proof = {name: row.get(f"{side}_{name}" if side else name) for name in _PROOF}
        if not proof["iri"] or self._linked >= _LINKS:
            return None
        self._linked += 1
        iri = text(proof["iri"])
        if iri not in self._lines:
            self.rows.append(proof)
            self._lines[iri] = len(self.rows)
        return self._lines[iri]


class _Formats:
    """How cells look: one that leads somewhere is blue, text that would run is marked as text."""

    def __init__(self, book: Workbook) -> None:
        self.link = book.add_format({"font_color": "#0563C1", "underline": 1})
        self.marked = book.add_format({"quote_prefix": True})


def _head(book: Workbook, sheet: Worksheet, names: Sequence[str], rows: int) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#E7EEF7", "border": 1, "border_color": "#B7C6DA"})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows, len(names) - 1)
    for at, name in enumerate(names):
        sheet.set_column(at, at, _WIDTHS.get(_side(name)[1], 14))
        sheet.write_string(0, at, name, bold)
        sheet.write_comment(0, at, "\n".join(filter(None, (column(name).zh, column(name).en))))


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, formats: _Formats, line: int | None = None) -> None:
    if cell is None:
        return
    if line is not None:
        sheet.write_url(*at, f"internal:'{_EVIDENCE}'!A{line + 1}", formats.link, text(cell))
    if isinstance(cell, str) or len(text(cell).strip("-").replace(".", "")) > _DIGITS:
        short = excel.cut(text(cell))
        sheet.write_string(*at, short, formats.marked if tables.guard(short) != short else None)
    else:
        sheet.write_number(*at, float(cell), formats.link if line is not None else None)


def _add_evidence(book: Workbook, rows: Sequence[Row]) -> None:
    sheet, formats = book.add_worksheet(_EVIDENCE), _Formats(book)
    _head(book, sheet, _PROOF, len(rows))
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row.values()):
            _write(sheet, (number, at), cell, formats)


def _explain(book: Workbook, names: Sequence[str]) -> None:
    sheet, formats = book.add_worksheet(_COLUMNS), _Formats(book)
    heads = ("column", "type", "含义", "meaning")
    _head(book, sheet, heads, len(names))
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 3, 80)
    for number, name in enumerate(names, 1):
        found = column(name)
        for at, cell in enumerate((name, found.type, found.zh, found.en)):
            _write(sheet, (number, at), cell, formats)


FORMATS: Mapping[str, Callable[[Sequence[Row]], bytes]] = {
    "csv": csv,
    "xlsx": xlsx,
    "parquet": parquet_bytes,
    "markdown": markdown,
}
