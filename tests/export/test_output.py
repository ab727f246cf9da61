"""The output folder: whole or not at all, one writer at a time, leftovers cleaned."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.export import output


def fill(folder: Path) -> None:
    (folder / "tables").mkdir()
    (folder / "graph.ttl").write_text("new")
    (folder / "tables" / "places.csv").write_text("new")


def content(out: Path) -> dict[str, str]:
    return {str(p.relative_to(out)): p.read_text() for p in sorted(out.rglob("*")) if p.is_file()}


NEW = {"graph.ttl": "new", str(Path("tables") / "places.csv"): "new"}


def test_a_fresh_folder_holds_the_files_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "a" / "b"
    output.replace(out, fill)
    assert content(out) == NEW


def test_old_files_are_replaced_and_the_users_own_stay(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("old")
    (tmp_path / "notes.txt").write_text("mine")
    output.replace(tmp_path, fill)
    assert content(tmp_path) == NEW | {"notes.txt": "mine"}


def test_a_failure_leaves_the_old_files_and_nothing_new(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("old")

    def fails(folder: Path) -> None:
        fill(folder)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        output.replace(tmp_path, fails)
    assert content(tmp_path) == {"graph.ttl": "old"}
    with pytest.raises(RuntimeError):
        output.replace(tmp_path / "fresh", fails)
    assert not (tmp_path / "fresh").exists()


def test_a_full_disk_is_an_output_error(tmp_path: Path) -> None:
    def full(_folder: Path) -> None:
        raise OSError(28, "No space left on device", "graph.ttl")

    with pytest.raises(OutputError, match=r"graph\.ttl: no space left on device; free the disk or give another folder"):
        output.replace(tmp_path / "out", full)


@pytest.mark.parametrize("below", ["", "deeper/still"])
def test_a_file_in_the_way_is_named(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file: is a file, not a folder; give another folder with --out"):
        output.check(tmp_path / "file" / below)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may write anywhere")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="is not writable"):
        output.replace(tmp_path / "out", fill)


@pytest.mark.skipif(os.name == "nt", reason="no lock there")
def test_a_second_writer_is_refused_and_the_first_finishes(tmp_path: Path) -> None:
    def second(folder: Path) -> None:
        with pytest.raises(OutputError, match="another build is writing here; wait until it is done"):
            output.replace(tmp_path, fill)
        fill(folder)

    output.replace(tmp_path, second)
    assert content(tmp_path) == NEW


def test_leftovers_of_a_build_killed_before_its_commit_are_cleaned(tmp_path: Path) -> None:
    (tmp_path / ".tmp-dead").mkdir()
    (tmp_path / ".tmp-dead" / "graph.ttl").write_text("half")
    (tmp_path / ".lock").write_text("")
    output.replace(tmp_path, fill)
    assert content(tmp_path) == NEW


def test_a_build_killed_after_its_commit_is_finished(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("older")
    (tmp_path / ".ready").mkdir()
    (tmp_path / ".ready" / "graph.ttl").write_text("committed")

    def fails(_folder: Path) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        output.replace(tmp_path, fails)
    assert content(tmp_path) == {"graph.ttl": "committed"}


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_a_killed_writer_leaves_the_old_files_whole_and_no_lock_behind(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("old")
    code = (
        "import sys, time; from pathlib import Path; from kg.export import output\n"
        "def slow(folder): (folder / 'graph.ttl').write_text('half'); print(flush=True); time.sleep(60)\n"
        "output.replace(Path(sys.argv[1]), slow)"
    )
    writer = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert writer.stdout and writer.stdout.readline()
    time.sleep(0.05)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert (tmp_path / "graph.ttl").read_text() == "old"
    output.replace(tmp_path, fill)
    assert content(tmp_path) == NEW
