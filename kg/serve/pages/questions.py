"""The page of a question in plain words: the answer, how it was read, the sentences that say so, the SPARQL."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from kg.query.ask import EXAMPLES
from kg.serve.html import Child, Html, el
from kg.serve.pages.page import Page, Value
from kg.serve.pages.queries import editor_link

_QUOTES = 20


def asked(page: Page, wanted: str, answer: Value | None, reason: str) -> str:
    """A question and its answer: the sentence, how it was read, the rows, the sentences that say so, the SPARQL."""
    content: list[Child] = [el("h1", page.say("ask")), box(page, wanted)]
    if reason:
        content.append(el("p", f"{page.say('not-understood')} {reason}", class_="refused", role="status"))
    if answer:
        content += _answer(page, answer)
    else:
        content += [el("h2", page.say("ask-like")), examples(page, EXAMPLES)]
    return page.frame(wanted or page.say("ask"), *content)


def _answer(page: Page, answer: Value) -> list[Child]:
    ways = [way for query in answer["sparql"] for way in _ways(query)]
    quotes = [_quote(page, quote) for quote in answer["quotes"][:_QUOTES]]
    return [
        el("p", answer["sentence"], class_="answer", role="status"),
        el("p", page.say("read-as", answer["read_as"]), " ", ways, class_="under"),
        el("div", _table(page, answer), class_="wide") if answer["rows"] else None,
        el("h2", page.say("evidence")) if quotes else None,
        el("ol", quotes, class_="facts") if quotes else None,
        el("details", el("summary", "SPARQL"), [el("pre", el("code", query)) for query in answer["sparql"]]),
    ]


def _table(page: Page, answer: Value) -> Html:
    """The rows of an answer, codes by their names."""
    columns = answer["columns"]
    head = el("thead", el("tr", [el("th", page.column(name), scope="col") for name in columns]))
    shown = [[page.code(name, cell) or cell for name, cell in zip(columns, row, strict=True)] for row in answer["rows"]]
    return el("table", head, el("tbody", [el("tr", [el("td", cell) for cell in row]) for row in shown]))


def _quote(page: Page, quote: Value) -> Html:
    """A sentence that says so, and where it stands."""
    place = el("small", page.place(quote["document"], quote["start"]))
    return el("li", el("blockquote", quote["sentence"], lang="zh"), place)


def box(page: Page, wanted: str) -> Html:
    field = el(
        "input", type="search", name="q", maxlength="300", value=wanted or None, placeholder=EXAMPLES[0],
        aria_label=page.say("ask"), autocomplete="off",
    )  # fmt: skip
    hidden = el("input", type="hidden", name="lang", value=page.language)
    return el("form", field, hidden, el("button", page.say("ask-button")), action="/ask", class_="ask")


def examples(page: Page, questions: Iterable[str]) -> Html:
    links = [
        el("li", el("a", question, href=f"/ask?{urlencode({'q': question, 'lang': page.language})}", lang="zh"))
        for question in questions
    ]
    return el("ul", links, class_="chips")


def _ways(sparql: str) -> tuple[Child, ...]:
    """Ways to take the rows of a query on."""
    csv = f"/sparql?{urlencode({'format': 'csv', 'query': sparql})}"
    return el("a", "CSV", href=csv, class_="button"), " ", editor_link(sparql)
