"""What a person sees: a page for every thing with its facts and sentences, the text at the place, search."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from made import BASE, DOCUMENT
from pyoxigraph import RdfFormat, parse
from serving import Server

from kg.link import corrections
from kg.reference.terms import FZ, SKOS, mint

PLACE = mint(BASE, "place", "", "青海省海西蒙古族藏族自治州格尔木市").value
TEXT = mint(BASE, "document", "a.txt").value


def local(iri: str) -> str:
    return iri.removeprefix(BASE)


def plain(page: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", page))


def test_a_thing_has_a_page_with_its_facts_and_their_sentences(server: Server) -> None:
    page = server.get(f"/id/{local(PLACE)}", "text/html").text
    assert "<h1>格尔木市</h1>" in page
    assert "<mark>地区生产总值421.17亿元</mark><mark>，同比增长5.6%</mark>。" in page
    assert page.count("地区生产总值421.17亿元</mark>") == 1  # once for all facts of the sentence
    assert page.count("<mark>") > page.count("<blockquote")
    assert "地区生产总值 421.17 亿元" in plain(page) and "行政区划" in plain(page)


def test_a_fact_gives_the_lines_that_correct_it(server: Server) -> None:
    page = server.get(f"/id/{local(PLACE)}", "text/html").text
    told = [html.unescape(line) for line in re.findall("<pre[^>]*>([^<]*)</pre>", page)]
    lines = [f"{line}421.71" if line.endswith("\t") else line for line in told if "地区生产总值421.17亿元\t" in line]
    right, wrong = (corrections.parse(line, "corrections.tsv")[0] for line in lines)
    assert (right.field, right.value, wrong.field) == ("value", "421.71", "wrong")
    assert DOCUMENT.text[right.start or 0 :].startswith(right.quote)
    assert (right.document, right.spot) == (DOCUMENT.name, wrong.spot)
    filled = next(line for line in told if "\tmissed\t" in line).replace(
        "indicator=; value=;", "indicator=粮食产量; value=3;"
    )
    [missed] = corrections.parse(filled.replace("unit=", "unit=万吨"), "corrections.tsv")
    assert missed.field == "missed" and DOCUMENT.text[missed.start or 0 :].startswith(missed.quote)


def test_a_sentence_leads_to_its_place_in_the_text(server: Server) -> None:
    page = server.get(f"/id/{local(PLACE)}", "text/html").text
    link = html.unescape(re.search(rf'href="(/document/{local(TEXT)}\?start=[^"#]+)#here"', page)[1])  # type: ignore[index]
    text = server.get(link, "text/html").text
    start, end = (int(number) for number in re.findall("(?:start|end)=([0-9]+)", link))
    assert f'<mark id="here">{html.escape(DOCUMENT.text[start:end])}</mark>' in text
    assert f"\t{start}\tmissed\t" in text
    article = re.search("<article[^>]*>(.*)</article>", text, re.DOTALL)
    assert article and plain(article[1]) == DOCUMENT.text


def test_the_text_without_a_place_and_a_place_outside_of_it(server: Server) -> None:
    for query in ("", "?start=5&end=3", "?start=0&end=99999", "?start=x&end=y"):
        answer = server.send("GET", f"/document/{local(TEXT)}{query}")
        assert answer.status == 200 and "<mark" not in answer.text
    assert server.get("/document/none").status == 404


@pytest.mark.parametrize(
    ("accept", "kind", "form"),
    [
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_programs_get_triples_of_the_same_address(server: Server, accept: str, kind: str, form: RdfFormat) -> None:
    answer = server.get(f"/id/{local(PLACE)}", accept)
    assert (answer.status, answer.kind) == (200, kind)
    found = {(quad.subject.value, quad.predicate) for quad in parse(answer.body, format=form)}  # type: ignore[union-attr]
    assert (PLACE, SKOS.prefLabel) in found
    assert any(predicate == FZ.place for _, predicate in found)  # what links to it


def test_a_browser_gets_the_page_and_a_short_name_the_format(server: Server) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert server.get(f"/id/{local(PLACE)}", browser).kind == "text/html"
    assert server.get(f"/id/{local(PLACE)}", browser, format="nt").kind == "application/n-triples"
    assert server.get(f"/id/{local(PLACE)}", "image/png").status == 406


def test_iris_from_elsewhere_have_a_page_too(server: Server) -> None:
    for term, label in ((FZ.Target, "目标值"), (FZ.divisionCode, "行政区划代码")):
        page = server.get("/resource", "text/html", iri=term.value)
        assert page.status == 200 and f"<h1>{label}</h1>" in page.text
    for path, query in (("/id/none", {}), ("/resource", {"iri": "https://example.org/none"})):
        for accept in ("text/html", "text/turtle"):
            assert server.get(path, accept, **query).status == 404


def test_every_link_of_a_page_leads_somewhere(server: Server) -> None:
    seen = set()
    for start in ("/", f"/id/{local(PLACE)}"):
        for link in set(re.findall('href="(/[^"#]*)', server.get(start, "text/html").text)) - seen:
            seen.add(link)
            path = html.unescape(link)
            assert server.send("GET", path, headers={"Accept": "text/html"}).status in (200, 307) or path == "/graph"
    assert len(seen) > 20


def test_the_pages_speak_two_languages(server: Server) -> None:
    english = server.get("/", "text/html", lang="en").text
    assert '<html lang="en">' in english and "Queries that are shipped" in english
    asked = server.send("GET", "/", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert "Queries that are shipped" in asked
    assert "现成的查询" in server.get("/", "text/html").text


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("格尔木", ["格尔木市"]),
        ("gems", ["格尔木市"]),
        ("生产总值", ["地区生产总值"]),
        ("xyz", []),
        ("", []),
        (" ", []),
    ],
)
def test_search_finds_names_parts_of_names_and_initials(server: Server, wanted: str, names: list[str]) -> None:
    found = json.loads(server.get("/search", "application/json", q=wanted).body)
    assert [row["name"] for row in found][:1] == names
    for row in found:
        assert server.get(row["href"], "text/html").status == 200
    page = server.get("/search", "text/html", q=wanted).text
    assert all(name in page for name in names)


def test_a_shipped_query_runs_from_its_form(server: Server) -> None:
    page = server.get("/queries/targets", "text/html", place="格尔木", year="2025", indicator="").text
    assert "<td><span>高标准农田</span></td>" in page and "1 行" in page
    rows = server.get("/queries/targets", "text/csv", place="格尔木").text
    assert rows.splitlines()[1].startswith("格尔木市,高标准农田,1.58,")
    answer = server.get("/queries/targtes")
    assert answer.status == 404 and "did you mean targets" in answer.text
    wrong = server.get("/queries/targets", plaec="x")
    assert wrong.status == 400 and "did you mean place?" in wrong.text


def test_the_shipped_queries_are_there_for_the_editor(server: Server) -> None:
    found = json.loads(server.get("/queries").body)
    assert {"targets", "evidence"} < {query["name"] for query in found}
    for query in found:
        assert server.ask(query["text"] + "\nLIMIT 1").status == 200


def test_the_editor_is_here_and_not_elsewhere(server: Server) -> None:
    page = server.get("/query", "text/html").text
    for address in re.findall('(?:src|href)="(/static/[^"]+)"', page):
        assert server.get(address).status == 200
    assert not re.search('(?:src|href)="(?:https?:)?//', page)
    folder = Path(__file__).parent.parent.parent / "kg" / "serve" / "static"
    assert "MIT License" in (folder / "yasgui" / "LICENSE.txt").read_text()
    assert not re.search(r"url\(\s*['\"]?(?:https?:)?//", (folder / "yasgui" / "yasgui.min.css").read_text())


def test_what_the_server_says_of_its_data(server: Server) -> None:
    triples = {
        (t.predicate.value, getattr(t.object, "value", ""))
        for t in parse(server.get("/void").body, format=RdfFormat.TURTLE)
    }
    void = "http://rdfs.org/ns/void#"
    assert (f"{void}sparqlEndpoint", f"{server.root}/sparql") in triples
    assert (f"{void}documents", "2") in triples and (f"{void}uriSpace", BASE) in triples
    counted = json.loads(server.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").body)["results"]["bindings"][0]["n"][
        "value"
    ]
    assert (f"{void}triples", counted) in triples
    assert server.get("/.well-known/void", "application/ld+json").kind == "application/ld+json"


def test_health(server: Server) -> None:
    answer = json.loads(server.get("/health").body)
    assert answer["status"] == "ok" and answer["graphs"] == 5


def test_without_a_graph_page_there_is_a_hint(server: Server, graph_file: Path) -> None:
    assert server.get("/graph", "text/html").status == 404
    page = graph_file.with_name("graph.html")
    page.write_text("<!DOCTYPE html><title>graph</title>")
    try:
        assert server.get("/graph").text == server.get("/graph.html").text == page.read_text()
        beside = page.parent / "pages"
        beside.mkdir()
        (beside / "62.html").write_text("<!DOCTYPE html><title>part</title>")
        answer = server.get("/pages/62.html")
        assert answer.text.endswith("part</title>")
        assert answer.headers["content-security-policy"] == server.get("/graph").headers["content-security-policy"]
        assert [server.get(f"/pages/{name}").status for name in ("63.html", "..", "%2e%2e%2fgraph.html", "a.txt")] == [
            404
        ] * 4
    finally:
        page.unlink()
        shutil.rmtree(page.parent / "pages", ignore_errors=True)


def test_the_iris_of_the_vocabulary_and_of_the_classification_lead_somewhere(server: Server) -> None:
    answer = server.get("/ontology", "text/turtle")
    told = {quad.subject for quad in parse(answer.text.encode(), format=RdfFormat.TURTLE)}
    assert answer.status == 200 and {FZ.Target, FZ.verdict, FZ["verdict-met"]} <= told
    shown = server.get("/ontology", "text/html", lang="en").text
    assert 'id="Project"' in shown and "investment" in shown and 'href="/ontology?format=jsonld"' in shown
    for kind, form in (
        ("application/ld+json", RdfFormat.JSON_LD), ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ):  # fmt: skip
        answer = server.get("/ontology", kind)
        assert answer.headers["content-type"].startswith(kind)
        assert told == {quad.subject for quad in parse(answer.body, format=form)}
    page = server.get("/gbt4754/D44", "text/html")
    assert page.status == 200 and "电力、热力生产和供应业" in page.text
    assert server.get("/gbt4754/Z99", "text/html").status == 404


def test_a_question_is_answered_with_its_rows_sentences_and_query(server: Server) -> None:
    page = server.get("/ask", "text/html", q="格尔木市2025年高标准农田目标").text
    assert "格尔木市2025年高标准农田目标" in plain(page) and "1.58" in plain(page)
    assert "读作：find-facts" in page and "<blockquote" in page and "SELECT" in page
    told = json.loads(server.get("/ask", "application/json", q="格尔木市2025年高标准农田目标").body)
    assert told["rows"] and told["quotes"][0]["document"] == "a.txt" and told["total"] == len(told["rows"])


def test_a_question_that_is_not_understood_is_not_guessed(server: Server) -> None:
    page = server.get("/ask", "text/html", q="明天会下雨吗<script>").text
    assert "没有读懂，所以不猜" in page and "可以这样问" in page and "<script>明" not in page
    assert server.get("/ask", "application/json", q="明天会下雨吗").status == 400
    assert server.get("/ask", "application/json", q="").status == 400
    assert server.get("/ask", "application/json", q="长" * 5000).status == 400


def test_the_home_page_asks_and_groups_the_queries_with_their_examples(server: Server) -> None:
    for lang, words in (("zh", ("目标与结果", "提问", "可")), ("en", ("Targets and results", "Ask"))):
        page = server.get("/", "text/html", lang=lang).text
        assert all(word in page for word in words) and 'action="/ask"' in page
        assert "/queries/compare-targets?indicator=" in page


def test_an_answer_shows_what_was_asked_for_and_the_ways_on(server: Server) -> None:
    page = server.get("/queries/targets", "text/html", place="格尔木", lang="zh").text
    assert "<li>地方: 格尔木</li>" in page and ">原句<" in page
    csv = html.unescape(re.search('href="(/queries/targets[?][^"]*format=csv)"', page)[1])  # type: ignore[index]
    assert server.send("GET", csv).kind == "text/csv"
    sparql = html.unescape(re.search('href="/query#([^"]+)"', page)[1])  # type: ignore[index]
    (query,) = parse_qs(sparql)["sparql"]
    assert "格尔木市" in query and "SELECT" in query  # with what was asked for in it
    assert server.get("/sparql", "text/csv", query=query).text.count("\n") > 1
    place = html.unescape(re.search('href="(/document[?]name=a.txt&amp;start=[^"]+)#here"', page)[1])  # type: ignore[index]
    assert 'id="here"' in server.send("GET", place).text


def test_a_place_in_latin_letters_is_told_as_what_it_was_read(server: Server) -> None:
    page = server.get("/queries/targets", "text/html", place="Golmud", lang="en").text
    assert "<li>Golmud = 格尔木</li>" in page and "高标准农田" in page


def test_a_question_leads_to_its_places_to_csv_and_to_the_editor(server: Server) -> None:
    page = server.get("/ask", "text/html", q="格尔木市2025年高标准农田目标").text
    place = html.unescape(re.search('href="(/document[?]name=a.txt&amp;start=[0-9]+)#here"', page)[1])  # type: ignore[index]
    assert "高标准农田" in plain(re.search('<mark id="here">.*?</mark>', server.send("GET", place).text, re.DOTALL)[0])  # type: ignore[index]
    csv = html.unescape(re.search('href="(/sparql[?]format=csv[^"]+)"', page)[1])  # type: ignore[index]
    assert "高标准农田" in server.send("GET", csv).text
    assert 'href="/query#sparql=' in page


def test_a_document_that_is_not_there_is_told(server: Server) -> None:
    answer = server.get("/document", "text/html", name="nosuch.txt")
    assert answer.status == 400 and "nosuch.txt" in answer.text


def test_what_is_not_there_is_told_as_a_page(server: Server) -> None:
    answer = server.get("/nosuch", "text/html,*/*;q=0.8", lang="en")
    assert answer.status == 404 and "There is no such page" in answer.text and 'action="/search"' in answer.text


def test_a_port_that_is_taken_is_told_before_anything_is_loaded(server: Server, tmp_path: Path) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "kg", "serve", str(tmp_path / "no.ttl"), "--port", str(server.port)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2 and f"127.0.0.1:{server.port}" in ran.stderr and "loading" not in ran.stderr


def test_codes_are_told_in_the_language_of_the_page(server: Server) -> None:
    for language, word in (("zh", "下限"), ("en", "at least")):
        page = server.get("/queries/targets", "text/html", place="格尔木", lang=language).text
        assert f'<span title="at_least">{word}</span>' in page
        assert word in plain(server.get("/ask", "text/html", q="格尔木市2025年高标准农田目标", lang=language).text)
    assert "at_least" in server.get("/queries/targets", "text/csv", place="格尔木").text
