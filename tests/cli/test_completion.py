"""The Tab key: commands, options, queries with their parameters, indicators, and the names of the graph."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from kg import cli
from kg.cli import complete
from kg.cli.completion import SHELLS
from kg.query import shipped
from kg.reference import ontology


@pytest.fixture
def folder(pair_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder in which the build is exports/."""
    monkeypatch.chdir(pair_build.parent)
    return pair_build.parent


def offered(*words: str) -> list[str]:
    """What is offered for the last word."""
    found = ShellComplete(cli.kg, {}, "kg", "_KG_COMPLETE").get_completions(list(words[:-1]), words[-1])
    return [item.value for item in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ta",), ["table"]),
        (("query", "tar"), ["targets"]),
        (("query", "targets", "--pl"), ["--place"]),
        (("query", "targets", "--place", "青港"), ["青港"]),
        (("query", "targets", "--place", "qinggang"), ["青港"]),
        (("query", "targets", "--indicator", "社会消"), ["社会消费品零售总额"]),
        (("query", "projects-by-stage", "--stage", "pl"), ["planned"]),
        (("table", "--place", "青港"), ["青港"]),
        (("table", "--concept", "gdp"), ["地区生产总值", "人均地区生产总值"]),
        (("chart", "--kind", "d"), ["dots"]),
        (("explain", "青石沟"), ["青石沟水库除险加固工程"]),
        (("table", "--graph", "nowhere", "--place", "西"), []),
        (("query", "targets", "--year", "2"), []),
        (("query", "no-such-query", "--pl"), []),
    ],
)
def test_what_is_offered(words: tuple[str, ...], expected: list[str], folder: Path) -> None:
    assert offered(*words) == expected


def test_all_queries_are_offered_after_query(folder: Path) -> None:
    assert offered("query", "") == list(shipped.shipped())


def test_the_short_lists_are_those_of_the_ontology() -> None:
    for name in ("stage", "status"):
        assert set(complete.WORDS[name]) == {
            term.removeprefix(f"{name}-") for term in ontology.labels() if term.startswith(f"{name}-")
        }


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["completion", shell]) == 0
    assert "_KG_COMPLETE" in capsys.readouterr().out


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_takes_the_script(capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["completion", "bash"])
    subprocess.run(["bash", "-n"], input=capsys.readouterr().out, text=True, check=True)
