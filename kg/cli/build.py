"""`kg build`: files in, one graph out."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import language, shared


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@shared.out_option
@shared.jobs_option
@shared.engine_options
@click.option("--base", metavar="IRI", help="Where the IRIs of the data begin.")
@shared.decisions_option
@shared.corrections_option
@shared.limit_options
@shared.verbose_option
def build(
    inputs: tuple[Path, ...],
    out: Path,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    base: str | None,
    decisions: Path | None,
    corrections: Path | None,
    verbose: bool,
    **limits: int,
) -> int:
    """Build one graph from files, or folders of files with an optional documents.csv.

    What was read before, or by a build that was killed, is not read again. A document beyond a limit is left out and
    named.
    """
    from kg.pipeline import builder
    from kg.reference.terms import BASE

    at = shared.engine(engine, scheduler)
    with shared.watched(verbose) as tell:
        result = builder.build(
            inputs, out, jobs, base or BASE, tell, shared.limits(limits), decisions, corrections, at, language.either
        )
    return shared.tell(result, out)
