"""Word boundaries: jieba with a tokenizer of our own, our lexicon and known names in its dictionary.

Grammar rules may only cut where a word ends; what a word means they look up in the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.text.dictionary import dictionary


class Token(NamedTuple):
    """A word and its place in the sentence."""

    start: int
    end: int
    text: str


# What jieba cuts by its dictionary; white space and other marks are words of one character.
_BLOCK = re.compile("([\u4e00-\u9fd5a-zA-Z0-9+#&._%\\-]+)")
_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _ends(block: str) -> list[int]:
    """For each offset the end of the word that begins there on the likeliest way to the end of the block.

    What jieba's `get_DAG` and `calc` work out in two passes, with the same numbers: of equals the longer word.
    """
    known = dictionary()
    beginning, likelihoods, longest = known.trie.iter_prefixes_with_ids, known.likelihoods, known.longest
    ends, best = [0] * len(block), [0.0] * (len(block) + 1)
    for start in range(len(block) - 1, -1, -1):
        chosen, top = start + 1, None
        for word, number in beginning(block[start : start + longest]):
            end = start + len(word)
            likelihood = likelihoods[number] + best[end]
            if top is None or likelihood >= top:
                top, chosen = likelihood, end
        ends[start] = chosen
        best[start] = known.unknown + best[chosen] if top is None else top
    return ends


def _words(block: str) -> Iterator[str]:
    """The words of a block; Latin letters and digits that are no words stay together."""
    ends, at, size = _ends(block), 0, len(block)
    while at < size:
        end = ends[at]
        if end - at == 1 and block[at] in _LATIN:
            while end < size and ends[end] - end == 1 and block[end] in _LATIN:
                end += 1
        yield block[at:end]
        at = end


def _marks(text: str) -> Sequence[str]:
    """What is not in the dictionary: characters, a line break of two being one."""
    return text if "\r" not in text else re.findall("\r\n|(?s:.)", text)


def cut(text: str) -> tuple[Token, ...]:
    """The words of a sentence, in order and without gaps: those of `jieba.Tokenizer.cut(text, HMM=False)`, sooner.

    >>> [token.text for token in cut("新建高标准农田1.58万亩")][:2]
    ['新建', '高标准农田']
    """
    found, at = [], 0
    for number, block in enumerate(_BLOCK.split(text)):
        for word in _words(block) if number % 2 else _marks(block):
            end = at + len(word)
            found.append(Token(at, end, word))
            at = end
    return tuple(found)
