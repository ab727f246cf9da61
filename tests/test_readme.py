"""The READMEs tell the truth: every `kg` command in them is run, and its output stands there line for line."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import cli

ROOT = Path(__file__).parent.parent
README, CHINESE = "README.md", "README.zh.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_OTHER_BLOCK = re.compile(r"```(?:sh|python)\n(.*?)```", re.DOTALL)
_FIGURE = re.compile(r"\b[01]\.[0-9]{2}\b")
_SECTION = re.compile(r"^#{1,2} ", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (kg [^\n]+)\n", re.MULTILINE)
_HEAD = re.compile(r" \| head -(?P<lines>[0-9]{1,3})$")


def text_of(name: str) -> str:
    """The text of a file, told by its path from the root of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """(command, lines of output) of every command in a console block."""
    for block in _BLOCK.findall(text):
        parts = _COMMAND.split(block)[1:]
        for command, output in zip(parts[::2], parts[1::2], strict=True):
            yield command, output.splitlines()


def shown() -> Iterator[Any]:
    """What the files show: the same command twice with the same output is run once."""
    seen = set()
    for name in (README, CHINESE):
        for command, output in commands(text_of(name)):
            if (command, *output) not in seen:
                seen.add((command, *output))
                yield pytest.param(command, output, id=f"{name} {command[:60]}")


@pytest.fixture(scope="session")
def folder(seeds_build: Path, pair_build: Path) -> Path:
    """Where the README's reader stands: the reports of tests/, and what was built of them."""
    folder = seeds_build.parent
    (folder / "pair").symlink_to(pair_build)
    (folder / "tests").symlink_to(Path(__file__).parent)
    return folder


@pytest.mark.parametrize(("command", "expected"), list(shown()))
def test_command_answers_as_the_file_says(
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
    asked = [command for command, _ in commands(text_of(README))]
    for name in ("targets", "projects-by-stage", "results", "place-industries", "explain", "outcomes", "lifeline"):
        assert any(name in command for command in asked)


def test_the_chinese_readme_has_the_commands_of_the_english_one_in_their_order() -> None:
    english, chinese = text_of(README), text_of(CHINESE)
    assert [command for command, _ in commands(chinese)] == [command for command, _ in commands(english)]
    assert _OTHER_BLOCK.findall(chinese) == _OTHER_BLOCK.findall(english)


def test_the_chinese_readme_has_the_sections_and_the_figures_of_the_english_one() -> None:
    english, chinese = text_of(README), text_of(CHINESE)
    assert len(_SECTION.findall(chinese)) == len(_SECTION.findall(english))
    assert _FIGURE.findall(chinese) == _FIGURE.findall(english)


def test_the_readmes_name_each_other_before_anything_else() -> None:
    assert f"]({CHINESE})" in text_of(README)[:100]
    assert f"]({README})" in text_of(CHINESE)[:100]
