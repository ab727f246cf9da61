"""Numbers that may have to do with each other: whoever stands alone is left out, and nothing else changes."""

from __future__ import annotations

import random

from readings import reading, target

from kg.link.claims import confirmations, contradictions
from kg.link.meetings import Meetings
from kg.link.outcomes import outcomes
from kg.link.records import Reading


def left(*readings: Reading) -> list[Reading]:
    return list(filter(Meetings(readings).has, readings))


def test_a_target_meets_results_and_a_number_what_others_say_of_its_period() -> None:
    aim, got = target(), reading("6%", document="b.txt")
    assert left(aim, got) == [aim, got]
    assert left(reading(), reading("6%"), reading("7%", period="2023", document="b.txt")) == []
    assert left(reading(), reading("6%", place="东岭县", document="b.txt")) == []
    one, other = reading(), reading(document="b.txt")
    assert left(one, other, reading(indicator="grain")) == [one, other]


def test_nothing_that_is_linked_is_left_out() -> None:
    pick = random.Random(5)
    told = [
        reading(
            f"{pick.randint(1, 9)}%", pick.choice(("achieved", "target")), document=pick.choice("abc"),
            place=pick.choice("东西南北上下"), indicator=pick.choice(("gdp", "grain", "roads", "jobs", "parks")),
            period=pick.choice(("2022", "2023", "2024", "2025")), known=pick.random() < 0.7,
        )
        for _ in range(220)
    ]  # fmt: skip
    some = left(*told)
    assert 0 < len(some) < len(told)
    for find in (outcomes, contradictions, confirmations):
        assert find(some) == find(told)
