"""Names of places in Latin letters (`Golmud`, `Ge'ermu`, `Xilingol League`): what they may mean, nothing guessed.

A spelling is a plain pinyin of the characters, or stands in `romanized.tsv` of the reference data. Several places may
be spelled alike: all of them are told, and whoever asks has to say which.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg.query import pinyin
from kg.reference import divisions, gazetteer
from kg.text import likeness

_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’` .-]*")
_LONGEST = 60  # characters; the name of no place is longer
# Words behind a name, and how names of that kind end.
KINDS: Mapping[str, str] = {
    "province": "省", "city": "市州盟", "municipality": "市", "prefecture": "州区市", "league": "盟", "county": "县",
    "district": "区", "banner": "旗", "region": "区", "sheng": "省", "shi": "市", "zhou": "州", "meng": "盟",
    "xian": "县", "qu": "区", "qi": "旗", "diqu": "区",
}  # fmt: skip
# What else stands between the name and the word for its kind: Haixi Mongol and Tibetan Autonomous Prefecture.
_BETWEEN = re.compile(
    r"(?: (?:mongolian|mongol|tibetan|hui|uyghur|uygur|kazakh|kazak|kirgiz|kyrgyz|tajik|zhuang|miao|tujia|dong|"
    r"buyei|bai|yi|dai|jingpo|hani|lisu|qiang|korean|manchu|salar|tu|yao|li|she|va|lahu|naxi|xibe|daur|yugur|dongxiang|bonan|and|"
    r"special|administrative))* autonomous$|(?: special administrative)$"
)


def is_latin(name: str) -> bool:
    """Whether a name is written in Latin letters: `Ürümqi`, not `GDP 2025` nor `格尔木`."""
    return len(name) <= _LONGEST and _LATIN.fullmatch(name.strip()) is not None


@lru_cache(maxsize=4096)
def meant(name: str) -> tuple[str, ...]:
    """The names of divisions that a name in Latin letters may mean, short where it does not tell their kind.

    >>> meant("Golmud"), meant("geermu"), meant("Suzhou"), meant("Suzhou District")
    (('格尔木',), ('格尔木',), ('宿州', '肃州', '苏州'), ('肃州区',))
    >>> meant("Shanxi"), meant("Shaanxi Province"), meant("Inner Mongolia"), meant("Atlantis")
    (('山西',), ('陕西省',), ('内蒙古',), ())
    """
    words = " ".join(name.lower().split())
    if found := _spellings().get(key(words)):
        return found
    for stem, ends in _stems(words):
        forms = _spellings().get(key(stem), ())
        whole = {place.name for form in forms for place in gazetteer.candidates(form) if place.name.endswith(ends)}
        if whole:
            return tuple(sorted(whole))
    return ()


def _stems(words: str) -> Iterable[tuple[str, tuple[str, ...]]]:
    """A name without the word for its kind at its end, and how such names end in Chinese."""
    for word, ends in KINDS.items():
        stem = words.removesuffix(word)
        if stem != words and (
            stem.endswith(" ") or word in ("sheng", "shi", "zhou", "meng", "xian", "qu", "qi", "diqu")
        ):
            yield _BETWEEN.sub("", stem.strip()), tuple(ends)


def named_so(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of some names whose plain pinyin, with or without the tail of a place, a name in Latin letters is.

    >>> named_so("Xiling", ["西岭县", "青港县"]), named_so("qinggangxian", ["西岭县", "青港县"])
    (('西岭县',), ('青港县',))
    """
    wanted = key(name)
    wanted = next((key(stem) for stem, _ in _stems(" ".join(name.lower().split())) if " " in name.strip()), wanted)
    return tuple(sorted({each for each in known if wanted and wanted in _readings(each)}))


def spellings(name: str) -> tuple[str, ...]:
    """How the name of a division is spelled where its characters do not tell.

    >>> spellings("格尔木市"), spellings("六安市"), spellings("西宁市")
    (('Golmud', 'Golmo', 'Gelemu'), ('Luan',), ())
    """
    cells = next((_told()[form] for form in (name, *_short(name)) if form in _told()), ())
    return tuple(word for cell in cells if cell != "-" for word in cell.split(", "))


def _short(name: str) -> tuple[str, ...]:
    return tuple(form for place in gazetteer.candidates(name) for form in divisions.short_forms(name, place.level))


@cache
def _told() -> dict[str, list[str]]:
    return {name: cells for name, *cells in divisions.lines("romanized.tsv")}


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Those of some names that are spelled most like a name in Latin letters.

    >>> nearest("Xilin", ["西岭县", "青港县"])
    ['西岭县']
    """
    spelled = {reading: each for each in sorted(known, reverse=True) for reading in _readings(each)}
    near = likeness.nearest(key(name), spelled, least=0.6)
    return list(dict.fromkeys(spelled[reading] for reading in near))


@lru_cache(maxsize=65536)
def _readings(name: str) -> frozenset[str]:
    forms = (name, name[:-1]) if len(name) > 2 and name[-1] in "省市州盟县区旗镇乡" else (name,)
    return frozenset(_plain(pinyin.spelled(form)) for form in forms)


def key(text: str) -> str:
    """What spellings are compared by: small letters alone.

    >>> key("Ürümqi"), key("Ge'ermu")
    ('urumqi', 'geermu')
    """
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.lower()) if "a" <= letter <= "z")


def _plain(spelled: str) -> str:
    """A pinyin as it is typed: ü, which is written v, as u."""
    return spelled.replace("v", "u")


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """The short names of divisions by their spellings."""
    found: dict[str, set[str]] = {}
    for place in divisions.tables().divisions.values():
        if place.level == "zone":
            continue
        name = next(iter(divisions.short_forms(place.name, place.level)), place.name)
        own, *others = _told().get(name, ["-"])
        readings = [pinyin.spelled(name)] if own == "-" else own.split(", ")
        for reading in (*readings, *(word for cell in others for word in cell.split(", "))):
            for form in {key(reading), key(_plain(reading))}:
                found.setdefault(form, set()).add(name)
    return {form: tuple(sorted(names)) for form, names in found.items()}
