"""What linking compares: numbers and stages as the graph holds them, stripped of everything but their frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kg.model import Bound, Measure, Status

Verdict = str
_YEAR = re.compile("(?:19|20|21)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number of some document.

    `indicator` and `place` are IRIs, that of the known indicator where the `name` means one (`known`); `value` stands
    in `unit`, the canonical unit's IRI, or the unit as written where it is not known; `step` is what one in the last
    written digit is worth in it. `text` is the number with its unit as written. `lower` says that less is better,
    `added` that the number tells how much came on top (新建2万亩) rather than how much there is (累计35万亩), where the
    indicator leaves that open; `yearly` that it is a mean over the years of its period. `at` is where its words begin
    in the document, `clause` what its clause says around them.
    """

    iri: str
    document: str
    indicator: str
    name: str
    known: bool
    place: str
    measure: Measure
    bound: Bound
    status: Status
    period: str
    value: Decimal
    unit: str
    step: Decimal
    text: str
    lower: bool = False
    added: bool = False
    yearly: bool = False
    at: int = 0
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """A stage of a project in some document; `reviewed` is the year that the document looks back on, if any."""

    iri: str
    project: str
    document: str
    stage: str
    status: Status
    period: str
    reviewed: str
    mention: str


# Right before what is counted: how much came on top. In between, or before that: how much there is in all.
_ADDED = re.compile(
    "(?:新(?:增|建|培育|引进|开工|签约|认定|设立|登记|打造|创建|改建|入库|投产)|净增|增加|建成|改造|完成新建)$"
)
_IN_ALL = re.compile("累计|总数|总量|达到|达|共有|拥有|保有")


def is_added(before: str, words: str) -> bool:
    """Whether a number tells what came on top; `before` stands in front of its words, `words` name and number it.

    >>> is_added("年内新建", "农田2万亩"), is_added("累计建成", "农田35万亩"), is_added("", "规上企业达到56家")
    (True, False, False)
    """
    if _IN_ALL.search(before[-8:]) or _IN_ALL.search(words):
        return False
    return bool(_ADDED.search(before)) or words.startswith(("新增", "净增"))


_YEARLY = re.compile("年均(?!浓度|气温|降水)|每年|年平均(?!浓度|气温|降水)")
_END_OF_CLAUSE = re.compile("[，。；：！？,;:!?]")


def is_yearly(before: str, words: str) -> bool:
    """Whether a number is a mean over years; `before` is what its clause says in front of its words.

    >>> is_yearly("", "地区生产总值年均增长6%"), is_yearly("", "PM2.5年均浓度26微克/立方米")
    (True, False)
    """
    return bool(_YEARLY.search(before + words))


def clause(sentence: str, start: int, end: int) -> tuple[str, str]:
    """What a clause says before and behind the words sentence[start:end].

    >>> clause("全年引进博远等4家企业入驻，6家投产", 7, 11)
    ('全年引进博远等', '入驻')
    """
    before, after = _END_OF_CLAUSE.split(sentence[:start])[-1], _END_OF_CLAUSE.split(sentence[end:])[0]
    return before, after


def years(period: str) -> list[str]:
    """The years that a period names.

    >>> years("2021-2025"), years("2024-H1")
    (['2021', '2025'], ['2024'])
    """
    return _YEAR.findall(period)


def last_year(period: str) -> str:
    """The last year of a period, empty where it has none.

    >>> last_year("2021-2025"), last_year("2024-H1"), last_year("")
    ('2025', '2024', '')
    """
    return (years(period) or [""])[-1]
