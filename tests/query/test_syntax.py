"""SPARQL text before it is run: what is refused, what a limit becomes, and where a query breaks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import syntax


@pytest.mark.parametrize(
    ("text", "form", "graphs"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", ()),
        ("# SELECT\nprefix a: <b:> ask {}", "ASK", ()),
        ("PREFIX a: <http://a/> CONSTRUCT WHERE { ?s a:SELECT ?o }", "CONSTRUCT", ()),
        ("DESCRIBE <a:a>", "DESCRIBE", ()),
        ("SELECT*FROM<http://a/1>FROM NAMED<http://a/2>{}", "SELECT", ("http://a/1", "http://a/2")),
        (
            "BASE <http://a/b/> PREFIX x: <c/> ASK FROM <../d> FROM NAMED x:e {}",
            "ASK",
            ("http://a/d", "http://a/b/c/e"),
        ),
    ],
)
def test_what_a_query_asks_for(text: str, form: str, graphs: tuple[str, ...]) -> None:
    assert syntax.examine(text) == syntax.Asked(form, graphs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE <http://a/> {} }",
        "ASK { service silent ?x {} }",
        "PREFIX e: <http://a/> ASK { SERVICEe:x {} }",
        "ASK { ?s ?p 1SERVICE<http://a/> {} }",
        "ASK { ?s ?p trueSERVICE:x {} }",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "PREFIX a: <a:> load <file:///etc/passwd>",
        "ASK " + "{" * 101 + "}" * 101,
        "ASK { ?s ?p " + "[ ?p " * 101,
    ],
)
def test_what_a_read_only_store_does_not_run_is_refused(text: str) -> None:
    with pytest.raises(syntax.RefusedError, match=r"^line 1, column [0-9]+: "):
        syntax.examine(text)


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?service ?p \'SERVICE\' ; <http://a/SERVICE> """INSERT \' SERVICE"""@en-service } # SERVICE',
        "PREFIX e: <http://a/> ASK { ?s e:SERVICE e:x.SERVICE }",
        "ASK { _:service ?p ?o FILTER (?p<?o&&?o>?p) }",
        "ASK " + "{" * 100 + "}" * 100,
    ],
)
def test_a_word_that_is_no_keyword_is_not_refused(text: str) -> None:
    assert syntax.examine(text).form == "ASK"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "SELECT * WHERE {\n  ?s ?p ?o .\n  FILTR(?x)\n}",
            "line 3, column 3: FILTR cannot stand here; did you mean FILTER?",
        ),
        ("SELEC ?x {}", "line 1, column 1: SELEC cannot stand here; did you mean SELECT? expected one of SELECT ASK"),
        ("SELECT ?x WHERE { ?x ?y } LIMIT 3", "line 1, column 25: } cannot stand here; expected one of ( [ a variable"),
        ("SELECT ?x WHERE ?x ?y ?z }", "line 1, column 17: ?x cannot stand here; expected {"),
        ("SELECT ?x WHERE { ?x ?y ?z } LIMIT x", "line 1, column 36: x cannot stand here; expected a number"),
        ("select count(*) {?a ?b ?c}", "line 1, column 8: count cannot stand here; expected one of ( * a variable"),
        ("SELECT * {\n ?a ?b ", "line 2, column 7: the query ends too early; expected one of"),
        ("ASK {} }", "line 1, column 8: } cannot stand here; expected one of VALUES"),
        ("", "line 1, column 1: the query ends too early; expected one of SELECT ASK"),
        ('ASK { ?s ?p "abc }', "line 1, column 13: the string that begins here does not end; close its quotes"),
        ("ASK { ?x foo:bar ?y }", "line 1, column 10: the prefix foo: is not declared; declare it: PREFIX foo: <…>"),
        ("ASK { ?x skos:a ?y }", "add PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"),
        ("ASK { ?x <rel> ?y }", "line 1, column 10: <rel> is no absolute IRI; write it whole, or give a BASE"),
        ("SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }", "variable that is unbound"),
    ],
)
def test_a_broken_query_says_where_what_and_what_could_stand_there(text: str, words: str) -> None:
    told = str(syntax.fault(text, Store()))
    assert words in told and "\n" not in told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }\nLIMIT 10"),
        ("SELECT * { ?s ?p ?o } # LIMIT 3", "SELECT * { ?s ?p ?o } # LIMIT 3\nLIMIT 10"),
        ("SELECT * { ?s ?p ?o } LIMIT 3", "SELECT * { ?s ?p ?o } LIMIT 3"),
        ("select * { ?s ?p ?o } offset 3 limit 30", "select * { ?s ?p ?o } offset 3 limit 10"),
        ("DESCRIBE <a:a>", "DESCRIBE <a:a>\nLIMIT 10"),
        ("ASK {}", "ASK {}"),
    ],
)
def test_a_limit_is_put_where_it_belongs(text: str, expected: str) -> None:
    assert syntax.limited(text, 10) == expected
    Store().query(expected)


@given(st.text(max_size=60) | st.text(alphabet="SELCT*{}()?x<>\"'. \n#:a1", max_size=60))
def test_any_text_is_a_query_or_has_a_place_where_it_breaks(text: str) -> None:
    store = Store()
    try:
        syntax.examine(text)
        store.query(text)
    except QueryError as error:
        assert "\n" not in str(error)
    except SyntaxError:
        assert "\n" not in str(syntax.fault(text, store))
    except ValueError:
        assert any("\ud800" <= letter <= "\udfff" for letter in text)


@pytest.mark.parametrize(
    "text", ["." * 300_000, "'" * 300_001, "a" * 300_000, "<" * 300_000, "a:" * 150_000, '"""' * 99_999]
)
def test_tokens_are_found_in_linear_time(text: str) -> None:
    begun = time.monotonic()
    assert sum(len(token.text) for token in syntax.tokens(text)) == len(text)
    assert time.monotonic() - begun < 5
