"""Names of projects where no clause is told of them as the grammar knows it, proposed by a model of word classes.

The classes are tags of the lexicon, heads, jieba's sort, the last letter, and of which name or amount a word is part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.extract import proposer
from kg.extract.organization.words import tags
from kg.extract.project import names
from kg.extract.project.identity import is_common
from kg.extract.proposer import Model, Sentence
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line

_TABLES = ("heading", "link", "table", "industry-cue")
# Marks and particles that stand for themselves.
_MARKS = frozenset("，。；：、“”（）()和与及等的《》—·")
# The tag that stands for a word in a pair, the most telling first; of each all that begin so.
_ORDER = (
    "stage.verb", "stage.weak", "stage.soft", "stage.after", "project-head.generic", "project-head.action",
    "project-head.facility", "project-head.institution", "project-head.zone", "project-head.road", "project-head",
    "project.verb", "project.adverb", "project.predicate", "project.modifier", "unit", "verb",
)  # fmt: skip


def sentence(line: Line, _: str = "") -> Sentence:
    """A sentence with what is known of its words: of which name or amount each is part, what its lists are lists of."""
    return Sentence(line.texts, _known(line), proposer.lists(line))


def _known(line: Line) -> Sequence[str]:
    """For each word the sort of the name or amount that it begins (B) or goes on with (I), or nothing."""
    sorts = {at: item.kind for item in line.quantities for at in range(item.start, item.end)}
    sorts |= {at: item.type for item in line.names for at in range(item.start, item.end)}
    begun = {item.start for item in line.names} | {item.start for item in line.quantities}
    told = ((token.start in begun, sorts.get(token.start, "")) for token in line.tokens)
    return [f"{'B' if begins else 'I'}{sort}" if sort else "" for begins, sort in told]


@lru_cache(maxsize=65536)
def features(word: str) -> tuple[str, ...]:
    """The classes of a word, sorted."""
    found = {f"x:{tag}" for tag in lexicon.tags(word) if not tag.startswith(_TABLES)}
    found |= {f"o:{tag}" for tag in tags(word)} | {f"n:{min(len(word), 4)}"}
    if not is_common(word):
        found.add("rare")
    head = names.head(word)
    if head.kind != "none":
        found |= {f"h:{head.kind}", f"head:{head.word}"}
    found |= _of_letter(word) if len(word) == 1 else _of_word(word)
    return tuple(sorted(found))


def _of_letter(letter: str) -> set[str]:
    if letter in _MARKS:
        return {f"p:{letter}"}
    if not letter.isalnum():
        return {"p"}
    if letter.isascii():
        return {"latin" if letter.isalpha() else "digit"}
    return {"letter", *(("rare-letter",) if letter in dictionary().letters else ())}


def _of_word(word: str) -> set[str]:
    known = dictionary()
    sorts = (("ns", known.places), ("np", known.proper), ("n", known.nouns), ("f", known.frequent))
    found = {f"d:{next((name for name, words in sorts if word in words), 'u')}", f"l:{word[-1]}"}
    if word in common_words():
        found.add("common")
    if word[0].isdigit():
        found.add("digit")
    return found


@lru_cache(maxsize=65536)
def main(word: str) -> str:
    """The class of a word in a pair."""
    if word in _MARKS:
        return word
    own = lexicon.tags(word)
    if found := next((tag for tag in _ORDER if any(each.startswith(tag) for each in own)), ""):
        return found
    head = names.head(word)
    if head.kind != "none" and len(word) > 1:
        return f"h:{head.kind}"
    return "digit" if word[0].isdigit() else "letter" if len(word) == 1 else "common" if is_common(word) else "rare"


MODEL = Model("kg.extract.project.learned", features, main, 0)


@dataclass(frozen=True, eq=False)
class Reading:
    """A sentence as the model reads it; its line knows places and organizations."""

    line: Line

    @cached_property
    def _sentence(self) -> Sentence:
        return sentence(self.line)

    @cached_property
    def _weighed(self) -> list[proposer.Pull]:
        return proposer.scores(MODEL, self._sentence)

    def gain(self, start: int, end: int) -> int | None:
        """By how much a stretch is rather a name than none; None where it begins or ends inside a word."""
        first, last = self.line.starts_at(start), self.line.ends_at(end)
        if first is None or last is None:
            return None
        return proposer.gain(MODEL, self._weighed, first, last + 1)

    def proposed(self, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """The stretches that are rather names than none where none stands yet, each with what spoke for it."""
        for first, last in proposer.propose_from(MODEL, self._weighed):
            start, end = self.line.tokens[first].start, self.line.tokens[last - 1].end
            if all(end <= begun or start >= ended for begun, ended in taken):
                yield start, end, proposer.reason(MODEL, self._sentence, first, last)
