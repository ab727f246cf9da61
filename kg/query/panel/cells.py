"""The cells of a panel: what is told of one thing, which of it agrees and which cannot be true beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.link.intervals import compatible
from kg.link.records import Reading
from kg.query.panel.statements import Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one cell: the statement that is shown, all that agree with it, and those that cannot be true
    where it is."""

    shown: Statement
    agreeing: tuple[Statement, ...]
    against: tuple[Statement, ...]

    @property
    def differs(self) -> str:
        """The numbers that differ, each once; empty where none does."""
        return "; ".join(dict.fromkeys(one.text for one in self.against))


def told(cell: Sequence[Statement]) -> Told:
    """What the statements of one cell tell: the first by `rank`, and who agrees and who does not."""
    shown, *others = sorted(cell, key=lambda one: one.rank)
    fitting = [fits(shown, one) for one in others]
    agreeing = (one for one, is_fit in zip(others, fitting, strict=True) if is_fit)
    against = (one for one, is_fit in zip(others, fitting, strict=True) if not is_fit)
    return Told(shown, (shown, *agreeing), tuple(against))


def by_cell(found: Iterable[Statement]) -> dict[tuple[str, ...], dict[str, Told]]:
    """Series -> status -> what is told of it."""
    cells: dict[tuple[str, ...], dict[str, list[Statement]]] = {}
    for one in found:
        cells.setdefault(one.series, {}).setdefault(one.status, []).append(one)
    return {series: {status: told(cell) for status, cell in sides.items()} for series, sides in cells.items()}


def is_yearly(one: Statement) -> bool:
    """Whether a number is one of a year, growth over the year before included."""
    return one.period_kind == "year" and one.basis in ("", "year")


def fits(one: Statement, other: Statement) -> bool:
    """Whether two numbers of one cell can both be true."""
    if "range" not in (one.bound, other.bound):
        return compatible(_compared(one), _compared(other))
    ends = [(-Decimal("Infinity") if low is None else low, Decimal("Infinity") if high is None else high)
            for low, high in (_open(one), _open(other))]  # fmt: skip
    return ends[0][0] <= ends[1][1] and ends[1][0] <= ends[0][1]


def _open(one: Statement) -> tuple[Decimal | None, Decimal | None]:
    """What a number may be; about a number is itself here, for a range is wider than rounding."""
    return (one.value, one.value) if one.bound == "about" else (one.low, one.high)


def _compared(one: Statement) -> Reading:
    """The number as the judge of contradictions compares it, with the sign and bound that it has here."""
    sign = -1 if one.reading.measure == "decline" else 1
    return replace(one.reading, value=sign * one.reading.value, bound=one.bound)  # type: ignore[arg-type]
