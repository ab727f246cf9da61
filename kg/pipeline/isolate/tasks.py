"""Tasks, and what each may use."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError

_CLOCK = 10  # seconds on the clock for each of processor time: a busy machine is no fault of a document


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: address space in bytes, processor and wall-clock time in seconds."""

    memory: int = 1 << 30
    cpu: int = 20
    wall: float = 20.0 * _CLOCK

    @staticmethod
    def of(memory: int, cpu: int) -> Limits:
        """These, and generously many seconds on the clock."""
        return Limits(memory, cpu, float(cpu * _CLOCK))


UNLIMITED = Limits.of(1 << 62, 1_000_000)  # eleven days, which a system can still count


@dataclass(frozen=True, slots=True)
class Task:
    """A label for messages, the argument for the work, what that work may use, and what to do where time is short."""

    label: str
    argument: Any
    limits: Limits = Limits()
    more_time: str = "split it into smaller files"


Answers = Generator[tuple[int, bytes | InputError], None, None]
# Gives an answer, or several for one task.
Work = Callable[[Any], bytes | Iterator[bytes]]
# Runs once, before the first of some tasks.
Prepare = Callable[[], None]
# Gives (index of the task, answer or why there is none) as they come.
Each = Callable[[Work, Sequence[Task]], Answers]
