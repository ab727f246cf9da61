"""What a word can be in the name of an organization: a head, a business, a place, a rare word, or its end.

The answer is a set of bits, worked out once per word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from kg import gazetteer, lexicon
from kg.grammar.place_words import ordinary

# Ends a name on its left: a verb, an adverb, a function word, a number.
STOP = 1
# Says which one of many is meant: a place, `第七`, a word that hardly any report uses.
PLACE = 2
ORDINAL = 4
RARE = 8
# One character that no function word is: two of them in a row are a name that the dictionary does not know (汇 信).
SINGLE = 16
# Goods and trades after a proper name (能源, 纺织); those that make a company of a dictionary word too (远景能源), and
# those that make one even of a place (集团, 股份).
TRADE = 32
BRAND = 64
# Says of what sort a body is, not which (市属, 龙头).
GENERIC = 128
KNOWN = 256
# Known, but an ordinary word too: needs a company's place (东风, 远景).
CUED = 512
# 省 市 县: the body of the document's own place (市职业技术学校).
OWN = 1024
PROVINCE = 2048
# A character that names share with ordinary text (达, 新): needs a rarer one beside it.
WEAK = 4096
STRONG = 8192

KINDS = (
    "company",
    "school",
    "hospital",
    "institute",
    "center",
    "association",
    "branch",
    "congress",
    "government",
    "agency",
)
_WORD = re.compile(r"[一-鿿A-Za-z·]+$")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百]{1,3}[一-鿿]{0,4}$")
_NUMBER = re.compile(r"[0-9０-９]|^[一二三四五六七八九十百千万亿两几多]{1,4}$")


@cache
def classes() -> dict[str, frozenset[str]]:
    """Class of `organization_words.tsv` -> its words."""
    found: dict[str, set[str]] = {}
    for word, kind in lexicon.rows("organization_words"):
        found.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in found.items()}


@cache
def known() -> dict[str, str]:
    """Names that any report may use -> company, public_body, institution, or cued."""
    return dict(lexicon.rows("organization_known"))


@cache
def _heads() -> dict[str, str]:
    return {word: kind for kind in KINDS for word in sorted(classes().get(kind, ()))}


@lru_cache(maxsize=65536)
def head(word: str) -> str:
    """The kind of body whose head ends a word (`财经大学` is a school), or nothing."""
    if word in classes()["not_head"]:
        return ""
    heads = _heads()
    return next((heads[word[at:]] for at in range(len(word) - 1) if word[at:] in heads), "")


@cache
def _stops() -> frozenset[str]:
    return (lexicon.words("verbs") | lexicon.words("stage_verbs") | classes()["stop"]) - classes()["inside"]


@cache
def _places() -> frozenset[str]:
    regions = lexicon.words("place_region") | lexicon.words("place_zone") | lexicon.words("place_natural")
    return frozenset(word for word in gazetteer.names() if len(word) > 1 and word not in ordinary()) | regions


@cache
def _common() -> frozenset[str]:
    """Words that many reports use, and all words of the other lexicons: they alone do not make a name."""
    text = (files("kg") / "data" / "common_words.txt").read_text(encoding="utf-8")
    words = {line for line in text.splitlines() if line and not line.startswith("#")}
    for name in ("industries", "industry_cues", "project_heads", "project_stop", "units", "verbs", "stage_verbs"):
        words |= lexicon.words(name)
    return frozenset(words | ordinary())


@lru_cache(maxsize=65536)
def flags(word: str) -> int:
    """The bits of a word."""
    table, found = classes(), 0
    if kind := known().get(word):
        found |= CUED if kind == "cued" else KNOWN
    if word in _stops() or not _WORD.match(word) or _NUMBER.search(word):
        found |= STOP
    if word in _places():
        found |= PLACE | (PROVINCE if gazetteer.names().get(word) == "province" else 0)
    if _ORDINAL.match(word):
        found = (found | ORDINAL) & ~STOP
    for kind, bit in (("trade", TRADE), ("brand", BRAND), ("strong", STRONG), ("generic", GENERIC), ("own", OWN)):
        if word in table[kind]:
            found |= bit
    if len(word) == 1 and word in table["weak"]:
        return found | SINGLE | WEAK
    if found or head(word):
        return found
    if len(word) == 1:
        return 0 if word in table["letter"] or word in _common() else SINGLE
    return 0 if word in _common() else RARE


@cache
def made() -> frozenset[str]:
    """Goods and fields that a plant makes: what may stand after its owner's name."""
    return frozenset(w for w in lexicon.words("industries", "field", "product") if len(w) > 1) - classes()["not_made"]
