"""The page on stores and other tools names every option, format and tool that there is, and no other."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kg import cli
from kg.cli import export, load
from kg.serve.mcp import Tools

PAGE = (Path(__file__).parent.parent.parent / "docs" / "stores.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"(?:^\$ |`)(kg [a-z]+ [^`\n]+)", PAGE, re.MULTILINE)


def section(title: str) -> str:
    return PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(text: str) -> set[str]:
    """What stands in backquotes in the first column of tables."""
    rows = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall("`([^`]+)`", row)}


def test_every_option_of_loading_is_explained() -> None:
    options = {name for parameter in load.load.params if isinstance(parameter, click.Option) for name in parameter.opts}
    told = {name.split()[0] for name in first_cells(section("Loading"))} | {"--from", "--lang"}
    assert told == options
    assert "`--from N`" in PAGE


def test_every_format_is_explained() -> None:
    assert first_cells(section("Other tools")) == {*export.FILES, *export.FOLDERS}


def test_every_tool_of_the_server_is_explained() -> None:
    tools = {name for name in vars(Tools) if not name.startswith("_")} - {"stop"}
    assert first_cells(section("Assistants")) == tools


@pytest.mark.parametrize("command", [command for command in COMMANDS if "[" not in command])
def test_every_command_can_be_parsed(command: str) -> None:
    words = shlex.split(command.split(" > ")[0])
    made = cli.kg.commands[words[1]]
    made.make_context(words[1], words[2:])


def test_there_are_commands_to_parse() -> None:
    assert len(COMMANDS) > 10
