"""`kg build`: files in, one graph out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import FINDINGS, progress


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("--out", type=click.Path(path_type=Path), default="exports", show_default=True, help="Output folder.")
@click.option("--jobs", type=click.IntRange(min=1), help="Documents read at a time.  [default: one per core]")
@click.option("--base", metavar="IRI", help="Where the IRIs of the data begin.")
def build(inputs: tuple[Path, ...], out: Path, jobs: int | None, base: str | None) -> int:
    """Build one graph from files, or folders of files with an optional documents.csv."""
    from kg import pipeline

    with progress("reading") as tell:
        result = pipeline.build(inputs, out, jobs=jobs, base=base or pipeline.BASE, tell=tell)
    for failure in result.failures:
        click.echo(str(failure), err=True)
    click.echo(f"{result.summary} -> {out}", err=True)
    return FINDINGS if result.failures else 0
