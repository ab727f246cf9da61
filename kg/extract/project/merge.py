"""One record for all namings of a project in a document."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from kg.model import Project
from kg.text.likeness import squeeze

_TAIL = re.compile("(?:建设|新建)?(?:项目|工程)$")
_PHASE = re.compile("(?:[一二三四五六七八九十]|[0-9]{1,2})(?:期|标段|号线)")
_ACTION = re.compile("(?:改造|扩建|迁建|扩能|升级|修复|治理|整治|延伸|提升|续建|北延|西延|东延|南延)")


def merge(projects: Sequence[Project], apart: Collection[frozenset[str]] = ()) -> tuple[Project, ...]:
    """One record for each project, in the order of first naming.

    Two namings are one project where one name is contained in the other and nothing speaks against it: another phase,
    another capacity, another work on the same thing, or the user (`apart` holds pairs of names). The fullest name is
    kept; the last definite stage counts, but what is completed stays completed.
    """
    groups: list[list[Project]] = []
    known: dict[str, set[int]] = {}
    for project in projects:
        grams = _grams(_core(project.name))
        near = sorted(set().union(*(known.get(gram, ()) for gram in grams)))
        home = next((at for at in near if _belongs(project, groups[at], apart)), len(groups))
        if home == len(groups):
            groups.append([])
        groups[home].append(project)
        for gram in grams:
            known.setdefault(gram, set()).add(home)
    return tuple(_one(group) for group in groups)


def _belongs(project: Project, group: Sequence[Project], apart: Collection[frozenset[str]]) -> bool:
    if apart and any(frozenset((project.name, other.name)) in apart for other in group):
        return False
    return any(_same(project, other) for other in group)


def _grams(core: str) -> list[str]:
    """The runs of three letters of a name: names of which one holds the other share at least one."""
    return [core[at : at + 3] for at in range(max(1, len(core) - 2))]


@lru_cache(4096)
def _core(name: str) -> str:
    """A name without what any project may end in."""
    return _TAIL.sub("", squeeze(name)).replace("高速公路", "高速").replace("高速铁路", "高铁")


def _same(a: Project, b: Project) -> bool:
    """Whether two namings are of one project."""
    short, long = sorted((_core(a.name), _core(b.name)), key=len)
    if short == long:
        return True
    if long.endswith(short) and _place(long.removesuffix(short), (*a.places, *b.places)):
        return not _differ(a, b)
    if len(short) < 5 or short not in long or len(short) < 0.6 * len(long):
        return False
    return not _differ(a, b)


def _place(front: str, places: Sequence[str]) -> bool:
    """Whether what one name has before the other is the place alone (甲县青岭水库, 青岭水库)."""
    return front in places or (len(front) > 1 and front.endswith(("省", "市", "县", "区", "州", "旗", "镇", "乡")))


def _differ(a: Project, b: Project) -> bool:
    if a.capacity and b.capacity and a.capacity != b.capacity:
        return True
    return any(set(mark.findall(a.name)) != set(mark.findall(b.name)) for mark in (_PHASE, _ACTION))


def _one(group: Sequence[Project]) -> Project:
    fullest = max(group, key=lambda project: (len(squeeze(project.name)), len(project.name)))
    telling = _telling(group)
    return replace(
        telling,
        name=fullest.name,
        capacity=next((project.capacity for project in (fullest, *group) if project.capacity), ()),
        investment=next((project.investment for project in (fullest, *group) if project.investment), None),
        places=_union(project.places for project in group),
        organizations=_union(project.organizations for project in group),
        industries=_union(project.industries for project in group),
        namings=tuple(naming for record in group for naming in record.namings or (record,)) if len(group) > 1 else (),
    )


def _telling(group: Sequence[Project]) -> Project:
    """The naming whose stage counts."""
    done = [project for project in group if (project.stage, project.status) == ("completed", "achieved")]
    definite = [project for project in group if project.stage != "none"]
    return (done or definite or list(group))[-1]


def _union(lists: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))  # type: ignore[attr-defined]
