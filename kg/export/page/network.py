"""The network of the page: `layout` places it, and vis-network, which pyvis brings, shows it.

Of pyvis we take that library alone. Its own template loads from a network and parses labels as HTML, so the page has
one of its own, and to load its objects, or networkx, would take a build longer than to draw a page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.export.page import bubbles, layout
from kg.export.page.tables import KINDS, NONE, Row, Tables
from kg.link.lifelines import STAGES
from kg.reference.classes import ORGANIZATIONS, PLACES

SHARED = NONE
LARGE = 1500  # nodes; above it the page opens with bubbles
_LIBRARY = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")
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


@dataclass(slots=True)
class _Node:
    """A thing: what it is, how often the documents of which place name it, its neighbours, its spot once it has one."""

    kind: int
    group: str
    homes: Counter[int]
    neighbours: list[int] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    disc: int = SHARED


@dataclass(slots=True)
class _Graph:
    """Things by number, and of what kind the link is that leads from one to another."""

    nodes: dict[int, _Node] = field(default_factory=dict)
    edges: dict[tuple[int, int], str] = field(default_factory=dict)

    def link(self, start: int, end: int, kind: str) -> None:
        """Link two things; of several links from one to another the last stands."""
        if (start, end) not in self.edges:
            self.nodes[start].neighbours.append(end)
            self.nodes[end].neighbours.append(start)
        self.edges[start, end] = kind


def draw(tables: Tables) -> dict[str, Any]:
    """Nodes, edges, options and discs, as the page's script takes them.

    `nodes` are rows (entity, x, y, size, group, disc, bubble), `edges` rows (from, to, kind), `discs` rows (key, x,
    y, radius, sectors) whose key is an entity, `SHARED`, or below that a document without a place; a sector is
    (group, start, angle) in radians. `bubbles` are rows (disc, group, section, x, y, radius): what a large graph
    shows instead of its nodes until a reader looks closer; a small graph has none, and its nodes say `NONE`.
    """
    graph = _graph(tables)
    discs, flowers = _place(graph, tables)
    blown = _bubbles(graph, tables, discs, flowers) if len(graph.nodes) > LARGE else []
    inside = {node: number for number, bubble in enumerate(blown) for node in bubble.members}
    ranks = {disc.key: number for number, disc in enumerate(discs)}
    order = {number: rank for rank, number in enumerate(graph.nodes)}
    return {
        "nodes": [
            [number, node.x, node.y, node.size, node.group, ranks[node.disc], inside.get(number, NONE)]
            for number, node in graph.nodes.items()
        ],
        "edges": [[*edge, graph.edges[edge]] for edge in sorted(graph.edges, key=lambda edge: order[edge[0]])],
        "options": _OPTIONS,
        "discs": [[disc.key, disc.x, disc.y, round(disc.radius, 1), _sectors(flowers[disc.key])] for disc in discs],
        "bubbles": [[ranks[item.disc], item.group, item.section, item.x, item.y, item.radius] for item in blown],
    }


@cache
def library() -> str:
    """The script of vis-network that pyvis brings, with its licence, without the hint at a source map."""
    found = find_spec("pyvis")
    assert found and found.origin
    text = (Path(found.origin).parent / _LIBRARY).read_text(encoding="utf-8")
    return text.rpartition("//# sourceMappingURL=")[0] or text


def _graph(tables: Tables) -> _Graph:
    """Places, industries, organizations and projects with their links, and what each place's documents name."""
    graph = _Graph()
    homes = _homes(tables)
    stages = _stages(tables)
    for number, (_, kind, *_) in enumerate(tables["entities"]):
        if kind != _INDICATOR:
            group = f"Project {stages[number]}".strip() if kind == _PROJECT and number in stages else KINDS[kind]
            graph.nodes[number] = _Node(kind, group, homes.get(number, Counter()))
    for start, kind, end, _ in tables["links"]:
        if start in graph.nodes and end in graph.nodes and start != end:
            graph.link(start, end, kind)
    for number, found in sorted(homes.items()):
        for home in sorted(found):
            ends = {(home, number), (number, home)}
            if home >= 0 and number in graph.nodes and home != number and not ends & graph.edges.keys():
                graph.link(home, number, "named")
    return graph


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


def _place(graph: _Graph, tables: Tables) -> tuple[list[layout.Disc], dict[int, layout.Flower]]:
    """Give every node its spot, size and disc; answers with the discs and their flowers."""
    facts = Counter(row[8] for row in tables["observations"])
    weights = {number: node.homes.total() + len(node.neighbours) for number, node in graph.nodes.items()}
    members: dict[int, list[int]] = {}
    for number in sorted(graph.nodes, key=lambda number: (-weights[number], number)):
        members.setdefault(_disc_of(graph, number), []).append(number)
        size = 5 + 2.2 * math.sqrt(min(weights[number], 60)) + 1.2 * math.sqrt(min(facts[number], 150))
        graph.nodes[number].size = round(min(size, 30.0), 1)
    flowers = {key: _flower(graph, key, nodes) for key, nodes in members.items()}
    order = sorted(flowers, key=lambda key: (key != SHARED, -flowers[key].radius, key))
    discs = layout.pack([(key, flowers[key].radius) for key in order])
    for disc in discs:
        spots = {disc.key: (0.0, 0.0), **flowers[disc.key].spots}
        for number in members[disc.key]:
            across, down = spots[number]
            node = graph.nodes[number]
            node.x, node.y, node.disc = round(disc.x + across, 1), round(disc.y + down, 1), disc.key
    return discs, flowers


def _bubbles(
    graph: _Graph, tables: Tables, discs: Iterable[layout.Disc], flowers: Mapping[int, layout.Flower]
) -> list[bubbles.Bubble]:
    """What each disc holds of each group, industries by the section of the classification."""
    parts: dict[tuple[int, str], dict[tuple[str, str], list[int]]] = {}
    for number, node in graph.nodes.items():
        if number != node.disc:
            part = (node.group, _section(tables["entities"][number]))
            parts.setdefault((node.disc, _wedge(node)), {}).setdefault(part, []).append(number)
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


def _disc_of(graph: _Graph, number: int) -> int:
    """The home that a thing has alone, else that of its neighbours if they agree, else the shared middle."""
    node = graph.nodes[number]
    homes = set(node.homes) or {home for other in node.neighbours for home in graph.nodes[other].homes}
    return homes.pop() if len(homes) == 1 else SHARED


def _flower(graph: _Graph, heart: int, numbers: Iterable[int]) -> layout.Flower:
    """A wedge for each kind, projects by stage; the nodes come in the order of their weight."""
    wedges: dict[str, list[int]] = {}
    for number in numbers:
        if number != heart:
            wedges.setdefault(_wedge(graph.nodes[number]), []).append(number)
    return layout.flower([wedges.get(name, []) for name in _WEDGES])


def _wedge(node: _Node) -> str:
    kind = KINDS[node.kind]
    if kind == "Project":
        return node.group
    return "Place" if kind in PLACES else "Organization" if kind in ORGANIZATIONS else kind
