"""Fits the judge of confidence on gold passages, and says how true it is on passages that it was not fitted on.

    python -m kg.score.fit GOLD.jsonl... [--read GOLD.jsonl...]            makes kg/extract/confidence/weights.tsv
    python -m kg.score.fit --cross GOLD.jsonl... [--read GOLD.jsonl...]    fits on four fifths of the documents and
                                                                           judges the rest, in turn

How sure a fact is, only passages can teach that no rule was written by: on others the rules are right more often than
elsewhere. What is no fact at all looks the same in both, so that passages behind `--read` are of use for that. It
prints figures, and no fact.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp
from pathlib import Path
from typing import Any

from kg.extract.confidence import judge
from kg.extract.confidence.facts import LEAST
from kg.model import Observation, Project
from kg.score import figures, gold

FOLDS = 5
# A feature that fewer facts have is not weighed; how often all weights are mended.
_SUPPORT, _SWEEPS = 8, 40
# The penalties on the square of a weight for *is a fact* and for *all right*: of projects there are few, and fewer
# passages teach what is all right, so that a weight must be earned by more of them.
_PENALTIES = {"observation": (6.0, 24.0), "project": (40.0, 40.0)}
_TENTHS = 10
_TABLE = Path(judge.__file__).parent / "weights.tsv"


@dataclass(frozen=True, slots=True)
class Example:
    """A fact that the rules made of a passage: what speaks for it, and whether it is one and all right."""

    document: str
    kind: str
    features: tuple[str, ...]
    is_fact: bool
    is_right: bool


# Passages to examples


def examples(passages: Sequence[Mapping[str, Any]]) -> list[Example]:
    """All facts that the rules make of the passages, in order."""
    titles = {f"{passage['id']}.txt": passage for passage in passages}
    with tempfile.TemporaryDirectory() as folder:
        gold.write_inputs(passages, Path(folder) / "in")
        return [each for facts in _found(Path(folder) / "in") for each in _compared(facts, titles[facts.document.name])]


def _found(folder: Path) -> Iterator[Any]:
    from kg import read
    from kg.extract.document import found

    for source in read.inputs([folder]):
        yield found(read.read(source))


def _compared(facts: Any, passage: Mapping[str, Any]) -> Iterator[Example]:
    document = str(passage.get("title") or passage["id"])
    matched = figures.matched("observations", passage["observations"], list(map(_row, facts.observations)))
    for number, item in enumerate(facts.observations):
        yield Example(document, "observation", item.reasons, number in matched, matched.get(number, False))
    records = _records(facts)
    matched = figures.matched("projects", passage["projects"], list(map(_row, records)))
    for number, record in enumerate(records):
        for naming in record.namings or (record,):
            yield Example(document, "project", naming.reasons, number in matched, matched.get(number, False))


def _records(facts: Any) -> tuple[Project, ...]:
    from kg.link.namings import unify
    from kg.rdf.resolve import resolve

    names = resolve(facts)
    return unify(facts.projects, names.home.scope, names.area)


def _row(item: Observation | Project) -> dict[str, Any]:
    """A fact as a row of its table."""
    row = asdict(item)
    if isinstance(item, Project):
        row["capacity"] = "|".join(map(str, item.capacity))
    return row


# Examples to weights


def fit(rows: Iterable[Example], read: Sequence[Example] = ()) -> judge.Weights:
    """The weights of both models for each kind of fact; `read` are of use only for what is a fact at all."""
    found: dict[tuple[str, str], judge.Weight] = {}
    kinds: dict[str, list[Example]] = defaultdict(list)
    for row in rows:
        kinds[row.kind].append(row)
    for kind, own in sorted(kinds.items()):
        every = [*own, *(row for row in read if row.kind == kind)]
        for_fact, for_right = _PENALTIES[kind]
        fact = logistic([(row.features, row.is_fact) for row in every], for_fact)
        right = logistic([(row.features, row.is_right) for row in own], for_right)
        counts = Counter(name for row in own for name in set(row.features))
        for name in sorted(fact):
            pair = round(100 * fact[name]), round(100 * right.get(name, 0.0))
            if any(pair):
                found[kind, name] = judge.Weight(*pair, round(100 * counts[name] / len(own)))
    return found


def logistic(rows: Sequence[tuple[tuple[str, ...], bool]], penalty: float, support: int = _SUPPORT) -> dict[str, float]:
    """Logistic regression with a penalty on squares, by coordinate descent (Genkin, Lewis, Madigan 2007)."""
    counts = Counter(name for features, _ in rows for name in set(features))
    names = [judge.ALWAYS, *sorted(name for name, count in counts.items() if support <= count < len(rows))]
    columns: dict[str, list[int]] = {name: [] for name in names}
    columns[judge.ALWAYS] = list(range(len(rows)))
    for number, (features, _) in enumerate(rows):
        for name in set(features) & columns.keys():
            columns[name].append(number)
    truth = [float(label) for _, label in rows]
    logits = [0.0] * len(rows)
    weights = dict.fromkeys(names, 0.0)
    for _ in range(_SWEEPS):
        for name in names:
            held = 0.0 if name == judge.ALWAYS else penalty
            step = _step(columns[name], truth, logits, weights[name], held)
            weights[name] += step
            for number in columns[name]:
                logits[number] += step
    return weights


def _step(
    column: Sequence[int], truth: Sequence[float], logits: Sequence[float], weight: float, penalty: float
) -> float:
    """The step that betters one weight: gradient over a bound of the curvature, so that it never overshoots."""
    gradient, curvature = -penalty * weight, penalty
    for number in column:
        likely = 1 / (1 + exp(-logits[number]))
        gradient += truth[number] - likely
        curvature += max(likely * (1 - likely), 0.05)
    return gradient / curvature


# How true it is


def cross(rows: Sequence[Example], read: Sequence[Example] = ()) -> list[tuple[Example, judge.Verdict]]:
    """Every example with the verdict of a judge that was fitted on other documents."""
    documents = sorted({row.document for row in rows})
    fold = {document: number % FOLDS for number, document in enumerate(documents)}
    judged = []
    for number in range(FOLDS):
        weights = fit((row for row in rows if fold[row.document] != number), read)
        held = (row for row in rows if fold[row.document] == number)
        judged += [(row, judge.verdict(row.kind, row.features, weights)) for row in held]
    return judged


def report(judged: Sequence[tuple[Example, judge.Verdict]]) -> Iterator[str]:
    """The error of calibration, what a high confidence is worth, and what is gained by what is set aside."""
    for kind in sorted({row.kind for row, _ in judged}):
        own = [(row, told) for row, told in judged if row.kind == kind]
        kept = sorted((told.right, row.is_right) for row, told in own if told.fact >= LEAST)
        error, worst = calibration(kept)
        aside = [row.is_fact for row, told in own if told.fact < LEAST]
        yield f"{kind}: {len(own)} judged, error of calibration {error:.3f}, {worst:.3f} in the worst tenth"
        yield f"{kind}: {len(aside)} set aside, of which {sum(aside)} are facts"
        for least in (0.9, 0.95):
            sure = [right for said, right in kept if said >= least]
            share = sum(sure) / max(1, sum(right for _, right in kept))
            worth = sum(sure) / max(1, len(sure))
            yield f"{kind}: of {len(sure)} at {least} or more {worth:.3f} are all right, {share:.2f} of all that are"


def calibration(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The expected calibration error over tenths of (said, so), sorted; and the largest error of a tenth.

    >>> calibration([(0.5, True), (0.5, False)] * 10)[0] < 0.01
    True
    """
    error = worst = 0.0
    for tenth in range(_TENTHS):
        part = pairs[tenth * len(pairs) // _TENTHS : (tenth + 1) * len(pairs) // _TENTHS]
        if part:
            off = abs(sum(said - so for said, so in part)) / len(part)
            error, worst = error + off * len(part) / len(pairs), max(worst, off)
    return error, worst


def main(arguments: Sequence[str]) -> int:
    """Fit, or say how true the judge is."""
    named = [each for each in arguments if each != "--cross"]
    cut = named.index("--read") if "--read" in named else len(named)
    rows, read = (_of_files(paths) for paths in (named[:cut], named[cut + 1 :]))
    if "--cross" in arguments:
        print("\n".join(report(cross(rows, read))))
    else:
        _TABLE.write_text(judge.write(fit(rows, read)), encoding="utf-8")
    return 0


def _of_files(paths: Iterable[str]) -> list[Example]:
    return examples(gold.alone(gold.read_passages(map(Path, paths))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
