"""What the things of a graph are called, by kind, for whoever reads a question about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Store

from kg.query import latin, memory
from kg.query.binding import Source
from kg.reference import divisions

# Classes of the ontology by the kind that a question speaks of.
KINDS = {
    "Indicator": "indicator",
    "Industry": "industry",
    "Project": "project",
    "Company": "organization",
    "PublicBody": "organization",
    "Institution": "organization",
    "AdministrativeDivision": "place",
    "Zone": "place",
    "NaturalFeature": "place",
    "Region": "place",
}
_QUERY = """PREFIX fz: <https://w3id.org/fazhan/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?class ?name WHERE {
  ?thing a ?class ; skos:prefLabel|skos:altLabel ?name .
  FILTER (?class IN (%s))
}"""
_NEWEST = """PREFIX fz: <https://w3id.org/fazhan/ontology#>
SELECT (MAX(STR(?year)) AS ?newest) WHERE { ?document fz:reviewYear ?year }"""
_SHORTEST = 2
# A count of projects is called so; who asks for projects wants them, not how many there are.
COUNTED = ("项目", "工程", "企业", "公司")
RANKS = "省市州盟县区旗镇乡"


@dataclass(frozen=True, slots=True)
class Names:
    """Kind -> the names of its things; `newest` is the newest year that a document of the graph reviews."""

    by_kind: Mapping[str, frozenset[str]]
    newest: int

    def within(self, text: str) -> Iterator[tuple[str, str, str]]:
        """(kind, form, name) of the names that stand in a text, places also in their short form."""
        for kind, names in self.by_kind.items():
            for name in names:
                short = name[:-1] if kind == "place" and len(name) > _SHORTEST and name[-1] in RANKS else name
                if name in text:
                    yield kind, name, self.place(name) if kind == "place" else name
                elif short in text and not (kind == "place" and self.is_plain(short)):
                    yield kind, short, name

    def is_plain(self, form: str) -> bool:
        """Whether the short form of a place is a plain word: 盐湖, of which an industry is made, is not 盐湖区."""
        return divisions.names().get(form) == "weak" and self.holds("industry", form)

    def place(self, form: str) -> str:
        """The place that a name means: the division whose short form it is, before another thing of that name."""
        names = self.by_kind.get("place", frozenset())
        return next((form + rank for rank in RANKS if form + rank in names), form)

    def spelled(self, words: str) -> tuple[str, ...]:
        """The places that words in Latin letters mean: those of the graph, else divisions that it does not have."""
        known = self.by_kind.get("place", frozenset())
        forms = latin.meant(words)
        there = {name for form in forms if (name := self.place(form)) in known}
        named = {self.place(name) for name in latin.named_so(words, known)}
        return tuple(sorted(there or named)) or forms

    def holds(self, kind: str, words: str) -> bool:
        """Whether words are a part of a name of that kind."""
        return any(words in name for name in self.by_kind.get(kind, ()))


def of(source: Store | Source) -> Names:
    """The names in a graph, named graphs among it."""
    classes = ", ".join(f"fz:{name}" for name in KINDS)
    found: dict[str, set[str]] = {}
    for kind, name in memory.run(source, _QUERY % classes)[1]:
        if len(name) >= _SHORTEST and not (kind.endswith("#Indicator") and name.endswith(COUNTED)):
            found.setdefault(KINDS[kind.rpartition("#")[2]], set()).add(name)
    ((newest,),) = memory.run(source, _NEWEST)[1]
    return Names({kind: frozenset(names) for kind, names in sorted(found.items())}, int(newest[:4] or 0))
