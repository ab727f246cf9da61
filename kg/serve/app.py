"""The routes of the server: the endpoint, a page for every IRI, search, the graph page, descriptions, health."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyoxigraph import Quad, Store, serialize
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.export.dataset import Summary, Told, of_documents
from kg.query.disk import Opened
from kg.query.shipped import nearest, shipped
from kg.reference import ontology, terms
from kg.serve import describe, formats, frames, protocol, things, vocabulary
from kg.serve.headers import Guard, Hosts
from kg.serve.links import Links
from kg.serve.names import Names
from kg.serve.pages import Page, Shown
from kg.serve.pool import Bounds, BusyError, Pool, Reply
from kg.serve.protocol import Refusal
from kg.serve.words import chosen

_PAGE_KINDS = (formats.HTML, *formats.TRIPLES)
_OTHER_NAMES = {kind: names for kind, (_, names) in formats.TRIPLES.items()}
_SHOWN = 1000  # rows of a shipped query on a page
_QUESTION = 400  # characters of a question that are looked at; a longer one is none
# Graph files by their endings: what `/dump` sends.
_DUMPS = {
    ".ttl": "text/turtle", ".nq": "application/n-quads", ".nt": "application/n-triples", ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
}  # fmt: skip
_WAIT = "2"  # seconds after which it is worth to ask again


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line decides."""

    bounds: Bounds = field(default_factory=Bounds)
    cors: str | None = None
    names: tuple[str, ...] = ()  # other names of this server
    cache: int = 64 << 20  # bytes of answers kept
    told: Told = field(default_factory=Told)  # what whoever serves the data says of them


class Cache:
    """The latest answers, for a store that does not change: as many as fit into some bytes, no large ones."""

    def __init__(self, bound: int) -> None:
        self.bound, self.used = bound, 0
        self._kept: OrderedDict[str, Reply] = OrderedDict()

    def get(self, key: str) -> Reply | None:
        """An answer that was given before."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, reply: Reply) -> None:
        """Keep an answer, and let the oldest ones go."""
        size = len(key) + len(reply[1])
        if size > self.bound // 16 or key in self._kept:
            return
        self._kept[key] = reply
        self.used += size
        while self.used > self.bound:
            gone, (_, old) = self._kept.popitem(last=False)
            self.used -= len(gone) + len(old)


class Site:
    """One open store and all that is answered from it."""

    def __init__(self, opened: Opened, settings: Settings) -> None:
        self.opened, self.settings = opened, settings
        self.links = Links(opened.stamp.base)
        self.names = Names.read(opened.names)
        self.pool = Pool(lambda: opened.store, settings.bounds)
        self.cache = Cache(settings.cache)

    # What all routes share

    def page(self, request: Request) -> Page:
        language = chosen(request.query_params.get("lang", ""), request.headers.get("accept-language", ""))
        return Page(language, self.links, request.url.path, tuple(request.query_params.multi_items()))

    async def ask(self, request: Request, question: frames.Head) -> Reply:
        """A worker's answer, or the same one given before; raises Refusal."""
        key = json.dumps(question, sort_keys=True)
        reply = self.cache.get(key) or await self.reply(request, question)
        self.cache.put(key, reply)
        return reply

    async def reply(self, request: Request, question: frames.Head) -> Reply:
        """A worker's answer, unless the client goes first; raises Refusal."""
        work = asyncio.create_task(self.pool.ask(question))
        gone = asyncio.create_task(_gone(request))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise Refusal(499, "the client has gone")
            head, body = work.result()
        except BusyError as error:
            raise Refusal(503, f"{error}; try again later", {"Retry-After": _WAIT}) from error
        finally:
            work.cancel()
            gone.cancel()
        if head["status"] != "ok":
            raise protocol.refused(head)
        return head, body

    # The endpoint

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol; without a query, the service description."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(protocol.METHODS)})
        question = await protocol.question(request)
        if question is None:
            kind = self.kind(request)
            return RedirectResponse("/query") if kind == formats.HTML else self.described(request, kind)
        question["base"] = _root(request) + "/sparql"
        head, body = await self.ask(request, question)
        return Response(body, media_type=_with_charset(head["kind"]), headers={"Vary": "Accept"})

    async def void(self, request: Request) -> Response:
        """The description of the data set, in a format for triples."""
        kind = self.kind(request)
        return self.described(request, "text/turtle" if kind == formats.HTML else kind)

    def described(self, request: Request, kind: str) -> Response:
        dump = _DUMPS.get(self.dumped.suffix, "") if self.dumped.is_file() else ""
        triples = describe.description(self.summary, self.settings.told, _root(request), dump)
        data = serialize(triples, format=formats.TRIPLES[kind][0], prefixes=describe.PREFIXES)
        return Response(data, media_type=_with_charset(kind), headers={"Vary": "Accept"})

    @cached_property
    def summary(self) -> Summary:
        """What is in the data; the store does not change."""
        stamp = self.opened.stamp
        return of_documents(self.opened.source().store, stamp.base, stamp.triples, stamp.classes, stamp.properties)

    @property
    def dumped(self) -> Path:
        """The graph file that the store was made from."""
        return Path(self.opened.stamp.graph)

    async def dump(self, request: Request) -> Response:
        """All of the data: the graph file; raises Refusal where it is gone."""
        kind = _DUMPS.get(self.dumped.suffix)
        if kind is None or not self.dumped.is_file():
            raise Refusal(404, "the graph file is not there any more; ask /sparql with CONSTRUCT")
        return FileResponse(self.dumped, media_type=_with_charset(kind), filename=self.dumped.name)

    def kind(self, request: Request) -> str:
        """What a client wants of a page: HTML, or a format for triples; raises Refusal."""
        named = formats.by_name(request.query_params.get("format", ""), formats.TRIPLES)
        accept = request.headers.get("accept", "*/*")
        found = named or formats.wanted(accept, _PAGE_KINDS, _OTHER_NAMES)
        if found is None:
            raise Refusal(406, f"this page can be had as {', '.join(_PAGE_KINDS)}")
        return found

    # Pages

    async def home(self, request: Request) -> Response:
        stamp = self.opened.stamp
        classes = (stamp.classes.get(terms.FZ[name].value, 0) for name in ("Document", "Project", "Observation"))
        return HTMLResponse(self.page(request).home((stamp.triples, *classes), shipped().values()))

    async def editor(self, request: Request) -> Response:
        return HTMLResponse(self.page(request).editor())

    async def thing(self, request: Request) -> Response:
        """The page of an IRI, or its triples."""
        iri = self.iri(request)
        kind = self.kind(request)
        if kind == formats.HTML:
            head, _ = await self.reply(request, {"do": "thing", "iri": iri})
            thing = head["thing"]
            if not thing["values"]:  # a term of the ontology that the graph uses and does not describe
                thing["values"] = things.about(_ontology(), iri)["values"]
            known = thing["values"] or thing["links"]
            page = self.page(request)
            content = page.thing(thing) if known else page.message(page.say("missing"), iri)
            return HTMLResponse(content, 200 if known else 404, {"Vary": "Accept, Accept-Language"})
        head, body = await self.reply(request, {"do": "triples", "iri": iri, "kind": kind})
        status = 200 if head["found"] else 404
        return Response(body, status, media_type=_with_charset(kind), headers={"Vary": "Accept"})

    def iri(self, request: Request) -> str:
        """The IRI that a page is about; raises Refusal."""
        local, code = (request.path_params.get(name) for name in ("local", "code"))
        if code:
            return terms.GBT.iri + str(code)
        iri = self.links.base + local if local else request.query_params.get("iri", "")
        if not iri:
            raise Refusal(400, "the request names no IRI; give it as ?iri=")
        return iri

    async def vocabulary(self, request: Request) -> Response:
        """The ontology, to which the IRIs of its terms lead: a page, or its triples."""
        kind = self.kind(request)
        if kind == formats.HTML:
            return HTMLResponse(self.page(request).vocabulary(), headers={"Vary": "Accept, Accept-Language"})
        data = vocabulary.written(formats.TRIPLES[kind][0])
        return Response(data, media_type=_with_charset(kind), headers={"Vary": "Accept"})

    async def document(self, request: Request) -> Response:
        """The whole text of a document, at a place."""
        name = request.query_params.get("name", "")
        which = {"name": name} if name else {"iri": self.iri(request)}
        head, _ = await self.reply(request, {"do": "document", **which})
        page = self.page(request)
        if head["document"]["text"] is None:
            return HTMLResponse(page.message(page.say("missing"), head["document"]["iri"]), 404)
        start, end = (_number(request.query_params.get(edge, "")) for edge in ("start", "end"))
        if 0 <= start < len(head["document"]["text"]) and end < 0:
            end = _stop(head["document"]["text"], start)
        return HTMLResponse(page.document(head["document"], start, end), headers={"Vary": "Accept-Language"})

    async def asked(self, request: Request) -> Response:
        """The answer of a question in plain words, as a page or as JSON; what was not understood is said."""
        wanted = request.query_params.get("q", "").strip()[:_QUESTION]
        page = self.page(request)
        as_json = "application/json" in request.headers.get("accept", "")
        if not wanted and not as_json:
            return HTMLResponse(page.asked("", None, ""))
        try:
            _, body = await self.ask(request, {"do": "ask", "question": wanted, "rows": _SHOWN})
        except Refusal as refusal:
            if as_json or refusal.status != 400:
                raise
            return HTMLResponse(page.asked(wanted, None, refusal.reason), headers={"Vary": "Accept, Accept-Language"})
        if as_json:
            return Response(body, media_type="application/json", headers={"Vary": "Accept"})
        return HTMLResponse(page.asked(wanted, json.loads(body), ""), headers={"Vary": "Accept, Accept-Language"})

    async def search(self, request: Request) -> Response:
        """Names that fit, as a page or, for the list below the box, as JSON."""
        wanted = request.query_params.get("q", "")
        page = self.page(request)
        if "application/json" in request.headers.get("accept", ""):
            rows = self.names.find(wanted, 12)
            return JSONResponse(
                [{"name": row.name, "kind": page.kind(row.kind), "href": self.links.thing(row.iri)} for row in rows],
                headers={"Vary": "Accept"},
            )
        return HTMLResponse(page.found(wanted, self.names.find(wanted, 200)), headers={"Vary": "Accept"})

    async def queries(self, request: Request) -> Response:
        """The shipped queries, for the editor."""
        told = ("name", "zh", "en", "text")
        return JSONResponse([{name: getattr(query, name) for name in told} for query in shipped().values()])

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
        head, body = await self.ask(
            request, {"do": "query", "query": name, "parameters": told, "accept": accept, **shown}
        )
        if not is_page:
            return Response(body, media_type=_with_charset(head["kind"]), headers={"Vary": "Accept"})
        table = self.table(request, name, json.loads(body), head)
        return HTMLResponse(table, headers={"Vary": "Accept, Accept-Language"})

    def table(self, request: Request, name: str, results: Mapping[str, Any], head: frames.Head) -> str:
        columns = results["head"]["vars"]
        rows = [[_cell(row.get(column)) for column in columns] for row in results["results"]["bindings"]]
        told = {key: value for key, value in request.query_params.items() if value and key not in ("lang", "format")}
        shown = Shown(columns, rows, head["total"], head["sparql"], tuple(head["read"]))
        return self.page(request).answer(shipped()[name], shown, told)

    async def graph(self, request: Request) -> Response:
        """The graph page that lies beside the graph file."""
        path = Path(self.opened.stamp.graph).with_name("graph.html")
        if path.is_file():
            return FileResponse(path, media_type="text/html; charset=utf-8")
        page = self.page(request)
        return HTMLResponse(page.message(page.say("graph"), page.say("no-graph")), 404)

    async def health(self, request: Request) -> Response:
        """Whether the store answers, and what the workers have done."""
        head, _ = await self.reply(request, {"do": "query", "query": "ASK {}", "accept": "*/*"})
        stamp = self.opened.stamp
        return JSONResponse(
            {
                "status": head["status"],
                "triples": stamp.triples,
                "graphs": stamp.graphs,
                "waiting": self.pool.waiting,
                **asdict(self.pool.counts),
            },
            headers={"Cache-Control": "no-store"},
        )

    async def refused(self, request: Request, error: Exception) -> Response:
        """A refusal as a line, or as a page for whoever looks at pages."""
        if isinstance(error, HTTPException):
            error = Refusal(error.status_code, error.detail, error.headers)
        assert isinstance(error, Refusal)
        wants_page = formats.wanted(request.headers.get("accept", "*/*"), (formats.TEXT, formats.HTML)) == formats.HTML
        if request.url.path.startswith("/sparql") or not wants_page:
            return error.response()
        page = self.page(request)
        if error.status == 404 and error.reason == "Not Found":
            content = page.message(page.say("no-page"), page.say("no-page-help", request.url.path[:200]))
            return HTMLResponse(content, 404, error.headers)
        return HTMLResponse(page.message(page.say("failed"), error.reason), error.status, error.headers)


async def _gone(request: Request) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


@cache
def _ontology() -> Store:
    """The ontology as a graph."""
    store = Store()
    for name in vocabulary.FILES:
        store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in ontology.triples(name))
    return store


def _root(request: Request) -> str:
    """The address of this server as the client knows it; `Hosts` has looked at the name."""
    return f"{request.url.scheme}://{request.headers['host']}"


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


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


def app(opened: Opened, settings: Settings) -> Starlette:
    """The server as an ASGI application."""
    site = Site(opened, settings)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await site.pool.start()
        try:
            yield
        finally:
            await site.pool.stop()

    middleware = [Middleware(Guard), Middleware(Hosts, names=settings.names)]
    if settings.cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[settings.cors], allow_methods=["GET", "POST"]))
    handlers: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        Refusal: site.refused,
        HTTPException: site.refused,
    }
    made = Starlette(routes=_routes(site), lifespan=life, middleware=middleware, exception_handlers=handlers)
    made.router.redirect_slashes = False  # it would lead to wherever the client says that we are
    return made


def _routes(site: Site) -> list[Route | Mount]:
    every = list(protocol.METHODS)
    return [
        Route("/", site.home),
        Route("/sparql", site.sparql, methods=every),
        Route("/sparql/", site.sparql, methods=every),
        Route("/query", site.editor),
        Route("/queries", site.queries),
        Route("/queries/{name}", site.answered),
        Route("/id/{local:path}", site.thing),
        Route("/resource", site.thing),
        Route("/gbt4754/{code}", site.thing),
        Route("/ontology", site.vocabulary),
        Route("/document/{local:path}", site.document),
        Route("/document", site.document),
        Route("/search", site.search),
        Route("/ask", site.asked),
        Route("/graph", site.graph),
        Route("/dump", site.dump),
        Route("/void", site.void),
        Route("/.well-known/void", site.void),
        Route("/health", site.health),
        Route("/robots.txt", lambda _: PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /queries/\n")),
        Mount("/static", StaticFiles(directory=str(files("kg.serve") / "static"))),
    ]
