"""Which names are one thing: places by what is known of the document's place, industries by what they mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import BASE, DOCUMENT, FACTS, PROJECT, told
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import rdf
from kg.model import Facts, Mention, Span
from kg.query import memory
from kg.rdf import validate
from kg.rdf.resolve import home, project_scope, resolve
from kg.reference.terms import DCTERMS, FZ, RDF, SCHEMA, SKOS


def facts(place: str, *mentions: Mention, name: str = "a.txt") -> Facts:
    """A document of a place that only names things."""
    document = replace(DOCUMENT, name=name, place=told(place))
    return replace(FACTS, document=document, mentions=mentions, observations=(), projects=(), set_aside=())


def place(name: str, start: int = 0, type_: str = "admin") -> Mention:
    return Mention("place", type_, name, start, start + len(name), "named", Span(0, 40))  # type: ignore[arg-type]


def industry(name: str) -> Mention:
    return Mention("industry", "", name, 0, len(name), "named", Span(0, 40))


def values(quads: list[Quad], subject: NamedNode, predicate: NamedNode) -> list[str]:
    return sorted(q.object.value for q in quads if q.subject == subject and q.predicate == predicate)  # type: ignore[union-attr]


def called(quads: list[Quad], name: str) -> NamedNode:
    """The one thing of that name that the text may speak of."""
    label = Literal(name, language="zh")
    gone = {q.subject for q in quads if q.object == FZ.WithdrawnDivision}
    found = {q.subject for q in quads if q.predicate == SKOS.prefLabel and q.object == label}
    (node,) = {q.object for q in quads if q.predicate == FZ.refersTo and q.object in found} or found - gone
    assert isinstance(node, NamedNode)
    return node


# Places


@pytest.mark.parametrize("told_place", ["", "朝阳区", "城关镇", "青岭共和国"])
def test_documents_of_no_certain_place_share_no_scope(told_place: str) -> None:
    one, other = (project_scope(facts(told_place, name=name)) for name in ("a.txt", "b.txt"))
    assert one != other
    assert one and other


@pytest.mark.parametrize("told_place", ["河北省保定市阜平县", "广东省深圳市青岭合作区"])
def test_documents_of_one_place_share_its_scope(told_place: str) -> None:
    one, other = (project_scope(facts(told_place, name=name)) for name in ("a.txt", "b.txt"))
    assert one == other == told_place


def test_an_ambiguous_place_of_a_document_keeps_its_candidates() -> None:
    found = resolve(facts("朝阳区")).of("place", "朝阳区")
    assert found.division is None and found.type == "admin"
    assert {item.code for item in found.candidates} == {"110105", "220104"}
    assert home(facts("朝阳区").document).scope == "document a.txt"


def test_a_chain_that_ends_in_a_name_of_several_leaves_those_of_the_chain() -> None:
    found = resolve(facts("江苏省鼓楼区", place("鼓楼区"))).of("place", "江苏省鼓楼区")
    assert [item.code for item in found.candidates] == ["320106", "320302"]
    assert project_scope(facts("江苏省鼓楼区")) == "document a.txt"


def test_a_place_behind_a_known_division_lies_in_it_by_whatever_name() -> None:
    found = resolve(facts("河北省保定市西岭县", place("西岭县")))
    assert found.of("place", "西岭县") == found.of("place", "河北省保定市西岭县")
    within = found.of("place", "西岭县").within
    assert within is not None and within.code == "130600"


def test_a_name_that_stays_open_is_a_node_of_its_own_with_all_its_candidates() -> None:
    quads = list(rdf.quads(facts("青海省西宁市", place("鼓楼区")), BASE))
    node = called(quads, "鼓楼区")
    assert NamedNode(FZ.AdministrativeDivision.value) in {q.object for q in quads if q.subject == node}
    assert {"320106", "320302", "350102", "410204"} <= set(values(quads, node, FZ.candidateCode))
    assert values(quads, node, FZ.divisionCode) == []
    elsewhere = list(rdf.quads(facts("甘肃省兰州市", place("鼓楼区")), BASE))
    assert called(elsewhere, "鼓楼区") != node
    assert validate.gate(quads).rejected == ()


def test_the_division_that_stands_before_a_name_decides_it() -> None:
    found = resolve(facts("青海省西宁市", place("南京市", 0), place("鼓楼区", 3)))
    division = found.of("place", "鼓楼区").division
    assert division is not None and division.code == "320106"


def test_a_name_behind_two_divisions_stays_open() -> None:
    mentions = place("南京市", 0), place("鼓楼区", 3), place("徐州市", 10), place("鼓楼区", 13)
    assert resolve(facts("青海省西宁市", *mentions)).of("place", "鼓楼区").division is None


def test_a_name_that_always_stands_behind_another_division_is_not_the_documents_own() -> None:
    behind = place("北京市", 0), place("朝阳区", 3)
    assert resolve(facts("吉林省长春市", *behind)).of("place", "朝阳区").division.code == "110105"  # type: ignore[union-attr]
    both = resolve(facts("吉林省长春市", *behind, place("朝阳区", 10)))
    assert both.of("place", "朝阳区").division.code == "220104"  # type: ignore[union-attr]


def test_a_zone_belongs_to_the_division_that_its_name_begins_with() -> None:
    zone = place("酒泉经开区", type_="zone")
    near, far = (resolve(facts(where, zone)).of("place", "酒泉经开区") for where in ("甘肃省酒泉市", "甘肃省"))
    assert (near.scope, near.within) == (far.scope, far.within)
    assert near.within is not None and near.within.code == "620900"
    other = place("青岭经开区", type_="zone")
    scopes = {resolve(facts(where, other)).of("place", "青岭经开区").scope for where in ("甘肃省", "青海省")}
    assert scopes == {"甘肃省", "青海省"}


def test_a_natural_feature_is_the_provinces_and_a_region_nobodys() -> None:
    lake, belt = place("青岭湖", type_="natural"), place("青岭城市群", type_="region")
    found = resolve(facts("青海省西宁市", lake, belt))
    assert found.of("place", "青岭湖").scope == "青海省"
    assert found.of("place", "青岭城市群").scope == ""
    assert resolve(facts("", lake)).of("place", "青岭湖").scope == "document a.txt"


def test_an_old_name_is_the_division_of_today_and_its_code_can_be_asked_for() -> None:
    quads = list(rdf.quads(facts("青海省西宁市", place("湟中县")), BASE))
    node = called(quads, "湟中区")
    assert "湟中县" in values(quads, node, SKOS.altLabel)
    assert values(quads, node, FZ.codeScheme) == [FZ["code-scheme-gbt2260"].value]
    gone = [q.subject for q in quads if q.predicate == DCTERMS.isReplacedBy and q.object == node]
    assert [values(quads, old, FZ.divisionCode) for old in gone] == [["630122"]]  # type: ignore[arg-type]
    assert [values(quads, old, FZ.withdrawn) for old in gone] == [["2019"]]  # type: ignore[arg-type]


def test_what_was_given_up_and_what_is_linked_to_nothing_can_be_asked_for() -> None:
    told_of = facts("青海省西宁市", place("湟中县"), industry("新能源产业"), industry("瑞岭产业"))
    graph = Store()
    graph.extend(Quad(q.subject, q.predicate, q.object) for q in rdf.quads(told_of, BASE))
    _, codes = memory.run(graph, "former-codes")
    assert ("630122", "湟中县", "2019", "湟中区", "630106") in [row[:-1] for row in codes]
    assert [row[:-1] for row in memory.run(graph, "unlinked-industries")[1]] == [("a.txt", "瑞岭产业")]


def test_a_division_that_went_up_in_others_keeps_its_facts_and_points_at_them() -> None:
    quads = list(rdf.quads(facts("上海市", place("卢湾区")), BASE))
    node = called(quads, "卢湾区")
    assert values(quads, node, FZ.divisionCode) == ["310103"]
    assert values(quads, node, DCTERMS.isReplacedBy) == [called(quads, "黄浦区").value]
    types = {q.object for q in quads if q.subject == node and q.predicate == RDF.type}
    assert {FZ.AdministrativeDivision, FZ.WithdrawnDivision} <= types
    assert values(quads, node, SCHEMA.containedInPlace) == [called(quads, "上海市").value]
    assert validate.gate(quads).rejected == ()


@pytest.mark.parametrize(
    ("told_place", "words"),
    [("朝阳区", "北京市朝阳区 110105、吉林省长春市朝阳区 220104"), ("", "unknown"), ("城关镇", "(+")],
)
def test_a_build_says_that_the_place_of_a_document_is_not_certain(told_place: str, words: str) -> None:
    (finding,) = validate.gate(rdf.quads(facts(told_place), BASE)).findings
    assert (finding.document, finding.outcome, finding.value) == ("a.txt", "unplaced", told_place)
    assert words in finding.en and "documents.csv" in finding.en


@pytest.mark.parametrize("told_place", ["青海省西宁市", "广东省深圳市青岭合作区"])
def test_a_build_says_nothing_of_a_place_that_is_known(told_place: str) -> None:
    assert validate.gate(rdf.quads(facts(told_place), BASE)).findings == ()


# Industries


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("数字经济", "数字经济产业"),
        ("新能源", "新能源产业链"),
        ("跨境电子商务", "跨境电商"),
        ("纺织业", "纺织产业集群"),
    ],
)
def test_names_of_one_industry_are_one_node_that_has_them_all(one: str, other: str) -> None:
    quads = list(rdf.quads(facts("青海省", industry(one), industry(other)), BASE))
    (node,) = {q.object for q in quads if q.predicate == FZ.refersTo}
    assert {one, other} <= {*values(quads, node, SKOS.altLabel), *values(quads, node, SKOS.prefLabel)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "linking", "broader"),
    [("光伏产业", "same", "新能源"), ("高原露天蔬菜", "head", "蔬菜"), ("瑞岭产业", "unlinked", "")],
)
def test_every_industry_says_how_it_is_linked(name: str, linking: str, broader: str) -> None:
    quads = list(rdf.quads(facts("青海省", industry(name)), BASE))
    (node,) = {q.object for q in quads if q.predicate == FZ.refersTo}
    assert values(quads, node, FZ.linking) == [FZ[f"linking-{linking}"].value]  # type: ignore[arg-type]
    above = [called(quads, broader).value] if broader else []
    assert values(quads, node, SKOS.broader) == above  # type: ignore[arg-type]


def test_a_project_whose_text_names_no_industry_has_the_one_that_its_name_tells() -> None:
    silent = replace(PROJECT, industries=(), namings=())
    quads = list(rdf.quads(replace(FACTS, projects=(silent,), set_aside=()), BASE))
    (node,) = {q.object for q in quads if q.predicate == FZ.inIndustry}
    assert values(quads, node, SKOS.prefLabel) == ["光伏"]  # type: ignore[arg-type]
    (statement,) = {q.subject for q in quads if q.predicate == FZ.rule and q.object == Literal("by-name")}
    assert values(quads, statement, FZ.asWritten) == ["光伏"]  # type: ignore[arg-type]
    assert validate.gate(quads).rejected == ()


def test_what_the_text_names_goes_before_what_the_name_tells() -> None:
    quads = list(rdf.quads(FACTS, BASE))
    assert not [q for q in quads if q.object == Literal("by-name")]
    assert [called(quads, "清洁能源")] == list({q.object for q in quads if q.predicate == FZ.inIndustry})
