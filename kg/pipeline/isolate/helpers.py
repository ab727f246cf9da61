"""The helper's process as the pool sees it: an interpreter of its own, or the caller's own process forked.

A fork has what the caller has loaded, so it costs no second start, but it is safe only where no other thread of the
caller can hold a lock, and its workers' limits on memory count what the caller holds.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn, Protocol

# -P: a file of the user's named like a module of Python must not be imported in its place.
COMMAND = (sys.executable, "-P", "-c", "from kg.pipeline.isolate.helper import serve; serve()")
_PACKAGE = str(Path(__file__).resolve().parents[3])
# Bytes of address space; a caller that holds more leaves too little of what a document may use.
_SMALL = 384 << 20


class Helper(Protocol):
    """A process that is told work and answers."""

    stdin: IO[bytes]
    stdout: IO[bytes]

    def wait(self) -> int:
        """Wait until it has ended."""


@dataclass(slots=True)
class _Started:
    process: subprocess.Popen[bytes]
    stdin: IO[bytes]
    stdout: IO[bytes]

    def wait(self) -> int:
        return self.process.wait()


@dataclass(slots=True)
class _Forked:
    process: int
    stdin: IO[bytes]
    stdout: IO[bytes]

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def started(folder: str | None) -> Helper:
    """An interpreter that serves; it works in `folder`, by default in the current one."""
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=folder
    )  # fmt: skip
    assert process.stdin and process.stdout
    return _Started(process, process.stdin, process.stdout)


def environment() -> dict[str, str]:
    """The environment of such an interpreter, which finds this package."""
    inherited = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (_PACKAGE, inherited)))}


def may_fork() -> bool:
    """Whether a fork of this process may serve: a small one with a single thread, where the system tells both."""
    try:
        threads = len(os.listdir("/proc/self/task"))
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return False
    return threads == 1 and pages * os.sysconf("SC_PAGE_SIZE") < _SMALL


def forked() -> Helper:
    """A fork of this process that serves."""
    (told, tasks), (answers, said) = os.pipe(), os.pipe()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()  # what is not written yet must not be written twice
    process = os.fork()
    if process == 0:
        _become_helper(told, said)
    os.close(told)
    os.close(said)
    return _Forked(process, os.fdopen(tasks, "wb"), os.fdopen(answers, "rb"))


def _become_helper(told: int, said: int) -> NoReturn:
    try:
        from kg.pipeline.isolate.helper import serve

        os.dup2(told, 0)
        os.dup2(said, 1)
        _let_go()
        if not sys.flags.safe_path and sys.path[:1] in ([""], [os.getcwd()]):
            sys.path[0] = _PACKAGE  # as with -P
        serve()
    finally:
        os._exit(1)


def _let_go() -> None:
    """Let go of the files that the caller has open, its lock among them; their numbers stay taken, for whoever holds
    one of them may still close it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):  # that of the listing itself has gone
            if int(name) > 2 and int(name) != nowhere:
                os.fstat(int(name))
                os.dup2(nowhere, int(name))
