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

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KgError
from kg.rdf import turtle
from kg.rdf.validate import Finding
from kg.reference.terms import DCTERMS, FZ, RDF, RDFS, SH, chinese, integer, mint, string

_MANY = 10_000  # triples that are put into lines at once
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


def write(report: Report, folder: Path) -> None:
    """Write `report.txt`, `report.ttl` and `rejected.nq` into the folder."""
    (folder / "report.txt").write_text(text(report), encoding="utf-8", newline="\n")
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


def text(report: Report) -> str:
    """The report for people, by outcome and document.

    Says files by their names only: the same input gives the same bytes wherever it lies.
    """
    lines = [report.summary, "What is in the graph conforms to the ontology.", ""]
    if report.failures:
        lines += [f"Not read ({len(report.failures)})", *(f"  {_failure(failure)}" for failure in report.failures), ""]
    if report.damages:
        lines += [
            f"What was mended, and what is in doubt ({len(report.damages)})",
            *(f"  {name}: {what}" for name, what in report.damages),
            "",
        ]
    if report.guarded:
        title = f"Cells of tables with an apostrophe before them, lest a spreadsheet run them ({len(report.guarded)})"
        lines += [title, *(f"  {table}: {cell}" for table, cell in report.guarded), ""]
    lines += _linked(report)
    for outcome, (title, _) in _OUTCOMES.items():
        found = [finding for finding in report.findings if finding.outcome == outcome]
        if found:
            lines += [f"{title} ({len(found)})", *_listed(found), ""]
    return "\n".join(lines)


def _linked(report: Report) -> Iterator[str]:
    """What the user has corrected, and what was linked across names and documents."""
    if report.corrections:
        yield f"Corrected by corrections.tsv ({len(report.corrections)})"
        yield from (*(f"  {told}" for told in report.corrections), "")
    if report.verdicts:
        told = ", ".join(f"{count} {verdict.replace('-', ' ')}" for verdict, count in sorted(report.verdicts.items()))
        yield from (f"Targets held against results ({sum(report.verdicts.values())}): {told}", "")
    if report.contradictions:
        yield f"Contradictions, listed and not resolved ({len(report.contradictions)})"
        yield from (*(f"  {reason}" for reason in report.contradictions), "")
    if report.merges:
        yield f"Names found to be one thing ({len(report.merges)}); a line `different` in decisions.tsv parts them"
        yield from (*(f"  {kept} = {merged}: {rule}" for kept, merged, rule in report.merges), "")


def _failure(failure: KgError) -> str:
    return f"{PurePath(failure.where).name}: {failure.reason}; {failure.remedy}"


def _listed(findings: Iterable[Finding]) -> Iterator[str]:
    for document, group in groupby(findings, key=lambda finding: finding.document):
        yield f"  {document}"
        for finding in group:
            yield from _told(finding)


def _told(finding: Finding) -> Iterator[str]:
    if finding.outcome == "aside":
        yield f"    {finding.value or finding.sentence}: {finding.en}"
        if finding.value and finding.sentence:
            yield f"      sentence: {finding.sentence}"
        return
    yield f"    {finding.kind}: {finding.en}" + (f": {finding.value}" if finding.value else "")
    said = (("sentence", finding.sentence), ("rule", finding.rule), ("fact", finding.subject))
    yield from (f"      {name}: {what}" for name, what in said if what)


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
