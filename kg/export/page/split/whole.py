"""What the overview says of all documents, though it holds a part of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from typing import Any

from kg.export.page.split.survey import Survey


# What the overview says of all, though it holds a part
def of_all(
    overview: Mapping[str, Any], survey: Survey, totals: Mapping[str, Any], iris: Sequence[str]
) -> dict[str, Any]:
    """The overview of a part, its counts those of the whole; `iris` are the entities of the part by their number."""
    findings = [one for one in overview["findings"] if one["kind"] not in ("industries", "set")]
    verdicts = {name: totals["verdicts"].get(name, 0) for name in ("exceeded", "met", "missed")}
    findings = [one | {"counts": verdicts} if one["kind"] == "outcomes" else one for one in findings]
    findings += _industries(survey, {iri: number for number, iri in enumerate(iris)})
    grades = {name: survey.grades[name] for name in ("sure", "fair", "doubtful")}
    return {**overview, "findings": findings, "trust": {"confidence": grades}}


def _industries(survey: Survey, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The industries that the documents of most places name."""
    named = ((len(places), iri) for iri, places in survey.named_by.items() if iri in numbers and "/industry" in iri)
    shown = [[numbers[iri], count] for count, iri in nlargest(5, named) if count > 1]
    if shown:
        yield {"kind": "industries", "of": len(survey.places), "shown": shown, "to": {"view": "compare"}}
