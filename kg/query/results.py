"""The answer of a query: a table that keeps its columns with Chinese in them, or one of the standard formats."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

from kg.errors import QueryError
from kg.query.memory import Answer
from kg.query.shipped import nearest
from kg.rdf import turtle
from kg.reference import terms

# The data's own IRIs are short in tables too: `id:place-…`.
PREFIXES = {**terms.PREFIXES, "id": "https://w3id.org/fazhan/id/"}
_RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_TRIPLES = {
    "table": RdfFormat.TURTLE,
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "json": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
}
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]{0,30}(?:\.[0-9]{1,30})?")
# What a terminal would obey instead of showing it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Wider than any table, so that one that goes into a file or a pipe has each row on a line.
_UNBOUNDED = 100_000
# So many columns can be read even where their cells are broken.
_FEW = 4


def render(
    answer: Answer,
    form: str,
    width: int | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
    columns: Sequence[str] = (),
) -> str:
    """The answer in a form, ending in a line break; raises QueryError where the form cannot hold it.

    Rows become `table`, `csv`, `tsv`, `json` or `xml` (the last four are SPARQL 1.1 results), triples Turtle (`table`
    and `ttl`), N-Triples (`nt`), JSON-LD (`json`) or RDF/XML (`xml`). `width` is that of the terminal in columns,
    None where there is none; `columns` picks some of the answer's, in that order.
    """
    if columns:
        return _picked(answer, form, width, prefixes, columns)
    if isinstance(answer, QueryTriples):
        return _triples(answer, form, prefixes)
    if form in _RESULTS:
        return _decoded(answer.serialize(format=_RESULTS[form]))
    if form in _TRIPLES and form != "table":
        raise QueryError(f"--format {form}", "holds triples, not rows", "use --format table, csv, tsv, json or xml")
    if isinstance(answer, QueryBoolean):
        return "true\n" if answer else "false\n"
    names = [variable.value for variable in answer.variables]
    return table(names, [[_text(value, prefixes) for value in solution] for solution in answer], width)


def _picked(answer: Answer, form: str, width: int | None, prefixes: Mapping[str, str], columns: Sequence[str]) -> str:
    if not isinstance(answer, QuerySolutions) or form not in ("table", "csv"):
        raise QueryError("--columns", "goes with the rows of a SELECT as table or csv", "leave it out")
    names = [variable.value for variable in answer.variables]
    if unknown := [name for name in columns if name not in names]:
        remedy = f"{nearest(unknown[0], names)}choose from {', '.join(names)}"
        raise QueryError(f"--columns {unknown[0]}", "is no column of the answer", remedy)
    places = [names.index(name) for name in columns]
    rows = [[solution[place] for place in places] for solution in answer]
    if form == "csv":
        file = io.StringIO()
        csv.writer(file, lineterminator="\n").writerows(
            [columns, *(["" if value is None else str(value.value) for value in row] for row in rows)]
        )
        return file.getvalue()
    return table(columns, [[_text(value, prefixes) for value in row] for row in rows], width)


def _triples(answer: QueryTriples, form: str, prefixes: Mapping[str, str]) -> str:
    if form not in _TRIPLES:
        remedy = f"use --format {', '.join(list(_TRIPLES)[1:])}, or SELECT instead of CONSTRUCT"
        raise QueryError(f"--format {form}", "cannot hold triples", remedy)
    known = dict(prefixes) if form != "nt" else None
    data = serialize(answer, format=_TRIPLES[form], prefixes=known)
    return _decoded(turtle.readable(data or b"", _TRIPLES[form], known or {}))


def _decoded(data: bytes | None) -> str:
    assert data is not None  # only a call that names a file returns nothing
    return data.decode().replace("\r\n", "\n").rstrip("\n") + "\n"


def _text(value: Any, prefixes: Mapping[str, str]) -> str:
    if value is None:
        return ""
    return short(value.value, prefixes) if isinstance(value, NamedNode) else str(value.value)


def short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with the prefix that fits it best, or whole.

    >>> short("https://w3id.org/fazhan/ontology#Project", {"fz": "https://w3id.org/fazhan/ontology#"})
    'fz:Project'
    """
    fitting = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space) and iri != space]
    if not fitting:
        return iri
    length, name = max(fitting)
    return f"{name}:{iri[length:]}"


def table(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> str:
    """Rows in columns, numbers to the right; one block per row where a terminal of `width` is too narrow for many.

    >>> print(table(["name", "n"], [["西岭市", "12"], ["b", "3"]]))
     name      n
    ─────────────
     西岭市   12
     b         3
    <BLANKLINE>
    """
    rows = [[_CONTROL.sub(" ", cell) for cell in row] for row in rows]
    if width and len(names) > _FEW and sum(_widths(names, rows)) + 3 * len(names) > width:
        return _blocks(names, rows)
    return _grid(names, rows, width)


def _widths(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    from rich.cells import cell_len

    return [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]


def _blocks(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Every row as a block of lines, unbound values left out."""
    indent = max(_widths(names, [])) + 2
    blocks = ([f"{name:<{indent}}{cell}" for name, cell in zip(names, row, strict=True) if cell] for row in rows)
    return "\n".join("\n".join(block) + "\n" for block in blocks)


def _grid(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=True)
    for column, name in enumerate(names):
        is_number = bool(rows) and all(_NUMBER.fullmatch(row[column]) for row in rows if row[column])
        grid.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    file = io.StringIO()
    Console(file=file, width=width or _UNBOUNDED, color_system=None, legacy_windows=False).print(grid)
    return "".join(line.rstrip() + "\n" for line in file.getvalue().splitlines())
