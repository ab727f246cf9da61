"""Reading: files and folders to documents with a repaired text and what is known about them.

inputs   files, folders and documents.csv -> sources
kinds    bytes -> the raw text, by the reader for what they hold: text, html, docx or pdf
repair   text -> the text as read, with its offset map
metadata title, place, year, kind, date and meeting, from documents.csv, the text or the file's own properties
"""

from __future__ import annotations

from hashlib import file_digest, sha256

from kg import files
from kg.errors import InputError
from kg.model import Document
from kg.read.about import UNKNOWN
from kg.read.aligned import with_aligned
from kg.read.grids import captioned, masked
from kg.read.inputs import Source, inputs
from kg.read.kinds import extract
from kg.read.limits import DEFAULT, Limits
from kg.read.metadata import describe
from kg.read.raw import composed, pages
from kg.read.repair import repair
from kg.read.text import Unreadable

__all__ = ["Limits", "Source", "digest", "inputs", "load", "parse", "read"]

_REMEDY = "save it as plain text in UTF-8, or take it out"
_SMALLER = "raise --max-size, or split it into smaller files"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """The document of a source; raises InputError where its file cannot be read or holds no text."""
    return parse(source, load(source, limits), limits)


def parse(source: Source, data: bytes, limits: Limits = DEFAULT) -> Document:
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


def load(source: Source, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a source's file; raises InputError where it is missing, empty, too large or not to be read."""
    data = files.read(source.path, limits.file, source.folder, _SMALLER)
    if not data:
        raise InputError(source.path, "is empty", "take it out, or give the text itself")
    return data


def digest(source: Source, limits: Limits = DEFAULT) -> str:
    """The SHA-256 of a source's file in hexadecimal, without holding it in memory; raises InputError as `load` does."""
    with files.opened(source.path, limits.file, source.folder, _SMALLER) as file:
        return file_digest(file, "sha256").hexdigest()
