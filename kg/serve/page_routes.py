"""The routes for readers: pages, and for some the same as triples or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from kg.export import output
from kg.query.shipped import nearest, shipped
from kg.reference import ontology, terms
from kg.serve import formats, frames, things, vocabulary
from kg.serve.pages import home, queries, questions, resources
from kg.serve.pages.queries import Shown
from kg.serve.protocol import Refusal
from kg.serve.site import Site

_SHOWN = 1000  # rows of a shipped query on a page
_QUESTION = 400  # characters of a question that are looked at; a longer one is none


@dataclass(frozen=True, slots=True)
class PageRoutes:
    """What a site answers to readers."""

    site: Site

    async def home(self, request: Request) -> Response:
        stamp = self.site.opened.stamp
        classes = (stamp.classes.get(terms.FZ[name].value, 0) for name in ("Document", "Project", "Observation"))
        return HTMLResponse(home.home(self.site.page(request), (stamp.triples, *classes), shipped().values()))

    async def editor(self, request: Request) -> Response:
        return HTMLResponse(queries.editor(self.site.page(request)))

    async def thing(self, request: Request) -> Response:
        """The page of an IRI, or its triples."""
        iri = self.site.iri(request)
        kind = self.site.kind(request)
        if kind == formats.HTML:
            head, _ = await self.site.reply(request, {"do": "thing", "iri": iri})
            thing = head["thing"]
            if not thing["values"]:  # a term of the ontology that the graph uses and does not describe
                thing["values"] = things.about(_ontology(), iri)["values"]
            known = thing["values"] or thing["links"]
            page = self.site.page(request)
            content = resources.thing(page, thing) if known else page.message(page.say("missing"), iri)
            return HTMLResponse(content, 200 if known else 404, {"Vary": "Accept, Accept-Language"})
        head, body = await self.site.reply(request, {"do": "triples", "iri": iri, "kind": kind})
        status = 200 if head["found"] else 404
        return Response(body, status, media_type=formats.with_charset(kind), headers={"Vary": "Accept"})

    async def vocabulary(self, request: Request) -> Response:
        """The ontology, to which the IRIs of its terms lead: a page, or its triples."""
        kind = self.site.kind(request)
        if kind == formats.HTML:
            return HTMLResponse(
                resources.vocabulary(self.site.page(request)), headers={"Vary": "Accept, Accept-Language"}
            )
        data = vocabulary.written(formats.TRIPLES[kind][0])
        return Response(data, media_type=formats.with_charset(kind), headers={"Vary": "Accept"})

    async def document(self, request: Request) -> Response:
        """The whole text of a document, at a place."""
        name = request.query_params.get("name", "")
        which = {"name": name} if name else {"iri": self.site.iri(request)}
        head, _ = await self.site.reply(request, {"do": "document", **which})
        page = self.site.page(request)
        if head["document"]["text"] is None:
            return HTMLResponse(page.message(page.say("missing"), head["document"]["iri"]), 404)
        start, end = (_number(request.query_params.get(edge, "")) for edge in ("start", "end"))
        if 0 <= start < len(head["document"]["text"]) and end < 0:
            end = _stop(head["document"]["text"], start)
        return HTMLResponse(resources.document(page, head["document"], start, end), headers={"Vary": "Accept-Language"})

    async def asked(self, request: Request) -> Response:
        """The answer of a question in plain words, as a page or as JSON; what was not understood is said."""
        wanted = request.query_params.get("q", "").strip()[:_QUESTION]
        page = self.site.page(request)
        as_json = "application/json" in request.headers.get("accept", "")
        if not wanted and not as_json:
            return HTMLResponse(questions.asked(page, "", None, ""))
        try:
            _, body = await self.site.ask(request, {"do": "ask", "question": wanted, "rows": _SHOWN})
        except Refusal as refusal:
            if as_json or refusal.status != 400:
                raise
            return HTMLResponse(
                questions.asked(page, wanted, None, refusal.reason), headers={"Vary": "Accept, Accept-Language"}
            )
        if as_json:
            return Response(body, media_type="application/json", headers={"Vary": "Accept"})
        return HTMLResponse(
            questions.asked(page, wanted, json.loads(body), ""), headers={"Vary": "Accept, Accept-Language"}
        )

    async def search(self, request: Request) -> Response:
        """Names that fit, as a page or, for the list below the box, as JSON."""
        wanted = request.query_params.get("q", "")
        page = self.site.page(request)
        if "application/json" in request.headers.get("accept", ""):
            rows = self.site.names.find(wanted, 12)
            return JSONResponse(
                [
                    {"name": row.name, "kind": page.kind(row.kind), "href": self.site.links.thing(row.iri)}
                    for row in rows
                ],
                headers={"Vary": "Accept"},
            )
        return HTMLResponse(
            resources.found(page, wanted, self.site.names.find(wanted, 200)), headers={"Vary": "Accept"}
        )

    async def answered(self, request: Request) -> Response:
        """The rows of a shipped query with the parameters of the address, as a page or as results of SPARQL."""
        name = request.path_params["name"]
        query = shipped().get(name)
        if query is None:
            raise Refusal(404, f"{name} is no shipped query; {nearest(name, shipped())}see /queries")
        told = {key: value for key, value in request.query_params.items() if value and key not in ("lang", "format")}
        accept = request.headers.get("accept", "*/*")
        named = request.query_params.get("format", "")
        is_page = not named and formats.wanted(accept, (formats.HTML, *formats.RESULTS)) == formats.HTML
        shown = {"format": "json", "rows": _SHOWN} if is_page else {"format": named}
        head, body = await self.site.ask(
            request, {"do": "query", "query": name, "parameters": told, "accept": accept, **shown}
        )
        if not is_page:
            return Response(body, media_type=formats.with_charset(head["kind"]), headers={"Vary": "Accept"})
        table = self.table(request, name, json.loads(body), head)
        return HTMLResponse(table, headers={"Vary": "Accept, Accept-Language"})

    def table(self, request: Request, name: str, results: Mapping[str, Any], head: frames.Head) -> str:
        columns = results["head"]["vars"]
        rows = [[_cell(row.get(column)) for column in columns] for row in results["results"]["bindings"]]
        told = {key: value for key, value in request.query_params.items() if value and key not in ("lang", "format")}
        shown = Shown(columns, rows, head["total"], head["sparql"], tuple(head["read"]))
        return queries.answer(self.site.page(request), shipped()[name], shown, told)

    async def graph(self, request: Request) -> Response:
        """The graph page that lies beside the graph file, or one of the pages beside that."""
        path = Path(self.site.opened.stamp.graph).with_name("graph.html")
        if name := request.path_params.get("name"):
            path = path.parent / output.PAGES / (name if output.PAGE.fullmatch(name) else "")
        if path.is_file() and not path.is_symlink():
            return FileResponse(path, media_type="text/html; charset=utf-8")
        page = self.site.page(request)
        return HTMLResponse(page.message(page.say("graph"), page.say("no-graph")), 404)

    async def refused(self, request: Request, error: Exception) -> Response:
        """A refusal as a line, or as a page for whoever looks at pages."""
        if isinstance(error, HTTPException):
            error = Refusal(error.status_code, error.detail, error.headers)
        assert isinstance(error, Refusal)
        wants_page = formats.wanted(request.headers.get("accept", "*/*"), (formats.TEXT, formats.HTML)) == formats.HTML
        if request.url.path.startswith("/sparql") or not wants_page:
            return error.response()
        page = self.site.page(request)
        if error.status == 404 and error.reason == "Not Found":
            content = page.message(page.say("no-page"), page.say("no-page-help", request.url.path[:200]))
            return HTMLResponse(content, 404, error.headers)
        return HTMLResponse(page.message(page.say("failed"), error.reason), error.status, error.headers)


@cache
def _ontology() -> Store:
    """The ontology as a graph."""
    store = Store()
    for name in vocabulary.FILES:
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in ontology.triples(name))
    return store


def _stop(text: str, start: int) -> int:
    """Where the sentence ends in which something begins."""
    ends = (text.find(mark, start + 1) for mark in "。；\n")
    return min((end for end in ends if end > 0), default=len(text))


def _number(text: str) -> int:
    """An offset, -1 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 12 else -1


def _cell(term: Mapping[str, str] | None) -> dict[str, Any] | None:
    if term is None:
        return None
    if term["type"] == "uri":
        return {"iri": term["value"], "names": {}}
    return {"text": term["value"], "language": term.get("xml:lang", ""), "cut": False}
