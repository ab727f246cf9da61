"""What a build tells of itself while it works, and when it is done."""

from __future__ import annotations

import pytest

from kg.cli.shared import Rate
from kg.pipeline import progress
from kg.pipeline.progress import Step, Watch


def test_a_watch_keeps_the_time_of_each_stage_and_passes_on_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Step] = []
    times = iter((10.0, 14.0, 15.0, 17.5))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(times))
    watch = Watch(heard.append)
    steps = [Step("reading", 0, 2), Step("reading", 1, 2, "a.txt", 6000, 12), Step("linking"), Step("writing")]
    for step in steps:
        watch(step)
    work = watch.ended()
    assert heard == steps
    assert (work.seconds, work.characters) == ({"reading": 4.0, "linking": 1.0, "writing": 2.5}, 6000)
    assert str(work).startswith("6,000 characters read in 4.0 s (1,500 a second), linked in 1.0 s, written in 2.5 s")


def test_nothing_read_has_no_rate() -> None:
    assert "0 characters read in 0.0 s (0 a second)" in str(Watch(progress.silent).ended())


def test_the_rate_is_that_of_what_was_read_here() -> None:
    rate = Rate()
    assert rate.told(Step("reading", 40, 100), 5.0) == "", "documents known from before tell no rate"
    assert rate.told(Step("reading", 41, 100, "a.txt", 3000), 6.5) == "2,000 characters/s"
    assert rate.told(Step("reading", 42, 100, "b.txt", 3000), 8.0) == "2,000 characters/s"
    assert rate.told(Step("linking"), 9.0) == ""
    assert Rate(1.0).told(Step("reading", 1, 2, "bad.pdf", failure="is damaged"), 3.0) == "0.5 documents/s"
