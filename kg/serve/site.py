"""One open store, its workers, and what all routes ask of them."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from starlette.requests import Request

from kg.export.dataset import Summary, Told, of_documents
from kg.query.disk import Opened
from kg.reference import terms
from kg.serve import formats, frames, protocol
from kg.serve.cache import Cache
from kg.serve.links import Links
from kg.serve.names import Names
from kg.serve.pages import Page
from kg.serve.pool import Bounds, BusyError, Pool, Reply
from kg.serve.protocol import Refusal
from kg.serve.words import chosen

_PAGE_KINDS = (formats.HTML, *formats.TRIPLES)
_OTHER_NAMES = {kind: names for kind, (_, names) in formats.TRIPLES.items()}
_WAIT = "2"  # seconds after which it is worth to ask again


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line decides."""

    bounds: Bounds = field(default_factory=Bounds)
    cors: str | None = None
    names: tuple[str, ...] = ()  # other names of this server
    cache: int = 64 << 20  # bytes of answers kept
    told: Told = field(default_factory=Told)  # what whoever serves the data says of them


class Site:
    """One open store and all that is answered from it."""

    def __init__(self, opened: Opened, settings: Settings) -> None:
        self.opened, self.settings = opened, settings
        self.links = Links(opened.stamp.base)
        self.names = Names.read(opened.names)
        self.pool = Pool(lambda: opened.store, settings.bounds)
        self.cache = Cache(settings.cache)

    @cached_property
    def summary(self) -> Summary:
        """What is in the data; the store does not change."""
        stamp = self.opened.stamp
        return of_documents(self.opened.source().store, stamp.base, stamp.triples, stamp.classes, stamp.properties)

    @property
    def dumped(self) -> Path:
        """The graph file that the store was made from."""
        return Path(self.opened.stamp.graph)

    # What a request wants

    def page(self, request: Request) -> Page:
        language = chosen(request.query_params.get("lang", ""), request.headers.get("accept-language", ""))
        return Page(language, self.links, request.url.path, tuple(request.query_params.multi_items()))

    def kind(self, request: Request) -> str:
        """What a client wants of a page: HTML, or a format for triples; raises Refusal."""
        named = formats.by_name(request.query_params.get("format", ""), formats.TRIPLES)
        accept = request.headers.get("accept", "*/*")
        found = named or formats.wanted(accept, _PAGE_KINDS, _OTHER_NAMES)
        if found is None:
            raise Refusal(406, f"this page can be had as {', '.join(_PAGE_KINDS)}")
        return found

    def iri(self, request: Request) -> str:
        """The IRI that a page is about; raises Refusal."""
        local, code = (request.path_params.get(name) for name in ("local", "code"))
        if code:
            return terms.GBT.iri + str(code)
        iri = self.links.base + local if local else request.query_params.get("iri", "")
        if not iri:
            raise Refusal(400, "the request names no IRI; give it as ?iri=")
        return iri

    # Answers

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


async def _gone(request: Request) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
