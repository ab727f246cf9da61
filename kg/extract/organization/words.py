"""What a word can be in the name of an organization: a head, a trade, a place, a rare word, or the end of a name.

The answer is a set of tags, worked out once per word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from kg.reference import gazetteer, well_known
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.line import Line, Tags
from kg.text.marks import NUMERALS

# Ends a name on its left: a verb, an adverb, a function word, a number.
STOP = frozenset({"stop"})
# Says which one of many is meant: a place, `第七`, a word that hardly any report uses.
PLACE = frozenset({"place"})
ORDINAL = frozenset({"ordinal"})
RARE = frozenset({"rare"})
# One character that no function word is: two of them in a row are a name that the dictionary does not know (汇 信).
SINGLE = frozenset({"single"})
# Trades after a proper name (能源, 纺织); those that make a company of a dictionary word too (远景能源), and those that
# make one even of a place (集团, 股份).
TRADE = frozenset({"trade"})
BRAND = frozenset({"brand"})
STRONG = frozenset({"strong"})
# Trades that fields are called by as well (食品, 农业): of a firm where only a firm can stand.
SIDELINE = frozenset({"sideline"})
# Says of what sort a body is, not which (市属, 龙头).
GENERIC = frozenset({"generic"})
KNOWN = frozenset({"known"})
# Known, but an ordinary word too: needs a company's place (东风, 远景).
CUED = frozenset({"cued"})
# 省 市 县: the body of the document's own place (市职业技术学校).
OWN = frozenset({"own"})
PROVINCE = frozenset({"province"})
# A character that names share with ordinary text (达, 新): needs a rarer one beside it.
WEAK = frozenset({"weak"})
# Something built (高速, 水库): what stands before it is no company.
FACILITY = frozenset({"facility"})
# Ends like the head of a body's name (第七中学).
HEADED = frozenset({"headed"})
# A verb that may stand inside a name (运营), though not at its beginning.
VERB = frozenset({"verb"})
# What partners do (签约).
TOGETHER = frozenset({"together"})

NONE = Tags()
BUSINESS = TRADE | BRAND | STRONG
# All that may stand last in a firm's name.
TRADES = BUSINESS | SIDELINE
# What names that no list has are made of.
UNKNOWN = RARE | SINGLE

KINDS = (
    "company", "school", "hospital", "institute", "center", "association", "branch", "congress", "government", "agency",
)  # fmt: skip
_WORD = re.compile(r"[一-鿿A-Za-z·]+$")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百]{1,3}[一-鿿]{0,4}$")
# Provinces and countries in one character: two of them are a region (川渝), not a company.
_SHORT = frozenset(
    "京津沪渝冀豫云滇辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵黔粤青藏川蜀宁琼港澳台疆中美俄德法英日韩欧亚非老越泰马沙"
)


@cache
def classes() -> dict[str, frozenset[str]]:
    """Class of the words of organizations -> its words."""
    found: dict[str, set[str]] = {}
    for word, kind in lexicon.rows("organization"):
        found.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def known() -> dict[str, str]:
    """Names that any report may use -> company, public_body, institution, or cued."""
    found = well_known.organizations().items()
    return {name: known.use or known.type for name, known in found if known.use != "link"}


@cache
def made() -> frozenset[str]:
    """Goods and fields that a plant makes: what may stand after its owner's name."""
    words = lexicon.words("industry", "field", "product")
    return frozenset(word for word in words if len(word) > 1) - classes()["not-made"]


@cache
def heads() -> dict[str, str]:
    """Head -> the kind of body that it closes the name of."""
    return {word: kind for kind in KINDS for word in sorted(classes()[kind])}


@lru_cache(maxsize=65536)
def head(word: str) -> str:
    """The kind of body whose head ends a word (`财经大学` is a school), or nothing."""
    if word in classes()["not-head"]:
        return ""
    table = heads()
    return next((table[word[at:]] for at in range(len(word) - 1) if word[at:] in table), "")


@cache
def _verbs() -> frozenset[str]:
    return lexicon.words("verb") | lexicon.words("stage") | classes()["stop"]


@cache
def _ordinary() -> frozenset[str]:
    """Short forms of places that are ordinary words too (资源, 和平)."""
    return lexicon.words("place", "ordinary", "ordinary-high")


@cache
def _places() -> frozenset[str]:
    divisions = (word for word, form in gazetteer.names().items() if len(word) > 1 and not _is_ordinary(word, form))
    return frozenset((*divisions, *well_known.places()))


def _is_ordinary(word: str, form: gazetteer.Form) -> bool:
    """Whether the form of a division is an ordinary word: 资源, but not 河南, which is the province."""
    high = form in ("province", "prefecture")
    return word in (lexicon.words("place", "ordinary-high") if high else _ordinary())


@cache
def begins_with_place(word: str) -> bool:
    """Whether a place or a part of the country begins a word that the dictionary joins (`武汉大学`)."""
    return any(word[:size] in _places() or word[:size] in classes()["which"] for size in (2, 3, 4))


@cache
def _common() -> frozenset[str]:
    """Words that many reports use, and all words of other groups of the lexicon: they alone do not make a name."""
    groups = ("industry", "industry-cue", "project-head", "project", "unit", "verb", "stage")
    return common_words().union(_ordinary(), *(lexicon.words(group) for group in groups))


# Class of the lexicon -> what its words can be in a name.
_OF_CLASS = {
    "trade": TRADE, "sideline": SIDELINE, "brand": BRAND, "strong": STRONG, "generic": GENERIC, "own": OWN,
}  # fmt: skip


@cache
def _tagged() -> dict[str, Tags]:
    """Word -> the tags that lists give it."""
    found: dict[str, Tags] = {}
    for tag, words in _lists():
        for word in words:
            found[word] = found.get(word, NONE) | tag
    return found


def _lists() -> tuple[tuple[Tags, frozenset[str]], ...]:
    """Each tag that a list gives, and its words."""
    cued = frozenset(word for word, kind in known().items() if kind == "cued")
    return (
        (CUED, cued),
        (KNOWN, frozenset(known()) - cued),
        (VERB, _verbs() & classes()["inside"]),
        (PLACE, _places()),
        (PROVINCE, frozenset(word for word in _places() if gazetteer.names().get(word) == "province")),
        (FACILITY, lexicon.words("project-head", "facility", "road")),
        *((tag, classes()[kind]) for kind, tag in _OF_CLASS.items()),
    )


@lru_cache(maxsize=65536)
def tags(word: str) -> Tags:
    """What a word can be in a name."""
    found = _tagged().get(word, NONE)
    if _ORDINAL.match(word):
        found |= ORDINAL
    elif _ends_names(word):
        found |= STOP
    found |= HEADED if head(word) else _rarity(word, bool(found))
    return found | TOGETHER if word.startswith(_together()) else found


def _ends_names(word: str) -> bool:
    """Whether a word is a verb, a mark or a number, and not one that says which of many is meant."""
    if word in classes()["which"]:
        return False
    verb = word in _verbs() and word not in classes()["inside"]
    return verb or not _WORD.match(word) or (len(word) < 5 and NUMERALS.issuperset(word))


@cache
def _together() -> tuple[str, ...]:
    """What partners do."""
    return tuple(sorted(classes()["partner"]))


def _rarity(word: str, known: bool) -> Tags:
    """Whether a word is the stuff of proper names: a single character, or a word that hardly any report uses."""
    table = classes()
    if len(word) == 1 and word in table["weak"]:
        return SINGLE | WEAK
    if known:
        return NONE
    if len(word) == 1:
        return NONE if word in table["letter"] or word in lexicon.words("industry") else SINGLE
    return NONE if word in _common() or word in dictionary().spoken else RARE


def breaks(line: Line, number: int) -> bool:
    """Whether no name runs over a word; 可, 达 and 亿 do not break one before a rare character (可胜, 亿峰)."""
    own = line.tags_at(number)
    return bool(own & STOP) and not (own & WEAK and _is_strong(line.tags_at(number + 1)))


def goes_through(line: Line, number: int) -> bool:
    """Whether a verb of one character is a letter of the firm's name around it: 能 in 天|润|新|能|投资有限公司."""
    word = line.word(number)
    verb = len(word) == 1 and word in _verbs() and word not in classes()["stop"]
    return verb and bool(line.tags_at(number - 1) & SINGLE) and bool(line.tags_at(number - 2) & (SINGLE | PLACE))


def runs_in(own: Sequence[Tags]) -> bool:
    """Whether two tokens in a row make a name that the dictionary does not know: characters, or one and a rare word."""
    return any(
        one & UNKNOWN and other & UNKNOWN and (_is_strong(one) or _is_strong(other)) for one, other in pairwise(own)
    )


def _is_strong(own: Tags) -> bool:
    """Whether a word is a character that hardly stands but in names."""
    return bool(own & SINGLE) and not own & WEAK


def proper(line: Line, at: int) -> int:
    """The first token of a name of single characters that ends before `at`, or `at` where there is none.

    The province before it belongs to it (`浙江` `瑞` `岭`); two short forms of provinces (`川` `渝`) are none.
    """
    first = at
    while first and line.tags_at(first - 1) & SINGLE:
        first -= 1
    strong = sum(not line.tags_at(i) & WEAK for i in range(first, at))
    if not 2 <= at - first <= 5 or not strong or all(line.word(i) in _SHORT for i in range(first, at)):
        return at
    return first - 1 if first and line.tags_at(first - 1) & PROVINCE else first
