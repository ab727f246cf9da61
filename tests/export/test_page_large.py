"""How quick the page of a large graph is: 20,000 nodes and 40,000 links; run with `pytest -m slow`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import chromium
import pytest
from sample import large, many, together

from kg.export import page

pytestmark = pytest.mark.slow

# Milliseconds that a frame takes, on average, while the wheel turns.
FRAMES = """async () => {
  const canvas = document.querySelector('canvas'), box = canvas.getBoundingClientRect(), times = [];
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const frame = () => new Promise(requestAnimationFrame);
  for (let turn = 0; turn < 20; turn += 1) {
    const before = performance.now();
    const where = { bubbles: true, cancelable: true, clientX: x, clientY: y };
    canvas.dispatchEvent(new WheelEvent('wheel', { ...where, deltaY: turn % 2 ? 40 : -40 }));
    await frame();
    times.push(performance.now() - before);
  }
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}"""
TYPE = """async (text) => {
  const input = document.getElementById('query');
  const times = [];
  for (let end = 1; end <= text.length; end += 1) {
    input.value = text.slice(0, end);
    const before = performance.now();
    input.dispatchEvent(new Event('input'));
    times.push(performance.now() - before);
  }
  return Math.max(...times);
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The page of a graph of more than 20,000 nodes, and how many seconds of processor time it took."""
    store = together(*many(100, 165))
    path = tmp_path_factory.mktemp("large") / "graph.html"
    before = time.process_time()
    page.write(store, path)
    return path, time.process_time() - before


@pytest.fixture
def shown(built: tuple[Path, float], window: chromium.Watched) -> Any:
    """That page, freshly opened."""
    window.page.set_viewport_size({"width": 1440, "height": 900})
    return window.open(built[0], "#lang=zh")


def test_it_is_built_soon_and_fits_a_mail(built: tuple[Path, float]) -> None:
    path, seconds = built
    print(f"built in {seconds:.1f} s, {path.stat().st_size / 1e6:.1f} MB")
    assert seconds < 10
    assert path.stat().st_size < 25_000_000


def test_the_first_picture_is_there_soon(shown: Any) -> None:
    milliseconds = int(shown.evaluate("document.documentElement.dataset.ready"))
    print(f"ready in {milliseconds} ms")
    assert milliseconds < 3000


def test_it_moves_smoothly_and_answers_at_once(shown: Any) -> None:
    shown.evaluate("location.hash = '#lang=zh&view=graph'")
    chromium.until(shown, "document.querySelector('canvas')")
    # The best of some rounds: what else runs on the machine is not the page's.
    frame = min(shown.evaluate(FRAMES) for _ in range(5))
    typed = min(shown.evaluate(TYPE, "d42c7hgc") for _ in range(3))
    print(f"a frame takes {frame:.0f} ms, a search {typed:.0f} ms at most")
    assert frame < 50
    assert shown.locator("#results [role=option]").count() > 0
    assert typed < 100


def test_the_page_of_the_seeds_is_small_and_ready_within_a_second(seeds_build: Path, window: chromium.Watched) -> None:
    path = seeds_build / "graph.html"
    milliseconds = int(window.open(path, "#lang=zh").evaluate("document.documentElement.dataset.ready"))
    print(f"seeds: {path.stat().st_size / 1e6:.2f} MB, ready in {milliseconds} ms")
    assert path.stat().st_size < 2_000_000
    assert milliseconds < 1000


def test_two_thousand_nodes_are_ready_soon(tmp_path: Path, window: chromium.Watched) -> None:
    page.write(large(2000).store(), tmp_path / "graph.html")
    found = window.open(tmp_path / "graph.html", "#lang=zh")
    milliseconds = int(found.evaluate("document.documentElement.dataset.ready"))
    print(f"2,000 nodes ready in {milliseconds} ms")
    assert milliseconds < 1500
