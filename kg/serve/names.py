"""Search as you type: names and aliases of things, and the initials of their pinyin.

All names stand in one text, so that a search is one pass of the interpreter's own over it: 300,000 names take some
milliseconds. The characters of GB 2312's first level stand in the order of their pinyin, so that the code of one of
these 3,755 tells its initial; rarer ones have none here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# The first character of each initial, as GB 2312 codes; the level ends before 0xD7FA.
_FIRST = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_CODES = [code for code, _ in _FIRST]
_END = 0xD7FA
_LOOKED_AT = 2000  # hits that are ranked; more of one search are not told apart


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a thing: the name, the local name of its class, its IRI."""

    name: str
    kind: str
    iri: str


def initials(text: str) -> str:
    """The initials of a name, other characters as they are.

    >>> initials("格尔木市GDP"), initials("青海湖")
    ('gemsgdp', 'qhh')
    """
    return "".join(map(_initial, text.lower()))


def _initial(letter: str) -> str:
    try:
        code = int.from_bytes(letter.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return letter
    return _FIRST[bisect_right(_CODES, code) - 1][1] if _CODES[0] <= code < _END else letter


class Names:
    """All names of a store."""

    def __init__(self, rows: list[Name]) -> None:
        self.rows = rows
        self._texts = tuple(map(_Text, ([row.name.lower() for row in rows], [initials(row.name) for row in rows])))

    @classmethod
    def read(cls, path: Path) -> Names:
        """The names that a persistent store has listed."""
        lines = path.read_text(encoding="utf-8").splitlines()
        return cls([Name(*line.split("\t")) for line in lines])

    def find(self, wanted: str, limit: int = 20) -> list[Name]:
        """The things whose name is, begins with or contains some words, or whose initials do; best first.

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
                yield rank + 3 * worse, self.rows[number]


class _Text:
    """Lines in one text, and where each begins."""

    def __init__(self, lines: list[str]) -> None:
        self.text = "\n" + "\n".join(lines) + "\n"
        self.starts = []
        at = 1
        for line in lines:
            self.starts.append(at)
            at += len(line) + 1

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """(number of the line, rank) of the first hits: 0 for whole lines, 1 for beginnings, 2 for the rest."""
        for rank, pattern in enumerate((f"\n{words}\n", f"\n{words}", words)):
            at = self.text.find(pattern)
            for _ in range(_LOOKED_AT):
                if at < 0:
                    break
                yield bisect_right(self.starts, at + (rank < 2)) - 1, rank
                at = self.text.find(pattern, at + len(pattern) - (rank < 2))
