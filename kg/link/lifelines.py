"""The life of a project: its stage events in the order in which they came to pass or are to come."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise

from kg.link.records import Event, last_year

STAGES = ("planned", "approved", "started", "building", "completed")


def lifelines(events: Iterable[Event]) -> list[list[list[Event]]]:
    """For every project with two or more steps: its steps in order, each with the events that tell it.

    A step is a stage in a period, reached or aimed at, as the documents on one year tell it. Steps follow each other by
    year, then as they were told: what was aimed at a year before comes before what was reached, and in one document
    what was reached before what is aimed at.
    """
    projects: dict[str, list[Event]] = {}
    for event in events:
        if event.stage in STAGES:
            projects.setdefault(event.project, []).append(event)
    lines = []
    for _, told in sorted(projects.items()):
        told.sort(key=lambda event: (_step(event), event.document, event.iri))
        line = [list(step) for _, step in groupby(told, key=_step)]
        if len(line) > 1:
            lines.append(line)
    return lines


def _step(event: Event) -> tuple[str, str, bool, int, str]:
    year = last_year(event.period) or event.reviewed
    return year, event.reviewed, event.status == "target", STAGES.index(event.stage), event.period


def successions(lines: Iterable[list[list[Event]]]) -> list[tuple[str, str]]:
    """(event, next event) for every two events of neighbouring steps."""
    return [
        (event.iri, following.iri)
        for line in lines
        for step, after in pairwise(line)
        for event in step
        for following in after
    ]
