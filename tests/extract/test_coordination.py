"""Coordinations: the members with the head that they share."""

from __future__ import annotations

import pytest

from kg.extract.observation.coordination import spread

EXAMPLES = [
    (["城镇居民收入", "农村居民收入"], "城乡居民收入"),
    (["规上工业增加值", "固定资产投资"], "规上工业增加值、固定资产投资"),
    (["化工投资", "旅游投资"], "化工、旅游投资"),
    (["垃圾清运率", "垃圾处理率"], "垃圾清运率、垃圾处理率"),
    (["接待旅客", "旅游花费"], "接待旅客、实现旅游花费"),
    (["客运量", "货运量"], "客运量和货运量"),
    (["“白塔、青石”品牌产品"], "“白塔、青石”品牌产品"),
    (["共和县城人口"], "共和县城人口"),
]


@pytest.mark.parametrize(("expected", "phrase"), EXAMPLES, ids=[phrase for _, phrase in EXAMPLES])
def test_members_are_spelled_out(expected: list[str], phrase: str) -> None:
    assert spread(phrase) == expected
