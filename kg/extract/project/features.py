"""What speaks for a member of a list being a project and against it.

No word of the text is named but heads and stage words, which stand in the lexicon because any report may use them. They
tell what kind of thing its head names, what tells it from others of its kind, how much the words around the phrase
say of it, who its neighbours in the list are, and how its name is made: `kind=facility`, `grade+force=2+7`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.extract.project import identity, investment, names
from kg.extract.project.clause import Phrase
from kg.extract.project.identity import RARE
from kg.extract.project.member import Member
from kg.text import lexicon
from kg.text.line import Line


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member of a phrase with the class of its head and the grade of what tells it from others of its kind.

    `gain` says how much it is a name for the model of words (`learned`), in hundredths of a logarithm, None where it
    ends inside a word; `proposed` that only this model found it.
    """

    member: Member
    kind: names.HeadClass
    grade: int
    gain: int | None
    proposed: bool


def candidate(line: Line, member: Member, gain: int | None, proposed: bool = False) -> Candidate:
    """A member, graded; a number or street among others of a list is one thing's own."""
    grade = identity.identity(line, member.start, member.end)
    numbered = member.rule in ("shared-number", "shared-beginning")
    road = member.rule == "shared-road" and line.text[member.start : member.end].endswith(("路", "街", "巷"))
    return Candidate(member, member.kind, max(grade, RARE) if numbered or road else grade, gain, proposed)


def of(line: Line, phrase: Phrase, force: int, found: Sequence[Candidate], at: int) -> tuple[str, ...]:
    """The features of the candidate `found[at]` of a phrase; the others are its neighbours."""
    own = found[at]
    return (
        *_of_kind(line, own, force),
        *_of_phrase(phrase),
        *_of_neighbours(own, [*found[:at], *found[at + 1 :]]),
        *_of_name(own),
        *_of_length(line, own, force),
        *_of_words(line, own),
        *_of_marks(line, own),
    )


def _of_kind(line: Line, own: Candidate, force: int) -> Iterator[str]:
    """What it is, what tells it from others, how much is said of it: one by one and two by two."""
    yield f"kind={own.kind}"
    yield f"grade={own.grade}"
    yield f"force={force}"
    yield f"kind+grade={own.kind}+{own.grade}"
    yield f"kind+force={own.kind}+{force}"
    yield f"head={names.head(own.member.name).word}"
    yield f"grade+force={own.grade}+{force}"


def _of_phrase(phrase: Phrase) -> Iterator[str]:
    """Which stages its verbs and its predicate say, and how definitely."""
    for side, words, before in (("verb", phrase.before, True), ("predicate", phrase.after, False)):
        for word in words:
            rank, stage = word.stage(before)
            yield f"{side}={stage}+{rank}"
            yield f"{side}-word={word.text}"
            if word.uses[0][0] == "sort":
                yield "sorted"
        if not words:
            yield f"{side}=none"
    if phrase.before and phrase.after:
        yield "verb-and-predicate"
    if phrase.presented:
        yield "presented"


def _of_neighbours(own: Candidate, others: Sequence[Candidate]) -> Iterator[str]:
    if others:
        yield f"best-neighbour={max(other.grade for other in others)}"
        yield f"least-neighbour={min(other.grade for other in others)}"
    if any(other.kind == own.kind for other in others):
        yield "neighbour-alike"
    if any(other.kind == "generic" for other in others):
        yield "neighbour-generic"
    if own.member.licensed:
        yield "licensed"
        yield f"licensed+grade={own.grade}"
        yield f"licensed+kind={own.kind}"


# What places want to become: 打造区域物流中心.
_AMBITIONS = ("中心", "基地", "枢纽", "港", "城", "区", "通道", "口岸")
_AMBITIOUS = ("世界", "全球", "全国", "一流", "重要", "高端", "优质", "先进", "国内", "区域性", "综合性")


def _of_name(own: Candidate) -> Iterator[str]:
    """What its head and the words before it say: work that goes on anywhere, a programme, an ambition."""
    name, done = own.member.name, names.head(own.member.name)
    before = names.head(name[: done.start]).kind
    if done.word in lexicon.words("project", "anywhere"):
        yield "anywhere"
        yield f"anywhere+grade={own.grade}"
        if before not in ("none", "action", "generic"):
            yield "anywhere+thing"
    if own.kind == "none" and name.endswith("建设"):
        yield f"building-of={names.head(name.removesuffix('建设')).kind}"
    if identity.programme(name):
        yield f"programme={own.grade}"
    if identity.drive(name):
        yield f"drive={own.grade}"
    if name.endswith(_AMBITIONS):
        yield f"ambition={own.grade}"
    if name.startswith(_AMBITIOUS):
        yield "ambitious"
    if own.kind == "generic":
        yield f"called={before}"
        yield f"called+grade={before}+{own.grade}"


def _of_length(line: Line, own: Candidate, force: int) -> Iterator[str]:
    """Of how many words a name is made: many tell one thing where none of them alone does."""
    words = len(line.within(own.member.start, own.member.end))
    yield f"words={min(words, 6)}"
    yield f"kind+words={own.kind}+{min(words, 5)}"
    if own.kind == "generic":
        called = names.head(own.member.name).word
        yield f"called+words={called}+{min(words, 5)}"
        yield f"called+grade={called}+{own.grade}"
        yield f"called+force={called}+{force}"


def _of_words(line: Line, own: Candidate) -> Iterator[str]:
    """Of which sort the words of a name are, how many are rare, and which known names it holds or cuts."""
    start, end = own.member.start, own.member.end
    words = [token.text for token in line.within(start, end)]
    yield f"rare={min(sum(not identity.is_common(word) for word in words), 3)}"
    yield from (f"first={sort}" for sort in _sorts(words[0] if words else ""))
    yield from {f"holds={sort}" for word in words[1:-1] for sort in _sorts(word)}
    for name in line.names:
        if name.start < end and start < name.end:
            yield f"name={name.type}"
            if name.start == start:
                yield f"opens={name.type}{'+all' if name.end == end else ''}"
            elif name.start < start:
                yield "cuts-name"
    yield from {
        f"beside={name.type}" for name in line.names if _clause(line, start) <= name.start and name.end <= start
    }


def _clause(line: Line, at: int) -> int:
    """Where the clause begins in which an offset lies, a list being one."""
    return max(line.text.rfind(mark, 0, at) for mark in "，。；：") + 1


_SORTS = ("verb.", "stage.", "project.verb", "project.modifier", "project.adverb", "organization.stop")


@lru_cache(8192)
def _sorts(word: str) -> tuple[str, ...]:
    tags = lexicon.tags(word)
    return tuple(sort for sort in _SORTS if any(tag.startswith(sort) for tag in tags))


def _of_marks(line: Line, own: Candidate) -> Iterator[str]:
    start, end = own.member.start, own.member.end
    text = line.text[start:end]
    yield from (f"mark={mark}" for mark in "的和与及“（《" if mark in text)
    yield f"behind-mark={_mark(line.text[start - 1 : start])}"
    if line.capacities(start, end):
        yield "capacity"
    if investment.before(line, start):
        yield "funded"
        yield f"funded+grade={own.grade}"
    if text[:1].isdigit():
        yield "opens-digit"


def _mark(letter: str) -> str:
    return letter if letter in "，。、；：等和及与的“”（）" else "word"
