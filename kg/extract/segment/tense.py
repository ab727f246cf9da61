"""Review or plan, one year or five: told by headings where there are any, by the words of the sentences elsewhere.

Every sentence gets a score for each of four states; a path through the states is chosen that pays for each change
(Viterbi), because sections are long and changes are rare. What speaks for a state: the words of a heading, the
years and words of time in a sentence, and the weights of `data/status_cues.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from kg.extract.segment.split import Unit
from kg.text import lexicon

_OTHER = re.compile("[^\u4e00-\u9fff0.%]+")
_FIGURE = re.compile("[0-9.%]+")
_DECIMAL, _WHOLE = re.compile("[0-9]{1,12}[.．][0-9]{1,12}"), re.compile("[0-9]+")
# The scores of single words are not independent: their sum is taken down, and capped.
# The words of accounts are not those of the work reports that the weights were learnt from: there they count less.
_TEMPER, _CAP = 0.7, 5.0
_TEMPER_OF_ACCOUNTS = 0.2
_ONE_BY_DEFAULT = 0.02
# What a heading that names review or plan counts for, and what it costs to leave a plan that has such a heading.
_SURE, _BACK_FROM_PLAN = 40.0, 40.0
# So much of a line is looked at where a heading may have run into its first sentence.
_RUN_IN = 40
_NAMES_DOCUMENT = re.compile(r"(?:工作报告|公报|报告书|的报告|草案）?)(?:[（(].{1,40}[）)])?$")

_LOOKS_BACK = re.compile(
    r"今年(?:以来|前|上半年|[1一]|截至)|截至(?:目前|今年)|过去的?(?:[这]?一年|五年)|一年来|这一年|去年以来|去年，|[这近]五年|五年来"
)
_LOOKS_AHEAD = re.compile(
    r"今年(?!以来|前|上半年|[1一])|明年|新的一年|下一步|下一年|今后|未来|展望|我们将|[市县区省州]将|^将|主要预期目标"
)
_AIMS = re.compile(
    r"力争|确保|争取(?!到|中央|国家|上级|资金)|谋划|(?:继续|再)(?:新?建|创|打造|培育|实施|推进)|要[坚在把以]"
)
_BUDGETED = re.compile(r"(?:收入|支出|收支|项目|预算)安排|拟安排|建议安排|预算草案|代编预算")
_EXECUTED = re.compile(r"预算执行|完成(?:年初|调整|年度)?预算|为(?:年初|调整|年度|变动)?预算(?:数)?的?[0-9,，.．]|决算")
_FIVE = re.compile(
    r"过去的?五年|[这近]五年|今后五年|未来五年|五年[来间]|(?<![第一二三四十])五年(?:的?奋斗|累计|新|改|建|增|提)|(?<![0-9])5年(?:来|间|累计|新|改|建|增|提)"
    r"|年均增长|的五年"
)
_PLAN_NAME = re.compile(r"十(?P<number>[一二三四五六七八九])五”?(?:时期|期间|以来)")
_ONE = re.compile(r"过去的?一年|一年来|这一年|去年|今年|全年|比上年|较上年|同比|上年")
_SINCE = re.compile(r"[由从][^，。；]{1,14}(?:增至|增加到|增长到|提高到|提升到|上升到|扩大到|降至|下降到)")
_OPENS_YEAR = re.compile(r"(?:各位代表[，！])?(?:刚刚)?(?:过去的)?20[0-9]{2}年(?![末底])")
_AIMED_BEFORE = re.compile(r"(?:到|至|较|比|自|从)$")
# 落实人大决议和财政主要工作情况 tells what was done, though 主要工作 alone is to come.
_OF_WORK_DONE = re.compile("工作情况[。：:　 ]*$")


@dataclass(frozen=True, slots=True)
class State:
    """What a section speaks of: a review or a plan, of one year or of five."""

    plan: bool
    five: bool


STATES = (State(False, False), State(False, True), State(True, False), State(True, True))


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much speaks for review (above 0) or plan, and for five years (above 0) or one; whether a heading says so."""

    review: float
    five: float
    heading: bool


def evidence(unit: Unit, year: int, kind: str) -> Evidence:
    """What a unit says of the section that it stands in; `year` is the year under review, 0 where unknown."""
    if unit.alone and unit.rank > 1 and _NAMES_DOCUMENT.search(unit.text):
        return Evidence(0.0, 0.0, False)  # the year in a report's name is the one in which it was given
    told = _of_heading(unit, year) if unit.rank else None
    if told:
        return told
    review = _of_words(unit.text, kind) + _of_times(unit.text, year) + _of_accounts(unit.text, kind)
    return Evidence(review, _of_span(unit.text, year), False)


def _of_heading(unit: Unit, year: int) -> Evidence | None:
    """`一、2024年工作回顾`, also run in: `三、2026年重点任务今年是…`; below the first rank only with its time."""
    text = unit.text[:_RUN_IN]
    review = any(word in text for word in lexicon.words("headings", "review"))
    plan = any(word in text for word in lexicon.words("headings", "plan"))
    if _OF_WORK_DONE.search(text):
        review, plan = True, False
    reviewed, coming = (bool(year) and f"{number}年" in text for number in (year, year + 1))
    past_plan, coming_plan = _five_year_plans(text, year)
    if unit.rank > 1:
        review, plan = review and (reviewed or past_plan), plan and (coming or coming_plan)
    if unit.rank > 1 and len(unit.text) > _RUN_IN:
        return None
    if not review and not plan:
        return Evidence(3.0 if reviewed else -3.0, -3.0, True) if unit.rank == 1 and reviewed != coming else None
    five = 3.0 if past_plan or coming_plan or "五年" in text else 0.0
    one = 3.0 if reviewed or coming else 1.5 if plan else 0.0
    return Evidence(0.0 if review and plan else _SURE if review else -_SURE, five - one, True)


@cache
def _weights() -> dict[str, float]:
    lines = (files("kg.extract.segment") / "status_cues.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {cue: float(weight) for cue, weight in pairs}


def _of_words(text: str, kind: str) -> float:
    accounts = kind in ("budget", "bulletin")
    # Exact figures speak for a review, but in accounts all sentences have them.
    shape = _FIGURE.sub("，", text) if accounts else _WHOLE.sub("0", _DECIMAL.sub(".", text))
    weights, total, seen = _weights(), 0.0, set()
    for run in _OTHER.split(shape):
        if len(run) < 2:
            continue
        for cue in ("^" + run[:2], *map("".join, pairwise(run))):
            if cue not in seen:
                seen.add(cue)
                total += weights.get(cue, 0.0)
    return max(-_CAP, min(_CAP, total * (_TEMPER_OF_ACCOUNTS if accounts else _TEMPER)))


def _of_accounts(text: str, kind: str) -> float:
    """`2019年支出安排` against `完成预算的102%`, in budgets alone."""
    if kind != "budget":
        return 0.0
    return 2.0 * bool(_EXECUTED.search(text)) - 2.0 * bool(_BUDGETED.search(text))


def _of_times(text: str, year: int) -> float:
    total = 3.0 * bool(_LOOKS_BACK.search(text)) - 2.5 * bool(_LOOKS_AHEAD.search(text))
    total -= 1.0 * bool(_AIMS.search(text))
    if year:
        total += 2.0 * _says(text, f"{year}年") - 3.0 * _says(text, f"{year + 1}年")
    past, coming = _five_year_plans(text, year)
    return total + 1.5 * past - 1.5 * coming


def _five_year_plans(text: str, year: int) -> tuple[bool, bool]:
    """Whether the text names the time of the five-year plan that ends with the year, or of the one that follows it.

    The first plan with such a name, 十一五, began in 2006; `“十四五”时期` in a report on 2023 is neither.
    """
    firsts = {2001 + 5 * ("一二三四五六七八九".index(match["number"]) + 1) for match in _PLAN_NAME.finditer(text)}
    return year - 4 in firsts, year + 1 in firsts


def _says(text: str, word: str) -> bool:
    """Whether the word stands in the text otherwise than as a far goal or a base (`到2025年`, `较2024年`)."""
    at = text.find(word)
    return at >= 0 and not _AIMED_BEFORE.search(text[max(0, at - 1) : at])


def _of_span(text: str, year: int) -> float:
    five = bool(_FIVE.search(text)) or any(_five_year_plans(text, year)) or (year and f"较{year - 5}年" in text)
    total = 3.0 * bool(five) - 2.5 * bool(_ONE.search(text)) + 0.7 * bool(_SINCE.search(text))
    if year and (_says(text, f"{year}年") or _says(text, f"{year + 1}年")):
        total -= 3.5 if _OPENS_YEAR.match(text) else 1.0
    return total - _ONE_BY_DEFAULT


def states(found: Sequence[tuple[Unit, Evidence]], kind: str) -> list[State]:
    """The most plausible state of every unit."""
    score = list(_PRIORS.get(kind, _PRIORS["report"]))
    back: list[list[int]] = []
    planned = False
    for number, (unit, told) in enumerate(found):
        if told.heading:
            planned = told.review <= -_SURE
        if number:
            score, came = _step(score, unit, told, planned)
            back.append(came)
        score = [value + _fit(state, told) for value, state in zip(score, STATES, strict=True)]
    at = max(range(len(STATES)), key=lambda n: score[n])
    path = [at]
    for came in reversed(back):
        at = came[at]
        path.append(at)
    return [STATES[n] for n in reversed(path)][: len(found)]


# The states' scores before anything is read, in the order of STATES.
_PRIORS = {
    "report": (0.0, -1.5, 0.0, -2.0),
    "news": (0.0, -2.0, -2.0, -4.0),
    "bulletin": (0.0, -3.0, -8.0, -9.0),
    "budget": (0.0, -3.0, 0.0, -4.0),
    "plan": (-3.0, -4.0, 0.0, -1.0),
}


def _fit(state: State, told: Evidence) -> float:
    return (-told.review if state.plan else told.review) / 2 + (told.five if state.five else -told.five) / 2


def _step(score: list[float], unit: Unit, told: Evidence, planned: bool) -> tuple[list[float], list[int]]:
    reached, came = [], []
    for state in STATES:
        options = [value - _price(STATES[n], state, unit, told, planned) for n, value in enumerate(score)]
        best = max(range(len(STATES)), key=lambda n: options[n])
        reached.append(options[best])
        came.append(best)
    return reached, came


def _price(old: State, new: State, unit: Unit, told: Evidence, planned: bool) -> float:
    """What a change costs: little at a main heading, more inside a section, most inside a paragraph, and more back.

    `planned` says that the section is headed as a plan: its short sentences full of numbers look like a review, and
    are none.
    """
    if old == new:
        return 0.0
    if told.heading or unit.rank == 1:
        return 0.5
    price = 2.5 if old.five != new.five else 0.0
    paragraph = unit.opens and not unit.alone
    if old.plan != new.plan:
        price += (3.0 if paragraph else 4.5) + (1.0 if old.plan else 0.0)
        price += _BACK_FROM_PLAN if old.plan and planned else 0.0
    return price if unit.opens else price + 2.0
