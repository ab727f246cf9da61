"""Small graphs for the tests of exports, told triple by triple as the builder of graphs tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.reference import indicators
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, QUDT, RDF, SCHEMA, SKOS, XSD, decimal, mint, number

BASE = "https://example.org/id/"
GRAPH = NamedNode(BASE + "graph")
TEXT = (
    "西岭市2024年工作回顾\n全市地区生产总值421.17亿元，同比增长5.6%。西岭光伏电站由华光公司投建，主体完工。\n"
    "二、2025年工作安排\n地区生产总值增长6%左右。发展光伏产业。\n"
)
CITY = "西岭市"
Node = NamedNode
Amount = tuple[str, str]


class Sample:
    """A document and what is found in it; every method answers with the IRI of what it has told."""

    def __init__(self, text: str = TEXT, name: str = "a.txt", place: str = CITY, year: str = "") -> None:
        self.quads: list[Quad] = []
        self.text = text
        self._name, self._numbers, self._at = name, count(), 0
        self.document = self._iri("document", name)
        self._tell(self.document, RDF.type, FZ.Document)
        self._tell(self.document, DCTERMS.identifier, Literal(name))
        self._tell(self.document, DCTERMS.title, Literal(text.split("\n")[0], language="zh"))
        self._tell(self.document, NIF.isString, Literal(text))
        self._tell(self.document, FZ.kind, FZ["kind-report"])
        if year:
            self._tell(self.document, FZ.reviewYear, Literal(year))
        self.place = self.entity("AdministrativeDivision", place) if place else None
        if self.place:
            self._tell(self.document, DCTERMS.spatial, self.place)

    def store(self) -> Store:
        """The graph so far."""
        return together(self)

    def _iri(self, kind: str, name: str) -> Node:
        return mint(BASE, kind, name)

    def _fresh(self, kind: str) -> Node:
        return mint(BASE, kind, self._name, str(next(self._numbers)))

    def _tell(self, subject: Node, predicate: Node, value: Node | Literal) -> None:
        self.quads.append(Quad(subject, predicate, value, GRAPH))

    def _stretch(self, kind: str, start: int, end: int) -> Node:
        iri = self._fresh(kind)
        self._tell(iri, NIF.referenceContext, self.document)
        self._tell(iri, NIF.beginIndex, Literal(start))
        self._tell(iri, NIF.endIndex, Literal(end))
        self._tell(iri, NIF.anchorOf, Literal(self.text[start:end]))
        return iri

    def mention(self, words: str, heading: str = "", page: int = 0) -> Node:
        """The next stretch of the text with these words, else the first, in its sentence."""
        start = self.text.find(words, self._at)
        start = self.text.index(words) if start < 0 else start
        self._at = start
        iri = self._stretch("mention", start, start + len(words))
        line = self.text.rfind("\n", 0, start) + 1
        sentence = self._stretch("sentence", line, self.text.index("\n", start))
        self._tell(iri, RDF.type, FZ.Mention)
        self._tell(iri, FZ.sentence, sentence)
        self._tell(iri, FZ.rule, Literal("test-rule"))
        if page:
            self._tell(iri, FZ.sourcePage, Literal(page))
        if heading:
            at = self.text.index(heading)
            self._tell(sentence, FZ.heading, self._stretch("passage", at, at + len(heading)))
        return iri

    def entity(self, kind: str, name: str, aliases: Iterable[str] = (), words: str = "", code: str = "") -> Node:
        """A named thing, mentioned where `words` stand, with a class of the classification where one is given."""
        iri = self._iri(kind.lower(), name)
        self._tell(iri, RDF.type, FZ[kind])
        self._tell(iri, SKOS.prefLabel, Literal(name, language="zh"))
        for alias in aliases:
            self._tell(iri, SKOS.altLabel, Literal(alias, language="zh"))
        if words:
            self._tell(self.mention(words), FZ.refersTo, iri)
        if code:
            notation, _, title = code.partition(" ")
            cls = self._iri("class", notation)
            self._tell(iri, SKOS.closeMatch, cls)
            self._tell(cls, SKOS.notation, Literal(notation))
            self._tell(cls, SKOS.prefLabel, Literal(title, language="zh"))
        return iri

    def link(self, start: Node, kind: str, end: Node) -> None:
        """A link of the fazhan vocabulary, or that one place lies within another."""
        self._tell(start, SCHEMA.containedInPlace if kind == "within" else FZ[kind], end)

    def observation(self, indicator: str, value: str, unit: str, words: str, **fields: str) -> Node:
        """A number; `measure`, `bound`, `status` and `period` are those of an exact result of 2024 unless given.

        `canonical` is value and unit in canonical form (`42117000000 CCY_CNY`); `known` the known indicator above.
        """
        told = {"measure": "level", "bound": "exact", "status": "achieved", "period": "2024"} | fields
        iri = self._fresh("observation")
        mention = self.mention(words, fields.get("heading", ""))
        self._tell(iri, RDF.type, FZ.Observation)
        self._tell(iri, RDF.type, FZ.Target if told["status"] == "target" else FZ.Achievement)
        self._tell(iri, FZ.indicator, above := self.entity("Indicator", indicator))
        if "known" in told:
            self._tell(above, FZ.concept, known := FZ[f"indicator-{told['known']}"])
            name = next(one.name for one in indicators.known() if one.iri == known)
            self._tell(known, SKOS.prefLabel, Literal(name, language="zh"))
        self._amount(iri, (value, unit), told.get("canonical", ""))
        self._tell(iri, FZ.period, Literal(told["period"]))
        if years := re.findall("[0-9]{4}", told["period"]):
            self._tell(iri, FZ.periodStart, Literal(years[0], datatype=XSD.gYear))
            self._tell(iri, FZ.periodEnd, Literal(years[-1], datatype=XSD.gYear))
        for scheme in ("measure", "bound", "status"):
            self._tell(iri, FZ[scheme], FZ[f"{scheme}-{told[scheme]}"])
        if self.place:
            self._tell(iri, FZ.place, self.place)
        self._tell(iri, PROV.wasDerivedFrom, mention)
        if "heading" in fields:
            self._inherit(iri, "status", fields["heading"])
        return iri

    def _amount(self, iri: Node, amount: Amount, canonical: str = "") -> None:
        plain = number(amount[0])
        told_as = (FZ.asWritten, Literal(amount[0])) if plain is None else (FZ.value, decimal(plain))
        self._tell(iri, *told_as)
        self._tell(iri, FZ.unit, Literal(amount[1]))
        if canonical:
            value, _, unit = canonical.partition(" ")
            told = number(value)
            assert told is not None
            self._tell(iri, FZ.canonicalValue, decimal(told))
            self._tell(iri, QUDT.unit, NamedNode(f"http://qudt.org/vocab/unit/{unit}"))

    def _inherit(self, fact: Node, field: str, heading: str) -> None:
        origin, at = self._fresh("inheritance"), self.text.index(heading)
        self._tell(fact, FZ.inheritedFrom, origin)
        self._tell(origin, FZ.field, FZ[field])
        self._tell(origin, FZ.originKind, FZ["origin-heading"])
        self._tell(origin, PROV.wasDerivedFrom, self._stretch("passage", at, at + len(heading)))

    def project(self, name: str, words: str, stage: str = "building", capacity: Amount = ("", ""), **told: str) -> Node:
        """A project with its stage and, where given, its capacity; `told` is what `event` takes."""
        iri = self.entity("Project", name, words=words)
        self.event(iri, stage, words, **told)
        if capacity[0]:
            self.quantity(iri, "capacity", capacity, words)
        return iri

    def quantity(self, project: Node, role: str, amount: Amount, words: str, canonical: str = "") -> Node:
        """The capacity or the investment of a project."""
        iri = self._fresh("quantity")
        self._tell(project, FZ[role], iri)
        self._amount(iri, amount, canonical)
        self._tell(iri, PROV.wasDerivedFrom, self.mention(words))
        return iri

    def event(self, project: Node, stage: str, words: str, status: str = "achieved", period: str = "2024") -> Node:
        """A stage that a project has reached or is to reach."""
        iri = self._fresh("stage")
        self._tell(project, FZ.hasStage, iri)
        self._tell(iri, FZ.stage, FZ[f"stage-{stage}"])
        self._tell(iri, FZ.status, FZ[f"status-{status}"])
        self._tell(iri, FZ.period, Literal(period))
        self._tell(iri, PROV.wasDerivedFrom, self.mention(words))
        return iri

    # What is linked across documents.

    def outcome(self, target: Node, results: Sequence[Node], verdict: str, zh: str, en: str) -> Node:
        """What became of a target, with the reason in both languages."""
        iri = self._fresh("outcome")
        self._tell(iri, RDF.type, FZ.Outcome)
        self._tell(iri, FZ.target, target)
        for result in results:
            self._tell(iri, FZ.result, result)
        self._tell(iri, FZ.verdict, FZ[f"verdict-{verdict}"])
        self._reason(iri, zh, en)
        return iri

    def contradiction(self, claims: Sequence[Node], zh: str, en: str) -> Node:
        """Observations of the same thing whose values differ."""
        iri = self._fresh("contradiction")
        self._tell(iri, RDF.type, FZ.Contradiction)
        for claim in claims:
            self._tell(iri, FZ.claim, claim)
        self._reason(iri, zh, en)
        return iri

    def _reason(self, iri: Node, zh: str, en: str) -> None:
        self._tell(iri, FZ.reason, Literal(zh, language="zh"))
        self._tell(iri, FZ.reason, Literal(en, language="en"))

    def confirm(self, one: Node, other: Node) -> None:
        """Two observations of different documents say the same."""
        self._tell(one, FZ.confirms, other)

    def precede(self, one: Node, other: Node) -> None:
        """A stage event comes before another of the same project."""
        self._tell(one, FZ.precedes, other)

    def merge(self, kept: Node, name: str, other: str, mentions: Sequence[Node], rule: str = "same-name") -> Node:
        """A name that went, and the node that took its place."""
        iri, went = self._fresh("merge"), self._iri("gone", other)
        self._tell(iri, RDF.type, FZ.Merge)
        self._tell(iri, FZ.kept, kept)
        self._tell(iri, FZ.keptName, Literal(name))
        self._tell(iri, FZ.merged, went)
        self._tell(iri, FZ.mergedName, Literal(other))
        self._tell(went, DCTERMS.isReplacedBy, kept)
        self._tell(iri, FZ.rule, Literal(rule))
        for mention in mentions:
            self._tell(iri, PROV.wasDerivedFrom, mention)
        return iri


def together(*samples: Sample) -> Store:
    """One graph of several documents."""
    store = Store()
    for sample in samples:
        store.extend(sample.quads)
    return store


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


BEFORE = (
    "西岭市2024年工作报告\n今年要实现地区生产总值增长7%，新增就业2000人以上，粮食产量50万吨。东河储能站开工建设。\n"
    "东河县地区生产总值98亿元。\n"
)
AFTER = (
    "西岭市2025年工作报告\n去年地区生产总值增长5.6%，新增就业2600人，粮食产量50万吨。东河储能电站建成投产。\n"
    "东河县地区生产总值96.5亿元，新增就业2600人，总投资12亿元。\n"
)


def linked() -> tuple[Sample, Sample]:
    """Two reports of one city: targets and what became of them, claims that differ, a name that changed."""
    before, after = Sample(BEFORE, "before.txt", year="2023"), Sample(AFTER, "after.txt", year="2024")
    growth = {"measure": "growth", "known": "gdp", "period": "2024"}
    aim = before.observation(
        "地区生产总值", "7", "%", "地区生产总值增长7%", status="target", canonical="7 PERCENT", **growth
    )
    got = after.observation("地区生产总值", "5.6", "%", "地区生产总值增长5.6%", canonical="5.6 PERCENT", **growth)
    jobs = before.observation(
        "新增就业", "2000", "人", "新增就业2000人以上", status="target", bound="at_least", canonical="2000 unit-person"
    )
    reached = after.observation("新增就业", "2600", "人", "新增就业2600人", canonical="2600 unit-person")
    grain = before.observation(
        "粮食产量", "50", "万吨", "粮食产量50万吨", status="target", canonical="500000000 KiloGM"
    )
    harvest = after.observation("粮食产量", "50", "万吨", "粮食产量50万吨", canonical="500000000 KiloGM")
    one = before.observation("东河县生产总值", "98", "亿元", "地区生产总值98亿元", period="2023")
    other = after.observation("东河县生产总值", "96.5", "亿元", "地区生产总值96.5亿元", period="2023")
    again = after.observation("新增就业", "2600", "人", "新增就业2600人，总投资", canonical="2600 unit-person")
    after.outcome(aim, [got], "missed", "比目标低1.4个百分点", "1.4 percentage points below the target")
    after.outcome(jobs, [reached], "exceeded", "比目标多600人", "600 more than the target")
    after.outcome(grain, [harvest], "met", "与目标相同", "equal to the target")
    after.contradiction([one, other], "同一时期两个数值", "two values for one period")
    after.confirm(again, reached)
    _life_line(before, after)
    return before, after


def _life_line(before: Sample, after: Sample) -> None:
    project = after.entity("Project", "东河储能电站", words="东河储能电站")
    started = before.event(project, "started", "东河储能站")
    completed = after.event(project, "completed", "东河储能电站", period="2025")
    after.precede(started, completed)
    after.quantity(project, "investment", ("12", "亿元"), "总投资12亿元", "1200000000 CCY_CNY")
    after.merge(
        project, "东河储能电站", "东河储能站", [before.mention("东河储能站"), after.mention("东河储能电站")], "spelling"
    )
    county = after.entity("AdministrativeDivision", "东河县", words="东河县")
    assert after.place
    after.link(county, "within", after.place)
    after.link(project, "locatedIn", county)


_CITIES = (("西岭市", "2023", "380", "5"), ("西岭市", "2024", "421", "12"), ("南屏市", "2024", "1034", "9"))


def cities() -> tuple[Sample, ...]:
    """Three reports of two cities of a province, with the same indicators; both name one industry."""
    return tuple(_city(*told) for told in _CITIES)


def _city(name: str, year: str, product: str, parks: str) -> Sample:
    text = f"{name}{year}年回顾\n地区生产总值{product}亿元，新建公园{parks}个，发展光伏产业。{name}一号桥建成。\n"
    sample = Sample(text, f"{name}{year}.txt", name, year)
    canonical = f"{product}00000000 CCY_CNY"
    words = f"地区生产总值{product}亿元"
    sample.observation("地区生产总值", product, "亿元", words, period=year, canonical=canonical, known="gdp")
    sample.observation("新建公园", parks, "个", f"新建公园{parks}个", period=year)
    sample.entity("Industry", "光伏产业", words="光伏产业")
    sample.project(f"{name}一号桥", f"{name}一号桥", "completed", period=year)
    assert sample.place
    sample.link(sample.place, "within", sample.entity("AdministrativeDivision", "云川省"))
    return sample


def large(count: int) -> Sample:
    """One city with `count` projects."""
    sample = Sample("".join(f"建成第{at}号工程。\n" for at in range(count)))
    for at in range(count):
        sample.project(f"第{at}号工程", f"第{at}号工程", "completed")
    return sample


_STAGES = ("planned", "approved", "started", "building", "completed")
_SECTORS = ("A01 农业", "B06 煤炭开采和洗选业", "C38 电气机械和器材制造业", "D44 电力、热力生产和供应业", "I65 软件业")


def many(places: int, projects: int) -> tuple[Sample, ...]:
    """As many reports of as many cities, each with projects, their owners, and industries that cities share.

    Each project is a node with three links of its own, so `many(100, 160)` has about 20,000 nodes and 40,000 links.
    """
    return tuple(_report(city, projects) for city in range(places))


def _report(city: int, projects: int) -> Sample:
    lines = [f"第{city}城2024年工作回顾"]
    lines += [f"第{city}城{at}号工程由第{city}城{at % 37}号公司投建。" for at in range(projects)]
    lines += [f"发展第{city % 13 * 20 + at}类产业。" for at in range(20)]
    sample = Sample("\n".join(lines) + "\n", f"{city}.txt", f"第{city}城", "2024")
    assert sample.place
    industries = [
        sample.entity("Industry", name, words=name, code=_SECTORS[at % 5])
        for at in range(20)
        if (name := f"第{city % 13 * 20 + at}类产业")
    ]
    for at in range(projects):
        name, owner = f"第{city}城{at}号工程", f"第{city}城{at % 37}号公司"
        status = "target" if at % 3 else "achieved"
        project = sample.project(name, name, _STAGES[at % 5], status=status, period=str(2023 + at % 3))
        sample.link(project, "owner", sample.entity("Company", owner, words=owner if at < 37 else ""))
        sample.link(project, "inIndustry", industries[at % 20])
    return sample
