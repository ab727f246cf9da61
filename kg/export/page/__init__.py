"""The interactive page: one HTML file with the whole graph in it, which loads nothing from anywhere.

Data stands in a `<script type="application/json">`, text reaches the page as text nodes only, and a
Content-Security-Policy names the hashes of the page's own scripts and styles, so that nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from kg.export.output import PAGES
from kg.export.page import bundle, lookup, overview, rules, split, tables
from kg.rdf.view import View
from kg.reference import ontology

_VIEWS = ("overview", "graph", "targets", "projects", "timeline", "indicators", "compare", "places", "checks", "text")
_SLOT = re.compile(r"\{\{ ([a-z]+) \}\}")
# Inside a script element a browser looks for the end of the element only; U+2028 and U+2029 end a line in old ones.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNPAIRED = re.compile("[\ud800-\udfff]")


def write(store: Store, path: Path, left_out: Mapping[str, int] | None = None) -> None:
    """Write the page of a graph to `path`; equal graphs give equal bytes.

    `left_out` says how many things the build set `aside`, `rejected` and so on, which no graph tells.
    """
    write_tables([tables.told(View(store))], path, left_out)


def write_tables(told: Iterable[tables.Tables], path: Path, left_out: Mapping[str, int] | None = None) -> None:
    """Write the page of what several graphs have told in rows, as `write` does."""
    _put(_content(tables.numbered(told), left_out), path)


def write_split(
    sources: Sequence[split.Source], links: tables.Tables, folder: Path, left_out: Mapping[str, int]
) -> None:
    """Write `graph.html` and `pages/` into the folder, for a graph that is too large for one page.

    `sources` are the rows of each document, `links` those of what links them.
    """
    survey, linked = split.Survey(), split.Linked(links)
    for source in sources:
        survey.add(source)
    excerpts, leaves = split.Excerpts(survey.wanted(links)), survey.leaves()
    (folder / PAGES).mkdir()
    for leaf in leaves:
        parts, cuts = [], {}
        for size in leaf.documents:
            part, _ = split.rows(sources[size.number])
            excerpts.add(part)
            if size.weight > split.survey.WEIGHT:  # too long for a page: told by excerpts there too
                [document] = part["documents"]
                cuts[document[0]] = split.cut(document, part)
            parts.append(part)
        found = tables.numbered([*parts, linked.of(parts)])
        told: dict[str, Any] = {"home": "../graph.html", "part": leaf.told}
        if cuts:
            told["away"] = [["", cuts.get(row[0], [])] for row in found["documents"]]
        _put(_content(found, None) | told, folder / PAGES / leaf.file)
    found = tables.numbered([*excerpts.parts, linked.of(excerpts.parts)])
    totals, file_of = survey.totals(links), _files(leaves)
    content = _content(found, Counter(left_out) + Counter({"rows": survey.left}))
    content["overview"] |= split.of_all(content["overview"], survey, totals, [row[0] for row in found["entities"]])
    away = [[file_of[row[1]], excerpts.cuts[row[0]]] for row in found["documents"]]
    _put(content | {"pages": [leaf.told for leaf in leaves], "away": away, "totals": totals}, folder / "graph.html")


def _files(leaves: Iterable[split.Leaf]) -> dict[str, str]:
    """Which page has a document, by its name."""
    return {size.order[-1]: f"{PAGES}/{leaf.file}" for leaf in leaves for size in leaf.documents}


def _put(content: dict[str, Any], path: Path) -> None:
    path.write_text(html(content), encoding="utf-8", newline="\n")


def data(store: Store, left_out: Mapping[str, int] | None = None) -> dict[str, Any]:
    """All that the page shows: the tables of the graph, its overview, the network, and the ontology's words."""
    return _content(tables.read(store), left_out)


def _content(found: tables.Tables, left_out: Mapping[str, int] | None) -> dict[str, Any]:
    from kg.export.page import network  # see `html`

    return {
        "columns": tables.COLUMNS,
        "kinds": tables.KINDS,
        "overview": overview.overview(found) | {"leftOut": dict(sorted((left_out or {}).items()))},
        "lookup": lookup.lookup(found),
        "ask": lookup.asking(found),
        "network": network.draw(found),
        "words": {**tables.used(found, ontology.labels()), **rules.labels(_rules(found))},
        **found,
    }


def _rules(found: tables.Tables) -> set[str]:
    """The rules that found or joined anything, as the graph writes them."""
    read = (("evidence", "rule"), ("merges", "rule"))
    return {row[tables.COLUMNS[table].index(column)] for table, column in read for row in found[table]}


def html(content: dict[str, Any]) -> str:
    """The page that shows `content`."""
    # networkx and pyvis are loaded where a page is drawn: not by workers, which only tell its rows.
    from kg.export.page import network

    parts = {
        "style": _read("style.css"),
        "library": network.library(),
        "script": _script(),
        "data": embedded(content),
        "views": "\n".join(map(_view, _VIEWS)),
    }
    parts["policy"] = _policy(parts["style"], parts["library"], parts["script"])
    return _SLOT.sub(lambda slot: parts[slot[1]], _read("template.html"))


def _view(name: str) -> str:
    return f'<section class="view" id="view-{name}" role="tabpanel" aria-labelledby="tab-{name}" hidden></section>'


def embedded(content: Any) -> str:
    """JSON that cannot end the script element that it stands in, nor begin another.

    >>> embedded({"name": "</script>"})
    '{"name":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return _UNPAIRED.sub("\ufffd", text)


def _policy(style: str, *scripts: str) -> str:
    """Nothing may be loaded, and only these scripts and this style may take effect."""
    rules = [
        "default-src 'none'",
        "script-src " + " ".join(map(_hash, scripts)),
        f"style-src {_hash(style)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _script() -> str:
    folder = files(__name__) / "script"
    return bundle.script({file.name.removesuffix(".js"): file.read_text(encoding="utf-8") for file in folder.iterdir()})


@cache
def _read(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")
