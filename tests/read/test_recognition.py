"""Scans: what is recognized becomes the text of a document, with its places; without the extra the message names it."""

from __future__ import annotations

from pathlib import Path

import numpy
import pictures
import pypdfium2
import pytest

from kg import errors
from kg.errors import InputError
from kg.extract.document import extract
from kg.model import Document
from kg.pipeline import builder
from kg.pipeline.limits import Limits as BuildLimits
from kg.query import memory
from kg.read import inputs, read, recognition
from kg.read.limits import Limits
from kg.reference.terms import FZ

OCR = Limits(ocr=True)


def scan(folder: Path) -> Path:
    """A page of lines without letters, which need no font: black boxes on white."""
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(300, 400)
    dots = numpy.full((400, 300, 3), 255, numpy.uint8)
    dots[50:70, 40:260] = 0
    shown = pypdfium2.PdfImage.new(document)
    shown.set_bitmap(pypdfium2.PdfBitmap.new_native(300, 400, pypdfium2.raw.FPDFBitmap_BGR))
    shown.set_matrix(pypdfium2.PdfMatrix().scale(300, 400))
    page.insert_obj(shown)
    page.gen_content()
    document.save(folder / "scan.pdf")
    return folder / "scan.pdf"


def refused(path: Path, limits: Limits) -> str:
    with pytest.raises(InputError) as caught:
        read(inputs([path])[0], limits)
    return str(caught.value)


def test_a_scan_is_refused_with_the_option_that_reads_it(tmp_path: Path) -> None:
    assert "is a scan" in (message := refused(scan(tmp_path), Limits()))
    assert "--ocr" in message
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert "build with --ocr" in refused(tmp_path / "a.png", Limits())


def test_without_the_extra_the_message_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "find_spec", lambda _name: None)
    recognition._engine.cache_clear()
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    for path in (scan(tmp_path), tmp_path / "a.png"):
        message = refused(path, OCR)
        assert "rapidocr" in message
        assert errors.installing("ocr", "rapidocr", "onnxruntime") in message


def test_a_recognized_line_is_set_into_its_box() -> None:
    lines = [(10.0, 60.0, 100.0, 110.0, "产值12"), (10.0, 90.0, 80.0, 81.0, "下降"), (5.0, 5.0, 0.0, 10.0, "空")]
    glyphs = list(recognition._glyphs(lines, 7))
    assert [(glyph.char, glyph.place) for glyph in glyphs[:4]] == [("产", 7), ("值", 8), ("1", 9), ("2", 10)]
    assert [round(glyph.right - glyph.left, 1) for glyph in glyphs[:4]] == [16.7, 16.7, 8.3, 8.3]
    # The flat box of a line keeps its height, and a box without width shows nothing.
    assert {glyph.top - glyph.bottom for glyph in glyphs[4:]} == {1.0}


def test_a_part_of_a_build_says_whether_it_was_recognized() -> None:
    plain, recognized = BuildLimits(), BuildLimits(ocr=True)
    assert recognized.process(0).memory > plain.process(0).memory
    assert recognized.process(0).cpu > plain.process(0).cpu
    assert recognized.file.ocr


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    pytest.importorskip("rapidocr")
    folder = tmp_path_factory.mktemp("scans")
    return read(inputs([pictures.pdf(folder / "报告.pdf", [pictures.LINES, None])])[0], OCR)


@pytest.mark.ocr
def test_lines_become_paragraphs(document: Document) -> None:
    joined = "".join(pictures.LINES).replace("　", "").replace(" ", "")
    assert document.text.replace("\n", "") == joined
    assert document.text.count("\n") == 5
    assert document.title.value == pictures.TITLE
    assert any("recognized from pictures" in flag for flag in document.flags)
    assert any("without text: 2" in flag for flag in document.flags)


@pytest.mark.ocr
def test_facts_of_a_scan_say_where_they_stand_and_are_trusted_less(document: Document) -> None:
    facts = extract(document)
    found = {(item.indicator, item.value): item for item in facts.observations}
    assert ("地区生产总值", "421.17") in found
    assert ("固定资产投资", "8.2") in found
    assert all("-recognized" in item.reasons and item.confidence <= 0.95 for item in facts.observations)
    assert [item.name for item in facts.projects] == ["瑞岭新能源有限公司20万千瓦风电项目"]
    region = document.region(found["地区生产总值", "421.17"].start)
    left, top, width, height = (float(part) for part in region.removeprefix("xywh=percent:").split(","))
    line = pictures.LINES.index("　　全县地区生产总值完成421.17亿元，同比增长5.6%；固定")
    assert abs(left - 100 * (pictures.LEFT + 2 * pictures.LETTER) / pictures.SIZE[0]) < 2
    assert abs(top - 100 * (pictures.TOP + line * pictures.PITCH) / pictures.SIZE[1]) < 2
    assert 60 < width < 75
    assert 1 < height < 4


@pytest.mark.ocr
def test_a_scan_with_a_mark_printed_on_it_and_a_picture_are_read_as_well(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    marked = pictures.printed(pictures.pdf(tmp_path / "a.pdf", [pictures.LINES[2:5]]), "SCANNED 1")
    assert "421.17亿元" in read(inputs([marked])[0], OCR).text
    pictures.picture(pictures.LINES[2:5]).save(tmp_path / "b.png")
    assert "421.17亿元" in read(inputs([tmp_path / "b.png"])[0], OCR).text
    (tmp_path / "c.png").write_bytes((tmp_path / "b.png").read_bytes()[:400])
    assert "damaged picture" in refused(tmp_path / "c.png", OCR)


@pytest.mark.ocr
def test_a_page_that_fails_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr")
    path = pictures.pdf(tmp_path / "a.pdf", [pictures.LINES, pictures.LINES])
    whole, calls = recognition._engine(1), []

    def failing(picture: object) -> object:
        calls.append(picture)
        if len(calls) > 1:
            raise ValueError("odd dots")
        return whole(picture)

    monkeypatch.setattr(recognition, "_engine", lambda threads: failing)
    flags = read(inputs([path])[0], OCR).flags
    assert any("could not be recognized (odd dots): 2" in flag for flag in flags)


@pytest.mark.ocr
@pytest.mark.processes
def test_a_scan_builds_within_the_limits_of_its_process(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    pictures.pdf(tmp_path / "报告.pdf", [pictures.LINES])
    graph, failures, _ = builder.gather([tmp_path], limits=BuildLimits(ocr=True))
    assert not failures
    told = memory.run(graph, f"SELECT ?region {{ GRAPH ?g {{ ?mention <{FZ.sourceRegion.value}> ?region }} }}")[1]
    assert told
    assert all(region.startswith("xywh=percent:") for (region,) in told)
