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


class KgError(Exception):
    """What happened, where, and what to do about it, in one line."""

    def __init__(self, where: object, reason: str, remedy: str) -> None:
        self.where, self.reason, self.remedy = str(where), reason, remedy
        super().__init__(" ".join(f"{where}: {reason}; {remedy}".split()))


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
