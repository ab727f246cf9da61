"""The gate: a fact that fails goes with all that hangs on it, says why, and the rest conforms."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace

import pyshacl
import pytest
import rdflib
from made import BASE, FACTS, FIELDS, GDP, GROWTH, PROJECT, REVIEW, mention, span, stretch
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import rdf
from kg.model import Amount, Facts, Project, Span
from kg.rdf import turtle, validate
from kg.rdf.validate import Finding, Verdict, gate
from kg.reference import ontology
from kg.reference.terms import FZ, NIF, RDF, SKOS


def gated(facts: Facts) -> Verdict:
    return gate(rdf.quads(facts, BASE))


def nodes(quads: tuple[Quad, ...], cls: str) -> set[str]:
    classes = ontology.below(FZ[cls])
    return {quad.subject.value for quad in quads if quad.predicate == RDF.type and quad.object in classes}  # type: ignore[union-attr]


def failing(verdict: Verdict) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.outcome == "rejected"]


def project(**fields: object) -> Facts:
    changed: Project = replace(PROJECT, **fields)  # type: ignore[arg-type]
    return replace(FACTS, projects=(changed,))


def observed(**fields: str) -> Facts:
    return replace(FACTS, observations=(replace(GDP, **fields), FIELDS))  # type: ignore[arg-type]


def test_facts_that_conform_pass_whole() -> None:
    verdict = gated(replace(FACTS, set_aside=()))
    assert (verdict.rejected, verdict.findings) == ((), ())
    assert verdict.kept == tuple(rdf.quads(replace(FACTS, set_aside=()), BASE))


@pytest.mark.parametrize(
    ("facts", "kind", "words"),
    [
        (observed(value="若干"), "Observation", "value must be a number"),
        (observed(unit=""), "Observation", "needs exactly one unit"),
        (observed(unit="万亩"), "Observation", "unit does not fit"),
        (observed(measure="growth", unit="万人"), "Observation", "A change must be given"),
        (observed(period="十四五"), "Observation", "written like 2025"),
        (observed(period="2025-2021"), "Observation", "end before it begins"),
        (observed(measure="share", value="120", unit="%", indicator="森林覆盖率"), "Observation", "between 0 and 100"),
        (observed(measure="rank", value="3.5", unit="位"), "Observation", "positive whole number"),
        (observed(measure="decline", value="120", unit="%"), "Observation", "more than 100 percent"),
        (observed(measure="wish"), "Observation", "measure must be"),
        (observed(indicator="指标。另一句"), "Indicator", "exactly one name"),
        (project(name="电站"), "Project", "three characters"),
        (project(stage="dreamt"), "StageEvent", "stage must be"),
        (project(investment=Amount("62", "万千瓦")), "Quantity", "given in money"),
        (project(capacity=(Amount("0", "兆瓦"),)), "Quantity", "more than nothing"),
    ],
)  # fmt: skip
def test_what_fails_is_out_with_the_reason_in_two_languages(facts: Facts, kind: str, words: str) -> None:
    verdict = gated(facts)
    findings = failing(verdict)
    assert findings[0].kind == kind
    assert words in findings[0].en and findings[0].zh
    assert all(finding.document == "a.txt" and finding.sentence for finding in findings)
    assert findings[0].subject in nodes(verdict.rejected, kind) - nodes(verdict.kept, kind)
    assert gate(verdict.kept).findings == ()
    assert len(verdict.kept) + len(verdict.rejected) == len(list(rdf.quads(facts, BASE)))


def test_a_failed_observation_leaves_the_others_and_takes_its_evidence() -> None:
    verdict = gated(replace(FACTS, observations=(replace(GDP, value="若干"), GROWTH, FIELDS)))
    assert len(nodes(verdict.kept, "Observation")) == 2
    assert len(nodes(verdict.rejected, "Observation")) == 1
    assert len(nodes(verdict.rejected, "Mention")) == 1
    # The sentence is still the evidence of the other.
    assert not nodes(verdict.rejected, "Sentence")


def test_an_observation_goes_with_its_indicator_and_says_so() -> None:
    verdict = gated(observed(indicator="指标。另一句"))
    (follower,) = (finding for finding in verdict.findings if finding.outcome == "follows")
    assert (follower.kind, follower.en) == ("Observation", "It hangs on a Indicator that was rejected.")
    assert follower.rule == "named-before" and follower.sentence.startswith("全市")


def test_a_failed_project_takes_all_that_is_said_of_it_and_leaves_the_places() -> None:
    verdict = gated(project(name="电站"))
    for cls in ("Project", "StageEvent", "Quantity", "Statement"):
        assert not nodes(verdict.kept, cls)
        assert nodes(verdict.rejected, cls)
    labels = {quad.object.value for quad in verdict.kept if quad.predicate == SKOS.prefLabel}  # type: ignore[union-attr]
    assert {"乌图美仁乡", "昆仑新能源有限公司", "清洁能源"} <= labels


def test_a_failed_quantity_leaves_its_project() -> None:
    verdict = gated(project(investment=Amount("62", "万千瓦")))
    assert len(nodes(verdict.kept, "Project")) == 1
    assert len(nodes(verdict.kept, "Quantity")) == 1
    assert not any(quad.predicate == FZ.investment for quad in verdict.kept)


def test_a_link_goes_with_its_statement() -> None:
    quads = list(rdf.quads(FACTS, BASE))
    (statement,) = (quad.subject for quad in quads if quad.predicate == RDF.predicate and quad.object == FZ.owner)
    verdict = gate(quad for quad in quads if not (quad.subject == statement and quad.predicate == FZ.rule))
    assert failing(verdict)[0].kind == "Statement"
    assert not any(quad.predicate == FZ.owner for quad in verdict.kept)
    assert any(quad.predicate == FZ.locatedIn for quad in verdict.kept)


def test_a_place_that_fails_takes_the_facts_about_it() -> None:
    facts = observed(place="某县，某乡")
    verdict = gated(facts)
    assert [finding.kind for finding in failing(verdict)] == ["Place"]
    assert len(nodes(verdict.kept, "Observation")) == 1


def broken_offsets(quad: Quad) -> Quad:
    turned = quad.predicate == NIF.endIndex and quad.object == Literal(str(GDP.end), datatype=quad.object.datatype)  # type: ignore[union-attr]
    return Quad(quad.subject, quad.predicate, Literal(0), quad.graph_name) if turned else quad


def test_an_observation_goes_with_its_broken_evidence() -> None:
    verdict = gate(map(broken_offsets, rdf.quads(replace(FACTS, observations=(GDP, FIELDS)), BASE)))
    assert {finding.kind for finding in failing(verdict)} == {"Mention"}
    assert len(nodes(verdict.kept, "Observation")) == 1


def test_a_mention_outside_its_sentence_is_out() -> None:
    name = replace(mention("place", "admin", "乌图美仁乡"), sentence=Span(span(REVIEW).start, span(REVIEW).end))
    verdict = gated(replace(FACTS, projects=(), mentions=(name,)))
    assert [finding.en for finding in failing(verdict)] == ["A mention must lie inside its sentence."]


def test_what_was_set_aside_is_told_and_is_not_in_the_graph() -> None:
    verdict = gated(FACTS)
    (finding,) = verdict.findings
    assert (finding.outcome, finding.en, finding.value) == ("aside", "a time, not an amount", "2024年")
    assert not nodes(verdict.kept, "SetAside") and nodes(verdict.rejected, "SetAside")


def test_findings_are_plain_words() -> None:
    for finding in gated(project(name="电站")).findings:
        assert Finding(**json.loads(json.dumps(asdict(finding)))) == finding


def test_a_general_engine_agrees_that_what_is_kept_conforms() -> None:
    facts = replace(FACTS, observations=(replace(GDP, value="若干"), GROWTH, FIELDS))
    graph = rdflib.Graph().parse(turtle.turtle(gated(facts).kept), format="turtle")
    shapes = rdflib.Graph().parse(ontology.folder() / ontology.SHAPES)
    assert pyshacl.validate(graph, shacl_graph=shapes, do_owl_imports=False)[0]


def stored(change: Callable[[Quad], Quad] = lambda quad: quad) -> Store:
    store = Store()
    store.extend(change(quad) for quad in gated(FACTS).kept)
    return store


def test_check_finds_nothing_in_a_graph_of_ours_and_names_what_was_spoilt() -> None:
    assert validate.check(stored()) == []
    spoilt = validate.check(stored(broken_offsets))
    assert spoilt and all(finding.outcome == "rejected" for finding in spoilt)
    assert "before the end" in " ".join(map(str, spoilt))


def test_check_of_one_document_twice_is_the_check_of_one() -> None:
    store = stored()
    store.extend([Quad(q.subject, q.predicate, q.object, NamedNode(BASE + "copy")) for q in store])
    assert validate.check(store) == []


def test_sentence_of_a_finding_is_the_one_of_its_fact() -> None:
    (finding,) = failing(gated(observed(value="若干")))
    line = stretch(FACTS.sentences[0])
    assert finding.sentence == FACTS.document.text[line.start : line.end]
