"""The page as a file: it holds what the graph says, in bytes that nothing can break out of, and asks for nothing."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import math
import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Store
from sample import CITY, TEXT, Sample, large, linked, many, small, together

from kg.export import page
from kg.export.page import bubbles, layout
from kg.export.page import network as drawing
from kg.export.page.tables import COLUMNS, KINDS, NONE
from kg.query import memory

HOSTILE = (
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "<!--<script>", "javascript:alert(1)",
    "{{ script }}", "${alert(1)}", "\u202e\u202dabc", "\u2028alert(1)\u2029", "&lt;b&gt;", "' onclick='alert(1)",
    "长" * 10_000,
)  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page, each with its attributes, and what stands inside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.open = tag
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.open in self.inside:
            self.inside[self.open][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.open = ""


def written(sample: Sample, folder: Path) -> str:
    path = folder / "graph.html"
    page.write(sample.store(), path)
    return path.read_bytes().decode("utf-8")


def rows(content: dict[str, list[list[object]]], table: str) -> list[dict[str, object]]:
    return [dict(zip(COLUMNS[table], row, strict=True)) for row in content[table]]


def shown(text: str) -> dict[str, list[list[object]]]:
    content: dict[str, list[list[object]]] = json.loads(Elements(text).inside["script"][0])
    return content


def test_the_page_holds_what_the_graph_says(tmp_path: Path) -> None:
    content = shown(written(small(), tmp_path))
    entities, evidence = rows(content, "entities"), rows(content, "evidence")
    names = [str(item["name"]) for item in entities]
    facts = [
        (names[int(str(row["indicator"]))], row["written"], row["unit"], row["measure"], row["bound"], row["status"])
        for row in rows(content, "observations")
    ]
    assert sorted(facts) == [
        ("地区生产总值", "421.17", "亿元", "level", "exact", "achieved"),
        ("地区生产总值", "5.6", "%", "growth", "exact", "achieved"),
        ("地区生产总值", "6", "%", "growth", "about", "target"),
    ]
    assert sorted(names) == sorted([CITY, "地区生产总值", "西岭光伏电站", "华光公司", "光伏产业"])
    proof = [TEXT[int(str(row["start"])) : int(str(row["end"]))] for row in evidence]
    assert "地区生产总值增长6%左右" in proof and "西岭光伏电站" in proof
    assert [row["aliases"] for row in entities if row["name"] == "光伏产业"] == [["光伏"]]
    assert [row["written"] for row in rows(content, "quantities")] == ["53"]


def test_what_was_taken_from_a_heading_says_so(tmp_path: Path) -> None:
    content = shown(written(small(), tmp_path))
    [target] = [row for row in rows(content, "observations") if row["status"] == "target"]
    [origin] = [rows(content, "origins")[number] for number in target["origins"]]  # type: ignore[attr-defined]
    assert (origin["field"], origin["kind"]) == ("status", "heading")
    assert TEXT[int(str(origin["start"])) : int(str(origin["end"]))] == "二、2025年工作安排"


def test_facts_say_how_far_they_can_be_trusted(pair_build: Path) -> None:
    content = page.data(memory.load(pair_build / "graph.ttl"))
    for table in ("observations", "stages"):
        told = [float(str(row["confidence"])) for row in rows(content, table)]
        assert told and all(0 < confidence <= 1 for confidence in told)


def test_what_is_linked_across_documents_refers_to_the_rows_that_it_is_about() -> None:
    content = page.data(together(*linked()))
    told = rows(content, "observations")
    written = [f"{row['written']}{row['unit']}" for row in told]
    found = {
        (
            written[int(str(row["target"]))],
            tuple(written[number] for number in row["results"]),
            row["verdict"],
            row["en"],
        )  # type: ignore[attr-defined]
        for row in rows(content, "outcomes")
    }
    assert found == {
        ("7%", ("5.6%",), "missed", "1.4 percentage points below the target"),
        ("2000人", ("2600人",), "exceeded", "600 more than the target"),
        ("50万吨", ("50万吨",), "met", "equal to the target"),
    }
    [contradiction] = rows(content, "contradictions")
    assert sorted(written[number] for number in contradiction["claims"]) == ["96.5亿元", "98亿元"]  # type: ignore[attr-defined]
    [confirmation] = rows(content, "confirmations")
    assert {written[int(str(confirmation[end]))] for end in ("from", "to")} == {"2600人"}
    stages = [row["stage"] for row in rows(content, "stages")]
    [step] = rows(content, "precedes")
    assert (stages[int(str(step["from"]))], stages[int(str(step["to"]))]) == ("started", "completed")
    [merge] = rows(content, "merges")
    assert (merge["keptName"], merge["mergedName"], merge["rule"]) == ("东河储能电站", "东河储能站", "spelling")
    assert len(merge["proofs"]) == 2  # type: ignore[arg-type]


def test_a_link_to_what_is_not_there_is_left_out() -> None:
    sample = small()
    here = sample.observation("地区生产总值", "1", "%", "地区生产总值增长6%左右")
    gone = NamedNode("https://example.org/id/nothing")
    sample.outcome(gone, [here], "met", "", "")
    sample.contradiction([here, gone], "", "")
    sample.confirm(here, gone)
    sample.merge(gone, "甲", "乙", [])
    content = page.data(sample.store())
    assert [content[table] for table in ("outcomes", "contradictions", "confirmations", "merges")] == [[], [], [], []]


def test_a_large_graph_has_a_bubble_for_each_kind_and_section_of_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LARGE", 500)
    network = page.data(together(*many(10, 40)))["network"]
    assert {node[6] for node in network["nodes"] if node[4] != "AdministrativeDivision"} == set(
        range(len(network["bubbles"]))
    )
    first = [bubble for bubble in network["bubbles"] if bubble[0] == 0]
    assert sorted({(group, section) for _, group, section, *_ in first if section}) == [
        ("Industry", letter) for letter in "ABCDI"
    ]
    for disc, _, _, x, y, radius in network["bubbles"]:
        _, across, down, reach, _ = network["discs"][disc]
        assert math.dist((x, y), (across, down)) + radius < reach


def test_a_small_graph_has_no_bubbles() -> None:
    network = page.data(small().store())["network"]
    assert network["bubbles"] == [] and {node[6] for node in network["nodes"]} == {NONE}


def test_bubbles_of_a_wedge_lie_side_by_side() -> None:
    parts = {("Industry", letter): range(size) for letter, size in zip("ABCD", (1, 5, 40, 200), strict=True)}
    found = bubbles.blow((0, 0.0, 0.0, 400.0), [(parts, (0.0, math.pi))])
    for one, other in itertools.combinations(found, 2):
        assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius
    assert [len(bubble.members) for bubble in found] == [1, 5, 40, 200]


@given(st.recursive(st.text() | st.sampled_from(HOSTILE), lambda inner: st.lists(inner, max_size=5)))
def test_embedded_data_comes_back_and_cannot_end_its_element(content: object) -> None:
    text = page.embedded(content)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == content


def test_hostile_names_add_no_element_and_no_script(tmp_path: Path) -> None:
    plain = Elements(written(small(), tmp_path))
    sample = small()
    for name in HOSTILE:
        sample.entity("Industry", name, [name[::-1]], words="光伏产业")
    hostile = Elements(text := written(sample, tmp_path))
    assert hostile.found == plain.found
    assert hostile.inside["script"][1:] == plain.inside["script"][1:]
    assert set(HOSTILE) <= {row["name"] for row in rows(shown(text), "entities")}


def test_the_page_names_nothing_to_load(tmp_path: Path) -> None:
    elements = Elements(written(small(), tmp_path))
    assert [tag for tag, _ in elements.found if tag in ("img", "iframe", "object", "embed", "base", "form")] == []
    for tag, attributes in elements.found:
        assert "src" not in attributes, tag
        assert (attributes.get("href") or "#").startswith(("#", "data:,")), tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
    assert "@import" not in elements.inside["style"][0] and "url(" not in elements.inside["style"][0]
    assert "sourceMappingURL" not in "".join(elements.inside["script"][1:])


def test_the_policy_lets_only_these_scripts_and_this_style_take_effect(tmp_path: Path) -> None:
    elements = Elements(written(small(), tmp_path))
    [policy] = [attributes["content"] for _, attributes in elements.found if "http-equiv" in attributes]
    assert policy and policy.startswith("default-src 'none'; ") and "unsafe" not in policy
    parts = [*elements.inside["script"][1:], *elements.inside["style"]]
    hashes = [base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in parts]
    assert re.findall(r"'sha256-([^']+)'", policy) == hashes


def test_equal_graphs_give_equal_bytes_whatever_the_order(tmp_path: Path) -> None:
    sample = small()
    first = written(sample, tmp_path)
    random.Random(7).shuffle(sample.quads)
    assert written(sample, tmp_path) == first
    assert "\r" not in first


def test_every_word_of_the_page_stands_in_both_languages() -> None:
    folder = Path(page.__file__).parent / "script"
    words = (folder / "words.js").read_text(encoding="utf-8")
    blocks = re.findall(r"^  (?:zh|en): \{$(.*?)^  \},$", words, re.DOTALL | re.MULTILINE)
    chinese, english = (set(re.findall(r'(?:^|[\s,])"?([A-Za-z_-]+)"?: "', block)) for block in blocks)
    assert chinese == english
    asked = {word for path in folder.glob("*.js") for word in re.findall(r'\bt\("([^"]+)"', path.read_text("utf-8"))}
    assert asked <= chinese and len(asked) > 80


def test_an_empty_graph_and_a_document_without_a_place_give_a_page(tmp_path: Path) -> None:
    page.write(Store(), tmp_path / "empty.html")
    assert shown((tmp_path / "empty.html").read_text(encoding="utf-8"))["documents"] == []
    sample = Sample("发展光伏产业。\n", place="")
    sample.entity("Industry", "光伏产业", words="光伏产业")
    content = page.data(sample.store())
    assert [row[4] for row in content["documents"]] == [NONE]
    assert [disc[0] for disc in content["network"]["discs"]] == [-2]


def test_links_between_things_are_edges_and_places_hold_what_their_documents_name() -> None:
    content = page.data(small().store())
    names = [row[2] for row in content["entities"]]
    edges = {(names[start], kind, names[end]) for start, end, kind in content["network"]["edges"]}
    assert ("西岭光伏电站", "owner", "华光公司") in edges
    assert ("西岭光伏电站", "industry", "光伏产业") in edges
    assert (CITY, "named", "西岭光伏电站") in edges
    assert all(KINDS[content["entities"][node[0]][1]] != "Indicator" for node in content["network"]["nodes"])


def test_nodes_and_discs_keep_apart() -> None:
    nodes = page.data(large(300).store())["network"]["nodes"]
    for one, other in itertools.combinations(nodes, 2):
        assert math.dist(one[1:3], other[1:3]) > 30
    discs = layout.pack([(number, 100.0 + 17 * (number % 5)) for number in range(40)])
    for a, b in itertools.combinations(discs, 2):
        assert math.dist((a.x, a.y), (b.x, b.y)) >= a.radius + b.radius


@pytest.mark.parametrize("sizes", [[1], [1, 1, 200], [0, 3, 0, 1], [500]])
def test_a_flower_seats_every_node(sizes: list[int]) -> None:
    numbers = itertools.count()
    wedges = [[next(numbers) for _ in range(size)] for size in sizes]
    flower = layout.flower(wedges)
    assert len(set(flower.spots.values())) == sum(sizes)
    assert all(math.hypot(*spot) < flower.radius for spot in flower.spots.values())


def test_a_large_graph_stays_a_small_page(tmp_path: Path) -> None:
    sizes = []
    for projects in (100, 600):
        page.write(large(projects).store(), tmp_path / "graph.html")
        sizes.append((tmp_path / "graph.html").stat().st_size)
    assert (sizes[1] - sizes[0]) / 500 < 1_000  # bytes of a project
