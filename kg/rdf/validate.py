"""The gate: what fails a shape does not enter the graph, and neither does what hangs on it.

A fact that fails goes to the quarantine with its sentence, its rule and the reason. What leans on it goes too (an
observation on its indicator, a statement on its project); what only it used (mentions, sentences) goes silently.
Then the rest is checked again, until it conforms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Quad, Store

from kg.rdf.shacl import Compiler, Result, Shape, validate
from kg.rdf.triples import Data, Term
from kg.reference import gazetteer, ontology
from kg.reference.classes import FACTS
from kg.reference.terms import DCTERMS, FZ, NIF, PROV, RDF, SCHEMA, SKOS

# Nodes of these classes stay when a thing that they point at goes; all others lean on it and go as well.
_ROBUST = (FZ.Document, FZ.Project, FZ.Place, FZ.Industry, FZ.Sentence)
# Nodes of these classes are facts of their own: they stay when nothing points at them.
_ROOTS = (FZ.Document, FZ.Observation, FZ.Project, FZ.Statement, FZ.SetAside, FZ.Correction)
_KINDS = (*FACTS, "SetAside", "Project", "Place", "Organization", "Industry", "Indicator", "Mention", "Document")
_SHOWN = 5  # candidates of a document's place that a finding names


@dataclass(frozen=True, slots=True)
class Finding:
    """Why something is not in the graph, or should not be: plain words only, so that it crosses process borders.

    `outcome` is `rejected` (failed a shape), `follows` (hung on what failed), `aside` (not taken for a fact),
    `unplaced` (a document whose place is not certain) or `stale` (a correction that does not hold);
    `document` the file's name, `subject` the IRI, `kind` the class; `value` what was found instead; `zh` and `en`
    say what is wrong.
    """

    document: str
    outcome: str
    kind: str
    subject: str
    rule: str
    sentence: str
    shape: str
    path: str
    component: str
    value: str
    zh: str
    en: str

    def __str__(self) -> str:
        value = f": {self.value}" if self.value else ""
        sentence = f" [{self.sentence}]" if self.sentence else ""
        return f"{self.document}: {self.kind}: {self.en}{value}{sentence}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The quads that conform, the quads that do not, and why."""

    kept: tuple[Quad, ...]
    rejected: tuple[Quad, ...]
    findings: tuple[Finding, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """The ontology's shapes; raises DataError where they use what the engine does not know."""
    return Compiler(ontology.triples(ontology.SHAPES)).shapes()


def gate(quads: Iterable[Quad]) -> Verdict:
    """Divide the quads of one document into what conforms to the ontology and what does not."""
    return _Gate(tuple(quads)).verdict()


def check(store: Store) -> list[Finding]:
    """Everything in a graph that does not conform, whatever graphs the store keeps it in."""
    triples = dict.fromkeys(quad.triple for quad in store)
    data = Data(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    teller = _Teller(data)
    return sorted((teller.rejected(result) for result in validate(shapes(), data)), key=str)


class _Gate:
    """One document at the gate."""

    def __init__(self, quads: Sequence[Quad]) -> None:
        self.quads = quads
        self.data = Data(quads)
        self.findings: list[Finding] = []
        self.dead: dict[Term, None] = {}
        self.cut: set[tuple[Term, Term, Term]] = set()

    def verdict(self) -> Verdict:
        teller = _Teller(self.data)
        aside = list(self.data.members(FZ.SetAside))
        self.findings += map(teller.aside, aside)
        self._remove(aside)
        while results := validate(shapes(), self.data):
            self.findings += map(teller.rejected, results)
            self._remove([result.focus for result in results])
        documents = list(self.data.members(FZ.Document))
        self.findings += (teller.unplaced(node) for node in documents if not _is_placed(self.data, node))
        return Verdict(*self._divided(), tuple(dict.fromkeys(self.findings)))

    def _remove(self, failed: Iterable[Term]) -> None:
        """Take out nodes with all that hangs on them."""
        removal = _Removal(self.data, failed)
        teller = _Teller(self.data)
        self.findings += [teller.follows(node, cause) for node, cause in removal.followers.items()]
        self.data.remove(removal.dead, removal.cut)
        self.dead |= removal.dead
        self.cut |= removal.cut

    def _divided(self) -> tuple[tuple[Quad, ...], tuple[Quad, ...]]:
        """The quads that stay, and those that go."""
        if not self.dead:
            return tuple(self.quads), ()
        sides: tuple[list[Quad], list[Quad]] = ([], [])
        for quad in self.quads:
            subject, value = quad.subject, quad.object
            gone = subject in self.dead or value in self.dead
            if self.cut and not gone:
                gone = (subject, quad.predicate, value) in self.cut
            sides[gone].append(quad)
        return tuple(sides[0]), tuple(sides[1])


def _is_placed(data: Data, document: Term) -> bool:
    """Whether a document speaks for a place that is known, or lies in one that is."""
    told = (data.outgoing.get(place, {}) for place in data.values(document, ((DCTERMS.spatial, False),)))
    return any(FZ.divisionCode in place or SCHEMA.containedInPlace in place for place in told)


class _Removal:
    """The nodes that go when some nodes fail, and the links that go with their statements."""

    def __init__(self, data: Data, failed: Iterable[Term]) -> None:
        self.data = data
        self.dead: dict[Term, None] = {}
        self.followers: dict[Term, Term] = {}
        self.cut: set[tuple[Term, Term, Term]] = set()
        waiting = list(dict.fromkeys(failed))
        while waiting:
            node = waiting.pop(0)
            if node not in self.dead:
                self.dead[node] = None
                waiting += self._leaning(node)
                waiting += self._unused(node)

    def _is_any(self, node: Term, classes: Sequence[NamedNode]) -> bool:
        return any(self.data.is_a(node, cls) for cls in classes)

    def _leaning(self, node: Term) -> Iterator[Term]:
        """What cannot stand without a node. A link stands on its statement, a statement on both its ends."""
        if self.data.is_a(node, FZ.Statement):
            self.cut.update(self._links(node))
        for subject in self.data.users(node):
            if subject not in self.dead and not self._is_any(subject, _ROBUST):
                self.followers.setdefault(subject, node)
                yield subject

    def _links(self, statement: Term) -> Iterator[tuple[Term, Term, Term]]:
        """The link of a statement, unless another statement still says it."""
        told = self.data.outgoing[statement]
        ends = [told.get(name, ()) for name in (RDF.subject, RDF.predicate, RDF.object)]
        for link in ((s, p, o) for s in ends[0] for p in ends[1] for o in ends[2]):
            others = self.data.inverse(RDF.subject).get(link[0], ())
            if not any(other not in self.dead and self._says(other, link) for other in others):
                yield link

    def _says(self, statement: Term, link: tuple[Term, Term, Term]) -> bool:
        told = self.data.outgoing[statement]
        return link[1] in told.get(RDF.predicate, ()) and link[2] in told.get(RDF.object, ())

    def _unused(self, node: Term) -> Iterator[Term]:
        """What only this node used."""
        for values in self.data.outgoing.get(node, {}).values():
            for value in values:
                if value in self.dead or value not in self.data.outgoing or self._is_any(value, _ROOTS):
                    continue
                if self.data.is_a(value, FZ.Mention) and FZ.refersTo in self.data.outgoing[value]:
                    continue
                if all(subject in self.dead for subject in self.data.users(value)):
                    yield value


class _Teller:
    """Puts findings into words."""

    def __init__(self, data: Data) -> None:
        self.data = data

    def rejected(self, result: Result) -> Finding:
        messages = dict(result.messages)
        return self._finding(
            result.focus, "rejected", result.shape.value, result.path.value if result.path else "",
            result.component.value, result.value.value if result.value is not None else "",
            messages.get("zh", ""), messages.get("en", ""),
        )  # fmt: skip

    def follows(self, node: Term, cause: Term) -> Finding:
        kind = self._kind(cause)
        zh, en = f"所依托的{kind}未通过校验。", f"It hangs on a {kind} that was rejected."
        return self._finding(node, "follows", "", "", "", cause.value, zh, en)

    def aside(self, node: Term) -> Finding:
        reason = self._first(node, FZ.reason)
        quote = self._first(node, PROV.wasDerivedFrom, NIF.anchorOf)
        return self._finding(node, "aside", "", "", "", quote, reason, reason)

    def unplaced(self, document: Term) -> Finding:
        """A document of an unknown or ambiguous place: which it may be, what follows, and what to do."""
        name = self._first(document, DCTERMS.spatial, SKOS.prefLabel)
        codes = self.data.values(document, ((DCTERMS.spatial, False), (FZ.candidateCode, False)))
        found = [gazetteer.division(code.value) for code in codes]
        known = [f"{gazetteer.path(place)} {place.code}" for place in found if place]
        several = "、".join(known[:_SHOWN]) + (f" (+{len(known) - _SHOWN})" if len(known) > _SHOWN else "")
        zh = "所述地方不明" if not known else f"所述地方不能确定，可能是{several}"
        en = "Its place is unknown" if not known else f"Its place may be any of {several}"
        zh += "；其事实只在本文件内有效，请在documents.csv的place栏写明完整区划名称。"
        en += "; its facts are scoped to the document, give the place with all that it lies in in documents.csv"
        return self._finding(document, "unplaced", "", "", "", name, zh, en)

    def _finding(
        self, node: Term, outcome: str, shape: str, path: str, component: str, value: str, zh: str, en: str
    ) -> Finding:
        sentence = self._sentence(node)
        rule = self._first(node, FZ.rule) or self._first(node, PROV.wasDerivedFrom, FZ.rule)
        return Finding(
            self._document(), outcome, self._kind(node), node.value, rule, sentence, shape, path,
            component, value, zh, en,
        )  # fmt: skip

    def _first(self, node: Term, *path: NamedNode) -> str:
        found = self.data.values(node, tuple((step, False) for step in path))
        return found[0].value if found else ""

    def _kind(self, node: Term) -> str:
        return next((name for name in _KINDS if self.data.is_a(node, FZ[name])), "")

    def _document(self) -> str:
        documents = list(self.data.members(FZ.Document))
        return self._first(documents[0], DCTERMS.identifier) if len(documents) == 1 else ""

    def _sentence(self, node: Term) -> str:
        """The sentence that a node was derived from or stands in, or the stretch itself."""
        paths = ((PROV.wasDerivedFrom, FZ.sentence), (FZ.sentence,), (PROV.wasDerivedFrom,), ())
        seen: set[Term] = set()  # in a graph of others what refers to a thing may lead back to it
        while node not in seen:
            seen.add(node)
            if found := next(filter(None, (self._first(node, *path, NIF.anchorOf) for path in paths)), ""):
                return found
            predicates = (FZ.refersTo, FZ.indicator, FZ.place)
            users = (user for predicate in predicates for user in self.data.inverse(predicate).get(node, ()))
            node = next(users, node)
        return ""
