"""The package as a library: build, ask, load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, KgError, QueryError

TEXT = "西岭市2024年发展回眸\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("in")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    return kg.build([folder])


def test_a_graph_is_built_and_asked(graph: kg.Graph) -> None:
    found = {row["value"]: row for row in graph.query("observations")}
    assert set(found) == {"421.17", "5.6"}
    assert found["421.17"]["quote"] == TEXT[int(found["421.17"]["start"]) : int(found["421.17"]["end"])]
    assert found["5.6"]["place"] == "西岭市"


def test_a_file_that_cannot_be_read_is_told(graph: kg.Graph) -> None:
    assert [Path(failure.where).name for failure in graph.failures] == ["b.txt"]


def test_a_thing_is_explained(graph: kg.Graph) -> None:
    assert "421.17亿元" in graph.explain("地区生产总值")
    with pytest.raises(QueryError):
        graph.query("no-such-query")


def test_what_changed_since_an_earlier_graph(graph: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(TEXT.replace("421.17", "500"), encoding="utf-8")
    later = kg.build([tmp_path / "c.txt"])
    assert [change.kind for change in later.changes(since=graph)] == ["document-added", "document-removed"]
    assert graph.changes(since=graph) == ()


def test_what_is_written_is_what_is_loaded(graph: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(graph.turtle(), encoding="utf-8")
    assert kg.load(tmp_path / "graph.ttl").turtle() == graph.turtle()


def test_a_path_may_be_given_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        kg.build(str(tmp_path / "nowhere"))


def test_to_import_the_package_costs_nothing() -> None:
    code = "import sys, kg; print([name for name in sys.modules if name.startswith('kg.') or name == 'pyoxigraph'])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        kg.nothing  # noqa: B018


# Other tools


def test_a_frame_has_numbers_as_numbers(graph: kg.Graph) -> None:
    pytest.importorskip("pandas")
    query = """
    PREFIX fz: <https://w3id.org/fazhan/ontology#>
    SELECT ?value ?end ?unit ?nested ?text WHERE {
      ?o fz:value ?value ; fz:unit ?unit ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?m .
      ?m <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex> ?end .
      OPTIONAL { ?m fz:nested ?nested } OPTIONAL { ?o fz:unknown ?text }
    } ORDER BY ?value"""
    found = graph.frame(query)
    assert [str(kind) for kind in found.dtypes] == ["Float64", "Int64", "string", "string", "string"]
    assert list(found["value"]) == [5.6, 421.17]
    assert found["text"].isna().all()
    assert list(
        graph.frame(
            "observations",
        )["value"]
    ) == ["421.17", "5.6"]  # as written


def test_a_frame_of_no_rows_has_its_columns(graph: kg.Graph) -> None:
    pytest.importorskip("pandas")
    assert list(graph.frame("targets").columns)[:3] == ["of", "what", "value"]
    with pytest.raises(QueryError, match="is no SELECT"):
        graph.frame("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(("module", "call"), [("pandas", "frame"), ("oxrdflib", "to_rdflib")])
def test_a_missing_package_says_how_to_get_it(
    graph: kg.Graph, monkeypatch: pytest.MonkeyPatch, module: str, call: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(KgError, match=f"needs {module}; install it with: .*pip install "):
        getattr(graph, call)(*(["ASK {}"] if call == "frame" else []))


def test_networkx_has_links_by_name(graph: kg.Graph) -> None:
    found = graph.to_networkx()
    (fact,) = [node for node, value in found.nodes(data="asWritten") if value == "421.17"]
    links = {key: found.nodes[end]["type"] for _, end, key in found.out_edges(fact, keys=True)}
    assert links == {"indicator": "Indicator", "place": "AdministrativeDivision", "inDocument": "Document"}
    assert found.nodes[fact]["type"] == "Achievement"
    assert found.nodes[fact]["sentence"] == TEXT.splitlines()[1]


def test_rdflib_asks_the_same_store(graph: kg.Graph) -> None:
    pytest.importorskip("oxrdflib")
    query = "SELECT DISTINCT ?o WHERE { ?o a <https://w3id.org/fazhan/ontology#Achievement> } ORDER BY ?o"
    theirs = [str(row[0]) for row in graph.to_rdflib().query(query)]  # type: ignore[index]
    assert theirs == [row["o"] for row in graph.query(query)] != []


def test_a_notebook_shows_what_there_is_and_runs_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(
        """@prefix fz: <https://w3id.org/fazhan/ontology#> . @prefix dcterms: <http://purl.org/dc/terms/> .
        <urn:d> a fz:Document ; dcterms:identifier "<script>alert(1)</script>.txt" ; dcterms:title "西岭 & 东岭" .
        <urn:p> a fz:Project .""",
        encoding="utf-8",
    )
    graph = kg.load(tmp_path / "a.ttl")
    html = graph._repr_html_()
    assert "<td>project</td><td>1</td>" in html
    assert "西岭 &amp; 东岭" in html and "<script" not in html
    assert repr(graph) == "<Graph: 1 document, 4 quads>"


def test_a_year_may_be_a_number(graph: kg.Graph) -> None:
    assert graph.query("targets", year=2025) == graph.query("targets", year="2025")


def test_the_package_shows_what_it_offers() -> None:
    assert {"build", "load", "Graph"} <= set(dir(kg))
