"""Facts as RDF: evidence for everything, deterministic IRIs, literals that all parsers read alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from made import BASE, FACTS, FIELDS, GDP, PROJECT, TEXT, mention, observation, told, with_observations
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import rdf
from kg.errors import InputError
from kg.model import Amount, Facts
from kg.rdf import turtle
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, QUDT, RDF, SCHEMA, SKOS, clean, decimal, number
from kg.text import lexicon

Told = dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]]


def graph(facts: Facts = FACTS, base: str = BASE) -> Told:
    found: Told = defaultdict(lambda: defaultdict(list))
    for quad in rdf.quads(facts, base):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        found[quad.subject][quad.predicate].append(quad.object)
    return found


def of(told: Told, name: str) -> list[NamedNode]:
    classes = set(ontology.below(FZ[name]))
    return [node for node, values in told.items() if classes.intersection(values[RDF.type])]


def one(told: Told, cls: str, **having: str) -> NamedNode:
    (node,) = (
        node
        for node in of(told, cls)
        if all(value in [term.value for term in told[node][FZ[name]]] for name, value in having.items())
    )
    return node


def text(told: Told, node: NamedNode, *path: NamedNode) -> str:
    for step in path[:-1]:
        (node,) = told[node][step]  # type: ignore[assignment]
    (value,) = told[node][path[-1]]
    return value.value


def test_there_are_no_blank_nodes_and_one_named_graph() -> None:
    quads = list(rdf.quads(FACTS, BASE))
    assert {type(term) for quad in quads for term in (quad.subject, quad.predicate, quad.graph_name)} == {NamedNode}
    assert {type(quad.object) for quad in quads} == {NamedNode, Literal}
    assert len({quad.graph_name for quad in quads}) == 1
    assert len(quads) == len(set(quads))


def test_every_fact_has_its_evidence_in_the_text() -> None:
    told = graph()
    facts = [node for name in ("Observation", "StageEvent", "Quantity", "Statement") for node in of(told, name)]
    assert len(facts) == 3 + 1 + 2 + 3
    for node in facts:
        assert text(told, node, PROV.wasDerivedFrom, NIF.referenceContext, NIF.isString) == TEXT
        assert text(told, node, PROV.wasDerivedFrom, FZ.sentence, NIF.anchorOf)
        assert text(told, node, PROV.wasDerivedFrom, FZ.rule)


def test_every_stretch_holds_the_text_between_its_offsets() -> None:
    told = graph()
    stretches = [node for name in ("Mention", "Sentence", "Passage") for node in of(told, name)]
    assert len(stretches) > 8
    for node in stretches:
        start, end = int(text(told, node, NIF.beginIndex)), int(text(told, node, NIF.endIndex))
        assert TEXT[start:end] == text(told, node, NIF.anchorOf)


def test_an_observation_has_its_whole_frame() -> None:
    told = graph()
    node = one(told, "Observation", value="1.58")
    assert told[node][RDF.type] == [FZ.Target]
    assert text(told, node, FZ.indicator, SKOS.prefLabel) == "高标准农田"
    assert told[node][FZ.value] == [decimal(Decimal("1.58"))]
    assert (text(told, node, FZ.unit), text(told, node, FZ.canonicalValue)) == ("万亩", "10533333.333333")
    assert text(told, node, QUDT.unit) == "http://qudt.org/vocab/unit/M2"
    names = [text(told, node, FZ[name]).rpartition("-")[2] for name in ("measure", "bound", "status")]
    assert names == ["level", "at_least", "target"]
    assert text(told, node, FZ.place, FZ.fullName) == "青海省海西蒙古族藏族自治州格尔木市"
    assert [text(told, node, FZ[name]) for name in ("period", "periodStart", "periodEnd")] == ["2025"] * 3


def test_what_a_heading_says_is_told_with_the_heading() -> None:
    told = graph()
    node = one(told, "Observation", value="1.58")
    assert not told[node][FZ.inheritedFrom]
    ((mention,),) = (told[node][PROV.wasDerivedFrom],)
    (sentence,) = told[mention][FZ.sentence]  # type: ignore[index]
    sources = told[sentence][FZ.inheritedFrom]  # type: ignore[index]
    assert {text(told, node, FZ.field) for node in sources} == {FZ.period.value, FZ.status.value}  # type: ignore[arg-type]
    for node in sources:
        assert text(told, node, PROV.wasDerivedFrom, NIF.anchorOf) == "二、2025年工作安排"  # type: ignore[arg-type]


def test_an_investment_may_leave_its_yuan_unsaid() -> None:
    told = graph(replace(FACTS, projects=(replace(PROJECT, investment=Amount("1.8", "亿")),)))
    node = one(told, "Project")
    assert text(told, node, FZ.investment, FZ.canonicalValue) == "180000000"
    assert text(told, node, FZ.investment, FZ.unit) == "亿"


def test_a_project_has_stage_quantities_and_a_statement_for_each_link() -> None:
    told = graph()
    node = one(told, "Project")
    assert text(told, node, FZ.hasStage, FZ.stage) == FZ["stage-started"].value
    assert text(told, node, FZ.capacity, FZ.asWritten) == "2×660"
    assert text(told, node, FZ.capacity, FZ.canonicalValue) == "1320000"
    assert text(told, node, FZ.investment, FZ.canonicalValue) == "6200000000"
    links = {
        (text(told, item, RDF.predicate), text(told, item, RDF.object, SKOS.prefLabel))
        for item in of(told, "Statement")
    }
    assert links == {
        (FZ.locatedIn.value, "乌图美仁乡"),
        (FZ.owner.value, "昆仑新能源有限公司"),
        (FZ.inIndustry.value, "清洁能源"),
    }
    other = replace(PROJECT, name="南岭光伏")
    (node,) = of(told := graph(replace(FACTS, projects=(replace(PROJECT, namings=(PROJECT, other)),))), "Project")
    assert [label.value for label in told[node][SKOS.altLabel]] == ["南岭光伏"]


def test_a_project_without_a_stage_keeps_status_and_period() -> None:
    told = graph(replace(FACTS, projects=(replace(PROJECT, stage="none"),)))
    event = one(told, "StageEvent")
    assert not told[event][FZ.stage]
    assert text(told, event, FZ.period) == "2024"


def test_a_place_lies_in_its_divisions_up_to_the_province() -> None:
    told = graph()
    names, node = [], one(told, "Place", fullName="青海省海西蒙古族藏族自治州格尔木市乌图美仁乡")
    while above := told[node][SCHEMA.containedInPlace]:
        (node,) = above  # type: ignore[assignment]
        names.append(text(told, node, SKOS.prefLabel))
    assert names == ["格尔木市", "海西蒙古族藏族自治州", "青海省"]
    assert text(told, node, FZ.divisionCode) == "630000"


def document(place: str, name: str) -> Facts:
    return replace(FACTS, document=replace(FACTS.document, name=name, place=told(place)))


@pytest.mark.parametrize(
    ("cls", "name", "kind", "type_", "shared"),
    [
        ("Institution", "清洁能源", "organization", "institution", False),
        ("Company", "昆仑新能源有限公司", "organization", "company", True),
        ("Industry", "清洁能源", "industry", "", True),
        ("Region", "昆仑", "place", "region", True),
        ("Zone", "昆仑", "place", "zone", False),
    ],
)
def test_a_name_is_scoped_by_its_place_unless_it_is_unique(
    cls: str, name: str, kind: str, type_: str, shared: bool
) -> None:
    found = []
    for place in ("河北省保定市阜平县", "青海省西宁市湟中区"):
        facts = replace(document(place, f"{place}.txt"), mentions=(mention(kind, type_, name),), projects=())
        (node,) = (
            node for node in of(graph(facts), cls) if name in [v.value for v in graph(facts)[node][SKOS.prefLabel]]
        )
        found.append(node)
    assert (found[0] == found[1]) is shared


def test_documents_of_one_place_share_their_entities_and_not_their_facts() -> None:
    one_, two = (graph(document("格尔木市", name)) for name in ("a.txt", "b.txt"))
    for name in ("Place", "Organization", "Industry", "Indicator", "Project"):
        assert set(of(one_, name)) == set(of(two, name)) != set()
    for name in ("Document", "Observation", "StageEvent", "Quantity", "Statement", "Mention", "Sentence"):
        assert not set(of(one_, name)) & set(of(two, name))


def test_a_known_indicator_stands_above_its_names() -> None:
    told = graph(with_observations(GDP, replace(GDP, indicator="GDP")))
    indicators = of(told, "Indicator")
    assert len(indicators) == 2
    assert {text(told, node, FZ.concept) for node in indicators} == {FZ["indicator-gdp"].value}


def test_an_unknown_unit_and_a_value_that_is_no_number_are_told_as_they_are() -> None:
    told = graph(with_observations(replace(FIELDS, unit="斛"), replace(FIELDS, value="若干")))
    strange, vague = one(told, "Observation", unit="斛"), one(told, "Observation", asWritten="若干")
    assert told[strange][FZ.value] and not told[strange][FZ.canonicalValue] and not told[strange][QUDT.unit]
    assert not told[vague][FZ.value]


def test_the_order_of_facts_does_not_matter() -> None:
    turned = replace(FACTS, observations=FACTS.observations[::-1], mentions=FACTS.mentions[::-1])
    assert set(rdf.quads(turned, BASE)) == set(rdf.quads(FACTS, BASE))


@pytest.mark.parametrize("base", ["", "id/", "https://example.org/a b/", "https://example.org/id"])
def test_a_base_that_no_iri_can_begin_with_is_refused(base: str) -> None:
    with pytest.raises(InputError, match="--base"):
        list(rdf.quads(FACTS, base))


def test_every_unit_of_the_lexicon_is_known() -> None:
    assert [word for word in sorted(lexicon.words("unit")) if ontology.unit(word) is None] == []


@pytest.mark.parametrize(
    ("written", "factor"),
    [
        ("亿元", "1E+8"),
        ("万亿元", "1E+12"),
        ("百万千瓦", "1E+6"),
        ("万头(只)", "1E+4"),
        ("万千瓦", "1E+4"),
        ("吉瓦", "1E+6"),
        ("万", "1E+4"),
    ],
)
def test_scale_words_are_composed_with_units(written: str, factor: str) -> None:
    unit = ontology.unit(written)
    assert unit and unit.multiplier == Decimal(factor)


def test_a_scale_word_alone_has_no_kind_of_quantity() -> None:
    told = graph(with_observations(replace(GDP, unit="万亿")))
    assert QUDT.hasQuantityKind not in told[FZ["unit-unnamed"]]


@pytest.mark.parametrize(
    ("written", "value"), [("2×660", "1320"), ("-3.5", "-3.5"), ("1+2×3", "7"), ("1e5", None), ("", None), ("٣", None)]
)
def test_numbers_as_written(written: str, value: str | None) -> None:
    assert number(written) == (None if value is None else Decimal(value))


# What some parser or other reads wrongly or refuses, among letters that all read alike.
HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\"\\<>{}|^`'.;,#%\n\t\r\x00\x0b\x85\xa0\u061c\u200b\u200e\u202e\u2028\ufeff\ufdd0\uffff\U0001fffe"
        ),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(exclude_categories=("Cs",)),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40)
@given(name=HOSTILE, surface=HOSTILE)
def test_hostile_names_are_read_alike_by_two_parsers(name: str, surface: str) -> None:
    facts = replace(
        FACTS,
        document=replace(FACTS.document, name=name, title=told(surface), text=TEXT + surface),
        observations=(replace(GDP, indicator=name, unit=surface),),
        projects=(replace(PROJECT, name=name, namings=(PROJECT, replace(PROJECT, name=surface))),),
    )
    quads = list(rdf.quads(facts, BASE))
    written = turtle.turtle(quads)
    theirs = {(str(s), str(p), str(o)) for s, p, o in rdflib.Graph().parse(written, format="turtle")}
    ours = {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in quads}  # type: ignore[union-attr]
    assert theirs == ours
    (whole,) = (quad.object.value for quad in quads if quad.predicate == NIF.isString)  # type: ignore[union-attr]
    assert len(whole) == len(facts.document.text)
    (identifier,) = (quad.object.value for quad in quads if quad.predicate == DCTERMS.identifier)  # type: ignore[union-attr]
    assert identifier == clean(name)


def test_decimals_survive_a_store() -> None:
    store = Store()
    for text_ in ("5.0", "0.50", "1E+8", "-0", "421.17"):
        quad = Quad(FZ.value, FZ.value, decimal(Decimal(text_)))
        store.add(quad)
        assert quad in store


def test_concepts_stand_in_the_graph_with_their_labels() -> None:
    told = graph()
    assert {label.value for label in told[FZ["status-target"]][SKOS.prefLabel]} == {"target", "目标"}


def test_observations_that_share_a_stretch_stay_apart() -> None:
    words = "地区生产总值421.17亿元"
    told = graph(with_observations(observation(words), observation(words, value="4", unit="%", measure="growth")))
    assert len(of(told, "Observation")) == 2


def test_a_stretch_of_a_paged_file_says_on_which_page_it_begins() -> None:
    second = TEXT.index("\n") + 1
    paged = replace(FACTS, document=replace(FACTS.document, pages=((0, 1), (second, 2))))
    told = graph(paged)
    pages = {int(values[FZ.sourcePage][0].value) for node, values in told.items() if node in of(told, "Sentence")}
    assert pages == {2}
    assert not any(FZ.sourcePage in values for values in graph().values())
