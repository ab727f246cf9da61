"""What the tests of exports share: a graph to export, one window of a browser, pages opened in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import chromium
import pytest
from chromium import Open
from made import BASE, FACTS, GDP, MENTIONS
from pyoxigraph import Store
from sample import Sample, together

from kg import rdf
from kg.export import page
from kg.query import memory


@pytest.fixture(scope="module")
def graph() -> Store:
    """The made-up document, and a second one that says some of it again."""
    store = Store()
    store.extend(rdf.quads(FACTS, BASE))
    other = replace(FACTS.document, name="b.txt")
    store.extend(rdf.quads(replace(FACTS, document=other, observations=(GDP,), mentions=MENTIONS[:1]), BASE))
    return store


@pytest.fixture(scope="session")
def window(browser: Any) -> Iterator[chromium.Watched]:
    """A window of a browser that all tests of a worker take in turn."""
    watched = chromium.Watched(browser)
    yield watched
    watched.context.close()


@pytest.fixture(scope="session")
def pair_page(pair_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the two made-up counties."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    page.write(memory.load(pair_build / "graph.ttl"), path, {"aside": 7, "rejected": 2})
    return path


@pytest.fixture
def front(window: chromium.Watched, pair_page: Path) -> Iterator[Any]:
    """The page of the two counties as it opens, in Chinese."""
    window.page.set_viewport_size({"width": 1440, "height": 900})
    window.page.emulate_media(media="screen", color_scheme="light")
    yield window.open(pair_page, "#lang=zh")
    assert window.complaints == [] and window.asked_for() <= {pair_page.as_uri()}


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
