"""Facts as corrections see them: in words, by a field, with another value, and those that a line adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from kg.link.corrections.values import amounts, fields_of
from kg.model import Facts, Observation, Origin, Project, Sentence, Span
from kg.reference.indicators import quantity_kinds

RULE = "correction"
_SURE = 1.0
Fact = Observation | Project


def all_of(facts: Facts) -> list[Fact]:
    return [*facts.observations, *facts.projects]


def namings(fact: Fact) -> tuple[Fact, ...]:
    return (fact, *fact.namings) if isinstance(fact, Project) else (fact,)


def in_words(fact: Fact) -> str:
    """A fact in a few words."""
    if isinstance(fact, Project):
        return " ".join(filter(None, (fact.name, "" if fact.stage == "none" else fact.stage, fact.period)))
    return " ".join(filter(None, (fact.indicator, f"{fact.value}{fact.unit}", fact.period, fact.place)))


def shown(fact: Fact, name: str) -> str:
    """A field as the tables show it."""
    value = getattr(fact, name)
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def says_the_same(one: Fact, other: Fact) -> bool:
    if one.start != other.start or one.end != other.end:
        return False
    if isinstance(one, Observation) and isinstance(other, Observation):
        return (one.indicator, one.value, one.unit, one.measure) == (
            other.indicator, other.value, other.unit, other.measure
        )  # fmt: skip
    return isinstance(one, Project) and isinstance(other, Project) and one.name == other.name


def with_value(fact: Fact, name: str, value: str) -> Fact:
    """The fact with the right value, sure, and with nothing that it took from elsewhere for that field."""
    right: Any = value
    if name in ("capacity", "investment"):
        found = amounts(name, value, "")
        right = found if name == "capacity" else next(iter(found), None)
    origins = (*((field, origin) for field, origin in fact.origins if field != name), (name, Origin("correction")))
    changed: dict[str, Any] = {name: right, "confidence": _SURE, "reasons": (), "origins": origins}
    if isinstance(fact, Observation):
        return replace(fact, **changed)
    own = [replace(each, **changed) if (each.start, each.end) == (fact.start, fact.end) else each
           for each in fact.namings]  # fmt: skip
    return replace(fact, **changed, namings=tuple(own))


def unfit(fact: Observation, unit: str) -> tuple[str, str] | None:
    """Why a unit cannot be that of a fact: it counts something else than the number is one of."""
    before, after = quantity_kinds((fact.unit,)), quantity_kinds((unit,))
    if fact.measure != "level" or not before or not after or before & after:
        return None
    return (
        f"{unit} counts something else than {fact.unit}, in which 「{fact.indicator}」 is told; "
        "correct the indicator too, or call the fact wrong and tell a missed one",
        f"「{fact.indicator}」以{fact.unit}计，{unit}是另一种量；请改为把此事实标为wrong并另行补上",
    )


def missed(text: str, where: str, span: Span, sentence: Sentence | None) -> Fact:
    """The fact that a line adds, in the words of its `text`, with what its sentence says of it; raises InputError."""
    told = fields_of(text, where)
    return project(told, span, sentence) if "name" in told else observation(told, span, sentence)


def _context(told: Mapping[str, str], sentence: Sentence | None) -> dict[str, Any]:
    """What a missed fact takes from its sentence where it does not say it, and where that is from."""
    found: dict[str, Any] = {}
    origins = [(name, Origin("correction")) for name in told]
    for name, given in (("status", "status"), ("period", "year")):
        of_sentence = getattr(sentence.context, given) if sentence else None
        if name in told:
            found[name] = told[name]
        elif of_sentence:
            found[name] = of_sentence.value
            origins.append((name, of_sentence.origin))
    found.setdefault("status", "achieved")
    found["status"] = found["status"] or "achieved"
    found.setdefault("period", "")
    return {**found, "origins": tuple(origins), "confidence": _SURE, "reasons": (), "rule": RULE}


def observation(told: Mapping[str, str], span: Span, sentence: Sentence | None) -> Observation:
    fields = {"unit": "", "measure": "level", "bound": "exact", "place": "", **told}
    fields |= _context(told, sentence)
    where = Span(sentence.start, sentence.end) if sentence else span
    return Observation(**cast(Any, fields), start=span.start, end=span.end, sentence=where)


def project(told: Mapping[str, str], span: Span, sentence: Sentence | None) -> Project:
    fields: dict[str, Any] = {"stage": "none", **told, **_context(told, sentence)}
    fields["capacity"] = amounts("capacity", told.get("capacity", ""), "")
    fields["investment"] = next(iter(amounts("investment", told.get("investment", ""), "")), None)
    where = Span(sentence.start, sentence.end) if sentence else span
    return Project(**fields, start=span.start, end=span.end, sentence=where)
