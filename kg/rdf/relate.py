"""What no document says alone: which names are one thing, what came of the targets, how projects went on.

A pure function of what the documents tell and of the user's decisions: taking a document away takes away what it
brought.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Quad

from kg.link import claims, lifelines, organizations, outcomes, projects
from kg.link.claims import Contradiction
from kg.link.decisions import Decision, settle
from kg.link.groups import UNJUDGED, Merge, merges
from kg.link.meetings import Meetings
from kg.link.names import Judgement, Thing
from kg.link.outcomes import Outcome
from kg.link.records import Event, Reading, years
from kg.link.told import Naming, Told, names, things, together
from kg.rdf.links import Links
from kg.reference.terms import FZ

_JUDGES = {"organization": organizations, "project": projects}
# (name kept, name merged, rule, document, offset)
Proof = tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Related:
    """What is linked: merges with the mentions that prove them, outcomes, contradictions, and all as quads."""

    merges: tuple[Merge, ...]
    proofs: tuple[Proof, ...]
    outcomes: tuple[Outcome, ...]
    contradictions: tuple[Contradiction, ...]
    quads: tuple[Quad, ...]

    @property
    def verdicts(self) -> Counter[str]:
        """How many targets have met which verdict; a period without a year counts for none."""
        targets = ((outcome.target, outcome.verdict) for outcome in self.outcomes)
        found = {
            (target.document, target.at, target.name, target.text, verdict)
            for target, verdict in targets
            if years(target.period)
        }
        return Counter(verdict for *_, verdict in found)


def relate(told: Iterable[Told], base: str, decisions: Sequence[Decision] = ()) -> Related:
    """Link what documents tell, which is read twice; raises InputError for a decision about a name that is not there
    or not clear.
    """
    meetings = Meetings(reading for one in told for reading in one.readings)
    namings: list[Naming] = []
    readings: list[Reading] = []
    events: list[Event] = []
    for one in told:
        namings += one.namings
        readings += filter(meetings.has, one.readings)
        events += one.events
    known = {naming.iri: naming for naming in together(namings)}
    found = _merges(list(known.values()), decisions)
    links = Links(base)
    for merge in found:
        links.merge(merge, [known[iri].mention[0] for iri in (merge.kept, merge.merged) if known[iri].mention[0]])
    proofs = tuple(proof for merge in found for proof in _proofs(merge, known[merge.kept], known[merge.merged]))
    renames = {merge.merged: merge.kept for merge in found}
    events = [replace(event, project=renames.get(event.project, event.project)) for event in events]
    readings.sort(key=lambda reading: (reading.document, reading.iri))
    events.sort(key=lambda event: (event.document, event.iri))
    return Related(tuple(found), proofs, *_facts(links, readings, events), tuple(links.quads))


def _proofs(merge: Merge, *ends: Naming) -> Iterator[Proof]:
    for end in ends:
        mention, document, start = end.mention
        if mention:
            yield merge.kept_name, merge.merged_name, merge.rule, document, start


def _merges(namings: Sequence[Naming], decisions: Sequence[Decision]) -> list[Merge]:
    same, different = settle(decisions, *names(namings)) if decisions else ([], [])
    found = []
    for kind, judges in _JUDGES.items():
        found += merges(things(namings, kind), judges.judge, judges.keys, same, different)
    if same:  # industries have their schemes; only the user joins them
        found += merges(things(namings, "industry"), _never, _keyless, same, different)
    return found


def _never(_a: Thing, _b: Thing) -> Judgement:
    return Judgement(False, UNJUDGED)


def _keyless(_thing: Thing) -> frozenset[str]:
    return frozenset()


def _facts(
    links: Links, readings: Sequence[Reading], events: Sequence[Event]
) -> tuple[tuple[Outcome, ...], tuple[Contradiction, ...]]:
    held = tuple(outcomes.outcomes(readings))
    for outcome in held:
        links.outcome(outcome)
    lines = lifelines.lifelines(events)
    clashes = (*claims.contradictions(readings), *claims.reversals(lines))
    for contradiction in clashes:
        links.contradiction(contradiction)
    links.pairs(FZ.confirms, claims.confirmations(readings) + claims.agreements(events))
    links.pairs(FZ.precedes, lifelines.successions(lines))
    return held, clashes
