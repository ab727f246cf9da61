"""`kg mcp`: the graph for assistants."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import GRAPH, warn_unbounded


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path), metavar="[GRAPH]")
@click.option("--store", "folder", type=click.Path(path_type=Path), metavar="DIR",
              help="Keep the graph loaded in this folder, so that the next start takes no time.")  # fmt: skip
def mcp(graph: Path | None, folder: Path | None) -> None:
    """Serve a graph to an assistant over the Model Context Protocol, on standard input and output.

    Tools: search, entity, query_by_name, sparql, evidence; all only read.
    """
    from kg.cli.serve import kept
    from kg.query import disk
    from kg.serve.mcp import check, serve

    check()  # before anything is loaded

    warn_unbounded("queries may take more time and memory than they should")
    with kept(folder) as place, disk.opened(place, disk.chosen(place, graph, GRAPH)) as opened:
        serve(opened)
