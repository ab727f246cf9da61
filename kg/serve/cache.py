"""The latest answers, kept for whoever asks the same."""

from __future__ import annotations

from collections import OrderedDict

from kg.serve.pool import Reply


class Cache:
    """The latest answers, for a store that does not change: as many as fit into some bytes, no large ones."""

    def __init__(self, bound: int) -> None:
        self.bound, self.used = bound, 0
        self._kept: OrderedDict[str, Reply] = OrderedDict()

    def get(self, key: str) -> Reply | None:
        """An answer that was given before."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, reply: Reply) -> None:
        """Keep an answer, and let the oldest ones go."""
        size = len(key) + len(reply[1])
        if size > self.bound // 16 or key in self._kept:
            return
        self._kept[key] = reply
        self.used += size
        while self.used > self.bound:
            gone, (_, old) = self._kept.popitem(last=False)
            self.used -= len(gone) + len(old)
