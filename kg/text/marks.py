"""Marks and small words by what they do to the words around them, once for all rules."""

from __future__ import annotations

import re

# Join the members of a list.
JOINING = frozenset(("、", "和", "与", "及", "以及"))
# Close a list before what it is a list of.
AND_SO_ON = frozenset(("等", "等等"))
# Part a sentence.
PAUSES = frozenset("，。；：、")
QUOTES = frozenset('“”‘’"「」')

NUMERALS = frozenset("一二三四五六七八九十百千万亿两几多")

HAN = re.compile("[一-鿿]+")


def before_parenthesis(text: str) -> str:
    """A name without the parenthesis that ends it.

    >>> before_parenthesis("收入（含开发区）"), before_parenthesis("收入")
    ('收入', '收入')
    """
    opening = max(text.rfind("（"), text.rfind("("))
    return text[:opening] if text.endswith(("）", ")")) and opening > 0 else text
