"""Answers of queries: tables whose columns stay aligned with Chinese in them, and the other forms."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rich.cells import cell_len

from kg.errors import QueryError
from kg.query import results

PREFIXES = {"ex": "https://example.org/", "deep": "https://example.org/deep/"}


def node(name: str) -> NamedNode:
    return NamedNode("https://example.org/" + name)


@pytest.fixture
def store() -> Store:
    store = Store()
    store.add(Quad(node("a"), node("name"), Literal("西岭市[red]", language="zh")))
    store.add(Quad(node("deep/b"), node("name"), Literal("b\x1b[31m")))
    return store


SELECT = "SELECT ?s ?name WHERE { ?s <https://example.org/name> ?name } ORDER BY ?s"


def test_a_table_shows_short_names_markup_as_text_and_no_control_characters(store: Store) -> None:
    assert results.render(store.query(SELECT), "table", prefixes=PREFIXES) == (
        " s        name\n──────────────────────\n ex:a     西岭市[red]\n deep:b   b [31m\n"
    )


def test_csv_and_json_hold_whole_values(store: Store) -> None:
    assert (
        results.render(store.query(SELECT), "csv", prefixes=PREFIXES).splitlines()[1]
        == "https://example.org/a,西岭市[red]"
    )
    found = json.loads(results.render(store.query(SELECT), "json", prefixes=PREFIXES))["results"]["bindings"]
    assert found[0]["name"] == {"type": "literal", "value": "西岭市[red]", "xml:lang": "zh"}


@pytest.mark.parametrize(
    ("form", "expected"), [("table", "true\n"), ("csv", "true\n"), ("json", '{"head":{},"boolean":true}\n')]
)
def test_a_question_is_answered_by_yes_or_no(store: Store, form: str, expected: str) -> None:
    assert results.render(store.query("ASK { ?s ?p ?o }"), form, prefixes=PREFIXES) == expected


def test_triples_are_turtle_or_json_but_not_csv(store: Store) -> None:
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert "@prefix ex:" in results.render(store.query(construct), "table", prefixes=PREFIXES)
    assert json.loads(results.render(store.query(construct), "json", prefixes=PREFIXES))
    with pytest.raises(QueryError, match="cannot hold triples"):
        results.render(store.query(construct), "csv", prefixes=PREFIXES)


def test_a_narrow_terminal_breaks_cells_and_not_columns() -> None:
    text = results.table(["一", "n"], [["新建高标准农田" * 9, "12"], ["b", "3"]], 40)
    assert max(map(cell_len, text.splitlines())) <= 40
    assert sum("12" in line for line in text.splitlines()) == 1


def test_many_columns_in_a_narrow_terminal_become_a_block_for_each_row() -> None:
    names, rows = list("abcde"), [["西岭市" * 9, "1", "", "2", "3"], ["b", "4", "5", "6", "7"]]
    assert (
        results.table(names, rows, 40) == "a  " + "西岭市" * 9 + "\nb  1\nd  2\ne  3\n\na  b\nb  4\nc  5\nd  6\ne  7\n"
    )
    assert len(results.table(names, rows, 200).splitlines()) == 4


def test_an_empty_answer_has_its_head(store: Store) -> None:
    assert results.render(store.query("SELECT ?x WHERE { ?x ?x ?x }"), "table", prefixes=PREFIXES).split() == [
        "x",
        "───",
    ]
