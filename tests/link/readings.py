"""Numbers and stages for the tests of linking, told by what matters to each test."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from kg.link.records import Event, Reading

_numbers = count()


def reading(text: str = "5%", status: str = "achieved", **fields: object) -> Reading:
    """GDP growth of one place in 2024, unless told otherwise; `text` is a number and its unit."""
    value = text.rstrip("%亿元万吨人次位亩")
    places = len(value.partition(".")[2])
    made: dict[str, object] = {
        "iri": f"r{next(_numbers):03}", "document": "a.txt", "indicator": "gdp", "name": "地区生产总值", "known": True,
        "place": "西岭县", "measure": "growth", "bound": "exact", "status": status, "period": "2024",
        "value": Decimal(value), "unit": text.removeprefix(value), "step": Decimal(1).scaleb(-places), "text": text,
    }  # fmt: skip
    return Reading(**(made | fields))  # type: ignore[arg-type]


def target(text: str = "5%", **fields: object) -> Reading:
    return reading(text, "target", **fields)


def event(stage: str, period: str = "2024", status: str = "achieved", **fields: object) -> Event:
    made: dict[str, object] = {
        "iri": f"e{next(_numbers):03}", "project": "水库", "document": "a.txt", "stage": stage, "status": status,
        "period": period, "reviewed": "2024", "mention": "m",
    }  # fmt: skip
    return Event(**(made | fields))  # type: ignore[arg-type]
