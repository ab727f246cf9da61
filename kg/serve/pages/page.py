"""What all pages share: the frame around them, links to things and what they are called, tables of values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kg.query.results import PREFIXES, short
from kg.reference import ontology
from kg.reference.terms import FZ
from kg.serve.html import Child, Html, el
from kg.serve.links import Links
from kg.serve.words import LANGUAGES, Language, column, say

Value = Mapping[str, Any]

# Columns of codes, with the list of the ontology that has their names.
_CODES = {
    "measure": "measure", "measured": "measure", "bound": "bound", "status": "status", "reached": "status",
    "stage": "stage", "at": "stage", "verdict": "verdict",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What all pages share: the language and the addresses; `here` is the path of this one, `query` its parameters."""

    language: Language
    links: Links
    here: str = "/"
    query: tuple[tuple[str, str], ...] = ()

    def say(self, word: str, *values: object) -> str:
        return say(self.language, word, *values)

    def frame(self, title: str, *content: Child, scripts: Sequence[str] = ()) -> str:
        """A whole document."""
        other = LANGUAGES[1 - LANGUAGES.index(self.language)]
        turned = urlencode([*((name, value) for name, value in self.query if name != "lang"), ("lang", other)])
        head = el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("title", f"{title} · {self.say('title')}" if title else self.say("title")),
            el("link", rel="icon", href="data:,"),
            el("link", rel="stylesheet", href="/static/style.css"),
            [el("link", rel="stylesheet", href=name) for name in scripts if name.endswith(".css")],
            [el("script", src=name, defer=True) for name in ("/static/search.js", *scripts) if name.endswith(".js")],
        )
        bar = el(
            "header",
            el("a", self.say("title"), href="/", class_="name"),
            self.box(),
            el("nav", [el("a", self.say(word), href=f"/{word}") for word in ("ask", "query", "graph")]),
            el("a", self.say("other"), href=f"{self.here}?{turned}", hreflang=other, lang=other),
        )
        language = "zh-Hans" if self.language == "zh" else "en"
        return "<!DOCTYPE html>\n" + el("html", head, el("body", bar, el("main", *content)), lang=language)

    def box(self) -> Html:
        field = el(
            "input", type="search", name="q", list="names", autocomplete="off", spellcheck="false", maxlength="100",
            placeholder=self.say("search"), aria_label=self.say("search"), value=dict(self.query).get("q"),
        )  # fmt: skip
        found = el("ul", id="found", hidden=True, role="listbox")
        return el("form", field, el("button", self.say("find")), found, action="/search", role="search")

    def message(self, title: str, reason: str) -> str:
        """Why there is no answer."""
        return self.frame(title, el("h1", title), el("p", reason))

    # What things, properties and codes are called

    def name(self, names: Mapping[str, str], iri: str) -> str:
        """What a thing is called in the language of the page; a term of the ontology by its label there."""
        own = ontology.labels().get(iri.removeprefix(FZ.iri), {}) if iri.startswith(FZ.iri) else {}
        for found in (own, names):
            for language in (self.language, "zh", "", "en", *found):
                if found.get(language):
                    return found[language]
        return short(iri, PREFIXES)

    def kind(self, local: str) -> str:
        return self.name({}, FZ.iri + local)

    def column(self, name: str) -> str:
        """What a column or a parameter is called in the language of the page."""
        return column(self.language, name)

    def code(self, name: str, value: str) -> str:
        """What a code in a column is called in the language of the page, empty where it is none: growth is 增长."""
        labels = ontology.labels().get(f"{_CODES.get(name, name)}-{value}", {}) if name in _CODES else {}
        return labels.get(self.language, "")

    # Links and tables

    def term(self, value: Value) -> Html:
        """A link to a thing, or a text."""
        if "iri" in value:
            name = self.name(value["names"], value["iri"])
            return el("a", name, href=self.links.thing(value["iri"]), title=value["iri"])
        return el("span", value["text"] + ("…" if value["cut"] else ""), lang=value["language"] or None)

    def property(self, iri: str) -> Html:
        """A link to a property of the ontology, the name of another."""
        if not iri.startswith(FZ.iri):
            return el("span", self.name({}, iri), title=iri)
        return el("a", self.name({}, iri), href=self.links.thing(iri), title=iri)

    def place(self, document: str, start: str, end: str = "") -> Html:
        """A link to where something stands in a document."""
        return el("a", f"{document}:{start}" if start else document, href=self.links.text(document, start, end))

    def rows(self, groups: Iterable[Value]) -> Html:
        """Values by property."""
        rows = [
            el("tr", el("th", self.property(group["predicate"]), scope="row"), el("td", self.listed(group)))
            for group in groups
        ]
        return el("table", el("tbody", rows), class_="values")

    def listed(self, group: Value) -> Html:
        items = [el("li", self.term(value)) for value in group["values"]]
        more = el("li", self.say("more", group["more"]), class_="more") if group["more"] else None
        return el("ul", items, more)
