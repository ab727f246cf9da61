"""Run a command and print what it took: seconds of processor and clock, peak MB of its largest process and of all.

A program of its own, for the figures of ended processes are those of all children that a process has had.
"""

from __future__ import annotations

import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

_PAUSE = 0.1


def main(command: list[str]) -> None:
    """Raises CalledProcessError where the command fails."""
    start, most = time.monotonic(), 0
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=nowhere, stderr=nowhere) as process:
        while process.poll() is None:
            most = max(most, sum(map(_share, _family(process.pid))))
            time.sleep(_PAUSE)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = used.ru_maxrss >> (20 if platform.system() == "Darwin" else 10)
    print(used.ru_utime + used.ru_stime, time.monotonic() - start, largest, most >> 10)


def _family(process: int) -> list[int]:
    """A process with all below it; it alone where the system does not tell."""
    found = [process]
    for one in found:
        try:
            tasks = list(Path(f"/proc/{one}/task").iterdir())
            found += (int(child) for task in tasks for child in (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _share(process: int) -> int:
    """The kilobytes of memory of a process, what it shares with others divided among them; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main(sys.argv[1:])
