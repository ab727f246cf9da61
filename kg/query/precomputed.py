"""Answers that lie beside a store: those of the shipped queries that tell a whole table.

Such a table takes seconds on a store of millions of triples, and the store does not change. Each answer is a file of
tab-separated values (SPARQL 1.1 Query Results CSV and TSV Formats), a solution a line, so that the first solutions are
the first lines. The name of the file tells the text of the query, so that an answer is never that of another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.query import memory
from kg.query.binding import Lines, Source
from kg.query.shipped import Shipped, shipped


def keep(source: Source, folder: Path) -> None:
    """Write the answers into a new folder."""
    folder.mkdir()
    for query in shipped().values():
        if query.tells_all:
            found = memory.ask(source, query.name)
            assert isinstance(found, QuerySolutions)
            found.serialize(str(_file(folder, query)), format=QueryResultsFormat.TSV)


def read(folder: Path) -> Mapping[str, Lines]:
    """The answers of a folder by the name of the query."""
    files = {query.name: _file(folder, query) for query in shipped().values()}
    return {name: lines(path) for name, path in files.items() if path.is_file()}


def lines(path: Path) -> Lines:
    """The content of a file, which is read where it is looked at."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""


def _file(folder: Path, query: Shipped) -> Path:
    return folder / f"{query.name}-{sha256(query.text.encode()).hexdigest()[:16]}.tsv"
