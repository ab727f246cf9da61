"""Names that lists know: bodies of the state and companies, with what makes a longer name of them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.organization.cues import NATURE
from kg.extract.organization.full import beginning
from kg.extract.organization.words import KNOWN, PLACE, RARE, STOP, TRADES, breaks, classes, head, known
from kg.text.line import Line
from kg.text.spans import Found


def listed(line: Line) -> Iterator[Found]:
    """国务院, 中国石化: names that stand for themselves, with the branch or the trade after them (浦发银行深圳分行)."""
    for at in line.tagged(KNOWN):
        if not _in_letters(line, at) and not _is_cut(line, at) and (found := _of_list(line, at)):
            yield found


def acting(line: Line) -> Iterator[Found]:
    """党中央 is a body where it acts with 国务院, not in 以…为核心的党中央."""
    for at in line.where(_PARTY):
        if "国务院" in (line.word(at + 1), line.word(at + 2)):
            yield line.found(at, at + 1, "public_body", "listed")


def _of_list(line: Line, at: int) -> Found | None:
    """The name that a word of the lists begins or ends; None where it begins one that says nothing."""
    kind = known()[line.word(at)]
    last = _firm(line, at + 1) if kind == "company" else _inner(line, at + 1)
    if last is None:
        return None
    first = at
    if kind == "institution" and head(line.word(at - 1)) == "school":
        first = beginning(line, at - 1, False)  # 首都医科大学宣武医院
    if kind == "public_body" and last > at + 1:
        kind = "institution"
    return line.found(first, last, kind, "listed")


def _is_cut(line: Line, at: int) -> bool:
    """Whether a name is only the beginning of another word: 中国建筑 in 中国建筑业."""
    return line.word(at + 1) in classes()["not-after"] and not line.word(at).endswith("集团")


def _in_letters(line: Line, at: int) -> bool:
    """Whether a name in Latin letters stands inside more of them (WTO in 5GWTOPCon)."""
    around = line.word(at - 1)[-1:] + line.word(at + 1)[:1]
    return line.word(at).isascii() and any(letter.isascii() and letter.isalnum() for letter in around)


def _firm(line: Line, at: int) -> int | None:
    """Where the name of a known company ends that goes on at `at`; None where it goes on into no longer name."""
    last = _house(line, at)
    if last > at or not _goes_on(line, at):
        return last
    longer = _branch(line, at)
    return longer if longer > at else None


def _goes_on(line: Line, at: int) -> bool:
    """Whether a word behind a company's short name makes a longer one of it: a letter, a rare word."""
    own = line.tags_at(at)
    if own & STOP or not line.word(at).isalpha() or line.word(at).isascii():
        return False
    return len(line.word(at)) == 1 or (len(line.word(at)) == 2 and bool(own & RARE))


def _branch(line: Line, at: int) -> int:
    """Where the longer name ends that a company's short name begins, four letters behind it at most; else `at`."""
    last = at
    while line.tokens[last].end - line.tokens[at].start < 5 and not line.tags_at(last) & STOP:
        last += 1
        if last == len(line.tokens) or line.tags_at(last) & STOP:
            return at if line.word(last - 1)[-1] in NATURE else last
    return at


_PARTY = frozenset(("党中央", "中共中央"))


def _house(line: Line, at: int) -> int:
    """Where the name of a house of a known group ends: 浦发银行深圳分行, 中核汇能, 协鑫新能源."""
    if line.tags_at(at) & PLACE and head(line.word(at + 1)) == "branch":
        return at + 2
    last = at
    while len(line.word(last)) == 1 and not line.tags_at(last) & STOP:
        last += 1
    if last - at != 2 or line.word(at - 1)[0] not in _STATE:
        last = at
    if line.tags_at(last) & TRADES:
        last += 1
    return last if line.tags_at(last) & STOP else at


def _inner(line: Line, at: int) -> int:
    """Where the name of a body inside an academy or university ends: 中科院山西煤化所, 中国农科院作物研究所."""
    last = at
    while last - at < 4 and line.word(last - 1 if last > at else last) and not breaks(line, last):
        last += 1
        if line.word(last - 1).endswith(_INNER) or (last - at > 1 and line.word(last - 1) == "所"):
            return last
    return at


_INNER = ("研究所", "研究院", "总院", "分院", "研究中心", "实验室", "学院", "医院")


# Groups of the state call their houses by two characters more (中核汇能); other groups their goods (浪潮海若).
_STATE = frozenset("中国华")
