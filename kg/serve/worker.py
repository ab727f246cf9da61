"""A process that answers questions from a store, and that can do nothing else.

It opens the store read-only, so that many workers share the pages of one file, then gives up what it does not need:
no file and no socket can be opened any more (RLIMIT_NOFILE 0), its memory has an end (RLIMIT_AS), and each question
has a time after which the system ends the process, whatever the engine is doing. What it is asked comes in frames on
standard input, what it finds goes out on standard output.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, Store, serialize

from kg import sparql
from kg.errors import QueryError
from kg.rdf.terms import PREFIXES
from kg.serve import formats, frames, things
from kg.shipped import prepared

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
    store = Store.read_only(sys.argv[1])
    _look_around(store)
    gc.collect()
    gc.freeze()
    _restrict()
    answers.write(frames.packed({"ready": os.getpid()}))
    answers.flush()
    serve(store, sys.stdin.buffer, answers)


def serve(store: Store, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer the questions of a stream until it ends."""
    while frame := frames.read(questions):
        question = frame[0]
        _set_alarm(question["seconds"])
        head, body = answer(store, question)
        _set_alarm(0)
        answers.write(frames.packed(head, body))
        answers.flush()


def _look_around(store: Store) -> None:
    """Read a little of everything, so that every file of the store is open and every module loaded."""
    next(store.quads_for_pattern(None, None, None), None)
    answer(store, {"do": "query", "query": "ASK { ?s ?p ?o }", "accept": "*/*", "bound": 1 << 20})
    answer(store, {"do": "query", "query": "SELEC", "accept": "*/*", "bound": 1 << 20})
    answer(store, {"do": "query", "query": "targets", "parameters": {"place": "-"}, "accept": "*/*", "bound": 1 << 20})
    answer(store, {"do": "thing", "iri": "https://example.org/", "bound": 1 << 20})


def _restrict() -> None:
    with suppress(ImportError):
        import resource

        for name, bound in (("RLIMIT_NOFILE", 0), ("RLIMIT_AS", MEMORY), ("RLIMIT_CORE", 0)):
            with suppress(ValueError, OSError, AttributeError):
                resource.setrlimit(getattr(resource, name), (bound, bound))


def _set_alarm(seconds: float) -> None:
    """Let the system end this process then, should the server not have done so."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds + 1 if seconds else 0)


def answer(store: Store, question: frames.Head) -> tuple[frames.Head, bytes]:
    """The head and body of an answer; what goes wrong becomes a head with a status and a reason."""
    try:
        return _DO[question["do"]](store, question)
    except sparql.RefusedError as error:
        return {"status": "refused", "reason": str(error)}, b""
    except QueryError as error:
        return {"status": "malformed", "reason": str(error)}, b""
    except _TooLargeError:
        return {"status": "large", "reason": f"the answer is larger than {question['bound'] >> 20} MB"}, b""
    except MemoryError:
        return {"status": "memory", "reason": "the query needs more memory than it may take"}, b""
    except (ValueError, RuntimeError, OSError) as error:
        return {"status": "failed", "reason": " ".join(str(error).split()) or type(error).__name__}, b""


def _query(store: Store, question: frames.Head) -> tuple[frames.Head, bytes]:
    """Run a query in the best format that the client accepts."""
    text = prepared(store, question["query"], question.get("parameters", {}))
    asked = sparql.examine(text)
    dataset = _dataset(store, question, asked)
    kinds: Any = formats.RESULTS if asked.form in ("SELECT", "ASK") else formats.TRIPLES
    kind = formats.by_name(question.get("format", ""), kinds) or formats.wanted(
        question["accept"], list(kinds), {name: names for name, (_, names) in kinds.items()}
    )
    if kind is None:
        return {"status": "unacceptable", "reason": f"this query can be answered as {', '.join(kinds)}"}, b""
    try:
        found = store.query(text, base_iri=question.get("base"), **dataset)
    except SyntaxError as error:
        raise sparql.fault(text, _BLANK) from error
    sink = _Bounded(question["bound"])
    if isinstance(found, QuerySolutions | QueryBoolean):
        found.serialize(sink, format=kinds[kind][0])
    else:
        serialize(found, sink, format=kinds[kind][0], prefixes=PREFIXES)
    return {"status": "ok", "kind": kind}, sink.getvalue()


def _dataset(store: Store, question: frames.Head, asked: sparql.Asked) -> dict[str, Any]:
    """The graphs that the request names, which count, or those that the query names, which the store must hold."""
    default, named = question.get("default", []), question.get("named", [])
    if default or named:
        return {"default_graph": _nodes(default), "named_graphs": _nodes(named)}
    for iri in asked.graphs:
        if not store.contains_named_graph(_nodes([iri])[0]):
            raise sparql.RefusedError(
                f"FROM <{iri}>", "is no graph of this store, and nothing is fetched", "leave it out"
            )
    return {}


def _nodes(iris: list[str]) -> list[NamedNode]:
    try:
        return [NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError("the dataset", f"a graph is named by no absolute IRI ({error})", "give a whole IRI") from error


def _thing(store: Store, question: frames.Head) -> tuple[frames.Head, bytes]:
    """What a page shows of an IRI."""
    return {"status": "ok", "thing": things.about(store, question["iri"])}, b""


def _document(store: Store, question: frames.Head) -> tuple[frames.Head, bytes]:
    """The whole text of a document."""
    return {"status": "ok", "document": things.document(store, question["iri"])}, b""


def _triples(store: Store, question: frames.Head) -> tuple[frames.Head, bytes]:
    """What is told of an IRI, in a format for triples."""
    sink = _Bounded(question["bound"])
    triples = things.triples(store, question["iri"])
    serialize(triples, sink, format=formats.TRIPLES[question["kind"]][0], prefixes=PREFIXES)
    return {"status": "ok", "kind": question["kind"], "found": bool(triples)}, sink.getvalue()


_DO: dict[str, Callable[[Store, frames.Head], tuple[frames.Head, bytes]]] = {
    "query": _query,
    "thing": _thing,
    "document": _document,
    "triples": _triples,
}

if __name__ == "__main__":
    main()
