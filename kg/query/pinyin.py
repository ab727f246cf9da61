"""The initials of the pinyin of common characters, without a dictionary.

The characters of GB 2312's first level stand in the order of their pinyin, so that the code of one of these 3,755 tells
its initial; rarer ones have none here.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

# The first character of each initial, as GB 2312 codes; the level ends before 0xD7FA.
_FIRST = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
_CODES = [code for code, _ in _FIRST]
_END = 0xD7FA


def initials(text: str) -> str:
    """The initials of a name, other characters as they are.

    >>> initials("格尔木市GDP"), initials("青海湖")
    ('gemsgdp', 'qhh')
    """
    return "".join(map(_initial, text.lower()))


@lru_cache(maxsize=8192)
def _initial(letter: str) -> str:
    try:
        code = int.from_bytes(letter.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return letter
    return _FIRST[bisect_right(_CODES, code) - 1][1] if _CODES[0] <= code < _END else letter
