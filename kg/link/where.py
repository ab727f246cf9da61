"""Places in names and around them: what place a name begins with, and whether one place holds another."""

from __future__ import annotations

from functools import cache, lru_cache

from kg.reference import gazetteer
from kg.reference.gazetteer import Division
from kg.text import lexicon
from kg.text.tokens import cut

_MOST = 12
# The levels that a name may call its place by (省工信厅, 市人民医院), and the tails of the divisions that they mean.
_LEVELS = {
    "自治州": "州",
    "自治县": "县",
    **{word: word for word in ("自治区", "省", "市", "州", "盟", "地区", "县", "旗", "区", "镇", "乡", "街道")},
}
# Words that begin like a level and are none.
_LEVEL_STILL = ("市政府", "市民政", "市区划", "县城区", "县城管")
_NO_LEVEL = (
    *("市场", "市政", "市域", "市郊", "市民", "市区", "市级", "省级", "省道", "省际", "县级", "县域", "县城", "县道"),
    *("区级", "区域", "区块", "区间", "镇区", "乡村", "乡镇", "旗舰"),
)


@lru_cache(4096)
def division(place: str) -> Division | None:
    """The division of a full name."""
    return gazetteer.locate(place)


@lru_cache(4096)
def chain(place: str) -> tuple[Division, ...]:
    """The division of a full name and all that it lies in, nearest first; empty where it is unknown."""
    found = division(place)
    return (found, *gazetteer.ancestors(found)) if found else ()


@lru_cache(4096)
def holds(outer: str, inner: str) -> bool:
    """Whether a place is another or holds it; of places that the gazetteer does not know their names tell.

    >>> golmud = "青海省海西蒙古族藏族自治州格尔木市"
    >>> holds("青海省", golmud), holds("青海省西宁市", golmud)
    (True, False)
    """
    found = division(outer)
    return inner.startswith(outer) or (found is not None and found in chain(inner))


@lru_cache(4096)
def county(place: str) -> str:
    """The code of the county in which a place lies or which it is, empty where it is larger.

    A city without counties is its own.

    >>> county("青海省海西蒙古族藏族自治州格尔木市"), county("青海省")
    ('632801', '')
    """
    return next((above.code for above in chain(place) if above.level in ("county", "zone")), "")


@cache
def _ordinary() -> frozenset[str]:
    """Short forms of places that are words, too (东方, 长安): they begin a name without being its place."""
    return lexicon.words("place", "ordinary", "ordinary-high")


@lru_cache(8192)
def leading(text: str, home: str = "", local: bool = False) -> tuple[frozenset[str], str]:
    """The codes of the divisions that the beginning of a name may mean, and the rest of the name.

    Names in a row are one place (吉林省松原). `home` chooses among places of one name; where `local`, the short form of
    a county or prefecture must be one of the home's province.

    >>> leading("青海省昆岭锂业"), leading("东方电气"), leading("海阳湾风电")
    ((frozenset({'630000'}), '昆岭锂业'), (frozenset(), '东方电气'), (frozenset(), '海阳湾风电'))
    >>> leading("松江湿地", "黑龙江省佳木斯市", local=True), leading("松江区湿地", "黑龙江省佳木斯市", local=True)
    ((frozenset(), '松江湿地'), (frozenset({'310117'}), '湿地'))
    """
    codes: frozenset[str] = frozenset()
    rest = text
    province = chain(home)[-1].code[:2] if local and chain(home) else ""
    while step := _step(rest, codes, province):
        codes, rest = step
    if home and len(codes) > 1:
        codes = _chosen(codes, home)
    return codes, rest


# 海阳湾 is no bay of 海阳市: a short form before the word of a natural feature belongs to the feature's name.
_FEATURES = frozenset("湾湖山河江沟岛峡岭峰坪川口滩")


def _feature(rest: str) -> bool:
    """Whether the word of a natural feature stands here by itself (湾|海上, 河|大桥, not 岭南|水乡)."""
    if rest[0] not in _FEATURES:
        return False
    word = cut(rest)[0].text
    return len(word) == 1 or (len(word) > 2 and word[1:] in lexicon.words("project-head"))


def _step(rest: str, above: frozenset[str], province: str) -> tuple[frozenset[str], str] | None:
    """One more division at the beginning, below those already found; two characters of the name must remain."""
    for length in range(min(_MOST, len(rest) - 2), 1, -1):
        name = rest[:length]
        if name not in gazetteer.names():
            continue
        found = gazetteer.candidates(name)
        if above:
            found = tuple(place for place in found if above & {up.code for up in gazetteer.ancestors(place)})
        form = gazetteer.names()[name]
        if form == "weak" or (form != "province" and name in _ordinary()):  # 凌河水库 is no 水库 of 凌河区
            continue
        if form in ("prefecture", "short"):
            found = () if _feature(rest[length:]) else tuple(p for p in found if p.code.startswith(province))
        if found:
            return frozenset(place.code for place in found), rest[length:]
    return None


def _chosen(codes: frozenset[str], home: str) -> frozenset[str]:
    """Those of the places that lie on the way from a home upward or below it, if any."""
    way = {place.code for place in chain(home)}
    found = frozenset(
        code
        for code in codes
        if code in way or ((place := gazetteer.division(code)) and way & {up.code for up in gazetteer.ancestors(place)})
    )
    own = found & way
    return own or found or codes


def level(text: str, home: str) -> tuple[frozenset[str], str]:
    """The division that a level at the beginning of a name means in a document of a place, and the rest.

    >>> level("市人民医院", "青海省海西蒙古族藏族自治州格尔木市")
    (frozenset({'632801'}), '人民医院')
    """
    if text.startswith(_NO_LEVEL) and not text.startswith(_LEVEL_STILL):
        return frozenset(), text
    for word, tail in _LEVELS.items():
        rest = text.removeprefix(word)
        if rest != text and (len(rest) > 1 or rest == "委"):
            named = next((place for place in chain(home) if place.name.endswith(tail)), None)
            return frozenset({named.code} if named else ()), rest
    return frozenset(), text


@cache
def under(code: str, place: str) -> bool:
    """Whether a place lies in the division of a code or is it."""
    return any(above.code == code for above in chain(place))


@cache
def full(code: str) -> str:
    """The full name of the division of a code."""
    found = gazetteer.division(code)
    return gazetteer.path(found) if found else ""
