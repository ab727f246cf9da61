"""The ontology as code: labels in two languages, terms that exist, schemes that the code knows."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
import rdflib
from made import BASE, FACTS
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg import model, rdf
from kg.reference import ontology

FZ = rdflib.Namespace("https://w3id.org/fazhan/ontology#")
FILES = (ontology.CLASSES, ontology.PROPERTIES, ontology.CONCEPTS, ontology.INDICATORS, ontology.SHAPES)
GRAPHS = {name: rdflib.Graph().parse(ontology.folder() / name) for name in FILES}
WHOLE = rdflib.Graph()
for _graph in GRAPHS.values():
    WHOLE += _graph

CLASSES = sorted(GRAPHS[ontology.CLASSES].subjects(RDF.type, OWL.Class))
PROPERTIES = sorted(
    set(GRAPHS[ontology.PROPERTIES].subjects(RDF.type, OWL.ObjectProperty))
    | set(GRAPHS[ontology.PROPERTIES].subjects(RDF.type, OWL.DatatypeProperty))
)


def languages(subject: rdflib.term.Node, predicate: rdflib.URIRef) -> list[str]:
    return sorted(str(getattr(text, "language", "")) for text in WHOLE.objects(subject, predicate))


@pytest.mark.parametrize("term", [*CLASSES, *PROPERTIES], ids=lambda term: term.rpartition("#")[2])
def test_every_term_has_one_label_and_one_comment_in_each_language(term: rdflib.URIRef) -> None:
    assert languages(term, RDFS.label) == languages(term, RDFS.comment) == ["en", "zh"]


def test_every_concept_has_one_name_in_each_language() -> None:
    concepts = {
        node
        for name in (ontology.CONCEPTS, ontology.INDICATORS)
        for node in GRAPHS[name].subjects(RDF.type, SKOS.Concept)
    }
    assert len(concepts) > 300
    assert [concept for concept in concepts if languages(concept, SKOS.prefLabel) != ["en", "zh"]] == []


def test_every_message_is_in_both_languages() -> None:
    speaking = set(WHOLE.subjects(SH.message, None))
    assert [node for node in speaking if languages(node, SH.message) != ["en", "zh"]] == []
    assert set(WHOLE.subjects(RDF.type, SH.PropertyShape)) <= speaking


def test_every_class_and_property_hangs_on_a_standard_one_or_stands_alone_by_name() -> None:
    def standard(cls: rdflib.term.Node, seen: frozenset[rdflib.term.Node] = frozenset()) -> bool:
        above = set(WHOLE.objects(cls, RDFS.subClassOf)) - seen
        return any(not str(parent).startswith(FZ) or standard(parent, seen | {cls}) for parent in above)

    assert [cls for cls in CLASSES if not standard(cls)] == []


def test_no_term_of_ours_is_used_that_is_not_defined() -> None:
    defined = {subject for subject in WHOLE.subjects() if str(subject).startswith(FZ)}
    used = {term for triple in WHOLE for term in triple if isinstance(term, rdflib.URIRef) and term.startswith(FZ)}
    assert used - defined == set()


def test_no_property_has_two_domains_or_ranges() -> None:
    for term in PROPERTIES:
        for predicate in (RDFS.domain, RDFS.range):
            assert len(list(WHOLE.objects(term, predicate))) <= 1


def test_the_graph_uses_only_terms_of_the_ontology() -> None:
    values = (quad for quad in rdf.quads(FACTS, BASE))
    used = {term.value for quad in values for term in (quad.predicate, quad.object) if hasattr(term, "value")}
    ours = {term for term in used if term.startswith(str(FZ))}
    assert ours - {str(subject) for subject in WHOLE.subjects()} == set()


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        ("measure", get_args(model.Measure)),
        ("bound", get_args(model.Bound)),
        ("status", get_args(model.Status)),
        ("stage", tuple(code for code in get_args(model.Stage) if code != "none")),
        ("role", get_args(model.Role)),
        ("origin", get_args(model.OriginKind)),
        ("kind", ("report", "news", "bulletin", "budget", "plan")),
    ],
)
def test_every_code_of_the_model_is_a_concept_and_no_other(scheme: str, codes: tuple[str, ...]) -> None:
    concepts = list(WHOLE.subjects(SKOS.inScheme, FZ[f"scheme-{scheme}"]))
    assert {str(WHOLE.value(concept, SKOS.notation)) for concept in concepts} == set(codes)
    assert all(ontology.concept(scheme, code) for code in codes)


def test_no_symbol_and_no_name_means_two_things() -> None:
    for cls, *predicates in ((FZ.Unit, FZ.symbol), (FZ.KnownIndicator, SKOS.prefLabel, SKOS.altLabel)):
        found = [WHOLE.objects(node, name) for node in WHOLE.subjects(RDF.type, cls) for name in predicates]
        names = [str(name) for objects in found for name in objects]
        assert len(names) == len(set(names)) > 40


def test_the_header_has_a_version_that_the_changelog_tells_of() -> None:
    (header,) = WHOLE.subjects(RDF.type, OWL.Ontology)
    version = str(WHOLE.value(header, OWL.versionInfo))
    assert str(WHOLE.value(header, OWL.versionIRI)).endswith(f"/{version}")
    assert f"ontology {version}" in (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
