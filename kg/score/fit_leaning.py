"""Fits what tells review from plan: whole reports, whose headings say it of thousands of sentences, and gold passages.

    python -m kg.score.fit_leaning FOLDER GOLD.jsonl...    makes kg/extract/segment/weights.tsv

FOLDER holds the reports. A sentence of a gold passage is what most of its observations are. Budgets have rules of
their own, and no sentence is told by the rules that its features are for.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.extract.segment import headed, leaning, segment
from kg.score import gold
from kg.score.fit import logistic

# The penalty on the square of a weight; a feature that fewer sentences have is not weighed; a sentence whose facts a
# reader has judged counts so often; shorter and longer ones than these (in letters) are none, or several.
_PENALTY, _SUPPORT, _READ, _SHORTEST, _LONGEST = 4.0, 8, 2, 9, 400
_TABLE = Path(leaning.__file__).parent / "weights.tsv"

# The features of a sentence, and whether it is review.
Example = tuple[tuple[str, ...], bool]


def of_reports(folder: Path) -> Iterator[Example]:
    """The sentences of which headings say what they are."""
    from kg import read

    for source in read.inputs([folder]):
        for text, status in headed(read.read(source)):
            if _SHORTEST <= len(text) < _LONGEST:
                yield leaning.features(text), status == "achieved"


def of_passages(passages: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The sentences that hold a reader's observations, as often as these count."""
    from kg import read

    by_reader = {f"{passage['id']}.txt": passage for passage in passages if passage["kind"] != "budget"}
    with tempfile.TemporaryDirectory() as folder:
        gold.write_inputs(list(by_reader.values()), Path(folder) / "in")
        for source in read.inputs([Path(folder) / "in"]):
            texts = [sentence.text for sentence in segment(read.read(source))]
            yield from _quoted(texts, by_reader[source.name]["observations"])


def _quoted(texts: Sequence[str], observations: Sequence[Mapping[str, Any]]) -> Iterator[Example]:
    """The sentences that hold a quote which no other holds, by what most of their observations are."""
    bare = ["".join(text.split()) for text in texts]
    said: dict[int, Counter[str]] = defaultdict(Counter)
    for item in observations:
        quote = "".join(item["quote"].split())
        holding = [at for at, text in enumerate(bare) if quote in text]
        if len(holding) == 1:
            said[holding[0]][item["status"]] += 1
    for at, statuses in sorted(said.items()):
        achieved = statuses["achieved"] >= statuses["target"]
        yield from [(leaning.features(texts[at]), achieved)] * _READ


def fit(rows: Sequence[Example]) -> leaning.Weights:
    """The weights in hundredths of a logit; those that round to nothing are left out.

    Reports have more of plan than of review and passages more of review than of plan: together they have about as
    much of both, so that a sentence of which nothing is known is neither.
    """
    found = logistic(rows, _PENALTY, _SUPPORT)
    return {name: weight for name in sorted(found) if (weight := round(100 * found[name]))}


def main(arguments: Sequence[str]) -> int:
    """Make the table."""
    folder, *paths = map(Path, arguments)
    passages = gold.alone(gold.read_passages(paths))
    rows = [*of_reports(folder), *of_passages(passages)]
    _TABLE.write_text(leaning.write(fit(rows)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
