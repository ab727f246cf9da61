"""`kg mcp`: the graph for assistants."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import GRAPH


@click.command()
@click.argument("graph", type=click.Path(path_type=Path), default=GRAPH)
def mcp(graph: Path) -> None:
    """Serve a graph to an assistant over the Model Context Protocol, on standard input and output.

    GRAPH is exports/graph.ttl unless given. Tools: search, entity, query_by_name, sparql, evidence; all only read.
    """
    from kg.mcp import serve

    serve(graph)
