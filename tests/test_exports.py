"""What the repository keeps of a build is what a build leaves; `make accuracy` brings it up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

EXPORTS = Path(__file__).parent.parent / "exports"
KEPT = ("graph.ttl", "report.txt", *(f"tables/{name}.csv" for name in
        ("observations", "projects", "places", "industries", "organizations")))  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_kept_file_is_what_a_build_leaves(seeds_build: Path, name: str) -> None:
    assert (EXPORTS / name).read_bytes() == (seeds_build / name).read_bytes()
