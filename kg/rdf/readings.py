"""The graph read back for linking: numbers, stages, organizations and projects, without the vocabulary around them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import chain

from pyoxigraph import Literal, NamedNode, Store

from kg.link.names import Thing
from kg.link.records import Event, Reading, is_added
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, OA, PROV, QUDT, RDF, SCHEMA, SKOS, number
from kg.reference.units import Size, size

_KINDS = {"project": FZ.Project, "organization": FZ.Organization, "industry": FZ.Industry}
_TYPES = {FZ.Company: "company", FZ.PublicBody: "public_body", FZ.Institution: "institution"}
Objects = dict[str, list[str]]


class Readings:
    """Reads records out of a store with one named graph per document; everything comes sorted by document and IRI."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._maps: dict[NamedNode, Objects] = {}

    def objects(self, predicate: NamedNode) -> Objects:
        """The values of a predicate by subject, each once, sorted."""
        if predicate not in self._maps:
            found: dict[str, dict[str, None]] = {}
            for quad in self.store.quads_for_pattern(None, predicate, None, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                    found.setdefault(quad.subject.value, {})[quad.object.value] = None
            self._maps[predicate] = {subject: sorted(values) for subject, values in found.items()}
        return self._maps[predicate]

    def first(self, subject: str, *path: NamedNode) -> str:
        """The first value at the end of a path, empty where there is none."""
        for predicate in path:
            values = self.objects(predicate).get(subject)
            if not values:
                return ""
            subject = values[0]
        return subject

    def members(self, cls: NamedNode) -> list[str]:
        """The IRIs of a class, sorted."""
        quads = self.store.quads_for_pattern(None, RDF.type, cls, None)
        return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})

    # numbers and stages

    def readings(self) -> list[Reading]:
        """The numbers that have a value, a place and a period."""
        found = filter(None, map(self._reading, self.members(FZ.Observation)))
        return sorted(found, key=lambda reading: (reading.document, reading.iri))

    def _reading(self, iri: str) -> Reading | None:
        place, period = self.first(iri, FZ.place), self.first(iri, FZ.period)
        written, unit = self.first(iri, FZ.asWritten), self.first(iri, FZ.unit)
        value = number(written)
        if not place or not period or value is None:
            return None
        known = self.first(iri, FZ.indicator, SKOS.broader)
        canonical = self.first(iri, FZ.canonicalValue)
        factor = _factor(unit) if canonical else Decimal(1)
        return Reading(
            iri, self._document(iri), known or self.first(iri, FZ.indicator),
            self.first(iri, FZ.indicator, SKOS.prefLabel), bool(known), place,
            _code(self.first(iri, FZ.measure)), _code(self.first(iri, FZ.bound)), _code(self.first(iri, FZ.status)),  # type: ignore[arg-type]
            period, value * factor, self.first(iri, QUDT.unit) or unit, _step(written) * factor, written + unit,
            known in _lower(), is_added(*self._words(iri)),
        )  # fmt: skip

    def _words(self, iri: str) -> tuple[str, str]:
        """What stands in the sentence before an observation's words, and these."""
        mention = self.first(iri, PROV.wasDerivedFrom)
        sentence = self.first(mention, FZ.sentence)
        text = self.first(sentence, OA.hasSelector, OA.exact)
        bounds = self.first(sentence, OA.hasSelector, OA.start), self.first(mention, OA.hasSelector, OA.start)
        at = int(bounds[1]) - int(bounds[0]) if all(bounds) else 0
        return text[:at], self.first(mention, OA.hasSelector, OA.exact)

    def _document(self, iri: str) -> str:
        return self.first(iri, PROV.wasDerivedFrom, OA.hasSource, DCTERMS.identifier)

    def events(self) -> list[Event]:
        """The stages of all projects."""
        found = []
        for project, events in self.objects(FZ.hasStage).items():
            for iri in events:
                mention = self.first(iri, PROV.wasDerivedFrom)
                found.append(
                    Event(
                        iri, project, self._document(iri), _code(self.first(iri, FZ.stage)),
                        _code(self.first(iri, FZ.status)), self.first(iri, FZ.period),  # type: ignore[arg-type]
                        self.first(mention, OA.hasSource, FZ.reviewYear)[:4], mention,
                    )
                )  # fmt: skip
        return sorted(found, key=lambda event: (event.document, event.iri))

    # organizations and projects

    def things(self, kind: str) -> list[Thing]:
        """The organizations or projects with their names and what supports or forbids a merge."""
        scopes = self._scopes()
        return [self._thing(iri, scopes.get(iri, ())) for iri in self.members(_KINDS[kind])]

    def _thing(self, iri: str, scope: tuple[str, ...]) -> Thing:
        preferred = self.objects(SKOS.prefLabel).get(iri, [])
        others = set(self.objects(SKOS.altLabel).get(iri, [])).difference(preferred)
        types = sorted(_TYPES[cls] for cls in map(NamedNode, self.objects(RDF.type).get(iri, [])) if cls in _TYPES)
        quantities = self.objects(FZ.capacity).get(iri, []), self.objects(FZ.investment).get(iri, [])
        sizes, sums = (tuple(sorted(filter(None, map(self._quantity, found)))) for found in quantities)
        return Thing(
            iri, (*preferred, *sorted(others, key=lambda name: (-len(name), name))), types[0] if types else "", scope,
            tuple(sorted({self._area(place) for place in self.objects(FZ.locatedIn).get(iri, [])} - {""})),
            tuple(sorted({self.first(owner, SKOS.prefLabel) for owner in self.objects(FZ.owner).get(iri, [])})),
            sizes, tuple(value for value, _ in sums),
        )  # fmt: skip

    def _area(self, place: str) -> str:
        """The full name of the division that a place is or lies in, empty where none is known."""
        known = self.first(place, FZ.divisionCode)
        return self.first(place, FZ.fullName) if known else self.first(place, SCHEMA.containedInPlace, FZ.fullName)

    def _quantity(self, iri: str) -> Size | None:
        return size(self.first(iri, FZ.asWritten), self.first(iri, FZ.unit))

    def _scopes(self) -> dict[str, tuple[str, ...]]:
        """The full names of the places whose documents name a thing."""
        found: dict[str, set[str]] = {}
        for mention, things in self.objects(FZ.refersTo).items():
            scope = self._scope(self.first(mention, OA.hasSource))
            for thing in things:
                found.setdefault(thing, set()).add(scope)
        return {thing: tuple(sorted(scopes)) for thing, scopes in found.items()}

    def _scope(self, document: str) -> str:
        """The full name of a document's place, or the document where that is unknown or may be several places."""
        place = self.first(document, DCTERMS.spatial)
        certain = self.first(place, FZ.divisionCode) or self.first(place, SCHEMA.containedInPlace)
        return self.first(place, FZ.fullName) if certain else f"document {self.first(document, DCTERMS.identifier)}"

    def names(self) -> tuple[dict[str, list[str]], dict[str, str]]:
        """(the IRIs that a name may mean, the kind of each), for all that can be merged; an IRI is a name of itself."""
        names: dict[str, list[str]] = {}
        kinds: dict[str, str] = {}
        for kind, cls in _KINDS.items():
            for iri in self.members(cls):
                kinds[iri] = kind
                labels = (self.objects(predicate).get(iri, ()) for predicate in (SKOS.prefLabel, SKOS.altLabel))
                for name in dict.fromkeys((*chain(*labels), iri)):
                    names.setdefault(name, []).append(iri)
        return names, kinds

    def mentions(self) -> Iterator[tuple[str, str]]:
        """(thing, mention) of every naming, sorted."""
        pairs = ((thing, mention) for mention, things in self.objects(FZ.refersTo).items() for thing in things)
        yield from sorted(pairs)


def _code(iri: str) -> str:
    """The code of a concept: `…#measure-growth` is `growth`."""
    return iri.rpartition("#")[2].partition("-")[2]


def _factor(unit: str) -> Decimal:
    known = ontology.unit(unit)
    return known.multiplier if known else Decimal(1)


def _step(written: str) -> Decimal:
    """What one in the last digit of a number as written is worth.

    >>> _step("5.5"), _step("300")
    (Decimal('0.1'), Decimal('1'))
    """
    places = len(written.partition(".")[2]) if written.replace(".", "", 1).isdigit() else 0
    return Decimal(1).scaleb(-places)


@cache
def _lower() -> frozenset[str]:
    """The known indicators of which less is better."""
    return frozenset(
        triple.subject.value
        for triple in ontology.triples(ontology.CONCEPTS)
        if triple.predicate == FZ.lessIsBetter and isinstance(triple.subject, NamedNode)
    )
