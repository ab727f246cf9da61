"""One short round of each attack of `make harden`, so that the command itself keeps working."""

from __future__ import annotations

from pathlib import Path
from random import Random

import kills
import labels
import mutants
import pytest


def test_hostile_labels_are_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labels, "MANY", 2)
    assert labels.faults(tmp_path, Random(1)) == (2, [])


def test_a_label_that_is_more_than_text_is_noticed() -> None:
    harmless, hostile = (labels._elements(f"<p>{label}</p>") for label in ("x", "<img src=//x onerror=y>"))
    assert harmless.found != hostile.found and hostile.outside == ["//x"]


def test_mutants_differ_and_follow_from_the_seed() -> None:
    for data in mutants.seeds().values():
        assert mutants.mutant(data, Random(1)) == mutants.mutant(data, Random(1)) != mutants.mutant(data, Random(2))


@pytest.mark.slow
@pytest.mark.processes
def test_broken_files_are_read_or_told(tmp_path: Path) -> None:
    assert mutants.faults(tmp_path, Random(1)) == (mutants.MANY, [])


@pytest.mark.slow
def test_a_kill_loses_nothing(tmp_path: Path) -> None:
    assert kills.faults(tmp_path, Random(1)) == (1, [])
