"""The reader is chosen by content; what cannot be read is said in one line with a remedy."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
import report
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read import inputs, kinds, read
from kg.read.limits import Limits
from kg.read.raw import NotReadable
from kg.read.text import Unreadable

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SENTENCE = "全市新建道路12公里。"


def packed(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, **parts: str) -> bytes:
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document, **{f"word/{name}.xml": text for name, text in parts.items()}})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_the_suffix_does_not_matter(tmp_path: Path) -> None:
    for name, data in (("a.txt", report.docx()), ("b.doc", report.pdf()), ("c", report.html_of_a_portal().encode())):
        (tmp_path / name).write_bytes(data)
    assert all("421.17亿元" in read(source).text for source in inputs([tmp_path]))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"\0\0\0\x18ftypheic", "picture"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "old Word file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"{\\rtf1\\ansi", "RTF"),
        (packed({"xl/workbook.xml": ""}), "damaged workbook"),
        (packed({"ppt/slides/slide1.xml": ""}), "presentation"),
        (packed({"content.xml": ""}), "OpenDocument"),
        (packed({"OFD.xml": ""}), "OFD"),
        (packed({"a.txt": "b"}), "archive"),
        (b"PK\x03\x04 and no more", "damaged"),
        (report.docx()[:5000], "damaged"),
        (b"Rar!\x1a\x07", "archive"),
        (b"\x7fELF\x02", "program"),
        (b"%PDF-1.7\nnothing", "broken PDF"),
        (report.pdf_of([""]), "neither text nor a picture"),
        (b"<html><body><div id=app></div><script>x()</script></body></html>", "without text"),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "web archive"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(
    tmp_path: Path, data: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # LibreOffice, if it is there, is not asked
    (tmp_path / "报告.doc").write_bytes(data)
    with pytest.raises(InputError) as caught:
        read(inputs([tmp_path])[0])
    assert reason in caught.value.reason and caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_locked_pdf_says_so() -> None:
    data = report.pdf().replace(b"trailer << ", b"trailer << /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ("
        + b"a" * 32 + b") /U (" + b"b" * 32 + b") >> /ID [(a) (b)] ")  # fmt: skip
    with pytest.raises(NotReadable, match="password"):
        kinds.extract(data)


# Word.


def test_word_reads_what_it_shows() -> None:
    body = (
        paragraph("甲").replace("<w:r>", "<w:ins><w:r>").replace("</w:r>", "</w:r></w:ins>")
        + "<w:p><w:del><w:r><w:delText>删去</w:delText><w:t>删</w:t></w:r></w:del><w:r><w:t>乙</w:t></w:r></w:p>"
        + "<w:sdt><w:sdtContent>" + paragraph("丙") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>丁</w:t></w:r>"
        + "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        + "<w:p><w:r><w:txbxContent>" + paragraph("框中") + "</w:txbxContent><w:t>戊</w:t></w:r></w:p>"
        + paragraph("目录", '<w:pStyle w:val="TOC1"/>')
    )  # fmt: skip
    notes = f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="1">{paragraph("注文")}</w:footnote></w:footnotes>'
    text = kinds.extract(word(body, footnotes=notes)).text
    assert text.split() == ["甲", "乙", "丙", "丁", "戊", "框中", "[1]注文"]


def test_raised_figures_of_word_are_raised_and_those_of_footnotes_left_out(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    run = "<w:r><w:t>{}</w:t></w:r>"
    pieces = [
        ("落实“四库”", "1"),
        ("政策，建成三区三线", "2"),
        ("，新建厂房5万m", "2"),
        ("，改造10", "4"),
        ("户。", ""),
    ]
    body = (
        "<w:p>" + "".join(run.format(text) + (raised.format(mark) if mark else "") for text, mark in pieces) + "</w:p>"
    )
    (tmp_path / "a.docx").write_bytes(word(body))
    assert read(inputs([tmp_path])[0]).text == "落实“四库”政策，建成三区三线，新建厂房5万m²，改造10⁴户。"


def test_word_numbers_its_headings() -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "chineseCounting", "%1、") + level.format(1, "chineseCounting", "（%2）")
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    inner = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
    heading = '<w:pStyle w:val="H"/>'
    body = "".join((
        paragraph("回顾", heading), paragraph("产业", inner), paragraph("城乡", inner),
        paragraph("安排", heading), paragraph("民生", inner),
    ))  # fmt: skip
    text = kinds.extract(word(body, numbering=numbering, styles=styles)).text
    assert text.split() == ["一、回顾", "（一）产业", "（二）城乡", "二、安排", "（一）民生"]


def test_headings_of_word_are_those_of_its_styles() -> None:
    style = '<w:style w:styleId="{0}"><w:name w:val="{1}"/>{2}</w:style>'
    styles = (
        f'<w:styles xmlns:w="{WORD}">'
        + style.format("A", "heading 2", "")
        + style.format("B", "mine", '<w:basedOn w:val="A"/>')
        + style.format("C", "outlined", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + "</w:styles>"
    )
    body = "".join((
        paragraph("甲", '<w:pStyle w:val="C"/>'), paragraph("文"), paragraph("乙", '<w:pStyle w:val="A"/>'),
        paragraph("丙", '<w:pStyle w:val="B"/>'), paragraph("丁", '<w:outlineLvl w:val="2"/>'),
        paragraph("戊", '<w:pStyle w:val="A"/><w:outlineLvl w:val="9"/>'),
        "<w:tbl><w:tr><w:tc>" + paragraph("己", '<w:pStyle w:val="A"/>') + "</w:tc></w:tr></w:tbl>",
    ))  # fmt: skip
    raw = kinds.extract(word(body, styles=styles))
    marked = [(raw.text[start:end], level) for start, end, level in raw.apart]
    assert marked == [("甲", 1), ("乙", 2), ("丙", 2), ("丁", 3)]


def test_headings_of_a_page_are_those_of_its_tags_and_stay_apart(tmp_path: Path) -> None:
    prose = "新建道路12公里，改造小区15个，完成绿化3000亩，城乡面貌持续改善，" * 3
    source = (
        f"<html><body><h1>西岭县工作报告</h1><h2>上年发展成效，</h2><p>{prose}</p><h3><b>产业</b></h3><p>{prose}</p>"
    )
    (tmp_path / "a.html").write_text(source, encoding="utf-8")
    document = read(inputs([tmp_path])[0])
    lines = {at: document.text[at:].partition("\n")[0] for at, _ in document.headings}
    assert list(lines.values()) == ["西岭县工作报告", "上年发展成效，", "产业"]
    assert [level for _, level in document.headings] == [1, 2, 3]


def test_pages_are_those_that_word_last_set() -> None:
    mark = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    turn = "<w:p><w:r><w:t>一</w:t><w:lastRenderedPageBreak/><w:t>二</w:t></w:r></w:p>"
    assert kinds.extract(word(turn + mark)).pages == ((0, 1), (1, 2))
    assert kinds.extract(word(paragraph("一") + mark + paragraph("二"))).pages == ((0, 1), (2, 2))


def test_a_part_that_ends_early_is_named() -> None:
    with pytest.raises(NotReadable, match=r"damaged inside \(word/document.xml"):
        kinds.extract(word("<w:p><w:r>"))


# PDF.


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    data = report.pdf_of(["BT /F1 12 Tf 100 100 Td <4E00> Tj ET"] * 6)
    with pytest.raises(NotReadable, match="has 6 pages, more than 5"):
        kinds.extract(data, Limits(pages=5))


def test_a_watermark_is_left_out_and_a_page_on_its_side_is_read() -> None:
    text = SENTENCE.encode("utf-16-be").hex()
    mark = f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    upright = f"BT /F1 12 Tf 1 0 0 1 72 700 Tm <{text}> Tj ET"
    turned = f"BT /F1 12 Tf 0 1 -1 0 300 100 Tm <{text}> Tj ET"
    raw = kinds.extract(report.pdf_of([f"{upright} {mark}", turned]))
    assert raw.text.count(SENTENCE) == 2 and raw.pages == ((0, 1), (len(SENTENCE), 2))
    assert "characters set askew left out: 4" in raw.flags


def test_the_rows_of_a_table_are_lines() -> None:
    draws = [
        f"BT /F1 12 Tf 1 0 0 1 {72 + 150 * column} {700 - 30 * row} Tm <{cell.encode('utf-16-be').hex()}> Tj ET"
        for row, cells in enumerate(report.TABLE)
        for column, cell in enumerate(cells)
    ]
    assert kinds.extract(report.pdf_of([" ".join(draws)])).text == "\n".join(map("\t".join, report.TABLE)) + "\n"


def ruled(xs: Sequence[float], ys: Sequence[float], without: Sequence[tuple[float, ...]] = ()) -> str:
    """The borders of a grid of cells, less some pieces (x1, y1, x2, y2)."""
    across = [(one, y, two, y) for y in ys for one, two in pairwise(xs)]
    down = [(x, one, x, two) for x in xs for one, two in pairwise(ys)]
    return " ".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in (*across, *down) if (a, b, c, d) not in without)


def drawn(*cells: tuple[str, float, float]) -> str:
    return " ".join(report.draw(text, x, y, 10.0) for text, x, y in cells)


def test_wrapped_cells_between_rules_are_one_row() -> None:
    cells = [
        ("项目", 105.0, 685.0), ("建设内容", 205.0, 685.0), ("年份", 305.0, 685.0),
        ("西岭市冷链", 105.0, 645.0), ("物流园项目", 105.0, 630.0),
        ("新建冷库5", 205.0, 652.0), ("万立方米、大", 205.0, 637.0), ("厅1座", 205.0, 622.0), ("2026", 305.0, 637.0),
    ]  # fmt: skip
    around = drawn((SENTENCE, 100.0, 730.0), ("改造小区5个。", 100.0, 580.0))
    grid = ruled((100.0, 200.0, 300.0, 400.0), (700.0, 670.0, 610.0))
    raw = kinds.extract(report.pdf_of([f"{around} {grid} {drawn(*cells)}"]))
    rows = "项目\t建设内容\t年份\n西岭市冷链物流园项目\t新建冷库5万立方米、大厅1座\t2026"
    assert raw.text == f"{SENTENCE}\n{rows}\n改造小区5个。\n"
    assert [raw.text[start:end] for start, end, level in raw.apart if level == 0] == rows.split("\n")


def test_a_cell_over_several_rows_stands_in_its_first() -> None:
    grid = ruled((100.0, 200.0, 300.0), (700.0, 680.0, 660.0), [(100.0, 680.0, 200.0, 680.0)])
    cells = [("工业", 105.0, 676.0), ("水泥20万吨", 205.0, 685.0), ("钢材3万吨", 205.0, 665.0)]
    raw = kinds.extract(report.pdf_of([f"{grid} {drawn(*cells)}"]))
    assert raw.text == "工业\t水泥20万吨\n钢材3万吨\n"


def test_a_row_that_the_end_of_a_page_cuts_is_one() -> None:
    top = [("新建学校", 105.0, 685.0), ("3所", 205.0, 685.0), ("水库工程", 105.0, 645.0), ("加固大坝12", 205.0, 645.0)]
    rest = [("00米，更新设备", 205.0, 685.0), ("供热工程", 105.0, 645.0), ("换热站6座", 205.0, 645.0)]
    grid = ruled((100.0, 200.0, 300.0), (700.0, 670.0, 630.0))
    text = kinds.extract(report.pdf_of([f"{grid} {drawn(*cells)}" for cells in (top, rest)])).text
    assert text.splitlines() == ["新建学校\t3所", "水库工程\t加固大坝1200米，更新设备", "供热工程\t换热站6座"]


def test_a_box_around_prose_is_no_table() -> None:
    prose = drawn(("全市新建道路12公里，", 105.0, 680.0), ("改造小区5个。", 105.0, 665.0))
    raw = kinds.extract(report.pdf_of([f"{ruled((100.0, 400.0), (700.0, 650.0))} {prose}"]))
    assert raw.text.replace("\n", "") == "全市新建道路12公里，改造小区5个。" and raw.apart == ()


def test_feet_set_apart_on_one_page_and_together_on_the_next_run() -> None:
    pages = []
    for number, text in enumerate((SENTENCE, "改造小区5个，新建学校3所。", "完成造林5万亩。"), 1):
        gap = 480.0 if number % 2 else 160.0
        pages.append(drawn((text, 72.0, 600.0), ("西岭市统计局", 72.0, 30.0), (f"第{number}页", gap, 30.0)))
    text = kinds.extract(report.pdf_of(pages)).text
    assert text == SENTENCE + "改造小区5个，新建学校3所。完成造林5万亩。\n"


def test_heads_that_take_turns_run_and_rows_of_figures_do_not() -> None:
    heads = ("西岭市人民代表大会文件", "政府工作报告")
    lines = (SENTENCE, "改造小区5个，新建学校3所。", "完成造林5万亩。", "新增企业3家。")
    pages = [
        drawn(
            (heads[number % 2], 72.0, 800.0),
            (text, 72.0, 600.0),
            (f"{number}.5", 72.0, 60.0),
            (f"{number}7", 400.0, 60.0),
        )
        for number, text in enumerate(lines)
    ]
    text = kinds.extract(report.pdf_of(pages)).text
    assert not any(head in text for head in heads)
    assert all(f"{number}.5\t{number}7" in text for number in range(4))


def test_what_a_browser_prints_at_the_edges_goes_from_a_single_page_too() -> None:
    head, foot = ("2/9/26, 1:42 PM", 72.0, 800.0), ("https://example.org/a.html", 72.0, 30.0)
    page = drawn(head, (SENTENCE, 72.0, 600.0), foot, ("1/1", 500.0, 30.0))
    assert kinds.extract(report.pdf_of([page])).text == SENTENCE + "\n"


# Anything at all: an answer or a reason.

QUICK = settings(max_examples=60, suppress_health_check=list(HealthCheck))
SAMPLES = (report.docx(), report.pdf(), *(make().encode() for make in report.PAGES.values()))


@QUICK
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 10**9), st.binary(min_size=1, max_size=9)), max_size=20),
    st.integers(1, 10**9),
)
def test_damaged_files_end_in_text_or_a_reason(data: bytes, changes: list[tuple[int, bytes]], end: int) -> None:
    damaged = bytearray(data)
    for at, piece in changes:
        damaged[at % len(data) : at % len(data) + len(piece)] = piece
    try:
        raw = kinds.extract(bytes(damaged[: 1 + end % len(data)]))
    except Unreadable as error:
        assert str(error)
    else:
        assert raw.text


def test_raised_numbers_of_footnotes_are_left_out_and_those_of_units_stay() -> None:
    source = (
        "<html><body><p>落实“四库”<sup>1</sup>政策，建成三区三线<sup><a>[12]</a></sup>，新建厂房5万m<sup>2</sup>、"
        "20米<sup>2</sup>，改造10<sup>4</sup>户。</p></body></html>"
    )
    text = kinds.extract(source.encode()).text
    assert text == "落实“四库”政策，建成三区三线，新建厂房5万m²、20米²，改造10⁴户。\n"


MARKUP = (
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<!--", "-->", "<a href='x", "'>", '<b class="', '">',
    "<script>", "</script>", "&amp;", "&#x4e00;", "<li>", "</ul>", "<br>", "<", ">", " ", "\n", SENTENCE,
)  # fmt: skip


@QUICK
@given(st.lists(st.sampled_from(MARKUP), max_size=60))
@example(["<tr>", "<table>", "-->", "<tr>"])
def test_any_markup_is_read_and_leads_back(pieces: list[str]) -> None:
    source = "<html><body>" + "".join(pieces) + SENTENCE
    try:
        raw = kinds.extract(source.encode())
    except Unreadable:
        return
    offsets = [offset for offset, _ in raw.breaks]
    assert offsets == sorted(set(offsets)) and all(0 <= at < len(source) for _, at in raw.breaks)


@pytest.mark.parametrize(
    "piece",
    ["<", "<!--", "<b>", '<a ="', "<a ='x", "</", "<td>", "<p></b>", "&", "<i>x</u>", "<table><tr>", "<![CDATA["],
)
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    """Four times the length may take little more than four times as long."""

    def taken(length: int) -> float:
        source = "<html>" + SENTENCE + piece * (length // len(piece))
        start = time.process_time()
        with suppress(Unreadable):
            kinds.extract(source.encode(), Limits(elements=10**9))
        return time.process_time() - start

    assert taken(160_000) < 8 * taken(40_000) + 0.3


def test_a_zip_that_lies_about_its_size_is_no_bomb() -> None:
    data = packed({"word/document.xml": b"0" * 1_000_000})
    size, lie = (1_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    with pytest.raises(NotReadable):
        kinds.extract(data.replace(size, lie))
    assert len(zlib.compress(b"0" * 1_000_000)) < 2000


@pytest.mark.parametrize(
    "source",
    [
        f"岚山县2023年统计公报\n<p>{SENTENCE}</p>\n<p>{SENTENCE}</p>",
        f"<strong>岚山县</strong><p>{SENTENCE}</p>",
        f"\n<td>{SENTENCE}</td></tr></table>",
    ],
)
def test_a_page_whose_beginning_was_lost_is_read_as_one(source: str) -> None:
    text = kinds.extract(source.encode()).text
    assert SENTENCE in text and "<" not in text


@pytest.mark.parametrize("text", ["| 指标<br>名称 | 产量 |\n", "投入产出比<p>为0.3。", "见<全县>一节</全县>。"])
def test_text_with_a_tag_or_two_is_no_page(text: str) -> None:
    assert kinds.extract(text.encode()).text == text
