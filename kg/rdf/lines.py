"""A graph as sorted lines of N-Quads: things renamed in it, and many merged into one without holding any whole.

Lines are those of `turtle.nquads`: one blank between terms, each quad with its named graph, a line break at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby

from kg.link.groups import Merge
from kg.reference.terms import SKOS, chinese

_PREFERRED, _OTHER = str(SKOS.prefLabel).encode(), str(SKOS.altLabel).encode()


@dataclass(frozen=True, slots=True)
class Rename:
    """The term that stays in the place of another, and its name as a literal."""

    kept: bytes
    label: bytes


def renames(merges: Iterable[Merge]) -> dict[bytes, Rename]:
    """What becomes of the terms that go."""
    return {
        f"<{merge.merged}>".encode(): Rename(f"<{merge.kept}>".encode(), str(chinese(merge.kept_name)).encode())
        for merge in merges
    }


def renamed(lines: Iterable[bytes], changes: dict[bytes, Rename]) -> list[bytes]:
    """The sorted lines with the terms that stay for those that go, whose name becomes another name."""
    labels = {change.kept: change.label for change in changes.values()}
    found = (changed for line in lines for changed in _changed(line, changes))
    return sorted({line for line in found if not _repeats_name(line, labels)})


def _changed(line: bytes, changes: dict[bytes, Rename]) -> Iterator[bytes]:
    subject, predicate, rest = line.split(b" ", 2)
    value, graph = rest[:-3].rsplit(b" ", 1)
    change = changes.get(subject)
    if change and predicate == _PREFERRED:
        yield b"%b %b %b %b .\n" % (change.kept, predicate, change.label, graph)
        predicate = _OTHER
    value = changes[value].kept if value in changes else value
    yield b"%b %b %b %b .\n" % (change.kept if change else subject, predicate, value, graph)


def _repeats_name(line: bytes, labels: dict[bytes, bytes]) -> bool:
    """Whether a line gives the name of what stays as another name of it."""
    subject, predicate, rest = line.split(b" ", 2)
    return predicate == _OTHER and subject in labels and rest[:-3].rsplit(b" ", 1)[0] == labels[subject]


def merged(streams: Sequence[Iterable[bytes]]) -> Iterator[bytes]:
    """The lines of sorted streams in their order, each once."""
    return (line for line, _ in groupby(merge(*streams)))
