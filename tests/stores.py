"""Real triplestores for the tests marked `server`: each on a loopback port, with an empty folder of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

WANTED = {
    "oxigraph": ("oxigraph", "pip install oxigraph, in an environment whose bin/ is in PATH"),
    "virtuoso": ("virtuoso-t", "apt-get install virtuoso-opensource-7-bin"),
}
_PATIENCE = 60.0
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True, slots=True)
class Running:
    """Where a store answers, who may write, and the graph that a query is about where there is no default graph."""

    name: str
    graphs: str
    updates: str
    queries: str
    user: str = ""
    password: str = ""
    graph: str = ""


def missing(name: str) -> str:
    """Why a store cannot be started here, empty where it can."""
    program, remedy = WANTED[name]
    return "" if shutil.which(program) else f"{program} is not installed ({remedy})"


@contextmanager
def running(name: str, folder: Path) -> Iterator[Running]:
    """A store that has come up; it ends with the context."""
    with (_oxigraph if name == "oxigraph" else _virtuoso)(folder) as store:
        yield store


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Running]:
    port, _ = _free_ports()
    command = ["oxigraph", "serve", "--bind", f"127.0.0.1:{port}", "--location", str(folder / "db")]
    url = f"http://127.0.0.1:{port}"
    with _process(command, folder, url):
        yield Running("oxigraph", f"{url}/store", f"{url}/update", f"{url}/query")


@contextmanager
def _virtuoso(folder: Path) -> Iterator[Running]:
    port, sql = _free_ports()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=port))
    url = f"http://127.0.0.1:{port}"
    graph = "https://example.org/all"
    with _process(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder, f"{url}/sparql"):
        yield Running(
            "virtuoso", f"{url}/sparql-graph-crud-auth", f"{url}/sparql-auth", f"{url}/sparql", "dba", "dba", graph
        )


def _free_ports() -> tuple[int, int]:
    """Two that differ."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


@contextmanager
def _process(command: list[str], folder: Path, url: str) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | {"no_proxy": "*"})
    try:
        _wait(process, url, folder / "log")
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args} did not come up: {log.read_text(errors='replace')[-500:]}")
