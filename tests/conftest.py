"""What tests share for a whole run: a build of the seeds, one of the reports of two years, a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
PAIR = Path(__file__).parent / "pair"


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of seeds/."""
    from kg.pipeline import builder

    out = tmp_path_factory.mktemp("seeds") / "exports"
    builder.build([SEEDS], out)
    return out


@pytest.fixture(scope="session")
def pair_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of the made-up reports of two years."""
    from kg.pipeline import builder

    out = tmp_path_factory.mktemp("pair") / "exports"
    builder.build([PAIR], out)
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A browser, one for each worker; skips with what is missing."""
    if reason := chromium.missing():
        pytest.skip(reason)
    with chromium.launched() as launched:
        yield launched
