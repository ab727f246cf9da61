"""The network of the page: networkx holds it, `layout` places it, pyvis says it in the terms of vis-network.

Of pyvis we take the objects for nodes, edges and options, and the library that it brings. Its own template loads
from a network and parses labels as HTML, so the page has one of its own.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import networkx as nx

from kg.export.page import bubbles, layout
from kg.export.page.tables import KINDS, NONE, Row, Tables
from kg.link.lifelines import STAGES
from kg.reference.classes import ORGANIZATIONS, PLACES

SHARED = NONE
LARGE = 1500  # nodes; above it the page opens with bubbles
_LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
_INDUSTRY = KINDS.index("Industry")
_INDICATOR = KINDS.index("Indicator")
_PROJECT = KINDS.index("Project")
_STAGES = (*reversed(STAGES), "")
# Clockwise from the top; the names are groups of nodes.
_WEDGES = ("Place", "Industry", "Organization", *(f"Project {stage}".strip() for stage in _STAGES))
_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "dot", "borderWidth": 1.5},
    "edges": {"smooth": False, "width": 1, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {"hover": True, "tooltipDelay": 1000000, "keyboard": False, "dragNodes": False},
}


def draw(tables: Tables) -> dict[str, Any]:
    """Nodes, edges, options and discs, as the page's script takes them.

    `nodes` are rows (entity, x, y, size, group, disc, bubble), `edges` rows (from, to, kind), `discs` rows (key, x,
    y, radius, sectors) whose key is an entity, `SHARED`, or below that a document without a place; a sector is
    (group, start, angle) in radians. `bubbles` are rows (disc, group, section, x, y, radius): what a large graph
    shows instead of its nodes until a reader looks closer; a small graph has none, and its nodes say `NONE`.
    """
    graph = _graph(tables)
    discs, flowers = _place(graph, tables)
    blown = _bubbles(graph, tables, discs, flowers) if len(graph) > LARGE else []
    inside = {node: number for number, bubble in enumerate(blown) for node in bubble.members}
    ranks = {disc.key: number for number, disc in enumerate(discs)}
    network = _network(graph)
    nodes, edges, _, _, _, options = network.get_network_data()
    return {
        "nodes": [
            [
                *(node["id"], node["x"], node["y"], node["size"], node["group"]),
                *(ranks[graph.nodes[node["id"]]["disc"]], inside.get(node["id"], NONE)),
            ]
            for node in nodes
        ],
        "edges": [[edge["from"], edge["to"], edge["kind"]] for edge in edges],
        "options": json.loads(options),
        "discs": [[disc.key, disc.x, disc.y, round(disc.radius, 1), _sectors(flowers[disc.key])] for disc in discs],
        "bubbles": [[ranks[item.disc], item.group, item.section, item.x, item.y, item.radius] for item in blown],
    }


@cache
def library() -> str:
    """The script of vis-network that pyvis brings, with its licence, without the hint at a source map."""
    text = (files("pyvis") / _LIBRARY).read_text(encoding="utf-8")
    return text.rpartition("//# sourceMappingURL=")[0] or text


def _graph(tables: Tables) -> nx.DiGraph[int]:
    """Places, industries, organizations and projects with their links, and what each place's documents name."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    homes = _homes(tables)
    stages = _stages(tables)
    for number, (_, kind, name, *_) in enumerate(tables["entities"]):
        if kind != _INDICATOR:
            group = f"Project {stages[number]}".strip() if kind == _PROJECT and number in stages else KINDS[kind]
            graph.add_node(number, name=name, kind=kind, group=group, homes=homes.get(number, Counter()))
    for start, kind, end, _ in tables["links"]:
        if start in graph and end in graph and start != end:
            graph.add_edge(start, end, kind=kind)
    for number, found in sorted(homes.items()):
        for home in sorted(found):
            if home >= 0 and number in graph and home != number and not _linked(graph, home, number):
                graph.add_edge(home, number, kind="named")
    return graph


def _linked(graph: nx.DiGraph[int], one: int, other: int) -> bool:
    return bool(graph.has_edge(one, other) or graph.has_edge(other, one))


def _homes(tables: Tables) -> dict[int, Counter[int]]:
    """How often the documents of which place name a thing; a document without a place is a home of its own."""
    found: dict[int, Counter[int]] = {}
    documents, evidence = tables["documents"], tables["evidence"]
    for entity, proof, _ in tables["mentions"]:
        document = evidence[proof][0]
        if document != NONE:  # a graph of others may have evidence that stands in no document
            found.setdefault(entity, Counter())[_home(documents, document)] += 1
    for number in range(len(documents)):
        home = _home(documents, number)
        if home >= 0:
            found[home] = Counter({home: found.get(home, Counter()).total() + 1})
    return found


def _home(documents: list[list[Any]], number: int) -> int:
    place: int = documents[number][4]
    return place if place != NONE else -2 - number


def _stages(tables: Tables) -> dict[int, str]:
    """The stage of each project that has got furthest."""
    found: dict[int, str] = {}
    for _, project, told, *_ in tables["stages"]:
        stage = told if told in _STAGES else ""
        if project not in found or _STAGES.index(stage) < _STAGES.index(found[project]):
            found[project] = stage
    return found


def _place(graph: nx.DiGraph[int], tables: Tables) -> tuple[list[layout.Disc], dict[int, layout.Flower]]:
    """Give every node its spot, size and disc; answers with the discs and their flowers."""
    facts = Counter(row[8] for row in tables["observations"])
    weights = {node: graph.nodes[node]["homes"].total() + graph.degree(node) for node in graph}
    members: dict[int, list[int]] = {}
    for node in sorted(graph, key=lambda node: (-weights[node], node)):
        members.setdefault(_disc_of(graph, node), []).append(node)
        size = 5 + 2.2 * math.sqrt(min(weights[node], 60)) + 1.2 * math.sqrt(min(facts[node], 150))
        graph.nodes[node]["size"] = round(min(size, 30.0), 1)
    flowers = {key: _flower(graph, key, nodes) for key, nodes in members.items()}
    order = sorted(flowers, key=lambda key: (key != SHARED, -flowers[key].radius, key))
    discs = layout.pack([(key, flowers[key].radius) for key in order])
    for disc in discs:
        spots = {disc.key: (0.0, 0.0), **flowers[disc.key].spots}
        for node in members[disc.key]:
            across, down = spots[node]
            graph.nodes[node].update(x=round(disc.x + across, 1), y=round(disc.y + down, 1), disc=disc.key)
    return discs, flowers


def _bubbles(
    graph: nx.DiGraph[int], tables: Tables, discs: Iterable[layout.Disc], flowers: Mapping[int, layout.Flower]
) -> list[bubbles.Bubble]:
    """What each disc holds of each group, industries by the section of the classification."""
    parts: dict[tuple[int, str], dict[tuple[str, str], list[int]]] = {}
    for node, told in graph.nodes(data=True):
        if node != told["disc"]:
            part = (told["group"], _section(tables["entities"][node]))
            parts.setdefault((told["disc"], _wedge(told)), {}).setdefault(part, []).append(node)
    found = []
    for disc in discs:
        wedges = zip(_WEDGES, flowers[disc.key].sectors, strict=True)
        here = [(parts.get((disc.key, name), {}), sector) for name, sector in wedges]
        found += bubbles.blow((disc.key, disc.x, disc.y, disc.radius), here)
    return found


def _section(row: Row) -> str:
    """The letter of the section of an industry in the classification; of other things, nothing."""
    codes: list[str] = row[5]
    return codes[0][:1] if row[1] == _INDUSTRY and codes else ""


def _sectors(found: layout.Flower) -> list[Row]:
    named = zip(_WEDGES, found.sectors, strict=True)
    return [[name, round(start, 4), round(angle, 4)] for name, (start, angle) in named if angle]


def _disc_of(graph: nx.DiGraph[int], node: int) -> int:
    """The home that a thing has alone, else that of its neighbours if they agree, else the shared middle."""
    homes = set(graph.nodes[node]["homes"])
    if not homes:
        homes = {home for other in nx.all_neighbors(graph, node) for home in graph.nodes[other]["homes"]}
    return homes.pop() if len(homes) == 1 else SHARED


def _flower(graph: nx.DiGraph[int], heart: int, nodes: Iterable[int]) -> layout.Flower:
    """A wedge for each kind, projects by stage; the nodes come in the order of their weight."""
    wedges: dict[str, list[int]] = {}
    for node in nodes:
        if node != heart:
            wedges.setdefault(_wedge(graph.nodes[node]), []).append(node)
    return layout.flower([wedges.get(name, []) for name in _WEDGES])


def _wedge(node: Mapping[str, Any]) -> str:
    kind = KINDS[node["kind"]]
    if kind == "Project":
        return str(node["group"])
    return "Place" if kind in PLACES else "Organization" if kind in ORGANIZATIONS else kind


def _network(graph: nx.DiGraph[int]) -> Any:
    # pyvis loads IPython and its templates; a build that fails earlier need not wait for them.
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node

    network = Network(directed=True)
    network.set_options(json.dumps(_OPTIONS))
    for number, node in graph.nodes(data=True):
        spot = {name: node[name] for name in ("x", "y", "size", "group")}
        network.nodes.append(Node(number, "dot", node["name"], **spot).options)
    # Network's own methods look through all nodes for each node and edge; here they are known to be apart, and there.
    network.edges += (Edge(start, end, True, kind=kind).options for start, end, kind in graph.edges(data="kind"))
    return network
