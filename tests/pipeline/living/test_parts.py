"""Parts: an answer is worked out once, and never out of date."""

from __future__ import annotations

from pathlib import Path

import pytest
from goings import READ, TEXTS, built

from kg.errors import InputError
from kg.pipeline import builder, parts, worker


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
        result = builder.build([Path("a.txt"), Path("x.txt"), Path("y.txt")], Path("o"))
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
        patch.setattr(worker.read, "parse", starved)
        with pytest.raises(InputError, match=r"a\.txt: needs more than 1024 MB of memory; raise --max-memory"):
            built("o", "a.txt")
    built("o", "a.txt")
    assert READ == ["a.txt", "a.txt"]


def test_parts_of_another_build_are_removed(folder: Path) -> None:
    built("o", "a.txt")
    assert len(list(Path("o/.parts").iterdir())) == 2
    built("o", "b.txt")
    assert len(list(Path("o/.parts").iterdir())) == 2
