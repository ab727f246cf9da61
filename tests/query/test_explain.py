"""What is told of a thing: found by a tolerant search, with its facts, their sentences and the words that decided."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import rdf
from kg.errors import QueryError
from kg.model import Amount, Context, Document, Facts, Mention, Observation, Origin, Project, Sentence, Span, Told
from kg.query.explain import explain, marked
from kg.reference.terms import FZ, RDF

BASE = "https://example.org/id/"
HEADING = "二、2025年工作安排"
NUMBERS = "全市地区生产总值增长6%左右。"
PLANT = "加快石门岭抽水蓄能电站建设，规模120万千瓦。"
TEXT = f"{HEADING}\n{NUMBERS}\n{PLANT}\n"


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def facts() -> Facts:
    manifest, heading = Origin("manifest"), Origin("heading", at(HEADING))
    home, year = Told("河北省保定市", manifest), Told("2024", manifest)
    document = Document(
        "a.txt", TEXT, "0" * 64, Told("工作报告", manifest), home, year, Told("report", manifest), Told("", manifest)
    )
    context = Context(home, Told("2025", heading), Told("", heading), Told("target", heading))
    sentences = tuple(
        Sentence(at(text).start, at(text).end, text, "plan", context, (at(HEADING),)) for text in (NUMBERS, PLANT)
    )
    words = at("地区生产总值增长6%左右")
    observation = Observation(
        "地区生产总值", "6", "%", "growth", "about", "target", "2025", "", words.start, words.end, "named-before",
        at(NUMBERS), (("status", heading), ("period", heading), ("place", manifest)),
    )  # fmt: skip
    words = at("石门岭抽水蓄能电站")
    project = Project(
        "石门岭抽水蓄能电站", "building", "target", "2025", words.start, words.end, "facility", at(PLANT),
        (Amount("120", "万千瓦"),), places=("石门岭",),
    )  # fmt: skip
    ridge = Mention("place", "natural", "石门岭", words.start, words.start + 3, "ridge", at(PLANT), nested=True)
    return Facts(document, sentences, (observation,), (project,), (ridge,))


@pytest.fixture(scope="module")
def graph() -> Store:
    store = Store()
    store.extend(rdf.quads(facts(), BASE))
    return store


def test_an_indicator_is_told_with_the_words_that_decided(graph: Store) -> None:
    assert explain(graph, "地区生产总值").splitlines()[-7:] == [
        "1 observation",
        "  地区生产总值 about 6% · growth · 2025 · target · 保定市",
        "      全市【地区生产总值增长6%左右】。",
        f"      a.txt, characters {at('地区').start} to {at('左右').end}; rule named-before",
        f"      status: from the heading 「{HEADING}」",
        f"      period: from the heading 「{HEADING}」",
        "      place: from documents.csv",
    ]


def test_a_result_that_cannot_be_compared_is_not_called_comparable() -> None:
    store = Store()
    store.extend(rdf.quads(facts(), BASE))
    (target,) = (quad.subject for quad in store.quads_for_pattern(None, RDF.type, FZ.Target))
    outcome, why = NamedNode(BASE + "outcome-1"), Literal("they differ", language="en")
    store.extend(Quad(outcome, predicate, target) for predicate in (FZ.target, FZ.result))
    store.extend((Quad(outcome, FZ.verdict, FZ["verdict-not-comparable"]), Quad(outcome, FZ.reason, why)))
    assert "      not comparable: they differ (a.txt, characters " in explain(store, "地区生产总值")


def test_a_project_is_told_with_stage_capacity_and_links(graph: Store) -> None:
    text = explain(graph, "石门岭抽水蓄能电站")
    assert text.startswith("石门岭抽水蓄能电站  (project)  https://example.org/id/project-")
    assert "  located in: 石门岭\n" in text
    assert "  building · 2025 · target\n      加快【石门岭抽水蓄能电站】建设，规模120万千瓦。\n" in text
    assert "  capacity 120万千瓦\n" in text
    assert "  石门岭抽水蓄能电站 located in 石门岭\n" in text


def test_a_place_is_told_with_its_code_and_what_it_is_part_of(graph: Store) -> None:
    text = explain(graph, "保定市")
    assert text.startswith("保定市  (administrative division)")
    assert "  division code: 1306" in text
    assert "  part of: 河北省\n" in text
    assert "地区生产总值 about 6%" in text


@pytest.mark.parametrize("wanted", ["蓄能电站", "石门岭 抽水蓄能电站", "「石门岭抽水蓄能电站」", "岭抽水蓄能电站"])
def test_a_part_of_a_name_and_other_marks_are_enough(graph: Store, wanted: str) -> None:
    assert explain(graph, wanted) == explain(graph, "石门岭抽水蓄能电站")


def test_a_thing_and_a_fact_are_found_by_their_iris(graph: Store) -> None:
    text = explain(graph, "地区生产总值")
    iri = text.split("  ")[2].split()[0]
    assert explain(graph, iri) == explain(graph, f"<{iri}>") == text
    fact = next(quad.subject.value for quad in graph if "/observation-" in quad.subject.value)
    assert explain(graph, fact).startswith("地区生产总值 about 6% · growth · 2025")


def test_a_document_is_told_with_where_its_features_come_from(graph: Store) -> None:
    text = explain(graph, "a.txt")
    assert "  year under review: 2024\n" in text
    assert "  speaks for: 保定市\n" in text
    assert "from documents.csv" in text


def test_a_wrong_name_is_answered_with_names_alike(graph: Store) -> None:
    with pytest.raises(
        QueryError, match="石门领抽水畜能电站: nothing in the graph has this name; did you mean 石门岭抽水蓄能电站"
    ):
        explain(graph, "石门领抽水畜能电站")
    with pytest.raises(QueryError, match="try a shorter part of the name"):
        explain(graph, "zzz")


def test_a_part_of_many_names_is_answered_with_these() -> None:
    store = Store()
    one = facts()
    names = tuple(f"石门岭{letter}号电站" for letter in "甲乙丙丁戊")
    projects = tuple(Project(n, "none", "target", "2025", 20, 25, "facility", at(PLANT)) for n in names)
    store.extend(rdf.quads(Facts(one.document, one.sentences, projects=projects), BASE))
    with pytest.raises(QueryError, match="is part of 5 names; name one of them: 石门岭丁号电站、"):
        explain(store, "号电站")


def test_facts_beyond_the_limit_are_counted() -> None:
    store = Store()
    one = facts()
    many = tuple(
        Observation("粮食", str(n), "吨", "level", "exact", "achieved", "2024", "", 12 + n, 14 + n, "r", at(NUMBERS))
        for n in range(5)
    )
    store.extend(rdf.quads(Facts(one.document, one.sentences, many), BASE))
    assert explain(store, "粮食", limit=2).endswith("  … 3 more; --all shows them\n")
    assert "more; --all" not in explain(store, "粮食")


def test_a_long_sentence_is_cut_around_the_words() -> None:
    text = "甲" * 200 + "词" + "乙" * 200
    assert marked(text, 200, 201) == "…" + "甲" * 80 + "【词】" + "乙" * 80 + "…"


def test_every_document_of_a_chain_confirms() -> None:
    store, told = Store(), []
    for name in ("a.txt", "b.txt", "c.txt"):
        found = facts()
        quads = list(rdf.quads(replace(found, document=replace(found.document, name=name)), BASE))
        store.extend(quads)
        told += [quad.subject for quad in quads if quad.predicate == FZ.indicator]
    for earlier, later in pairwise(told):
        store.add(Quad(later, FZ.confirms, earlier))
    for iri, others in zip(told, (("b", "c"), ("a", "c"), ("a", "b")), strict=True):
        found_lines = [line.strip() for line in explain(store, iri.value).splitlines() if "confirmed by" in line]
        assert [line[:18] for line in found_lines] == [f"confirmed by {name}.txt" for name in others]
