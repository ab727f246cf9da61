"""Which names and numbers belong to the name of a project or body, and are nothing by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.project.finder import ProjectFound
from kg.model import Kind
from kg.text.spans import Found


def in_body(found: Found, organizations: Sequence[Found]) -> bool:
    """Whether a name stands only inside that of a body: 纺织 in 瑞岭纺织有限公司, 岚山县 in 岚山县财政局."""
    return any(body.start <= found.start and found.end <= body.end for body in organizations)


def own_numbers(projects: Sequence[ProjectFound]) -> tuple[list[ProjectFound], list[tuple[int, int]]]:
    """The projects and the numbers that are theirs alone.

    An investment told of several at once (投资1.9亿元实施A、B等项目) is what was spent on all of them: an observation.
    """
    stretches = Counter(stretch for item in projects for stretch in item.consumed)
    kept = [_without_shared_investment(item, stretches) for item in projects]
    return kept, [stretch for item in kept for stretch in item.consumed]


def _without_shared_investment(item: ProjectFound, stretches: Counter[tuple[int, int]]) -> ProjectFound:
    if item.investment is None:
        return item
    own = tuple(stretch for stretch in item.consumed if stretches[stretch] == 1 or stretch[0] >= item.start)
    return item if own == item.consumed else replace(item, investment=None, consumed=own)


def as_nested(found: Found, kind: Kind, projects: Sequence[ProjectFound], organizations: Sequence[Found]) -> Found:
    """The name, nested where it stands only inside another's: 湛江 in 湛江机场迁建工程, 瑞岭 in 瑞岭光伏项目.

    A zone, region or natural feature that the longer name of a project begins with is what the project is about, and
    stays a place of its own; so does a company that is called a project itself (瑞岭、远山等企业和项目).
    """
    if kind == "industry" or found.nested:
        return found
    if kind == "place" and in_body(found, organizations):
        return replace(found, nested=True)
    inside = (item for item in projects if item.start <= found.start and found.end <= item.end)
    return replace(found, nested=True) if any(_is_part(found, item) for item in inside) else found


def _is_part(found: Found, project: ProjectFound) -> bool:
    """Whether a name in the name of a project is no more than a part of it, or the project itself.

    A river that shares the head of its project with others (甲河、乙河综合整治) is what the project is about.
    """
    whole = found.type in ("zone", "natural", "region") and found.rule != "station"
    if (found.start, found.end) == (project.start, project.end):
        shares = whole and len(project.name) > found.end - found.start
        return not shares and found.type != "company" and found.rule != "founded"
    return not whole or found.start > project.start
