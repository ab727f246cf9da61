"""What the fields of facts may be corrected to."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import InputError
from kg.model import Amount
from kg.reference.indicators import quantity_kinds
from kg.text.likeness import guess, nearest

HINT = "write: document, quote, offset, field, value, who, parted by tabs"
_CODES: Mapping[str, tuple[str, ...]] = {
    "measure": ("level", "growth", "decline", "share", "rank"),
    "bound": ("exact", "about", "at_least", "at_most"),
    "status": ("achieved", "target"),
    "stage": ("planned", "approved", "started", "building", "completed", "none"),
}
_PATTERNS = {
    "value": (re.compile("[0-9]{1,20}(?:\\.[0-9]{1,12})?(?:×[0-9]{1,10}(?:\\.[0-9]{1,6})?)?|若干|几"), "a number"),
    "period": (
        re.compile("|[0-9]{4}(?:-[0-9]{4}|-[0-9]{2}|-[HQ][1-4]|-[0-9]{2}/[0-9]{4}-[0-9]{2})?"),
        "a period such as 2025, 2021-2025, 2024-H1, 2024-11",
    ),
}
_AMOUNT = re.compile("([0-9]{1,20}(?:\\.[0-9]{1,12})?(?:×[0-9]{1,10})?|若干|几)([^0-9].{0,30})")
OF_OBSERVATION = ("indicator", "value", "unit", "measure", "bound", "status", "period", "place")
OF_PROJECT = ("name", "stage", "status", "period", "capacity", "investment")
FIELDS = tuple(dict.fromkeys((*OF_OBSERVATION, *OF_PROJECT)))
# What an empty cell may be right for.
_MAY_BE_EMPTY = frozenset(("unit", "period", "place", "capacity", "investment"))


def check(name: str, value: str, where: str) -> None:
    """Raise InputError where a field cannot have a value."""
    if not value and name not in _MAY_BE_EMPTY:
        raise InputError(where, f"has no value for {name}", HINT)
    if name in _CODES and value not in _CODES[name]:
        near = guess(nearest(value, _CODES[name]), f"give one of {', '.join(_CODES[name])}")
        raise InputError(where, f"{value!r} is no {name}", near)
    if name in _PATTERNS:
        _check_pattern(name, value, where)
    if name == "unit" and value and not quantity_kinds((value,)):
        raise InputError(where, f"the unit {value!r} is not known", "give one such as 亿元, %, 万千瓦, 亩, 人")
    if name in ("capacity", "investment"):
        amounts(name, value, where)


def _check_pattern(name: str, value: str, where: str) -> None:
    pattern, meant = _PATTERNS[name]
    if pattern.fullmatch(value):
        return
    if name == "value" and (amount := _AMOUNT.fullmatch(value)):
        remedy = f"write {amount[1]}, and {amount[2]} in a line of its own with the field unit"
        raise InputError(where, f"{value!r} is a number with its unit", remedy)
    raise InputError(where, f"{value!r} is not {meant}", "write it as the tables do: half-width, no separators")


def amounts(name: str, value: str, where: str) -> tuple[Amount, ...]:
    found = []
    for item in filter(None, value.split("|")):
        match = _AMOUNT.fullmatch(item)
        kinds = quantity_kinds((match[2],)) if match else frozenset()
        if not match or not kinds:
            raise InputError(where, f"{item!r} is no amount with a known unit", "write it as 53万千瓦 or 12亿元")
        if name == "investment" and kinds != {"Currency"}:
            raise InputError(where, f"{item!r} is no money", "an investment is an amount such as 12亿元")
        found.append(Amount(match[1], match[2]))
    return tuple(found)


def fields_of(text: str, where: str) -> dict[str, str]:
    """The fields of a missed fact (`indicator=粮食产量; value=30; unit=万吨`); raises InputError."""
    pairs = [part.partition("=") for part in re.split("[;；]", text) if part.strip()]
    told = {name.strip(): value.strip() for name, _, value in pairs}
    kind = OF_PROJECT if "name" in told else OF_OBSERVATION
    for name in told:
        if name not in kind:
            raise InputError(where, f"{name!r} is no field of such a fact", f"give some of {', '.join(kind)}")
        check(name, told[name], where)
    if "name" not in told and not {"indicator", "value"} <= told.keys():
        hint = "write the value as: indicator=粮食产量; value=30; unit=万吨, or name=…; stage=building"
        raise InputError(where, "tells neither indicator and value nor the name of a project", hint)
    return told
