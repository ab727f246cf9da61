"""What one document may be and use."""

from __future__ import annotations

from dataclasses import dataclass

from kg import read
from kg.pipeline import isolate

OCR_TIME, OCR_MEMORY = 30, 4


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may be and use: bytes and pages of its file, seconds of processor time, bytes of memory.

    On the wall clock it may take ten times as long, for a machine may be busy. With `ocr`, whose models alone are
    larger and slower than all else, it may take `OCR_TIME` times as long and `OCR_MEMORY` times as much.
    """

    size: int = read.Limits().file
    pages: int = read.Limits().pages
    seconds: int = isolate.Limits().cpu
    memory: int = isolate.Limits().memory
    ocr: bool = False

    @property
    def file(self) -> read.Limits:
        """What the readers need to know."""
        return read.Limits(file=self.size, pages=self.pages, ocr=self.ocr)

    @property
    def process(self) -> isolate.Limits:
        """What the document's process may use."""
        seconds = self.seconds * (OCR_TIME if self.ocr else 1)
        return isolate.Limits.of(self.memory * (OCR_MEMORY if self.ocr else 1), seconds)


LIMITS = Limits()
