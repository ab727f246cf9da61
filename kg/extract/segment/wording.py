"""Review or plan where neither heading nor time says so: by the words of whole passages.

One sentence says little (`leaning`): over all sentences between two headings that say more, the path through review and
plan is taken that agrees with most words and pays for every change (Viterbi), so that a sentence exchanged turns no
passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.segment.leaning import leaning
from kg.extract.segment.times import Leaning

# What a draft budget says of its amounts: 支出安排12亿元，提前下达转移支付6亿元.
DRAFTED = """
    收入安排 支出安排 拟安排 建议安排 预算草案 代编预算 预期 提前下达 安排支出 比上年执行数 预计
""".split()
# What the execution of a budget says of its amounts: 收入完成12亿元，为年初预算的102%.
EXECUTED = """
    预算执行 为预算 为年初预算 为调整预算 为变动预算 占预算 完成 实际
    执行中 拨付 争取到位 下达资金 超收
""".split()

# A sentence counts so much at most, and a change of state so much: more than three sentences.
_MOST, _CHANGE = 2.0, 6.0
# So much does a logit count: the sentences of a passage repeat each other.
_WEIGHT = 0.5
# A time that opens a sentence (`2025年，`, `今年，`) counts like many words.
_TIMED = 6.0
# What speaks for a review before anything is read: news and bulletins tell what is.
_BEFORE = {"news": 4.0, "bulletin": 1000.0, "report": 0.5, "budget": 1.0, "plan": -3.0}
# So much do amounts without a verb speak for a draft.
_AMOUNTS = 0.3
_MONEY = ("万元", "亿元")


def evidence(text: str, kind: str) -> float:
    """How much the words of a sentence speak for a review (above 0) or a plan (below 0).

    >>> evidence("加快产业升级，培育龙头企业。", "report") < 0 < evidence("获评先进，收入增至3.5亿元。", "report")
    True
    """
    if kind == "budget":
        balance = _told(EXECUTED, text) - _told(DRAFTED, text)
        # A draft may do without any word for it: 教育支出12亿元，增长5%.
        return max(-_MOST, min(_MOST, float(balance))) if balance else -_AMOUNTS * any(unit in text for unit in _MONEY)
    return max(-_MOST, min(_MOST, _WEIGHT * leaning(text)))


def _told(words: Iterable[str], text: str) -> int:
    """How often a text says one of the words."""
    return sum(map(text.count, words))


def decide(passage: Sequence[tuple[str, Leaning]], kind: str) -> list[bool]:
    """Whether each sentence of a passage belongs to a plan; each comes with what a time that opens it implies."""
    scores = [_TIMED * (1 if timed == "achieved" else -1) if timed else evidence(text, kind) for text, timed in passage]
    review, plan = _BEFORE.get(kind, 0.0), 0.0
    came: list[tuple[bool, bool]] = []
    for score, (_, timed) in zip(scores, passage, strict=True):
        price = 0.0 if timed else _CHANGE
        came.append((plan - price > review, plan >= review - price))
        review, plan = max(review, plan - price) + score / 2, max(plan, review - price) - score / 2
    path = [plan > review]
    for from_review, from_plan in reversed(came[1:]):
        path.append(from_plan if path[-1] else from_review)
    return path[::-1]


# What a clause says of several years, and of one.
_FIVE_YEARS = re.compile(r"(?:五|(?<![0-9])5)年(?:来|间|累计|新|共|改|建|增|提|下降|投)")
_ONE_YEAR = ("比上年", "较上年", "同比", "全年", "一年来", "去年", "今年", "上半年")


def five_years(passage: Sequence[str]) -> tuple[int, int, int] | None:
    """(sentence, start, end) of the first words of five years, in a passage that tells more of them than of one.

    >>> five_years(["新建校舍12所。", "粮食产量5年增长8%。"])
    (1, 4, 7)
    """
    told = [(at, *match.span()) for at, text in enumerate(passage) for match in _FIVE_YEARS.finditer(text)]
    return told[0] if len(told) > sum(_told(_ONE_YEAR, text) for text in passage) else None


def executed(text: str) -> bool:
    """Whether a sentence of a budget tells what came of it."""
    return any(word in text for word in EXECUTED)


def one_year(passage: Sequence[str]) -> bool:
    """Whether a passage tells of one year, or a part of it."""
    return any(word in text for text in passage for word in _ONE_YEAR)
