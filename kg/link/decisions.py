"""The user's decisions: a small text file that says which names are one thing and which are not.

    # comments and empty lines are skipped; the columns are parted by a tab
    same	盐湖股份	青海盐湖工业股份有限公司
    different	南岭光伏电站	南岭光伏电站二期

A name is a label, another name or an IRI of an organization, project or industry of the graph. Decisions stand
above every rule, and survive rebuilds: they are kept beside the graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.text.likeness import guess, nearest

NAME = "decisions.tsv"

# Pairs of names that the user calls different things.
Apart = tuple[tuple[str, str], ...]
_WORDS = {"same": True, "different": False}
_HINT = "write: same or different, a tab, a name, a tab, a name"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file: the two names and whether they are the same thing.

    `where` is the line for messages; it is empty for a decision of an earlier build, which rests where its names have
    gone.
    """

    same: bool
    names: tuple[str, str]
    where: str = ""


def read(path: Path) -> tuple[Decision, ...]:
    """The decisions of a file in its order; raises InputError with the line that is wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(path, (error.strerror or str(error)).lower(), "give a readable file") from error
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    return parse(text, str(path))


def parse(text: str, where: str) -> tuple[Decision, ...]:
    """The decisions of a text; `where` is the name of the file for messages."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *names = (cell.strip() for cell in line.split("\t"))
        if word not in _WORDS or len(names) != 2 or not all(names):
            raise InputError(f"{where}:{number}", f"{line.strip()[:60]!r} is no decision", _HINT)
        if names[0] == names[1] and word == "different":
            raise InputError(f"{where}:{number}", f"{names[0]!r} cannot differ from itself", "give two names")
        found.append(Decision(_WORDS[word], (names[0], names[1]), f"{where}:{number}"))
    _consistent(found)
    return tuple(found)


def _consistent(decisions: Sequence[Decision]) -> None:
    """Raise InputError where two lines say the opposite of each other."""
    first: dict[frozenset[str], Decision] = {}
    for decision in decisions:
        other = first.setdefault(frozenset(decision.names), decision)
        if other.same != decision.same:
            reason = f"says the opposite of line {other.where.rpartition(':')[2]}"
            raise InputError(decision.where, reason, "take one of the two out")


def apart(decisions: Sequence[Decision]) -> Apart:
    """The pairs of names that are not one thing, also within a document; each pair and all pairs sorted."""
    return tuple(sorted({(min(item.names), max(item.names)) for item in decisions if not item.same}))


def settle(
    decisions: Sequence[Decision], names: Mapping[str, Sequence[str]], kinds: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(pairs that are one thing, pairs that are not), as IRIs.

    `names` holds the IRIs that a name may mean, `kinds` the kind of each. Raises InputError for a name that nothing
    has or that means several things, unless the decision is of an earlier build.
    """
    pairs: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for decision in decisions:
        if not decision.where and not all(names.get(name) for name in decision.names):
            continue
        pairs[decision.same].append(_meant(decision, names, kinds))
    return pairs[True], pairs[False]


def _meant(decision: Decision, names: Mapping[str, Sequence[str]], kinds: Mapping[str, str]) -> tuple[str, str]:
    first, second = (names.get(name, ()) for name in decision.names)
    for name, found in zip(decision.names, (first, second), strict=True):
        if not found:
            raise InputError(
                decision.where,
                f"nothing in the graph is called {name!r}",
                guess(nearest(name, names), "see the names in the tables"),
            )
    fitting = [(a, b) for a in first for b in second if a != b and kinds[a] == kinds[b]]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        reason = f"{decision.names[0]!r} and {decision.names[1]!r} may mean {len(fitting)} pairs of things"
        raise InputError(decision.where, reason, "give the IRIs, as in the column `iri` of the tables")
    reason = f"{decision.names[0]!r} and {decision.names[1]!r} are "
    reason += "one thing already" if set(first) & set(second) else "things of different kinds"
    raise InputError(decision.where, reason, "take the line out")
