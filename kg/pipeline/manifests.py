"""The manifest beside the parts: which documents the outputs were made of, written in the same commit as these.

It is read as what somebody else may have written: no link is followed, every field is checked, and a file that it names
is read again only if it has the hash that stands there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import Any

from kg import files
from kg.errors import InputError, KgError
from kg.link import corrections
from kg.link.corrections import Correction
from kg.link.decisions import Apart, Decision, apart, consistent
from kg.pipeline.limits import Limits
from kg.pipeline.parts import FOLDER, MANIFEST, digest, is_key
from kg.pipeline.records import FORM, Record
from kg.read.inputs import Source
from kg.reference.terms import checked_base

_AGAIN = "run `kg build` on all documents"
_LONG = 200_000_000  # bytes of a manifest with some hundred thousand documents


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


def write(manifest: Manifest, folder: Path, out: Path, said: Sequence[str] = ()) -> None:
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
    (folder / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="ascii", newline="\n")


def _contents(manifest: Manifest, out: Path) -> dict[str, Any]:
    """What the outputs are made of."""
    documents = [_told(record, out) for _, record in sorted(manifest.documents.items())]
    decided = [[item.same, *item.names] for item in manifest.decisions]
    keys = sorted(record.key(manifest.base) for record in manifest.documents.values() if record.sha256)
    made_of = digest("\n".join(keys).encode())
    return {
        "form": FORM, "base": manifest.base, "decisions": decided, "documents": documents, "made_of": made_of,
        "corrections": [one.cells for one in manifest.corrections],
    }  # fmt: skip


def _hash_of(path: Path) -> str:
    with files.opened(path, sys.maxsize) as file:
        return file_digest(file, "sha256").hexdigest()


def standing(manifest: Manifest, out: Path) -> list[str]:
    """What was said of what stands in `out`, if it was made of just these answers and nobody has touched it since."""
    path = out / MANIFEST
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


def read(out: Path) -> Manifest | None:
    """The manifest of the build in `out`, None where there is none; raises InputError where it is damaged."""
    path = out / MANIFEST
    if not files.is_there(path):
        return None
    for link in (out / FOLDER, path):
        if link.is_symlink():
            raise InputError(link, "is a link, and none is followed here", f"remove it, and {_AGAIN}")
    data = files.read(path, _LONG, remedy=_AGAIN)
    try:
        told = json.loads(data)
        if told["form"] == FORM:
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
    if not name or Path(name).name != name or (sha256 and not is_key(sha256)):
        raise ValueError
    _check(limits)
    source = Source(path, name, row, path.parent if told["in_folder"] else None)
    failure = told["failure"] and (_text(told["failure"][0]), _text(told["failure"][1]))
    return Record(source, limits, different, sha256, failure or None)


def _check(limits: Limits) -> None:
    """Raise ValueError where limits are none."""
    bounds = (limits.size, limits.pages, 1 if limits.seconds is None else limits.seconds, limits.memory)
    if type(limits.ocr) is not bool or not all(type(bound) is int and 0 < bound < 1 << 62 for bound in bounds):
        raise ValueError


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told


def _shown(path: Path) -> Path:
    """A path as the user would write it: seen from the current folder where it lies in there."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path
