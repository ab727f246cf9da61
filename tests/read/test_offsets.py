"""Every mention leads back into the file: `fz:sourceOffsets` counts the characters of the file itself."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import report
from pyoxigraph import Literal, NamedNode

from kg import rdf
from kg.model import Document
from kg.pipeline.worker import facts
from kg.read import inputs, read
from kg.reference.terms import FZ, NIF

BASE = "https://example.org/id/"
RAW = (
    "西岭市2025年工作总结\r\n\r\n　　全市 新建学校 12 所，完成固定\r\n资产投资１２０亿元［1］，增长５．６％。\r\n\r\n"
    "—— 3 ——\r\n\r\n　　改造小区 15 个［2］，新增城镇就业8600人。\r\n"
)


def stretches(document: Document) -> list[tuple[str, int, int]]:
    """(quoted words, start in the text, start in the file) of all stretches of the text."""
    told: dict[str, dict[NamedNode, str]] = defaultdict(dict)
    for quad in rdf.quads(facts(document), BASE):
        if isinstance(quad.object, Literal):
            told[str(quad.subject)][quad.predicate] = quad.object.value
    (offsets,) = [values[FZ.sourceOffsets] for values in told.values() if FZ.sourceOffsets in values]
    pairs = [tuple(map(int, pair.split(":"))) for pair in offsets.split()]
    found = [values for values in told.values() if NIF.anchorOf in values]
    starts = [(values[NIF.anchorOf], int(values[NIF.beginIndex])) for values in found]
    return [(words, start, in_file(start, pairs)) for words, start in starts]


def in_file(start: int, pairs: list[tuple[int, ...]]) -> int:
    text, raw = max(pair for pair in pairs if pair[0] <= start)
    return raw + start - text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_offsets_in_a_text_file_are_those_of_its_characters(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "总结.txt").write_bytes(RAW.encode(encoding))
    found = stretches(read(inputs([tmp_path])[0]))
    assert len(found) >= 8
    wide = str.maketrans("１２０５６．％", "12056.%")
    assert all(RAW.translate(wide)[at] == exact[0] for exact, _, at in found)
    start, at = next((start, at) for exact, start, at in found if exact == "固定资产投资120亿元")
    assert RAW[at:].startswith("固定\r\n资产投资１２０亿元") and at > start


def test_offsets_in_a_web_page_are_those_of_its_source(tmp_path: Path) -> None:
    source = report.html_of_a_portal()
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    found = stretches(read(inputs([tmp_path])[0]))
    assert len(found) > 50 and all(source[at] == exact[0] for exact, _, at in found)
