"""`kg explain`: what is known of a thing, and who says so."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import complete
from kg.cli.language import told
from kg.cli.shared import graph_option


@click.command()
@click.argument("name", metavar="NAME|IRI", shell_complete=complete.things)
@graph_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Facts of a kind shown.")
@click.option("--all", "show_all", is_flag=True, help="Show all facts.")
def explain(name: str, graph: Path, limit: int, show_all: bool) -> None:
    """Tell what is known of a thing, with the sentences that say so and the words that decided."""
    from kg.query import memory
    from kg.query.explain import explain

    click.echo(told(explain(memory.load(graph), name, 0 if show_all else limit)), nl=False)
