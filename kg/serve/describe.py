"""What the server says of its data and of itself: VoID and the SPARQL 1.1 service description, without blank nodes."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.query.disk import Stamp
from kg.reference.terms import DCTERMS, FZ, RDF, XSD, Namespace, integer

VOID = Namespace("http://rdfs.org/ns/void#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
PREFIXES = {"void": VOID.iri, "sd": SD.iri, "formats": _FORMATS.iri, "dcterms": DCTERMS.iri, "xsd": XSD.iri}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG"),
)
_TITLES = {"zh": "地方政府报告的发展知识图谱", "en": "Knowledge graph of development in local government reports"}


def description(stamp: Stamp, root: str) -> list[Triple]:
    """The data set and the service at `root`, an absolute address without a slash at its end."""
    return [*_dataset(stamp, root), *_service(root)]


def _dataset(stamp: Stamp, root: str) -> Iterator[Triple]:
    data = NamedNode(f"{root}/void#data")
    yield Triple(data, RDF.type, VOID.Dataset)
    for language, title in _TITLES.items():
        yield Triple(data, DCTERMS.title, Literal(title, language=language))
    yield Triple(data, VOID.sparqlEndpoint, NamedNode(f"{root}/sparql"))
    yield Triple(data, VOID.vocabulary, NamedNode(FZ.iri))
    yield Triple(data, VOID.triples, integer(stamp.triples))
    yield Triple(data, VOID.documents, integer(stamp.classes.get(FZ.Document.value, 0)))
    yield Triple(data, VOID.classes, integer(len(stamp.classes)))
    yield Triple(data, VOID.properties, integer(len(stamp.properties)))
    if stamp.base:
        yield Triple(data, VOID.uriSpace, Literal(stamp.base))
    for number, (iri, count) in enumerate(stamp.classes.items()):
        yield from _part(data, f"class-{number}", VOID.classPartition, VOID["class"], iri, VOID.entities, count)
    for number, (iri, count) in enumerate(stamp.properties.items()):
        yield from _part(data, f"property-{number}", VOID.propertyPartition, VOID.property, iri, VOID.triples, count)


def _part(
    data: NamedNode, name: str, partition: NamedNode, key: NamedNode, iri: str, unit: NamedNode, count: int
) -> Iterator[Triple]:
    part = NamedNode(f"{data.value}-{name}")
    yield Triple(data, partition, part)
    yield Triple(part, key, NamedNode(iri))
    yield Triple(part, unit, integer(count))


def _service(root: str) -> Iterator[Triple]:
    service = NamedNode(f"{root}/sparql#service")
    dataset = NamedNode(f"{root}/sparql#dataset")
    yield Triple(service, RDF.type, SD.Service)
    yield Triple(service, SD.endpoint, NamedNode(f"{root}/sparql"))
    yield Triple(service, SD.supportedLanguage, SD.SPARQL11Query)
    for name in _RESULTS:
        yield Triple(service, SD.resultFormat, _FORMATS[name])
    yield Triple(service, SD.feature, SD.UnionDefaultGraph)
    yield Triple(service, SD.defaultDataset, dataset)
    yield Triple(dataset, RDF.type, SD.Dataset)
    yield Triple(dataset, SD.defaultGraph, NamedNode(f"{root}/void#data"))
    yield Triple(NamedNode(f"{root}/void#data"), RDF.type, SD.Graph)
