"""Numbers as a panel: place by indicator by year, what was reached beside what was aimed at, told in one unit.

`statements` are the numbers of known indicators, one each, in the unit that the indicator is usually told in; the two
ends of a range (5%—5.5%) are one. `wide` lays them side by side. A row never mixes what is not of one kind: a part
and the whole (places and indicators by what they are, not by their words), what came on top and what there is, a year
and a span of years, the growth over one year and that over several, amounts and rates. Where statements of one cell
cannot all be true the row says so.

wanted      what a user asks for
units       the unit of a series
statements  the numbers of a graph, one each
cells       what is told of one thing, and what contradicts it
rows        the panel, wide or long
"""

from kg.query.panel.cells import Told, by_cell, is_yearly
from kg.query.panel.rows import COLUMNS, LONG, WIDE, Cell, Row, rows
from kg.query.panel.statements import Statement, statements
from kg.query.panel.wanted import LEVELS, Wanted, parse_years

__all__ = [
    "COLUMNS", "LEVELS", "LONG", "WIDE", "Cell", "Row", "Statement", "Told", "Wanted", "by_cell", "is_yearly",
    "parse_years", "rows", "statements",
]  # fmt: skip
