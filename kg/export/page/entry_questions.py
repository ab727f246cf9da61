"""Questions that a graph answers: with the view that answers it, or as one may type them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median_low

from kg.export.page.comparable import HEADLINES, YEAR, Comparable, decimal, to_values
from kg.export.page.findings import SIZED, Told
from kg.export.page.tables import KINDS, NONE

_BILLION = 1_000_000_000


def questions(data: Comparable) -> Iterator[Told]:
    """Questions that this graph answers, in both languages, each with the view that answers it."""
    yield from _question_of_a_place(data)
    yield from _questions_of_growth(data)
    yield from _questions_of_rows(data)
    yield from _question_of_two_places(data)


def asks(data: Comparable) -> Iterator[dict[str, str]]:
    """Questions in plain words, in both languages, to which this graph has an answer."""
    homes = [data.name(entity) for entity, _ in _homes(data)]
    aims = {frame: places for frame, places in data.frames.items() if frame[0] == HEADLINES[0] and frame[3] == "target"}
    growth = {frame: places for frame, places in aims.items() if frame[1] == "growth" and frame[2] == "PERCENT"}
    if growth:
        frame = max(growth, key=lambda frame: (frame[4], len(growth[frame])))
        places, year = growth[frame], frame[4]
        first = next((name for name in homes if name in map(data.name, places)), data.name(min(places)))
        middle = median_low(reading.value for reading in places.values())
        yield {"zh": f"{first}{year}年地区生产总值目标是多少", "en": f"What is the GDP target of {first} for {year}?"}
        yield {
            "zh": f"哪些地方{year}年增长目标不低于{middle:f}%",
            "en": f"Which places aim at GDP growth of at least {middle:f}% in {year}?",
        }
    if any(row[3] == "missed" for row in data.tables["outcomes"]):
        yield {"zh": "哪些目标没有完成", "en": "Which targets were missed?"}
    yield from _asks_of_projects(data)
    if homes and any(data.tables["entities"][row[0]][1] == KINDS.index("Industry") for row in data.tables["mentions"]):
        yield {"zh": f"{homes[0]}提到哪些产业", "en": f"Which industries does {homes[0]} have?"}
    if homes and growth:
        yield {"zh": f"{homes[0]}历年地区生产总值", "en": f"GDP of {homes[0]} over the years"}


def _asks_of_projects(data: Comparable) -> Iterator[dict[str, str]]:
    """Those by size, where a project says how large it is."""
    sums = sorted(
        amount for row in data.tables["quantities"]
        if row[2] == "investment" and row[6] == "CCY_CNY" and (amount := decimal(row[5]))
    )  # fmt: skip
    if sums:
        yield {"zh": "投资最大的项目", "en": "largest project by investment"}
    if sums and sums[-1] > _BILLION:
        yield {"zh": "总投资超过10亿元的项目", "en": "Which projects cost more than 1 billion yuan?"}
    if any(row[2] == "building" for row in data.tables["stages"]):
        yield {"zh": "在建项目有哪些", "en": "Which projects are under construction?"}


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
