"""Codes of named industries: the official table is whole, the own table refers to nothing that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reference import industries


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
        ("高原露天蔬菜", "蔬菜"),  # known by its head alone
        ("汽车服务业", "服务业"),  # a service is not what it serves
        ("绿色服务业", "服务业"),  # what only praises is no head
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


@pytest.mark.parametrize(
    ("name", "linking", "key"),
    [
        ("数字经济产业", "same", "数字经济"),
        ("“新能源”产业集群", "same", "新能源"),
        ("食品工业", "same", "食品"),
        ("专业服务业", "same", "专业服务"),
        ("再制造产业", "same", "再制造"),
        ("茶产业", "same", "茶"),
        ("人工智能行业", "same", "人工智能"),
        ("AI产业", "same", "人工智能"),
        ("谷物种植业", "same", "谷物种植"),
        ("高原露天蔬菜产业链", "head", "高原露天蔬菜"),
        ("深蓝算力服务产业", "head", "深蓝算力服务"),
        ("幸福产业", "unlinked", "幸福产业"),
        ("零部件", "unlinked", "零部件"),
        ("到户产业", "unlinked", "到户产业"),
        ("产业", "unlinked", "产业"),
        ("", "unlinked", ""),
    ],
)
def test_how_a_name_is_linked_and_what_stands_for_it(name: str, linking: str, key: str) -> None:
    assert (industries.match(name).linking, industries.canonical(name)) == (linking, key)


@given(st.sampled_from(sorted([*industries.policy(), *industries.synonyms(), *industries.official().values()])))
def test_what_stands_for_a_name_stands_for_itself(name: str) -> None:
    key = industries.canonical(name)
    assert industries.canonical(key) == key
    assert industries.match(key).linking == industries.match(name).linking


def test_other_names_are_names_of_policy_industries_and_of_one_alone() -> None:
    names = industries.synonyms()
    assert set(names.values()) <= set(industries.policy())
    assert not set(names) & set(industries.policy())


@pytest.mark.parametrize(
    ("project", "told"),
    [
        ("青岭5万千瓦风电项目", ("风电", "风电")),
        ("青岭抽水蓄能电站", ("蓄能电站", "抽水蓄能")),
        ("青岭大学附属医院", ("医院", "卫生")),  # the last word is the head
        ("青岭国际陆港区", ("陆港区", "物流")),  # of words that end together the longest
        ("青岭炼化一体化工程", ("炼化", "石化")),  # 化工 across two words is none
        ("青岭科学院基地", ("科学院", "科技服务")),
        ("青岭先进电池材料项目", ("电池材料", "电池材料")),  # a policy industry by its own name
        ("青岭国际峰会项目", None),
        ("", None),
    ],
)
def test_the_name_of_a_project_tells_its_industry(project: str, told: tuple[str, str] | None) -> None:
    assert industries.by_name(project) == told


def test_every_word_of_projects_tells_a_policy_industry() -> None:
    for word, name in industries.rows("project_words.tsv", 2):
        assert name in industries.policy() or name in industries.synonyms(), word
