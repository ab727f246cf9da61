"""Connections that somebody else holds: how many there may be, how long a request may take to arrive, an answer to go.

uvicorn bounds requests in work and connections that idle between two of them. What it leaves open is closed here: a
client that opens connections and sends nothing, or a byte now and then, or does not read what it has asked for, and a
server that has no descriptor left for the next client.
"""

from __future__ import annotations

import asyncio
import logging
import os
import traceback
from contextlib import suppress
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

# Connections at most, and those that are accepted at a time.
MOST, BACKLOG = 2000, 64
# Descriptors that are no connections: the store, the workers' pipes, files that are sent.
_RESERVE, _WORKER = 64, 16
_ARRIVING = frozenset((h11.IDLE, h11.SEND_BODY))


def room() -> tuple[int, int]:
    """How many connections there may be, and how many may wait, under the limit on descriptors, raised to its end."""
    try:
        import resource
    except ImportError:  # a system without such limits
        return MOST, BACKLOG
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    if soft == resource.RLIM_INFINITY:
        return MOST, BACKLOG
    left = soft - _RESERVE - _WORKER * (os.cpu_count() or 2)
    # So many are accepted in each turn of the loop, and it takes some turns to look at one and to send another away.
    backlog = max(8, min(BACKLOG, left // 16))
    return max(8, min(MOST, left - 6 * backlog)), backlog


class Connection(H11Protocol):
    """A connection whose client must send and read; when there are too many, the one that has idled longest goes.

    `arrival` are the seconds that a request may take to arrive, `slowest` the bytes a second at which a client must
    read; both are looked at every `tick` seconds, the latter over `patience` of these.
    """

    arrival = 20.0
    slowest = 1000
    tick = 5.0
    patience = 4

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch, and make room."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._unread = self._stalled = 0
        self._watch = self.loop.call_later(self.tick, self._look)
        while self.limit_concurrency and len(self.connections) >= self.limit_concurrency:
            waiting = [other for other in self.connections if isinstance(other, Connection) and other.is_waiting]
            min(waiting, key=lambda other: other._since, default=self)._drop()

    @property
    def is_waiting(self) -> bool:
        """Whether nothing of its client's is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def data_received(self, data: bytes) -> None:
        """Take some bytes; the time of a request begins with its first."""
        if self.conn.their_state is h11.IDLE and not self.conn.trailing_data[0]:
            self._since = self.loop.time()
        super().data_received(data)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._since = self.loop.time()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Watch no longer."""
        self._watch.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        is_late = self.conn.their_state in _ARRIVING and self.loop.time() - self._since > self.arrival
        unread = self.transport.get_write_buffer_size()
        is_stalled = 0 < self._unread < unread + self.slowest * self.tick and unread > 0
        self._unread, self._stalled = unread, self._stalled + 1 if is_stalled else 0
        if is_late or self._stalled >= self.patience:
            self._drop()
        else:
            self._watch = self.loop.call_later(self.tick, self._look)

    def _drop(self) -> None:
        """Close at once, whatever is still to be sent."""
        self.connections.discard(self)
        self.transport.abort()


class OneLine(logging.Filter):
    """What goes wrong in the server as one line with its place, each once a minute."""

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record; whether it is to be shown."""
        error = record.exc_info[1] if record.exc_info else None
        words = " ".join(record.getMessage().split())
        record.msg, record.args, record.exc_info, record.exc_text = words + told(error), (), None, None
        last = self._told.get(record.msg)
        if last is not None and record.created - last < 60:
            return False
        if len(self._told) > 1000:
            self._told.clear()
        self._told[record.msg] = record.created
        return True


def told(error: BaseException | None) -> str:
    """An error and where it was raised, behind a colon."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f": {type(error).__name__} ({' '.join(str(error).split())[:200]}){place}"


def unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What nobody has caught in the loop, as one line; a client that goes is nothing to tell."""
    error = context.get("exception")
    if not isinstance(error, ConnectionError | TimeoutError | asyncio.CancelledError):
        logging.getLogger("uvicorn.error").error("%s%s", context.get("message", ""), told(error))
