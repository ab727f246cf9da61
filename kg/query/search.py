"""Finding a thing by its IRI or by a name, of which a part is enough; what to say where nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.query import latin
from kg.text.likeness import guess, nearest, squeeze
from kg.text.traditional import simplified

_FEW = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be asked for: its IRI, its class in words, its names, the one to show first."""

    iri: str
    kind: str
    names: tuple[str, ...]


def find(things: Sequence[Thing], wanted: str) -> list[Thing]:
    """The things that a name or IRI means: the first rule that answers wins; raises QueryError with suggestions."""
    for rule in _RULES:
        found = [thing for thing in things if rule(thing, wanted)]
        if found and (len(found) <= _FEW or rule is not part_of_name):
            return found
        if found:
            names = sorted({thing.names[0] for thing in found}, key=lambda name: (len(name), name))
            remedy = f"name one of them: {'、'.join(names[:12])}{'…' if len(names) > 12 else ''}"
            raise QueryError(wanted, f"is part of {len(names)} names", remedy)
    near = nearest(wanted, (name for thing in things for name in thing.names), 5)
    raise QueryError(wanted, "nothing in the graph has this name", guess(near, "try a shorter part of the name"))


def same_iri(thing: Thing, wanted: str) -> bool:
    """`https://w3id.org/fazhan/id/place-…`, with or without `<…>`, or its end as the tables of answers show it."""
    return wanted.strip("<> ") in (thing.iri, "id:" + thing.iri.rpartition("/")[2])


def same_name(thing: Thing, wanted: str) -> bool:
    """`格尔木市`, whatever the width, case, spaces and marks."""
    return squeeze(wanted) in {squeeze(name) for name in thing.names}


def traditional(thing: Thing, wanted: str) -> bool:
    """`格爾木市` for `格尔木市`."""
    return simplified(wanted) != wanted and same_name(thing, simplified(wanted))


def spelled_so(thing: Thing, wanted: str) -> bool:
    """`Golmud` for `格尔木市`; by the plain pinyin, whatever the thing is."""
    if not latin.is_latin(wanted):
        return False
    forms = latin.meant(wanted)
    return any(short in forms for name in thing.names for short in (name, name[:-1])) or bool(
        latin.named_so(wanted, thing.names)
    )


def part_of_name(thing: Thing, wanted: str) -> bool:
    """`抽水蓄能` for `南山口抽水蓄能电站`."""
    return bool(squeeze(wanted)) and any(squeeze(wanted) in squeeze(name) for name in thing.names)


_RULES: tuple[Callable[[Thing, str], bool], ...] = (same_iri, same_name, traditional, spelled_so, part_of_name)
