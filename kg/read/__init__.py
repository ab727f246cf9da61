"""Reading: files and folders to documents with a repaired text and what is known about them.

inputs   files, folders and documents.csv -> sources
text     bytes -> text
repair   text -> the text as read, with its offset map
metadata title, place, year, kind and date, from documents.csv or the text
"""

from __future__ import annotations

from hashlib import sha256

from kg.errors import InputError
from kg.model import Document
from kg.read.inputs import Source, inputs
from kg.read.metadata import describe
from kg.read.repair import repair
from kg.read.text import Unreadable, decode

__all__ = ["Source", "inputs", "read"]

_LARGEST = 50_000_000


def read(source: Source) -> Document:
    """The document of a source; raises InputError where its file cannot be read or holds no text."""
    data = _data(source)
    try:
        decoded = decode(data)
    except Unreadable as error:
        raise InputError(source.path, str(error), "save it as plain text in UTF-8, or take it out") from error
    repaired = repair(decoded.text)
    if not repaired.text:
        raise InputError(source.path, "holds no text", "take it out, or give the text itself")
    encoding = () if decoded.encoding == "utf-8" else (f"read as {decoded.encoding}",)
    return Document(
        name=source.name,
        text=repaired.text,
        sha256=sha256(data).hexdigest(),
        breaks=repaired.breaks,
        flags=(*encoding, *decoded.flags, *repaired.flags),
        **describe(source.name, repaired.text, source.row),
    )


def _data(source: Source) -> bytes:
    path = source.path
    try:
        if source.folder and not path.resolve(strict=True).is_relative_to(source.folder.resolve()):
            raise InputError(path, "is a link that leads out of its folder", "copy the file itself into the folder")
        if not path.is_file():
            raise InputError(path, "is no regular file", "give a text file")
        if path.stat().st_size > _LARGEST:
            raise InputError(path, f"is larger than {_LARGEST // 1_000_000} MB", "split it into smaller files")
        data = path.read_bytes()
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "is a link that points to itself"
        raise InputError(path, reason.lower(), "check the path and that you may read it") from error
    if not data:
        raise InputError(path, "is empty", "take it out, or give the text itself")
    return data
