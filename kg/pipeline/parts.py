"""Parts: the answer for each document of a build, kept so that it is worked out once.

A part is one file, `OUT/.parts/<key>`. Its key is a hash of all that the answer follows from: the bytes of the
document's file, its name, its row of documents.csv, the base, the limits, the code and its libraries. So a part is
never out of date: it is there or it is not. The manifest beside the parts says which documents the outputs in `OUT`
were made of; it is written in the same commit as these.
"""

from __future__ import annotations

import json
import os
import re
import sys
import uuid
import zlib
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

from kg import read
from kg.errors import InputError
from kg.export import output
from kg.link.decisions import Apart, Decision, apart
from kg.pipeline import isolate
from kg.read.inputs import Source
from kg.reference import ontology

FOLDER = ".parts"
_MANIFEST, _TEMPORARY = "manifest.json", ".tmp-"
_FORM = 1  # of parts and manifest: to be raised where one that is older must not be read
_AGAIN = "run `kg build` on all documents"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may be and use: bytes and pages of its file, seconds of processor time, bytes of memory.

    On the wall clock it may take half as long again.
    """

    size: int = read.Limits().file
    pages: int = read.Limits().pages
    seconds: int = isolate.Limits().cpu
    memory: int = isolate.Limits().memory

    @property
    def file(self) -> read.Limits:
        """What the readers need to know."""
        return read.Limits(file=self.size, pages=self.pages)

    @property
    def process(self) -> isolate.Limits:
        """What the document's process may use."""
        return isolate.Limits(self.memory, self.seconds, 1.5 * self.seconds)


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Record:
    """A document of a build: where it comes from, the SHA-256 of its file, within which limits it was read.

    `apart` are names that the user calls different things. A `failure` that may come out otherwise another time (no
    file, no time, no memory) has no part but stands here, as (reason, remedy); then there is no hash.
    """

    source: Source
    limits: Limits
    apart: Apart = ()
    sha256: str = ""
    failure: tuple[str, str] | None = None

    def key(self, base: str) -> str:
        """The name of its part in a graph with that base."""
        row = {name: cell for name, cell in sorted(self.source.row.items()) if cell}
        # A file that is too large and a process that takes too long give no answer, so these limits change none.
        bounds = (self.limits.pages, self.limits.memory)
        return _hash(json.dumps([self.sha256, self.source.name, row, base, bounds, self.apart, fingerprint()]).encode())


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


@cache
def fingerprint() -> str:
    """A hash of all code and data that an answer may depend on: the package, the ontology, Python, the libraries."""
    package = Path(str(files("kg")))
    names = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names += ontology.folder().glob("*.ttl")
    content = {os.path.relpath(path, package): _hash(path.read_bytes()) for path in names}
    return _hash(json.dumps([_FORM, sys.version, _libraries(), sorted(content.items())]).encode())


def _libraries() -> list[str]:
    """The libraries that the package needs, and their versions."""
    try:
        required = metadata.requires("fazhan") or []
    except metadata.PackageNotFoundError:  # run from a checkout without being installed
        return []
    names = sorted(re.split("[^A-Za-z0-9._-]", line)[0] for line in required if "extra ==" not in line)
    return [f"{name} {metadata.version(name)}" for name in names]


class Parts(Protocol):
    """Answers by key."""

    def has(self, key: str) -> bool:
        """Whether there is a sound part of that key."""

    def get(self, key: str) -> bytes:
        """The answer; raises KeyError where there is none."""

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer."""


@dataclass(frozen=True, slots=True)
class InMemory:
    """Parts of a build that writes nothing."""

    answers: dict[str, bytes] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        """Whether there is a part of that key."""
        return key in self.answers

    def get(self, key: str) -> bytes:
        """The answer."""
        return zlib.decompress(self.answers[key])

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer."""
        self.answers[key] = zlib.compress(answer, 1)


@dataclass(frozen=True, slots=True)
class InFolder:
    """Parts in the output folder: each a line with the SHA-256 of what follows, then the answer, compressed.

    A part that does not say so of itself is as good as none. Only the writer that holds the output folder's lock may
    put or clear.
    """

    out: Path

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.out / FOLDER

    @property
    def has_manifest(self) -> bool:
        """Whether there are outputs that were made of these parts."""
        return (self.folder / _MANIFEST).exists()

    def has(self, key: str) -> bool:
        """Whether there is a sound part of that key."""
        return self._packed(key) is not None

    def get(self, key: str) -> bytes:
        """The answer; raises KeyError where there is none, or none that is sound."""
        packed = self._packed(key)
        if packed is None:
            raise KeyError(key)
        return zlib.decompress(packed)

    def _packed(self, key: str) -> bytes | None:
        try:
            told, _, packed = (self.folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return packed if told == _hash(packed).encode() else None

    def put(self, key: str, answer: bytes) -> None:
        """Keep an answer, whole or not at all; raises OutputError."""
        packed = zlib.compress(answer, 1)  # quads are so wordy that more effort gains little
        path = self.folder / f"{_TEMPORARY}{uuid.uuid4().hex}"
        with output.told(self.out):
            self.folder.mkdir(exist_ok=True)
            try:
                with path.open("wb") as file:
                    file.write(_hash(packed).encode() + b"\n" + packed)
                    file.flush()
                    os.fsync(file.fileno())
                path.replace(self.folder / key)
            finally:
                path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what writers that were killed have left; raises OutputError."""
        with output.told(self.out):
            for path in self.folder.glob(_TEMPORARY + "*"):
                path.unlink()

    def keep(self, keys: Collection[str]) -> None:
        """Remove all parts but these, and the folder with the last of them; raises OutputError."""
        with output.told(self.out):
            left = list(self.folder.iterdir()) if self.folder.is_dir() else []
            for path in left:
                if path.name not in (_MANIFEST, *keys):
                    path.unlink()
            if self.folder.is_dir() and not any(self.folder.iterdir()):
                self.folder.rmdir()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of: the base of its IRIs, the user's decisions, its documents by name."""

    base: str
    documents: Mapping[str, Record]
    decisions: tuple[Decision, ...] = ()

    def keys(self) -> list[str]:
        """The keys of all documents that may have a part."""
        return [record.key(self.base) for record in self.documents.values() if record.sha256]


def write_manifest(manifest: Manifest, folder: Path, out: Path) -> None:
    """Write the manifest into a folder whose files are to go to `out`; paths are told as seen from there."""
    documents = [_told(record, out) for _, record in sorted(manifest.documents.items())]
    decided = [[item.same, *item.names] for item in manifest.decisions]
    told = {"form": _FORM, "base": manifest.base, "decisions": decided, "documents": documents}
    (folder / FOLDER).mkdir(exist_ok=True)
    # ASCII: a file's name may hold bytes that are no text.
    (folder / FOLDER / _MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="ascii", newline="\n")


def _told(record: Record, out: Path) -> dict[str, Any]:
    source = record.source
    path = Path(os.path.abspath(source.path)).parent.resolve() / source.path.name
    try:
        shown = os.path.relpath(path, out.resolve())
    except ValueError:  # on another drive
        shown = str(path)
    return {
        "name": source.name,
        "path": shown,
        "in_folder": source.folder is not None,
        "row": dict(source.row),
        "sha256": record.sha256,
        "limits": asdict(record.limits),
        "failure": record.failure,
    }


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of the build in `out`, None where there is none; raises InputError where it is damaged."""
    path = out / FOLDER / _MANIFEST
    if not path.exists():
        return None
    try:
        told = json.loads(path.read_bytes())
        if told["form"] == _FORM:
            decided = tuple(Decision(bool(same), (str(a), str(b))) for same, a, b in told["decisions"])
            records = [_record(item, out, apart(decided)) for item in told["documents"]]
            return Manifest(str(told["base"]), {record.source.name: record for record in records}, decided)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(path, f"is damaged ({type(error).__name__})", _AGAIN) from error
    raise InputError(path, "was written by another version", _AGAIN)


def _record(told: Mapping[str, Any], out: Path, different: Apart) -> Record:
    path = _shown(Path(os.path.normpath(out.resolve() / told["path"])))
    source = Source(path, str(told["name"]), dict(told["row"]), path.parent if told["in_folder"] else None)
    failure = told["failure"] and (str(told["failure"][0]), str(told["failure"][1]))
    return Record(source, Limits(**told["limits"]), different, str(told["sha256"]), failure)


def _shown(path: Path) -> Path:
    """A path as the user would write it: seen from the current folder where it lies in there."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path
