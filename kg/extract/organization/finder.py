"""Organizations: companies, public bodies and institutions that a text calls by a name of their own.

Four roads lead to a name. A list knows the bodies of the state and the companies that any report may call by a short
form (`国务院`, `中核`). A head closes a full name (`…有限公司`, `…大学`), whose words before it run back to a verb, a
comma or a generic word. Some places take nothing but a body (`cues`, `acts`). And where all rules are silent, or
have found a part only, a model that has read annotated passages may propose one (`learned`); it vetoes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.organization import learned
from kg.extract.organization.acts import founded, honoured
from kg.extract.organization.cues import (
    NATURE,
    among_firms,
    between,
    groups,
    of_phases,
    of_plants,
    of_projects,
    of_seats,
    partners,
    siblings,
)
from kg.extract.organization.words import (
    BRAND,
    BUSINESS,
    CUED,
    GENERIC,
    HEADED,
    KNOWN,
    ORDINAL,
    OWN,
    PLACE,
    PROVINCE,
    RARE,
    STOP,
    STRONG,
    TRADES,
    VERB,
    WEAK,
    begins_with_place,
    breaks,
    classes,
    goes_through,
    head,
    heads,
    known,
    proper,
    runs_in,
    tags,
)
from kg.reference import gazetteer
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found, longest

_TYPES = {
    "company": "company", "public_body": "public_body", "congress": "public_body", "government": "public_body",
    "agency": "public_body",
}  # fmt: skip
_MOST = 24
_GOVERNING = ("government", "agency")
# What says which body is meant, and what does not.
_TELLING = PLACE | ORDINAL | KNOWN | CUED
_LEADING = GENERIC | VERB
_PLACED = PLACE | OWN
# The brand of a company: what it is, what stands behind it, and what before.
_BRAND = RARE | CUED
_BEHIND_BRAND = BRAND | STRONG
_BEFORE_BRAND = STOP | PLACE

Rule = Callable[[Line], Iterator[Found]]


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
        first = _first(line, at - 1, False)  # 首都医科大学宣武医院
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


def full(line: Line) -> Iterator[Found]:
    """A name up to its head: 瑞岭新能源有限公司, 青石岭市第七中学."""
    for at, kind in _headed(line):
        if kind in _GOVERNING or line.tags_at(at + 1) & HEADED or line.word(at + 1)[:1] in _PLACES_OF:
            continue
        first = _first(line, at, kind == "company")
        if _says_which(line, first, at, kind):
            firm = kind == "branch" and line.word(at).endswith(("行", "公司"))
            yield line.found(first, at + 1, "company" if firm else _TYPES.get(kind, "institution"), f"full {kind}")


def _headed(line: Line) -> Iterator[tuple[int, str]]:
    """(number, kind of body) of the words that end like the head of a body's name."""
    return ((at, head(line.word(at))) for at in line.tagged(HEADED))


# 福州大学城, 清华大学路: a place that is called after the body.
_PLACES_OF = frozenset(("城", "路"))


def _first(line: Line, at: int, firm: bool) -> int:
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
        whole = bool(own & PROVINCE) or (own & PLACE and line.word(seat)[-1] in _TAILS and not before & PLACE)
        if whole and not line.tags_at(first) & _BRANDS and runs_in(line.tags[seat + 1 : at]):
            return seat
    return first


_TAILS = "省市县区旗"
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
    return any(tags & _TELLING for tags in own) or runs_in(own) or line.word(at).startswith("第")


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
    return _is_own(own, 3) or (first < at and line.word(first) in classes()["which"])


def _is_one_of_its_kind(own: str) -> bool:
    """Whether a level of government has one body of this name or number: 市中医院, 县一中, not 市大学 or 市商业协会."""
    return own[0] in "一二三四五六七八九十" or (len(own) > 2 and head(own) != "association")


_ACADEMIES = ("科院", "科学院")
_COUNTS = frozenset("所个家座")


def _is_own(word: str, least: int) -> bool:
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
    return (first == at - 1 and bool(line.tags_at(first) & OWN)) or _is_own(line.word(at), 3)


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


def governed(line: Line) -> Iterator[Found]:
    """酒泉市政府, 青石岭省财政厅, 云岭高新区管委会: the government of a place or zone that is named, or an agency."""
    for at, kind in _headed(line):
        if kind not in _GOVERNING or line.word(at + 1) in ("工作报告", "工作"):
            continue
        if kind == "government" and line.word(at + 1) in ("书记", "副书记", "常委"):
            continue
        first = _managed(line, at) if line.word(at) in _MANAGING else _seat(line, at, kind == "agency")
        if first < at or _names_its_place(line.word(at), kind):
            yield line.found(first, at + 1, "public_body", f"governed {kind}")


def _names_its_place(word: str, kind: str) -> bool:
    """Whether a word has the level or the name of its place before its head: 县公安局, 甘肃省委."""
    return _is_own(word, 2) if kind == "agency" else begins_with_place(word)


_MANAGING = frozenset(("管委会", "管委", "管理委员会", "党工委"))


def _managed(line: Line, at: int) -> int:
    """Where the name of the zone or sight before its managing body begins, if words say which; else that of places."""
    zone = line.word(at - 1).endswith(lexicon.ordered("place-head", "zone", "scenic"))
    first = _first(line, at, False) if zone else at
    told = any(line.tags_at(i) & _TELLING for i in range(first, at)) or runs_in(line.tags[first:at])
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
    return line.word(at) == "委" and line.word(at - 1)[-1:] in _TAILS and bool(line.tags_at(at - 1) & PLACE)


def _seat_of_fields(line: Line, at: int) -> int:
    """Where the places before an agency of many fields begin (岚山县|文体|广电|和|旅游局), or its level; else `at`."""
    for first in range(at - 1, max(-1, at - _FIELDS), -1):
        own = line.tags_at(first)
        if own & OWN or (own & PLACE and line.word(first)[-1] in _TAILS):
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


def trading(line: Line) -> Iterator[Found]:
    """瑞岭能源: a proper name and a trade, with the province before it."""
    for at in line.tagged(BUSINESS):
        if line.tags_at(at + 1) & BUSINESS:
            continue
        first = _trader(line, at)
        if first < at:
            yield line.found(first, at + 1, "company", "trading")


def _trader(line: Line, at: int) -> int:
    """Where the name before a trade begins: characters, a rare word, a place before what only firms are; or `at`."""
    own, first = line.tags_at(at), proper(line, at)
    if first == at and own & _BEHIND_BRAND:
        first = _brand(line, at)
    if first == at and own & STRONG and line.tags_at(at - 1) & PLACE:
        return at - 1
    return first


def _brand(line: Line, at: int) -> int:
    """Where a name begins that is a word of the dictionary, with nothing but a boundary before it; else `at`."""
    first = at - 1
    if not line.tags_at(first) & _BRAND or len(line.word(first)) > 3 or line.word(first)[-1] in NATURE:
        return at
    if first and line.tags_at(first - 1) & PROVINCE:
        first -= 1
    return first if line.tags_at(first - 1) & _BEFORE_BRAND else at


RULES: tuple[Rule, ...] = (
    listed, acting, full, governed, trading, groups, among_firms, of_plants, of_phases, of_seats, of_projects, partners,
    honoured, founded,
)  # fmt: skip


# Rules that look beside the names that were found.
_BESIDE: tuple[Callable[[Line, Sequence[Found]], Iterator[Found]], ...] = (siblings, between)


def find(sentence: Line, home: str = "") -> list[Found]:
    """The organizations of one sentence, in the order of the text; `home` is the full name of the document's place.

    >>> from kg.text.line import Line
    >>> sentence = "国务院支持瑞岭能源有限公司与青石岭大学共建实验室"
    >>> [(sentence[name.start : name.end], name.type) for name in find(Line.of(sentence))]
    [('国务院', 'public_body'), ('瑞岭能源有限公司', 'company'), ('青石岭大学', 'institution')]
    """
    line = sentence.with_tags(list(map(tags, sentence.texts)), STOP)
    found = longest([name for find_in in RULES for name in find_in(line)])
    for rule in _BESIDE:
        more = [name for name in rule(line, found) if all(_apart(name, other) for other in found)]
        found = longest([*found, *more]) if more else found
    unheard = learned.find(line, found, home)
    return longest([*found, *unheard]) if unheard else found


def _apart(one: Found, other: Found) -> bool:
    """Whether two names do not overlap."""
    return one.end <= other.start or one.start >= other.end
