"""Names of things that may be one thing: what a judge knows of each, and what it answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from kg.errors import DataError
from kg.text.likeness import squeeze


@dataclass(frozen=True, slots=True)
class Thing:
    """What the graph knows of an organization or project: its names (fullest first), type, scope and support.

    `scope` holds the full names of the places whose documents name it, `places` those in which a project lies;
    capacities are pairs of a value and its canonical unit, investments are in 元.
    """

    iri: str
    names: tuple[str, ...]
    type: str = ""
    scope: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    capacities: tuple[tuple[Decimal, str], ...] = ()
    investments: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether two things are one, and the rule or veto that decided (`no-rule` where none did)."""

    same: bool
    rule: str


def plain(name: str) -> str:
    """A name in half-width letters, digits and brackets, without spaces, quotes and dots between its words.

    >>> plain("恒泽（南通） “智造”有限公司")
    '恒泽(南通)智造有限公司'
    >>> plain("“5G”示范区 5.6万吨")
    '5G示范区5.6万吨'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).replace("〔", "(").replace("〕", ")")


_MARKS = re.compile(r"[\s“”\"'‘’《》「」·•，,]+|(?<![0-9])\.|\.(?![0-9])")  # not the point of 5.6万吨


def fullness(name: str) -> tuple[int, int]:
    """How much a name says: its length without marks, then with them.

    >>> max("“云门”石化", "云门石化项目", key=fullness)
    '云门石化项目'
    """
    return len(squeeze(name)), len(name)


@cache
def synonyms(kind: str) -> tuple[tuple[str, str], ...]:
    """(word, canonical form) of a kind of `synonyms.tsv`, the longest word first: the order in which they are replaced.

    >>> dict(synonyms("body-tail"))["师大"]
    '师范大学'
    """
    path = files("kg.link") / "synonyms.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    if bad := next((row for row in rows if len(row) != 3), None):
        raise DataError(path, f"the row of {bad[0]!r} has {len(bad)} cells", "write kind, word, canonical")
    found = [(word, canonical) for kind_, word, canonical in rows if kind_ == kind]
    return tuple(sorted(found, key=lambda row: (-len(row[0]), row[0])))


def rule_name(rule: Callable[..., bool]) -> str:
    """The name by which a rule or a veto travels with its judgement: `same_core` is `same-core`."""
    return rule.__name__.replace("_", "-")
