"""`make harden`: attacks that need no end, for as many minutes as are given, the same again for the same seed.

Each round of an attack follows from the seed and its number alone. A fault is told with the command that repeats it.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "read")]

import foreign  # noqa: E402
import kills  # noqa: E402
import labels  # noqa: E402
import mutants  # noqa: E402
import rdflib  # noqa: E402

Attack = Callable[[Path, Random], tuple[int, list[str]]]


def _foreign(folder: Path, random: Random) -> tuple[int, list[str]]:
    return 1, foreign.faults(foreign.graph(random), folder, random)


def _written(folder: Path, random: Random) -> tuple[int, list[str]]:
    told = (foreign.misread(foreign.triples(random)) for _ in range(50))
    return 50, [f"read otherwise by {', '.join(names)}" for names in told if names]


ATTACKS: dict[str, tuple[str, Attack]] = {
    "mutants": ("broken files of eight kinds", mutants.faults),
    "kills": ("commands killed while they write", kills.faults),
    "foreign": ("graphs of others through all that reads or writes graphs", _foreign),
    "written": ("random graphs written and read by pyoxigraph, rdflib and rapper", _written),
    "labels": ("hostile labels on pages and in tables", labels.faults),
}


def main() -> int:
    """Run until the time is over; 1 where something went wrong."""
    parser = argparse.ArgumentParser(prog="make harden", description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long [5]")
    parser.add_argument("--seed", default="1", help="what all rounds follow from [1]")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the round to go on with [0]")
    parser.add_argument("--rounds", type=int, default=0, help="no more rounds than so many [as the time allows]")
    parser.add_argument("--only", choices=ATTACKS, action="append", help="only this attack, more by repeating it")
    given = parser.parse_args()
    rdflib.NORMALIZE_LITERALS = False
    logging.getLogger("rdflib.term").disabled = True
    end = time.monotonic() + 60 * given.minutes
    ran: Counter[str] = Counter()
    faults = 0
    number = given.first
    while time.monotonic() < end and not (given.rounds and number >= given.first + given.rounds):
        for name in given.only or ATTACKS:
            with tempfile.TemporaryDirectory(prefix="harden-") as folder:
                count, told = ATTACKS[name][1](Path(folder), Random(f"{given.seed}:{name}:{number}"))
            ran[name] += count
            faults += len(told)
            for fault in told:
                again = f"--only {name} --seed {given.seed} --from {number} --rounds 1"
                print(f"{name}: {fault} [again with: {again}]", flush=True)
        number += 1
    for name, count in ran.items():
        print(f"{count:7,} {ATTACKS[name][0]}")
    print(f"{faults} faults; go on with --seed {given.seed} --from {number}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
