"""The SPARQL 1.1 Protocol (W3C Recommendation of 2013-03-21, section 2.1) as a read-only endpoint speaks it.

A request becomes a question for a worker, or is refused with the status that says why.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from kg.serve import frames

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
BODY = 1 << 20  # bytes of a request
_PATIENCE = 10.0  # seconds for a body to arrive
_FIELDS = 1000
_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "this endpoint is read-only; ask with SELECT, ASK, CONSTRUCT or DESCRIBE"

# What becomes of an answer without rows, and what the client may do.
STATUS: Mapping[str, tuple[int, str]] = {
    "malformed": (400, ""),
    "refused": (403, ""),
    "unacceptable": (406, "ask for one of these in the Accept header"),
    "large": (400, "add LIMIT, or ask for less"),
    "time": (503, "ask for less, or name what you look for"),
    "memory": (503, "ask for less, or name what you look for"),
    "crashed": (400, "write it flatter or shorter"),
    "failed": (500, "see the SPARQL 1.1 specification"),
}


class Refusal(Exception):
    """A request that is not answered: its status, the line that says why, and headers."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.reason, self.headers = status, reason, dict(headers or {})
        super().__init__(reason)

    def response(self) -> Response:
        """The same as a response."""
        return PlainTextResponse(self.reason + "\n", self.status, self.headers)


async def question(request: Request) -> frames.Head | None:
    """What a request asks of the store, None where it asks for nothing; raises Refusal."""
    fields = _fields(request.scope["query_string"], "the query string")
    if request.method == "POST":
        fields += await _posted(request)
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in fields):
        raise Refusal(403, _READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if not queries and request.method != "POST":
        return None
    if len(queries) != 1:
        raise Refusal(400, f"the request has {len(queries) or 'no'} queries; give one in the parameter query")
    return {
        "do": "query",
        "query": queries[0],
        "default": [value for name, value in fields if name == "default-graph-uri"],
        "named": [value for name, value in fields if name == "named-graph-uri"],
        "format": next((value for name, value in fields if name in ("format", "output")), "")[:50],
        "accept": request.headers.get("accept", "*/*"),
        "base": str(request.url.replace(query="", fragment="")),
    }


def _fields(data: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            data.decode("utf-8"), keep_blank_values=True, errors="strict", encoding="utf-8", max_num_fields=_FIELDS
        )
    except UnicodeError as error:
        raise Refusal(400, f"{where} is not UTF-8; percent-encode it as UTF-8") from error
    except ValueError as error:
        raise Refusal(400, f"{where} has too many fields; give one query") from error


async def _posted(request: Request) -> list[tuple[str, str]]:
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    kind = kind.strip()
    if kind == _UPDATE:
        raise Refusal(403, _READ_ONLY)
    if kind not in (_FORM, _DIRECT):
        wanted = f"send {_DIRECT} or {_FORM}"
        raise Refusal(
            415, f"the body is {kind or 'of no known type'}; {wanted}", {"Accept-Post": f"{_DIRECT}, {_FORM}"}
        )
    charset = parameters.replace(" ", "").replace('"', "").removeprefix("charset=")
    if parameters.strip() and charset not in ("utf-8", "utf8"):
        raise Refusal(415, f"the body is in {charset}; send it in UTF-8")
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refusal(415, "the body is compressed; send it as it is")
    data = await body(request)
    if kind == _FORM:
        return _fields(data, "the body")
    try:
        return [("query", data.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise Refusal(400, "the body is not UTF-8; send it in UTF-8") from error


async def body(request: Request) -> bytes:
    """The body of a request, up to a bound on its size and its time."""
    told = request.headers.get("content-length", "")
    too_large = Refusal(413, f"the request is larger than {BODY >> 20} MB; ask for less at a time")
    if told.isdecimal() and (len(told) > 12 or int(told) > BODY):
        raise too_large
    data = bytearray()
    try:
        async with asyncio.timeout(_PATIENCE):
            async for chunk in request.stream():
                data += chunk
                if len(data) > BODY:
                    raise too_large
    except TimeoutError as error:
        raise Refusal(408, f"the request did not arrive within {_PATIENCE:g} s; send it again") from error
    except ClientDisconnect as error:
        raise Refusal(400, "the request broke off") from error
    return bytes(data)


def refused(head: frames.Head) -> Refusal:
    """A worker's answer without rows as a refusal."""
    status, remedy = STATUS.get(head["status"], (500, ""))
    return Refusal(status, "; ".join(filter(None, (head["reason"], remedy))))
