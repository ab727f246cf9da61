"""The errors that fazhan raises, all under one base.

    KgError                  one line for the user: what, where, why, and what to do
    ├── InputError           a file, folder or manifest that cannot be read
    ├── OutputError          a folder or file that cannot be written
    ├── QueryError           a query that does not parse, or a name that does not exist
    ├── StoreError           a triplestore that does not answer, refuses, or breaks off
    └── DataError            a lexicon, gazetteer, shape or query shipped with the package that is broken

`str()` of each is that one line.
"""

from __future__ import annotations

import sys

# Characters of a reason or a place: a cell or a path that somebody else has written may be as long as a book.
_LONGEST = 1000


def visible(text: str) -> str:
    """Text in one line of characters that a terminal shows and does not obey.

    >>> visible("a\\x1b[2J\\n b")
    'a\\\\x1b[2J b'
    """
    return "".join(char if char.isprintable() else _escaped(ord(char)) for char in " ".join(text.split()))


def _escaped(code: int) -> str:
    """The code of a character as Python writes it; a codec would open a file, which not every process may."""
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


class KgError(Exception):
    """What happened, where, and what to do about it, in one line."""

    def __init__(self, where: object, reason: str, remedy: str) -> None:
        self.where, self.reason, self.remedy = str(where), reason, remedy
        shown = (part if len(part) <= _LONGEST else part[:_LONGEST] + "…" for part in (self.where, reason))
        super().__init__(visible(f"{': '.join(shown)}; {remedy}"))


class InputError(KgError):
    """A file, folder or manifest that cannot be read."""


class OutputError(KgError):
    """A folder or file that cannot be written."""


class QueryError(KgError):
    """A query that does not parse, or the name of a query or entity that does not exist."""


class StoreError(KgError):
    """A triplestore that does not answer, refuses what it is sent, or breaks off in the middle."""


class DataError(KgError):
    """A data file of the package itself that is broken: a fault of ours, not of the user."""


def installing(extra: str, *packages: str) -> str:
    """How to install what an extra needs, the way in which this package was installed."""
    from importlib import metadata  # takes longer than a page of help

    try:
        metadata.version("fazhan")
    except metadata.PackageNotFoundError:  # run from a checkout without being installed
        return f"install it with: pip install {' '.join(packages)}"
    if "/pipx/venvs/" in sys.prefix:
        return f"install it with: pipx inject fazhan {' '.join(packages)}"
    if "/uv/tools/" in sys.prefix:
        return f"install it with: uv tool install 'fazhan[{extra}]'"
    return f"install it with: pip install 'fazhan[{extra}]'"
