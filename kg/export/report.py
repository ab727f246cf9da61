"""The report of a build: what could not be read, what failed a shape, what was set aside, and why.

`report.txt` is for people, `report.ttl` says the same as a SHACL validation report, and `rejected.nq` holds the facts
that failed, with the results that say why, so that nothing is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from heapq import merge
from itertools import chain, groupby, islice
from pathlib import Path, PurePath
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.rdf import turtle
from kg.rdf.validate import Finding
from kg.reference.terms import DCTERMS, FZ, RDF, RDFS, SH, chinese, integer, mint, string

_MANY = 10_000  # triples that are put into lines at once


class Say(Protocol):
    """Puts a line into the reader's language, which may be there in Chinese already."""

    def __call__(self, english: str, chinese: str = "") -> str: ...


def in_english(english: str, chinese: str = "") -> str:
    """A line as the code has it."""
    return english


_Told = tuple[NamedNode, NamedNode, NamedNode | Literal]

# What becomes of a finding, as a heading and as the severity of its result.
_OUTCOMES = {
    "rejected": ("Rejected: failed a shape of the ontology", SH.Violation),
    "follows": ("Rejected with what they hang on", SH.Warning),
    "unplaced": ("Documents whose place is not certain", SH.Info),
    "stale": ("Corrections that do not hold", SH.Info),
    "aside": ("Set aside: looked like facts and were not taken for any", SH.Info),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What there is to report: the counts in words, how many facts the graph holds, findings, files that failed.

    `damages` are (document, what was found damaged and what was done about it); `guarded` are (table, cell) of the
    cells that have an apostrophe before them lest a spreadsheet run them. `merges` are (name kept, name merged, rule),
    `verdicts` how many targets held against results have met each verdict, `contradictions` the reasons of each,
    `corrections` what the user has corrected, in words.
    `findings` are read several times; `rejected` are the sorted lines of the facts that failed.
    """

    base: str
    summary: str
    facts: int
    findings: Iterable[Finding]
    failures: Sequence[KgError] = ()
    rejected: Iterable[bytes] = ()
    damages: Sequence[tuple[str, ...]] = ()
    guarded: Sequence[tuple[str, str]] = ()
    merges: Sequence[tuple[str, ...]] = ()
    verdicts: Mapping[str, int] = field(default_factory=dict)
    contradictions: Sequence[str] = ()
    corrections: Sequence[str] = ()


def write(report: Report, folder: Path, say: Say = in_english) -> None:
    """Write `report.txt`, the only one in the reader's language, `report.ttl` and `rejected.nq` into the folder."""
    (folder / "report.txt").write_text(text(report, say), encoding="utf-8", newline="\n")
    quads, found = results(report), set[bytes]()
    while some := list(islice(quads, _MANY)):
        found.update(turtle.nquads(some).splitlines(keepends=True))
    told = sorted(found)
    lines = folder / "rejected.nq"
    lines.write_bytes(b"".join(told))
    with (folder / "report.ttl").open("wb") as file:
        file.writelines(turtle.of_lines(lines, report.base))
    rejected = iter(report.rejected)
    first = next(rejected, None)
    with lines.open("wb") as file:
        if first:
            file.writelines(merge(told, chain((first,), rejected)))


def text(report: Report, say: Say = in_english) -> str:
    """The report for people, by outcome and document.

    Says files by their names only: the same input gives the same bytes wherever it lies.
    """
    lines = [say(report.summary), say("What is in the graph conforms to the ontology."), ""]
    parts = [
        ("Not read ({})", [_failure(failure, say) for failure in report.failures]),
        ("What was mended, and what is in doubt ({})", [f"{name}: {say(what)}" for name, what in report.damages]),
        (
            "Cells of tables with an apostrophe before them, lest a spreadsheet run them ({})",
            [f"{table}: {cell}" for table, cell in report.guarded],
        ),
        ("Corrected by corrections.tsv ({})", report.corrections),
    ]
    for title, found in parts:
        lines += _part(say(title.format(len(found))), found)
    lines += _linked(report, say)
    for outcome, (title, _) in _OUTCOMES.items():
        findings = [finding for finding in report.findings if finding.outcome == outcome]
        if findings:
            lines += [f"{say(title)} ({len(findings)})", *_listed(findings, say), ""]
    return "\n".join(lines)


def _part(title: str, found: Sequence[str]) -> Iterator[str]:
    """A heading and what stands below it; nothing where there is none."""
    if found:
        yield title
        yield from (*(f"  {told}" for told in found), "")


def _linked(report: Report, say: Say) -> Iterator[str]:
    """What was linked across names and documents."""
    if report.verdicts:
        told = ", ".join(say(f"{count} {name.replace('-', ' ')}") for name, count in sorted(report.verdicts.items()))
        yield from (say(f"Targets held against results ({sum(report.verdicts.values())}): {told}"), "")
    title = f"Contradictions, listed and not resolved ({len(report.contradictions)})"
    yield from _part(say(title), list(map(say, report.contradictions)))
    title = f"Names found to be one thing ({len(report.merges)}); a line `different` in decisions.tsv parts them"
    yield from _part(say(title), [f"{kept} = {merged}: {rule}" for kept, merged, rule in report.merges])


def _failure(failure: KgError, say: Say = in_english) -> str:
    return f"{PurePath(failure.where).name}: {say(failure.reason)}; {say(failure.remedy)}"


def _listed(findings: Iterable[Finding], say: Say) -> Iterator[str]:
    for document, group in groupby(findings, key=lambda finding: finding.document):
        yield f"  {document}"
        for finding in group:
            yield from _told(finding, say)


def _told(finding: Finding, say: Say) -> Iterator[str]:
    if finding.outcome == "aside":  # whose reason stands in the graph in English only
        yield f"    {finding.value or finding.sentence}: {say(finding.en)}"
        if finding.value and finding.sentence:
            yield f"      {say('sentence')}: {finding.sentence}"
        return
    what = say(finding.en, finding.zh)
    yield f"    {say(finding.kind)}: {what}" + (f": {finding.value}" if finding.value else "")
    said = (("sentence", finding.sentence), ("rule", finding.rule), ("fact", finding.subject))
    yield from (f"      {say(name)}: {what}" for name, what in said if what)


def results(report: Report) -> Iterator[Quad]:
    """The report as a SHACL validation report in a named graph of its own, without blank nodes."""
    name = mint(report.base, "report", report.summary)
    rejected = {finding.subject for finding in report.findings if finding.outcome == "rejected"}
    told: list[_Told] = [
        (name, RDF.type, SH.ValidationReport),
        (name, SH.conforms, Literal(not rejected)),
        (name, FZ.acceptedFacts, integer(report.facts)),
        (name, FZ.rejectedFacts, integer(len(rejected))),
        *((name, RDFS.comment, string(f"not read: {_failure(failure)}")) for failure in report.failures),
    ]
    for finding in report.findings:
        iri = mint(report.base, "result", *astuple(finding))
        told += [(name, SH.result, iri), *_result(iri, finding)]
        yield from (Quad(*triple, name) for triple in told)
        told.clear()
    yield from (Quad(*triple, name) for triple in told)


def _result(iri: NamedNode, finding: Finding) -> Iterator[_Told]:
    yield iri, RDF.type, SH.ValidationResult
    yield iri, SH.resultSeverity, _OUTCOMES[finding.outcome][1]
    yield iri, SH.focusNode, NamedNode(finding.subject)
    if finding.zh and finding.zh != finding.en:
        yield iri, SH.resultMessage, chinese(finding.zh)
    yield iri, SH.resultMessage, Literal(finding.en, language="en")
    links = (
        (SH.sourceShape, finding.shape),
        (SH.resultPath, finding.path),
        (SH.sourceConstraintComponent, finding.component),
    )
    yield from ((iri, predicate, NamedNode(value)) for predicate, value in links if value)
    texts = (
        (DCTERMS.identifier, finding.document),
        (SH.value, finding.value),
        (FZ.evidence, finding.sentence),
        (FZ.rule, finding.rule),
    )
    yield from ((iri, predicate, string(value)) for predicate, value in texts if value)
