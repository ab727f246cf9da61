"""The network as Gephi takes it: GraphML, GEXF, and a pair of CSV tables.

GEXF has the colours of the page and a place for each node, so that a picture is there when the file is opened: the
classes in sunflower heads around a middle, the nodes with most links innermost.

Gephi keeps one edge for each pair of nodes, so links between the same two become one: their labels joined by `|`,
their weights added up. No attribute is empty or a list: the writers of networkx refuse both.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import networkx as nx
from pyoxigraph import Store

from kg.export.network import Edge, Network, Node, Value, network
from kg.export.tables import guard

_PROLOG = '<?xml version="1.0" encoding="utf-8"?>\n'
# As on the page: what a thing is, a project by how far it is.
_COLOURS: Mapping[str, str] = {
    "AdministrativeDivision": "#1f5fd0", "Zone": "#2f8fdd", "NaturalFeature": "#16949c", "Region": "#5a6fc0",
    "Industry": "#1f8a54", "Company": "#8a3fb8", "PublicBody": "#b0357f", "Institution": "#6d55c9",
    "Project": "#b5a491", "Indicator": "#56657a", "KnownIndicator": "#56657a", "Achievement": "#0b6b8a",
    "Target": "#d0902a", "StageEvent": "#df6210", "Document": "#1d2433",
}  # fmt: skip
_STAGES: Mapping[str, str] = {
    "completed": "#b03a06", "building": "#df6210", "started": "#ee8b22", "approved": "#f2ae52", "planned": "#f0c98f",
}  # fmt: skip
_OTHER = "#7d8896"
_STEP = 12.0  # between two nodes of one head, in the units of Gephi
_GOLDEN = math.pi * (3 - math.sqrt(5))
# networkx writes today's date and its own version there.
_META = re.compile(r"\s*<meta\b.*?</meta>", re.DOTALL)


def graphml(graph: Store) -> bytes:
    """The network as GraphML: nodes by IRI with `label`, `type` and their attributes, edges with `label`, `weight`."""
    file = io.BytesIO()
    nx.write_graphml_xml(_graph(network(graph)), file)
    return file.getvalue().rstrip() + b"\n"


def gexf(graph: Store) -> bytes:
    """The network as GEXF 1.2, with the same as `graphml`, and the colour, place and size of each node."""
    made = _graph(network(graph))
    for iri, place in _places(made).items():
        node = made.nodes[iri]
        size = 2 + 2 * math.log2(1 + made.degree(iri))
        node["viz"] = {"color": _colour(node), "position": place, "size": round(size, 2)}
    text = "\n".join(nx.generate_gexf(made, version="1.2draft"))
    return (_PROLOG + _META.sub("", text) + "\n").encode()


def _colour(node: Mapping[str, Any]) -> dict[str, int | float]:
    told = _STAGES.get(node.get("stage", "")) if node["type"] == "Project" else None
    code = told or _COLOURS.get(node["type"], _OTHER)
    red, green, blue = (int(code[at : at + 2], 16) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def _places(graph: nx.DiGraph[str]) -> dict[str, dict[str, float]]:
    """Where each node stands: those of a class in a sunflower head, the heads in a ring, the same on every run."""
    kinds: dict[str, list[str]] = {}
    for iri in sorted(graph.nodes, key=lambda iri: (-graph.degree(iri), iri)):
        kinds.setdefault(graph.nodes[iri]["type"], []).append(iri)
    heads = sorted(kinds.values(), key=lambda nodes: (-len(nodes), nodes[0]))
    radii = [_STEP * (math.sqrt(len(nodes)) + 1) for nodes in heads]
    ring = max(sum(radii) / math.pi, max(radii, default=0) * 1.2) if len(heads) > 1 else 0.0
    found, angle = {}, 0.0
    for nodes, radius in zip(heads, radii, strict=True):
        angle += radius / max(ring, radius)
        middle = (ring * math.cos(angle), ring * math.sin(angle))
        for number, iri in enumerate(nodes):
            away, turn = _STEP * math.sqrt(number), number * _GOLDEN
            spot = middle[0] + away * math.cos(turn), middle[1] + away * math.sin(turn)
            found[iri] = {"x": round(spot[0], 1), "y": round(spot[1], 1), "z": 0.0}
        angle += radius / max(ring, radius)
    return found


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
