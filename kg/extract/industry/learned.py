"""Industries that no rule finds, proposed by a model over the classes of the words around them.

The classes are the tags of this package and of the lexicon, and what a word can be in the name of an organization. What
the model proposes must still hold a word that says which industry is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.extract import proposer
from kg.extract.industry.words import CONTENT, CUT, HEAD, cues, tags, unsafe
from kg.extract.organization.learned import features as of_body
from kg.extract.proposer import Model, Sentence
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found

_TABLES = ("link", "table")
# The tag that stands for a word in a pair, the most telling first.
_ORDER = (
    "named", "field", "member", "product", "head", "suffix", "modifier", "vague", "grow", "stop", "join", "place",
    "rare", "cut", "quote",
)  # fmt: skip
# Marks and particles that stand for themselves.
_MARKS = frozenset("，。；：、“”（）和与及等的")
_CUES = ("after", "close", "money", "other", "strong", "weak", "block", "unsafe")
_TELLING = CONTENT | HEAD
# What is told of a word already where it is looked at as part of a body's name.
_OF_LEXICON = ("x:", "n:")


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """The classes of a word, sorted."""
    found = {f"t:{tag}" for tag in tags(word)}
    found |= {f"x:{tag}" for tag in lexicon.tags(word) if not tag.startswith(_TABLES)}
    found |= {f"c:{kind}" for kind in _CUES if word in cues(kind)}
    found |= {f"n:{min(len(word), 4)}", f"m:{main(word)}"}
    found |= {name if name[0] != "t" else f"o{name}" for name in of_body(word) if not name.startswith(_OF_LEXICON)}
    return tuple(sorted(found))


@lru_cache(maxsize=65536)
def main(word: str) -> str:
    """The class of a word in a pair."""
    if word in _MARKS:
        return word
    own = tags(word)
    plain = "letter" if len(word) == 1 else "common" if word in common_words() else "word"
    return next((tag for tag in _ORDER if tag in own), plain)


MODEL = Model("kg.extract.industry", features, main, 100)


def sentence(line: Line, _home: str = "") -> Sentence:
    """A sentence with what its lists are lists of."""
    return Sentence(line.texts, lists=proposer.lists(line))


def find(line: Line, taken: Sequence[Found]) -> list[Found]:
    """The names that the model proposes beside those that rules have found."""
    if not any(_is_free(line, at, taken) for at in line.tagged(_TELLING)):
        return []
    told = sentence(line)
    return [
        line.found(first, last, "industry", proposer.reason(MODEL, told, first, last))
        for first, last in proposer.propose(MODEL, told)
        if _may_stand(line, first, last, taken)
    ]


def _is_free(line: Line, at: int, taken: Sequence[Found]) -> bool:
    """Whether a word stands in no name that a rule has found."""
    start = line.tokens[at].start
    return all(start < name.start or start >= name.end for name in taken)


def _may_stand(line: Line, first: int, last: int, taken: Sequence[Found]) -> bool:
    """Whether a name says which industry is meant, begins no longer one, is no duty, and touches none of the rules'."""
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    if end - start < 2 or not any(tags & _TELLING for tags in line.tags[first:last]):
        return False
    if line.tags_at(last) & CUT or line.word(last) in cues("block") or unsafe(line, last):
        return False
    return all(end <= name.start or start >= name.end for name in taken)
