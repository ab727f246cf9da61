"""A worker: one task after the other in this process, whose memory and processor time are limited."""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import NoReturn

from kg.pipeline.isolate.frames import DONE, MORE, failed, failure, frame
from kg.pipeline.isolate.tasks import Limits, Task, Work

# What stands before a worker's answer: its length, its seconds of processor time so far, its memory in bytes.
ANSWER = struct.Struct("<QQQ")
SECONDS = 600  # of processor time, after which a worker is ended


def serve_tasks(tasks: int, answers: int, limits: Limits) -> NoReturn:
    gc.disable()  # between answers is time enough
    try:
        _silence()
        _limit("RLIMIT_AS", limits.memory, limits.memory)
        _limit("RLIMIT_CORE", 0, 0)
        # However a file has taken over this process, it ends.
        most = _used() + limits.cpu + SECONDS + 5
        with os.fdopen(answers, "wb") as file:
            while told := frame(tasks):
                work, task = pickle.loads(told)
                # At the soft limit the system says why it ends the process, at the hard one it does not.
                _limit("RLIMIT_CPU", min(_used() + limits.cpu + 1, most), most)
                for answer in attempt(work, task):
                    file.write(ANSWER.pack(len(answer), _used(), _memory()))
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


def attempt(work: Work, task: Task) -> Iterator[bytes]:
    """The answers for a task, the last of which says that it is that, or why there is none."""
    try:
        done = work(task.argument)
        answers = iter((done,)) if isinstance(done, bytes) else done
        answer = next(answers)
        for following in answers:
            yield MORE + answer
            answer = following
        yield DONE + answer
    except MemoryError:
        reason = f"needs more than {task.limits.memory >> 20} MB of memory"
        yield failed(task.label, reason, "raise --max-memory, or split it into smaller files")
    except Exception as error:
        yield failure(task.label, error)
