"""Every format of `kg export`: what other tools find in it, the same bytes for the same graph, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from made import BASE, FACTS, GDP, MENTIONS
from pyoxigraph import Literal, NamedNode, Quad, Store
from sample import Sample

from kg import cli, rdf
from kg.cli import export as command
from kg.errors import OutputError
from kg.export import excel, formats, gephi, jsonld, neo4j, parquet, tables, turtle
from kg.rdf import ontology
from kg.rdf.terms import FZ, RDF, SKOS, XSD

XLSX = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def graph() -> Store:
    """The made-up document, and a second one that says some of it again."""
    from dataclasses import replace

    store = Store()
    store.extend(rdf.quads(FACTS, BASE))
    other = replace(FACTS.document, name="b.txt")
    store.extend(rdf.quads(replace(FACTS, document=other, observations=(GDP,), mentions=MENTIONS[:1]), BASE))
    return store


def shuffled(graph: Store) -> Store:
    quads = list(graph)
    random.Random(7).shuffle(quads)
    store = Store()
    store.extend(quads)
    return store


def written(graph: Store, form: str, folder: Path) -> dict[str, bytes]:
    """The files of a format by name."""
    out = folder / form
    formats.write(graph, form, out)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())} if out.is_dir() else {"": out.read_bytes()}


@pytest.mark.parametrize("form", [*formats.FILES, *formats.FOLDERS])
def test_the_same_graph_gives_the_same_bytes(graph: Store, form: str, tmp_path: Path) -> None:
    first = written(graph, form, tmp_path / "a")
    assert first == written(shuffled(graph), form, tmp_path / "b")
    assert all(first.values())


@pytest.mark.parametrize("form", [*formats.FILES, *formats.FOLDERS])
def test_an_empty_graph_can_be_exported(form: str, tmp_path: Path) -> None:
    assert written(Store(), form, tmp_path) or form == "neo4j"


def test_the_hash_seed_changes_nothing(graph: Store, tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_bytes(turtle.nquads(graph))
    code = (
        "import sys; from pathlib import Path; from kg import store; from kg.export import formats\n"
        "graph = store.load(Path(sys.argv[1]))\n"
        "for name in ('jsonld', 'trig', 'graphml', 'gexf', 'xlsx'): sys.stdout.buffer.write(formats.FILES[name](graph))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "g.nq")],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


# Triples


@pytest.mark.parametrize(
    ("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")]
)
def test_another_parser_reads_the_same_statements(graph: Store, form: str, parser: str) -> None:
    theirs = rdflib.Dataset().parse(data=formats.FILES[form](graph), format=parser)
    ours = rdflib.Dataset().parse(data=turtle.nquads(graph), format="nquads")
    if form in ("ttl", "nt"):
        expected = {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in ours.quads()}
        assert {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in theirs.quads()} == expected
    else:
        assert quads(theirs) == quads(ours)


def quads(dataset: rdflib.Dataset) -> set[tuple[str, ...]]:
    return {(s.n3(), p.n3(), o.n3(), str(g)) for s, p, o, g in dataset.quads()}


# JSON-LD


def test_the_published_context_is_the_one_that_the_ontology_gives() -> None:
    path = ontology.folder() / "context.jsonld"
    assert path.read_text(encoding="utf-8") == jsonld.published(), (
        "python -m kg.export.jsonld > ontology/context.jsonld"
    )


def test_every_class_and_property_of_the_ontology_is_a_term_of_the_context() -> None:
    context = jsonld.context()
    assert context["Project"] == "fz:Project"
    assert context["value"] == {"@id": "fz:value", "@type": "xsd:decimal"}
    assert context["locatedIn"] == {"@id": "fz:locatedIn", "@type": "@id"}
    assert context["periodStart"]["@type"] == "xsd:gYear"
    assert context["prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    subjects = {triple.subject for triple in ontology.triples(ontology.PROPERTIES) if triple.predicate == RDF.type}
    names = {node.value.removeprefix(FZ.iri) for node in subjects if getattr(node, "value", "").startswith(FZ.iri)}
    assert {name for name in names if "structure" not in name and "component" not in name} <= set(context)


def test_keys_are_plain_words_and_decimals_strings(graph: Store) -> None:
    said = json.loads(jsonld.jsonld(Quad(*quad.triple) for quad in graph))
    found = [node for node in said["@graph"] if node.get("asWritten") == "421.17"]
    assert {node["value"] for node in found} == {"421.17"}
    (place,) = [node for node in said["@graph"] if node.get("prefLabel") == {"zh": "乌图美仁乡"}]
    assert "AdministrativeDivision" in place["@type"]
    selectors = [node for node in said["@graph"] if "Selector" in node["@type"]]
    assert selectors and all(isinstance(node["start"], int) for node in selectors)


@pytest.mark.parametrize(
    "value",
    [
        Literal("plain"),
        Literal("中文", language="zh"),
        Literal("007", datatype=XSD.integer),
        Literal("12345678901234567890", datatype=XSD.integer),
        Literal("1.50", datatype=XSD.decimal),
        Literal("true", datatype=XSD.boolean),
        Literal("1", datatype=XSD.boolean),
        Literal("x", datatype=NamedNode("urn:type")),
        NamedNode("https://w3id.org/fazhan/ontology#stage-building"),
        NamedNode("http://qudt.org/vocab/unit/PERCENT"),
        NamedNode("https://w3id.org/fazhan/id/a//b?c=d#e"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "predicate",
    [FZ.value, FZ.unit, FZ.nested, FZ.place, SKOS.prefLabel, SKOS.notation, NamedNode("urn:other:p")],
    ids=str,
)
def test_any_value_of_any_property_comes_back(predicate: NamedNode, value: NamedNode | Literal) -> None:
    quad = Quad(NamedNode("https://w3id.org/fazhan/id/s"), predicate, value)
    again = rdflib.Graph().parse(
        data=jsonld.jsonld([quad, Quad(quad.subject, predicate, Literal("beside"))]), format="json-ld"
    )
    expected = rdflib.Graph().parse(data=f'{quad.triple} .\n{quad.subject} {predicate} "beside" .', format="nt")
    assert {o.n3() for o in again.objects()} == {o.n3() for o in expected.objects()}
    assert set(again.predicates()) == set(expected.predicates())


# The network


def test_the_network_has_things_and_facts_and_no_evidence(graph: Store) -> None:
    found = nx.read_graphml(io.BytesIO(gephi.graphml(graph)))
    labels = {data["label"]: data["type"] for _, data in found.nodes(data=True)}
    assert labels["乌图美仁乡"] == "AdministrativeDivision"
    assert labels["南岭2×660兆瓦光伏发电项目"] == "Project"
    assert labels["地区生产总值 421.17亿元 2024"] == "Achievement"
    assert labels["高标准农田 1.58万亩 2025"] == "Target"
    assert not {"Mention", "Sentence", "Selector", "Statement"} & set(labels.values())


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


# Spreadsheets and data frames


def sheet(data: bytes, number: int = 1) -> list[list[tuple[str, str]]]:
    """The (type, text) of every cell: `s` is text, `n` a number."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        strings = [
            "".join(part.text or "" for part in item.iter(f"{XLSX}t"))
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        ]
        rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{XLSX}row")
        return [
            [(cell.get("t", "n"), strings[int(text)] if cell.get("t") == "s" else text) for cell in row
             for text in [cell.findtext(f"{XLSX}v") or ""]]
            for row in rows
        ]  # fmt: skip


def test_a_workbook_has_a_sheet_for_each_table(graph: Store) -> None:
    with zipfile.ZipFile(io.BytesIO(excel.xlsx(graph))) as book:
        names = [item.get("name") for item in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{XLSX}sheet")]
        assert names == list(tables.TABLES)
        assert not any("hyperlink" in name for name in book.namelist())
    head, first, *_ = sheet(excel.xlsx(graph))
    assert [text for _, text in head] == list(tables.rows(graph, "observations")[0])
    assert ("n", "421.17") in first


def test_nothing_in_a_workbook_runs_or_links(tmp_path: Path) -> None:
    from dataclasses import replace

    store = Store()
    names = ("=HYPERLINK(1)", "+1+1", "@SUM(A1)", "http://example.org/", "{=1}")
    store.extend(
        quad for name in names for quad in rdf.quads(replace(FACTS, observations=(replace(GDP, indicator=name),)), BASE)
    )
    data = excel.xlsx(store)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        text = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in text and "hyperlink" not in text
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")
    assert {("s", name) for name in names} <= {cell for row in sheet(data) for cell in row}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("421.17", "n"),
        ("-3", "n"),
        ("0", "n"),
        ("123456789012345", "n"),
        ("1234567890123456", "s"),
        ("0123", "s"),
        ("2×660", "s"),
    ],
)
def test_numbers_are_numbers_where_no_digit_is_lost(value: str, kind: str) -> None:
    from dataclasses import replace

    store = Store()
    store.extend(rdf.quads(replace(FACTS, observations=(replace(GDP, value=value, unit="个"),)), BASE))
    assert (kind, value) in sheet(excel.xlsx(store))[1]


def test_codes_stay_text(graph: Store) -> None:
    assert ("s", "632801201") in [cell for row in sheet(excel.xlsx(graph), 3) for cell in row]


def test_parquet_columns_have_types(graph: Store, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as reader

    formats.write(graph, "parquet", tmp_path / "p")
    found = {name: reader.read_table(tmp_path / "p" / f"{name}.parquet") for name in tables.TABLES}
    schema = found["observations"].schema
    assert schema.field("start").type == arrow.int32()
    assert schema.field("number").type == arrow.decimal128(38, 12)
    assert found["projects"].schema.field("places").type == arrow.list_(arrow.string())
    rows = found["observations"].to_pylist()
    assert {row["number"] for row in rows if row["value"] == "421.17"} == {Decimal("421.17")}
    columns, ours = tables.rows(graph, "observations")
    assert [row["quote"] for row in rows] == [row[columns.index("quote")] for row in ours]
    assert all(row["place"] is None for row in rows)  # not an empty text


def test_what_is_no_single_number_has_none() -> None:
    assert parquet._number("2×660") is None
    assert parquet._number("几") is None
    assert parquet._number("") is None
    assert parquet._number("-3.5") == Decimal("-3.5")
    assert parquet._number("9" * 30) is None


# Whole or not at all


def test_a_failure_leaves_the_old_file_and_nothing_else(
    graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "g.ttl").write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OutputError, match="no space left on device; free the disk"):
        formats.write(graph, "ttl", tmp_path / "g.ttl")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"g.ttl": "old"}


def test_a_place_that_cannot_be_written_is_told(graph: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is a folder, not a file"):
        formats.write(graph, "ttl", tmp_path)
    with pytest.raises(OutputError, match="is a file, not a folder"):
        formats.write(graph, "csv", tmp_path / "file")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        formats.write(graph, "ttl", tmp_path / "file" / "g.ttl")


# The command


@pytest.fixture
def folder(graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    turtle.write(graph, tmp_path / "exports")
    return tmp_path


def test_the_command_knows_every_format() -> None:
    assert (tuple(formats.FILES), tuple(formats.FOLDERS)) == (command.FILES, command.FOLDERS)


def test_one_file_goes_to_standard_output(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["export", "--format", "ttl"]) == 0
    assert capsysbinary.readouterr() == ((folder / "exports" / "graph.ttl").read_bytes(), b"")


def test_formats_with_graphs_take_the_graphs(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["export", "--format", "nq"]) == 0
    assert capsysbinary.readouterr().out == (folder / "exports" / "graph.nq").read_bytes()


def test_a_folder_of_files_lies_beside_the_graph(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "--format", "neo4j"]) == 0
    assert (folder / "exports" / "neo4j" / "relationships.csv").is_file()
    assert "exports/neo4j" in capsys.readouterr().err.replace("\\", "/")


@pytest.mark.parametrize("module", ["xlsxwriter", "pyarrow"])
def test_a_missing_package_says_how_to_get_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    form, extra = {"xlsxwriter": ("xlsx", "excel"), "pyarrow": ("parquet", "parquet")}[module]
    assert cli.run(["export", "--format", form, "--out", "o"]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"--format {form}: needs {module}; install it with: pip install 'fazhan[{extra}]'\n")
    assert not (folder / "o").exists()
