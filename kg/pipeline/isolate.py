"""Work in processes of its own, with limits on memory, processor time and wall clock for each piece of it.

A `Pool` starts one helper process that loads lexicons and dictionaries once; from it a worker is forked for each core,
which takes one task after the other. A document that crashes its reader, runs away or eats memory is its own failure:
it ends its worker, a new one takes its place, and the others build. What fails in a worker that has done other work
before is tried once more in a fresh one, so that no answer depends on what was read before it. A worker answers in
plain bytes, which nothing unpickles, so a file that takes over its reader goes no further than that worker. Fork
happens only in the helper, which has one thread, never in the caller's process, which may have many.
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
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NoReturn

from kg.errors import InputError, KgError

# -P: a file of the user's named like a module of Python must not be imported in its place.
_COMMAND = (sys.executable, "-P", "-c", "from kg.pipeline.isolate import serve; serve()")
_HEADER = struct.Struct("<qQ")
_DONE, _FAILED, _MORE = b"+", b"-", b"*"
_NOT_PREPARED = -1
_REPORT = "please report it with this line and, if you may, the file"
_MORE_TIME = "raise --max-seconds, or split it into smaller files"
# A worker is ended after so many tasks, so many seconds of processor time, or at that share of the memory it may use.
_TASKS, _SECONDS, _SHARE = 500, 600, 3
_CLOCK = 10  # seconds on the clock for each of processor time: a busy machine is no fault of a document


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: address space in bytes, processor and wall-clock time in seconds."""

    memory: int = 1 << 30
    cpu: int = 20
    wall: float = 20.0 * _CLOCK

    @staticmethod
    def of(memory: int, cpu: int) -> Limits:
        """These, and generously many seconds on the clock."""
        return Limits(memory, cpu, float(cpu * _CLOCK))


UNLIMITED = Limits.of(1 << 62, 1_000_000)  # eleven days, which a system can still count


@dataclass(frozen=True, slots=True)
class Task:
    """A label for messages, the argument for the work, and what that work may use."""

    label: str
    argument: Any
    limits: Limits = Limits()


Answers = Generator[tuple[int, bytes | InputError], None, None]
# Gives an answer, or several for one task.
Work = Callable[[Any], bytes | Iterator[bytes]]


class Pool:
    """Processes that do work, at most `jobs` pieces at a time; none is started before there is any.

    `prepare` runs once, before the first fork; it and all work must be importable by name. To be closed, or used in a
    `with` statement.
    """

    def __init__(self, prepare: Callable[[], None], jobs: int = 1) -> None:
        self.prepare, self.jobs = prepare, max(1, jobs)
        self.helper: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        if helper := self.helper:
            self.helper = None
            assert helper.stdin and helper.stdout
            with suppress(BrokenPipeError):
                helper.stdin.close()  # the helper watches this end: it stops its workers and goes
            helper.stdout.close()
            helper.wait()

    def each(self, work: Work, tasks: Sequence[Task]) -> Answers:
        """(index of the task, `work(its argument)` or why there is none), as the workers finish.

        Of several answers for a task each comes as soon as it is there, once more where its worker has been replaced.
        Raises KgError where `prepare` fails. Whoever stops listening ends all processes.
        """
        if not tasks:
            return
        helper = self.helper = self.helper or self._started()
        assert helper.stdin and helper.stdout
        with suppress(BrokenPipeError):  # a helper that did not come up is reported with the answers
            _tell(helper.stdin, (work, list(tasks)))
        whole = False
        try:
            yield from _read(helper.stdout, [task.label for task in tasks])
            whole = True
        finally:
            if not whole:
                self.close()

    def _started(self) -> subprocess.Popen[bytes]:
        helper = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment())
        assert helper.stdin
        with suppress(BrokenPipeError):
            _tell(helper.stdin, (self.prepare, self.jobs))
        return helper


def each(prepare: Callable[[], None], work: Work, tasks: Sequence[Task], jobs: int = 1) -> Answers:
    """What `Pool.each` gives for work that is all there is to do."""
    with Pool(prepare, jobs) as pool:
        yield from pool.each(work, tasks)


def _tell(pipe: IO[bytes], told: object) -> None:
    data = pickle.dumps(told)
    pipe.write(_HEADER.pack(0, len(data)) + data)
    pipe.flush()


def _environment() -> dict[str, str]:
    package = str(Path(__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (package, inherited)))}


def _read(stream: IO[bytes], labels: list[str]) -> Iterator[tuple[int, bytes | InputError]]:
    waiting = set(range(len(labels)))
    while waiting and len(header := stream.read(_HEADER.size)) == _HEADER.size:
        index, length = _HEADER.unpack(header)
        answer = stream.read(length)
        if index == _NOT_PREPARED:
            raise KgError(*json.loads(answer[1:]))
        if answer[:1] != _MORE:
            waiting.discard(index)
        yield index, answer[1:] if answer[:1] in (_DONE, _MORE) else InputError(*json.loads(answer[1:]))
    for index in sorted(waiting):
        yield index, InputError(labels[index], "the process that reads documents ended early", _REPORT)


# From here on: inside the helper process.


def serve() -> None:
    """Do the work that standard input tells, in forked workers, and write the answers to standard output."""
    for name in ("SIGINT", "SIGPIPE"):  # whoever started us has gone: go as well, without a word
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    told = _frame(0)
    if told is None:  # killed while it told us what to do
        return
    prepare, jobs = pickle.loads(told)
    try:
        prepare()
    except Exception as error:
        _send(answers, _NOT_PREPARED, _failure("fazhan", error))
        return
    if not hasattr(os, "fork"):
        _serve_here(answers)
        return
    gc.collect()
    gc.freeze()  # a collection in a worker would copy every page of the dictionaries
    _Helper(jobs, answers).run()


def _frame(pipe: int) -> bytes | None:
    """What `_tell` told, None where whoever tells has gone."""
    header = _exactly(pipe, _HEADER.size)
    return _exactly(pipe, _HEADER.unpack(header)[1]) if header else None


def _exactly(pipe: int, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = os.read(pipe, min(length - len(data), 1 << 20))
        if not piece:
            return None
        data += piece
    return bytes(data)


def _serve_here(answers: IO[bytes]) -> None:
    """Without fork: one task after the other, in this process and without limits."""
    while told := _frame(0):
        work, tasks = pickle.loads(told)
        for index, task in enumerate(tasks):
            for answer in _attempt(work, task):
                _send(answers, index, answer)


@dataclass(slots=True)
class _Worker:
    """A forked process: where it is told its tasks and answers, what it is at, until when, and what it has done."""

    process: int
    tasks: int
    answers: int
    limits: Limits
    index: int = -1
    deadline: float = 0.0
    late: bool = False
    done: int = 0
    answer: bytearray = field(default_factory=bytearray)


# What stands before a worker's answer: its length, its seconds of processor time so far, its memory in bytes.
_ANSWER = struct.Struct("<QQQ")


class _Helper:
    """Gives tasks to workers, gathers their answers and stops those that run past the wall clock."""

    def __init__(self, jobs: int, answers: IO[bytes]) -> None:
        self.jobs, self.answers = jobs, answers
        self.work: Work = _no_work
        self.tasks: Sequence[Task] = ()
        self.waiting: deque[int] = deque()
        self.idle: list[_Worker] = []
        self.busy: dict[int, _Worker] = {}
        self.selector = selectors.DefaultSelector()

    def run(self) -> None:
        self.selector.register(0, selectors.EVENT_READ)
        while True:
            while self.waiting and len(self.busy) < self.jobs:
                self.start(self.waiting.popleft())
            for key, _ in self.selector.select(self.patience()):
                if key.fd == 0:
                    self.hear()
                else:
                    self.gather(self.busy[key.fd])
            self.stop_late()

    def hear(self) -> None:
        """More work, or the end of it."""
        told = _frame(0)
        if told is None:
            self.abandon()
        self.work, self.tasks = pickle.loads(told)
        self.waiting = deque(range(len(self.tasks)))

    def start(self, index: int, fresh: bool = False) -> None:
        """Give a task to a worker that has the same limits, or to a new one."""
        task = self.tasks[index]
        while self.idle and (fresh or self.idle[-1].limits != task.limits):
            self.end(self.idle.pop())
        worker = self.idle.pop() if self.idle else self.fork(task.limits)
        worker.index, worker.deadline = index, time.monotonic() + task.limits.wall
        self.busy[worker.answers] = worker
        self.selector.register(worker.answers, selectors.EVENT_READ)
        with suppress(BrokenPipeError), os.fdopen(os.dup(worker.tasks), "wb") as pipe:
            _tell(pipe, (self.work, task))

    def fork(self, limits: Limits) -> _Worker:
        (told, tasks), (answers, said) = os.pipe(), os.pipe()
        process = os.fork()
        if process == 0:
            # Else a worker would live on with its neighbours when the helper is killed.
            for pipe in (0, tasks, answers, *(end for other in self.known() for end in (other.tasks, other.answers))):
                os.close(pipe)
            _serve_tasks(told, said, limits)
        os.close(told)
        os.close(said)
        return _Worker(process, tasks, answers, limits)

    def known(self) -> list[_Worker]:
        return [*self.idle, *self.busy.values()]

    def patience(self) -> float | None:
        first = min((worker.deadline for worker in self.busy.values()), default=None)
        return None if first is None else min(max(0.0, first - time.monotonic()), 3600.0)

    def gather(self, worker: _Worker) -> None:
        piece = os.read(worker.answers, 1 << 16)
        worker.answer += piece
        if not piece:
            self.lose(worker)
        while len(worker.answer) >= _ANSWER.size:
            length, seconds, memory = _ANSWER.unpack_from(worker.answer)
            end = _ANSWER.size + length
            if len(worker.answer) < end:
                break
            answer = bytes(worker.answer[_ANSWER.size : end])
            del worker.answer[:end]
            if answer[:1] == _MORE:
                _send(self.answers, worker.index, answer)
            else:
                self.take(worker, answer, seconds, memory)

    def take(self, worker: _Worker, answer: bytes, seconds: int, memory: int) -> None:
        """A whole answer; a failure of a worker that had done other work before is no answer yet."""
        self.release(worker)
        index = worker.index
        worker.done += 1
        if worker.done > 1 and answer[:1] == _FAILED:
            self.end(worker)
            self.start(index, fresh=True)
            return
        worn = worker.done >= _TASKS or seconds >= _SECONDS or memory >= worker.limits.memory // _SHARE
        if worn:
            self.end(worker)
        else:
            self.idle.append(worker)
        _send(self.answers, index, answer)

    def release(self, worker: _Worker) -> None:
        del self.busy[worker.answers]
        self.selector.unregister(worker.answers)

    def lose(self, worker: _Worker) -> None:
        """A worker has died: of its task, if that was its first."""
        self.release(worker)
        status = self.end(worker)
        if worker.done and not worker.late:
            self.start(worker.index, fresh=True)
        else:
            _send(self.answers, worker.index, self.loss(worker, status))

    def end(self, worker: _Worker) -> int:
        os.close(worker.tasks)
        os.close(worker.answers)
        with suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(worker.process, 0)[1])

    def loss(self, worker: _Worker, status: int) -> bytes:
        label, limits = self.tasks[worker.index].label, worker.limits
        if worker.late:
            return _told(label, f"took longer than {limits.wall:g} s", _MORE_TIME)
        if status == -signal.SIGXCPU:
            return _told(label, f"took more than {limits.cpu} s of processor time", _MORE_TIME)
        name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return _told(label, f"crashed its reader ({name})", "check that the file is whole, or raise --max-memory")

    def stop_late(self) -> None:
        for worker in self.busy.values():
            if time.monotonic() >= worker.deadline and not worker.late:
                worker.late = True
                worker.deadline += 5.0
                os.kill(worker.process, signal.SIGKILL)

    def abandon(self) -> NoReturn:
        for worker in self.known():
            os.kill(worker.process, signal.SIGKILL)
        os._exit(1)


def _no_work(_argument: Any) -> bytes:
    raise NotImplementedError


# From here on: inside a worker.


def _serve_tasks(tasks: int, answers: int, limits: Limits) -> NoReturn:
    gc.disable()  # between answers is time enough
    try:
        _silence()
        _limit("RLIMIT_AS", limits.memory, limits.memory)
        _limit("RLIMIT_CORE", 0, 0)
        # However a file has taken over this process, it ends.
        most = _used() + limits.cpu + _SECONDS + 5
        with os.fdopen(answers, "wb") as file:
            while told := _frame(tasks):
                work, task = pickle.loads(told)
                # At the soft limit the system says why it ends the process, at the hard one it does not.
                _limit("RLIMIT_CPU", min(_used() + limits.cpu + 1, most), most)
                for answer in _attempt(work, task):
                    file.write(_ANSWER.pack(len(answer), _used(), _memory()))
                    file.write(answer)
                    file.flush()
                    del answer
                    gc.collect()
                del told, work, task
    finally:
        os._exit(1)


def _silence() -> None:
    """A library that gives up prints its last words; what the user needs to know is the answer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _limit(name: str, soft: int, hard: int) -> None:
    import resource

    # A system may not know this limit, or have a lower one already.
    with suppress(ValueError, OSError, AttributeError):
        resource.setrlimit(getattr(resource, name), (soft, hard))


def _used() -> int:
    """Seconds of processor time of this process."""
    return int(time.process_time())


def _memory() -> int:
    """The most bytes that this process has had in memory."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


def _attempt(work: Work, task: Task) -> Iterator[bytes]:
    """The answers for a task, the last of which says that it is that, or why there is none."""
    try:
        done = work(task.argument)
        answers = iter((done,)) if isinstance(done, bytes) else done
        answer = next(answers)
        for following in answers:
            yield _MORE + answer
            answer = following
        yield _DONE + answer
    except MemoryError:
        reason = f"needs more than {task.limits.memory >> 20} MB of memory"
        yield _told(task.label, reason, "raise --max-memory, or split it into smaller files")
    except Exception as error:
        yield _failure(task.label, error)


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
