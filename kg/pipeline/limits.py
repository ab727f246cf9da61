"""What one document may be and use."""

from __future__ import annotations

from dataclasses import dataclass

from kg import read
from kg.pipeline import isolate

OCR_TIME, OCR_MEMORY = 30, 4
# A table of figures takes 1 s for 7 kB, the slowest of all that is read; a busy machine has some more. Seconds grow by
# doubling, so that most documents have the same and one worker takes them in turn.
_BYTES_A_SECOND, _DOUBLINGS = 5_000, 6
_MORE_TIME = "allow more with --max-seconds {}, or split it into smaller files"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may be and use: bytes and pages of its file, seconds of processor time, bytes of memory.

    Where no `seconds` are given they follow the size of the file: 20 to 100 kB, 1,280 from 3.2 MB on. On the wall clock
    it may take ten times as long, for a machine may be busy. With `ocr`, whose models alone are larger and slower than
    all else, it may take `OCR_TIME` times as long and `OCR_MEMORY` times as much.
    """

    size: int = read.Limits().file
    pages: int = read.Limits().pages
    seconds: int | None = None
    memory: int = isolate.Limits().memory
    ocr: bool = False

    @property
    def file(self) -> read.Limits:
        """What the readers need to know."""
        return read.Limits(file=self.size, pages=self.pages, ocr=self.ocr)

    def process(self, size: int) -> isolate.Limits:
        """What the process of a document of that many bytes may use."""
        seconds = self.seconds or _seconds(size)
        if self.ocr:
            seconds = max(seconds, (self.seconds or _seconds(0)) * OCR_TIME)
        return isolate.Limits.of(self.memory * (OCR_MEMORY if self.ocr else 1), seconds)

    def more_time(self, size: int) -> str:
        """What to do where the seconds for a document of that many bytes are not enough."""
        return _MORE_TIME.format(2 * (self.seconds or _seconds(size)))


def _seconds(size: int) -> int:
    """Seconds of processor time for a file of that many bytes.

    >>> _seconds(3_000), _seconds(100_000), _seconds(100_001), _seconds(50_000_000)
    (20, 20, 40, 1280)
    """
    seconds = isolate.Limits().cpu
    doubled = (seconds << step for step in range(_DOUBLINGS + 1))
    return next((enough for enough in doubled if enough * _BYTES_A_SECOND >= size), seconds << _DOUBLINGS)


LIMITS = Limits()
