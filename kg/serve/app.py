"""The server as an ASGI application: its routes, and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.query.disk import Opened
from kg.serve import protocol
from kg.serve.data_routes import DataRoutes
from kg.serve.headers import Guard, Hosts
from kg.serve.page_routes import PageRoutes
from kg.serve.protocol import Refusal
from kg.serve.site import Settings, Site


def app(opened: Opened, settings: Settings) -> Starlette:
    """The server as an ASGI application."""
    site = Site(opened, settings)
    pages = PageRoutes(site)

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
        Refusal: pages.refused,
        HTTPException: pages.refused,
    }
    made = Starlette(
        routes=_routes(DataRoutes(site), pages), lifespan=life, middleware=middleware, exception_handlers=handlers
    )
    made.router.redirect_slashes = False  # it would lead to wherever the client says that we are
    return made


def _routes(data: DataRoutes, pages: PageRoutes) -> list[Route | Mount]:
    every = list(protocol.METHODS)
    return [
        Route("/", pages.home),
        Route("/sparql", data.sparql, methods=every),
        Route("/sparql/", data.sparql, methods=every),
        Route("/query", pages.editor),
        Route("/queries", data.queries),
        Route("/queries/{name}", pages.answered),
        Route("/id/{local:path}", pages.thing),
        Route("/resource", pages.thing),
        Route("/gbt4754/{code}", pages.thing),
        Route("/ontology", pages.vocabulary),
        Route("/document/{local:path}", pages.document),
        Route("/document", pages.document),
        Route("/search", pages.search),
        Route("/ask", pages.asked),
        Route("/graph", pages.graph),
        Route("/graph.html", pages.graph),
        Route("/pages/{name}", pages.graph),
        Route("/dump", data.dump),
        Route("/void", data.void),
        Route("/.well-known/void", data.void),
        Route("/health", data.health),
        Route("/robots.txt", lambda _: PlainTextResponse("User-agent: *\nDisallow: /sparql\nDisallow: /queries/\n")),
        Mount("/static", StaticFiles(directory=str(files("kg.serve") / "static"))),
    ]
