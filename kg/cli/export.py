"""`kg export`: a graph in another format."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.language import warn
from kg.cli.shared import GRAPH

# As `kg.export.formats` has them, which would load too much for a page of help; a test compares them.
FILES = ("ttl", "nq", "nt", "trig", "jsonld", "xlsx", "graphml", "gexf", "dcat")
FOLDERS = ("csv", "neo4j", "parquet")


@click.command()
@click.argument("graph", required=False, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice((*FILES, *FOLDERS)), required=True, help="Format to write.")
@click.option("--out", type=click.Path(path_type=Path),
              help="File, or folder for csv, neo4j, parquet.  [default: stdout, or a folder beside GRAPH]")  # fmt: skip
@click.option("--closed", is_flag=True, help="Write superclasses and data sets out, for what does not reason.")
@click.option("--licence", default="", metavar="IRI", help="For dcat: the licence of the data.")
@click.option("--creator", default="", metavar="NAME", help="For dcat: who publishes the data.")
@click.option(
    "--address", default="", metavar="URL", help="For dcat: the folder on the web with the files of the build."
)
def export(
    graph: Path | None, form: str, out: Path | None, closed: bool, licence: str, creator: str, address: str
) -> None:
    """Write a graph in another format: for other tools, spreadsheets, Gephi, Neo4j, catalogues, data frames.

    GRAPH is exports/graph.ttl unless given, or exports/graph.nq for nq and trig, which keep named graphs.
    """
    from kg.export import dataset, formats
    from kg.query import memory

    told = dataset.Told(licence, creator, address)
    dataset.check(told)
    source = graph or (GRAPH.with_suffix(".nq") if form in formats.NAMED else GRAPH)
    loaded = memory.load(source)
    if closed:
        from kg.rdf.closed import closed as written_out

        loaded = written_out(loaded)
    if form in FOLDERS:
        out = out or source.parent / form
        formats.write(loaded, form, out)
        warn(f"{source} -> {out}")
        return
    if form == "xlsx" and not out and sys.stdout.isatty():
        raise click.UsageError("A workbook is no text: give --out FILE.", click.get_current_context())
    if form == "dcat" and not licence:
        warn("the description names no licence; give one with --licence")
    data = dataset.dcat(loaded, told) if form == "dcat" else formats.FILES[form](loaded)
    if out:
        formats.put(data, out)
        warn(f"{source} -> {out}")
    else:
        click.echo(data, nl=False)
