"""The network as Gephi takes it: GraphML, GEXF, and a pair of CSV tables.

Gephi keeps one edge for each pair of nodes, so links between the same two become one: their labels joined by `|`,
their weights added up. No attribute is empty or a list: the writers of networkx refuse both.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import networkx as nx
from pyoxigraph import Store

from kg.export.network import Edge, Network, Node, Value, network
from kg.export.tables import guard

_PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n'
# networkx writes today's date and its own version there.
_META = re.compile(r"\s*<meta\b.*?</meta>", re.DOTALL)


def graphml(graph: Store) -> bytes:
    """The network as GraphML: nodes by IRI with `label`, `type` and their attributes, edges with `label`, `weight`."""
    file = io.BytesIO()
    nx.write_graphml_xml(_graph(network(graph)), file)
    return file.getvalue().rstrip() + b"\n"


def gexf(graph: Store) -> bytes:
    """The network as GEXF 1.2, with the same as `graphml`."""
    text = "\n".join(nx.generate_gexf(_graph(network(graph)), version="1.2draft"))
    return (_PROLOG + _META.sub("", text) + "\n").encode()


def write(graph: Store, folder: Path) -> None:
    """Write `nodes.csv` (`Id,Label,Class,…`) and `edges.csv` (`Source,Target,Type,Label,Weight`) into the folder."""
    net = network(graph)
    names = sorted({name for node in net.nodes for name in node.attributes})
    nodes = (_row(node, names) for node in net.nodes)
    _write(folder / "nodes.csv", ["Id", "Label", "Class", *names], nodes)
    edges: Iterable[tuple[Value, ...]] = (
        (edge.start, edge.end, "Directed", edge.label, edge.weight) for edge in _merged(net)
    )
    _write(folder / "edges.csv", ["Source", "Target", "Type", "Label", "Weight"], edges)


def _row(node: Node, names: list[str]) -> list[Value]:
    return [node.iri, node.label, node.type, *node.cells(names)]


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    # Without the byte order mark of the other tables: Gephi would take it for part of the first name.
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([guard(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


def _graph(net: Network) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in net.nodes:
        graph.add_node(node.iri)
        graph.nodes[node.iri].update({**node.attributes, "label": node.label, "type": node.type})
    for edge in _merged(net):
        graph.add_edge(edge.start, edge.end, label=edge.label, weight=edge.weight)
    return graph


def _merged(net: Network) -> Iterator[Edge]:
    """One edge for each two nodes, by their ends."""

    def ends(edge: Edge) -> tuple[str, str]:
        return edge.start, edge.end

    for (start, end), found in groupby(sorted(net.edges, key=lambda edge: (*ends(edge), edge.label)), key=ends):
        links = list(found)
        yield Edge(start, "|".join(edge.label for edge in links), end, sum(edge.weight for edge in links))
