"""The reader for a file, chosen by what the file holds, whatever its name."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from kg.read import csv_rows, docx, excel, html, markdown, office, pdf
from kg.read.limits import DEFAULT, Limits
from kg.read.raw import NotReadable, Raw
from kg.read.recognition import decoded_picture
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
_MAIL = re.compile(rb"[A-Za-z-]{2,30}: ")
# A PDF may have some bytes of a mail or printer before its mark.
_PDF_WITHIN = 1024


def extract(data: bytes, limits: Limits = DEFAULT) -> Raw:
    """The text of a file's bytes with the way back into it; raises Unreadable or NotReadable."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return pdf.extract(data, limits)
    if limits.ocr and data.startswith(_PICTURES):
        return pdf.of_picture(decoded_picture(data))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, limits)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _old(data, limits)
    if data.startswith(b"{\\rtf"):
        return office.extract(data, "rtf", "an RTF file", limits)
    refuse_binary(data)
    decoded = decode(data)
    encoding = () if decoded.encoding == "utf-8" else (f"read as {decoded.encoding}",)
    flags = (*encoding, *decoded.flags)
    if html.is_page(decoded.text):
        return html.extract(decoded.text, flags, limits)
    if csv_rows.is_csv(decoded.text):
        return csv_rows.extract(decoded.text, flags, limits)
    return markdown.extract(decoded.text, flags)


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
                return docx.extract(archive, limits)
            if any(name.lower().startswith("xl/") for name in names):
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
            return office.extract(data, suffix, what, limits)
    raise NotReadable("is an old Office file, not readable", _TO_DOCX)
