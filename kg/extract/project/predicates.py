"""Predicates of projects: what the words behind a name tell of its stage, size or seat, and where they end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from kg.extract.project import names
from kg.extract.project.stage import StageWord
from kg.extract.project.stretches import outside_marks
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found, past

_JOINS = ("、", "和", "与", "及", "以及", "并", "暨")
_PROGRESS = re.compile(
    "取得[^，。；、]{0,8}?(?:进展|成果|成效|突破)|进入[^，。；、]{0,8}阶段|进展[^，。；、]{0,3}|正常推进|蓄势待发|如火如荼"
    "|完成(?:[^，。；、0-9]{0,6}投资|总?工程量|工程总量|[^，。；、0-9]{0,4}进度|[0-9.]{1,5}[%％])|(?:十分|非常|比较)?顺利$"
)
# One of these stands in whatever tells of progress, and in whatever presents a project.
OF_PROGRESS = ("进展", "成果", "成效", "突破", "阶段", "推进", "蓄势", "如火", "完成", "顺利")
PRESENTING = ("投资", "占地", "用地", "面积", "全长", "位于", "坐落", "选址", "由")
_INCLUDED = re.compile(
    "(?:纳入|列入|入选)[^，。；、]{0,20}(?:规划|计划|盘子|清单|专项|布局|项目库?)|获得?[^，。；、]{0,8}(?:批复|批准|核准|立项)"
)
# What may stand between a predicate and the end of its clause: 建设进度, 前期工作, 落地见效.
_AFTERMATH = re.compile(
    "(?:各项|相关|全部|主体|的)?(?:工作|进度|步伐|任务|进程|速度|准备|力度|手续|等|提速|见效|生效|实施|推进|达效|收尾|阶段|了|改造)"
)
# The stage words of a clause by where they begin.
Said = Mapping[int, StageWord]
AIMED = ("力争", "争取", "确保", "力促", "尽快", "早日", "尽早", "预计", "有望", "计划", "将", "拟")


def aim_alone(line: Line, said: Said, start: int, end: int) -> tuple[StageWord, ...]:
    """The stage words of a clause that says no more than what the project before it is to reach (力争年内投产)."""
    if not line.text.startswith(AIMED, start, end):
        return ()
    return stages_alone(line, said, start, end)


def _included(text: str, at: int, end: int) -> StageWord | None:
    """A predicate of approval with words in between: 纳入国家水网规划, 获得省水利厅批复."""
    found = _INCLUDED.match(text, at, end)
    return StageWord(at, found.end(), found.group(), (("after", "approved"),)) if found else None


LONGEST_AIM = 40
# What tells of a project how large it is (before an amount), where, by whom, and no stage.
MEASURING = re.compile(
    "(?:项目|工程|该项目|该工程)?(?:(?:计划|估算|概算|预计)?总?投资(?:额|约|超|达|近|为|总额|概算)*|"
    "(?:规划|总|计划)?(?:占地|用地)(?:面积)?约?|总?建筑面积约?|(?:线路|道路|公路|大桥|隧道)?全长约?)"
)
_SITING = re.compile(
    "(?:项目|工程|该项目|该工程)?(?:(?:位于|坐落于|选址[于在])(?![^，。；]*的[^，。；]{2})|由[^，。；]{2,24}(?:投资|承建|建设|实施))"
)
NO_STAGE: tuple[tuple[Literal["after"], Literal["none"]], ...] = (("after", "none"),)
BEING_MADE: tuple[tuple[Literal["after"], Literal["building"]], ...] = (("after", "building"),)


def presents_project(line: Line, at: int, end: int) -> bool:
    """Whether a stretch begins with words that present a project: how large it is, where, by whom."""
    measured = MEASURING.match(line.text, at, end)
    sized = measured is not None and measured.end() < end and line.tells_amount(measured.end())
    return sized or _SITING.match(line.text, at, end) is not None


def stages_alone(line: Line, said: Said, start: int, end: int) -> tuple[StageWord, ...]:
    """The stage words of a clause that says nothing else: 今年3月开工."""
    at = start
    found: list[StageWord] = []
    while at < end:
        if begun := begun_from(line, said, at, end):
            return (*found, begun)
        word = said.get(at) or _included(line.text, at, end)
        if word is not None:
            found.append(word)
        step = word.end if word else max(names.strip_left(line, at, end, 1), _skip(line, at, end))
        if step == at:
            return ()
        at = step
    return tuple(found)


@cache
def predicate_words() -> frozenset[str]:
    return lexicon.words("project", "predicate", "standing")


_LED_UP_TO = ("目前", "现已", "现", "已经", "已", "正在", "正", "累计", "全面")


def begun_from(line: Line, said: Said, at: int, end: int) -> StageWord | None:
    """A predicate that tells how far a thing has come: 已完成投资2亿元."""
    begins = past(line.text, at, end, _LED_UP_TO)
    word = said.get(begins)
    found = _PROGRESS.match(line.text, begins, end) if word is None or word.text == "完成" else None
    if found and not outside_marks(line.text, 0, at):
        return None
    return StageWord(at, found.end(), found.group(), BEING_MADE) if found else None


GENERIC = ("项目", "工程")


def aftermath_of(line: Line, said: Said, at: int, end: int) -> tuple[int, tuple[StageWord, ...]]:
    """Stage words in a predicate that begins with a general verb: 进入大规模施工阶段."""
    stop = line.text.find("、", at, end)
    stop = end if stop < 0 else stop
    after = [word for word in said.values() if at <= word.start and word.end <= stop]
    if part := _part_done(line, after, at, stop):
        after = [part]
    if line.text.startswith("进入", at) and not _PROGRESS.match(line.text, at, stop):
        after = []
    if included := _included(line.text, at, stop):
        after.append(included)
    if found := _PROGRESS.match(line.text, at, stop):
        after.append(StageWord(at, found.end(), found.group(), (("after", "building"),)))
    return stop, tuple(after)


# What is done when a part of a thing is made: 完成厂房|建设.
_WORKS = ("建设", "施工")


def _part_done(line: Line, after: Sequence[StageWord], at: int, stop: int) -> StageWord | None:
    """What is told of a project of which a part is done: A完成路基工程 is being built, A完成综合提升 is done."""
    if not after or after[0].text != "完成" or after[0].start != at:
        return None
    rest = line.text[after[0].end : stop]
    whole = after[1:] and not (rest.endswith(_WORKS) and rest not in _WORKS)
    if whole or not rest or names.head(rest).kind == "action":
        return None
    return StageWord(at, stop, line.text[at:stop], (("after", "building"),))


def predicate_from(line: Line, said: Said, word: StageWord, end: int) -> tuple[tuple[StageWord, ...], int] | None:
    """(stage words, end) of the predicate that begins with `word`, or None where it is part of a name."""
    if not _may_predicate(line, word):
        return None
    after, at = [word], word.end
    while (
        (at := _next_stage(line, said, _skip(line, at, end), end)) < end
        and line.text[at] not in "（("
        and not line.text.startswith(_JOINS, at)
    ):
        following = said.get(at)
        if following is not None and following.uses[0][0] != "weak":
            after.append(following)
            at = following.end
        elif found := _PROGRESS.match(line.text, at, end):
            return (*after, StageWord(at, found.end(), found.group(), (("after", "building"),))), found.end()
        else:
            return (tuple(after), end) if line.at(at) in predicate_words() else None
    return tuple(after), at


def _next_stage(line: Line, said: Said, at: int, end: int) -> int:
    """Past the mark before a further stage of the same project: 当年签约、当年开工、当年投产."""
    if not line.text.startswith("、", at):
        return at
    following = _skip(line, at + 1, end)
    word = said.get(following)
    if word is None or all(use != "after" for use, _ in word.uses):
        return at
    stop = _skip(line, word.end, end)
    return following if stop == end or line.text[stop] == "、" else at


def _may_predicate(line: Line, word: StageWord) -> bool:
    """Whether a stage word can be said of what stands before it, outside quotations."""
    if not any(use == "after" for use, _ in word.uses) or not outside_marks(line.text, 0, word.start):
        return False
    return names.head(word.text).kind != "action" or _done_to(line, word)


def _done_to(line: Line, word: StageWord) -> bool:
    """Whether a word of work is a predicate after all: 完成扩建, 30个项目续建."""
    return word.text.startswith("完成") or line.text[: word.start].endswith(("项目", "工程"))


def _skip(line: Line, at: int, end: int) -> int:
    """Past adverbs, times, places and words that close a predicate."""
    while at < end:
        step = at
        if (found := _AFTERMATH.match(line.text, at, end)) or (found := names.TIME.match(line.text, at, end)):
            step = found.end()
        else:
            step = max(
                (name.end for name in line.names if name.start == at and _ends(line, name, end)),
                default=at,
            )
            if step == at and line.at(at) not in predicate_words() and not line.text.startswith(("的", *_JOINS), at):
                step = names.strip_left(line, at, end, 1)
        if step == at:
            return at
        at = step
    return at


def _ends(line: Line, name: Found, end: int) -> bool:
    return name.type in _SEATS and (name.end == end or line.text.startswith("、", name.end))


# Where a project comes to: 甲项目落户|乙工业园.
_SEATS = ("admin", "zone", "region")
