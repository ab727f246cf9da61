"""The package as a library: build or load a graph, ask it, write it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from kg import pipeline, store
from kg.errors import InputError
from kg.explain import explain
from kg.export import turtle

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph in memory, with one named graph per document; `store` is the pyoxigraph store that holds it.

    `failures` are the files that could not be read while it was built.
    """

    store: Store
    failures: tuple[InputError, ...] = ()

    def query(self, query: str, **parameters: str) -> list[dict[str, str]]:
        """The rows of a SELECT, or of a shipped query by its name, as text; unbound values are left out.

        Raises QueryError.
        """
        columns, rows = store.run(self.store, query, parameters)
        return [{name: cell for name, cell in zip(columns, row, strict=True) if cell} for row in rows]

    def explain(self, name: str) -> str:
        """What is known of a thing by its name or IRI, with the sentences that say so; raises QueryError."""
        return explain(self.store, name)

    def turtle(self) -> str:
        """The graph as sorted Turtle, the same for the same facts."""
        return turtle.turtle(self.store).decode()


def build(paths: Iterable[PathLike] | PathLike, jobs: int | None = None, base: str = pipeline.BASE) -> Graph:
    """The graph of files and folders, as `kg build` makes it, without writing anything.

    Raises InputError where nothing can be read.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    built = pipeline.gather([Path(path) for path in given], jobs, base)
    return Graph(built.graph, built.failures)


def load(path: PathLike) -> Graph:
    """The graph of a file that a build has written; raises InputError."""
    return Graph(store.load(Path(path)))
