"""The rows of the overview, taken document by document, and of each text no more than they refer to."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from kg.export.page.split.survey import OF_FACTS, Wanted
from kg.export.page.tables import SHAPES, Row, Tables

_NAMINGS = 3  # mentions of a thing that the overview holds at most


class Excerpts:
    """The rows of the overview, gathered document by document."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.parts: list[Tables] = []
        self.cuts: dict[
            str, list[list[int]]
        ] = {}  # document -> [offset in the excerpt, offset in the text] of its parts
        self.namings: Counter[str] = Counter()

    def add(self, found: Tables) -> None:
        """What is wanted of one more document, with what it refers to."""
        taken: Tables = {name: [] for name in SHAPES}
        taken["observations"] = [row for row in found["observations"] if row[0] in self.wanted.observations]
        for table in ("stages", "quantities"):
            taken[table] = [row for row in found[table] if row[1] in self.wanted.projects]
        taken["mentions"] = list(self._mentions(found["mentions"]))
        taken["statements"] = [row for row in found["statements"] if row[0] in self.wanted.projects]
        if not any(taken.values()):
            return
        things = {row[1] for row in chain(*(taken[table] for table in OF_FACTS))}
        things |= {row[0] for row in taken["mentions"]} | {row[8] for row in taken["observations"]}
        things |= {row[4] for row in found["documents"]}
        taken["links"] = list(_links(found["links"], things))
        things |= {row[2] for row in taken["links"]}
        taken["entities"] = [row for row in found["entities"] if row[0] in things]
        proofs = {row[at] for table, at in (("observations", 12), ("stages", 5), ("quantities", 7), ("mentions", 1),
                                            ("statements", 3)) for row in taken[table]}  # fmt: skip
        origins = {
            iri for table, at in (("observations", 13), ("stages", 6)) for row in taken[table] for iri in row[at]
        }
        taken["evidence"] = [row for row in found["evidence"] if row[0] in proofs]
        taken["origins"] = [row for row in found["origins"] if row[0] in origins]
        [document] = map(list, found["documents"])
        taken["documents"] = [document]
        self.cuts[document[0]] = cut(document, taken)
        self.parts.append(taken)

    def _mentions(self, told: Iterable[Row]) -> Iterator[Row]:
        """The first mention of each thing in a document, until there are enough."""
        seen: set[str] = set()
        for row in told:
            thing = row[0]
            wanted = thing in self.wanted.things or thing in self.wanted.projects
            if wanted and not row[2] and thing not in seen and self.namings[thing] < _NAMINGS:
                seen.add(thing)
                self.namings[thing] += 1
                yield row


def cut(document: Row, rows_of: Tables) -> list[list[int]]:
    """Leave of a document's text what its rows refer to, and move their offsets: where each part of it has come from.

    The rows are replaced in their tables; a part is [offset in what is left, offset in the text].
    """
    evidence, origins = rows_of["evidence"], rows_of["origins"]
    spans = [(min(row[2], row[4]), max(row[3], row[5])) for row in evidence]
    spans += [tuple(span) for row in evidence for span in row[6]]
    spans += [(row[4], row[5]) for row in origins if row[3] == document[0]]
    cuts = Cuts(spans)
    text = document[7]
    document[7] = "\n".join(text[start:end] for start, end in cuts.spans)
    rows_of["evidence"] = [
        [*row[:2], *map(cuts.moved, row[2:6]), [[*map(cuts.moved, span)] for span in row[6]], *row[7:]]
        for row in evidence
    ]
    rows_of["origins"] = [
        [*row[:4], cuts.moved(row[4]), cuts.moved(row[5])] if row[3] == document[0] else [*row[:3], "", 0, 0]
        for row in origins
    ]
    return [[moved, start] for moved, (start, _) in zip(cuts.starts, cuts.spans, strict=True)]


class Cuts:
    """Stretches of a text put one below the other: `spans` as they stand in it, `starts` where they come to stand.

    >>> cuts = Cuts([(10, 14), (3, 6), (5, 8)])
    >>> cuts.spans, cuts.starts, cuts.moved(3), cuts.moved(8), cuts.moved(12)
    ([(3, 8), (10, 14)], [0, 6], 0, 5, 8)
    """

    def __init__(self, spans: Iterable[tuple[int, ...]]) -> None:
        self.spans: list[tuple[int, int]] = []
        for start, end in sorted(span for span in spans if span[0] < span[1]):
            if self.spans and start <= self.spans[-1][1]:
                self.spans[-1] = (self.spans[-1][0], max(end, self.spans[-1][1]))
            else:
                self.spans.append((start, end))
        self.starts = [0]
        for start, end in self.spans[:-1]:
            self.starts.append(self.starts[-1] + end - start + 1)
        self.starts = self.starts[: len(self.spans)]

    def moved(self, offset: int) -> int:
        """Where an offset inside one of the stretches comes to stand; 0 for another."""
        at = bisect_right(self.spans, (offset, sys.maxsize)) - 1
        start, end = self.spans[at] if at >= 0 else (0, -1)
        return self.starts[at] + offset - start if start <= offset <= end else 0


def _links(told: Iterable[Row], things: set[str]) -> Iterator[Row]:
    """The links that begin at some things, and those of what they lie in."""
    by_start: dict[str, list[Row]] = defaultdict(list)
    for row in told:
        by_start[row[0]].append(row)
    seen, waiting = set(things), sorted(things)
    while waiting:
        for row in by_start.get(waiting.pop(), ()):
            yield row
            if row[2] not in seen:
                seen.add(row[2])
                waiting.append(row[2])
