"""`kg export`: a graph in another format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.language import warn
from kg.cli.shared import GRAPH

# As `kg.export.formats` has them, which would load too much for a page of help; a test compares them.
FILES = ("ttl", "nq", "nt", "trig", "jsonld", "xlsx", "graphml", "gexf")
FOLDERS = ("csv", "neo4j", "parquet")


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice((*FILES, *FOLDERS)), required=True, help="Format to write.")
@click.option("--out", type=click.Path(path_type=Path),
              help="File, or folder for csv, neo4j, parquet.  [default: stdout, or a folder beside GRAPH]")  # fmt: skip
@click.option("--closed", is_flag=True, help="Write superclasses and data sets out, for what does not reason.")
def export(graph: Path | None, form: str, out: Path | None, closed: bool) -> None:
    """Write a graph in another format: for other tools, spreadsheets, Gephi, Neo4j, data frames.

    GRAPH is exports/graph.ttl unless given, or exports/graph.nq for nq and trig, which keep named graphs.
    """
    from kg.export import formats
    from kg.query import memory

    source = graph or (GRAPH.with_suffix(".nq") if form in formats.NAMED else GRAPH)
    loaded = memory.load(source)
    if closed:
        from kg.rdf.closed import closed as written_out

        loaded = written_out(loaded)
    if form in FOLDERS:
        out = out or source.parent / form
    if out:
        formats.write(loaded, form, out)
        warn(f"{source} -> {out}")
    elif form == "xlsx" and sys.stdout.isatty():
        raise click.UsageError("A workbook is no text: give --out FILE.", click.get_current_context())
    else:
        click.echo(formats.FILES[form](loaded), nl=False)
