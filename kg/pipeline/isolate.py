"""One child process per document, with limits on memory, processor time and wall clock.

`each` starts one helper process that loads lexicons and dictionaries once; from it every document's own process is
forked, which costs milliseconds. A document that crashes its reader, runs away or eats memory is its own failure: the
others build. A child answers in plain bytes, which nothing unpickles, so a file that takes over its reader goes no
further. Fork happens only in the helper, which has one thread, never in the caller's process, which may have many.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import selectors
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from kg.errors import InputError, KgError

# -P: a file of the user's named like a module of Python must not be imported in its place.
_COMMAND = (sys.executable, "-P", "-c", "from kg.pipeline.isolate import serve; serve()")
_HEADER = struct.Struct("<qQ")
_DONE, _FAILED = b"+", b"-"
_NOT_PREPARED = -1
_REPORT = "please report it with this line and, if you may, the file"
_MORE_TIME = "raise --max-seconds, or split it into smaller files"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use: address space in bytes, processor and wall-clock time in seconds."""

    memory: int = 1 << 30
    cpu: int = 20
    wall: float = 30.0


@dataclass(frozen=True, slots=True)
class Task:
    """A label for messages, the argument for the work, and what that work may use."""

    label: str
    argument: Any
    limits: Limits = Limits()


@dataclass(slots=True)
class _Child:
    index: int
    process: int
    deadline: float
    answer: bytearray
    late: bool = False


def each(
    prepare: Callable[[], None],
    work: Callable[[Any], bytes],
    tasks: Sequence[Task],
    jobs: int = 1,
) -> Generator[tuple[int, bytes | InputError], None, None]:
    """(index of the task, `work(its argument)` or why there is none), as the children finish, at most `jobs` at a time.

    `prepare` runs once, before the first fork; both functions must be importable by name. Raises KgError where
    `prepare` fails.
    """
    helper = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment())
    assert helper.stdin
    with suppress(BrokenPipeError):  # a helper that did not come up is reported with the answers
        pickle.dump((prepare, work, list(tasks), max(1, jobs)), helper.stdin)
        helper.stdin.flush()
    return _answers(helper, [task.label for task in tasks])


def _environment() -> dict[str, str]:
    package = str(Path(__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (package, inherited)))}


def _answers(
    helper: subprocess.Popen[bytes], labels: list[str]
) -> Generator[tuple[int, bytes | InputError], None, None]:
    assert helper.stdin and helper.stdout
    try:
        yield from _read(helper.stdout, labels)
    finally:
        with suppress(BrokenPipeError):
            helper.stdin.close()  # the helper watches this end: it stops its children and goes
        helper.stdout.close()
        helper.wait()


def _read(stream: IO[bytes], labels: list[str]) -> Iterator[tuple[int, bytes | InputError]]:
    waiting = set(range(len(labels)))
    while waiting and len(header := stream.read(_HEADER.size)) == _HEADER.size:
        index, length = _HEADER.unpack(header)
        answer = stream.read(length)
        if index == _NOT_PREPARED:
            raise KgError(*json.loads(answer[1:]))
        waiting.discard(index)
        yield index, answer[1:] if answer[:1] == _DONE else InputError(*json.loads(answer[1:]))
    for index in sorted(waiting):
        yield index, InputError(labels[index], "the process that reads documents ended early", _REPORT)


# From here on: inside the helper process.


def serve() -> None:
    """Run the tasks that stand on standard input, one forked child each, and write the answers to standard output."""
    for name in ("SIGINT", "SIGPIPE"):  # whoever started us has gone: go as well, without a word
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    try:
        prepare, work, tasks, jobs = pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):  # killed while it told us what to do
        return
    try:
        prepare()
    except Exception as error:
        _send(answers, _NOT_PREPARED, _failure("fazhan", error))
        return
    if not hasattr(os, "fork"):
        _serve_here(work, tasks, answers)
        return
    gc.collect()
    gc.freeze()  # a collection in a child would copy every page of the dictionaries
    _Helper(work, tasks, jobs, answers).run()


def _serve_here(work: Callable[[Any], bytes], tasks: list[Task], answers: IO[bytes]) -> None:
    """Without fork: one document after the other, in this process and without limits."""
    for index, task in enumerate(tasks):
        _send(answers, index, _attempt(work, task))


class _Helper:
    """Forks the children, gathers their answers and stops those that run past the wall clock."""

    def __init__(self, work: Callable[[Any], bytes], tasks: list[Task], jobs: int, answers: IO[bytes]) -> None:
        self.work, self.tasks, self.jobs, self.answers = work, tasks, jobs, answers
        self.children: dict[int, _Child] = {}
        self.selector = selectors.DefaultSelector()

    def run(self) -> None:
        self.selector.register(0, selectors.EVENT_READ)
        waiting = list(enumerate(self.tasks))[::-1]
        while waiting or self.children:
            while waiting and len(self.children) < self.jobs:
                self.start(*waiting.pop())
            for key, _ in self.selector.select(self.patience()):
                if key.fd == 0:
                    self.abandon()
                else:
                    self.gather(key.fd)
            self.stop_late()

    def start(self, index: int, task: Task) -> None:
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            _child(self.work, task, writing)
        os.close(writing)
        self.children[reading] = _Child(index, process, time.monotonic() + task.limits.wall, bytearray())
        self.selector.register(reading, selectors.EVENT_READ)

    def patience(self) -> float:
        return max(0.0, min(child.deadline for child in self.children.values()) - time.monotonic())

    def gather(self, pipe: int) -> None:
        child = self.children[pipe]
        if chunk := os.read(pipe, 1 << 16):
            child.answer += chunk
            return
        del self.children[pipe]
        self.selector.unregister(pipe)
        os.close(pipe)
        status = os.waitstatus_to_exitcode(os.waitpid(child.process, 0)[1])
        whole = status == 0 and child.answer
        _send(self.answers, child.index, bytes(child.answer) if whole else self.loss(child, status))

    def loss(self, child: _Child, status: int) -> bytes:
        label, limits = self.tasks[child.index].label, self.tasks[child.index].limits
        if child.late:
            return _told(label, f"took longer than {limits.wall:g} s", _MORE_TIME)
        if status == -signal.SIGXCPU:
            return _told(label, f"took more than {limits.cpu} s of processor time", _MORE_TIME)
        name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return _told(label, f"crashed its reader ({name})", "check that the file is whole, or raise --max-memory")

    def stop_late(self) -> None:
        for child in self.children.values():
            if time.monotonic() >= child.deadline and not child.late:
                child.late = True
                child.deadline += 5.0
                os.kill(child.process, signal.SIGKILL)

    def abandon(self) -> NoReturn:
        for child in self.children.values():
            os.kill(child.process, signal.SIGKILL)
        os._exit(1)


def _child(work: Callable[[Any], bytes], task: Task, pipe: int) -> NoReturn:
    code = 1
    gc.disable()  # the process ends before garbage in cycles could matter, and its memory is limited
    try:
        _silence()
        _restrict(task.limits)
        with os.fdopen(pipe, "wb") as file:
            file.write(_attempt(work, task))
        code = 0
    finally:
        os._exit(code)


def _silence() -> None:
    """A library that gives up prints its last words; what the user needs to know is the answer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _restrict(limits: Limits) -> None:
    import resource

    # At the soft limit of processor time the system says why it ends the process, at the hard one it does not.
    wanted = {"RLIMIT_AS": (limits.memory,) * 2, "RLIMIT_CPU": (limits.cpu, limits.cpu + 5), "RLIMIT_CORE": (0, 0)}
    for name, value in wanted.items():
        try:
            resource.setrlimit(getattr(resource, name), value)
        except (ValueError, OSError, AttributeError):
            continue  # a system that does not know this limit, or has a lower one already


def _attempt(work: Callable[[Any], bytes], task: Task) -> bytes:
    try:
        return _DONE + work(task.argument)
    except MemoryError:
        reason = f"needs more than {task.limits.memory >> 20} MB of memory"
        return _told(task.label, reason, "raise --max-memory, or split it into smaller files")
    except Exception as error:
        return _failure(task.label, error)


def _failure(label: str, error: Exception) -> bytes:
    if isinstance(error, KgError):
        return _told(error.where, error.reason, error.remedy)
    place = traceback.extract_tb(error.__traceback__)[-1]
    reason = f"{type(error).__name__} ({error}) at {Path(place.filename).name}:{place.lineno}"
    return _told(label, reason, _REPORT)


def _told(where: str, reason: str, remedy: str) -> bytes:
    return _FAILED + json.dumps([where, reason, remedy]).encode()


def _send(stream: IO[bytes], index: int, answer: bytes) -> None:
    stream.write(_HEADER.pack(index, len(answer)) + answer)
    stream.flush()
