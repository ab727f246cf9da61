"""What changed between two graphs: documents, projects, their stages and amounts, targets and what came of them.

Two things are the same where they have the same IRI, or where one of the graphs has merged one into the other. Two
targets are about the same where indicator, place, measure and period are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.query import memory
from kg.rdf import turtle as writer
from kg.rdf.changes import Change, quads
from kg.rdf.records import Evidence
from kg.rdf.snapshot import Fact, Key, Project, Snapshot, Target, in_order, snapshot
from kg.reference.terms import PREFIXES
from kg.text.wording import counted

# The kinds of changes in the order in which they are told, as headings.
KINDS = {
    "document-added": "Documents added",
    "document-removed": "Documents removed",
    "document-revised": "Documents revised",
    "project-new": "New projects",
    "project-gone": "Vanished projects",
    "project-merged": "Projects now known as another",
    "project-split": "Projects no longer known as another",
    "stage-moved": "Stages moved",
    "investment-changed": "Investments changed",
    "capacity-changed": "Capacities changed",
    "target-new": "New targets",
    "target-gone": "Vanished targets",
    "target-revised": "Targets revised",
    "target-met": "Targets met",
    "target-exceeded": "Targets exceeded",
    "target-missed": "Targets missed",
    "target-not-comparable": "Targets whose result cannot be compared",
    "outcome-withdrawn": "Results of targets withdrawn",
}
_MARKS = {"added": "+", "new": "+", "removed": "-", "gone": "-", "withdrawn": "-"}
_ORDER = list(KINDS)


def read(path: Path) -> Snapshot:
    """The snapshot of a graph file, or of the graph in a build's output folder; raises InputError."""
    if not path.exists():
        raise InputError(path, "does not exist", "give a graph file, or the output folder of a build")
    found = snapshot(memory.load(path))
    if not found.documents:
        raise InputError(path, "holds no documents", "give a graph that `kg build` has written")
    return found


def compare(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """The changes from one snapshot to the other, by kind, then by name; raises InputError where they share no IRI."""
    if old.base != new.base and old.base and new.base:
        reason = f"begins its IRIs with {new.base}, the older one with {old.base}"
        raise InputError("the newer graph", reason, "build both with one --base")
    found = [*_documents(old, new), *_projects(old, new), *_targets(old, new)]
    return tuple(sorted(found, key=lambda change: (_ORDER.index(change.kind), change.label, change.subject)))


def _documents(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    for name in sorted(old.documents.keys() | new.documents.keys()):
        before, after = old.documents.get(name), new.documents.get(name)
        here = after or before
        assert here
        label = f"{name} ({here.title})" if here.title else name
        if not before:
            yield Change("document-added", here.iri, label, after=(here.iri,))
        elif not after:
            yield Change("document-removed", here.iri, label, before=(here.iri,))
        elif before.sha256 != after.sha256:
            one, other = (f"SHA-256 {document.sha256[:12]}…" for document in (before, after))
            yield Change("document-revised", here.iri, label, (one,), (other,), (before.iri,), (after.iri,))


def _projects(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    for iri in sorted(old.projects.keys() | new.projects.keys()):
        before, after = old.projects.get(iri), new.projects.get(iri)
        if before and after:
            yield from _moved(before, after)
        elif after:
            yield _came_or_went("new", "split", after, old)
        elif before:
            yield _came_or_went("gone", "merged", before, new)


def _came_or_went(alone: str, with_other: str, project: Project, other: Snapshot) -> Change:
    """A project that only one graph has; the other one may know it as another."""
    kept = _canonical(project.iri, other.replaced)
    if kept == project.iri:
        kind = alone
        facts = (fact for told in (project.stages, project.capacity, project.investment) for fact in told.values())
        words = tuple(fact.text for fact in facts)
    else:
        kind = with_other
        words = (f"as {other.projects[kept].name if kept in other.projects else kept}",)
    here, nodes = project.mentions, (project.iri,)
    if alone == "new":
        return Change(f"project-{kind}", project.iri, project.name, (), words, (), nodes, here)
    return Change(f"project-{kind}", project.iri, project.name, words, (), nodes, (), here)


def _moved(before: Project, after: Project) -> Iterator[Change]:
    for kind in ("stage-moved", "capacity-changed", "investment-changed"):
        field = {"stage-moved": "stages"}.get(kind, kind.partition("-")[0])
        old, new = getattr(before, field), getattr(after, field)
        if old.keys() != new.keys():
            yield _change(kind, after.iri, after.name, old, new)


def _change(kind: str, subject: str, label: str, old: Mapping[Key, Fact], new: Mapping[Key, Fact]) -> Change:
    """A change from some facts to others; what both have is told in the values, but is no evidence."""
    fresh = [fact for key, fact in new.items() if key not in old]
    stale = [fact for key, fact in old.items() if key not in new]
    return Change(
        kind,
        subject,
        label,
        tuple(fact.text for fact in old.values()),
        tuple(fact.text for fact in new.values()),
        tuple(iri for fact in stale for iri in fact.iris),
        tuple(iri for fact in fresh for iri in fact.iris),
        _evidence(fresh or stale),
    )


def _evidence(facts: Iterable[Fact]) -> tuple[Evidence, ...]:
    return in_order(item for fact in facts for item in fact.evidence)


def _targets(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    earlier = _by_meaning(old.targets, new.replaced)
    later = _by_meaning(new.targets, old.replaced)
    for key in sorted(earlier.keys() | later.keys()):
        before, after = earlier.get(key, _NO_TARGET), later.get(key, _NO_TARGET)
        label = (after if after.values else before).label
        facts = (after.values if after.values else before.values).values()
        subject = next(iter(facts)).iris[0]
        if before.values.keys() != after.values.keys():
            kind = (
                "target-revised" if before.values and after.values else "target-new" if after.values else "target-gone"
            )
            yield _change(kind, subject, label, before.values, after.values)
        yield from _outcomes(before, after, subject, label)


_NO_TARGET = Target("", {}, {})


def _by_meaning(targets: Mapping[Key, Target], replaced: Mapping[str, str]) -> dict[Key, Target]:
    """The targets with the IRIs that the other graph would use for what they are about."""
    found: dict[Key, Target] = {}
    for key, target in sorted(targets.items()):
        meant = tuple(_canonical(part, replaced) for part in key)
        known = found.get(meant, target)
        found[meant] = Target(target.label, {**known.values, **target.values}, {**known.outcomes, **target.outcomes})
    return found


def _canonical(iri: str, replaced: Mapping[str, str]) -> str:
    for _ in replaced:  # a chain cannot be longer; a loop ends as well
        if iri not in replaced:
            break
        iri = replaced[iri]
    return iri


def _outcomes(before: Target, after: Target, subject: str, label: str) -> Iterator[Change]:
    for verdict, fact in after.outcomes.items():
        if verdict not in before.outcomes:
            aims = tuple(f"target {value.text}" for value in after.values.values())
            nodes = tuple(iri for value in after.values.values() for iri in value.iris)
            yield Change(
                f"target-{verdict}", subject, label, aims, (f"result {fact.text}",), nodes, fact.iris, fact.evidence
            )
    if before.outcomes and not after.outcomes and after.values:
        told = tuple(f"{verdict}: {fact.text}" for verdict, fact in before.outcomes.items())
        iris = tuple(iri for fact in before.outcomes.values() for iri in fact.iris)
        yield Change("outcome-withdrawn", subject, label, told, (), iris, (), _evidence(before.outcomes.values()))


def turtle(changes: Sequence[Change], base: str) -> str:
    """The changes as sorted Turtle; `base` is where the IRIs of their nodes begin."""
    return writer.turtle(quads(changes, base), PREFIXES | {"id": base}).decode()


def text(changes: Sequence[Change]) -> str:
    """The changes for people: by kind, each with its old and new value and a sentence, and how many there are."""
    lines: list[str] = []
    counts: list[tuple[str, int]] = []
    for kind, title in KINDS.items():
        found = [change for change in changes if change.kind == kind]
        if found:
            counts.append((title, len(found)))
            lines += [f"{title} ({len(found)})", *(line for change in found for line in _told(change)), ""]
    lines.append(counted(len(changes), "change"))
    lines += [f"  {title[0].lower()}{title[1:]}: {number:,}" for title, number in counts]
    return "\n".join(lines) + "\n"


def _told(change: Change) -> Iterator[str]:
    """A line for the change; for what became another, a second one with the sentence that says so."""
    mark = _MARKS.get(change.kind.rpartition("-")[2], "~")
    documents = sorted({item.name for item in change.evidence})
    told = change.evidence[0] if change.evidence and mark == "~" else None
    yield f"  {mark} {change.label}{_values(change)}" + (f"  [{', '.join(documents)}]" if documents else "")
    if told and told.context.words:
        yield f"      {told.name}: {told.context.words}"


def _values(change: Change) -> str:
    old, new = ("; ".join(values) for values in (change.old, change.new))
    return f": {old} -> {new}" if old and new else f": {old or new}" if old or new else ""
