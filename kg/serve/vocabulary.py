"""The ontology as pages for people: every class, property and concept in Chinese and English, from its Turtle.

`python -m kg.serve.vocabulary FOLDER` writes the pages that stand in `docs/ontology/`; a server shows the same at
`/ontology`. The anchors are the local names, so that the IRI of a term leads to what is said of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from kg.query.results import PREFIXES, short
from kg.reference import ontology
from kg.reference.terms import DCTERMS, FZ, QUDT, RDF, RDFS, SCHEMA, SKOS, Namespace
from kg.serve.html import Child, Html, el
from kg.serve.words import LANGUAGES, Language, say

FILES = (ontology.CLASSES, ontology.PROPERTIES, ontology.CONCEPTS, ontology.INDICATORS)
PAGES: Mapping[Language, str] = {"zh": "index.html", "en": "en.html"}
_OWL = Namespace("http://www.w3.org/2002/07/owl#")
_VANN = Namespace("http://purl.org/vocab/vann/")
_HEAD = NamedNode(FZ.iri.rstrip("#"))
# Concepts that stand in no list, and the official lists themselves.
_OTHERS = (QUDT.QuantityKind, FZ.ScaleWord, FZ.CodeScheme, DCTERMS.BibliographicResource)
_LIMITS = (RDFS.domain, SCHEMA.domainIncludes)
# What is told of a term, each by the word for it and the properties that say it.
_TOLD = (
    ("onto-above", (RDFS.subClassOf, RDFS.subPropertyOf)), ("onto-domain", _LIMITS),
    ("onto-range", (RDFS.range, SCHEMA.rangeIncludes)), ("onto-inverse", (_OWL.inverseOf,)),
    ("onto-broader", (SKOS.broader,)), ("onto-match", (SKOS.exactMatch, SKOS.closeMatch)),
    ("onto-notation", (SKOS.notation, FZ.symbol)),
)  # fmt: skip
_STYLE = """
:root { color-scheme: light dark; --line: #8885; --quiet: #777; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.2rem 4rem; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
h2 { margin-top: 2.5rem; } section { border-top: 1px solid var(--line); padding: .4rem 0; } h3 { margin: .4rem 0 .2rem; }
section dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .3rem 0; } section dd { margin: 0; }
.under, dt, code { color: var(--quiet); } .chips { display: flex; flex-wrap: wrap; gap: .2rem .9rem; padding: 0; list-style: none; }
"""  # noqa: E501

Terms = Mapping[NamedNode, Sequence[NamedNode | Literal]]


@cache
def _told() -> Mapping[NamedNode, Terms]:
    """What the ontology says of each of its terms: subject -> property -> values, in the order of the files."""
    found: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = {}
    for triple in ontology.triples(*FILES):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            found.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple.object)
    return found


@cache
def written(form: RdfFormat) -> bytes:
    """The whole ontology in a format of RDF; Turtle as it was written, with its comments."""
    if form == RdfFormat.TURTLE:
        return b"\n".join((ontology.folder() / name).read_bytes() for name in FILES)
    return serialize(dict.fromkeys(ontology.triples(*FILES)), format=form) or b""


# --- the page


def content(language: Language, sources: Iterable[Html]) -> list[Child]:
    """What stands on the page: the header, lists of all terms, then each of them; `sources` lead to the RDF."""
    parts = list(_parts(language))
    return [
        *_header(language, sources),
        [el("section", el("h3", title), _list(language, terms), id=f"list-{key}") for key, title, terms in parts],
        [[el("h2", title), [_term(language, term) for term in terms]] for _, title, terms in parts],
    ]


def _header(language: Language, sources: Iterable[Html]) -> Iterator[Child]:
    def one(term: NamedNode) -> str:
        return _text(_HEAD, term, language)

    yield el("h1", one(DCTERMS.title))
    yield el("p", one(DCTERMS.description))
    rows = (
        ("onto-iri", FZ.iri), ("onto-prefix", one(_VANN.preferredNamespacePrefix)),
        ("onto-version", f"{one(_OWL.versionInfo)} ({one(DCTERMS.modified)})"),
        ("onto-creator", one(DCTERMS.creator)), ("onto-licence", one(DCTERMS.license)),
    )  # fmt: skip
    yield el("section", el("dl", [[el("dt", say(language, word)), el("dd", text)] for word, text in rows]))
    yield el("p", say(language, "onto-as"), [[" ", source] for source in sources])


def _parts(language: Language) -> Iterator[tuple[str, str, list[NamedNode]]]:
    """Classes, properties, then each list of concepts: (key, title, terms)."""
    told = _told()
    kinds: Mapping[str, Callable[[NamedNode], bool]] = {
        "classes": lambda term: _is_a(term, _OWL["Class"]),
        "properties": lambda term: _is_a(term, _OWL.ObjectProperty) or _is_a(term, _OWL.DatatypeProperty),
    }
    for key, holds in kinds.items():
        yield key, say(language, f"onto-{key}"), [term for term in told if _is_own(term) and holds(term)]
    for scheme in (term for term in told if _is_a(term, SKOS.ConceptScheme)):
        terms = [term for term in told if scheme in told[term].get(SKOS.inScheme, ())]
        yield scheme.value.removeprefix(FZ.iri), _label(scheme, language), terms
    single = [term for term in told if _is_own(term) and SKOS.inScheme not in told[term]]
    units = [term for term in single if _is_a(term, QUDT.Unit)]
    yield "units", say(language, "onto-units"), units
    others = [term for term in single if any(_is_a(term, cls) for cls in _OTHERS)]
    yield "others", say(language, "onto-others"), others


def _is_a(term: NamedNode, cls: NamedNode) -> bool:
    return cls in _told()[term].get(RDF.type, ())


def _is_own(term: NamedNode) -> bool:
    return term.value.startswith(FZ.iri)


def _list(language: Language, terms: Iterable[NamedNode]) -> Html:
    return el("ul", [el("li", _link(term, language)) for term in terms], class_="chips")


def _term(language: Language, term: NamedNode) -> Html:
    """A term: both labels, what it means in both languages, what it hangs on, what hangs on it."""
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    told = _told()[term]
    rows = [
        (say(language, word), [_shown(value, language) for name in names for value in told.get(name, ())])
        for word, names in _TOLD
    ]
    rows.append((say(language, "onto-properties-of"), [_link(each, language) for each in _with_domain(term)]))
    return el(
        "section",
        el("h3", f"{_label(term, language)} ", el("span", _label(term, other), class_="under", lang=other), " ",
           el("code", short(term.value, PREFIXES))),
        [el("p", _text(term, RDFS.comment, each), lang=each) for each in (language, other)
         if _text(term, RDFS.comment, each)],
        el("dl", [[el("dt", title), el("dd", _joined(values))] for title, values in rows if values]),
        id=_anchor(term),
    )  # fmt: skip


def _joined(values: Iterable[Child]) -> list[Child]:
    return [[", " if number else "", value] for number, value in enumerate(values)]


def _with_domain(cls: NamedNode) -> Iterator[NamedNode]:
    """The properties that a class may have by its own name."""
    return (term for term, told in _told().items() if any(cls in told.get(limit, ()) for limit in _LIMITS))


def _shown(value: NamedNode | Literal, language: Language) -> Child:
    if isinstance(value, Literal):
        return value.value
    return _link(value, language) if value in _told() else el("a", short(value.value, PREFIXES), href=value.value)


def _link(term: NamedNode, language: Language) -> Html:
    return el("a", _label(term, language), href=f"#{_anchor(term)}")


def _anchor(term: NamedNode) -> str:
    return term.value.removeprefix(FZ.iri)


def _label(term: NamedNode, language: Language) -> str:
    return _text(term, RDFS.label, language) or _text(term, SKOS.prefLabel, language) or short(term.value, PREFIXES)


def _text(term: NamedNode, predicate: NamedNode, language: Language) -> str:
    """The value in a language, else the one that has none, or that is an IRI."""
    values = _told().get(term, {}).get(predicate, ())
    ranked = (value for wanted in (language, None) for value in values if getattr(value, "language", None) == wanted)
    return next((value.value for value in ranked), "")


# --- the pages that stand in docs/


def page(language: Language) -> str:
    """A page that needs no server."""
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    sources = [el("a", name, href=f"../../ontology/{name}") for name in (*FILES, "industries.ttl", "shapes.ttl")]
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", _text(_HEAD, DCTERMS.title, language)),
        el("style", Html(_STYLE)),
    )
    turn = el("p", el("a", say(language, "other"), href=PAGES[other], hreflang=other, lang=other))
    body = el("body", turn, el("main", content(language, sources)))
    code = "zh-Hans" if language == "zh" else "en"
    return f"<!DOCTYPE html>\n{el('html', head, body, lang=code)}\n".replace("</section>", "</section>\n")


def write(folder: Path) -> None:
    """Write both pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for language, name in PAGES.items():
        (folder / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
