"""What came of a target: it is held against the results reported for the same thing, place and period.

Like meets like. A known indicator is one thing in every report; a part of it (城市更新固定资产投资) has a name of its
own, and where a report gives several numbers that do not fit together, the one told first is the whole. Other names
are one thing where they are the same and say enough (垃圾转运站); of what says little (项目, 企业) the clauses have to
tell the same doing: 引进企业15家 is not held against 6家企业投产. What came on top is never held against what there is
in all.

The stated bound decides. `at_least`: more is exceeded, just as much is met. `at_most`: within is met. An exact number
is met where it is reached, exceeded where the result is better (less is better for unemployment, energy use and the
like); about is met within five per cent. The two ends of a range are one target: within is met, beyond its better end
exceeded. What everybody knows and cannot be compared all the same is said, with the reason: never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from kg.link.intervals import ABOUT, compatible
from kg.link.records import Reading, years
from kg.text.lexicon import tags
from kg.text.tokens import cut

MET, MISSED, EXCEEDED, NOT_COMPARABLE = "met", "missed", "exceeded", "not-comparable"

# Why two numbers cannot be compared, in Chinese and English; {…} are fields of the two.
_REASONS = {
    "measure": ("目标为{target}，结果为{result}", "the target is a {target}, the result a {result}"),
    "yearly": (
        "一为年均、一为全期：{target}与{result}",
        "one is a mean over the years, the other is not: {target}, {result}",
    ),
    "unit": ("单位不同：{target}与{result}", "the units differ: {target} and {result}"),
    "part": ("结果只涵盖时期的一部分（{result}）", "the result covers only part of the period ({result})"),
    "several": ("报告的结果不止一个：{result}", "more than one result is reported: {result}"),
    "least": ("结果只给出下限（{result}）", "the result is only a lower bound ({result})"),
    "most": ("结果只给出上限（{result}）", "the result is only an upper bound ({result})"),
}
_MEASURES = {
    "level": ("水平值", "level"),
    "growth": ("增长率", "growth"),
    "decline": ("降幅", "decline"),
    "share": ("占比", "share"),
    "rank": ("位次", "rank"),
}

_BOUNDS = {"about": ("左右", "about "), "at_least": ("以上", "at least "), "at_most": ("以内", "at most ")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target, the results that say the same of it, the verdict, the reason in Chinese and English, the difference."""

    target: Reading
    results: tuple[Reading, ...]
    verdict: str
    reason: tuple[str, str]
    difference: Decimal | None = None


# From this many characters on a name is taken to say what it counts.
_TELLING = 4
_Thing = tuple[str, str]  # place and indicator


def outcomes(readings: Iterable[Reading]) -> list[Outcome]:
    """The outcome of every target that some result speaks to, in the order of the readings."""
    told = list(readings)
    clear = _clear(told)
    results: dict[_Thing, list[Reading]] = {}
    for reading in clear:
        if reading.status == "achieved":
            results.setdefault((reading.place, reading.indicator), []).append(reading)
    targets = [reading for reading in clear if reading.status == "target" and reading.period]
    ends = _ranges(targets)
    found = (_of(target, ends.get(target.iri), results.get((target.place, target.indicator), ())) for target in targets)
    order = {reading.iri: number for number, reading in enumerate(told)}
    return sorted(filter(None, found), key=lambda outcome: order[outcome.target.iri])


# Which readings speak of the thing itself


def _clear(readings: Iterable[Reading]) -> list[Reading]:
    """The readings without those of which one document tells several that do not fit together.

    Of a known indicator what fits the first one stays, for the whole is told before its parts; of another name none.
    """
    groups: dict[tuple[object, ...], list[Reading]] = {}
    for reading in readings:
        frame = (reading.document, *_frame(reading), reading.period, reading.status, reading.unit, reading.added)
        groups.setdefault(frame, []).append(reading)
    return [reading for group in groups.values() for reading in (_whole if group[0].known else _certain)(group)]


def _frame(reading: Reading) -> tuple[object, ...]:
    return reading.place, reading.indicator, reading.measure, reading.yearly


def _whole(group: Sequence[Reading]) -> list[Reading]:
    first = min(group, key=lambda reading: (reading.at, reading.iri))
    return [reading for reading in group if compatible(first, reading)]


def _certain(group: Sequence[Reading]) -> list[Reading]:
    return [
        one for one in group if all(other is one or compatible(one, other) or not _alike(one, other) for other in group)
    ]


def _alike(one: Reading, other: Reading) -> bool:
    """Whether two readings of one name count the same thing."""
    if one.added != other.added:
        return False
    if one.known or len(one.name) >= _TELLING or one.measure != "level":
        return True
    return bool(_doings(one.clause) & _doings(other.clause))


@lru_cache(4096)
def _doings(clause: str) -> frozenset[str]:
    """The verbs of a clause that say what is done."""
    words = (token.text for token in cut(clause))
    return frozenset(word for word in words if any(tag.startswith(("verb.do", "stage.")) for tag in tags(word)))


def _ranges(targets: Sequence[Reading]) -> dict[str, Reading]:
    """The other end of each target that is one end of a range: both are told of the same words."""
    spots: dict[tuple[object, ...], list[Reading]] = {}
    for target in targets:
        spots.setdefault((target.document, *_frame(target), target.period, target.unit, target.at), []).append(target)
    ends: dict[str, Reading] = {}
    for group in spots.values():
        if len(group) == 2 and {end.bound for end in group} == {"at_least", "at_most"}:
            ends |= {group[0].iri: group[1], group[1].iri: group[0]}
    return ends


# What came of one target


def _of(target: Reading, end: Reading | None, results: Sequence[Reading]) -> Outcome | None:
    near = [result for result in results if _alike(target, result) and _is_within(result.period, target.period)]
    if not near:
        return None
    failed = None
    for step in _STEPS:
        fitting = [result for result in near if step.fits(target, result)]
        failed = failed or (None if fitting else step)
        near = fitting or near  # what fits in all else shows best where the two cannot be compared
    if failed:
        return _incomparable(target, near, failed.reason, *failed.words(target, near[0])) if target.known else None
    return _compared(target, end, _best(near))


def _best(results: Iterable[Reading]) -> list[Reading]:
    """The one result of each document that says most, these in the order in which they are trusted."""
    best: dict[str, Reading] = {}
    for result in sorted(results, key=_vagueness):
        best.setdefault(result.document, result)
    return sorted(best.values(), key=_vagueness)


def _compared(target: Reading, end: Reading | None, results: Sequence[Reading]) -> Outcome:
    torn = not all(compatible(results[0], result) for result in results)
    if torn and len({_verdict(target, end, result) for result in results}) > 1:
        return _incomparable(target, results, "several", ("", ""), _listed(results))
    return _judged(target, end, results)


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing in which target and result have to agree, and what is said of both where they do not."""

    reason: str
    fits: Callable[[Reading, Reading], bool]
    words: Callable[[Reading, Reading], tuple[tuple[str, str], tuple[str, str]]]


def _texts(target: Reading, result: Reading) -> tuple[tuple[str, str], tuple[str, str]]:
    return (target.text,) * 2, (result.text,) * 2


_STEPS = (
    _Step("part", lambda a, b: a.period == b.period, lambda a, b: (("", ""), (b.period,) * 2)),
    _Step("measure", lambda a, b: a.measure == b.measure, lambda a, b: (_MEASURES[a.measure], _MEASURES[b.measure])),
    _Step("unit", lambda a, b: a.unit == b.unit, _texts),
    _Step("yearly", lambda a, b: a.yearly == b.yearly or len(years(a.period)) < 2, _texts),
)


def _is_within(period: str, whole: str) -> bool:
    """Whether a period is another one or the last part of it: 2026 of 2022-2026, 2024-H1 of 2024; no longer one."""
    if period == whole:
        return True
    inside, around = years(period), years(whole)
    if not inside or not around or inside[-1] != around[-1] or inside[0] < around[0]:
        return False
    return inside != around or whole == "-".join(around)


def _vagueness(result: Reading) -> tuple[bool, Decimal]:
    """The order in which results of the same thing are trusted: an exact number first, then the finer one."""
    return result.bound != "exact", result.step


def _shown(reading: Reading) -> tuple[str, str]:
    """The number with its bound, in Chinese and English."""
    after, before = _BOUNDS.get(reading.bound, ("", ""))
    return reading.text + after, before + reading.text


def _listed(results: Sequence[Reading]) -> tuple[str, str]:
    texts = list(dict.fromkeys(result.text for result in results))
    return "、".join(texts), ", ".join(texts)


def _judged(target: Reading, end: Reading | None, results: Sequence[Reading]) -> Outcome:
    result = results[0]
    verdict = _verdict(target, end, result)
    if verdict in ("least", "most"):
        return _incomparable(target, results, verdict, ("", ""), (result.text,) * 2)
    (goal, aim), (reached, fact) = _aimed(target, end), _shown(result)
    reason = (f"目标{goal}，结果{reached}", f"target {aim}, result {fact}")
    return Outcome(target, tuple(results), verdict, reason, result.value - target.value)


def _aimed(target: Reading, end: Reading | None) -> tuple[str, str]:
    """A target in words, a range with both its ends."""
    if not end:
        return _shown(target)
    low, high = sorted((target, end), key=lambda one: one.value)
    return f"{low.text}至{high.text}", f"{low.text} to {high.text}"


def _verdict(target: Reading, end: Reading | None, result: Reading) -> str:
    """met, missed or exceeded; `least` or `most` where the result says too little."""
    low, high = _met(target, end)
    want_more = not _less_is_better(target) if end else _wants_more(target)
    # Turned round where less is better, so that more is better from here on.
    value, floor, top = (result.value, low, high) if want_more else (-result.value, -high, -low)
    # A bound of the result that points away from the target says nothing; one that points beyond it is safe.
    if result.bound == ("at_least" if want_more else "at_most") and value < floor:
        return "least" if want_more else "most"
    if result.bound == ("at_most" if want_more else "at_least") and value >= floor:
        return "most" if want_more else "least"
    if value < floor:
        return MISSED
    return EXCEEDED if value > top and (end or target.bound != "at_most") else MET


def _met(target: Reading, end: Reading | None) -> tuple[Decimal, Decimal]:
    """(least, most) of the values that just meet a target."""
    if end:
        return min(target.value, end.value), max(target.value, end.value)
    around = abs(target.value) * ABOUT if target.bound == "about" else Decimal(0)
    return target.value - around, target.value + around


def _wants_more(target: Reading) -> bool:
    return target.bound == "at_least" or (target.bound != "at_most" and not _less_is_better(target))


def _less_is_better(target: Reading) -> bool:
    """Whether a smaller number is the better one: of unemployment, but not of its decline; the first of all ranks."""
    return target.measure == "rank" or (target.lower and target.measure != "decline")


def _incomparable(
    target: Reading, results: Sequence[Reading], reason: str, of: tuple[str, str], told: tuple[str, str]
) -> Outcome:
    words = (
        _REASONS[reason][0].format(target=of[0], result=told[0]),
        _REASONS[reason][1].format(target=of[1], result=told[1]),
    )
    return Outcome(target, tuple(results), NOT_COMPARABLE, words)
