"""`kg diff`: what changed between two graphs."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.language import told
from kg.cli.shared import FINDINGS


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(("text", "ttl")), default="text", show_default=True,
              help="For people, or as RDF.")  # fmt: skip
def diff(old: Path, new: Path, form: str) -> int:
    """Tell what changed between two graphs: exit 0 if nothing, 1 if something.

    Documents, projects with their stages, capacities and investments, targets and what came of them. OLD and NEW are
    graph files, or output folders of a build.
    """
    from kg.query import diff

    states = diff.read(old), diff.read(new)
    changes = diff.compare(*states)
    click.echo(diff.turtle(changes, states[1].base) if form == "ttl" else told(diff.text(changes)), nl=False)
    return FINDINGS if changes else 0
