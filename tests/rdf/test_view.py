"""One view of a graph: terms in order and each once, and the records that they make up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import BASE, FACTS, FIELDS, GDP, TEXT
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import rdf
from kg.rdf.records import Amount
from kg.rdf.view import View
from kg.reference import classes, ontology
from kg.reference.terms import FZ, PROV, QUDT, RDF, SKOS

THING, OTHER = NamedNode(BASE + "thing"), NamedNode(BASE + "other")
ONE, TWO = NamedNode(BASE + "graph-1"), NamedNode(BASE + "graph-2")


@pytest.fixture(scope="module")
def view() -> View:
    store = Store()
    store.extend(rdf.quads(FACTS, BASE))
    return View(store)


def named(*names: Literal, graph: NamedNode | DefaultGraph = ONE) -> Store:
    store = Store()
    store.extend(Quad(THING, SKOS.prefLabel, name, graph) for name in names)
    return store


def test_what_several_graphs_say_is_told_once() -> None:
    store = named(Literal("白塔县", language="zh"))
    store.extend([*named(Literal("白塔县", language="zh"), Literal("岚山县", language="zh"), graph=TWO)])
    assert View(store).texts(THING, SKOS.prefLabel) == ["岚山县", "白塔县"]
    assert View(store, ONE).texts(THING, SKOS.prefLabel) == ["白塔县"]
    assert View(store, DefaultGraph()).texts(THING, SKOS.prefLabel) == []


def test_of_several_values_that_in_the_language_comes_first() -> None:
    view = View(named(Literal("Baita", language="en"), Literal("白塔县", language="zh")))
    assert (view.text(THING, SKOS.prefLabel), view.text(THING, SKOS.prefLabel, "en")) == ("白塔县", "Baita")
    assert view.text(THING, SKOS.prefLabel, "fr") == "Baita"


def test_what_is_not_there_is_empty() -> None:
    view = View(Store())
    assert view.text(THING, SKOS.prefLabel) == view.text(None, SKOS.prefLabel) == ""
    assert view.node(THING, FZ.place, FZ.fullName) is None
    assert view.observation(THING).amount == Amount("", "", "", "", "")
    assert view.evidence(THING).context == view.evidence(THING).stretch
    assert view.reason(THING) == ("", "")


@given(
    st.lists(st.tuples(st.text('甲乙 !"a', max_size=3), st.sampled_from(["zh", "en", ""])), max_size=6), st.randoms()
)
def test_the_order_of_what_is_told_does_not_matter(pairs: list[tuple[str, str]], chance: object) -> None:
    names = [Literal(text, language=language) if language else Literal(text) for text, language in pairs]
    mixed = sorted(names, key=lambda _: chance.random())  # type: ignore[attr-defined]
    terms = View(named(*names)).terms(THING, SKOS.prefLabel)
    assert terms == View(named(*mixed)).terms(THING, SKOS.prefLabel)
    assert [term.value for term in terms] == sorted(term.value for term in set(names))


def test_links_are_pairs_of_things() -> None:
    store = named(Literal("白塔县"))
    for graph in (ONE, TWO):
        store.add(Quad(OTHER, FZ.owner, THING, graph))
        store.add(Quad(THING, FZ.owner, OTHER, graph))
        store.add(Quad(THING, FZ.owner, Literal("x"), graph))
    view = View(store)
    assert view.pairs(FZ.owner) == [(OTHER, THING), (THING, OTHER)]
    assert view.subjects(FZ.owner, THING) == [OTHER]
    assert list(view.described(THING)) == [SKOS.prefLabel, FZ.owner]


def test_an_observation_has_its_frame_and_its_amount(view: View) -> None:
    (target,) = map(view.observation, view.members(FZ.Target))
    assert (target.measure, target.status, target.period) == ("level", "target", FIELDS.period)
    assert (str(target.amount), target.amount.bound) == ("at least 1.58万亩", "at_least")
    assert target.amount.value == "10533333.333333"  # in m²
    assert target.amount.base_unit == view.text(target.iri, QUDT.unit)
    assert view.text(target.indicator, SKOS.prefLabel) == "高标准农田"
    assert view.text(target.place, FZ.fullName).endswith("格尔木市")


def test_a_known_indicator_stands_above_its_name(view: View) -> None:
    observations = map(view.observation, view.members(FZ.Achievement))
    (gdp,) = (observation for observation in observations if observation.amount.written == GDP.value)
    assert gdp.known == FZ["indicator-gdp"]


def test_amounts_are_equal_by_their_canonical_value() -> None:
    one, other = Amount("2", "亿元", "exact", "200000000", "x"), Amount("20000", "万元", "about", "200000000", "x")
    assert one.key == other.key
    assert Amount("2", "座", "exact", "", "").key == ("2", "座")


def test_evidence_gives_the_very_words(view: View) -> None:
    facts = [iri for name in classes.FACTS for iri in view.members(FZ[name])]
    assert facts
    for evidence in (evidence for fact in facts for evidence in view.proofs(fact)):
        stretch, sentence = evidence.stretch, evidence.sentence
        assert evidence.name == "a.txt"
        assert TEXT[stretch.start : stretch.end] == stretch.words
        assert sentence
        assert TEXT[sentence.start : sentence.end] == sentence.words
        assert sentence.start <= stretch.start < stretch.end <= sentence.end
        assert evidence.rule


def test_an_origin_names_the_passage_that_says_it(view: View) -> None:
    origins = [view.origin(origin) for _, origin in view.pairs(FZ.inheritedFrom)]
    assert {"period", "status"} <= {origin.field for origin in origins}
    heading = next(origin for origin in origins if origin.kind == "heading" and origin.field == "status")
    assert heading.passage
    assert heading.passage.words in TEXT
    assert heading.document == view.members(FZ.Document)[0]


def test_a_stage_has_the_year_in_which_it_ends(view: View) -> None:
    stage = view.stage_event(view.pairs(FZ.hasStage)[0][1])
    assert (stage.stage, stage.status, stage.period, stage.end) == ("started", "achieved", "2024", "2024")
    assert view.nodes(stage.iri, PROV.wasDerivedFrom)


def test_what_links_documents_is_read_with_its_reasons() -> None:
    store = Store()
    why = (Literal("两者不同", language="zh"), Literal("they differ", language="en"))
    store.extend(Quad(THING, FZ.reason, reason, ONE) for reason in why)
    store.add(Quad(THING, FZ.verdict, FZ["verdict-not-comparable"], ONE))
    store.add(Quad(THING, FZ.target, OTHER, ONE))
    outcome = View(store).outcome(THING)
    assert (outcome.targets, outcome.results, outcome.verdict) == ((OTHER,), (), "not-comparable")
    assert outcome.reason == ("两者不同", "they differ")


def test_the_lists_of_classes_are_those_of_the_ontology() -> None:
    for name in (*classes.THINGS, *classes.FACTS, *classes.EVIDENCE):
        assert ontology.types(name)[0] == FZ[name]
    for special, general in ((classes.PLACES, FZ.Place), (classes.ORGANIZATIONS, FZ.Organization)):
        assert all(general in ontology.types(name) for name in special)
        assert FZ[special[-1]] == general
    assert sorted(classes.ENTITIES) == sorted(set(classes.THINGS) - {"Document"})


def test_members_of_a_class_come_by_their_iris() -> None:
    store = Store()
    store.extend(Quad(thing, RDF.type, FZ.Project, graph) for graph in (TWO, ONE) for thing in (THING, OTHER))
    assert View(store).members(FZ.Project) == [OTHER, THING]
