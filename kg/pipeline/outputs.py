"""The outputs of a build, written from the answers for its documents without holding more than one of them.

The page alone is made of all its rows at once.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from pyoxigraph import RdfFormat, Store

from kg.export import report, tables
from kg.export.page.tables import Tables as Rows
from kg.link.reprints import reprints
from kg.pipeline import answers
from kg.pipeline.answers import COUNTED, Answer
from kg.pipeline.documents import Documents
from kg.rdf import turtle
from kg.rdf.lines import merged
from kg.rdf.validate import Finding
from kg.text.wording import counted

# So many answers are read side by side: each takes an open file and some memory.
_MANY = 128
# What several documents may tell of; an observation is one document's own.
_SHARED = tuple(name for name in COUNTED if name != "Observation")
# The page shows so many facts from rows of large tables; a browser cannot hold a million.
_SHOWN = 5_000


@dataclass(slots=True)
class Overview:
    """What there is in a build, told in words and counted."""

    documents: int
    findings: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    observations: int = 0
    things: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in _SHARED})
    damages: list[tuple[str, str]] = field(default_factory=list)
    merges: list[tuple[str, str, str, str, int]] = field(default_factory=list)
    alike: list[tuple[str, str]] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """How much there is, in words."""
        numbers = {
            "observation": self.observations,
            **{name.lower(): len(found) for name, found in self.things.items()},
        }
        made = ", ".join(counted(number, name) for name, number in numbers.items())
        return f"{counted(self.documents, 'document')}: {made}; {counted(self.findings.total(), 'finding')}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What else there is to say, a line each."""
        return (*(f"{name}: {what}" for name, what in self.alike), *self.stale)


def overview(documents: Documents) -> Overview:
    """What the answers say together."""
    found = Overview(len(documents.names))
    said: dict[str, array[int]] = {}
    for answer in documents.answers:
        shown = answers.shown(answer)
        found.findings.update(finding.outcome for finding in answers.findings(answer))
        found.facts += shown["facts"]
        found.observations += len(shown["things"]["Observation"])
        for name, things in found.things.items():
            things.update(shown["things"][name])
        found.damages += map(tuple, shown["damages"])
        found.merges += map(tuple, shown["merges"])
        found.corrected += map(_corrected, shown["corrected"])
        said |= {name: array("Q", set(marks)) for name, marks in shown["marks"].items()}
    found.alike += _alike(said)
    found.stale += stale(documents)
    return found


def stale(documents: Documents) -> Iterator[str]:
    """The user's corrections that do not hold, a line each."""
    for finding in _Findings(documents.answers):
        if finding.outcome == "stale":
            yield f"{finding.document}: {finding.en}"


def _corrected(row: Sequence[str]) -> str:
    """A row of the query `corrections` in words."""
    document, start, _, name, before, right, who, _ = row
    change = " -> ".join(filter(None, (before, right)))
    return f"{document}, {start}: {name}: {change}" + (f" ({who})" if who else "")


def _alike(said: Mapping[str, Collection[int]]) -> Iterator[tuple[str, str]]:
    """(name of a document, what there is to say of another that says the same)."""
    for one, other, share in reprints(said):
        yield one, f"{share} % of the shorter one's sentences stand in {other} too: is one a reprint of the other?"


def graph(documents: Documents) -> Store:
    """The whole graph in memory, with one named graph for each document and one for what links them."""
    store = Store()
    for answer in (*documents.answers, *documents.links):
        store.bulk_load(b"".join(answers.kept(answer)), RdfFormat.N_QUADS)
    return store


def write(documents: Documents, found: Overview, folder: Path, say: report.Say = report.in_english) -> None:
    """Write all outputs but the manifest into the folder, the report for people as `say` has it."""
    from kg.export import page

    every = (*documents.answers, *documents.links)
    base = documents.manifest.base
    turtle.write(_together([answers.kept(answer) for answer in every], folder), folder, base)
    known = tables.agreed(answers.shown(answer)["tables"] for answer in documents.answers)
    told = ((answers.head(answer)["piece"] > 0, answers.shown(answer)["tables"]) for answer in documents.answers)
    guarded = tables.save(tables.whole(told), known, folder / "tables")
    if found.facts > page.split.survey.FACTS:
        links = page.tables.joined(map(answers.rows, documents.links))
        page.write_split(_sources(documents.answers), links, folder, found.findings)
    else:
        shown, left = _of_page(documents.answers)
        page.write_tables(map(answers.rows, (*shown, *documents.links)), folder / "graph.html", found.findings + left)
    rejected = _together([answers.rejected(answer) for answer in documents.answers], folder)
    report.write(
        report.Report(
            base, found.summary, found.facts, _Findings(documents.answers), documents.failures, rejected,
            [*sorted(found.damages), *found.alike], guarded, **_linked(found, answers.head(documents.links[0])),
        ),
        folder, say,
    )  # fmt: skip


def _sources(told: Iterable[Answer]) -> list[list[Callable[[], Rows]]]:
    """What reads the rows of each document, piece by piece: its own answer stands behind those of its pieces."""
    found: list[list[Callable[[], Rows]]] = [[]]
    for answer in told:
        found[-1].append(partial(answers.rows, answer))
        if not answers.head(answer)["piece"]:
            found.append([])
    return found[:-1]


def _of_page(every: Sequence[Answer]) -> tuple[list[Answer], Counter[str]]:
    """The answers that the page shows, and how many facts in further `rows` of large tables it leaves to the others."""
    shown: list[Answer] = []
    facts, left = 0, Counter[str]()
    for answer in every:
        if answers.head(answer)["piece"]:
            facts += (count := answers.shown(answer)["facts"])
            if facts > _SHOWN:
                left["rows"] += count
                continue
        shown.append(answer)
    return shown, left


def _together(streams: Sequence[Iterable[bytes]], folder: Path) -> Iterator[bytes]:
    """The lines of sorted streams in their order, each once, however many streams there are."""
    while len(streams) > _MANY:
        batches = (streams[at : at + _MANY] for at in range(0, len(streams), _MANY))
        streams = [_run(merged(some), folder) for some in batches]
    return merged(streams)


def _run(lines: Iterable[bytes], folder: Path) -> Iterable[bytes]:
    """Sorted lines in a file that nobody else sees and that goes with this process."""
    file = TemporaryFile(dir=folder)  # noqa: SIM115 (read until the end of the build)
    file.writelines(lines)
    file.seek(0)
    return file


@dataclass(frozen=True, slots=True)
class _Findings:
    """The findings of all documents, read again each time that they are asked for."""

    answers: Sequence[Answer]

    def __iter__(self) -> Iterator[Finding]:
        for answer in self.answers:
            yield from answers.findings(answer)


def _linked(found: Overview, head: dict[str, Any]) -> dict[str, Any]:
    """What the report says of links: merges of names that differ, verdicts on targets, contradictions."""
    proofs = sorted([*found.merges, *map(tuple, head["proofs"])], key=lambda row: (*row[:2], *row[3:], row[2]))
    return {
        "merges": list(dict.fromkeys(row[:3] for row in proofs if row[0] != row[1])),
        "verdicts": Counter(head["verdicts"]),
        "contradictions": head["reasons"],
        "corrections": found.corrected,
    }
