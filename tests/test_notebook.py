"""The notebook of the documentation runs, has been run, and shows nothing of the machine that ran it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parent.parent / "docs" / "notebook.ipynb"


def cells() -> list[dict[str, Any]]:
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code"]


def test_every_cell_runs(seeds_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    (tmp_path / "docs").mkdir()
    (tmp_path / "exports").symlink_to(seeds_build)
    monkeypatch.chdir(tmp_path / "docs")
    names: dict[str, Any] = {}
    for cell in cells():
        exec(compile("".join(cell["source"]), "cell", "exec"), names)
    assert len(names["observations"]) > 100
    assert len(names["values"]) == 5 and names["values"]["kilowatts"].dtype == "Float64"


def test_every_cell_has_been_run_in_order_and_without_an_error() -> None:
    assert [cell["execution_count"] for cell in cells()] == list(range(1, len(cells()) + 1))
    assert not [output for cell in cells() for output in cell["outputs"] if output["output_type"] == "error"]
    assert sum(bool(cell["outputs"]) for cell in cells()) == len(cells())


def test_its_outputs_are_small_and_name_no_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < 40_000
    assert not re.search(r"/tmp/|/home/|/root/|/work/|0x[0-9a-f]{6,}|Warning", text)
