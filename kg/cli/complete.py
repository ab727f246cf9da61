"""What the Tab key offers: names of shipped queries and their parameters, indicators, and what the graph names.

Names of the graph come from the tables beside it, which are read at once; a graph is not loaded for a key.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.shell_completion import CompletionItem

_GRAPH = Path("exports") / "graph.ttl"
# What the parameters of shipped queries may be, where that is a short list; a test compares them with the ontology.
WORDS = {
    "stage": ("planned", "approved", "started", "building", "completed"),
    "status": ("achieved", "target"),
    "level": ("province", "prefecture", "county"),
    "measure": ("level", "growth", "decline", "share", "added", "rank"),
    "verdict": ("met", "exceeded", "missed", "not-comparable"),
}
_TABLES = {
    "place": ("places",), "industry": ("industries",), "owner": ("organizations",), "project": ("projects",),
    "name": ("places", "organizations", "industries", "projects"),
}  # fmt: skip


def queries(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of shipped queries."""
    from kg.query.shipped import shipped

    return [CompletionItem(one.name, help=one.en) for one in shipped().values() if one.name.startswith(incomplete)]


def asked(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What follows in `kg query`: the name of a query, or the value of the parameter before."""
    given = context.params.get("arguments") or ()
    last = str(given[-1]) if given else ""
    if not last.startswith("--"):
        return [] if given else queries(context, parameter, incomplete)
    name = last.removeprefix("--")
    if name == "indicator":
        return concepts(context, parameter, incomplete)
    if name in _TABLES:
        return _items(_named(context, *_TABLES[name]), incomplete)
    return _items(WORDS.get(name, ()), incomplete)


def parameters(context: click.Context, incomplete: str) -> Iterator[CompletionItem]:
    """The parameters of the query that is named, as options."""
    from kg.query.shipped import shipped

    known = shipped().get(str(next(iter(context.params.get("arguments") or ()), "")))
    for name, meaning in known.parameters if known else ():
        if f"--{name}".startswith(incomplete):
            yield CompletionItem(f"--{name}", help=meaning)


def concepts(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Known indicators, by the beginning of any of their names, codes or English names."""
    from kg.reference import indicators

    lower = incomplete.lower()
    return [
        CompletionItem(known.name, help=known.english)
        for known in indicators.known()
        if any(form.lower().startswith(lower) for form in (known.name, *known.others, known.code, known.english))
    ]


def places(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The places of the graph, also by their pinyin."""
    return _items(_named(context, "places"), incomplete)


def things(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """All that the graph names."""
    return _items(_named(context, *_TABLES["name"]), incomplete)


def _items(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """Those that begin so, in characters or in pinyin."""
    from kg.query import pinyin

    found = sorted({name for name in names if name.startswith(incomplete)})
    if not found and incomplete.isascii():
        found = sorted({name for name in names if pinyin.spelled(name).startswith(incomplete.lower())})
    return [CompletionItem(name) for name in found]


def _named(context: click.Context, *tables: str) -> tuple[str, ...]:
    """The names in some tables of the build that the graph belongs to; none where there are no tables."""
    graph = Path(context.params.get("graph") or _GRAPH)
    folder = (graph if graph.is_dir() else graph.parent) / "tables"
    return tuple(name for table in tables for name in _column(folder / f"{table}.csv"))


def _column(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (row["name"] for row in csv.DictReader(file))
    except (OSError, KeyError, ValueError, csv.Error):  # a key that was pressed wants no message
        return
