"""What the tests of the page in a browser share: one browser for each worker, one window, pages opened in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from chromium import Open
from sample import Sample, together

from kg.export import page


@pytest.fixture(scope="session")
def window(browser: Any) -> Iterator[chromium.Watched]:
    """A window of a browser that all tests of a worker take in turn."""
    watched = chromium.Watched(browser)
    yield watched
    watched.context.close()


@pytest.fixture
def open_page(window: chromium.Watched, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of samples at an address; asserts at the end that it asked for nothing and had no complaint."""
    window.page.set_viewport_size({"width": 1400, "height": 900})
    window.page.emulate_media(media="screen", color_scheme="light")
    target = tmp_path / "graph.html"

    def opened(*samples: Sample, address: str = "view=graph", lang: str = "zh") -> Any:
        page.write(together(*samples), target)
        return window.open(target, f"#lang={lang}&{address}")

    yield opened
    assert window.asked_for() <= {target.as_uri()}
    assert window.complaints == []
