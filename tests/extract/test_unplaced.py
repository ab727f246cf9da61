"""Documents of no certain place: they build, keep what they say to themselves, and are named in the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.pipeline import builder
from kg.query import memory
from kg.reference.terms import DCTERMS, FZ, SKOS

TEXT = (
    "{}2024年政府工作报告\n一、2024年工作回顾\n"
    "全区地区生产总值421.17亿元，同比增长5.6%。青岭5万千瓦光伏发电项目开工建设。\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two reports of a 朝阳区, two of nowhere, and one whose place documents.csv gives."""
    folder: Path = tmp_path_factory.mktemp("unplaced")
    places = {"one.txt": "朝阳区", "two.txt": "朝阳区", "nowhere.txt": "", "lost.txt": "", "told.txt": "朝阳区"}
    for number, (name, place) in enumerate(places.items()):
        # The same file under two names would be one document.
        (folder / name).write_text(TEXT.format(place) + "\n" * number, encoding="utf-8")
    (folder / "documents.csv").write_text("file,place\ntold.txt,吉林省长春市朝阳区\n", encoding="utf-8")
    builder.build([folder], folder / "out", jobs=1)
    return folder / "out"


@pytest.fixture(scope="module")
def graph(built: Path) -> Store:
    return memory.load(built / "graph.ttl")


def test_facts_of_documents_of_no_certain_place_do_not_meet(graph: Store) -> None:
    projects = {quad.subject for quad in graph.quads_for_pattern(None, FZ.capacity, None)}
    assert len(projects) == 5
    documents = {quad.subject: quad.object for quad in graph.quads_for_pattern(None, DCTERMS.spatial, None)}
    assert len(documents) == len(set(documents.values())) == 3


def test_every_candidate_is_told_and_none_is_chosen(graph: Store) -> None:
    open_places = {quad.subject for quad in graph.quads_for_pattern(None, FZ.candidateCode, None)}
    assert len(open_places) == 2
    for place in open_places:
        assert [quad.object.value for quad in graph.quads_for_pattern(place, SKOS.prefLabel, None)] == ["朝阳区"]
        codes = {quad.object.value for quad in graph.quads_for_pattern(place, FZ.candidateCode, None)}
        assert codes == {"110105", "220104"}
        assert not list(graph.quads_for_pattern(place, FZ.divisionCode, None))


def test_the_report_names_document_candidates_and_remedy(built: Path) -> None:
    report = (built / "report.txt").read_text(encoding="utf-8")
    section = report.partition("Documents whose place is not certain (4)")[2]
    assert [name for name in ("lost.txt", "nowhere.txt", "one.txt", "two.txt") if name in section] == [
        "lost.txt",
        "nowhere.txt",
        "one.txt",
        "two.txt",
    ]
    assert "told.txt" not in section
    assert section.count("北京市朝阳区 110105、吉林省长春市朝阳区 220104") == 2
    assert section.count("in documents.csv") == 4


def test_a_place_that_the_user_gives_is_certain(graph: Store) -> None:
    codes = {quad.object.value for quad in graph.quads_for_pattern(None, FZ.divisionCode, None)}
    assert "220104" in codes and "110105" not in codes


def test_the_open_names_can_be_asked_for(graph: Store) -> None:
    columns, rows = memory.run(graph, "open-places")
    assert columns == ("document", "name", "candidates", "iri")
    found = [(document, name, sorted(codes.split("|"))) for document, name, codes, _ in rows]
    assert found == [(name, "朝阳区", ["110105", "220104"]) for name in ("one.txt", "two.txt")]
