"""What the server says of its data and of itself: DCAT, VoID and the SPARQL 1.1 service description."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from kg.export import dataset
from kg.export.dataset import DCAT, VOID, Summary, Told
from kg.reference.terms import DCTERMS, RDF, Namespace

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
PREFIXES = dataset.PREFIXES | {"sd": SD.iri, "formats": _FORMATS.iri}
_RESULTS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "N-Quads", "TriG"),
)


def description(what: Summary, told: Told, root: str, dump: str) -> list[Triple]:
    """The data set and the service at `root`, an absolute address without a slash at its end.

    `dump` is the media type of the file at `/dump`, empty where it is not there.
    """
    data = NamedNode(f"{root}/void#data")
    return [*dataset.described(data, what, told), *_doors(data, root, dump), *_service(root)]


def _doors(data: NamedNode, root: str, dump: str) -> Iterator[Triple]:
    """Where the data can be asked, looked at and had whole."""
    yield Triple(data, VOID.sparqlEndpoint, NamedNode(f"{root}/sparql"))
    yield Triple(data, DCAT.landingPage, NamedNode(f"{root}/"))
    service = NamedNode(f"{root}/sparql#service")
    yield Triple(service, RDF.type, DCAT.DataService)
    yield Triple(service, DCAT.endpointURL, NamedNode(f"{root}/sparql"))
    yield Triple(service, DCAT.servesDataset, data)
    for language, title in dataset.TITLES.items():
        yield Triple(service, DCTERMS.title, Literal(title, language=language))
    if dump:
        yield from dataset.distribution(data, "dump", NamedNode(f"{root}/dump"), dump)


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
