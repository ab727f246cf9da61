"""The nouns of fazhan: what is read, what is found in it, and what is told about it.

Everything is frozen and made of plain values, so that it can cross a process border and be compared in tests.
Every offset counts Unicode code points in `Document.text`, the text as read, and
`document.text[start:end]` is the mention, always.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, overload

Measure = Literal["level", "growth", "decline", "share", "rank"]
Bound = Literal["exact", "about", "at_least", "at_most"]
Status = Literal["achieved", "target"]
Stage = Literal["planned", "approved", "started", "building", "completed", "none"]
PlaceType = Literal["admin", "zone", "natural", "region"]
Kind = Literal["place", "industry", "organization"]
Role = Literal["review", "plan", "glossary", "acknowledgement", "appendix", "boilerplate", "table", "other"]
OriginKind = Literal["clause", "sentence", "heading", "title", "manifest", "text", "default", "correction"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the document's text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was taken from that the words of the fact itself do not say.

    `clause` and `sentence` are the fact's own words; `heading` and `title` stand above it; `text` is evidence
    elsewhere in the document; `manifest` is the user's documents.csv, `correction` a line of corrections.tsv;
    `default` is a rule of the guideline.
    `span` is the stretch that says it, where one does.
    """

    kind: OriginKind
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A value with its origin; an unknown value is the empty string."""

    value: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that holds text, `text[start:end]`: its row and column from 0, and how many of each it covers.

    One that covers no column is a row of which it is not certain where its cells belong.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Cells(Sequence[Cell]):
    """Cells in a tenth of the memory, for tables of a million of them: each is made when it is asked for."""

    __slots__ = ("_numbers",)

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self._numbers = array("I")
        self.extend(cells)

    def extend(self, cells: Iterable[Cell]) -> None:
        """Put more of them behind these, while the table is being read."""
        for cell in cells:
            self._numbers.extend((cell.start, cell.end, cell.row, cell.column, cell.rows, cell.columns))

    def __len__(self) -> int:
        return len(self._numbers) // 6

    def __iter__(self) -> Iterator[Cell]:
        numbers = iter(self._numbers)
        return (Cell(*six) for six in zip(*[numbers] * 6, strict=True))

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Cell]: ...
    def __getitem__(self, at: int | slice) -> Cell | Sequence[Cell]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        first = 6 * range(len(self))[at]
        return Cell(*self._numbers[first : first + 6])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cells) and self._numbers == other._numbers

    def __hash__(self) -> int:
        return hash(self._numbers.tobytes())

    def __repr__(self) -> str:
        return f"Cells({list(self)!r})"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the text, row after row: its cells in that order, and the lines above that name it."""

    start: int
    end: int
    cells: Cells
    caption: tuple[Span, ...] = ()

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Document:
    """One input file as read: repaired text, what is known about it, and the way back to the raw text.

    `breaks` is the offset map: pairs (text offset, raw offset), rising, each valid until the next pair; between two
    pairs both run in step. `pages` holds pairs (text offset, page number), rising; it is empty where the file has no
    pages. `regions` holds pairs (text offset, region of the page), rising, where pages were pictures whose characters
    were recognized; a region is empty where that was not needed. `headings` holds pairs (text offset, level), rising:
    lines that the file itself marks as headings by style or tag, 1 the highest. `tables` stand in the order of the
    text, and no two share a stretch of it. `flags` names the damage that was seen and what was done about it, and what
    is in doubt.
    """

    name: str
    text: str
    sha256: str
    title: Told
    place: Told
    year: Told
    kind: Told
    date: Told
    breaks: tuple[tuple[int, int], ...] = ((0, 0),)
    pages: tuple[tuple[int, int], ...] = ()
    flags: tuple[str, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    meeting: Told = Told("", Origin("default"))
    tables: tuple[Table, ...] = ()
    regions: tuple[tuple[int, str], ...] = ()

    def region(self, offset: int) -> str:
        """Where on its page the picture of a character stands that was recognized, empty for any other."""
        at = bisect_right(self.regions, offset, key=lambda pair: pair[0])
        return self.regions[at - 1][1] if at else ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits from the headings above it and from its document.

    `year` is the year of a plain fact (the year under review, or the following year in a plan); `span` is the period
    of things done or planned over several years (`2021-2025`), or of all that is told of a part of the year
    (`2025-H1`), empty where the section speaks of one year. `place` is the document's, or one that a heading names.
    """

    place: Told
    year: Told
    span: Told
    status: Told


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the document: `text == document.text[start:end]`, free of line breaks."""

    start: int
    end: int
    text: str
    role: Role
    context: Context
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a sentence. `nested` means that it stands only inside a longer name (青海 in 青海油田)."""

    kind: Kind
    type: str
    name: str
    start: int
    end: int
    rule: str
    sentence: Span
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit as written: `53` `万千瓦`, `2×660` `兆瓦`."""

    value: str
    unit: str

    def __str__(self) -> str:
        return f"{self.value}{self.unit}"


@dataclass(frozen=True, slots=True)
class Observation:
    """One quantified statement, with the fields of the annotation guideline.

    `value` has no thousands separators and is half-width; `period` is empty where it hangs on a year that the document
    does not say; `place` is empty where the document's own place is meant;
    `start`, `end` bound the shortest stretch that holds indicator and number. `origins` names the fields that come
    from elsewhere than the clause. `confidence` is how probable it is that all of this is right, None before it is
    judged; `reasons` are what speaks for and against it: all of it before it is judged, the strongest of it behind.
    """

    indicator: str
    value: str
    unit: str
    measure: Measure
    bound: Bound
    status: Status
    period: str
    place: str
    start: int
    end: int
    rule: str
    sentence: Span
    origins: tuple[tuple[str, Origin], ...] = ()
    confidence: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """One naming of a project, or the record of all its namings in one document, which are then its `namings`.

    A record has the fullest name, the stage at which the document leaves the project, and what all namings say.
    `merge_rule` is the rule that made a naming one with the name of its record, empty where it is that name.
    `confidence` and `reasons` are those of an observation.
    """

    name: str
    stage: Stage
    status: Status
    period: str
    start: int
    end: int
    rule: str
    sentence: Span
    capacity: tuple[Amount, ...] = ()
    investment: Amount | None = None
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    origins: tuple[tuple[str, Origin], ...] = ()
    namings: tuple[Project, ...] = ()
    merge_rule: str = ""
    confidence: float | None = None
    reasons: tuple[str, ...] = ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other names that the namings give it, each once."""
        return tuple(dict.fromkeys(naming.name for naming in self.namings if naming.name != self.name))


@dataclass(frozen=True, slots=True)
class Amendment:
    """A fact that the user has corrected: the field, what stood before and what is right, who said so, where it stands.

    `field` is `wrong` where there is no fact any more, and `missed` where there was none before; `fact` is the fact as
    it is now.
    """

    field: str
    before: str
    after: str
    who: str
    span: Span
    sentence: Span
    fact: Observation | Project | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was found in one document, in the order of the text."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    observations: tuple[Observation, ...] = ()
    projects: tuple[Project, ...] = ()
    mentions: tuple[Mention, ...] = ()
    set_aside: tuple[tuple[Span, str], ...] = field(default=())
    amendments: tuple[Amendment, ...] = ()
