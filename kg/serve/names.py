"""Search as you type: names and aliases of things, and the initials of their pinyin.

All names stand in one text, and all initials in another, so that a search is one pass of the interpreter's own over
them: 300,000 names take some milliseconds. A persistent store has written both when it was loaded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.query import latin
from kg.text.traditional import simplified

_LOOKED_AT = 2000  # hits that are ranked; more of one search are not told apart


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing: the name, the local name of its class, its IRI."""

    name: str
    kind: str
    iri: str


class Names:
    """All names of a store: rows of name, kind and IRI, and the initials of each, in lines of the same order."""

    def __init__(self, rows: str, initials: str) -> None:
        self._rows = rows.splitlines()
        lower = "\n".join(row[: row.find("\t")] for row in self._rows).lower()
        self._texts = (_Text(lower), _Text(initials.rstrip("\n")))

    @classmethod
    def read(cls, path: Path) -> Names:
        """The names that a persistent store has listed in a file, beside which lie the initials."""
        initials = path.with_suffix(".initials")
        return cls(path.read_text(encoding="utf-8"), initials.read_text(encoding="utf-8"))

    def __iter__(self) -> Iterator[Name]:
        """Every name, in their order."""
        return (Name(*row.split("\t")) for row in self._rows)

    def find(self, wanted: str, limit: int = 20) -> list[Name]:
        """The things whose name is, begins with or contains some words, or whose romanization does; best first.

        A thing comes once, by the name that fits best.
        """
        words = " ".join(wanted.lower().split())[:100]
        if not words:
            return []
        found: dict[str, tuple[tuple[int, int, str], Name]] = {}
        for rank, row in self._hits(words):
            key = rank, len(row.name), row.name
            if row.iri not in found or key < found[row.iri][0]:
                found[row.iri] = key, row
        return [row for _, row in sorted(found.values(), key=lambda pair: (pair[0], pair[1].iri))[:limit]]

    def _hits(self, words: str) -> Iterator[tuple[int, Name]]:
        for worse, text in enumerate(self._texts):
            if worse and not (words.isascii() and words.isalpha() and len(words) > 1):
                return
            for number, rank in text.find(words):
                yield rank + 3 * worse, self._row(number)
        for form in {simplified(words), *latin.meant(words)} - {words}:  # 格爾木, Golmud
            for number, rank in self._texts[0].find(form):
                yield rank, self._row(number)

    def _row(self, number: int) -> Name:
        return Name(*self._rows[number].split("\t"))


class _Text:
    """Lines in one text, and where each begins."""

    def __init__(self, lines: str) -> None:
        self.text = f"\n{lines}\n"

    @cached_property
    def starts(self) -> list[int]:
        return [match.end() for match in re.finditer("\n", self.text)]

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """(number of the line, rank) of the first hits: 0 for whole lines, 1 for beginnings, 2 for the rest."""
        for rank, pattern in enumerate((f"\n{words}\n", f"\n{words}", words)):
            at = self.text.find(pattern)
            for _ in range(_LOOKED_AT):
                if at < 0:
                    break
                yield bisect_right(self.starts, at + (rank < 2)) - 1, rank
                at = self.text.find(pattern, at + len(pattern) - (rank < 2))
