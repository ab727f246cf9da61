"""What an error tells, and how to install what is missing: from where the package came, never from an index."""

from __future__ import annotations

import json
import shlex
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from kg import errors

PACKAGES = ("altair", "vl-convert-python>=1")


def came(monkeypatch: pytest.MonkeyPatch, told: dict[str, Any] | None) -> None:
    """Let the package be one that was installed from there."""

    class Installed:
        def read_text(self, _name: str) -> str | None:
            return None if told is None else json.dumps(told)

    monkeypatch.setattr(metadata, "distribution", lambda _name: Installed())
    monkeypatch.setattr(sys, "prefix", "/venv")
    monkeypatch.setenv("VIRTUAL_ENV", "/venv")


@pytest.mark.parametrize(
    ("told", "command"),
    [
        ({"url": "file://HERE", "dir_info": {"editable": True}}, "pip install --editable 'HERE[chart]'"),
        ({"url": "file://HERE", "dir_info": {}}, "pip install 'HERE[chart]'"),
        ({"url": "file://HERE/fazhan-0.1.0-py3-none-any.whl"}, "pip install altair 'vl-convert-python>=1'"),
        (
            {"url": "https://example.org/f.git", "vcs_info": {"vcs": "git"}},
            "pip install 'fazhan[chart] @ git+https://example.org/f.git'",
        ),
        ({"url": "https://example.org/f.whl"}, "pip install 'fazhan[chart] @ https://example.org/f.whl'"),
        (None, "pip install altair 'vl-convert-python>=1'"),
    ],
)
def test_an_extra_comes_from_where_the_package_came(
    told: dict[str, Any] | None, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if told and "HERE" in told["url"]:
        told = {**told, "url": told["url"].replace("HERE", str(tmp_path))}
    came(monkeypatch, told)
    assert errors.installing("chart", *PACKAGES) == f"install it with: {command.replace('HERE', str(tmp_path))}"


def test_a_wheel_file_that_is_still_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "a b" / "fazhan-0.1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.touch()
    came(monkeypatch, {"url": wheel.as_uri()})
    words = shlex.split(errors.installing("chart", *PACKAGES).removeprefix("install it with: "))
    assert words == ["pip", "install", f"{wheel}[chart]"]


def test_an_environment_that_is_not_active_is_named_by_its_python(monkeypatch: pytest.MonkeyPatch) -> None:
    came(monkeypatch, None)
    monkeypatch.delenv("VIRTUAL_ENV")
    assert errors.installing("chart", "altair").endswith(f": {shlex.quote(sys.executable)} -m pip install altair")


def test_who_is_not_installed_at_all_gets_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise metadata.PackageNotFoundError

    came(monkeypatch, None)
    monkeypatch.setattr(metadata, "distribution", missing)
    assert errors.installing("chart", "altair") == "install it with: pip install altair"


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/home/a/.local/pipx/venvs/fazhan", "pipx inject fazhan altair"),
        ("/home/a/.local/share/uv/tools/fazhan", f"uv pip install --python {sys.executable} altair"),
    ],
)
def test_tools_that_keep_environments_are_told_in_their_words(
    prefix: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    came(monkeypatch, None)
    monkeypatch.setattr(sys, "prefix", prefix)
    assert errors.installing("chart", "altair") == f"install it with: {command}"


def test_no_message_sends_anybody_to_an_index_for_this_package() -> None:
    root = Path(__file__).parent.parent
    files = [*root.glob("*.md"), *(root / "docs").glob("*.md"), *(root / "kg").rglob("*.py")]
    assert [path.name for path in files if "install 'fazhan[" in path.read_text(encoding="utf-8")] == []
