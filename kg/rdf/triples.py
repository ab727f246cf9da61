"""Triples indexed by subject, predicate and class, for what asks the same data many small questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.reference.terms import RDF, RDFS

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Path = tuple[tuple[NamedNode, bool], ...]


class Data:
    """Triples by subject and predicate, and by class."""

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        self.outgoing: dict[Term, dict[NamedNode, list[Term]]] = {}
        self.incoming: dict[NamedNode, dict[Term, list[Term]]] = {}
        for item in triples:
            subject, value = item.subject, item.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                continue  # triples about triples are of RDF 1.2, and no shape speaks of them
            self.outgoing.setdefault(subject, {}).setdefault(item.predicate, []).append(value)
        self._above: dict[Term, tuple[Term, ...]] = {}
        self._members: dict[Term, dict[Term, None]] = {}
        for node, told in self.outgoing.items():
            for cls in self._classes(told):
                self._members.setdefault(cls, {})[node] = None
        self._users: dict[Term, dict[Term, None]] = {}

    def _classes(self, told: Mapping[NamedNode, Sequence[Term]]) -> Iterator[Term]:
        """The classes of a node and all that the data have above them."""
        for cls in told.get(RDF.type, ()):
            if cls not in self._above:
                above = [cls]
                for each in above:
                    parents = self.outgoing.get(each, {}).get(RDFS.subClassOf, ())
                    above += (parent for parent in parents if parent not in above)
                self._above[cls] = tuple(above)
            yield from self._above[cls]

    def users(self, node: Term) -> Iterable[Term]:
        """The nodes that say something of a node, whatever the predicate, in the order of the data."""
        if not self._users:
            for subject, told in self.outgoing.items():
                for value in (value for values in told.values() for value in values):
                    if not isinstance(value, Literal):
                        self._users.setdefault(value, {})[subject] = None
        return self._users.get(node, ())

    def remove(self, nodes: Iterable[Term], links: Iterable[tuple[Term, Term, Term]]) -> None:
        """Take out nodes, with all that they say and all that is said of them, and single links."""
        for node in nodes:
            for user in list(self.users(node)):
                for predicate in [name for name, values in self.outgoing.get(user, {}).items() if node in values]:
                    self._drop(user, predicate, node)
            told = self.outgoing.pop(node, {})
            for cls in self._classes(told):
                self._members.get(cls, {}).pop(node, None)
            for values in told.values():
                for value in values:
                    self._users.get(value, {}).pop(node, None)
            self._users.pop(node, None)
        for subject, link, value in links:
            assert isinstance(link, NamedNode)
            self._drop(subject, link, value)
        self.incoming.clear()

    def _drop(self, subject: Term, predicate: NamedNode, value: Term) -> None:
        told = self.outgoing.get(subject, {})
        left = [other for other in told.get(predicate, ()) if other != value]
        if left:
            told[predicate] = left
        else:
            told.pop(predicate, None)
        if predicate == RDF.type:
            for cls in self._above.get(value, (value,)):
                self._members.get(cls, {}).pop(subject, None)
        if not any(value in values for values in told.values()):
            self._users.get(value, {}).pop(subject, None)

    def members(self, cls: NamedNode) -> Iterable[Term]:
        """The nodes of a class or of one that the data have below it, in the order of the data."""
        return self._members.get(cls, ())

    def is_a(self, node: Term, cls: NamedNode) -> bool:
        """True where the data say that a node is of the class."""
        return node in self._members.get(cls, ())

    def told(self, node: Term, predicate: NamedNode) -> Sequence[Term]:
        """The values of a predicate."""
        told = self.outgoing.get(node)
        return told.get(predicate, ()) if told else ()

    def values(self, focus: Term, path: Path) -> list[Term]:
        """The nodes at the end of a path, each once."""
        if len(path) == 1 and not path[0][1]:
            told = self.outgoing.get(focus)
            return told.get(path[0][0], []) if told else []
        found: dict[Term, None] = {focus: None}
        for predicate, inverse in path:
            found = dict.fromkeys(value for node in found for value in self._step(node, predicate, inverse))
        return list(found)

    def _step(self, node: Term, predicate: NamedNode, inverse: bool) -> Sequence[Term]:
        return self.inverse(predicate).get(node, ()) if inverse else self.outgoing.get(node, {}).get(predicate, ())

    def inverse(self, predicate: NamedNode) -> Mapping[Term, list[Term]]:
        """The subjects of each object of a predicate."""
        if predicate not in self.incoming:
            found: dict[Term, list[Term]] = {}
            for subject, told in self.outgoing.items():
                for value in told.get(predicate, ()):
                    found.setdefault(value, []).append(subject)
            self.incoming[predicate] = found
        return self.incoming[predicate]
