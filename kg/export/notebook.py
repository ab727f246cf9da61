"""What a notebook shows of a graph: its documents, and how many things and facts of each kind it holds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pyoxigraph import Store

from kg.query import memory
from kg.rdf.view import View
from kg.reference.terms import FZ, PREFIXES
from kg.text.wording import spaced

_KINDS = (
    "Project", "Industry", "Place", "Organization", "Indicator", "Target", "Achievement", "StageEvent", "Outcome",
    "Contradiction",
)  # fmt: skip
_DOCUMENTS = f"""
PREFIX fz: <{PREFIXES["fz"]}> PREFIX dcterms: <{PREFIXES["dcterms"]}>
SELECT ?name (SAMPLE(?told) AS ?title) WHERE {{
  ?document a fz:Document ; dcterms:identifier ?name . OPTIONAL {{ ?document dcterms:title ?told }}
}} GROUP BY ?name ORDER BY ?name"""
_SHOWN = 20  # documents


def summary(graph: Store) -> str:
    """Two small tables in HTML; all text in them is escaped."""
    documents = memory.run(graph, _DOCUMENTS)[1]
    numbers = {kind: len(View(graph).members(FZ[kind])) for kind in _KINDS}
    counts = [(spaced(kind), f"{number:,}") for kind, number in numbers.items() if number]
    more = f"<p>… {len(documents) - _SHOWN} more</p>" if len(documents) > _SHOWN else ""
    return f"<div>{_table(('kind', 'number'), counts)}{_table(('document', 'title'), documents[:_SHOWN])}{more}</div>"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["".join(f"<th>{escape(cell)}</th>" for cell in head)]
    lines += ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
