"""Questions that a graph answers, each with the view that answers it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.export.page.comparable import HEADLINES, YEAR, Comparable, to_values
from kg.export.page.findings import SIZED, Told
from kg.export.page.tables import NONE


def questions(data: Comparable) -> Iterator[Told]:
    """Questions that this graph answers, in both languages, each with the view that answers it."""
    yield from _question_of_a_place(data)
    yield from _questions_of_growth(data)
    yield from _questions_of_rows(data)
    yield from _question_of_two_places(data)


def _questions_of_growth(data: Comparable) -> Iterator[Told]:
    """How fast all places grow: as aimed at and as reached, of the last year that tells it."""
    growth = [
        frame for frame, places in data.frames.items() if frame[0] == HEADLINES[0] and frame[1] == "growth" and places
    ]
    for status, zh, en in (("target", "目标", "target"), ("achieved", "结果", "result")):
        if here := [frame for frame in growth if frame[3] == status]:
            concept, measure, unit, _, year = max(here, key=lambda frame: frame[4])
            yield {
                "zh": f"各地{year}年地区生产总值增速{zh}是多少",
                "en": f"GDP growth {en} {year} of all places",
                "to": to_values(concept, measure, unit, status, year),
            }


def _questions_of_rows(data: Comparable) -> Iterator[Told]:
    """Questions that some row answers: missed targets, projects that are built, those with a capacity."""
    if any(row[3] == "missed" for row in data.tables["outcomes"]):
        missed = {"view": "targets", "status": "target", "verdict": "missed"}
        yield {"zh": "哪些目标没有完成", "en": "which targets were missed", "to": missed}
    if any(row[2] == "building" for row in data.tables["stages"]):
        yield {
            "zh": "哪些项目在建", "en": "which projects are under construction",
            "to": {"view": "projects", "layout": "table", "stage": "building"},
        }  # fmt: skip
    if any(row[2] == "capacity" and row[6] == "KiloW" for row in data.tables["quantities"]):
        yield {
            "zh": "装机规模最大的项目", "en": "the largest power projects",
            "to": {"view": "projects", "layout": "table", "sort": "-capacity", **SIZED["capacity"]},
        }  # fmt: skip


def _question_of_two_places(data: Comparable) -> Iterator[Told]:
    """How the two places compare of which most is told."""
    homes = [entity for entity, _ in _homes(data)]
    if len(homes) > 1:
        one, other = homes[:2]
        yield {
            "zh": f"{data.name(one)}和{data.name(other)}对比",
            "en": f"compare {data.name(one)} and {data.name(other)}",
            "to": {"view": "compare", "places": f"{data.local(one)},{data.local(other)}"},
        }


def _question_of_a_place(data: Comparable) -> Iterator[Told]:
    """The targets of the place that sets most of them, for its last year."""
    aims = Counter(
        (row[8], row[7]) for row in data.tables["observations"]
        if row[6] == "target" and row[8] != NONE and YEAR.fullmatch(row[7])
    )  # fmt: skip
    if aims:
        (place, year), _ = min(aims.items(), key=lambda item: (-item[1], item[0][0], item[0][1]))
        yield {
            "zh": f"{data.name(place)}{year}年定了哪些目标", "en": f"targets of {data.name(place)} for {year}",
            "to": {"view": "targets", "status": "target", "place": data.local(place), "period": year},
        }  # fmt: skip


def _homes(data: Comparable) -> list[tuple[int, int]]:
    """(place, how many facts) of the places that documents speak for, those of the most usual level first."""
    facts = Counter(row[8] for row in data.tables["observations"])
    places = {row[4] for row in data.tables["documents"]} - {NONE}
    levels = Counter(data.level(place) for place in places)
    return sorted(
        ((place, facts[place]) for place in places),
        key=lambda item: (-levels[data.level(item[0])], -item[1], item[0]),
    )
