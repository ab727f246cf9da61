"""What tests share: a build of the seed documents and one of the reports of two years, for a whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
PAIR = Path(__file__).parent / "pair"


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of seeds/."""
    from kg import pipeline

    out = tmp_path_factory.mktemp("seeds") / "exports"
    pipeline.build([SEEDS], out)
    return out


@pytest.fixture(scope="session")
def pair_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the made-up reports of two years."""
    from kg import pipeline

    out = tmp_path_factory.mktemp("pair") / "exports"
    pipeline.build([PAIR], out)
    return out
