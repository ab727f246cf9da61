"""The rows that link documents, by what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.export.page.tables import SHAPES, Row, Tables

# The column of each table of links by which a page finds its rows.
_LINKED = {
    "outcomes": 1,
    "contradictions": 1,
    "confirmations": 0,
    "precedes": 0,
    "merges": 1,
    "entities": 0,
    "links": 0,
}


# What links documents
class Linked:
    """The rows that link documents, by what they are about."""

    def __init__(self, links: Tables) -> None:
        self.index: dict[str, dict[str, list[Row]]] = {}
        for table, column in _LINKED.items():
            index = self.index[table] = defaultdict(list)
            for row in links[table]:
                for iri in row[column] if isinstance(row[column], list) else [row[column]]:
                    index[iri].append(row)

    def of(self, parts: Iterable[Tables]) -> Tables:
        """Those that are about something of some documents, as rows of their own."""
        ids = sorted(
            {row[0] for part in parts for table in ("observations", "stages", "entities") for row in part[table]}
        )
        found: Tables = {name: [] for name in SHAPES}
        for table, index in self.index.items():
            rows = {id(row): row for iri in ids for row in index.get(iri, ())}
            found[table] = [list(row) for row in rows.values()]
        return found
