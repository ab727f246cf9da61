"""Organizations that no rule finds, proposed by a model over the classes of the words around them.

The classes are tags of the lexicon and of this package, jieba's sort, the first and last letters, what kind of place
or thing a word ends like, and a word itself where many reports use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from kg.extract import proposer
from kg.extract.organization.words import GENERIC, KNOWN, ORDINAL, OWN, PLACE, STOP, classes, head, tags
from kg.extract.place.words import hits
from kg.extract.proposer import Model, Sentence
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line
from kg.text.spans import Found

_TABLES = ("heading", "link", "table")
# Heads that a word may end with, by the group and class of the lexicon.
_HEADS = (
    *(("place-head", kind) for kind in ("zone", "scenic", "region", "natural", "water", "village")),
    *(("project-head", kind) for kind in ("facility", "institution", "soft", "road", "generic")),
)
# The tag that stands for a word in a pair, the most telling first.
_ORDER = (
    "headed", "stop", "strong", "brand", "trade", "sideline", "known", "cued", "place", "ordinal", "generic",
    "facility", "own", "rare", "single",
)  # fmt: skip
_INSTITUTIONS = frozenset(("school", "hospital", "institute", "association", "center"))
_BODIES = frozenset(("government", "agency", "congress"))


@cache
def _heads() -> dict[str, list[str]]:
    """Head -> what a word can be that ends with it."""
    found: dict[str, list[str]] = {}
    for group, kind in _HEADS:
        for word in lexicon.words(group, kind):
            found.setdefault(word, []).append(f"{group}:{kind}")
    return found


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """The classes of a word, sorted."""
    found = {f"t:{tag}" for tag in tags(word)}
    found |= {f"x:{tag}" for tag in lexicon.tags(word) if not tag.startswith(_TABLES)}
    if kind := head(word):
        found.add(f"h:{kind}")
    found |= {f"n:{min(len(word), 4)}", f"s:{dictionary().sort(word)}", f"a:{word[0]}", f"z:{word[-1]}"}
    found.update(*(_heads().get(word[at:], ()) for at in range(len(word))))
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
    found = {f"d:{sort}"}
    if word in common_words():
        found |= {"common", f"w:{word}"}
    if len(word) > 2 and word not in known.proper:
        found.add(f"e:{word[-2:]}")
    if word[0].isdigit():
        found.add("digit")
    return found


@lru_cache(maxsize=65536)
def main(word: str) -> str:
    """The class of a word in a pair."""
    own = tags(word)
    return next((tag for tag in _ORDER if tag in own), "word" if len(word) > 1 else "letter")


MODEL = Model("kg.extract.organization", features, main, 100)


def sentence(line: Line, home: str) -> Sentence:
    """A sentence with what is known of its words' places: the known places in it, what its lists are lists of."""
    return Sentence(line.texts, _known(line, home), proposer.lists(line))


def _known(line: Line, home: str) -> Sequence[str]:
    """For each word the type of the known place that it begins (B) or goes on with (I), how sure, or nothing."""
    standing, readings = hits(line, home)
    found = [""] * len(line.tokens) if readings else []
    stand = {hit.start for hit in standing}
    for hit in readings:
        told = f"{hit.type}{hit.force}{hit.start in stand:d}"
        for at in range(line.number[hit.start], line.number[hit.end - 1] + 1):
            found[at] = ("B" if line.tokens[at].start <= hit.start else "I") + told
    return found


def find(line: Line, taken: Sequence[Found], told: Sentence) -> list[Found]:
    """The names that the model proposes beside those that rules have found, or around them; `told` is the sentence."""
    return [
        line.found(first, last, _type(line.word(last - 1)), proposer.reason(MODEL, told, first, last))
        for first, last in proposer.propose(MODEL, told)
        if _may_stand(line, first, last, taken)
    ]


def _may_stand(line: Line, first: int, last: int, taken: Sequence[Found]) -> bool:
    """Whether a name has two letters or more, is no sort of bodies or house, and has those whole that it touches.

    No name ends with what is done (市审计厅|印发), and none that a rule has found grows by a word of general use.
    """
    if tags(line.word(first)) & GENERIC or line.word(last - 1) in classes()["not-head"]:
        return False
    if last - first > 1 and len(line.word(last - 1)) > 1 and tags(line.word(last - 1)) & STOP:
        return False
    behind = line.word(last)
    if behind in classes()["not-after"] or behind in lexicon.words("place-head", "village"):  # 华为|大厦, 华为|村
        return False
    start, end = line.tokens[first].start, line.tokens[last - 1].end
    touched = [name for name in taken if name.start < end and start < name.end]
    if touched and (_is_ordinary(line.word(first)) or line.word(first) in classes()["found"]):
        return False
    return end - start > 1 and all(_is_longer(start, end, name) for name in touched)


def _is_ordinary(word: str) -> bool:
    """Whether a word is a verb or one that many reports use, and does not say which of many is meant."""
    own = tags(word)
    return bool(own & STOP) or (word in common_words() and not own & (PLACE | ORDINAL | OWN | KNOWN))


def _is_longer(start: int, end: int, name: Found) -> bool:
    """Whether a stretch has a whole name in it and more.

    What the tables name begins with its name (报|世界银行), a group of firms ends before 系 (瑞翎|系).
    """
    if (name.rule == "listed" and start < name.start) or (name.rule == "groups" and end > name.end):
        return False
    return start <= name.start and name.end <= end and (start, end) != (name.start, name.end)


def _type(word: str) -> str:
    """The type of a name by its last word."""
    kind = head(word)
    return "institution" if kind in _INSTITUTIONS else "public_body" if kind in _BODIES else "company"
