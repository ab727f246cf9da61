"""What a graph is as a data set, for catalogues: DCAT 2 and VoID, without blank nodes and the same on every run.

Its date is that of its newest document, never today's. Licence and creator are whoever publishes it to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, serialize

from kg.errors import QueryError
from kg.rdf.view import View
from kg.reference.terms import DCTERMS, FZ, RDF, XSD, Namespace, integer, namespace

VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
_MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
PREFIXES = {
    "void": VOID.iri, "dcat": DCAT.iri, "dcterms": DCTERMS.iri, "foaf": FOAF.iri, "xsd": XSD.iri, "fz": FZ.iri,
}  # fmt: skip
TITLES = {"zh": "地方政府报告的发展知识图谱", "en": "Knowledge graph of development in local government reports"}
_ABOUT = {
    "zh": "从{documents}份文件中读出的项目、产业、地方、目标与结果，每一条事实都对应到说出它的原文。",
    "en": "Projects, industries, places, targets and results read from {documents} documents, each fact tied to the "
    "stretch of text that says it.",
}
_KEYWORDS = (("地方政府", "local government"), ("发展目标", "development targets"), ("项目", "projects"))
_CHINESE = NamedNode("http://publications.europa.eu/resource/authority/language/ZHO")
# The files of a build that are the data, with their media types.
_FILES = {"graph.ttl": "text/turtle", "graph.nq": "application/n-quads"}
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever publishes the data says of them: an IRI for the licence, a name, the address of the files."""

    licence: str = ""
    creator: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in the data: counts of triples and of the instances of classes and uses of properties, by IRI.

    `base` is where their IRIs begin, `issued` the day of the newest document, empty where none tells its own;
    `years` are the years under review.
    """

    base: str
    triples: int
    classes: Mapping[str, int]
    properties: Mapping[str, int]
    issued: str = ""
    years: tuple[str, ...] = ()
    places: tuple[NamedNode, ...] = ()
    examples: tuple[NamedNode, ...] = field(default_factory=tuple)


def summary(graph: Store) -> Summary:
    """What is in a graph; what several documents say counts once."""
    triples = {quad.triple for quad in graph}
    types = (triple.object for triple in triples if triple.predicate == RDF.type)
    classes = Counter(cls.value for cls in types if isinstance(cls, NamedNode))  # a graph of others may name it in text
    properties = Counter(triple.predicate.value for triple in triples)
    return of_documents(graph, base_of(graph), len(triples), _ranked(classes), _ranked(properties))


def of_documents(
    graph: Store, base: str, triples: int, classes: Mapping[str, int], properties: Mapping[str, int]
) -> Summary:
    """A summary whose counts are known; only the documents are looked at."""
    whole = next(graph.quads_for_pattern(None, None, None, DefaultGraph()), None) is not None
    view = View(graph, DefaultGraph() if whole else None)
    documents = view.members(FZ.Document)
    issued = (view.text(iri, DCTERMS.issued)[:10] for iri in documents)
    years = {year for iri in documents if (year := view.text(iri, FZ.reviewYear)[:4])}
    places = {place for iri in documents for place in view.nodes(iri, DCTERMS.spatial)}
    examples = islice(view.members(FZ.Project) or documents, _EXAMPLES)
    return Summary(
        base, triples, classes, properties, max(issued, default=""), tuple(sorted(years)),
        tuple(sorted(places, key=lambda node: node.value)), tuple(examples),
    )  # fmt: skip


def base_of(graph: Store) -> str:
    """Where the IRIs of the data begin."""
    iris = (quad.subject for quad in graph.quads_for_pattern(None, RDF.type, FZ.Document))
    return next((namespace(iri.value) for iri in iris if isinstance(iri, NamedNode)), "")


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


# --- triples


def described(data: NamedNode, what: Summary, told: Told) -> Iterator[Triple]:
    """The data set: what it is, who says so, what is in it, where its files are. Raises QueryError for a bad IRI."""
    yield from _catalogued(data, what, told)
    yield from _counted(data, what)
    for name, kind in _FILES.items() if told.address else ():
        yield from _file(data, name, kind, told)


def _catalogued(data: NamedNode, what: Summary, told: Told) -> Iterator[Triple]:
    documents = what.classes.get(FZ.Document.value, 0)
    for cls in (VOID.Dataset, DCAT.Dataset):
        yield Triple(data, RDF.type, cls)
    for language, title in TITLES.items():
        yield Triple(data, DCTERMS.title, Literal(title, language=language))
        about = _ABOUT[language].format(documents=documents)
        yield Triple(data, DCTERMS.description, Literal(about, language=language))
    for words in _KEYWORDS:
        for language, word in zip(TITLES, words, strict=True):
            yield Triple(data, DCAT.keyword, Literal(word, language=language))
    yield Triple(data, DCTERMS.language, _CHINESE)
    if told.licence:
        yield Triple(data, DCTERMS.license, _iri("--licence", told.licence))
    if told.creator:
        agent = NamedNode(f"{data.value}-creator")
        yield Triple(data, DCTERMS.creator, agent)
        yield Triple(agent, RDF.type, FOAF.Agent)
        yield Triple(agent, FOAF.name, Literal(told.creator))
    if what.issued:
        yield Triple(data, DCTERMS.issued, Literal(what.issued, datatype=XSD.date))
    if what.years:
        span = NamedNode(f"{data.value}-years")
        yield Triple(data, DCTERMS.temporal, span)
        yield Triple(span, RDF.type, DCTERMS.PeriodOfTime)
        yield Triple(span, DCAT.startDate, Literal(what.years[0], datatype=XSD.gYear))
        yield Triple(span, DCAT.endDate, Literal(what.years[-1], datatype=XSD.gYear))
    for place in what.places:
        yield Triple(data, DCTERMS.spatial, place)


def _counted(data: NamedNode, what: Summary) -> Iterator[Triple]:
    yield Triple(data, VOID.vocabulary, NamedNode(FZ.iri))
    yield Triple(data, VOID.triples, integer(what.triples))
    yield Triple(data, VOID.documents, integer(what.classes.get(FZ.Document.value, 0)))
    yield Triple(data, VOID.classes, integer(len(what.classes)))
    yield Triple(data, VOID.properties, integer(len(what.properties)))
    if what.base:
        yield Triple(data, VOID.uriSpace, Literal(what.base))
    for example in what.examples:
        yield Triple(data, VOID.exampleResource, example)
    for number, (iri, count) in enumerate(what.classes.items()):
        yield from _part(data, f"class-{number}", VOID.classPartition, VOID["class"], iri, VOID.entities, count)
    for number, (iri, count) in enumerate(what.properties.items()):
        yield from _part(data, f"property-{number}", VOID.propertyPartition, VOID.property, iri, VOID.triples, count)


def _part(
    data: NamedNode, name: str, partition: NamedNode, key: NamedNode, iri: str, unit: NamedNode, count: int
) -> Iterator[Triple]:
    part = NamedNode(f"{data.value}-{name}")
    yield Triple(data, partition, part)
    yield Triple(part, key, NamedNode(iri))
    yield Triple(part, unit, integer(count))


def _file(data: NamedNode, name: str, kind: str, told: Told) -> Iterator[Triple]:
    file = _iri("--address", f"{told.address.rstrip('/')}/{name}")
    yield from distribution(data, f"file-{name}", file, kind)


def distribution(data: NamedNode, name: str, address: NamedNode, kind: str) -> Iterator[Triple]:
    """A file from which all of the data can be had."""
    node = NamedNode(f"{data.value}-{name}")
    yield Triple(data, VOID.dataDump, address)
    yield Triple(data, DCAT.distribution, node)
    yield Triple(node, RDF.type, DCAT.Distribution)
    yield Triple(node, DCAT.downloadURL, address)
    yield Triple(node, DCAT.mediaType, NamedNode(_MEDIA.iri + kind))


def check(told: Told) -> None:
    """Raise QueryError where a licence or an address is no IRI."""
    for option, text in (("--licence", told.licence), ("--address", told.address)):
        if text:
            _iri(option, text)


def _iri(option: str, text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise QueryError(
            f"{option} {text}", "is no absolute IRI", "give one such as https://example.org/id/x"
        ) from error


def dcat(graph: Store, told: Told = Told()) -> bytes:
    """The description of a graph as Turtle; raises QueryError."""
    what = summary(graph)
    data = NamedNode(f"{what.base or 'urn:fazhan:'}dataset")
    by_subject: dict[object, list[Triple]] = {}
    for triple in described(data, what, told):
        by_subject.setdefault(triple.subject, []).append(triple)
    triples = [triple for found in by_subject.values() for triple in found]
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
