"""The user's decisions: a small text file that says which names are one thing and which are not.

    # comments and empty lines are skipped; the columns are parted by a tab
    same	盐湖股份	青海盐湖工业股份有限公司
    different	南岭光伏电站	南岭光伏电站二期

A name is a label, another name or an IRI of an organization, project or industry of the graph. Decisions stand
above every rule, and survive rebuilds: they are kept beside the graph.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import files
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

    @property
    def place(self) -> str:
        """The line, or in words what an earlier build was told."""
        said = f"the earlier {'same' if self.same else 'different'} {self.names[0]!r} {self.names[1]!r}"
        return self.where or said


def read(path: Path, folder: Path | None = None) -> tuple[Decision, ...]:
    """The decisions of a file in its order, which must lie in the `folder` if one is given.

    Raises InputError with the line that is wrong.
    """
    return parse(files.read_list(path, folder), str(path))


def parse(text: str, where: str) -> tuple[Decision, ...]:
    """The decisions of a text; `where` is the name of the file for messages."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        word, *names = (cell.strip() for cell in line.split("\t"))
        if word not in _WORDS or len(names) != 2 or not all(names):
            raise InputError(f"{where}:{number}", "is no decision", _HINT)
        if names[0] == names[1] and word == "different":
            raise InputError(f"{where}:{number}", f"{names[0]!r} cannot differ from itself", "give two names")
        found.append(Decision(_WORDS[word], (names[0], names[1]), f"{where}:{number}"))
    consistent(found)
    return tuple(found)


def consistent(decisions: Sequence[Decision]) -> None:
    """Raise InputError where lines contradict each other, be it by way of others (A = B, B = C, A ≠ C)."""
    _check(decisions, [decision.names for decision in decisions])


def _check(decisions: Sequence[Decision], pairs: Sequence[tuple[str, str]]) -> None:
    """Raise InputError where two things that the decisions tell apart are one by those that join; names all of them."""
    links: dict[str, list[tuple[str, Decision]]] = {}
    for decision, (one, other) in zip(decisions, pairs, strict=True):
        if decision.same:
            links.setdefault(one, []).append((other, decision))
            links.setdefault(other, []).append((one, decision))
    group = _grouped(links)
    for decision, (one, other) in zip(decisions, pairs, strict=True):
        if not decision.same and one in group and group[one] == group.get(other):
            *others, last = (item.place for item in (*_way(links, one, other), decision))
            reason = f"says the opposite of {' and '.join(others)}"
            raise InputError(last, reason, f"take one of the {'two' if len(others) == 1 else 'lines'} out")


def _grouped(links: Mapping[str, Sequence[tuple[str, Decision]]]) -> dict[str, int]:
    """The number of the group of each thing that is linked to others."""
    group: dict[str, int] = {}
    for number, start in enumerate(links):
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here not in group:
                group[here] = number
                waiting += (other for other, _ in links[here])
    return group


def _way(links: Mapping[str, Sequence[tuple[str, Decision]]], one: str, other: str) -> list[Decision]:
    """The decisions of a shortest way from one thing to another."""
    back: dict[str, tuple[str, Decision]] = {}
    waiting = deque([other])
    while one not in back:
        here = waiting.popleft()
        for before, decision in links[here]:
            if before != other and before not in back:
                back[before] = here, decision
                waiting.append(before)
    way, here = [], one
    while here != other:
        here, decision = back[here]
        way.append(decision)
    return way


def apart(decisions: Sequence[Decision]) -> Apart:
    """The pairs of names that are not one thing, also within a document; each pair and all pairs sorted."""
    return tuple(sorted({(min(item.names), max(item.names)) for item in decisions if not item.same}))


def settle(
    decisions: Sequence[Decision], names: Mapping[str, Sequence[str]], kinds: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(pairs that are one thing, pairs that are not), as IRIs.

    `names` holds the IRIs that a name may mean, `kinds` the kind of each. Raises InputError for a name that nothing
    has or that means several things, unless the decision is of an earlier build; and where two decisions contradict
    each other that call a thing by different names.
    """
    holding = [item for item in decisions if item.where or all(names.get(name) for name in item.names)]
    pairs = [_meant(decision, names, kinds) for decision in holding]
    _check(holding, pairs)
    same, different = (
        [pair for decision, pair in zip(holding, pairs, strict=True) if decision.same == wanted]
        for wanted in (True, False)
    )
    return same, different


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
