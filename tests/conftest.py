"""What tests share: one build of the seed documents for a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of seeds/."""
    from kg import pipeline

    out = tmp_path_factory.mktemp("seeds") / "exports"
    pipeline.build([SEEDS], out)
    return out
