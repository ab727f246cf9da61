"""The reader for a file, chosen by what the file holds, whatever its name.

Readers of all but plain text are loaded by the first file that needs them, or by `prepare`.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from kg.read import csv_rows, markdown
from kg.read.limits import DEFAULT, Limits
from kg.read.raw import NotReadable, Raw
from kg.read.text import decode

_TO_DOCX = "convert to .docx: open it in Word, WPS or LibreOffice and save it as .docx"
_PICTURE = "is a picture, not readable", "build with --ocr, which recognizes the characters of PNG and JPEG pictures"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff")
_ARCHIVE = "is an archive, not readable", "unpack it and give the files"
_PROGRAM = "is a program, not readable", "take it out"
_SOUND = "is a recording, not readable", "convert to text, or take it out"
# What a file opens with, why it cannot be read, what to do.
_MAGIC: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"BM", _PICTURE),
    (b"AT&TFORM", ("is a DjVu scan, not readable", _PICTURE[1])),
    (b"<?mso-application", ("is an old Office file in XML, not readable", _TO_DOCX)),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\x00", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"%!PS", ("is a PostScript file, not readable", "convert to PDF")),
    (b"SQLite format 3", ("is a database, not readable", "export its text")),
)
# What a packed file holds, in the order of precedence.
_PACKED: tuple[tuple[str, tuple[str, str]], ...] = (
    ("ppt/", ("is a presentation, not readable", "convert to PDF")),
    ("OFD.xml", ("is an OFD file, not readable", "convert to PDF with an OFD reader")),
    ("META-INF/container.xml", ("is an e-book, not readable", "convert to .docx or to text")),
    ("content.xml", ("is an OpenDocument file, not readable", _TO_DOCX)),
)
# The names of an old Office file's parts, as they stand in its directory; those of what LibreOffice converts.
_CONVERTED: tuple[tuple[str, str, str], ...] = (
    ("WordDocument", "doc", "an old Word file (.doc, .wps)"),
    ("Workbook", "xls", "an old spreadsheet (.xls)"),
)
_OLD: tuple[tuple[str, tuple[str, str]], ...] = (
    ("EncryptedPackage", ("is protected by a password", "save it without a password")),
    ("WpsDocument", ("is a WPS file, not readable", _TO_DOCX)),
    ("PowerPoint Document", ("is an old presentation (.ppt), not readable", "convert to PDF")),
)
_OPENS = re.compile(
    r"[\s\ufeff]{0,200}<(?:!doctype\s{1,9}html|\?xml|!--|(?:html|head|body|meta|title|script|style|link|div|table|p|h[1-6]"
    r"|section|article|span|center|font|br|a|ul|img|strong|b|em|tr|td|tbody|ol|li|blockquote|pre|header|main|nav|hr)(?=[\s/>]))",
    re.I,
)
_IS_HTML = re.compile(r"<(?:html|body|div|p|br|table|td|span|h[1-6])(?=[\s/>])", re.I)
# Elements of a page whose beginning was lost; <br> alone may stand in a table of Markdown.
_ELEMENT = re.compile(r"</?(?:div|p|table|tr|td|h[1-6])(?:>|\s[^<>]{0,200}>)", re.I)
_FEWEST_ELEMENTS, _LOOKED_AT = 3, 200_000
_MAIL = re.compile(rb"[A-Za-z-]{2,30}: ")
# A PDF may have some bytes of a mail or printer before its mark.
_PDF_WITHIN = 1024


def extract(data: bytes, limits: Limits = DEFAULT) -> Raw:
    """The text of a file's bytes with the way back into it; raises Unreadable or NotReadable."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from kg.read import pdf

        return pdf.extract(data, limits)
    if limits.ocr and data.startswith(_PICTURES):
        from kg.read import pdf, recognition

        return pdf.of_picture(recognition.decoded_picture(data))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, limits)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _old(data, limits)
    if data.startswith(b"{\\rtf"):
        from kg.read import office

        return office.extract(data, "rtf", "an RTF file", limits)
    refuse_binary(data)
    decoded = decode(data)
    encoding = () if decoded.encoding == "utf-8" else (f"read as {decoded.encoding}",)
    flags = (*encoding, *decoded.flags)
    if is_page(decoded.text):
        from kg.read import html

        return html.extract(decoded.text, flags, limits)
    if csv_rows.is_csv(decoded.text):
        return csv_rows.extract(decoded.text, flags, limits)
    return markdown.extract(decoded.text, flags)


def prepare() -> None:
    """Load the readers of all formats."""
    from kg.read import docx, excel, html, office, pdf, recognition  # noqa: F401


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page.

    >>> is_page("<!DOCTYPE html><p>全市</p>"), is_page("<全市> 2024年工作回顾")
    (True, False)
    """
    if _OPENS.match(text):
        return _IS_HTML.search(text, 0, _LOOKED_AT) is not None
    elements = _ELEMENT.finditer(text, 0, _LOOKED_AT) if "</" in text else iter(())
    return sum(1 for _ in islice(elements, _FEWEST_ELEMENTS)) == _FEWEST_ELEMENTS


def refuse_binary(data: bytes) -> None:
    """Raise NotReadable where the bytes open as a kind of file that no reader reads."""
    for magic, (reason, remedy) in _MAGIC:
        # Two letters open an English word as well.
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise NotReadable(reason, remedy)
    if data[:4] == b"RIFF":
        raise NotReadable(*(_PICTURE if data[8:12] == b"WEBP" else _SOUND))
    if data[4:8] == b"ftyp":
        raise NotReadable(*(_PICTURE if data[8:12] in (b"heic", b"mif1", b"avif") else _SOUND))
    if _MAIL.match(data) and b"\nmime-version: " in b"\n" + data[:2000].lower():
        raise NotReadable("is a saved web archive or mail, not readable", "convert to HTML or text: save it as such")


def _packed(data: bytes, limits: Limits) -> Raw:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if any(name.lower().startswith("word/") for name in names):
                from kg.read import docx

                return docx.extract(archive, limits)
            if any(name.lower().startswith("xl/") for name in names):
                from kg.read import excel

                return excel.extract(archive, data, limits)
    except (BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable("is a damaged packed file", "save or fetch it anew") from error
    known = (told for part, told in _PACKED if any(name.startswith(part) for name in names))
    raise NotReadable(*next(known, _ARCHIVE))


def _old(data: bytes, limits: Limits) -> Raw:
    """The text of an old compound file, by what Office wrote; its parts are named in UTF-16."""
    for part, told in _OLD:
        if part.encode("utf-16-le") in data:
            raise NotReadable(*told)
    for part, suffix, what in _CONVERTED:
        if part.encode("utf-16-le") in data:
            from kg.read import office

            return office.extract(data, suffix, what, limits)
    raise NotReadable("is an old Office file, not readable", _TO_DOCX)
