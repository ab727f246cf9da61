"""What the rules that found a fact are called for readers of the page, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

_PART = re.compile("[^ +]+")


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    lines = (files("kg.export.page") / "rules.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: {"zh": zh, "en": en} for name, zh, en in (line.split("\t") for line in lines)}


def parts(rule: str) -> Iterator[str]:
    """The names in a rule: its own first word, and what was shared behind each `+`.

    >>> list(parts("undertaking+shared-head")), list(parts("learned (0|t:headed, 1|t:verb)"))
    (['undertaking', 'shared-head'], ['learned'])
    """
    for part in rule.split("("):
        yield from (found[0] for name in part.split("+") if (found := _PART.search(name)))
        return


def labels(rules: Iterable[str]) -> dict[str, Mapping[str, str]]:
    """`rule-NAME` -> its words by language, for those that have any."""
    names = {part for rule in rules for part in parts(rule)}
    return {f"rule-{name}": _table()[name] for name in sorted(names & _table().keys())}
