"""Verbs of a clause: those that say no stage, those that begin an object of their own, and who acts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extract.project import names
from kg.extract.project.predicates import predicate_words
from kg.extract.project.stage import StageWord
from kg.extract.project.stretches import OPEN
from kg.text import lexicon
from kg.text.line import Line
from kg.text.spans import Found, past
from kg.text.unit import Quantity


def opens_name(line: Line, word: StageWord, end: int) -> bool:
    """Whether a stage word at the beginning of a stretch opens a name: 建设路, 储备库, 研究院."""
    kind = names.head(line.text[word.start : min(end, word.end + 1)])
    whole = bool(kind.word) and kind.start == len(word.text) and kind.kind in ("road", "single")
    return whole and word.end < end and word.end + 1 in line.bounds


@cache
def general_verbs() -> frozenset[str]:
    return lexicon.words("project", "verb")


def past_general_verb(line: Line, at: int, end: int) -> int:
    """The end of a verb that says nothing about a stage (完善, 依托), if one stands at `at`; else 0."""
    word = line.at(at)
    return at + len(word) if word in general_verbs() and at + len(word) <= end else 0


def subject_only(line: Line, start: int, word: StageWord) -> bool:
    """Whether only the place or body that acts stands before a verb: 甲市启动B项目."""
    return not (word.only_after or names.head(word.text).kind == "action") and actor_only(line, start, word.start)


def actor_only(line: Line, start: int, at: int) -> bool:
    """Whether nothing but places and bodies stands before a verb at `at`."""
    if line.text[at - 1] in "、的":
        return False
    end = names.strip_right(line, start, at)
    own = [name for name in line.names if start <= name.start and name.end <= end]
    invested = [item for item in line.quantities_within(start, end) if item.kind == "money"]
    rest = _without(line.text, [*own, *invested], start, end)
    return bool(own) and past(rest, 0, len(rest), _OF_ACTING) == len(rest)


# What may stand among the names of who builds and where: 甲公司在乙镇|投资3亿元|建设丙项目.
_OF_ACTING = (*"、和与及—在于将拟-", "计划", "总投资约", "总投资", "投资约", "投资")


def acts_itself(line: Line, start: int, word: StageWord) -> bool:
    """Whether what stands before a verb is a place or body that does it, and no thing that it is done to."""
    stands = any(
        name.type in ("institution", "zone", "natural") for name in line.names if start <= name.start < word.start
    )
    return not stands and subject_only(line, start, word)


def _without(text: str, found: Sequence[Found | Quantity], start: int, end: int) -> str:
    """`text[start:end]` with the names and amounts in it taken out."""
    inside = {at for name in found for at in range(name.start, name.end)}
    return "".join(text[at] for at in range(start, end) if at not in inside)


def begins_object(line: Line, word: StageWord, end: int) -> bool:
    """Whether a stage word in the middle of a clause begins a new object: 会同甲县推进B建设."""
    begins = (
        word.text.startswith(_NEVER_IN_NAMES)
        or line.text.startswith("了", word.end)
        or _governed(line, word)
        or (word.text == "建设" and line.text[word.start - 1] == "等")
    )
    return begins and word.end < end and line.text[word.start - 1] not in OPEN


def manner_before(line: Line, start: int, word: StageWord, end: int) -> bool:
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
    is_verb = not word.only_after and word.text not in predicate_words()
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
