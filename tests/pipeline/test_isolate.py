"""Every document in its own process: limits, crashes, order and what the caller sees of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import DataError, InputError, KgError
from kg.pipeline import isolate
from kg.pipeline.isolate import helpers

pytestmark = pytest.mark.processes


def nothing() -> None:
    """No preparation."""


def broken_preparation() -> None:
    raise DataError("lexicons/x.tsv", "has no header", "restore it")


def work(what: str) -> bytes:
    if what == "memory":
        return bytes(1 << 31)
    if what == "cpu":
        while True:
            pass
    if what == "sleep":
        time.sleep(60)
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == "exit":
        os._exit(3)
    if what == "refuse":
        raise InputError("a.txt", "is empty", "give a file with text")
    if what == "bug":
        raise ValueError("odd")
    if what == "print":
        print("noise", flush=True)
        print("noise", file=sys.stderr, flush=True)
    return what.encode() * 100_000


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))


def run(*kinds: str, jobs: int = 2, limits: isolate.Limits | None = None) -> dict[str, bytes | InputError]:
    tasks = [isolate.Task(f"{kind}.txt", kind, limits or isolate.Limits(), "allow more") for kind in kinds]
    return {kinds[index]: answer for index, answer in isolate.each(nothing, work, tasks, jobs)}


@pytest.mark.parametrize("jobs", [0, 1, 3])
def test_every_task_is_answered_whatever_the_number_of_jobs(jobs: int) -> None:
    kinds = ["一", "二", "三", "四", "print"]
    assert run(*kinds, jobs=jobs) == {kind: kind.encode() * 100_000 for kind in kinds}


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("memory", "memory.txt: needs more than 1024 MB of memory; raise --max-memory, or split it into smaller files"),
        ("cpu", "cpu.txt: took more than 1 s of processor time; allow more"),
        ("sleep", "sleep.txt: took longer than 2 s; allow more"),
        ("crash", "crash.txt: crashed its reader (SIGSEGV); check that the file is whole, or raise --max-memory"),
        ("exit", "exit.txt: crashed its reader (exit 3); check that the file is whole, or raise --max-memory"),
        ("refuse", "a.txt: is empty; give a file with text"),
    ],
)
def test_a_failure_is_named_and_the_others_build(kind: str, line: str) -> None:
    # A busy machine must not make one limit strike before the other.
    answers = run("good", kind, "也好", limits=isolate.Limits(cpu=1, wall=2 if kind == "sleep" else 60))
    assert isinstance(answers["good"], bytes)
    assert isinstance(answers["也好"], bytes)
    assert str(answers[kind]) == line


ATE: list[bytes] = []


def count(what: str) -> bytes:
    """How many tasks this process has had; one fails after another has been done there."""
    ATE.append(b"")
    if what == "jealous" and len(ATE) > 1:
        raise MemoryError
    return str(len(ATE)).encode()


def test_a_worker_takes_one_task_after_the_other() -> None:
    tasks = [isolate.Task("a", "a") for _ in range(3)]
    assert [answer for _, answer in isolate.each(nothing, count, tasks)] == [b"1", b"2", b"3"]


def test_what_fails_in_a_used_worker_is_tried_in_a_fresh_one() -> None:
    tasks = [isolate.Task(what, what) for what in ("a", "b", "jealous", "c")]
    assert [answer for _, answer in isolate.each(nothing, count, tasks)] == [b"1", b"2", b"1", b"2"]


def test_a_pool_does_one_kind_of_work_after_the_other() -> None:
    with isolate.Pool(nothing, 2) as workers:
        assert dict(workers.each(count, [isolate.Task("a", "a")])) == {0: b"1"}
        assert dict(workers.each(work, [isolate.Task("b", "b")])) == {0: b"b" * 100_000}
        assert list(workers.each(work, [])) == []
    assert not _children()


def test_a_fault_of_ours_is_named_with_its_place() -> None:
    assert "bug.txt: ValueError (odd) at test_isolate.py:" in str(run("bug")["bug"])


def test_what_a_library_prints_is_not_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert isinstance(run("print")["print"], bytes)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("told", [b"", b"\x80\x05cut"])
def test_a_helper_whose_caller_was_killed_goes_without_a_word(told: bytes) -> None:
    done = subprocess.run(helpers.COMMAND, input=told, capture_output=True, env=helpers.environment())
    assert (done.stdout, done.stderr) == (b"", b"")


def test_a_broken_preparation_ends_the_build() -> None:
    with pytest.raises(KgError, match=r"lexicons/x\.tsv: has no header; restore it"):
        list(isolate.each(broken_preparation, work, [isolate.Task("a", "a")]))


def test_a_helper_that_does_not_come_up_fails_every_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(helpers, "COMMAND", (sys.executable, "-c", "raise SystemExit(1)"))
    answers = run("good", "也好")
    assert all("ended early" in str(answer) for answer in answers.values())


def test_a_caller_that_stops_listening_leaves_no_process() -> None:
    answers = isolate.each(nothing, work, [isolate.Task("good", "good"), isolate.Task("sleep", "sleep")], jobs=2)
    next(answers)
    before = time.monotonic()
    answers.close()
    assert time.monotonic() - before < 5
    assert not _children()


def _children() -> list[str]:
    if not Path("/proc").is_dir():
        return []
    return [line for line in _processes() if line.split()[0] == str(os.getpid()) and "kg.pipeline.isolate" in line]


def _processes() -> list[str]:
    return subprocess.run(["ps", "-eo", "ppid,args"], capture_output=True, text=True, check=True).stdout.splitlines()


def test_without_fork_the_documents_are_read_one_after_the_other(tmp_path: Path) -> None:
    code = "import os; del os.fork; from kg.pipeline.isolate.helper import serve; serve()"
    before, helpers.COMMAND = helpers.COMMAND, (sys.executable, "-P", "-c", code)
    try:
        assert isinstance(run("good", "refuse")["refuse"], InputError)
    finally:
        helpers.COMMAND = before


_FORKING = """
import os, sys, threading, time
from kg.pipeline import isolate
from test_isolate import nothing, work

lock = open(sys.argv[1], "w")
if sys.argv[2] == "threads":
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
with isolate.Pool(nothing, 2) as pool:
    pool.fork()
    forked = pool.helper
    found = dict(pool.each(work, [isolate.Task(kind, kind) for kind in ("good", "crash", "print")]))
    print([type(found[index]).__name__ for index in range(3)], end=" ")
    if not forked:
        print("not forked")
        sys.exit()
    files = (f"/proc/{forked.process}/fd/{name}" for name in os.listdir(f"/proc/{forked.process}/fd"))
    print("forked", "holds it" if lock.name in map(os.readlink, files) else "")
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="this system does not tell the threads of a process")
@pytest.mark.parametrize(("caller", "told"), [("alone", "forked"), ("threads", "not forked")])
def test_a_caller_with_a_single_thread_may_be_forked(caller: str, told: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _FORKING, str(tmp_path / "lock"), caller]
    paths = os.pathsep.join(
        [str(Path(__file__).parent), os.environ["PYTHONPATH"], *helpers.environment()["PYTHONPATH"].split(os.pathsep)]
    )
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": paths}, check=True)
    assert done.stdout.split(maxsplit=3)[-1].strip() == told
    assert done.stdout.startswith("['bytes', 'InputError', 'bytes']")
    assert done.stderr == ""
