"""Documents that say the same are found however many sentences are looked up at a time."""

from __future__ import annotations

from array import array

import pytest

from kg.link import reprints
from kg.link.reprints import marks


@pytest.mark.parametrize("at_once", [1, 7, 200_000])
def test_what_is_looked_up_at_a_time_changes_nothing(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reprints, "_AT_ONCE", at_once)
    first = "".join(f"全县新建改建农村公路{number}公里以上。" for number in range(5))
    other = "".join(f"全县新增城镇就业人数{number}万人以上。" for number in range(5))
    texts = {"a": first, "b": first + other[:60], "c": other, "d": "全县经济运行总体平稳向好。"}
    said = {name: array("Q", marks(text)) for name, text in texts.items()}
    assert list(reprints.reprints(said)) == [("a", "b", 100)]
