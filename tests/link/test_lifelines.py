"""Life lines: the order of steps, whatever the order in which documents tell them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from readings import event

from kg.link.lifelines import lifelines, successions

APPROVED = event("approved", "2023", reviewed="2023")
AIMED = event("started", "2024", "target", reviewed="2023")
STARTED = event("started", "2024", document="b.txt")
AGAIN = event("started", "2024", document="c.txt")
DONE = event("completed", "2025", "target", document="b.txt")
LIFE = [APPROVED, STARTED, AGAIN, AIMED, DONE]


@given(st.permutations(LIFE))
def test_steps_follow_the_years(told: list[object]) -> None:
    [line] = lifelines(told)  # type: ignore[arg-type]
    assert line == [[APPROVED], [AIMED], [STARTED, AGAIN], [DONE]]


def test_every_event_of_a_step_precedes_every_event_of_the_next() -> None:
    pairs = successions(lifelines([APPROVED, STARTED, AGAIN]))
    assert pairs == [(APPROVED.iri, STARTED.iri), (APPROVED.iri, AGAIN.iri)]


def test_one_step_is_no_line_and_no_stage_is_no_step() -> None:
    assert lifelines([STARTED, AGAIN, event("none", "2023")]) == []


def test_an_event_without_a_year_stands_in_the_year_under_review() -> None:
    undated = event("building", "", reviewed="2024")
    [line] = lifelines([event("completed", "2025"), undated])
    assert line[0] == [undated]
