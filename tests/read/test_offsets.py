"""Every mention leads back into the file: `fz:sourceOffset` counts the characters of the file itself."""

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
from kg.reference.terms import FZ, OA

BASE = "https://example.org/id/"
RAW = (
    "西岭市2025年工作总结\r\n\r\n　　全市 新建学校 12 所，完成固定\r\n资产投资１２０亿元［1］，增长５．６％。\r\n\r\n"
    "—— 3 ——\r\n\r\n　　改造小区 15 个［2］，新增城镇就业8600人。\r\n"
)


def selectors(document: Document) -> list[tuple[str, int, int]]:
    """(quoted words, start in the text, start in the file) of all selectors."""
    told: dict[str, dict[NamedNode, str]] = defaultdict(dict)
    for quad in rdf.quads(facts(document), BASE):
        if isinstance(quad.object, Literal):
            told[str(quad.subject)][quad.predicate] = quad.object.value
    found = [values for values in told.values() if OA.exact in values]
    return [(values[OA.exact], int(values[OA.start]), int(values[FZ.sourceOffset])) for values in found]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_offsets_in_a_text_file_are_those_of_its_characters(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "总结.txt").write_bytes(RAW.encode(encoding))
    found = selectors(read(inputs([tmp_path])[0]))
    assert len(found) >= 8
    wide = str.maketrans("１２０５６．％", "12056.%")
    assert all(RAW.translate(wide)[at] == exact[0] for exact, _, at in found)
    start, at = next((start, at) for exact, start, at in found if exact == "固定资产投资120亿元")
    assert RAW[at:].startswith("固定\r\n资产投资１２０亿元") and at > start


def test_offsets_in_a_web_page_are_those_of_its_source(tmp_path: Path) -> None:
    source = report.html_of_a_portal()
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    found = selectors(read(inputs([tmp_path])[0]))
    assert len(found) > 50 and all(source[at] == exact[0] for exact, _, at in found)
