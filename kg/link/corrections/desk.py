"""Corrections applied to the facts of a document, and those told that do not hold in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.link.corrections.facts import Fact, all_of, in_words, missed, namings, says_the_same, shown, unfit, with_value
from kg.link.corrections.lines import MISSED, WRONG, Correction
from kg.link.corrections.values import OF_OBSERVATION, OF_PROJECT
from kg.model import Amendment, Facts, Observation, Project, Span


@dataclass(frozen=True, slots=True)
class Stale:
    """A correction that does not hold in its document, why, and what to do, in English and Chinese."""

    correction: Correction
    en: str
    zh: str


def parted(
    corrections: Sequence[Correction], facts: Facts, iri_of: Callable[[Fact], str]
) -> tuple[list[Correction], list[Correction]]:
    """The corrections that are about a piece of a document, by its sentences or the IRIs of its facts; the others."""
    starts = [sentence.start for sentence in facts.sentences]
    named = {iri_of(fact) for fact in all_of(facts)} if any(one.start is None for one in corrections) else set()
    own: list[Correction] = []
    others: list[Correction] = []
    for one in corrections:
        if one.start is None:
            is_own = one.quote in named
        else:
            at = bisect_right(starts, one.start) - 1
            is_own = at >= 0 and one.start < facts.sentences[at].end
        (own if is_own else others).append(one)
    return own, others


def apply(
    facts: Facts, corrections: Sequence[Correction], iri_of: Callable[[Fact], str]
) -> tuple[Facts, tuple[Stale, ...]]:
    """The facts with the corrections of their document, and the corrections that do not hold.

    `iri_of` tells what a fact is called in the graph. Those that are told by an IRI are found by what it was before
    any correction.
    """
    named = {iri_of(fact): fact for fact in all_of(facts)}
    desk = _Desk(facts, named)
    for one in corrections:
        desk.take(one)
    return desk.facts(), tuple(desk.stale)


class _Desk:
    """The facts of a document while they are corrected; a fact is known by what it was at first."""

    def __init__(self, facts: Facts, named: Mapping[str, Fact]) -> None:
        self.before = facts
        self.text = facts.document.text
        self.named = named
        self.now: dict[int, Fact | None] = {id(fact): fact for fact in all_of(facts)}
        self.gone = set[int]()  # mentions that are none
        self.done: dict[tuple[int, str], Correction] = {}
        self.added: list[Fact] = []
        self.told: list[tuple[Correction, Fact, str, str]] = []  # with what stood before and what is right
        self.stale: list[Stale] = []

    def take(self, one: Correction) -> None:
        if one.field == MISSED:
            self._add(one)
        elif fact := self._found(one):
            self._correct(one, fact)

    def _lay_aside(self, one: Correction, en: str, zh: str) -> None:
        self.stale.append(Stale(one, en, zh))

    # what a line is about

    def _found(self, one: Correction) -> Fact | None:
        """The fact that a correction means; None where there is none, or several, which is told."""
        fields = {Observation: OF_OBSERVATION, Project: OF_PROJECT}
        kinds = tuple(kind for kind, names in fields.items() if one.field in (WRONG, *names))
        return self._by_iri(one, kinds) if one.start is None else self._by_words(one, kinds)

    def _by_iri(self, one: Correction, kinds: tuple[type[Fact], ...]) -> Fact | None:
        fact = self.named.get(one.quote)
        if fact and isinstance(fact, kinds):
            return fact
        self._lay_aside(
            one, "no such fact is in the document any more; take the line out, or give its words and offset",
            "文件中已没有这一事实；请删去此行，或改用引文与偏移",
        )  # fmt: skip
        return None

    def _by_words(self, one: Correction, kinds: tuple[type[Fact], ...]) -> Fact | None:
        facts = [fact for fact in all_of(self.before) if isinstance(fact, kinds)]
        there = [fact for fact in facts if self._is_at(one, fact)]
        if len(there) == 1:
            return there[0]
        if there:
            told = "; ".join(in_words(fact) for fact in there[:3])
            self._lay_aside(
                one, f"{len(there)} facts stand there ({told}); give no offset and the IRI of one (column `iri`)",
                f"此处有{len(there)}个事实（{told}）；请以其中一个的IRI（表格的iri列）代替引文，偏移留空",
            )  # fmt: skip
        elif one.field != WRONG or not self._unname(one):
            self._lay_aside(one, *self._why_gone(one, facts))
        return None

    def _is_at(self, one: Correction, fact: Fact) -> bool:
        """Whether a fact is named with these words at this place."""
        return any(each.start == one.start and self.text[each.start : each.end] == one.quote for each in namings(fact))

    def _unname(self, one: Correction) -> bool:
        """Take out a name of a place, an industry or an organization that is none; whether there was one."""
        found = [each for each in self.before.mentions
                 if each.start == one.start and self.text[each.start : each.end] == one.quote]  # fmt: skip
        self.gone |= {id(each) for each in found}
        return bool(found)

    def _why_gone(self, one: Correction, facts: Sequence[Fact]) -> tuple[str, str]:
        start = one.start or 0
        if self.text[start : start + len(one.quote)] != one.quote:
            at = self.text.find(one.quote)
            if at < 0:
                return (
                    "the document does not say that any more; take the line out",
                    "文件已不再这样说；请删去此行",
                )
            return (
                f"the document has changed: these words begin at {at} now; mend the offset",
                f"文件已变：这些字现在从{at}开始；请更正偏移",
            )
        over = next((fact for fact in facts if fact.start < start + len(one.quote) and start < fact.end), None)
        if over:
            words, fact = self.text[over.start : over.end], in_words(over)
            return (
                f"what is found there is now 「{words}」 ({over.start}): {fact}; mend the line, or take it out",
                f"此处现在读出的是「{words}」（{over.start}）：{fact}；请改正或删去此行",
            )
        return (
            "no fact is found there any more; take the line out",
            "此处已没有读出事实；请删去此行",
        )

    # what a line does

    def _correct(self, one: Correction, first: Fact) -> None:
        other = self.done.get((id(first), WRONG)) or self.done.get((id(first), one.field))
        if other:
            if (other.field, other.value) != (one.field, one.value):
                self._lay_aside(
                    one, f"says otherwise than another line of the same fact ({other}); take one of the two out",
                    f"与同一事实的另一行（{other}）矛盾；请删去其中一行",
                )  # fmt: skip
            return
        fact = self.now[id(first)]
        if fact is None:
            return
        if one.field == WRONG:
            self.now[id(first)] = None
            self.told.append((one, first, in_words(first), ""))
        else:
            before = shown(fact, one.field)
            if before == one.value:
                self._lay_aside(one, "is so already; take the line out", "已是如此；请删去此行")
                return
            if one.field == "unit" and isinstance(fact, Observation) and (why := unfit(fact, one.value)):
                self._lay_aside(one, *why)
                return
            self.now[id(first)] = with_value(fact, one.field, one.value)
            self.told.append((one, first, before, one.value))
        self.done[id(first), one.field] = one

    def _add(self, one: Correction) -> None:
        start = one.start or 0
        if self.text[start : start + len(one.quote)] != one.quote:
            self._lay_aside(one, *self._why_gone(one, ()))
            return
        span = Span(start, start + len(one.quote))
        around = (item for item in self.before.sentences if item.start <= span.start and span.end <= item.end)
        sentence = next(around, None)
        fact = missed(one.value, one.where, span, sentence)
        same = [each for each in all_of(self.before) if says_the_same(each, fact)]
        if same:
            self._lay_aside(one, "is found without the line now; take it out", "现在不用此行也能读出；请删去此行")
            return
        self.added.append(fact)
        self.now[id(fact)] = fact
        self.told.append((one, fact, "", in_words(fact)))

    def facts(self) -> Facts:
        """The facts as they are now, in the order of the text, with what was corrected."""
        left = [fact for fact in self.now.values() if fact is not None]
        observations = [fact for fact in left if isinstance(fact, Observation)]
        projects = [fact for fact in left if isinstance(fact, Project)]
        return replace(
            self.before,
            observations=tuple(sorted(observations, key=lambda fact: (fact.start, fact.end))),
            projects=tuple(sorted(projects, key=lambda fact: (fact.start, fact.end))),
            mentions=tuple(each for each in self.before.mentions if id(each) not in self.gone),
            amendments=tuple(
                Amendment(
                    one.field, before, right, one.who, Span(first.start, first.end), first.sentence, self.now[id(first)]
                )
                for one, first, before, right in self.told
            ),
        )
