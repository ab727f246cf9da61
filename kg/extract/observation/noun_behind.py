"""The noun behind a count: up to the first predicate, whole words."""

from __future__ import annotations

import re

from kg.extract.observation.verb_classes import CHANGES, DO, PREDICATES
from kg.text import lexicon
from kg.text.line import CLOSING, OPENING, Line
from kg.text.tokens import Token

# Verbs that are nouns as well: they end the noun behind a count only where nothing follows them in it.
_NOUNS_TOO = lexicon.words("verb", "verb-noun")


# Words that join nouns and end none.
_JOINTS = ("和", "及", "与", "以", "的", "等", "并")


def behind(line: Line, start: int, end: int) -> tuple[int, int]:
    """The noun in `text[start:end]`, the stretch behind a count: up to the first predicate; empty if there is none."""
    text = line.text
    while start < end and text[start] in " 的":
        start += 1
    if start >= end or text[start] in "，。；、：:,;）)！？" or text.startswith(("台阶", "新台阶"), start):
        return start, start
    at, depth = start, 0
    for token in line.inside(start, end):
        inside = _inside_word(line, token)
        if depth == 0 and token.text in CHANGES and not inside:
            break
        depth += sum(map(token.text.count, OPENING)) - sum(map(token.text.count, CLOSING))
        if depth < 0 or (depth == 0 and not inside and _predicates(line, token, start, end)):
            break
        at = token.end
    while at > start and text[start:at].endswith(_JOINTS):
        at -= 1
    if text[start:at].endswith(_EACH) and at - start > len(_EACH[0]) + 1:
        at -= len(_EACH[0])  # 储能项目|分别开工
    if at - start > 1 and _WORK.fullmatch(text, at, end):
        at = end  # 学校校舍|提升工程: a verb inside a longer noun
    return start, at


def _inside_word(line: Line, token: Token) -> bool:
    """Whether a letter that says what is reached is part of a noun: 碳|达|峰, 企业|达|标; not 企业|达50家."""
    following = line.at(token.end)
    return token.text == "达" and len(following) == 1 and "一" <= following <= "龥" and following not in "到至成超近约"


_EACH = ("分别", "全部")
_WORK = re.compile(
    "(?!完成|实现|全部|已|获|入|被|有|开工|建成|通过|达|超|等|的|和|及|与)[一-龥]{2,8}(?<!进展)(?:工程|任务|工作|企业|项目)"
)


def _predicates(line: Line, token: Token, start: int, end: int) -> bool:
    known = token.text in PREDICATES or (len(token.text) >= 4 and token.text in DO and token.start > start)
    if not known or token.text in ("和", "及", "与", "以及"):
        return False
    if token.start == start or token.text in _NOUNS_TOO:
        return not _noun_follows(line, token, end)
    return True


def _noun_follows(line: Line, token: Token, end: int) -> bool:
    """A verb right behind the count is part of a longer noun if more follows: `15个改造项目`."""
    following = line.inside(token.end, end)
    return bool(following) and following[0].text not in PREDICATES
