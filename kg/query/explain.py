"""What a graph knows of a thing, and why: its facts, each with its sentence, its rule and the words that decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.query.search import Thing, find
from kg.reference.terms import DCTERMS, FZ, OA, PROV, RDF, SCHEMA, SKOS
from kg.text.wording import counted, spaced

# Things that have facts, and facts that have evidence; the more special class first.
_THINGS = (
    "AdministrativeDivision", "Zone", "NaturalFeature", "Region", "Place", "Company", "PublicBody", "Institution",
    "Organization", "Industry", "Project", "Indicator", "Document",
)  # fmt: skip
_FACTS = ("Observation", "StageEvent", "Quantity", "Statement", "Mention")
_NAMES = (SKOS.prefLabel, SKOS.altLabel, FZ.fullName, DCTERMS.title, DCTERMS.identifier)
_FEATURES = {
    "also named": SKOS.altLabel,
    "full name": FZ.fullName,
    "division code": FZ.divisionCode,
    "part of": SCHEMA.containedInPlace,
    "located in": FZ.locatedIn,
    "owner": FZ.owner,
    "in industry": FZ.inIndustry,
    "broader": SKOS.broader,
    "GB/T 4754": SKOS.closeMatch,
    "speaks for": DCTERMS.spatial,
    "year under review": FZ.reviewYear,
    "kind": FZ.kind,
    "issued": DCTERMS.issued,
    "damage": FZ.damage,
    "SHA-256": FZ.sha256,
}
_BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
_ORIGINS = {
    "clause": "said in the clause",
    "sentence": "said in the sentence",
    "heading": "from the heading",
    "title": "from the title",
    "text": "from the text",
    "manifest": "from documents.csv",
    "default": "by default",
}
_FIELDS = ("status", "period", "place", "kind", "issued", "review year", "spatial", "title")
_AROUND = 80  # characters of the sentence that are shown before and after the words of the fact


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in words, where it stands in which document, and the lines that say why it is there."""

    place: tuple[str, int, int]
    text: str
    reasons: tuple[str, ...]


def explain(graph: Store, wanted: str, limit: int = 0) -> str:
    """What the graph knows of a name or an IRI, in words; at most `limit` facts of each kind where that is not 0.

    Raises QueryError, with suggestions, where nothing has such a name or too much has.
    """
    teller = _Teller(graph)
    lines = teller.fact_alone(wanted.strip("<> ")) or []
    if not lines:
        for thing in find(teller.things(), wanted):
            lines += [*teller.about(thing, limit), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


class _Teller:
    """Tells a graph in words; named graphs count as one."""

    def __init__(self, graph: Store) -> None:
        self.graph = graph

    # The graph

    def values(self, subject: NamedNode, *predicates: NamedNode) -> list[NamedNode | Literal]:
        """The objects of each predicate in turn, sorted by their text, each once."""
        found: dict[NamedNode | Literal, None] = {}
        for predicate in predicates:
            objects = (quad.object for quad in self.graph.quads_for_pattern(subject, predicate, None))
            terms = (term for term in objects if isinstance(term, NamedNode | Literal))
            found.update(dict.fromkeys(sorted(terms, key=lambda term: term.value)))
        return list(found)

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """Those objects that are things."""
        return [term for term in self.values(subject, predicate) if isinstance(term, NamedNode)]

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        """The things of which it is said, sorted, each once."""
        subjects = {quad.subject for quad in self.graph.quads_for_pattern(None, predicate, value)}
        return sorted((node for node in subjects if isinstance(node, NamedNode)), key=lambda node: node.value)

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first value in words, empty where there is none."""
        return next((self.shown(term) for term in self.values(subject, predicate)), "")

    def shown(self, term: NamedNode | Literal) -> str:
        """A literal's text, a thing's name, a concept's code."""
        if isinstance(term, Literal):
            return term.value
        names = self.values(term, *_NAMES)
        if term.value.startswith(FZ.iri) or not names:
            return _code(term)
        return " ".join(item.value for item in (*self.values(term, SKOS.notation)[:1], names[0]))

    # Things

    def things(self) -> list[Thing]:
        """All that can be asked for by name, each with its most special class."""
        found: dict[NamedNode, str] = {}
        for name in _THINGS:
            for iri in self.subjects(RDF.type, FZ[name]):
                found.setdefault(iri, name)
        return [self._thing(iri, name) for iri, name in found.items()]

    def _thing(self, iri: NamedNode, name: str) -> Thing:
        names = tuple(dict.fromkeys(term.value for term in self.values(iri, *_NAMES)))
        return Thing(iri.value, spaced(name), names or (iri.value,))

    def about(self, thing: Thing, limit: int) -> Iterator[str]:
        """The thing with its features, then its facts, each with the reasons."""
        iri = NamedNode(thing.iri)
        yield f"{thing.names[0]}  ({thing.kind})  {thing.iri}"
        for title, predicate in _FEATURES.items():
            if values := self.values(iri, predicate):
                yield f"  {title}: {'、'.join(self.shown(value) for value in values)}"
        yield from (f"  {line}" for line in (*self._merges(iri), *self._origins(iri)))
        for title, facts in self._facts(iri).items():
            yield from _section(title, facts, limit)

    def _facts(self, iri: NamedNode) -> dict[str, list[Fact]]:
        """The facts about a thing by kind; mentions only where no fact names it."""
        observations = {*self.subjects(FZ.indicator, iri), *self.subjects(FZ.place, iri)}
        stages = self.nodes(iri, FZ.hasStage)
        quantities = [*self.nodes(iri, FZ.capacity), *self.nodes(iri, FZ.investment)]
        links = {*self.subjects(RDF.subject, iri), *self.subjects(RDF.object, iri)}
        kinds = {"observation": observations, "stage": stages, "quantity": quantities, "link": links}
        told = {title: self._all(found) for title, found in kinds.items() if found}
        mentions = self.subjects(FZ.refersTo, iri)
        return told or ({"mention": self._all(mentions)} if mentions else {})

    def _all(self, facts: Iterable[NamedNode]) -> list[Fact]:
        return sorted((self.fact(fact) for fact in facts), key=lambda fact: (fact.place, fact.text))

    # Facts

    def fact_alone(self, iri: str) -> list[str]:
        """A fact asked for by its own IRI; empty where it is none."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return []
        classes = {term.value for term in self.values(node, RDF.type)}
        if not any(FZ[name].value in classes for name in _FACTS):
            return []
        fact = self.fact(node)
        return [fact.text, *(f"  {reason}" for reason in fact.reasons), f"  {iri}"]

    def fact(self, iri: NamedNode) -> Fact:
        """A fact with its evidence."""
        mention = next(iter(self.nodes(iri, PROV.wasDerivedFrom)), iri)
        place, quote = self._quote(mention)
        reasons = [quote, f"{place[0]}, characters {place[1]} to {place[2]}; rule {self.text(mention, FZ.rule)}"]
        return Fact(place, self._words(iri), (*reasons, *self._origins(iri), *self._linked(iri)))

    def _words(self, iri: NamedNode) -> str:
        """The fact itself: what kind it is shows in what it has."""
        if self.values(iri, FZ.indicator):
            return self._observation(iri)
        if self.values(iri, RDF.predicate):
            return " ".join(self.text(iri, term) for term in (RDF.subject, RDF.predicate, RDF.object))
        if self.values(iri, FZ.refersTo):
            return f"{self.text(iri, FZ.asWritten)} → {self.text(iri, FZ.refersTo)}"
        if self.values(iri, FZ.asWritten):
            role = "investment" if self.subjects(FZ.investment, iri) else "capacity"
            return f"{role} {self.text(iri, FZ.asWritten)}{self.text(iri, FZ.unit)}"
        return " · ".join(filter(None, (self.text(iri, FZ.stage) or "named", *self._frame(iri))))

    def _observation(self, iri: NamedNode) -> str:
        bound = _BOUNDS.get(self.text(iri, FZ.bound), "")
        amount = f"{self.text(iri, FZ.indicator)} {bound}{self.text(iri, FZ.asWritten)}{self.text(iri, FZ.unit)}"
        return " · ".join(
            filter(None, (amount, self.text(iri, FZ.measure), *self._frame(iri), self.text(iri, FZ.place)))
        )

    def _frame(self, iri: NamedNode) -> tuple[str, str]:
        return self.text(iri, FZ.period), self.text(iri, FZ.status)

    def _origins(self, iri: NamedNode) -> Iterator[str]:
        """Where each field was taken from that the fact's own words do not say."""
        told = {self.text(node, FZ.field): node for node in self.nodes(iri, FZ.inheritedFrom)}
        for field in sorted(told, key=lambda field: (_FIELDS.index(field) if field in _FIELDS else -1, field)):
            kind = self.text(told[field], FZ.originKind)
            said = "".join(f" 「{self._exact(node)}」" for node in self.nodes(told[field], PROV.wasDerivedFrom))
            yield f"{field}: {_ORIGINS.get(kind, kind)}{said}"

    def _merges(self, iri: NamedNode) -> Iterator[str]:
        """The names that were found to mean the same thing, with the rule."""
        for merge in self.subjects(FZ.kept, iri):
            yield f"one with {self.text(merge, FZ.mergedName)}: rule {self.text(merge, FZ.rule)}"

    def _linked(self, iri: NamedNode) -> Iterator[str]:
        """What other facts make of this one: the outcome of a target, confirmations, contradictions."""
        for outcome in self.subjects(FZ.target, iri):
            result = self._source(self.nodes(outcome, FZ.result)[0])
            yield f"{self.text(outcome, FZ.verdict).replace('-', ' ')}: {self._reason(outcome)} ({result})"
        for other in dict.fromkeys((*self.nodes(iri, FZ.confirms), *self.subjects(FZ.confirms, iri))):
            yield f"confirmed by {self._source(other)}"
        for contradiction in self.subjects(FZ.claim, iri):
            yield f"contradicted: {self._reason(contradiction)}"

    def _reason(self, iri: NamedNode) -> str:
        reasons = (term for term in self.values(iri, FZ.reason) if isinstance(term, Literal))
        return next((term.value for term in reasons if term.language == "en"), "")

    def _source(self, fact: NamedNode) -> str:
        (document, start, end), _ = self._quote(self.nodes(fact, PROV.wasDerivedFrom)[0])
        return f"{document}, characters {start} to {end}"

    def _exact(self, stretch: NamedNode) -> str:
        return "".join(self.text(selector, OA.exact) for selector in self.nodes(stretch, OA.hasSelector)[:1])

    def _bounds(self, stretch: NamedNode) -> tuple[int, int]:
        selector = self.nodes(stretch, OA.hasSelector)[0]
        return int(self.text(selector, OA.start)), int(self.text(selector, OA.end))

    def _quote(self, mention: NamedNode) -> tuple[tuple[str, int, int], str]:
        """(document, start, end) of a mention, and its sentence with the words marked."""
        start, end = self._bounds(mention)
        document = "".join(self.text(node, DCTERMS.identifier) for node in self.nodes(mention, OA.hasSource)[:1])
        sentence = self.nodes(mention, FZ.sentence)[0]
        text, first = self._exact(sentence), self._bounds(sentence)[0]
        return (document, start, end), marked(text, start - first, end - first)


def marked(sentence: str, start: int, end: int) -> str:
    """A sentence with the words sentence[start:end] in brackets, cut where it goes on for long.

    >>> marked("全市地区生产总值421.17亿元，居第一位。", 2, 14)
    '全市【地区生产总值421.17】亿元，居第一位。'
    """
    first, last = max(0, start - _AROUND), min(len(sentence), end + _AROUND)
    before = ("…" if first else "") + sentence[first:start]
    after = sentence[end:last] + ("…" if last < len(sentence) else "")
    return f"{before}【{sentence[start:end]}】{after}"


def _section(title: str, facts: list[Fact], limit: int) -> Iterator[str]:
    shown = facts[:limit] if limit else facts
    yield ""
    yield f"{counted(len(facts), title)}"
    for fact in shown:
        yield f"  {fact.text}"
        yield from (f"      {reason}" for reason in fact.reasons)
    if len(shown) < len(facts):
        yield f"  … {len(facts) - len(shown)} more; --all shows them"


def _code(term: NamedNode) -> str:
    """A term by the last part of its IRI, a concept of a scheme by its code.

    >>> _code(FZ["bound-at_least"]), _code(FZ["verdict-not-comparable"]), _code(FZ.locatedIn), _code(DCTERMS.spatial)
    ('at_least', 'not-comparable', 'located in', 'spatial')
    """
    name = re.split("[#/]", term.value)[-1]
    return spaced(name.partition("-")[2] or name)
