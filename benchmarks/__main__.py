"""How fast a build is, against jieba alone and a straightforward script in the same run: `python -m benchmarks`.

Prints two tables in Markdown. Times are of the processor, of all processes together; what counts are the ratios of one
run, for machines differ. The reports are made of the seeds (`made`).
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks import made

_SEEDS = Path(__file__).parent.parent / "seeds"
_WORDS = (
    "import sys,glob,jieba; [jieba.lcut(open(p, encoding='utf-8').read()) for p in glob.glob(sys.argv[1]+'/*.txt')]"
)
_LOAD = "import jieba; jieba.initialize()"
T = TypeVar("T")
_BASE = "https://example.org/id/"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time and on the clock; peak memory of the largest process, and of all together, in MB.

    Together they are counted by PSS, in which a page that several processes share counts once.
    """

    cpu: float
    wall: float
    largest: int
    together: int


def main(arguments: list[str]) -> None:
    """Measure by stage with the smallest number of documents, the whole with each; after `growth` only the whole."""
    only_growth = arguments[:1] == ["growth"]
    sizes = list(map(int, arguments[only_growth:])) or ([10, 100, 1000] if only_growth else [10, 30, 100])
    print(f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}\n")
    with tempfile.TemporaryDirectory() as room:
        for size in sizes:
            made.write(size, Path(room) / str(size), _SEEDS)
        if not only_growth:
            _tell(_compared(Path(room), sizes[0]))
            print()
        _tell(_growth(Path(room), sizes))


def _compared(room: Path, size: int) -> Iterator[tuple[object, ...]]:
    folder = room / str(size)
    characters = sum(len(path.read_text(encoding="utf-8")) for path in folder.glob("*.txt"))
    words = run(sys.executable, "-c", _WORDS, str(folder)).cpu - run(sys.executable, "-c", _LOAD).cpu
    yield f"{size} documents, {characters:,} characters", "seconds", "characters/s", "of jieba's speed"
    rows = [("`jieba.lcut` alone, dictionary loaded", words)]
    rows += [(f"one process, {name}", seconds) for name, seconds in stages(folder).items()]
    plain = run(sys.executable, "-m", "benchmarks.plain", str(folder), str(room))
    rows.append(("straightforward script, whole", plain.cpu))
    whole, again = (run("kg", "build", str(folder), "--out", str(room / "out")) for _ in range(2))
    rows += [("`kg build`, whole", whole.cpu), ("`kg build` again, nothing new", again.cpu)]
    for name, seconds in rows:
        yield name, f"{seconds:.2f}", f"{characters / seconds:,.0f}", f"{words / seconds:.2f}"


def stages(folder: Path) -> dict[str, float]:
    """Processor seconds of each step of the line, and of loading it."""
    seconds: dict[str, float] = {}

    def timed(name: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        found = work()
        seconds[name] = seconds.get(name, 0.0) + time.process_time() - start
        return found

    from kg import rdf, read
    from kg.pipeline import worker
    from kg.rdf import turtle, validate

    timed("loading", worker.prepare)
    for source in read.inputs([folder]):
        document = timed("reading", lambda: read.read(source))  # noqa: B023
        facts = timed("extraction", lambda: worker.facts(document))  # noqa: B023
        quads = timed("triples", lambda: list(rdf.quads(facts, _BASE)))  # noqa: B023
        verdict = timed("gate", lambda: validate.gate(quads))  # noqa: B023
        timed("lines", lambda: turtle.nquads(verdict.kept))  # noqa: B023
    return seconds


def _growth(room: Path, sizes: list[int]) -> Iterator[tuple[object, ...]]:
    yield (
        "documents",
        "characters",
        "seconds",
        "on the clock",
        "characters/s",
        "peak of a process",
        "of all (PSS)",
        "bytes of graph.nq",
    )
    for size in sizes:
        out = room / f"out-{size}"
        cost = run("kg", "build", str(room / str(size)), "--out", str(out))
        characters = sum(len(path.read_text(encoding="utf-8")) for path in (room / str(size)).glob("*.txt"))
        written = (out / "graph.nq").stat().st_size
        rate, memory = f"{characters / cost.cpu:,.0f}", (f"{cost.largest:,} MB", f"{cost.together:,} MB")
        yield size, f"{characters:,}", f"{cost.cpu:.1f}", f"{cost.wall:.1f}", rate, *memory, f"{written:,}"


def run(*command: str) -> Cost:
    """A command in a process of its own, watched with all that it starts; raises CalledProcessError where it fails."""
    command = (str(Path(sys.executable).with_name("kg")), *command[1:]) if command[0] == "kg" else command
    watched = [sys.executable, "-P", str(Path(__file__).with_name("watch.py")), *command]
    told = subprocess.run(watched, check=True, capture_output=True, text=True).stdout
    cpu, wall, largest, together = told.split()
    return Cost(float(cpu), float(wall), int(largest), int(together))


def _tell(rows: Iterator[tuple[object, ...]]) -> None:
    for number, row in enumerate(rows):
        print("| " + " | ".join(map(str, row)) + " |", flush=True)
        if not number:
            print("| " + " | ".join(["---", *["---:"] * (len(row) - 1)]) + " |")


def _processor() -> str:
    """What the machine calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


if __name__ == "__main__":
    main(sys.argv[1:])
