"""Small graphs for the tests of exports, told triple by triple as the builder of graphs tells them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.rdf.terms import DCTERMS, FZ, NIF, OA, PROV, RDF, SCHEMA, SKOS, mint

BASE = "https://example.org/id/"
GRAPH = NamedNode(BASE + "graph")
TEXT = (
    "西岭市2024年工作回顾\n全市地区生产总值421.17亿元，同比增长5.6%。西岭光伏电站由华光公司投建，主体完工。\n"
    "二、2025年工作安排\n地区生产总值增长6%左右。发展光伏产业。\n"
)
CITY = "西岭市"


class Sample:
    """A document and what is found in it; every method answers with the IRI of what it has told."""

    def __init__(self, text: str = TEXT, name: str = "a.txt", place: str = CITY) -> None:
        self.quads: list[Quad] = []
        self.text = text
        self._numbers = count()
        self.document = self._iri("document", name)
        self._tell(self.document, RDF.type, FZ.Document)
        self._tell(self.document, DCTERMS.identifier, Literal(name))
        self._tell(self.document, DCTERMS.title, Literal(text.split("\n")[0], language="zh"))
        self._tell(self.document, NIF.isString, Literal(text))
        self._tell(self.document, FZ.kind, FZ["kind-report"])
        self.place = self.entity("AdministrativeDivision", place) if place else None
        if self.place:
            self._tell(self.document, DCTERMS.spatial, self.place)

    def store(self) -> Store:
        """The graph so far."""
        store = Store()
        store.extend(self.quads)
        return store

    def _iri(self, kind: str, name: str) -> NamedNode:
        return mint(BASE, kind, name)

    def _tell(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self.quads.append(Quad(subject, predicate, value, GRAPH))

    def _stretch(self, kind: str, start: int, end: int) -> NamedNode:
        iri, selector = (NamedNode(f"{BASE}{part}-{next(self._numbers)}") for part in (kind, "selector"))
        self._tell(iri, OA.hasSource, self.document)
        self._tell(iri, OA.hasSelector, selector)
        self._tell(selector, OA.start, Literal(start))
        self._tell(selector, OA.end, Literal(end))
        return iri

    def mention(self, words: str, heading: str = "") -> NamedNode:
        """The first stretch of the text with these words, in its sentence."""
        start = self.text.index(words)
        iri = self._stretch("mention", start, start + len(words))
        line = self.text.rfind("\n", 0, start) + 1
        sentence = self._stretch("sentence", line, self.text.index("\n", start))
        self._tell(iri, RDF.type, FZ.Mention)
        self._tell(iri, FZ.sentence, sentence)
        self._tell(iri, FZ.rule, Literal("test-rule"))
        if heading:
            at = self.text.index(heading)
            self._tell(sentence, FZ.heading, self._stretch("passage", at, at + len(heading)))
        return iri

    def entity(self, kind: str, name: str, aliases: Iterable[str] = (), words: str = "") -> NamedNode:
        """A named thing, mentioned where `words` stand."""
        iri = self._iri(kind.lower(), name)
        self._tell(iri, RDF.type, FZ[kind])
        self._tell(iri, SKOS.prefLabel, Literal(name, language="zh"))
        for alias in aliases:
            self._tell(iri, SKOS.altLabel, Literal(alias, language="zh"))
        if words:
            self._tell(self.mention(words), FZ.refersTo, iri)
        return iri

    def link(self, start: NamedNode, kind: str, end: NamedNode) -> None:
        """A link of the fazhan vocabulary, or that one place lies within another."""
        self._tell(start, SCHEMA.containedInPlace if kind == "within" else FZ[kind], end)

    def observation(self, indicator: str, value: str, unit: str, words: str, **fields: str) -> NamedNode:
        """A number; `measure`, `bound`, `status` and `period` are those of an exact result of 2024 unless given."""
        told = {"measure": "level", "bound": "exact", "status": "achieved", "period": "2024"} | fields
        iri = NamedNode(f"{BASE}observation-{next(self._numbers)}")
        mention = self.mention(words, fields.get("heading", ""))
        self._tell(iri, RDF.type, FZ.Observation)
        self._tell(iri, FZ.indicator, self.entity("Indicator", indicator))
        self._tell(iri, FZ.asWritten, Literal(value))
        self._tell(iri, FZ.unit, Literal(unit))
        self._tell(iri, FZ.period, Literal(told["period"]))
        for scheme in ("measure", "bound", "status"):
            self._tell(iri, FZ[scheme], FZ[f"{scheme}-{told[scheme]}"])
        if self.place:
            self._tell(iri, FZ.place, self.place)
        self._tell(iri, PROV.wasDerivedFrom, mention)
        if "heading" in fields:
            self._inherit(iri, "status", fields["heading"])
        return iri

    def _inherit(self, fact: NamedNode, field: str, heading: str) -> None:
        origin, at = NamedNode(f"{BASE}inheritance-{next(self._numbers)}"), self.text.index(heading)
        self._tell(fact, FZ.inheritedFrom, origin)
        self._tell(origin, FZ.field, FZ[field])
        self._tell(origin, FZ.originKind, FZ["origin-heading"])
        self._tell(origin, PROV.wasDerivedFrom, self._stretch("passage", at, at + len(heading)))

    def project(
        self, name: str, words: str, stage: str = "building", capacity: tuple[str, str] = ("", "")
    ) -> NamedNode:
        """A project with its stage and, where given, its capacity."""
        iri = self.entity("Project", name, words=words)
        event, mention = NamedNode(f"{BASE}stage-{next(self._numbers)}"), self.mention(words)
        self._tell(iri, FZ.hasStage, event)
        self._tell(event, FZ.stage, FZ[f"stage-{stage}"])
        self._tell(event, FZ.status, FZ["status-achieved"])
        self._tell(event, FZ.period, Literal("2024"))
        self._tell(event, PROV.wasDerivedFrom, mention)
        if capacity[0]:
            quantity = NamedNode(f"{BASE}quantity-{next(self._numbers)}")
            self._tell(iri, FZ.capacity, quantity)
            self._tell(quantity, FZ.asWritten, Literal(capacity[0]))
            self._tell(quantity, FZ.unit, Literal(capacity[1]))
            self._tell(quantity, PROV.wasDerivedFrom, mention)
        return iri


def small() -> Sample:
    """One city with two results, a target taken from a heading, a project with its owner, and an industry."""
    sample = Sample()
    sample.observation("地区生产总值", "421.17", "亿元", "地区生产总值421.17亿元")
    sample.observation("地区生产总值", "5.6", "%", "地区生产总值421.17亿元，同比增长5.6%", measure="growth")
    aim = {"measure": "growth", "bound": "about", "status": "target", "period": "2025", "heading": "二、2025年工作安排"}
    sample.observation("地区生产总值", "6", "%", "地区生产总值增长6%左右", **aim)
    project = sample.project("西岭光伏电站", "西岭光伏电站", capacity=("53", "万千瓦"))
    sample.link(project, "owner", sample.entity("Company", "华光公司", words="华光公司"))
    sample.link(project, "inIndustry", sample.entity("Industry", "光伏产业", ["光伏"], words="光伏产业"))
    return sample


def large(count: int) -> Sample:
    """One city with `count` projects."""
    sample = Sample("".join(f"建成第{number}号工程。\n" for number in range(count)))
    for number in range(count):
        sample.project(f"第{number}号工程", f"第{number}号工程", "completed")
    return sample
