"""The shelf: what lies on it comes back thing by thing, and whoever stands alone is left out without anything else
changing."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain

import pytest
from readings import reading, target

from kg.errors import KgError
from kg.link import shelf
from kg.link.claims import confirmations, contradictions
from kg.link.groups import Held, Merge
from kg.link.names import Thing
from kg.link.outcomes import outcomes
from kg.link.records import Event, Reading
from kg.link.shelf import Shelf
from kg.link.told import Naming, Told, thing


def naming(iri: str, name: str, document: str = "a.txt", kind: str = "organization", owner: str = "") -> Naming:
    owners = (owner,) if owner else ()
    return Naming(iri, kind, (name,), (), ("company",), ("青岭省",), (), owners, (), (), (f"m-{document}", document, 3))


def event(iri: str, project: str, document: str = "a.txt") -> Event:
    return Event(iri, project, document, "started", "achieved", "2024", "2024", f"m-{iri}")


def told(readings: Iterable[Reading] = (), namings: Iterable[Naming] = (), events: Iterable[Event] = ()) -> Told:
    return Told(tuple(namings), tuple(readings), tuple(events))


def left(*readings: Reading) -> list[Reading]:
    with Shelf([told(readings)]) as found:
        return list(chain.from_iterable(found.numbers()))


def test_a_target_meets_results_and_a_number_what_others_say_of_its_period() -> None:
    aim, got = target(), reading("6%", document="b.txt")
    assert left(aim, got) == [aim, got]
    assert left(reading(), reading("6%"), reading("7%", period="2023", document="b.txt")) == []
    assert left(reading(), reading("6%", place="东岭县", document="b.txt")) == []
    one, other = reading(), reading(document="b.txt")
    assert left(one, other, reading(indicator="grain")) == [one, other]


def test_nothing_that_is_linked_is_left_out_or_parted() -> None:
    pick = random.Random(5)
    every = [
        reading(
            f"{pick.randint(1, 9)}%", pick.choice(("achieved", "target")), document=pick.choice("abc"),
            place=pick.choice("东西南北上下"), indicator=pick.choice(("gdp", "grain", "roads", "jobs", "parks")),
            period=pick.choice(("2022", "2023", "2024", "2025")), known=pick.random() < 0.7,
        )
        for _ in range(220)
    ]  # fmt: skip
    every.sort(key=lambda one: (one.document, one.iri))
    with Shelf([told(every)]) as found:
        groups = list(found.numbers())
    assert 0 < sum(map(len, groups)) <= len(every)
    for find in (outcomes, contradictions, confirmations):
        parted = [one for group in groups for one in find(group)]
        assert sorted(map(repr, parted)) == sorted(map(repr, find(every)))


def test_of_a_thing_stands_what_all_documents_say() -> None:
    owner, works = naming("o-1", "青岭能源"), naming("p-1", "青岭水库", kind="project", owner="o-1")
    again = naming("o-1", "青岭能源公司", "b.txt")
    with Shelf([told(namings=[owner, works]), told(namings=[again])]) as found:
        [joined] = [one for one in found.namings() if one.kind == "organization"]
        assert joined.preferred == ("青岭能源", "青岭能源公司")
        assert list(found.things("project")) == [thing(works, {"o-1": "青岭能源"}.__getitem__)]
        assert "o-1" not in found.things("project")
        assert "o-2" not in found.things("organization")
        assert found.things("organization")["o-1"].names == joined.preferred


def test_pairs_are_those_of_things_in_memory() -> None:
    names = [f"{letter}{number}" for letter in "甲乙丙" for number in range(5)] + [f"众{at:03}" for at in range(300)]
    namings = [naming(f"o-{at:03}", name) for at, name in enumerate(names)]

    def keys(one: Thing) -> Iterator[str]:
        yield one.names[0][0]
        yield one.names[0][-1] if one.names[0][0] != "众" else "众"

    with Shelf([told(namings=namings[at::2]) for at in range(2)]) as found:
        things = found.things("organization")
        held = Held({one.iri: one for one in things})
        assert list(things.pairs(keys)) == held.pairs(keys)
        assert len(held.pairs(keys)) == 3 * 10 + 5 * 3


def test_a_merge_brings_stages_together_and_names_whom_it_touches() -> None:
    namings = [naming(iri, iri, kind="project") for iri in ("p-1", "p-2", "p-3")]
    documents = [told(namings=[one], events=[event(f"e-{at}", one.iri, f"{at}.txt")]) for at, one in enumerate(namings)]
    with Shelf(documents) as found:
        assert [len(group) for group in found.stages()] == [1, 1, 1]
        found.merge([Merge("p-1", "p-3", "", "", "")])
        assert [[(one.iri, one.project) for one in group] for group in found.stages()] == [
            [("e-0", "p-1"), ("e-2", "p-1")], [("e-1", "p-2")],
        ]  # fmt: skip
        assert found.touched() == {0: [0], 2: [0]}


def test_a_target_that_places_share_counts_once() -> None:
    with Shelf([]) as found:
        for place in ("东岭县", "西岭县"):
            found.judge(target(place=place), "met")
        found.judge(target("7%"), "missed")
        assert found.verdicts() == {"met": 1, "missed": 1}


def test_a_disk_without_room_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def executescript(self, _script: str) -> None:
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(shelf.sqlite3, "connect", lambda *_, **__: Full())
    with pytest.raises(KgError, match=r"could not be laid down \(database or disk is full\); free the disk"):
        Shelf([])
