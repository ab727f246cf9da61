"""Nouns of measure: what a name must end with to say what is measured."""

from __future__ import annotations

from kg.text import lexicon


def measure_noun(name: str) -> str:
    """The noun of measure that a name ends with (产值 of 工业总产值), or the empty string.

    >>> measure_noun("规模以上工业增加值"), measure_noun("国有企业")
    ('增加值', '')
    """
    bare = name.partition("（")[0]
    return next((noun for noun in lexicon.ordered("table-noun", "noun") if bare.endswith(noun)), "")
