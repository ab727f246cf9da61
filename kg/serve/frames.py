"""How the server and a worker talk: frames of a head in JSON and a body in bytes, over a pipe."""

from __future__ import annotations

import io
import json
import struct
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio  # `kg query` talks in frames too, and starts sooner without it

_SIZES = struct.Struct("<II")
Head = dict[str, Any]


def packed(head: Head, body: bytes = b"") -> bytes:
    """One frame."""
    told = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _SIZES.pack(len(told), len(body)) + told + body


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """The next frame, None where the other side has gone."""
    sizes = stream.read(_SIZES.size)
    if len(sizes) < _SIZES.size:
        return None
    head, body = _SIZES.unpack(sizes)
    return json.loads(stream.read(head).decode("utf-8", "surrogatepass")), stream.read(body)


def split(data: bytes) -> tuple[Head, bytes] | None:
    """The only frame of some bytes, None where they are none."""
    stream = io.BytesIO(data)
    frame = read(stream) if len(data) >= _SIZES.size else None
    return frame if frame and len(data) == _SIZES.size + sum(_SIZES.unpack_from(data)) else None


async def receive(stream: asyncio.StreamReader) -> tuple[Head, bytes]:
    """The next frame; raises asyncio.IncompleteReadError where the other side has gone."""
    head, body = _SIZES.unpack(await stream.readexactly(_SIZES.size))
    told = json.loads((await stream.readexactly(head)).decode("utf-8", "surrogatepass"))
    return told, await stream.readexactly(body)
