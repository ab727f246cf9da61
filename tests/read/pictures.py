"""Pages of Chinese text as pictures, and PDF files of such pages, made by a font of the system and PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

FONTS = ("truetype/wqy/wqy-microhei.ttc", "opentype/noto/NotoSansCJK-Regular.ttc", "truetype/arphic/uming.ttc")
# A4 at 150 dots an inch.
SIZE, DOTS = (1240, 1754), 150 / 72
LEFT, TOP, PITCH, LETTER = 150, 140, 52, 30
TITLE = "西岭县2024年政府工作报告"
LINES = (
    *("    西岭县2024年政府工作报告", "", "一、2023年工作回顾"),
    "　　全县地区生产总值完成421.17亿元，同比增长5.6%；固定",
    "资产投资增长8.2%，社会消费品零售总额达到98.5亿元。",
    "　　瑞岭新能源有限公司20万千瓦风电项目开工建设，总投",
    "资12亿元。",
    *("二、2024年工作安排", "　　城镇新增就业3200人以上。"),
)


def picture(lines: Sequence[str] = LINES) -> Any:
    """A page with those lines; the test is left out where fonts or Pillow are missing."""
    image = pytest.importorskip("PIL.Image")
    fonts = [path for name in FONTS if (path := Path("/usr/share/fonts") / name).exists()]
    if not fonts:
        pytest.skip("needs a Chinese font: Debian's fonts-wqy-microhei")
    font = pytest.importorskip("PIL.ImageFont").truetype(str(fonts[0]), LETTER)
    page = image.new("RGB", SIZE, "white")
    draw = pytest.importorskip("PIL.ImageDraw").Draw(page)
    for number, line in enumerate(lines):
        draw.text((LEFT, TOP + number * PITCH), line, font=font, fill="black")
    return page


def pdf(path: Path, pages: Sequence[Sequence[str] | None]) -> Path:
    """A PDF file with a picture of those lines on each page, without any text of its own; None is an empty page."""
    document = pypdfium2.PdfDocument.new()
    width, height = (side / DOTS for side in SIZE)
    for lines in pages:
        page = document.new_page(width, height)
        if lines is not None:
            drawn = pypdfium2.PdfBitmap.from_pil(picture(lines))
            shown = pypdfium2.PdfImage.new(document)
            shown.set_bitmap(drawn)
            shown.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            page.insert_obj(shown)
            page.gen_content()
    document.save(path)
    return path


def printed(path: Path, words: str) -> Path:
    """The file with Latin words printed as text on its first page, as a scanner's mark is."""
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    font = pdfium.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    text = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, ctypes.c_float(9))
    written = (words + "\0").encode("utf-16-le")
    letters = (ctypes.c_ushort * (len(written) // 2)).from_buffer_copy(written)
    pdfium.FPDFText_SetText(text, letters)
    pdfium.FPDFPageObj_Transform(text, 1, 0, 0, 1, 500, 20)
    pdfium.FPDFPage_InsertObject(page.raw, text)
    page.gen_content()
    marked = path.with_name("marked-" + path.name)
    document.save(marked)
    return marked
