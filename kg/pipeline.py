"""The whole line: files in, one checked graph out.

    inputs -> [read -> extract -> quads -> gate] -> one store -> graph, page, tables, report, quarantine

What stands in brackets runs in a process of its own for every document and answers with bytes, so that neither a
broken file nor the number of workers can change what the others give.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from inspect import signature
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg import isolate, output, rdf, read, store, validate
from kg.errors import InputError
from kg.export import page, report, tables, turtle
from kg.model import Document, Origin, Told
from kg.rdf.terms import FZ, RDF, checked_base
from kg.wording import counted

BASE = "https://w3id.org/fazhan/id/"

Tell = Callable[[int, int], None]

_COUNTED = {name.lower(): name for name in ("Observation", "Project", "Place", "Organization", "Industry")}
# Made up; it needs every kind of thing that the grammar knows.
_SAMPLE = """一、2024年工作回顾
全市地区生产总值421.17亿元，同比增长5.6%。阜平县新材料产业园建成投产，河北西岭能源有限公司20万千瓦光伏发电项目开工建设。
"""


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far the build is."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built and is not yet written: the graph, the facts set aside, why, and the files that failed.

    `graph` and `rejected` hold one named graph per document.
    """

    base: str
    documents: tuple[str, ...]
    graph: Store
    rejected: Store
    findings: tuple[validate.Finding, ...]
    failures: tuple[InputError, ...]

    @property
    def summary(self) -> str:
        """How much there is, in words."""
        made = ", ".join(counted(_instances(self.graph, name), noun) for noun, name in _COUNTED.items())
        return f"{counted(len(self.documents), 'document')}: {made}; {counted(len(self.findings), 'finding')}"


def _instances(graph: Store, name: str) -> int:
    return len({quad.subject for quad in graph.quads_for_pattern(None, RDF.type, FZ[name])})


@dataclass(frozen=True, slots=True)
class Result:
    """How much a build has made, in words, and the files that it could not read."""

    summary: str
    failures: tuple[InputError, ...]


def build(paths: Sequence[Path], out: Path, jobs: int | None = None, base: str = BASE, tell: Tell = silent) -> Result:
    """Build one graph from files and folders into `out`, whole or not at all.

    `jobs` documents are read at a time, by default one per core; `tell(done, total)` hears how far it is. Raises
    InputError where nothing can be read and OutputError where `out` cannot be written.
    """
    output.check(out)
    built = gather(paths, jobs, base, tell)
    output.replace(out, partial(_write, built))
    return Result(built.summary, built.failures)


def gather(paths: Sequence[Path], jobs: int | None = None, base: str = BASE, tell: Tell = silent) -> Built:
    """Read, extract and check every document, and merge what was kept; raises InputError where nothing can be read."""
    sources = read.inputs(paths)
    checked_base(base)
    answers: dict[int, bytes | InputError] = {}
    tasks = [(str(source.path), (source, base)) for source in sources]
    for index, answer in isolate.each(_prepare, _document, tasks, jobs or _cores()):
        answers[index] = answer
        tell(len(answers), len(tasks))
    return _merged(base, [source.name for source in sources], [answers[index] for index in range(len(tasks))])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# In the helper process and in the documents' own ones; only there the grammar is loaded.


def _prepare() -> None:
    """Load what the line loads on first use, so that it is there, once, before the first document is forked."""
    title, place, year, kind, date = (
        Told(value, Origin("manifest")) for value in ("", "河北省保定市", "2024", "report", "")
    )
    _line(Document("", _SAMPLE, "", title, place, year, kind, date), BASE)
    # The sample cannot need everything; what is loaded without an argument is kept in a cache of its module.
    for name, module in sorted(sys.modules.items()):
        if name.startswith("kg."):
            for value in list(vars(module).values()):
                if callable(value) and hasattr(value, "cache_info") and not signature(value).parameters:
                    value()


def _document(task: tuple[read.Source, str]) -> bytes:
    source, base = task
    verdict = _line(read.read(source), base)
    kept, rejected = turtle.nquads(verdict.kept), turtle.nquads(verdict.rejected)
    findings = [asdict(finding) for finding in verdict.findings]
    return b"\n".join((json.dumps([len(kept), findings]).encode(), kept + rejected))


def _line(document: Document, base: str) -> validate.Verdict:
    from kg.extract import extract

    return validate.gate(rdf.quads(extract(document), base))


# Back in the parent.


def _merged(base: str, names: Sequence[str], answers: Sequence[bytes | InputError]) -> Built:
    failures = [answer for answer in answers if isinstance(answer, InputError)]
    if len(failures) == len(answers):
        for other in failures[1:]:
            failures[0].add_note(str(other))
        raise failures[0]
    graph, rejected = Store(), Store()
    documents: list[str] = []
    findings: list[validate.Finding] = []
    for name, answer in zip(names, answers, strict=True):
        if isinstance(answer, bytes):
            documents.append(name)
            findings += _load(answer, graph, rejected)
    return Built(base, tuple(documents), graph, rejected, tuple(findings), tuple(failures))


def _load(answer: bytes, graph: Store, rejected: Store) -> Iterator[validate.Finding]:
    """Put what a document's process answered into the stores; the findings about it."""
    head, _, quads = answer.partition(b"\n")
    length, findings = json.loads(head)
    graph.bulk_load(quads[:length], RdfFormat.N_QUADS)
    rejected.bulk_load(quads[length:], RdfFormat.N_QUADS)
    return (validate.Finding(**fields) for fields in findings)


def _write(built: Built, folder: Path) -> None:
    turtle.write(built.graph, folder)
    union = store.load(folder / "graph.ttl")  # one default graph: a union of named graphs repeats what several say
    tables.write(union, folder / "tables")
    page.write(union, folder / "graph.html")
    facts = sum(_instances(built.graph, name) for name in ("Observation", "StageEvent", "Quantity", "Statement"))
    damages = store.run(union, "damages")[1]
    guarded = list(tables.guarded(union))
    told = report.Report(
        built.base, built.summary, facts, built.findings, built.failures, built.rejected, damages, guarded
    )
    report.write(told, folder)
