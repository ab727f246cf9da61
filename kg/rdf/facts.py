"""Facts as triples: observations, projects with their stages and quantities, links between entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from pyoxigraph import NamedNode

from kg.model import Amendment, Amount, Facts, Observation, Project, Span
from kg.rdf import inherited
from kg.rdf.entities import Entities
from kg.rdf.graph import Graph
from kg.rdf.resolve import project_scope
from kg.reference import indicators, industries, ontology
from kg.reference.indicators import Known
from kg.reference.terms import (
    FZ,
    PROV,
    QUDT,
    RDF,
    SKOS,
    chinese,
    decimal,
    mint,
    number,
    rounded,
    string,
    tight,
    year,
)

_YEARS = re.compile("(?:19|20|21)[0-9]{2}")


class Teller:
    """Writes the facts of one document."""

    def __init__(self, graph: Graph, facts: Facts, entities: Entities) -> None:
        self.graph, self.entities = graph, entities
        self.facts = facts
        self.scope = project_scope(facts)

    def observation(self, found: Observation) -> None:
        """One number with its whole frame and its evidence."""
        graph = self.graph
        iri = self._observation_iri(found)
        if not graph.node(iri, "Target" if found.status == "target" else "Achievement"):
            return
        place = found.place or self._home(found.sentence)
        known = indicators.meaning(found.indicator, found.measure, found.unit, place)
        graph.add(iri, FZ.indicator, self._indicator(found.indicator, known))
        self._amount(iri, Amount(found.value, found.unit))
        for field in ("measure", "bound", "status"):
            graph.add_concept(iri, FZ[field], field, getattr(found, field))
        self._period(iri, found.period)
        if place:
            graph.add(iri, FZ.place, self.entities.place(place))
        mention = graph.mention("observation", found.start, found.end, found.sentence, found.rule)
        graph.add(iri, PROV.wasDerivedFrom, mention)
        self._confidence(iri, found)
        self._origins(iri, found)

    def _observation_iri(self, found: Observation) -> NamedNode:
        fields = (found.indicator, found.value, found.unit, found.measure, found.bound, found.status, found.period)
        return self.graph.mint("observation", str(found.start), str(found.end), *fields, found.place)

    def _home(self, span: Span) -> str:
        """The place that a sentence speaks for: that of its section, else the document's."""
        sentence = self.graph.sentence_of(span)
        return (sentence.context.place.value if sentence else "") or self.facts.document.place.value

    def _indicator(self, name: str, known: Known | None) -> NamedNode:
        """An indicator by its name and the known one that it means, for the measure may give one name two meanings."""
        iri = mint(self.graph.base, "indicator", name, *([known.code] if known else []))
        if self.graph.node(iri, "Indicator"):
            self.graph.add(iri, SKOS.prefLabel, chinese(tight(name)))
            if known:
                self.graph.refer(iri, FZ.concept, known.iri)
        return iri

    def _amount(self, iri: NamedNode, amount: Amount, unsaid: str = "") -> None:
        """Value and unit as written, and the value in the canonical unit where the unit is known.

        `unsaid` is what a unit may leave out: the 元 of 总投资1.8亿.
        """
        graph = self.graph
        graph.add(iri, FZ.unit, string(amount.unit))
        value = number(amount.value)
        if value is None or amount.value != decimal(value).value:  # 若干, 2×660, 5.0
            graph.add(iri, FZ.asWritten, string(amount.value))
        if value is None:
            return
        graph.add(iri, FZ.value, decimal(value))
        unit = ontology.unit(amount.unit) or ontology.unit(amount.unit + unsaid)
        if unit:
            # Rounded, for a 亩 is two thirds of a thousand square metres.
            graph.add(iri, FZ.canonicalValue, decimal(rounded(value * unit.multiplier)))
            graph.refer(iri, QUDT.unit, unit.canonical)

    def _period(self, iri: NamedNode, period: str) -> None:
        if not period:
            return
        self.graph.add(iri, FZ.period, string(period))
        years = _YEARS.findall(period)
        if years:
            self.graph.add(iri, FZ.periodStart, year(years[0]))
            self.graph.add(iri, FZ.periodEnd, year(years[-1]))

    def _origins(self, iri: NamedNode, found: Observation | Project) -> None:
        for field, origin in inherited.own(found, self.graph.handed.get(found.sentence, {})).items():
            self.graph.inherit(iri, field, origin)

    def project(self, found: Project) -> None:
        """A project: names, the stage that it has reached or is to reach, capacity, investment, links."""
        graph = self.graph
        iri = self.iri_of(found)
        if graph.node(iri, "Project"):
            graph.add(iri, SKOS.prefLabel, chinese(tight(found.name)))
        mention = self._naming(iri, found)
        graph.add(iri, FZ.standsAt, self._stage(iri, mention, found))
        for naming in found.namings:
            self._also(iri, found, mention, naming)
        # What a record says stands on the naming that says it first.
        namings = found.namings or (found,)
        for size in found.capacity:
            self._quantity(iri, FZ.capacity, size, next((each for each in namings if size in each.capacity), found))
        if found.investment:
            sources = (each for each in namings if each.investment == found.investment)
            self._quantity(iri, FZ.investment, found.investment, next(sources, found))
        self._links(iri, FZ.locatedIn, [(each, each.places) for each in namings], self.entities.place)
        self._links(iri, FZ.owner, [(each, each.organizations) for each in namings], self.entities.organization)
        self._links(iri, FZ.inIndustry, [(each, each.industries) for each in namings], self.entities.industry)
        if not any(each.industries for each in namings):
            self._industry_of_name(iri, found, mention)

    def _links(
        self,
        project: NamedNode,
        predicate: NamedNode,
        told: Iterable[tuple[Project, Iterable[str]]],
        entity: Callable[[str], NamedNode],
    ) -> None:
        """The links of a project to what its namings name, each name once."""
        sources: dict[str, Project] = {}
        for naming, names in told:
            for name in names:
                sources.setdefault(name, naming)
        for name, naming in sources.items():
            self._link(project, predicate, entity(name), name, self._naming(project, naming), naming.rule)

    def _industry_of_name(self, project: NamedNode, found: Project, mention: NamedNode) -> None:
        """The industry that the name of a project tells where the text names none: 光伏 of 20万千瓦光伏发电项目."""
        told = industries.by_name(found.name)
        if told:
            word, industry = told
            self._link(project, FZ.inIndustry, self.entities.concept(industry), word, mention, "by-name")

    def _naming(self, project: NamedNode, found: Project) -> NamedNode:
        """The stretch that names a project."""
        mention = self.graph.mention("project", found.start, found.end, found.sentence, found.rule, found.name)
        self.graph.add(mention, FZ.refersTo, project)
        self.graph.add_name(mention, found)
        return mention

    def _also(self, project: NamedNode, record: Project, kept: NamedNode, naming: Project) -> None:
        """Another naming of a project: its name and that it was merged, and the stage that it tells."""
        mention = self._naming(project, naming)
        frame = (naming.stage, naming.status, naming.period)
        if naming.stage != "none" and frame != (record.stage, record.status, record.period):
            self._stage(project, mention, naming)
        if tight(naming.name) != tight(record.name):
            self.graph.add(project, SKOS.altLabel, chinese(tight(naming.name)))
            iri = self.graph.mint("merge", record.name, naming.name)
            if self.graph.node(iri, "Merge"):
                self.graph.add(iri, FZ.kept, project)
                self.graph.add(iri, FZ.keptName, chinese(tight(record.name)))
                self.graph.add(iri, FZ.mergedName, chinese(tight(naming.name)))
                self.graph.add(iri, FZ.rule, string(naming.merge_rule))
                self.graph.add(iri, PROV.wasDerivedFrom, kept)
            self.graph.add(iri, PROV.wasDerivedFrom, mention)

    def _stage(self, project: NamedNode, mention: NamedNode, found: Project) -> NamedNode:
        """The stage event; where the text names a project and no stage, the event has a period and a status only."""
        graph = self.graph
        iri = graph.mint("stage", project.value, found.stage, found.status, found.period, str(found.start))
        graph.add(project, FZ.hasStage, iri)
        graph.node(iri, "StageEvent")
        if found.stage != "none":
            graph.add_concept(iri, FZ.stage, "stage", found.stage)
        graph.add_concept(iri, FZ.status, "status", found.status)
        self._period(iri, found.period)
        graph.add(iri, PROV.wasDerivedFrom, mention)
        self._confidence(iri, found)
        self._origins(iri, found)
        return iri

    def _confidence(self, iri: NamedNode, found: Observation | Project) -> None:
        """How probable it is that the fact is all right, and what weighed most for (+) and against it (-)."""
        if found.confidence is not None:
            self.graph.add(iri, FZ.confidence, decimal(Decimal(str(found.confidence))))
            self.graph.add(iri, FZ.confidenceReasons, string(" ".join(found.reasons)))

    def _quantity(self, project: NamedNode, predicate: NamedNode, amount: Amount, naming: Project) -> None:
        role = predicate.value.rpartition("#")[2]
        iri = self.graph.mint("quantity", project.value, role, amount.value, amount.unit)
        self.graph.add(project, predicate, iri)
        self.graph.node(iri, "Quantity")
        self._amount(iri, amount, "元" if predicate == FZ.investment else "")
        self.graph.add(iri, PROV.wasDerivedFrom, self._naming(project, naming))

    def _link(
        self, subject: NamedNode, predicate: NamedNode, value: NamedNode, name: str, mention: NamedNode, rule: str
    ) -> None:
        """A link between two entities, and the statement that says why it is there."""
        graph = self.graph
        graph.add(subject, predicate, value)
        iri = graph.mint("statement", subject.value, predicate.value, value.value, name)
        graph.node(iri, "Statement")
        graph.add(iri, RDF.subject, subject)
        graph.add(iri, RDF.predicate, predicate)
        graph.add(iri, RDF.object, value)
        graph.add(iri, FZ.asWritten, string(tight(name)))
        graph.add(iri, FZ.rule, string(rule))
        graph.add(iri, PROV.wasDerivedFrom, mention)

    def amendment(self, found: Amendment) -> None:
        """What the user has corrected: the fact as it is now, what stood before, who said so."""
        graph = self.graph
        iri = graph.mint(
            "correction", str(found.span.start), str(found.span.end), found.field, found.before, found.after
        )
        if not graph.node(iri, "Correction"):
            return
        graph.add(iri, FZ.correctedField, string(found.field))
        told = ((FZ.formerValue, found.before), (FZ.rightValue, found.after), (FZ.correctedBy, found.who))
        for predicate, text in told:
            if text:
                graph.add(iri, predicate, string(text))
        if found.fact:
            graph.add(iri, FZ.corrects, self.iri_of(found.fact))
        mention = graph.mention("correction", found.span.start, found.span.end, found.sentence, "correction")
        graph.add(iri, PROV.wasDerivedFrom, mention)

    def iri_of(self, found: Observation | Project) -> NamedNode:
        """What a fact is called in the graph."""
        if isinstance(found, Observation):
            return self._observation_iri(found)
        return mint(self.graph.base, "project", self.scope, found.name)

    def set_aside(self, span: Span, reason: str) -> None:
        """A stretch that looked like a fact, for the report alone."""
        iri = self.graph.mint("aside", str(span.start), str(span.end), reason)
        if self.graph.node(iri, "SetAside"):
            self.graph.add(iri, FZ.reason, string(reason))
            self.graph.add(iri, PROV.wasDerivedFrom, self.graph.passage(span))
            around = (item for item in self.facts.sentences if item.start <= span.start and span.end <= item.end)
            for sentence in around:
                self.graph.add(iri, FZ.sentence, self.graph.sentence(Span(sentence.start, sentence.end)))
