"""The pages of queries: the rows of a shipped one with ways to take them on, the editor of SPARQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.query.shipped import Shipped
from kg.serve.html import Child, Html, el
from kg.serve.pages.page import Page, Value


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of a shipped query that a page shows, how many there are, its SPARQL, and how names were read."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Value | None]]
    total: int
    sparql: str
    read: tuple[str, ...] = ()


def answer(page: Page, query: Shipped, shown: Shown, told: Mapping[str, str]) -> str:
    """The first rows of a shipped query with what was asked for, how many there are, and ways to take them on."""
    rows, total = shown.rows, shown.total
    title = getattr(query, page.language)
    head = el("thead", el("tr", [el("th", page.column(name), scope="col") for name in shown.columns]))
    before: Sequence[Value | None] = ()
    body = []
    for row in rows:
        body.append(el("tr", [el("td", cell) for cell in _cells(page, shown.columns, row, before)]))
        before = row
    asked = [el("li", f"{page.column(name)}: {value}") for name, value in told.items()]
    asked += [el("li", line.partition(": ")[2]) for line in shown.read]
    csv = f"/queries/{query.name}?{urlencode({**told, 'format': 'csv'})}"
    ways = (el("a", "CSV", href=csv, class_="button"), editor_link(shown.sparql))
    return page.frame(
        title,
        el("h1", title),
        el("ul", asked, class_="chips") if asked else None,
        el("p", page.say("rows", f"{total:,}"), " ", ways, class_="under"),
        el("div", el("table", head, el("tbody", body)), class_="wide"),
        el("p", page.say("more", f"{total - len(rows):,}"), class_="more") if total > len(rows) else None,
    )


def _cells(
    page: Page, columns: Sequence[str], row: Sequence[Value | None], before: Sequence[Value | None]
) -> list[Child]:
    """The cells of a row: names of documents lead to the place, a sentence that stands above is not repeated."""
    told = dict(zip(columns, row, strict=True))
    above = dict(zip(columns, before, strict=True)) if before else {}
    return [_cell(page, name, told, above.get(name)) if told[name] else None for name in told]


def _cell(page: Page, name: str, row: Mapping[str, Value | None], above: Value | None) -> Child:
    """The cell of a column that has a value in its row; `above` is what stands over it."""
    cell = row[name] or {}
    if "text" in cell and name.endswith("document"):
        start, end = (_text(row.get(name.removesuffix("document") + edge)) for edge in ("start", "end"))
        return el("a", cell["text"], href=page.links.text(cell["text"], start, end))
    if name.endswith("sentence") and above == cell:
        return el("span", "〃", title=cell.get("text"))
    if word := page.code(name, _text(cell)):
        return el("span", word, title=_text(cell))
    return page.term(cell)


def _text(cell: Value | None) -> str:
    return str(cell.get("text", "")) if cell else ""


def editor(page: Page) -> str:
    """The query page; its script brings the editor and the shipped queries."""
    return page.frame(
        page.say("query"),
        el("details", el("summary", page.say("shipped")), el("ul", id="shipped")),
        el("noscript", page.say("script")),
        el("div", id="editor", data_language=page.language),
        scripts=("/static/yasgui/yasgui.min.css", "/static/yasgui/yasgui.min.js", "/static/query.js"),
    )


def editor_link(sparql: str) -> Html:
    """A link to the editor with a query in it."""
    return el("a", "SPARQL", href=f"/query#{urlencode({'sparql': sparql})}", class_="button")
