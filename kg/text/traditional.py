"""Traditional writing as simplified, character by character: documents, questions, names that are compared."""

from __future__ import annotations

from functools import cache

from kg.reference import divisions


def simplified(text: str) -> str:
    """A text in simplified characters; those that both writings have stay.

    >>> simplified("格爾木市2025年地區生產總值"), simplified("酒泉市")
    ('格尔木市2025年地区生产总值', '酒泉市')
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    return {ord(before): after for before, after in divisions.lines("traditional.tsv")}
