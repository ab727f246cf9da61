"""Organizations: companies, public bodies and institutions that a text calls by a name of their own.

Four roads lead to a name. A list knows the bodies of the state and the companies that any report may call by a short
form (`国务院`, `中核`). A head closes a full name (`…有限公司`, `…大学`), whose words before it run back to a verb, a
comma or a generic word. Some places take nothing but a body (`cues`, `acts`). And where all rules are silent, or
have found a part only, a model that has read annotated passages may propose one (`learned`); it vetoes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.organization import learned
from kg.extract.organization.acts import founded, honoured
from kg.extract.organization.cues import (
    among_firms,
    between,
    groups,
    of_phases,
    of_plants,
    of_projects,
    of_seats,
    partners,
    siblings,
)
from kg.extract.organization.full import full
from kg.extract.organization.governed import governed
from kg.extract.organization.listed import acting, listed
from kg.extract.organization.trading import trading
from kg.extract.organization.words import STOP, tags
from kg.text.line import Line
from kg.text.spans import Found, longest

Rule = Callable[[Line], Iterator[Found]]


RULES: tuple[Rule, ...] = (
    listed, acting, full, governed, trading, groups, among_firms, of_plants, of_phases, of_seats, of_projects, partners,
    honoured, founded,
)  # fmt: skip


# Rules that look beside the names that were found.
_BESIDE: tuple[Callable[[Line, Sequence[Found]], Iterator[Found]], ...] = (siblings, between)


def find(sentence: Line, home: str = "") -> list[Found]:
    """The organizations of one sentence, in the order of the text; `home` is the full name of the document's place.

    >>> from kg.text.line import Line
    >>> sentence = "国务院支持瑞岭能源有限公司与青石岭大学共建实验室"
    >>> [(sentence[name.start : name.end], name.type) for name in find(Line.of(sentence))]
    [('国务院', 'public_body'), ('瑞岭能源有限公司', 'company'), ('青石岭大学', 'institution')]
    """
    line = sentence.with_tags(list(map(tags, sentence.texts)), STOP)
    found = longest([name for find_in in RULES for name in find_in(line)])
    for rule in _BESIDE:
        more = [name for name in rule(line, found) if all(_apart(name, other) for other in found)]
        found = longest([*found, *more]) if more else found
    unheard = learned.find(line, found, learned.sentence(sentence, home))
    return longest([*found, *unheard]) if unheard else found


def _apart(one: Found, other: Found) -> bool:
    """Whether two names do not overlap."""
    return one.end <= other.start or one.start >= other.end
