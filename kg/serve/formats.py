"""Media types: what the endpoint and the pages can write, and which of it a client wants most (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyoxigraph import QueryResultsFormat, RdfFormat

HTML, TEXT = "text/html", "text/plain"

# The first of each is what a client gets that asks for nothing in particular. Behind a media type stand its other
# names; the short ones go into `?format=`.
RESULTS: Mapping[str, tuple[QueryResultsFormat, tuple[str, ...]]] = {
    "application/sparql-results+json": (QueryResultsFormat.JSON, ("application/json", "json", "sparql-results+json")),
    "application/sparql-results+xml": (QueryResultsFormat.XML, ("application/xml", "text/xml", "xml")),
    "text/csv": (QueryResultsFormat.CSV, ("csv",)),
    "text/tab-separated-values": (QueryResultsFormat.TSV, ("tsv",)),
}
TRIPLES: Mapping[str, tuple[RdfFormat, tuple[str, ...]]] = {
    "text/turtle": (RdfFormat.TURTLE, ("application/x-turtle", "text/n3", "ttl", "turtle")),
    "application/n-triples": (RdfFormat.N_TRIPLES, ("text/plain", "nt", "ntriples", "n-triples")),
    "application/rdf+xml": (RdfFormat.RDF_XML, ("application/xml", "text/xml", "rdf", "xml", "rdf+xml", "rdfxml")),
    "application/ld+json": (RdfFormat.JSON_LD, ("application/json", "jsonld", "json-ld", "json")),
    "application/n-quads": (RdfFormat.N_QUADS, ("nq", "nquads", "n-quads")),
    "application/trig": (RdfFormat.TRIG, ("trig",)),
}
_NEVER = 0.0


def wanted(accept: str, offered: Sequence[str], names: Mapping[str, Sequence[str]] | None = None) -> str | None:
    """Which of the offered media types an Accept header wants most, None where it wants none of them.

    Of types that are wanted alike, the one that is offered first. `names` are other names by which they may be asked.

    >>> wanted("text/html, application/ld+json;q=0.9", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> wanted("*/*;q=0.1, text/turtle;q=0", ["text/turtle", "text/html"]), wanted("image/png", ["text/html"])
    ('text/html', None)
    """
    ranges = _ranges(accept) or {"*/*": 1.0}
    ranked = [(max(_quality(name, ranges) for name in (kind, *(names or {}).get(kind, ()))), kind) for kind in offered]
    best = max((quality for quality, _ in ranked), default=_NEVER)
    return next((kind for quality, kind in ranked if quality == best), None) if best > _NEVER else None


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in accept.lower().split(",")[:100]:
        kind, *parameters = (piece.strip() for piece in part.split(";"))
        weights = [piece[2:] for piece in parameters if piece.startswith("q=")]
        if kind:
            found[kind] = max(found.get(kind, _NEVER), _weight(weights[0]) if weights else 1.0)
    return found


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text))) if len(text) < 10 else _NEVER
    except ValueError:
        return _NEVER


def _quality(kind: str, ranges: Mapping[str, float]) -> float:
    """The weight of the most special range that fits."""
    for fitting in (kind, f"{kind.partition('/')[0]}/*", "*/*"):
        if fitting in ranges and "/" in kind:
            return ranges[fitting]
    return _NEVER


def with_charset(kind: str) -> str:
    """A media type as a header has it."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def by_name(name: str, kinds: Mapping[str, tuple[object, tuple[str, ...]]]) -> str | None:
    """The media type of that name or short name, None where there is none."""
    return next((kind for kind, (_, names) in kinds.items() if name.lower() in (kind, *names)), None)
