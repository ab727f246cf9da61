"""The whole line: the same bytes whatever the order, the workers and the hash seed; bad files; what is written."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import InputError, OutputError
from kg.export import output
from kg.pipeline import builder
from kg.pipeline.progress import Step

REPORT = """2025年西岭市政府工作报告
一、2024年工作回顾
全市地区生产总值421.17亿元，同比增长5.6%。
二、2025年工作安排
地区生产总值增长6%左右。
"""
NEWS = """西岭市2024年发展回眸
2024年，西岭市新建高标准农田3.5万亩，改造老旧小区15个。
"""
FILES = {
    "graph.ttl", "graph.nq", "graph.html", "report.ttl", "report.txt", "rejected.nq",
    "tables/observations.csv", "tables/projects.csv", "tables/places.csv", "tables/industries.csv",
    "tables/organizations.csv",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(NEWS, encoding="utf-8")
    return tmp_path / "in"


def content(out: Path) -> dict[str, bytes]:
    """The outputs by name; the parts are no outputs."""
    named = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".parts/")}


def rows(out: Path, table: str) -> Iterator[dict[str, str]]:
    with (out / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def test_a_build_leaves_the_files_of_the_contract_and_nothing_else(seeds_build: Path) -> None:
    assert set(content(seeds_build)) == FILES


def test_every_quote_is_the_text_between_its_offsets(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    builder.build([folder], out)
    texts = {"a.txt": REPORT, "b.txt": NEWS}
    found = [*rows(out, "observations"), *rows(out, "projects")]
    assert len(found) >= 4
    for row in found:
        assert texts[row["document"]][int(row["start"]) : int(row["end"])].replace("\n", "") == row["quote"]


def test_the_bytes_do_not_depend_on_order_workers_or_hash_seed(folder: Path, tmp_path: Path) -> None:
    builder.build([folder], tmp_path / "here")
    expected = content(tmp_path / "here")
    for seed, jobs, names in (("0", "1", ["a.txt", "b.txt"]), ("77", "5", ["b.txt", "a.txt"])):
        out = tmp_path / seed
        command = [sys.executable, "-m", "kg", "build", *(str(folder / name) for name in names), "--out", str(out)]
        subprocess.run([*command, "--jobs", jobs], check=True, env=os.environ | {"PYTHONHASHSEED": seed})
        assert content(out) == expected


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_where_the_files_lie(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere")
    for source, out in ((folder, "one"), (tmp_path / "elsewhere", "two")):
        builder.build([source], tmp_path / out)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_a_build_is_told_in_words_and_progress(folder: Path, tmp_path: Path) -> None:
    heard: list[Step] = []
    result = builder.build([folder], tmp_path / "out", tell=heard.append)
    read = [step for step in heard if step.document]
    assert [(step.done, step.total) for step in read] == [(1, 2), (2, 2)]
    assert {step.document for step in read} == {"a.txt", "b.txt"}
    assert list(dict.fromkeys(step.stage for step in heard)) == ["reading", "linking", "writing"]
    assert result.work and result.work.characters == sum(step.characters for step in read) == len(
        REPORT.strip() + NEWS.strip()
    )
    assert set(result.work.seconds) == {"reading", "linking", "writing"} and result.work.megabytes > 50
    assert sum(step.facts for step in read) >= 4 and sum(result.set_aside.values()) == 2
    assert not result.failures
    assert result.summary.startswith("2 documents: 5 observations, ")


@pytest.mark.processes
def test_a_bad_file_among_good_ones_is_named_and_the_others_build(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(bytes(range(256)) * 40)
    result = builder.build([folder], tmp_path / "out")
    (failure,) = result.failures
    assert str(failure).startswith(f"{folder / 'c.txt'}: ")
    assert {row["document"] for row in rows(tmp_path / "out", "observations")} == {"a.txt", "b.txt"}
    assert "c.txt" in (tmp_path / "out" / "report.txt").read_text(encoding="utf-8")
    assert b"c.txt" in (tmp_path / "out" / "report.ttl").read_bytes()


def test_nothing_but_bad_files_is_an_error_and_writes_nothing(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"")
    with pytest.raises(InputError, match=r"a\.txt: ") as caught:
        builder.build([folder], tmp_path / "out")
    assert [note.split(": ")[0] for note in caught.value.__notes__] == [str(folder / "b.txt")]
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_refused_before_any_reading(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="is a file"):
        builder.build([folder / "missing"], tmp_path / "file")


def test_a_failing_writer_leaves_the_old_build(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder.build([folder], tmp_path / "out")
    before = content(tmp_path / "out")
    (folder / "b.txt").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "_sync", full)
    with pytest.raises(OutputError, match="no space left on device"):
        builder.build([folder], tmp_path / "out")
    assert content(tmp_path / "out") == before


def test_outputs_are_not_read_as_documents(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("一、2024年工作回顾\n全市地区生产总值421.17亿元。\n", encoding="utf-8")
    with pytest.raises(InputError, match="is the output folder too"):
        builder.build([folder], folder)
    builder.build([folder], tmp_path / "out", jobs=1)
    with pytest.raises(InputError, match="holds the outputs of a build"):
        builder.build([tmp_path / "out"], tmp_path / "other")
