"""Where the tests of documents that come and go stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from goings import READ, TEXTS, each

from kg.pipeline import isolate


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    READ.clear()
    monkeypatch.setattr(isolate.Pool, "each", each)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a.txt, b.txt and c.txt."""
    monkeypatch.chdir(tmp_path)
    for name, text in zip("abc", TEXTS, strict=False):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path
