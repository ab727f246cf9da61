"""kg add and kg retract: documents come and go, byte for byte what one build gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from goings import NAMES, READ, TEXTS, built, content, shown
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.pipeline import builder, records


def test_one_by_one_is_the_same_as_all_at_once(folder: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        builder.add([Path(name)], Path("o"))
    assert READ == ["c.txt", "a.txt", "b.txt"]
    assert content(Path("o")) == built("whole", "a.txt", "b.txt", "c.txt")


def test_adding_then_retracting_gives_the_old_bytes_though_the_files_are_gone(folder: Path) -> None:
    before = built("o", "a.txt", "b.txt")
    Path("a.txt").unlink()
    Path("b.txt").unlink()
    assert builder.add([Path("c.txt")], Path("o")).known == 2
    assert content(Path("o")) != before
    result = builder.retract(["c.txt"], Path("o"))
    assert result.notes == ("c.txt: taken out",)
    assert content(Path("o")) == before


def test_the_same_name_replaces_and_is_told(folder: Path) -> None:
    built("o", "a.txt", "b.txt")
    assert builder.add([Path("a.txt")], Path("o")).notes == ("a.txt: is there already, unchanged",)
    Path("a.txt").write_text(TEXTS[2], encoding="utf-8")
    assert builder.add([Path("a.txt")], Path("o")).notes == ("a.txt: replaces the document of that name",)
    assert content(Path("o")) == built("whole", "a.txt", "b.txt")


def test_the_base_of_the_build_stays(folder: Path) -> None:
    builder.build([Path("a.txt")], Path("o"), base="https://example.org/x/")
    builder.add([Path("b.txt")], Path("o"))
    builder.build([Path("a.txt"), Path("b.txt")], Path("whole"), base="https://example.org/x/")
    assert content(Path("o")) == content(Path("whole"))


def test_a_document_may_be_named_by_its_path(folder: Path) -> None:
    built("o", "a.txt", "b.txt")
    assert builder.retract([str(folder / "b.txt")], Path("o")).notes == ("b.txt: taken out",)


def test_a_folder_may_be_moved_with_its_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("was").mkdir()
    shutil.move("a.txt", "was")
    built("was/o", "was/a.txt")
    Path("was").rename("now")
    monkeypatch.setattr(records, "fingerprint", lambda: "another")
    builder.add([Path("b.txt")], Path("now/o"))
    assert READ == ["a.txt", "a.txt", "b.txt"]


@pytest.mark.parametrize("change", ["gone", "changed", "same"])
def test_a_new_version_reads_again_what_is_unchanged_and_refuses_the_rest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before = built("o", "a.txt", "b.txt")
    monkeypatch.setattr(records, "fingerprint", lambda: "another")
    if change == "same":
        builder.add([Path("c.txt")], Path("o"))
        assert content(Path("o")) == built("whole", "a.txt", "b.txt", "c.txt")
        return
    if change == "gone":
        Path("a.txt").unlink()
    else:
        Path("a.txt").write_text(TEXTS[2], encoding="utf-8")
    line = rf"a\.txt: must be read anew, .* its file has {change}; `kg add` it anew, or `kg retract` a\.txt"
    with pytest.raises(InputError, match=line):
        builder.add([Path("c.txt")], Path("o"))
    assert content(Path("o")) == before
    builder.retract(["a.txt"], Path("o"))
    assert content(Path("o")) == built("whole", "b.txt")


def test_a_failed_document_is_tried_again_and_told_again_where_its_file_has_gone(folder: Path) -> None:
    Path("y.txt").write_bytes(b"")
    before = built("o", "a.txt", "y.txt")
    Path("y.txt").unlink()
    builder.add([Path("b.txt")], Path("o"))
    builder.retract(["b.txt"], Path("o"))
    assert content(Path("o")) == before
    Path("y.txt").write_text(TEXTS[2], encoding="utf-8")
    assert builder.add([Path("b.txt")], Path("o")).failures  # it is another file now, which nobody has given
    assert not builder.add([Path("y.txt")], Path("o")).failures


def test_the_decisions_stay_with_the_graph(folder: Path) -> None:
    Path("d.txt").write_text("西岭市2024年发展回眸\n2024年，东岭10万千瓦风电项目开工建设。\n", encoding="utf-8")
    Path("d.tsv").write_text("same\t西岭20万千瓦光伏发电项目\t东岭10万千瓦风电项目\n", encoding="utf-8")
    apart = built("apart", "c.txt", "d.txt")
    builder.build([Path("c.txt"), Path("d.txt")], Path("o"), decided=Path("d.tsv"))
    before = content(Path("o"))
    assert shown(before) != shown(apart)
    Path("d.tsv").unlink()
    builder.add([Path("a.txt")], Path("o"))
    builder.retract(["a.txt"], Path("o"))
    assert content(Path("o")) == before
    builder.retract(["d.txt"], Path("o"))  # the decision rests where its names have gone
    builder.add([Path("d.txt")], Path("o"))
    assert content(Path("o")) == before


def test_other_decisions_need_the_files_once_more(folder: Path) -> None:
    before = built("o", "a.txt", "b.txt")
    Path("d.tsv").write_text("different\t高标准农田\t老旧小区\n", encoding="utf-8")
    Path("b.txt").unlink()
    with pytest.raises(InputError, match=r"b\.txt: must be read anew, for code or decisions are others, .* has gone"):
        builder.add([Path("c.txt")], Path("o"), decided=Path("d.tsv"))
    assert content(Path("o")) == before


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_comes_and_goes_like_any_other(folder: Path) -> None:
    name = os.fsdecode(b"\xff\n.txt")
    try:
        Path(name).write_text(TEXTS[1], encoding="utf-8")
    except OSError:
        pytest.skip("this file system keeps no such names")
    before = built("o", "a.txt")
    builder.add([Path(name)], Path("o"))
    assert content(Path("o")) == built("whole", "a.txt", name)
    builder.retract([name], Path("o"))
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
        builder.retract(names, Path("o"))
    assert content(Path("o")) == before


def test_a_folder_without_parts_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match="nowhere: holds no build"):
        builder.retract(["a.txt"], Path("nowhere"))
    assert not Path("nowhere").exists()
    built("o", "a.txt")
    shutil.rmtree("o/.parts")
    for act in (lambda: builder.retract(["a.txt"], Path("o")), lambda: builder.add([Path("b.txt")], Path("o"))):
        with pytest.raises(InputError, match="o: holds a build without parts; run `kg build`"):
            act()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"form": 3, "base": 1, "decisions": "", "documents": [3]}'])
def test_a_damaged_manifest_is_refused_and_a_build_mends_it(folder: Path, text: str) -> None:
    before = built("o", "a.txt")
    Path("o/.parts/manifest.json").write_text(text)
    with pytest.raises(InputError, match=r"manifest\.json: is damaged .*; run `kg build`"):
        builder.add([Path("b.txt")], Path("o"))
    assert built("o", "a.txt") == before


def test_a_manifest_of_another_form_is_refused(folder: Path) -> None:
    built("o", "a.txt")
    Path("o/.parts/manifest.json").write_text('{"form": 99}')
    with pytest.raises(InputError, match=r"was written by another version; run `kg build`"):
        builder.add([Path("b.txt")], Path("o"))


ADD = st.tuples(st.just("add"), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(TEXTS), min_size=1, max_size=3))
RETRACT = st.tuples(st.just("retract"), st.lists(st.sampled_from(NAMES), min_size=1, max_size=2))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
                builder.add([tmp_path / name for name in what], out)
            else:
                builder.retract(what, out)
        if allowed:
            held = wanted
        else:  # what was refused is as if it had never been
            for name in what if act == "add" else ():
                if name in held:
                    (tmp_path / name).write_text(held[name], encoding="utf-8")
    if held:
        builder.build([tmp_path / name for name in held], tmp_path / "whole")
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
