"""The network for Gephi, Neo4j, GraphML and GEXF: things and facts, labels, weights, columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
from made import FACTS
from pyoxigraph import Literal, NamedNode, Quad, Store
from sample import Sample

from kg.export import formats, gephi, neo4j, tables
from kg.query import memory
from kg.reference.terms import FZ, QUDT, RDF


def test_the_network_has_things_and_facts_and_no_evidence(graph: Store) -> None:
    found = nx.read_graphml(io.BytesIO(gephi.graphml(graph)))
    labels = {data["label"]: data["type"] for _, data in found.nodes(data=True)}
    assert labels["乌图美仁乡"] == "AdministrativeDivision"
    assert labels["南岭2×660兆瓦光伏发电项目"] == "Project"
    assert labels["地区生产总值 421.17亿元 2024"] == "Achievement"
    assert labels["高标准农田 1.58万亩 2025"] == "Target"
    assert not {"Mention", "Sentence", "Passage", "Statement"} & set(labels.values())


def test_links_carry_their_names_and_weights(graph: Store) -> None:
    found = nx.read_graphml(io.BytesIO(gephi.graphml(graph)))
    name = {data["label"]: node for node, data in found.nodes(data=True)}
    owner = found.edges[name["南岭2×660兆瓦光伏发电项目"], name["昆仑新能源有限公司"]]
    assert (owner["label"], owner["weight"]) == ("owner", 2)  # both documents say so
    documents = [node for node, data in found.nodes(data=True) if data["type"] == "Document"]
    named = [
        found.edges[node, name["乌图美仁乡"]]["label"] for node in documents if found.has_edge(node, name["乌图美仁乡"])
    ]
    assert named == ["mentions"]  # one of the two


def test_facts_carry_their_evidence(graph: Store) -> None:
    found = nx.read_graphml(io.BytesIO(gephi.graphml(graph)))
    (fact,) = [data for _, data in found.nodes(data=True) if data["label"] == "高标准农田 1.58万亩 2025"]
    assert (fact["quote"], fact["sentence"]) == ("高标准农田1.58万亩以上", "新建高标准农田1.58万亩以上。")
    text = FACTS.document.text
    assert text[fact["textStart"] : fact["textEnd"]] == fact["quote"]
    assert (fact["value"], fact["bound"], fact["status"], fact["document"]) == (1.58, "at_least", "target", "a.txt")


def test_what_links_documents_has_labels_too() -> None:
    graph = Store()
    told = {
        "outcome": [(RDF.type, FZ.Outcome), (FZ.verdict, FZ["verdict-met"]), (FZ.target, NamedNode("urn:target"))],
        "target": [(RDF.type, FZ.Target), (FZ.asWritten, Literal("5")), (FZ.unit, Literal("%"))],
        "merge": [(RDF.type, FZ.Merge), (FZ.keptName, Literal("西岭光伏电站")), (FZ.mergedName, Literal("西岭光伏"))],
    }
    graph.extend(Quad(NamedNode(f"urn:{name}"), *pair) for name, pairs in told.items() for pair in pairs)
    found = nx.read_graphml(io.BytesIO(gephi.graphml(graph)))
    assert dict(found.nodes(data="label")) == {
        "urn:outcome": "verdict-met", "urn:target": "5%", "urn:merge": "西岭光伏电站"
    }  # fmt: skip
    assert found.edges["urn:outcome", "urn:target"]["label"] == "target"


def test_gexf_says_the_same_without_a_date(graph: Store) -> None:
    data = gephi.gexf(graph)
    assert b"lastmodifieddate" not in data
    ours, theirs = nx.read_graphml(io.BytesIO(gephi.graphml(graph))), nx.read_gexf(io.BytesIO(data))
    assert set(theirs.nodes) == set(ours.nodes)
    assert {(a, b, d["label"], d["weight"]) for a, b, d in theirs.edges(data=True)} == {
        (a, b, d["label"], d["weight"]) for a, b, d in ours.edges(data=True)
    }


def test_attributes_have_one_type_and_none_is_empty(graph: Store) -> None:
    tree = ElementTree.fromstring(gephi.graphml(graph))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = [(key.get("for"), key.get("attr.name")) for key in tree.iter(f"{space}key")]
    assert len(keys) == len(set(keys)) > 10
    assert all(data.text for data in tree.iter(f"{space}data"))


def test_labels_that_are_no_xml_do_not_break_the_file() -> None:
    sample = Sample()
    sample.entity("Industry", "光伏\x00\x0b<&>]]>\ufffe产业", words="光伏产业")
    labels = {data["label"] for _, data in nx.read_graphml(io.BytesIO(gephi.graphml(sample.store()))).nodes(data=True)}
    assert "光伏<&>]]>产业" in labels


def test_a_value_that_is_no_number_leaves_the_project_without_one() -> None:
    project, quantity = NamedNode("https://other.example/p"), NamedNode("https://other.example/q")
    store = Store()
    store.extend(
        [
            Quad(project, RDF.type, FZ.Project),
            Quad(project, FZ.capacity, quantity),
            Quad(quantity, RDF.type, FZ.Quantity),
            Quad(quantity, FZ.canonicalValue, Literal("much")),
            Quad(quantity, QUDT.unit, NamedNode("https://other.example/unit/KW")),
        ]
    )
    nodes = dict(nx.read_graphml(io.BytesIO(gephi.graphml(store))).nodes(data=True))
    assert "capacityValue" not in nodes[project.value]


def test_gephi_finds_its_columns(graph: Store, tmp_path: Path) -> None:
    formats.write(graph, "csv", tmp_path / "csv")
    with (tmp_path / "csv" / "nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = list(csv.DictReader(file))
    with (tmp_path / "csv" / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = list(csv.DictReader(file))
    assert list(nodes[0])[:3] == ["Id", "Label", "Class"]
    assert list(edges[0]) == ["Source", "Target", "Type", "Label", "Weight"]
    ids = {node["Id"] for node in nodes}
    assert len(ids) == len(nodes)
    assert {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges} <= ids
    assert {edge["Type"] for edge in edges} == {"Directed"}
    assert {path.name for path in (tmp_path / "csv").iterdir()} == {
        "nodes.csv", "edges.csv", *(f"{name}.csv" for name in tables.TABLES)
    }  # fmt: skip


def test_neo4j_finds_its_columns(graph: Store, tmp_path: Path) -> None:
    formats.write(graph, "neo4j", tmp_path / "neo4j")
    ids: set[str] = set()
    for path in (tmp_path / "neo4j").glob("*.csv"):
        if path.name != neo4j.RELATIONSHIPS:
            with path.open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            assert (head[0], head[-1]) == ("iri:ID", ":LABEL")
            assert all(name.rpartition(":")[2] in ("string", "long", "double", "boolean") for name in head[1:-1])
            assert all(row[-1].split(";")[-1] == path.stem for row in rows)
            ids |= {row[0] for row in rows}
    with (tmp_path / "neo4j" / neo4j.RELATIONSHIPS).open(encoding="utf-8", newline="") as file:
        head, *links = csv.reader(file)
    assert head == [":START_ID", ":TYPE", "weight:long", ":END_ID"]
    assert {link[0] for link in links} | {link[3] for link in links} <= ids
    assert {"OWNER", "LOCATED_IN", "IN_INDUSTRY", "HAS_STAGE", "MENTIONS", "IN_DOCUMENT"} <= {link[1] for link in links}


def test_neo4j_gets_numbers_as_numbers(graph: Store, tmp_path: Path) -> None:
    formats.write(graph, "neo4j", tmp_path)
    with (tmp_path / "Target.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["value:double"], row["periodStart:long"], row["period:string"]) == ("1.58", "2025", "2025")


def test_gexf_has_colours_and_places_of_its_own(graph: Store) -> None:
    data = gephi.gexf(graph)
    assert data == gephi.gexf(graph)
    space = "{http://www.gexf.net/1.2draft/viz}"
    nodes = ElementTree.fromstring(data).findall(".//{http://www.gexf.net/1.2draft}node")
    spots = [(node.find(f"{space}position"), node.find(f"{space}color"), node.get("label")) for node in nodes]
    places = {(spot.get("x"), spot.get("y")) for spot, _, _ in spots if spot is not None}
    assert len(places) == len(nodes)
    colours = {label: colour.get("r") for _, colour, label in spots if colour is not None}
    assert len(colours) > 5
    assert colours["昆仑新能源有限公司"] == str(0x8A)
    assert len(set(colours.values())) > 4


def test_a_project_tells_its_stage_its_size_and_its_investment(pair_build: Path, tmp_path: Path) -> None:
    formats.write(memory.load(pair_build / "graph.ttl"), "neo4j", tmp_path)
    with (tmp_path / "Project.csv").open(encoding="utf-8", newline="") as file:
        told = {row["label:string"]: row for row in csv.DictReader(file)}
    park = told["青港国际物流园项目"]
    assert (park["stage:string"], park["stageStatus:string"]) == ("completed", "achieved")
    assert (park["investment:string"], park["investmentYuan:double"]) == ("12.6亿元", "1260000000.0")
    wind = told["西岭新能源有限公司20万千瓦风电项目"]
    assert (wind["capacity:string"], wind["capacityValue:double"], wind["capacityUnit:string"]) == (
        "20万千瓦", "200000.0", "KiloW"
    )  # fmt: skip
    assert (wind["stage:string"], wind["stagePeriod:string"]) == ("started", "2024")
