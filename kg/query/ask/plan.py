"""What a question asks for, as shipped queries with their parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import product

from kg.errors import QueryError
from kg.query.ask.question import Bound, Question
from kg.reference import indicators, ontology
from kg.reference.terms import local

_SIZES = {"investment": "investment", "capacity": "capacity"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A shipped query, for each place that is asked for; what orders its rows, and how many are shown.

    `needed` is a column in which a row must not have 0; `assumes` tells that the question does not say what is
    measured: the level, or what there is.
    """

    query: str
    parameters: tuple[Mapping[str, str], ...]
    order: str = ""
    rising: bool = False
    top: int = 0
    needed: str = ""
    assumes: bool = False


# What a question may say that no parameter takes up, by query: its kind, or what orders and counts the rows.
HARMLESS = frozenset(("compare", "asked", "count"))
TAKEN: Mapping[str, frozenset[str]] = {
    "unreported": frozenset(("unreported", "status", "reach")),
    "outcomes": frozenset(("verdict", "reach", "status", "measure", "level")),
    "lifeline": frozenset(("reach", "stage", "about", "status", "verdict", "history")),
    "find-projects": frozenset(("about", "reach", "status", "order", "top")),
    "place-industries": frozenset(("about", "level")),
    "industry-places": frozenset(("about", "level")),
    "shared-industries": frozenset(("about", "level")),
    "history": frozenset(("history", "measure", "status", "reach")),
    "find-facts": frozenset(("status", "reach", "order", "top", "level")),
}


_BOUNDED = ("find-facts", "find-projects")


def plan(question: Question) -> Plan:
    """The query for a question; raises QueryError where it asks for what that cannot tell, or for nothing."""
    found = next(found for rule in _RULES if (found := rule(question)))
    if left := _left(question, found):
        remedy = "ask for one thing at a time, such as 2025年地区生产总值目标"
        raise QueryError(question.text, f"says more than {found.query} can answer: {'、'.join(left)}", remedy)
    return found


def _left(question: Question, found: Plan) -> list[str]:
    """What the question says and the query leaves out: no word of a question is dropped in silence."""
    told = {value for parameters in found.parameters for value in parameters.values()}
    bounds = [f"{bound.value}{bound.unit}" for bound in question.bounds] if found.query not in _BOUNDED else []
    taken = HARMLESS | TAKEN[found.query] | ({"bound"} if question.bounds else set())
    spoken = {slot: question.all(slot) for slot in question.slots.keys() - taken}
    return [*(value for slot, values in sorted(spoken.items()) for value in values if value not in told), *bounds]


# --- one rule for each thing that can be asked for, in the order of precedence


def _unreported(question: Question) -> Plan | None:
    if not question.one("unreported"):
        return None
    question.said.append("only where a later report is there" if question.is_english else "已有后来的报告而未提及者")
    return Plan("unreported", tuple(_each(question, {}, "place", "year")), needed="later_reports")


def _outcomes(question: Question) -> Plan | None:
    verdicts = [verdict for verdict in question.all("verdict") if verdict != "any"]
    asked = question.one("reach") and (question.one("asked") or "target" in question.all("status"))
    if _about_projects(question) or not (question.one("verdict") or asked):
        return None
    told = ({"verdict": verdicts[0]} if verdicts else {}) | _level(question)
    return Plan("outcomes", tuple(_each(question, told, "place", "year", "indicator")))


def _one_project(question: Question) -> Plan | None:
    if not question.all("project") or question.bounds or question.one("industry"):
        return None
    return Plan("lifeline", tuple(_each(question, {}, "place", "project")))


def _projects(question: Question) -> Plan | None:
    if not _about_projects(question):
        return None
    told = _project_bounds(question)
    if question.one("reach") and not question.one("stage"):
        question.put("stage", "completed")
        question.said.append("reached = completed" if question.is_english else "完成 = 建成")
    told |= {"status": "target"} if question.one("status") == "target" else {}
    by = "capacity_number" if "capacity" in question.all("about") else "yuan"
    order = by if question.one("order") or question.one("top") else ""
    told |= {"sized": by} if order else {}
    slots = ("place", "year", "stage", "industry", "organization", "words", "project")
    return Plan("find-projects", tuple(_each(question, told, *slots)), order, *_ordered(question))


def _industries(question: Question) -> Plan | None:
    industry = question.one("industry")
    if question.one("indicator") or not ("industries" in question.all("about") or industry):
        return None
    if industry:
        return Plan("industry-places", tuple(_each(question, _level(question), "industry")))
    if question.one("place"):
        return Plan("place-industries", tuple(_each(question, {}, "place")))
    return Plan("shared-industries", ({},))


def _history(question: Question) -> Plan | None:
    if not question.one("history") or not question.one("indicator"):
        return None
    return Plan("history", tuple(_each(question, {}, "place", "indicator")))


def _facts(question: Question) -> Plan | None:
    told = _level(question) | _fact_bounds(question)
    if question.one("measure") and not question.one("indicator"):
        _say_growth(question)
    ordered = bool(question.one("order") or question.one("top"))
    if question.all("measure") == ["growth"] and not (ordered or question.bounds):
        question.put("measure", "decline")  # what fell grew by less than nothing
    if not (question.one("indicator") or question.one("place")):
        return None
    statuses = question.all("status") or (["achieved"] if question.one("reach") else [])
    told |= {"status": statuses[0]} if len(statuses) == 1 else {}
    slots = ("place", "year", "indicator", "measure")
    found = Plan("find-facts", tuple(_each(question, told, *slots)), "number" if ordered else "", *_ordered(question))
    return replace(found, assumes=ordered and not question.one("measure"))


def _of_owner(question: Question) -> Plan | None:
    """Who names a company and nothing else asks for what it builds."""
    if not question.one("organization"):
        return None
    return Plan("find-projects", tuple(_each(question, {}, "place", "year", "organization")))


def _nothing(question: Question) -> Plan:
    raise QueryError(
        question.text, "names no place, indicator, industry or project", "name one, such as 2025年地区生产总值目标"
    )


_RULES = (_unreported, _outcomes, _one_project, _projects, _industries, _history, _facts, _of_owner, _nothing)


# --- slots to parameters

PARAMETERS = {"organization": "owner", "words": "name", "project": "name"}


def _about_projects(question: Question) -> bool:
    about = question.all("about")
    sized = bool({"investment", "capacity"} & set(about)) and not question.one("indicator")
    return "projects" in about or bool(question.one("stage") or question.one("words")) or sized


def _each(question: Question, told: Mapping[str, str], *slots: str) -> Iterator[Mapping[str, str]]:
    """The parameters for every combination of the values of some slots, beside what is told alike."""
    choices = [[(_parameter(slot, value), value) for value in question.all(slot)] for slot in slots]
    for chosen in product(*filter(None, choices)):
        yield {**told, **dict(chosen)}


def _parameter(slot: str, value: str) -> str:
    """The parameter that takes a value of a slot.

    A period that is no year is taken as it is written, a known indicator by itself and not as a part of names.
    """
    if slot == "indicator" and indicators.meaning(value, "level", "", ""):
        return "concept"
    return "span" if slot == "year" and len(value) != 4 else PARAMETERS.get(slot, slot)


def _level(question: Question) -> dict[str, str]:
    level = question.one("level")
    return {"level": level} if level and level != "any" else {}


def _say_growth(question: Question) -> None:
    """Growth of nothing is that of the economy, as reports and their readers use it; it is said."""
    question.put("indicator", "地区生产总值")
    question.said.append("增长 = 地区生产总值增长" if not question.is_english else "growth = growth of 地区生产总值")


def _fact_bounds(question: Question) -> dict[str, str]:
    if not question.bounds:
        return {}
    told: dict[str, str] = {}
    for bound in question.bounds:
        more = _bound(question, bound)
        if any(name in told and told[name] != value for name, value in more.items()):
            reason = f"{bound.value}{bound.unit} bounds what is bounded already"
            raise QueryError(question.text, reason, "give one bound, or two of one unit such as 5%以上7%以下")
        told |= more
    if question.bounds[0].kind == "ratio" and not question.one("measure"):
        question.put("measure", "growth")
        question.said.append("% = growth" if question.is_english else "% = 增速")
    return told


def _project_bounds(question: Question) -> dict[str, str]:
    told: dict[str, str] = {}
    for bound in question.bounds:
        if not bound.unit.strip("十百千万亿") and "investment" in question.all("about"):
            bound = replace(bound, unit=f"{bound.unit}元", kind="money")  # 投资超过5亿
        role = "yuan" if bound.kind == "money" else "capacity"
        told |= {
            f"{role}_{name}" if name != "unit" else "unit": value for name, value in _bound(question, bound).items()
        }
        if role == "yuan":
            told.pop("unit", None)
    return told


def _bound(question: Question, bound: Bound) -> dict[str, str]:
    """The parameters of a bound, in the canonical unit; raises QueryError where it has none."""
    unit = ontology.unit(bound.unit)
    try:
        value = Decimal(bound.value) * (unit.multiplier if unit else 1)
    except InvalidOperation:
        raise QueryError(question.text, f"{bound.value}{bound.unit} is no single number", "give one number") from None
    if unit is None:
        raise QueryError(question.text, f"the unit {bound.unit!r} is not known", "give one such as 亿元, %, 万千瓦, 亩")
    relation = "least" if bound.relation == "exact" else bound.relation
    if bound.relation == "exact":
        question.said.append(f"{bound.value}{bound.unit} = {'at least' if question.is_english else '至少'}")
    return {relation: f"{value.normalize():f}", "unit": local(unit.canonical.value)}


def _ordered(question: Question) -> tuple[bool, int]:
    """Whether the least comes first, and how many rows are asked for."""
    asked = question.one("order")
    return asked == "least", int(question.one("top") or (1 if asked and not question.one("level") else 0))
