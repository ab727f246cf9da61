"""The tables: five shipped queries over the graph, as CSV that spreadsheets open as they should.

Each document's rows are `told` by its own graph; what several documents say of one thing they have `agreed` on.

UTF-8 with a byte order mark. A cell of text that a spreadsheet would take for a formula (it begins with `=`, `+`,
`-`, `@`, a tab or a carriage return and is no plain number) gets an apostrophe before it, which spreadsheets do not
show; the graph keeps it as it was, and the report counts such cells.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from pyoxigraph import Store

from kg.query import memory, syntax
from kg.query.shipped import shipped

Told = Mapping[str, Sequence[Sequence[str]]]
Agreed = dict[tuple[str, str], list[str]]
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


# Columns of the tables of things, and what several documents say of one: the least that is not empty.
_AGREED = {"places": ("type", "code", "part_of"), "organizations": ("type",)}


def write(graph: Store, folder: Path) -> list[tuple[str, str]]:
    """Write the five tables of a graph into the folder; answers as `save` does."""
    return save([told(graph)], {}, folder)


def told(graph: Store) -> Told:
    """The rows of all tables."""
    return {name: rows(graph, name)[1] for name in TABLES}


def agreed(documents: Iterable[Told]) -> Agreed:
    """What the rows of all documents together say of each thing."""
    found: Agreed = {}
    for document in documents:
        for name, columns in _AGREED.items():
            places = _places(name, columns)
            for row in document[name]:
                cells = [row[at] for at in places]
                known = found.setdefault((name, row[-1]), cells)
                if known != cells:
                    found[name, row[-1]] = [
                        min(filter(None, pair), default="") for pair in zip(known, cells, strict=True)
                    ]
    return found


@cache
def _columns(name: str) -> tuple[str, ...]:
    return syntax.columns(shipped()[name].text)


@cache
def _places(name: str, columns: Sequence[str]) -> tuple[int, ...]:
    return tuple(_columns(name).index(column) for column in columns)


def save(documents: Iterable[Told], known: Agreed, folder: Path) -> list[tuple[str, str]]:
    """Write the tables of documents, which come in the order of their names, into the folder, one after the other.

    `known` is what they have `agreed` on. Answers with (table, cell) of every cell that `guard` has changed.
    """
    changed: dict[str, list[tuple[str, str]]] = {name: [] for name in TABLES}
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        writers = {}
        for name in TABLES:
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
            writers[name] = csv.writer(file, lineterminator="\n")
            writers[name].writerow(_columns(name))
        for document in documents:
            for name, writer in writers.items():
                found = [_agreeing(name, row, known) for row in document[name]]
                writer.writerows([guard(cell) for cell in row] for row in found)
                changed[name] += [(name, cell) for row in found for cell in row if guard(cell) != cell]
    return [cell for name in TABLES for cell in changed[name]]


def _agreeing(name: str, row: Sequence[str], known: Agreed) -> Sequence[str]:
    cells = known.get((name, row[-1]))
    if not cells:
        return row
    changed = dict(zip(_places(name, _AGREED[name]), cells, strict=True))
    return [changed.get(at, cell) for at, cell in enumerate(row)]


def whole(pieces: Iterable[tuple[bool, Told]]) -> Iterator[Told]:
    """The rows of documents, those of projects and things once for each document that is told in pieces.

    Of every answer `pieces` has whether others of its document follow, and its rows. Observations stand in one piece
    each, and are passed on.
    """
    held: dict[str, list[Sequence[str]]] = {name: [] for name in _OF_PIECES}
    for follows, told in pieces:
        if not follows and not any(held.values()):
            yield told
            continue
        for name, rows in held.items():
            rows += told[name]
        if follows:
            yield {**told, **dict.fromkeys(held, ())}
        else:
            yield {**told, **{name: _joined(name, rows) for name, rows in held.items()}}
            held = {name: [] for name in _OF_PIECES}


_OF_PIECES = tuple(name for name in TABLES if name != "observations")


def _joined(name: str, rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Rows of one document from several pieces: the lists of a thing hold what any of them says of it."""
    (iri,) = _places(name, ("iri",))
    lists: list[tuple[int, ...]] = [(at,) for at, column in enumerate(_columns(name)) if column in _ALONE]
    lists += [_places(name, _TOGETHER)] if name == "projects" else []
    things: dict[str, list[Sequence[str]]] = {}
    for row in rows:
        things.setdefault(row[iri], []).append(row)
    found = [row for alike in things.values() for row in (_united(alike, lists) if len(alike) > 1 else alike)]
    order = _places(name, ("start", "end", "name", "iri")) if name == "projects" else _places(name, ("name", "iri"))
    return sorted(found, key=lambda row: [(int(row[at]), "") if row[at].isdigit() else (0, row[at]) for at in order])


def _united(alike: Sequence[Sequence[str]], lists: Sequence[Sequence[int]]) -> list[Sequence[str]]:
    """The different rows of one thing, each with the items of all."""
    cells: dict[int, str] = {}
    for columns in lists:
        items = {item for row in alike for item in zip(*(row[at].split("|") for at in columns), strict=True)}
        filled = sorted(item for item in items if any(item)) or [("",) * len(columns)]
        cells |= {at: "|".join(column) for at, column in zip(columns, zip(*filled, strict=True), strict=True)}
    rows = ([cells.get(at, cell) for at, cell in enumerate(row)] for row in alike)
    return list({tuple(row): row for row in rows}.values())


def check(found: Told) -> None:
    """Raise ValueError for rows that `told` cannot have told."""
    for name in TABLES:
        for row in found[name]:
            if len(row) != len(_columns(name)) or not all(isinstance(cell, str) for cell in row):
                raise ValueError(f"a row of {name} is none")


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
