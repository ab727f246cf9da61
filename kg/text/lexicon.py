"""The lexicon: what every word that the grammar knows can be, one word a row of `lexicon.tsv` with its tags.

A tag is a group and a class (`verb.do`, `stage.verb-completed`, `unit.power`). `tags.tsv` says what each tag says of a
word, and holds a phrase in which the word must be found as that and one in which it must not
(`tests/text/test_lexicon.py` runs both for every word).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.errors import DataError

__all__ = ["dictionary", "groups", "ordered", "rows", "tags", "words"]

# Words of these groups are looked up in names that were found and in tables: they are no words of a sentence.
_NOT_IN_SENTENCES = ("link", "table-cell", "table-head", "table-noun", "table-project")


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """Word -> its tags; raises DataError where a row is not well formed or not in its place."""
    path = files("kg.text") / "lexicon.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != "word\ttags":
        raise DataError(path, "the first line is not `word<TAB>tags`", "restore the header")
    found: dict[str, frozenset[str]] = {}
    last = ""
    for number, line in enumerate(lines[1:], 2):
        word, _, cell = line.partition("\t")
        if word <= last:
            raise DataError(path, f"line {number}: {word!r} stands after {last!r}", "keep words sorted, each once")
        if not cell or not all("." in tag for tag in cell.split(" ")):
            raise DataError(path, f"line {number} has no tags", "write word<TAB>tags, each as group.class")
        found[word] = frozenset(cell.split(" "))
        last = word
    return found


@cache
def _by_group() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Group -> class -> its words."""
    found: dict[str, dict[str, list[str]]] = {}
    for word, cell in _table().items():
        for tag in cell:
            group, _, kind = tag.partition(".")
            found.setdefault(group, {}).setdefault(kind, []).append(word)
    return {group: {kind: frozenset(row) for kind, row in kinds.items()} for group, kinds in found.items()}


def tags(word: str) -> frozenset[str]:
    """The tags of a word, none where the lexicon does not know it.

    >>> sorted(tags("奠基"))
    ['stage.after-started', 'stage.verb-started']
    """
    return _table().get(word, frozenset())


def groups() -> tuple[str, ...]:
    """The groups of tags, by code point."""
    return tuple(sorted(_by_group()))


@cache
def rows(group: str) -> tuple[tuple[str, str], ...]:
    """(word, class) of every tag of a group, by code point."""
    return tuple(sorted((word, kind) for kind, found in _by_group()[group].items() for word in found))


@cache
def words(group: str, *classes: str) -> frozenset[str]:
    """The words of a group that have one of the classes, or all its words where none is given.

    >>> sorted(words("unit", "voltage"))
    ['KV', 'kV', '千伏']
    """
    kinds = _by_group()[group]
    return frozenset().union(*(kinds.get(kind, ()) for kind in classes or kinds))


@cache
def ordered(group: str, *classes: str) -> tuple[str, ...]:
    """Like `words`, longest first and then by code point: the order in which a pattern must try them."""
    return tuple(sorted(words(group, *classes), key=lambda word: (-len(word), word)))


def dictionary() -> tuple[str, ...]:
    """The words of two characters or more that stand in sentences, group by group: as often as groups hold them."""
    said = (group for group in groups() if group not in _NOT_IN_SENTENCES)
    return tuple(word for group in said for word in sorted(words(group)) if len(word) > 1)
