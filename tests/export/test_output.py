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


LEFT = ".tmp-" + "0a" * 16
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
    (tmp_path / LEFT).mkdir()
    (tmp_path / LEFT / "graph.ttl").write_text("half")
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


# What others have laid into the folder


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder of somebody else's, with a file."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "graph.ttl").write_text("precious")
    return folder


@pytest.mark.parametrize(
    ("name", "target"),
    [(".lock", "graph.ttl"), (".lock", "none"), (".ready", "."), ("tables", "."), ("tables", "none"), (LEFT, ".")],
)
def test_no_link_in_the_folder_is_followed(tmp_path: Path, theirs: Path, name: str, target: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).symlink_to(theirs / target)
    if name == LEFT:
        output.replace(out, fill)
    else:
        with pytest.raises(OutputError, match=rf"{name}: is a link, and none is followed here; move it away, or give"):
            output.replace(out, fill)
        assert sorted(path.name for path in out.iterdir()) == [name]
    assert content(theirs) == {"graph.ttl": "precious"}
    assert (out / name).is_symlink()


def test_a_link_in_the_place_of_a_file_is_replaced_and_what_it_leads_to_stays(tmp_path: Path, theirs: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "graph.ttl").symlink_to(theirs / "graph.ttl")
    output.replace(out, fill)
    assert content(out) == NEW
    assert content(theirs) == {"graph.ttl": "precious"}


def test_links_among_committed_files_are_refused(tmp_path: Path, theirs: Path) -> None:
    (tmp_path / ".ready").mkdir()
    (tmp_path / ".ready" / "tables").symlink_to(theirs)
    with pytest.raises(OutputError, match="tables: is a link"):
        output.replace(tmp_path, fill)
    assert content(theirs) == {"graph.ttl": "precious"}


@pytest.mark.parametrize("name", [".tmp-notes", ".tmp-" + "0g" * 16, "data"])
def test_what_the_user_has_laid_there_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").write_text("mine")
    output.replace(tmp_path, fill)
    assert (tmp_path / name / "mine.txt").read_text() == "mine"


def test_a_file_of_the_name_of_our_temporary_folders_stays(tmp_path: Path) -> None:
    (tmp_path / LEFT).write_text("mine")
    output.replace(tmp_path, fill)
    assert (tmp_path / LEFT).read_text() == "mine"


def test_a_lock_that_says_something_is_somebody_elses(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text("mine")
    with pytest.raises(OutputError, match=r"\.lock: is no lock of fazhan; move it away, or give another folder"):
        output.replace(tmp_path, fill)
    assert content(tmp_path) == {".lock": "mine"}


@pytest.mark.parametrize(
    ("name", "folder", "kind"),
    [
        ("tables", False, "is a file where a folder must be"),
        ("graph.ttl", True, "is a folder where a file must be"),
        (".ready", False, "is a file where a folder must be"),
        (".lock", True, "is a folder where a file must be"),
    ],
)
def test_what_stands_in_the_way_is_named_and_nothing_is_changed(
    tmp_path: Path, name: str, folder: bool, kind: str
) -> None:
    output.replace(tmp_path, lambda made: (made / "graph.nq").write_text("old"))
    path = tmp_path / name
    path.mkdir() if folder else path.write_text("mine")
    before = content(tmp_path)
    with pytest.raises(OutputError, match=rf"{name}: {kind}; move it away, or give another folder with --out"):
        output.replace(tmp_path, fill)
    assert content(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_named_pipe_for_a_lock_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".lock")
    with pytest.raises(OutputError, match=r"\.lock: is no file"):
        output.replace(tmp_path, fill)
