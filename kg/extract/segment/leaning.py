"""How much the words of a sentence speak for a review or a plan: a sum of whole numbers over what they are.

Plans begin their clauses with verbs that direct (加快, 培育), reviews tell results (获评, 增至, 比上年) and exact
figures. `weights.tsv` holds the weight of each feature in hundredths of a logit, above 0 for a review, sorted;
`python -m kg.score.fit_leaning` makes it from whole reports, whose headings say what is review and what is plan, and
from gold passages. Words are among the features only where any text uses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg.extract import weights
from kg.reference.vocabulary import common_words
from kg.text import lexicon
from kg.text.dictionary import dictionary
from kg.text.tokens import cut

# Verbs that direct where they begin a clause: 加快产业升级，培育龙头企业.
DIRECTIVES = tuple(
    """
    加快 推进 推动 加强 提升 支持 深化 完善 健全 打造 培育 强化 促进 提高 扩大 引导 鼓励 做强 做优
    做大 做好 办好 用好 抓好 建好 落实 聚焦 增强 加大 巩固 拓展 发挥 发展 优化 实施 壮大 探索 建立
    构建 保障 严格 争创 激发 开展 统筹 持续 大力 深入 积极 坚持 着力 扎实 稳妥 努力 全力 更好
    进一步 不断 精准 严守 守住 谋划 有序 高标准 高质量
""".split()
)
# Words of what is to come: 力争新建学校5所，增长6%左右.
AIMS = """
    力争 确保 我们要 我们将 要坚持 要把 要以 左右 再创建 再建 再新建 预期目标 总体要求 新一轮
""".split()
# Words of what was reached: 获评先进，收入增至3.5亿元，同比增长6%.
RESULTS = """
    入选 获评 获批 荣获 荣登 上榜 跻身 成功 累计 连续 顺利 稳居 位居 居全国 居全省 居全市 首次 首个
    首批 增至 提升至 提高到 增加到 扩大到 降至 降到 达到 突破 超过 高于 取得 圆满 显著 明显 全面完成
    全部完成 如期 率先 超额 被评为 惠及 受益 得到 迈上 迈出 再创 竣工 建成投产 建成通车 落户 签约
    揭牌 同比 比上年 较上年
""".split()
# The feature that every sentence has.
ALWAYS = "always"
HEADER = "feature\tweight"
_PACKAGE = "kg.extract.segment"
_SCALE = 100
_MARKS = frozenset("，。；、：！ 　\n")
_OPENING_TAGS = ("verb.", "stage.", "heading.")
_INNER_TAGS = (*_OPENING_TAGS, "bound.")
# Exact figures are results; aims are round.
_EXACT = re.compile(
    r"[0-9][.．][0-9]{1,4}(?=[%％万亿个倍平公])|(?<![0-9.])(?!20[0-9]{2}年)[0-9]{1,8}[1-46-9](?![0-9.年月日])(?!以上)"
)
_FIGURE = re.compile(r"[0-9][0-9,，]{0,15}(?:\.[0-9]{1,9})?")
# Of figures and of words that count, so many at most are told apart.
_FIGURES, _TIMES = 4, 3

Weights = Mapping[str, int]


def leaning(text: str) -> float:
    """The logit of a sentence's being review (above 0) rather than plan.

    >>> leaning("加快产业升级，培育龙头企业。") < 0 < leaning("获评先进，收入增至3.5亿元。")
    True
    """
    table = _shipped()
    return sum(table.get(name, 0) for name in (ALWAYS, *features(text))) / _SCALE


def features(text: str) -> tuple[str, ...]:
    """What the words, marks and figures of a sentence are, sorted."""
    return tuple(sorted({*_of_words(text), *_of_figures(text), *_of_telling(text)}))


def _of_words(text: str) -> Iterator[str]:
    """Marks, words that any text uses, and tags; apart where a word begins a clause."""
    opens = True
    for _, _, word in cut(text):
        if word in _MARKS:
            yield f"mark={word.strip() or 'space'}"
        else:
            yield from _of_word(word, opens)
        opens = word in _MARKS


@lru_cache(maxsize=20_000)
def _of_word(word: str, opens: bool) -> tuple[str, ...]:
    common = (f"word={word}",) if word in common_words() else ()
    told = tuple(tag for tag in sorted(lexicon.tags(word)) if tag.startswith(_OPENING_TAGS if opens else _INNER_TAGS))
    if not opens:
        return (*common, *(f"holds={tag}" for tag in told))
    first = (f"opens={word}",) if common else ()
    return (*common, *first, f"opens-sort={dictionary().sort(word)}", *(f"opens-tag={tag}" for tag in told))


def _of_figures(text: str) -> Iterator[str]:
    figures = _FIGURE.findall(text)
    yield f"figures={min(len(figures), _FIGURES)}"
    if any("." in figure for figure in figures):
        yield "decimal"
    if any(figure.endswith("0") or len(figure) == 1 for figure in figures):
        yield "round"
    if _EXACT.search(text):
        yield "exact"


def _of_telling(text: str) -> Iterator[str]:
    """How often words stand there that tell of aims and results, and how many clauses begin with what directs."""
    yield from (f"says={word}" for word in ("以上", "左右", "了", "的") if word in text)
    yield from _up_to("aims", sum(map(text.count, AIMS)))
    yield from _up_to("results", sum(map(text.count, RESULTS)))
    yield from _up_to("directed", sum(clause.startswith(DIRECTIVES) for clause in _CLAUSES.split(text)))


_CLAUSES = re.compile(f"[{''.join(sorted(_MARKS))}]")


def _up_to(name: str, times: int) -> Iterator[str]:
    if times:
        yield name
        yield f"{name}={min(times, _TIMES)}"


@cache
def _shipped() -> Weights:
    """The table of the package; raises DataError where a row is not well formed."""
    rows = weights.read(_PACKAGE, weights.shipped(_PACKAGE), HEADER, 1, "make it anew: python -m kg.score.fit_leaning")
    return {feature: weight for (feature,), (weight,) in rows}


def write(told: Weights) -> str:
    """The table of weights, sorted, one row a feature."""
    return weights.write(HEADER, (((feature,), (weight,)) for feature, weight in told.items()))
