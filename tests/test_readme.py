"""The README tells the truth: every `kg` command in it is run, and its output stands there line for line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import cli

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^\$ (kg [^\n]+)\n", re.MULTILINE)
_HEAD = re.compile(r" \| head -(?P<lines>[0-9]{1,3})$")


def commands() -> Iterator[tuple[str, list[str]]]:
    """(command, lines of output) of every command in a console block."""
    for block in _BLOCK.findall(README.read_text(encoding="utf-8")):
        parts = _COMMAND.split(block)[1:]
        for command, output in zip(parts[::2], parts[1::2], strict=True):
            yield command, output.splitlines()


@pytest.fixture(scope="session")
def folder(seeds_build: Path, pair_build: Path) -> Path:
    """Where the README's reader stands: the reports of tests/, and what was built of them."""
    folder = seeds_build.parent
    (folder / "pair").symlink_to(pair_build)
    (folder / "tests").symlink_to(Path(__file__).parent)
    return folder


@pytest.mark.parametrize(("command", "expected"), [pytest.param(*item, id=item[0][:60]) for item in commands()])
def test_command_answers_as_the_readme_says(
    command: str,
    expected: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    head = _HEAD.search(command)
    arguments = shlex.split(command[: head.start()] if head else command)[1:]
    assert cli.run(arguments) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert (lines[: int(head["lines"])] if head else lines) == expected


def test_the_readme_shows_the_questions_of_its_users() -> None:
    asked = [command for command, _ in commands()]
    for name in ("targets", "projects-by-stage", "results", "place-industries", "explain", "outcomes", "lifeline"):
        assert any(name in command for command in asked)
