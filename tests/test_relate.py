"""Linking from end to end, over two made-up reports of following years: merges, the user's decisions, verdicts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg import pipeline, store, validate
from kg.errors import InputError
from kg.rdf.links import graph_of_links
from kg.rdf.terms import FZ, RDF

PAIR = Path(__file__).parent / "pair"
SHORT, FULL = "云岭酒业", "云岭酒业有限公司"


def built(tmp_path: Path, decisions: str = "", add: bool = False) -> Store:
    """The graph of the pair, with named graphs, as `kg build` (or `kg add` of one report to another) makes it."""
    decided = None
    if decisions:
        decided = tmp_path / "decisions.tsv"
        decided.write_text(decisions, encoding="utf-8")
    out = tmp_path / "exports"
    reports = [PAIR / f"xiling-{year}-report.txt" for year in (2023, 2024)]
    if add:
        pipeline.build(reports[:1], out, jobs=1)
        pipeline.add(reports[1:], out, jobs=1, decided=decided)
    else:
        pipeline.build(reports, out, jobs=1, decided=decided)
    return store.load(out / "graph.nq")


def rows(graph: Store, query: str, **parameters: str) -> list[tuple[str, ...]]:
    return store.run(graph, query, parameters)[1]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built(tmp_path_factory.mktemp("relate"))


def owners(graph: Store) -> set[str]:
    return {row[0] for row in rows(graph, "projects-by-owner")}


def test_what_is_linked_conforms(graph: Store) -> None:
    assert list(graph.quads_for_pattern(None, RDF.type, FZ.Outcome))
    assert validate.check(graph) == []


def test_links_stand_in_a_graph_of_their_own(graph: Store) -> None:
    links = graph_of_links(pipeline.BASE)
    for cls in ("Outcome", "Contradiction"):
        assert {quad.graph_name for quad in graph.quads_for_pattern(None, RDF.type, FZ[cls])} <= {links}
    documents = {quad.graph_name for quad in graph.quads_for_pattern(None, RDF.type, FZ.Document)}
    assert links not in documents and len(documents) == 2


def test_one_thing_has_one_name_and_the_other_leads_to_it(graph: Store) -> None:
    assert FULL in owners(graph) and SHORT not in owners(graph)
    merges = {(kept, merged) for kept, merged, *_ in rows(graph, "merges")}
    assert (FULL, SHORT) in merges
    left = rows(graph, "SELECT DISTINCT ?p { ?old <http://purl.org/dc/terms/isReplacedBy> ?new . ?old ?p ?o }")
    assert left == [("http://purl.org/dc/terms/isReplacedBy",)]


def test_a_phase_is_a_project_of_its_own(graph: Store) -> None:
    names = {row[0] for row in rows(graph, "lifeline", name="白酒")}
    assert len(names) == 2


def test_the_user_parts_what_a_rule_joined(tmp_path: Path) -> None:
    graph = built(tmp_path, f"different\t{SHORT}\t{FULL}\n")
    assert {SHORT, FULL} <= owners(graph)


def test_the_user_joins_what_no_rule_would(tmp_path: Path) -> None:
    graph = built(tmp_path, "same\t青石沟水库除险加固工程\t西岭抽水蓄能电站\n")
    [merge] = [row for row in rows(graph, "merges", name="青石沟") if row[2] == "user"][:1]
    assert set(merge[:2]) == {"青石沟水库除险加固工程", "西岭抽水蓄能电站"}
    assert validate.check(graph) == []


def test_decisions_hold_for_what_is_added_and_rest_when_their_names_have_gone(tmp_path: Path) -> None:
    graph = built(tmp_path, f"different\t{SHORT}\t{FULL}\n", add=True)
    assert {SHORT, FULL} <= owners(graph)
    out = tmp_path / "exports"
    pipeline.retract(["xiling-2024-report.txt"], out)
    pipeline.add([PAIR / "xiling-2024-report.txt"], out)
    assert (tmp_path / "exports" / "graph.nq").read_bytes() == _nquads(graph)


def _nquads(graph: Store) -> bytes:
    lines = graph.dump(format=RdfFormat.N_QUADS)
    assert lines
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def test_within_a_document_the_user_parts_too(tmp_path: Path) -> None:
    text = "一、2024年工作回顾\n白塔县青岭水库工程开工建设。加快青岭水库工程建设。\n"
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="utf-8")
    together = pipeline.gather([folder], 1).graph
    (folder / "decisions.tsv").write_text("different\t白塔县青岭水库工程\t青岭水库工程\n", encoding="utf-8")
    parted = pipeline.gather([folder], 1).graph
    count = [len(list(graph.quads_for_pattern(None, RDF.type, FZ.Project))) for graph in (together, parted)]
    assert count == [1, 2]


def test_a_decision_about_an_unknown_name_is_refused_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    built(tmp_path)
    before = (tmp_path / "exports" / "graph.ttl").read_bytes()
    with pytest.raises(InputError, match=r"decisions\.tsv:2: nothing in the graph is called '云岭酒厂'"):
        built(tmp_path, f"# ours\nsame\t云岭酒厂\t{FULL}\n")
    assert (tmp_path / "exports" / "graph.ttl").read_bytes() == before


def test_a_place_that_no_list_knows_joins_documents_only_where_the_user_says_so(tmp_path: Path) -> None:
    for year in (2023, 2024):
        shutil.copy(PAIR / f"xiling-{year}-report.txt", tmp_path / f"{year}.txt")
    found = pipeline.gather([tmp_path / "2023.txt", tmp_path / "2024.txt"], 1).graph
    assert rows(found, "outcomes") == []
