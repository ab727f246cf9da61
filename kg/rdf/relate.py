"""What no document says alone: which names are one thing, what came of the targets, how projects went on.

A pure function of the documents' graphs and the user's decisions: taking a document away takes away what it brought.
"""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Store

from kg.link import claims, lifelines, organizations, outcomes, projects
from kg.link.decisions import Decision, settle
from kg.link.groups import UNJUDGED, Merge, merges
from kg.link.names import Judgement, Thing
from kg.rdf.links import Links, rename
from kg.rdf.readings import Readings
from kg.reference.terms import FZ

_JUDGES = {"organization": organizations, "project": projects}


def relate(store: Store, base: str, decisions: Sequence[Decision] = ()) -> None:
    """Merge the things of all documents and link their facts, in the store itself.

    Raises InputError for a decision about a name that is not there or not clear.
    """
    links = Links(store, base)
    found = _merges(Readings(store), decisions)
    evidence: dict[str, list[str]] = {}
    for thing, mention in Readings(store).mentions():
        evidence.setdefault(thing, []).append(mention)
    rename(store, found)
    for merge in found:
        links.merge(merge, [*evidence.get(merge.kept, ())[:1], *evidence.get(merge.merged, ())[:1]])
    _facts(links, Readings(store))


def _merges(readings: Readings, decisions: Sequence[Decision]) -> list[Merge]:
    same, different = settle(decisions, *readings.names()) if decisions else ([], [])
    found = []
    for kind, judges in _JUDGES.items():
        found += merges(readings.things(kind), judges.judge, judges.keys, same, different)
    if same:  # industries have their schemes; only the user joins them
        found += merges(readings.things("industry"), _never, _keyless, same, different)
    return found


def _never(_a: Thing, _b: Thing) -> Judgement:
    return Judgement(False, UNJUDGED)


def _keyless(_thing: Thing) -> frozenset[str]:
    return frozenset()


def _facts(links: Links, readings: Readings) -> None:
    told = readings.readings()
    for outcome in outcomes.outcomes(told):
        links.outcome(outcome)
    events = readings.events()
    lines = lifelines.lifelines(events)
    for contradiction in (*claims.contradictions(told), *claims.reversals(lines)):
        links.contradiction(contradiction)
    links.pairs(FZ.confirms, claims.confirmations(told) + claims.agreements(events))
    links.pairs(FZ.precedes, lifelines.successions(lines))
