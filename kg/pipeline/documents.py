"""An answer for each document of a build, and one for what links them, with things renamed that were merged.

What takes long happens in the processes of a `Pool`; here answers are only asked for, checked, and put in their place.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from kg.errors import InputError, KgError
from kg.link.groups import Merge
from kg.pipeline import answers, isolate
from kg.pipeline.answers import Answer
from kg.pipeline.manifests import Manifest
from kg.pipeline.parts import Parts
from kg.pipeline.progress import Step, Tell
from kg.pipeline.records import Record
from kg.reference import divisions

# Where documents are read: gives the `each` of the pool, or one that does the same elsewhere.
Engine = Callable[[isolate.Pool], AbstractContextManager[isolate.Each]]


@dataclass(frozen=True, slots=True)
class Documents:
    """What outputs are made of: the documents' names and answers, in their order, and those that link them.

    `failures` are the files that could not be read, `known` is how many documents had an answer before.
    """

    manifest: Manifest
    names: tuple[str, ...]
    answers: tuple[Answer, ...]
    links: tuple[Answer, ...]
    failures: tuple[InputError, ...]
    known: int


class NothingReadError(InputError):
    """Every document failed: the failure of the first, with the others as notes."""

    def __init__(self, failures: Sequence[InputError]) -> None:
        first, *others = failures
        super().__init__(first.where, first.reason, first.remedy)
        for other in others:
            self.add_note(str(other))


class UnsoundError(KgError):
    """An answer that cannot have come from the process that reads documents."""

    def __init__(self, key: str, record: Record, error: Exception) -> None:
        super().__init__(record.source.path, f"was answered with what is no answer ({error})", "please report it")
        self.key = key


def here(pool: isolate.Pool) -> AbstractContextManager[isolate.Each]:
    """Documents are read in the processes of the pool."""
    return nullcontext(pool.each)


def forked(pool: isolate.Pool) -> AbstractContextManager[isolate.Each]:
    """The same, these processes being forks of this one where it has a single thread: a command's own."""
    divisions.tables()  # they and the page need it: loaded once
    pool.fork()
    return here(pool)


@contextmanager
def answered(
    manifest: Manifest, kept: Parts, jobs: int | None, tell: Tell, engine: Engine = here
) -> Iterator[Documents]:
    """All answers, until they are not needed any more; raises InputError where nothing can be read."""
    from kg.pipeline import worker  # here, for it takes long to load

    with kept.aside() as aside:
        # For a single document it would take longer to load what any may need than to read it.
        prepare = worker.prepare if len(manifest.documents) > 1 else worker.load
        with isolate.Pool(prepare, jobs or _cores()) as pool:
            with engine(pool) as each:  # before anything is told: who shows it may start a thread
                tell(Step("reading", 0, len(manifest.documents)))
                manifest, found, failures, known = _sound(manifest, kept, each, tell)
            if not found:
                raise NothingReadError(failures)
            tell(Step("linking"))
            told = [answer for name in found for answer in _answers(manifest.documents[name], kept, manifest.base)]
            links = _linked(manifest, told, aside, pool)
        yield Documents(manifest, tuple(found), tuple(told), links, tuple(failures), known)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# One by one


def _sound(
    manifest: Manifest, kept: Parts, each: isolate.Each, tell: Tell
) -> tuple[Manifest, list[str], list[InputError], int]:
    """The manifest once all is answered, who could be read, who not; an answer that proves to be none is made anew."""
    dropped: set[str] = set()
    while True:
        whole, known = _asked(manifest, kept, each, tell)
        try:
            return *_divided(whole, kept), known
        except UnsoundError as error:
            if error.key in dropped:
                raise
            dropped.add(error.key)
            kept.drop(error.key)


def _asked(manifest: Manifest, kept: Parts, each: isolate.Each, tell: Tell) -> tuple[Manifest, int]:
    """The manifest once there is an answer for each document, and for how many there was one before."""
    from kg.pipeline import worker

    documents, base = dict(manifest.documents), manifest.base
    waiting = [item for item in documents.values() if not (item.failure or has(kept, item, base))]
    tasks = [_task(item, base) for item in waiting]
    known = done = len(documents) - len(waiting)
    tell(Step("reading", done, len(documents)))
    for index, answer in each(worker.answer, tasks):
        head = json.loads(answer.partition(b"\n")[0]) if isinstance(answer, bytes) else {}
        record = _recorded(waiting[index], answer, head)
        if isinstance(answer, bytes):
            kept.put(record.key(base, head["piece"]), answer)
            if head["piece"]:
                continue
        documents[record.source.name] = record
        done += 1
        reason, _ = record.failure or head.get("failure") or ("", "")
        said = head.get("characters", 0), head.get("facts", 0), reason
        tell(Step("reading", done, len(documents), record.source.name, *said))
    return replace(manifest, documents=documents), known


def _task(record: Record, base: str) -> isolate.Task:
    """What is asked for a document; a large file has more time."""
    source, limits = record.source, record.limits
    try:
        size = source.path.stat().st_size
    except OSError:  # who reads it says so
        size = 0
    argument = (source, base, limits.file, record.apart, record.corrections)
    return isolate.Task(str(source.path), argument, limits.process(size), limits.more_time(size))


def has(kept: Parts, record: Record, base: str) -> bool:
    """Whether there is an answer for a document."""
    return record.sha256 != "" and kept.has(record.key(base))


def _recorded(record: Record, answer: bytes | InputError, head: dict[str, Any]) -> Record:
    if isinstance(answer, InputError):
        return replace(record, failure=(answer.reason, answer.remedy))
    return replace(record, sha256=head["sha256"], failure=None)


def _divided(manifest: Manifest, kept: Parts) -> tuple[Manifest, list[str], list[InputError]]:
    """The manifest with the pieces of its documents, those that could be read, and why others could not."""
    documents = dict(manifest.documents)
    found: list[str] = []
    failures: list[InputError] = []
    known: dict[tuple[str, str], str] = {}
    for name, record in sorted(manifest.documents.items()):
        failure = record.failure
        if not failure and (first := known.setdefault(_content(record), name)) != name:
            # The same file under two names would confirm and contradict itself, and count twice.
            failure = f"is the same file as {first}", "take one of the two out"
        failure = failure or checked(record, kept, manifest.base)
        if failure:
            failures.append(InputError(record.source.path, *failure))
        else:
            found.append(name)
            documents[name] = _in_pieces(record, kept, manifest.base)
    return replace(manifest, documents=documents), found, failures


def _content(record: Record) -> tuple[str, str]:
    """What makes two documents one: the bytes of their files, and what documents.csv says of each."""
    return record.sha256, json.dumps({name: cell for name, cell in sorted(record.source.row.items()) if name != "file"})


def checked(record: Record, kept: Parts, base: str, piece: int = 0) -> tuple[str, str] | None:
    """Why nothing can be read in a document, if so; raises UnsoundError where its answer is none."""
    try:
        return answers.check(kept.get(record.key(base, piece)), record.sha256)
    except (*answers.DAMAGE, InputError) as error:
        raise UnsoundError(record.key(base), record, error) from error


def _in_pieces(record: Record, kept: Parts, base: str) -> Record:
    """The record with the number of its pieces; raises UnsoundError where one is missing or damaged."""
    pieces = answers.head(kept.get(record.key(base)))["pieces"]
    for piece in range(pieces):
        checked(record, kept, base, piece + 1)
    return replace(record, pieces=pieces)


def _answers(record: Record, kept: Parts, base: str) -> Iterator[Answer]:
    """The answers for a document, that for itself behind its pieces."""
    for piece in (*range(1, record.pieces + 1), 0):
        yield kept.get(record.key(base, piece))


# All together


def _linked(manifest: Manifest, told: list[Answer], aside: Parts, pool: isolate.Pool) -> tuple[Answer, ...]:
    """What links documents, the last of it first; in place of the answers that name what was merged come those with
    the names that stay."""
    from kg.pipeline import worker

    task = isolate.Task("what links the documents", (tuple(told), manifest.base, manifest.decisions), isolate.UNLIMITED)
    links = [
        _kept(aside, f"links-{number}", answer) for number, (_, answer) in enumerate(pool.each(worker.link, [task]))
    ][::-1]
    head = answers.head(links[0])
    merges = [Merge(kept, merged, name, "", "") for merged, kept, name in head["merges"]]
    touched: list[tuple[int, list[int]]] = head["touched"]
    tasks = [
        isolate.Task(manifest.base, (told[number], tuple(merges[one] for one in own)), isolate.UNLIMITED)
        for number, own in touched
    ]
    for index, answer in pool.each(worker.renamed, tasks):
        number, _ = touched[index]
        told[number] = _kept(aside, str(number), answer)
    return tuple(links)


def _kept(aside: Parts, name: str, answer: bytes | InputError) -> Answer:
    if isinstance(answer, InputError):
        raise answer
    aside.put(name, answer)
    return aside.get(name)
