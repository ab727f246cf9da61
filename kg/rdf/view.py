"""One view of a graph for all that read it: its terms, and the plain records that they make up.

Nothing is read before it is asked for, and then by its place in an index, so that a graph on disk answers as fast as a
small one. What several named graphs say is told once. Where one value is wanted and the graph has several, it is the
first in the order of their text; a value that is missing is an empty text or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.rdf.records import Amount, Evidence, Merge, Observation, Origin, Outcome, StageEvent, Stretch
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, QUDT, RDF, SKOS, local

Term = NamedNode | Literal
_TERMS = (NamedNode, Literal)  # quicker to test for than the union

# What a thing is called, the name to show first before the others.
NAMES = (SKOS.prefLabel, SKOS.altLabel, FZ.fullName, DCTERMS.title, DCTERMS.identifier)
# So many answers are kept: places, documents and sentences are asked for again and again.
_KEPT = 1 << 16


class View:
    """A graph as its readers see it; `graph` is the only one of a store that is read, without it all are.

    `terms(subject, predicate)` are the values of a predicate, each once, in the order of their text; `stretch(node)` is
    a stretch of text.
    """

    def __init__(self, store: Store, graph: NamedNode | DefaultGraph | None = None) -> None:
        self.store, self.graph = store, graph
        self.terms: Callable[[NamedNode, NamedNode], tuple[Term, ...]] = lru_cache(_KEPT)(self._terms)
        self.stretch: Callable[[NamedNode | None], Stretch] = lru_cache(_KEPT)(self._stretch)

    # Terms

    def quads(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Quad]:
        """The quads of a pattern, those of several named graphs as often as they are told."""
        return self.store.quads_for_pattern(subject, predicate, value, self.graph)

    def _terms(self, subject: NamedNode, predicate: NamedNode) -> tuple[Term, ...]:
        return _ordered([quad.object for quad in self.quads(subject, predicate)])

    def nodes(self, subject: NamedNode | None, predicate: NamedNode) -> list[NamedNode]:
        """Those values that are things."""
        return [term for term in self.terms(subject, predicate) if isinstance(term, NamedNode)] if subject else []

    def node(self, subject: NamedNode | None, *path: NamedNode) -> NamedNode | None:
        """The first thing at the end of a path."""
        for predicate in path:
            subject = next(iter(self.nodes(subject, predicate)), None)
        return subject

    def texts(self, subject: NamedNode, predicate: NamedNode) -> list[str]:
        """The values as text, each once."""
        return list(dict.fromkeys(term.value for term in self.terms(subject, predicate)))

    def text(self, subject: NamedNode | None, predicate: NamedNode, language: str = "zh") -> str:
        """The first value as text, one in the language before others."""
        terms = self.terms(subject, predicate) if subject else ()
        if len(terms) > 1:
            terms = tuple(sorted(terms, key=lambda term: getattr(term, "language", "") != language))
        return terms[0].value if terms else ""

    def code(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The code of a value that is a concept of a scheme."""
        return code(self.node(subject, predicate))

    def described(self, subject: NamedNode) -> Mapping[NamedNode, tuple[Term, ...]]:
        """All that is told of a thing, by predicate."""
        found: dict[NamedNode, list[object]] = {}
        for quad in self.quads(subject):
            found.setdefault(quad.predicate, []).append(quad.object)
        return {
            predicate: _ordered(terms) for predicate, terms in sorted(found.items(), key=lambda pair: pair[0].value)
        }

    def subjects(self, predicate: NamedNode, value: Term) -> list[NamedNode]:
        """The things that have a value, each once, in the order of their IRIs."""
        return _things(quad.subject for quad in self.quads(None, predicate, value))

    def members(self, cls: NamedNode) -> list[NamedNode]:
        """The things of a class and of those below it, likewise."""
        quads = (quad for one in ontology.below(cls) for quad in self.quads(None, RDF.type, one))
        return _things(quad.subject for quad in quads)

    def types(self, node: NamedNode) -> list[NamedNode]:
        """The classes of a thing with all that the ontology has above them, in the order of the IRIs."""
        told = self.nodes(node, RDF.type)
        own = (local(cls.value) for cls in told if ontology.is_own(cls))
        return _things((*told, *(cls for name in own for cls in ontology.types(name))))

    def pairs(self, predicate: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
        """(subject, object) of all links of a kind between things, each once, in the order of the IRIs."""
        quads = self.quads(None, predicate)
        found = {
            (quad.subject, quad.object)
            for quad in quads
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        }
        return sorted(found, key=lambda pair: (pair[0].value, pair[1].value))

    # Where a fact stands

    def _stretch(self, node: NamedNode | None) -> Stretch:
        start, end = (_offset(self.text(node, edge)) for edge in (NIF.beginIndex, NIF.endIndex))
        return Stretch(start, end, self.text(node, NIF.anchorOf))

    def evidence(self, mention: NamedNode) -> Evidence:
        """Where a mention stands."""
        document, sentence = self.node(mention, NIF.referenceContext), self.node(mention, FZ.sentence)
        return Evidence(
            mention, document, self.text(document, DCTERMS.identifier), self.stretch(mention),
            self.stretch(sentence) if sentence else None, self.text(mention, FZ.rule),
            self.text(mention, FZ.sourceRegion),
        )  # fmt: skip

    def proofs(self, fact: NamedNode) -> list[Evidence]:
        """The evidence of a fact."""
        return [self.evidence(mention) for mention in self.nodes(fact, PROV.wasDerivedFrom)]

    def headings(self, sentence: NamedNode | None) -> list[NamedNode]:
        """The headings above a sentence, the nearest first."""
        found = self.nodes(sentence, FZ.heading)
        for heading in found:
            found += (above for above in self.nodes(heading, FZ.heading) if above not in found)
        return found

    def inherited(self, fact: NamedNode) -> list[NamedNode]:
        """What holds for a fact that its own words do not say: what it tells itself, the rest as its sentence tells."""
        own = {self.node(iri, FZ.field): iri for iri in self.nodes(fact, FZ.inheritedFrom)}
        handed = self.nodes(self.node(fact, PROV.wasDerivedFrom, FZ.sentence), FZ.inheritedFrom)
        for iri in handed:
            field = self.node(iri, FZ.field)
            if field and field not in own and self.terms(fact, field):
                own[field] = iri
        return sorted((iri for iri in own.values() if not self._is_own_words(iri)), key=lambda iri: iri.value)

    def _is_own_words(self, origin: NamedNode) -> bool:
        said = self.code(origin, FZ.originKind) in ("clause", "sentence")
        return said and not self.node(origin, PROV.wasDerivedFrom)

    def origin(self, node: NamedNode) -> Origin:
        """Where a field was taken from that the words of a fact do not say."""
        field, passage = self.node(node, FZ.field), self.node(node, PROV.wasDerivedFrom)
        return Origin(
            local(field.value) if field else "", self.code(node, FZ.originKind),
            self.node(passage, NIF.referenceContext), self.stretch(passage) if passage else None,
        )  # fmt: skip

    def is_nested(self, mention: NamedNode) -> bool:
        """Whether a mention stands inside that of a longer name."""
        return self.text(mention, FZ.nested) == "true"

    # Facts

    def amount(self, fact: NamedNode) -> Amount:
        """The amount of an observation or of a quantity."""
        value, unit = self.text(fact, FZ.canonicalValue), self.node(fact, QUDT.unit)
        return Amount(
            self.text(fact, FZ.asWritten) or self.text(fact, FZ.value), self.text(fact, FZ.unit),
            self.code(fact, FZ.bound),
            *((value, unit.value) if value and unit else ("", "")),
        )  # fmt: skip

    def observation(self, iri: NamedNode) -> Observation:
        """A number with its frame."""
        return Observation(
            iri, self.node(iri, FZ.indicator), self.node(iri, FZ.indicator, FZ.concept), self.amount(iri),
            self.code(iri, FZ.measure), self.code(iri, FZ.status), self.text(iri, FZ.period), self.node(iri, FZ.place),
        )  # fmt: skip

    def stage_event(self, iri: NamedNode) -> StageEvent:
        """A stage of a project."""
        period, end = (self.text(iri, predicate) for predicate in (FZ.period, FZ.periodEnd))
        return StageEvent(iri, self.code(iri, FZ.stage), self.code(iri, FZ.status), period, end)

    # What is linked across documents

    def outcome(self, iri: NamedNode) -> Outcome:
        """What came of a target."""
        targets, results = (tuple(self.nodes(iri, predicate)) for predicate in (FZ.target, FZ.result))
        difference = self.text(iri, FZ.difference)
        return Outcome(iri, targets, results, self.code(iri, FZ.verdict), self.reason(iri), difference)

    def reason(self, iri: NamedNode) -> tuple[str, str]:
        """Why an outcome or a contradiction was found, in Chinese and English."""
        terms = [term for term in self.terms(iri, FZ.reason) if isinstance(term, Literal)]
        other, english = ([term.value for term in terms if (term.language == "en") is own] for own in (False, True))
        return "".join(other[:1]), "".join(english[:1])

    def merge(self, iri: NamedNode) -> Merge:
        """Two names that were found to mean one thing."""
        names = (self.text(iri, predicate) for predicate in (FZ.keptName, FZ.mergedName, FZ.rule))
        return Merge(iri, self.node(iri, FZ.kept), self.node(iri, FZ.merged), *names)


def _offset(text: str) -> int:
    """An offset into a document's text; 0 for what is none, as a graph of others may have it."""
    return int(text) if len(text) < 12 and text.isascii() and text.isdecimal() else 0


def code(concept: NamedNode | None) -> str:
    """The code of a concept: what follows its scheme in its name.

    >>> code(FZ["bound-at_least"]), code(FZ["verdict-not-comparable"]), code(None)
    ('at_least', 'not-comparable', '')
    """
    return local(concept.value).partition("-")[2] if concept else ""


def _ordered(terms: Iterable[object]) -> tuple[Term, ...]:
    found = tuple(term for term in dict.fromkeys(terms) if isinstance(term, _TERMS))
    return found if len(found) < 2 else tuple(sorted(found, key=lambda term: (term.value, str(term))))


def _things(nodes: Iterable[object]) -> list[NamedNode]:
    return sorted({node for node in nodes if isinstance(node, NamedNode)}, key=lambda node: node.value)
