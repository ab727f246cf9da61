"""Clauses as the grammar of projects sees them: verbs, a stretch of names, a predicate.

`加快推进A、B建设` has 加快推进 before and 建设 after the stretch `A、B`; `A竣工投产、B开工` is two phrases in one
clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from kg.extract.project import names
from kg.extract.project.stage import StageWord
from kg.extract.project.stage import words as stage_words
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found
from kg.text.tokens import Token
from kg.text.unit import Quantity

_OPEN, _CLOSE = "“（(《「〔[", "”）)》」〕]"
_BREAKS = frozenset("，。；：！？…,;:!?—■△")
# What opens a list of which the words before it tell.
_OPENS_LIST = (
    "分别[是为]|(?:其中|主要)?(?:包括|涵盖|包含)|其中(?=[，,：:])|主要[是有]|[既又更还仍]有|即(?!将|可)|是指"
    "|(?:其中)?[0-9]{1,4}[个项][^，。；、0-9]{0,12}(?:项目|工程)中"
)
_JOINS = ("、", "和", "与", "及", "以及", "并", "暨")
_RUNNING_ON = re.compile("以及|和|及|与|并(?=[^轨网])|" + _OPENS_LIST)
_LIST_OPENED = re.compile(_OPENS_LIST)
_PROGRESS = re.compile(
    "取得[^，。；、]{0,8}?(?:进展|成果|成效|突破)|进入[^，。；、]{0,8}阶段|进展[^，。；、]{0,3}|正常推进|蓄势待发|如火如荼"
    "|完成(?:[^，。；、0-9]{0,6}投资|总?工程量|工程总量|[^，。；、0-9]{0,4}进度|[0-9.]{1,5}[%％])|(?:十分|非常|比较)?顺利$"
)
# What is done about a thing on paper: 完成方案设计, 正在挂网招标.
_ON_PAPER = re.compile(
    "(?:(?:完成|通过|启动|开展|进行|进入)[^，。；、]{0,10}?|挂网|公开|组织)?"
    "(?:设计|评审|可研|招标|招投标|比选|选址|立项|审查|勘察|地勘|预审|环评|方案)(?!院)"
)
_INCLUDED = re.compile(
    "(?:纳入|列入|入选)[^，。；、]{0,20}(?:规划|计划|盘子|清单|专项|布局|项目库?)|获得?[^，。；、]{0,8}(?:批复|批准|核准|立项)"
)
# What may stand between a predicate and the end of its clause: 建设进度, 前期工作, 落地见效.
_AFTERMATH = re.compile(
    "(?:各项|相关|全部|主体|的)?(?:工作|进度|步伐|任务|进程|速度|准备|力度|手续|等|提速|见效|生效|实施|推进|达效|收尾|阶段|了|改造)"
)


# The stage words of a clause by where they begin.
Said = Mapping[int, StageWord]


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
    def presented(self) -> bool:
        """Whether its predicate tells how large it is or where, as that of a project does: A项目总投资12亿元."""
        return bool(self.after) and self.after[0].uses == _NO_STAGE


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
        inherited = before if opened or _RUNNING_ON.match(line.text, start, end) else ()
        sort = sorting(line, words, end) or sort
        own = list(_phrases(line, here, start, end, inherited))
        opened = _RUNNING_ON.fullmatch(line.text, start, end) or _ONE_BY_ONE.fullmatch(line.text, start, end)
        before = before if opened else own[-1].before if own else inherited
        waiting = [_sorted(phrase, sort) for phrase in own if phrase.end > phrase.start]
    yield from waiting


def sorting(line: Line, words: Iterable[StageWord], end: int) -> tuple[StageWord, ...]:
    """Of which stage the projects are that a clause begins to tell of: 集中开工项目5个, 在建的项目有."""
    for word in words:
        rank, stage = word.stage(before=False)
        if stage != "none" and rank >= 0 and _SORTED.match(line.text, word.end, end):
            return (StageWord(word.start, word.end, word.text, (("sort", stage),)),)
    return ()


def is_name_alone(line: Line) -> bool:
    """Whether a sentence is one name and nothing else, as in a list of which every line is one."""
    marks = [mark.start() for mark in _MARKS.finditer(line.text) if line.text[mark.start()] in _BREAKS]
    return not marks and len(line.text) <= _LONGEST_NAME and names.head(line.text).kind != "none"


def goes_on(line: Line) -> bool:
    """Whether a sentence goes on to list what was told of before: a name alone, or 其中，产业类6项。"""
    return is_name_alone(line) or _LIST_OPENED.match(line.text) is not None


def last_sort(line: Line) -> tuple[StageWord, ...]:
    """Of which stage the projects are that the next sentence may list: 全县集中开工项目5个。|其中A项目…."""
    found = stage_words(line.text, line.bounds)
    sorts = [
        sorting(line, (word for word in found if start <= word.start < end), end) for start, end in clauses(line.text)
    ]
    last = next((sort for sort in reversed(sorts) if sort), ()) or _many(line, found)
    return tuple(replace(word, start=-1, end=-1) for word in last)


def _many(line: Line, found: Sequence[StageWord]) -> tuple[StageWord, ...]:
    """Of which stage the many projects are that a sentence ends with: 还将开工建设甲等一大批重点工程。"""
    start, end = max(clauses(line.text), default=(0, 0))
    if not line.text.endswith(_GENERIC, start, end):
        return ()
    for word in found:
        rank, stage = word.stage(before=True)
        if start <= word.start and word.end < end and rank == 2:
            return (StageWord(word.start, word.end, word.text, (("sort", stage),)),)
    return ()


def _sorted(phrase: Phrase, sort: tuple[StageWord, ...]) -> Phrase:
    """A phrase of which no stage is said is of the sort that its sentence tells of."""
    silent = not phrase.before and all(word.uses == _NO_STAGE for word in phrase.after)
    later = bool(sort) and sort[0].start < phrase.first
    return replace(phrase, before=sort) if silent and later else phrase


# What is told of projects by their stage, so many of them or as those that follow.
_SORTED = re.compile(
    "(?:[^，。；、0-9]{0,4}的)?(?:[0-9]{1,4}[个项])?(?:[^，。；、0-9的]{0,6})?(?:项目|工程)(?:共|共有|累计|中)?"
    "(?:[0-9]{1,4}|[，,：:]|有|都有|涵盖|包括|分别|主要|$)"
)


def _told_of(line: Line, waiting: list[Phrase], said: Said, start: int, end: int) -> tuple[list[Phrase], bool]:
    """The phrases before a clause with what it tells of their projects, and whether it tells of nothing else."""
    if aim := _aim(line, said, start, end):
        return [_with_aim(line, phrase, aim, end) for phrase in waiting], True
    presents = _presents(line, start, end)
    if presents:
        waiting = [_if_bare(line, phrase, start) for phrase in waiting]
    if not waiting or not all(phrase.presented for phrase in waiting):
        return waiting, False
    stages = _stages_alone(line, said, start, end)
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
    return bool(reached and _REACHED.search(line.text, phrase.end - 2, phrase.last))


_REACHED = re.compile("正在|正(?=[加抓紧])|已(?:经|全部|全面|正式)?(?=[建开投启竣完通获])")


_AIMED = re.compile("(?:力争|争取|确保|力促|尽快|早日|尽早|预计|有望|计划|将|拟)")


def _aim(line: Line, said: Said, start: int, end: int) -> tuple[StageWord, ...]:
    """The stage words of a clause that says no more than what the project before it is to reach (力争年内投产)."""
    if not _AIMED.match(line.text, start, end):
        return ()
    return _stages_alone(line, said, start, end)


def _included(text: str, at: int, end: int) -> StageWord | None:
    """A predicate of approval with words in between: 纳入国家水网规划, 获得省水利厅批复."""
    found = _INCLUDED.match(text, at, end)
    return StageWord(at, found.end(), found.group(), (("after", "approved"),)) if found else None


_LONGEST_AIM = 40

# What tells of a project how large it is (before an amount), where, by whom, and no stage.
_MEASURING = re.compile(
    "(?:项目|工程|该项目|该工程)?(?:(?:计划|估算|概算|预计)?总?投资(?:额|约|超|达|近|为|总额|概算)*|"
    "(?:规划|总|计划)?(?:占地|用地)(?:面积)?约?|总?建筑面积约?|(?:线路|道路|公路|大桥|隧道)?全长约?)"
)
_SITING = re.compile(
    "(?:项目|工程|该项目|该工程)?(?:(?:位于|坐落于|选址[于在])(?![^，。；]*的[^，。；]{2})|由[^，。；]{2,24}(?:投资|承建|建设|实施))"
)
_NO_STAGE: tuple[tuple[Literal["after"], Literal["none"]], ...] = (("after", "none"),)
_PLANNED: tuple[tuple[Literal["after"], Literal["planned"]], ...] = (("after", "planned"),)
_BEING_MADE: tuple[tuple[Literal["after"], Literal["building"]], ...] = (("after", "building"),)


def _presents(line: Line, at: int, end: int) -> bool:
    """Whether a stretch begins with words that present a project: how large it is, where, by whom."""
    measured = _MEASURING.match(line.text, at, end)
    sized = measured is not None and measured.end() < end and line.tells_amount(measured.end())
    return sized or _SITING.match(line.text, at, end) is not None


def _if_bare(line: Line, phrase: Phrase, at: int) -> Phrase:
    """A name of a project that stands alone, and that the clause behind it presents: A项目，总投资12亿元."""
    alone = not phrase.before and not phrase.after and phrase.end == phrase.last
    if not alone or not line.text.endswith(_GENERIC, phrase.start, phrase.end):
        return phrase
    return replace(phrase, after=(StageWord(at, at, "", _NO_STAGE),))


def _stages_alone(line: Line, said: Said, start: int, end: int) -> tuple[StageWord, ...]:
    """The stage words of a clause that says nothing else: 今年3月开工."""
    at = start
    found: list[StageWord] = []
    while at < end:
        if begun := _begun(line, said, at, end):
            return (*found, begun)
        word = said.get(at) or _included(line.text, at, end)
        if word is not None:
            found.append(word)
        step = word.end if word else max(names.strip_left(line, at, end, 1), _skip(line, at, end))
        if step == at:
            return ()
        at = step
    return tuple(found)


# What stays open longer was never a name: a quotation of sentences, or a mark that was never closed.
_LONGEST_NAME = 60


_MARKS = re.compile(f"[{re.escape(_OPEN + _CLOSE + ''.join(sorted(_BREAKS)))}]")


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between marks that end a clause, and between what is counted (…突破|一是实施A)."""
    for start, end in _between_marks(text):
        for found in _COUNTED.finditer(text, start + 1, end):
            yield start, found.start()
            start = found.start()
        yield start, end


# One point of several: 一是, 二是; not 之一是.
_COUNTED = re.compile("(?<![之第其同统唯单])[一二三四五六七八九]是(?!否|非)")


def _between_marks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between marks that end a clause; none ends inside quotation marks, brackets or a number."""
    depth, at, opened = 0, 0, 0
    for mark in _MARKS.finditer(text):
        index, letter = mark.start(), mark.group()
        if depth and index - opened > _LONGEST_NAME:
            depth = 0
        if letter in _OPEN:
            depth, opened = depth + 1, index
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        elif letter in _BREAKS and depth == 0 and not _inside(text, index):
            if index > at:
                yield at, index
            at = index + 1
    if at < len(text):
        yield at, len(text)


def _inside(text: str, index: int) -> bool:
    """Whether a mark stands inside a number (1,200) or a name (柳塘—松园围)."""
    if text[index] in ",，:：.":
        return text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
    return text[index] == "—" and "——" not in text[max(0, index - 1) : index + 2]


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


_ONE_BY_ONE = re.compile("[^，。；、]{0,14}(?:分别[是为](?![0-9])|是指)")
# Where something is being made: X项目施工|现场; no meeting there.
_SCENE = re.compile("(?:施工|建设)?(?:现场|工地|施工点|一线)(?!会|推进|办公|观摩|签约|教学|直播|招聘|服务)")
# What is done by who goes there: 观摩团先后到甲项目、乙项目|进行实地观摩.
_VISITED = re.compile("(?:进行)?(?:实地)?(?:观摩|调研|考察|视察|察看|查看)$")
_GOING_THERE = ("在", "到", "来到", "走进", "走入", "深入", "前往", "赶赴", "赶到", "抵达")


def _setting_out(line: Line, start: int, end: int) -> int:
    """Where a clause begins to name things: behind what opens a list, behind who goes to a scene (县长来到|A现场)."""
    opened = _LIST_OPENED.match(line.text, start, end) or _ONE_BY_ONE.match(line.text, start, end)
    if opened and opened.end() in line.bounds:
        start = opened.end()
    scene = _SCENE.search(line.text, start, end) or _VISITED.search(line.text, start, end)
    if scene is None:
        return start
    going = (token.end for token in line.within(start, scene.start()) if token.text in _GOING_THERE)
    return next(going, start)


def _lead(line: Line, said: Said, start: int, end: int) -> tuple[int, tuple[StageWord, ...]]:
    """Where the stretch begins behind adverbs and verbs, and the stage words among them."""
    at, verbs = start, []
    while at < end:
        word = said.get(at)
        if word is not None and not word.only_after and not _in_name(line, word, end):
            verbs.append(word)
            at = word.end
        elif (step := max(names.strip_left(line, at, end, 1), _general_verb(line, at, end))) > at:
            at = step
        else:
            break
    return at, tuple(verbs)


def _in_name(line: Line, word: StageWord, end: int) -> bool:
    """Whether a stage word at the beginning of a stretch opens a name: 建设路, 储备库, 研究院."""
    kind = names.head(line.text[word.start : min(end, word.end + 1)])
    whole = bool(kind.word) and kind.start == len(word.text) and kind.kind in ("road", "single")
    return whole and word.end < end and word.end + 1 in line.bounds


@cache
def _verbs() -> frozenset[str]:
    return lexicon.words("project", "verb")


@cache
def _predicates() -> frozenset[str]:
    return lexicon.words("project", "predicate", "standing")


def _general_verb(line: Line, at: int, end: int) -> int:
    """The end of a verb that says nothing about a stage (完善, 依托), if one stands at `at`; else 0."""
    word = line.at(at)
    return at + len(word) if word in _verbs() and at + len(word) <= end else 0


def _content(line: Line, said: Said, start: int, end: int) -> tuple[int, tuple[StageWord, ...], int]:
    """(end of the stretch, stage words of its predicate, where the next phrase begins)."""
    for token in line.within(start, end):
        if start < token.start and end - token.start < _LONGEST_AIM and (aim := _aim(line, said, token.start, end)):
            return token.start, aim, end  # A水库力争年内竣工
        if token.start > start and (scene := _SCENE.match(line.text, token.start, end)):
            return token.start, (StageWord(token.start, scene.end(), scene.group(), _BEING_MADE),), scene.end()
        if token.start > start and _VISITED.fullmatch(line.text, token.start, end):
            return token.start, (), end
        if token.start > start and (begun := _begun(line, said, token.start, end)):
            following = line.text.find("、", begun.end, end)
            return token.start, (begun,), end if following < 0 else following
        if at := _presented(line, start, token, end):
            return at, (StageWord(at, token.end, line.text[at : token.end], _NO_STAGE),), end
        if signed := _signed(line, start, token, end):
            return signed.start, (signed,), end
        word = said.get(token.start) if token.start > start else None
        if word is None and token.start > start and token.text in _verbs() and _actor_only(line, start, token.start):
            return start, (), token.start
        if word is not None and (_is_attribute(line, start, word) or _names_kind(line, start, word, end)):
            continue
        if word is not None and (parted := _parted(line, said, word, start, end)):
            return parted
        if token.start > start and token.text in _predicates() and _outside(line.text, start, token.start):
            if word is not None and _acts(line, start, word):
                return start, (), word.start
            stop, after = _aftermath(line, said, token.start, end)
            return token.start, after, stop
    return end, (), end


# What two sides sign of a project: 甲县与乙公司签订的丙项目|合同书.
_SIGNED = re.compile("(?:投资|合作|框架|意向|战略合作)*(?:合同|协议)书?")


def _signed(line: Line, start: int, token: Token, end: int) -> StageWord | None:
    """The contract of the project before it, which is approved by it."""
    at = token.start
    if not (line.text.endswith(_GENERIC, start, at) and _SIGNED.fullmatch(line.text, at, end)):
        return None
    return StageWord(at, end, line.text[at:end], (("after", "approved"),))


_LED_UP_TO = re.compile("(?:目前|现已|现|已经|已|正在|正|累计|全面){0,3}")


def _begun(line: Line, said: Said, at: int, end: int) -> StageWord | None:
    """A predicate that tells how far a thing has come or that it is on paper yet: 已完成投资2亿元, 正在挂网招标."""
    led = _LED_UP_TO.match(line.text, at, end)
    begins = led.end() if led else at
    word = said.get(begins)
    if not _outside(line.text, 0, at) or (word is not None and word.text != "完成"):
        return None
    if found := _PROGRESS.match(line.text, begins, end):
        return StageWord(at, found.end(), found.group(), _BEING_MADE)
    found = _ON_PAPER.fullmatch(line.text, begins, end)
    return StageWord(at, end, found.group(), _PLANNED) if found and begins + 2 < end else None


def _is_attribute(line: Line, start: int, word: StageWord) -> bool:
    """Whether a stage word only says which projects those of a list are: 等3个拟|开工|项目."""
    etc = line.text.rfind("等", max(start, word.start - _LONGEST_COUNT), word.start)
    return etc > start and line.text.startswith(_GENERIC, word.end) and "、" not in line.text[etc : word.start]


def _names_kind(line: Line, start: int, word: StageWord, end: int) -> bool:
    """Whether a stage word only says what is done in the project that a stretch names: 甲公司|建设|项目总投资."""
    if word.only_after or not line.text.startswith(_GENERIC, word.end):
        return False
    named = any(start <= name.start and name.end == word.start for name in line.names)
    behind = word.end + 2
    return named and (
        behind == end or behind not in line.bounds or line.text[behind] in "、和" or _presents(line, behind, end)
    )


# Behind 等, before what sort of projects it is.
_LONGEST_COUNT = 8


def _parted(
    line: Line, said: Said, word: StageWord, start: int, end: int
) -> tuple[int, tuple[StageWord, ...], int] | None:
    """Where a stage word ends the stretch before it: as its predicate, or as a verb with an object of its own."""
    if _manner_before(line, start, word, end):
        return word.start, (), word.start
    if rest := _predicate(line, said, word, end):
        return word.start, rest[0], rest[1]
    if word.end < end and word.end not in said and _subject_only(line, start, word):
        return start, (), word.start
    return (word.start, (), word.start) if _verb_inside(line, word, end) else None


def _presented(line: Line, start: int, token: Token, end: int) -> int:
    """Where a predicate begins that presents a project; 项目总投资 may be one word. 0 where none does."""
    for at in (token.start + 2, token.start):
        if start < at < token.end and _presents(line, at, end):
            called = line.text.endswith(_GENERIC, start, at)
            if called or (_MEASURING.match(line.text, at, end) and names.head(line.text[start:at]).kind in _BUILT):
                return at
    return 0


_BUILT = ("facility", "institution", "road", "phase")
_GENERIC = ("项目", "工程")


def _subject_only(line: Line, start: int, word: StageWord) -> bool:
    """Whether only the place or body that acts stands before a verb: 甲市启动B项目."""
    return not (word.only_after or names.head(word.text).kind == "action") and _actor_only(line, start, word.start)


def _actor_only(line: Line, start: int, at: int) -> bool:
    """Whether nothing but places and bodies stands before a verb at `at`."""
    if line.text[at - 1] in "、的":
        return False
    end = names.strip_right(line, start, at)
    own = [name for name in line.names if start <= name.start and name.end <= end]
    invested = [item for item in line.quantities_within(start, end) if item.kind == "money"]
    rest = _without(line.text, [*own, *invested], start, end)
    return bool(own) and not _OF_ACTING.sub("", rest)


# What may stand among the names of who builds and where: 甲公司在乙镇|投资3亿元|建设丙项目.
_OF_ACTING = re.compile("[、和与及—在于将拟-]|计划|(?:总投资|投资)约?")


def _acts(line: Line, start: int, word: StageWord) -> bool:
    """Whether what stands before a verb is a place or body that does it, and no thing that it is done to."""
    stands = any(
        name.type in ("institution", "zone", "natural") for name in line.names if start <= name.start < word.start
    )
    return not stands and _subject_only(line, start, word)


def _without(text: str, found: Sequence[Found | Quantity], start: int, end: int) -> str:
    """`text[start:end]` with the names and amounts in it taken out."""
    inside = {at for name in found for at in range(name.start, name.end)}
    return "".join(text[at] for at in range(start, end) if at not in inside)


def _outside(text: str, start: int, at: int) -> bool:
    """Whether no quotation or bracket opened since `start` is still open at `at`."""
    near = text[max(start, at - _LONGEST_NAME) : at]
    return sum(letter in _OPEN for letter in near) <= sum(letter in _CLOSE for letter in near)


def _aftermath(line: Line, said: Said, at: int, end: int) -> tuple[int, tuple[StageWord, ...]]:
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
    if _ON_PAPER.fullmatch(line.text, at, stop):
        return StageWord(at, stop, line.text[at:stop], _PLANNED)
    whole = after[1:] and not (rest.endswith(_WORKS) and rest not in _WORKS)
    if whole or not rest or names.head(rest).kind == "action":
        return None
    return StageWord(at, stop, line.text[at:stop], (("after", "building"),))


def _predicate(line: Line, said: Said, word: StageWord, end: int) -> tuple[tuple[StageWord, ...], int] | None:
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
            return (tuple(after), end) if line.at(at) in _predicates() else None
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
    if not any(use == "after" for use, _ in word.uses) or not _outside(line.text, 0, word.start):
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
            if step == at and line.at(at) not in _predicates() and not line.text.startswith(("的", *_JOINS), at):
                step = names.strip_left(line, at, end, 1)
        if step == at:
            return at
        at = step
    return at


def _ends(line: Line, name: Found, end: int) -> bool:
    return name.type in _SEATS and (name.end == end or line.text.startswith("、", name.end))


# Where a project comes to: 甲项目落户|乙工业园.
_SEATS = ("admin", "zone", "region")


def _verb_inside(line: Line, word: StageWord, end: int) -> bool:
    """Whether a stage word in the middle of a clause begins a new object: 会同甲县推进B建设."""
    begins = (
        word.text.startswith(_NEVER_IN_NAMES)
        or line.text.startswith("了", word.end)
        or _governed(line, word)
        or (word.text == "建设" and line.text[word.start - 1] == "等")
    )
    return begins and word.end < end and line.text[word.start - 1] not in _OPEN


def _manner_before(line: Line, start: int, word: StageWord, end: int) -> bool:
    """Whether only who acts, when and how stands before a verb whose object is a thing: 甲区年内|完成乙大街南延."""
    left = names.strip_right(line, start, word.start)
    if (
        word.only_after
        or left == word.start
        or line.text[word.start - 1] in "、的"
        or names.head(word.text).kind != "none"
    ):
        return False
    stop = line.text.find("、", word.end, end)
    thing = names.head(line.text[word.end : names.strip_right(line, word.end, end if stop < 0 else stop)])
    return names.head(line.text[start:left]).kind in ("none", "zone") and thing.kind != "none"


def _governed(line: Line, word: StageWord) -> bool:
    """Whether an adverb before a word makes it the verb of the clause: 甲市将大力|实施B项目."""
    is_verb = not word.only_after and word.text not in _predicates()
    return is_verb and line.text.endswith(_MODALS, 0, word.start)


# What stands before the verb of a clause, never inside a name: 甲市将大力|实施.
_MODALS = ("将", "要", "已", "正在", "大力", "全力", "着力", "全面", "合作", "联合", "共同", "重点", "积极")
_NEVER_IN_NAMES = (
    "代建",
    "推进", "推动", "加快", "支持", "鼓励", "吸引", "开工", "建成", "启动建设", "启动实施", "力促", "确保", "力争",
    "促进", "谋划", "积极争取", "统筹推进", "协调推进", "全面建成", "合作实施", "合作建设",
    "用于",
    "专项用于",
    "重点用于",
)  # fmt: skip
