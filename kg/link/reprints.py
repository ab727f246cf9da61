"""Documents that say the same: a report and its reprint in the press, a draft and what came of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b
from itertools import combinations

_END = re.compile("[。！？；\n]")
_GAPS = re.compile(r"\s")
# A shorter sentence may be a turn of speech; one that more documents have is one, however long it is.
_LONG, _COMMON = 12, 20
# So much of the shorter document, and no less than so many sentences, make one a reprint of the other.
_SHARE, _LEAST = 0.8, 3
# So many sentences are looked up at a time, about: what is held does not grow with the number of documents.
_AT_ONCE = 200_000


def marks(text: str) -> frozenset[int]:
    """Numbers of 63 bits for the sentences of a text, equal for equal sentences."""
    return frozenset(
        int.from_bytes(blake2b(sentence.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
        for sentence in _sentences(text)
    )


def reprints(said: Mapping[str, Collection[int]]) -> Iterator[tuple[str, str, int]]:
    """(name, name, percent of the shorter one's sentences that both have) of documents most of which is the same.

    `said` holds the `marks` of each document, each once.

    >>> text = "".join(f"全市新建改建农村公路{number}公里以上。" for number in range(5))
    >>> texts = {"a": text, "b": text + "会议还听取了其他事项的报告。", "c": "全市经济运行总体平稳向好。"}
    >>> list(reprints({name: marks(text) for name, text in texts.items()}))
    [('a', 'b', 100)]
    """
    shared: Counter[tuple[str, str]] = Counter()
    passes = 1 + sum(map(len, said.values())) // _AT_ONCE
    for turn in range(passes):
        where: dict[int, list[str]] = {}
        for name in sorted(said):
            for sentence in said[name]:
                if sentence % passes == turn:
                    where.setdefault(sentence, []).append(name)
        for names in where.values():
            if len(names) <= _COMMON:
                shared.update(combinations(names, 2))
    for (one, other), count in sorted(shared.items()):
        share = count / min(len(said[one]), len(said[other]))
        if share >= _SHARE and count >= _LEAST:
            yield one, other, round(100 * share)


def _sentences(text: str) -> Iterator[str]:
    for piece in _END.split(text):
        sentence = _GAPS.sub("", piece)
        if len(sentence) >= _LONG:
            yield sentence
