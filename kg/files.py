"""Files that somebody else may have laid there, opened so that they do no harm.

A link leads to what is not the user's to read or to overwrite, a named pipe or a device never ends, and a file may
grow while it is read. So: regular files only, none outside of the folder that the user named, no more than so many
bytes; what we write beside others' files goes through no link and empties nothing.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO

from kg.errors import InputError, OutputError

# Bytes of a list that a user writes beside the documents, with tens of thousands of lines.
LIST = 10_000_000
_SMALLER = "split it into smaller files"
# Not every system knows all of them. Without O_NONBLOCK a named pipe waits for somebody who writes to it.
_READING, _LOCKING = (
    flags | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOFOLLOW", "O_NOCTTY", "O_BINARY"))
    for flags in (os.O_RDONLY, os.O_RDWR | os.O_CREAT)
)


@contextmanager
def opened(path: Path, most: int, folder: Path | None = None, remedy: str = _SMALLER) -> Iterator[BufferedReader]:
    """A regular file of at most `most` bytes, to read; raises InputError.

    With a `folder` it must lie in there, also where it is a link; without one the user has named the file itself.
    `remedy` is what to do about one that is too large.
    """
    try:
        real = path.resolve(strict=True)
        if folder and not real.is_relative_to(folder.resolve()):
            raise InputError(path, "is a link that leads out of its folder", "copy the file itself into the folder")
        _check(path, real.stat(), most, remedy)  # before it is opened, for to open a device may do something
        with os.fdopen(os.open(real, _READING), "rb") as file:
            _check(path, os.fstat(file.fileno()), most, remedy)
            yield file
    except (OSError, RuntimeError, ValueError) as error:
        told = "is no name of a file" if isinstance(error, ValueError) else "is a link that points to itself"
        reason = getattr(error, "strerror", None) or told
        raise InputError(path, reason.lower(), "check the path and that you may read it") from error


def read(path: Path, most: int = LIST, folder: Path | None = None, remedy: str = _SMALLER) -> bytes:
    """The bytes of a file as `opened` gives it; raises InputError, also where it grows while it is read."""
    with opened(path, most, folder, remedy) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(path, most, remedy)
    return data


def read_list(path: Path, folder: Path | None = None) -> str:
    """The text of a list that a user writes beside the documents; raises InputError, also where it is not UTF-8."""
    try:
        return read(path, folder=folder).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from error


def _check(path: Path, told: os.stat_result, most: int, remedy: str) -> None:
    if not stat.S_ISREG(told.st_mode):
        raise InputError(path, "is no regular file", "give a file")
    if told.st_size > most:
        raise _too_large(path, most, remedy)


def _too_large(path: Path, most: int, remedy: str) -> InputError:
    return InputError(path, f"is larger than {most / 1_000_000:g} MB", remedy)


def is_there(path: Path) -> bool:
    """Whether something has that name, be it a link that points to nothing."""
    return os.path.lexists(path)


def is_folder(path: Path) -> bool:
    """Whether that is a folder itself, not a link to one."""
    return path.is_dir() and not path.is_symlink()


def own_folder(path: Path, remedy: str) -> bool:
    """Whether there is a folder at a place that is for one of ours; raises OutputError where something else is."""
    if is_there(path) and not is_folder(path):
        raise in_the_way(path, remedy)
    return is_there(path)


def in_the_way(path: Path, remedy: str) -> OutputError:
    """Why nothing can be written at a place where something else stands than we would write."""
    if path.is_symlink():
        kind = "is a link, and none is followed here"
    elif path.is_dir():
        kind = "is a folder where a file must be"
    else:
        kind = "is a file where a folder must be" if path.is_file() else "is no file"
    return OutputError(path, kind, f"move it away, or {remedy}")


def lock_file(path: Path, remedy: str) -> IO[bytes]:
    """The file that a lock is held on: made where it is missing, never emptied. Raises OutputError, OSError.

    A lock of ours is empty; a file that is not is somebody's own, and would be removed with the lock.
    """
    if is_there(path) and (path.is_symlink() or not path.is_file()):
        raise in_the_way(path, remedy)
    file = os.fdopen(os.open(path, _LOCKING, 0o666), "r+b", buffering=0)
    told = os.fstat(file.fileno())
    if not stat.S_ISREG(told.st_mode) or told.st_size:
        file.close()
        raise OutputError(path, "is no lock of fazhan", f"move it away, or {remedy}")
    return file
