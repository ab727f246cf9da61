"""`kg query`: parameters as options, formats, limits, the store on disk, and one line where something is wrong."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import rdflib
from made import BASE, FACTS

from kg import rdf
from kg.cli import run
from kg.rdf import turtle
from kg.serve import alone

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?a != ?l) }"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("query") / "graph.nq"
    path.write_bytes(turtle.nquads(rdf.quads(FACTS, BASE)))
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What `kg query ARGUMENTS...` answers."""
    assert run(["query", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("place", ["格尔木", "格尔木市", "青海省海西蒙古族藏族自治州格尔木市"])
def test_parameters_are_options(graph: str, capsys: pytest.CaptureFixture[str], place: str) -> None:
    columns = ("--columns", "of,what,value", "--format", "csv")
    for given in (("--place", place, "--year", "2025"), (f"--place={place}",), ("--param", f"place={place}")):
        assert (
            said(capsys, "targets", *given, "--graph", graph, *columns) == "of,what,value\n格尔木市,高标准农田,1.58\n"
        )
    assert said(capsys, "--graph", graph, *columns, "--place", place, "targets").endswith("1.58\n")


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("csv", "value\n"), ("tsv", "?value\n"), ("json", '{"head":{"vars":["value"]}'), ("xml", '<?xml version="1.0"'),
        pytest.param("table", "  value", marks=pytest.mark.processes),
    ],
)  # fmt: skip
def test_rows_in_every_form(graph: str, capsys: pytest.CaptureFixture[str], form: str, begin: str) -> None:
    query = "SELECT ?value { ?x <https://w3id.org/fazhan/ontology#value> ?value }"
    assert said(capsys, query, "--graph", graph, "--format", form).startswith(begin)


@pytest.mark.parametrize(("form", "begin"), [("ttl", "@prefix"), ("nt", "<"), ("json", "[{"), ("xml", "<?xml")])
def test_triples_in_every_form(graph: str, capsys: pytest.CaptureFixture[str], form: str, begin: str) -> None:
    for query in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?x { ?x a <https://w3id.org/fazhan/ontology#Project> }"):
        assert said(capsys, query, "--graph", graph, "--format", form, "--limit", "3").startswith(begin)


def test_a_limit_bounds_rows_and_triples(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(said(capsys, "observations", "--graph", graph, "--limit", "2", "--format", "csv").splitlines()) == 3
    triples = said(capsys, "CONSTRUCT WHERE { ?s ?p ?o }", "--graph", graph, "--limit", "2", "--format", "nt")
    assert len(triples.splitlines()) == 2


@pytest.mark.processes
def test_a_store_answers_like_the_file_and_can_be_asked_alone(
    graph: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = str(tmp_path / "store")
    plain = said(capsys, "targets", "--graph", graph, "--format", "json")
    assert said(capsys, "targets", "--graph", graph, "--store", folder, "--format", "json") == plain
    assert said(capsys, "targets", "--store", folder, "--format", "json") == plain
    counted = said(capsys, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--store", folder, "--format", "json")
    whole = said(capsys, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--graph", graph, "--format", "json")
    assert json.loads(counted) == json.loads(whole)


def test_a_query_is_printed_for_another_store(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    written = said(capsys, "targets", "--place", "格尔木", "--graph", graph, "--print")
    assert "LATERAL" not in written and 'VALUES ?place { "青海省海西蒙古族藏族自治州格尔木市" }' in written
    rows = rdflib.Dataset(default_union=True).parse(graph).query(written)
    ours = said(capsys, "targets", "--place", "格尔木", "--graph", graph, "--format", "csv")
    assert len(list(rows)) == len(ours.splitlines()) - 1 > 0


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?x { ?x ?y ?z", "the query ends too early"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "would write"),
        ("targtes", "did you mean targets"),
    ],
)
def test_what_is_no_query_is_not_printed(
    graph: str, capsys: pytest.CaptureFixture[str], query: str, words: str
) -> None:
    assert run(["query", query, "--graph", graph, "--print"]) == 2
    said = capsys.readouterr()
    assert not said.out and words in said.err


@pytest.mark.processes
def test_a_timeout_really_ends_the_work(graph: str, capfd: pytest.CaptureFixture[str]) -> None:
    begun = time.monotonic()
    assert run(["query", RUNAWAY, "--graph", graph, "--timeout", "1"]) == 2
    assert time.monotonic() - begun < 60  # it would take hours
    assert capfd.readouterr().err == (
        "the query: took longer than 1 s and was ended; ask for less, or give it more time with --timeout\n"
    )
    assert run(["query", "targets", "--place", "格尔木", "--graph", graph, "--timeout", "60", "--format", "csv"]) == 0
    assert "高标准农田" in capfd.readouterr().out


DEEP = {
    "a long query": ("ASK { FILTER ('" + "a" * 300_000 + "' = '') }", 0, ""),
    "many brackets": ("SELECT * { " + "{" * 5_000 + "}" * 5_000 + " }", 2, "brackets are nested more than 100 deep"),
    "many signs": ("SELECT (" + "!" * 200_000 + "1 AS ?x) {}", 2, "the query: is too deep"),
    "many sums": ("SELECT (1" + "+1" * 200_000 + " AS ?x) {}", 2, "the query: "),
    "a long path": ("ASK { ?s " + "^" * 100_000 + "<x:a> ?o }", 2, ""),
    "much memory": ("SELECT ?a ?c ?e { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", 2, "the query: "),
}


@pytest.mark.processes
@pytest.mark.parametrize("name", [*list(DEEP)[:-1], pytest.param("much memory", marks=pytest.mark.slow)])
def test_a_query_that_is_too_much_for_the_engine_ends_in_a_line(
    graph: str, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    query, code, words = DEEP[name]
    assert run(["query", query, "--graph", graph]) == code
    err = capfd.readouterr().err
    assert words in err and err.count("\n") == (1 if code else 0), err[:500]


def test_a_query_of_somebodys_has_bounds(graph: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[float] = []
    monkeypatch.setattr(alone, "answer", lambda _asked, seconds: given.append(seconds) or ("", []))
    assert run(["query", "ASK {}", "--graph", graph]) == run(["query", "targets", "--graph", graph]) == 0
    assert run(["query", "targets", "--graph", graph, "--timeout", "5"]) == 0
    assert given == [300.0, 5.0]


def test_the_list_tells_what_each_query_asks_its_parameters_and_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "--list")
    for words in ("targets\n  某地某年的目标", "  --place  地方的名称或全称", "  $ kg query targets --"):
        assert words in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("targtes",), "targtes: is no shipped query; did you mean targets"),
        (("targets", "--plaec", "x"), "--plaec: is no option and no parameter of this query; did you mean place?"),
        (("targets", "--frmat", "csv"), "--frmat: is no option and no parameter of this query; did you mean format?"),
        (("targets", "--param", "yaer=2025"), "targets: has no parameter 'yaer'; did you mean year?"),
        (("targets", "--columns", "whta"), "--columns whta: is no column of the answer; did you mean what?"),
        (("targets", "--place"), "requires an argument"),
        (("targets", "places"), "unexpected extra argument"),
        (("ASK {}", "--place", "x"), "only shipped queries have such"),
        pytest.param(
            *(("SELECT * { ?s ?p }",), "line 1, column 18: } cannot stand here; expected one of"),
            marks=pytest.mark.processes,
        ),
        (("SELECT * { SERVICE <http://127.0.0.1:9/> {} }",), "SERVICE would go out to a network"),
        (("DROP ALL",), "DROP would write"),
        (("CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "cannot hold triples"),
        (("ASK {}", "--format", "nt"), "holds triples, not rows"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(
    graph: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    assert run(["query", *arguments, "--graph", graph]) == 2
    told = capsys.readouterr()
    assert words in told.err and told.err.count("\n") == 1 and told.out == ""
