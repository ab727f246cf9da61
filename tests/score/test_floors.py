"""Accuracy may not fall silently: F1 on gold passages against the floors of gold/floors.toml.

As a script, `python tests/score/test_floors.py NAME GOLD.jsonl...` builds the passages of gold files that are not in
the project, prints their figures (and none of their facts), and fails where they are below the floors of that name.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from kg.score import figures, gold

HERE = Path(__file__).parent.parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "gold" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def seeds(seeds_build: Path) -> figures.Score:
    """The score of the five seed documents, whole."""
    return figures.score(gold.read_passages([HERE / "gold" / "seeds.jsonl"]), gold.read_tables(seeds_build / "tables"))


@pytest.mark.parametrize("kind", FLOORS["seeds"])
def test_seeds_stay_above_their_floor(seeds: figures.Score, kind: str) -> None:
    floor, reached = FLOORS["seeds"][kind], seeds.f1(kind)
    assert reached >= floor, _fall(seeds, kind, reached, floor)


def _fall(total: figures.Score, kind: str, reached: float, floor: float) -> str:
    differences = total.differences[kind.partition(",")[0]]
    shown = "\n".join(differences[:40])
    return f"{kind}: F1 {reached:.3f} is below its floor {floor:.2f}; missed (-) and made up (+):\n{shown}"


def main(name: str, paths: list[Path]) -> int:
    """Build the passages of the files, print the figures, and say which are below the floors of that name."""
    passages = gold.read_passages(paths)
    total = figures.score(gold.alone(passages), gold.build(passages))
    print(figures.render(total))
    fallen = [(kind, floor) for kind, floor in FLOORS[name].items() if total.f1(kind) < floor]
    for kind, floor in fallen:
        print(f"{name}: {kind} is at F1 {total.f1(kind):.3f}, below its floor {floor:.3f}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], list(map(Path, sys.argv[2:]))))
