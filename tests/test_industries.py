"""Codes of named industries: the official table is whole, the own table refers to nothing that is not there."""

from __future__ import annotations

import pytest

from kg import industries


def test_the_official_table_has_all_four_levels() -> None:
    lengths = [len(code) for code in industries.official()]
    assert [lengths.count(size) for size in (1, 3, 4, 5)] == [20, 97, 473, 1381]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("集成电路产业集群", ("C397", "I652")),  # the table of policy industries, without the tail
        ("谷物种植", ("A011",)),  # an official name
        ("纺织业", ("C17",)),
        ("绿色智能船舶", ("C373",)),  # the head of a compound
        ("“稻渔果茶”全产业链", ()),  # nothing fits
        ("未来产业", ()),  # cuts across
        ("", ()),
    ],
)
def test_codes(name: str, expected: tuple[str, ...]) -> None:
    assert industries.codes(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("集成电路产业", "新一代信息技术"),
        ("跨境电商", "数字经济"),
        ("酒的制造", "制造业"),
        ("制造业", ""),
        ("瑞岭产业", ""),
    ],
)
def test_broader(name: str, expected: str) -> None:
    assert industries.broader(name) == expected


def test_every_code_and_every_coarser_industry_exists() -> None:
    table = industries.policy()
    assert {code for codes, _ in table.values() for code in codes} <= set(industries.official())
    assert {coarser for _, coarser in table.values() if coarser} <= set(table)


def test_coarser_industries_do_not_go_in_circles() -> None:
    table = industries.policy()
    for name in table:
        seen = [name]
        while coarser := table.get(seen[-1], ((), ""))[1]:
            assert coarser not in seen, seen
            seen.append(coarser)
