"""The queries that are shipped.

A shipped query is a `.rq` file in `queries/` that any SPARQL 1.1 engine runs unchanged. Its head says what it asks
(`# zh:`, `# en:`), which variables are parameters (`# param NAME: …`) and shows an example. A parameter is a variable
that the query leaves open.

`# via NAME: ?x <- PATTERN` makes a large store quick. It says that the rows which the parameter NAME chooses are among
those of the values of `?x` for which the pattern holds, with `?thing` for a thing of that name, or `?like` for one with
the words in a name; of several such lines, one has to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kg.errors import QueryError
from kg.text import likeness

_HEAD = re.compile(r"# (zh|en|example|(?P<key>param|via) (?P<name>[A-Za-z_]+)): (?P<text>.+)")
_WAY = re.compile(r"\?(?P<variable>\w+) <- (?P<pattern>.+)")
_NAME = re.compile("[a-z][a-z-]{0,60}")


@dataclass(frozen=True, slots=True)
class Way:
    """How a parameter leads to the values of a variable: the patterns, of which one has to hold."""

    variable: str
    patterns: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it leads to all things with some words in a name, not only to those of the name."""
        return any("?like" in pattern for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Shipped:
    """A query that comes with the package: its name, what it asks, its parameters with their meaning, an example.

    `ways` tells of some parameters which values of which variable they choose.
    """

    name: str
    zh: str
    en: str
    parameters: tuple[tuple[str, str], ...]
    example: str
    text: str
    ways: Mapping[str, Way] = field(default_factory=dict)

    @property
    def tells_all(self) -> bool:
        """Whether it is a table of everything, and asked as such: its example has no parameters."""
        return "--" not in self.example


@cache
def shipped() -> dict[str, Shipped]:
    """The shipped queries by name, in the order of their names."""
    found = {}
    for path in sorted((files("kg.query") / "queries").iterdir(), key=lambda item: item.name):
        if path.name.endswith(".rq"):
            name = path.name.removesuffix(".rq")
            found[name] = _parsed(name, path.read_text(encoding="utf-8"))
    return found


def _parsed(name: str, text: str) -> Shipped:
    head: dict[str, str] = {}
    parameters: list[tuple[str, str]] = []
    ways: dict[str, Way] = {}
    for line in text.splitlines():
        match = _HEAD.fullmatch(line)
        if match and match["key"] == "param":
            parameters.append((match["name"], match["text"]))
        elif match and match["key"] == "via":
            ways[match["name"]] = _way(match["text"], ways.get(match["name"]))
        elif match:
            head[match[1]] = match["text"]
    return Shipped(name, head["zh"], head["en"], tuple(parameters), head["example"], text, ways)


def _way(text: str, before: Way | None) -> Way:
    match = _WAY.fullmatch(text)
    assert match, text
    return Way(match["variable"], (*(before.patterns if before else ()), match["pattern"]))


def named(query: str) -> Shipped | None:
    """The shipped query of that name, None for SPARQL; raises QueryError for what looks like a name and is none."""
    found = shipped().get(query)
    if found is None and _NAME.fullmatch(query):
        near = nearest(query, shipped())
        raise QueryError(query, "is no shipped query", f"{near}give SPARQL or one of {', '.join(shipped())}")
    return found


def nearest(name: str, known: Iterable[str]) -> str:
    """The beginning of a remedy for a word of a command, empty where nothing is near.

    >>> nearest("targtes", ["targets", "places"])
    'did you mean targets? '
    """
    found = get_close_matches(name.lower(), list(known), 2, 0.55)
    return f"{likeness.guess(found, '')} " if found else ""
