"""What each document tells linking, in records that pass from process to process as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeVar

from kg.link.names import Thing
from kg.link.records import Event, Reading

T = TypeVar("T")
Size = tuple[Decimal, str]
Spot = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Naming:
    """What a document says of an organization, project or industry: `Thing` says what most fields mean.

    `preferred` and `others` are its names; `owners` are IRIs; `mention` is the first of its mentions: the IRI, the
    document's name, and where it begins there; all empty where nothing names it.
    """

    iri: str
    kind: str
    preferred: tuple[str, ...]
    others: tuple[str, ...]
    types: tuple[str, ...]
    scope: tuple[str, ...]
    places: tuple[str, ...]
    owners: tuple[str, ...]
    capacities: tuple[Size, ...]
    investments: tuple[Decimal, ...]
    mention: Spot


@dataclass(frozen=True, slots=True)
class Told:
    """The things, numbers and stages of a document."""

    namings: tuple[Naming, ...]
    readings: tuple[Reading, ...]
    events: tuple[Event, ...]


def together(namings: Iterable[Naming]) -> list[Naming]:
    """One for each thing, in the order of the IRIs, with all that is said of it."""
    found: dict[str, Naming] = {}
    for naming in namings:
        known = found.get(naming.iri)
        found[naming.iri] = _joined(known, naming) if known else naming
    return [naming for _, naming in sorted(found.items())]


def _joined(one: Naming, other: Naming) -> Naming:
    sets = ("preferred", "others", "types", "scope", "places", "owners")
    joined: dict[str, Any] = {name: tuple(sorted({*getattr(one, name), *getattr(other, name)})) for name in sets}
    for name in ("capacities", "investments"):  # each is told by its own document
        joined[name] = tuple(sorted((*getattr(one, name), *getattr(other, name))))
    mentions = [item.mention for item in (one, other) if item.mention[0]]
    return replace(one, mention=min(mentions, default=one.mention), **joined)


def thing(naming: Naming, label: Callable[[str], str]) -> Thing:
    """A thing with what supports or forbids a merge; `label` gives the first name of an owner by IRI, or nothing."""
    others = sorted({*naming.others}.difference(naming.preferred), key=lambda name: (-len(name), name))
    owners = tuple(sorted({label(owner) for owner in naming.owners}))
    return Thing(
        naming.iri, (*naming.preferred, *others), "".join(naming.types[:1]), naming.scope, naming.places, owners,
        naming.capacities, naming.investments,
    )  # fmt: skip


def names(namings: Iterable[Naming]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """(the IRIs that a name may mean, the kind of each), for all that can be merged; an IRI is a name of itself."""
    found: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for naming in namings:
        kinds[naming.iri] = naming.kind
        for name in dict.fromkeys((*naming.preferred, *naming.others, naming.iri)):
            found.setdefault(name, []).append(naming.iri)
    return found, kinds


# As plain values


def pack(told: Told) -> list[list[Any]]:
    """Lists of texts, whole numbers, truth values and lists; a decimal is a text."""
    return [
        [[_plain(value) for value in astuple(record)] for record in records]
        for records in (told.namings, told.readings, told.events)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Decimal) else value


def unpack(packed: object) -> Told:
    """What `pack` was given; raises ValueError for what it cannot have made."""
    namings, readings, events = _list(packed)
    return Told(
        tuple(_record(Naming, row) for row in _list(namings)),
        tuple(_record(Reading, row) for row in _list(readings)),
        tuple(_record(Event, row) for row in _list(events)),
    )


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError
    return value


def _record(cls: type[T], row: object) -> T:
    made = (_READERS[kind](value) for kind, value in zip(_kinds(cls.__name__), _list(row), strict=True))
    return cls(*made)


@cache
def _kinds(name: str) -> tuple[str, ...]:
    """The types of a record's fields, as they are written there."""
    cls = {cls.__name__: cls for cls in (Naming, Reading, Event)}[name]
    return tuple(str(field.type) for field in fields(cls))


def _is(kind: type[T]) -> Callable[[object], T]:
    def checked(value: object) -> T:
        if type(value) is not kind:
            raise ValueError
        return value

    return checked


_text = _is(str)


def _decimal(value: object) -> Decimal:
    try:
        return Decimal(_text(value))
    except InvalidOperation as error:
        raise ValueError from error


def _size(value: object) -> Size:
    number, unit = _list(value)
    return _decimal(number), _text(unit)


def _spot(value: object) -> Spot:
    iri, document, start = _list(value)
    return _text(iri), _text(document), _is(int)(start)


# By the type of a field, as it is written there.
_READERS: Mapping[str, Callable[[object], Any]] = {
    **dict.fromkeys(("str", "Measure", "Bound", "Status"), _text),
    "bool": _is(bool),
    "int": _is(int),
    "Decimal": _decimal,
    "Spot": _spot,
    "tuple[str, ...]": lambda value: tuple(map(_text, _list(value))),
    "tuple[Size, ...]": lambda value: tuple(map(_size, _list(value))),
    "tuple[Decimal, ...]": lambda value: tuple(map(_decimal, _list(value))),
}
