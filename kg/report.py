"""The report of a build: what was read, what was kept, and why everything else was not.

`report.txt` is for people, `report.ttl` the same as a SHACL validation report, `rejected.nq` the quarantine: the
quads of every fact that failed, with the results that say why. Nothing that was found goes missing without a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import store
from kg.export import tables, turtle
from kg.rdf.terms import DCTERMS, FZ, RDF, SH, chinese, integer, string
from kg.validate import Finding
from kg.wording import counted, spaced

if TYPE_CHECKING:  # the line imports its report, and not the other way round
    from kg.pipeline import Built

_REPORT = NamedNode("urn:fazhan:report")
_COUNTED = ("Observation", "Project", "Place", "Organization", "Industry")
_DOCUMENTS = """
PREFIX fz: <https://w3id.org/fazhan/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?name ?graph ?damage WHERE {
  GRAPH ?graph { ?document a fz:Document ; dcterms:identifier ?name OPTIONAL { ?document fz:damage ?damage } }
} ORDER BY ?name ?damage
"""
_UNKNOWN_UNITS = """
PREFIX fz: <https://w3id.org/fazhan/ontology#>
PREFIX qudt: <http://qudt.org/schema/qudt/>
SELECT ?unit (COUNT(DISTINCT ?fact) AS ?times) WHERE {
  ?fact fz:unit ?unit . FILTER NOT EXISTS { ?fact qudt:unit ?known }
} GROUP BY ?unit ORDER BY ?unit
"""


def write(built: Built, folder: Path) -> None:
    """Write `report.txt`, `report.ttl` and `rejected.nq` into the folder."""
    (folder / "report.txt").write_text(text(built), encoding="utf-8", newline="\n")
    (folder / "report.ttl").write_bytes(turtle.turtle(_summary(built)))
    results = (quad for finding in built.findings for quad in _result(finding))
    (folder / "rejected.nq").write_bytes(turtle.nquads([*built.rejected, *results]))


# --- for people ------------------------------------------------------------------------------------------------------


def text(built: Built) -> str:
    """The report in words, in sections that are left out where they are empty."""
    by_outcome = {name: [item for item in built.findings if item.outcome == name] for name in _OUTCOMES}
    sections = [_documents(built)]
    sections += (_section(title, _found(by_outcome[name])) for name, title in _OUTCOMES.items())
    sections.append(_section("Units without a conversion", _units(built.graph)))
    sections.append(_section("Cells of tables with an apostrophe before them", _cells(built.graph)))
    return "\n".join(section for section in sections if section)


_OUTCOMES = {
    "rejected": "Rejected: failed a shape of the ontology",
    "follows": "Rejected with them: cannot stand without what failed",
    "aside": "Set aside: looks like a fact and is none",
}


def _section(title: str, lines: Iterable[str]) -> str:
    lines = list(lines)
    return "".join(f"{line}\n" for line in (title, *lines)) if lines else ""


def _documents(built: Built) -> str:
    title = f"{counted(len(built.documents), 'document')} read, {len(built.failures)} not read"
    kept: dict[str, list[str]] = {}
    graphs: dict[str, str] = {}
    for name, graph, damage in store.run(built.graph, _DOCUMENTS)[1]:
        graphs[name] = graph
        kept.setdefault(name, []).extend([damage] if damage else [])
    lines = []
    for name, damages in kept.items():
        lines.append(f"  {name}: {_counts(built.graph, NamedNode(graphs[name]))}")
        lines += (f"    damage: {damage}" for damage in damages)
    lines += (f"  {name}: nothing kept" for name in built.documents if name not in kept)
    lines += (f"  not read: {failure}" for failure in built.failures)
    return _section(title, lines)


def _counts(graph: Store, name: NamedNode) -> str:
    found = ((_count(graph, noun, name), noun) for noun in _COUNTED)
    return ", ".join(counted(number, spaced(noun)) for number, noun in found)


def _count(graph: Store, cls: str, name: NamedNode | None = None) -> int:
    return len({quad.subject for quad in graph.quads_for_pattern(None, RDF.type, FZ[cls], name)})


def _found(findings: Sequence[Finding]) -> Iterator[str]:
    """How many for which reason, then each with its sentence and rule."""
    reasons = Counter(finding.en for finding in findings)
    yield from (
        f"  {number} × {reason}" for reason, number in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
    )
    for finding in findings:
        value = f": {finding.value}" if finding.value and finding.outcome != "follows" else ""
        rule = f" (rule {finding.rule})" if finding.rule else ""
        both = finding.en if finding.zh == finding.en else f"{finding.en} {finding.zh}"
        yield f"  {finding.document}: {spaced(finding.kind)}: {both}{value}{rule}"
        if finding.sentence:
            yield f"    {' '.join(finding.sentence.split())}"


def _units(graph: Store) -> Iterator[str]:
    rows = store.run(graph, _UNKNOWN_UNITS)[1]
    if rows:
        yield "  " + ", ".join(f"{unit} ({times})" for unit, times in rows)


def _cells(graph: Store) -> Iterator[str]:
    for table, cell in tables.guarded(graph):
        yield f"  {table}: {cell}"


# --- for machines ----------------------------------------------------------------------------------------------------


def _quad(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
    return Quad(subject, predicate, value)


def _summary(built: Built) -> Iterator[Quad]:
    """The whole report: whether all that was found conformed, every result, every file that could not be read."""
    yield _quad(_REPORT, RDF.type, SH.ValidationReport)
    yield _quad(_REPORT, SH.conforms, Literal(not any(item.outcome == "rejected" for item in built.findings)))
    kept = _count(built.graph, "Observation") + _count(built.graph, "Project")
    yield _quad(_REPORT, FZ.acceptedFacts, integer(kept))
    yield _quad(_REPORT, FZ.rejectedFacts, integer(sum(item.outcome == "rejected" for item in built.findings)))
    for failure in built.failures:
        yield _quad(_REPORT, FZ.unreadable, string(str(failure)))
    for finding in built.findings:
        if finding.outcome != "aside":
            yield _quad(_REPORT, SH.result, _iri(finding))
        yield from _result(finding)


def _iri(finding: Finding) -> NamedNode:
    key = "\x1f".join(
        (finding.document, finding.subject, finding.shape, finding.path, finding.component, finding.value)
    )
    return NamedNode(f"urn:fazhan:finding-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}")


def _result(finding: Finding) -> Iterator[Quad]:
    """One finding: a validation result, or what was set aside with the reason."""
    iri = _iri(finding)
    if finding.outcome == "aside":
        yield _quad(iri, RDF.type, FZ.SetAside)
        yield _quad(iri, FZ.reason, string(finding.en))
    else:
        yield from _violation(iri, finding)
    yield _quad(iri, DCTERMS.source, string(finding.document))
    if finding.sentence:
        yield _quad(iri, FZ.evidence, string(finding.sentence))
    if finding.rule:
        yield _quad(iri, FZ.rule, string(finding.rule))


def _violation(iri: NamedNode, finding: Finding) -> Iterator[Quad]:
    yield _quad(iri, RDF.type, SH.ValidationResult)
    yield _quad(iri, SH.resultSeverity, SH.Violation)
    yield _quad(iri, SH.focusNode, NamedNode(finding.subject))
    yield _quad(iri, SH.resultMessage, chinese(finding.zh))
    yield _quad(iri, SH.resultMessage, Literal(finding.en, language="en"))
    # What hangs on a rejected thing points at a thing of no class.
    component = NamedNode(finding.component) if finding.component else SH.ClassConstraintComponent
    yield _quad(iri, SH.sourceConstraintComponent, component)
    for predicate, value in ((SH.sourceShape, finding.shape), (SH.resultPath, finding.path)):
        if value:
            yield _quad(iri, predicate, NamedNode(value))
    if finding.value:
        yield _quad(iri, SH.value, string(finding.value))
