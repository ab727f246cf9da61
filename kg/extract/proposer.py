"""Names that no rule finds, proposed by a linear model over the classes of the words around them; one table a kind.

A sentence's words are labelled B (a name begins), I (it goes on) and O (no name) by the path with the highest sum of
weights, whole numbers from a package's `weights.tsv` that `kg.score.proposer` has fitted on annotated passages. A name
stands where its path beats the path without it by a margin in hundredths of a natural logarithm: e^2 to 1 at 200.
Features are classes of words, at most three words away, and pairs and triples of neighbours. A model of organizations
or industries knows no rule's result, adds names to those of the rules and vetoes none; that of projects knows which
names and amounts rules have found, and is one voice of two (`kg.extract.project.judge`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from struct import Struct

from kg.errors import DataError
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.marks import AND_SO_ON

LABELS = "BIO"
OFFSETS = (-3, -2, -1, 0, 1, 2, 3)
_REACH = max(OFFSETS)
# Where the first of a pair of neighbours stands, as seen from the word that is labelled; the first of pairs of sorts.
PAIRS = (-2, -1, 0, 1)
SORTS = (-1, 0)
# Where a known place is looked at.
NEAR = (-2, -1, 0, 1, 2)
# What is looked at of words three away.
_FAR = ("t:", "x:", "p:", "w:")
# Before the first word and behind the last.
START, END = "<s>", "</s>"
_B, _I, _O = range(3)
# A word that speaks so much against every name is in none; a name is looked for where one may begin between two such.
_SURE, _HOPE = 400, 150
# A name cannot go on where none has begun.
_NEVER = -(10**6)

# The weights of a feature for each label; what speaks for B and for I in a word beyond what speaks for O.
Scores = tuple[int, int, int]
Pull = tuple[int, int]
# Of a word beside others: its class, jieba's sort.
Classes = tuple[str, str]
Moves = tuple[Scores, Scores, Scores]


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What proposes the names of a kind: the package with its table, the classes of a word, its class among neighbours.

    `main` is the class of a word in pairs and triples.
    """

    package: str
    features: Callable[[str], tuple[str, ...]]
    main: Callable[[str], str]
    margin: int

    def of_word(self, word: str) -> tuple[str, ...]:
        """The classes of a word, or of the edge of a sentence."""
        return (word,) if word in (START, END) else self.features(word)

    def beside(self, word: str) -> Classes:
        """The class of a word beside others, and jieba's sort of it."""
        return (word, word) if word in (START, END) else (self.main(word), dictionary().sort(word))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence with what is known of their places in it, empty where nothing is.

    `known` says what known place, or which name or amount, a word begins or goes on with, `lists` what the list that
    it stands in is one of.
    """

    words: Sequence[str]
    known: Sequence[str] = ()
    lists: Sequence[str] = ()


def attributes(model: Model, sentence: Sentence) -> Iterator[list[str]]:
    """What a model knows of each word of a sentence: the names of its features."""
    return _attributes(model, sentence, range(len(sentence.words)))


def _attributes(model: Model, sentence: Sentence, numbers: range) -> Iterator[list[str]]:
    """The names of the features of some words of a sentence, by their numbers."""
    padded = _padded(sentence)
    beside = list(map(model.beside, padded))
    placed: dict[int, list[str]] = {}
    for at, name, offsets in _of_places(sentence, [main for main, _ in beside[_REACH:-_REACH]]):
        for number, told in [(at - offset, f"{offset}{name}") for offset in offsets] or [(at, name)]:
            placed.setdefault(number, []).append(told)
    for at in range(numbers.start + _REACH, numbers.stop + _REACH):
        found = ["bias", triple(*beside[at - 1 : at + 2])]
        for offset in OFFSETS:
            found += [f"{offset}|{name}" for name in _seen(model, padded[at + offset], offset)]
        for offset in PAIRS:
            found += pair(offset, *beside[at + offset : at + offset + 2])
        yield found + placed.get(at - _REACH, [])


def _padded(sentence: Sentence) -> list[str]:
    """The words of a sentence with what stands before and behind them as far as features reach."""
    return [START] * _REACH + [*sentence.words] + [END] * _REACH


def _of_places(sentence: Sentence, mains: Sequence[str]) -> Iterator[tuple[int, str, Sequence[int]]]:
    """(number of a word, feature, its offsets) of what is known of places; a feature without offsets is its own.

    `mains` are the classes of the words.
    """
    for at, mark in enumerate(sentence.known):
        if mark:
            after = sentence.known[at + 1] if at + 1 < len(sentence.known) else END
            before = mains[at - 1] if at else START
            behind = mains[at + 1] if at + 1 < len(mains) else END
            yield at, f"#{mark}", NEAR
            yield at, f"#{mark}#{after}", ()
            yield at, f"#{before}<{mark}", ()
            yield at, f"#{mark}>{behind}", ()
    for at, kind in enumerate(sentence.lists):
        if kind:
            yield at, f"={kind}", ()
            yield at, f"={kind}&{mains[at]}", ()


def _seen(model: Model, word: str, offset: int) -> Iterable[str]:
    """The classes of a word that count at an offset."""
    names = model.of_word(word)
    return names if abs(offset) < 3 else (name for name in names if name.startswith(_FAR))


def pair(offset: int, one: Classes, other: Classes) -> tuple[str, ...]:
    """The features of two neighbours' classes, the first at an offset."""
    classes = f"{offset}&{one[0]}&{other[0]}"
    return (classes, f"{offset}%{one[1]}%{other[1]}") if offset in SORTS else (classes,)


def triple(before: Classes, own: Classes, after: Classes) -> str:
    """The feature of a word's class between those of its neighbours."""
    return f"&{before[0]}&{own[0]}&{after[0]}"


# --- what lists are lists of


def lists(line: Line) -> Sequence[str]:
    """For each word the last letters of what a list before 等 is said to be one of (等骨干企业), or nothing."""
    if AND_SO_ON.isdisjoint(line.words):
        return ()
    found, kind = [""] * len(line.tokens), ""
    for at in range(len(line.tokens) - 1, -1, -1):
        word = line.word(at)
        if word in AND_SO_ON:
            kind = _kind_behind(line, at + 1)
        elif word in _ENDS:
            kind = ""
        found[at] = kind
    return found


def _kind_behind(line: Line, first: int) -> str:
    """The last two letters of the noun behind 等: before a mark, a particle or a verb, within seven words."""
    at = first
    while at < first + _NOUN_WITHIN and line.word(at) and line.word(at) not in _NOUN_ENDS:
        if dictionary().sort(line.word(at + 1))[:1] in _NO_NOUN and line.word(at)[0] not in _NUMBERS:
            return line.word(at)[-2:]
        at += 1
    return line.word(at - 1)[-2:] if at > first else "?"


_ENDS = frozenset("，。；：,;")
_NOUN_ENDS = frozenset("，。；：、的,;")
_NOUN_WITHIN = 7
# jieba's sorts of verbs, adverbs, prepositions and numbers: they begin no noun.
_NO_NOUN = frozenset(("v", "d", "p", "m"))
_NUMBERS = frozenset("0123456789一二三四五六七八九十")


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


# What a feature adds to what pulls the seven words around it to B and to I stands in one number, 32 bits for each, so
# that a sentence is weighed by adding such numbers: each word's, as many words further as it stands.
_LABEL, _WORD = 32, 64
_PULLS = Struct("<2i")


@cache
def _added(package: str) -> dict[str, int]:
    """Feature without its offset -> what it adds to the words around the one that has it, at all its offsets."""
    found: dict[str, int] = {}
    for name, (begin, inside, outside) in _weights(package).items():
        sign = name.startswith("-")
        size = sign + name[sign].isdigit()
        at = _REACH - int(name[:size] or 0)
        row = begin - outside + (inside - outside << _LABEL)
        found[name[size:]] = found.get(name[size:], 0) + (row << at * _WORD)
    return found


@cache
def _words(model: Model) -> Callable[[str], tuple[int, str, str]]:
    """What a word's classes and the bias add, its class and its sort."""
    table = _added(model.package)
    bias = table.get("bias", 0)

    @lru_cache(maxsize=131072)
    def of_word(word: str) -> tuple[int, str, str]:
        return bias + sum(table.get(f"|{name}", 0) for name in model.of_word(word)), *model.beside(word)

    return of_word


@cache
def _of_sorts(package: str, one: str, other: str) -> int:
    """What the sorts of two neighbours add."""
    return _added(package).get(f"%{one}%{other}", 0)


@cache
def _of_classes(package: str, before: str, own: str, after: str) -> int:
    """What a word's class adds between those of its neighbours, and with the one behind it."""
    table = _added(package)
    return table.get(f"&{before}&{own}&{after}", 0) + table.get(f"&{own}&{after}", 0)


def _apart(total: int, count: int) -> list[Pull]:
    """What pulls so many words, which stands in one number, the lowest first."""
    signs = int.from_bytes(b"\0\0\0\x80" * (2 * count), "little")
    whole = (total + signs) ^ signs  # each one's own sign again, which a sum carries into the one above
    return list(_PULLS.iter_unpack(whole.to_bytes(_WORD // 8 * count, "little")))


# --- the best path


def propose(model: Model, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The names on the best path that beat the path without them: (first word, the word behind the last)."""
    yield from propose_from(model, scores(model, sentence))


def propose_from(model: Model, weighed: Sequence[Pull]) -> Iterator[tuple[int, int]]:
    """The names that `propose` gives, where the words have been weighed."""
    if len(weighed) < 2:
        return
    for start, end in _stretches(weighed):
        for first, last in _spans(weighed, steps(model.package), start, end):
            if gain(model, weighed, first, last) >= model.margin:
                yield first, last


def scores(model: Model, sentence: Sentence) -> list[Pull]:
    """What pulls each word to B and to I rather than to O, without steps."""
    package, table = model.package, _added(model.package)
    words = list(map(_words(model), _padded(sentence)))
    added = [
        own + _of_classes(package, before, main, after) + _of_sorts(package, sort, other)
        for (_, before, _), (own, main, sort), (_, after, other) in zip(words, words[1:], words[2:], strict=False)
    ]
    for at, name, _ in _of_places(sentence, [main for _, main, _ in words[_REACH:-_REACH]]):
        added[at + _REACH - 1] += table.get(name, 0)
    total = 0
    for number in reversed(added):
        total = (total << _WORD) + number
    first = 2 * _REACH - 1
    return _apart(total, len(added) + 2 * _REACH)[first : first + len(sentence.words)]


def _stretches(scores: Sequence[Pull]) -> Iterator[tuple[int, int]]:
    """Where a name may be: between words that are surely in none, with one that a name may begin with."""
    start, hope = 0, False
    for at, (begin, inside) in enumerate(scores):
        hope = hope or begin >= -_HOPE
        if begin < -_SURE and inside < -_SURE:
            if hope:
                yield start, at
            start, hope = at + 1, False
    if hope:
        yield start, len(scores)


def _spans(scores: Sequence[Pull], moves: Moves, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names on the best path through a stretch: (first word, the word behind the last)."""
    labels = path(scores[start:end], moves)
    for first, label in enumerate(labels):
        if label == _B:
            last = first + 1
            while last < len(labels) and labels[last] == _I:
                last += 1
            yield start + first, start + last


def path(scores: Sequence[Pull], moves: Moves) -> list[int]:
    """The labels with the highest sum; of equals the first of B, I, O."""
    best = (scores[0][_B], _NEVER, 0)
    back: list[tuple[int, int, int]] = []
    for row in scores[1:]:
        came = (_best(best, moves, _B), _best(best, moves, _I), _best(best, moves, _O))
        best = (
            best[came[_B]] + moves[came[_B]][_B] + row[_B],
            best[came[_I]] + moves[came[_I]][_I] + row[_I],
            best[came[_O]] + moves[came[_O]][_O],
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


def gain(model: Model, weighed: Sequence[Pull], first: int, last: int) -> int:
    """By how much the path with a name beats the one that has O in its place, in hundredths of a logarithm."""
    moves = steps(model.package)
    labels = [_O, _B, *[_I] * (last - first - 1), _O]
    walked = sum(moves[one][other] for one, other in pairwise(labels))
    named = sum(weighed[first + at][label] for at, label in enumerate(labels[1:-1]))
    return walked + named - (last - first + 1) * moves[_O][_O]


def reason(model: Model, sentence: Sentence, first: int, last: int) -> str:
    """The rule's name with the three features that spoke loudest for a name."""
    spoken: dict[str, int] = {}
    for at, names in enumerate(_attributes(model, sentence, range(first, last))):
        for name in names:
            row = _weights(model.package).get(name, (0, 0, 0))
            spoken[name] = spoken.get(name, 0) + row[_I if at else _B] - row[_O]
    loudest = sorted(spoken, key=lambda name: (-spoken[name], name))[:3]
    return f"learned ({', '.join(loudest)})"
