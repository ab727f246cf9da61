"""What changed between two graphs: every kind of change, in words and as RDF, and what is no change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import BASE, FIELDS, GDP
from made import FACTS as SAMPLE
from made import PROJECT as SAMPLE_PROJECT
from pyoxigraph import Literal, Quad, RdfFormat, Store, parse

from kg import cli, rdf
from kg.model import Amount, Facts, Observation
from kg.query import diff, memory
from kg.rdf import turtle, validate
from kg.rdf.changes import Change
from kg.rdf.snapshot import snapshot
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, PROV, RDF, mint

PROJECT = replace(SAMPLE_PROJECT, origins=(), namings=())
FACTS = replace(SAMPLE, projects=(PROJECT,))
TARGET = replace(FIELDS, place="格尔木市")


def graph(*facts: Facts) -> Store:
    found = Store()
    for each in facts:
        found.bulk_extend(rdf.quads(each, BASE))
    return found


def document(name: str, sha256: str = "1" * 64) -> Facts:
    """A document that says nothing."""
    return Facts(replace(FACTS.document, name=name, sha256=sha256))


def with_observations(*found: Observation) -> Facts:
    return replace(FACTS, observations=found)


def with_project(**fields: object) -> Facts:
    return replace(FACTS, projects=(replace(PROJECT, **fields),))  # type: ignore[arg-type]


def between(old: Store, new: Store) -> tuple[Change, ...]:
    return diff.compare(snapshot(old), snapshot(new))


def told(old: Store, new: Store) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(change.kind, change.old, change.new) for change in between(old, new)]


BARE = replace(FACTS, observations=(), projects=())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([FACTS], [FACTS], []),
        ([FACTS], [FACTS, document("b.txt")], [("document-added", (), ())]),
        ([FACTS, document("b.txt")], [FACTS], [("document-removed", (), ())]),
        (
            [document("b.txt")],
            [document("b.txt", "2" * 64)],
            [("document-revised", ("SHA-256 111111111111…",), ("SHA-256 222222222222…",))],
        ),
        (
            [BARE],
            [replace(FACTS, observations=())],
            [("project-new", (), ("started 2024", "2×660兆瓦", "62亿元"))],
        ),
        (
            [replace(FACTS, observations=())],
            [BARE],
            [("project-gone", ("started 2024", "2×660兆瓦", "62亿元"), ())],
        ),
        (
            [FACTS],
            [with_project(stage="completed", period="2025")],
            [("stage-moved", ("started 2024",), ("completed 2025",))],
        ),
        (
            [FACTS],
            [with_project(stage="completed", period="2026", status="target")],
            [("stage-moved", ("started 2024",), ("to be completed 2026",))],
        ),
        ([with_project(stage="none")], [FACTS], [("stage-moved", (), ("started 2024",))]),
        (
            [FACTS],
            [with_project(investment=Amount("65", "亿元"))],
            [("investment-changed", ("62亿元",), ("65亿元",))],
        ),
        ([FACTS], [with_project(investment=None)], [("investment-changed", ("62亿元",), ())]),
        ([FACTS], [with_project(investment=Amount("620000", "万元"))], []),
        ([FACTS], [with_project(capacity=(Amount("132", "万千瓦"),))], []),
        (
            [FACTS],
            [with_project(capacity=(Amount("2×350", "兆瓦"),))],
            [("capacity-changed", ("2×660兆瓦",), ("2×350兆瓦",))],
        ),
        ([with_observations(GDP)], [with_observations(GDP, TARGET)], [("target-new", (), ("at least 1.58万亩",))]),
        ([with_observations(TARGET)], [with_observations()], [("target-gone", ("at least 1.58万亩",), ())]),
        (
            [with_observations(TARGET)],
            [with_observations(replace(TARGET, value="2"))],
            [("target-revised", ("at least 1.58万亩",), ("at least 2万亩",))],
        ),
        (
            [with_observations(TARGET)],
            [with_observations(replace(TARGET, bound="about"))],
            [("target-revised", ("at least 1.58万亩",), ("about 1.58万亩",))],
        ),
        ([with_observations(TARGET)], [with_observations(replace(TARGET, value="15800", unit="亩"))], []),
        (
            [with_observations(TARGET)],
            [with_observations(replace(TARGET, period="2026"))],
            [("target-new", (), ("at least 1.58万亩",)), ("target-gone", ("at least 1.58万亩",), ())],
        ),
        ([with_observations(GDP)], [with_observations(replace(GDP, value="500"))], []),
    ],
)
def test_a_change_is_told_with_old_and_new_value(
    old: list[Facts], new: list[Facts], expected: list[tuple[str, tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert told(graph(*old), graph(*new)) == expected


def test_an_earlier_stage_told_as_well_moves_nothing() -> None:
    both = replace(FACTS, projects=(PROJECT, replace(PROJECT, stage="planned", period="2023")))
    assert told(graph(FACTS), graph(both)) == []
    assert [kind for kind, *_ in told(graph(with_project(stage="planned", period="2023")), graph(both))] == [
        "stage-moved"
    ]


def test_an_aim_that_was_reached_is_no_aim_any_more() -> None:
    aim = replace(PROJECT, stage="completed", period="2025", status="target")
    reached = replace(PROJECT, stage="completed", period="2025", start=PROJECT.start + 1)
    before, after = (graph(replace(FACTS, projects=each)) for each in ((PROJECT, aim), (PROJECT, aim, reached)))
    expected = [("stage-moved", ("started 2024", "to be completed 2025"), ("completed 2025",))]
    assert told(before, after) == expected


def test_the_evidence_is_that_of_what_is_new() -> None:
    (change,) = between(graph(FACTS), graph(with_project(investment=Amount("65", "亿元"))))
    (evidence,) = change.evidence
    assert evidence.name == "a.txt"
    assert evidence.context.words.startswith("昆仑新能源有限公司在")
    assert change.label == PROJECT.name
    assert len(change.before) == len(change.after) == 1


def test_a_change_in_a_second_document_leaves_the_first_ones_fact() -> None:
    other = replace(document("b.txt"), sentences=FACTS.sentences, observations=(replace(TARGET, value="2"),))
    changes = between(graph(with_observations(TARGET)), graph(with_observations(TARGET), other))
    (change,) = (change for change in changes if change.kind == "target-revised")
    assert (change.old, set(change.new)) == (("at least 1.58万亩",), {"at least 1.58万亩", "at least 2万亩"})
    assert [item.name for item in change.evidence] == ["b.txt"]


# What is linked across documents


def outcome(found: Store, verdict: str) -> Store:
    """The graph with an outcome of its target, whose result is its GDP."""
    target, result = (
        next(quad.subject for quad in found.quads_for_pattern(None, RDF.type, FZ[cls]))
        for cls in ("Target", "Achievement")
    )
    iri, name = mint(BASE, "outcome", verdict), mint(BASE, "links")
    concept = ontology.concept("verdict", verdict)
    assert concept
    triples = [(RDF.type, FZ.Outcome), (FZ.target, target), (FZ.result, result), (FZ.verdict, concept)]
    found.extend(Quad(iri, predicate, value, name) for predicate, value in triples)
    found.extend(Quad(*triple, name) for triple in ontology.described(concept))
    for text, language in (("两者不同", "zh"), ("they differ", "en")):
        found.add(Quad(iri, FZ.reason, Literal(text, language=language), name))
    return found


def aimed() -> Store:
    return graph(with_observations(GDP, TARGET))


@pytest.mark.parametrize("verdict", ["met", "missed", "exceeded", "not-comparable"])
def test_what_came_of_a_target_is_told(verdict: str) -> None:
    why = " (they differ)" if verdict == "not-comparable" else ""
    expected = (f"target-{verdict}", ("target at least 1.58万亩",), (f"result 421.17亿元{why}",))
    assert told(aimed(), outcome(aimed(), verdict)) == [expected]
    assert told(outcome(aimed(), verdict), outcome(aimed(), verdict)) == []


def test_another_verdict_and_none_any_more_are_told() -> None:
    assert [kind for kind, *_ in told(outcome(aimed(), "missed"), outcome(aimed(), "met"))] == ["target-met"]
    assert told(outcome(aimed(), "met"), aimed()) == [("outcome-withdrawn", ("met: 421.17亿元",), ())]


def merged(found: Store, one: str, other: str) -> Store:
    """The graph with one thing put in the place of another and remembered as replaced."""
    going, staying = (mint(BASE, *key.split("|")) for key in (one, other))
    for quad in [*found.quads_for_pattern(going, None, None), *found.quads_for_pattern(None, None, going)]:
        found.remove(quad)
        subject = staying if quad.subject == going else quad.subject
        value = staying if quad.object == going else quad.object
        found.add(Quad(subject, quad.predicate, value, quad.graph_name))
    found.add(Quad(going, DCTERMS.isReplacedBy, staying, mint(BASE, "links")))
    return found


def test_a_project_that_became_another_has_not_vanished() -> None:
    second = replace(PROJECT, name="南岭光伏", start=PROJECT.start + 2)
    apart = replace(FACTS, projects=(PROJECT, second))
    iris = {str(project.name): iri for iri, project in snapshot(graph(apart)).projects.items()}
    keys = {quad.subject.value for quad in graph(apart).quads_for_pattern(None, RDF.type, FZ.Project)}  # type: ignore[union-attr]
    assert set(iris.values()) == keys
    scope = rdf.facts.project_scope(apart)
    joined = merged(graph(apart), f"project|{scope}|南岭光伏", f"project|{scope}|{PROJECT.name}")
    assert ("project-merged", (f"as {PROJECT.name}",), ()) in told(graph(apart), joined)
    assert ("project-split", (), (f"as {PROJECT.name}",)) in told(joined, graph(apart))
    kinds = {kind for kind, *_ in (*told(graph(apart), joined), *told(joined, graph(apart)))}
    assert not kinds & {"project-new", "project-gone"}


def test_targets_of_a_place_that_became_another_are_the_same_targets() -> None:
    (home,) = {quad.object for quad in aimed().quads_for_pattern(None, FZ.place, None)}
    moved = aimed()
    other = mint(BASE, "place", "", "somewhere")
    for quad in [*moved.quads_for_pattern(home, None, None), *moved.quads_for_pattern(None, None, home)]:  # type: ignore[arg-type]
        moved.remove(quad)
        subject = other if quad.subject == home else quad.subject
        value = other if quad.object == home else quad.object
        moved.add(Quad(subject, quad.predicate, value, quad.graph_name))
    assert {kind for kind, *_ in told(aimed(), moved)} == {"target-new", "target-gone"}
    moved.add(Quad(home, DCTERMS.isReplacedBy, other, mint(BASE, "links")))  # type: ignore[arg-type]
    assert told(aimed(), moved) == told(moved, aimed()) == []


# As text and as RDF


@pytest.fixture(scope="module")
def changes() -> tuple[Change, ...]:
    new = replace(with_project(stage="completed", period="2025"), observations=(GDP, replace(TARGET, value="2")))
    return between(graph(with_observations(GDP, TARGET)), graph(new, document("b.txt")))


def test_the_text_is_grouped_and_counted(changes: tuple[Change, ...]) -> None:
    lines = diff.text(changes).splitlines()
    assert lines[:2] == ["Documents added (1)", "  + b.txt (格尔木市2024年工作回顾)"]
    at = lines.index("Stages moved (1)")
    assert lines[at + 1] == f"  ~ {PROJECT.name}: started 2024 -> completed 2025  [a.txt]"
    assert lines[at + 2].startswith("      a.txt: 昆仑新能源有限公司在")
    assert lines[lines.index("Targets revised (1)") + 1] == (
        "  ~ 格尔木市 高标准农田 2025: at least 1.58万亩 -> at least 2万亩  [a.txt]"
    )
    assert lines[-4:] == ["3 changes", "  documents added: 1", "  stages moved: 1", "  targets revised: 1"]
    assert diff.text(()) == "0 changes\n"


def test_the_rdf_says_the_same_and_conforms(changes: tuple[Change, ...]) -> None:
    found = Store()
    found.bulk_load(diff.turtle(changes, BASE).encode(), RdfFormat.TURTLE)
    assert "_:" not in diff.turtle(changes, BASE)
    assert validate.check(found) == []
    nodes = [quad.subject for quad in found.quads_for_pattern(None, RDF.type, FZ.Change)]
    assert len(nodes) == len(changes) == 3
    assert all(str(node).startswith(f"<{BASE}change-") for node in nodes)
    (moved,) = (quad.subject for quad in found.quads_for_pattern(None, FZ.changeKind, FZ["change-stage-moved"]))
    values = {name: next(found.quads_for_pattern(moved, name, None)).object for name in (FZ.oldValue, FZ.newValue)}
    assert [value.value for value in values.values()] == ["started 2024", "completed 2025"]  # type: ignore[union-attr]
    assert list(found.quads_for_pattern(moved, PROV.wasDerivedFrom, None))
    assert parse(diff.turtle((), BASE).encode(), format=RdfFormat.TURTLE) is not None


def test_every_kind_of_change_is_a_concept_and_no_other() -> None:
    concepts = {quad.subject.value for quad in _concepts()}  # type: ignore[union-attr]
    assert concepts == {FZ[f"change-{kind}"].value for kind in diff.KINDS}


def _concepts() -> Iterable[Quad]:
    triples = ontology.triples(ontology.CONCEPTS)
    return [Quad(*triple) for triple in triples if triple.predicate == RDF.type and triple.object == FZ.ChangeKind]


OBSERVATIONS = st.lists(
    st.builds(
        lambda value, bound, period, status: replace(TARGET, value=value, bound=bound, period=period, status=status),
        st.sampled_from(["1", "2", "3"]), st.sampled_from(["exact", "about"]), st.sampled_from(["2024", "2025"]),
        st.sampled_from(["target", "achieved"]),
    ),
    max_size=3,
)  # fmt: skip
STAGES = st.sampled_from(["none", "planned", "started", "completed"])


@given(st.lists(st.tuples(OBSERVATIONS, STAGES), min_size=2, max_size=2))
def test_there_and_back_changes_the_same_things(states: list[tuple[list[object], str]]) -> None:
    graphs = [
        graph(replace(with_project(stage=stage), observations=tuple(observations)))  # type: ignore[arg-type]
        for observations, stage in states
    ]
    there, back = between(*graphs), between(*reversed(graphs))
    assert between(graphs[0], graphs[0]) == ()
    turned = {"new": "gone", "gone": "new"}

    def turn(kind: str) -> str:
        thing, _, what = kind.rpartition("-")
        return f"{thing}-{turned.get(what, what)}"

    def seen(changes: Iterable[Change], key: Callable[[Change], object]) -> list[object]:
        return sorted(map(key, changes), key=repr)

    assert seen(there, lambda c: (c.kind, c.label, c.old, c.new)) == seen(
        back, lambda c: (turn(c.kind), c.label, c.new, c.old)
    )


# The command


def test_the_command_says_by_its_exit_code_whether_anything_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, facts in (("old", FACTS), ("new", with_project(period="2026"))):
        (tmp_path / name).mkdir()
        made.write(graph(facts), tmp_path / name)
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    runs = [
        cli.run(["diff", old, new]),
        cli.run(["diff", old, f"{old}/graph.nq"]),
        cli.run(["diff", old, "missing.ttl"]),
    ]
    assert runs == [1, 0, 2]
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "Stages moved (1)"
    assert err.startswith("missing.ttl: does not exist; ")
    assert cli.run(["diff", old, new, "--format", "ttl"]) == 1
    (tmp_path / "d.ttl").write_text(capsys.readouterr().out, encoding="utf-8")
    assert validate.check(memory.load(tmp_path / "d.ttl")) == []


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("empty.ttl", "", "empty.ttl: holds no documents; give a graph that `kg build` has written"),
        ("broken.ttl", "<", "broken.ttl: cannot be read"),
        ("notes.txt", "x", "notes.txt: has none of the endings"),
        ("missing", None, "missing: does not exist; give a graph file, or the output folder of a build"),
        (
            "other.nq",
            "",
            "the newer graph: begins its IRIs with https://example.org/other/, the older one with https://example.org/id/",
        ),
    ],
)
def test_what_cannot_be_compared_is_one_line_and_exit_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str | None,
    line: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    made.write(graph(FACTS), tmp_path)
    if text is not None:
        Path(name).write_text(text)
    if name == "other.nq":
        Path(name).write_bytes(turtle.nquads(rdf.quads(FACTS, "https://example.org/other/")))
    assert cli.run(["diff", ".", name]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(line)


def test_the_kinds_are_told_in_the_order_of_the_list(changes: tuple[Change, ...]) -> None:
    order = [list(diff.KINDS).index(change.kind) for change in changes]
    assert all(one <= other for one, other in pairwise(order))
