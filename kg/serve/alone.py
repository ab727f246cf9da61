"""One query of the command line, in a process with the bounds that the server's workers have.

The engine cannot be stopped, and text that is too deep for it ends its process. So the process that the user has
started only tells this one what to do, by a frame on standard input, and says why, where there is no answer.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import KgError, QueryError
from kg.query.binding import Source
from kg.serve import frames

_HEAD = 2  # the lines of a table without rows
_TRIED = "SELECT ?s ?p ?o { VALUES (?s ?p ?o) { ('西岭市' 1 <https://example.org/>) } }"


@dataclass(frozen=True, slots=True)
class Asked:
    """What `kg query` is to answer: the text or name of a query, over a graph file or a store, in which form.

    A store is made of the graph file, if one is named.

    `width` is that of the terminal; facts whose confidence is below `least` are left out; with `printed` the answer is
    the query itself, its parameters bound.
    """

    query: str
    parameters: Mapping[str, str]
    graph: str
    folder: str
    form: str = "table"
    columns: Sequence[str] = ()
    limit: int | None = None
    width: int | None = None
    printed: bool = False
    least: float = 0.0


def answer(asked: Asked, seconds: float) -> tuple[str, list[str]]:
    """The answer as text and what else there is to say; raises the error that says why there is none."""
    package = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    command = (sys.executable, "-P", "-m", "kg.serve.alone")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": path}
    ) as process:
        try:
            told, _ = process.communicate(frames.packed({"seconds": seconds, **asdict(asked)}))
        finally:
            process.kill()
    frame = frames.split(told)
    if frame is None:
        raise _epitaph(process.returncode, seconds)
    head, body = frame
    if "error" in head:
        kind, *words = head["error"]
        raise next((error for error in KgError.__subclasses__() if error.__name__ == kind), KgError)(*words)
    return body.decode("utf-8", "surrogatepass"), head["notes"]


def _epitaph(code: int, seconds: float) -> KgError:
    """Why there is no answer, by what has ended the process."""
    if code == -getattr(signal, "SIGALRM", 0):
        remedy = "ask for less, or give it more time with --timeout"
        return QueryError("the query", f"took longer than {seconds:g} s and was ended", remedy)
    if code == -signal.SIGABRT:
        reason = "is too deep for the engine, or needs more memory than it may take"
        return QueryError("the query", reason, "write it flatter, or ask for less")
    if code < 0 and code != -signal.SIGKILL:
        return QueryError("the query", "is too deep or too long for the engine", "write it flatter or shorter")
    return QueryError("the query", "was ended from outside, perhaps for want of memory", "ask for less")


def here(asked: Asked) -> tuple[str, list[str]]:
    """The same in this process and without bounds, for a query that is known."""
    with _opened(asked) as source:
        return _answered(asked, source)


# From here on: inside the other process.


def main() -> None:
    """Answer what stands on standard input, on standard output."""
    from kg.serve import worker

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever has started us ends us
    told = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    frame = frames.read(sys.stdin.buffer)
    if frame is None:
        return
    seconds = frame[0].pop("seconds")
    asked = Asked(**frame[0])
    try:
        with _opened(asked) as source:
            _look_around()
            gc.collect()
            gc.freeze()
            missing = worker.open_files(source.store, Path(asked.folder)) if asked.folder else 0
            worker.restrict(missing, worker.address_space())
            worker.set_alarm(seconds)
            text, notes = _answered(asked, source)
            worker.set_alarm(0)
        told.write(frames.packed({"notes": notes}, text.encode("utf-8", "surrogatepass")))
    except MemoryError:
        told.write(_failed(QueryError("the query", "needs more memory than it may take", "ask for less")))
    except KgError as error:
        told.write(_failed(error))
    told.flush()
    os._exit(0)  # a store is closed by the system; to take one apart takes as long as to load it


def _failed(error: KgError) -> bytes:
    return frames.packed({"error": [type(error).__name__, error.where, error.reason, error.remedy]})


def _answered(asked: Asked, source: Source) -> tuple[str, list[str]]:
    from pyoxigraph import Store

    from kg.query import binding, memory, results

    if asked.printed:
        text = binding.portable(source, asked.query, asked.parameters)
        memory.ask(Store(), text)  # what does not parse is told, not handed on
        return text.rstrip() + "\n", []
    found = memory.ask(source, asked.query, asked.parameters, asked.limit)
    text = results.render(found, asked.form, asked.width, columns=asked.columns)
    read = binding.readings(source, asked.query, asked.parameters)
    if asked.form == "table" and text.count("\n") == _HEAD:
        return text, [*read, *binding.unheard(source, asked.query, asked.parameters), "no rows"]
    return text, read


@contextmanager
def _opened(asked: Asked) -> Iterator[Source]:
    from kg.query import disk, memory, trust

    graph = Path(asked.graph) if asked.graph else None
    if asked.folder:
        with disk.opened(Path(asked.folder), graph, lambda line: print(line, file=sys.stderr)) as kept:
            yield kept.source()
    elif graph:
        source = memory.Source(memory.load(graph))
        trust.drop_below(source.store, asked.least)
        memory.ask(source, "ASK {}")  # named graphs are put together once, before memory has a bound
        yield source


def _look_around() -> None:
    """Load what a query and its answer need, for later no file can be opened."""
    from pyoxigraph import Store

    from kg.query import memory, results

    for form in ("table", "csv"):
        results.render(memory.ask(Store(), _TRIED), form, 20)
    for query in ("SELEC", "targtes", "targets"):
        try:
            memory.ask(Store(), query, {"place": "Xining"})
        except KgError:
            continue


if __name__ == "__main__":
    main()
