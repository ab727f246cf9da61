"""What no document says alone: which names are one thing, what came of the targets, how projects went on.

A pure function of what the documents tell and of the user's decisions: taking a document away takes away what it
brought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from pyoxigraph import Quad

from kg.link import claims, lifelines, organizations, outcomes, projects
from kg.link.claims import Contradiction
from kg.link.decisions import Decision, settle
from kg.link.groups import UNJUDGED, Merge, merges
from kg.link.names import Judgement, Thing
from kg.link.records import Event, Reading, years
from kg.link.shelf import Shelf
from kg.link.told import Told, names
from kg.rdf.links import Links
from kg.reference.terms import FZ

_JUDGES = {"organization": organizations, "project": projects}
# (name kept, name merged, rule, document, offset)
Proof = tuple[str, str, str, str, int]


# So many quads are told together.
_PIECE = 5_000


class Related:
    """What links some documents: merges with the mentions that prove them, then piece by piece all of it as quads.

    Once the last piece is told, `reasons` are those of contradictions in English and `verdicts` how many targets have
    met which verdict; a period without a year counts for none.
    """

    def __init__(self, shelf: Shelf, base: str, decisions: Sequence[Decision]) -> None:
        self.shelf, self.base = shelf, base
        self.merges = tuple(_merges(shelf, decisions))
        self.proofs: list[Proof] = []
        self.reasons: set[str] = set()
        shelf.merge(self.merges)

    @property
    def verdicts(self) -> Counter[str]:
        """How many targets have met which verdict so far."""
        return self.shelf.verdicts()

    def quads(self) -> Iterator[list[Quad]]:
        """Pieces of the graph of links: some merges, indicators or projects each."""
        links = Links(self.base)
        for tell in self._tellers():
            tell(links)
            if len(links.quads) >= _PIECE:
                yield list(links.quads)
                links = Links(self.base)
        yield list(links.quads)

    def _tellers(self) -> Iterator[Callable[[Links], None]]:
        yield from (partial(self._merge, merge) for merge in self.merges)
        yield from (partial(self._numbers, readings) for readings in self.shelf.numbers())
        yield from (partial(self._stages, events) for events in self.shelf.stages())

    def _merge(self, merge: Merge, links: Links) -> None:
        ends = [self.shelf.naming(iri).mention for iri in (merge.kept, merge.merged)]
        links.merge(merge, [mention for mention, _, _ in ends if mention])
        self.proofs += (
            (merge.kept_name, merge.merged_name, merge.rule, document, start)
            for mention, document, start in ends
            if mention
        )

    def _numbers(self, readings: Sequence[Reading], links: Links) -> None:
        for outcome in outcomes.outcomes(readings):
            links.outcome(outcome)
            if years(outcome.target.period):
                self.shelf.judge(outcome.target, outcome.verdict)
        self._contradict(claims.contradictions(readings), links)
        links.pairs(FZ.confirms, claims.confirmations(readings))

    def _stages(self, events: Sequence[Event], links: Links) -> None:
        lines = lifelines.lifelines(events)
        self._contradict(claims.reversals(lines), links)
        links.pairs(FZ.confirms, claims.agreements(events))
        links.pairs(FZ.precedes, lifelines.successions(lines))

    def _contradict(self, found: Iterable[Contradiction], links: Links) -> None:
        for contradiction in found:
            links.contradiction(contradiction)
            self.reasons.add(contradiction.reason[1])


@contextmanager
def relate(told: Iterable[Told], base: str, decisions: Sequence[Decision] = ()) -> Iterator[Related]:
    """Link what documents tell, on a shelf that lasts as long as the context.

    Raises InputError for a decision about a name that is not there or not clear, KgError where the disk is full.
    """
    with Shelf(told) as shelf:
        yield Related(shelf, base, decisions)


def _merges(shelf: Shelf, decisions: Sequence[Decision]) -> list[Merge]:
    same, different = settle(decisions, *names(shelf.namings())) if decisions else ([], [])
    found = []
    for kind, judges in _JUDGES.items():
        found += merges(shelf.things(kind), judges.judge, judges.keys, same, different)
    if same:  # industries have their schemes; only the user joins them
        found += merges(shelf.things("industry"), _never, _keyless, same, different)
    return found


def _never(_a: Thing, _b: Thing) -> Judgement:
    return Judgement(False, UNJUDGED)


def _keyless(_thing: Thing) -> frozenset[str]:
    return frozenset()
