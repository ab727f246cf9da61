"""The ontology as pages: both languages say every term, anchors are the local names, and docs/ontology/ is fresh."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.reference import ontology
from kg.reference.terms import FZ, RDFS, SKOS
from kg.serve import vocabulary
from kg.serve.words import LANGUAGES, Language

DOCS = Path(__file__).parents[2] / "docs" / "ontology"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_the_docs_are_fresh(language: Language) -> None:
    told = (DOCS / vocabulary.PAGES[language]).read_text(encoding="utf-8")
    assert told == vocabulary.page(language), "python -m kg.serve.vocabulary docs/ontology"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_an_anchor_and_a_label(language: Language) -> None:
    page = vocabulary.page(language)
    anchors = set(re.findall(' id="([^"]+)"', page))
    terms = [
        triple for triple in ontology.triples(ontology.CLASSES, ontology.PROPERTIES, ontology.CONCEPTS)
        if triple.predicate in (RDFS.label, SKOS.prefLabel) and triple.subject.value.startswith(FZ.iri)
        and triple.object.language == language
    ]  # fmt: skip
    assert len(terms) > 200
    missing = {triple.subject.value.removeprefix(FZ.iri) for triple in terms} - anchors
    assert {name for name in missing if not name.startswith(("scheme-", "component-", "structure"))} == set()
    assert len(anchors) == page.count(' id="')


def test_links_inside_the_page_lead_somewhere() -> None:
    page = vocabulary.page("en")
    anchors = set(re.findall(' id="([^"]+)"', page))
    assert set(re.findall('href="#([^"]+)"', page)) <= anchors


def test_a_property_tells_domain_and_range_and_a_class_its_properties() -> None:
    page = vocabulary.page("en")
    (value,) = re.findall('<section id="value">.*?</section>', page, re.DOTALL)
    assert 'href="#Observation"' in value and 'href="#Quantity"' in value and "xsd:decimal" in value
    (project,) = re.findall('<section id="Project">.*?</section>', page, re.DOTALL)
    assert 'href="#investment"' in project and 'href="#locatedIn"' in project


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML, RdfFormat.JSON_LD])
def test_every_format_says_the_same(form: RdfFormat) -> None:
    told = {quad.triple for quad in parse(vocabulary.written(form), format=form)}
    assert told == set(ontology.triples(*vocabulary.FILES))


def test_every_property_says_what_it_is_of_and_what_it_holds() -> None:
    told = {triple.subject for triple in ontology.triples(ontology.PROPERTIES) if triple.predicate == RDFS.comment}
    limits = {"domain", "domainIncludes"}, {"range", "rangeIncludes"}
    for term in sorted(told, key=str):
        if term.value.startswith(f"{FZ.iri}component-") or term == FZ.structure:
            continue
        assert isinstance(term, NamedNode)
        said = {
            triple.predicate.value.rpartition("#")[2].rpartition("/")[2]
            for triple in ontology.triples(ontology.PROPERTIES) if triple.subject == term
        }  # fmt: skip
        for names in limits:
            assert said & names, f"{term.value}: {names}"
