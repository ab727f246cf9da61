"""The pages: strings of HTML made of plain values. Every text goes through `html.el`, which escapes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kg.query.ask import EXAMPLES
from kg.query.results import PREFIXES, short
from kg.query.shipped import Shipped
from kg.reference import ontology
from kg.reference.terms import FZ, SKOS
from kg.serve import formats, vocabulary
from kg.serve.html import Child, Html, el, text
from kg.serve.links import Links
from kg.serve.names import Name
from kg.serve.words import LANGUAGES, Language, column, say

Value = Mapping[str, Any]

# What a fact says, in this order; the rest of its frame stands in the table of its own page.
_FRAME = ("subject", "predicate", "object", "indicator", "bound", "written", "unit", "measure", "stage")
_CONTEXT = ("period", "status", "place", "refersTo")
_PLAIN = ("measure-level", "bound-exact")  # what goes without saying
_EXAMPLE = re.compile(r"--param ([a-z_]+)=(\S+)")
_QUOTES = 20
# The shipped queries by what they are about, those first that most readers want.
_GROUPS = (
    ("group-targets", ("find-facts", "targets", "results", "outcomes", "unreported", "compare-targets",
                       "compare-results", "year-on-year", "history")),
    ("group-projects", ("find-projects", "largest-investments", "projects-by-stage", "projects-by-capacity",
                        "projects-by-industry", "projects-by-owner", "stage-counts", "stage-moves", "lifeline")),
    ("group-places", ("place-industries", "industry-places", "shared-industries", "about", "evidence")),
    ("group-checks", ("review", "contradictions", "confirmations", "merges", "corrections", "damages",
                      "inherited-years", "open-places", "former-codes", "unlinked-industries")),
)  # fmt: skip
# The facts that corrections.tsv mends, and the field that a line for them begins with.
_CORRECTED = {"Achievement": "value", "Target": "value", "StageEvent": "stage"}
# Columns of codes, with the list of the ontology that has their names.
_CODES = {
    "measure": "measure", "measured": "measure", "bound": "bound", "status": "status", "reached": "status",
    "stage": "stage", "at": "stage", "verdict": "verdict",
}  # fmt: skip
_EVIDENT = frozenset({str(SKOS.prefLabel.value)})


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a shipped query that a page shows, how many there are, its SPARQL, and how names were read."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Value | None]]
    total: int
    sparql: str
    read: tuple[str, ...] = ()


def _editor(sparql: str) -> Html:
    """A link to the editor with a query in it."""
    return el("a", "SPARQL", href=f"/query#{urlencode({'sparql': sparql})}", class_="button")


def _ways(sparql: str) -> tuple[Child, ...]:
    """Ways to take the rows of a query on."""
    csv = f"/sparql?{urlencode({'format': 'csv', 'query': sparql})}"
    return el("a", "CSV", href=csv, class_="button"), " ", _editor(sparql)


def _text(cell: Value | None) -> str:
    return str(cell.get("text", "")) if cell else ""


def _marked(sentence: str, marks: Iterable[tuple[int, int]]) -> list[Child]:
    """A sentence with some stretches marked; those that overlap are one."""
    found: list[Child] = []
    at = 0
    for start, end in sorted(marks):
        start = max(start, at)
        if start < end:
            found += [sentence[at:start], el("mark", sentence[start:end])]
            at = end
    return [*found, sentence[at:]]


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

    # Terms

    def name(self, names: Mapping[str, str], iri: str) -> str:
        """What a thing is called in the language of the page; a term of the ontology by its label there."""
        own = ontology.labels().get(iri.removeprefix(FZ.iri), {}) if iri.startswith(FZ.iri) else {}
        for found in (own, names):
            for language in (self.language, "zh", "", "en", *found):
                if found.get(language):
                    return found[language]
        return short(iri, PREFIXES)

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

    # Facts

    def facts(self, facts: Iterable[Value]) -> Html:
        """Facts by the sentence that says them: a sentence stands once, with the words of each of its facts marked."""
        sentences: dict[tuple[str, int], list[Value]] = {}
        for fact in facts:
            sentences.setdefault((fact["document"], fact["start"] - fact["mark"][0]), []).append(fact)
        return el("ol", [self.sentence(told) for told in sentences.values()], class_="facts")

    def sentence(self, facts: Sequence[Value]) -> Html:
        """Facts of one sentence in words, each with where it stands and its rule, and the sentence."""
        first = facts[0]
        marked = _marked(first["sentence"], [tuple(fact["mark"]) for fact in facts])
        place = self.links.document(first["document"], first["start"], first["end"])
        quote = el("blockquote", marked, lang="zh", cite=place)
        return el("li", map(self.told_fact, facts), quote, map(self.correction, facts))

    def told_fact(self, fact: Value) -> Html:
        """A fact in words, and where it stands."""
        words = el("a", self.words(fact), href=self.links.thing(fact["iri"]), class_="fact")
        return el("p", words, " ", self.source(fact))

    def source(self, fact: Value) -> Html:
        """Where a fact stands, and by which rule it was found."""
        place = self.links.document(fact["document"], fact["start"], fact["end"])
        link = el("a", fact["name"], " ", self.say("shown", fact["start"], fact["end"]), href=place)
        return el("small", link, f" · {self.say('rule')} {fact['rule']}")

    def correction(self, fact: Value) -> Html | None:
        """The lines of corrections.tsv that mend a fact or take it out, to copy."""
        field = _CORRECTED.get(fact["kind"])
        if not field:
            return None
        start, end = fact["mark"]
        words = fact["sentence"][start:end]
        spot = "\t".join((fact["name"], words, str(fact["start"])))
        return el(
            "details",
            el("summary", self.say("correct"), " ", el("q", words, lang="zh")),
            el("p", self.say("correct-help")),
            el("pre", f"{spot}\t{field}\t", lang="zh"),
            el("p", self.say("correct-wrong")),
            el("pre", f"{spot}\twrong", lang="zh"),
            class_="correct",
        )

    def words(self, fact: Value) -> Html:
        frame = fact["frame"]
        told = [self.shown(frame[name]) for name in _FRAME if name in frame]
        around = [self.shown(frame[name]) for name in _CONTEXT if name in frame]
        kind = self.name({}, FZ.iri + fact["kind"])
        said = " ".join(filter(None, told))
        return text(" · ".join(part for part in (kind, said, *around) if part))

    def shown(self, value: Value) -> str:
        if "iri" not in value:
            return str(value["text"])
        return "" if value["iri"].removeprefix(FZ.iri) in _PLAIN else self.name(value["names"], value["iri"])

    # Pages

    def thing(self, thing: Value) -> str:
        """The page of an IRI."""
        name = self.name(thing["names"], thing["iri"])
        types = sorted(thing["types"], key=lambda kind: not kind.startswith(FZ.iri))
        kinds = " · ".join(self.name({}, kind) for kind in types[:3])
        shown = [group for group in thing["values"] if group["predicate"] not in _EVIDENT]
        facts = thing["facts"]
        return self.frame(
            name,
            el("h1", name),
            el("p", f"{kinds} ", el("code", thing["iri"]), class_="under"),
            self.text_link(thing),
            el("h2", self.say("facts")) if facts else None,
            self.facts(facts) if facts else None,
            el("p", self.say("more", thing["more"]), class_="more") if thing["more"] else None,
            el("h2", self.say("values")) if shown else None,
            self.rows(shown) if shown else None,
            el("h2", self.say("links")) if thing["links"] else None,
            self.rows(thing["links"]) if thing["links"] else None,
            self.formats(thing["iri"]),
        )

    def text_link(self, thing: Value) -> Html | None:
        if FZ.Document.value not in thing["types"]:
            return None
        return el("p", el("a", self.say("text"), href=self.links.document(thing["iri"]), class_="button"))

    def formats(self, iri: str) -> Html:
        """Links to the same in the formats of triples."""
        address = self.links.thing(iri)
        mark = "&" if "?" in address else "?"
        links = [el("a", kind, href=f"{address}{mark}format={name}") for kind, name in _SHORT]
        return el("footer", f"{self.say('formats')}: ", links)

    def document(self, document: Value, start: int, end: int) -> str:
        """The whole text, a stretch of it marked."""
        whole = document["text"]
        marked = el("mark", whole[start:end], id="here") if 0 <= start < end <= len(whole) else None
        told = (whole[:start], marked, whole[end:]) if marked else (whole,)
        title = document["title"] or document["name"]
        about = el("a", document["name"], href=self.links.thing(document["iri"]))
        where = f" · {self.say('shown', start, end)}" if marked else None
        return self.frame(
            title,
            el("h1", title),
            el("p", about, where, class_="under"),
            el("article", told, class_="text", lang="zh"),
        )

    def found(self, wanted: str, names: Sequence[Name]) -> str:
        """The results of a search."""
        items = [
            el("li", el("a", row.name, href=self.links.thing(row.iri)), " ", el("small", self.kind(row.kind)))
            for row in names
        ]
        return self.frame(
            wanted,
            el("h1", self.say("results", wanted)),
            el("ul", items, class_="found") if items else el("p", self.say("nothing")),
        )

    def kind(self, local: str) -> str:
        return self.name({}, FZ.iri + local)

    def home(self, counts: Sequence[int], queries: Iterable[Shipped]) -> str:
        """What the data set holds, and the ways in: questions, search, shipped queries by subject."""
        links = (("/graph", "graph"), ("/query", "query"), ("/sparql", "endpoint"), ("/void", "description"))
        known = {query.name: query for query in queries}
        grouped = [(title, [known.pop(name) for name in names if name in known]) for title, names in _GROUPS]
        return self.frame(
            "",
            el("h1", self.say("title")),
            el("p", self.say("holds", *(f"{count:,}" for count in counts)), class_="under"),
            el("h2", self.say("ask")),
            self.ask_box(""),
            self.examples(EXAMPLES),
            el("h2", self.say("shipped")),
            [self.group(title, here) for title, here in (*grouped, ("group-other", list(known.values()))) if here],
            el("footer", [el("a", self.say(word), href=address) for address, word in links]),
        )

    def ask_box(self, wanted: str) -> Html:
        field = el(
            "input", type="search", name="q", maxlength="300", value=wanted or None, placeholder=EXAMPLES[0],
            aria_label=self.say("ask"), autocomplete="off",
        )  # fmt: skip
        hidden = el("input", type="hidden", name="lang", value=self.language)
        return el("form", field, hidden, el("button", self.say("ask-button")), action="/ask", class_="ask")

    def examples(self, questions: Iterable[str]) -> Html:
        links = [
            el("li", el("a", question, href=f"/ask?{urlencode({'q': question, 'lang': self.language})}", lang="zh"))
            for question in questions
        ]
        return el("ul", links, class_="chips")

    def group(self, title: str, queries: Sequence[Shipped]) -> Html:
        """Shipped queries of one subject, folded but for their names."""
        shown = el("dl", [self.offered(query) for query in queries], class_="shipped")
        return el("details", el("summary", self.say(title), " ", el("small", str(len(queries)))), shown)

    def offered(self, query: Shipped) -> Html:
        """A shipped query with a form for its parameters, and its example filled in."""
        given = dict(_EXAMPLE.findall(query.example))
        fields = [
            el(
                "label",
                self.column(name),
                el("input", name=name, title=meaning, placeholder=given.get(name), maxlength="200"),
            )
            for name, meaning in query.parameters
        ]
        hidden = el("input", type="hidden", name="lang", value=self.language)
        form = el("form", fields, hidden, el("button", self.say("run")), action=f"/queries/{query.name}")
        address = f"/queries/{query.name}?{urlencode(given | {'lang': self.language})}"
        example = el("a", self.say("example", "、".join(given.values())), href=address) if given else None
        editor = el("a", self.say("edit"), href=f"/query#{query.name}")
        return text((el("dt", getattr(query, self.language)), el("dd", form, example, editor, el("code", query.name))))

    def field(self, name: str, meaning: str, example: str | None) -> Html:
        return el("input", name=name, title=meaning, placeholder=example, maxlength="200")

    def column(self, name: str) -> str:
        """What a column or a parameter is called in the language of the page."""
        return column(self.language, name)

    def asked(self, wanted: str, answer: Value | None, reason: str) -> str:
        """A question and its answer: the sentence, how it was read, the rows, the sentences that say so, the SPARQL."""
        content: list[Child] = [el("h1", self.say("ask")), self.ask_box(wanted)]
        if reason:
            content.append(el("p", f"{self.say('not-understood')} {reason}", class_="refused", role="status"))
        if answer:
            content += self.told(answer)
        else:
            content += [el("h2", self.say("ask-like")), self.examples(EXAMPLES)]
        return self.frame(wanted or self.say("ask"), *content)

    def told(self, answer: Value) -> list[Child]:
        head = el("thead", el("tr", [el("th", self.column(name), scope="col") for name in answer["columns"]]))
        told = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
        shown = [[self.code(name, cell) or cell for name, cell in row.items()] for row in told]
        body = el("tbody", [el("tr", [el("td", cell) for cell in row]) for row in shown])
        quotes = [
            el(
                "li",
                el("blockquote", quote["sentence"], lang="zh"),
                el("small", self.place(quote["document"], quote["start"])),
            )
            for quote in answer["quotes"][:_QUOTES]
        ]
        queries = [el("pre", el("code", query)) for query in answer["sparql"]]
        ways = [way for query in answer["sparql"] for way in _ways(query)]
        return [
            el("p", answer["sentence"], class_="answer", role="status"),
            el("p", self.say("read-as", answer["read_as"]), " ", ways, class_="under"),
            el("div", el("table", head, body), class_="wide") if answer["rows"] else None,
            el("h2", self.say("evidence")) if quotes else None,
            el("ol", quotes, class_="facts") if quotes else None,
            el("details", el("summary", "SPARQL"), queries),
        ]

    def place(self, document: str, start: str, end: str = "") -> Html:
        """A link to where something stands in a document."""
        return el("a", f"{document}:{start}" if start else document, href=self.links.text(document, start, end))

    def answer(self, query: Shipped, shown: Shown, told: Mapping[str, str]) -> str:
        """The first rows of a shipped query with what was asked for, how many there are, and ways to take them on."""
        rows, total = shown.rows, shown.total
        title = getattr(query, self.language)
        head = el("thead", el("tr", [el("th", self.column(name), scope="col") for name in shown.columns]))
        before: Sequence[Value | None] = ()
        body = []
        for row in rows:
            body.append(el("tr", [el("td", cell) for cell in self.cells(shown.columns, row, before)]))
            before = row
        asked = [el("li", f"{self.column(name)}: {value}") for name, value in told.items()]
        asked += [el("li", line.partition(": ")[2]) for line in shown.read]
        csv = f"/queries/{query.name}?{urlencode({**told, 'format': 'csv'})}"
        ways = (el("a", "CSV", href=csv, class_="button"), _editor(shown.sparql))
        return self.frame(
            title,
            el("h1", title),
            el("ul", asked, class_="chips") if asked else None,
            el("p", self.say("rows", f"{total:,}"), " ", ways, class_="under"),
            el("div", el("table", head, el("tbody", body)), class_="wide"),
            el("p", self.say("more", f"{total - len(rows):,}"), class_="more") if total > len(rows) else None,
        )

    def cells(self, columns: Sequence[str], row: Sequence[Value | None], before: Sequence[Value | None]) -> list[Child]:
        """The cells of a row: names of documents lead to the place, a sentence that stands above is not repeated."""
        told = dict(zip(columns, row, strict=True))
        found: list[Child] = []
        for at, (name, cell) in enumerate(told.items()):
            if cell and "text" in cell and name.endswith("document"):
                start, end = (_text(told.get(name.removesuffix("document") + edge)) for edge in ("start", "end"))
                found.append(el("a", cell["text"], href=self.links.text(cell["text"], start, end)))
            elif cell and name.endswith("sentence") and before and before[at] == cell:
                found.append(el("span", "〃", title=cell.get("text")))
            elif cell and (word := self.code(name, _text(cell))):
                found.append(el("span", word, title=_text(cell)))
            else:
                found.append(self.term(cell) if cell else None)
        return found

    def code(self, name: str, value: str) -> str:
        """What a code in a column is called in the language of the page, empty where it is none: growth is 增长."""
        labels = ontology.labels().get(f"{_CODES.get(name, name)}-{value}", {}) if name in _CODES else {}
        return labels.get(self.language, "")

    def editor(self) -> str:
        """The query page; its script brings the editor and the shipped queries."""
        return self.frame(
            self.say("query"),
            el("details", el("summary", self.say("shipped")), el("ul", id="shipped")),
            el("noscript", self.say("script")),
            el("div", id="editor", data_language=self.language),
            scripts=("/static/yasgui/yasgui.min.css", "/static/yasgui/yasgui.min.js", "/static/query.js"),
        )

    def vocabulary(self) -> str:
        """The ontology."""
        names = ("ttl", "jsonld", "nt", "rdf")
        sources = [el("a", name, href=f"/ontology?format={name}") for name in names]
        return self.frame(self.say("onto"), vocabulary.content(self.language, sources))

    def message(self, title: str, reason: str) -> str:
        """Why there is no answer."""
        return self.frame(title, el("h1", title), el("p", reason))


_SHORT = tuple((kind, names[-1]) for kind, (_, names) in formats.TRIPLES.items())[:4]
