"""Heads, capacities, and what is left out at both ends of a name."""

from __future__ import annotations

import pytest

from kg.extract.project.names import finer, head, strip_left, strip_right
from kg.model import Amount
from kg.text.line import Line
from kg.text.spans import Found


def a_line(text: str, *names: str) -> Line:
    return finer(Line.of(text)).with_names(
        [Found(at, at + len(name), "admin", "t") for name in names if (at := text.find(name)) >= 0]
    )


@pytest.mark.parametrize(
    ("kind", "word", "name"),
    [
        ("facility", "水库", "青岭水库"),
        ("generic", "项目", "柳坪20万吨尿素项目"),
        ("action", "迁建", "第九中学迁建"),
        ("facility", "水电站", "青岭水电站（二级）"),
        ("phase", "二期", "沿河高速二期"),
        ("road", "路", "柳林路"),
        ("none", "", "青岭水库规模"),
        ("none", "", "工作思路"),
        ("none", "", "青岭技能培训140期"),
    ],
)
def test_the_head_says_what_kind_of_thing_it_is(kind: str, word: str, name: str) -> None:
    found = head(name)
    assert (found.kind, found.word) == (kind, word)
    assert name[found.start :].startswith(word)


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ((Amount("2×660", "兆瓦"),), "柳坪热电2×660兆瓦煤电项目"),
        ((Amount("53", "万千瓦"),), "岚山53万千瓦源网荷储项目"),
        ((Amount("1000", "亩"),), "千亩盐碱地治理"),
        ((Amount("10", "万吨"), Amount("3", "万吨")), "岚山10万吨尿素及3万吨硫酸钾项目"),
        ((), "S10柳坪至白塔高速"),
        ((), "青岭水库"),
    ],
)
def test_capacities_are_read_as_written(expected: tuple[Amount, ...], name: str) -> None:
    assert tuple(Amount(item.value, item.unit) for item in a_line(name).capacities(0, len(name))) == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("青岭水库", "全力有序青岭水库"),
        ("青岭水库", "总投资3亿元的青岭水库"),
        ("青岭水库", "2025年6月青岭水库"),
        ("算力中心", "全省首个算力中心"),
        ("青岭水库", "青岭水库"),
    ],
)
def test_adverbs_times_and_ordinals_do_not_open_a_name(expected: str, text: str) -> None:
    assert text[strip_left(a_line(text), 0, len(text)) :] == expected


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("青岭水库", "青岭水库年内"),
        ("青岭水库", "青岭水库6月"),
        ("青岭产业园", "青岭产业园总体规划"),
        ("科技园", "科技园在白塔县"),
    ],
)
def test_adverbs_times_and_places_do_not_close_a_name(expected: str, text: str) -> None:
    assert text[: strip_right(a_line(text, "白塔县"), 0, len(text))] == expected


def test_words_made_of_an_adverb_and_a_verb_are_parted() -> None:
    assert [token.text for token in a_line("青岭水库全面开工").tokens][-2:] == ["全面", "开工"]
