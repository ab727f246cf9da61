"""The output folder: a build's files appear whole or not at all.

Files are written into `OUT/.tmp-<unique>/` and synced. One rename, to `OUT/.ready`, commits the build; from there
the files move to their places one by one. A build killed before the commit leaves the old files as they were, one
killed after it is finished by the next writer. A lock keeps two writers apart and dies with its process.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from kg.errors import OutputError

try:
    import fcntl
except ImportError:  # a system without flock keeps no two writers apart; each build is still whole
    fcntl = None  # type: ignore[assignment]

Write = Callable[[Path], None]

_LOCK, _READY, _TEMPORARY = ".lock", ".ready", ".tmp-"


def check(out: Path) -> None:
    """Raise OutputError where a folder can neither be written nor made at `out`, before any work is done."""
    here = out
    while not here.exists() and here != here.parent:
        here = here.parent
    if not here.is_dir():
        raise OutputError(here, "is a file, not a folder", "give another folder with --out")
    if not os.access(here, os.W_OK | os.X_OK):
        raise OutputError(here, "is not writable", "change its permissions or give another folder with --out")


def replace(out: Path, write: Write) -> None:
    """Let `write(folder)` fill a fresh folder, then put its files into `out`, over the old ones, all together.

    Raises OutputError where `out` cannot be written or another build is writing there; `out` is then as it was.
    """
    with writing(out) as commit:
        commit(write)


@contextmanager
def writing(out: Path) -> Iterator[Callable[[Write], None]]:
    """Keep `out` to one writer; what it yields does for a `write` what `replace` does.

    What an earlier writer had committed is in place by then, what it left is gone. Raises OutputError.
    """
    check(out)
    made = not out.exists()
    try:
        with told(out):
            out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            with told(out):
                _finish(out)
                _clear(out)
            yield partial(_commit, out)
    finally:
        if made:
            _drop_if_empty(out)


def _commit(out: Path, write: Write) -> None:
    with told(out):
        _fill(out, write)
        _finish(out)


@contextmanager
def told(out: Path) -> Iterator[None]:
    """Tell what goes wrong with files in `out` as an OutputError."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(error.filename or out, reason, "free the disk or give another folder with --out") from error


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    with told(out):
        lock = _open_lock(out)
    with lock as file:
        try:
            yield
        finally:
            Path(file.name).unlink(missing_ok=True)


def _open_lock(out: Path) -> IO[bytes]:
    while True:
        file = (out / _LOCK).open("wb")
        try:
            if fcntl:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            remedy = "wait until it is done or give another folder with --out"
            raise OutputError(out, "another build is writing here", remedy) from error
        if _is_current(file):
            return file
        file.close()  # its writer removed this lock between our opening and locking it


def _is_current(file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(os.stat(file.name), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _clear(out: Path) -> None:
    for leftover in out.glob(_TEMPORARY + "*"):
        shutil.rmtree(leftover)


def _fill(out: Path, write: Callable[[Path], None]) -> None:
    folder = out / f"{_TEMPORARY}{uuid.uuid4().hex}"
    folder.mkdir()
    try:
        write(folder)
        for path in (folder, *folder.rglob("*")):
            _sync(path)
        folder.rename(out / _READY)
        _sync(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _finish(out: Path) -> None:
    ready = out / _READY
    if not ready.is_dir():
        return
    for path in _files(ready):
        (out / path).parent.mkdir(exist_ok=True)
        (ready / path).replace(out / path)
    shutil.rmtree(ready)
    _sync(out)


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop_if_empty(out: Path) -> None:
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()
