"""The formats that a graph can be exported to: some are one file, some a folder of files; whole or not at all."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from pyoxigraph import Store

from kg.errors import OutputError
from kg.export import dataset, excel, gephi, jsonld, neo4j, output, parquet, tables
from kg.rdf import turtle

# One file each: its bytes.
FILES: Mapping[str, Callable[[Store], bytes]] = {
    "ttl": turtle.turtle,
    "nq": turtle.nquads,
    "nt": turtle.ntriples,
    "trig": turtle.trig,
    "jsonld": jsonld.jsonld,
    "xlsx": excel.xlsx,
    "graphml": gephi.graphml,
    "gexf": gephi.gexf,
    "dcat": dataset.dcat,
}


def _csv(graph: Store, folder: Path) -> None:
    """The tables of a build, and the network as Gephi's tables."""
    tables.write(graph, folder)
    gephi.write(graph, folder)


# A folder each: what writes its files.
FOLDERS: Mapping[str, Callable[[Store, Path], None]] = {"csv": _csv, "neo4j": neo4j.write, "parquet": parquet.write}
# Those that tell the named graphs of the documents apart.
NAMED = frozenset(("nq", "trig"))


def write(graph: Store, form: str, out: Path) -> None:
    """Write the graph in a format to a file, or its files into a folder; raises OutputError."""
    if form in FOLDERS:
        output.replace(out, lambda folder: FOLDERS[form](graph, folder))
    else:
        put(FILES[form](graph), out)


def put(data: bytes, out: Path) -> None:
    """Write a file beside its place, then move it there; raises OutputError."""
    if out.is_dir():
        raise OutputError(out, "is a folder, not a file", "give a file with --out")
    output.check(out.parent)
    beside = out.parent / f".{out.name}.{uuid.uuid4().hex}.tmp"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(out, reason, "free the disk or give another file with --out") from error
    finally:
        beside.unlink(missing_ok=True)
