"""Words for people: numbers with their nouns, names of classes."""

from __future__ import annotations

import re


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "industry"), counted(1200, "industry"), counted(0, "place")
    ('1 industry', '1,200 industries', '0 places')
    """
    plural = re.sub("y$", "ie", noun) + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def spaced(name: str) -> str:
    """The name of a class or property as words.

    >>> spaced("AdministrativeDivision"), spaced("locatedIn")
    ('administrative division', 'located in')
    """
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()
