"""What is answered for a document: a few lines of JSON, then its quads as sorted lines.

The lines of JSON, in this order: the `head` (the hash of the file, why there is no answer, the findings, how many
quads were kept and rejected; how many `pieces` of large tables are answered apart, the number of such a `piece`), what
it tells `linking`, what is `shown` of it (rows of the tables, lines of the report, counts), and its rows of the `page`.
So whoever puts documents together reads what is needed and no more, and holds one document, or piece of one, at a time.
What links documents is an answer like theirs.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from itertools import islice
from typing import Any, Protocol

from pyoxigraph import RdfFormat, Store, parse

from kg.export import tables
from kg.export.page import tables as page
from kg.link import told as records
from kg.link.reprints import marks
from kg.link.told import Told
from kg.query import memory
from kg.rdf import link_records, turtle
from kg.rdf.validate import Finding
from kg.rdf.view import View
from kg.reference.classes import FACTS
from kg.reference.terms import DCTERMS, FZ, NIF

COUNTED = ("Observation", "Project", "Place", "Organization", "Industry")
# Bytes of an answer.
MOST = 1 << 30
# What may be raised where something else is read than was made here.
DAMAGE = (
    *(ValueError, LookupError, TypeError, AttributeError, RecursionError, SyntaxError, OSError, EOFError, zlib.error),
    StopIteration,
)


class Answer(Protocol):
    """An answer that is kept somewhere."""

    def open(self) -> BufferedIOBase:
        """It from its beginning; raises ValueError or OSError, also while it is read, where it is damaged."""


# Making one


def failed(sha256: str, reason: str, remedy: str) -> bytes:
    """The answer for a document that nothing can be read from."""
    return _joined(
        {"sha256": sha256, "failure": [reason, remedy], "findings": [], "piece": 0, "pieces": 0}, {}, {}, {}, b"", b""
    )


def made(head: dict[str, Any], kept: bytes, rejected: bytes = b"") -> bytes:
    """The answer of these quads; `head` holds what else there is to say."""
    view = _viewed(kept)
    told, shown, rows = records.pack(link_records.told(view)), _shown(view), page.told(view)
    head = {"failure": None, "findings": [], "piece": 0, "pieces": 0} | head
    if head["piece"]:  # what the document is, its own answer says
        shown["marks"], rows["documents"] = {}, []
    return _joined(head, told, shown, rows, kept, rejected)


def linking(head: dict[str, Any], kept: bytes) -> bytes:
    """The answer of quads that link documents, which has no rows but those of the page."""
    return _joined({"failure": None, "findings": [], "piece": 0} | head, {}, {}, page.told(_viewed(kept)), kept, b"")


def _viewed(kept: bytes) -> View:
    """The quads in memory, without their graphs."""
    union = Store()
    union.bulk_load(b"".join(line.rsplit(b" ", 2)[0] + b" .\n" for line in kept.splitlines()), RdfFormat.N_TRIPLES)
    return View(union)


def _joined(head: dict[str, Any], told: Any, shown: Any, rows: Any, kept: bytes, rejected: bytes) -> bytes:
    head |= {"kept": kept.count(b"\n"), "rejected": rejected.count(b"\n")}
    lines = (json.dumps(item, separators=(",", ":")).encode() for item in (head, told, shown, rows))
    return b"\n".join((*lines, kept + rejected))


def _shown(view: View) -> dict[str, Any]:
    store = view.store
    texts = {view.text(iri, DCTERMS.identifier): view.text(iri, NIF.isString) for iri in view.members(FZ.Document)}
    named = {thing for _, thing in view.pairs(FZ.refersTo)}
    return {
        "tables": tables.told(store),
        "damages": memory.run(store, "damages")[1],
        "corrected": memory.run(store, "corrections")[1] if view.members(FZ.Correction) else [],
        "merges": [(*row[:3], row[4], int(row[5])) for row in memory.run(store, "merges")[1]],
        "facts": sum(len(view.members(FZ[name])) for name in FACTS),
        # What nothing names stands in the graph for what lies below it: provinces, wider industries.
        "things": {
            name: [iri.value for iri in view.members(FZ[name]) if name in FACTS or iri in named] for name in COUNTED
        },
        "marks": {name: sorted(marks(text)) for name, text in texts.items()},
    }


# Reading one


@contextmanager
def _opened(answer: Answer) -> Iterator[BufferedIOBase]:
    file = answer.open()
    try:
        yield file
    finally:
        file.close()


def _section(answer: Answer, at: int) -> Any:
    with _opened(answer) as file:
        return json.loads(next(islice(file, at, None)))


def head(answer: Answer) -> dict[str, Any]:
    """Its head."""
    found: dict[str, Any] = _section(answer, 0)
    return found


def findings(answer: Answer) -> list[Finding]:
    """What the gate found."""
    return [Finding(**fields) for fields in head(answer)["findings"]]


def told(answer: Answer) -> Told:
    """What it tells linking."""
    return records.unpack(_section(answer, 1))


def shown(answer: Answer) -> dict[str, Any]:
    """Tables, report and counts: see `_shown`."""
    found: dict[str, Any] = _section(answer, 2)
    return found


def rows(answer: Answer) -> page.Tables:
    """The rows of the page."""
    found: page.Tables = _section(answer, 3)
    return found


def kept(answer: Answer) -> Iterator[bytes]:
    """The lines of the quads that conform, in their order."""
    return _lines(answer, lambda head: (0, head["kept"]))


def rejected(answer: Answer) -> Iterator[bytes]:
    """The lines of those that do not."""
    return _lines(answer, lambda head: (head["kept"], head["kept"] + head["rejected"]))


def _lines(answer: Answer, span: Callable[[dict[str, Any]], tuple[int, int]]) -> Iterator[bytes]:
    with _opened(answer) as file:
        start, stop = span(json.loads(next(file)))
        yield from islice(file, 3 + start, 3 + stop)


def check(answer: Answer, sha256: str) -> tuple[str, str] | None:
    """Why there is nothing to read in the document, if so; raises one of many errors for what cannot be an answer."""
    with _opened(answer) as file:
        data = file.read(MOST + 1)
    first, *others = data.split(b"\n", 4)
    found = json.loads(first)
    if found["sha256"] != sha256:
        raise ValueError("it is about another file")
    for fields in found["findings"]:
        Finding(**fields)
    if not all(type(found[name]) is int for name in ("piece", "pieces")):
        raise ValueError("its pieces are none")
    if len(data) > MOST or len(others) != 4:
        raise ValueError("it is cut, or does not end")
    if found["failure"]:
        reason, remedy = map(str, found["failure"])
        return reason, remedy
    told, shown, rows, quads = others
    records.unpack(json.loads(told))
    _check_shown(json.loads(shown))
    page.check(json.loads(rows))
    _check_quads(quads, found["kept"], found["rejected"])
    return None


def _check_quads(quads: bytes, kept: int, rejected: int) -> None:
    lines = quads.splitlines(keepends=True)
    if len(lines) != kept + rejected:
        raise ValueError("quads are missing")
    for part in (lines[:kept], lines[kept:]):
        if turtle.nquads(parse(b"".join(part), format=RdfFormat.N_QUADS)) != b"".join(part):
            raise ValueError("its quads are not sorted")


def _check_shown(shown: dict[str, Any]) -> None:
    tables.check(shown["tables"])
    _texts(*shown["damages"], *shown["corrected"], *(row[:4] for row in shown["merges"]), *shown["things"].values())
    numbers = [shown["facts"], *(row[4] for row in shown["merges"])]
    numbers += [mark for found in shown["marks"].values() for mark in found]
    if not all(type(number) is int for number in numbers) or shown["things"].keys() != set(COUNTED):
        raise ValueError("its counts are none")


def _texts(*lists: Iterable[object]) -> None:
    if not all(isinstance(item, str) for found in lists for item in found):
        raise ValueError("a text is none")
