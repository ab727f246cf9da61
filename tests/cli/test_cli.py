"""The command line as a user meets it: every command, its exit codes, and one line for what goes wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg import cli

TEXT = "西岭市2024年发展回眸\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one good document in `in/`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def seeds_folder(seeds_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder whose exports/ is the build of the seeds."""
    monkeypatch.chdir(seeds_build.parent)
    return seeds_build.parent


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.run(list(arguments))
    return code, *capsys.readouterr()


# Help


@pytest.mark.parametrize("command", [None, *sorted(cli.kg.commands)])
def test_every_command_has_a_help_page(capsys: pytest.CaptureFixture[str], command: str | None) -> None:
    code, out, err = run(capsys, *filter(None, [command]), "--help")
    assert (code, err) == (0, "")
    assert "Usage: kg" in out


def test_help_may_be_asked_for_as_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "help", "table") == run(capsys, "table", "--help")
    assert run(capsys, "help") == run(capsys, "--help")


def test_every_option_says_what_it_does() -> None:
    for command in cli.kg.commands.values():
        assert command.help
        assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from kg import cli; cli.run(['build', '--help']); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"pyoxigraph", "jieba", "rdflib", "rich", "networkx", "pyvis"} & set(out.split())


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version")[:2] == (0, "0.1.0\n")


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["build"], "kg build: Missing argument"),
        (["build", "in", "--jobs", "0"], "kg build: Invalid value for '--jobs'"),
        (["nothing"], "kg: No such command 'nothing'"),
        (["build", "missing"], "missing: "),
        (["build", "in", "--out", "in/a.txt"], "in/a.txt: is a file, not a folder; give another folder"),
        (["build", "in", "--base", "no iri"], "--base: "),
        (["check", "missing.ttl"], "missing.ttl: "),
        (["query", "SELECT {", "--graph", "g.ttl"], "line 1, column 8: "),
        (["query", "no-such-query", "--graph", "g.ttl"], "no-such-query: "),
        (["query", "missing.rq"], "missing.rq: "),
        (["query"], "kg query: Missing argument"),
        (
            ["query", "targets", "--param", "year", "--graph", "g.ttl"],
            "--param year: has no value; write it as NAME=VALUE",
        ),
        (["query", "targets", "--param", "x=1", "--graph", "g.ttl"], "targets: has no parameter 'x'"),
        (["query", "ASK {}", "--graph", "missing.ttl"], "missing.ttl: "),
        (["explain", "西岭市", "--graph", "missing.ttl"], "missing.ttl: "),
        (["score", "missing.jsonl"], "missing.jsonl: "),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    Path("g.ttl").write_text("")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(expected)
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "no text"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, ""),
        (b"\x81\xff\x80\x20\xc1" * 60, "none of the encodings"),
    ],
)
def test_a_file_that_is_no_text_is_one_line_and_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str
) -> None:
    Path("in/a.txt").write_bytes(content)
    code, out, err = run(capsys, "build", "in")
    assert (code, out) == (2, "")
    assert err.startswith(f"in{os.sep}a.txt: ")
    assert reason in err
    assert "; " in err
    assert err.count("\n") == 1
    assert not Path("exports").exists()


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [("file\nmissing.txt\n", "missing.txt"), ("file,year\na.txt,24\n", "24"), ("file,year\na.txt,二〇\n", "二〇")],
)
def test_a_wrong_manifest_is_one_line_and_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], manifest: str, reason: str
) -> None:
    Path("in/documents.csv").write_text(manifest, encoding="utf-8")
    code, out, err = run(capsys, "build", "in")
    assert (code, out) == (2, "")
    assert "documents.csv" in err
    assert reason in err
    assert "; " in err
    assert err.count("\n") == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write anywhere")
def test_an_output_folder_without_permission_is_one_line_and_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("locked").mkdir(0o500)
    code, out, err = run(capsys, "build", "in", "--out", "locked/out")
    assert (code, out) == (2, "")
    assert err == "locked: is not writable; change its permissions or give another folder with --out\n"


def test_a_bad_file_among_good_ones_is_exit_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in/b.txt").write_bytes(b"")
    code, out, err = run(capsys, "build", "in")
    assert (code, out) == (1, "")
    assert err.startswith(f"in{os.sep}b.txt: ")
    assert "1 document: " in err
    assert "b.txt" in Path("exports/report.txt").read_text(encoding="utf-8")


# What goes right


@pytest.mark.processes
def test_a_build_writes_and_says_how_much(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "build", "in", "--out", "o", "--base", "https://example.org/x/")
    assert (code, out) == (0, "")
    summary, work = err.splitlines()
    assert summary.startswith("1 document: 2 observations") and summary.endswith(" -> o")
    assert work.startswith("46 characters read in ")
    code, _, err = run(capsys, "build", "in", "--out", "p", "--verbose")
    assert err.startswith("[1/1] a.txt: 46 characters, 2 facts\n")
    assert "https://example.org/x/" in Path("o/graph.ttl").read_text(encoding="utf-8")


def test_the_seeds_conform(seeds_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", "exports/graph.ttl")[0] == 0


def test_a_graph_with_a_fault_does_not_conform(seeds_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.ttl").write_text(
        "@prefix fz: <https://w3id.org/fazhan/ontology#> . <https://example.org/o> a fz:Observation ; fz:unit '亿元' .",
        encoding="utf-8",
    )
    code, out, _ = run(capsys, "check", "bad.ttl")
    assert code == 1
    assert "https://example.org/o: Observation: The status must be achieved or target." in out.splitlines()


COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?o <https://w3id.org/fazhan/ontology#indicator> ?i }"


def test_a_query_answers_as_table_csv_and_json(seeds_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "query", COUNT, "--format", "csv")[1]
    ((number,),) = list(csv.reader(io.StringIO(text)))[1:]
    assert int(number) > 100
    assert number in run(capsys, "query", COUNT)[1]
    answer = json.loads(run(capsys, "query", COUNT, "--format", "json")[1])
    assert answer["results"]["bindings"][0]["n"]["value"] == number


def test_a_query_may_stand_in_a_file(seeds_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("count.rq").write_text(COUNT)
    assert run(capsys, "query", "count.rq") == run(capsys, "query", COUNT)


def test_the_shipped_queries_are_listed(seeds_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "query", "--list")
    assert code == 0
    assert "observations" in out


def test_python_m_is_the_same_command(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "kg", "build", "missing"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("missing: ")


def test_a_reader_that_has_gone_is_no_error(seeds_folder: Path) -> None:
    query = "SELECT * WHERE { ?s ?p ?o }"
    command = [sys.executable, "-m", "kg", "query", query, "--format", "csv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait()


def test_columns_may_be_picked(capsys: pytest.CaptureFixture[str], seeds_folder: Path) -> None:
    asked = ("query", "targets", "--param", "place=格尔木市", "--param", "year=2025", "--columns")
    code, out, err = run(capsys, *asked, "value,what", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "value,what"
    assert "5,地区生产总值" in out.splitlines()
    code, out, err = run(capsys, *asked, "no-such")
    assert (code, out) == (2, "")
    assert "choose from" in err


def test_a_score_may_be_a_page(capsys: pytest.CaptureFixture[str], seeds_folder: Path) -> None:
    gold = Path(__file__).parent.parent / "gold" / "seeds.jsonl"
    code, out, _ = run(capsys, "score", str(gold), "--tables", str(seeds_folder / "exports" / "tables"), "--markdown")
    assert code == 0
    assert "| observations, all right |" in out
    assert "## observations" in out


def test_a_table_is_read_on_a_terminal_and_csv_elsewhere(
    pair_build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("table", "--graph", str(pair_build / "graph.ttl"), "--concept", "GDP", "--place", "西岭县")
    _, out, _ = run(capsys, *asked)
    assert out.startswith("place,place_code,level,concept,")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    _, out, _ = run(capsys, *asked)
    head, _, *rows = out.splitlines()
    assert head.split() == ["place", "concept", "measure", "year", "result", "target", "verdict"]
    assert ["河北省保定市西岭县", "地区生产总值", "growth", "2024", "6.2%", "≈", "6%", "met"] in [
        row.split() for row in rows
    ]
    assert any("126.3亿元" in row for row in rows)
    _, out, _ = run(capsys, *asked, "--format", "csv")
    assert out.startswith("place,place_code,level,concept,")
    _, out, _ = run(capsys, *asked, "--columns", "year,result")
    assert out.split()[:2] == ["year", "result"] and "," not in out
