"""A process that answers questions from a store, and that can do nothing else.

It opens the store read-only, so that many workers share the pages of one file, then gives up what it does not need:
no socket and no other file can be opened any more (RLIMIT_NOFILE), its memory has an end (RLIMIT_AS), and each question
has a time after which the system ends the process, whatever the engine is doing. What it is asked comes in frames on
standard input, what it finds goes out on standard output.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from itertools import count, islice
from pathlib import Path
from typing import IO, Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from kg.errors import QueryError
from kg.query import ask, disk, memory, syntax
from kg.query.binding import Source, portable, prepared, readings
from kg.query.shipped import named
from kg.rdf import turtle
from kg.reference import indicators, ontology
from kg.reference.terms import FZ, PREFIXES
from kg.serve import formats, frames, things

MEMORY = 2 << 30  # bytes of address space
_BLANK = Store()  # what a query is tried against that does not parse


class _TooLargeError(Exception):
    """The answer has grown past the bound."""


class _Bounded(io.BytesIO):
    """What the engine writes an answer into: it keeps it, up to a bound."""

    def __init__(self, bound: int) -> None:
        super().__init__()
        self.bound = bound

    def write(self, data: Any) -> int:
        """Add some bytes; raises _TooLargeError past the bound."""
        if self.tell() + len(data) > self.bound:
            raise _TooLargeError
        return super().write(data)


def main() -> None:
    """Serve the store of the first argument until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server tells us when to end
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    source = disk.source(Path(sys.argv[1]))
    _look_around(source)
    missing = open_files(source.store, Path(sys.argv[1]))
    gc.collect()
    gc.freeze()
    restrict(missing)
    answers.write(frames.packed({"ready": os.getpid()}))
    answers.flush()
    serve(source, sys.stdin.buffer, answers)


def serve(source: Source, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer the questions of a stream until it ends."""
    while frame := frames.read(questions):
        question = frame[0]
        set_alarm(question["seconds"])
        head, body = answer(source, question)
        set_alarm(0)
        answers.write(frames.packed(head, body))
        answers.flush()


def _look_around(source: Source) -> None:
    """Read a little of everything, so that every file of the store is open and every module and the ontology loaded."""
    ontology.below(FZ.Document)
    next(source.store.quads_for_pattern(None, None, None), None)
    answer(source, {"do": "query", "query": "ASK { ?s ?p ?o }", "accept": "*/*", "bound": 1 << 20})
    answer(source, {"do": "query", "query": "SELEC", "accept": "*/*", "bound": 1 << 20})
    answer(
        source,
        {"do": "query", "query": "targets", "parameters": {"place": "Xining"}, "accept": "*/*", "bound": 1 << 20},
    )
    answer(source, {"do": "thing", "iri": "https://example.org/", "bound": 1 << 20})
    ontology.labels()
    ontology.unit("亿元")
    indicators.meaning("地区生产总值", "level", "亿元", "青海省格尔木市")
    questions = (
        "去年的就业目标完成了吗",
        "which targets were missed in 2024",
        "总投资超过10亿元的在建项目",
        "格爾木市有哪些產業",
    )
    for text in (*questions, *ask.EXAMPLES, "青海省2025年地区生产总值增长目标不低于5%"):
        answer(source, {"do": "ask", "question": text, "bound": 1 << 20})


def open_files(store: Store, folder: Path) -> int:
    """Read here and there until every file of a large store is open; how many are not.

    The engine opens a file when it first reads it, which it can no longer do later.
    """
    files = {path.name for path in folder.glob("*.sst")}
    missing = len(files - _open_now())
    next(store.named_graphs(), None)
    sample = folder.with_name("sample.nq")
    if not missing or not sample.exists():
        return missing
    for number, quad in enumerate(parse(path=str(sample), format=RdfFormat.N_QUADS)):
        _read_around(store, quad)
        if number % 50 == 0 and not (missing := len(files - _open_now())):
            return 0
    return len(files - _open_now())


def _open_now() -> set[str]:
    """The names of the files that this process has open, as far as the system tells."""
    found = set()
    with suppress(OSError):
        for number in os.listdir("/proc/self/fd"):
            with suppress(OSError):
                found.add(os.path.basename(os.readlink(f"/proc/self/fd/{number}")))
    return found


def _read_around(store: Store, quad: Quad) -> None:
    """Read in each of the engine's indexes at the place of a quad."""
    s, p, o = quad.subject, quad.predicate, quad.object
    for graph in (quad.graph_name, DefaultGraph(), None):
        for subject, predicate, value in ((s, p, o), (s, None, None), (None, p, o), (None, p, None), (None, None, o)):
            next(store.quads_for_pattern(subject, predicate, value, graph), None)


def restrict(missing: int, held: int = 0) -> None:
    """Give up memory beyond the bound, core files, and descriptors but for files that may still have to be opened.

    What the engine says when it ends the process goes nowhere: whoever waits for the answer tells it by the signal.
    """
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)
    with suppress(ImportError):
        import resource

        memory = held + MEMORY
        for name, bound in (("RLIMIT_NOFILE", _room(missing)), ("RLIMIT_AS", memory), ("RLIMIT_CORE", 0)):
            with suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, name), (bound, bound))


def address_space() -> int:
    """The bytes of address space that this process has, 0 where the system does not tell."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _room(missing: int) -> int:
    """The limit of descriptor numbers under which so many are free."""
    if not missing:
        return 0
    used = {int(number) for number in os.listdir("/proc/self/fd")} if os.path.isdir("/proc/self/fd") else set()
    free = (number for number in count() if number not in used)
    return next(islice(free, missing, None))


def set_alarm(seconds: float) -> None:
    """Let the system end this process then, should the server not have done so."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1 if seconds else 0)


def answer(source: Source, question: frames.Head) -> tuple[frames.Head, bytes]:
    """The head and body of an answer; what goes wrong becomes a head with a status and a reason."""
    try:
        return _DO[question["do"]](source, question)
    except syntax.RefusedError as error:
        return {"status": "refused", "reason": str(error)}, b""
    except QueryError as error:
        return {"status": "malformed", "reason": str(error)}, b""
    except _TooLargeError:
        return {"status": "large", "reason": f"the answer is larger than {question['bound'] >> 20} MB"}, b""
    except MemoryError:
        return {"status": "memory", "reason": "the query needs more memory than it may take"}, b""
    except Exception as error:  # a fault of ours must not end the process, which would be told as one of the query
        return {"status": "failed", "reason": " ".join(str(error).split()) or type(error).__name__}, b""


def _query(source: Source, question: frames.Head) -> tuple[frames.Head, bytes]:
    """Run a query in the best format that the client accepts."""
    text = prepared(source, question["query"], question.get("parameters", {}))
    asked = syntax.Asked("SELECT", ()) if named(question["query"]) else syntax.examine(text)
    dataset = _dataset(source.store, question, asked)
    kinds: Any = formats.RESULTS if asked.form in ("SELECT", "ASK") else formats.TRIPLES
    kind = formats.by_name(question.get("format", ""), kinds) or formats.wanted(
        question["accept"], list(kinds), {name: names for name, (_, names) in kinds.items()}
    )
    if kind is None:
        return {"status": "unacceptable", "reason": f"this query can be answered as {', '.join(kinds)}"}, b""
    lines = source.kept.get(question["query"]) if not (question.get("parameters") or dataset) else None
    try:
        found = memory.table(lines) if lines else source.store.query(text, base_iri=question.get("base"), **dataset)
    except SyntaxError as error:
        raise syntax.fault(text, _BLANK) from error
    head: frames.Head = {"status": "ok", "kind": kind}
    if "rows" in question and isinstance(found, QuerySolutions):
        lines = lines or _written(found, QueryResultsFormat.TSV, question["bound"])
        head["total"] = bytes(lines).count(b"\n") - 1
        head["sparql"] = portable(source, question["query"], question.get("parameters", {}))
        head["read"] = readings(source, question["query"], question.get("parameters", {}))
        found = memory.table(lines, question["rows"])
    return head, _written(found, kinds[kind][0], question["bound"])


def _written(found: memory.Answer, form: Any, bound: int) -> bytes:
    sink = _Bounded(bound)
    if isinstance(found, QuerySolutions | QueryBoolean):
        found.serialize(sink, format=form)
    else:
        serialize(found, sink, format=form, prefixes=PREFIXES)
        return turtle.readable(sink.getvalue(), form, PREFIXES)
    return sink.getvalue()


def _dataset(store: Store, question: frames.Head, asked: syntax.Asked) -> dict[str, Any]:
    """The graphs that the request names, which count, or those that the query names, which the store must hold."""
    default, named = question.get("default", []), question.get("named", [])
    if default or named:
        return {"default_graph": _nodes(default), "named_graphs": _nodes(named)}
    for iri in asked.graphs:
        if not store.contains_named_graph(_nodes([iri])[0]):
            raise syntax.RefusedError(
                f"FROM <{iri}>", "is no graph of this store, and nothing is fetched", "leave it out"
            )
    return {}


def _nodes(iris: list[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError("the dataset", f"a graph is named by no absolute IRI ({error})", "give a whole IRI") from error


def _thing(source: Source, question: frames.Head) -> tuple[frames.Head, bytes]:
    """What a page shows of an IRI."""
    return {"status": "ok", "thing": things.about(source.store, question["iri"])}, b""


def _document(source: Source, question: frames.Head) -> tuple[frames.Head, bytes]:
    """The whole text of a document, told by its IRI or by the name of its file."""
    iri = question.get("iri") or things.named(source.store, question["name"])
    if not iri:
        raise QueryError(question["name"], "is no document of the graph", "give the name of a file, or an IRI")
    return {"status": "ok", "document": things.document(source.store, iri)}, b""


def _ask(source: Source, question: frames.Head) -> tuple[frames.Head, bytes]:
    """A question in plain words: its answer as JSON, with so many of the rows as are asked for."""
    told = asdict(ask.answer(source, question["question"], _names(source)))
    told |= {"total": len(told["rows"]), "rows": told["rows"][: question.get("rows", 1000)]}
    sink = _Bounded(question["bound"])
    sink.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return {"status": "ok"}, sink.getvalue()


_KNOWN: dict[int, ask.Names] = {}


def _names(source: Source) -> ask.Names:
    """What the things of the store are called, read once: it does not change."""
    if id(source) not in _KNOWN:
        _KNOWN[id(source)] = ask.names_of(source)
    return _KNOWN[id(source)]


def _triples(source: Source, question: frames.Head) -> tuple[frames.Head, bytes]:
    """What is told of an IRI, in a format for triples."""
    sink = _Bounded(question["bound"])
    triples = things.triples(source.store, question["iri"])
    form = formats.TRIPLES[question["kind"]][0]
    serialize(triples, sink, format=form, prefixes=PREFIXES)
    data = turtle.readable(sink.getvalue(), form, PREFIXES)
    return {"status": "ok", "kind": question["kind"], "found": bool(triples)}, data


_DO: dict[str, Callable[[Source, frames.Head], tuple[frames.Head, bytes]]] = {
    "query": _query,
    "thing": _thing,
    "document": _document,
    "triples": _triples,
    "ask": _ask,
}

if __name__ == "__main__":
    main()
