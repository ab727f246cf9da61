"""What a word can be in the name of an industry, as tags, and the pieces of a sentence that the finder works on.

jieba joins what stands together often (`制造业投资`); such a word is cut again where a word of the lexicon ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.reference import gazetteer, industries
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.line import Line, Tags
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

CONTENT = NAMED | FIELD | PRODUCT | MEMBER
INSIDE = CONTENT | SUFFIX | MODIFIER | VAGUE | HEAD
_OF_CLASS = {
    "named": NAMED, "field": FIELD, "product": PRODUCT, "member": MEMBER, "suffix": SUFFIX,
    "modifier": MODIFIER, "vague": VAGUE, "head": HEAD, "cut": CUT,
}  # fmt: skip
_JOINS = frozenset("、和与及或") | {"以及"}
_QUOTES = frozenset('“”‘’"「」')


@cache
def roles() -> dict[str, Tags]:
    """Word of the lexicon -> its tags."""
    found: dict[str, Tags] = {}
    for word, kind in lexicon.rows("industries"):
        found[word] = found.get(word, Tags()) | _OF_CLASS[kind]
    return found


@cache
def cues(kind: str) -> frozenset[str]:
    """The words of one class of `industry_cues.tsv`."""
    return lexicon.words("industry_cues", kind)


@cache
def _stops() -> frozenset[str]:
    return lexicon.words("verbs") | lexicon.words("stage_verbs") | cues("stop")


@lru_cache(maxsize=65536)
def tags(word: str) -> Tags:
    """What a word can be in the name of an industry."""
    found = roles().get(word, Tags())
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
    return found if len(word) == 1 or word in common_words() or found else RARE


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    """A word of the dictionary that is longer than the lexicon's word which it begins with, in two."""
    if len(word) < 4 or word in roles():
        return (word,)
    if word.startswith("产业") and not word.startswith(("产业园", "产业化")):
        return ("产业", word[2:])
    for size in range(len(word) - 1, 1, -1):
        if roles().get(word[:size], Tags()) & CONTENT:
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


def finer(sentence: Line) -> Line:
    """The sentence with words as fine as names of industries need them."""
    line = sentence.with_tokens(pieces(sentence.tokens))
    return line.with_tags(list(_tagged(line.tokens)), STOP)


def _tagged(tokens: Sequence[Token]) -> Iterator[Tags]:
    """The tags of each word; 业 behind a field is a head."""
    field = False
    for token in tokens:
        own = HEAD if field and token.text == "业" else tags(token.text)
        yield own
        field = bool(own & CONTENT)


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
    clause = _PAUSE.split(line.text[start : start + 24], maxsplit=1)[0]
    return any(word in clause for word in cues("unsafe"))


_PAUSE = re.compile(r"[，。；：、]")

# 人工智能+行动: a slogan, not the industry.
PLUS = frozenset("+＋×")
