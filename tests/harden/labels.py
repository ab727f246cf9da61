"""Hostile labels: whatever a thing is called, a page has the elements and attributes that it has for a harmless one."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from random import Random

from made import BASE, FACTS
from pyoxigraph import Literal, Quad, Store

from kg import rdf
from kg.export import page, tables
from kg.reference.terms import SKOS
from kg.serve import things
from kg.serve.links import Links
from kg.serve.pages import Page, resources

MANY = 5
# fmt: off
_PIECES = (
    "<script>alert(1)</script>", "</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "]]>", "<b>", "x",
    "<svg/onload=alert(1)>", "</title>", "</textarea>", "javascript:alert(1)", "${alert(1)}", "{{7*7}}",
    '"', "'", "`", "\\", "&lt;script&gt;", "\u2028", "\u202e", "\u200b", "\ufeff", "\r\n", "&#60;b&#62;",
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "\t=1", "<a href=//evil>", "style=x:expression(alert(1))",
    "<iframe src=//evil>", "<base href=//evil>", "<meta http-equiv=refresh content=0>",
)
# fmt: on
_LEADS = re.compile(r"\s*(?:[a-z]+:)?//|\s*(?:javascript|data):", re.I)


class _Elements(HTMLParser):
    """Counts elements with the names of their attributes, and keeps where they lead outside."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[tuple[str, ...], int] = {}
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        key = (tag, *sorted(name for name, _ in attrs))
        self.found[key] = self.found.get(key, 0) + 1
        for name, value in attrs:
            if name in ("href", "src", "action") and _LEADS.match(value or ""):
                self.outside.append(value or "")


def _elements(html: str) -> _Elements:
    parser = _Elements()
    parser.feed(html)
    return parser


def _pages(label: str, folder: Path) -> dict[str, str]:
    graph = Store()
    known = list(rdf.quads(FACTS, BASE))
    graph.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in known)
    named = sorted({quad.subject for quad in known if quad.predicate == SKOS.prefLabel}, key=str)
    for thing in named:
        for quad in list(graph.quads_for_pattern(thing, SKOS.prefLabel, None)):
            graph.remove(quad)
        graph.add(Quad(thing, SKOS.prefLabel, Literal(f"{label}{str(thing.value)[-4:]}", language="zh")))
    page.write(graph, folder / "graph.html")
    found = {"graph page": (folder / "graph.html").read_text(encoding="utf-8")}
    for thing in named[:3]:
        shown = Page("zh", Links(BASE), "/", ())
        found[f"page of {thing}"] = resources.thing(shown, things.about(graph, thing.value))
    tables.write(graph, folder)
    found["tables"] = "".join(path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.csv")))
    return found


def faults(folder: Path, random: Random) -> tuple[int, list[str]]:
    """How many labels were tried, and where one is more than text."""
    harmless = {name: _elements(html) for name, html in _pages("x", folder).items()}
    told = []
    for _ in range(MANY):
        label = "".join(random.choice(_PIECES) for _ in range(random.randrange(1, 6)))
        for name, html in _pages(label, folder).items():
            if name == "tables":
                cells = (cell for line in html.splitlines() for cell in line.split(","))
                told += [f"a cell runs: {cell!r}" for cell in cells if re.match(r'"?[=@\t\r]|"?[+][^0-9]', cell)]
                continue
            elements, known = _elements(html), harmless[name]
            if (elements.found, elements.outside) != (known.found, known.outside):
                told.append(f"{name}: {label!r} is more than text")
    return MANY, told
