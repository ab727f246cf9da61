"""What tests share for a whole run: a build of the seeds, one of the reports of two years, a browser.

Builds and queries of tests run in the process of the test, but for tests with the mark `processes`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from hypothesis import settings

SEEDS = Path(__file__).parent.parent / "seeds"
PAIR = Path(__file__).parent / "pair"

# The first example may load dictionaries, and what else runs on a machine is no fault of ours.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# A run starts so many processes that each compiling the package anew would take longer than the tests.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", autouse=True)
def _in_this_process() -> Iterator[None]:
    import inside

    from kg.pipeline import isolate
    from kg.serve import alone

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolate.Pool, "each", inside.each)
        patch.setattr(isolate.Pool, "fork", inside.nothing)
        patch.setattr(alone, "answer", inside.answer)
        yield


@pytest.fixture(autouse=True)
def _in_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("processes"):
        import inside

        from kg.pipeline import isolate
        from kg.serve import alone

        each, fork, answer = inside.IN_PROCESSES
        monkeypatch.setattr(isolate.Pool, "each", each)
        monkeypatch.setattr(isolate.Pool, "fork", fork)
        monkeypatch.setattr(alone, "answer", answer)


@pytest.fixture(scope="session")
def seeds_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build of seeds/."""
    from kg.pipeline import builder

    out = tmp_path_factory.mktemp("seeds") / "exports"
    assert not builder.build([SEEDS], out).failures
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
