"""`kg table`: numbers as a panel."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import complete
from kg.cli.language import warn
from kg.cli.shared import graph_option, width

# As `kg.export.panel` and `kg.query.panel` have them, which would load too much for a page of help; a test compares.
FORMATS = ("csv", "xlsx", "parquet", "markdown")
SHAPES = ("wide", "long")
LEVELS = ("province", "prefecture", "county", "township", "other")
_ENDINGS = {".xlsx": "xlsx", ".parquet": "parquet", ".md": "markdown"}


@click.command()
@graph_option
@click.option("--concept", "concepts", multiple=True, metavar="NAME", shell_complete=complete.concepts,
              help="Only this indicator, by any name of it (GDP); may be repeated.")  # fmt: skip
@click.option("--place", "places", multiple=True, metavar="NAME", shell_complete=complete.places,
              help="Only this place; may be repeated.")  # fmt: skip
@click.option("--years", default="", metavar="YEARS", help="Only these years: 2025, 2024-2026 or 2020,2025.")
@click.option("--level", "levels", multiple=True, type=click.Choice(LEVELS), help="Only places of this level.")
@click.option("--shape", type=click.Choice(SHAPES), default="wide", show_default=True,
              help="A row for a place, an indicator and a year, or for each statement.")  # fmt: skip
@click.option("--columns", metavar="A,B,...", help="Only these columns, in this order.")
@click.option("--min-confidence", "least", type=click.FloatRange(0, 1), default=0.0, metavar="0..1",
              help="Leave out facts that are less certain.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(FORMATS),
              help="Format to write.  [default: by the ending of --out, else csv; on a terminal a table]")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="File to write.  [default: stdout]")
def table(
    graph: Path, concepts: tuple[str, ...], places: tuple[str, ...], years: str, levels: tuple[str, ...], shape: str,
    columns: str | None, least: float, form: str | None, out: Path | None,
) -> None:  # fmt: skip
    """Write numbers as a table: place by indicator by year, results beside targets.

    On a terminal the main columns, numbers with their units; elsewhere, and with --out or --format, all of them.

    kg table --concept 地区生产总值 --level province --out gdp.xlsx
    """
    from kg.export import formats
    from kg.export import panel as written
    from kg.query import memory, panel, results

    is_read = form is None and out is None and sys.stdout.isatty()
    form = form or _ENDINGS.get(out.suffix.lower() if out else "", "csv")
    if not out and form in ("xlsx", "parquet") and sys.stdout.isatty():
        raise click.UsageError(f"A {form} file is no text: give --out FILE.", click.get_current_context())
    wanted = panel.Wanted(concepts, places, panel.parse_years(years), levels, least)
    rows = panel.rows(memory.load(graph), wanted, shape)
    shown = written.picked(rows, columns.split(","), panel.COLUMNS[shape]) if columns else rows
    if is_read:
        plain = [[written.text(cell) for cell in row.values()] for row in shown]
        names, cells = (list(shown[0]), plain) if columns else written.for_people(rows, shape)
        click.echo(results.table(names, cells, width()), nl=False)
        return
    data = written.FORMATS[form](shown)
    if out:
        formats.put(data, out)
        warn(f"{len(rows)} rows -> {out}")
    else:
        click.echo(data.decode("utf-8-sig") if form in ("csv", "markdown") else data, nl=False)
