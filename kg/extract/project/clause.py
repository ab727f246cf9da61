"""Clauses as the grammar of projects sees them: verbs, a stretch of names, a predicate.

`加快推进A、B建设` has 加快推进 before and 建设 after the stretch `A、B`; `A竣工投产、B开工` is two phrases in one
clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.extract.project import names
from kg.extract.project.predicates import (
    AIMED,
    BEING_MADE,
    GENERIC,
    LONGEST_AIM,
    MEASURING,
    NO_STAGE,
    OF_PROGRESS,
    PRESENTING,
    Said,
    aftermath_of,
    aim_alone,
    begun_from,
    predicate_from,
    predicate_words,
    presents_project,
    stages_alone,
)
from kg.extract.project.sorts import RUNNING_ON, aimed_at, behind_opening, goes_on, sorting
from kg.extract.project.stage import StageWord
from kg.extract.project.stage import said as stage_words
from kg.extract.project.stretches import clauses, outside_marks
from kg.extract.project.verbs import (
    actor_only,
    acts_itself,
    begins_object,
    general_verbs,
    manner_before,
    opens_name,
    past_general_verb,
    subject_only,
)
from kg.text.line import Line
from kg.text.tokens import Token


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch that may hold names of projects, between the stage words `before` and `after` it.

    `first`, `last` bound the words of the phrase, verbs and predicate included.
    """

    start: int
    end: int
    before: tuple[StageWord, ...]
    after: tuple[StageWord, ...]
    first: int
    last: int

    @property
    def silent(self) -> bool:
        """Whether no verb of its own tells of it, only the sort of projects that its sentence lists."""
        return all(word.uses[0][0] == "sort" for word in self.before)

    @property
    def sorted_before(self) -> bool:
        """Whether a sentence before it says of which sort it is."""
        return any(word.start < 0 for word in self.before)

    @property
    def presented(self) -> bool:
        """Whether its predicate tells how large it is or where, as that of a project does: A项目总投资12亿元."""
        return bool(self.after) and self.after[0].uses == NO_STAGE


def phrases(line: Line, inherited_sort: tuple[StageWord, ...] = ()) -> Iterator[Phrase]:
    """The phrases of a sentence, in order; what it goes on to list is of the stage of `inherited_sort`."""
    found = stage_words(line.text, line.bounds)
    starts = [word.start for word in found]
    before: tuple[StageWord, ...] = ()
    waiting: list[Phrase] = []
    opened: re.Match[str] | None = None
    sort = inherited_sort if goes_on(line) else ()
    for start, end in clauses(line.text):
        words = found[bisect_left(starts, start) : bisect_left(starts, end)]
        here = {word.start: word for word in words if word.end <= end}
        waiting, is_told = _told_of(line, waiting, here, start, end)
        if is_told:
            continue
        yield from waiting
        inherited = before if opened or RUNNING_ON.match(line.text, start, end) else ()
        sort = sorting(line, words, end) or aimed_at(line, words, start, end) or sort
        own = list(_phrases(line, here, start, end, inherited))
        opened = RUNNING_ON.fullmatch(line.text, start, end)
        before = before if opened else own[-1].before if own else inherited
        waiting = [_sorted(phrase, sort) for phrase in own if phrase.end > phrase.start]
    yield from waiting


def told_of(line: Line, start: int, end: int, known: Sequence[Phrase] = ()) -> Phrase:
    """The phrase around a name that was found otherwise: the verbs before it in its clause, the predicate behind it.

    Where these say nothing, what is told of the phrase among those `known` in which it stands.
    """
    own = _told_in_clause(line, start, end)
    around = next((each for each in known if each.first <= start and end <= max(each.end, each.last)), None)
    if own.before or own.after or around is None:
        return own
    after = tuple(word for word in around.after if word.start >= end)
    return replace(own, before=around.before, after=after, last=max(own.last, around.last) if after else own.last)


def _told_in_clause(line: Line, start: int, end: int) -> Phrase:
    first, last = next(((a, b) for a, b in clauses(line.text) if a <= start < b), (start, end))
    last = max(last, end)
    said = [word for word in stage_words(line.text, line.bounds) if first <= word.start and word.end <= last]
    before = tuple(word for word in said if word.end <= start and not word.only_after)[-1:]
    here = {word.start: word for word in said}
    for word in said:
        if word.start >= end and (rest := predicate_from(line, here, word, last)):
            return Phrase(start, end, before, rest[0], first, max(rest[1], end))
    return Phrase(start, end, before, (), first, last)


def _sorted(phrase: Phrase, sort: tuple[StageWord, ...]) -> Phrase:
    """A phrase of which no stage is said, or only that it is seen to (抓好A), is of the sort that is told."""
    seen_to = all(word.uses[0][0] == "soft" for word in phrase.before)
    silent = seen_to and all(word.uses == NO_STAGE for word in phrase.after)
    later = bool(sort) and sort[0].start < phrase.first
    return replace(phrase, before=sort) if silent and later else phrase


def _told_of(line: Line, waiting: list[Phrase], said: Said, start: int, end: int) -> tuple[list[Phrase], bool]:
    """The phrases before a clause with what it tells of their projects, and whether it tells of nothing else."""
    if aim := aim_alone(line, said, start, end):
        return [_with_aim(line, phrase, aim, end) for phrase in waiting], True
    presents = presents_project(line, start, end)
    if presents:
        waiting = [_if_bare(line, phrase, start) for phrase in waiting]
    if not waiting or not all(phrase.presented for phrase in waiting):
        return waiting, False
    stages = stages_alone(line, said, start, end)
    if not (stages or presents):
        return waiting, False
    return [replace(phrase, after=(*phrase.after, *stages), last=end) for phrase in waiting], True


def _with_aim(line: Line, phrase: Phrase, aim: tuple[StageWord, ...], end: int) -> Phrase:
    """A phrase and what the clause behind it aims at; nothing where it is going on or nothing is said of it."""
    told = phrase.before or phrase.after
    return replace(phrase, after=(*phrase.after, *aim), last=end) if told and not _going_on(line, phrase) else phrase


def _going_on(line: Line, phrase: Phrase) -> bool:
    """Whether a predicate says which stage has been reached: A正在加紧建设, B已开工."""
    reached = phrase.after and not phrase.presented
    return bool(reached and any(word in line.text[phrase.end - 2 : phrase.last] for word in _REACHED))


_REACHED = ("正在", "正加", "正抓", "已经", "已建", "已开", "已投", "已启", "已竣", "已完", "已通", "已获")


def _if_bare(line: Line, phrase: Phrase, at: int) -> Phrase:
    """A name of a project that stands alone, and that the clause behind it presents: A项目，总投资12亿元."""
    alone = not phrase.before and not phrase.after and phrase.end == phrase.last
    if not alone or not line.text.endswith(GENERIC, phrase.start, phrase.end):
        return phrase
    return replace(phrase, after=(StageWord(at, at, "", NO_STAGE),))


def _phrases(line: Line, said: Said, start: int, end: int, inherited: tuple[StageWord, ...]) -> Iterator[Phrase]:
    before, at = inherited, _setting_out(line, start, end)
    while at < end:
        first = at
        at, verbs = _lead(line, said, at, end)
        before = verbs or before
        if at >= end:
            if verbs:
                yield Phrase(at, at, before, (), first, at)
            return
        stop, after, resume = _content(line, said, at, end)
        yield Phrase(at, stop, before, after, first, resume)
        at = max(resume, at + 1)


# Where something is being made: X项目施工|现场; no meeting there.
_SCENES = ("现场", "工地", "施工点", "一线")
_SCENE = re.compile(f"(?:施工|建设)?(?:{'|'.join(_SCENES)})(?!会|推进|办公|观摩|签约|教学|直播|招聘|服务)")
# What is done by who goes there: 观摩团先后到甲项目、乙项目|进行实地观摩.
_VISITING = ("观摩", "调研", "考察", "视察", "察看", "查看")
_VISITS = tuple(way + visit for way in ("进行实地", "进行", "实地", "") for visit in _VISITING)
_GOING_THERE = ("在", "到", "来到", "走进", "走入", "深入", "前往", "赶赴", "赶到", "抵达")


def _setting_out(line: Line, start: int, end: int) -> int:
    """Where a clause begins to name things: behind what opens a list, behind who goes to a scene (县长来到|A现场)."""
    opened = behind_opening(line.text, start, end)
    start = opened if opened in line.bounds and opened > start else start
    scene = _SCENE.search(line.text, start, end)
    if not scene and not line.text.endswith(_VISITING, start, end):
        return start
    visit = next((end - len(word) for word in _VISITS if line.text.endswith(word, start, end)), start)
    there = scene.start() if scene else visit
    going = (token.end for token in line.within(start, there) if token.text in _GOING_THERE)
    return next(going, start)


def _lead(line: Line, said: Said, start: int, end: int) -> tuple[int, tuple[StageWord, ...]]:
    """Where the stretch begins behind adverbs and verbs, and the stage words among them."""
    at, verbs = start, []
    while at < end:
        word = said.get(at)
        if word is not None and not word.only_after and not opens_name(line, word, end):
            verbs.append(word)
            at = word.end
        elif (step := max(names.strip_left(line, at, end, 1), past_general_verb(line, at, end))) > at:
            at = step
        else:
            break
    return at, tuple(verbs)


_Ending = tuple[int, tuple[StageWord, ...], int]
_Rule = Callable[[Line, Said, int, Token, int], _Ending | None]


def _content(line: Line, said: Said, start: int, end: int) -> _Ending:
    """(end of the stretch, stage words of its predicate, where the next phrase begins)."""
    text = line.text[start:end]
    rules = [rule for rule, needed in _ENDINGS if not needed or any(map(text.__contains__, needed))]
    for token in line.within(start, end):
        for rule in rules:
            if (token.start > start or rule is _presentation) and (found := rule(line, said, start, token, end)):
                return found
    return end, (), end


def _aim(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """A水库|力争年内竣工."""
    aim = aim_alone(line, said, token.start, end) if end - token.start < LONGEST_AIM else ()
    return (token.start, aim, end) if aim else None


def _scene(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """X项目|施工现场."""
    scene = _SCENE.match(line.text, token.start, end)
    made = (StageWord(token.start, scene.end(), scene.group(), BEING_MADE),) if scene else ()
    return (token.start, made, scene.end()) if scene else None


def _visit(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """甲项目、乙项目|进行实地观摩."""
    return (token.start, (), end) if line.text[token.start : end] in _VISITS else None


def _progress(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """甲项目|已完成投资2亿元、乙项目…."""
    begun = begun_from(line, said, token.start, end)
    following = line.text.find("、", begun.end, end) if begun else -1
    return (token.start, (begun,), end if following < 0 else following) if begun else None


def _presentation(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """甲项目|总投资3亿元."""
    at = _presented(line, start, token, end)
    return (at, (StageWord(at, token.end, line.text[at : token.end], NO_STAGE),), end) if at else None


_CONTRACTS = ("合同", "协议")


def _contract(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """甲县与乙公司签订的丙项目|合同书."""
    at = token.start
    signed = _is_contract(line, start, at, end)
    return (at, (StageWord(at, end, line.text[at:end], _SIGNED),), end) if signed else None


def _predicate(line: Line, said: Said, start: int, token: Token, end: int) -> _Ending | None:
    """甲项目|开工; behind who acts alone the stretch begins anew: 甲县|启动乙项目."""
    word = said.get(token.start)
    if word is None and token.text in general_verbs() and actor_only(line, start, token.start):
        return start, (), token.start
    if word is not None and (_is_attribute(line, start, word) or _names_kind(line, start, word, end)):
        return None
    parted = _parted(line, said, word, start, end) if word is not None else None
    if parted or token.text not in predicate_words() or not outside_marks(line.text, start, token.start):
        return parted
    if word is not None and acts_itself(line, start, word):
        return start, (), word.start
    stop, after = aftermath_of(line, said, token.start, end)
    return token.start, after, stop


# What ends a stretch, each with words of which one stands in a stretch that it ends; `_predicate` may end any.
_ENDINGS: tuple[tuple[_Rule, tuple[str, ...]], ...] = (
    (_aim, AIMED),
    (_scene, _SCENES),
    (_visit, _VISITING),
    (_progress, OF_PROGRESS),
    (_presentation, PRESENTING),
    (_contract, _CONTRACTS),
    (_predicate, ()),
)
_SIGNED: tuple[tuple[Literal["after"], Literal["approved"]], ...] = (("after", "approved"),)
_LONGEST_CONTRACT = 10


def _is_contract(line: Line, start: int, at: int, end: int) -> bool:
    """Whether the contract of a project follows its name: 甲县与乙公司签订的丙项目|合同书."""
    signed = line.text[at:end].removesuffix("书").endswith(_CONTRACTS)
    return signed and end - at <= _LONGEST_CONTRACT and line.text.endswith(GENERIC, start, at)


def _is_attribute(line: Line, start: int, word: StageWord) -> bool:
    """Whether a stage word only says which projects those of a list are: 等3个拟|开工|项目."""
    etc = line.text.rfind("等", max(start, word.start - _LONGEST_COUNT), word.start)
    return etc > start and line.text.startswith(GENERIC, word.end) and "、" not in line.text[etc : word.start]


def _names_kind(line: Line, start: int, word: StageWord, end: int) -> bool:
    """Whether a stage word only says what is done in the project that a stretch names: 甲公司|建设|项目总投资."""
    if word.only_after or not line.text.startswith(GENERIC, word.end):
        return False
    named = any(start <= name.start and name.end == word.start for name in line.names)
    behind = word.end + 2
    return named and (
        behind == end or behind not in line.bounds or line.text[behind] in "、和" or presents_project(line, behind, end)
    )


# Behind 等, before what sort of projects it is.
_LONGEST_COUNT = 8


def _parted(
    line: Line, said: Said, word: StageWord, start: int, end: int
) -> tuple[int, tuple[StageWord, ...], int] | None:
    """Where a stage word ends the stretch before it: as its predicate, or as a verb with an object of its own."""
    if manner_before(line, start, word, end):
        return word.start, (), word.start
    if rest := predicate_from(line, said, word, end):
        return word.start, rest[0], rest[1]
    if word.end < end and word.end not in said and subject_only(line, start, word):
        return start, (), word.start
    return (word.start, (), word.start) if begins_object(line, word, end) else None


def _presented(line: Line, start: int, token: Token, end: int) -> int:
    """Where a predicate begins that presents a project; 项目总投资 may be one word. 0 where none does."""
    for at in (token.start + 2, token.start):
        if start < at < token.end and presents_project(line, at, end):
            called = line.text.endswith(GENERIC, start, at)
            if called or (MEASURING.match(line.text, at, end) and names.head(line.text[start:at]).kind in _BUILT):
                return at
    return 0


_BUILT = ("facility", "institution", "road", "phase")
