"""Members of a list that share a beginning and an end around their numbers: 地铁3、5号线, 产业园一期、二期."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from kg.extract.project.member import Member

_NUMBER = "[0-9０-９]{1,3}|[一二三四五六七八九十]{1,2}"
_NUMERALS = "0123456789０１２３４５６７８９一二三四五六七八九十"
_ROADS = ("国道", "省道", "县道", "乡道")
_NUMBERED = re.compile(
    f"(?P<front>.{{0,40}}?)(?P<number>{_NUMBER})(?P<back>(?:期|号线|号|线|标段|#|{'|'.join(_ROADS)}).{{0,40}})?$"
)


def restore_numbers(listed: list[Member]) -> list[Member]:
    """轨道2、5、9号线: every number with the beginning of the first and the end of the last."""
    made: list[Member] = []
    index = 0
    while index < len(listed):
        run = _run_of_phases(listed, index) or _run(listed, index)
        made += run
        index += len(run)
    return made


def _run_of_phases(listed: list[Member], index: int) -> list[Member]:
    """核电1号、2号机组, 产业园一期、二期: each has its number, and all share the beginning and the end."""
    opening = _PHASE_LAST.match(listed[index].name)
    if opening is None:
        return []
    others = [
        re.match(f"(?P<number>(?:{_NUMBER}){opening['unit']})(?P<back>.{{0,20}})$", item.name)
        for item in listed[index + 1 :]
    ]
    run = list(takewhile(bool, others))
    if not run:
        return []
    back = run[-1]["back"] if run[-1] else ""
    numbers = [opening["number"], *(each["number"] for each in run if each)]
    return [
        replace(item, name=f"{opening['front']}{number}{back}", rule="shared-number")
        for item, number in zip(listed[index:], numbers, strict=False)
    ]


_PHASE_LAST = re.compile(f"(?P<front>.{{2,40}}?)(?P<number>(?:{_NUMBER})(?P<unit>号|期))$")


def _run(listed: list[Member], index: int) -> list[Member]:
    """The members from `index` on that share a beginning and an end around their numbers, or the one member there."""
    name = listed[index].name
    front = name.rstrip(_NUMERALS)
    if front == name:
        return [listed[index]]
    numbers, back = [name[len(front) :]], ""
    for item in listed[index + 1 :]:
        number = _NUMBERED.match(item.name)
        if number is None or number["front"]:
            break
        numbers.append(number["number"])
        back = number["back"] or ""
    if len(numbers) == 1 or not (back or front.endswith(_ROADS)):
        return [listed[index]]
    return [
        replace(item, name=f"{front}{number}{back}", rule="shared-number")
        for item, number in zip(listed[index:], numbers, strict=False)
    ]


_NETWORKS = ("地铁", "轨道交通", "轨道", "城轨", "轻轨")


def restore_lines(listed: list[Member]) -> list[Member]:
    """地铁4号线二期、7号线一期: the first names the network, the others only their number."""
    network = next((word for word in _NETWORKS if listed and listed[0].name.startswith(word)), "")
    if not network or "号线" not in listed[0].name:
        return listed
    return [
        replace(member, name=network + member.name, rule="shared-beginning")
        if member.name[:1].isdigit() and "号线" in member.name
        else member
        for member in listed
    ]
