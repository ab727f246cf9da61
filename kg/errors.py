"""The errors that fazhan raises, all under one base.

    KgError                  one line for the user: what, where, why, and what to do
    ├── InputError           a file, folder or manifest that cannot be read
    ├── OutputError          a folder or file that cannot be written
    ├── QueryError           a query that does not parse, or a name that does not exist
    ├── StoreError           a triplestore that does not answer, refuses, or breaks off
    ├── ClusterError         a cluster that does not answer, goes away, or runs something else
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


class ClusterError(KgError):
    """A cluster that does not answer, goes away in the middle, or runs another version."""


class DataError(KgError):
    """A data file of the package itself that is broken: a fault of ours, not of the user."""


def installing(extra: str, *packages: str) -> str:
    """How to install what an extra needs, into the Python that runs, the way in which this package was installed.

    Only from where it came: a checkout, a file or a repository has the extra; else its packages are named themselves.
    """
    import shlex

    names = " ".join(map(shlex.quote, packages))
    if "/pipx/venvs/" in sys.prefix:
        return f"install it with: pipx inject fazhan {names}"
    return f"install it with: {_installer()} {_with_extra(extra) or names}"


def _installer() -> str:
    """`pip install`, by the path of its Python where another one's would answer to the name."""
    import os
    import shlex

    if "/uv/tools/" in sys.prefix:
        return f"uv pip install --python {shlex.quote(sys.executable)}"
    is_own = sys.prefix == sys.base_prefix or os.environ.get("VIRTUAL_ENV") == sys.prefix
    return "pip install" if is_own else f"{shlex.quote(sys.executable)} -m pip install"


def _with_extra(extra: str) -> str:
    """This package with an extra, from where it was installed (PEP 610); empty where nothing tells where that is."""
    import json
    import shlex
    from importlib import metadata  # takes longer than a page of help
    from pathlib import Path
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        told = json.loads(metadata.distribution("fazhan").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError, OSError):
        return ""
    url = str(told.get("url", ""))
    if "vcs_info" in told:
        return f"'fazhan[{extra}] @ {told['vcs_info'].get('vcs', 'git')}+{url}'"
    if not url.startswith("file:"):
        return f"'fazhan[{extra}] @ {url}'" if url else ""
    path = Path(url2pathname(urlsplit(url).path))
    if not path.exists():
        return ""
    editable = "--editable " if told.get("dir_info", {}).get("editable") else ""
    return editable + shlex.quote(f"{path}[{extra}]")
