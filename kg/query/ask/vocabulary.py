"""What questions are read by, told whole: for a reader in another language, such as the script of the page."""

from __future__ import annotations

from typing import Any

from kg.query import latin
from kg.query.ask import names, plan, question
from kg.query.ask.answer import READ_AS
from kg.reference import divisions
from kg.text import period

# How many there are of what a number counts: 投资超过5亿.
_SCALES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}


def told() -> dict[str, Any]:
    """Words with what they mean, kinds in their precedence, what each query takes up, how a reading is told."""
    pairs = list(divisions.lines("traditional.tsv"))
    return {
        "words": question.meanings(),
        "order": list(question.ORDER),
        "plans": period.PLANS,
        "measures": [word for word, means in question.meanings().items() if means.startswith("measure:")],
        "longest": question.LONGEST,
        "scales": _SCALES,
        "money": question.ENGLISH,
        "ranks": names.RANKS,
        "counted": list(names.COUNTED),
        "classes": names.KINDS,
        "kinds": latin.KINDS,
        "harmless": sorted(plan.HARMLESS),
        "taken": {query: sorted(slots) for query, slots in plan.TAKEN.items()},
        "parameters": plan.PARAMETERS,
        "readAs": {name: list(words) for name, words in READ_AS.items()},
        "traditional": ["".join(column) for column in zip(*pairs, strict=True)],
    }
