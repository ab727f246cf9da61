"""Profiles of firms: sentences that tell the figures of one company, whose name the first of them begins with.

`瑞岭药业有限公司，注册资金3000万元。公司占地面积120亩，员工70人。`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.observation.discourse import Subject
from kg.extract.segment.split import behind_number
from kg.text.line import Line
from kg.text.spans import Found

_TELLS = tuple("该公司 公司 ， （ 是 位于 坐落 成立 始建 创建 建于 现有 拥有 占地 注册 总部".split())
# What tells of a company wherever its name stands in the first clause: 据悉，|瑞岭塑业有限公司|落户岚山.
_PROFILES = tuple("位于 坐落 成立 落户 始建 创建 建于 占地 注册".split())
_FARTHEST = 24
_DATED = re.compile("(?:19|20)[0-9]{2}年[，,]?")
_GOES_ON = tuple("公司 企业 厂区 集团 该公司 该企业 本公司 现有 占地 注册 拥有 年产 实现".split())
_FIGURES = tuple(
    "注册资金 注册资本 占地面积 建筑面积 员工 职工 工人 人员 产值 收入 利税 税收 纳税 利润 资产 品种 剂型 文号 专利 "
    "专利产品 新药 生产线 储量 含量 产量 产能 能力 厂房 车间".split()
)
_LONGEST_FIGURE = 12


def firm_told(line: Line, organizations: Sequence[Found], before: str) -> str:
    """The company whose profile a sentence begins, or the one before where the sentence goes on about it."""
    begin = behind_number(line.text)
    for item in organizations:
        if item.type != "company" or item.start > _FARTHEST:
            continue
        opens = item.start == begin and line.text.startswith(_TELLS, item.end)
        told = line.text.startswith(_PROFILES, item.end) and not any(map(str.isdigit, line.text[begin : item.start]))
        if opens or told:
            return line.text[item.start : item.end]
    year = _DATED.match(line.text)
    return before if before and line.text.startswith(_GOES_ON, year.end() if year else 0) else ""


def of_firm(chosen: Subject, firm: str) -> Subject:
    """A figure that any firm has, with the name of the firm that it is told of."""
    if not firm or firm in chosen.name or not _is_figure(chosen.name):
        return chosen
    return replace(chosen, name=firm + chosen.name.removeprefix("公司").removeprefix("企业"))


def _is_figure(name: str) -> bool:
    return len(name) <= _LONGEST_FIGURE and name.endswith(_FIGURES)
