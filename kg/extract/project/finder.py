"""Projects: named undertakings with their stage, capacity, investment, place and owner.

From the clause to the name: `clause` parts a sentence into verbs, stretch and predicate, `lists` makes full names of
the members of a stretch, and `judge` says which of them are undertakings with an identity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from kg.extract.project import features, investment, judge, lists, names
from kg.extract.project.candidates import may_be_name, nameable_members, tells_no_project
from kg.extract.project.clause import Phrase, phrases, told_of
from kg.extract.project.learned import Reading
from kg.extract.project.member import Member
from kg.extract.project.sorts import goes_on, last_sort
from kg.extract.project.stage import StageWord
from kg.extract.project.telling import Told, built_in, capacities_of, force_around, is_aimed, told_around
from kg.model import Amount, Stage, Status
from kg.text.line import Line
from kg.text.relative import UNKNOWN_DAY, Day
from kg.text.spans import Found

__all__ = ["NOTHING", "Going", "ProjectFound", "find", "going_on", "read"]


@dataclass(frozen=True, slots=True)
class ProjectFound:
    """One naming of a project in a sentence; `text[start:end]` are its own words, without a head put back.

    `consumed` are stretches whose numbers belong to the project and are no observations; `weight` is what speaks for
    its being one, in hundredths of a logit.
    """

    name: str
    stage: Stage
    status: Status
    period: str
    start: int
    end: int
    rule: str
    capacity: tuple[Amount, ...]
    investment: Amount | None
    places: tuple[str, ...]
    organizations: tuple[str, ...]
    consumed: tuple[tuple[int, int], ...]
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Going:
    """What sentences speak of when the next begins: a project by name, and the stage of those that may be listed.

    `aimed` says that this stage is aimed at.
    """

    project: str = ""
    sort: tuple[StageWord, ...] = ()
    aimed: bool = False


NOTHING = Going()


def find(
    sentence: Line,
    places: Sequence[Found],
    organizations: Sequence[Found],
    status: Status,
    year: int,
    day: Day = UNKNOWN_DAY,
    going: Going = NOTHING,
) -> list[ProjectFound]:
    """The projects named in one sentence, in order; `status` and `year` are the sentence's own, `day` that of news.

    `going` is what the sentences before it speak of.
    """
    line = read(sentence, places, organizations)
    found: dict[tuple[str, str], ProjectFound] = {}
    reading = Reading(line)
    spoken_of = going.project
    judged: set[tuple[int, int]] = set()
    barred: list[tuple[int, int]] = []
    known = list(phrases(line, going.sort))
    for phrase in known:
        tells_none = tells_no_project(line, phrase)
        if tells_none:
            barred.append((phrase.start, phrase.end))
        candidates = [] if tells_none else nameable_members(line, phrase)
        judged |= {(member.start, member.end) for member in candidates}
        members = list(_projects(line, phrase, candidates, reading))
        if not members and spoken_of and (pointing := _pointing(line, phrase)):
            members = [(replace(pointing, name=spoken_of), _POINTING)]
        if not members and spoken_of and (further := _further_phase(line, phrase, spoken_of)):
            members = [(further, _POINTING)]
        if not members:
            continue
        aimed: Status = "target" if going.aimed and phrase.sorted_before else status
        told = told_around(line, phrase, [member for member, _ in members], aimed, year, day)
        for member, rule in members:
            made = _made(line, member, rule, told, places, organizations)
            found.setdefault((member.name, made.stage if rule == _POINTING else ""), made)
        spoken_of = members[0][0].name if len(members) == 1 else ""
    taken = [(item.start, item.end) for item in found.values()]
    for phrase, member, rule in _proposed(line, reading, known, [*taken, *barred], judged):
        told = told_around(line, phrase, [member], status, year, day)
        found.setdefault((member.name, ""), _made(line, member, rule, told, places, organizations))
    return list(found.values())


def _proposed(
    line: Line,
    reading: Reading,
    known: Sequence[Phrase],
    taken: Sequence[tuple[int, int]],
    judged: AbstractSet[tuple[int, int]],
) -> Iterator[tuple[Phrase, Member, str]]:
    """Names that the model of words proposes where none stands and none was judged, if the judge takes them too."""
    for phrase, own, rule in _proposals(line, reading, known, taken, judged):
        for member, _ in judge.projects(line, phrase, force_around(line, phrase), [own]):
            yield phrase, member, rule


def _proposals(
    line: Line,
    reading: Reading,
    known: Sequence[Phrase],
    taken: Sequence[tuple[int, int]],
    judged: AbstractSet[tuple[int, int]],
) -> Iterator[tuple[Phrase, features.Candidate, str]]:
    """What may be names among those that the model of words proposes; in a list each with the head that all share."""
    proposed = [(start, end, rule) for start, end, rule in reading.proposed(taken) if (start, end) not in judged]
    for start, end, rule in proposed:
        phrase = told_of(line, start, end, known)
        first = _list_begins(line, start, [(a, b) for a, b, _ in proposed])
        member = lists.member_at(line, first, start, end, phrase.after[0].start if phrase.after else phrase.last)
        told = phrase.before or phrase.after or member.kind in _UNTOLD
        if told and not tells_no_project(line, phrase) and may_be_name(line, member):
            yield phrase, features.candidate(line, member, reading.gain(start, end), True), rule


# What a proposed name ends like where no word of stage is told of it.
_UNTOLD = ("generic", "phase")


def _list_begins(line: Line, start: int, spans: Sequence[tuple[int, int]]) -> int:
    """Where the list begins in which a name stands: at the first of those that only marks part."""
    for first, end in spans[::-1]:
        if end < start and line.text[end:start] in _LISTS:
            start = first
    return start


_LISTS = ("、", "和", "及", "与", "以及")


def read(sentence: Line, places: Sequence[Found], organizations: Sequence[Found]) -> Line:
    """A sentence as projects are looked for in it: verbs of stage are words, names are known."""
    return names.finer(sentence).with_names((*places, *organizations))


def going_on(sentence: Line, found: Sequence[ProjectFound], before: Going) -> Going:
    """What the next sentence may go on about: the one project that this one names, and the sort it ends on."""
    named = dict.fromkeys(item.name for item in found)
    project = before.project if not named else next(iter(named)) if len(named) == 1 else ""
    if sort := last_sort(names.finer(sentence)):
        return Going(project, sort, is_aimed(sentence.text))
    return replace(before, project=project) if goes_on(sentence) else Going(project)


# Words that point at the project that was spoken of, and its rule.
_POINTING = "pointed-at"
_POINTS = re.compile(
    "(?:目前|现在|据悉|据了解)?(?:(?:该|此|本|这一|这个)(?:[^，。；、的]{0,6}?)(?:项目|工程)|(?:项目|工程))[于自从在]?"
)


def _pointing(line: Line, phrase: Phrase) -> Member | None:
    """What points at a project, where the words around it tell of one (该项目于3月|开工)."""
    end = names.strip_right(line, phrase.start, phrase.end)
    pointing = bool(phrase.after) and not phrase.before and _POINTS.fullmatch(line.text, phrase.start, end)
    return Member(phrase.start, end, line.text[phrase.start : end]) if pointing else None


_PHASES = tuple(f"{number}期" for number in "一二三四五六123456")


def _further_phase(line: Line, phrase: Phrase, before: str) -> Member | None:
    """Another phase of the project before: 甲产业园一期封顶，|二期|动工."""
    start, end = phrase.start, names.strip_right(line, phrase.start, phrase.end)
    own = names.head(before)
    if own.kind != "phase" or line.text[start:end].removesuffix("项目").removesuffix("工程") not in _PHASES:
        return None
    return Member(start, end, before[: own.start] + line.text[start:end], "shared-beginning")


def _projects(
    line: Line, phrase: Phrase, candidates: Sequence[Member], reading: Reading
) -> Iterator[tuple[Member, str]]:
    """The candidates of a phrase that are projects, each with the rule that says so."""
    if candidates:
        yield from judge.projects(line, phrase, force_around(line, phrase), _read(line, candidates, reading))


def _read(line: Line, members: Iterable[Member], reading: Reading) -> list[features.Candidate]:
    return [features.candidate(line, member, reading.gain(member.start, member.end)) for member in members]


def weighed(
    sentence: Line, places: Sequence[Found], organizations: Sequence[Found], going: Going = NOTHING
) -> Iterator[tuple[features.Candidate, tuple[str, ...]]]:
    """Every candidate of a sentence with its features, from which the judge is fitted."""
    line = read(sentence, places, organizations)
    reading = Reading(line)
    for phrase in phrases(line, going.sort):
        if tells_no_project(line, phrase):
            continue
        force = force_around(line, phrase)
        found = _read(line, nameable_members(line, phrase), reading)
        for at, own in enumerate(found):
            yield own, features.of(line, phrase, force, found, at)


def _made(
    line: Line,
    member: Member,
    rule: str,
    told: Told,
    places: Sequence[Found],
    organizations: Sequence[Found],
) -> ProjectFound:
    # 总投资8亿元的甲项目、总投资6亿元的乙项目: each of a list has its own; what goes into 甲片区、乙村改造 is of both.
    joint = member.rule == "shared-action" or _LISTED.match(line.text, member.end) is not None
    own = None if told.investment or joint else investment.before(line, member.start)
    return ProjectFound(
        member.name,
        told.stage,
        told.status,
        told.period,
        member.start,
        member.end,
        rule if member.rule == "as-written" else f"{rule}+{member.rule}",
        capacities_of(line, member),
        own.amount if own else told.investment,
        (*_inside(line.text, places, member), *built_in(line, places, member)),
        _inside(line.text, organizations, member),
        ((member.start, member.end), *told.consumed, *((own.span,) if own else ())),
        member.weight,
    )


# Another member of a list, which has no money of its own before it: what goes into 甲路、乙路改造 is of both.
_LISTED = re.compile("[、和及](?!(?:计划)?(?:总?投资|投入))[一-龥]{2}")


def _inside(text: str, found: Sequence[Found], member: Member) -> tuple[str, ...]:
    inside = (text[name.start : name.end] for name in found if member.start <= name.start < member.end)
    return tuple(dict.fromkeys(inside))
