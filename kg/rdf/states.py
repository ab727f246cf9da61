"""What a graph says of its documents, projects and targets, in values that two graphs can be compared by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.reference.terms import DCTERMS, FZ, OA, PROV, QUDT, RDF, SKOS

_STAGES = ("planned", "approved", "started", "building", "completed")
_BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}
_QUANTITIES = (FZ.capacity, FZ.investment)

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A mention with the name of its document and its whole sentence."""

    document: str
    sentence: str
    mention: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in words, the IRIs of the nodes that say it, and their evidence."""

    text: str
    iris: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title and the SHA-256 of its file."""

    iri: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project: the latest stage that it has reached and the last that it is to reach, capacity and investment.

    All facts are keyed by what makes two of them equal. `mentions` is where the project is named.
    """

    iri: str
    name: str
    stages: Mapping[Key, Fact]
    capacity: Mapping[Key, Fact]
    investment: Mapping[Key, Fact]
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """The targets for one indicator, place, measure and period: their values, and the verdicts on them."""

    label: str
    values: Mapping[Key, Fact]
    outcomes: Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class State:
    """A graph in values: documents by name, projects by IRI, targets by (indicator, place, measure, period).

    `base` is where its IRIs begin, empty where it has no document; `replaced` leads from the IRI of what was merged to
    that of what it was merged into.
    """

    base: str
    documents: Mapping[str, Document]
    projects: Mapping[str, Project]
    targets: Mapping[Key, Target]
    replaced: Mapping[str, str]


def base(things: Iterable[Document]) -> str:
    """Where the IRIs of the data begin, empty where there are none."""
    iri = next((thing.iri for thing in things), "")
    return iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]


def state(graph: Store) -> State:
    """What the graph says; named graphs count as one."""
    return _Reader(graph).state()


class _Reader:
    def __init__(self, graph: Store) -> None:
        self.graph = graph
        self._evidence: dict[str, Evidence] = {}

    def state(self) -> State:
        documents = {self.text(iri, DCTERMS.identifier): self.document(iri) for iri in self.all("Document")}
        projects = {iri.value: self.project(iri) for iri in self.all("Project")}
        merged = self.graph.quads_for_pattern(None, DCTERMS.isReplacedBy, None)
        gone = {quad.subject for quad in self.graph.quads_for_pattern(None, RDF.type, FZ.WithdrawnDivision)}
        replaced = {_iri(quad.subject): _iri(quad.object) for quad in merged if quad.subject not in gone}
        return State(base(documents.values()), documents, projects, self.targets(), replaced)

    # Terms

    def all(self, cls: str) -> list[NamedNode]:
        quads = self.graph.quads_for_pattern(None, RDF.type, FZ[cls])
        return sorted({quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}, key=_iri)

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        quads = self.graph.quads_for_pattern(subject, predicate, None)
        return sorted({quad.object for quad in quads if isinstance(quad.object, NamedNode)}, key=_iri)

    def text(self, subject: NamedNode, predicate: NamedNode, language: str = "zh") -> str:
        """The value; the first where there are several, that in the language before others."""
        values = (quad.object for quad in self.graph.quads_for_pattern(subject, predicate, None))
        told = ((getattr(value, "language", None) != language, getattr(value, "value", "")) for value in values)
        return str(min(told, default=("", ""))[1])

    def code(self, subject: NamedNode, predicate: NamedNode) -> str:
        return next((self.text(concept, SKOS.notation) for concept in self.nodes(subject, predicate)), "")

    # Evidence

    def evidence(self, fact: NamedNode) -> list[Evidence]:
        return sorted(self.mention(mention) for mention in self.nodes(fact, PROV.wasDerivedFrom))

    def mention(self, mention: NamedNode) -> Evidence:
        known = self._evidence.get(mention.value)
        if known is None:
            documents = [self.text(source, DCTERMS.identifier) for source in self.nodes(mention, OA.hasSource)]
            stretches = self.nodes(mention, FZ.sentence)
            selectors = (selector for sentence in stretches for selector in self.nodes(sentence, OA.hasSelector))
            sentences = [self.text(selector, OA.exact) for selector in selectors]
            known = Evidence(min(documents, default=""), min(sentences, default=""), mention.value)
            self._evidence[mention.value] = known
        return known

    # Things

    def document(self, iri: NamedNode) -> Document:
        return Document(iri.value, self.text(iri, DCTERMS.title), self.text(iri, FZ.sha256))

    def project(self, iri: NamedNode) -> Project:
        capacity, investment = (
            _merged((self.amount(fact), self.fact(self.written(fact), fact)) for fact in self.nodes(iri, predicate))
            for predicate in _QUANTITIES
        )
        named = self.graph.quads_for_pattern(None, FZ.refersTo, iri)
        mentions = sorted({self.mention(quad.subject) for quad in named if isinstance(quad.subject, NamedNode)})
        return Project(
            iri.value, self.text(iri, SKOS.prefLabel), self.stages(iri), capacity, investment, tuple(mentions)
        )

    def stages(self, project: NamedNode) -> dict[Key, Fact]:
        """The latest stage reached and the last one aimed at beyond it, as the documents leave the project."""
        left = [event for event in self.nodes(project, FZ.standsAt) if self.code(event, FZ.stage)]
        told = left or [event for event in self.nodes(project, FZ.hasStage) if self.code(event, FZ.stage)]
        latest: list[NamedNode] = []
        for status in ("achieved", "target"):
            events = [event for event in told if self.code(event, FZ.status) == status]
            if events:
                latest.append(max(events, key=self.order))
        if len(latest) == 2 and self.order(latest[1]) <= self.order(latest[0]):
            latest.pop()
        return {
            (self.code(event, FZ.stage), self.text(event, FZ.period), self.code(event, FZ.status)): self.fact(
                self.stage(event), event
            )
            for event in latest
        }

    def order(self, event: NamedNode) -> Key:
        """Later periods after earlier ones; in one period, in the order of the stages."""
        stage = self.code(event, FZ.stage)
        rank = str(_STAGES.index(stage)) if stage in _STAGES else ""
        return self.text(event, FZ.periodEnd), self.text(event, FZ.period), rank

    def stage(self, event: NamedNode) -> str:
        aim = "to be " if self.code(event, FZ.status) == "target" else ""
        return f"{aim}{self.code(event, FZ.stage)} {self.text(event, FZ.period)}".strip()

    def fact(self, text: str, iri: NamedNode) -> Fact:
        return Fact(text, (iri.value,), tuple(self.evidence(iri)))

    def amount(self, fact: NamedNode) -> Key:
        """What makes two amounts equal: the value in the canonical unit, where there is one."""
        value, units = self.text(fact, FZ.canonicalValue), self.nodes(fact, QUDT.unit)
        if value and units:
            return value, units[0].value
        return self.text(fact, FZ.asWritten), self.text(fact, FZ.unit)

    def written(self, fact: NamedNode) -> str:
        bound = _BOUNDS.get(self.code(fact, FZ.bound), "")
        return f"{bound}{self.text(fact, FZ.asWritten)}{self.text(fact, FZ.unit)}"

    # Targets

    def targets(self) -> dict[Key, Target]:
        values: dict[Key, list[tuple[Key, Fact]]] = {}
        labels: dict[Key, str] = {}
        for iri in self.all("Target"):
            key = self.frame(iri)
            labels.setdefault(key, self.label(iri))
            value = *self.amount(iri), self.code(iri, FZ.bound)
            values.setdefault(key, []).append((value, self.fact(self.written(iri), iri)))
        outcomes = self.outcomes()
        return {key: Target(labels[key], _merged(values[key]), outcomes.get(key, {})) for key in values}

    def frame(self, target: NamedNode) -> Key:
        """Indicator (the known one that its name means, where there is one), place, measure and period."""
        indicators = self.nodes(target, FZ.indicator)
        meant = [known for indicator in indicators for known in self.nodes(indicator, SKOS.broader)] or indicators
        indicator, place = (found[0].value if found else "" for found in (meant, self.nodes(target, FZ.place)))
        return indicator, place, self.code(target, FZ.measure), self.text(target, FZ.period)

    def label(self, target: NamedNode) -> str:
        names = [
            self.text(iri, SKOS.prefLabel) for name in (FZ.place, FZ.indicator) for iri in self.nodes(target, name)
        ]
        measure = self.code(target, FZ.measure)
        return " ".join(filter(None, (*names, "" if measure == "level" else measure, self.text(target, FZ.period))))

    def outcomes(self) -> dict[Key, dict[str, Fact]]:
        """The verdicts on the targets of a frame, each with the results that it rests on."""
        found: dict[Key, list[tuple[Key, Fact]]] = {}
        for iri in self.all("Outcome"):
            results = self.nodes(iri, FZ.result)
            verdict = (self.code(iri, FZ.verdict),)
            text = "; ".join(dict.fromkeys(self.written(result) for result in results))
            if verdict == ("not-comparable",):
                text += f" ({self.text(iri, FZ.reason, 'en')})"
            evidence = tuple(item for result in results for item in self.evidence(result))
            for target in self.nodes(iri, FZ.target):
                found.setdefault(self.frame(target), []).append((verdict, Fact(text, (iri.value,), evidence)))
        return {key: {verdict: fact for (verdict,), fact in _merged(facts).items()} for key, facts in found.items()}


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def _merged(facts: Iterator[tuple[Key, Fact]] | list[tuple[Key, Fact]]) -> dict[Key, Fact]:
    """One fact for each key: equal facts of several documents are one, with the evidence of all."""
    found: dict[Key, Fact] = {}
    for key, fact in sorted(facts, key=lambda pair: (pair[0], pair[1].iris)):
        known = found.get(key)
        if known:
            fact = Fact(known.text, known.iris + fact.iris, tuple(sorted({*known.evidence, *fact.evidence})))
        found[key] = fact
    return found
