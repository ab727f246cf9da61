"""What the facts of a sentence take from elsewhere: said once at the sentence, and at a fact only where it differs.

Most numbers stand in a sentence without a word of time, place or status, and take these from the same heading.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.model import Facts, Observation, Origin, Project, Span

Origins = Mapping[str, Origin]
# The clause says a field itself that the other facts of its sentence take from elsewhere.
OWN_WORDS = Origin("clause")


def told(origins: Iterable[tuple[str, Origin]]) -> dict[str, Origin]:
    """The fields that come from elsewhere; what a fact's own words say needs no telling, unless they are shown."""
    return {field: origin for field, origin in origins if origin.span or origin.kind not in ("clause", "sentence")}


def fields(fact: Observation | Project) -> frozenset[str]:
    """The fields that a fact may take from its sentence."""
    of_period = ("period",) if fact.period else ()
    of_place = ("indicator", "unit", "place") if isinstance(fact, Observation) else ()
    return frozenset(("status", *of_period, *of_place))


def by_sentence(facts: Facts) -> dict[Span, Origins]:
    """What each sentence hands down: for every field the origin that most of its facts name, if most name one."""
    told_of: list[Observation | Project] = list(facts.observations)
    told_of += [naming for project in facts.projects for naming in project.namings or (project,)]
    found: dict[Span, dict[str, Counter[Origin | None]]] = {}
    for fact in told_of:
        named, counts = told(fact.origins), found.setdefault(fact.sentence, {})
        for field in sorted(fields(fact)):
            counts.setdefault(field, Counter())[named.get(field)] += 1
    return {span: _most(counts) for span, counts in found.items()}


def _most(counts: Mapping[str, Counter[Origin | None]]) -> Origins:
    """The commonest origin of each field; of those that are as common, the first in the text."""
    commonest = {field: found.most_common(1)[0][0] for field, found in counts.items()}
    return {field: origin for field, origin in commonest.items() if origin}


def own(fact: Observation | Project, handed: Origins) -> dict[str, Origin]:
    """What a fact says itself, since its sentence says otherwise."""
    named = told(fact.origins)
    differs = {field: origin for field, origin in named.items() if handed.get(field) != origin}
    return differs | {field: OWN_WORDS for field in handed if field not in named and field in fields(fact)}
