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
from kg.rdf import link_records
from kg.rdf.links import Links, rename
from kg.rdf.view import View
from kg.reference.terms import FZ

_JUDGES = {"organization": organizations, "project": projects}


def relate(store: Store, base: str, decisions: Sequence[Decision] = ()) -> None:
    """Merge the things of all documents and link their facts, in the store itself.

    Raises InputError for a decision about a name that is not there or not clear.
    """
    links, view = Links(store, base), View(store)
    found = _merges(view, decisions)
    mentions = {iri: link_records.mention(view, iri) for merge in found for iri in (merge.kept, merge.merged)}
    rename(store, found)
    for merge in found:
        links.merge(merge, [*mentions[merge.kept], *mentions[merge.merged]])
    _facts(links, View(store))


def _merges(view: View, decisions: Sequence[Decision]) -> list[Merge]:
    same, different = settle(decisions, *link_records.names(view)) if decisions else ([], [])
    found = []
    for kind, judges in _JUDGES.items():
        found += merges(link_records.things(view, kind), judges.judge, judges.keys, same, different)
    if same:  # industries have their schemes; only the user joins them
        found += merges(link_records.things(view, "industry"), _never, _keyless, same, different)
    return found


def _never(_a: Thing, _b: Thing) -> Judgement:
    return Judgement(False, UNJUDGED)


def _keyless(_thing: Thing) -> frozenset[str]:
    return frozenset()


def _facts(links: Links, view: View) -> None:
    readings, events = link_records.readings(view), link_records.events(view)
    for outcome in outcomes.outcomes(readings):
        links.outcome(outcome)
    lines = lifelines.lifelines(events)
    for contradiction in (*claims.contradictions(readings), *claims.reversals(lines)):
        links.contradiction(contradiction)
    links.pairs(FZ.confirms, claims.confirmations(readings) + claims.agreements(events))
    links.pairs(FZ.precedes, lifelines.successions(lines))
