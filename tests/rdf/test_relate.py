"""Linking from end to end, over two made-up reports of following years: merges, the user's decisions, verdicts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store

from kg import rdf, read
from kg.errors import InputError
from kg.link.decisions import parse
from kg.link.told import pack, unpack
from kg.pipeline import builder
from kg.pipeline.worker import facts
from kg.query import memory
from kg.rdf import link_records, turtle, validate
from kg.rdf.lines import renamed, renames
from kg.rdf.links import graph_of_links
from kg.rdf.relate import relate
from kg.rdf.view import View
from kg.reference.terms import FZ, RDF

PAIR = Path(__file__).parent.parent / "pair"
SHORT, FULL = "云岭酒业", "云岭酒业有限公司"


@cache
def documents() -> tuple[tuple[Quad, ...], ...]:
    """What the reports say, each alone."""
    found = [read.read(source) for source in read.inputs([PAIR]) if source.name.endswith("report.txt")]
    return tuple(tuple(rdf.quads(facts(document), builder.BASE)) for document in found)


def linked(graphs: Iterable[Iterable[Quad]], decisions: str = "") -> Store:
    """Documents as one graph, linked."""
    stores = []
    for quads in graphs:
        stores.append(Store())
        stores[-1].extend(quads)
    told = [link_records.told(View(store)) for store in stores]
    assert [unpack(json.loads(json.dumps(pack(one)))) for one in told] == told
    graph = Store()
    with relate(told, builder.BASE, parse(decisions, "decisions.tsv")) as found:
        for quads in found.quads():
            graph.extend(quads)
        for store in stores:
            lines = renamed(turtle.nquads(store).splitlines(keepends=True), renames(found.merges))
            graph.bulk_load(b"".join(lines), RdfFormat.N_QUADS)
    return graph


def related(decisions: str = "") -> Store:
    """The graph of the reports, linked."""
    return linked(documents(), decisions)


def rows(graph: Store, query: str, **parameters: str) -> list[tuple[str, ...]]:
    return memory.run(graph, query, parameters)[1]


@pytest.fixture(scope="module")
def graph() -> Store:
    return related()


def owners(graph: Store) -> set[str]:
    return {row[0] for row in rows(graph, "projects-by-owner")}


def test_what_is_linked_conforms(graph: Store) -> None:
    assert list(graph.quads_for_pattern(None, RDF.type, FZ.Outcome))
    assert validate.check(graph) == []


def test_links_stand_in_a_graph_of_their_own(graph: Store) -> None:
    links = graph_of_links(builder.BASE)
    for cls in ("Outcome", "Contradiction"):
        assert {quad.graph_name for quad in graph.quads_for_pattern(None, RDF.type, FZ[cls])} <= {links}
    named = {quad.graph_name for quad in graph.quads_for_pattern(None, RDF.type, FZ.Document)}
    assert links not in named and len(named) == 3


def test_one_thing_has_one_name_and_the_other_leads_to_it(graph: Store) -> None:
    assert FULL in owners(graph) and SHORT not in owners(graph)
    merges = {(kept, merged) for kept, merged, *_ in rows(graph, "merges")}
    assert (FULL, SHORT) in merges
    left = rows(graph, "SELECT DISTINCT ?p { ?old <http://purl.org/dc/terms/isReplacedBy> ?new . ?old ?p ?o }")
    assert left == [("http://purl.org/dc/terms/isReplacedBy",)]


def test_a_phase_is_a_project_of_its_own(graph: Store) -> None:
    names = {row[0] for row in rows(graph, "lifeline", name="白酒")}
    assert len(names) == 2


def test_the_user_parts_what_a_rule_joined() -> None:
    assert {SHORT, FULL} <= owners(related(f"different\t{SHORT}\t{FULL}\n"))


def test_the_user_joins_what_no_rule_would() -> None:
    graph = related("same\t青石沟水库除险加固工程\t西岭抽水蓄能电站\n")
    [merge] = [row for row in rows(graph, "merges", name="青石沟") if row[2] == "user"][:1]
    assert set(merge[:2]) == {"青石沟水库除险加固工程", "西岭抽水蓄能电站"}
    assert validate.check(graph) == []


def test_linking_does_not_depend_on_the_order_of_documents_and_quads() -> None:
    assert set(linked(quads[::-1] for quads in reversed(documents()))) == set(related())


def test_decisions_hold_for_what_is_added_and_rest_when_their_names_have_gone(tmp_path: Path) -> None:
    out, first, second = tmp_path / "exports", PAIR / "xiling-2023-report.txt", PAIR / "xiling-2024-report.txt"
    decided = tmp_path / "decisions.tsv"
    decided.write_text(f"different\t{SHORT}\t{FULL}\n", encoding="utf-8")
    builder.build([first, second], out, jobs=1, decided=decided)
    whole = (out / "graph.nq").read_bytes()
    assert {SHORT, FULL} <= owners(memory.load(out / "graph.nq"))
    builder.retract([second.name], out)
    builder.add([second], out)
    assert (out / "graph.nq").read_bytes() == whole


def test_within_a_document_the_user_parts_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "一、2024年工作回顾\n白塔县青岭水库工程开工建设。加快青岭水库工程建设。\n", encoding="utf-8"
    )
    [document] = [read.read(source) for source in read.inputs([tmp_path])]
    assert len(facts(document).projects) == 1
    assert len(facts(document, [("白塔县青岭水库工程", "青岭水库工程")]).projects) == 2


@pytest.mark.parametrize(
    ("first", "second", "projects"),
    [
        ("翠屏至白沙高速公路建成通车。", "翠屏至白沙高速公路连接线开工建设。", 2),
        ("松沟污水处理厂一期建成投用。", "松沟污水处理厂二期开工建设。", 2),
        ("岚山抽水蓄能电站开工建设。", "岚山抽水蓄能电站项目建成投产。", 1),
    ],
)
def test_one_document_and_two_are_told_alike(tmp_path: Path, first: str, second: str, projects: int) -> None:
    opening = "阜平县2025年政府工作报告\n一、2024年工作回顾\n"
    for folder, texts in (("one", (first + second,)), ("two", (first, second))):
        (tmp_path / folder).mkdir()
        for number, text in enumerate(texts):
            (tmp_path / folder / f"{number}.txt").write_text(f"{opening}{text}\n", encoding="utf-8")
        graph = linked(rdf.quads(facts(read.read(source)), builder.BASE) for source in read.inputs([tmp_path / folder]))
        assert validate.check(graph) == []
        assert len({quad.subject for quad in graph.quads_for_pattern(None, RDF.type, FZ.Project)}) == projects
        assert {row[2] for row in rows(graph, "merges")} == ({"same-core"} if projects == 1 else set())


def test_a_decision_about_an_unknown_name_is_refused_and_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "exports"
    folder.mkdir()
    shutil.copy(PAIR / "qinggang-2024-report.txt", folder)
    builder.build([folder], out, jobs=1)
    before = (out / "graph.ttl").read_bytes()
    (folder / "decisions.tsv").write_text("# ours\nsame\t青港物流\t青港国际物流园项目\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.tsv:2: nothing in the graph is called '青港物流'"):
        builder.build([folder], out, jobs=1)
    assert (out / "graph.ttl").read_bytes() == before


def test_a_place_that_no_list_knows_joins_documents_only_where_the_user_says_so(tmp_path: Path) -> None:
    for year in (2023, 2024):
        shutil.copy(PAIR / f"xiling-{year}-report.txt", tmp_path / f"{year}.txt")
    graph = linked(rdf.quads(facts(read.read(source)), builder.BASE) for source in read.inputs([tmp_path]))
    assert rows(graph, "outcomes") == []
