"""What the columns of tables hold: the type that they have in every format, and what they mean, in two languages.

Types: `text`; `whole` numbers (years, offsets); `decimal` numbers; `share`, from 0 to 1; `list` of text and
`decimals`, whose items a CSV joins by `|`. A column of one side of a panel (`result_low`) is that of its statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.errors import DataError

_NAME = "columns.tsv"
_TYPES = frozenset(("text", "whole", "decimal", "share", "list", "decimals"))
_SIDES = {"result": ("结果", "result"), "target": ("目标", "target")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and meaning in Chinese and English."""

    name: str
    type: str
    zh: str
    en: str


@cache
def _table() -> dict[str, Column]:
    lines = (files("kg.export") / _NAME).read_text(encoding="utf-8").splitlines()[1:]
    found = [Column(*line.split("\t")) for line in lines]
    if wrong := [one.name for one in found if one.type not in _TYPES]:
        raise DataError(_NAME, f"{wrong[0]} has no type", f"give it one of {', '.join(sorted(_TYPES))}")
    return {one.name: one for one in found}


def column(name: str) -> Column:
    """The column of a name, text that means nothing more where it is not known.

    >>> column("year_from").type, column("result_low").type, column("target").en
    ('whole', 'decimal', 'target: the number in unit (or base_unit); empty for a range')
    """
    table = _table()
    if name in table:
        return table[name]
    side, _, rest = name.partition("_")
    of = table.get(rest or "number")
    if side in _SIDES and of:
        zh, en = _SIDES[side]
        return Column(name, of.type, f"{zh}：{of.zh}", f"{en}: {of.en}")
    return Column(name, "text", "", "")
