"""The tables as Parquet, one file each, with typed columns.

Offsets and years are integers, lists are lists, a confidence is a float. `value` is as written (`2×660`); `number` and
the other numbers in plain units are decimals with 12 places, empty where there is no single number or one with more
than 26 digits.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from kg.errors import OutputError
from kg.export import tables
from kg.reference.terms import number

if TYPE_CHECKING:
    import pyarrow as pa

_WHOLE = frozenset(("start", "end", "year_from", "year_to"))
_NUMBERS = frozenset(("number", "investment_yuan", "capacity_number"))
_PRECISION, _SCALE = 38, 12


def write(graph: Store, folder: Path) -> None:
    """Write `observations.parquet` and the other tables into the folder; raises OutputError without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise OutputError(
            "--format parquet", "needs pyarrow", "install it with: pip install 'fazhan[parquet]'"
        ) from error
    for name in tables.TABLES:
        parquet.write_table(_table(pa, *tables.rows(graph, name)), folder / f"{name}.parquet")


def _table(arrow: Any, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> pa.Table:
    cells = dict(zip(columns, zip(*rows, strict=True) if rows else [()] * len(columns), strict=True))
    return arrow.table({name: _column(arrow, name, found) for name, found in cells.items()})


def _column(arrow: Any, name: str, cells: tuple[str, ...]) -> Any:
    plain = arrow.decimal128(_PRECISION, _SCALE)
    if name in _WHOLE:
        return arrow.array([int(cell) if _is_offset(cell) else None for cell in cells], arrow.int32())
    if name in _NUMBERS:
        kind = arrow.list_(plain) if name in tables.LISTS else plain
        found = [[_number(item) for item in cell.split("|")] if cell else [] for cell in cells]
        return arrow.array(found if name in tables.LISTS else [row[0] if row else None for row in found], kind)
    if name == "confidence":
        return arrow.array([float(cell) if _number(cell) is not None else None for cell in cells], arrow.float64())
    if name in tables.LISTS:
        return arrow.array([cell.split("|") if cell else [] for cell in cells], arrow.list_(arrow.string()))
    return arrow.array([cell or None for cell in cells], arrow.string())


def _is_offset(cell: str) -> bool:
    """Whether that is an offset into a text, and no other term that a graph of others may have there."""
    return len(cell) < 10 and cell.isascii() and cell.isdecimal()


def _number(cell: str) -> Decimal | None:
    """The value of a single number; a product such as `2×660` is a way of saying a size, and stays as written."""
    found = number(cell) if cell.lstrip("-").replace(".", "", 1).isdigit() else None
    return found if found is not None and abs(found) < Decimal(10) ** (_PRECISION - _SCALE) else None
