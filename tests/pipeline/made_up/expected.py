"""What must be read of one case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """What must be read of a case: fields of the document; facts, each line one; and what no fact or name may hold.

    An observation is `indicator | value unit measure | status period place`, a project `name | stage status period |
    investment | capacities | places`; `only` says that there are no other observations, `no_projects` that there is
    no project.
    """

    row: int
    kind: str
    document: tuple[tuple[str, str], ...] = ()
    observations: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    only: bool = False
    no_projects: bool = False
    flag: str = ""


def about(**fields: str) -> tuple[tuple[str, str], ...]:
    return tuple(fields.items())
