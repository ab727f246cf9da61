"""The routes for programs: the endpoint, the data and what describes them, the health of the server."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from pyoxigraph import serialize
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from kg.query.shipped import shipped
from kg.serve import describe, formats, protocol
from kg.serve.protocol import Refusal
from kg.serve.site import Site

# Graph files by their endings: what `/dump` sends.
_DUMPS = {
    ".ttl": "text/turtle", ".nq": "application/n-quads", ".nt": "application/n-triples", ".trig": "application/trig",
    ".rdf": "application/rdf+xml",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataRoutes:
    """What a site answers to programs."""

    site: Site

    async def sparql(self, request: Request) -> Response:
        """The SPARQL 1.1 Protocol; without a query, the service description."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(protocol.METHODS)})
        question = await protocol.question(request)
        if question is None:
            kind = self.site.kind(request)
            return RedirectResponse("/query") if kind == formats.HTML else self.described(request, kind)
        question["base"] = _root(request) + "/sparql"
        head, body = await self.site.ask(request, question)
        return Response(body, media_type=formats.with_charset(head["kind"]), headers={"Vary": "Accept"})

    async def queries(self, request: Request) -> Response:
        """The shipped queries, for the editor."""
        told = ("name", "zh", "en", "text")
        return JSONResponse([{name: getattr(query, name) for name in told} for query in shipped().values()])

    async def void(self, request: Request) -> Response:
        """The description of the data set, in a format for triples."""
        kind = self.site.kind(request)
        return self.described(request, "text/turtle" if kind == formats.HTML else kind)

    def described(self, request: Request, kind: str) -> Response:
        dump = _DUMPS.get(self.site.dumped.suffix, "") if self.site.dumped.is_file() else ""
        triples = describe.description(self.site.summary, self.site.settings.told, _root(request), dump)
        data = serialize(triples, format=formats.TRIPLES[kind][0], prefixes=describe.PREFIXES)
        return Response(data, media_type=formats.with_charset(kind), headers={"Vary": "Accept"})

    async def dump(self, request: Request) -> Response:
        """All of the data: the graph file; raises Refusal where it is gone."""
        kind = _DUMPS.get(self.site.dumped.suffix)
        if kind is None or not self.site.dumped.is_file():
            raise Refusal(404, "the graph file is not there any more; ask /sparql with CONSTRUCT")
        return FileResponse(self.site.dumped, media_type=formats.with_charset(kind), filename=self.site.dumped.name)

    async def health(self, request: Request) -> Response:
        """Whether the store answers, and what the workers have done."""
        head, _ = await self.site.reply(request, {"do": "query", "query": "ASK {}", "accept": "*/*"})
        stamp = self.site.opened.stamp
        return JSONResponse(
            {
                "status": head["status"],
                "triples": stamp.triples,
                "graphs": stamp.graphs,
                "waiting": self.site.pool.waiting,
                **asdict(self.site.pool.counts),
            },
            headers={"Cache-Control": "no-store"},
        )


def _root(request: Request) -> str:
    """The address of this server as the client knows it; `Hosts` has looked at the name."""
    return f"{request.url.scheme}://{request.headers['host']}"
