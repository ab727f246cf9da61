"""What every request must name, and what every response says to a browser.

A page of a stranger's whose name has been made to lead here (DNS rebinding) may not ask: it names itself as the host.
What is answered loads nothing from elsewhere and runs nothing that is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_OURS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The editor sets styles in markup; its scripts are ours all the same.
_EDITOR = _OURS.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
# The graph page brings a policy of its own, with the hashes of what is in it.
_PAGE = "frame-ancestors 'none'; base-uri 'none'"
_POLICIES = {"/graph": _PAGE, "/graph.html": _PAGE, "/query": _EDITOR}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


# The name of a host or an address of the internet, and a port.
_HOST = re.compile(r"([A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_OTHER = "this server is not called so; ask it by its address, or let it be started with --allow-host {}\n"


class Hosts:
    """Answers only requests for localhost, for the address that the connection came to, and for the names given.

    All others get 421 Misdirected Request (RFC 9110, 15.5.20).
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self.app, self.names = app, frozenset(("localhost", *map(str.lower, names)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on whose host is one of ours."""
        if scope["type"] == "http" and not self._is_ours(scope):
            named = _HOST.fullmatch(Headers(scope=scope).get("host", ""))
            response = PlainTextResponse(_OTHER.format(named[1] if named else "NAME"), 421)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        found = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        host = _HOST.fullmatch(found[0]) if len(found) == 1 else None
        if not host:
            return False
        name, served = host[1].strip("[]").lower(), scope.get("server") or ("",)
        return name in self.names or _address(name) == _address(served[0]) is not None


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """The address of the internet that a text is, if it is one; of version 4 where it is told as one of 6."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


class Guard:
    """Adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault(
                    "Content-Security-Policy",
                    _PAGE if scope["path"].startswith("/pages/") else _POLICIES.get(scope["path"], _OURS),
                )
            await send(message)

        await self.app(scope, receive, guarded)
