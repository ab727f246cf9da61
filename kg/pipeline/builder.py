"""The whole line: files in, one checked graph out.

    inputs -> [read -> extract -> quads -> gate] -> parts -> [link -> rename] -> graph, page, tables, report, quarantine

What stands in brackets (`worker`) runs in processes of its own and answers with bytes, so that neither a broken file
nor the number of workers can change what the others give. The answers are kept as parts, so that a build reads only
what is new to it (`documents`); the outputs are made anew from all parts, as streams of sorted lines (`outputs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pyoxigraph import Store

from kg import files, read
from kg.errors import InputError
from kg.export import output, tables
from kg.export.report import Say, in_english
from kg.link import corrections, decisions
from kg.link.corrections import Correction
from kg.link.decisions import Decision
from kg.pipeline import documents, manifests, outputs
from kg.pipeline.documents import Engine
from kg.pipeline.limits import LIMITS, Limits
from kg.pipeline.manifests import Manifest
from kg.pipeline.parts import MANIFEST, InFolder, InMemory, Parts
from kg.pipeline.progress import Step, Tell, Watch, Work, silent
from kg.pipeline.records import Record
from kg.reference.terms import BASE, checked_base
from kg.text.likeness import nearest

# What a build writes.
FILES = (
    *("graph.ttl", "graph.nq", "graph.html", "report.txt", "report.ttl", "rejected.nq", MANIFEST),
    *(f"tables/{name}.csv" for name in tables.TABLES),
)


@dataclass(frozen=True, slots=True)
class Result:
    """How much a build has made, in words, and the files that it could not read.

    `known` is how many documents it did not need to read; `notes` are what else there is to say, `stale` counts the
    user's corrections that do not hold, `set_aside` the findings of each outcome; `work` is what it took.
    """

    summary: str
    failures: tuple[InputError, ...]
    known: int = 0
    notes: tuple[str, ...] = ()
    stale: int = 0
    set_aside: Mapping[str, int] = field(default_factory=dict)
    work: Work | None = None


def build(
    paths: Sequence[Path],
    out: Path,
    jobs: int | None = None,
    base: str = BASE,
    tell: Tell = silent,
    limits: Limits = LIMITS,
    decided: Path | None = None,
    corrected: Path | None = None,
    engine: Engine = documents.here,
    say: Say = in_english,
) -> Result:
    """Build one graph from files and folders into `out`, whole or not at all.

    `jobs` documents are read at a time, by default one per core; `tell` hears each step of it; `decided` is
    a file of the user's decisions, by default the decisions.tsv of an input folder, `corrected` one of corrections, by
    default its corrections.tsv; `engine` is where documents are read; `say` is the language of the report for people.
    A build that was killed goes on where it was.
    Raises InputError where nothing can be read and OutputError where `out` cannot be written.
    """
    output.check(out, FILES)
    _no_outputs(paths, out)
    manifest = _ordered(paths, checked_base(base), limits, _decisions(paths, decided), _corrections(paths, corrected))
    corrections.check_documents(manifest.corrections, manifest.documents)
    with output.writing(out) as commit:
        return _made(manifest, out, commit, jobs, tell, engine, say)


def gather(
    paths: Sequence[Path],
    jobs: int | None = None,
    base: str = BASE,
    tell: Tell = silent,
    limits: Limits = LIMITS,
    decided: Path | None = None,
    corrected: Path | None = None,
) -> tuple[Store, tuple[InputError, ...], tuple[str, ...]]:
    """The graph that `build` would write, the files that failed, and the user's corrections that do not hold.

    Raises InputError where nothing can be read.
    """
    ordered = _ordered(paths, checked_base(base), limits, _decisions(paths, decided), _corrections(paths, corrected))
    corrections.check_documents(ordered.corrections, ordered.documents)
    with documents.answered(ordered, InMemory(), jobs, tell) as found:
        return outputs.graph(found), found.failures, tuple(outputs.stale(found))


def add(
    paths: Sequence[Path],
    out: Path,
    jobs: int | None = None,
    tell: Tell = silent,
    limits: Limits = LIMITS,
    decided: Path | None = None,
    corrected: Path | None = None,
    engine: Engine = documents.here,
    say: Say = in_english,
) -> Result:
    """Build the documents that `out` was built of together with those of files and folders.

    A document of the same name is replaced; the files of the others need not be there any more. The decisions and the
    corrections of that build hold on unless there are others. Raises InputError and OutputError.
    """
    output.check(out, FILES)
    _no_outputs(paths, out)
    with output.writing(out) as commit:
        old = _standing(out) or Manifest(BASE, {})
        told = _corrections(paths, corrected) or old.corrections
        new = _ordered(paths, old.base, limits, _decisions(paths, decided) or old.decisions, told)
        corrections.check_documents(told, {**old.documents, **new.documents})
        apart, of = decisions.apart(new.decisions), corrections.of_documents(told)
        others = {
            name: replace(record, apart=apart, corrections=of.get(name, ()))
            for name, record in old.documents.items()
            if name not in new.documents
        }
        named = _answerable(others, old.base, InFolder(out)) | dict(new.documents)
        result = _made(replace(new, documents=named), out, commit, jobs, tell, engine, say)
    return replace(result, notes=(*_replaced(old, new), *result.notes))


def _replaced(old: Manifest, new: Manifest) -> Iterator[str]:
    for name, record in sorted(new.documents.items()):
        before = old.documents.get(name)
        if before:
            same = record.sha256 and record.key(old.base) == before.key(old.base)
            yield f"{name}: {'is there already, unchanged' if same else 'replaces the document of that name'}"


def retract(
    names: Sequence[str], out: Path, jobs: int | None = None, tell: Tell = silent, say: Say = in_english
) -> Result:
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
        named = _answerable(others, old.base, InFolder(out))
        try:
            result = _made(replace(old, documents=named), out, commit, jobs, tell, say=say)
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
    manifest = manifests.read(out)
    if not manifest and (out / "graph.nq").exists():
        raise InputError(out, "holds a build without parts", "run `kg build` on all its documents once")
    return manifest


def _answerable(named: Mapping[str, Record], base: str, kept: Parts) -> dict[str, Record]:
    """The documents of a build, each with an answer or with a file to get it from; raises InputError."""
    found = {}
    for name, record in named.items():
        if not documents.has(kept, record, base):
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


def _ordered(
    paths: Sequence[Path],
    base: str,
    limits: Limits,
    decided: tuple[Decision, ...],
    corrected: tuple[Correction, ...],
) -> Manifest:
    apart, of = decisions.apart(decided), corrections.of_documents(corrected)
    sources = read.inputs(paths)
    records = {one.name: _seen(Record(one, limits, apart, corrections=of.get(one.name, ()))) for one in sources}
    return Manifest(base, records, decided, corrected)


def _no_outputs(paths: Sequence[Path], out: Path) -> None:
    """Raise InputError where a folder of documents holds outputs, which must not be read as reports."""
    for path in map(Path, paths):
        if path.is_dir() and path.resolve() == out.resolve():
            raise InputError(path, "is the output folder too", "give another folder with --out")
        if files.is_there(path / MANIFEST):
            raise InputError(path, "holds the outputs of a build, not documents", "give the folder of the documents")


def _decisions(paths: Sequence[Path], given: Path | None) -> tuple[Decision, ...]:
    """The user's decisions, from the file given or from those in the input folders; raises InputError."""
    if given:
        return decisions.read(given)
    found = tuple(one for file in _beside(paths, decisions.NAME) for one in decisions.read(file, file.parent))
    decisions.consistent(found)
    return found


def _corrections(paths: Sequence[Path], given: Path | None) -> tuple[Correction, ...]:
    """The user's corrections, from the file given or from those in the input folders; raises InputError."""
    if given:
        return corrections.read(given)
    found = tuple(one for file in _beside(paths, corrections.NAME) for one in corrections.read(file, file.parent))
    corrections.consistent(found)
    return found


def _beside(paths: Sequence[Path], name: str) -> list[Path]:
    """The files of a name that lie in the input folders."""
    return [path / name for path in map(Path, paths) if path.is_dir() and files.is_there(path / name)]


def _seen(record: Record) -> Record:
    """The record with the hash of its file as it is now; without one where the file cannot be read."""
    try:
        return replace(record, sha256=read.digest(record.source, record.limits.file), failure=None)
    except InputError:
        return replace(record, sha256="", failure=None)


def _made(
    manifest: Manifest,
    out: Path,
    commit: Callable[[output.Write], None],
    jobs: int | None,
    tell: Tell,
    engine: Engine = documents.here,
    say: Say = in_english,
) -> Result:
    """The outputs of a manifest's documents, with the lock of `out` held."""
    kept = InFolder(out)
    kept.clear()
    if (standing := manifests.standing(manifest, out)) and _is_said(out, say(standing[0])):
        summary, *notes = standing
        return Result(summary, (), len(manifest.documents), tuple(notes))
    watch = Watch(tell)
    try:
        with documents.answered(manifest, kept, jobs, watch, engine) as found:
            watch(Step("writing"))
            told = outputs.overview(found)
            commit(partial(_write, found, told, out, say))
    except documents.NothingReadError:
        if not kept.has_manifest:
            kept.keep(())
        raise
    kept.keep(found.manifest.keys())
    stale, aside = len(told.stale), dict(told.findings)
    return Result(told.summary, found.failures, found.known, told.notes, stale, aside, watch.ended())


def _is_said(out: Path, summary: str) -> bool:
    """Whether the report that stands there is in the language that is asked for."""
    with (out / "report.txt").open(encoding="utf-8") as file:
        return file.readline().rstrip("\n") == summary


def _write(found: documents.Documents, told: outputs.Overview, out: Path, say: Say, folder: Path) -> None:
    outputs.write(found, told, folder, say)
    # A file that could not be read may be readable the next time, and what does not hold is told each time: then
    # nothing stands.
    stands = not found.failures and not told.stale
    manifests.write(found.manifest, folder, out, (told.summary, *told.notes) if stands else ())
