"""The tables: five shipped queries over the graph, as CSV that spreadsheets open as they should.

UTF-8 with a byte order mark. A cell of text that a spreadsheet would take for a formula (it begins with `=`, `+`,
`-`, `@`, a tab or a carriage return and is no plain number) gets an apostrophe before it, which spreadsheets do not
show; the graph keeps it as it was, and the report counts such cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pyoxigraph import Store

from kg.query import memory

TABLES = ("observations", "projects", "places", "industries", "organizations")
# Columns whose items belong together, one by one: they are sorted as the first of them is.
_TOGETHER = ("capacity", "capacity_number", "capacity_unit")
_ALONE = frozenset(
    (*("investment", "places", "organizations", "industries", "mentions", "codes"), "investment_yuan", "place_codes")
)
# Columns whose items come in the order of the engine.
LISTS = _ALONE.union(_TOGETHER)
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?[0-9]{1,30}(?:\.[0-9]{1,30})?")


def write(graph: Store, folder: Path) -> list[tuple[str, str]]:
    """Write the five tables into the folder; answers with (table, cell) of every cell that `guard` has changed."""
    changed = []
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        columns, found = rows(graph, name)
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows([guard(cell) for cell in row] for row in found)
        changed += [(name, cell) for row in found for cell in row if guard(cell) != cell]
    return changed


def rows(graph: Store, name: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """(columns, rows) of a table, the items of every list sorted."""
    columns, found = memory.run(graph, name)
    lists = [(at,) for at, column in enumerate(columns) if column in _ALONE]
    joined = tuple(columns.index(column) for column in _TOGETHER if column in columns)
    return columns, [_in_order(row, (*lists, joined)) for row in found]


def _in_order(row: tuple[str, ...], lists: Iterable[Sequence[int]]) -> tuple[str, ...]:
    """A row with the items of its lists sorted, those of columns that belong together alike."""
    cells = list(row)
    for columns in _equal(row, filter(None, lists)):
        items = sorted(zip(*(row[at].split("|") for at in columns), strict=True))
        for at, column in zip(columns, zip(*items, strict=True), strict=True):
            cells[at] = "|".join(column)
    return tuple(cells)


def _equal(row: tuple[str, ...], lists: Iterable[Sequence[int]]) -> Iterator[Sequence[int]]:
    """The lists of a row; where those that belong together are not of one length (foreign graphs), each alone."""
    for columns in lists:
        same = len({row[at].count("|") for at in columns}) == 1
        yield from [columns] if same else [(at,) for at in columns]


def guard(cell: str) -> str:
    """The cell so that no spreadsheet runs it.

    >>> guard("=1+1"), guard("-3.5"), guard("地区生产总值")
    ("'=1+1", '-3.5', '地区生产总值')
    """
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
