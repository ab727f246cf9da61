"""`kg load` as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_store import FakeStore
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import cli


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(["load", *arguments])
    return code, *capsys.readouterr()


def test_the_command_loads_and_says_so(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.login = ("digest", "dba", "secret")
    monkeypatch.setenv("KG_USER", "dba")
    monkeypatch.setenv("KG_PASSWORD", "secret")
    code, out, err = run(capsys, str(file), "--to", f"{server.url}/store", "--named")
    assert (code, out) == (0, "")
    assert err == f"26 triples in 2 graphs -> {server.url}/store; counted, and all are there\n"
    assert "secret" not in err


def test_a_dry_run_sends_nothing(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_USER", raising=False)
    arguments = (str(file), "--to", f"{server.url}/store", "--named", "--batch", "5", "--dry-run")
    code, out, err = run(capsys, *arguments)
    assert (code, err, server.seen) == (0, "", [])
    assert out.splitlines() == [
        f"POST to {server.url}/store without a user",
        "<urn:g0>: 13 triples",
        "<urn:g1>: 13 triples",
        f"in 6 requests, then counted at {server.url}/query",
    ]


def test_a_difference_is_exit_1(server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.store.add(Quad(NamedNode("urn:old"), NamedNode("urn:p"), Literal("old"), DefaultGraph()))
    code, _, err = run(capsys, str(file), "--to", f"{server.url}/store")
    assert code == 1
    assert "the default graph holds 26 triples" in err


def test_trouble_is_told_while_it_lasts_and_one_line_in_the_end(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    server.answers = [204, *[503] * 5]
    code, out, err = run(capsys, str(file), "--to", f"{server.url}/store", "--batch", "10")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert lines[0].startswith("the store answers 503 ") and lines[0].endswith("trying again in 0.5 s")
    assert len(lines) == 5 and "--from 2" in lines[-1]


def test_an_interruption_says_how_to_go_on(
    server: FakeStore, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", interrupt)
    server.answers = [204, 503]
    code, _, err = run(capsys, str(file), "--to", f"{server.url}/store", "--batch", "10")
    assert code == 130
    assert "batches 1 to 1 of 3 are in (10 of 25 triples); go on with --from 2" in err


def test_a_command_without_an_address_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, str(file))
    assert (code, out) == (2, "")
    assert "Missing option '--to'" in err
