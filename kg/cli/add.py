"""`kg add`: more documents into a graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import language, shared


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@shared.out_option
@shared.jobs_option
@shared.engine_options
@shared.decisions_option
@shared.corrections_option
@shared.limit_options
@shared.verbose_option
def add(
    inputs: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    decisions: Path | None,
    corrections: Path | None,
    verbose: bool,
    **limits: int,
) -> int:
    """Add documents to the graph in a folder: the outputs are those of a build of all of them.

    A document of the same name is replaced. The limits are for the documents added; those in the graph keep theirs.
    """
    from kg.pipeline import builder

    at = shared.engine(engine, scheduler)
    with shared.watched(verbose) as tell:
        result = builder.add(
            inputs, out, jobs, tell, shared.limits(limits), decisions, corrections, at, language.either
        )
    return shared.tell(result, out)
