"""The pool of processes, as whoever has work sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import IO

from kg.errors import InputError, KgError
from kg.pipeline.isolate import helpers
from kg.pipeline.isolate.frames import DONE, HEADER, MORE, NOT_PREPARED, REPORT, tell
from kg.pipeline.isolate.tasks import Answers, Prepare, Task, Work


class Pool:
    """Processes that do work, at most `jobs` pieces at a time; none is started before there is any.

    `prepare` runs once, before the first fork; it and all work must be importable by name. Relative paths are seen from
    `folder`, by default the current one. To be closed, or used in a `with` statement.
    """

    def __init__(self, prepare: Prepare, jobs: int = 1, folder: str | None = None) -> None:
        self.prepare, self.jobs, self.folder = prepare, max(1, jobs), folder
        self.helper: helpers.Helper | None = None

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
        helper = self.helper = self.helper or self._prepared(helpers.started(self.folder))
        with suppress(BrokenPipeError):  # a helper that did not come up is reported with the answers
            tell(helper.stdin, (work, list(tasks)))
        whole = False
        try:
            yield from _read(helper.stdout, [task.label for task in tasks])
            whole = True
        finally:
            if not whole:
                self.close()

    def fork(self) -> None:
        """Let a fork of this process do the work where that is safe, which begins at once to prepare for it."""
        if not self.folder and helpers.may_fork():
            self.helper = self._prepared(helpers.forked())

    def _prepared(self, helper: helpers.Helper) -> helpers.Helper:
        with suppress(BrokenPipeError):
            tell(helper.stdin, (self.prepare, self.jobs))
        return helper


def each(prepare: Prepare, work: Work, tasks: Sequence[Task], jobs: int = 1) -> Answers:
    """What `Pool.each` gives for work that is all there is to do."""
    with Pool(prepare, jobs) as pool:
        yield from pool.each(work, tasks)


def _read(stream: IO[bytes], labels: list[str]) -> Iterator[tuple[int, bytes | InputError]]:
    waiting = set(range(len(labels)))
    while waiting and len(header := stream.read(HEADER.size)) == HEADER.size:
        index, length = HEADER.unpack(header)
        answer = stream.read(length)
        if index == NOT_PREPARED:
            raise KgError(*json.loads(answer[1:]))
        if answer[:1] != MORE:
            waiting.discard(index)
        yield index, answer[1:] if answer[:1] in (DONE, MORE) else InputError(*json.loads(answer[1:]))
    for index in sorted(waiting):
        yield index, InputError(labels[index], "the process that reads documents ended early", REPORT)
