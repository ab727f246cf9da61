"""Stages of projects: the verbs that say how far an undertaking has come, and which of them speaks.

A stage word governs what follows (建成A), or predicates what stands before it (A竣工投产, 推动A落地). Some say little
(推动, 加快, 建设): a word with a definite stage beside them speaks for the project.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from kg.model import Stage
from kg.text import lexicon

Use = Literal["verb", "after", "weak", "soft", "sort"]

# Words that the context around them must confirm: they lose against every definite stage word.
_VAGUE = frozenset({"building"})
# Words for a state of building that is definite all the same: 建成A主体工程 has not completed A.
_STATE_OF_BUILDING = ("主体", "封顶", "试运行", "下闸蓄水", "合龙", "截流", "征迁", "联调联试")
# Verbs of putting something up, so that their object is a thing of its own (建设市民舞蹈中心).
_PUTS_UP = (
    "建设",
    "新建",
    "开工",
    "动工",
    "开建",
    "奠基",
    "在建",
    "共建",
    "建好",
    "扩建",
    "迁建",
    "申报",
)
# What stands on them is no stage: 入选绿色园区建设名单.
_OF_LISTS = ("名单", "试点名单", "清单", "目录")
# Verbs of looking for an investor: what is to come of it is not there yet (对接A项目入驻).
_SEEKING = frozenset({"对接", "招引", "洽谈"})
# How much a stage word says of its object: improves it, makes it, pushes it on, rebuilds it, tells how large it is,
# puts it up, has put it up.
SOFT, MADE, PUSHED, REBUILT, PRESENTED, PUT_UP, DEFINITE = range(1, 8)


@dataclass(frozen=True, slots=True)
class StageWord:
    """A stage word in a sentence: where it stands, how it is used, the stage that it says."""

    start: int
    end: int
    text: str
    uses: tuple[tuple[Use, Stage], ...]

    @property
    def only_after(self) -> bool:
        """True of words that take no object: 落地, 投产达产."""
        return all(use == "after" for use, _ in self.uses)

    def stage(self, before: bool) -> tuple[int, Stage]:
        """(rank, stage) of the word where it stands before its project or after it; the higher rank speaks.

        >>> words("建成水库", range(5))[0].stage(before=True)
        (2, 'completed')
        """
        order: tuple[Use, ...] = (
            ("verb", "weak", "soft", "sort", "after") if before else ("after", "verb", "weak", "soft", "sort")
        )
        use, stage = next(pair for wanted in order for pair in self.uses if pair[0] == wanted)
        if stage == "none":
            return -1, stage
        vague = stage in _VAGUE and not any(part in self.text for part in _STATE_OF_BUILDING)
        return (0 if use in ("weak", "soft", "sort") else 1 if vague else 2), stage


@cache
def _by_first() -> dict[str, tuple[tuple[str, tuple[tuple[Use, Stage], ...]], ...]]:
    """Stage words by their first character, longest first, each with its uses."""
    uses: dict[str, list[tuple[Use, Stage]]] = {}
    for word, kind in lexicon.rows("stage"):
        use, stage = kind.split("-")
        uses.setdefault(word, []).append((cast(Use, use), cast(Stage, stage)))
    found: dict[str, list[tuple[str, tuple[tuple[Use, Stage], ...]]]] = {}
    for word in lexicon.ordered("stage"):
        found.setdefault(word[0], []).append((word, tuple(uses[word])))
    return {first: tuple(rows) for first, rows in found.items()}


# Asked for by what finds projects, by what tells of each, and by what the next sentence may go on about.
@lru_cache(maxsize=4)
def said(text: str, bounds: frozenset[int]) -> tuple[StageWord, ...]:
    """The stage words of a sentence, of which `bounds` are the offsets at which words start or end."""
    return tuple(words(text, bounds))


def words(text: str, bounds: Iterable[int]) -> list[StageWord]:
    """The stage words of a sentence, left to right, longest first, none inside another.

    `bounds` are the offsets at which a word of the sentence starts or ends; a stage word keeps to them.
    """
    table, allowed = _by_first(), frozenset(bounds)
    found: list[StageWord] = []
    free = 0
    for at in sorted(allowed):
        if at < free:
            continue
        for word, uses in table.get(text[at : at + 1], ()):
            end = at + len(word)
            if end in allowed and text.startswith(word, at) and not text.startswith(_OF_LISTS, end):
                free = end
                found.append(StageWord(at, free, word, uses))
                break
    return found


def next_word(text: str, at: int, bounds: Iterable[int]) -> StageWord | None:
    """The first stage word behind an offset of a sentence that ends its clause without an object."""
    for word in words(text, (bound for bound in bounds if bound >= at)):
        ends = word.end == len(text) or text.startswith(_MARKS, word.end)
        if ends and word.stage(before=False)[0] >= 1:
            return word
    return None


def next_definite(text: str, at: int, bounds: Iterable[int]) -> Stage:
    """The first definite stage behind an offset of a sentence that takes no object of its own, or none.

    >>> line = "A项目，建成后年产值2亿元，上月已开工。"
    >>> next_definite(line, 3, range(len(line)))
    'started'
    """
    for word in words(text, (bound for bound in bounds if bound >= at)):
        rank, stage = word.stage(before=False)
        if rank == 2 and (stage == "planned" or word.end == len(text) or text.startswith(_ENDS, word.end)):
            return stage
    return "none"


# What stands behind a predicate at the end of its clause, that of a ceremony, and one that sorts: 等在建、竣工项目.
_MARKS = ("，", "。", "；", ",", ";")
_ENDS = (*_MARKS, "、", "仪式", "项目", "工程")


def decide(before: Sequence[StageWord], after: Sequence[StageWord]) -> Stage:
    """The stage that the words around a project say: the first of the highest rank, those after it first.

    >>> decide(words("推动", range(3)), words("落地", range(3)))
    'approved'
    """
    if any(word.text in _SEEKING for word in before):
        return "planned"
    said = [word.stage(before=False) for word in after[::-1]] + [word.stage(before=True) for word in before]
    if not said:
        return "none"
    best = max(rank for rank, _ in said)
    return next(stage for rank, stage in said if rank == best)


def force(before: Sequence[StageWord], after: Sequence[StageWord]) -> int:
    """How much the words around a stretch say of it: 0 nothing, SOFT to DEFINITE.

    >>> force(words("完善", range(3)), ()), force(words("建成", range(3)), ())
    (1, 7)
    """
    return max([_force(word, True) for word in before] + [_force(word, False) for word in after], default=0)


def _force(word: StageWord, before: bool) -> int:
    rank, stage = word.stage(before)
    if stage == "none":
        return PRESENTED
    if word.text.endswith("打造"):
        return MADE
    if word.uses[0][0] == "soft":
        return SOFT
    if rank == 2 and stage in ("completed", "started", "approved"):
        return DEFINITE
    if before and word.text.endswith(("改造", "改建", "改造提升")):
        return REBUILT
    return PUT_UP if before and word.text.endswith(_PUTS_UP) else PUSHED
