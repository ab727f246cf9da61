"""Fits the weights of the models that propose names (`kg.extract.proposer`) on annotated passages.

`python -m kg.score.proposer GOLD...` writes the `weights.tsv` of every kind; it needs `python-crfsuite` (the extra
`dev`), which is asked for nothing but the numbers. The same passages and the same lexicon give the same tables: fit
them anew after either has changed.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import extract, read
from kg.extract import industry, organization, place, project
from kg.extract.document import FACTUAL, NAMING
from kg.extract.industry.words import finer
from kg.extract.project import learned
from kg.extract.proposer import LABELS, Model, Sentence, attributes
from kg.extract.segment import segment
from kg.model import Document
from kg.score.gold import read_passages
from kg.text.line import Line

# What the shipped tables are fitted on: the passages that rules may be mended by.
SOURCES = (
    *("seeds.jsonl", "dev.jsonl", "rounds/1.jsonl", "rounds/2.jsonl", "rounds/3.jsonl", "rounds/4.jsonl"),
    "invented.jsonl",
)
_SCALE = 100
_FIELDS = ("title", "place", "year", "kind")
_NAMES = ("places", "organizations", "industries")

Labelled = tuple[list[list[str]], list[str]]
Table = Mapping[str, tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of names that is proposed: its records in the gold, its model, where it is looked for, in what words.

    Inside names of the records `apart` none is marked: a body inside a project's name is no body of its own.
    `penalties` on the weights (L1, which keeps the table small, and L2) were chosen on passages that nobody has read.
    """

    records: str
    model: Model
    roles: tuple[str, ...]
    words: Callable[[Line, str], Line]
    sentence: Callable[[Line, str], Sentence]
    penalties: tuple[float, float]
    apart: tuple[str, ...]

    @property
    def table(self) -> Path:
        """The file that the weights go to."""
        folders = self.model.package.removeprefix(f"{extract.__name__}.").split(".")
        return Path(extract.__file__).parent.joinpath(*folders, "weights.tsv")


def _same(line: Line, _: str) -> Line:
    return line


def _finer(line: Line, _: str) -> Line:
    return finer(line)


def _named(line: Line, home: str) -> Line:
    return project.read(line, place.find(line, home), organization.find(line, home))


PROJECTS = Kind("projects", learned.MODEL, FACTUAL, _named, learned.sentence, (0.5, 0.1), ("projects",))
KINDS = (
    Kind(
        "organizations",
        organization.MODEL,
        (*FACTUAL, *NAMING),
        _same,
        organization.sentence,
        (0.5, 0.3),
        (*_NAMES, "projects"),
    ),
    Kind("industries", industry.MODEL, FACTUAL, _finer, industry.sentence, (0.5, 0.5), _NAMES),
    PROJECTS,
)


def labelled(passages: Iterable[Mapping[str, Any]], kind: Kind) -> Iterator[Labelled]:
    """(features of each word, labels) of every sentence that may hold a name of a kind, where that was annotated."""
    for passage in passages:
        if kind.records not in passage:
            continue
        told = document(passage)
        wanted = _wanted(passage, kind)
        names = _spans(told.text, wanted)
        parted = [name for name in wanted if name not in told.text] if kind is PROJECTS else []
        for sentence in segment(told):
            if sentence.role in kind.roles:
                line = kind.words(Line.of(sentence.text), told.place.value)
                inside = [(start - sentence.start, end - sentence.start) for start, end in names]
                inside += _in_lists(line.text, parted, inside)
                yield list(attributes(kind.model, kind.sentence(line, told.place.value))), _labels(line, inside)


def _wanted(passage: Mapping[str, Any], kind: Kind) -> dict[str, bool]:
    """Every name of a passage that counts, and whether it is one of a kind that stands by itself."""
    found: dict[str, bool] = {}
    for records in kind.apart:
        for item in passage.get(records, ()):
            own = records == kind.records and not item.get("nested")
            found[item["name"]] = found.get(item["name"], False) or own
    return found


def document(passage: Mapping[str, Any]) -> Document:
    """A passage as a document of its own."""
    name = f"{passage['id']}.txt"
    row = {field: str(passage.get(field, "")) for field in _FIELDS}
    return read.parse(read.Source(Path(name), name, row), passage["text"].encode())


def _spans(text: str, names: Mapping[str, bool]) -> list[tuple[int, int]]:
    """Where wanted names stand, of two that overlap the longer one, and none inside one that is not wanted."""
    found: list[tuple[int, int, bool]] = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        pattern = r"\s*".join(map(re.escape, re.sub(r"\s", "", name)))
        for match in re.finditer(pattern, text):
            start, end = match.span()
            if all(end <= first or start >= last for first, last, _ in found):
                found.append((start, end, names[name]))
    return sorted((start, end) for start, end, wanted in found if wanted)


def _in_lists(text: str, names: Iterable[str], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the members of lists stand whose names another member completes: |甲|、乙水库, 丙县甲厂、|乙厂|."""
    for name in names:
        found = _before_mark(text, name) or _behind_mark(text, name)
        if found and all(found[1] <= start or found[0] >= end for start, end in taken):
            yield found


_MARKS = ("、", "和", "及", "与", "以及", "等", "暨")


def _before_mark(text: str, name: str) -> tuple[int, int] | None:
    """The longest beginning of a name before a mark with the rest of the name behind."""
    for at in range(len(name) - 1, 1, -1):
        for found in re.finditer(re.escape(name[:at]), text):
            if text.startswith(_MARKS, found.end()) and text.find(name[at:], found.end()) >= 0:
                return found.span()
    return None


def _behind_mark(text: str, name: str) -> tuple[int, int] | None:
    """The longest end of a name behind a mark with the rest of the name before."""
    for at in range(2, len(name) - 1):
        for found in re.finditer(re.escape(name[at:]), text):
            if text.endswith(_MARKS, 0, found.start()) and text.find(name[:at], 0, found.start()) >= 0:
                return found.span()
    return None


def _labels(line: Line, names: Iterable[tuple[int, int]]) -> list[str]:
    """B, I or O for each word of a sentence."""
    labels = ["O"] * len(line.tokens)
    for start, end in names:
        if start >= 0 and end <= len(line.text):
            inside = [at for at, token in enumerate(line.tokens) if token.start < end and token.end > start]
            for at in inside:
                labels[at] = "B" if at == inside[0] else "I"
    return labels


def fit(sentences: Iterable[Labelled], penalties: tuple[float, float]) -> dict[str, tuple[int, int, int]]:
    """Feature -> weights for B, I and O in hundredths; steps under `>B`, `>I`, `>O`, the label that they come from."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    lasso, ridge = penalties  # a feature counts from its second sentence on
    trainer.set_params({"c1": lasso, "c2": ridge, "max_iterations": 200, "feature.minfreq": 2})
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


def main(arguments: Sequence[str]) -> None:
    """Fit on the gold files named and write the tables; of one kind alone after `--only KIND`."""
    paths, only = (arguments[2:], arguments[1]) if arguments[0] == "--only" else (arguments, "")
    passages = read_passages(map(Path, paths), needed=())
    for kind in (kind for kind in KINDS if not only or kind.records == only):
        table = fit(labelled(passages, kind), kind.penalties)
        kind.table.write_text(render(table, [Path(path).name for path in paths]), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
