"""A document's facts as the judge sees them: each with its confidence, and what is hardly a fact set aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kg.extract.confidence.judge import Verdict, verdict
from kg.model import Document, Facts, Observation, Project, Span

# What is less probably a fact than this is set aside.
LEAST = 0.3
REASON = "judged to be no fact"
# What part of the facts that are right where the characters are given stays right where they are recognized: of made-up
# scans, noisy and a little askew, 61 of 62 observations and all projects; scans of paper are worse.
RECOGNIZED = 0.95


def judged(facts: Facts) -> Facts:
    """The facts with their confidence instead of their features; a fact without features is left as it is."""
    observations, no_observations = _parted("observation", facts.observations, facts.document)
    projects, no_projects = _parted("project", facts.projects, facts.document)
    aside = sorted((*facts.set_aside, *no_observations, *no_projects), key=lambda item: item[0].start)
    return replace(facts, observations=observations, projects=projects, set_aside=tuple(aside))


_Judged = TypeVar("_Judged", Observation, Project)


def _parted(
    kind: str, items: Iterable[_Judged], document: Document
) -> tuple[tuple[_Judged, ...], list[tuple[Span, str]]]:
    """The facts of a kind with their confidence, and where those stand that are hardly facts, with the reason."""
    kept, aside = [], []
    for item in items:
        told = verdict(kind, item.reasons)
        if told.fact < LEAST:
            aside.append((Span(item.start, item.end), f"{REASON} ({told.fact:.2f})"))
        else:
            told = _as_recognized(told) if document.region(item.start) else told
            kept.append(replace(item, confidence=told.right, reasons=told.reasons))
    return tuple(kept), aside


def _as_recognized(told: Verdict) -> Verdict:
    """The verdict on a fact whose characters were recognized from a picture: one may be another."""
    return replace(told, right=round(RECOGNIZED * told.right, 2), reasons=("-recognized", *told.reasons))
