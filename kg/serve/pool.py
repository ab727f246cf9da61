"""The workers: a fast lane, a slow lane, and a queue with an end.

Every question begins in the fast lane. One that has worked for `grace` seconds (sooner while others wait) moves over to
the slow lane, if that has room, and a new worker takes its place in the fast one; with no room, it ends. So whoever
asks for much waits for others who do, and for nobody else. A question that was slow once begins in the slow lane. A
worker is a process, so a bound on time or memory ends the work itself; what is left of the process is thrown away.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.serve import frames

Reply = tuple[frames.Head, bytes]

_REMEMBERED = 2000  # questions known to be slow
_KIND = 10  # how much a worker of the slow lane gives way to the others (nice)
_EAGER = 4  # parts of the grace after which a question moves over while others wait


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the workers may do: their numbers, seconds, questions that wait, bytes of an answer."""

    fast: int = 2
    slow: int = 2
    seconds: float = 30.0
    grace: float = 1.0
    queue: int = 1000
    patience: float = 20.0
    answer: int = 64 << 20


class BusyError(Exception):
    """No worker is free for this question now; `args[0]` says why."""


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin and process.stdout
        self.process, self.questions, self.answers = process, process.stdin, process.stdout
        self.is_clean = True  # nothing that it was asked is still to be read
        self.is_slow = False

    @classmethod
    async def start(cls, store: Path) -> _Worker:
        package = str(Path(__file__).resolve().parent.parent.parent)
        path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.serve.worker", str(store)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": path},
            limit=1 << 20,
        )
        worker = cls(process)
        try:
            await frames.receive(worker.answers)
        except BaseException:
            worker.kill()
            raise
        return worker

    async def ask(self, question: bytes) -> Reply:
        """The answer; how the process ended, where it did instead."""
        try:
            self.questions.write(question)
            await self.questions.drain()
            return await frames.receive(self.answers)
        except (asyncio.IncompleteReadError, ConnectionError):
            return _epitaph(await self.process.wait()), b""

    def used(self) -> float | None:
        """Seconds of processor time so far, None where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def give_way(self) -> None:
        """Let the system prefer the fast lane."""
        self.is_slow = True
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _KIND)

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        self.questions.close()

    @property
    def is_alive(self) -> bool:
        return self.process.returncode is None


def _epitaph(code: int) -> frames.Head:
    """Why a worker is gone, by the signal that ended it."""
    if code in (-signal.SIGKILL, -getattr(signal, "SIGALRM", 0)):
        return {"status": "time", "reason": "the query was ended"}
    if code == -signal.SIGABRT:
        return {"status": "memory", "reason": "the query needs more memory than it may take"}
    return {"status": "crashed", "reason": "the query is too deep or too long for the engine"}


@dataclass(slots=True)
class Counts:
    """What the pool has done so far, for /health."""

    answered: int = 0
    slow: int = 0
    refused: int = 0
    ended: int = 0


class _Place:
    """A place in the fast lane, given back once."""

    def __init__(self, lane: asyncio.Semaphore) -> None:
        self._lane: asyncio.Semaphore | None = lane

    def leave(self) -> None:
        if self._lane:
            self._lane.release()
        self._lane = None


class Pool:
    """Workers on one store, for one event loop. `store` tells where the store lies when a worker starts."""

    def __init__(self, store: Callable[[], Path], bounds: Bounds) -> None:
        self.store, self.bounds = store, bounds
        self.counts = Counts()
        self.waiting = 0
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()
        # Pages and shipped queries have places of their own, so that queries of strangers cannot take all.
        self._fast = asyncio.Semaphore(bounds.fast)
        self._own = asyncio.Semaphore(bounds.fast)
        self._slow = 0
        self._slow_ones: OrderedDict[bytes, None] = OrderedDict()
        self._starting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start the first workers; raises RuntimeError where one does not come up."""
        try:
            await asyncio.gather(*(self._add_idle() for _ in range(self.bounds.fast)))
        except (asyncio.IncompleteReadError, OSError) as error:
            await self.stop()
            raise RuntimeError("a worker did not come up") from error

    async def stop(self) -> None:
        """End all workers."""
        for task in self._starting:
            task.cancel()
        for worker in self._all:
            worker.kill()
        await asyncio.gather(*(worker.process.wait() for worker in self._all))
        self._all.clear()

    async def ask(self, question: frames.Head, seconds: float | None = None) -> Reply:
        """The answer to a question, or the reason why the work was ended; raises BusyError."""
        bound = min(seconds or self.bounds.seconds, self.bounds.seconds)
        question = {"bound": self.bounds.answer, **question, "seconds": bound}
        key = hashlib.sha256(json.dumps(question, sort_keys=True).encode("utf-8", "surrogatepass")).digest()
        is_own = question["do"] != "query" or "parameters" in question
        place = None if key in self._slow_ones else await self._enter(self._own if is_own else self._fast)
        worker: _Worker | None = None
        try:
            worker = self._idle.pop() if self._idle else await self._new()
            answer = asyncio.create_task(worker.ask(frames.packed(question)))
            try:
                return await self._followed(worker, answer, key, bound, place)
            finally:
                answer.cancel()
        finally:
            if place:
                place.leave()
            if worker:
                self._put_back(worker)

    async def _enter(self, lane: asyncio.Semaphore) -> _Place:
        """Wait for a place in the fast lane; raises BusyError where the queue is full or stands still."""
        if self.waiting >= self.bounds.queue:
            self.counts.refused += 1
            raise BusyError("too many queries are waiting")
        self.waiting += 1
        try:
            await asyncio.wait_for(lane.acquire(), self.bounds.patience)
        except TimeoutError:
            self.counts.refused += 1
            raise BusyError(f"no worker became free within {self.bounds.patience:g} s") from None
        finally:
            self.waiting -= 1
        return _Place(lane)

    async def _followed(
        self, worker: _Worker, answer: asyncio.Task[Reply], key: bytes, bound: float, place: _Place | None
    ) -> Reply:
        """Wait for an answer: for a while in the fast lane, then in the slow one, then no longer."""
        began = asyncio.get_running_loop().time()
        worker.is_clean = False
        if place is None or not (await self._is_quick(worker, answer, bound) or self.bounds.grace >= bound):
            await self._move_over(worker, key, place)
            try:
                left = began + bound - asyncio.get_running_loop().time()
                await asyncio.wait({answer}, timeout=max(0.0, left))
            finally:
                self._slow -= 1
        if not answer.done():
            self.counts.ended += 1
            return {"status": "time", "reason": f"the query took longer than {bound:g} s and was ended"}, b""
        worker.is_clean = not worker.is_slow
        self.counts.answered += 1
        return answer.result()

    async def _is_quick(self, worker: _Worker, answer: asyncio.Task[Reply], bound: float) -> bool:
        """Whether an answer comes within the grace; while others wait, there is less of it.

        What counts is the time that the worker has worked, so that a busy machine does not make every query a slow one.
        """
        grace = min(self.bounds.grace, bound)
        before, begun = worker.used(), time.monotonic()
        while True:
            await asyncio.wait({answer}, timeout=grace / _EAGER)
            passed = time.monotonic() - begun
            now = worker.used()
            worked = passed if before is None or now is None else now - before
            is_urgent = self.waiting and self._slow < self.bounds.slow
            if answer.done() or passed >= bound or worked >= (grace / _EAGER if is_urgent else grace):
                return answer.done()

    async def _move_over(self, worker: _Worker, key: bytes, place: _Place | None) -> None:
        """Go on in the slow lane; raises BusyError where that is full."""
        self._slow_ones[key] = None
        self._slow_ones.move_to_end(key)
        if len(self._slow_ones) > _REMEMBERED:
            self._slow_ones.popitem(last=False)
        if self._slow >= self.bounds.slow:
            self.counts.refused += 1
            raise BusyError("too many slow queries are running")
        self._slow += 1
        self.counts.slow += 1
        worker.give_way()
        if place:
            task = asyncio.create_task(self._add_idle())
            self._starting.add(task)
            task.add_done_callback(self._started)
            place.leave()

    def _started(self, task: asyncio.Task[None]) -> None:
        """A worker that did not come up is missed when the next question finds none, and is then told."""
        self._starting.discard(task)
        if not task.cancelled():
            task.exception()

    async def _new(self) -> _Worker:
        worker = await _Worker.start(self.store())
        self._all.add(worker)
        return worker

    async def _add_idle(self) -> None:
        self._idle.append(await self._new())

    def _put_back(self, worker: _Worker) -> None:
        """Keep a worker that has answered in the fast lane; throw others away."""
        if worker.is_clean and worker.is_alive and len(self._idle) < 2 * self.bounds.fast:
            self._idle.append(worker)
            return
        worker.kill()
        task = asyncio.create_task(self._bury(worker))
        self._starting.add(task)
        task.add_done_callback(self._started)

    async def _bury(self, worker: _Worker) -> None:
        await worker.process.wait()
        self._all.discard(worker)
