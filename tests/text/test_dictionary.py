"""The prepared dictionary: what jieba knows, kept in a file that nobody else could have laid there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.text import dictionary as module
from kg.text.dictionary import dictionary

make = module._made


@pytest.fixture(scope="module")
def made() -> bytes:
    """The bytes of the file: to work them out takes seconds."""
    return make()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: bytes) -> Iterator[Path]:
    """A cache of its own for the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(module, "_made", lambda: made)
    dictionary.cache_clear()
    yield tmp_path / "fazhan"
    dictionary.cache_clear()


def _prepared(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_words_have_the_tags_of_jieba() -> None:
    known = dictionary()
    assert "水库" in known.nouns and "水库" not in known.proper
    assert "北京" in known.places and "北京" in known.proper and "北京" not in known.frequent
    assert "负责" in known.spoken and "负责" not in known.nouns
    assert "翎瑞水库" not in known.nouns
    assert "甄" in known.letters and "水" not in known.letters


def test_a_word_has_the_sort_that_jieba_tells() -> None:
    sorts = {word: dictionary().sort(word) for word in ("发展", "北京", "翎瑞", "与")}
    assert sorts == {"发展": "vn", "北京": "ns", "翎瑞": "", "与": "p"}


def test_words_of_ours_are_cut_but_have_no_tags() -> None:
    known = dictionary()
    assert "高标准农田" in known.trie
    assert "价格上涨" not in known.trie


def test_the_file_that_is_there_is_the_one_that_is_made(made: bytes) -> None:
    path = module._cached()
    assert path is None or not path.exists() or path.read_bytes() == made


def test_a_second_start_takes_what_the_first_prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = dictionary().likelihoods.tolist()
    dictionary.cache_clear()
    monkeypatch.setattr(module, "_made", lambda: pytest.fail("worked out again"))
    assert dictionary().likelihoods.tolist() == first


@pytest.mark.parametrize("damage", [b"", b"x" * 100, None], ids=["empty", "foreign", "one bit"])
def test_a_damaged_file_is_made_anew(folder: Path, damage: bytes | None) -> None:
    dictionary()
    path = _prepared(folder)
    whole = path.read_bytes()
    path.write_bytes(bytes((*whole[:-5], whole[-5] ^ 1, *whole[-4:])) if damage is None else damage)
    dictionary.cache_clear()
    assert "水库" in dictionary().nouns
    assert _prepared(folder).read_bytes() == whole


@pytest.mark.parametrize("kind", ["link", "open to others", "file"])
def test_a_folder_that_others_could_write_to_is_not_used(folder: Path, tmp_path: Path, kind: str) -> None:
    if kind == "link":
        (tmp_path / "elsewhere").mkdir()
        folder.symlink_to(tmp_path / "elsewhere")
    elif kind == "file":
        folder.write_text("mine")
    else:
        folder.mkdir()
        os.chmod(folder, 0o777)
    assert "水库" in dictionary().nouns
    assert not any(path.name.startswith("words-") for path in tmp_path.rglob("*"))
