"""What a word can be in the name of an industry, as bits, and the pieces of a sentence that the finder works on.

jieba joins what stands together often (`制造业投资`); such a word is cut again where a word of the lexicon ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.reference import gazetteer, industries
from kg.text import lexicon
from kg.text.tokens import Token

# An industry wherever it stands (跨境电商, 金融业).
NAMED = 1
# A field that is an industry when it is spoken of as one (新材料); a thing that is one only before a head (芯片).
FIELD = 2
PRODUCT = 4
# Comes after a field (制造, 装备), before one (现代, 智能), before a head without saying which industry (主导, 特色).
SUFFIX = 8
MODIFIER = 16
VAGUE = 32
# 产业, 产业链, 产业集群.
HEAD = 64
# A longer word that only begins like an industry (产业园, 经济带).
CUT = 128
# A place; a word that hardly any report uses: a name's free modifier (盐湖, before it was in the lexicon).
PLACE = 256
RARE = 512
# A word that grows industries (培育), ends a name on its left (的), joins members of a list (、), a quotation mark.
GROW = 1024
STOP = 2048
JOIN = 4096
QUOTE = 8192
# A field that ordinary speech uses too (健康, 餐饮): an industry in a list of industries or before a head.
MEMBER = 16384

CONTENT = NAMED | FIELD | PRODUCT | MEMBER
INSIDE = CONTENT | SUFFIX | MODIFIER | VAGUE | HEAD
_BITS = {
    "named": NAMED, "field": FIELD, "product": PRODUCT, "member": MEMBER, "suffix": SUFFIX,
    "modifier": MODIFIER, "vague": VAGUE, "head": HEAD, "cut": CUT,
}  # fmt: skip
_JOINS = frozenset("、和与及或") | {"以及"}
_QUOTES = frozenset('“”‘’"「」')


@cache
def roles() -> dict[str, int]:
    """Word of the lexicon -> its bits."""
    found: dict[str, int] = {}
    for word, kind in lexicon.rows("industries"):
        found[word] = found.get(word, 0) | _BITS[kind]
    return found


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of one class of `industry_cues.tsv`."""
    return lexicon.words("industry_cues", kind)


@cache
def _stops() -> frozenset[str]:
    return lexicon.words("verbs") | lexicon.words("stage_verbs") | cues("stop")


@lru_cache(maxsize=65536)
def flags(word: str) -> int:
    """The bits of a word."""
    found = roles().get(word, 0)
    if word in _JOINS:
        return found | JOIN | STOP
    if word in _QUOTES:
        return found | QUOTE
    if word in cues("grow"):
        found |= GROW | STOP
    if found & INSIDE:
        return found
    if word in _stops() or not word[0].isalpha():
        return found | STOP
    if len(word) > 1 and word in gazetteer.names():
        return found | PLACE
    return found if len(word) == 1 or word in lexicon.common_words() or found else RARE


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    """A word of the dictionary that is longer than the lexicon's word which it begins with, in two."""
    if len(word) < 4 or word in roles():
        return (word,)
    if word.startswith("产业") and not word.startswith(("产业园", "产业化")):
        return ("产业", word[2:])
    for size in range(len(word) - 1, 1, -1):
        if roles().get(word[:size], 0) & CONTENT:
            return (word[:size], word[size:])
    return (word,)


def pieces(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, those cut again that hold the name of an industry and more (`装备制造` `业` is `装备` `制造业`)."""
    found: list[Token] = []
    for token in tokens:
        parts = _pieces(token.text)
        if token.text == "业" and found and found[-1].text.endswith(_TRADES) and len(found[-1].text) > 2:
            last = found.pop()
            middle = last.end - 2
            found += [Token(last.start, middle, last.text[:-2]), Token(middle, token.end, last.text[-2:] + "业")]
        elif len(parts) == 1:
            found.append(token)
        else:
            middle = token.start + len(parts[0])
            found += [Token(token.start, middle, parts[0]), Token(middle, token.end, parts[1])]
    return found


_TRADES = ("制造", "加工", "服务", "种植", "养殖", "零售", "旅游")


@cache
def official() -> tuple[frozenset[str], tuple[int, ...]]:
    """The names of GB/T 4754 that end in 业 and are no everyday words, and their lengths, longest first."""
    names = frozenset(
        name
        for name in industries.official().values()
        if name.endswith("业") and len(name) > 3 and not name.startswith("其他")
    )
    return names, tuple(sorted({len(name) for name in names}, reverse=True))


class Line:
    """A sentence's pieces with the bits of each."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, pieces(tokens)
        self.flags = [flags(token.text) for token in self.tokens]
        for at in range(1, len(self.flags)):
            if self.tokens[at].text == "业" and self.flags[at - 1] & CONTENT:
                self.flags[at] = HEAD

    def bits(self, at: int) -> int:
        return self.flags[at] if 0 <= at < len(self.flags) else STOP

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of industry words: its tokens `first` to `last` (exclusive), their bits, whether a head ends it."""

    first: int
    last: int
    bits: int
    headed: bool


def in_company(line: Line, at: int) -> bool:
    """Whether two characters that the dictionary does not know stand before: then a trade is a company's (味振乳业)."""
    return all(len(line.word(before)) == 1 and not line.bits(before) for before in (at - 1, at - 2))


def unsafe(line: Line, at: int) -> bool:
    """Whether the clause goes on about supervision or risk: then the words name a duty, not an industry."""
    start = line.tokens[at - 1].end
    clause = _PAUSE.split(line.text[start : start + 24], maxsplit=1)[0]
    return any(word in clause for word in cues("unsafe"))


_PAUSE = re.compile(r"[，。；：、]")

# 人工智能+行动: a slogan, not the industry.
PLUS = frozenset("+＋×")
