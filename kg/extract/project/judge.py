"""Which members of a list of things are projects: undertakings with an identity of their own.

What speaks for a member and against it is weighed: `weights.tsv` holds the weight of each feature in hundredths of a
logit, sorted; `python -m kg.score.fit_projects` makes it from gold passages. Whole numbers give the same sums
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.extract import weights
from kg.extract.project import features, identity
from kg.extract.project.clause import Phrase
from kg.extract.project.identity import NAMED
from kg.extract.project.member import Member
from kg.extract.project.names import HeadClass
from kg.extract.project.stage import SOFT
from kg.text.line import Line

# The feature that every member has.
ALWAYS = "always"
HEADER = "feature\tweight"
# A member is a project where its sum is above this: what is more likely none is sometimes worth having.
LEAST = -90
# What is a project has projects beside it: that part (in hundredths) of what its neighbours weigh, each within bounds.
_BESIDE, _BOUND = 60, 300
# What the model of words proposes by itself is a project above this.
LEAST_PROPOSED = -250
# That part (in hundredths) of what the model of words gains by a name, within bounds, counts as well.
_SPOKEN, _MOST = 25, 280
_PACKAGE = "kg.extract.project"
# What is judged is called after the class of its head.
_RULES: Mapping[HeadClass, str] = {
    "generic": "undertaking", "action": "work", "none": "listed",
    "zone": "organized", "policy": "organized", "soft": "organized",
    "facility": "facility", "institution": "facility", "road": "facility", "single": "facility", "phase": "facility",
}  # fmt: skip

Weights = Mapping[str, int]


def projects(
    line: Line, phrase: Phrase, force: int, found: Sequence[features.Candidate]
) -> Iterator[tuple[Member, str]]:
    """The candidates of a phrase that are projects, each with the name of what it is one as."""
    weighed = list(weights_of(features.of(line, phrase, force, found, at) for at in range(len(found))))
    for own, total in zip(found, _beside(weighed), strict=True):
        weight = total + _spoken(own, force)
        if weight > (LEAST_PROPOSED if own.proposed else LEAST) and not _is_programme(own):
            yield replace(own.member, weight=weight), _RULES[own.kind]


def _spoken(own: features.Candidate, force: int) -> int:
    """What the model of words adds; of a name with a head put back it has seen but a part.

    What is improved stands already, however much it is a name.
    """
    gain = max(-_MOST, min(_MOST if force != SOFT else 0, own.gain or 0))
    return _SPOKEN * gain // (100 if own.member.rule == "as-written" else 200)


def _is_programme(own: features.Candidate) -> bool:
    """Whether a name that no place or owner stands in is that of a programme or campaign."""
    return own.grade < NAMED and identity.programme(own.member.name)


def _beside(weighed: Sequence[int]) -> Iterator[int]:
    """What each of a list weighs with its neighbours."""
    bounded = [max(-_BOUND, min(_BOUND, total)) for total in weighed]
    for total, own in zip(weighed, bounded, strict=True):
        others = len(weighed) - 1
        yield total + (_BESIDE * (sum(bounded) - own) // (100 * others) if others else 0)


def weights_of(told: Iterable[Sequence[str]], fitted: Weights | None = None) -> Iterator[int]:
    """The sum for each set of features; one that the table does not know weighs nothing."""
    table = shipped() if fitted is None else fitted
    for names in told:
        yield table.get(ALWAYS, 0) + sum(table.get(name, 0) for name in set(names))


@cache
def shipped() -> Weights:
    """The table of the package."""
    return read(weights.shipped(_PACKAGE))


def read(table: str) -> Weights:
    """A table of weights; raises DataError where a row is not well formed."""
    rows = weights.read(_PACKAGE, table, HEADER, 1, "make it anew: python -m kg.score.fit_projects")
    return {name: weight for (name,), (weight,) in rows}


def write(told: Weights) -> str:
    """The table of weights, sorted, one row a feature."""
    return weights.write(HEADER, (((name,), (weight,)) for name, weight in told.items()))
