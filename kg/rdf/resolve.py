"""Mentions to entities: which names of one document become entities, and what scopes them.

Two names are one entity where their canonical names are the same within the place that scopes them: the 人民医院 of two
counties are two. A division of the gazetteer, a region, an industry and a company by its registered name need no
scope; a natural feature belongs to the document's province, a zone to the division that its name begins with;
everything else to the document's place. Where that place is unknown or may be several, the document is the scope.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kg.model import Document, Facts, Kind, Mention
from kg.reference import gazetteer, industries, well_known
from kg.reference.gazetteer import Division
from kg.reference.vocabulary import common_words

# A registered name is unique in the whole country, and so is that of a central body.
_REGISTERED = ("有限公司", "有限责任公司", "股份公司", "集团公司")
_CENTRAL = ("中国", "中央", "国家", "全国", "中共中央")


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for: kind, scope and canonical name identify it; `label` is how it is called.

    `names` are the forms in which the document writes it, sorted; `division` is its entry in the gazetteer;
    `candidates` are the divisions that an ambiguous name may mean; `within` is the division in which a place lies that
    is none itself.
    """

    kind: Kind
    type: str
    scope: str
    name: str
    label: str
    names: tuple[str, ...] = ()
    division: Division | None = None
    candidates: tuple[Division, ...] = ()
    within: Division | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """The place that a document speaks for, as it scopes the names in it.

    `told` is how the document or the user gives it; `division` is None where it is no known division; `above` is the
    last division of the chain that is known; `scope` and `province` are the document itself where nothing is known, so
    that no two documents share what may lie in different places.
    """

    told: str
    division: Division | None
    above: Division | None
    scope: str
    province: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a document by (kind, name as written)."""

    home: Home
    entities: Mapping[tuple[Kind, str], Entity]

    def of(self, kind: Kind, name: str) -> Entity:
        """The entity of a name that stands in the facts."""
        return self.entities[kind, name]

    def area(self, place: str) -> str:
        """The full name of the division that a place of the facts is or lies in, empty where none is known."""
        entity = self.of("place", place)
        division = entity.division or entity.within
        return gazetteer.path(division) if division else ""


def home(document: Document) -> Home:
    """The place of a document and the scope that it gives."""
    told = document.place.value.strip()
    own = f"document {document.name}"
    above = gazetteer.locate(told)
    if above is None:
        return Home(told, None, None, own, own)
    division = gazetteer.home_division(told)
    province = (above, *gazetteer.ancestors(above))[-1].name
    if division:
        return Home(told, division, above, gazetteer.path(division), province)
    rest = gazetteer.rest(told)
    several = [place for place in gazetteer.bearers(rest) if above in gazetteer.ancestors(place)]
    return Home(told, None, above, own if several else gazetteer.path(above) + rest, province)


def project_scope(facts: Facts) -> str:
    """What scopes the names of a document's projects: its place, or the document where that is not certain."""
    return home(facts.document).scope


def resolve(facts: Facts) -> Resolution:
    """The entities of all names in a document's facts."""
    here = home(facts.document)
    types = _types(facts.mentions)
    context = _told_inside(facts.mentions, here)
    names: dict[tuple[Kind, str], Entity] = {
        (kind, name): _MAKERS[kind](name, types.get((kind, name), ""), here, context) for kind, name in _names(facts)
    }
    forms: dict[Entity, list[str]] = {}
    for (_, name), entity in names.items():
        forms.setdefault(entity, []).append(name)
    whole = {entity: replace(entity, names=tuple(sorted(found))) for entity, found in forms.items()}
    return Resolution(here, {key: whole[entity] for key, entity in names.items()})


def _names(facts: Facts) -> Iterable[tuple[Kind, str]]:
    """All (kind, name) of the facts, each once, in the order of the text."""
    found: dict[tuple[Kind, str], None] = {}
    places = [facts.document.place.value, *(item.place for item in facts.observations)]
    places += [sentence.context.place.value for sentence in facts.sentences]
    found.update({("place", name): None for name in places if name})
    found.update({(mention.kind, mention.name): None for mention in facts.mentions})
    for project in facts.projects:
        found.update({("place", name): None for name in project.places})
        found.update({("organization", name): None for name in project.organizations})
        found.update({("industry", name): None for name in project.industries})
    return found


def _types(mentions: Iterable[Mention]) -> dict[tuple[Kind, str], str]:
    """The type of each name: that of its first mention that is not nested, else of its first."""
    found: dict[tuple[Kind, str], str] = {}
    for mention in sorted(mentions, key=lambda item: (item.nested, item.start)):
        found.setdefault((mention.kind, mention.name), mention.type)
    return found


# Places

# What names mean that stand directly behind the name of a division, and whether they always do.
_Context = Mapping[str, tuple[Division, bool]]


def _told_inside(mentions: Iterable[Mention], here: Home) -> _Context:
    """What the place before them makes of names (鼓楼区 in 南京市鼓楼区); a name behind several is left open."""
    places = [item for item in mentions if item.kind == "place" and item.type == "admin"]
    ends = {item.end: item for item in places}
    found: dict[str, set[Division | None]] = {}
    for item in places:
        before = ends.get(item.start)
        above = gazetteer.resolve(before.name, here.told) if before else None
        found.setdefault(item.name, set()).add(gazetteer.below(item.name, above) if above else None)
    decided: dict[str, tuple[Division, bool]] = {}
    for name, meant in found.items():
        divisions = [place for place in meant if place]
        if len(divisions) == 1:
            decided[name] = divisions[0], None not in meant
    return decided


def _place(name: str, type_: str, here: Home, context: _Context) -> Entity:
    if name.strip() == here.told or (not here.division and name == gazetteer.rest(here.told)):
        return _own_place(here)
    division = _named(name, type_, here, context)
    if division:
        return _of_division(division)
    if type_ == "region":
        return Entity("place", type_, "", name, name)
    if type_ == "natural":
        return Entity("place", type_, here.province, name, name)
    candidates = gazetteer.bearers(name) if type_ in ("admin", "") else ()
    if candidates:
        return Entity("place", "admin", here.scope, name, name, candidates=candidates)
    within = _begins_with(name, here)
    scope = gazetteer.path(within) if within else here.scope
    return Entity("place", type_, scope, name, name, within=within)


def _of_division(division: Division) -> Entity:
    type_ = "zone" if gazetteer.is_zone(division) else "admin"
    return Entity("place", type_, "", gazetteer.path(division), division.name, division=division)


def _own_place(here: Home) -> Entity:
    """The document's place: a division, a place behind the last known one of its chain, or one that may be several."""
    if here.division:
        return _of_division(here.division)
    name = gazetteer.rest(here.told) or here.told
    if here.above and not here.scope.startswith("document "):
        return Entity("place", "admin", "", here.scope, name, within=here.above)
    candidates = (
        place for place in gazetteer.bearers(name) if not here.above or here.above in gazetteer.ancestors(place)
    )
    return Entity("place", "admin", here.scope, here.told, here.told, candidates=tuple(candidates))


def _named(name: str, type_: str, here: Home, context: _Context) -> Division | None:
    """The division that a name in the text means; a name of no known type may be a division's."""
    if type_ not in ("admin", "zone", "") and not (type_ == "region" and name.endswith("地区")):
        return None  # 台湾地区 and 阿克苏地区 are divisions, 华北地区 is none
    said, always = context.get(name, (None, False))
    meant = (gazetteer.link if type_ == "admin" else gazetteer.resolve)(name, here.told)
    return (said if always else None) or meant or _chain(name) or said


def _chain(name: str) -> Division | None:
    """The division that a chain of names (青海省海西蒙古族藏族自治州格尔木市) ends with, or none where some is unknown.

    >>> _chain("河北省保定市阜平县").code, _chain("河北省保定市西岭县"), _chain("阜平")
    ('130624', None, None)
    """
    division = gazetteer.locate(name)
    return division if division and name.endswith(division.name) else None


def _begins_with(name: str, here: Home) -> Division | None:
    """The division whose name begins the name of a zone or a place below it: 酒泉 in 酒泉经开区."""
    for size in range(len(name) - 1, 1, -1):
        head = name[:size]
        if head in gazetteer.names() and head not in common_words():
            return gazetteer.resolve(head, here.told)
    return None


# Organizations and industries


@cache
def _nationwide() -> frozenset[str]:
    """Bodies and companies that everybody in the country calls by one name (国务院, 华为)."""
    return well_known.found_alone("public_body", "company")


def _organization(name: str, type_: str, here: Home, context: _Context) -> Entity:
    known = name.endswith(_REGISTERED) or name.startswith(_CENTRAL) or name in _nationwide()
    return Entity("organization", type_, "" if known else here.scope, name, name)


def _industry(name: str, type_: str, here: Home, context: _Context) -> Entity:
    key = industries.canonical(name)
    return Entity("industry", "", "", key, key)


_MAKERS: dict[Kind, Callable[[str, str, Home, _Context], Entity]] = {
    "place": _place,
    "organization": _organization,
    "industry": _industry,
}
