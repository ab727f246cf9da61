"""Groups: joining is stopped by a veto anywhere in the group, and by the user; order does not matter."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from kg.link.groups import UNJUDGED, USER, Held, merges
from kg.link.names import Judgement, Thing


def thing(name: str) -> Thing:
    return Thing(name, (name,))


def judge(a: Thing, b: Thing) -> Judgement:
    """Names are one where one begins with the other, unless both say a phase."""
    short, long = sorted((a.iri, b.iri), key=len)
    if short[-1] in "12" and long[-1] in "12" and short != long:
        return Judgement(False, "phase")
    return Judgement(True, "prefix") if long.startswith(short) else Judgement(False, UNJUDGED)


def keys(thing: Thing) -> frozenset[str]:
    return frozenset({thing.iri[:1]})


def held(things: Iterable[Thing]) -> Held:
    return Held({thing.iri: thing for thing in things})


THINGS = [thing(name) for name in ("ab", "abc", "abcd", "xy", "xy1", "xy2", "q")]


@given(st.permutations(THINGS))
def test_the_fullest_name_stays_and_order_does_not_matter(things: list[Thing]) -> None:
    found = [(merge.kept, merge.merged, merge.rule) for merge in merges(held(things), judge, keys)]
    assert found == [("abcd", "ab", "prefix"), ("abcd", "abc", "prefix"), ("xy1", "xy", "prefix")]


def test_a_veto_anywhere_in_the_group_stops_it() -> None:
    assert {merge.merged for merge in merges(held([thing("xy"), thing("xy1"), thing("xy2")]), judge, keys)} == {"xy"}


def test_the_user_stands_above_the_rules() -> None:
    found = merges(held(THINGS), judge, keys, same=[("xy1", "xy2")], different=[("ab", "abc")])
    assert ("xy1", "xy2", USER) in {(merge.kept, merge.merged, merge.rule) for merge in found}
    kept = {merge.merged: merge.kept for merge in found}
    assert kept.get("ab", "ab") != kept.get("abc", "abc") or "ab" not in kept


def test_names_in_a_crowd_are_not_compared() -> None:
    crowd = [thing(f"a{number}") for number in range(300)]
    assert merges(held(crowd), lambda a, b: Judgement(True, "all"), keys) == []
