"""What processes of their own do, done in this one, where the grammar is loaded once for all tests.

Tests that are about these processes carry the mark `processes`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kg.errors import InputError
from kg.pipeline import isolate, worker
from kg.pipeline.isolate.frames import DONE, MORE
from kg.pipeline.isolate.worker import attempt
from kg.serve import alone

IN_PROCESSES = isolate.Pool.each, isolate.Pool.fork, alone.answer


def each(
    pool: isolate.Pool, work: isolate.Work, tasks: Sequence[isolate.Task]
) -> Iterator[tuple[int, bytes | InputError]]:
    """What `Pool.each` does for the work of a build; other work may need the limits of a process."""
    if work.__module__ != worker.__name__:
        yield from IN_PROCESSES[0](pool, work, tasks)
        return
    for index, task in enumerate(tasks):
        for answer in attempt(work, task):
            yield index, answer[1:] if answer[:1] in (DONE, MORE) else InputError(*json.loads(answer[1:]))


def nothing(_pool: isolate.Pool) -> None:
    """No process is forked for work that is done here."""


def answer(asked: alone.Asked, _seconds: float) -> tuple[str, list[str]]:
    """What `alone.answer` does, for a query that is known to end."""
    return alone.here(asked)
