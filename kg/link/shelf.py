"""What documents tell linking, laid on a shelf: a database on disk, from which it is taken thing by thing.

However many documents there are, what is in memory is one thing, the numbers of one indicator of one place, or the
stages of one project, and what SQLite keeps of its pages. The file has no name in any folder and goes with the shelf.
"""

from __future__ import annotations

import pickle
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import lru_cache
from itertools import combinations, groupby
from operator import itemgetter
from types import TracebackType
from typing import Any, TypeVar

from kg.errors import KgError
from kg.link.groups import CROWD, Merge
from kg.link.names import Thing
from kg.link.records import Event, Reading
from kg.link.told import Naming, Told, thing, together

T = TypeVar("T", Naming, Reading, Event)
_FIELDS = {cls: tuple(field.name for field in fields(cls)) for cls in (Naming, Reading, Event)}
# Kilobytes of pages that are kept in memory, and as many to sort in.
_PAGES = 16_000
# So many things are kept as they are judged.
_KEPT = 4096
_LAYOUT = f"""
PRAGMA cache_size = -{_PAGES};
PRAGMA temp_store = FILE;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE naming (iri, number INTEGER, told);
CREATE TABLE thing (iri PRIMARY KEY, kind, label, told) WITHOUT ROWID;
CREATE TABLE reading (place, indicator, document, iri, status, period, told);
CREATE TABLE event (project, document, iri, told);
CREATE TABLE merged (iri PRIMARY KEY, number INTEGER, kept) WITHOUT ROWID;
CREATE INDEX stays ON merged (kept);
CREATE TABLE verdict (document, at INTEGER, name, written, verdict);
CREATE TABLE key (key, iri);
CREATE TABLE pair (one, other);
"""


class Shelf:
    """What some documents tell. Raises KgError where the disk has no room for it."""

    def __init__(self, told: Iterable[Told]) -> None:
        # An empty name is that of a database that lies in a nameless file once it is larger than what is kept of it.
        self.base = sqlite3.connect("", isolation_level=None)
        with _room():
            self.base.executescript(_LAYOUT)
            self.base.execute("BEGIN")
            for number, one in enumerate(told):
                self._put(number, one)
            self._join()

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.base.close()

    def _put(self, number: int, told: Told) -> None:
        put = self.base.executemany
        put("INSERT INTO naming VALUES (?, ?, ?)", ((one.iri, number, _packed(one)) for one in told.namings))
        put(
            "INSERT INTO reading VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (one.place, one.indicator, one.document, one.iri, one.status, one.period, _packed(one))
                for one in told.readings
            ),
        )
        put(
            "INSERT INTO event VALUES (?, ?, ?, ?)",
            ((one.project, one.document, one.iri, _packed(one)) for one in told.events),
        )

    def _join(self) -> None:
        """One row for each thing, with all that is said of it."""
        rows = self.base.execute("SELECT iri, told FROM naming ORDER BY iri, rowid")
        for _, group in groupby(rows, itemgetter(0)):
            [naming] = together(_read(Naming, told) for _, told in group)
            row = (naming.iri, naming.kind, "".join(naming.preferred[:1]), _packed(naming))
            self.base.execute("INSERT INTO thing VALUES (?, ?, ?, ?)", row)

    def _rows(self, query: str, *values: object) -> Iterator[Any]:
        with _room():
            yield from self.base.execute(query, values)

    # Things

    def namings(self) -> Iterator[Naming]:
        """What is said of each thing, in the order of the IRIs."""
        return (_read(Naming, told) for (told,) in self._rows("SELECT told FROM thing ORDER BY iri"))

    def naming(self, iri: str) -> Naming:
        """What is said of a thing; raises KeyError."""
        for (told,) in self._rows("SELECT told FROM thing WHERE iri = ?", iri):
            return _read(Naming, told)
        raise KeyError(iri)

    def label(self, iri: str) -> str:
        """The first name of a thing, empty where it has none."""
        return "".join(label for (label,) in self._rows("SELECT label FROM thing WHERE iri = ?", iri))

    def things(self, kind: str) -> Things:
        """Those of a kind that have a name, as a judge compares them."""
        return Things(self, kind)

    # Numbers and stages

    def numbers(self) -> Iterator[list[Reading]]:
        """The numbers of each indicator of a place that may have to do with each other, by document and IRI.

        Most stand alone: a target that meets no result, a number that no other document tells of its period.
        """
        rows = self._rows(
            "SELECT place, indicator, document, status, period, told FROM reading"
            " ORDER BY place, indicator, document, iri"
        )
        for _, group in groupby(rows, itemgetter(0, 1)):
            found = list(group)
            if _meet(found):
                yield [_read(Reading, told) for *_, told in found]

    def stages(self) -> Iterator[list[Event]]:
        """The stages of each project, merged ones together, by document and IRI."""
        rows = self._rows(
            "SELECT coalesce(kept, project), told FROM event"
            " LEFT JOIN merged ON merged.iri = project ORDER BY 1, document, event.iri"
        )
        for project, group in groupby(rows, itemgetter(0)):
            yield [replace(_read(Event, told), project=project) for _, told in group]

    # What has been found

    def merge(self, found: Sequence[Merge]) -> None:
        """Keep which things have been merged."""
        with _room():
            rows = ((merge.merged, number, merge.kept) for number, merge in enumerate(found))
            self.base.executemany("INSERT INTO merged VALUES (?, ?, ?)", rows)

    def touched(self) -> dict[int, list[int]]:
        """The documents that name what goes or stays, by their numbers, with the numbers of these merges."""
        rows = self._rows(
            "SELECT naming.number, merged.number FROM naming JOIN merged ON merged.iri = naming.iri UNION"
            " SELECT naming.number, merged.number FROM naming JOIN merged ON merged.kept = naming.iri ORDER BY 1, 2"
        )
        return {document: [merge for _, merge in group] for document, group in groupby(rows, itemgetter(0))}

    def judge(self, target: Reading, verdict: str) -> None:
        """Keep the verdict on a target."""
        row = (target.document, target.at, target.name, target.text, verdict)
        with _room():
            self.base.execute("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", row)

    def verdicts(self) -> Counter[str]:
        """How many targets have met which verdict; what several places or indicators share is one target."""
        return Counter(
            dict(self._rows("SELECT verdict, count(*) FROM (SELECT DISTINCT * FROM verdict) GROUP BY verdict"))
        )


class Things:
    """The things of a kind on a shelf, by IRI and in the order of the IRIs."""

    def __init__(self, shelf: Shelf, kind: str) -> None:
        self.shelf, self.kind = shelf, kind
        self._thing: Callable[[str], Thing] = lru_cache(_KEPT)(self._made)

    def __iter__(self) -> Iterator[Thing]:
        rows = self.shelf._rows("SELECT told FROM thing WHERE kind = ? ORDER BY iri", self.kind)
        found = (thing(_read(Naming, told), self.shelf.label) for (told,) in rows)
        return (one for one in found if one.names)

    def __contains__(self, iri: str) -> bool:
        try:
            naming = self.shelf.naming(iri)
        except KeyError:
            return False
        return naming.kind == self.kind and bool(naming.preferred or naming.others)

    def __getitem__(self, iri: str) -> Thing:
        return self._thing(iri)

    def _made(self, iri: str) -> Thing:
        return thing(self.shelf.naming(iri), self.shelf.label)

    def pairs(self, keys: Callable[[Thing], Iterable[str]]) -> Iterator[tuple[str, str]]:
        """The IRIs of all pairs of things that share a key, in their order; a key that a crowd shares tells nothing."""
        base = self.shelf.base
        with _room():
            base.execute("DELETE FROM key")
            base.execute("DELETE FROM pair")
            base.executemany("INSERT INTO key VALUES (?, ?)", ((key, one.iri) for one in self for key in keys(one)))
            for block in self._blocks():
                base.executemany("INSERT INTO pair VALUES (?, ?)", combinations(block, 2))
        yield from self.shelf._rows("SELECT DISTINCT one, other FROM pair ORDER BY one, other")

    def _blocks(self) -> Iterator[list[str]]:
        rows = self.shelf._rows("SELECT key, iri FROM key ORDER BY key, iri")
        for _, group in groupby(rows, itemgetter(0)):
            block = [iri for _, iri in group]
            if 1 < len(block) <= CROWD:
                yield block


def _meet(found: Sequence[tuple[str, ...]]) -> bool:
    """Whether numbers of one indicator and place (rows of `numbers`) have a target and a result, or a period of which
    more than one document tells."""
    if len({status for _, _, _, status, _, _ in found}) > 1:
        return True
    told: dict[str, str] = {}
    return any(told.setdefault(period, document) != document for _, _, document, _, period, _ in found)


def _packed(record: Naming | Reading | Event) -> bytes:
    return pickle.dumps([getattr(record, name) for name in _FIELDS[type(record)]])


def _read(cls: type[T], packed: bytes) -> T:
    return cls(*pickle.loads(packed))


@contextmanager
def _room() -> Iterator[None]:
    """Tell what goes wrong with the file as a KgError."""
    try:
        yield
    except sqlite3.Error as error:
        remedy = "free the disk, or let TMPDIR name a folder with room"
        raise KgError("what links the documents", f"could not be laid down ({error})", remedy) from error
