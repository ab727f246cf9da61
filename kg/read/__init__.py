"""Reading: files and folders to documents with a repaired text and what is known about them.

inputs   files, folders and documents.csv -> sources
kinds    bytes -> the raw text, by the reader for what they hold: text, html, docx or pdf
repair   text -> the text as read, with its offset map
metadata title, place, year, kind and date, from documents.csv, the text or the file's own properties
"""

from __future__ import annotations

from hashlib import sha256

from kg.errors import InputError
from kg.model import Document
from kg.read.inputs import Source, inputs
from kg.read.kinds import extract
from kg.read.limits import DEFAULT
from kg.read.metadata import describe
from kg.read.raw import composed, pages
from kg.read.repair import repair
from kg.read.text import Unreadable

__all__ = ["Source", "inputs", "read"]

_REMEDY = "save it as plain text in UTF-8, or take it out"


def read(source: Source) -> Document:
    """The document of a source; raises InputError where its file cannot be read or holds no text."""
    data = _data(source)
    try:
        raw = extract(data)
    except Unreadable as error:
        raise InputError(source.path, str(error), getattr(error, "remedy", _REMEDY)) from error
    repaired = repair(raw.text)
    if not repaired.text:
        raise InputError(source.path, "holds no text", "take it out, or give the text itself")
    length = len(repaired.text)
    return Document(
        name=source.name,
        text=repaired.text,
        sha256=sha256(data).hexdigest(),
        breaks=composed(repaired.breaks, raw.breaks, length),
        pages=pages(repaired.breaks, raw.pages, length),
        flags=(*raw.flags, *repaired.flags),
        **describe(source.name, repaired.text, source.row, raw.told),
    )


def _data(source: Source) -> bytes:
    path = source.path
    try:
        if source.folder and not path.resolve(strict=True).is_relative_to(source.folder.resolve()):
            raise InputError(path, "is a link that leads out of its folder", "copy the file itself into the folder")
        if not path.is_file():
            raise InputError(path, "is no regular file", "give a file")
        if path.stat().st_size > DEFAULT.file:
            raise InputError(path, f"is larger than {DEFAULT.file // 1_000_000} MB", "split it into smaller files")
        data = path.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "is a link that points to itself"
        raise InputError(path, reason.lower(), "check the path and that you may read it") from error
    if not data:
        raise InputError(path, "is empty", "take it out, or give the text itself")
    return data
