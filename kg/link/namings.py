"""Inside a document: the namings that are one project become one record.

Who is one with whom the judge of projects decides, as it does across documents; a record then says what all its
namings say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.link import projects
from kg.link.groups import Held, merges
from kg.link.names import Thing
from kg.model import Amount, Project
from kg.reference.units import Size, size


def unify(
    namings: Sequence[Project],
    scope: str,
    area: Callable[[str], str],
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[Project, ...]:
    """One record for each project, in the order of first naming.

    `scope` is the full name of the document's place; `area` gives that of the division in which a place lies, empty
    where none is known. One name is one project; of two names the judge decides, above it the user: `apart` holds
    pairs of names that are two.
    """
    named: dict[str, list[Project]] = {}
    for naming in namings:
        named.setdefault(naming.name, []).append(naming)
    # Numbered in the order of the text, so that what is decided by order is decided by the first naming.
    numbers = {name: f"{number:09}" for number, name in enumerate(named)}
    things = Held({numbers[name]: _thing(numbers[name], alike, scope, area) for name, alike in named.items()})
    different = [(numbers[one], numbers[other]) for one, other in apart if one in numbers and other in numbers]
    found = {merge.merged_name: merge for merge in merges(things, projects.judge, projects.keys, (), different)}
    records: dict[str, list[Project]] = {}
    for naming in namings:
        merge = found.get(naming.name)
        kept, rule = (merge.kept_name, merge.rule) if merge else (naming.name, "")
        records.setdefault(kept, []).append(replace(naming, merge_rule=rule))
    return tuple(_record(name, group) for name, group in records.items())


def _thing(iri: str, namings: Sequence[Project], scope: str, area: Callable[[str], str]) -> Thing:
    """All namings of one name, for the judge."""
    return Thing(
        iri,
        (namings[0].name,),
        scope=(scope,),
        places=tuple(sorted({area(place) for naming in namings for place in naming.places} - {""})),
        owners=tuple(sorted({owner for naming in namings for owner in naming.organizations})),
        capacities=_sizes(amount for naming in namings for amount in naming.capacity),
        investments=tuple(value for value, _ in _sizes(each.investment for each in namings if each.investment)),
    )


def _sizes(amounts: Iterable[Amount]) -> tuple[Size, ...]:
    return tuple(sorted({found for amount in amounts if (found := size(amount.value, amount.unit))}))


def _record(name: str, group: Sequence[Project]) -> Project:
    """What the namings of one project say together, under its fullest name.

    The last definite stage counts, but of those reached the furthest.
    """
    fullest = next(naming for naming in group if naming.name == name)
    return replace(
        _telling(group),
        name=name,
        capacity=next((each.capacity for each in (fullest, *group) if each.capacity), ()),
        investment=next((each.investment for each in (fullest, *group) if each.investment), None),
        places=_union(each.places for each in group),
        organizations=_union(each.organizations for each in group),
        industries=_union(each.industries for each in group),
        confidence=max((each.confidence for each in group if each.confidence is not None), default=None),
        namings=tuple(group) if len(group) > 1 else (),
        merge_rule="",
    )


def _telling(group: Sequence[Project]) -> Project:
    """The naming whose stage counts: the last one told; of those reached the furthest, before which any came."""
    definite = [naming for naming in group if naming.stage != "none"]
    reached = [naming for naming in definite if naming.status == "achieved"]
    last = (definite or group)[-1]
    furthest = max(reached, key=lambda naming: _ORDER.index(naming.stage), default=last)
    return furthest if last.status == "achieved" or furthest.stage == "completed" else last


# How far a project has come, rising.
_ORDER = ("planned", "approved", "started", "building", "completed")


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
