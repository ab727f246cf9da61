"""Fits the judge of projects on gold passages: makes kg/extract/project/weights.tsv.

    python -m kg.score.fit_projects GOLD.jsonl...

Every candidate of the passages is an example: true where its name is that of a project of the passage, or most of it.
A file that is named twice counts twice. Passages that serve to measure how right the product is on text that it never
saw do not belong among them.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.extract.document import candidates
from kg.extract.project import judge
from kg.score import gold, proposer
from kg.score.figures import name_likeness
from kg.score.fit import logistic

# How alike a candidate's name and a reader's must be; the penalty on the square of a weight; a feature that fewer
# candidates have is not weighed.
_ALIKE, _PENALTY, _SUPPORT = 0.75, 4.0, 5
_TABLE = Path(judge.__file__).parent / "weights.tsv"

Example = tuple[tuple[str, ...], bool]


def examples(passages: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """Every candidate of the passages, as often as its passage is there: its features, and whether it is a project."""
    times = Counter(passage["id"] for passage in passages)
    for passage in {passage["id"]: passage for passage in passages}.values():
        wanted = [project["name"] for project in passage["projects"]]
        for own, told in candidates(proposer.document(passage)):
            label = any(name_likeness(own.member.name, other) >= _ALIKE for other in wanted)
            yield from [(told, label)] * times[passage["id"]]


def fit(rows: Sequence[Example]) -> judge.Weights:
    """The weights in hundredths of a logit; those that round to nothing are left out."""
    found = logistic(rows, _PENALTY, _SUPPORT)
    return {name: weight for name in sorted(found) if (weight := round(100 * found[name]))}


def main(arguments: Sequence[str]) -> int:
    """Make the table."""
    passages = gold.alone(gold.read_passages(map(Path, arguments), needed=("projects",)))
    _TABLE.write_text(judge.write(fit(list(examples(passages)))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
