"""The front page: what the data set holds, questions to ask, the shipped queries by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from kg.query.ask import EXAMPLES
from kg.query.shipped import Shipped
from kg.serve.html import Html, el, text
from kg.serve.pages import questions
from kg.serve.pages.page import Page

_EXAMPLE = re.compile(r"--param ([a-z_]+)=(\S+)")
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


def home(page: Page, counts: Sequence[int], queries: Iterable[Shipped]) -> str:
    """What the data set holds, and the ways in: questions, search, shipped queries by subject."""
    links = (("/graph", "graph"), ("/query", "query"), ("/sparql", "endpoint"), ("/void", "description"))
    known = {query.name: query for query in queries}
    grouped = [(title, [known.pop(name) for name in names if name in known]) for title, names in _GROUPS]
    return page.frame(
        "",
        el("h1", page.say("title")),
        el("p", page.say("holds", *(f"{count:,}" for count in counts)), class_="under"),
        el("h2", page.say("ask")),
        questions.box(page, ""),
        questions.examples(page, EXAMPLES),
        el("h2", page.say("shipped")),
        [_group(page, title, here) for title, here in (*grouped, ("group-other", list(known.values()))) if here],
        el("footer", [el("a", page.say(word), href=address) for address, word in links]),
    )


def _group(page: Page, title: str, queries: Sequence[Shipped]) -> Html:
    """Shipped queries of one subject, folded but for their names."""
    shown = el("dl", [_offered(page, query) for query in queries], class_="shipped")
    return el("details", el("summary", page.say(title), " ", el("small", str(len(queries)))), shown)


def _offered(page: Page, query: Shipped) -> Html:
    """A shipped query with a form for its parameters, and its example filled in."""
    given = dict(_EXAMPLE.findall(query.example))
    fields = [
        el(
            "label",
            page.column(name),
            el("input", name=name, title=meaning, placeholder=given.get(name), maxlength="200"),
        )
        for name, meaning in query.parameters
    ]
    hidden = el("input", type="hidden", name="lang", value=page.language)
    form = el("form", fields, hidden, el("button", page.say("run")), action=f"/queries/{query.name}")
    address = f"/queries/{query.name}?{urlencode(given | {'lang': page.language})}"
    example = el("a", page.say("example", "、".join(given.values())), href=address) if given else None
    editor = el("a", page.say("edit"), href=f"/query#{query.name}")
    return text((el("dt", getattr(query, page.language)), el("dd", form, example, editor, el("code", query.name))))
