"""The network as tables for `neo4j-admin database import`: one for the nodes of each class, one for all relationships.

The header of each says types and roles as the importer wants them (`iri:ID`, `:LABEL`, `:START_ID`, `:TYPE`). Nothing
is guarded against spreadsheets here: a database keeps what the graph says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import Store

from kg.export.network import Node, Value, network

RELATIONSHIPS = "relationships.csv"
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def write(graph: Store, folder: Path) -> None:
    """Write `CLASS.csv` for each class of nodes and `relationships.csv` into the folder."""
    net = network(graph)
    types: dict[str, list[Node]] = {}
    for node in net.nodes:
        types.setdefault(node.type, []).append(node)
    for name, nodes in types.items():
        _write_nodes(folder / f"{name}.csv", nodes)
    rows: Iterable[tuple[Value, ...]] = (
        (edge.start, relationship(edge.label), edge.weight, edge.end) for edge in net.edges
    )
    _write(folder / RELATIONSHIPS, [":START_ID", ":TYPE", "weight:long", ":END_ID"], rows)


def relationship(label: str) -> str:
    """The name of a link as Neo4j names relationships.

    >>> relationship("locatedIn"), relationship("qudt_hasQuantityKind")
    ('LOCATED_IN', 'QUDT_HAS_QUANTITY_KIND')
    """
    return re.sub("(?<=[a-z0-9])(?=[A-Z])", "_", label).upper()


def _write_nodes(path: Path, nodes: list[Node]) -> None:
    kinds = {name: type(value) for node in nodes for name, value in node.attributes.items()}
    names = sorted(kinds)
    head = ["iri:ID", "label:string", *(f"{name}:{_TYPES[kinds[name]]}" for name in names), ":LABEL"]
    rows = (_row(node, names) for node in nodes)
    _write(path, head, rows)


def _row(node: Node, names: list[str]) -> list[Value]:
    return [node.iri, node.label, *map(_cell, node.cells(names)), ";".join(node.types)]


def _cell(value: Value) -> Value:
    return str(value).lower() if isinstance(value, bool) else value


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
