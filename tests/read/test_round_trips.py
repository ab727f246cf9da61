"""The same report as text, Word, web page and PDF: the same facts, and every offset leads back into the file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import chromium
import pypdfium2
import pytest
import report

from kg.extract.document import extract
from kg.extract.segment import segment
from kg.model import Document
from kg.read import inputs, read
from kg.read.raw import place
from kg.text.traditional import simplified

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-be")
# 工业 and 社会 exist in both scripts, but Big5 holds no simplified characters.
TRADITIONAL = "全市地區生產總值421.17億元，同比增長5.6%，規模以上工業增加值增長7.2%。\n"


def reading(folder: Path, name: str, data: bytes) -> Document:
    (folder / name).write_bytes(data)
    return read(inputs([folder / name])[0])


def facts(document: Document) -> Iterator[tuple[str, ...]]:
    found = extract(document)
    for item in found.observations:
        yield ("observation", item.indicator, item.value, item.unit, item.measure, item.bound, item.status, item.period)
    for project in found.projects:
        yield ("project", project.name, project.stage, project.status, project.period, str(project.investment))
    for mention in found.mentions:
        yield mention.kind, mention.name


def f1(document: Document, expected: Document) -> float:
    got, wanted = set(facts(document)), set(facts(expected))
    assert len(wanted) > 40
    return 2 * len(got & wanted) / (len(got) + len(wanted))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return reading(tmp_path_factory.mktemp("plain"), "报告.txt", report.PLAIN.encode())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_in_any_encoding_is_the_same_text(tmp_path: Path, encoding: str, plain: Document) -> None:
    text = TRADITIONAL if encoding == "big5" else report.PLAIN
    document = reading(tmp_path, "报告.txt", text.encode(encoding))
    assert document.text == (simplified(TRADITIONAL.strip()) if encoding == "big5" else plain.text)
    assert document.breaks == plain.breaks or encoding == "big5"


FILES = {
    "报告.docx": report.docx,
    "报告.pdf": report.pdf,
    "两栏.pdf": lambda: report.pdf(2),
    **{f"{name}.html": lambda make=make: make().encode() for name, make in report.PAGES.items()},
    "旧页.htm": lambda: report.html_of_tables().encode("gb18030"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_facts_of_the_plain_text(tmp_path: Path, name: str, plain: Document) -> None:
    document = reading(tmp_path, name, FILES[name]())
    assert f1(document, plain) >= 0.97
    assert (document.title.value, document.place.value, document.year.value) == (
        plain.title.value, plain.place.value, plain.year.value,
    )  # fmt: skip


@pytest.mark.parametrize("name", report.PAGES)
def test_offsets_lead_into_the_source_of_a_page(tmp_path: Path, name: str) -> None:
    source = report.PAGES[name]()
    document = reading(tmp_path, f"{name}.html", source.encode())
    for offset, char in enumerate(document.text):
        if not char.isspace():
            assert source[place(document.breaks, offset)] == char


@pytest.mark.parametrize("columns", [1, 2])
def test_offsets_lead_to_the_characters_and_pages_of_a_pdf(tmp_path: Path, columns: int) -> None:
    data = report.pdf(columns)
    document = reading(tmp_path, "报告.pdf", data)
    drawn: list[tuple[str, int]] = []
    for number, page in enumerate(pypdfium2.PdfDocument(data), 1):
        drawn += [(char, number) for char in page.get_textpage().get_text_range()]
    assert [number for _, number in document.pages] == [1, 2, 3]
    for offset, char in enumerate(document.text):
        page = max(number for start, number in document.pages if start <= offset)
        if not char.isspace():
            assert drawn[place(document.breaks, offset)] == (char, page)


def test_offsets_of_word_count_what_it_shows(tmp_path: Path, plain: Document) -> None:
    document = reading(tmp_path, "报告.docx", report.docx())
    shown = "\n".join((report.TITLE, *report.PARAGRAPHS, *("\t".join(row) for row in report.TABLE)))
    for offset, char in enumerate(document.text):
        if not char.isspace():
            assert shown[place(document.breaks, offset)] == char
    assert document.text.startswith(plain.text)
    assert document.text.endswith("粮食播种面积 万亩 88.2\n油料总产量 万吨 1.9")


def test_running_heads_and_page_numbers_are_left_out_and_said_so(tmp_path: Path) -> None:
    document = reading(tmp_path, "报告.pdf", report.pdf())
    assert "代表大会文件" not in document.text and "—" not in document.text
    assert "running lines left out: 6" in document.flags


def test_what_stands_around_the_text_of_a_page_is_left_out(tmp_path: Path) -> None:
    for name, make in report.PAGES.items():
        text = reading(tmp_path, f"{name}.html", make().encode()).text
        for word in ("首页", "责任编辑", "打印", "微信", "9999", "9.9%", "99亿", "主办单位", "上一篇", "版权", "广告"):
            assert word not in text, (name, word)
        assert text.count(report.PARAGRAPHS[3]) == 1


@pytest.mark.parametrize("name", report.TEMPLATES)
def test_of_a_government_page_the_text_remains_and_nothing_else(tmp_path: Path, name: str) -> None:
    document = reading(tmp_path, f"{name}.html", report.TEMPLATES[name]().encode())
    assert document.text.split("\n") == [report.TITLE, *report.PARAGRAPHS, *report.GLOSSARY]
    assert (document.date.value, document.year.value, document.place.value) == ("2026-02-09", "2025", "西岭市")
    roles = {sentence.text: sentence.role for sentence in segment(document)}
    assert {role for text, role in roles.items() if "四库" in text or "两重" in text} == {"glossary"}


def test_a_glossary_in_an_element_of_its_own_is_not_lost(tmp_path: Path) -> None:
    source = report.html_of_a_county().replace("<p><strong>名词解释", '</div><div class="mcjs"><p><strong>名词解释')
    text = reading(tmp_path, "a.html", source.encode()).text
    assert text.split("\n") == [report.TITLE, *report.PARAGRAPHS, *report.GLOSSARY]


def test_sections_in_elements_of_their_own_are_not_lost(tmp_path: Path) -> None:
    first, rest = report.PARAGRAPHS[2:4], report.PARAGRAPHS[4:]
    parts = "".join(f"<div>{''.join(f'<p>{text}</p>' for text in part)}</div>" for part in (first, rest * 3))
    head, foot = f"<div><a>首页</a></div><h1>{report.TITLE}</h1><p>来源：西岭日报</p>", "<div>责任编辑：王某</div>"
    source = f"<html><body>{head}{parts}{foot}</body></html>"
    text = reading(tmp_path, "a.html", source.encode()).text
    assert text.split("\n") == [report.TITLE, *first, *rest * 3]


def test_the_day_of_publication_comes_from_the_page(tmp_path: Path) -> None:
    days = [reading(tmp_path, f"{name}.html", make().encode()).date.value for name, make in report.PAGES.items()]
    assert days == ["2026-02-09", "2026-02-09", "2026-02-10"]


def page_of(columns: int) -> str:
    """A page that a browser prints as it would a report: set-in paragraphs in columns, and a table of wrapped cells."""
    body = "".join(f"<p>{text}</p>" for text in report.PARAGRAPHS)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in report.WORKS)
    style = (
        f"p{{text-indent:2em;margin:0;text-align:justify}} main{{column-count:{columns}}} body{{font-size:15pt}}"
        "table{border-collapse:collapse;width:24em} td{border:1px solid}"
    )
    table = f"<table>{rows}</table>" if columns == 1 else ""
    return f"<meta charset=utf-8><style>{style}</style><h1>{report.TITLE}</h1><main>{body}</main>{table}"


def check_printed(document: Document, plain: Document, columns: int) -> None:
    assert document.text.startswith(plain.text)
    assert f1(document, plain) >= 0.97 or columns == 1  # the table states facts of its own
    rows = [" ".join(cells) for cells in report.WORKS] if columns == 1 else []
    assert document.text[len(plain.text) :].split("\n")[1:] == rows


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("chromium") is None, reason="needs Debian's chromium")
@pytest.mark.skipif(
    not chromium.writes_chinese(), reason="needs a font with Chinese: apt-get install fonts-wqy-microhei"
)
@pytest.mark.parametrize("columns", [1, 2])
def test_what_a_browser_prints_gives_the_plain_text_and_rows(tmp_path: Path, columns: int, plain: Document) -> None:
    (tmp_path / "page.html").write_text(page_of(columns), encoding="utf-8")
    out = tmp_path / "报告.pdf"
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={out}"]
    subprocess.run([*command, str(tmp_path / "page.html")], check=True, capture_output=True, timeout=120)
    check_printed(reading(tmp_path, "报告.pdf", out.read_bytes()), plain, columns)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what LibreOffice makes of the report in one and in two columns."""
    folder = tmp_path_factory.mktemp("office")
    for columns in (1, 2):
        (folder / f"{columns}.docx").write_bytes(report.office(columns))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf"]
    files = [str(folder / f"{columns}.docx") for columns in (1, 2)]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=180)
    return folder


@pytest.mark.slow
@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Writer (libreoffice-writer-nogui)")
@pytest.mark.parametrize("columns", [1, 2])
def test_what_libreoffice_prints_gives_the_plain_text_and_rows(printed: Path, columns: int, plain: Document) -> None:
    name = f"{columns}.pdf"
    check_printed(reading(printed, name, (printed / name).read_bytes()), plain, columns)
