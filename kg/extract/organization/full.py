"""Full names: a head (`…有限公司`, `…大学`) and the words before it that say which body is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.organization.words import (
    CUED,
    GENERIC,
    HEADED,
    KNOWN,
    ORDINAL,
    OWN,
    PLACE,
    PROVINCE,
    RARE,
    STRONG,
    VERB,
    WEAK,
    begins_with_place,
    breaks,
    classes,
    goes_through,
    head,
    heads,
    runs_in,
    tags,
)
from kg.reference import gazetteer
from kg.text.line import Line
from kg.text.spans import Found

_TYPES = {
    "company": "company", "public_body": "public_body", "congress": "public_body", "government": "public_body",
    "agency": "public_body",
}  # fmt: skip
_MOST = 24
GOVERNING = ("government", "agency")
# What says which body is meant, and what does not.
TELLING = PLACE | ORDINAL | KNOWN | CUED
_LEADING = GENERIC | VERB
_PLACED = PLACE | OWN


def full(line: Line) -> Iterator[Found]:
    """A name up to its head: 瑞岭新能源有限公司, 青石岭市第七中学."""
    for at, kind in headed(line):
        if kind in GOVERNING or line.tags_at(at + 1) & HEADED or line.word(at + 1)[:1] in _PLACES_OF:
            continue
        first = beginning(line, at, kind == "company")
        if _says_which(line, first, at, kind):
            firm = kind == "branch" and line.word(at).endswith(("行", "公司"))
            yield line.found(first, at + 1, "company" if firm else _TYPES.get(kind, "institution"), f"full {kind}")


def headed(line: Line) -> Iterator[tuple[int, str]]:
    """(number, kind of body) of the words that end like the head of a body's name."""
    return ((at, head(line.word(at))) for at in line.tagged(HEADED))


# 福州大学城, 清华大学路: a place that is called after the body.
_PLACES_OF = frozenset(("城", "路"))


def beginning(line: Line, at: int, firm: bool) -> int:
    """The first token of the name that ends with the head at `at`; a firm's runs over more letters."""
    first, end = at, line.tokens[at].end
    while first and end - line.tokens[first - 1].start <= _MOST:
        if line.word(first - 1) in ")）" and (opened := _opening(line, first - 1)):
            first = opened
        elif breaks(line, first - 1) and not (firm and goes_through(line, first - 1)):
            break
        else:
            first -= 1
    first = _past_leads(line, first, at)
    return _own(line, first, at) if firm else first


def _past_leads(line: Line, first: int, at: int) -> int:
    """Where a name begins behind the words that only tell its sort."""
    while first < at and _is_lead(line, first):
        first += 1
    return first


def _own(line: Line, first: int, at: int) -> int:
    """Where a firm's name begins that has the place of its seat inside: 矿产开发产业|岭北县翎瑞钙业有限公司."""
    for seat in range(at - 2, first, -1):
        own, before = line.tags_at(seat), line.tags_at(seat - 1)
        whole = bool(own & PROVINCE) or (own & PLACE and line.word(seat)[-1] in LEVELS and not before & PLACE)
        if whole and not line.tags_at(first) & _BRANDS and runs_in(line.tags[seat + 1 : at]):
            return seat
    return first


LEVELS = "省市县区旗"
# A firm that has daughters in many places (华能青海公司).
_BRANDS = KNOWN | CUED


def _is_lead(line: Line, at: int) -> bool:
    """Whether a word before a name says of what sort it is, or what is done with it, and no more."""
    own = line.tags_at(at)
    if own & _PLACED:
        return False
    lone = own & WEAK and not runs_in(line.tags[at : at + 2])
    return bool(own & _LEADING or lone or line.word(at) in ")）")


def _opening(line: Line, at: int) -> int | None:
    """The token that opens a short bracket inside a name: 中国（南方）."""
    opened = next((i for i in range(at - 1, max(at - 4, 0), -1) if line.word(i) in "(（"), None)
    if not opened:
        return None
    # 瑞岭科技（苏州）有限公司, 瑞岭（集团）股份有限公司
    seat = opened == at - 2 and (line.tags_at(opened + 1) & PLACE or line.word(opened + 1) == "集团")
    return opened if seat or line.tags_at(opened - 1) & PLACE or line.word(opened - 1) == "中国" else None


def _says_which(line: Line, first: int, at: int, kind: str) -> bool:
    """Whether the words before a head say which body is meant."""
    if kind == "congress":
        return first < at and bool(line.tags_at(first) & PLACE)
    if _is_sort(line, first, at, kind):
        return False
    if _has_own_name(line, first, at):
        return True
    placed = kind != "company" and begins_with_place(line.word(at))
    return placed or any(tells(line, first, at) for tells in _BY_KIND.get(kind, (_one_word,)))


def _is_sort(line: Line, first: int, at: int, kind: str) -> bool:
    """Whether a head only tells how many or which sort of bodies: 三校一院, 10家实验室, 三甲医院."""
    if first < at and line.word(at)[0] in _FEW and line.word(first)[0] in _FEW:
        return True
    return kind != "company" and (_is_counted(line, first, at) or line.word(at - 1) in _SORTS)


def _has_own_name(line: Line, first: int, at: int) -> bool:
    """Whether a place, a number, a known name or letters that are no words stand before a head."""
    own = line.tags[first:at]
    return any(tags & TELLING for tags in own) or runs_in(own) or line.word(at).startswith("第")


def _is_counted(line: Line, first: int, at: int) -> bool:
    """Whether bodies are counted: 10家粤港澳联合实验室, 省级工程技术研究中心42个."""
    before = line.word(first - 1)[-1:] in _COUNTS and line.word(first - 2)[-1:] in _DIGITS
    return before or (line.word(at + 1)[:1] in _DIGITS and line.word(at + 2)[:1] in _COUNTS)


_SORTS = frozenset(("三甲", "三级", "二甲", "二级", "公立", "优质", "知名", "民办", "公办", "高水平", "名牌", "重点"))
_DIGITS = frozenset("0123456789一二三四五六七八九十两百")
_FEW = frozenset("一二两三四五六七八九十")


def _of_place(line: Line, first: int, at: int) -> bool:
    """Whether the one body of its kind in a place is meant (县中医院, 省农科院, 西北农林大学), not 10家省实验室."""
    own = line.word(at)
    if line.word(first - 1) in _COUNTS or (head(own) == "institute" and not own.endswith(_ACADEMIES)):
        return False
    if first < at and line.tags_at(first) & OWN:
        return at - first > 1 or _is_one_of_its_kind(own)
    return has_level(own, 3) or (first < at and line.word(first) in classes()["which"])


def _is_one_of_its_kind(own: str) -> bool:
    """Whether a level of government has one body of this name or number: 市中医院, 县一中, not 市大学 or 市商业协会."""
    return own[0] in "一二三四五六七八九十" or (len(own) > 2 and head(own) != "association")


_ACADEMIES = ("科院", "科学院")
_COUNTS = frozenset("所个家座")


def has_level(word: str, least: int) -> bool:
    """Whether a word is a head with the level of its place before it (县公安局), as the dictionary joins them."""
    return len(word) > least and bool(tags(word[0]) & OWN) and bool(head(word[1:])) and word[1:] in heads()


def _says_which_firm(line: Line, first: int, at: int) -> bool:
    """The same for companies: 农垦集团 is one, 征信公司 and 企业集团 are sorts of companies."""
    before, own = line.tags[first:at], line.word(at)
    if own == "公司":
        return len(before) > 1 and any(tags & STRONG for tags in before)
    if any(tags & RARE for tags in before) or _is_incorporated(line, first, at):
        return True
    return own.endswith("集团") and _is_group(line, first, at)


def _is_group(line: Line, first: int, at: int) -> bool:
    """Whether a group is called by its trade: 农垦集团, not 企业集团."""
    longer = len(line.word(at - 1)) > 1 or len(line.word(at)) > 2
    return longer and first < at and not line.tags_at(at - 1) & GENERIC


def _is_incorporated(line: Line, first: int, at: int) -> bool:
    """Whether a head closes the whole name of one company, by whatever words: 东方纸业控股有限公司."""
    long = line.tokens[at].end - line.tokens[first].start > 7 and at - first > 1
    return long and line.word(at).endswith("有限公司") and not line.tags_at(first) & GENERIC


def _rare_institute(line: Line, first: int, at: int) -> bool:
    """Whether a rare word stands before the head of an institute, which is no 工作站."""
    return line.word(at) != "工作站" and any(tags & RARE for tags in line.tags[first:at])


def _rare_center(line: Line, first: int, at: int) -> bool:
    """Whether the name of a center begins with a rare word or 中国."""
    return bool(line.tags_at(first) & RARE) or line.word(first) == "中国"


def _own_center(line: Line, first: int, at: int) -> bool:
    """Whether a level of government has one center of this kind: 县疾控中心, 市融媒体中心."""
    return (first == at - 1 and bool(line.tags_at(first) & OWN)) or has_level(line.word(at), 3)


def _one_word(line: Line, first: int, at: int) -> bool:
    """Whether one rare word stands before the head, and no count before that (康复大学, not 101所芙蓉学校)."""
    if at - first != 1 or line.word(first - 1) in _COUNTS:
        return False
    word = line.word(first)
    rare = line.tags_at(first) & RARE or (word in gazetteer.names() and not line.tags_at(first) & GENERIC)
    return bool(rare) and not word.endswith(("型", "制", "类", "性", "级", "化", "所"))


def _national(line: Line, first: int, at: int) -> bool:
    """Whether an association is the country's for its trade: 国家石灰行业协会."""
    return line.word(first - 1) == "国家" and at > first


# What tells which of the bodies of a kind is meant, where no place and no name of its own does; of others, one word.
_BY_KIND: dict[str, tuple[Callable[[Line, int, int], bool], ...]] = {
    "company": (_says_which_firm,),
    "institute": (_of_place, _rare_institute),
    "center": (_rare_center, _one_word, _own_center),
    "school": (_of_place, _one_word),
    "hospital": (_of_place, _one_word),
    "association": (_of_place, _one_word, _national),
}
