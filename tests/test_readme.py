"""The README tells the truth: every `kg` command in it is run, and its output stands there line for line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import cli

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>kg [^\n]+)\n(?P<output>.*?)```", re.DOTALL)
_HEAD = re.compile(r" \| head -(?P<lines>[0-9]{1,3})$")


def blocks() -> Iterator[tuple[str, list[str]]]:
    """(command, lines of output) of every console block."""
    for block in _BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield block["command"], block["output"].splitlines()


@pytest.mark.parametrize(("command", "expected"), [pytest.param(*block, id=block[0][:60]) for block in blocks()])
def test_command_answers_as_the_readme_says(
    command: str,
    expected: list[str],
    seeds_build: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(seeds_build.parent)
    head = _HEAD.search(command)
    arguments = shlex.split(command[: head.start()] if head else command)[1:]
    assert cli.run(arguments) == 0
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert (lines[: int(head["lines"])] if head else lines) == expected


def test_the_readme_shows_the_questions_of_its_users() -> None:
    commands = [command for command, _ in blocks()]
    assert len(commands) >= 5
    for name in ("targets", "projects-by-stage", "results", "place-industries", "explain"):
        assert any(name in command for command in commands)
