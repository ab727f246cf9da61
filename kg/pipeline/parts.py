"""Parts: the answer for each document of a build, kept so that it is worked out once.

A part is one file, `OUT/.parts/<key>`. Its key (`records`) is a hash of all that the answer follows from, so a part is
never out of date: it is there or it is not. It is read as what somebody else may have written: no link is followed, and
a part that is not what it says, or not what was asked for, is none.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import IO, Protocol

from kg import files
from kg.errors import InputError
from kg.export import output
from kg.pipeline.answers import MOST, Answer

FOLDER = ".parts"
_MANIFEST = "manifest.json"
MANIFEST = f"{FOLDER}/{_MANIFEST}"
# Bytes of one answer; of what stands above it.
_LARGE, _SEAL = MOST, 64
_KEY = re.compile("[0-9a-f]{64}")


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return sha256(data).hexdigest()


def is_key(text: str) -> bool:
    """Whether a text is what a part may be called."""
    return _KEY.fullmatch(text) is not None


def _pack(answer: bytes) -> bytes:
    return gzip.compress(answer, 1, mtime=0)  # quads are so wordy that more effort gains little


def _seal(key: str, packed: bytes) -> bytes:
    """What stands above a part: a part of another key is none of this one."""
    return digest(key.encode() + b"\n" + packed).encode()


class Parts(Protocol):
    """Answers by key."""

    def has(self, key: str) -> bool:
        """Whether there is a sound part of that key."""

    def get(self, key: str) -> Answer:
        """The answer, which opening it may prove to be none."""

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer."""

    def drop(self, key: str) -> None:
        """Forget an answer."""

    def aside(self) -> AbstractContextManager[Parts]:
        """A place for answers that are needed for a while only."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """An answer in memory."""

    packed: bytes

    def open(self) -> BufferedIOBase:
        return gzip.GzipFile(fileobj=BytesIO(self.packed))


@dataclass(frozen=True, slots=True)
class InMemory:
    """Parts of a build that writes nothing."""

    answers: dict[str, _Packed] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether there is a part of that key."""
        return key in self.answers

    def get(self, key: str) -> Answer:
        """The answer; raises KeyError where there is none."""
        return self.answers[key]

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer."""
        self.answers[key] = _Packed(_pack(answer))

    def drop(self, key: str) -> None:
        """Forget an answer."""
        del self.answers[key]

    @contextmanager
    def aside(self) -> Iterator[Parts]:
        """A place for answers that are needed for a while only."""
        yield InMemory()


@dataclass(frozen=True, slots=True)
class _Filed:
    """An answer in a folder of parts."""

    folder: Path
    key: str

    def open(self) -> BufferedIOBase:
        with files.opened(self.folder / self.key, _LARGE, self.folder) as file:
            told = os.fdopen(os.dup(file.fileno()), "rb")
        told.seek(_SEAL + 1)
        return _Unpacking(told)


class _Unpacking(gzip.GzipFile):
    """A packed file that is closed with the reader of it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(fileobj=file)
        self._packed = file

    def close(self) -> None:
        super().close()
        self._packed.close()


@dataclass(frozen=True, slots=True)
class InFolder:
    """Parts in a folder inside the output folder: each a line with the SHA-256 of its key and of the packed answer.

    A part of which that is not true is as good as none. Only the writer that holds the output folder's lock may
    put or clear.
    """

    out: Path
    name: str = FOLDER

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.out / self.name

    @property
    def has_manifest(self) -> bool:
        """Whether there are outputs that were made of these parts."""
        return files.is_there(self.folder / _MANIFEST)

    def has(self, key: str) -> bool:
        """Whether there is a sound part of that key."""
        try:
            told, _, packed = files.read(self.folder / key, _LARGE, self.folder).partition(b"\n")
        except InputError:
            return False
        return told == _seal(key, packed)

    def get(self, key: str) -> Answer:
        """The answer, which opening it may prove to be none."""
        return _Filed(self.folder, key)

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer, whole or not at all; raises OutputError."""
        packed = _pack(answer)
        path = self.folder / output.temporary()
        with output.told(self.out):
            self.folder.mkdir(exist_ok=True)
            try:
                with path.open("xb") as file:
                    file.write(_seal(key, packed) + b"\n" + packed)
                    file.flush()
                    os.fsync(file.fileno())
                path.replace(self.folder / key)
            finally:
                path.unlink(missing_ok=True)

    @contextmanager
    def aside(self) -> Iterator[Parts]:
        """A place for answers that are needed for a while only; one that is left is removed by the next writer."""
        other = InFolder(self.out, output.temporary())
        try:
            yield other
        finally:
            shutil.rmtree(other.folder, ignore_errors=True)

    def drop(self, key: str) -> None:
        """Remove a part; raises OutputError."""
        with output.told(self.out):
            (self.folder / key).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what writers that were killed have left; raises OutputError, also where the folder is none of ours."""
        self._remove(output.is_temporary)

    def keep(self, keys: Collection[str]) -> None:
        """Remove all parts but these, and the folder with the last of them; raises OutputError."""
        kept = frozenset(keys)
        self._remove(lambda name: is_key(name) and name not in kept)
        with output.told(self.out):
            if self.folder.is_dir() and not any(self.folder.iterdir()):
                self.folder.rmdir()

    def _remove(self, is_due: Callable[[str], bool]) -> None:
        """Remove files whose names are due; what the user has laid there has none of our names and stays."""
        with output.told(self.out):
            if files.own_folder(self.folder, output.ELSEWHERE):
                for path in list(self.folder.iterdir()):
                    if is_due(path.name) and not files.is_folder(path):
                        path.unlink()
