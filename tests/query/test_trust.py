"""What a graph holds without the facts that are not certain enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import cli
from kg.query import memory, trust


def _confidences(rows: list[tuple[str, ...]], columns: tuple[str, ...]) -> list[float]:
    return [float(row[columns.index("confidence")]) for row in rows]


def test_every_observation_and_stage_tells_its_confidence(pair_build: Path) -> None:
    graph = memory.load(pair_build / "graph.ttl")
    for table in ("observations", "projects"):
        columns, rows = memory.run(graph, table)
        assert rows and all(0 < confidence <= 1 for confidence in _confidences(rows, columns))


def test_what_is_less_certain_is_left_out_of_every_answer(pair_build: Path) -> None:
    graph = memory.load(pair_build / "graph.ttl")
    columns, before = memory.run(graph, "observations")
    kept = [row for row in before if float(row[columns.index("confidence")]) >= 0.9]
    assert 0 < len(kept) < len(before)
    assert trust.drop_below(graph, 0.9) > 0
    assert memory.run(graph, "observations")[1] == kept
    assert memory.run(graph, "review")[1][0][0] >= "0.9"


def test_nothing_asked_takes_nothing_out(pair_build: Path) -> None:
    graph = memory.load(pair_build / "graph.ttl")
    assert trust.drop_below(graph, 0) == 0


def test_the_command_leaves_them_out(pair_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "review", "--graph", str(pair_build / "graph.ttl"), "--format", "csv", "--columns", "confidence"]
    assert cli.run([*asked, "--min-confidence", "0.9"]) == 0
    head, *rows = capsys.readouterr().out.split()
    assert head == "confidence" and rows and min(map(float, rows)) >= 0.9
    assert cli.run([*asked, "--min-confidence", "0.9", "--store", str(pair_build / "store")]) == 2
    assert "does not go with --store" in capsys.readouterr().err
