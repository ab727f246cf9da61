"""What the facts of a sentence inherit: once at the sentence, at a fact only where it differs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import BASE, FACTS, GDP, GROWTH
from pyoxigraph import NamedNode, Store

from kg import rdf
from kg.model import Facts, Observation, Origin, Span
from kg.rdf.inherited import OWN_WORDS, by_sentence, own, told
from kg.rdf.view import View
from kg.reference.terms import FZ

HEADING, TEXT, WORDS = Origin("heading", Span(0, 6)), Origin("text", Span(9, 11)), Origin("clause", Span(20, 24))


def facts(*origins: tuple[tuple[str, Origin], ...]) -> Facts:
    """Observations of one sentence with these origins, in this order."""
    found = [replace(GDP, value=str(number), origins=each) for number, each in enumerate(origins)]
    return replace(FACTS, observations=tuple(found), projects=())


def shown(made: Facts) -> list[set[tuple[str, str]]]:
    """(field, kind) of all that holds for each observation, as a reader sees it."""
    store = Store()
    store.extend(rdf.quads(made, BASE))
    view = View(store)
    by_value = {view.text(iri, FZ.value): iri for iri in view.members(FZ.Observation)}
    return [
        {(origin.field, origin.kind) for origin in map(view.origin, view.inherited(by_value[item.value]))}
        for item in made.observations
    ]


@pytest.mark.parametrize(
    "origins",
    [
        ((("status", HEADING), ("period", TEXT)), (("status", HEADING), ("period", TEXT))),
        ((("status", HEADING), ("period", TEXT)), (("status", HEADING),)),
        ((("status", HEADING),), (("period", HEADING),)),
        ((("status", TEXT),), (("status", TEXT),), (("status", HEADING),)),
        ((), (("place", TEXT),), (("place", TEXT),)),
        ((("period", WORDS),), (("period", HEADING),), (("period", HEADING),)),
        ((("period", Origin("clause")),), (("period", HEADING),), (("period", HEADING),)),
    ],
)
def test_a_reader_sees_what_each_fact_took_from_where(origins: tuple[tuple[tuple[str, Origin], ...], ...]) -> None:
    expected = [{(field, origin.kind) for field, origin in told(each).items()} for each in origins]
    assert shown(facts(*origins)) == expected


def test_a_sentence_says_what_most_of_its_facts_say() -> None:
    made = facts((("status", TEXT),), (("status", HEADING),), (("status", HEADING),), ())
    assert by_sentence(made)[GDP.sentence] == {"status": HEADING}
    assert by_sentence(facts((), (("status", TEXT),)))[GDP.sentence] == {}  # as many say it themselves, and come first


def test_a_fact_says_only_what_differs() -> None:
    handed = {"status": HEADING, "period": TEXT, "place": TEXT}
    same: Observation = replace(GDP, origins=(("status", HEADING), ("period", TEXT)))
    assert own(same, handed) == {"place": OWN_WORDS}
    assert own(replace(same, origins=(("status", TEXT),)), {"status": HEADING}) == {"status": TEXT}
    assert own(replace(same, period="", origins=()), {"period": TEXT}) == {}  # nothing to inherit


def test_facts_of_one_sentence_share_what_it_says() -> None:
    both = (("status", HEADING), ("period", TEXT))
    made = replace(FACTS, observations=(replace(GDP, origins=both), replace(GROWTH, origins=both)), projects=())
    quads = [quad for quad in rdf.quads(made, BASE) if quad.predicate == FZ.inheritedFrom]
    subjects = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    assert len([iri for iri in subjects if "/sentence-" in iri]) == 1
    assert not any("/observation-" in iri for iri in subjects)
