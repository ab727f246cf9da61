"""The government of a place or zone that is named, and its agencies: 酒泉市政府, 云岭高新区管委会."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.organization.full import GOVERNING, LEVELS, TELLING, beginning, has_level, headed
from kg.extract.organization.words import HEADED, OWN, PLACE, STOP, VERB, begins_with_place, head, runs_in
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found


def governed(line: Line) -> Iterator[Found]:
    """酒泉市政府, 青石岭省财政厅, 云岭高新区管委会: the government of a place or zone that is named, or an agency."""
    for at, kind in headed(line):
        if kind not in GOVERNING or line.word(at + 1) in ("工作报告", "工作"):
            continue
        if kind == "government" and line.word(at + 1) in ("书记", "副书记", "常委"):
            continue
        first = _managed(line, at) if line.word(at) in _MANAGING else _seat(line, at, kind == "agency")
        if first < at or _names_its_place(line.word(at), kind):
            yield line.found(first, at + 1, "public_body", f"governed {kind}")


def _names_its_place(word: str, kind: str) -> bool:
    """Whether a word has the level or the name of its place before its head: 县公安局, 甘肃省委."""
    return has_level(word, 2) if kind == "agency" else begins_with_place(word)


_MANAGING = frozenset(("管委会", "管委", "管理委员会", "党工委"))


def _managed(line: Line, at: int) -> int:
    """Where the name of the zone or sight before its managing body begins, if words say which; else that of places."""
    zone = line.word(at - 1).endswith(lexicon.ordered("place-head", "zone", "scenic"))
    first = beginning(line, at, False) if zone else at
    told = any(line.tags_at(i) & TELLING for i in range(first, at)) or runs_in(line.tags[first:at])
    return first if first < at and told else _seat(line, at, True)


def _seat(line: Line, at: int, agency: bool) -> int:
    """Where the places before a government begin, three at most; an agency's may be 省 or 市 alone; else `at`."""
    behind = agency and (head(line.word(at - 1)) == "government" or _is_committee(line, at - 1))  # 酒泉市委宣传部
    first = _places_before(line, at - behind, at)
    first = at if first == at - 1 and head(line.word(first)) == "government" else first
    if first < at or not agency:
        return first
    return at - 1 if line.tags_at(at - 1) & OWN else _seat_of_fields(line, at)


def _is_committee(line: Line, at: int) -> bool:
    """Whether 委 stands behind the whole name of a division, which the dictionary has joined: 岚山县|委."""
    return line.word(at) == "委" and line.word(at - 1)[-1:] in LEVELS and bool(line.tags_at(at - 1) & PLACE)


def _seat_of_fields(line: Line, at: int) -> int:
    """Where the places before an agency of many fields begin (岚山县|文体|广电|和|旅游局), or its level; else `at`."""
    for first in range(at - 1, max(-1, at - _FIELDS), -1):
        own = line.tags_at(first)
        if own & OWN or (own & PLACE and line.word(first)[-1] in LEVELS):
            return _places_before(line, first, at) if own & PLACE else first
        if own & HEADED or (own & STOP and not own & VERB and line.word(first) not in _AND):
            return at
    return at


_FIELDS = 6
_AND = ("和", "与")


def _places_before(line: Line, first: int, at: int) -> int:
    """Where the places before token `first` begin, no more than four tokens before `at`."""
    while first and line.tags_at(first - 1) & PLACE and at - first < 4:
        first -= 1
    return first
