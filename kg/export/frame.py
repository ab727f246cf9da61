"""The answer of a query as a data frame of pandas, each column with the type of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, QuerySolutions

from kg.errors import QueryError, installing
from kg.export.columns import column
from kg.reference.terms import XSD, number

if TYPE_CHECKING:
    import pandas as pd

_INTEGERS = frozenset((XSD.integer, XSD.int, XSD.long, XSD.nonNegativeInteger))
_DECIMALS = frozenset((XSD.decimal, XSD.double, XSD.float))


def frame(answer: object, is_table: bool = False) -> pd.DataFrame:
    """The rows of a SELECT; unbound values are missing ones.

    Columns of integers are `Int64`, those with decimals among them `Float64`, those of truth values `boolean`, others
    text. Those of one of the tables that a build writes (`is_table`) have the types that they have as Parquet, but
    lists stay joined by `|`. Raises QueryError where the answer has no rows or pandas is missing.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise QueryError("frame()", "needs pandas", installing("pandas", "pandas")) from error
    if not isinstance(answer, QuerySolutions):
        raise QueryError("the query", "is no SELECT", "ask for columns with SELECT")
    names = [variable.value for variable in answer.variables]
    rows = [list(row) for row in answer]
    columns = [[row[place] for row in rows] for place in range(len(names))]
    return pd.DataFrame(
        {name: _series(pd, cells, name if is_table else "") for name, cells in zip(names, columns, strict=True)}
    )


def _series(pd: Any, terms: list[Any], name: str) -> Any:
    if dtype := _OF_TABLES.get(column(name).type):
        found = [number(term.value) if term is not None else None for term in terms]
        return pd.Series([None if value is None else float(value) for value in found], dtype=dtype)
    kinds = {term.datatype if isinstance(term, Literal) else None for term in terms if term is not None}
    for datatypes, read, dtype in _TYPES:
        if kinds and kinds <= datatypes:
            return pd.Series([None if term is None else read(term.value) for term in terms], dtype=dtype)
    return pd.Series([None if term is None else term.value for term in terms], dtype="string")


_OF_TABLES = {"whole": "Int64", "decimal": "Float64", "share": "Float64"}
# The first that holds all values of a column.
_TYPES: Iterable[tuple[frozenset[Any], Callable[[str], Any], str]] = (
    (_INTEGERS, int, "Int64"),
    (_INTEGERS | _DECIMALS, lambda text: float(Decimal(text)), "Float64"),
    (frozenset((XSD.boolean,)), lambda text: text in ("true", "1"), "boolean"),
)
