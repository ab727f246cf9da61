"""The hostile collection: every file is read right or refused in one line."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import hostile
import pytest

from kg.errors import InputError
from kg.pipeline import isolate
from kg.read import inputs, read


def outcome(path: Path) -> str:
    """What is read, or the line that refuses it."""
    try:
        return read(inputs([path])[0]).text
    except InputError as error:
        assert error.reason and error.remedy and "\n" not in str(error)
        return str(error)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", hostile.COLLECTION)
def test_a_hostile_file_is_read_right_or_refused_in_one_line(tmp_path: Path, name: str) -> None:
    make, expected = hostile.COLLECTION[name]
    (tmp_path / name).write_bytes(make())
    got = outcome(tmp_path / name)
    assert expected in got if expected == hostile.READ else re.search(expected, got), got[:200]
    assert "root:" not in got and "哈" not in got


def nothing() -> None:
    """No preparation."""


def length(path: str) -> bytes:
    return str(len(outcome(Path(path)))).encode()


def test_a_form_that_draws_itself_twice_ends_with_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    (tmp_path / "a.pdf").write_bytes(hostile.form_loop())
    path = str(tmp_path / "a.pdf")
    task = isolate.Task(path, path, isolate.Limits(memory=1 << 28, cpu=1, wall=30.0))
    [(_, answer)] = isolate.each(nothing, length, [task])
    assert isinstance(answer, InputError) and answer.remedy and "\n" not in str(answer)


def test_two_encodings_in_one_file_are_never_read_as_one(tmp_path: Path) -> None:
    for first, second in (("gb18030", "utf-8"), ("utf-8", "gb18030")):
        (tmp_path / "a.txt").write_bytes(hostile.SENTENCE.encode(first) * 3 + b"\n" + hostile.SENTENCE.encode(second))
        assert "in part in UTF-8" in outcome(tmp_path / "a.txt")
    (tmp_path / "a.txt").write_bytes(hostile.SENTENCE.encode("gb18030") * 40 + "建设成效".encode())
    assert "parts that look like UTF-8, read as gb18030: 1" in read(inputs([tmp_path])[0]).flags


NAMES = (
    "新\n行.txt", "表情😀.txt", "字" * 83 + ".txt", "-rf.txt", " .txt", "a\tb.txt", "'; DROP.txt", "<b>.txt",
    os.fsdecode(b"\xc8\xcb.txt"),
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_odd_names_are_read(tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).write_text(hostile.SENTENCE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system refuses the name")
    assert outcome(tmp_path) == hostile.SENTENCE
    (tmp_path / name).write_bytes(b"")
    assert "is empty" in outcome(tmp_path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as own:
        own.bind(str(tmp_path / "socket.txt"))
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        for name in ("pipe.txt", "socket.txt", "zero.txt"):
            assert "is no regular file" in outcome(tmp_path / name)
    (tmp_path / "ring.txt").symlink_to(tmp_path / "ring.txt")
    assert "link" in outcome(tmp_path / "ring.txt") or "symbolic links" in outcome(tmp_path / "ring.txt")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("不该读的文字。", encoding="utf-8")
    (tmp_path / "in" / "a.txt").symlink_to("../secret.txt")
    assert "leads out of its folder" in outcome(tmp_path / "in")
