"""The READMEs tell the truth: every `kg` command in them is run, and its output stands there line for line."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest

from kg import cli

ROOT = Path(__file__).parent.parent
README, CHINESE, QUESTIONS = "README.md", "README.zh.md", "docs/questions.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_OTHER_BLOCK = re.compile(r"```(?:sh|python)\n(.*?)```", re.DOTALL)
_FIGURE = re.compile(r"\b[01]\.[0-9]{2}\b")
# Whether a page shows a word other than in the lists of its filters.
_SHOWS = """(word) => {
  for (const list of document.querySelectorAll("select")) list.remove();
  return document.body.innerText.includes(word);
}"""
_SECTION = re.compile(r"^#{1,2} ", re.MULTILINE)
_QUESTION = re.compile(r"^### [0-9]{1,2}\. [^\n·]+ · [^\n]+$", re.MULTILINE)
_ON_THE_PAGE = re.compile(r"^页面 · Page: [^`\n]+\(`([a-z]+)/graph\.html#([^`\n]+)`\): `([^`\n]+)`$", re.MULTILINE)
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
    for name in (README, CHINESE, QUESTIONS):
        for command, output in commands(text_of(name)):
            if (command, *output) not in seen:
                seen.add((command, *output))
                marks = pytest.mark.slow if name == QUESTIONS else ()
                yield pytest.param(command, output, id=f"{name} {command[:60]}", marks=marks)


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


def test_there_are_thirty_questions_each_with_a_command_in_two_languages() -> None:
    text = text_of(QUESTIONS)
    assert len(_QUESTION.findall(text)) == 30
    assert len(list(commands(text))) == 30
    assert len(_ON_THE_PAGE.findall(text)) == text.count("页面 · Page: ")


@pytest.mark.slow
@pytest.mark.browser
def test_the_page_shows_what_the_questions_ask(folder: Path, browser: Any) -> None:
    watched = chromium.Watched(browser)
    for built, address, word in _ON_THE_PAGE.findall(text_of(QUESTIONS)):
        watched.page.goto("about:blank")
        watched.page.goto(f"{(folder / built / 'graph.html').as_uri()}#{address}")
        chromium.until(watched.page, f"({_SHOWS})({json.dumps(word)})")
    watched.context.close()
