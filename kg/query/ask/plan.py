"""What a question asks for, as shipped queries with their parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from kg.errors import QueryError
from kg.query.ask.question import Bound, Question
from kg.reference import ontology
from kg.reference.terms import local

_SIZES = {"investment": "investment", "capacity": "capacity"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A shipped query, for each place that is asked for; what orders its rows, and how many are shown.

    `needed` is a column in which a row must not have 0.
    """

    query: str
    parameters: tuple[Mapping[str, str], ...]
    order: str = ""
    rising: bool = False
    top: int = 0
    needed: str = ""


def plan(question: Question) -> Plan:
    """The query for a question; raises QueryError where it asks for nothing that the graph can tell."""
    return next(found for rule in _RULES if (found := rule(question)))


# --- one rule for each thing that can be asked for, in the order of precedence


def _unreported(question: Question) -> Plan | None:
    if not question.one("unreported"):
        return None
    question.said.append("only where a later report is there" if question.is_english else "已有后来的报告而未提及者")
    return Plan("unreported", tuple(_each_place(question, _year(question))), needed="later_reports")


def _outcomes(question: Question) -> Plan | None:
    verdicts = [verdict for verdict in question.all("verdict") if verdict != "any"]
    asked = question.one("reach") and (question.one("asked") or "target" in question.all("status"))
    if _about_projects(question) or not (question.one("verdict") or asked):
        return None
    told = _year(question) | _indicator(question) | ({"verdict": verdicts[0]} if verdicts else {})
    return Plan("outcomes", tuple(_each_place(question, told)))


def _one_project(question: Question) -> Plan | None:
    names = question.all("project")
    if not names or question.bounds or question.one("industry"):
        return None
    return Plan("lifeline", tuple({"name": name} for name in names))


def _projects(question: Question) -> Plan | None:
    if not _about_projects(question):
        return None
    told = _project_bounds(question) | _year(question)
    stage = question.one("stage")
    told |= {"stage": stage} if stage else {}
    told |= {"status": question.one("status")} if question.one("status") == "target" else {}
    told |= {"industry": question.one("industry")} if question.one("industry") else {}
    told |= {"owner": question.one("organization")} if question.one("organization") else {}
    words = question.one("project") or question.one("words")
    told |= {"name": words} if words else {}
    by = "capacity_number" if "capacity" in question.all("about") else "yuan"
    order = by if question.one("order") or question.one("top") else ""
    if order:
        told |= {"sized": by}
    return Plan("find-projects", tuple(_each_place(question, told)), order, *_ordered(question))


def _industries(question: Question) -> Plan | None:
    places, industry = question.all("place"), question.one("industry")
    if question.one("indicator") or not ("industries" in question.all("about") or industry):
        return None
    if industry:
        return Plan("industry-places", ({"industry": industry},))
    if places:
        return Plan("place-industries", tuple(_each_place(question, {})))
    return Plan("shared-industries", ({},))


def _history(question: Question) -> Plan | None:
    if not question.one("history") or not question.one("indicator"):
        return None
    return Plan("history", tuple(_each_place(question, _indicator(question))))


def _facts(question: Question) -> Plan | None:
    told = _year(question) | _indicator(question) | _level(question) | _fact_bounds(question)
    if question.one("measure") and "indicator" not in told:
        _say_growth(question)
        told |= _indicator(question)
    if not (told.keys() & {"indicator"} or question.one("place")):
        return None
    statuses = question.all("status") or (["achieved"] if question.one("reach") else [])
    told |= {"status": statuses[0]} if len(statuses) == 1 else {}
    told |= {"measure": question.one("measure")} if question.one("measure") else {}
    ordered = bool(question.one("order") or question.one("top"))
    if ordered and not question.one("measure"):
        told |= {"measure": "level"}
        question.said.append("level, not growth")
    return Plan("find-facts", tuple(_each_place(question, told)), "number" if ordered else "", *_ordered(question))


def _nothing(question: Question) -> Plan:
    raise QueryError(
        question.text, "names no place, indicator, industry or project", "name one, such as 2025年地区生产总值目标"
    )


_RULES = (_unreported, _outcomes, _one_project, _projects, _industries, _history, _facts, _nothing)


# --- slots to parameters


def _about_projects(question: Question) -> bool:
    about = question.all("about")
    sized = bool({"investment", "capacity"} & set(about)) and not question.one("indicator")
    return "projects" in about or bool(question.one("stage") or question.one("words")) or sized


def _each_place(question: Question, told: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    for place in question.all("place") or [""]:
        yield {**told, **({"place": place} if place else {})}


def _year(question: Question) -> dict[str, str]:
    years = question.all("year")
    return {"year": years[0][:4]} if len(years) == 1 and len(years[0]) == 4 else {"period": years[0]} if years else {}


def _indicator(question: Question) -> dict[str, str]:
    return {"indicator": question.one("indicator")} if question.one("indicator") else {}


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
    bound = question.bounds[0]
    told = _bound(question, bound)
    if bound.kind == "ratio" and not question.one("measure"):
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
