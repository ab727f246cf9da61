"""Tables: each cell below a head and beside a label is a fact, each row of a list of projects a project.

grid          a table -> its head and its rows, merged cells in every place that they cover
setting       the lines above -> period, status and unit of what the heads leave open
heads         columns -> labels, units or values with their measure, period and status
labels        what a row measures
values        a cell -> numbers
observations  figures -> observations
projects      lists of projects -> projects
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.confidence.features import of_row
from kg.extract.table import observations, projects
from kg.extract.table.grid import NotUnderstood, Row, grid
from kg.extract.table.observations import Rejection
from kg.extract.table.setting import setting
from kg.model import Context, Document, Facts, Observation, Origin, Sentence, Span, Table, Told

__all__ = ["project_names", "read"]


def read(document: Document, table: Table, sentences: Sequence[Sentence]) -> Iterator[Facts]:
    """What a table states: for each row that states something its sentence and facts, then what states nothing.

    `sentences` are those of the text around it, in order.
    """
    context, headings = _section(document, table, sentences)
    aside = Rejection()
    try:
        for row, stated in _rows(document, table, context, aside):
            text = document.text[row.span.start : row.span.end]
            sentence = Sentence(row.span.start, row.span.end, text, "table", context, headings)
            if isinstance(stated, projects.Listed):
                project = replace(stated.project, reasons=of_row(stated.project))
                yield Facts(document, (sentence,), projects=(project,), mentions=stated.mentions)
            else:
                yield Facts(document, (sentence,), tuple(replace(item, reasons=of_row(item)) for item in stated))
    except NotUnderstood as reason:
        where = table.caption[-1] if table.caption else Span(table.cells[0].start, table.cells[0].end)
        yield Facts(document, set_aside=((where, f"a table that is not understood: it {reason}"),))
    if told := tuple(aside.told()):
        yield Facts(document, set_aside=told)


def project_names(document: Document, table: Table) -> Iterator[str]:
    """The names in a list of projects, as `read` gives them, at a small part of its price; none of another table."""
    try:
        found = grid(document, table)
    except NotUnderstood:
        return
    if projects.is_list(found):
        yield from projects.names(found)


def _rows(
    document: Document, table: Table, context: Context, aside: Rejection
) -> Iterator[tuple[Row, Sequence[Observation] | projects.Listed]]:
    found = grid(document, table)
    around = setting(document, context, found.captions, table.start)
    if projects.is_list(found):
        yield from projects.find(found, around)
    else:
        yield from observations.find(found, around, aside)


def _section(document: Document, table: Table, sentences: Sequence[Sentence]) -> tuple[Context, tuple[Span, ...]]:
    """What a table inherits from its section: the context of the last sentence above it that states facts."""
    at = bisect_left(sentences, table.start, key=lambda sentence: sentence.start)
    for sentence in reversed(sentences[:at]):
        if sentence.context.status.value:
            return sentence.context, sentence.headings
    unknown, default = Told("", Origin("default")), Told("achieved", Origin("default"))
    return Context(document.place, document.year, unknown, default), ()
