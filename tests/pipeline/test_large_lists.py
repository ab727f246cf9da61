"""Large lists of projects are told in pieces as large tables of figures are: the same projects as told whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store

from kg import read
from kg.export import tables
from kg.extract import document as extraction
from kg.pipeline import answers, worker
from kg.pipeline.parts import InMemory
from kg.reference.terms import BASE

HEAD = "项目名称,建设地点,总投资（万元）,开工时间,建设单位"
NAMES = [
    f"{place}{thing}"
    for place in ("翎瑞", "岚溪", "石坪", "云泽", "松沟")
    for thing in ("纸浆生产线", "水泥厂技改", "中药材产业园")
]
ROWS = [f"{name}项目,白塔镇,{1200 + at},2023年{at % 12 + 1}月,{name[:2]}实业有限公司" for at, name in enumerate(NAMES)]
# One that a sentence names, and one that stands in two rows.
TOLD = "青岭县2024年政府工作报告\n一、2023年工作回顾\n翎瑞纸浆生产线项目建成投产，惠及群众3000人。\n"
TWICE = [*ROWS, ROWS[4].replace("白塔镇", "青石镇")]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> read.Source:
    """A list of 16 rows below prose, of which five make a piece."""
    monkeypatch.setattr(extraction, "LARGE", 10)
    monkeypatch.setattr(extraction, "PIECE", 20)
    path = tmp_path / "青岭.md"
    table = "\n".join(f"| {row.replace(',', ' | ')} |" for row in (HEAD, "-,-,-,-,-", *TWICE))
    path.write_text(f"{TOLD}\n{table}\n", encoding="utf-8")
    return read.Source(path, path.name)


def answered(source: read.Source) -> list[answers.Answer]:
    kept = InMemory()
    for number, answer in enumerate(worker.answer((source, BASE, read.Limits(), (), ()))):
        kept.put(str(number), answer)
    return [kept.get(str(number)) for number in range(len(kept.answers))]


def whole(found: Sequence[answers.Answer]) -> tables.Told:
    told = [(answers.head(answer)["piece"] > 0, answers.shown(answer)["tables"]) for answer in found]
    return list(tables.whole(told))[-1]


def test_pieces_say_what_the_whole_says(source: read.Source, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = answered(source)
    monkeypatch.setattr(extraction, "LARGE", 1_000_000)
    (alone,) = answered(source)
    assert [answers.head(piece)["piece"] for piece in pieces] == [1, 2, 0]
    told = answers.shown(alone)["tables"]
    assert len(told["projects"]) == len(NAMES)
    for name in ("projects", "places", "organizations", "industries"):
        assert whole(pieces)[name] == [list(row) for row in told[name]], name
    projects = {iri for piece in pieces for iri in answers.shown(piece)["things"]["Project"]}
    assert projects == set(answers.shown(alone)["things"]["Project"])


def test_the_tables_are_those_of_the_graph(source: read.Source) -> None:
    pieces = answered(source)
    graph = Store()
    for piece in pieces:
        graph.bulk_load(b"".join(answers.kept(piece)), RdfFormat.N_QUADS)
    union = Store()
    union.bulk_extend(Quad(*quad.triple) for quad in graph)
    for name in ("projects", "places", "organizations", "industries"):
        assert whole(pieces)[name] == [list(row) for row in tables.rows(union, name)[1]], name
