"""`kg chart`: numbers as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import complete
from kg.cli.language import warn
from kg.cli.shared import graph_option
from kg.cli.table import LEVELS

# As `kg.query.plot` has them, which would load too much for a page of help; a test compares.
KINDS = ("dots", "ranking", "line")
MEASURES = ("level", "growth", "share", "added", "rank")


@click.command()
@click.argument("question", nargs=-1)
@graph_option
@click.option(
    "--concept", metavar="NAME", shell_complete=complete.concepts, help="The indicator, where no question is asked."
)
@click.option("--place", "places", multiple=True, metavar="NAME", shell_complete=complete.places,
              help="Only this place; may be repeated.")  # fmt: skip
@click.option("--years", default="", metavar="YEARS", help="Only these years: 2025, 2024-2026 or 2020,2025.")
@click.option("--measure", type=click.Choice(MEASURES), help="What is told of it.  [default: what most places tell]")
@click.option("--level", type=click.Choice(LEVELS), help="Only places of this level.")
@click.option("--kind", type=click.Choice(KINDS),
              help="Targets beside results, a ranking, or lines.  [default: what the data are]")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="An .svg or .png file.")
def chart(
    question: tuple[str, ...], graph: Path, concept: str | None, places: tuple[str, ...], years: str,
    measure: str | None, level: str | None, kind: str | None, out: Path,
) -> None:  # fmt: skip
    """Draw one indicator: targets beside results, a ranking, or lines over the years.

    kg chart "地区生产总值增速 2025结果 2026目标" --out gdp.svg
    """
    from dataclasses import replace

    from kg.export import chart as drawing
    from kg.export import formats
    from kg.query import memory, panel, plot

    text = " ".join(question)
    if bool(text) == bool(concept):
        raise click.UsageError("Give a question or --concept, one of the two.", click.get_current_context())
    drawing.check(out)
    loaded = memory.load(graph)
    wanted = plot.ordered(loaded, text) if text else plot.Ordered(concept or "")
    told = {
        "places": places, "years": tuple((year, "") for year in panel.parse_years(years)), "measure": measure,
        "level": level, "kind": kind,
    }  # fmt: skip
    wanted = replace(wanted, **{name: value for name, value in told.items() if value})  # type: ignore[arg-type]
    found = plot.plot(loaded, wanted)
    formats.put(drawing.picture(found, out), out)
    for line in (*found.notes, *found.hints):
        warn(line)
    warn(f"{found.title} -> {out}")
