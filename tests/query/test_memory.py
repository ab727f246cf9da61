"""Shipped queries: the same rows in two engines, parameters that cannot break out, and errors in one line."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import made
import pytest
import rdflib
from made import BASE, DOCUMENT, FACTS, GROWTH, told
from pyoxigraph import RdfFormat, Store, parse

from kg import rdf
from kg.errors import InputError, QueryError
from kg.query import binding, disk, memory, syntax
from kg.query.binding import Source, portable
from kg.query.shipped import Shipped
from kg.rdf.validate import gate


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
    made.write(graph, folder)
    return folder / "graph.ttl"


@pytest.fixture(scope="module")
def other_engine(file: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(file)


def normal(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows with the items of each list sorted, for their order is the engine's own."""
    return sorted(tuple("|".join(sorted(cell.split("|"))) for cell in row) for row in rows)


@pytest.mark.parametrize("name", memory.shipped())
def test_a_shipped_query_gives_the_same_rows_in_two_engines(
    graph: Store, other_engine: rdflib.Graph, name: str
) -> None:
    columns, rows = memory.run(graph, name)
    answer = other_engine.query(memory.shipped()[name].text)
    theirs = [tuple("" if term is None else str(term) for term in row) for row in answer]  # type: ignore[union-attr]
    assert [str(column) for column in answer.vars or ()] == list(columns)
    assert syntax.columns(memory.shipped()[name].text) == columns
    assert normal(theirs) == normal(rows)


@pytest.mark.parametrize("name", memory.shipped())
def test_a_shipped_query_says_what_it_asks_and_its_example_runs(graph: Store, name: str) -> None:
    query = memory.shipped()[name]
    assert query.zh and query.en and query.example.startswith(f"kg query {name}")
    given = dict(item.split("=", 1) for item in query.example.split()[3:] if "=" in item)
    assert set(given) <= {parameter for parameter, _ in query.parameters}
    memory.run(graph, name, given)


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
    columns, rows = memory.run(graph, name, parameters)
    assert [row[columns.index(column)] for row in rows] == expected


Values = dict[str, tuple[str, ...]]

OF_SEEDS: Values = {
    "place": ("格尔木", "青海省", "nowhere"),
    "name": ("格尔木市", "盐湖", "抽水蓄能", "nowhere"),
    "indicator": ("GDP", "收入", "nowhere"),
    "industry": ("清洁能源", "业", "nowhere"),
    "owner": ("公司", "nowhere"),
}
OF_PAIR: Values = {
    "place": ("西岭", "青港县", "nowhere"),
    "name": ("西岭县", "青石沟", "抽水蓄能", "nowhere"),
    "indicator": ("GDP", "收入", "nowhere"),
    "industry": ("光伏", "业", "nowhere"),
    "owner": ("公司", "nowhere"),
}


VALUES = {"pair": OF_PAIR, "seeds": OF_SEEDS}


@pytest.fixture(scope="module")
def seeds(seeds_build: Path) -> Store:
    return memory.load(seeds_build / "graph.ttl")


@pytest.fixture(scope="module")
def pair(pair_build: Path) -> Store:
    return memory.load(pair_build / "graph.ttl")


WITH_WAYS = pytest.mark.parametrize(
    "query", [query for query in memory.shipped().values() if query.ways], ids=lambda query: query.name
)


def the_way_leaves_the_rows_as_they_are(graph: Store, query: Shipped, values: Values) -> None:
    for chosen in product(*(("", *values[name]) for name in query.ways)):
        given = {name: value for name, value in zip(query.ways, chosen, strict=True) if value}
        plain = portable(Source(graph), query.name, given)
        assert normal(memory.run(graph, query.name, given)[1]) == normal(memory.run(graph, plain)[1]), given


@WITH_WAYS
def test_the_way_to_the_rows_of_a_parameter_leaves_them_as_they_are(pair: Store, query: Shipped) -> None:
    the_way_leaves_the_rows_as_they_are(pair, query, OF_PAIR)


@pytest.mark.slow
@WITH_WAYS
def test_the_way_to_the_rows_of_a_parameter_leaves_those_of_the_seeds(seeds: Store, query: Shipped) -> None:
    the_way_leaves_the_rows_as_they_are(seeds, query, OF_SEEDS)


def test_a_thing_may_be_given_by_its_iri(seeds: Store) -> None:
    [golmud] = binding.called(Source(seeds), "格尔木市")
    for name in ("targets", "history", "projects-by-stage", "about"):
        parameter = "name" if name == "about" else "place"
        rows = memory.run(seeds, name, {parameter: str(golmud)})[1]
        assert rows and rows == memory.run(seeds, name, {parameter: "格尔木市"})[1]
    both = {"place": str(golmud), "indicator": "地区生产总值"}
    assert memory.run(seeds, "results", both)[1] == memory.run(seeds, "results", both | {"place": "格尔木市"})[1] != []


@pytest.mark.parametrize("of", ["pair", pytest.param("seeds", marks=pytest.mark.slow)])
def test_words_are_found_in_a_list_of_names_as_in_the_store(
    request: pytest.FixtureRequest, tmp_path: Path, of: str
) -> None:
    graph, built, of_graph = request.getfixturevalue(of), request.getfixturevalue(f"{of}_build"), VALUES[of]
    with disk.opened(tmp_path / "store", built / "graph.ttl") as opened:
        listed = opened.source()
        for query in memory.shipped().values():
            for name in (name for name, way in query.ways.items() if way.is_wide):
                for value in (*of_graph[name], "", " ", "Indicator", "\t"):
                    rows = (memory.run(source, query.name, {name: value})[1] for source in (listed, graph))
                    assert normal(next(rows)) == normal(next(rows)), (query.name, value)


@pytest.mark.parametrize(
    "value", ['"', '格尔木市" } #', "\\", "\n", "} UNION { ?x ?y ?z", "?place", "'''", '"""', "<http://a/ b>x", "\x00"]
)
def test_a_value_cannot_leave_its_place(graph: Store, value: str) -> None:
    assert memory.run(graph, "targets", {"place": value})[1] == []


def test_parameters_of_a_query_of_ones_own(graph: Store) -> None:
    text = """# a { brace in a comment
    PREFIX fz: <https://w3id.org/fazhan/ontology#>
    SELECT ?value WHERE { ?x a fz:Target ; fz:value ?value ; fz:unit ?unit . FILTER (?unit != "{") }"""
    assert memory.run(graph, text, {"unit": "万亩"})[1] == [("1.58",)]
    assert memory.run(graph, text, {"unit": "亿元"})[1] == []
    iri = memory.run(graph, "SELECT ?x { ?x a ?class }", {"class": "<https://w3id.org/fazhan/ontology#Target>"})
    assert len(iri[1]) == 1


def test_what_two_documents_say_is_counted_once(graph: Store) -> None:
    text = "SELECT (COUNT(?x) AS ?n) { ?x a <https://w3id.org/fazhan/ontology#Project> }"
    assert memory.run(graph, text) == (("n",), [("1",)])
    named = "SELECT (COUNT(?g) AS ?n) { GRAPH ?g { ?x a <https://w3id.org/fazhan/ontology#Project> } }"
    assert memory.run(graph, named)[1] == [("2",)]


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
        memory.run(graph, query, parameters)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_graphs_are_loaded_by_their_ending(file: Path) -> None:
    whole = len(list(parse(path=str(file), format=RdfFormat.TURTLE)))
    assert len(memory.load(file)) == whole
    assert len(list(memory.load(file.with_suffix(".nq")).named_graphs())) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("no.ttl", None, "does not exist"), ("a.txt", b"", "none of the endings"), ("a.ttl", b"<a> <b", "cannot be read")],
)
def test_a_graph_that_cannot_be_loaded_says_why(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=words):
        memory.load(tmp_path / name)


def test_a_name_that_nothing_has_is_told_with_those_like_it(graph: Store) -> None:
    assert binding.unheard(Source(graph), "targets", {"place": "格尔木", "year": "1999"}) == []
    [line] = binding.unheard(Source(graph), "targets", {"place": "格尔木县"})
    assert line.startswith("place: nothing in the graph is called '格尔木县'; did you mean 格尔木")
