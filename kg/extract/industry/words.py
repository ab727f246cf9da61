"""What a word can be in the name of an industry, as tags, and the pieces of a sentence that the finder works on.

jieba joins what stands together often (`制造业投资`); such a word is cut again where a word of the lexicon ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile

from kg.reference import gazetteer, industries
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line, Tags
from kg.text.marks import JOINING, PAUSES, QUOTES
from kg.text.tokens import Token

# An industry wherever it stands (跨境电商, 金融业).
NAMED = frozenset({"named"})
# A field that is an industry when it is spoken of as one (新材料); a thing that is one only before a head (芯片).
FIELD = frozenset({"field"})
PRODUCT = frozenset({"product"})
# Comes after a field (制造, 装备), before one (现代, 智能), before a head without saying which industry (主导, 特色).
SUFFIX = frozenset({"suffix"})
MODIFIER = frozenset({"modifier"})
VAGUE = frozenset({"vague"})
# 产业, 产业链, 产业集群.
HEAD = frozenset({"head"})
# A longer word that only begins like an industry (产业园, 经济带).
CUT = frozenset({"cut"})
# A place; a word that hardly any report uses: a name's free modifier (盐湖, before it was in the lexicon).
PLACE = frozenset({"place"})
RARE = frozenset({"rare"})
# A word that grows industries (培育), ends a name on its left (的), joins members of a list (、), a quotation mark.
GROW = frozenset({"grow"})
STOP = frozenset({"stop"})
JOIN = frozenset({"join"})
QUOTE = frozenset({"quote"})
# A field that ordinary speech uses too (健康, 餐饮): an industry in a list of industries or before a head.
MEMBER = frozenset({"member"})

NONE = Tags()
CONTENT = NAMED | FIELD | PRODUCT | MEMBER
INSIDE = CONTENT | SUFFIX | MODIFIER | VAGUE | HEAD
_OF_CLASS = {
    "named": NAMED, "field": FIELD, "product": PRODUCT, "member": MEMBER, "suffix": SUFFIX,
    "modifier": MODIFIER, "vague": VAGUE, "head": HEAD, "cut": CUT, "account": NONE,
}  # fmt: skip
_MARKS = dict.fromkeys(JOINING | {"或"}, JOIN | STOP) | dict.fromkeys(QUOTES, QUOTE)


@cache
def roles() -> dict[str, Tags]:
    """Word of the lexicon -> its tags."""
    found: dict[str, Tags] = {}
    for word, kind in lexicon.rows("industry"):
        found[word] = found.get(word, NONE) | _OF_CLASS[kind]
    return found


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of a class of the lexicon's `industry-cue`."""
    return lexicon.words("industry-cue", kind)


@cache
def _stops() -> frozenset[str]:
    return lexicon.words("verb") | lexicon.words("stage") | cues("stop")


@lru_cache(maxsize=65536)
def tags(word: str) -> Tags:
    """What a word can be in the name of an industry."""
    found = roles().get(word, NONE)
    if word in _MARKS:
        return found | _MARKS[word]
    if word in cues("grow"):
        found |= GROW | STOP
    return found if found & INSIDE else found | _around(word, bool(found))


def _around(word: str, known: bool) -> Tags:
    """What a word is that names are not made of: the end of a name, a place, a word that hardly any report uses."""
    if word in _stops() or not word[0].isalpha():
        return STOP
    if len(word) > 1 and word in gazetteer.names():
        return PLACE
    return NONE if known or len(word) == 1 or word in common_words() or word in dictionary().spoken else RARE


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    """A word of the dictionary that is longer than the lexicon's word which it begins with, in two."""
    if len(word) < 4 or word in roles():
        return (word,)
    if word.startswith("产业") and not word.startswith(("产业园", "产业化")):
        return ("产业", word[2:])
    for size in range(len(word) - 1, 1, -1):
        if roles().get(word[:size], NONE) & CONTENT:
            return (word[:size], word[size:])
    return (word,)


def pieces(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, those cut again that hold the name of an industry and more (`装备制造` `业` is `装备` `制造业`)."""
    found: list[Token] = []
    for token in tokens:
        if token.text == _TRADE and found and found[-1].text.endswith(_TRADES) and len(found[-1].text) > 2:
            trade = found.pop()
            found += _parted(Token(trade.start, token.end, trade.text + _TRADE), len(trade.text) - 2)
        elif len(parts := _pieces(token.text)) == 1:
            found.append(token)
        else:
            found += _parted(token, len(parts[0]))
    return found


def _parted(token: Token, size: int) -> tuple[Token, Token]:
    """A token in two, the first of `size` letters."""
    middle = token.start + size
    return Token(token.start, middle, token.text[:size]), Token(middle, token.end, token.text[size:])


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


@cache
def accounts() -> frozenset[str]:
    """Sectors of the national accounts, which statistics tell of and no policy grows: official names and short ones."""
    return official()[0] | lexicon.words("industry", "account")


def finer(sentence: Line) -> Line:
    """The sentence with words as fine as names of industries need them."""
    cut = _TRADE in sentence.words or any(len(_pieces(word)) > 1 for word in sentence.words if len(word) > 3)
    line = sentence.with_tokens(pieces(sentence.tokens)) if cut else sentence
    return line.with_tags(_tagged(line), STOP)


def _tagged(line: Line) -> list[Tags]:
    """The tags of each word; 业 behind a field is a head."""
    found = list(map(tags, line.texts))
    for at, word in enumerate(line.texts) if _TRADE in line.words else ():
        if word == _TRADE and at and found[at - 1] & CONTENT:
            found[at] = HEAD
    return found


_TRADE = "业"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of industry words: words `first` to `last` (exclusive), their tags together, whether a head ends it."""

    first: int
    last: int
    tags: Tags
    headed: bool


def in_company(line: Line, at: int) -> bool:
    """Whether two characters that the dictionary does not know stand before: then a trade is a company's (味振乳业)."""
    return all(len(line.word(before)) == 1 and not line.tags_at(before) for before in (at - 1, at - 2))


def unsafe(line: Line, at: int) -> bool:
    """Whether the clause goes on about supervision or risk: then the words name a duty, not an industry."""
    start = line.tokens[at - 1].end
    clause = "".join(takewhile(lambda letter: letter not in PAUSES, line.text[start : start + 24]))
    return any(word in clause for word in cues("unsafe"))


# 人工智能+行动: a slogan, not the industry.
PLUS = frozenset("+＋×")
