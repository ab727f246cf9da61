"""`kg serve`: a graph over HTTP."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.language import warn
from kg.cli.shared import GRAPH, warn_unbounded
from kg.errors import KgError, installing


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path), metavar="[GRAPH]")
@click.option("--store", "folder", type=click.Path(path_type=Path), metavar="DIR",
              help="Keep the graph loaded in this folder, so that the next start takes no time.")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), default=7070, show_default=True, help="0 for any that is free.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME",
              help="Answer to this name too, besides localhost and the address.")  # fmt: skip
@click.option("--cors", metavar="ORIGIN", help="Let pages of this origin ask, * for all.  [default: none]")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=30.0, show_default=True,
              metavar="SECONDS", help="Bound on the time of a query.")  # fmt: skip
@click.option("--workers", type=click.IntRange(min=1), help="Processes for quick queries.  [default: one per core]")
@click.option("--slow", type=click.IntRange(min=0), default=2, show_default=True,
              help="Processes for queries that take longer than a second.")  # fmt: skip
@click.option("--largest", type=click.IntRange(min=1, max=1024), default=64, show_default=True, metavar="MB",
              help="Bound on the size of an answer.")  # fmt: skip
@click.option("--licence", default="", metavar="IRI", help="The licence that the data are described with.")
@click.option("--creator", default="", metavar="NAME", help="Who the description of the data names.")
def serve(
    graph: Path | None,
    folder: Path | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    cors: str | None,
    timeout: float,
    workers: int | None,
    slow: int,
    largest: int,
    licence: str,
    creator: str,
) -> None:
    """Serve a graph to SPARQL clients and browsers: queries, a page for every thing, search. It is read-only."""
    try:
        from kg.serve import app, server
    except ImportError as error:
        raise KgError("kg serve", "needs starlette and uvicorn", installing("serve", "starlette", "uvicorn")) from error
    from kg.export import dataset
    from kg.export.dataset import Told
    from kg.query import disk
    from kg.serve.pool import Bounds
    from kg.serve.site import Settings

    told = Told(licence, creator)
    dataset.check(told)
    warn_unbounded("queries may take more time and memory than they should")
    listening = server.bound(host, port)  # an address that is taken is told before anything is loaded
    bounds = Bounds(fast=workers or max(2, os.cpu_count() or 2), slow=slow, seconds=timeout, answer=largest << 20)
    with kept(folder) as place:
        path = disk.chosen(place, graph, GRAPH)
        with disk.opened(place, path, warn) as opened:
            made = app.app(opened, Settings(bounds, cors, names, told=told))
            server.run(made, host, listening, warn)


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """The folder of the store; one for as long as the server runs, where none was named."""
    if folder:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="kg-") as name:
        yield Path(name) / "store"
