"""What a build leaves that is killed, cannot go on, or meets its limits."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from goings import NAMES, READ, TEXTS, built, content, each, shown

from kg import cli
from kg.errors import InputError, KgError, OutputError
from kg.export import output
from kg.pipeline import builder, isolate, limits, worker

# What goes wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
def test_a_build_killed_at_any_moment_loses_nothing(folder: Path) -> None:
    """Each kill meets old or new outputs; the next build gives the bytes of one that nobody disturbed."""
    names = [Path(name) for name in NAMES]
    random.Random(7).shuffle(names)
    moments = random.Random(8)
    previous: dict[str, bytes] = {}
    for turn in range(5):
        for number, name in enumerate(NAMES):
            Path(name).write_text(TEXTS[(number + turn) % 3], encoding="utf-8")
        shutil.rmtree("whole", ignore_errors=True)
        expected = built("whole", *NAMES)
        _killed_after(moments.random() * 0.12, lambda: builder.build(names, Path("o")))
        left = {name: data for name, data in content(Path("o")).items() if not name.startswith(".")}
        if not Path("o/.ready").exists():  # else it was killed while committed files were on their way
            assert left in ({}, shown(previous), shown(expected))
        assert built("o", *NAMES) == expected
        previous = expected


def _killed_after(seconds: float, act: Callable[[], object]) -> None:
    process = os.fork()
    if process == 0:
        with suppress(BaseException):
            act()
        os._exit(0)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def test_a_build_stopped_half_way_goes_on_where_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: Any) -> Iterator[tuple[int, bytes | InputError]]:
        yield next(each(*arguments))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(isolate.Pool, "each", stopped)
        built("o", "a.txt", "b.txt")
    assert set(content(Path("o"))) == {path.relative_to("o").as_posix() for path in Path("o/.parts").iterdir()}
    result = builder.build([Path("a.txt"), Path("b.txt")], Path("o"))
    assert (READ, result.known) == (["a.txt", "b.txt"], 1)


def test_leftovers_among_the_parts_are_removed(folder: Path) -> None:
    Path("o/.parts").mkdir(parents=True)
    left = Path("o/.parts/.tmp-" + "0a" * 16)
    left.write_text("half")
    built("o", "a.txt")
    assert not left.exists()


@pytest.mark.parametrize("size", [100, 3_000, 40_000])
def test_a_full_disk_is_one_line_and_leaves_the_old_outputs(folder: Path, size: int) -> None:
    resource = pytest.importorskip("resource")
    before = built("o", "a.txt")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with pytest.raises(OutputError, match="file too large; free the disk or give another folder with --out"):
            builder.build([Path("a.txt"), Path("b.txt"), Path("c.txt")], Path("o"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert shown(content(Path("o"))) == shown(before)
    assert not [path for path in Path("o").rglob("*") if path.name.startswith((".tmp", ".ready", ".lock"))]
    assert built("o", "a.txt", "b.txt") == built("whole", "a.txt", "b.txt")


@pytest.mark.skipif(os.name == "nt", reason="no lock there")
def test_a_second_writer_is_refused_before_it_reads(folder: Path) -> None:
    before = built("o", "a.txt")
    READ.clear()
    with output.writing(Path("o")):
        for act in (
            lambda: builder.build([Path("b.txt")], Path("o")),
            lambda: builder.add([Path("b.txt")], Path("o")),
            lambda: builder.retract(["a.txt"], Path("o")),
        ):
            with pytest.raises(OutputError, match="o: another build is writing here"):
                act()
    assert READ == []
    assert content(Path("o")) == before


def test_a_file_that_vanishes_while_others_are_read_is_its_own_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(*arguments: Any) -> Iterator[tuple[int, bytes | InputError]]:
        for answer in each(*arguments):
            Path("b.txt").unlink(missing_ok=True)
            yield answer

    monkeypatch.setattr(isolate.Pool, "each", vanishing)
    result = builder.build([Path("a.txt"), Path("b.txt"), Path("c.txt")], Path("o"))
    (failure,) = result.failures
    assert str(failure).startswith("b.txt: ")
    assert "b.txt: " in Path("o/report.txt").read_text(encoding="utf-8")
    assert content(Path("o")).keys() >= {"graph.ttl", "report.txt"}


def test_a_file_that_changes_before_it_is_read_is_kept_as_it_was_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(*arguments: Any) -> Iterator[tuple[int, bytes | InputError]]:
        Path("a.txt").write_text(TEXTS[2], encoding="utf-8")
        return each(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(isolate.Pool, "each", changing)
        found = built("o", "a.txt")
    assert found == built("whole", "a.txt")


# The same twice


def test_the_same_file_under_two_names_is_told_and_counts_once(folder: Path) -> None:
    Path("e.txt").write_bytes(Path("a.txt").read_bytes())
    result = builder.build([Path("a.txt"), Path("e.txt")], Path("o"))
    assert [str(failure) for failure in result.failures] == [
        "e.txt: is the same file as a.txt; take one of the two out"
    ]
    once = Path("o/graph.ttl").read_bytes()
    assert built("once", "a.txt")["graph.ttl"] == once
    builder.retract(["a.txt"], Path("o"))
    assert b"e.txt" in Path("o/graph.ttl").read_bytes()


def test_a_reprint_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXTS[0] + "全市新建改建农村公路312公里。\n全市新增城镇就业人员1.2万人。\n"
    Path("a.txt").write_text(text, encoding="utf-8")
    Path("e.txt").write_text(text + "记者从会议上了解到上述情况。\n", encoding="utf-8")
    code, err = run(capsys, "build", "a.txt", "b.txt", "e.txt", "--out", "o")
    told = "a.txt: 100 % of the shorter one's sentences stand in e.txt too: is one a reprint of the other?"
    assert code == 0 and told in err and err.count("reprint") == 1
    assert told in Path("o/report.txt").read_text(encoding="utf-8")


# Limits


def test_the_options_show_the_limits_that_hold() -> None:
    from kg.cli import shared

    given = {name[2:].replace("-", "_"): default for name, default, _ in shared._LIMITS}
    assert shared.limits(given) == limits.LIMITS


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    return cli.run(list(arguments)), capsys.readouterr().err


def test_a_file_beyond_a_limit_is_named_with_the_option_that_raises_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = pypdfium2.PdfDocument.new()
    for _ in range(2):
        pages.new_page(200, 200)
    pages.save("p.pdf")
    Path("long.txt").write_text(TEXTS[0] + "\n" * 1_200_000, encoding="utf-8")
    code, err = run(capsys, "build", "a.txt", "p.pdf", "long.txt", "--max-pages", "1", "--max-size", "1")
    assert code == 1
    assert "long.txt: is larger than 1 MB; raise --max-size, or split it into smaller files\n" in err
    assert "p.pdf: has 2 pages, more than 1; raise --max-pages, or split it into smaller files\n" in err
    code, err = run(capsys, "add", "long.txt", "--max-size", "2")
    assert "long.txt: replaces the document of that name\n" in err
    assert "long.txt: is larger" not in err


@pytest.mark.parametrize(
    ("seconds", "more", "given", "size"),
    [
        (20, 40, None, 0),
        (20, 40, None, 100_000),
        (160, 320, None, 500_000),
        (1280, 2560, None, 10**9),
        (7, 14, 7, 10**9),
    ],
)
def test_seconds_grow_with_the_file_unless_they_are_given(
    seconds: int, more: int, given: int | None, size: int
) -> None:
    bounds = limits.Limits(seconds=given)
    assert (bounds.process(size).cpu, bounds.process(size).wall) == (seconds, 10 * seconds)
    assert bounds.more_time(size) == f"allow more with --max-seconds {more}, or split it into smaller files"


def test_what_is_added_and_taken_out_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "build", "a.txt", "--out", "o")[0] == 0
    code, err = run(capsys, "add", "b.txt", "--out", "o")
    assert code == 0
    assert err.startswith("1 document known from before, not read again\n2 documents: ")
    code, err = run(capsys, "retract", "b.txt", "--out", "o")
    assert code == 0
    assert err.startswith("b.txt: taken out\n")
    code, err = run(capsys, "retract", "b.tx", "--out", "o")
    assert (code, err.count("\n")) == (2, 1)


def test_a_fault_is_no_part(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("odd")

    with monkeypatch.context() as patch:
        patch.setattr(worker, "_gated", fails)
        with pytest.raises(KgError, match="odd"):
            built("o", "a.txt")
    assert not Path("o").exists()
    built("o", "a.txt")
    assert READ == ["a.txt", "a.txt"]
