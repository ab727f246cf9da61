"""Word boundaries: jieba with a tokenizer of our own, our lexicon and known names in its dictionary.

Grammar rules may only cut where a word ends; what a word means they look up in the lexicon.
"""

from __future__ import annotations

import logging
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.reference import well_known
from kg.text import lexicon


class Token(NamedTuple):
    """A word and its place in the sentence."""

    start: int
    end: int
    text: str


# Words of jieba's that hold a noun and the verb of its change, which the grammar needs apart.
_PARTED = ("价格上涨", "物价上涨")


@cache
def _tokenizer() -> Any:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    # jieba's default cache file is one name in a folder that all users share; this one is the user's own.
    tokenizer.tmp_dir = str(_cache_folder())
    tokenizer.initialize()
    # jieba counts a word once more each time that it is given: words of many groups make longer words win.
    for word in (*lexicon.dictionary(), *well_known.dictionary()):
        tokenizer.add_word(word)
    for word in _PARTED:
        tokenizer.del_word(word)
    return tokenizer


def _cache_folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    folder = (
        Path(home) / "fazhan"
        if home
        else Path(tempfile.gettempdir()) / f"fazhan-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def cut(text: str) -> tuple[Token, ...]:
    """The words of a sentence, in order and without gaps.

    >>> [token.text for token in cut("新建高标准农田1.58万亩")][:2]
    ['新建', '高标准农田']
    """
    found, at = [], 0
    for word in _tokenizer().cut(text, HMM=False):
        found.append(Token(at, at + len(word), word))
        at += len(word)
    return tuple(found)
