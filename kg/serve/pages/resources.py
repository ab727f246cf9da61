"""The pages of what is in the graph: a thing, the text of a document, names that a search finds, the ontology."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.reference.terms import FZ, SKOS
from kg.serve import formats
from kg.serve import vocabulary as ontology
from kg.serve.html import Child, Html, el
from kg.serve.names import Name
from kg.serve.pages import facts
from kg.serve.pages.page import Page, Value

_EVIDENT = frozenset({str(SKOS.prefLabel.value)})
_SHORT = tuple((kind, names[-1]) for kind, (_, names) in formats.TRIPLES.items())[:4]


def thing(page: Page, thing: Value) -> str:
    """The page of an IRI."""
    name = page.name(thing["names"], thing["iri"])
    types = sorted(thing["types"], key=lambda kind: not kind.startswith(FZ.iri))
    kinds = " · ".join(page.name({}, kind) for kind in types[:3])
    shown = [group for group in thing["values"] if group["predicate"] not in _EVIDENT]
    return page.frame(
        name,
        el("h1", name),
        el("p", f"{kinds} ", el("code", thing["iri"]), class_="under"),
        _text_link(page, thing),
        _section(page, "facts", thing["facts"], lambda told: facts.listed(page, told)),
        el("p", page.say("more", thing["more"]), class_="more") if thing["more"] else None,
        _section(page, "values", shown, page.rows),
        _section(page, "links", thing["links"], page.rows),
        _formats(page, thing["iri"]),
    )


def _section(page: Page, word: str, told: Sequence[Value], shown: Callable[[Iterable[Value]], Html]) -> Child:
    """A heading and what stands below it, where there is anything."""
    return (el("h2", page.say(word)), shown(told)) if told else None


def _text_link(page: Page, thing: Value) -> Html | None:
    if FZ.Document.value not in thing["types"]:
        return None
    return el("p", el("a", page.say("text"), href=page.links.document(thing["iri"]), class_="button"))


def _formats(page: Page, iri: str) -> Html:
    """Links to the same in the formats of triples."""
    address = page.links.thing(iri)
    mark = "&" if "?" in address else "?"
    links = [el("a", kind, href=f"{address}{mark}format={name}") for kind, name in _SHORT]
    return el("footer", f"{page.say('formats')}: ", links)


def document(page: Page, document: Value, start: int, end: int) -> str:
    """The whole text, a stretch of it marked."""
    whole = document["text"]
    marked = el("mark", whole[start:end], id="here") if 0 <= start < end <= len(whole) else None
    told = (whole[:start], marked, whole[end:]) if marked else (whole,)
    title = document["title"] or document["name"]
    about = el("a", document["name"], href=page.links.thing(document["iri"]))
    where = f" · {page.say('shown', start, end)}" if marked else None
    return page.frame(
        title,
        el("h1", title),
        el("p", about, where, class_="under"),
        facts.missed(page, document["name"], whole[start:end], start) if marked else None,
        el("article", told, class_="text", lang="zh"),
    )


def found(page: Page, wanted: str, names: Sequence[Name]) -> str:
    """The results of a search."""
    items = [
        el("li", el("a", row.name, href=page.links.thing(row.iri)), " ", el("small", page.kind(row.kind)))
        for row in names
    ]
    return page.frame(
        wanted,
        el("h1", page.say("results", wanted)),
        el("ul", items, class_="found") if items else el("p", page.say("nothing")),
    )


def vocabulary(page: Page) -> str:
    """The ontology."""
    names = ("ttl", "jsonld", "nt", "rdf")
    sources = [el("a", name, href=f"/ontology?format={name}") for name in names]
    return page.frame(page.say("onto"), ontology.content(page.language, sources))
