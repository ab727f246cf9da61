"""How alike two names are, by pairs of neighbouring characters, whatever their marks, spaces, width and case."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_IGNORED = re.compile(r"[\s“”\"'‘’《》「」（）()·,，、。；;:：]+")


@cache
def squeeze(text: str) -> str:
    """A text without the marks that do not count: spaces, quotes, brackets, punctuation, width and case."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


@cache
def pairs(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def dice(a: str, b: str) -> float:
    """Twice the shared pairs over all pairs."""
    return 2 * len(pairs(a) & pairs(b)) / (len(pairs(a)) + len(pairs(b)))
