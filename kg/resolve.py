"""Resolution: the names of one document become entities.

Two names are one entity where their canonical names are the same within the place that scopes them: the 人民医院 of two
counties are two. A division of the gazetteer, a region, an industry and a company by its registered name need no
scope; a natural feature belongs to the document's province; everything else to the document's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg import gazetteer
from kg.gazetteer import Division
from kg.model import Facts, Kind, Mention

# A registered name is unique in the whole country, and so is that of a central body.
_REGISTERED = ("有限公司", "有限责任公司", "股份公司", "集团公司")
_CENTRAL = ("中国", "中央", "国家", "全国", "中共中央")


@dataclass(frozen=True, slots=True)
class Entity:
    """What a name stands for: kind, scope and canonical name identify it; `label` is how it is called.

    `names` are the forms in which the document writes it, sorted; `division` is its entry in the gazetteer.
    """

    kind: Kind
    type: str
    scope: str
    name: str
    label: str
    names: tuple[str, ...] = ()
    division: Division | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a document by (kind, name as written)."""

    home: str
    entities: Mapping[tuple[Kind, str], Entity]

    def of(self, kind: Kind, name: str) -> Entity:
        """The entity of a name that stands in the facts."""
        return self.entities[kind, name]


def resolve(facts: Facts) -> Resolution:
    """The entities of all names in a document's facts."""
    home = facts.document.place.value
    types = _types(facts.mentions)
    names: dict[tuple[Kind, str], Entity] = {
        (kind, name): _entity(kind, name, types.get((kind, name), ""), home) for kind, name in _names(facts)
    }
    forms: dict[Entity, list[str]] = {}
    for (_, name), entity in names.items():
        forms.setdefault(entity, []).append(name)
    whole = {entity: _called(entity, found) for entity, found in forms.items()}
    return Resolution(home, {key: whole[entity] for key, entity in names.items()})


def _called(entity: Entity, names: list[str]) -> Entity:
    return Entity(
        entity.kind, entity.type, entity.scope, entity.name, entity.label, tuple(sorted(names)), entity.division
    )


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


def _entity(kind: Kind, name: str, type_: str, home: str) -> Entity:
    return _MAKERS[kind](name, type_, home)


def _place(name: str, type_: str, home: str) -> Entity:
    division = _home(name) if name == home else _named(name, type_, home)
    if division:
        whole = gazetteer.path(division)
        return Entity("place", "zone" if division.level == "zone" else "admin", "", whole, division.name, (), division)
    if name == home:
        return Entity("place", "admin", "", name, name)
    if type_ == "region":
        return Entity("place", type_, "", name, name)
    return Entity("place", type_, _province(home) if type_ == "natural" else _full(home), name, name)


def _named(name: str, type_: str, home: str) -> Division | None:
    """The division that a name in the text means; a name of no known type may be a division's."""
    if type_ not in ("admin", "zone", ""):
        return None
    return gazetteer.resolve(name, home) or _chain(name)


def _chain(name: str) -> Division | None:
    """The division that a chain of names (青海省海西蒙古族藏族自治州格尔木市) ends with, or none where some is unknown.

    >>> _chain("河北省保定市阜平县").code, _chain("河北省保定市西岭县"), _chain("阜平")
    ('130624', None, None)
    """
    division = gazetteer.locate(name)
    return division if division and name.endswith(division.name) else None


def _home(home: str) -> Division | None:
    """The division of a document's place, by a chain of names or a short form."""
    division = gazetteer.locate(home)
    forms = (division.name, *gazetteer.short_forms(division.name, division.level)) if division else ()
    return division if home.endswith(forms) else None


def _full(home: str) -> str:
    division = _home(home)
    return gazetteer.path(division) if division else home


def _province(home: str) -> str:
    division = _home(home)
    return (division, *gazetteer.ancestors(division))[-1].name if division else home


def _organization(name: str, type_: str, home: str) -> Entity:
    known = name.endswith(_REGISTERED) or name.startswith(_CENTRAL)
    return Entity("organization", type_, "" if known else _full(home), name, name)


def _industry(name: str, type_: str, home: str) -> Entity:
    return Entity("industry", type_, "", name, name)


def project_scope(facts: Facts) -> str:
    """The place that scopes the names of a document's projects."""
    return _full(facts.document.place.value)


_MAKERS: dict[Kind, Callable[[str, str, str], Entity]] = {
    "place": _place,
    "organization": _organization,
    "industry": _industry,
}
