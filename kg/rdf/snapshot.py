"""What a graph says of its documents, projects and targets, in values that two graphs can be compared by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from kg.link.lifelines import STAGES
from kg.rdf.records import Evidence, Observation, StageEvent
from kg.rdf.view import View
from kg.reference.terms import DCTERMS, FZ, SKOS, namespace

Key = tuple[str, ...]


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
class Snapshot:
    """A graph in values: documents by name, projects by IRI, targets by (indicator, place, measure, period).

    `base` is where its IRIs begin, empty where it has no document; `replaced` leads from the IRI of what was merged to
    that of what it was merged into.
    """

    base: str
    documents: Mapping[str, Document]
    projects: Mapping[str, Project]
    targets: Mapping[Key, Target]
    replaced: Mapping[str, str]


def snapshot(graph: Store) -> Snapshot:
    """What the graph says; named graphs count as one."""
    view = View(graph)
    documents = {view.text(iri, DCTERMS.identifier): _document(view, iri) for iri in view.members(FZ.Document)}
    projects = {iri.value: _project(view, iri) for iri in view.members(FZ.Project)}
    withdrawn = set(view.members(FZ.WithdrawnDivision))
    replaced = {old.value: new.value for old, new in view.pairs(DCTERMS.isReplacedBy) if old not in withdrawn}
    base = next((namespace(document.iri) for document in documents.values()), "")
    return Snapshot(base, documents, projects, _targets(view), replaced)


def in_order(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence by document and sentence, each once."""
    return tuple(sorted(dict.fromkeys(evidence), key=lambda item: (item.name, item.context.words, item.mention.value)))


def _document(view: View, iri: NamedNode) -> Document:
    return Document(iri.value, view.text(iri, DCTERMS.title), view.text(iri, FZ.sha256))


def _fact(view: View, iri: NamedNode, text: str) -> Fact:
    return Fact(text, (iri.value,), in_order(view.proofs(iri)))


def _merged(facts: Iterable[tuple[Key, Fact]]) -> dict[Key, Fact]:
    """One fact for each key: equal facts of several documents are one, with the evidence of all."""
    found: dict[Key, Fact] = {}
    for key, fact in sorted(facts, key=lambda pair: (pair[0], pair[1].iris)):
        known = found.get(key)
        if known:
            fact = Fact(known.text, known.iris + fact.iris, in_order((*known.evidence, *fact.evidence)))
        found[key] = fact
    return found


# Projects


def _project(view: View, iri: NamedNode) -> Project:
    mentions = in_order(view.evidence(mention) for mention in view.subjects(FZ.refersTo, iri))
    capacity, investment = (_amounts(view, iri, role) for role in (FZ.capacity, FZ.investment))
    return Project(iri.value, view.text(iri, SKOS.prefLabel), _stages(view, iri), capacity, investment, mentions)


def _amounts(view: View, project: NamedNode, role: NamedNode) -> dict[Key, Fact]:
    found = ((view.amount(iri), iri) for iri in view.nodes(project, role))
    return _merged((amount.key, _fact(view, iri, str(amount))) for amount, iri in found)


def _stages(view: View, project: NamedNode) -> dict[Key, Fact]:
    """The latest stage reached and the last one aimed at beyond it, as the documents leave the project."""
    events = _staged(view, project, FZ.standsAt) or _staged(view, project, FZ.hasStage)
    latest: list[StageEvent] = []
    for status in ("achieved", "target"):
        if of_status := [event for event in events if event.status == status]:
            latest.append(max(of_status, key=_order))
    if len(latest) == 2 and _order(latest[1]) <= _order(latest[0]):
        latest.pop()
    return {(event.stage, event.period, event.status): _fact(view, event.iri, _stage(event)) for event in latest}


def _staged(view: View, project: NamedNode, predicate: NamedNode) -> list[StageEvent]:
    events = map(view.stage_event, view.nodes(project, predicate))
    return [event for event in events if event.stage]


def _order(event: StageEvent) -> Key:
    """Later periods after earlier ones; in one period, in the order of the stages."""
    return event.end, event.period, str(STAGES.index(event.stage)) if event.stage in STAGES else ""


def _stage(event: StageEvent) -> str:
    return f"{'to be ' if event.status == 'target' else ''}{event.stage} {event.period}".strip()


# Targets


def _targets(view: View) -> dict[Key, Target]:
    values: dict[Key, list[tuple[Key, Fact]]] = {}
    labels: dict[Key, str] = {}
    for target in map(view.observation, view.members(FZ.Target)):
        key = _frame(target)
        labels.setdefault(key, _label(view, target))
        value = *target.amount.key, target.amount.bound
        values.setdefault(key, []).append((value, _fact(view, target.iri, str(target.amount))))
    outcomes = _outcomes(view)
    return {key: Target(labels[key], _merged(values[key]), outcomes.get(key, {})) for key in values}


def _frame(target: Observation) -> Key:
    """Indicator (the known one that its name means, where there is one), place, measure and period."""
    indicator, place = (found.value if found else "" for found in (target.known or target.indicator, target.place))
    return indicator, place, target.measure, target.period


def _label(view: View, target: Observation) -> str:
    names = (view.text(iri, SKOS.prefLabel) for iri in (target.place, target.indicator))
    measure = "" if target.measure == "level" else target.measure
    return " ".join(filter(None, (*names, measure, target.period)))


def _outcomes(view: View) -> dict[Key, dict[str, Fact]]:
    """The verdicts on the targets of a frame, each with the results that it rests on."""
    found: dict[Key, list[tuple[Key, Fact]]] = {}
    for outcome in map(view.outcome, view.members(FZ.Outcome)):
        text = "; ".join(dict.fromkeys(str(view.amount(result)) for result in outcome.results))
        if outcome.verdict == "not-comparable":
            text += f" ({outcome.reason[1]})"
        evidence = tuple(item for result in outcome.results for item in in_order(view.proofs(result)))
        fact = Fact(text, (outcome.iri.value,), evidence)
        for target in outcome.targets:
            found.setdefault(_frame(view.observation(target)), []).append(((outcome.verdict,), fact))
    return {key: {verdict: fact for (verdict,), fact in _merged(facts).items()} for key, facts in found.items()}
