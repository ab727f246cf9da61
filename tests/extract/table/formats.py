"""A made-up table in every format that a user may have it in."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator

import report
from made_tables import Made

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
MERGED = ("<", "^")
AFTER = "有关数据为初步统计数。"


def grid(made: Made) -> Iterator[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of the cells that are no continuation of another."""
    for number, row in enumerate(made.rows):
        for column, text in enumerate(row):
            if text in MERGED:
                continue
            wide = next((at for at in range(column + 1, len(row)) if row[at] != "<"), len(row)) - column
            high = next(
                (at for at in range(number + 1, len(made.rows)) if made.rows[at][column] != "^"), len(made.rows)
            )
            yield number, column, high - number, wide, text


def lines(made: Made) -> list[str]:
    return [made.title, *made.above]


def bare(made: Made) -> list[list[str]]:
    """The rows with nothing in cells that go on with another."""
    return [["" if text in MERGED else text for text in row] for row in made.rows]


def tabs(made: Made) -> bytes:
    return "\n".join([*lines(made), *map("\t".join, bare(made)), "", AFTER]).encode()


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def blanks(made: Made) -> bytes:
    """In columns, with nothing where a cell is empty, as programs that keep the layout write them."""
    rows = bare(made)
    widths = [max(map(width, column)) + 3 for column in zip(*rows, strict=True)]
    starts = [sum(widths[:at]) for at in range(len(widths))]
    set_ = []
    for number, row in enumerate(rows):
        line = ""
        for at, text in enumerate(row):
            over = next((end for end in range(at + 1, len(row)) if made.rows[number][end] != "<"), len(row))
            room = sum(widths[at:over]) - 3
            left = starts[at] + (max(0, room - width(text)) // 2 if over > at + 1 else 0)
            line += " " * (left - width(line)) + text if text else ""
        set_.append(line)
    return "\n".join([*lines(made), *set_, "", AFTER]).encode()


def markdown(made: Made) -> bytes:
    head, *rows = ("| " + " | ".join(row) + " |" for row in bare(made))
    rule = "| " + " | ".join("---" for _ in made.rows[0]) + " |"
    return "\n\n".join([f"# {made.title}", *made.above, "\n".join([head, rule, *rows]), AFTER]).encode()


def html(made: Made) -> bytes:
    rows: dict[int, str] = {}
    for row, _, high, wide, text in grid(made):
        rows[row] = rows.get(row, "") + f'<td rowspan="{high}" colspan={wide}><p>{text}</p></td>'
    table = "".join(f"<tr>{cells}</tr>" for _, cells in sorted(rows.items()))
    above = "".join(f"<p>{line}</p>" for line in made.above)
    return f"<html><body><h1>{made.title}</h1>{above}<table>{table}</table><p>{AFTER}</p></body></html>".encode()


def docx(made: Made) -> bytes:
    import docx as library

    document = library.Document()
    for line in lines(made):
        document.add_paragraph(line)
    table = document.add_table(len(made.rows), len(made.rows[0]))
    for row, column, high, wide, text in grid(made):
        cell = table.cell(row, column)
        if high > 1 or wide > 1:
            cell = cell.merge(table.cell(row + high - 1, column + wide - 1))
        cell.text = text
    document.add_paragraph(AFTER)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def comma(made: Made) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([*([line] for line in lines(made)), *bare(made)])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def excel(made: Made) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet
    for line in lines(made):
        sheet.append([line])
    below = len(lines(made)) + 1
    for row, column, high, wide, text in grid(made):
        cell = sheet.cell(below + row, column + 1, float(text) if _NUMBER.fullmatch(text) else text)
        if _NUMBER.fullmatch(text):
            cell.number_format = "0." + "0" * len(text.partition(".")[2]) if "." in text else "0"
        if high > 1 or wide > 1:
            sheet.merge_cells(None, below + row, column + 1, below + row + high - 1, column + wide)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def pdf(made: Made) -> bytes:
    """With borders around every cell."""
    high, wide, left, top = 20.0, 100.0, 40.0, 700.0
    pieces = [report.draw(line, left, top + 60 - 18 * number, 11.0) for number, line in enumerate(lines(made))]
    for row, column, rows, columns, text in grid(made):
        x, y = left + wide * column, top - high * row
        # A single character in a font that is not embedded has no box for PDFium.
        pieces.append(report.draw(f"{text} ", x + 4, y - 14, 7.0) if text else "")
        pieces.append(f"{x} {y - high * rows} {wide * columns} {high * rows} re S")
    return report.pdf_of([" ".join(pieces)])


FORMATS: dict[str, tuple[str, Callable[[Made], bytes]]] = {
    "tabs": ("a.txt", tabs), "blanks": ("a.txt", blanks), "markdown": ("a.md", markdown), "html": ("a.html", html),
    "docx": ("a.docx", docx), "csv": ("a.csv", comma), "xlsx": ("a.xlsx", excel), "pdf": ("a.pdf", pdf),
}  # fmt: skip
