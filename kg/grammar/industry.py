"""Industries: the branches, chains and clusters of the economy that a text names.

A name is a run of words that the lexicon knows (`新能源`, `现代化工`) or a free modifier before a head (`盐湖` `产业`). Many
words of the lexicon are things before they are industries (`光伏路灯`), so a run without a head needs a witness: a verb
that grows industries before it, a word of performance behind it, or accepted neighbours in one list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.grammar import Found
from kg.words import Token

# The lexicon's classes as bits, so that a run of words is judged by a few integer operations.
NAMED, FIELD, PRODUCT, SUFFIX, MODIFIER, VAGUE, HEAD, CUT = (1 << bit for bit in range(8))
_BITS = {
    "named": NAMED, "field": FIELD, "product": PRODUCT, "suffix": SUFFIX,
    "modifier": MODIFIER, "vague": VAGUE, "head": HEAD, "cut": CUT,
}  # fmt: skip
CONTENT = NAMED | FIELD | PRODUCT
_INSIDE = CONTENT | SUFFIX | MODIFIER | VAGUE | HEAD


@cache
def _roles() -> dict[str, int]:
    roles: dict[str, int] = {}
    for word, kind in lexicon.rows("industries"):
        roles[word] = roles.get(word, 0) | _BITS[kind]
    return roles


@dataclass(frozen=True, slots=True)
class Run:
    """A run of industry words in a sentence: its tokens `first` to `last` (exclusive) and what they are."""

    first: int
    last: int
    start: int
    end: int
    roles: int
    headed: bool
    vague: bool


# What may join the members of one list, and what stands around a run without being part of its context.
_JOINERS = frozenset("、和与及或") | {"以及", "及其"}
_OPEN = frozenset('，。；：！？、,;:!?）)”’"》」…—等') | {"以及", "和", "与", "及", "或", "的", "等等"}
_QUOTES = frozenset('“”‘’"「」《》')
_HAN = re.compile(r"[一-鿿A-Za-z+＋0-9]+$")
_DIGIT = re.compile(r"[0-9０-９]")
_MOST_FREE = 8


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {
        kind: lexicon.words("industry_cues", kind) for kind in ("grow", "before", "after", "block", "stop", "close")
    }


@cache
def _stops() -> frozenset[str]:
    """Words that cannot be a free modifier before a head: verbs, adverbs, function words."""
    return lexicon.words("verbs") | lexicon.words("stage_verbs") | _cues()["stop"] | _cues()["grow"]


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    """Maximal runs of industry words, cut after each head."""
    roles, at = _roles(), 0
    while at < len(tokens):
        if not roles.get(tokens[at].text, 0) & _INSIDE:
            at += 1
            continue
        last = at
        while last < len(tokens) and (role := roles.get(tokens[last].text, 0)) & _INSIDE:
            last += 1
            if role & HEAD and not (last < len(tokens) and roles.get(tokens[last].text, 0) & HEAD):
                break
        if run := _run(tokens, at, last):
            yield run
        at = last


def _run(tokens: Sequence[Token], first: int, last: int) -> Run | None:
    """The run trimmed to a name: no tail of modifiers, free modifiers before a head; None where nothing is named."""
    roles = _roles()
    headed = bool(roles[tokens[last - 1].text] & HEAD)
    while last > first and not headed and not roles[tokens[last - 1].text] & (CONTENT | SUFFIX):
        last -= 1
    while first < last and not roles[tokens[first].text] & (CONTENT | MODIFIER | VAGUE):
        first += 1
    if first >= last:
        return None
    if headed:
        first = _free(tokens, first)
    found = 0
    for token in tokens[first:last]:
        found |= roles.get(token.text, FIELD)
    vague = all(roles.get(token.text, 0) & (VAGUE | HEAD) for token in tokens[first:last])
    if not headed and not found & CONTENT or vague:
        return None
    return Run(first, last, tokens[first].start, tokens[last - 1].end, found, headed, vague)


def _free(tokens: Sequence[Token], first: int) -> int:
    """Where a headed name begins when words that no lexicon knows stand before it (`盐湖` `产业`)."""
    stops, end = _stops(), tokens[first].start
    while first and end - tokens[first - 1].start <= _MOST_FREE:
        word = tokens[first - 1].text
        if word in stops or not _HAN.match(word) or _DIGIT.search(word) or len(word) == 1:
            break
        first -= 1
    return first


Rule = Callable[[str, Sequence[Token], Run], bool]


def _before(tokens: Sequence[Token], run: Run) -> str:
    at = run.first - 1
    while at >= 0 and tokens[at].text in _QUOTES:
        at -= 1
    return tokens[at].text if at >= 0 else ""


def _after(tokens: Sequence[Token], run: Run) -> str:
    at = run.last
    while at < len(tokens) and tokens[at].text in _QUOTES:
        at += 1
    return tokens[at].text if at < len(tokens) else ""


def headed(text: str, tokens: Sequence[Token], run: Run) -> bool:
    return run.headed


def named(text: str, tokens: Sequence[Token], run: Run) -> bool:
    return bool(run.roles & NAMED) and _after(tokens, run) not in _cues()["block"]


def grown(text: str, tokens: Sequence[Token], run: Run) -> bool:
    after = _after(tokens, run)
    return (
        bool(run.roles & FIELD)
        and _before(tokens, run) in _cues()["grow"]
        and (not after or after in _OPEN or after in _cues()["after"])
    )


def told(text: str, tokens: Sequence[Token], run: Run) -> bool:
    return bool(run.roles & FIELD) and _after(tokens, run) in _cues()["close"]


RULES: tuple[Rule, ...] = (headed, named, grown, told)


def _lists(tokens: Sequence[Token], runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs that stand in one list, joined by nothing but 、 or 和."""
    group: list[Run] = []
    for run in runs:
        if group and not all(t.text in _JOINERS or t.text in _QUOTES for t in tokens[group[-1].last : run.first]):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _shared(text: str, end: int) -> bool:
    """Whether a list ends in a head for all of its members (`等优势产业`, `三大产业`, `等领域`)."""
    return bool(_SHARED.match(text, end))


_SHARED = re.compile(
    r"[”’\"]?等?(?:[一二三四五六七八九十两几0-9]{1,3}[个大条类])?(?:一批)?[一-鿿“”]{0,8}?"
    r"(?:产业|行业|领域|赛道|集群|产业链|业态|板块|经济|制造业|服务业|服务消费|走廊)"
)


def find(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The industries of one sentence, in the order of the text."""
    found: list[Found] = []
    for group in _lists(tokens, tuple(_runs(tokens))):
        said = [next((rule.__name__ for rule in RULES if rule(text, tokens, run)), "") for run in group]
        shared = len(group) > 1 and (
            _shared(text, group[-1].end) or any(said[i] in ("grown", "told") for i in range(len(said)))
        )
        for run, rule in zip(group, said, strict=True):
            name = rule or ("listed" if shared and run.roles & CONTENT else "")
            if name:
                found.append(Found(run.start, run.end, "industry", name))
    return found
