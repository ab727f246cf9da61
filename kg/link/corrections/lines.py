"""The lines of the file: read, checked, and parted by their documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as member
from pathlib import Path
from typing import Any

from kg import files
from kg.errors import InputError
from kg.link.corrections.values import FIELDS, HINT, check, fields_of
from kg.text.likeness import guess, nearest

NAME = "corrections.tsv"
WRONG, MISSED = "wrong", "missed"
_HEAD = ("document", "quote")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: a fact by its words and where they begin, or by its IRI (`start` is None), and what is
    right of it. `where` is the line for messages, empty for one of an earlier build."""

    document: str
    quote: str
    start: int | None
    field: str
    value: str
    who: str = ""
    where: str = member(default="", compare=False)

    @property
    def spot(self) -> tuple[str, str, int | None]:
        """Which fact it is about."""
        return self.document, self.quote, self.start

    @property
    def cells(self) -> list[str]:
        """The line as it is kept."""
        start = "" if self.start is None else str(self.start)
        return [self.document, self.quote, start, self.field, self.value, self.who]

    def __str__(self) -> str:
        at = "" if self.start is None else f" ({self.start})"
        return f"{NAME}: 「{self.quote}」{at} {self.field}" + (f"={self.value}" if self.value else "")


def read(path: Path, folder: Path | None = None) -> tuple[Correction, ...]:
    """The corrections of a file in its order, which must lie in the `folder` if one is given.

    Raises InputError with the line that is wrong.
    """
    return parse(files.read_list(path, folder), str(path))


def parse(text: str, where: str) -> tuple[Correction, ...]:
    """The corrections of a text, each once; `where` is the name of the file for messages. Raises InputError."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            cells = tuple(cell.strip() for cell in line.split("\t"))
            if cells[:2] != _HEAD:
                found.append(parsed(cells, f"{where}:{number}"))
    found = list(dict.fromkeys(found))
    consistent(found)
    return tuple(found)


def parsed(cells: Sequence[str], where: str) -> Correction:
    """The correction of a line; raises InputError."""
    if not 4 <= len(cells) <= 6:
        raise InputError(where, f"has {len(cells)} columns", HINT)
    document, quote, offset, name, value, who = (*cells, "", "")[:6]
    if not document or not quote:
        raise InputError(where, "names no document or no words", HINT)
    if offset and not re.fullmatch("[0-9]{1,9}", offset):
        raise InputError(where, f"{offset!r} is no offset", "give the column `start` of the tables, or none and an IRI")
    _check_right(name, value, bool(offset), where)
    return Correction(document, quote, int(offset) if offset else None, name, value, who, where)


def _check_right(name: str, value: str, has_offset: bool, where: str) -> None:
    """Raise InputError where what a line says to be right cannot be."""
    if name not in (WRONG, MISSED, *FIELDS):
        near = guess(nearest(name, (WRONG, MISSED, *FIELDS)), f"give one of {', '.join((WRONG, MISSED, *FIELDS))}")
        raise InputError(where, f"{name!r} is no field", near)
    if name == WRONG and value:
        raise InputError(where, "is wrong, and has a value too", "leave the value empty, or name its field")
    if name == MISSED:
        if not has_offset:
            raise InputError(where, "tells a missed fact without saying where", "give the offset of its words")
        fields_of(value, where)
    elif name != WRONG:
        check(name, value, where)


def consistent(corrections: Sequence[Correction]) -> None:
    """Raise InputError where two lines say different things of one fact."""
    seen: dict[tuple[Any, ...], Correction] = {}
    for one in corrections:
        about = (*one.spot, one.value if one.field == MISSED else one.field)
        other = seen.setdefault(about, one)
        if other.value != one.value:
            raise InputError(one.where, f"says otherwise than {other.where}", "take one of the two out")
    wrong = {one.spot: one for one in corrections if one.field == WRONG}
    for one in corrections:
        if one.field not in (WRONG, MISSED) and (other := wrong.get(one.spot)):  # type: ignore[assignment]
            reason = f"corrects what {other.where} calls wrong altogether"
            raise InputError(one.where, reason, "take one of the two out")


def of_documents(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each document, sorted, without where they stand: the same for the same lines."""
    found: dict[str, list[Correction]] = {}
    for one in corrections:
        found.setdefault(one.document, []).append(replace(one, where=""))
    return {name: tuple(sorted(dict.fromkeys(some), key=lambda one: one.cells)) for name, some in found.items()}


def check_documents(corrections: Sequence[Correction], known: Iterable[str]) -> None:
    """Raise InputError for a line about a document that is not there, unless it is of an earlier build."""
    names = list(known)
    for one in corrections:
        if one.where and one.document not in names:
            remedy = guess(nearest(one.document, names), "give the name of a file of this build, or take the line out")
            raise InputError(one.where, f"{one.document!r} is no document of this build", remedy)
