"""PDF files by PDFium: characters with their boxes, put into lines, columns and paragraphs by where they stand.

recognition pages that are pictures -> characters
glyphs      characters, upright and each once
layout      characters -> lines in reading order
rules       the lines that a page draws
ruled       rules and characters -> tables, row by row
running     lines without running heads and page numbers
paragraphs  lines -> paragraphs over columns and pages
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from statistics import fmean
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kg.model import Cell
from kg.read.docx import named
from kg.read.glyphs import Glyph, upright, without_shadows
from kg.read.grids import table
from kg.read.layout import Line, lines, spaced
from kg.read.limits import Limits
from kg.read.paragraphs import Placed, paragraphs, placed
from kg.read.raw import MissingTool, NotReadable, Raw, Writer
from kg.read.recognition import recognized, scale
from kg.read.ruled import over_pages, placed_among, tables
from kg.read.rules import Rule, rules
from kg.read.running import without_running

_OCR = "build with --ocr, which recognizes its characters, or ask its publisher for a PDF with text"
_LOST = "\ufffd"
# A document with more characters than this share that no font names is not worth reading.
_MOST_LOST = 0.1
_FEW = 0.2
# A page with a picture and fewer characters than this is a scan with a number or a mark printed on it.
_LITTLE = 30
# In radians: how far from level a line may lie; the share of a character's height below its base line.
_LEVEL, _BELOW = 0.05, 0.12
# In points: no sheet is as large.
_FAR_OFF = 1e6


def extract(data: bytes, limits: Limits) -> Raw:
    """The text of a PDF; raises NotReadable where it is locked, broken, too long or a scan."""
    document = _opened(data)
    try:
        if len(document) > limits.pages:
            reason = f"has {len(document)} pages, more than {limits.pages}"
            raise NotReadable(reason, "raise --max-pages, or split it into smaller files")
        return _read(document, limits)
    finally:
        document.close()


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium may tell of the file before this one.
        if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
            raise NotReadable("is protected by a password", "save it without a password") from error
        raise NotReadable("is a broken PDF file", "fetch it anew, or print it to a new PDF") from error


def _read(document: pypdfium2.PdfDocument, limits: Limits) -> Raw:
    seen = _Seen(limits)
    for number in range(len(document)):
        seen.page(document, number)
    seen.check()
    pages, running = without_running(seen.pages, seen.heights)
    over_pages(pages)
    counts = (
        ("characters drawn twice left out", seen.twice),
        ("characters set askew left out", seen.askew),
        ("running lines left out", running),
    )
    flags = [f"{what}: {count}" for what, count in counts if count]
    return _written(placed(pages), seen.sizes, _told(document), (*flags, *seen.flags()))


def of_picture(picture: Any) -> Raw:
    """The text of a picture (rows of dots in blue, green, red), taken for a page; raises NotReadable, MissingTool."""
    rows, columns = picture.shape[:2]
    seen = _Seen(Limits())
    seen.picture(picture, 1.0, (columns, rows))
    if not seen.characters:
        raise NotReadable("is a picture without text", "take it out")
    return _written(placed(seen.pages), seen.sizes, {}, tuple(seen.flags()))


@dataclass(slots=True)
class _Seen:
    """The lines of the pages so far, how high each page reaches, and what was counted on the way.

    `sizes` are width and height of the pages that were recognized, `certain` how certain their characters are, by page
    from 0; `failed` says why a page that should have been was not. `pictures` counts pages that show one and no text.
    """

    limits: Limits
    pages: list[list[Line]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    pictures: int = 0
    sizes: dict[int, tuple[float, float]] = field(default_factory=dict)
    certain: dict[int, float] = field(default_factory=dict)
    failed: dict[int, Exception] = field(default_factory=dict)
    places: int = 0
    characters: int = 0
    lost: int = 0
    twice: int = 0
    askew: int = 0

    def page(self, document: pypdfium2.PdfDocument, number: int) -> None:
        """Take the page of that number, which follows those taken so far."""
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            self.take([], [])  # counted among the pages without text
            return
        count = text_page.count_chars()
        if count > self.limits.page_characters:
            reason = f"has more than {self.limits.page_characters} characters on page {number + 1}"
            raise NotReadable(reason, "split it by pages")
        glyphs = list(_glyphs(text_page.raw, count, self.places))
        text_page.close()
        if self.limits.ocr and _is_picture(page, glyphs) and self.drawn(page):
            return
        self.places += count
        self.take(glyphs, rules(page.raw))
        if self.empty and self.empty[-1] == number + 1 and _has_picture(page):
            self.pictures += 1
        page.close()

    def drawn(self, page: pypdfium2.PdfPage) -> bool:
        """Recognize a page as it is drawn; False where nothing can be, so that its own text is taken."""
        width, height = page.get_size()
        dots = scale(width, height)
        try:
            self.picture(page.render(scale=dots).to_numpy(), dots, (width, height))
        except MemoryError:
            raise
        except Exception as error:  # the recognizer's many kinds; the page is named
            self.failed[len(self.pages)] = error
            return False
        return True

    def picture(self, picture: Any, dots: float, size: tuple[float, float]) -> None:
        """Take a page as a picture with so many dots for a point; its size is in points."""
        found = recognized(picture, dots, self.places)
        number = len(self.pages)
        self.places += len(found.glyphs)
        self.sizes[number], self.certain[number] = size, found.certainty
        self.take(list(found.glyphs), [])

    def take(self, glyphs: list[Glyph], drawn: list[Rule]) -> None:
        """The characters and the rules of the next page."""
        straight, askew = upright(glyphs)
        once, twice = without_shadows(straight)
        shown = sum(glyph.char != " " for glyph in once)
        if not shown:
            self.empty.append(len(self.pages) + 1)
        self.askew += askew
        self.twice += twice
        self.characters += shown
        self.lost += sum(glyph.char == _LOST for glyph in once)
        self.pages.append(_ordered(once, drawn))
        self.heights.append(max((glyph.top for glyph in once), default=1.0))

    def check(self) -> None:
        pages = len(self.pages)
        if not self.characters or (len(self.empty) > (1 - _FEW) * pages and self.characters < 200 * pages):
            for error in self.failed.values():
                if isinstance(error, MissingTool):
                    raise error
            if self.sizes and not self.failed:
                raise NotReadable("shows no text that can be recognized", "scan it anew, in better quality")
            if not self.pictures and not self.sizes and not self.failed and not self.characters:
                raise NotReadable("shows neither text nor a picture on its pages", "fetch it anew, or take it out")
            raise NotReadable("is a scan: its pages are pictures without text", _OCR)
        if self.lost > _MOST_LOST * self.characters:
            raise NotReadable("has fonts that do not say which characters they show", _OCR)

    def flags(self) -> Iterator[str]:
        """What was recognized, what could not be, and which pages hold nothing."""
        if self.sizes:
            certain = f"{100 * fmean(self.certain.values()):.0f} % certain"
            yield f"pages recognized from pictures, {certain}: {_numbers(page + 1 for page in self.sizes)}"
        if self.failed:
            error = next(iter(self.failed.values()))
            yield f"pages that could not be recognized ({error}): {_numbers(page + 1 for page in self.failed)}"
        if self.empty:
            yield f"pages without text: {_numbers(self.empty)}"


def _numbers(pages: Iterable[int]) -> str:
    return ", ".join(map(str, islice(pages, 20)))


def _is_picture(page: pypdfium2.PdfPage, glyphs: Sequence[Glyph]) -> bool:
    """Whether a page says nothing itself: it has no text, or hardly any on a picture, or none that a font names."""
    shown = [glyph.char for glyph in glyphs if glyph.char != " "]
    if len(shown) >= _LITTLE:
        return shown.count(_LOST) > _MOST_LOST * len(shown)
    return not shown or _has_picture(page)


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return next(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _ordered(glyphs: list[Glyph], drawn: list[Rule]) -> list[Line]:
    """The lines of a page in reading order, its ruled tables among them; none on a page that lies on its side."""
    level = glyphs and all(glyph.angle < _LEVEL or glyph.angle > 2 * math.pi - _LEVEL for glyph in glyphs[:20])
    found = tables(drawn, glyphs) if level else []
    held = {number for table in found for number in table.glyphs}
    return placed_among(found, lines([glyph for number, glyph in enumerate(glyphs) if number not in held]))


def _written(
    found: list[Placed], sizes: Mapping[int, tuple[float, float]], told: Mapping[str, str], flags: tuple[str, ...]
) -> Raw:
    """The text of lines in reading order; `sizes` are those of the pages that were recognized."""
    writer = Writer()
    pages: list[tuple[int, int]] = []
    regions: list[tuple[int, str]] = []
    apart: list[tuple[int, int, int]] = []
    ruled = _Ruled()
    for group in paragraphs(found):
        start, last, end = writer.length, "", 0
        for item in group:
            if not pages or pages[-1][1] != item.page + 1:
                pages.append((writer.length, item.page + 1))
            if sizes:
                regions.append((writer.length, _region(item.line, sizes.get(item.page))))
            for piece, place in item.line.pieces():
                if last and last.isascii() and last.isalpha() and piece.isascii() and piece.isalpha() and end:
                    writer.add(" ", place)
                writer.add(piece, place)
                last, end = piece, 0
            end = 1
        if group[0].line.ruled:
            apart.append((start, writer.length, 0))
        ruled.take(group[0].line, start)
        writer.add("\n", place + 1)
    tables = tuple(made for cells in ruled.tables if (made := table(cells)))
    return Raw(writer.text, writer.breaks, tuple(pages), told, flags, tuple(apart), tables, tuple(regions))


def _region(line: Line, size: tuple[float, float] | None) -> str:
    """The box of a line as a media fragment: from the left and from the top, width and height, in per cent of the page.

    Empty on a page that was not recognized.
    """
    if size is None:
        return ""
    width, height = size
    box = (line.left, height - line.top, line.right - line.left, line.top - line.bottom)
    parts = (part / whole for part, whole in zip(box, (width, height) * 2, strict=True))
    return "xywh=percent:" + ",".join(f"{100 * min(1.0, max(0.0, part)):.1f}" for part in parts)


class _Ruled:
    """The cells of ruled tables as their rows are written; one that goes on over the next page is one table."""

    def __init__(self) -> None:
        self.tables: list[list[Cell]] = []
        self.columns = self.row = 0
        self.before = -1

    def take(self, line: Line, start: int) -> None:
        """A line that was written where the text had that length."""
        if line.ruled and line.ruled != self.columns:
            self.tables.append([])
            self.row = self.before = -1
        self.columns = line.ruled
        if not line.ruled:
            return
        # The rows of the next page are numbered anew.
        self.row += max(1, line.segments[0].place[0] - self.before)
        self.before = line.segments[0].place[0]
        for segment in line.segments:
            end = start + sum(len(piece) for piece, _ in spaced(segment.glyphs))
            _, column, rows, columns = segment.place
            self.tables[-1].append(Cell(start, end, self.row, column, rows, columns))
            start = end + 1


def _glyphs(text_page: Any, count: int, first: int) -> Iterator[Glyph]:
    """The characters of a page that show something; places count all of them."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index, char in _characters(text_page, count):
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            continue
        pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix))
        bottom, top = box.bottom, box.top
        angle = math.atan2(matrix.b, matrix.a) % (2 * math.pi)
        size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        if size > 0 and (angle < _LEVEL or angle > 2 * math.pi - _LEVEL):
            # The box of a flat character such as 一 is flat; the line that it stands on is not.
            pdfium.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
            bottom, top = y.value - _BELOW * size, y.value + (1 - _BELOW) * size
        corners = (box.left, box.right, bottom, top)
        if box.right > box.left and top > bottom and max(map(abs, corners)) < _FAR_OFF:
            yield Glyph(char, first + index, *corners, angle)


def _characters(text_page: Any, count: int) -> Iterator[tuple[int, str]]:
    """The characters that the file draws with their numbers; PDFium adds spaces and line breaks of its own."""
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else ord(_LOST)
        high = 0
        if (0 < code < 0x20) or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        char = chr(code) if 0 < code < 0x110000 else _LOST
        yield index, " " if char.isspace() else char


def _told(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Title and author as the properties name them; a name that a program made up is none."""
    given = document.get_metadata_dict(skip_empty=True)
    pairs = (("title", given.get("Title", "")), ("author", given.get("Author", "")))
    return {key: value.strip()[:300] for key, value in pairs if named(value)}
