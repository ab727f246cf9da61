"""Organizations that no rule finds, proposed by a linear model over the classes of the words around them.

A sentence's words are labelled B (a name begins), I (it goes on) and O (no name) by the path with the highest sum of
weights, whole numbers from `weights.tsv` that `kg.score.proposer` has fitted on annotated passages. A name stands where
its path beats the path without it by `_MARGIN`, a hundredth of a natural logarithm each: e^2 to 1. Features are classes
of words (tags of the lexicon and of this package, jieba's sort, last letter), at most two words away, and pairs of
neighbours; no rule's result is among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from kg.errors import DataError
from kg.extract.organization.words import GENERIC, classes, head, tags
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.spans import Found

LABELS = "BIO"
OFFSETS = (-2, -1, 0, 1, 2)
# Before the first word and behind the last.
START, END = "<s>", "</s>"
_B, _I, _O = range(3)
_MARGIN = 200
# A word that speaks so much against every name is in none; a name is looked for where one may begin between two such.
_SURE, _HOPE = 400, 150
# A name cannot go on where none has begun.
_NEVER = -(10**6)
_TABLES = ("heading", "link", "table")
# The tag that stands for a word in a pair, the most telling first.
_ORDER = (
    "headed", "stop", "strong", "brand", "trade", "sideline", "known", "cued", "place", "ordinal", "generic",
    "facility", "own", "rare", "single",
)  # fmt: skip
_INSTITUTIONS = frozenset(("school", "hospital", "institute", "association", "center"))
_BODIES = frozenset(("government", "agency", "congress"))

Scores = tuple[int, int, int]


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """The classes of a word, sorted."""
    found = {f"t:{tag}" for tag in tags(word)}
    found |= {f"x:{tag}" for tag in lexicon.tags(word) if not tag.startswith(_TABLES)}
    if kind := head(word):
        found.add(f"h:{kind}")
    found.add(f"n:{min(len(word), 4)}")
    found |= _of_letter(word) if len(word) == 1 else _of_word(word)
    return tuple(sorted(found))


def _of_letter(letter: str) -> set[str]:
    """What a word of one letter is by itself: a mark, a digit, a letter that stands in names."""
    if not letter.isalnum():
        return {f"p:{letter}"} if letter in "，。；：、（）()“”《》—·" else {"p"}
    if letter.isascii():
        return {"latin" if letter.isalpha() else "digit"}
    return {"letter"} if letter in dictionary().letters else set()


def _of_word(word: str) -> set[str]:
    """What jieba's dictionary says of a longer word, whether reports use it much, its last letter."""
    known = dictionary()
    sorts = (("ns", known.places), ("np", known.proper), ("n", known.nouns), ("f", known.frequent))
    sort = next((name for name, words in sorts if word in words), "u")
    found = {f"d:{sort}", f"l:{word[-1]}"}
    if word in common_words():
        found.add("common")
    if word[0].isdigit():
        found.add("digit")
    return found


@lru_cache(maxsize=65536)
def main(word: str) -> str:
    """The class of a word in a pair."""
    if word in (START, END):
        return word
    own = tags(word)
    return next((tag for tag in _ORDER if tag in own), "word" if len(word) > 1 else "letter")


def attributes(words: Sequence[str]) -> Iterator[list[str]]:
    """What the model knows of each word of a sentence: the names of its features."""
    padded = [START, START, *words, END, END]
    for at in range(2, len(words) + 2):
        found = ["bias"]
        for offset in OFFSETS:
            word = padded[at + offset]
            own = (word,) if word in (START, END) else features(word)
            found += [f"{offset}|{name}" for name in own]
        found += [pair(offset, main(padded[at + offset]), main(padded[at + offset + 1])) for offset in (-1, 0)]
        yield found


def pair(offset: int, one: str, other: str) -> str:
    """The feature of two neighbours' classes, the first at an offset."""
    return f"{offset}&{one}&{other}"


# --- weights


@cache
def _weights() -> dict[str, Scores]:
    """Feature -> its weight for each label; a feature `O>B` is a step from one label to the next."""
    path = files("kg.extract.organization") / "weights.tsv"
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
def _steps() -> tuple[Scores, Scores, Scores]:
    """The weight of each step, from label to label."""
    rows = [_weights().get(f">{label}", (0, 0, 0)) for label in LABELS]
    return rows[_B], rows[_I], (rows[_O][_B], _NEVER, rows[_O][_O])


# The three weights of a feature in one number, so that a sum is one addition: 24 bits for each.
_BITS = 24
_HALF, _MASK = 1 << (_BITS - 1), (1 << _BITS) - 1


@lru_cache(maxsize=65536)
def _of(word: str) -> tuple[int, ...]:
    """The weights of a word for each of OFFSETS: where it stands, as seen from the word that is labelled."""
    own = (word,) if word in (START, END) else features(word)
    return tuple(map(sum, zip(*map(_of_feature, own), strict=True)))


@lru_cache(maxsize=65536)
def _of_feature(name: str) -> tuple[int, ...]:
    return tuple(_packed(f"{offset}|{name}") for offset in OFFSETS)


@cache
def _of_pair(one: str, other: str) -> tuple[int, int]:
    """The weights of two neighbours' classes for the second and for the first of them."""
    return _packed(pair(-1, one, other)), _packed(pair(0, one, other))


def _packed(name: str) -> int:
    """The weights of a feature in one number."""
    begin, inside, outside = _weights().get(name, (0, 0, 0))
    return (begin << 2 * _BITS) + (inside << _BITS) + outside


def _apart(packed: int) -> Scores:
    """The three weights that are in one number."""
    outside = ((packed + _HALF) & _MASK) - _HALF
    packed = (packed - outside) >> _BITS
    inside = ((packed + _HALF) & _MASK) - _HALF
    return (packed - inside) >> _BITS, inside, outside


# --- the best path


def find(line: Line, taken: Sequence[Found]) -> list[Found]:
    """The names that the model proposes beside those that rules have found."""
    if len(line.tokens) < 2:
        return []
    scores = _scores(line.texts)
    return [
        line.found(first, last, _type(line.word(last - 1)), _rule(line.texts, first, last))
        for start, end in _stretches(scores)
        for first, last in _spans(scores, start, end)
        if _gain(scores, first, last) >= _MARGIN and _may_stand(line, first, last, taken)
    ]


def _scores(words: Sequence[str]) -> list[Scores]:
    """The weights of each word's labels, without steps."""
    bias = _packed("bias")
    rows = [_of(START), _of(START), *map(_of, words), _of(END), _of(END)]
    pairs = [_of_pair(one, other) for one, other in pairwise(map(main, (START, *words, END)))]
    # Two words before it, one, the word, one behind it, two; the pairs that it ends and begins.
    return [
        _apart(a[0] + b[1] + c[2] + d[3] + e[4] + ended[0] + begun[1] + bias)
        for a, b, c, d, e, ended, begun in zip(
            rows, rows[1:], rows[2:], rows[3:], rows[4:], pairs, pairs[1:], strict=False
        )
    ]


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


def _spans(scores: Sequence[Scores], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names on the best path through a stretch: (first word, the word behind the last)."""
    labels = _path(scores[start:end])
    for first, label in enumerate(labels):
        if label == _B:
            last = first + 1
            while last < len(labels) and labels[last] == _I:
                last += 1
            yield start + first, start + last


def _path(scores: Sequence[Scores]) -> list[int]:
    """The labels with the highest sum; of equals the first of B, I, O."""
    steps = _steps()
    best = (scores[0][_B], _NEVER, scores[0][_O])
    back: list[tuple[int, int, int]] = []
    for row in scores[1:]:
        came = (_best(best, steps, _B), _best(best, steps, _I), _best(best, steps, _O))
        best = (
            best[came[_B]] + steps[came[_B]][_B] + row[_B],
            best[came[_I]] + steps[came[_I]][_I] + row[_I],
            best[came[_O]] + steps[came[_O]][_O] + row[_O],
        )
        back.append(came)
    labels = [best.index(max(best))]
    for came in reversed(back):
        labels.append(came[labels[-1]])
    return labels[::-1]


def _best(best: Scores, steps: tuple[Scores, Scores, Scores], new: int) -> int:
    """The label that the best path to a label comes from."""
    begun, on, out = best[_B] + steps[_B][new], best[_I] + steps[_I][new], best[_O] + steps[_O][new]
    if begun >= on and begun >= out:
        return _B
    return _I if on >= out else _O


def _gain(scores: Sequence[Scores], first: int, last: int) -> int:
    """By how much the path with a name beats the one that has O in its place."""
    labels = [_O, _B, *[_I] * (last - first - 1), _O]
    steps = _steps()
    walked = sum(steps[one][other] for one, other in pairwise(labels))
    named = sum(scores[first + at][label] for at, label in enumerate(labels[1:-1]))
    return walked + named - (last - first + 1) * steps[_O][_O] - sum(row[_O] for row in scores[first:last])


def _may_stand(line: Line, first: int, last: int, taken: Sequence[Found]) -> bool:
    """Whether a name has two letters or more, is no sort of bodies or house, and touches none that a rule has found."""
    if tags(line.word(first)) & GENERIC or line.word(last - 1) in classes()["not-head"]:
        return False
    behind = line.word(last)
    if behind in classes()["not-after"] or behind in lexicon.words("place-head", "village"):  # 华为|大厦, 华为|村
        return False
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    return end - start > 1 and all(end <= name.start or start >= name.end for name in taken)


def _type(word: str) -> str:
    """The type of a name by its last word."""
    kind = head(word)
    return "institution" if kind in _INSTITUTIONS else "public_body" if kind in _BODIES else "company"


def _rule(words: Sequence[str], first: int, last: int) -> str:
    """The rule's name with the three features that spoke loudest for the name."""
    spoken: dict[str, int] = {}
    for at, names in enumerate(attributes(words)):
        if first <= at < last:
            for name in names:
                row = _weights().get(name, (0, 0, 0))
                spoken[name] = spoken.get(name, 0) + row[_B if at == first else _I] - row[_O]
    loudest = sorted(spoken, key=lambda name: (-spoken[name], name))[:3]
    return f"learned ({', '.join(loudest)})"
