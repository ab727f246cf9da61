"""Parts: an answer is worked out once, and never out of date."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from goings import READ, TEXTS, built, content

from kg.errors import InputError, KgError, OutputError
from kg.pipeline import builder, documents, limits, manifests, parts, records, worker
from kg.read.inputs import Source


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
        told = {"path": Path("a.txt"), "name": "a.txt", "row": {}, "sha256": "0", "limits": limits.LIMITS} | fields
        source = Source(told["path"], told["name"], told["row"])  # type: ignore[arg-type]
        return records.Record(source, told["limits"], str(told["sha256"])).key(base)  # type: ignore[arg-type]

    assert (
        key() == key(path=Path("elsewhere/a.txt")) == key(row={"title": ""}) == key(limits=limits.Limits(1, seconds=1))
    )
    others = [
        key("c/"),
        key(name="b.txt"),
        key(row={"title": "x"}),
        key(sha256="1"),
        key(limits=limits.Limits(pages=1)),
        key(limits=limits.Limits(memory=1)),
    ]
    assert len({key(), *others}) == 7


def test_another_version_of_the_code_has_other_keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built("o", "a.txt")
    monkeypatch.setattr(records, "fingerprint", lambda: "another")
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
    def starved(source: Source, *_: object) -> None:
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


# What others have written there


def part_of(out: str) -> Path:
    (part,) = (path for path in Path(out, ".parts").iterdir() if path.suffix != ".json")
    return part


def sealed(key: str, answer: bytes) -> bytes:
    packed = gzip.compress(answer, 1, mtime=0)
    return parts._seal(key, packed) + b"\n" + packed


def answer_of(part: Path) -> tuple[dict[str, Any], bytes]:
    head, _, quads = gzip.decompress(part.read_bytes().partition(b"\n")[2]).partition(b"\n")
    return json.loads(head), quads


def told(head: object, quads: bytes = b"") -> bytes:
    return json.dumps(head).encode() + b"\n" + quads


FORGED: list[Callable[[dict[str, Any], bytes], bytes]] = [
    lambda head, quads: b"",
    lambda head, quads: b"[" * 100_000,
    lambda head, quads: b'{"a":' * 100_000,
    lambda head, quads: told([head], quads),
    lambda head, quads: told(head | {"sha256": "0" * 64}, quads),
    lambda head, quads: told(head | {"kept": "all"}, quads),
    lambda head, quads: told(head | {"kept": 30}, quads),
    lambda head, quads: told(head | {"findings": [{"odd": 1}]}, quads),
    lambda head, quads: told(head | {"findings": None}, quads),
    lambda head, quads: told(head | {"failure": [1]}, quads),
    lambda head, quads: told({}, quads),
    lambda head, quads: told(head, b"<a> <b> ."),
    lambda head, quads: told(head, b"\xff" + quads),
    lambda head, quads: told(head, quads.replace(b'"damages":[', b'"damages":[[1],')),
    lambda head, quads: told(head, quads.replace(b'"entities":[[', b'"entities":[[1,')),
    lambda head, quads: told(head, quads.replace(b'"level"', b"7")),
    lambda head, quads: told(head, quads[: quads.index(b"<")] + quads[quads.index(b"<") :].replace(b" .", b"  .")),
]


def test_a_part_that_no_reader_can_have_answered_is_made_anew(folder: Path) -> None:
    before = built("o", "a.txt")
    part = part_of("o")
    found = manifests.read(Path("o"))
    assert found
    (record,) = found.documents.values()
    forged = [forge(*answer_of(part)) for forge in FORGED]
    for answer in forged:
        part.write_bytes(sealed(part.name, answer))
        with pytest.raises(documents.UnsoundError):
            documents.checked(record, parts.InFolder(Path("o")), found.base)
    assert built("o", "a.txt") == before
    assert READ == ["a.txt", "a.txt"]


def test_a_part_of_another_document_is_none_of_this_one(folder: Path) -> None:
    built("p", "b.txt")
    before = built("o", "a.txt")
    part_of("o").write_bytes(part_of("p").read_bytes())
    assert built("o", "a.txt") == before
    part_of("o").write_bytes(sealed(part_of("o").name, told(*answer_of(part_of("p")))))
    assert built("o", "a.txt") == before


def test_a_part_that_unpacks_without_end_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built("o", "a.txt")
    monkeypatch.setattr(parts, "_LARGE", 1_000_000)
    part_of("o").write_bytes(sealed(part_of("o").name, b"\0" * 3_000_000))
    assert built("o", "a.txt") == before


def test_a_link_for_a_part_is_not_followed(folder: Path) -> None:
    before = built("o", "a.txt")
    Path("theirs").write_bytes(part_of("o").read_bytes())
    part = part_of("o")
    part.unlink()
    part.symlink_to(folder / "theirs")
    assert built("o", "a.txt") == before
    assert not part.is_symlink() and Path("theirs").exists()


def test_a_link_for_the_folder_of_parts_is_refused(folder: Path) -> None:
    built("theirs", "a.txt")
    before = content(Path("theirs"))
    Path("o").mkdir()
    Path("o/.parts").symlink_to(folder / "theirs" / ".parts")
    with pytest.raises(OutputError, match=r"o/\.parts: is a link, and none is followed here"):
        built("o", "b.txt")
    assert content(Path("theirs")) == before


def test_files_of_the_users_own_among_the_parts_stay(folder: Path) -> None:
    built("o", "a.txt")
    mine = [Path("o/.parts", name) for name in ("notes.txt", ".tmp-mine", "0" * 63)]
    for path in mine:
        path.write_text("mine")
    built("o", "b.txt")
    assert [path.read_text() for path in mine] == ["mine"] * 3


def manifest(change: Callable[[dict[str, Any]], object]) -> None:
    path = Path("o/.parts/manifest.json")
    found = json.loads(path.read_bytes())
    change(found)
    path.write_text(json.dumps(found))


def test_a_file_that_a_forged_manifest_names_is_not_read(folder: Path) -> None:
    built("o", "a.txt")
    Path("secret.txt").write_text(TEXTS[2], encoding="utf-8")

    def forged(found: dict[str, Any]) -> None:
        secret = found["documents"][0] | {"name": "x.txt", "path": "../secret.txt", "sha256": ""}
        found["documents"] += [secret, secret | {"name": "y.txt", "failure": ["is empty", "take it out"]}]

    manifest(forged)
    with pytest.raises(InputError, match=r"secret\.txt: must be read anew"):
        builder.add([Path("b.txt")], Path("o"))
    manifest(lambda found: found["documents"].pop(1))
    result = builder.add([Path("b.txt")], Path("o"))
    assert [str(failure) for failure in result.failures] == ["secret.txt: is empty; take it out"]
    assert READ == ["a.txt", "b.txt"]


def test_what_failed_for_want_of_time_is_tried_again_by_its_hash(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(source: Source, *_: object) -> None:
        raise MemoryError

    built("o", "a.txt")
    with monkeypatch.context() as patch:
        patch.setattr(worker.read, "parse", fails)
        assert builder.add([Path("b.txt")], Path("o")).failures
    assert not builder.add([Path("c.txt")], Path("o")).failures
    assert READ == ["a.txt", "b.txt", "b.txt", "c.txt"]


CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda found: found.update(base="no iri"),
    lambda found: found.update(base=3),
    lambda found: found.update(documents=None),
    lambda found: found.update(decisions=[[True, "a", "b"], [False, "b", "a"]]),
    lambda found: found.update(decisions=[[True, "a"]]),
    lambda found: found["documents"][0].update(name="../a.txt"),
    lambda found: found["documents"][0].update(name=""),
    lambda found: found["documents"][0].update(path=["a"]),
    lambda found: found["documents"][0].update(row={"title": 3}),
    lambda found: found["documents"][0].update(sha256="x"),
    lambda found: found["documents"][0].update(limits={"size": -1}),
    lambda found: found["documents"][0].update(limits={"odd": 1}),
    lambda found: found["documents"][0].update(failure="x"),
    lambda found: found["documents"][0].pop("row"),
]
DAMAGED = [b"", b"\xff", b"[" * 100_000, b'{"form":' * 100_000, b"null", b"[]", b'{"form": 1}']


def test_a_damaged_manifest_is_one_line(folder: Path) -> None:
    built("o", "a.txt")
    path = Path("o/.parts/manifest.json")
    whole = path.read_bytes()
    for change in CHANGES:
        path.write_bytes(whole)
        manifest(change)
        with pytest.raises(InputError, match=r"o/\.parts/manifest\.json: is damaged .*; run `kg build` on all"):
            manifests.read(Path("o"))
    for data in DAMAGED:
        path.write_bytes(data)
        for act in (lambda: builder.add([Path("b.txt")], Path("o")), lambda: builder.retract(["a.txt"], Path("o"))):
            with pytest.raises(InputError, match=r"manifest\.json: .*run `kg build` on all documents") as caught:
                act()
            assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
@pytest.mark.parametrize("name", ["documents.csv", "decisions.tsv", "corrections.tsv"])
@pytest.mark.parametrize("kind", ["pipe", "out", "folder", "large", "device", "loop"])
def test_lists_beside_the_documents_are_guarded_as_documents_are(folder: Path, name: str, kind: str) -> None:
    inner = folder / "in"
    inner.mkdir()
    (inner / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    path = inner / name
    lay: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(path),
        "out": lambda: path.symlink_to(folder / "b.txt"),
        "folder": path.mkdir,
        "large": lambda: path.write_bytes(b"x" * 11_000_000),
        "device": lambda: path.symlink_to("/dev/zero"),
        "loop": lambda: path.symlink_to(path),
    }
    lay[kind]()
    with pytest.raises(KgError, match=rf"^in/{name}: ") as caught:
        built("o", "in")
    assert "东川" not in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_named_pipe_among_the_documents_is_named(folder: Path) -> None:
    inner = folder / "in"
    inner.mkdir()
    (inner / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    os.mkfifo(inner / "b.txt")
    result = builder.build([inner.absolute()], Path("o"))
    assert [str(failure) for failure in result.failures] == [f"{inner}/b.txt: is no regular file; give a file"]


def test_decisions_of_two_folders_are_held_against_each_other(folder: Path) -> None:
    for name, line in (("one", "same\ta\tb\nsame\tb\tc\n"), ("two", "different\ta\tc\n")):
        Path(name).mkdir()
        Path(name, f"{name}.txt").write_text(TEXTS[0], encoding="utf-8")
        Path(name, "decisions.tsv").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"two/decisions\.tsv:1: says the opposite of one/decisions\.tsv:1 and "):
        built("o", "one", "two")


def test_where_nothing_is_new_nothing_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = builder.build([Path("a.txt"), Path("b.txt")], Path("o"), 1)
    before, written = content(Path("o")), []
    monkeypatch.setattr(builder, "_write", lambda *_given: written.append(1))
    again = builder.build([Path("b.txt"), Path("a.txt")], Path("o"), 1)
    assert (again.summary, again.known, written) == (first.summary, 2, [])
    assert content(Path("o")) == before


@pytest.mark.parametrize("name", ["graph.ttl", "tables/places.csv", "graph.html"])
def test_what_somebody_has_touched_is_made_anew(folder: Path, name: str) -> None:
    before = built("o", "a.txt")
    (Path("o") / name).write_text("other", encoding="utf-8")
    assert built("o", "a.txt") == before
    (Path("o") / name).unlink()
    assert built("o", "a.txt") == before
    assert READ == ["a.txt"]
