"""What came of a target: it is held against the results reported for the same place, indicator and period.

The stated bound decides. `at_least`: more is exceeded, just as much is met. `at_most`: within is met. An exact number
is met where it is reached, exceeded where the result is better (less is better for unemployment, energy use and the
like); about is met within five per cent. What cannot be compared is said, with the reason: never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.link.intervals import ABOUT, compatible
from kg.link.records import Reading, last_year

MET, MISSED, EXCEEDED, NOT_COMPARABLE = "met", "missed", "exceeded", "not-comparable"

# Why two numbers cannot be compared, in Chinese and English; {…} are fields of the two.
_REASONS = {
    "measure": ("目标为{target}，结果为{result}", "the target is a {target}, the result a {result}"),
    "added": (
        "目标与结果一为新增量、一为总量：{target}与{result}",
        "one is an addition, the other a total: {target}, {result}",
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


def outcomes(readings: Iterable[Reading]) -> list[Outcome]:
    """The outcome of every target that some result speaks to, in the order of the readings."""
    told = list(readings)
    results: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in told:
        if reading.status == "achieved":
            results.setdefault((reading.place, reading.indicator, last_year(reading.period)), []).append(reading)
    return [found for target in told if target.status == "target" for found in _of(target, results)]


def _of(target: Reading, results: Mapping[tuple[str, str, str], Sequence[Reading]]) -> Iterator[Outcome]:
    near = results.get((target.place, target.indicator, last_year(target.period)), ())
    whole = [result for result in near if result.period == target.period]
    if not target.period or not near:
        return
    if not whole:
        yield _incomparable(target, near, "part", ("", ""), (near[0].period,) * 2)
        return
    alike = [result for result in whole if result.measure == target.measure]
    if not alike:
        yield _incomparable(target, whole, "measure", _MEASURES[target.measure], _MEASURES[whole[0].measure])
        return
    same = [result for result in alike if result.unit == target.unit]
    if not same:
        yield _incomparable(target, alike, "unit", (target.text,) * 2, (alike[0].text,) * 2)
        return
    # What everybody knows has one meaning, whichever verb stands before it.
    if not target.known:
        fitting_kind = [result for result in same if result.added == target.added]
        if not fitting_kind:
            yield _incomparable(target, same, "added", (target.text,) * 2, (same[0].text,) * 2)
            return
        same = fitting_kind
    same.sort(key=_vagueness)
    fitting = all(compatible(same[0], result) for result in same)
    if not fitting and len({_verdict(target, result) for result in same}) > 1:
        yield _incomparable(target, same, "several", ("", ""), _listed(same))
        return
    yield _judged(target, same)


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


def _judged(target: Reading, results: Sequence[Reading]) -> Outcome:
    result = results[0]
    verdict = _verdict(target, result)
    if verdict in ("least", "most"):
        return _incomparable(target, results, verdict, ("", ""), (result.text,) * 2)
    (goal, aim), (reached, fact) = _shown(target), _shown(result)
    reason = (f"目标{goal}，结果{reached}", f"target {aim}, result {fact}")
    return Outcome(target, tuple(results), verdict, reason, result.value - target.value)


def _verdict(target: Reading, result: Reading) -> str:
    """met, missed or exceeded; `least` or `most` where the result says too little."""
    want_more = target.bound == "at_least" or (target.bound != "at_most" and not _less_is_better(target))
    gap = result.value - target.value if want_more else target.value - result.value
    # A bound of the result that points away from the target says nothing; one that points beyond it is safe.
    if result.bound == ("at_least" if want_more else "at_most") and gap < 0:
        return "least" if want_more else "most"
    if result.bound == ("at_most" if want_more else "at_least") and gap >= 0:
        return "most" if want_more else "least"
    if abs(gap) <= (abs(target.value) * ABOUT if target.bound == "about" else 0):
        return MET
    if gap < 0:
        return MISSED
    return MET if target.bound == "at_most" else EXCEEDED


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
