"""Documents come and go: parts, kg add, kg retract, and what a build leaves that is killed or cannot go on."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import cli, document, isolate, output, parts, pipeline
from kg.errors import InputError, KgError, OutputError

TEXTS = (
    "西岭市2024年发展回眸\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n",
    "东川市2024年发展回眸\n2024年，东川市新建高标准农田3.5万亩，改造老旧小区15个。\n",
    "西岭市2025年工作安排\n2025年，西岭市地区生产总值增长6%左右，西岭20万千瓦光伏发电项目开工建设。\n",
    "",  # an empty file is a failure of its own
)


def each(
    _prepare: object, work: Callable[[Any], bytes], tasks: Sequence[isolate.Task], _jobs: int = 1
) -> Iterator[tuple[int, bytes | InputError]]:
    """What `isolate.each` does, in this process, where the grammar is loaded once for all tests."""
    for index, task in enumerate(tasks):
        READ.append(Path(task.label).name)
        answer = isolate._attempt(work, task)
        yield index, answer[1:] if answer[:1] == b"+" else InputError(*json.loads(answer[1:]))


READ: list[str] = []


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    READ.clear()
    monkeypatch.setattr(isolate, "each", each)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a.txt, b.txt and c.txt."""
    monkeypatch.chdir(tmp_path)
    for name, text in zip("abc", TEXTS, strict=False):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def built(out: str, *names: str) -> dict[str, bytes]:
    pipeline.build([Path(name) for name in names], Path(out))
    return content(Path(out))


# Parts


def test_a_document_is_read_once(folder: Path) -> None:
    before = built("o", "a.txt", "b.txt")
    assert READ == ["a.txt", "b.txt"]
    assert built("o", "a.txt", "b.txt") == before
    assert READ == ["a.txt", "b.txt"]
    (folder / "b.txt").write_text(TEXTS[2], encoding="utf-8")
    assert built("o", "a.txt", "b.txt") != before
    assert READ == ["a.txt", "b.txt", "b.txt"]


def test_what_an_answer_follows_from_is_in_its_key(folder: Path) -> None:
    def key(base: str = "b/", **fields: object) -> str:
        told = {"path": Path("a.txt"), "name": "a.txt", "row": {}, "sha256": "0", "limits": parts.LIMITS} | fields
        source = parts.Source(told["path"], told["name"], told["row"])  # type: ignore[arg-type]
        return parts.Record(source, told["limits"], str(told["sha256"])).key(base)  # type: ignore[arg-type]

    assert (
        key() == key(path=Path("elsewhere/a.txt")) == key(row={"title": ""}) == key(limits=parts.Limits(1, seconds=1))
    )
    others = [
        key("c/"),
        key(name="b.txt"),
        key(row={"title": "x"}),
        key(sha256="1"),
        key(limits=parts.Limits(pages=1)),
        key(limits=parts.Limits(memory=1)),
    ]
    assert len({key(), *others}) == 7


def test_another_version_of_the_code_has_other_keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built("o", "a.txt")
    monkeypatch.setattr(parts, "fingerprint", lambda: "another")
    after = built("o", "a.txt")
    assert READ == ["a.txt", "a.txt"]
    assert {name for name in before if "/" not in name} == {name for name in after if "/" not in name}
    assert len(list(Path("o/.parts").iterdir())) == 2  # the manifest, and no part of the old version


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_part_is_made_anew(folder: Path, damage: bytes | None) -> None:
    before = built("o", "a.txt")
    (part,) = (path for path in Path("o/.parts").iterdir() if path.suffix != ".json")
    if damage is None:
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[:-1] + damage)
    assert built("o", "a.txt") == before
    assert READ == ["a.txt", "a.txt"]


def test_a_failure_that_follows_from_the_bytes_is_kept_and_another_is_not(folder: Path) -> None:
    Path("x.txt").write_bytes(b"\x81\xff\x80\x20\xc1" * 60)
    Path("y.txt").write_bytes(b"")
    for _ in range(2):
        result = pipeline.build([Path("a.txt"), Path("x.txt"), Path("y.txt")], Path("o"))
        assert [Path(failure.where).name for failure in result.failures] == ["x.txt", "y.txt"]
    assert READ == ["a.txt", "x.txt", "y.txt", "y.txt"]


def test_a_reader_that_gives_up_for_want_of_memory_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starved(source: parts.Source, *_: object) -> None:
        try:
            raise MemoryError
        except MemoryError as error:
            raise InputError(source.path, "is a damaged packed file", "save or fetch it anew") from error

    with monkeypatch.context() as patch:
        patch.setattr(document.read, "parse", starved)
        with pytest.raises(InputError, match=r"a\.txt: needs more than 1024 MB of memory; raise --max-memory"):
            built("o", "a.txt")
    built("o", "a.txt")
    assert READ == ["a.txt", "a.txt"]


def test_parts_of_another_build_are_removed(folder: Path) -> None:
    built("o", "a.txt")
    assert len(list(Path("o/.parts").iterdir())) == 2
    built("o", "b.txt")
    assert len(list(Path("o/.parts").iterdir())) == 2


# Adding and retracting


def test_one_by_one_is_the_same_as_all_at_once(folder: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        pipeline.add([Path(name)], Path("o"))
    assert READ == ["c.txt", "a.txt", "b.txt"]
    assert content(Path("o")) == built("whole", "a.txt", "b.txt", "c.txt")


def test_adding_then_retracting_gives_the_old_bytes_though_the_files_are_gone(folder: Path) -> None:
    before = built("o", "a.txt", "b.txt")
    Path("a.txt").unlink()
    Path("b.txt").unlink()
    assert pipeline.add([Path("c.txt")], Path("o")).known == 2
    assert content(Path("o")) != before
    result = pipeline.retract(["c.txt"], Path("o"))
    assert result.notes == ("c.txt: taken out",)
    assert content(Path("o")) == before


def test_the_same_name_replaces_and_is_told(folder: Path) -> None:
    built("o", "a.txt", "b.txt")
    assert pipeline.add([Path("a.txt")], Path("o")).notes == ("a.txt: is there already, unchanged",)
    Path("a.txt").write_text(TEXTS[2], encoding="utf-8")
    assert pipeline.add([Path("a.txt")], Path("o")).notes == ("a.txt: replaces the document of that name",)
    assert content(Path("o")) == built("whole", "a.txt", "b.txt")


def test_the_base_of_the_build_stays(folder: Path) -> None:
    pipeline.build([Path("a.txt")], Path("o"), base="https://example.org/x/")
    pipeline.add([Path("b.txt")], Path("o"))
    pipeline.build([Path("a.txt"), Path("b.txt")], Path("whole"), base="https://example.org/x/")
    assert content(Path("o")) == content(Path("whole"))


def test_a_document_may_be_named_by_its_path(folder: Path) -> None:
    built("o", "a.txt", "b.txt")
    assert pipeline.retract([str(folder / "b.txt")], Path("o")).notes == ("b.txt: taken out",)


def test_a_folder_may_be_moved_with_its_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("was").mkdir()
    shutil.move("a.txt", "was")
    built("was/o", "was/a.txt")
    Path("was").rename("now")
    monkeypatch.setattr(parts, "fingerprint", lambda: "another")
    pipeline.add([Path("b.txt")], Path("now/o"))
    assert READ == ["a.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize("change", ["gone", "changed", "same"])
def test_a_new_version_reads_again_what_is_unchanged_and_refuses_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before = built("o", "a.txt", "b.txt")
    monkeypatch.setattr(parts, "fingerprint", lambda: "another")
    if change == "same":
        pipeline.add([Path("c.txt")], Path("o"))
        assert content(Path("o")) == built("whole", "a.txt", "b.txt", "c.txt")
        return
    if change == "gone":
        Path("a.txt").unlink()
    else:
        Path("a.txt").write_text(TEXTS[2], encoding="utf-8")
    line = rf"a\.txt: must be read anew, .* its file has {change}; `kg add` it anew, or `kg retract` a\.txt"
    with pytest.raises(InputError, match=line):
        pipeline.add([Path("c.txt")], Path("o"))
    assert content(Path("o")) == before
    pipeline.retract(["a.txt"], Path("o"))
    assert content(Path("o")) == built("whole", "b.txt")


def test_a_failed_document_is_tried_again_and_told_again_where_its_file_has_gone(folder: Path) -> None:
    Path("y.txt").write_bytes(b"")
    before = built("o", "a.txt", "y.txt")
    Path("y.txt").unlink()
    pipeline.add([Path("b.txt")], Path("o"))
    pipeline.retract(["b.txt"], Path("o"))
    assert content(Path("o")) == before
    Path("y.txt").write_text(TEXTS[1], encoding="utf-8")
    assert not pipeline.add([Path("b.txt")], Path("o")).failures


def test_the_decisions_stay_with_the_graph(folder: Path) -> None:
    Path("d.txt").write_text("西岭市2024年发展回眸\n2024年，东岭10万千瓦风电项目开工建设。\n", encoding="utf-8")
    Path("d.tsv").write_text("same\t西岭20万千瓦光伏发电项目\t东岭10万千瓦风电项目\n", encoding="utf-8")
    apart = built("apart", "c.txt", "d.txt")
    pipeline.build([Path("c.txt"), Path("d.txt")], Path("o"), decided=Path("d.tsv"))
    before = content(Path("o"))
    assert _shown(before) != _shown(apart)
    Path("d.tsv").unlink()
    pipeline.add([Path("a.txt")], Path("o"))
    pipeline.retract(["a.txt"], Path("o"))
    assert content(Path("o")) == before
    pipeline.retract(["d.txt"], Path("o"))  # the decision rests where its names have gone
    pipeline.add([Path("d.txt")], Path("o"))
    assert content(Path("o")) == before


def test_other_decisions_need_the_files_once_more(folder: Path) -> None:
    before = built("o", "a.txt", "b.txt")
    Path("d.tsv").write_text("different\t高标准农田\t老旧小区\n", encoding="utf-8")
    Path("b.txt").unlink()
    with pytest.raises(InputError, match=r"b\.txt: must be read anew, for code or decisions are others, .* has gone"):
        pipeline.add([Path("c.txt")], Path("o"), decided=Path("d.tsv"))
    assert content(Path("o")) == before


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_comes_and_goes_like_any_other(folder: Path) -> None:
    name = os.fsdecode(b"\xff\n.txt")
    try:
        Path(name).write_text(TEXTS[1], encoding="utf-8")
    except OSError:
        pytest.skip("this file system keeps no such names")
    before = built("o", "a.txt")
    pipeline.add([Path(name)], Path("o"))
    assert content(Path("o")) == built("whole", "a.txt", name)
    pipeline.retract([name], Path("o"))
    assert content(Path("o")) == before


@pytest.mark.parametrize(
    ("names", "line"),
    [
        (["aa.txt"], r"aa\.txt: is no document of this build; give the name of one, such as a\.txt, b\.txt"),
        (["a.txt", "b.txt"], r"o: would hold no document; leave one in, or remove the folder"),
    ],
)
def test_what_cannot_be_retracted_is_refused_in_one_line(folder: Path, names: list[str], line: str) -> None:
    before = built("o", "a.txt", "b.txt")
    with pytest.raises(InputError, match=line):
        pipeline.retract(names, Path("o"))
    assert content(Path("o")) == before


def test_a_folder_without_parts_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="nowhere: holds no build"):
        pipeline.retract(["a.txt"], Path("nowhere"))
    assert not Path("nowhere").exists()
    built("o", "a.txt")
    shutil.rmtree("o/.parts")
    for act in (lambda: pipeline.retract(["a.txt"], Path("o")), lambda: pipeline.add([Path("b.txt")], Path("o"))):
        with pytest.raises(InputError, match="o: holds a build without parts; run `kg build`"):
            act()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"form": 1, "base": 1, "decisions": "", "documents": [3]}'])
def test_a_damaged_manifest_is_refused_and_a_build_mends_it(folder: Path, text: str) -> None:
    before = built("o", "a.txt")
    Path("o/.parts/manifest.json").write_text(text)
    with pytest.raises(InputError, match=r"manifest\.json: is damaged .*; run `kg build`"):
        pipeline.add([Path("b.txt")], Path("o"))
    assert built("o", "a.txt") == before


def test_a_manifest_of_another_form_is_refused(folder: Path) -> None:
    built("o", "a.txt")
    Path("o/.parts/manifest.json").write_text('{"form": 99}')
    with pytest.raises(InputError, match=r"was written by another version; run `kg build`"):
        pipeline.add([Path("b.txt")], Path("o"))


NAMES = ("a.txt", "b.txt", "c.txt", "d.txt")
ADD = st.tuples(st.just("add"), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(TEXTS), min_size=1, max_size=3))
RETRACT = st.tuples(st.just("retract"), st.lists(st.sampled_from(NAMES), min_size=1, max_size=2))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(ADD, RETRACT), min_size=1, max_size=6))
def test_any_way_to_the_same_documents_gives_the_same_bytes(tmp_path: Path, steps: list[tuple[str, Any]]) -> None:
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    out, held = tmp_path / "o", dict[str, str]()
    for act, what in steps:
        if act == "add":
            for name, text in what.items():
                (tmp_path / name).write_text(text, encoding="utf-8")
            wanted = held | what
        else:
            wanted = {name: text for name, text in held.items() if name not in what}
        allowed = any(wanted.values()) and (act == "add" or set(what) <= set(held))
        with _refused(not allowed):
            if act == "add":
                pipeline.add([tmp_path / name for name in what], out)
            else:
                pipeline.retract(what, out)
        if allowed:
            held = wanted
        else:  # what was refused is as if it had never been
            for name in what if act == "add" else ():
                if name in held:
                    (tmp_path / name).write_text(held[name], encoding="utf-8")
    if held:
        pipeline.build([tmp_path / name for name in held], tmp_path / "whole")
        assert content(out) == content(tmp_path / "whole")
    else:
        assert not out.exists()


@contextmanager
def _refused(expected: bool) -> Iterator[None]:
    if not expected:
        yield
        return
    with pytest.raises(InputError):
        yield


# What goes wrong


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork there")
def test_a_build_killed_at_any_moment_loses_nothing(folder: Path) -> None:
    """Each kill meets old or new outputs; the next build gives the bytes of one that nobody disturbed."""
    names = [Path(name) for name in NAMES]
    random.Random(7).shuffle(names)
    moments = random.Random(8)
    previous: dict[str, bytes] = {}
    for turn in range(12):
        for number, name in enumerate(NAMES):
            Path(name).write_text(TEXTS[(number + turn) % 3], encoding="utf-8")
        shutil.rmtree("whole", ignore_errors=True)
        expected = built("whole", *NAMES)
        _killed_after(moments.random() * 0.12, lambda: pipeline.build(names, Path("o")))
        left = {name: data for name, data in content(Path("o")).items() if not name.startswith(".")}
        if not Path("o/.ready").exists():  # else it was killed while committed files were on their way
            assert left in ({}, _shown(previous), _shown(expected))
        assert built("o", *NAMES) == expected
        previous = expected


def _shown(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if not name.startswith(".")}


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
        patch.setattr(isolate, "each", stopped)
        built("o", "a.txt", "b.txt")
    assert set(content(Path("o"))) == {path.relative_to("o").as_posix() for path in Path("o/.parts").iterdir()}
    result = pipeline.build([Path("a.txt"), Path("b.txt")], Path("o"))
    assert (READ, result.known) == (["a.txt", "b.txt"], 1)


def test_leftovers_among_the_parts_are_removed(folder: Path) -> None:
    Path("o/.parts").mkdir(parents=True)
    Path("o/.parts/.tmp-dead").write_text("half")
    built("o", "a.txt")
    assert not Path("o/.parts/.tmp-dead").exists()


@pytest.mark.parametrize("size", [100, 3_000, 40_000])
def test_a_full_disk_is_one_line_and_leaves_the_old_outputs(folder: Path, size: int) -> None:
    resource = pytest.importorskip("resource")
    before = built("o", "a.txt")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with pytest.raises(OutputError, match="file too large; free the disk or give another folder with --out"):
            pipeline.build([Path("a.txt"), Path("b.txt"), Path("c.txt")], Path("o"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _shown(content(Path("o"))) == _shown(before)
    assert not [path for path in Path("o").rglob("*") if path.name.startswith((".tmp", ".ready", ".lock"))]
    assert built("o", "a.txt", "b.txt") == built("whole", "a.txt", "b.txt")


@pytest.mark.skipif(os.name == "nt", reason="no lock there")
def test_a_second_writer_is_refused_before_it_reads(folder: Path) -> None:
    before = built("o", "a.txt")
    READ.clear()
    with output.writing(Path("o")):
        for act in (
            lambda: pipeline.build([Path("b.txt")], Path("o")),
            lambda: pipeline.add([Path("b.txt")], Path("o")),
            lambda: pipeline.retract(["a.txt"], Path("o")),
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

    monkeypatch.setattr(isolate, "each", vanishing)
    result = pipeline.build([Path("a.txt"), Path("b.txt"), Path("c.txt")], Path("o"))
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
        patch.setattr(isolate, "each", changing)
        found = built("o", "a.txt")
    assert found == built("whole", "a.txt")


# Limits


def test_the_options_show_the_limits_that_hold() -> None:
    from kg.cli import shared

    given = {name[2:].replace("-", "_"): default for name, default, _ in shared._LIMITS}
    assert shared.limits(given) == parts.LIMITS


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
        patch.setattr(document, "_line", fails)
        with pytest.raises(KgError, match="odd"):
            built("o", "a.txt")
    assert not Path("o").exists()
    built("o", "a.txt")
    assert READ == ["a.txt", "a.txt"]
