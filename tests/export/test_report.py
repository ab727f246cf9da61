"""The report of a build: for people, as SHACL results, and the quarantine that says why."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from kg.errors import InputError
from kg.export import report
from kg.rdf import turtle
from kg.rdf.validate import Finding
from kg.reference.terms import FZ, RDF, SH

BASE = "https://example.org/id/"
FACT = NamedNode(BASE + "observation-1")
REJECTED = Finding(
    "a.txt", "rejected", "Observation", FACT.value, "named-before", "失业率为312%。",
    SH.PropertyShape.value, FZ.value.value,
    SH.MaxInclusiveConstraintComponent.value, "312", "占比不能超过100。", "A share cannot be over 100.",
)  # fmt: skip
ASIDE = Finding(
    "b.txt", "aside", "SetAside", BASE + "aside-1", "", "15分钟", "", "", "", "", "一段时间", "a time, not an amount"
)


@pytest.fixture
def told() -> report.Report:
    rejected = [turtle.nquads([Quad(FACT, FZ.asWritten, Literal("312"), NamedNode(BASE + "graph-1"))])]
    failures = (InputError("/somewhere/c.txt", "is empty", "take it out"),)
    return report.Report(BASE, "2 documents: 1 observation", 1, (REJECTED, ASIDE), failures, rejected)


def test_people_read_what_was_not_read_what_failed_and_what_was_set_aside(told: report.Report) -> None:
    assert (
        report.text(told)
        == f"""2 documents: 1 observation
What is in the graph conforms to the ontology.

Not read (1)
  c.txt: is empty; take it out

Rejected: failed a shape of the ontology (1)
  a.txt
    Observation: A share cannot be over 100.: 312
      sentence: 失业率为312%。
      rule: named-before
      fact: {FACT.value}

Set aside: looked like facts and were not taken for any (1)
  b.txt
    15分钟: a time, not an amount
"""
    )


def test_programs_read_the_same_as_shacl_results(told: report.Report, tmp_path: Path) -> None:
    report.write(told, tmp_path)
    graph = Store()
    graph.load(path=str(tmp_path / "report.ttl"), format=RdfFormat.TURTLE)
    (name,) = (quad.subject for quad in graph.quads_for_pattern(None, RDF.type, SH.ValidationReport))
    assert {str(quad.object) for quad in graph.quads_for_pattern(name, SH.conforms, None)} == {str(Literal(False))}
    (result,) = (quad.subject for quad in graph.quads_for_pattern(None, SH.resultSeverity, SH.Violation))
    said = {quad.predicate: quad.object for quad in graph.quads_for_pattern(result, None, None)}
    assert (said[SH.focusNode], said[SH.resultPath], said[FZ.rule]) == (FACT, FZ.value, Literal("named-before"))
    assert said[FZ.evidence] == Literal("失业率为312%。")
    assert "c.txt: is empty" in (tmp_path / "report.ttl").read_text(encoding="utf-8")


def test_the_quarantine_holds_the_fact_and_the_reason(told: report.Report, tmp_path: Path) -> None:
    report.write(told, tmp_path)
    quarantine = Store()
    quarantine.load(path=str(tmp_path / "rejected.nq"), format=RdfFormat.N_QUADS)
    assert list(quarantine.quads_for_pattern(FACT, FZ.asWritten, Literal("312")))
    (focus,) = quarantine.quads_for_pattern(None, SH.focusNode, FACT)
    messages = {quad.object for quad in quarantine.quads_for_pattern(focus.subject, SH.resultMessage, None)}
    assert Literal("A share cannot be over 100.", language="en") in messages


def test_a_clean_build_has_an_empty_quarantine_and_conforms(tmp_path: Path) -> None:
    report.write(report.Report(BASE, "1 document", 5, ()), tmp_path)
    assert (tmp_path / "rejected.nq").read_bytes() == b""
    assert "sh:conforms true" in (tmp_path / "report.ttl").read_text(encoding="utf-8")


def test_damage_and_guarded_cells_are_told() -> None:
    words = report.text(
        report.Report(BASE, "1 document", 0, (), damages=[("a.txt", "page numbers left out: 2")],
                      guarded=[("observations", "=1+1")])
    )  # fmt: skip
    assert "  a.txt: page numbers left out: 2\n" in words
    assert "  observations: =1+1\n" in words


def test_what_was_set_aside_is_told_with_its_sentence() -> None:
    words = report.text(report.Report(BASE, "", 0, [replace(ASIDE, value="15分钟", sentence="打造15分钟生活圈。")]))
    assert "    15分钟: a time, not an amount\n      sentence: 打造15分钟生活圈。\n" in words


def test_what_was_linked_is_told() -> None:
    told = report.Report(
        BASE, "2 documents", 9, (), merges=(("云岭酒业有限公司", "云岭酒业", "same-core"),),
        verdicts={"missed": 1, "not-comparable": 1, "met": 2},
        contradictions=("数值不一致：6.3%（a.txt）、6.5%（b.txt）",),
    )  # fmt: skip
    assert report.text(told).endswith(
        """
Targets held against results (4): 2 met, 1 missed, 1 not comparable

Contradictions, listed and not resolved (1)
  数值不一致：6.3%（a.txt）、6.5%（b.txt）

Names found to be one thing (1); a line `different` in decisions.tsv parts them
  云岭酒业有限公司 = 云岭酒业: same-core
"""
    )
