"""Tables of weights in the package: whole numbers give the same sums everywhere.

A table has a line of columns, then a row for each feature: its names, then its weights; rows are sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from kg.errors import DataError

Row = tuple[tuple[str, ...], tuple[int, ...]]


def shipped(package: str) -> str:
    """The table of a package."""
    return (files(package) / "weights.tsv").read_text(encoding="utf-8")


def read(package: str, table: str, header: str, names: int, remedy: str) -> Iterator[Row]:
    """The rows of a table whose first columns are names; raises DataError where one is not well formed."""
    path = files(package) / "weights.tsv"
    first, *rows = table.splitlines() or [""]
    if first != header:
        raise DataError(path, f"the first line is not {header!r}", remedy)
    for number, row in enumerate(rows, 2):
        cells = row.split("\t")
        try:
            weights = tuple(map(int, cells[names:]))
        except ValueError as error:
            raise DataError(path, f"line {number} is no feature with its weights", remedy) from error
        if len(cells) != header.count("\t") + 1:
            raise DataError(path, f"line {number} has {len(cells)} columns", remedy)
        yield tuple(cells[:names]), weights


def write(header: str, rows: Iterable[Row]) -> str:
    """The text of a table."""
    lines = ("\t".join((*names, *map(str, weights))) for names, weights in sorted(rows))
    return "\n".join((header, *lines)) + "\n"
