"""A graph on disk: an Oxigraph store made from a graph file, used again as long as the file is the same.

    DIR/kg-store.json       which file it was made from, how large it is, and which of the folders below counts
    DIR/data-<unique>/      one loaded graph: `store/` of the engine, `names.*` for the search, `answers/` of queries
                            that tell whole tables, `sample.nq`, `.lock`

The default graph holds all triples, each once; the named graphs of the file stand beside it. A store is loaded into a
folder of its own and takes the place of the old one by a rename, so that whoever stops in the middle leaves the old
one as it was. Who reads holds a shared lock on the folder, and a folder in use is not removed. No link in DIR is
followed to write or to remove.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from pyoxigraph import Quad, QuerySolutions, RdfFormat, Store, parse, serialize

from kg import files
from kg.errors import InputError, OutputError
from kg.query import precomputed
from kg.query.binding import Source
from kg.query.memory import fill, form_of
from kg.query.pinyin import initials
from kg.rdf.view import NAMES, View
from kg.reference.classes import THINGS
from kg.reference.terms import FZ, namespace

try:
    import fcntl
except ImportError:  # a system without flock keeps no two writers apart, and keeps old folders
    fcntl = None  # type: ignore[assignment]

_LAYOUT = 4
# The engine opens so many of its files at once, and the others when it reads them.
_OPENED = 8
_SAMPLE = 2000
_STAMP, _DATA, _LOCK, _ANSWERS = "kg-store.json", "data-", ".lock", "answers"
_OURS = re.compile(re.escape(_DATA) + "[0-9a-f]{32}")
_ELSEWHERE = "give another folder with --store"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a store was made from and what is in it.

    `size` (bytes) and `modified` (ns) are those of the file `graph`; `base` is where the IRIs of its data begin;
    `classes` and `properties` count the instances and uses of each by IRI.
    """

    layout: int
    graph: str
    size: int
    modified: int
    data: str
    base: str
    triples: int
    graphs: int
    classes: dict[str, int]
    properties: dict[str, int]


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that is fresh, and locked against removal: its folder of data and its stamp."""

    folder: Path
    stamp: Stamp

    @property
    def store(self) -> Path:
        """What `Store.read_only` opens."""
        return self.folder / "store"

    @property
    def names(self) -> Path:
        """Names of things: name, kind and IRI in columns divided by tabs, sorted."""
        return self.folder / "names.tsv"

    def source(self) -> Source:
        """The store, read-only, with what is listed beside it."""
        return source(self.store)


def source(store: Path) -> Source:
    """The store that lies there, read-only, with what is listed beside it."""
    answers = precomputed.read(store.with_name(_ANSWERS))
    return Source(Store.read_only(str(store)), True, precomputed.lines(store.with_name("names.tsv")), answers)


@contextmanager
def opened(folder: Path, graph: Path | None = None, tell: Tell = lambda _: None) -> Iterator[Opened]:
    """The store of a folder, loaded first where it is missing or its graph file has changed.

    Without `graph`, that is the file which the store was made from. Raises InputError where the file cannot be read,
    OutputError where the folder is none of ours or cannot be written.
    """
    while True:
        stamp = _fresh(folder, graph, tell)
        data = folder / stamp.data
        with _hold(data) as lock:
            if lock and _stamp(folder) == stamp:
                yield Opened(data, stamp)
                return


def chosen(folder: Path, graph: Path | None, default: Path) -> Path | None:
    """The file that a store is to be made from: the one that was asked for, else its own, else the default.

    Of the default, the file with named graphs beside it is better.
    """
    if graph or _stamp(folder):
        return graph
    named = default.with_suffix(".nq")
    return named if named.is_file() else default


@contextmanager
def _hold(data: Path) -> Iterator[IO[bytes] | None]:
    """A shared lock on a folder of data; None where a newer one has taken its place meanwhile."""
    try:
        file = (data / _LOCK).open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        if fcntl:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH)
        yield file


def _stamp(folder: Path) -> Stamp | None:
    try:
        found = json.loads(files.read(folder / _STAMP, folder=folder))
        is_ours = found.get("layout") == _LAYOUT and _is_data(folder / found["data"])
        return Stamp(**found) if is_ours else None
    except (InputError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _is_data(path: Path) -> bool:
    """Whether that is a folder of data of our own making."""
    return _OURS.fullmatch(path.name) is not None and files.is_folder(path)


def _fresh(folder: Path, graph: Path | None, tell: Tell) -> Stamp:
    stamp = _stamp(folder)
    path = graph or (Path(stamp.graph) if stamp else None)
    if path is None:
        raise InputError(folder, "holds no store yet", "name the graph file to load into it")
    if stamp and _is_current(stamp, path, bool(graph)):
        return stamp
    form_of(path)
    try:
        return _loaded(folder, path.resolve(), tell)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            error.filename or folder, reason, "free the disk or give another folder with --store"
        ) from error


def _is_current(stamp: Stamp, path: Path, asked: bool) -> bool:
    """A file that is gone cannot have changed, unless it is the one that was asked for."""
    try:
        told = path.stat()
    except OSError:
        return not asked
    return (str(path.resolve()), told.st_size, told.st_mtime_ns) == (stamp.graph, stamp.size, stamp.modified)


def _loaded(folder: Path, graph: Path, tell: Tell) -> Stamp:
    _check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with files.lock_file(folder / _LOCK, _ELSEWHERE) as lock:
        if fcntl:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        stamp = _stamp(folder)
        if stamp and _is_current(stamp, graph, True):
            return stamp  # another process has loaded it while we waited
        _clear(folder, "")
        data = folder / f"{_DATA}{uuid.uuid4().hex}"
        data.mkdir()
        files.lock_file(data / _LOCK, _ELSEWHERE).close()
        try:
            stamp = _filled(data, graph, tell)
        except BaseException:
            shutil.rmtree(data, ignore_errors=True)
            raise
        _write(folder, stamp)
        _clear(folder, stamp.data)
        return stamp


def _check(folder: Path) -> None:
    """Nothing is written into a folder that holds something else."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(folder, "is a file, not a folder", _ELSEWHERE)
    known = (_STAMP, _LOCK)
    for path in folder.iterdir() if folder.exists() else ():
        if path.name not in known and not path.name.startswith(_STAMP) and not _is_data(path):
            raise OutputError(folder, f"holds other files ({path.name})", "give an empty folder with --store")


def _clear(folder: Path, kept: str) -> None:
    """Remove the folders of data that nobody reads; the one that the stamp names stays."""
    stamp = _stamp(folder)
    for data in list(folder.iterdir()):
        if _is_data(data) and data.name not in (kept, stamp.data if stamp else "") and fcntl:
            _remove(data)


def _remove(data: Path) -> None:
    with suppress(OSError, OutputError), files.lock_file(data / _LOCK, _ELSEWHERE) as lock:
        fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(data)


def _write(folder: Path, stamp: Stamp) -> None:
    temporary = folder / f"{_STAMP}.tmp"
    temporary.unlink(missing_ok=True)  # what a writer that was killed has left
    with temporary.open("x", encoding="utf-8") as file:
        json.dump(asdict(stamp), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / _STAMP)


def _filled(data: Path, graph: Path, tell: Tell) -> Stamp:
    """Load a graph file: its named graphs as they are, and all of their triples into the default graph."""
    try:
        told = graph.stat()
    except OSError as error:
        raise InputError(
            graph, "does not exist", "give a graph file, such as one that `kg build` has written"
        ) from error
    tell(f"loading {graph}")
    store = Store(str(data / "store"))
    fill(store, graph)
    named = sum(1 for _ in store.named_graphs())
    if named:
        quads = parse(path=str(graph), format=form_of(graph))
        store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    store.optimize()
    _list_names(store, data / "names.tsv")
    precomputed.keep(Source(store, True), data / _ANSWERS)
    _write_sample(store, data)
    properties = _counted(store, "SELECT ?of (COUNT(*) AS ?n) { ?s ?of ?o } GROUP BY ?of")
    classes = _counted(store, "SELECT ?of (COUNT(*) AS ?n) { ?s a ?of } GROUP BY ?of")
    store.flush()
    triples = sum(properties.values())
    at = (str(graph), told.st_size, told.st_mtime_ns, data.name)
    return Stamp(_LAYOUT, *at, _base(store), triples, named, classes, properties)


def _write_sample(store: Store, data: Path) -> None:
    """Write quads from all over the store into `sample.nq`, by which a reader can open every file of a large one."""
    files = len(list((data / "store").glob("*.sst")))
    step = max(1, len(store) // _SAMPLE) if files > _OPENED else 0
    quads = islice(store, 0, None, step) if step else iter(())
    serialize(quads, str(data / "sample.nq"), format=RdfFormat.N_QUADS)


def _counted(store: Store, query: str) -> dict[str, int]:
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    return dict(sorted((row["of"].value, int(row["n"].value)) for row in solutions))


def _base(store: Store) -> str:
    """Where the IRIs of the data begin, as those of the documents say; the shortest, where there are several."""
    bases = {namespace(iri.value) for iri in View(store).members(FZ.Document)}
    return min(bases, key=lambda base: (len(base), base), default="")


def _list_names(store: Store, path: Path) -> None:
    """Every name of every thing that can be asked for, in the order of the names, and the initials of each."""
    kinds: dict[str, str] = {}
    for kind in reversed(THINGS):
        kinds |= {iri.value: kind for iri in View(store).members(FZ[kind])}
    rows = set()
    for predicate in NAMES:
        for quad in store.quads_for_pattern(None, predicate, None):
            iri, name = str(getattr(quad.subject, "value", "")), str(getattr(quad.object, "value", ""))
            if iri in kinds and name.strip():
                rows.add((" ".join(name.split()), kinds[iri], iri))
    named = sorted(rows)
    path.write_text("".join("\t".join(row) + "\n" for row in named), encoding="utf-8", newline="\n")
    letters = "".join(initials(name) + "\n" for name, _, _ in named)
    path.with_suffix(".initials").write_text(letters, encoding="utf-8", newline="\n")
