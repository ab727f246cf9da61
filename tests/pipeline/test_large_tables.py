"""Large tables are told in pieces, so that their memory is bounded: the same graph and tables as told whole."""

from __future__ import annotations

import json
from collections.abc import Iterable
from heapq import merge
from pathlib import Path

import pytest

from kg import read
from kg.extract import document as extraction
from kg.link import corrections
from kg.pipeline import answers, builder, worker
from kg.pipeline.parts import InMemory
from kg.reference.terms import BASE

HEAD = "地区,年份,粮食产量(万吨),常住人口(万人)"
ROWS = [
    f"青岭县{name}镇,{year},{year % 7}.{year % 10},{year % 9}" for name in "东西南北上下" for year in range(2000, 2020)
]


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> read.Source:
    """A table of 240 figures, of which more than 50 are told in a piece of their own."""
    monkeypatch.setattr(extraction, "LARGE", 100)
    monkeypatch.setattr(extraction, "PIECE", 50)
    path = tmp_path / "t.csv"
    path.write_text("\n".join((HEAD, *ROWS)), encoding="utf-8")
    return read.Source(path, path.name)


def answered(source: read.Source, *lines: str) -> list[answers.Answer]:
    told = corrections.parse("\n".join(lines), "corrections.tsv")
    kept = InMemory()
    for number, answer in enumerate(worker.answer((source, BASE, read.Limits(), (), told))):
        kept.put(str(number), answer)
    return [kept.get(str(number)) for number in range(len(kept.answers))]


def lines(found: Iterable[answers.Answer]) -> list[bytes]:
    return list(dict.fromkeys(merge(*map(answers.kept, found))))


def test_pieces_say_what_the_whole_says(source: read.Source, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = answered(source)
    monkeypatch.setattr(extraction, "LARGE", 1_000_000)
    (whole,) = answered(source)
    heads = [answers.head(piece) for piece in pieces]
    assert [(head["piece"], head["pieces"]) for head in heads] == [(1, 0), (2, 0), (3, 0), (4, 0), (0, 4)]
    assert lines(pieces) == list(answers.kept(whole))
    rows = [row for piece in pieces for row in answers.shown(piece)["tables"]["observations"]]
    assert rows == answers.shown(whole)["tables"]["observations"]
    assert len(rows) == 240
    assert [finding for piece in pieces for finding in answers.findings(piece)] == answers.findings(whole)
    assert [row for piece in pieces for row in answers.rows(piece)["documents"]] == answers.rows(whole)["documents"]
    for piece, head in zip(pieces, heads, strict=True):
        assert answers.check(piece, head["sha256"]) is None


def test_offsets_lead_to_the_words(source: read.Source) -> None:
    text = read.read(source).text
    for piece in answered(source):
        for row in answers.shown(piece)["tables"]["observations"]:
            quote, start, end = row[9:12]
            assert text[int(start) : int(end)] == quote


def test_a_correction_reaches_its_piece(source: read.Source) -> None:
    rows = [row for piece in answered(source) for row in answers.shown(piece)["tables"]["observations"]]
    by_words, by_iri = rows[10], rows[200]
    found = answered(
        source,
        f"t.csv\t{by_words[9]}\t{by_words[10]}\tvalue\t77",
        f"t.csv\t{by_iri[12]}\t\tvalue\t88",
        "t.csv\thttps://example.org/none\t\tvalue\t99",
    )
    after = [row[2] for piece in found for row in answers.shown(piece)["tables"]["observations"]]
    assert (after.count("77"), after.count("88"), len(after)) == (1, 1, len(rows))
    assert [finding.en for piece in found for finding in answers.findings(piece) if finding.outcome == "stale"] == [
        "corrections.tsv: 「https://example.org/none」 value=99: no such fact is in the document any more; "
        "take the line out, or give its words and offset"
    ]


def test_a_build_keeps_finds_and_makes_its_pieces_anew(source: read.Source, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = builder.build([source.path], out)
    parts = sorted(path.name for path in (out / ".parts").iterdir() if path.name != "manifest.json")
    assert len(parts) == 5
    assert (first.known, builder.build([source.path], out).known) == (0, 1)
    graph = (out / "graph.nq").read_bytes()
    manifest = json.loads((out / ".parts/manifest.json").read_text(encoding="ascii"))
    assert {f".parts/{name}" for name in parts} <= manifest["outputs"].keys()
    for name in (parts[0], parts[-1]):
        (out / ".parts" / name).unlink()
        builder.build([source.path], out)
        assert sorted(path.name for path in (out / ".parts").iterdir() if path.name != "manifest.json") == parts
        assert (out / "graph.nq").read_bytes() == graph


@pytest.mark.slow
@pytest.mark.processes
def test_a_table_is_large_where_it_has_thousands_of_cells(tmp_path: Path) -> None:
    many = [f"{row.replace('镇', f'{at}镇')},{','.join(['甲乙'] * 8)}" for at in range(5) for row in ROWS]
    (tmp_path / "t.csv").write_text("\n".join((HEAD + ",".join([""] + ["备注"] * 8), *many)), encoding="utf-8")
    builder.build([tmp_path / "t.csv"], tmp_path / "out", jobs=1)
    assert len(list((tmp_path / "out" / ".parts").iterdir())) == 3
