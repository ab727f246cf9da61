"""Pages that are pictures: their characters with places by rapidocr (extra `ocr`), whose models lie in its wheel.

A recognized line is a box and its words; its characters are set side by side in the box, wide ones twice as wide, so
that what makes lines, columns and paragraphs of a PDF's own characters makes them of these as well.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean, median
from typing import Any

from kg.errors import installing
from kg.read.glyphs import Glyph
from kg.read.raw import MissingTool, NotReadable

# Dots for an inch, and the longest side of a picture in dots: what small print needs, and what memory bears.
_DOTS, _LONGEST = 200, 3_000
_POINTS = 72
# A recognized line whose height is within this share of the page's usual one has that height.
_ALIKE = 0.25
# Latin marks that stand for Chinese ones where a Chinese character is beside them; each is one character for one.
_MARKS = str.maketrans(",;:?!()", "，；：？！（）")
_LATIN_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!()]|[,;:?!()](?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Recognized:
    """The characters of a page in the order in which they were recognized, and how certain they are, from 0 to 1."""

    glyphs: tuple[Glyph, ...]
    certainty: float


def scale(width: float, height: float) -> float:
    """Dots for a point, to draw a page of that size in points.

    >>> round(scale(595, 842), 2), round(scale(20_000, 100), 2)
    (2.78, 0.15)
    """
    return min(_DOTS / _POINTS, _LONGEST / max(width, height, 1.0))


def recognized(picture: Any, dots: float, first: int = 0) -> Recognized:
    """The characters of a picture (rows of dots in blue, green, red) that has so many dots for a point.

    Places count from `first`. Raises MissingTool without rapidocr.
    """
    found = _engine(1)(picture)
    if found.boxes is None:
        return Recognized((), 1.0)
    lines = [
        (*_box(corners, picture.shape[0], dots), _in_chinese_marks(text))
        for corners, text in zip(found.boxes.tolist(), found.txts, strict=True)
        if text.strip()
    ]
    return Recognized(tuple(_glyphs(lines, first)), fmean(found.scores))


def decoded_picture(data: bytes) -> Any:
    """The dots of a PNG or JPEG file in rows; raises NotReadable where it is damaged or too large, and MissingTool."""
    if not _is_installed():
        raise missing()
    import cv2
    import numpy

    try:
        picture = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
    except cv2.error:  # more dots than it allows
        picture = None
    if picture is None:
        raise NotReadable("is a damaged picture, or one with too many dots", "scan or fetch it anew")
    return picture


def _box(corners: Sequence[Sequence[float]], rows: int, dots: float) -> tuple[float, float, float, float]:
    """Left, right, bottom and top in points of a box in dots, counted from the top."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    return min(across) / dots, max(across) / dots, (rows - max(down)) / dots, (rows - min(down)) / dots


def _in_chinese_marks(text: str) -> str:
    """The text with the marks that Chinese print has, character for character.

    >>> _in_chinese_marks("增长5%,其中(含税)1,200元")
    '增长5%，其中（含税）1,200元'
    """
    return _LATIN_MARK.sub(lambda match: match[0].translate(_MARKS), text)


def _glyphs(lines: Sequence[tuple[float, float, float, float, str]], first: int) -> Iterator[Glyph]:
    usual = median(top - bottom for _, _, bottom, top, _ in lines) if lines else 0.0
    for left, right, bottom, top, text in lines:
        if abs(top - bottom - usual) < _ALIKE * usual:
            middle = (top + bottom) / 2
            bottom, top = middle - usual / 2, middle + usual / 2
        widths = [1 if char.isascii() else 2 for char in text]
        unit, at = (right - left) / sum(widths), left
        for char, width in zip(text, widths, strict=True):
            if right > left and top > bottom:
                yield Glyph(" " if char.isspace() else char, first, at, at + width * unit, bottom, top)
            first += 1
            at += width * unit


@cache
def _engine(threads: int) -> Any:
    """The recognizer with the models of its wheel, nothing loaded from a network; raises MissingTool.

    It takes an argument so that a worker does not load it beforehand, with what every document needs.
    """
    if not _is_installed():
        raise missing()
    # Opened in the process of one document: its threads would not outlive a fork.
    os.environ["OMP_NUM_THREADS"] = str(threads)
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    given: dict[str, Any] = {"Global.log_level": "critical"}
    for part in ("Det", "Cls", "Rec"):
        given[f"{part}.model_path"] = str(_model(part.lower()))
    for kind in ("intra", "inter"):
        given[f"EngineConfig.onnxruntime.{kind}_op_num_threads"] = threads
    return RapidOCR(params=given)


def _model(part: str) -> Path:
    """The model of the wheel for finding, turning or reading lines; raises MissingTool where the wheel has none."""
    import rapidocr

    found = sorted((Path(rapidocr.__file__).parent / "models").glob(f"*_{part}_*.onnx"))
    if not found:
        remedy = "install it anew: pip install --force-reinstall rapidocr"
        raise MissingTool("is a scan, and rapidocr came without its models", remedy)
    return found[-1]


def _is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def missing() -> MissingTool:
    """What to say where nothing is installed that recognizes characters."""
    reason = "is a scan, and rapidocr with onnxruntime, which would recognize its characters, is not installed"
    return MissingTool(reason, installing("ocr", "rapidocr", "onnxruntime"))
