"""Reading: files and folders to documents with a repaired text and what is known about them.

inputs   files, folders and documents.csv -> sources
parsing  the bytes of a source -> its document, by those that follow
kinds    bytes -> the raw text, by the reader for what they hold: text, html, docx or pdf
repair   text -> the text as read, with its offset map
metadata title, place, year, kind, date and meeting, from documents.csv, the text or the file's own properties
"""

from __future__ import annotations

from hashlib import file_digest

from kg import files
from kg.errors import InputError
from kg.model import Document
from kg.read.inputs import Source, inputs
from kg.read.limits import DEFAULT, Limits

__all__ = ["Limits", "Source", "digest", "inputs", "load", "parse", "prepare", "read"]

_SMALLER = "raise --max-size, or split it into smaller files"


def read(source: Source, limits: Limits = DEFAULT) -> Document:
    """The document of a source; raises InputError where its file cannot be read or holds no text."""
    return parse(source, load(source, limits), limits)


def parse(source: Source, data: bytes, limits: Limits = DEFAULT) -> Document:
    """The document that the bytes of a source's file hold; raises InputError where they hold no text."""
    from kg.read import parsing  # its readers take long to load, and who builds need not read

    return parsing.parse(source, data, limits)


def prepare() -> None:
    """Load the readers of all formats, which are else loaded by the first file that needs them."""
    from kg.read import kinds

    kinds.prepare()


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
