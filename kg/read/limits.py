"""How much one file may hold: every default in one place, with what happens beyond it.

Beyond a limit the file is refused with one line that names the limit; the other files build. What a document's process
may use of memory and time stands in `kg.pipeline.isolate.Limits`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold, a PDF's pages, a web page's elements, a packed document's parts.

    `file` and `unpacked` are bytes; `page_characters` counts what one page of a PDF shows; `nesting` is how deep
    elements stand in each other (deeper ones of a web page are read as if they stood higher); `cells` counts those of
    a spreadsheet or CSV file. With `ocr`, pictures and pages that are pictures are recognized.
    """

    file: int = 50_000_000
    pages: int = 2_000
    page_characters: int = 50_000
    elements: int = 500_000
    unpacked: int = 100_000_000
    members: int = 10_000
    nesting: int = 500
    cells: int = 1_000_000
    ocr: bool = False


DEFAULT = Limits()
