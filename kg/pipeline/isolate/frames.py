"""What goes through the pipes: frames with a header, answers with a byte before them that says what they are."""

from __future__ import annotations

import json
import os
import pickle
import struct
import traceback
from pathlib import Path
from typing import IO

from kg.errors import KgError

HEADER = struct.Struct("<qQ")
DONE, FAILED, MORE = b"+", b"-", b"*"
NOT_PREPARED = -1
REPORT = "please report it with this line and, if you may, the file"


def tell(pipe: IO[bytes], told: object) -> None:
    data = pickle.dumps(told)
    pipe.write(HEADER.pack(0, len(data)) + data)
    pipe.flush()


def frame(pipe: int) -> bytes | None:
    """What `tell` told, None where whoever tells has gone."""
    header = _exactly(pipe, HEADER.size)
    return _exactly(pipe, HEADER.unpack(header)[1]) if header else None


def _exactly(pipe: int, length: int) -> bytes | None:
    data = bytearray()
    while len(data) < length:
        piece = os.read(pipe, min(length - len(data), 1 << 20))
        if not piece:
            return None
        data += piece
    return bytes(data)


def send(stream: IO[bytes], index: int, answer: bytes) -> None:
    stream.write(HEADER.pack(index, len(answer)) + answer)
    stream.flush()


def failure(label: str, error: Exception) -> bytes:
    if isinstance(error, KgError):
        return failed(error.where, error.reason, error.remedy)
    place = traceback.extract_tb(error.__traceback__)[-1]
    reason = f"{type(error).__name__} ({error}) at {Path(place.filename).name}:{place.lineno}"
    return failed(label, reason, REPORT)


def failed(where: str, reason: str, remedy: str) -> bytes:
    return FAILED + json.dumps([where, reason, remedy]).encode()
