"""Writes `ontology/industries.ttl` from the tables of industries: `python -m kg.reference.pack_industries`.

Two schemes: GB/T 4754-2017 with its sections, divisions, groups and classes (fz:industry-classification), and the
industries of policy papers with their coarser ones and the classes that they come closest to (fz:policy-industries).
Their IRIs are those that a graph with the default base gives them, so that the file and a graph join as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.reference import industries, ontology
from kg.reference.terms import BASE, FZ, GBT, SKOS, mint

_HEAD = f"""@prefix fz: <{FZ.iri}> .
@prefix gbt: <{GBT.iri}> .
@prefix id: <{BASE}> .
@prefix skos: <{SKOS.iri}> .

# Industries: the national classification GB/T 4754-2017 and the industries that policy papers speak of. Made from the
# tables in kg/reference/data by kg.reference.pack_industries; change those and run it. The schemes are described in
# concepts.ttl.

"""


def turtle() -> str:
    """The file: sections and classes by code, then the policy industries by name; the same for the same tables."""
    return _HEAD + "\n".join((*_classes(), *_policy()))


def _classes() -> Iterator[str]:
    english = {row[0]: row[1] for row in industries.rows("gbt4754_en.tsv", 2)}
    parents = industries.parents()
    below: dict[str, list[str]] = {}
    for code, parent in parents.items():
        below.setdefault(parent, []).append(code)
    for code, name in industries.official().items():
        labels = [quoted(name, "zh"), *([quoted(english[code], "en")] if code in english else [])]
        top = not parents[code]
        yield node(
            f"gbt:{code} a fz:IndustryClass , skos:Concept",
            ("skos:notation", [quoted(code)]),
            ("skos:prefLabel", labels),
            ("skos:inScheme", ["fz:industry-classification"]),
            ("skos:topConceptOf", ["fz:industry-classification"] if top else []),
            ("skos:broader", [] if top else [f"gbt:{parents[code]}"]),
            ("skos:narrower", [f"gbt:{item}" for item in below.get(code, ())]),
        )


def _policy() -> Iterator[str]:
    table = industries.policy()
    others: dict[str, list[str]] = {}
    for other, name in industries.synonyms().items():
        others.setdefault(name, []).append(other)
    for name, (codes, _) in table.items():
        below = [item for item in table if industries.broader(item) == name]
        above = industries.broader(name)
        yield node(
            f"{_iri(name)} a fz:Industry , skos:Concept",
            ("skos:prefLabel", [quoted(name, "zh")]),
            ("skos:altLabel", [quoted(other, "zh") for other in others.get(name, ())]),
            ("fz:linking", ["fz:linking-same"]),
            ("skos:inScheme", ["fz:policy-industries"]),
            ("skos:topConceptOf", [] if above else ["fz:policy-industries"]),
            ("skos:broader", [_iri(above)] if above else []),
            ("skos:narrower", [_iri(item) for item in below]),
            ("skos:closeMatch", [f"gbt:{code}" for code in sorted(codes)]),
        )


def _iri(name: str) -> str:
    return "id:" + mint(BASE, "industry", "", name).value.removeprefix(BASE)


def quoted(text: str, language: str = "") -> str:
    """A literal of Turtle."""
    return f'"{text}"' + (f"@{language}" if language else "")


def node(head: str, *told: tuple[str, Iterable[str]]) -> str:
    """A subject of Turtle with what is told of it, predicates without a value left out."""
    lines = [f"    {predicate} {' , '.join(values)}" for predicate, values in told if values]
    return " ;\n".join((head, *lines)) + " .\n"


if __name__ == "__main__":
    (ontology.folder() / "industries.ttl").write_text(turtle(), encoding="utf-8", newline="\n")
