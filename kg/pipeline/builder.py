"""The whole line: files in, one checked graph out.

    inputs -> [read -> extract -> quads -> gate] -> parts -> one store -> graph, page, tables, report, quarantine

What stands in brackets (`worker`) runs in a process of its own for every document and answers with bytes, so that
neither a broken file nor the number of workers can change what the others give. The answers are kept as parts, so that
a build reads only what is new to it; the outputs are made anew from all parts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store

from kg import files, read
from kg.errors import InputError, KgError
from kg.export import output, report, tables
from kg.link import decisions
from kg.link.decisions import Decision
from kg.link.reprints import reprints
from kg.pipeline import isolate, parts
from kg.pipeline.parts import LIMITS, InFolder, InMemory, Limits, Manifest, Parts, Record
from kg.query import memory
from kg.rdf import turtle, validate
from kg.rdf.view import View
from kg.reference.classes import FACTS
from kg.reference.terms import BASE, DCTERMS, FZ, NIF, checked_base
from kg.text.likeness import nearest
from kg.text.wording import counted

Tell = Callable[[int, int], None]

# What a build writes.
FILES = (
    *("graph.ttl", "graph.nq", "graph.html", "report.txt", "report.ttl", "rejected.nq", parts.MANIFEST),
    *(f"tables/{name}.csv" for name in tables.TABLES),
)
_COUNTED = ("Observation", "Project", "Place", "Organization", "Industry")


def silent(_done: int, _total: int) -> None:
    """Tell nobody how far the build is."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was built and is not yet written: the graph, the facts set aside, why, and the files that failed.

    `graph` and `rejected` hold one named graph per document; `alike` are documents that say what others say.
    """

    base: str
    documents: tuple[str, ...]
    graph: Store
    rejected: Store
    findings: tuple[validate.Finding, ...]
    failures: tuple[InputError, ...]
    alike: tuple[tuple[str, str], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What else there is to say, a line each."""
        return tuple(f"{name}: {what}" for name, what in self.alike)

    @property
    def summary(self) -> str:
        """How much there is, in words."""
        named = {quad.object for quad in self.graph.quads_for_pattern(None, FZ.refersTo, None)}
        made = ", ".join(
            # What nothing names stands in the graph for what lies below it: provinces, wider industries.
            counted(len(found if name in FACTS else found & named), name.lower())
            for name, found in ((name, _instances(self.graph, name)) for name in _COUNTED)
        )
        return f"{counted(len(self.documents), 'document')}: {made}; {counted(len(self.findings), 'finding')}"


def _instances(graph: Store, name: str) -> set[NamedNode]:
    return set(View(graph).members(FZ[name]))


@dataclass(frozen=True, slots=True)
class Result:
    """How much a build has made, in words, and the files that it could not read.

    `known` is how many documents it did not need to read; `notes` are what else there is to say.
    """

    summary: str
    failures: tuple[InputError, ...]
    known: int = 0
    notes: tuple[str, ...] = ()


def build(
    paths: Sequence[Path],
    out: Path,
    jobs: int | None = None,
    base: str = BASE,
    tell: Tell = silent,
    limits: Limits = LIMITS,
    decided: Path | None = None,
) -> Result:
    """Build one graph from files and folders into `out`, whole or not at all.

    `jobs` documents are read at a time, by default one per core; `tell(done, total)` hears how far it is; `decided` is
    a file of the user's decisions, by default the decisions.tsv of an input folder. A build that was killed goes on
    where it was. Raises InputError where nothing can be read and OutputError where `out` cannot be written.
    """
    output.check(out, FILES)
    _no_outputs(paths, out)
    manifest = _ordered(paths, checked_base(base), limits, _decisions(paths, decided))
    with output.writing(out) as commit:
        return _made(manifest, out, commit, jobs, tell)


def gather(
    paths: Sequence[Path],
    jobs: int | None = None,
    base: str = BASE,
    tell: Tell = silent,
    limits: Limits = LIMITS,
    decided: Path | None = None,
) -> Built:
    """Read, extract and check every document, and merge what was kept; raises InputError where nothing can be read."""
    answers = InMemory()
    ordered = _ordered(paths, checked_base(base), limits, _decisions(paths, decided))
    manifest, _ = _answered(ordered, answers, jobs, tell)
    return _merged(manifest, answers)


def add(
    paths: Sequence[Path],
    out: Path,
    jobs: int | None = None,
    tell: Tell = silent,
    limits: Limits = LIMITS,
    decided: Path | None = None,
) -> Result:
    """Build the documents that `out` was built of together with those of files and folders.

    A document of the same name is replaced; the files of the others need not be there any more. The decisions of that
    build hold on unless there are others. Raises InputError and OutputError.
    """
    output.check(out, FILES)
    _no_outputs(paths, out)
    with output.writing(out) as commit:
        old = _standing(out) or Manifest(BASE, {})
        new = _ordered(paths, old.base, limits, _decisions(paths, decided) or old.decisions)
        apart = decisions.apart(new.decisions)
        others = {
            name: replace(record, apart=apart) for name, record in old.documents.items() if name not in new.documents
        }
        documents = _answerable(others, old.base, InFolder(out)) | dict(new.documents)
        result = _made(replace(new, documents=documents), out, commit, jobs, tell)
    return replace(result, notes=(*_replaced(old, new), *result.notes))


def _replaced(old: Manifest, new: Manifest) -> Iterator[str]:
    for name, record in sorted(new.documents.items()):
        before = old.documents.get(name)
        if before:
            same = record.sha256 and record.key(old.base) == before.key(old.base)
            yield f"{name}: {'is there already, unchanged' if same else 'replaces the document of that name'}"


def retract(names: Sequence[str], out: Path, jobs: int | None = None, tell: Tell = silent) -> Result:
    """Build the documents that `out` was built of without those of the given names; raises InputError, OutputError."""
    output.check(out, FILES)
    with output.writing(out) as commit:
        old = _standing(out)
        if not old:
            raise InputError(out, "holds no build", "give the folder of one with --out")
        gone = {_known(name, old) for name in names}
        others = {name: record for name, record in old.documents.items() if name not in gone}
        if not others:
            raise InputError(out, "would hold no document", "leave one in, or remove the folder")
        documents = _answerable(others, old.base, InFolder(out))
        try:
            result = _made(replace(old, documents=documents), out, commit, jobs, tell)
        except InputError as error:
            error.add_note(f"{out}: of what would be left nothing can be read; leave another document in")
            raise
    return replace(result, notes=(*(f"{name}: taken out" for name in sorted(gone)), *result.notes))


def _known(name: str, manifest: Manifest) -> str:
    """The document of that name, which may stand behind the path to its file; raises InputError with those like it."""
    for given in (name, Path(name).name):
        if given in manifest.documents:
            return given
    near = nearest(name, manifest.documents, least=0.0)
    raise InputError(name, "is no document of this build", f"give the name of one, such as {', '.join(near)}")


def _standing(out: Path) -> Manifest | None:
    """The manifest of what stands in `out`, None where nothing does; raises InputError where it has no parts."""
    manifest = parts.read_manifest(out)
    if not manifest and (out / "graph.nq").exists():
        raise InputError(out, "holds a build without parts", "run `kg build` on all its documents once")
    return manifest


def _answerable(documents: Mapping[str, Record], base: str, kept: Parts) -> dict[str, Record]:
    """The documents of a build, each with an answer or with a file to get it from; raises InputError."""
    found = {}
    for name, record in documents.items():
        if not _has(kept, record, base):
            record = _again(name, record)
        found[name] = record
    return found


def _again(name: str, record: Record) -> Record:
    """A document without an answer as its file is now, which must be the file that was read; raises InputError.

    What failed before stays a failure where its file has changed: a manifest may name any file, and only the hash tells
    that this one has been given as a document.
    """
    now = _seen(record)
    if record.sha256 and now.sha256 == record.sha256:
        return now
    if record.failure:
        return record
    reason = "must be read anew, for code or decisions are others, and its file has "
    reason += "changed" if now.sha256 else "gone"
    raise InputError(record.source.path, reason, f"`kg add` it anew, or `kg retract` {name}")


def _ordered(paths: Sequence[Path], base: str, limits: Limits, decided: tuple[Decision, ...]) -> Manifest:
    apart = decisions.apart(decided)
    records = {source.name: _seen(Record(source, limits, apart)) for source in read.inputs(paths)}
    return Manifest(base, records, decided)


def _no_outputs(paths: Sequence[Path], out: Path) -> None:
    """Raise InputError where a folder of documents holds outputs, which must not be read as reports."""
    for path in map(Path, paths):
        if path.is_dir() and path.resolve() == out.resolve():
            raise InputError(path, "is the output folder too", "give another folder with --out")
        if files.is_there(path / parts.MANIFEST):
            raise InputError(path, "holds the outputs of a build, not documents", "give the folder of the documents")


def _decisions(paths: Sequence[Path], given: Path | None) -> tuple[Decision, ...]:
    """The user's decisions, from the file given or from those in the input folders; raises InputError."""
    if given:
        return decisions.read(given)
    folders = [path for path in map(Path, paths) if path.is_dir() and files.is_there(path / decisions.NAME)]
    found = tuple(decision for folder in folders for decision in decisions.read(folder / decisions.NAME, folder))
    decisions.consistent(found)
    return found


def _seen(record: Record) -> Record:
    """The record with the hash of its file as it is now; without one where the file cannot be read."""
    try:
        return replace(record, sha256=read.digest(record.source, record.limits.file), failure=None)
    except InputError:
        return replace(record, sha256="", failure=None)


def _made(
    manifest: Manifest, out: Path, commit: Callable[[output.Write], None], jobs: int | None, tell: Tell
) -> Result:
    """The outputs of a manifest's documents, with the lock of `out` held."""
    kept = InFolder(out)
    kept.clear()
    if standing := parts.standing(manifest, out):
        summary, *notes = standing
        return Result(summary, (), len(manifest.documents), tuple(notes))
    try:
        manifest, built, known = _whole(manifest, kept, jobs, tell)
    except _NothingRead:
        if not kept.has_manifest:
            kept.keep(())
        raise
    commit(partial(_write, built, manifest, out))
    kept.keep(manifest.keys())
    return Result(built.summary, built.failures, known, built.notes)


def _whole(manifest: Manifest, kept: Parts, jobs: int | None, tell: Tell) -> tuple[Manifest, Built, int]:
    """What `_answered` and `_merged` give; an answer that was there and turns out to be none is made anew."""
    dropped: set[str] = set()
    while True:
        answered, known = _answered(manifest, kept, jobs, tell)
        try:
            return answered, _merged(answered, kept), known
        except _UnsoundError as error:
            if error.key in dropped:
                raise
            dropped.add(error.key)
            kept.drop(error.key)


def _answered(manifest: Manifest, kept: Parts, jobs: int | None, tell: Tell) -> tuple[Manifest, int]:
    """The manifest once there is an answer for each document, and for how many there was one before."""
    documents, base = dict(manifest.documents), manifest.base
    waiting = [item for item in documents.values() if not (item.failure or _has(kept, item, base))]
    tasks = [
        isolate.Task(str(item.source.path), (item.source, base, item.limits.file, item.apart), item.limits.process)
        for item in waiting
    ]
    known = done = len(documents) - len(waiting)
    if not tasks:
        return manifest, known
    from kg.pipeline import worker  # here, as what else takes long to load: a build of what is known needs none of it

    # Closed at once where a part cannot be written, so that no document is read for nothing.
    with closing(isolate.each(worker.prepare, worker.answer, tasks, jobs or _cores())) as answers:
        for index, answer in answers:
            record = _recorded(waiting[index], answer)
            if isinstance(answer, bytes):
                kept.put(record.key(base), answer)
            documents[record.source.name] = record
            done += 1
            tell(done, len(documents))
    return replace(manifest, documents=documents), known


def _has(kept: Parts, record: Record, base: str) -> bool:
    return record.sha256 != "" and kept.has(record.key(base))


def _recorded(record: Record, answer: bytes | InputError) -> Record:
    if isinstance(answer, InputError):
        return replace(record, failure=(answer.reason, answer.remedy))
    head = json.loads(answer.partition(b"\n")[0])
    return replace(record, sha256=head["sha256"], failure=None)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _merged(manifest: Manifest, kept: Parts) -> Built:
    graph, rejected = Store(), Store()
    documents: list[str] = []
    findings: list[validate.Finding] = []
    failures: list[InputError] = []
    known: dict[tuple[str, str], str] = {}
    for name, record in sorted(manifest.documents.items()):
        failure = record.failure
        if not failure and (first := known.setdefault(_content(record), name)) != name:
            # The same file under two names would confirm and contradict itself, and count twice.
            failure = f"is the same file as {first}", "take one of the two out"
        elif not failure:
            failure, found = _load(record, kept, manifest.base, graph, rejected)
            findings += found
        if failure:
            failures.append(InputError(record.source.path, *failure))
        else:
            documents.append(name)
    if not documents:
        raise _NothingRead(failures)
    from kg.rdf import relate

    relate.relate(graph, manifest.base, manifest.decisions)
    alike = tuple(_alike(View(graph)))
    return Built(manifest.base, tuple(documents), graph, rejected, tuple(findings), tuple(failures), alike)


def _content(record: Record) -> tuple[str, str]:
    """What makes two documents one: the bytes of their files, and what documents.csv says of each."""
    return record.sha256, json.dumps({name: cell for name, cell in sorted(record.source.row.items()) if name != "file"})


def _alike(view: View) -> Iterator[tuple[str, str]]:
    """(name of a document, what there is to say of another that says the same)."""
    texts = {view.text(iri, DCTERMS.identifier): view.text(iri, NIF.isString) for iri in view.members(FZ.Document)}
    for one, other, share in reprints(texts):
        yield one, f"{share} % of the shorter one's sentences stand in {other} too: is one a reprint of the other?"


class _NothingRead(InputError):
    """Every document failed: the failure of the first, with the others as notes."""

    def __init__(self, failures: Sequence[InputError]) -> None:
        first, *others = failures
        super().__init__(first.where, first.reason, first.remedy)
        for other in others:
            self.add_note(str(other))


class _UnsoundError(KgError):
    """An answer that cannot have come from the process that reads documents."""

    def __init__(self, key: str, record: Record, error: Exception) -> None:
        super().__init__(record.source.path, f"was answered with what is no answer ({error})", "please report it")
        self.key = key


def _load(
    record: Record, kept: Parts, base: str, graph: Store, rejected: Store
) -> tuple[tuple[str, str] | None, list[validate.Finding]]:
    """Put what a document's process answered into the stores; why there is nothing, and the findings about it."""
    key = record.key(base)
    try:
        line, _, quads = kept.get(key).partition(b"\n")
        head = json.loads(line)
        if head["sha256"] != record.sha256:
            raise ValueError("it is about another file")
        findings = [validate.Finding(**fields) for fields in head["findings"]]
        failure = head["failure"] and (str(head["failure"][0]), str(head["failure"][1]))
        graph.bulk_load(quads[: head["kept"]], RdfFormat.N_QUADS)
        rejected.bulk_load(quads[head["kept"] :], RdfFormat.N_QUADS)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, SyntaxError) as error:
        raise _UnsoundError(key, record, error) from error
    return failure or None, findings


def _write(built: Built, manifest: Manifest, out: Path, folder: Path) -> None:
    from kg.export import page

    union = Store()  # one default graph: a union of named graphs repeats what several say
    union.bulk_load(turtle.write(built.graph, folder), RdfFormat.N_TRIPLES)
    guarded = tables.write(union, folder / "tables")
    page.write(union, folder / "graph.html", Counter(finding.outcome for finding in built.findings))
    facts = sum(len(_instances(built.graph, name)) for name in FACTS)
    told = report.Report(
        built.base, built.summary, facts, built.findings, built.failures, built.rejected,
        [*memory.run(union, "damages")[1], *built.alike], guarded, **_linked(union),
    )  # fmt: skip
    report.write(told, folder)
    # A file that could not be read may be readable the next time: then nothing stands.
    parts.write_manifest(manifest, folder, out, () if built.failures else (built.summary, *built.notes))


def _linked(union: Store) -> dict[str, Any]:
    """What the report says of links: merges of names that differ, a verdict for each target, contradictions."""
    merges, outcomes, contradictions = (
        [dict(zip(columns, row, strict=True)) for row in rows]
        for columns, rows in (memory.run(union, name) for name in ("merges", "outcomes", "contradictions"))
    )
    named = dict.fromkeys((row["kept"], row["merged"], row["rule"]) for row in merges if row["kept"] != row["merged"])
    verdicts = dict.fromkeys(
        (row["target_document"], row["target_start"], row["what"], row["target"], row["verdict"]) for row in outcomes
    )
    return {
        "merges": list(named),
        "verdicts": [verdict for *_, verdict in verdicts],
        "contradictions": list(dict.fromkeys(row["why"] for row in contradictions)),
    }
