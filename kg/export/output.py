"""The output folder: a build's files appear whole or not at all.

Files are written into `OUT/.tmp-<unique>/` and synced. One rename, to `OUT/.ready`, commits the build; from there
the files move to their places one by one. A build killed before the commit leaves the old files as they were, one
killed after it is finished by the next writer. A lock keeps two writers apart and dies with its process.

No link inside OUT is followed, and only what has a name of our own making is removed.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from kg import files
from kg.errors import OutputError

try:
    import fcntl
except ImportError:  # a system without flock keeps no two writers apart; each build is still whole
    fcntl = None  # type: ignore[assignment]

Write = Callable[[Path], None]

_LOCK, _READY, _TEMPORARY = ".lock", ".ready", ".tmp-"
_OURS = re.compile(re.escape(_TEMPORARY) + "[0-9a-f]{32}")
# Pages beside an overview, each by the code of its province.
PAGES, PAGE = "pages", re.compile(r"[0-9]{2}(?:-[0-9]{1,6})?\.html")
ELSEWHERE = "give another folder with --out"


def temporary() -> str:
    """A fresh name of our own making, for what is to be moved to its place or removed."""
    return f"{_TEMPORARY}{uuid.uuid4().hex}"


def is_temporary(name: str) -> bool:
    """Whether `temporary` may have made that name."""
    return _OURS.fullmatch(name) is not None


def check(out: Path, names: Iterable[str] = ()) -> None:
    """Raise OutputError where a folder can neither be written nor made at `out`, before any work is done.

    Nothing else may stand in there at the places of the files to come, `names`, as far as they are known.
    """
    here = out
    while not here.exists() and here != here.parent:
        here = here.parent
    if not here.is_dir():
        raise OutputError(here, "is a file, not a folder", "give another folder with --out")
    if not os.access(here, os.W_OK | os.X_OK):
        raise OutputError(here, "is not writable", "change its permissions or give another folder with --out")
    files.own_folder(out / _READY, ELSEWHERE)
    for name in names:
        _free(out, Path(name))


def _free(out: Path, path: Path) -> None:
    """Raise OutputError where the file at a path below `out` would go through a link, or a folder is in its way."""
    for parent in list(path.parents)[-2::-1]:
        files.own_folder(out / parent, ELSEWHERE)
    if files.is_folder(out / path):
        raise files.in_the_way(out / path, ELSEWHERE)


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
    with lock:
        try:
            yield
        finally:
            (out / _LOCK).unlink(missing_ok=True)


def _open_lock(out: Path) -> IO[bytes]:
    while True:
        file = files.lock_file(out / _LOCK, ELSEWHERE)
        try:
            if fcntl:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.close()
            remedy = "wait until it is done or give another folder with --out"
            raise OutputError(out, "another build is writing here", remedy) from error
        if _is_current(out / _LOCK, file):
            return file
        file.close()  # its writer removed this lock between our opening and locking it


def _is_current(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(os.lstat(path), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False


def _clear(out: Path) -> None:
    for leftover in list(out.iterdir()):
        if is_temporary(leftover.name) and files.is_folder(leftover):
            shutil.rmtree(leftover)


def _fill(out: Path, write: Callable[[Path], None]) -> None:
    folder = out / temporary()
    folder.mkdir()
    try:
        write(folder)
        for path in _files(folder):
            _free(out, path)
        for path in (folder, *folder.rglob("*")):
            _sync(path)
        folder.rename(out / _READY)
        _sync(out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _finish(out: Path) -> None:
    ready = out / _READY
    if not files.own_folder(ready, ELSEWHERE):
        return
    committed = _files(ready)
    for path in committed:
        _free(out, path)
        (out / path).parent.mkdir(exist_ok=True)
        (ready / path).replace(out / path)
    _drop_pages(out, {path.name for path in committed if path.parent.name == PAGES})
    shutil.rmtree(ready)
    _sync(out)


def _drop_pages(out: Path, committed: set[str]) -> None:
    """Remove the pages of an earlier build that this one has no more."""
    folder = out / PAGES
    if not files.is_folder(folder):
        return
    for path in list(folder.iterdir()):
        if PAGE.fullmatch(path.name) and path.name not in committed and not path.is_symlink():
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()


def _files(folder: Path) -> list[Path]:
    """The files below a folder; raises OutputError where there is a link."""
    found = []
    for here, folders, names in os.walk(folder):
        for path in (Path(here, name) for name in (*folders, *names)):
            if path.is_symlink():
                raise files.in_the_way(path, ELSEWHERE)
        found += [Path(here, name).relative_to(folder) for name in names]
    return sorted(found)


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
