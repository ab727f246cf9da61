"""The tables as Parquet, one file each, with typed columns.

Offsets and years are integers, lists are lists, a confidence is a float. `value` is as written (`2×660`); `number` and
the other numbers in plain units are decimals with 12 places, empty where there is no single number or one with more
than 26 digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from kg.errors import OutputError, installing
from kg.export import tables
from kg.export.columns import column
from kg.reference.terms import number

if TYPE_CHECKING:
    import pyarrow as pa

_PRECISION, _SCALE = 38, 12
_BOUND = Decimal(10) ** (_PRECISION - _SCALE)


def write(graph: Store, folder: Path) -> None:
    """Write `observations.parquet` and the other tables into the folder; raises OutputError without pyarrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise OutputError("--format parquet", "needs pyarrow", installing("parquet", "pyarrow")) from error
    for name in tables.TABLES:
        parquet.write_table(_table(pa, *tables.rows(graph, name)), folder / f"{name}.parquet")


def _table(arrow: Any, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> pa.Table:
    cells = dict(zip(columns, zip(*rows, strict=True) if rows else [()] * len(columns), strict=True))
    return arrow.table({name: _column(arrow, name, found) for name, found in cells.items()})


def _column(arrow: Any, name: str, cells: tuple[str, ...]) -> Any:
    return typed(arrow, name, [_read(column(name).type, cell) for cell in cells])


def typed(arrow: Any, name: str, cells: Sequence[Any]) -> Any:
    """The cells of a column with the type that it has everywhere: a number that is too long is left out."""
    plain = arrow.decimal128(_PRECISION, _SCALE)
    kinds = {
        "whole": arrow.int32(), "decimal": plain, "share": arrow.float64(), "list": arrow.list_(arrow.string()),
        "decimals": arrow.list_(plain),
    }  # fmt: skip
    kind = column(name).type
    if kind == "share":
        cells = [None if cell is None else float(cell) for cell in cells]
    elif kind == "decimal":
        cells = [cell if cell is not None and abs(cell) < _BOUND else None for cell in cells]
    return arrow.array(cells, kinds.get(kind, arrow.string()))


def _read(kind: str, cell: str) -> Any:
    """A cell of a table, which is text, as a value of its type."""
    if kind == "whole":
        return int(cell) if _is_offset(cell) else None
    if kind in ("decimal", "share"):
        return _number(cell)
    if kind in ("list", "decimals"):
        items = cell.split("|") if cell else []
        return items if kind == "list" else [_number(item) for item in items]
    return cell or None


def _is_offset(cell: str) -> bool:
    """Whether that is an offset into a text, and no other term that a graph of others may have there."""
    return len(cell) < 10 and cell.isascii() and cell.isdecimal()


def _number(cell: str) -> Decimal | None:
    """The value of a single number; a product such as `2×660` is a way of saying a size, and stays as written."""
    found = number(cell) if cell.lstrip("-").replace(".", "", 1).isdigit() else None
    return found if found is not None and abs(found) < _BOUND else None
