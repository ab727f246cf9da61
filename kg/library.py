"""The package as a library: build or load a graph, ask it, write it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.errors import InputError, KgError, installing
from kg.pipeline import builder
from kg.pipeline.limits import Limits
from kg.query import memory
from kg.query.explain import explain
from kg.rdf import turtle
from kg.rdf.view import View
from kg.reference.terms import BASE, FZ
from kg.text.wording import counted

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from kg.rdf.changes import Change

PathLike = str | os.PathLike[str]
Names = str | Sequence[str]


@dataclass(frozen=True, slots=True, repr=False)
class Graph:
    """A graph in memory, with one named graph per document; `store` is the pyoxigraph store that holds it.

    `failures` are the files that could not be read while it was built, `stale` the user's corrections that do not hold.
    """

    store: Store
    failures: tuple[InputError, ...] = ()
    stale: tuple[str, ...] = ()

    def __repr__(self) -> str:
        documents = View(self.store).members(FZ.Document)
        return f"<Graph: {counted(len(documents), 'document')}, {counted(len(self.store), 'quad')}>"

    def query(self, query: str, **parameters: str | int) -> list[dict[str, str]]:
        """The rows of a SELECT, or of a shipped query by its name, as text; unbound values are left out.

        Raises QueryError.
        """
        columns, rows = memory.run(self.store, query, _texts(parameters))
        return [{name: cell for name, cell in zip(columns, row, strict=True) if cell} for row in rows]

    def frame(self, query: str, **parameters: str | int) -> pd.DataFrame:
        """The rows of a SELECT, or of a shipped query by its name, as a data frame with typed columns.

        Raises QueryError, also where pandas is missing.
        """
        from kg.export.frame import frame
        from kg.export.tables import TABLES

        return frame(memory.ask(self.store, query, _texts(parameters)), query in TABLES)

    def table(
        self, concept: Names = (), place: Names = (), years: str | int = "", level: Names = (), shape: str = "wide"
    ) -> pd.DataFrame:
        """The panel that `kg table` writes, as a data frame: a row for a place, an indicator and a year.

        `concept`, `place` and `level` are a name or several, `years` such as `2023-2025`; `shape="long"` has a row for
        each statement. Raises QueryError where nothing is told of it, a name is not known, or pandas is missing.
        """
        from kg.export import panel as written
        from kg.query import panel

        wanted = panel.Wanted(_names(concept), _names(place), panel.parse_years(str(years)), _names(level))
        return written.frame(panel.rows(self.store, wanted, shape))

    def explain(self, name: str) -> str:
        """What is known of a thing by its name or IRI, with the sentences that say so; raises QueryError."""
        return explain(self.store, name)

    def changes(self, since: Graph) -> tuple[Change, ...]:
        """What changed from an earlier graph to this one, as `kg diff` tells it; raises InputError."""
        from kg.query.diff import compare
        from kg.rdf.snapshot import snapshot

        return compare(snapshot(since.store), snapshot(self.store))

    def turtle(self) -> str:
        """The graph as sorted Turtle, the same for the same facts."""
        return turtle.turtle(self.store).decode()

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The graph as a network: things and facts by IRI with `label`, `type` and attributes, links with `weight`.

        The key of a link is its name; `weight` counts the mentions that say it.
        """
        from kg.export.network import network, networkx

        return networkx(network(self.store))

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph for rdflib, over the same store, not a copy; its default graph is all of it.

        Raises KgError where oxrdflib is missing.
        """
        try:
            from oxrdflib import OxigraphStore
        except ImportError as error:
            raise KgError("to_rdflib()", "needs oxrdflib", installing("rdflib", "oxrdflib")) from error
        from rdflib import Dataset

        return Dataset(store=OxigraphStore(store=self.store), default_union=True)

    def _repr_html_(self) -> str:
        """What a notebook shows: the documents, and how much of each kind there is."""
        from kg.export.notebook import summary

        return summary(self.store)


def _texts(parameters: Mapping[str, str | int]) -> dict[str, str]:
    """Values of parameters as text: a year may be given as a number."""
    return {name: str(value) for name, value in parameters.items()}


def _names(given: Names) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def build(paths: Iterable[PathLike] | PathLike, jobs: int | None = None, base: str = BASE, ocr: bool = False) -> Graph:
    """The graph of files and folders, as `kg build` makes it, without writing anything; `ocr` is its `--ocr`.

    Raises InputError where nothing can be read.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    return Graph(*builder.gather([Path(path) for path in given], jobs, base, limits=Limits(ocr=ocr)))


def load(path: PathLike) -> Graph:
    """The graph of a file that a build has written; raises InputError."""
    return Graph(memory.load(Path(path)))
