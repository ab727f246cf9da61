"""The helper: prepares once, forks workers, gives them tasks and passes their answers on."""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any, NoReturn

from kg.pipeline.isolate.frames import FAILED, MORE, NOT_PREPARED, failed, failure, frame, send, tell
from kg.pipeline.isolate.tasks import Limits, Task, Work
from kg.pipeline.isolate.worker import ANSWER, SECONDS, attempt, serve_tasks

# A worker is ended after so many tasks (or `SECONDS`), or at that share of the memory it may use.
_TASKS, _SHARE = 500, 3


def serve() -> None:
    """Do the work that standard input tells, in forked workers, and write the answers to standard output."""
    for name in ("SIGINT", "SIGPIPE"):  # whoever started us has gone: go as well, without a word
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the answers
    told = frame(0)
    if told is None:  # killed while it told us what to do
        return
    gc.disable()  # what is loaded from here on stays
    prepare, jobs = pickle.loads(told)
    try:
        prepare()
    except Exception as error:
        send(answers, NOT_PREPARED, failure("fazhan", error))
        return
    gc.collect()
    gc.freeze()  # a collection in a worker would copy every page of the dictionaries
    gc.enable()
    if not hasattr(os, "fork"):
        _serve_here(answers)
        return
    _Helper(jobs, answers).run()


def _serve_here(answers: IO[bytes]) -> None:
    """Without fork: one task after the other, in this process and without limits."""
    while told := frame(0):
        work, tasks = pickle.loads(told)
        for index, task in enumerate(tasks):
            for answer in attempt(work, task):
                send(answers, index, answer)


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
        told = frame(0)
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
            tell(pipe, (self.work, task))

    def fork(self, limits: Limits) -> _Worker:
        (told, tasks), (answers, said) = os.pipe(), os.pipe()
        process = os.fork()
        if process == 0:
            # Else a worker would live on with its neighbours when the helper is killed.
            for pipe in (0, tasks, answers, *(end for other in self.known() for end in (other.tasks, other.answers))):
                os.close(pipe)
            serve_tasks(told, said, limits)
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
        while len(worker.answer) >= ANSWER.size:
            length, seconds, memory = ANSWER.unpack_from(worker.answer)
            end = ANSWER.size + length
            if len(worker.answer) < end:
                break
            answer = bytes(worker.answer[ANSWER.size : end])
            del worker.answer[:end]
            if answer[:1] == MORE:
                send(self.answers, worker.index, answer)
            else:
                self.take(worker, answer, seconds, memory)

    def take(self, worker: _Worker, answer: bytes, seconds: int, memory: int) -> None:
        """A whole answer; a failure of a worker that had done other work before is no answer yet."""
        self.release(worker)
        index = worker.index
        worker.done += 1
        if worker.done > 1 and answer[:1] == FAILED:
            self.end(worker)
            self.start(index, fresh=True)
            return
        worn = worker.done >= _TASKS or seconds >= SECONDS or memory >= worker.limits.memory // _SHARE
        if worn:
            self.end(worker)
        else:
            self.idle.append(worker)
        send(self.answers, index, answer)

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
            send(self.answers, worker.index, self.loss(worker, status))

    def end(self, worker: _Worker) -> int:
        os.close(worker.tasks)
        os.close(worker.answers)
        with suppress(ProcessLookupError):
            os.kill(worker.process, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(worker.process, 0)[1])

    def loss(self, worker: _Worker, status: int) -> bytes:
        task, limits = self.tasks[worker.index], worker.limits
        if worker.late:
            return failed(task.label, f"took longer than {limits.wall:g} s", task.more_time)
        if status == -signal.SIGXCPU:
            return failed(task.label, f"took more than {limits.cpu} s of processor time", task.more_time)
        name = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return failed(task.label, f"crashed its reader ({name})", "check that the file is whole, or raise --max-memory")

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
