"""A member of a list of projects."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.project import names


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a list: its stretch in the sentence, its full name, the rule that made the name.

    `weight` is what speaks for its being a project, in hundredths of a logit, once it is judged.
    """

    start: int
    end: int
    name: str
    rule: str = "as-written"
    licensed: bool = False
    weight: int = 0

    @property
    def kind(self) -> names.HeadClass:
        return names.head(self.name).kind
