"""The rows of a panel, a place, an indicator and a year each or a statement each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal

from pyoxigraph import Store

from kg.errors import QueryError
from kg.link.records import years
from kg.query.panel.cells import Told, by_cell, fits, is_yearly
from kg.query.panel.statements import Statement, statements
from kg.query.panel.wanted import EVERYTHING, Wanted
from kg.rdf.view import View
from kg.reference.terms import FZ

Cell = str | int | Decimal | None
Row = Mapping[str, Cell]

_FRAME = ("place", "place_code", "level", "concept", "measure", "unit")
_SIDES = {"achieved": "result", "target": "target"}
_OF_SIDE = ("", "low", "high", "bound", "differs")
_PROOF = ("confidence", "document", "start", "end", "quote", "iri")
WIDE = (
    *_FRAME, "year",
    *(f"{side}_{name}".rstrip("_") for side in _SIDES.values() for name in _OF_SIDE),
    "verdict",
    *(f"{side}_{name}" for side in _SIDES.values() for name in _PROOF),
)  # fmt: skip
LONG = (
    *("place", "place_code", "level", "concept", "indicator", "measure", "unit", "basis", "period", "period_kind"),
    *("year_from", "year_to", "status", "number", "low", "high", "bound", "differs", *_PROOF),
)
COLUMNS = {"wide": WIDE, "long": LONG}
_FIELDS = frozenset(item.name for item in fields(Statement))


def rows(graph: Store, wanted: Wanted = EVERYTHING, shape: str = "wide") -> list[Row]:
    """The rows of a panel, `wide` (a place, an indicator and a year each) or `long` (a statement each).

    Raises QueryError where what is wanted has no name, or nothing is told of it.
    """
    found = statements(graph, wanted)
    if not found:
        asked = [*wanted.concepts, *wanted.places, *map(str, wanted.years), *wanted.levels]
        where = " ".join(asked) or "the graph"
        raise QueryError(where, "no number of it is in the graph", "ask for less at a time, or for other years")
    return wide(graph, found) if shape == "wide" else long(found)


def wide(graph: Store, found: Iterable[Statement]) -> list[Row]:
    """Rows of a place, an indicator and a year, with result and target; what is of no single year is not in it."""
    verdicts = _verdicts(View(graph))
    lines: list[Row] = []
    for sides in by_cell(one for one in found if is_yearly(one)).values():
        first = next(iter(sides.values())).shown
        row: dict[str, Cell] = {name: getattr(first, name) for name in _FRAME}
        row["year"] = int(first.period)
        for status, side in _SIDES.items():
            row |= {f"{side}_{name}".rstrip("_"): cell for name, cell in _side(sides.get(status)).items()}
        row["verdict"] = _verdict(verdicts, sides)
        lines.append({name: row[name] for name in WIDE})
    return lines


def _side(cell: Told | None) -> dict[str, Cell]:
    if not cell:
        return dict.fromkeys((*_OF_SIDE, *_PROOF))
    one = cell.shown
    proof = {name: getattr(one, name) for name in _PROOF}
    return {
        "": one.value, "low": one.low, "high": one.high, "bound": one.bound, "differs": cell.differs or None, **proof,
    }  # fmt: skip


def _verdicts(view: View) -> dict[tuple[str, str], str]:
    """(target, result) -> what came of it, as the graph has it."""
    outcomes = map(view.outcome, view.members(FZ.Outcome))
    return {
        (target.value, result.value): outcome.verdict
        for outcome in outcomes
        for target in outcome.targets
        for result in outcome.results
    }


def _verdict(verdicts: Mapping[tuple[str, str], str], sides: Mapping[str, Told]) -> str | None:
    """What came of a target, where the graph has held one of the numbers of the row against the other."""
    if len(sides) < 2:
        return None
    targets, results = (sides[status].agreeing for status in ("target", "achieved"))
    pairs = ((target.iri, result.iri) for target in targets for result in results)
    return next((verdicts[pair] for pair in pairs if pair in verdicts), None)


def long(found: Iterable[Statement]) -> list[Row]:
    """A row for every statement, of whatever period."""
    cells = (cell for sides in by_cell(found).values() for cell in sides.values())
    return [_line(one, cell) for cell in cells for one in (*cell.agreeing, *cell.against)]


def _line(one: Statement, cell: Told) -> Row:
    """The row of a statement, with those of its cell that cannot be true where it is."""
    row: dict[str, Cell] = {name: getattr(one, name) for name in LONG if name in _FIELDS}
    first, *_, last = (*years(one.period), *years(one.period))
    rest = cell.against if one in cell.agreeing else cell.agreeing
    differs = "; ".join(dict.fromkeys(other.text for other in rest if not fits(one, other)))
    row |= {"year_from": int(first), "year_to": int(last), "number": one.value, "differs": differs or None}
    return {name: row[name] for name in LONG}
