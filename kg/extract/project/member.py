"""A member of a list of projects."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.project import names


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a list: its stretch in the sentence, its full name, the rule that made the name."""

    start: int
    end: int
    name: str
    rule: str = "as-written"
    licensed: bool = False

    @property
    def kind(self) -> names.HeadClass:
        return names.head(self.name).kind
