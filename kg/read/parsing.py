"""The bytes of a file to a document: its raw text, repaired, with its tables and what is known about it."""

from __future__ import annotations

from hashlib import sha256

from kg.errors import InputError
from kg.model import Document
from kg.read.about import UNKNOWN
from kg.read.aligned import with_aligned
from kg.read.grids import captioned, masked
from kg.read.inputs import Source
from kg.read.kinds import extract
from kg.read.limits import Limits
from kg.read.metadata import describe
from kg.read.raw import composed, pages
from kg.read.repair import repair
from kg.read.text import Unreadable

_REMEDY = "save it as plain text in UTF-8, or take it out"


def parse(source: Source, data: bytes, limits: Limits) -> Document:
    """The document that the bytes of a source's file hold; raises InputError where they hold no text."""
    try:
        raw = with_aligned(extract(data, limits))
    except Unreadable as error:
        raise InputError(source.path, str(error), getattr(error, "remedy", _REMEDY)) from error
    repaired = repair(raw.text, raw.apart, raw.tables)
    if not repaired.text:
        raise InputError(source.path, "holds no text", "take it out, or give the text itself")
    length = len(repaired.text)
    tables = tuple(captioned(repaired.tables, repaired.text))
    described = describe(source.name, masked(repaired.text, tables), source.row, raw.told)
    fields = described.fields
    if (title := fields["title"].origin.span) and any(found.start <= title.start < found.end for found in tables):
        fields = fields | {"title": UNKNOWN}  # what stands in a table heads its columns
    return Document(
        name=source.name,
        text=repaired.text,
        sha256=sha256(data).hexdigest(),
        breaks=composed(repaired.breaks, raw.breaks, length),
        pages=pages(repaired.breaks, raw.pages, length),
        regions=pages(repaired.breaks, raw.regions, length),
        flags=(*raw.flags, *repaired.flags, *described.doubts),
        headings=repaired.headings,
        tables=tables,
        **fields,
    )
