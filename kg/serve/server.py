"""Listening: uvicorn on a socket of our own, a line when the server is ready, a clean end."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import uvicorn
from starlette.applications import Starlette

from kg.errors import OutputError
from kg.serve import connections

_WAITING = 1024  # connections that the system keeps
_IDLE = 15  # seconds that a connection without requests stays open


def run(app: Starlette, host: str, listening: socket.socket, tell: Callable[[str], None]) -> None:
    """Serve on a socket that is `bound` until a signal ends it."""
    most, backlog = connections.room()
    config = uvicorn.Config(
        app,
        http=connections.Connection,
        ws="none",
        log_level="error",  # what clients do wrong is told to them
        access_log=False,
        server_header=False,
        timeout_keep_alive=_IDLE,
        limit_concurrency=most,
        backlog=backlog,
        timeout_graceful_shutdown=3,
        lifespan="on",
    )
    logging.getLogger("uvicorn.error").addFilter(connections.OneLine())
    name = f"[{host}]" if ":" in host else host
    # uvicorn raises the signal that ended it once more; what is open here must be closed all the same.
    signal.signal(signal.SIGTERM, _end)
    _Server(config, f"http://{name}:{listening.getsockname()[1]}/", tell).run([listening])


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address; raises OutputError where it cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio switches Nagle's delay off.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except (OSError, OverflowError) as error:
        found.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise OutputError(f"{host}:{port}", reason, "give another --port or --host") from error
    return found


class _Server(uvicorn.Server):
    """Says where it listens, once it does."""

    def __init__(self, config: uvicorn.Config, address: str, tell: Callable[[str], None]) -> None:
        super().__init__(config)
        self.address, self.tell = address, tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening."""
        asyncio.get_running_loop().set_exception_handler(connections.unhandled)
        await super().startup(sockets)
        for listening in sockets or ():
            listening.listen(_WAITING)  # only so few are taken in at a time, but all of these may wait meanwhile
        if self.started:
            self.tell(f"serving at {self.address} (Ctrl+C ends)")
