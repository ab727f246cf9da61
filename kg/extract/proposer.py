"""Names that no rule finds, proposed by a linear model over the classes of the words around them; one table a kind.

A sentence's words are labelled B (a name begins), I (it goes on) and O (no name) by the path with the highest sum of
weights, whole numbers from a package's `weights.tsv` that `kg.score.proposer` has fitted on annotated passages. A name
stands where its path beats the path without it by a margin in hundredths of a natural logarithm: e^2 to 1 at 200.
Features are classes of words, at most two words away, and pairs of neighbours; no rule's result is among them. A model
adds names to those of the rules and vetoes none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from kg.errors import DataError

LABELS = "BIO"
OFFSETS = (-2, -1, 0, 1, 2)
# Where the first of a pair of neighbours stands, as seen from the word that is labelled.
PAIRS = (-2, -1, 0, 1)
# Before the first word and behind the last.
START, END = "<s>", "</s>"
_B, _I, _O = range(3)
# A word that speaks so much against every name is in none; a name is looked for where one may begin between two such.
_SURE, _HOPE = 400, 150
# A name cannot go on where none has begun.
_NEVER = -(10**6)

Scores = tuple[int, int, int]
Moves = tuple[Scores, Scores, Scores]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What proposes the names of a kind: the package with its table, the classes of a word, its class in a pair."""

    package: str
    features: Callable[[str], tuple[str, ...]]
    main: Callable[[str], str]
    margin: int

    def of_word(self, word: str) -> tuple[str, ...]:
        """The classes of a word, or of the edge of a sentence."""
        return (word,) if word in (START, END) else self.features(word)

    def in_pair(self, word: str) -> str:
        """The class of a word beside another."""
        return word if word in (START, END) else self.main(word)


def attributes(model: Model, words: Sequence[str]) -> Iterator[list[str]]:
    """What a model knows of each word of a sentence: the names of its features."""
    padded = [START, START, *words, END, END]
    for at in range(2, len(words) + 2):
        found = ["bias"]
        for offset in OFFSETS:
            found += [f"{offset}|{name}" for name in model.of_word(padded[at + offset])]
        pairs = ((at + offset, offset) for offset in PAIRS)
        found += [pair(offset, *map(model.in_pair, padded[first : first + 2])) for first, offset in pairs]
        yield found


def pair(offset: int, one: str, other: str) -> str:
    """The feature of two neighbours' classes, the first at an offset."""
    return f"{offset}&{one}&{other}"


# --- weights


@cache
def _weights(package: str) -> dict[str, Scores]:
    """Feature -> its weight for each label; a feature `>B` holds the steps from that label to the next."""
    path = files(package) / "weights.tsv"
    found: dict[str, Scores] = {}
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.startswith("#"):
            continue
        name, *cells = row.split("\t")
        if len(cells) != len(LABELS):
            raise DataError(path, f"line {number} has {len(cells)} weights", "fit the table anew")
        begin, inside, outside = map(int, cells)
        found[name] = begin, inside, outside
    return found


@cache
def steps(package: str) -> Moves:
    """The weight of each step, from label to label."""
    rows = [_weights(package).get(f">{label}", (0, 0, 0)) for label in LABELS]
    return rows[_B], rows[_I], (rows[_O][_B], _NEVER, rows[_O][_O])


# The three weights of a feature in one number, so that a sum is one addition: 24 bits for each.
_BITS = 24
_HALF, _MASK = 1 << (_BITS - 1), (1 << _BITS) - 1


@lru_cache(maxsize=131072)
def _of(model: Model, word: str) -> tuple[tuple[int, ...], str]:
    """The weights of a word for each of OFFSETS, where it stands as seen from the word that is labelled; its class."""
    names = model.of_word(word)
    weights = tuple(sum(_packed(model.package, f"{offset}|{name}") for name in names) for offset in OFFSETS)
    return weights, model.in_pair(word)


@cache
def _of_pair(package: str, one: str, other: str) -> tuple[int, ...]:
    """The weights of two neighbours' classes for each of PAIRS."""
    return tuple(_packed(package, pair(offset, one, other)) for offset in PAIRS)


def _packed(package: str, name: str) -> int:
    """The weights of a feature in one number."""
    begin, inside, outside = _weights(package).get(name, (0, 0, 0))
    return (begin << 2 * _BITS) + (inside << _BITS) + outside


def _apart(packed: int) -> Scores:
    """The three weights that are in one number."""
    outside = ((packed + _HALF) & _MASK) - _HALF
    packed = (packed - outside) >> _BITS
    inside = ((packed + _HALF) & _MASK) - _HALF
    return (packed - inside) >> _BITS, inside, outside


# --- the best path


def propose(model: Model, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The names on the best path that beat the path without them: (first word, the word behind the last)."""
    if len(words) < 2:
        return
    scores = _scores(model, words)
    moves = steps(model.package)
    for start, end in _stretches(scores):
        for first, last in _spans(scores, moves, start, end):
            if _gain(scores, moves, first, last) >= model.margin:
                yield first, last


def _scores(model: Model, words: Sequence[str]) -> list[Scores]:
    """The weights of each word's labels, without steps."""
    bias, package = _packed(model.package, "bias"), model.package
    known = [_of(model, word) for word in (START, START, *words, END, END)]
    pairs = [_of_pair(package, one[1], other[1]) for one, other in pairwise(known)]
    # Two words before it, one, the word, one behind it, two; the pairs that begin there.
    return [
        _apart(
            known[at][0][0] + known[at + 1][0][1] + known[at + 2][0][2] + known[at + 3][0][3] + known[at + 4][0][4]
            + pairs[at][0] + pairs[at + 1][1] + pairs[at + 2][2] + pairs[at + 3][3] + bias
        )
        for at in range(len(words))
    ]  # fmt: skip


def _stretches(scores: Sequence[Scores]) -> Iterator[tuple[int, int]]:
    """Where a name may be: between words that are surely in none, with one that a name may begin with."""
    start, hope = 0, False
    for at, (begin, inside, outside) in enumerate(scores):
        hope = hope or begin >= outside - _HOPE
        if begin < outside - _SURE and inside < outside - _SURE:
            if hope:
                yield start, at
            start, hope = at + 1, False
    if hope:
        yield start, len(scores)


def _spans(scores: Sequence[Scores], moves: Moves, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names on the best path through a stretch: (first word, the word behind the last)."""
    labels = path(scores[start:end], moves)
    for first, label in enumerate(labels):
        if label == _B:
            last = first + 1
            while last < len(labels) and labels[last] == _I:
                last += 1
            yield start + first, start + last


def path(scores: Sequence[Scores], moves: Moves) -> list[int]:
    """The labels with the highest sum; of equals the first of B, I, O."""
    best = (scores[0][_B], _NEVER, scores[0][_O])
    back: list[tuple[int, int, int]] = []
    for row in scores[1:]:
        came = (_best(best, moves, _B), _best(best, moves, _I), _best(best, moves, _O))
        best = (
            best[came[_B]] + moves[came[_B]][_B] + row[_B],
            best[came[_I]] + moves[came[_I]][_I] + row[_I],
            best[came[_O]] + moves[came[_O]][_O] + row[_O],
        )
        back.append(came)
    labels = [best.index(max(best))]
    for came in reversed(back):
        labels.append(came[labels[-1]])
    return labels[::-1]


def _best(best: Scores, moves: Moves, new: int) -> int:
    """The label that the best path to a label comes from."""
    begun, on, out = best[_B] + moves[_B][new], best[_I] + moves[_I][new], best[_O] + moves[_O][new]
    if begun >= on and begun >= out:
        return _B
    return _I if on >= out else _O


def _gain(scores: Sequence[Scores], moves: Moves, first: int, last: int) -> int:
    """By how much the path with a name beats the one that has O in its place."""
    labels = [_O, _B, *[_I] * (last - first - 1), _O]
    walked = sum(moves[one][other] for one, other in pairwise(labels))
    named = sum(scores[first + at][label] for at, label in enumerate(labels[1:-1]))
    return walked + named - (last - first + 1) * moves[_O][_O] - sum(row[_O] for row in scores[first:last])


def reason(model: Model, words: Sequence[str], first: int, last: int) -> str:
    """The rule's name with the three features that spoke loudest for a name."""
    spoken: dict[str, int] = {}
    for at, names in enumerate(attributes(model, words)):
        if first <= at < last:
            for name in names:
                row = _weights(model.package).get(name, (0, 0, 0))
                spoken[name] = spoken.get(name, 0) + row[_B if at == first else _I] - row[_O]
    loudest = sorted(spoken, key=lambda name: (-spoken[name], name))[:3]
    return f"learned ({', '.join(loudest)})"
