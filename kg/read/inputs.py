"""Files and folders to the list of documents to read, with what documents.csv says about each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InputError
from kg.read import manifest

# Notes about a folder are no documents of it, nor are the user's decisions and corrections.
_NOTES = re.compile(
    r"(?:readme|license|licence|changelog|contributing|notice|makefile)(?:\..{1,8})?"
    r"|(?:decisions|corrections)\.tsv|.{0,200}~",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document to read: its file, its name, its row of documents.csv, and the folder that it must lie in."""

    path: Path
    name: str
    row: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


def inputs(paths: Sequence[Path]) -> list[Source]:
    """The documents that files and folders hold, sorted by name.

    A folder gives its files but hidden ones, documents.csv and notes such as README; folders inside it are
    not entered. A file given by itself is described by the documents.csv beside it. Raises InputError where a path
    is missing, a folder is empty, documents.csv is wrong or two documents have one name.
    """
    found: dict[str, Source] = {}
    lists: dict[Path, Mapping[str, manifest.Row]] = {}
    for path in paths:
        for source in _sources(Path(path), lists):
            other = found.setdefault(source.name, source)
            if not _same(other.path, source.path):
                reason = f"has the same name as {other.path}"
                raise InputError(source.path, reason, "rename one of them: a document is known by its file name")
    if not found:
        where = ", ".join(map(str, paths)) or "nothing"
        raise InputError(where, "holds no documents", "give text files, or a folder that holds some")
    return [found[name] for name in sorted(found)]


def _same(one: Path, other: Path) -> bool:
    return os.path.abspath(one) == os.path.abspath(other)


def _sources(path: Path, lists: dict[Path, Mapping[str, manifest.Row]]) -> Iterator[Source]:
    """The documents of one path; `lists` are the documents.csv of folders that were read already."""
    try:
        is_folder = path.is_dir()
        if not is_folder and not path.exists():
            raise InputError(path, _missing(path), "check the path")
    except (OSError, ValueError) as error:
        raise InputError(path, str(getattr(error, "strerror", None) or error), "check the path") from error
    if is_folder:
        yield from _folder(path)
    elif path.name != manifest.NAME:
        if path.parent not in lists:
            lists[path.parent] = manifest.load(path.parent)
        yield Source(path, path.name, lists[path.parent].get(path.name, {}))


def _missing(path: Path) -> str:
    return "is a link that points to nothing" if path.is_symlink() else "does not exist"


def _folder(folder: Path) -> Iterator[Source]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise InputError(folder, str(error.strerror).lower(), "give a folder that you may read") from error
    rows = manifest.load(folder)
    for path in entries:
        if _is_document(path):
            yield Source(path, path.name, rows.get(path.name, {}), folder)


def _is_document(path: Path) -> bool:
    """Whether a folder's entry is to be read.

    A link, a named pipe or a device is kept, so that one is reported that is broken, leads out or never ends.
    """
    if path.name.startswith(".") or path.name == manifest.NAME or _NOTES.fullmatch(path.name):
        return False
    return path.is_symlink() or not path.is_dir()
