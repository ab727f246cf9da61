"""Documents read on a Dask cluster: one that stands, or one of processes started here for the build.

A worker of the cluster hands each document to a `Pool` of its own, so that the limits of a document hold there as they
do here, and answers with the same bytes. It must run this very version of the package and see the documents under the
same paths (a shared folder). What a lost worker was at is read by another; linking and writing stay here.

https://distributed.dask.org/
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.errors import ClusterError, InputError, installing
from kg.pipeline import isolate
from kg.pipeline.isolate import Answers, Each, Prepare, Task, Work
from kg.pipeline.records import fingerprint

if TYPE_CHECKING:
    from distributed import Client, Future

# Seconds for an answer of the scheduler; documents under way for each thread of the cluster: more would only wait.
_PATIENCE, _AHEAD = 10, 4
_SAME = "see that all workers have this version of fazhan, its libraries and this Python"
_here = threading.local()


@contextmanager
def reading(pool: isolate.Pool, scheduler: str | None = None) -> Iterator[Each]:
    """`Pool.each` on the cluster of a scheduler (`tcp://…`), or on one of as many processes as the pool would have.

    Raises ClusterError where there is no Dask, and where no scheduler or no worker answers; so does what it gives
    where the cluster goes away or runs another version.
    """
    try:
        import distributed
    except ImportError as error:
        remedy = installing("cluster", "distributed")
        raise ClusterError("--engine dask", "needs the extra `cluster`", remedy) from error
    for name in ("distributed", "distributed.client", "distributed.comm", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it becomes an error in one line
    where = scheduler or "the cluster of this machine"
    with _client(distributed, pool.jobs, scheduler) as client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterError(where, "has no worker", "start `dask worker` for it") from error
        yield partial(_each, client, where, pool.prepare)


@contextmanager
def _client(distributed: Any, jobs: int, scheduler: str | None) -> Iterator[Client]:
    """A client, with a cluster of its own where no scheduler is given; it leaves nothing behind."""
    if not scheduler:
        options = {"n_workers": jobs, "threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None}
        with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        remedy = "give the address of a `dask scheduler`, or leave --scheduler out"
        raise ClusterError(scheduler, "is no scheduler that answers", remedy) from error
    with client:
        yield client


def _each(client: Client, where: str, prepare: Prepare, work: Work, tasks: Sequence[Task]) -> Answers:
    """What `Pool.each` gives; some documents for each thread of the cluster are under way at a time."""
    from distributed import as_completed

    told = (prepare, work, os.getcwd(), fingerprint())
    waiting = iter(enumerate(tasks))
    under_way: dict[Any, int] = {}
    done: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

    def submit(most: int) -> None:
        for index, task in islice(waiting, most):
            future = client.submit(attempt, task, *told, pure=False)
            under_way[future.key] = index
            done.add(future)

    threads: dict[str, int] = client.nthreads()  # type: ignore[no-untyped-call]
    submit(_AHEAD * sum(threads.values()))
    for future in done:
        index = under_way.pop(future.key)
        submit(1)
        for answer in _answers(future, where, tasks[index]):
            yield index, answer


def _answers(future: Future[Any], where: str, task: Task) -> list[bytes | InputError]:
    """What a worker has answered; raises ClusterError where the cluster is at fault, not the document."""
    from distributed import KilledWorker

    try:
        found = future.result()
    except KilledWorker:
        reason = "was under way on every worker of the cluster that was lost, one after the other"
        return [InputError(task.label, reason, "see the logs of the workers, or build it without --engine dask")]
    except CancelledError as error:
        raise ClusterError(where, "went away", "build again: what has been read is kept") from error
    except Exception as error:
        raise ClusterError(where, f"failed ({type(error).__name__}: {error})", _SAME) from error
    if isinstance(found, str):
        raise ClusterError(where, found, _SAME)
    return [answer if isinstance(answer, bytes) else InputError(*answer) for answer in found]


def attempt(
    task: Task, prepare: Prepare, work: Work, folder: str, version: str
) -> list[bytes | tuple[str, str, str]] | str:
    """On a worker: the answers for a task, or what keeps this worker from giving any.

    An error is told as (where, reason, remedy). `folder` is where the paths of the build are seen from.
    """
    if fingerprint() != version:
        return f"has a worker on {os.uname().nodename} with another version of fazhan, of a library or of Python"
    if not os.path.isdir(folder):
        return f"has a worker on {os.uname().nodename} that does not see the folder {folder}"
    pool = _pool(prepare, folder)
    found = [answer for _, answer in pool.each(work, [task])]
    return [answer if isinstance(answer, bytes) else (answer.where, answer.reason, answer.remedy) for answer in found]


def _pool(prepare: Prepare, folder: str) -> isolate.Pool:
    """The pool of this thread, which lives as long as the worker."""
    known: isolate.Pool | None = getattr(_here, "pool", None)
    if known and (known.prepare, known.folder) == (prepare, folder):
        return known
    if known:
        known.close()
    _here.pool = pool = isolate.Pool(prepare, folder=folder)
    return pool
