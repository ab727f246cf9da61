"""What linking compares, read from a document's graph: numbers, stages, organizations, projects and industries."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from pyoxigraph import NamedNode

from kg.link.records import Event, Reading, clause, is_added, is_yearly
from kg.link.told import Naming, Spot, Told
from kg.model import Bound, Measure, Status
from kg.rdf.records import Amount, Evidence
from kg.rdf.view import View
from kg.reference import indicators, ontology
from kg.reference.classes import ORGANIZATION_TYPES
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, SCHEMA, SKOS, number
from kg.reference.units import Size, size

_KINDS = {"project": FZ.Project, "organization": FZ.Organization, "industry": FZ.Industry}
_TYPES = {FZ[name]: type_ for type_, name in ORGANIZATION_TYPES.items()}


def told(view: View) -> Told:
    """What a graph tells linking: the numbers that have a value, a place and a period, all stages, all things."""
    events = (_event(view, project, iri) for project, iri in view.pairs(FZ.hasStage))
    namings = (_naming(view, iri, kind) for kind, cls in _KINDS.items() for iri in view.members(cls))
    return Told(tuple(namings), tuple(readings(view)), tuple(events))


def readings(view: View) -> list[Reading]:
    """The numbers that have a value, a place and a period, by document and IRI."""
    found = filter(None, (_reading(view, iri) for iri in view.members(FZ.Observation)))
    return sorted(found, key=lambda reading: (reading.document, reading.iri))


def _reading(view: View, iri: NamedNode) -> Reading | None:
    observation, evidence = view.observation(iri), _evidence(view, iri)
    amount, indicator, known = observation.amount, observation.indicator, observation.known
    value = number(amount.written)
    if not (observation.place and indicator and observation.period and evidence) or value is None:
        return None
    measure: Measure = observation.measure  # type: ignore[assignment]
    bound: Bound = amount.bound  # type: ignore[assignment]
    status: Status = observation.status  # type: ignore[assignment]
    factor, (before, after) = _factor(amount), _clause(evidence)
    return Reading(
        iri.value, evidence.name, (known or indicator).value, view.text(indicator, SKOS.prefLabel), bool(known),
        observation.place.value, measure, bound, status, observation.period, value * factor,
        amount.base_unit or amount.unit, _step(amount.written) * factor, amount.written + amount.unit,
        known in _lower(), _leaves_open(known) and is_added(*_words(evidence)),
        is_yearly(before, evidence.stretch.words), evidence.stretch.start, before + after,
    )  # fmt: skip


def _evidence(view: View, fact: NamedNode) -> Evidence | None:
    mention = view.node(fact, PROV.wasDerivedFrom)
    return view.evidence(mention) if mention else None


def _words(evidence: Evidence) -> tuple[str, str]:
    """What stands in the sentence before an observation's words, and these."""
    start = evidence.stretch.start - evidence.context.start
    return evidence.context.words[:start], evidence.stretch.words


def _clause(evidence: Evidence) -> tuple[str, str]:
    """What stands in the clause before and behind an observation's words."""
    start = evidence.stretch.start - evidence.context.start
    return clause(evidence.context.words, start, start + len(evidence.stretch.words))


@cache
def _leaves_open(known: NamedNode | None) -> bool:
    """Whether an indicator may be told as what came on top and as what there is in all."""
    return known is None or any(one.stock for one in indicators.known() if one.iri == known)


def _factor(amount: Amount) -> Decimal:
    """How many of the canonical unit one of the unit as written is."""
    known = ontology.unit(amount.unit) if amount.value else None
    return known.multiplier if known else Decimal(1)


def _step(written: str) -> Decimal:
    """What one in the last digit of a number as written is worth.

    >>> _step("5.5"), _step("300")
    (Decimal('0.1'), Decimal('1'))
    """
    places = len(written.partition(".")[2]) if written.replace(".", "", 1).isdigit() else 0
    return Decimal(1).scaleb(-places)


@cache
def _lower() -> frozenset[NamedNode]:
    """The known indicators of which less is better."""
    triples = ontology.triples(ontology.INDICATORS)
    found = (triple.subject for triple in triples if triple.predicate == FZ.lessIsBetter)
    return frozenset(iri for iri in found if isinstance(iri, NamedNode))


def _event(view: View, project: NamedNode, iri: NamedNode) -> Event:
    event = view.stage_event(iri)
    mention = view.node(iri, PROV.wasDerivedFrom)
    document = view.node(mention, NIF.referenceContext)
    status: Status = event.status  # type: ignore[assignment]
    return Event(
        iri.value, project.value, view.text(document, DCTERMS.identifier), event.stage, status, event.period,
        view.text(document, FZ.reviewYear)[:4], mention.value if mention else "",
    )  # fmt: skip


def _naming(view: View, iri: NamedNode, kind: str) -> Naming:
    types = tuple(sorted(_TYPES[cls] for cls in view.nodes(iri, RDF.type) if cls in _TYPES))
    places = {_area(view, place) for place in view.nodes(iri, FZ.locatedIn)} - {""}
    return Naming(
        iri.value, kind, tuple(view.texts(iri, SKOS.prefLabel)), tuple(view.texts(iri, SKOS.altLabel)), types,
        _scope(view, iri), tuple(sorted(places)), tuple(owner.value for owner in view.nodes(iri, FZ.owner)),
        tuple(_quantities(view, iri, FZ.capacity)), tuple(value for value, _ in _quantities(view, iri, FZ.investment)),
        _first_mention(view, iri),
    )  # fmt: skip


def _first_mention(view: View, thing: NamedNode) -> Spot:
    for iri in view.subjects(FZ.refersTo, thing):
        found = view.evidence(iri)
        return iri.value, found.name, found.stretch.start
    return "", "", 0


def _area(view: View, place: NamedNode) -> str:
    """The full name of the division that a place is or lies in, empty where none is known."""
    is_division = view.text(place, FZ.divisionCode)
    return view.text(place if is_division else view.node(place, SCHEMA.containedInPlace), FZ.fullName)


def _quantities(view: View, project: NamedNode, role: NamedNode) -> list[Size]:
    amounts = map(view.amount, view.nodes(project, role))
    return sorted(filter(None, (size(amount.written, amount.unit) for amount in amounts)))


def _scope(view: View, thing: NamedNode) -> tuple[str, ...]:
    """The full names of the places whose documents name a thing."""
    documents = {view.node(mention, NIF.referenceContext) for mention in view.subjects(FZ.refersTo, thing)}
    return tuple(sorted({_scope_of(view, document) for document in documents}))


def _scope_of(view: View, document: NamedNode | None) -> str:
    """The full name of a document's place, or the document where that is unknown or may be several places."""
    place = view.node(document, DCTERMS.spatial)
    certain = view.text(place, FZ.divisionCode) or view.node(place, SCHEMA.containedInPlace)
    return view.text(place, FZ.fullName) if certain else f"document {view.text(document, DCTERMS.identifier)}"
