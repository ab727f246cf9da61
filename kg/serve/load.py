"""A graph into a triplestore: in batches that any store takes, in an order that is always the same, counted afterwards.

Triples go by the SPARQL 1.1 Graph Store HTTP Protocol (POST adds to a graph) or by SPARQL 1.1 Update (INSERT DATA),
as N-Triples, which every store reads as Turtle. A graph of ours has no blank nodes, so a batch that is sent twice
changes nothing: where a store breaks off, the same command goes on, from the start or from the batch that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.errors import InputError, QueryError, StoreError
from kg.query.memory import form_of
from kg.serve.endpoint import Endpoint, with_query
from kg.text.wording import counted

BATCH = 10_000
_UPDATE, _TURTLE = "application/sparql-update", "text/turtle; charset=utf-8"
# How the address for queries follows from the one for graphs, by its end; the first that fits.
_QUERIES = (
    ("/sparql-graph-crud-auth", "/sparql"),  # Virtuoso
    ("/sparql-graph-crud", "/sparql"),
    ("/rdf-graphs/service", ""),  # RDF4J, GraphDB
    ("/statements", ""),
    ("/sparql/gsp/", "/sparql"),  # Neptune
    ("/store", "/query"),  # Oxigraph
    ("/data", "/query"),  # Fuseki
    ("/update", "/query"),
    ("/sparql", "/sparql"),  # Blazegraph
)

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Store:
    """The addresses of a triplestore: for graphs, for updates (used instead where it is given), for queries."""

    graphs: str
    updates: str = ""
    queries: str = ""

    @property
    def writing(self) -> str:
        """The address that triples go to."""
        return self.updates or self.graphs

    @property
    def asking(self) -> str:
        """The address for queries, empty where it is not given and does not follow from the other."""
        ends = (self.writing.removesuffix(end) + other for end, other in _QUERIES if self.writing.endswith(end))
        return self.queries or next(ends, "")


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be sent: the triples of a file, into which graphs, how many at a time.

    `graph` takes all triples into that graph, `named` keeps the file's own graphs, else all go to the default graph.
    `first` is the batch to begin with, from 1; `replace` empties each graph before its first batch.
    """

    path: Path
    graph: str = ""
    named: bool = False
    batch: int = BATCH
    first: int = 1
    replace: bool = False

    def __post_init__(self) -> None:
        if self.graph and self.named:
            raise QueryError("--graph", "does not go with --named", "choose one graph or the file's own")
        try:
            NamedNode(self.graph or "urn:x")
        except ValueError as error:
            raise QueryError(f"--graph {self.graph}", "is no absolute IRI", "give one such as urn:fazhan") from error


@dataclass(frozen=True, slots=True)
class Plan:
    """How many triples go into each graph (its IRI, or empty for the default graph), and in how many batches."""

    sizes: Mapping[str, int]
    batch: int

    @property
    def triples(self) -> int:
        return sum(self.sizes.values())

    @property
    def batches(self) -> int:
        return sum(ceil(size / self.batch) for size in self.sizes.values())


@dataclass(frozen=True, slots=True)
class Batch:
    """Triples for one graph; `opens` says that they are its first."""

    graph: str
    triples: list[Triple]
    opens: bool


@dataclass(slots=True)
class Sent:
    """How far a load has come."""

    plan: Plan
    batches: int = 0
    triples: int = 0
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.batches:
            return "nothing is in"
        return (
            f"batches 1 to {self.batches} of {self.plan.batches} are in "
            f"({self.triples:,} of {counted(self.plan.triples, 'triple')})"
        )


def plan(job: Job) -> Plan:
    """Read the whole file and count; raises InputError where it cannot be read or sent in parts."""
    sizes: dict[str, int] = {}
    for graph, _ in _distinct(job):
        sizes[graph] = sizes.get(graph, 0) + 1
    if not sizes:
        raise InputError(job.path, "has no triples", "give a graph file, such as one that `kg build` has written")
    if job.named and set(sizes) == {""}:
        raise InputError(job.path, "has no named graphs", "give graph.nq, or leave out --named")
    found = Plan(sizes, job.batch)
    if job.first > found.batches:
        raise QueryError(f"--from {job.first}", f"the last batch is {found.batches}", "give the number you were told")
    return found


def load(job: Job, store: Store, endpoint: Endpoint, sent: Sent, tell: Tell = lambda _done, _total: None) -> None:
    """Send what is planned and count what the store holds then; `sent` follows how far it has come.

    Raises StoreError, which says what is in and how to go on.
    """
    for number, batch in enumerate(batches(job), 1):
        try:
            if number == job.first:
                _greet(batch, store, endpoint)
            if number >= job.first:
                _send(batch, store, endpoint, job.replace and batch.opens)
        except StoreError as error:
            raise _broken_off(error, sent, job, batch) from error
        sent.batches, sent.triples = number, sent.triples + len(batch.triples)
        tell(sent.triples, sent.plan.triples)
    sent.differences += _differences(sent.plan, store, endpoint)


def _distinct(job: Job) -> Iterator[tuple[str, Triple]]:
    """(graph, triple) as the file has them, each once; a set of hashes tells, for it is small."""
    form = form_of(job.path)
    seen: set[int] = set()
    try:
        for quad in parse(path=str(job.path), format=form):
            key = hash(quad if job.named else quad.triple)
            if key not in seen:
                seen.add(key)
                yield _graph_of(quad, job), _ground(quad, job.path)
    except (OSError, SyntaxError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "does not exist" if missing else f"cannot be read ({' '.join(str(error).split())})"
        raise InputError(job.path, reason, "give a graph file, such as one that `kg build` has written") from error


def _graph_of(quad: Quad, job: Job) -> str:
    if job.named and isinstance(quad.graph_name, NamedNode):
        return quad.graph_name.value
    return job.graph


def _ground(quad: Quad, path: Path) -> Triple:
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        reason = f"has a blank node ({quad.triple})"
        raise InputError(path, reason[:300], "give IRIs to such nodes: parts that share one cannot be sent apart")
    return quad.triple


def batches(job: Job) -> Iterator[Batch]:
    """The triples by graph, `job.batch` at a time, in the order of the file."""
    waiting: dict[str, list[Triple]] = {}
    opened: set[str] = set()
    for graph, triple in _distinct(job):
        triples = waiting.setdefault(graph, [])
        triples.append(triple)
        if len(triples) == job.batch:
            yield Batch(graph, waiting.pop(graph), graph not in opened)
            opened.add(graph)
    for graph, triples in waiting.items():
        yield Batch(graph, triples, graph not in opened)


def _greet(batch: Batch, store: Store, endpoint: Endpoint) -> None:
    if store.updates:
        endpoint.greet(store.updates, content_type=_UPDATE)
    else:
        endpoint.greet(_address(store.graphs, batch.graph), content_type=_TURTLE)


def _send(batch: Batch, store: Store, endpoint: Endpoint, replace: bool) -> None:
    data = serialize(batch.triples, format=RdfFormat.N_TRIPLES)
    assert data is not None  # only a call that names a file returns nothing
    if store.updates:
        update = _update(batch.graph, data, replace)
        endpoint.send("POST", store.updates, update, content_type=_UPDATE)
    else:
        method = "PUT" if replace else "POST"
        endpoint.send(method, _address(store.graphs, batch.graph), data, content_type=_TURTLE)


def _address(url: str, graph: str) -> str:
    return with_query(url, f"graph={quote(graph, safe='')}" if graph else "default")


def _update(graph: str, data: bytes, replace: bool) -> bytes:
    emptied = (f"CLEAR SILENT GRAPH <{graph}> ;\n" if graph else "CLEAR SILENT DEFAULT ;\n") if replace else ""
    head, tail = (f"GRAPH <{graph}> {{\n", "}") if graph else ("", "")
    return f"{emptied}INSERT DATA {{ {head}".encode() + data + f"{tail} }}".encode()


def _broken_off(error: StoreError, sent: Sent, job: Job, batch: Batch) -> StoreError:
    done = max(sent.batches, job.first - 1)
    on = f"run the same command again with --from {done + 1}" if done else "run the same command again"
    if not batch.graph and not done:
        on += ", with --graph IRI if the store has no default graph"
    return StoreError(error.where, f"{error.reason}; {sent}", f"{error.remedy}, then {on}: what is in stays as it is")


def _differences(plan: Plan, store: Store, endpoint: Endpoint) -> Iterator[str]:
    """What the store says of each graph that was loaded, where it is not as many triples as were sent."""
    if not store.asking:
        yield f"{store.writing}: nothing was counted; give the address for queries with --query-url"
        return
    for graph, size in plan.sizes.items():
        name = f"graph <{graph}>" if graph else "the default graph"
        try:
            held = _held(store.asking, graph, endpoint)
        except StoreError as error:
            yield f"{name} was not counted: {error}"
            return
        if held < size:
            yield f"{name} holds {counted(held, 'triple')}, {size - held:,} less than were sent; see the store's log"
        elif held > size:
            more = "it held others before; --replace empties it first"
            yield f"{name} holds {counted(held, 'triple')}, {held - size:,} more than were sent: {more}"


def _held(url: str, graph: str, endpoint: Endpoint) -> int:
    pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    rows = endpoint.select(url, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    try:
        return int(rows[0]["n"])
    except (LookupError, ValueError) as error:
        raise StoreError(url, "does not say how many triples there are", "check --query-url") from error
