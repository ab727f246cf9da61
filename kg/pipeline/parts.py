"""Parts: the answer for each document of a build, kept so that it is worked out once.

A part is one file, `OUT/.parts/<key>`. Its key is a hash of all that the answer follows from: the bytes of the
document's file, its name, its row of documents.csv, the base, the limits, the code and its libraries. So a part is
never out of date: it is there or it is not. The manifest beside the parts says which documents the outputs in `OUT`
were made of; it is written in the same commit as these.

Both are read as what somebody else may have written: no link is followed, a part that is not what it says, or not what
was asked for, is none, and a file that the manifest names is read again only if it has the hash that stands there.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from hashlib import file_digest, sha256
from importlib import metadata, resources
from io import BufferedIOBase, BytesIO
from pathlib import Path
from typing import IO, Any, Protocol

from kg import files, read
from kg.errors import InputError, KgError
from kg.export import output
from kg.link import corrections
from kg.link.corrections import Correction
from kg.link.decisions import Apart, Decision, apart, consistent
from kg.pipeline import isolate
from kg.pipeline.answers import MOST, Answer
from kg.read.inputs import Source
from kg.reference import ontology
from kg.reference.terms import checked_base

FOLDER = ".parts"
_MANIFEST = "manifest.json"
MANIFEST = f"{FOLDER}/{_MANIFEST}"
_FORM = 3  # of parts and manifest: to be raised where one that is older must not be read
_AGAIN = "run `kg build` on all documents"
# Bytes of a manifest with some hundred thousand documents; of one answer; of what stands above it.
_LONG, _LARGE, _SEAL = 200_000_000, MOST, 64
_KEY = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may be and use: bytes and pages of its file, seconds of processor time, bytes of memory.

    On the wall clock it may take ten times as long, for a machine may be busy. With `ocr`, whose models alone are
    larger and slower than all else, it may take `OCR_TIME` times as long and `OCR_MEMORY` times as much.
    """

    size: int = read.Limits().file
    pages: int = read.Limits().pages
    seconds: int = isolate.Limits().cpu
    memory: int = isolate.Limits().memory
    ocr: bool = False

    @property
    def file(self) -> read.Limits:
        """What the readers need to know."""
        return read.Limits(file=self.size, pages=self.pages, ocr=self.ocr)

    @property
    def process(self) -> isolate.Limits:
        """What the document's process may use."""
        seconds = self.seconds * (OCR_TIME if self.ocr else 1)
        return isolate.Limits.of(self.memory * (OCR_MEMORY if self.ocr else 1), seconds)


OCR_TIME, OCR_MEMORY = 30, 4
LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Record:
    """A document of a build: where it comes from, the SHA-256 of its file, within which limits it was read.

    `apart` are names that the user calls different things, `corrections` what the user corrects of its facts. A
    `failure` that may come out otherwise another time (no file, no time, no memory) has no part but stands here, as
    (reason, remedy); there is no hash where there is no file. `pieces` of large tables have parts of their own, as its
    part says.
    """

    source: Source
    limits: Limits
    apart: Apart = ()
    sha256: str = ""
    failure: tuple[str, str] | None = None
    corrections: tuple[Correction, ...] = ()
    pieces: int = 0

    def key(self, base: str, piece: int = 0) -> str:
        """The name of its part in a graph with that base, or of that for a piece of it."""
        if piece:
            return _hash(f"{self.key(base)} {piece}".encode())
        row = {name: cell for name, cell in sorted(self.source.row.items()) if cell}
        # A file that is too large and a process that takes too long give no answer, so these limits change none.
        bounds = (self.limits.pages, self.limits.memory, self.limits.ocr)
        corrected = [one.cells for one in self.corrections]
        told = [self.sha256, self.source.name, row, base, bounds, self.apart, corrected, fingerprint()]
        return _hash(json.dumps(told).encode())


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


@cache
def fingerprint() -> str:
    """A hash of all code and data that an answer may depend on: the package, the ontology, Python, the libraries."""
    package = Path(str(resources.files("kg")))
    names = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names += ontology.folder().glob("*.ttl")
    content = {os.path.relpath(path, package): _hash(path.read_bytes()) for path in names}
    return _hash(json.dumps([_FORM, sys.version, _libraries(), sorted(content.items())]).encode())


# What reads files and need not be there.
_READERS = ("onnxruntime", "openpyxl", "rapidocr")


def _libraries() -> list[str]:
    """The libraries that the package needs or reads with, and their versions."""
    try:
        required = metadata.requires("fazhan") or []
    except metadata.PackageNotFoundError:  # run from a checkout without being installed
        return []
    names = sorted(re.split("[^A-Za-z0-9._-]", line)[0] for line in required if "extra ==" not in line)
    return [f"{name} {_version(name)}" for name in (*names, *_READERS)]


def _version(name: str) -> str:
    """The version of a library, empty where it is not installed."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _pack(answer: bytes) -> bytes:
    return gzip.compress(answer, 1, mtime=0)  # quads are so wordy that more effort gains little


def _seal(key: str, packed: bytes) -> bytes:
    """What stands above a part: a part of another key is none of this one."""
    return _hash(key.encode() + b"\n" + packed).encode()


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
        self._remove(lambda name: _KEY.fullmatch(name) is not None and name not in kept)
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


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of: the base of its IRIs, the user's decisions and corrections, its documents by name."""

    base: str
    documents: Mapping[str, Record]
    decisions: tuple[Decision, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def keys(self) -> list[str]:
        """The keys of all parts that there may be."""
        return [
            record.key(self.base, piece)
            for record in self.documents.values()
            if record.sha256
            for piece in range(record.pieces + 1)
        ]


def write_manifest(manifest: Manifest, folder: Path, out: Path, said: Sequence[str] = ()) -> None:
    """Write the manifest into a folder whose files are to go to `out`; paths are told as seen from there.

    With what was said of it, it tells the hashes of the files that are there already, and of the parts: a build of
    the same sees by them that nothing is to be done.
    """
    told = _contents(manifest, out)
    if said:
        found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        made = {path.relative_to(folder).as_posix(): _hash_of(path) for path in found}
        made |= {f"{FOLDER}/{key}": _hash_of(out / FOLDER / key) for key in sorted(manifest.keys())}
        told |= {"said": list(said), "outputs": made}
    (folder / FOLDER).mkdir(exist_ok=True)
    # ASCII: a file's name may hold bytes that are no text.
    (folder / FOLDER / _MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="ascii", newline="\n")


def _contents(manifest: Manifest, out: Path) -> dict[str, Any]:
    """What the outputs are made of."""
    documents = [_told(record, out) for _, record in sorted(manifest.documents.items())]
    decided = [[item.same, *item.names] for item in manifest.decisions]
    keys = sorted(record.key(manifest.base) for record in manifest.documents.values() if record.sha256)
    made_of = _hash("\n".join(keys).encode())
    return {
        "form": _FORM, "base": manifest.base, "decisions": decided, "documents": documents, "made_of": made_of,
        "corrections": [one.cells for one in manifest.corrections],
    }  # fmt: skip


def _hash_of(path: Path) -> str:
    with files.opened(path, sys.maxsize) as file:
        return file_digest(file, "sha256").hexdigest()


def standing(manifest: Manifest, out: Path) -> list[str]:
    """What was said of what stands in `out`, if it was made of just these answers and nobody has touched it since."""
    path = out / FOLDER / _MANIFEST
    try:
        told = json.loads(files.read(path, _LONG, remedy=_AGAIN))
        made: dict[str, str] = told.pop("outputs")
        said = list(map(_text, told.pop("said")))
        same = told == json.loads(json.dumps(_contents(manifest, out)))
        if same and made and all(_stands(out, name, digest) for name, digest in made.items()):
            return said
    except (KgError, OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        pass  # what is there is made anew, and whoever makes it says what is wrong with it
    return []


def _stands(out: Path, name: str, digest: str) -> bool:
    """Whether a file of `out` is as it was made; what lies elsewhere is not even read."""
    path = out.resolve() / name
    return path.resolve() == path and path.is_relative_to(out.resolve()) and _hash_of(path) == digest


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
    if not files.is_there(path):
        return None
    for link in (out / FOLDER, path):
        if link.is_symlink():
            raise InputError(link, "is a link, and none is followed here", f"remove it, and {_AGAIN}")
    data = files.read(path, _LONG, remedy=_AGAIN)
    try:
        told = json.loads(data)
        if told["form"] == _FORM:
            return _manifest(told, out)
    except (KgError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(path, f"is damaged ({type(error).__name__})", _AGAIN) from error
    raise InputError(path, "was written by another version", _AGAIN)


def _manifest(told: Mapping[str, Any], out: Path) -> Manifest:
    decided = tuple(Decision(bool(same), (_text(a), _text(b))) for same, a, b in told["decisions"])
    consistent(decided)
    corrected = tuple(corrections.parsed([*map(_text, cells)], "") for cells in told.get("corrections", ()))
    corrections.consistent(corrected)
    of = corrections.of_documents(corrected)
    found = (_record(item, out, apart(decided)) for item in told["documents"])
    records = {one.source.name: replace(one, corrections=of.get(one.source.name, ())) for one in found}
    return Manifest(checked_base(_text(told["base"])), records, decided, corrected)


def _record(told: Mapping[str, Any], out: Path, different: Apart) -> Record:
    """A document as the manifest tells it; raises ValueError, TypeError, LookupError where it cannot have told that."""
    path = _shown(Path(os.path.normpath(out.resolve() / _text(told["path"]))))
    row = {_text(name): _text(cell) for name, cell in told["row"].items()}
    name, sha256, limits = _text(told["name"]), _text(told["sha256"]), Limits(**told["limits"])
    if not name or Path(name).name != name or (sha256 and not _KEY.fullmatch(sha256)):
        raise ValueError
    bounds = (limits.size, limits.pages, limits.seconds, limits.memory)
    if type(limits.ocr) is not bool or not all(type(bound) is int and 0 < bound < 1 << 62 for bound in bounds):
        raise ValueError
    source = Source(path, name, row, path.parent if told["in_folder"] else None)
    failure = told["failure"] and (_text(told["failure"][0]), _text(told["failure"][1]))
    return Record(source, limits, different, sha256, failure or None)


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told


def _shown(path: Path) -> Path:
    """A path as the user would write it: seen from the current folder where it lies in there."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path
