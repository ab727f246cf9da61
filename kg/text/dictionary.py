"""What is known of words: jieba's dictionary with our lexicon and known names in it, prepared once.

jieba reads half a million rows into a dict at every start. What cutting and the grammar ask of them is worked out
once instead and kept in a file of the user's cache: a trie, and for each of its words a likelihood and what jieba's
tags say. Every process maps that file, so that it costs each neither time nor memory of its own.
"""

from __future__ import annotations

import logging
import mmap
import os
import stat
import struct
import tempfile
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any

import marisa_trie

from kg.reference import well_known
from kg.text import lexicon

# Words of jieba's that the grammar needs apart: a noun and the verb of its change, a body and who works there.
_PARTED = ("价格上涨", "物价上涨", "大学教授", "大学校长")
# Tagged otherwise, a word that reports use so often is taken for the word, not for a name that looks the same.
_FREQUENT = 300
_SPOKEN = 1000
_NOUN, _PROPER, _PLACE, _LETTER, _OFTEN, _SAID, _VERB = (1 << bit for bit in range(7))
# jieba's tags of verbs, adverbs, prepositions and conjunctions; vn is a verb that is a noun as well.
_NO_NOUNS = frozenset(["v", "vd", "vi", "d", "p", "c", "ad"])
# jieba's tags, by the number that the file has for each; those of a few words are taken for none.
_SORTS = (
    "", "a", "ad", "ag", "an", "b", "c", "d", "e", "f", "g", "i", "j", "k", "l", "m", "mq", "n", "ng", "nr", "nrfg",
    "nrt", "ns", "nt", "nz", "o", "p", "q", "r", "s", "t", "tg", "u", "ud", "uj", "ul", "uv", "uz", "ug", "v", "vd",
    "vg", "vi", "vn", "vq", "x", "y", "z", "zg",
)  # fmt: skip
# Of the file: a hash of what follows, how many words there are, how many bytes their trie has.
_HEADER = struct.Struct("<32sQQ")


@dataclass(frozen=True, slots=True)
class Words:
    """The words that have some tag."""

    trie: marisa_trie.Trie
    tags: Sequence[int]
    tag: int

    def __contains__(self, word: str) -> bool:
        number = self.trie.get(word)
        return number is not None and bool(self.tags[number] & self.tag)


class Dictionary:
    """Words by the number that the trie gives them, the log of each one's share of jieba's corpus, and its tags.

    `unknown` is the likelihood of a word that is not there, `longest` the length of the longest that is. Of jieba's
    words of two letters or more `nouns` are tagged n*, `proper` ns, nr, nz or nt, `places` ns; `letters` are single
    characters that only stand in names; `frequent` are no places and so common that a name that looks the same is
    taken for the word, `spoken` are verbs, adverbs and the like that are more common still (负责, 附近). `verbs` are
    verbs that are no nouns as well, adverbs and prepositions (协助, 针对): none of them names a thing. `sort` is what
    jieba tags a word.
    """

    def __init__(self, data: memoryview) -> None:
        _, count, size = _HEADER.unpack_from(data)
        end = _HEADER.size + size
        numbers = data[end : end + 8 * (count + 1)].cast("d")
        tags = data[end + 8 * (count + 1) :]
        self._sorts = tags[count + 1 :]
        self.trie = marisa_trie.Trie().map(data[_HEADER.size : end])
        self.likelihoods = numbers[:count]
        self.unknown: float = numbers[count]
        self.longest: int = tags[count]
        self.nouns, self.proper, self.places, self.letters, self.frequent, self.spoken, self.verbs = (
            Words(self.trie, tags, tag) for tag in (_NOUN, _PROPER, _PLACE, _LETTER, _OFTEN, _SAID, _VERB)
        )

    def sort(self, word: str) -> str:
        """jieba's tag of a word (n, v, ns …), empty where it has none.

        >>> dictionary().sort("发展"), dictionary().sort("翎瑞")
        ('vn', '')
        """
        number = self.trie.get(word)
        return "" if number is None else _SORTS[self._sorts[number]]


@cache
def dictionary() -> Dictionary:
    """The dictionary, from the user's cache where it is prepared there and whole."""
    path = _cached()
    if path and (data := _whole(path)):
        return Dictionary(data)
    made = _made()
    if path:
        _keep(path, made)
    return Dictionary(memoryview(made))


def tokenizer() -> Any:
    """jieba's own tokenizer with our words: what the dictionary is made from, and the referee of `tokens.cut`."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    made = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:  # jieba keeps a file of its own, by default one that all users share
        made.tmp_dir = folder
        made.initialize()
    # jieba counts a word once more each time that it is given: words of many groups make longer words win.
    for word in _own():
        made.add_word(word)
    for word in _PARTED:
        made.del_word(word)
    return made


def _own() -> tuple[str, ...]:
    return (*lexicon.dictionary(), *well_known.dictionary())


def _of_jieba() -> Path:
    """The file of jieba's words; jieba itself need not be loaded for it."""
    spec = find_spec("jieba")
    assert spec and spec.origin
    return Path(spec.origin).parent / "dict.txt"


def _made() -> bytes:
    """The file's bytes, worked out anew."""
    cutter = tokenizer()
    counts = {word: number for word, number in cutter.FREQ.items() if number}
    trie = marisa_trie.Trie(counts)
    total, tagged = log(cutter.total), _tagged()
    likelihoods, tags = array("d", bytes(8 * len(counts))), bytearray(len(counts) + 1)
    sorts = bytearray(len(counts))
    for word, number in trie.items():
        likelihoods[number] = log(counts[word]) - total
        tags[number], sorts[number] = tagged.get(word, (0, 0))
    likelihoods.append(-total)
    tags[-1] = max(map(len, counts))
    words = trie.tobytes()
    words += bytes(-(_HEADER.size + len(words)) % 8)  # numbers begin at whole words of the machine
    body = b"".join((words, likelihoods.tobytes(), tags, sorts))
    return _HEADER.pack(sha256(body).digest(), len(counts), len(words)) + body


def _tagged() -> dict[str, tuple[int, int]]:
    """Word -> what jieba says of it, and the number of its tag."""
    numbers = {tag: number for number, tag in enumerate(_SORTS)}
    with _of_jieba().open(encoding="utf-8") as file:
        rows = (row.rstrip().split(" ") for row in file)
        return {word: (_tags(word, int(count), tag), numbers.get(tag, 0)) for word, count, tag in rows}


def _tags(word: str, count: int, tag: str) -> int:
    if len(word) < 2:
        return _LETTER if tag == "nr" else 0
    often = _OFTEN if count >= _FREQUENT and tag[:2] != "ns" else 0
    if tag[0] != "n":
        return often | (_SAID if count >= _SPOKEN else 0) | (_VERB if tag in _NO_NOUNS else 0)
    proper = _PROPER if tag[:2] in ("ns", "nr", "nz", "nt") else 0
    return often | _NOUN | proper | (_PLACE if tag[:2] == "ns" else 0)


# --- the file


def _cached() -> Path | None:
    """Where the prepared dictionary of these words stands or would stand; None where there is no folder of our own."""
    told = sha256(_of_jieba().read_bytes())
    told.update("\n".join((version("marisa-trie"), *_own(), *_PARTED)).encode())
    told.update(Path(__file__).read_bytes())
    folder = _folder()
    return folder / f"words-{told.hexdigest()[:16]}" if folder else None


def _folder() -> Path | None:
    """The user's own folder: nobody else may lay a file there for us to map."""
    home = os.environ.get("XDG_CACHE_HOME")
    user = os.getuid() if hasattr(os, "getuid") else "user"
    folder = Path(home) / "fazhan" if home else Path(tempfile.gettempdir()) / f"fazhan-{user}"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = folder.lstat()
        if stat.S_ISDIR(told.st_mode) and told.st_uid in (user, 0) and not told.st_mode & 0o022:
            return folder
    return None


def _whole(path: Path) -> memoryview | None:
    """The file, mapped, where it is there and what was written is what stands there."""
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # not there, or empty
        return None
    whole = len(data) > _HEADER.size and sha256(data[_HEADER.size :]).digest() == bytes(data[:32])
    return data if whole else None


def _keep(path: Path, data: bytes) -> None:
    """Write the file whole or not at all; without it the next start works it out again."""
    with suppress(OSError):
        number, name = tempfile.mkstemp(dir=path.parent, prefix=".words-")
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
