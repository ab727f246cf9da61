"""documents.csv: what the user says about the documents of a folder that their texts do not say."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path

from kg import files
from kg.errors import InputError
from kg.read.text import Unreadable, decode

NAME = "documents.csv"
COLUMNS = ("file", "title", "place", "year", "kind", "date")
KINDS = ("report", "news", "bulletin", "budget", "plan")
_YEAR = re.compile(r"(?:19[4-9]|20[0-9])[0-9]")
_DATE = re.compile(r"(?:19[4-9]|20[0-9])[0-9](?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")

Row = Mapping[str, str]


def load(folder: Path) -> dict[str, Row]:
    """The rows of the folder's documents.csv by file name, empty where there is none; raises InputError."""
    path = folder / NAME
    if not files.is_there(path):
        return {}
    rows: dict[str, Row] = {}
    reader = csv.reader(_lines(path, folder), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        _check_header(path, header)
        for cells in reader:
            row = _row(f"{path}, line {reader.line_num}", header, cells)
            if not row:
                continue
            _check(f"{path}, line {reader.line_num}", folder, row, rows)
            rows[row["file"]] = row
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}", f"is not CSV ({error})", "save it as CSV again") from error
    return rows


def _lines(path: Path, folder: Path) -> list[str]:
    data = files.read(path, folder=folder)
    try:
        return decode(data).text.splitlines(keepends=True)
    except Unreadable as error:
        raise InputError(path, str(error), f"give a CSV file with the columns {','.join(COLUMNS)}") from error


def _check_header(path: Path, header: list[str]) -> None:
    remedy = f"use the columns {','.join(COLUMNS)}"
    if "file" not in header:
        raise InputError(f"{path}, line 1", "has no column `file`", remedy)
    for name in header:
        if name not in COLUMNS:
            raise InputError(f"{path}, line 1", f"has an unknown column `{name}`", remedy)
    if len(set(header)) < len(header):
        raise InputError(f"{path}, line 1", "names a column twice", remedy)


def _row(where: str, header: list[str], cells: list[str]) -> dict[str, str]:
    if not any(cell.strip() for cell in cells):
        return {}
    if len(cells) > len(header):
        raise InputError(where, f"has {len(cells)} cells for {len(header)} columns", "quote cells that hold a comma")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=False)}


def _check(where: str, folder: Path, row: Row, seen: Mapping[str, Row]) -> None:
    """Raise InputError where a row names no file of the folder or says what cannot be."""
    name, year, kind, date = (row.get(column, "") for column in ("file", "year", "kind", "date"))
    if not name or Path(name).name != name or not _is_file(folder / name):
        raise InputError(where, f"names a missing file `{name}`", "name a file of this folder, or drop the line")
    if name in seen:
        raise InputError(where, f"names `{name}` a second time", "keep one line per file")
    if year and not _YEAR.fullmatch(year):
        raise InputError(where, f"`{year}` is no year", "write the year under review as 2024, or leave it empty")
    if kind and kind not in KINDS:
        raise InputError(where, f"unknown kind `{kind}`", f"write one of {', '.join(KINDS)}, or leave it empty")
    if date and not _DATE.fullmatch(date):
        raise InputError(where, f"`{date}` is no date", "write it as 2025-02-15, or leave it empty")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False
