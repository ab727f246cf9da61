"""The documents of a build, and the keys of their parts.

A key is a hash of all that the answer follows from: the bytes of the document's file, its name, its row of
documents.csv, the base, the limits, the user's corrections, the code and its libraries.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from pathlib import Path

from kg.link.corrections import Correction
from kg.link.decisions import Apart
from kg.pipeline.limits import Limits
from kg.pipeline.parts import digest
from kg.read.inputs import Source
from kg.reference import ontology

FORM = 3  # of parts and manifest: to be raised where one that is older must not be read
# What reads files and need not be there.
_READERS = ("onnxruntime", "openpyxl", "rapidocr")


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
            return digest(f"{self.key(base)} {piece}".encode())
        row = {name: cell for name, cell in sorted(self.source.row.items()) if cell}
        # A file that is too large and a process that takes too long give no answer, so these limits change none.
        bounds = (self.limits.pages, self.limits.memory, self.limits.ocr)
        corrected = [one.cells for one in self.corrections]
        told = [self.sha256, self.source.name, row, base, bounds, self.apart, corrected, fingerprint()]
        return digest(json.dumps(told).encode())


@cache
def fingerprint() -> str:
    """A hash of all code and data that an answer may depend on: the package, the ontology, Python, the libraries."""
    package = Path(str(resources.files("kg")))
    names = [path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    names += ontology.folder().glob("*.ttl")
    content = {os.path.relpath(path, package): digest(path.read_bytes()) for path in names}
    return digest(json.dumps([FORM, sys.version, _libraries(), sorted(content.items())]).encode())


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
