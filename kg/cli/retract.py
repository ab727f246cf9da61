"""`kg retract`: documents out of a graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import language, shared


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@shared.out_option
@shared.jobs_option
def retract(names: tuple[str, ...], out: Path, jobs: int | None) -> int:
    """Take documents out of the graph in a folder, by the names of their files.

    The outputs are those of a build without them. An unknown name is answered with those most like it.
    """
    from kg.pipeline import builder

    with shared.watched() as tell:
        result = builder.retract(names, out, jobs, tell, language.either)
    return shared.tell(result, out)
