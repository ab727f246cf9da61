"""What the page opens with: findings computed from the graph, a map of provinces, entry questions, how far to trust.

A finding never compares unlike things: `comparable` says what is like.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kg.export.page.comparable import HEADLINES, SURE, Comparable, decimal, rank, to_values
from kg.export.page.entry_questions import asks, questions
from kg.export.page.findings import Told, findings
from kg.export.page.tables import Tables

_FAIR = Decimal("0.5")
_MOST = 6
_PROVINCES = 3  # a map of fewer says nothing


def overview(tables: Tables) -> Told:
    """Findings, maps, entry questions and grounds of trust; things are told by the numbers of their rows."""
    found = Comparable(tables)
    return {
        "headlines": list(HEADLINES),
        "findings": list(findings(found))[:_MOST],
        "maps": list(_maps(found)),
        "questions": list(questions(found)),
        "asks": list(asks(found)),
        "trust": _trust(found),
    }


def grade(sure: Decimal) -> str:
    """How sure a fact of some confidence is, in a word."""
    return "sure" if sure >= SURE else "fair" if sure >= _FAIR else "doubtful"


def _maps(data: Comparable) -> Iterator[Told]:
    """A map for each frame that several provinces tell: [first two digits of the code, observation]."""
    found = []
    for frame, places in data.frames.items():
        here = [
            (data.tables["entities"][place][5][0][:2], reading.number)
            for place, reading in sorted(places.items())
            if data.level(place) == "province" and data.tables["entities"][place][5]
        ]
        if len(here) >= _PROVINCES and (frame[1] == "growth" or frame[2] == "PERCENT"):
            found.append((frame, sorted(here)))
    found.sort(key=lambda item: (rank(item[0][0]), item[0][3] == "achieved", -int(item[0][4])))
    for (concept, measure, unit, status, year), here in found:
        yield {
            "concept": concept, "measure": measure, "unit": unit, "status": status, "period": year, "values": here,
            "to": to_values(concept, measure, unit, status, year),
        }  # fmt: skip


def _trust(data: Comparable) -> Told:
    """How many facts are how sure, and of each document what speaks for care."""
    shares = Counter(
        grade(sure)
        for table in ("observations", "stages")
        for row in data.tables[table]
        if (sure := decimal(row[-1])) is not None
    )
    return {"confidence": {name: shares[name] for name in ("sure", "fair", "doubtful")}}
