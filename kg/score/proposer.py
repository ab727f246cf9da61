"""Fits the weights of `kg.extract.organization.learned` on annotated passages.

`python -m kg.score.proposer GOLD...` writes `weights.tsv`; it needs `python-crfsuite` (the extra `dev`), which is
asked for nothing but the numbers. The same passages and the same lexicon give the same table: fit it anew after either
has changed.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg import read
from kg.extract.document import FACTUAL, NAMING
from kg.extract.organization.learned import LABELS, attributes
from kg.extract.segment import segment
from kg.model import Document
from kg.score.gold import read_passages
from kg.text.line import Line

WEIGHTS = Path(__file__).parent.parent / "extract" / "organization" / "weights.tsv"
# What the shipped table is fitted on: the passages that rules may be mended by.
SOURCES = ("seeds.jsonl", "dev.jsonl", "rounds/1.jsonl", "rounds/2.jsonl", "rounds/3.jsonl", "rounds/4.jsonl")
# L1 keeps the table small, L2 the weights; a feature counts from its second sentence on.
_SETTINGS = {"c1": 0.3, "c2": 0.1, "max_iterations": 200, "feature.minfreq": 2}
_SCALE = 100
_FIELDS = ("title", "place", "year", "kind")

Labelled = tuple[list[list[str]], list[str]]
Table = Mapping[str, tuple[int, int, int]]


def labelled(passages: Iterable[Mapping[str, Any]]) -> Iterator[Labelled]:
    """(features of each word, labels) of every sentence that may name a body."""
    for passage in passages:
        document = _document(passage)
        names = _spans(document.text, [item["name"] for item in passage["organizations"]])
        for sentence in segment(document):
            if sentence.role in (*FACTUAL, *NAMING):
                line = Line.of(sentence.text)
                inside = [(start - sentence.start, end - sentence.start) for start, end in names]
                yield list(attributes(line.texts)), _labels(line, inside)


def _document(passage: Mapping[str, Any]) -> Document:
    name = f"{passage['id']}.txt"
    row = {field: str(passage.get(field, "")) for field in _FIELDS}
    return read.parse(read.Source(Path(name), name, row), passage["text"].encode())


def _spans(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where names stand in a text, of two that overlap the longer one."""
    found: list[tuple[int, int]] = []
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        pattern = r"\s*".join(map(re.escape, re.sub(r"\s", "", name)))
        for match in re.finditer(pattern, text):
            start, end = match.span()
            if all(end <= first or start >= last for first, last in found):
                found.append((start, end))
    return sorted(found)


def _labels(line: Line, names: Iterable[tuple[int, int]]) -> list[str]:
    """B, I or O for each word of a sentence."""
    labels = ["O"] * len(line.tokens)
    for start, end in names:
        if start >= 0 and end <= len(line.text):
            inside = [at for at, token in enumerate(line.tokens) if token.start < end and token.end > start]
            for at in inside:
                labels[at] = "B" if at == inside[0] else "I"
    return labels


def fit(sentences: Iterable[Labelled]) -> dict[str, tuple[int, int, int]]:
    """Feature -> weights for B, I and O in hundredths; steps under `>B`, `>I`, `>O`, the label that they come from."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_SETTINGS)
    for rows, labels in sentences:
        trainer.append(rows, labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        model = tagger.info()
        tagger.close()
    weights = {(name, label): weight for (name, label), weight in model.state_features.items()}
    weights |= {(f">{one}", other): weight for (one, other), weight in model.transitions.items()}
    table = {name: _row(weights, name) for name in sorted({name for name, _ in weights})}
    return {name: row for name, row in table.items() if any(row)}


def _row(weights: Mapping[tuple[str, str], float], name: str) -> tuple[int, int, int]:
    begin, inside, outside = (round(weights.get((name, label), 0.0) * _SCALE) for label in LABELS)
    return begin, inside, outside


def render(table: Table, sources: Sequence[str]) -> str:
    """The table as it stands in the package."""
    lines = [f"# Fitted by `python -m kg.score.proposer` on {', '.join(sources)}: feature, then weights for B, I, O"]
    lines += ["\t".join((name, *map(str, row))) for name, row in sorted(table.items())]
    return "\n".join(lines) + "\n"


def main(paths: Sequence[str]) -> None:
    """Fit on the gold files named and write the table."""
    passages = read_passages(map(Path, paths))
    WEIGHTS.write_text(render(fit(labelled(passages)), [Path(path).name for path in paths]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
