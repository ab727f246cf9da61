"""The time of one document grows as its length does, whatever stands in it."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.document import extract
from kg.model import Document
from kg.pipeline import isolate
from kg.read import Source, parse
from kg.read.kinds import extract as raw_of
from kg.read.metadata import describe
from kg.read.repair import repair

PIECES = ("1", "第", "、", "一、", "“", "增长5%，", "从1增加到", "项目、", "[1]", "1\n")


def facts(text: str) -> int:
    """Read, segment and extract a text; how many sentences it has."""
    raw = raw_of(text.encode())
    repaired = repair(raw.text, raw.apart)
    told = describe("a.txt", repaired.text, {}).fields
    document = Document("a.txt", repaired.text, "", breaks=repaired.breaks, **told)
    return len(extract(document).sentences)


def taken(piece: str, length: int) -> float:
    """Seconds of processor time."""
    text = (piece * length)[:length]
    start = time.process_time()
    facts(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_length_takes_little_more_than_four_times_as_long(piece: str) -> None:
    """Sixteen times as long would be quadratic; a machine that does other work gets three tries."""
    facts(piece * 10)  # loads the dictionaries
    assert any(taken(piece, 8_000) < 8 * taken(piece, 2_000) + 0.1 for _ in range(3))


def nothing() -> None:
    """No preparation."""


def sentences(text: str) -> bytes:
    return str(facts(text)).encode()


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1", "第", "、", "“", "1\n"])
def test_a_million_characters_stay_within_the_limits(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    [(_, answer)] = isolate.each(nothing, sentences, [isolate.Task(piece, (piece * 1_000_000)[:1_000_000])])
    assert not isinstance(answer, InputError), str(answer)


def test_a_large_table_takes_little_memory() -> None:
    """Its cells are numbers in a row, not objects: a million of them fit into the limits with all else."""
    rows = [f"青岭县第{number}村,{number % 97},{number % 89}.5,{number % 83},{number % 79}" for number in range(3_000)]
    data = "\n".join(("地区,粮食产量(万吨),常住人口(万人),造林面积(亩),公路里程(公里)", *rows)).encode()
    source = Source(Path("a.csv"), "a.csv")
    parse(source, data[:1_000])  # loads lists of names
    tracemalloc.start()
    try:
        document = parse(source, data)
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    (table,) = document.tables
    assert [document.text[cell.start : cell.end] for cell in table.cells[-2:]] == ["11", "76"]
    assert kept < 60 * len(table.cells)
    assert most < 300 * len(table.cells)
