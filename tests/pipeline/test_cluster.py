"""Documents read on a Dask cluster: the same bytes as here, whatever happens to its workers."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ClusterError, InputError
from kg.pipeline import builder, cluster, isolate
from kg.pipeline.builder import FILES

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.processes

TEXTS = {
    "a.txt": "西岭市2024年政府工作报告\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n",
    "b.txt": "东川市2024年政府工作报告\n2024年，东川市新建高标准农田3.5万亩，改造老旧小区15个。\n",
    "c.txt": "",
}


def nothing() -> None:
    """No preparation."""


def work(what: str) -> bytes:
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what.startswith("wait"):
        time.sleep(2)
    return what.encode() * 1000


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(folders))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def written(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture
def another() -> Iterator[Any]:
    """A cluster that stands already, of two processes."""
    options: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as standing:
        yield standing


def test_a_scheduler_that_does_not_answer_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with (
        pytest.raises(
            ClusterError, match=r"^tcp://127.0.0.1:9: is no scheduler that answers; give the address"
        ) as caught,
        cluster.reading(isolate.Pool(nothing), "tcp://127.0.0.1:9"),
    ):
        pass
    assert "\n" not in str(caught.value)


def test_an_address_that_is_none_ends_in_one_line() -> None:
    with (
        pytest.raises(ClusterError, match=r"^gopher://x: is no scheduler that answers; "),
        cluster.reading(isolate.Pool(nothing), "gopher://x"),
    ):
        pass


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterError, match=r"^--engine dask: needs the extra `cluster`; install it with: "),
        cluster.reading(isolate.Pool(nothing)),
    ):
        pass


def test_a_worker_of_another_version_gives_no_answer() -> None:
    told = cluster.attempt(isolate.Task("a.txt", "a"), nothing, work, ".", "another")
    assert isinstance(told, str)
    assert "another version of fazhan" in told


def test_a_worker_that_does_not_see_the_folder_gives_no_answer(tmp_path: Path) -> None:
    told = cluster.attempt(isolate.Task("a.txt", "a"), nothing, work, str(tmp_path / "no"), cluster.fingerprint())
    assert told == f"has a worker on {os.uname().nodename} that does not see the folder {tmp_path / 'no'}"


@pytest.mark.slow
def test_the_same_bytes_as_without(reports: Path, tmp_path: Path) -> None:
    builder.build([reports], tmp_path / "here")
    result = builder.build([reports], tmp_path / "there", 2, engine=cluster.reading)
    assert written(tmp_path / "here") == written(tmp_path / "there")
    assert [error.reason for error in result.failures] == ["is empty"]


@pytest.mark.slow
@pytest.mark.usefixtures("importable")
def test_a_lost_worker_changes_nothing_but_the_time(another: Any) -> None:
    kinds = ["wait 1", "wait 2", "wait 3", "crash", "wait 4"]
    tasks = [isolate.Task(f"{kind}.txt", kind) for kind in kinds]
    with cluster.reading(isolate.Pool(nothing), another.scheduler_address) as each:
        answers = each(work, tasks)
        found = dict([next(answers)])
        os.kill(another.workers[0].pid, signal.SIGKILL)
        found |= dict(answers)
    assert isinstance(lost := found.pop(3), InputError)
    assert str(lost).startswith("crash.txt: crashed its reader (SIGSEGV); ")
    assert found == {index: kind.encode() * 1000 for index, kind in enumerate(kinds) if kind != "crash"}


@pytest.mark.slow
@pytest.mark.usefixtures("importable")
def test_a_scheduler_that_goes_away_ends_in_one_line(another: Any) -> None:
    tasks = [isolate.Task(f"{number}.txt", f"wait {number}") for number in range(40)]
    engine = partial(cluster.reading, scheduler=another.scheduler_address)
    with pytest.raises(ClusterError, match="; ") as caught, engine(isolate.Pool(nothing)) as each:
        answers = each(work, tasks)
        next(answers)
        another.close()
        list(answers)
    assert "\n" not in str(caught.value)
