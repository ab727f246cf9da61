"""What a graph says, as plain records: terms are IRIs or text, a missing text is empty.

`kg.rdf.view` makes them; codes are those of the ontology's schemes (`level`, `at_least`, `target`).
"""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

_BOUNDS = {"about": "about ", "at_least": "at least ", "at_most": "at most "}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The characters from `start` to before `end` of a document's text, in code points, and the words themselves."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mention: the document (IRI and name), the stretch, the sentence in which it stands, the rule that found it.

    `region` is where its picture stands on a page, if its characters were recognized.
    """

    mention: NamedNode
    document: NamedNode | None
    name: str
    stretch: Stretch
    sentence: Stretch | None
    rule: str
    region: str = ""

    @property
    def context(self) -> Stretch:
        """The sentence, or the stretch itself where it stands in none."""
        return self.sentence or self.stretch


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of a fact was taken from: the kind of source, and the passage of a document, if one says it."""

    field: str
    kind: str
    document: NamedNode | None
    passage: Stretch | None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written; `value` in the canonical `base_unit` (an IRI), both empty where there is none."""

    written: str
    unit: str
    bound: str
    value: str
    base_unit: str

    @property
    def key(self) -> tuple[str, str]:
        """What makes two amounts equal: the canonical value, where there is one."""
        return (self.value, self.base_unit) if self.value else (self.written, self.unit)

    def __str__(self) -> str:
        return f"{_BOUNDS.get(self.bound, '')}{self.written}{self.unit}"


@dataclass(frozen=True, slots=True)
class Observation:
    """A number in its frame; `known` is the known indicator that the name of the `indicator` means, if any."""

    iri: NamedNode
    indicator: NamedNode | None
    known: NamedNode | None
    amount: Amount
    measure: str
    status: str
    period: str
    place: NamedNode | None


@dataclass(frozen=True, slots=True)
class StageEvent:
    """A stage that a project has reached or is to reach in a period; `end` is the last year of it."""

    iri: NamedNode
    stage: str
    status: str
    period: str
    end: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on targets held against results; `reason` is in Chinese and English."""

    iri: NamedNode
    targets: tuple[NamedNode, ...]
    results: tuple[NamedNode, ...]
    verdict: str
    reason: tuple[str, str]
    difference: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that became one thing, and the rule that says so."""

    iri: NamedNode
    kept: NamedNode | None
    merged: NamedNode | None
    kept_name: str
    merged_name: str
    rule: str
