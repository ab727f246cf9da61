"""Which members of a list of things are projects: undertakings with an identity of their own.

A rule weighs how much the words around a member say of it (its force: made, pushed on, put up …) against what tells it
from others of its kind (its grade: a proper name, a rare word, common words). `RULES` is the order of precedence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.project import identity, names
from kg.extract.project.identity import COMMON, NAMED, RARE
from kg.extract.project.lists import Member
from kg.extract.project.stage import DEFINITE, MADE, PRESENTED, PUSHED, PUT_UP, REBUILT
from kg.text import lexicon
from kg.text.line import Line


def rule_of(line: Line, force: int, member: Member) -> str:
    """The name of the first rule that says that a member is a project, or nothing."""
    return next((rule.__name__ for rule in RULES if rule(line, force, member)), "")


def facility(line: Line, force: int, member: Member) -> bool:
    """`青石岭水库`, or what is put up: `建设市民舞蹈中心`; never a kind of thing alone (`高速公路`)."""
    if member.kind not in _FACILITIES or force < MADE:
        return False
    if member.kind in ("road", "single") and member.name.endswith("”"):
        return False
    grade = _grade(line, member)
    if _is_ambition(member, force, grade):
        return False
    if grade >= RARE or member.kind not in ("facility", "institution") or force == MADE:
        return grade >= RARE
    if force >= PUT_UP:
        return _words(line, member) > 1 and (force == DEFINITE or not member.name.endswith(_AMBITIONS))
    return member.kind == "facility" and _words(line, member) > (2 if grade == COMMON else 3)


_FACILITIES = ("facility", "institution", "road", "single", "phase")


def _is_ambition(member: Member, force: int, grade: int) -> bool:
    """What a place wants to become: 打造A物流中心, 建设世界一流港口."""
    if not member.name.endswith(_AMBITIONS):
        return False
    return force == MADE or (grade < NAMED and force < DEFINITE and bool(_AMBITIOUS.match(member.name)))


_AMBITIOUS = re.compile("世界|全球|全国|一流|重要|高端|优质|先进|国内|区域性|综合性")
# What places want to become: 打造区域物流中心.
_AMBITIONS = ("中心", "基地", "枢纽", "港", "城", "区", "通道", "口岸")


def organized(line: Line, force: int, member: Member) -> bool:
    """Zones, platforms and schools, which reports mostly promote: only named ones, or ones put up."""
    if member.kind not in ("zone", "policy", "soft") or force < PUSHED:
        return False
    grade = _grade(line, member)
    if member.kind == "policy":
        return grade >= RARE and force == DEFINITE
    if grade == NAMED or (grade == RARE and (member.licensed or force >= REBUILT)):
        return True
    return member.kind == "soft" and force == DEFINITE and _words(line, member) > 1


def undertaking(line: Line, force: int, member: Member) -> bool:
    """`甲化工20万吨尿素项目`; not `技改项目`."""
    if member.kind != "generic":
        return False
    grade = _grade(line, member)
    if _is_class(line, force, member, grade) or _is_programme(force, member, grade):
        return False
    if force == MADE:
        return grade == NAMED
    if grade == COMMON and force < PUT_UP:
        return force >= PUSHED and (_long(line, member) or (force == PRESENTED and _words(line, member) > 2))
    return grade >= COMMON


def _is_class(line: Line, force: int, member: Member, grade: int) -> bool:
    """推介重大项目总投资30亿元: projects of a class, presented together."""
    presented = force == PRESENTED and grade < NAMED
    return presented and (_words(line, member) < 3 or bool(_CLASS.search(member.name)))


def _is_programme(force: int, member: Member, grade: int) -> bool:
    """Whether a name that is not sure to be one thing's own may be that of a programme."""
    if force >= PUT_UP and grade >= RARE:
        return False
    return identity.programme(member.name) or (grade < NAMED and identity.drive(member.name))


_CLASS = re.compile(
    "(?:重大|重点|产业|工业|农业|民生|各类|招商|签约|在建|新建|续建|投资|基建|技改)(?:建设)?(?:项目|工程)$"
)


def _long(line: Line, member: Member) -> bool:
    """Whether a name of common words says enough to be one thing: 某院业务用房建设项目, 物流枢纽扩能工程."""
    words = _words(line, member)
    if member.name.endswith("项目"):
        return words > (2 if member.name.endswith("建设项目") else 3)
    return words > 3 and identity.holds_facility(line, member.start, member.end)


def work(line: Line, force: int, member: Member) -> bool:
    """`第九中学迁建`: work on one thing; not `老旧小区改造`."""
    if member.kind != "action" or any(size.start == member.start for size in line.capacities(member.start, member.end)):
        return False
    grade, done = _grade(line, member), names.head(member.name)
    if member.rule in _SHARED and force < PUT_UP and done.word.endswith(("治理", "整治", "修复")):
        return False
    if grade == NAMED:
        return True
    one_thing = member.licensed or done.word not in _ANYWHERE or _holds_head(member.name[: done.start])
    return grade == RARE and one_thing


_SHARED = ("shared-bare", "shared-undertaking", "shared-plant")


def _holds_head(name: str) -> bool:
    """Whether what the work is done to has a head of its own (第九中学)."""
    return names.head(name).kind not in ("none", "action", "generic")


def listed(line: Line, force: int, member: Member) -> bool:
    """What a list before 等项目 calls a project, or what is being prepared (引柳济松前期工作)."""
    plain = member.kind == "none" and not member.name.startswith("“")
    return force >= PUSHED and plain and member.licensed and _grade(line, member) >= RARE


# Kinds of work that go on in many places at once.
_ANYWHERE = frozenset(lexicon.words("project", "anywhere"))


def _grade(line: Line, member: Member) -> int:
    grade = identity.identity(line, member.start, member.end)
    numbered = member.rule in ("shared-number", "shared-beginning")
    road = member.rule == "shared-road" and line.text[member.start : member.end].endswith(("路", "街", "巷"))
    return max(grade, RARE) if numbered or road else grade


def _words(line: Line, member: Member) -> int:
    return len(line.within(member.start, member.end))


Rule = Callable[[Line, int, Member], bool]
RULES: tuple[Rule, ...] = (undertaking, facility, organized, work, listed)


def neighbour(line: Line, member: Member) -> bool:
    """A thing in a list that are mostly projects: `青石岭高速、内环高速`."""
    if member.kind == "generic":
        return _grade(line, member) >= COMMON and not identity.programme(member.name)
    if member.kind == "soft":
        return _grade(line, member) >= RARE
    return member.kind in ("facility", "institution") and _words(line, member) > 1
