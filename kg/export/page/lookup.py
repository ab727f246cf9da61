"""What the page looks things up by: units, other names of known indicators, syllables of pinyin, words of questions."""

from __future__ import annotations

from typing import Any

from kg.export.page.comparable import HEADLINES
from kg.export.page.tables import COLUMNS, KINDS, Tables
from kg.query import latin, pinyin
from kg.query.ask import Names, names, vocabulary
from kg.reference import indicators, ontology
from kg.reference.terms import local

# Units that a reader may bound a search by, whether or not the graph has them.
_USUAL = (
    "元 万元 亿元 万亿元 美元 亿美元 % 千瓦 万千瓦 亿千瓦 兆瓦 千瓦时 亿千瓦时 人 万人 人次 万人次 户 万户 吨 万吨 "
    "亿吨 亩 万亩 公里 平方公里 平方米 万平方米 立方米 亿立方米"
).split()


def lookup(tables: Tables) -> dict[str, Any]:
    """`units` written -> (canonical unit, how many of it), `concepts` -> names, `pinyin`: the codes of syllables.

    `spellings` has the names of things that are spelled otherwise than by that pinyin: 格尔木市 -> Golmud.
    """
    at = COLUMNS["entities"].index("name")
    told = {row[at]: latin.spellings(row[at]) for row in tables["entities"]}
    spelled = {name: list(found) for name, found in sorted(told.items()) if found}
    return {"units": _units(tables), "concepts": _concepts(tables), "pinyin": pinyin.SYLLABLES, "spellings": spelled}


def asking(tables: Tables) -> dict[str, Any]:
    """What the page reads questions by: all of `kg ask`, and which short forms of its `places` are `plain` words."""
    at = COLUMNS["entities"].index("name")
    called: dict[str, set[str]] = {}
    for row in tables["entities"]:
        called.setdefault(names.KINDS.get(KINDS[row[1]], ""), set()).add(row[at])
    known = Names({kind: frozenset(found) for kind, found in called.items()}, 0)
    places = known.by_kind.get("place", frozenset())
    return {**vocabulary.told(), "plain": sorted({name[:-1] for name in places if known.is_plain(name[:-1])})}


def _units(tables: Tables) -> dict[str, list[Any]]:
    written = {*_USUAL}
    for table in ("observations", "quantities"):
        at = COLUMNS[table].index("unit")
        written |= {row[at] for row in tables[table]}
    known = {name: unit for name in sorted(written) if name and (unit := ontology.unit(name))}
    return {name: [local(unit.canonical.value), float(unit.multiplier)] for name, unit in known.items()}


def _concepts(tables: Tables) -> dict[str, list[str]]:
    """The known indicators that the graph tells of, headlines first, with all their names."""
    at = COLUMNS["observations"].index("broader")
    told = {row[at] for row in tables["observations"]} - {""}
    found = {f"indicator-{one.code}": [one.name, *one.others, one.english] for one in indicators.known()}
    order = [*HEADLINES, *(name for name in found if name not in HEADLINES)]
    return {name: found[name] for name in order if name in told and name in found}
