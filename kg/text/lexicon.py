"""Lexicons: tab-separated word lists in `lexicons/`, one class of word per row.

Every file has the columns `word`, `class` and `example`: a class that the grammar knows, and a phrase of our own (or
the official list) that earned the word its place.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kg.errors import DataError


@cache
def rows(name: str) -> tuple[tuple[str, str], ...]:
    """(word, class) of every row of `lexicons/NAME.tsv`; raises DataError where a row is not well formed."""
    path = files("kg.text") / "lexicons" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t")[:3] != ["word", "class", "example"]:
        raise DataError(path, "the first line is not `word<TAB>class<TAB>example`", "restore the header")
    found = []
    for number, line in enumerate(lines[1:], 2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0] or not cells[1]:
            raise DataError(path, f"line {number} has {len(cells)} cells or an empty one", "write word, class, example")
        found.append((cells[0], cells[1]))
    return tuple(found)


@cache
def words(name: str, *classes: str) -> frozenset[str]:
    """The words of `lexicons/NAME.tsv` that have one of the classes, or all its words where none is given."""
    return frozenset(word for word, kind in rows(name) if not classes or kind in classes)


@cache
def ordered(name: str, *classes: str) -> tuple[str, ...]:
    """Like `words`, longest first and then by code point: the order in which a pattern must try them."""
    return tuple(sorted(words(name, *classes), key=lambda word: (-len(word), word)))
