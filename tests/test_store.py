"""Shipped queries: the same rows in two engines, parameters that cannot break out, and errors in one line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from made import BASE, DOCUMENT, FACTS, GROWTH, told
from pyoxigraph import Literal, RdfFormat, Store, parse

from kg import rdf, shipped, store
from kg.errors import InputError, QueryError
from kg.export import turtle
from kg.shipped import Shipped, bound
from kg.validate import gate


@pytest.fixture(scope="module")
def graph() -> Store:
    """Two documents, of one place."""
    found = Store()
    found.extend(gate(rdf.quads(FACTS, BASE)).kept)
    other = replace(DOCUMENT, name="b.txt", place=told("格尔木市"))
    found.extend(gate(rdf.quads(replace(FACTS, document=other, observations=(GROWTH,)), BASE)).kept)
    return found


@pytest.fixture(scope="module")
def file(graph: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    turtle.write(graph, folder)
    return folder / "graph.ttl"


def normal(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with the items of each list sorted, for their order is the engine's own."""
    return sorted(tuple("|".join(sorted(cell.split("|"))) for cell in row) for row in rows)


@pytest.mark.parametrize("name", store.shipped())
def test_a_shipped_query_gives_the_same_rows_in_two_engines(file: Path, name: str) -> None:
    query = store.shipped()[name]
    columns, rows = store.run(store.load(file), name)
    answer = rdflib.Graph().parse(file).query(query.text)
    theirs = [tuple("" if term is None else str(term) for term in row) for row in answer]  # type: ignore[union-attr]
    assert [str(column) for column in answer.vars or ()] == list(columns)
    assert normal(theirs) == normal(rows)


@pytest.mark.parametrize("name", store.shipped())
def test_a_shipped_query_says_what_it_asks_and_its_example_runs(graph: Store, name: str) -> None:
    query = store.shipped()[name]
    assert query.zh and query.en and query.example.startswith(f"kg query {name}")
    given = dict(item.split("=", 1) for item in query.example.split()[3:] if "=" in item)
    assert set(given) <= {parameter for parameter, _ in query.parameters}
    store.run(graph, name, given)


@pytest.mark.parametrize(
    ("name", "parameters", "column", "expected"),
    [
        ("targets", {"place": "格尔木市", "year": "2025"}, "what", ["高标准农田"]),
        ("targets", {"place": "青海省海西蒙古族藏族自治州格尔木市"}, "what", ["高标准农田"]),
        ("targets", {"place": "格尔木"}, "what", ["高标准农田"]),
        ("targets", {"place": "格尔"}, "what", []),
        ("targets", {"year": "2024"}, "what", []),
        ("targets", {"place": "西宁市"}, "what", []),
        ("results", {"indicator": "GDP", "place": "格尔木市"}, "value", ["421.17", "5.6", "5.6"]),
        ("results", {"indicator": "生产总值", "year": "2024"}, "value", ["421.17", "5.6", "5.6"]),
        ("projects-by-stage", {"stage": "started", "place": "乌图美仁乡"}, "capacity", ["2×660兆瓦"] * 2),
        ("projects-by-stage", {"stage": "completed"}, "capacity", []),
        ("place-industries", {"place": "格尔木市"}, "industry", ["清洁能源"] * 2),
        ("evidence", {"name": "昆仑新能源有限公司"}, "quote", ["昆仑新能源有限公司"] * 2),
    ],
)
def test_parameters_choose_rows(
    graph: Store, name: str, parameters: dict[str, str], column: str, expected: list[str]
) -> None:
    columns, rows = store.run(graph, name, parameters)
    assert [row[columns.index(column)] for row in rows] == expected


@pytest.mark.parametrize(
    "query", [query for query in store.shipped().values() if query.via], ids=lambda query: query.name
)
@pytest.mark.parametrize("value", ["格尔木市", "格尔木", "青海省", "南岭2×660兆瓦光伏发电项目", "nowhere"])
def test_the_way_from_a_thing_to_its_rows_leaves_the_rows_as_they_are(graph: Store, query: Shipped, value: str) -> None:
    name = query.via[0][0]
    led = store.run(graph, query.name, {name: value})[1]
    full = {"格尔木": "青海省海西蒙古族藏族自治州格尔木市"}.get(value, value)
    text = bound(query.text, {name: [Literal(full)]})
    assert sorted(led) == sorted(store.run(graph, text)[1])


@pytest.mark.parametrize(
    "value", ['"', '格尔木市" } #', "\\", "\n", "} UNION { ?x ?y ?z", "?place", "'''", '"""', "<http://a/ b>x", "\x00"]
)
def test_a_value_cannot_leave_its_place(graph: Store, value: str) -> None:
    assert store.run(graph, "targets", {"place": value})[1] == []


def test_parameters_of_a_query_of_ones_own(graph: Store) -> None:
    text = """# a { brace in a comment
    PREFIX fz: <https://w3id.org/fazhan/ontology#>
    SELECT ?value WHERE { ?x a fz:Target ; fz:asWritten ?value ; fz:unit ?unit . FILTER (?unit != "{") }"""
    assert store.run(graph, text, {"unit": "万亩"})[1] == [("1.58",)]
    assert store.run(graph, text, {"unit": "亿元"})[1] == []
    iri = store.run(graph, "SELECT ?x { ?x a ?class }", {"class": "<https://w3id.org/fazhan/ontology#Target>"})
    assert len(iri[1]) == 1


def test_what_two_documents_say_is_counted_once(graph: Store) -> None:
    text = "SELECT (COUNT(?x) AS ?n) { ?x a <https://w3id.org/fazhan/ontology#Project> }"
    assert store.run(graph, text) == (("n",), [("1",)])
    named = "SELECT (COUNT(?g) AS ?n) { GRAPH ?g { ?x a <https://w3id.org/fazhan/ontology#Project> } }"
    assert store.run(graph, named)[1] == [("2",)]


@pytest.mark.parametrize(
    ("query", "parameters", "words"),
    [
        ("nosuch", {}, "is no shipped query; give SPARQL or one of"),
        ("targtes", {}, "is no shipped query; did you mean targets"),
        ("SELECT", {}, "line 1, column 7: the query ends too early; expected one of"),
        (
            "targets",
            {"plaec": "x"},
            "has no parameter 'plaec'; did you mean place? its parameters are indicator, place, year",
        ),
        ("ASK { SERVICE <http://example.org/> {} }", {}, "SERVICE would go out to a network"),
        ("places", {"x": "y"}, "it has no parameters"),
        ("targets", {"place": "<no iri>"}, "is no absolute IRI"),
        ("ASK { ?x ?y ?z }", {}, "is no SELECT"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(
    graph: Store, query: str, parameters: dict[str, str], words: str
) -> None:
    with pytest.raises(QueryError) as caught:
        store.run(graph, query, parameters)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_graphs_are_loaded_by_their_ending(file: Path) -> None:
    whole = len(list(parse(path=str(file), format=RdfFormat.TURTLE)))
    assert len(store.load(file)) == whole
    assert len(list(store.load(file.with_suffix(".nq")).named_graphs())) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("no.ttl", None, "does not exist"), ("a.txt", b"", "none of the endings"), ("a.ttl", b"<a> <b", "cannot be read")],
)
def test_a_graph_that_cannot_be_loaded_says_why(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=words):
        store.load(tmp_path / name)


def test_a_name_that_nothing_has_is_told_with_those_like_it(graph: Store) -> None:
    assert shipped.unheard(graph, "targets", {"place": "格尔木", "year": "1999"}) == []
    [line] = shipped.unheard(graph, "targets", {"place": "格尔木县"})
    assert line.startswith("place: nothing in the graph is called '格尔木县'; did you mean 格尔木")
