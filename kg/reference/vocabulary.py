"""Words of general use, and what jieba's dictionary knows of words: what is neither may be part of a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def common_words() -> frozenset[str]:
    """The words of `data/common_words.txt`, which says where they come from."""
    text = (files("kg.reference") / "data" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What jieba's dictionary knows of words of two letters or more, by its tags.

    `nouns` are tagged n*, `proper` ns, nr, nz or nt, `places` ns, `letters` are single characters that only stand in
    names; `frequent` are no places and so common that a name that looks the same is taken for the word, `spoken` are
    verbs, adverbs and the like that are more common still (负责, 附近).
    """

    nouns: frozenset[str]
    proper: frozenset[str]
    places: frozenset[str]
    letters: frozenset[str]
    frequent: frozenset[str]
    spoken: frozenset[str]


_FREQUENT = 300
_SPOKEN = 1000


@cache
def dictionary() -> Dictionary:
    """jieba's dictionary, read once."""
    import jieba

    nouns, proper, places, letters, frequent, spoken = (set[str]() for _ in range(6))
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as file:
        for row in file:
            word, count, tag = row.rstrip().split(" ")
            if len(word) < 2:
                if tag == "nr":
                    letters.add(word)
                continue
            if tag[:2] == "ns":
                places.add(word)
            elif int(count) >= _FREQUENT:
                frequent.add(word)
            if tag[0] == "n":
                nouns.add(word)
                if tag[:2] in ("ns", "nr", "nz", "nt"):
                    proper.add(word)
            elif int(count) >= _SPOKEN:
                spoken.add(word)
    return Dictionary(*map(frozenset, (nouns, proper, places, letters, frequent, spoken)))
