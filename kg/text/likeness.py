"""How alike two names are, by pairs of neighbouring characters, whatever their marks, spaces, width and case.

What to say where a name is not there: `nearest` finds those that may have been meant, `guess` puts them into words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

_IGNORED = str.maketrans("", "", "“”\"'‘’《》「」（）()·,，、。；;:：")


@cache
def squeeze(text: str) -> str:
    """A text without the marks that do not count: spaces, quotes, brackets, punctuation, width and case."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_IGNORED).split()).lower()


@cache
def pairs(text: str) -> frozenset[str]:
    """Its pairs of neighbouring characters."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset({text})


def dice(a: str, b: str) -> float:
    """Twice the shared pairs over all pairs."""
    return 2 * len(pairs(a) & pairs(b)) / (len(pairs(a)) + len(pairs(b)))


def alike(a: str, b: str) -> float:
    """By pairs of characters, or by single ones where a wrong one in the middle breaks the pairs of a short name."""
    a, b = squeeze(a), squeeze(b)
    shared = len(set(a) & set(b)) / max(1, len(set(a) | set(b)))
    return max(dice(a, b), shared)


def nearest(name: str, known: Iterable[str], most: int = 3, least: float = 0.4) -> list[str]:
    """Those of the known names that are most alike, best first, each with a likeness of at least `least`.

    >>> nearest("格尔木县", ["西宁市", "格尔木市"])
    ['格尔木市']
    """
    ranked = sorted((-alike(name, other), other) for other in set(known))
    return [other for likeness, other in ranked[:most] if -likeness >= least]


def guess(names: Sequence[str], otherwise: str) -> str:
    """A remedy: the names that may have been meant, or what to do where there are none.

    >>> guess(["格尔木市", "格尔木"], "see the tables"), guess([], "see the tables")
    ('did you mean 格尔木市 or 格尔木?', 'see the tables')
    """
    return f"did you mean {' or '.join(names)}?" if names else otherwise
