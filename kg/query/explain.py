"""What a graph knows of a thing, and why: its facts, each with its sentence, its rule and the words that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from kg.query.search import Thing, find
from kg.rdf.records import Evidence, Observation
from kg.rdf.view import NAMES, Term, View, code
from kg.reference.classes import FACTS, THINGS
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, SCHEMA, SKOS, local
from kg.text.wording import counted, spaced

_FEATURES = {
    "also named": SKOS.altLabel,
    "full name": FZ.fullName,
    "division code": FZ.divisionCode,
    "part of": SCHEMA.containedInPlace,
    "located in": FZ.locatedIn,
    "owner": FZ.owner,
    "in industry": FZ.inIndustry,
    "concept": FZ.concept,
    "broader": SKOS.broader,
    "GB/T 4754": SKOS.closeMatch,
    "speaks for": DCTERMS.spatial,
    "year under review": FZ.reviewYear,
    "kind": FZ.kind,
    "issued": DCTERMS.issued,
    "damage": FZ.damage,
    "SHA-256": FZ.sha256,
}
_ORIGINS = {
    "clause": "said in the clause",
    "sentence": "said in the sentence",
    "heading": "from the heading",
    "title": "from the title",
    "text": "from the text",
    "manifest": "from documents.csv",
    "correction": "from corrections.tsv",
    "default": "by default",
}
_SIDES = (("for it", "+"), ("against", "-"))
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
    explainer = _Explainer(View(graph))
    lines = explainer.fact_alone(wanted.strip("<> ")) or []
    if not lines:
        for thing in find(explainer.things(), wanted):
            lines += [*explainer.about(thing, limit), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


class _Explainer:
    """Puts what a graph says into words."""

    def __init__(self, view: View) -> None:
        self.view = view

    def text(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The first value in words, empty where there is none."""
        return next(map(self.shown, self.view.terms(subject, predicate)), "")

    def shown(self, term: Term) -> str:
        """A literal's text, a thing's name, a concept's code."""
        if isinstance(term, Literal):
            return term.value
        names = self.names(term)
        if term.value.startswith(FZ.iri) or not names:
            return _code(term)
        return " ".join((*self.view.texts(term, SKOS.notation)[:1], names[0]))

    def names(self, iri: NamedNode) -> list[str]:
        """What a thing is called, the name to show first before the others."""
        terms = self.view.terms
        return list(dict.fromkeys(term.value for predicate in NAMES for term in terms(iri, predicate)))

    # Things

    def things(self) -> list[Thing]:
        """All that can be asked for by name, each with its most special class."""
        found: dict[NamedNode, str] = {}
        for name in THINGS:
            for iri in self.view.members(FZ[name]):
                found.setdefault(iri, name)
        return [Thing(iri.value, spaced(name), tuple(self.names(iri)) or (iri.value,)) for iri, name in found.items()]

    def about(self, thing: Thing, limit: int) -> Iterator[str]:
        """The thing with its features, then its facts, each with the reasons."""
        iri = NamedNode(thing.iri)
        yield f"{thing.names[0]}  ({thing.kind})  {thing.iri}"
        for title, predicate in _FEATURES.items():
            if values := self.view.terms(iri, predicate):
                yield f"  {title}: {'、'.join(self.shown(value) for value in values)}"
        yield from (f"  {line}" for line in (*self._merges(iri), *self._origins(iri)))
        for title, facts in self._facts(iri).items():
            yield from _section(title, facts, limit)

    def _facts(self, iri: NamedNode) -> dict[str, list[Fact]]:
        """The facts about a thing by kind; mentions only where no fact names it."""
        view = self.view
        kinds: dict[str, Iterable[NamedNode]] = {
            "observation": {*view.subjects(FZ.indicator, iri), *view.subjects(FZ.place, iri)},
            "stage": view.nodes(iri, FZ.hasStage),
            "quantity": [*view.nodes(iri, FZ.capacity), *view.nodes(iri, FZ.investment)],
            "link": {*view.subjects(RDF.subject, iri), *view.subjects(RDF.object, iri)},
        }
        facts = {title: self._all(found) for title, found in kinds.items() if found}
        mentions = view.subjects(FZ.refersTo, iri)
        return facts or ({"mention": self._all(mentions)} if mentions else {})

    def _all(self, facts: Iterable[NamedNode]) -> list[Fact]:
        return sorted((self.fact(fact) for fact in facts), key=lambda fact: (fact.place, fact.text))

    # Facts

    def fact_alone(self, iri: str) -> list[str]:
        """A fact asked for by its own IRI; empty where it is none."""
        try:
            node = NamedNode(iri)
        except ValueError:
            return []
        if not set(self.view.types(node)).intersection(FZ[name] for name in (*FACTS, "Mention")):
            return []
        fact = self.fact(node)
        return [fact.text, *(f"  {reason}" for reason in fact.reasons), f"  {iri}"]

    def fact(self, iri: NamedNode) -> Fact:
        """A fact with its evidence."""
        evidence = self._evidence(iri)
        reasons = [_quote(evidence), f"{_place(evidence)}; rule {evidence.rule}"]
        place = evidence.name, evidence.stretch.start, evidence.stretch.end
        return Fact(
            place, self._words(iri), (*reasons, *self._confidence(iri), *self._origins(iri), *self._linked(iri))
        )

    def _confidence(self, iri: NamedNode) -> Iterator[str]:
        """How far the fact can be trusted, with the strongest reasons for and against."""
        told = self.view.text(iri, FZ.confidence)
        reasons = self.view.text(iri, FZ.confidenceReasons).split()
        if told:
            sides = ((title, [name[1:] for name in reasons if name[0] == sign]) for title, sign in _SIDES)
            yield "; ".join([f"confidence {told}", *(f"{title} {', '.join(names)}" for title, names in sides if names)])

    def _evidence(self, fact: NamedNode) -> Evidence:
        """The first mention of a fact; a mention is its own."""
        return self.view.evidence(self.view.node(fact, PROV.wasDerivedFrom) or fact)

    def _words(self, iri: NamedNode) -> str:
        """The fact itself: what kind it is shows in what it has."""
        view = self.view
        if view.terms(iri, FZ.indicator):
            return self._observation(view.observation(iri))
        if view.terms(iri, RDF.predicate):
            return " ".join(self.text(iri, term) for term in (RDF.subject, RDF.predicate, RDF.object))
        if view.terms(iri, FZ.refersTo):
            name = self.text(iri, FZ.asWritten) or self.text(iri, NIF.anchorOf)
            return f"{name} → {self.text(iri, FZ.refersTo)}"
        if view.terms(iri, FZ.unit):
            role = "investment" if view.subjects(FZ.investment, iri) else "capacity"
            return f"{role} {view.amount(iri)}"
        event = view.stage_event(iri)
        return " · ".join(filter(None, (event.stage or "named", event.period, event.status)))

    def _observation(self, observation: Observation) -> str:
        indicator, place = (self.shown(term) if term else "" for term in (observation.indicator, observation.place))
        parts = (
            f"{indicator} {observation.amount}",
            observation.measure,
            observation.period,
            observation.status,
            place,
        )
        return " · ".join(filter(None, parts))

    def _origins(self, iri: NamedNode) -> Iterator[str]:
        """Where each field was taken from that the fact's own words do not say."""
        origins = map(self.view.origin, self.view.inherited(iri))
        by_field = {spaced(origin.field): origin for origin in origins}
        for field in sorted(by_field, key=lambda field: (_FIELDS.index(field) if field in _FIELDS else -1, field)):
            origin = by_field[field]
            words = f" 「{origin.passage.words}」" if origin.passage else ""
            yield f"{field}: {_ORIGINS.get(origin.kind, origin.kind)}{words}"

    def _merges(self, iri: NamedNode) -> Iterator[str]:
        """The names that were found to mean the same thing, with the rule."""
        for merge in map(self.view.merge, self.view.subjects(FZ.kept, iri)):
            yield f"one with {merge.merged_name}: rule {merge.rule}"

    def _linked(self, iri: NamedNode) -> Iterator[str]:
        """What other facts make of this one: the outcome of a target, confirmations, contradictions."""
        view = self.view
        for outcome in map(view.outcome, view.subjects(FZ.target, iri)):
            result = _place(self._evidence(outcome.results[0]))
            yield f"{outcome.verdict.replace('-', ' ')}: {outcome.reason[1]} ({result})"
        confirming = map(self._evidence, self._confirming(iri))
        for evidence in sorted(confirming, key=lambda told: (told.name, told.stretch.start)):
            yield f"confirmed by {_place(evidence)}"
        for contradiction in view.subjects(FZ.claim, iri):
            yield f"contradicted: {view.reason(contradiction)[1]}"

    def _confirming(self, iri: NamedNode) -> list[NamedNode]:
        """The facts that say the same, along the chain that links them."""
        found = {iri: None}
        waiting = [iri]
        while waiting:
            here = waiting.pop()
            near = (*self.view.nodes(here, FZ.confirms), *self.view.subjects(FZ.confirms, here))
            waiting += (other for other in near if other not in found)
            found |= dict.fromkeys(near)
        return list(found)[1:]


def _place(evidence: Evidence) -> str:
    place = f"{evidence.name}, characters {evidence.stretch.start} to {evidence.stretch.end}"
    return f"{place}, recognized from a picture ({evidence.region})" if evidence.region else place


def _quote(evidence: Evidence) -> str:
    """The sentence with the words of a fact marked."""
    stretch, context = evidence.stretch, evidence.context
    return marked(context.words, stretch.start - context.start, stretch.end - context.start)


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
    return spaced(code(term) or local(term.value))
