"""Files that mean harm, or came to it, made here: each with the sentence it holds, or why it is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import report

SENTENCE = "全市新建道路12公里，改造小区5个，完成固定资产投资120亿元。"
Made = Callable[[], bytes]


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def word(body: str, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="{report.WORD}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(objects: Sequence[str | bytes]) -> bytes:
    """A PDF of objects, numbered from 1; the first is its catalog."""
    return report.numbered([item.encode() if isinstance(item, str) else item for item in objects])


def stream(data: bytes, more: str = "") -> bytes:
    packed_data = zlib.compress(data, 9)
    head = f"<< /Length {len(packed_data)} /Filter /FlateDecode {more} >>\nstream\n".encode()
    return head + packed_data + b"\nendstream"


PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << {} >> /Contents 4 0 R >>"
CATALOG, PAGES = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def locked() -> bytes:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ({'a' * 32}) /U ({'b' * 32}) >> /ID [(a) (b)]"
    return report.pdf().replace(b"trailer << ", f"trailer << {lock} ".encode())


def image_only() -> bytes:
    image = stream(bytes(100 * 100), "/Type /XObject /Subtype /Image /Width 100 /Height 100 /BitsPerComponent 8"
                   " /ColorSpace /DeviceGray")  # fmt: skip
    return pdf([CATALOG, PAGES, PAGE.format("/XObject << /I 5 0 R >>"), stream(b"500 0 0 700 40 40 cm /I Do"), image])


def page_tree_loop() -> bytes:
    return pdf([CATALOG, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def form_loop() -> bytes:
    form = stream(
        b"/F Do /F Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>"
    )
    return pdf([CATALOG, PAGES, PAGE.format("/XObject << /F 5 0 R >>"), stream(b"/F Do"), form])


def many_pages(count: int = 3_000) -> bytes:
    return report.pdf_of([report.draw("一", 100.0, 700.0, 12.0)] * count)


def pages_that_are_not_there() -> bytes:
    return pdf([CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>", PAGE.format(""), stream(b"")])


def laughs(depth: int = 9) -> str:
    """Entities that grow tenfold at each step."""
    steps = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth))
    return f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY l0 "哈">{steps}]>'


def nested_archives() -> bytes:
    inner = packed({"a.txt": b"0" * 1_000_000})
    for _ in range(5):
        inner = packed({f"{n}.zip": inner for n in range(10)})
    return inner


def twice_in_one_archive() -> bytes:
    """Two parts of one name: readers differ in which they see."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for text in ("假", SENTENCE):
            archive.writestr("word/document.xml", f'<w:document xmlns:w="{report.WORD}">{paragraph(text)}</w:document>')
    return file.getvalue()


def without_end(tag: str, times: int) -> bytes:
    return f"<html><body><p>{SENTENCE}</p>{tag * times}</body></html>".encode()


ENTITIES = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BOMB = '<html><body><iframe src="file:///etc/passwd"></iframe><object data="http://example.org/x"></object>'
# What is in the file, and what must come of it: its sentence, or a refusal with these words.
READ, BROKEN, SCAN, BLANK = SENTENCE, "is a broken PDF file", "is a scan", "shows neither text nor a picture"
COLLECTION: dict[str, tuple[Made, str]] = {
    "locked.pdf": (locked, "is protected by a password"),
    "image.pdf": (image_only, SCAN),
    "loop-of-pages.pdf": (page_tree_loop, f"{BROKEN}|{BLANK}"),
    "3000-pages.pdf": (many_pages, "has 3000 pages, more than 2000"),
    "no-pages.pdf": (lambda: pdf([CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>"]), f"{BROKEN}|{BLANK}"),
    "a-billion-pages.pdf": (pages_that_are_not_there, f"has 1000000000 pages|{BROKEN}|{BLANK}"),
    "only-a-mark.pdf": (lambda: b"%PDF-1.7", BROKEN),
    "deep.pdf": (lambda: pdf([CATALOG, PAGES, "[" * 100_000 + "]" * 100_000]), f"{BROKEN}|{BLANK}"),
    **{
        f"cut-{part}.pdf": (
            lambda part=part: report.pdf()[: part * len(report.pdf()) // 8],
            f"421.17亿元|{BROKEN}|{BLANK}",
        )
        for part in range(1, 8)
    },
    "bomb.docx": (lambda: packed({"word/document.xml": b" " * 100_000_001}), "unpacks to more than 100 MB"),
    "laughs.docx": (lambda: word("&l8;", laughs()), "declares entities"),
    "passwd.docx": (lambda: word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", ENTITIES), "declares entities"),
    "deep.docx": (lambda: word("<w:p>" * 100_000), "nests deeper"),
    "members.docx": (lambda: packed({f"word/{n}": "" for n in range(10_001)}), "more than 10000 parts"),
    "twice.docx": (twice_in_one_archive, READ),
    "climbing.docx": (lambda: packed({"word/document.xml": word_xml(SENTENCE), "../../../tmp/x": "x"}), READ),
    "encoding.docx": (lambda: word(paragraph("一"), '<?xml version="1.0" encoding="ATF-8"?>'), "unknown encoding"),
    "nul.docx": (lambda: word(paragraph("\0")), "is damaged inside"),
    "archives.zip": (nested_archives, "is an archive"),
    "lying.docx": (lambda: lying(), "is damaged"),
    "utf8-and-gb.txt": (lambda: SENTENCE.encode() * 5 + SENTENCE.encode("gb18030") * 5, "in part in UTF-8"),
    "gb-in-utf8.txt": (lambda: SENTENCE.encode() * 40 + "新建".encode("gb18030"), READ),
    "utf16-of-another.txt": (lambda: b"\xff\xfe" + SENTENCE.encode("gb18030"), READ),
    "nul.txt": (lambda: (SENTENCE * 9).replace("5个", "5\0个", 1).encode(), READ),
    "nuls.txt": (lambda: b"\0" * 10_000, "no text|binary|none of the encodings"),
    "surrogates.txt": (lambda: (SENTENCE * 9).encode() + b"\xed\xa0\x80", READ),
    "surrogates-of-utf16.txt": (lambda: b"\xff\xfe" + (SENTENCE * 9).encode("utf-16-le") + b"\x00\xd8", READ),
    "bidi.txt": (lambda: "\u202e".join(SENTENCE).encode(), READ),
    "only-bidi.txt": (lambda: ("\u202e\u2066\u200b" * 99).encode(), "no text"),
    "noise.txt": (lambda: zlib.compress(bytes(99)) + bytes(range(256)) * 40, "encodings|binary"),
    "entities.html": (lambda: f"<!DOCTYPE html [<!ENTITY a 'b'>]><p>{SENTENCE}&a;</p>".encode(), READ),
    "outside.html": (lambda: f"{BOMB}<p>{SENTENCE}</p><img src=x onerror=alert(1)>".encode(), READ),
    "deep.html": (lambda: without_end("<div>", 50_000), READ),
    "open.html": (lambda: without_end("<a href='", 50_000), READ),
    "frames.html": (lambda: b"<html><frameset><frame src='a.html'></frameset></html>", "without text of its own"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "is an old Word file"),
    "old.wps": (lambda: b"\xd0\xcf\x11\xe0" + "WpsDocument".encode("utf-16-le"), "is a WPS file"),
    "photo.jpg": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
}


def word_xml(text: str) -> str:
    return f'<w:document xmlns:w="{report.WORD}"><w:body>{paragraph(text)}</w:body></w:document>'


def lying() -> bytes:
    """An archive whose directory says that a part is small."""
    data = packed({"word/document.xml": b"0" * 1_000_000})
    return data.replace((1_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
