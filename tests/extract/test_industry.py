"""Industries in made-up sentences: what is one, what is not, and where the name begins and ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import industry
from kg.text.line import Line

WORDS = [
    "发展",
    "、",
    "新材料",
    "等",
    "产业",
    "“",
    "”",
    "和",
    "光伏",
    "的",
    "瑞岭",
    "产业链",
    "+",
    "，",
    "现代",
    "投资",
    "培育",
    "消费",
    "陶瓷",
    "园",
    "3",
]


def names(sentence: str) -> list[str]:
    return [sentence[found.start : found.end] for found in industry.find(Line.of(sentence))]


def rules(sentence: str) -> dict[str, str]:
    return {sentence[found.start : found.end]: found.rule for found in industry.find(Line.of(sentence))}


@pytest.mark.parametrize(
    ("sentence", "rule", "expected"),
    [
        ("做优陶瓷产业", "headed", ["陶瓷产业"]),
        ("光伏装备制造产业链不断延伸", "headed", ["光伏装备制造产业链"]),
        ("形成百亿级石墨产业集群", "headed", ["石墨产业集群"]),
        ("规范发展直播电商", "named", ["直播电商"]),
        (
            "半导体与集成电路、智能网联汽车、机器人等集群壮大",
            "listed strong",
            ["半导体与集成电路", "智能网联汽车", "机器人"],
        ),
        ("发展现代特色农业", "named", ["现代特色农业"]),
        ("积极引进生物医药，", "grown", ["生物医药"]),
        ("深化先进制造业和现代服务业融合试点", "named", ["先进制造业", "现代服务业"]),
        ("大力发展乡村旅游，", "grown", ["乡村旅游"]),
        ("前瞻布局脑机接口。", "grown", ["脑机接口"]),
        ("培育中药大品种", "grown", ["中药"]),
        ("化工新材料产值突破五百亿元", "told", ["化工新材料"]),
        ("推动光伏装机再增长", "told", ["光伏"]),
        ("做强“稻渔果茶”全产业链", "quoted", ["“稻渔果茶”全产业链"]),
        (
            "煤炭开采和洗选业、计算机、通信和其他电子设备制造业增长较快",
            "classified",
            ["煤炭开采和洗选业", "计算机、通信和其他电子设备制造业"],
        ),
        ("培育壮大蒲草经济。", "economy", ["蒲草经济"]),
        ("发展“绿电+智算”", "summed", ["绿电+智算"]),
    ],
)
def test_each_rule_finds_its_own(sentence: str, rule: str, expected: list[str]) -> None:
    assert names(sentence) == expected
    assert set(rules(sentence).values()) == {rule}


@pytest.mark.parametrize(
    "sentence",
    [
        "推动产业转型升级",  # a head alone
        "改造提升传统产业、壮大特色优势产业",  # says of what sort, not which
        "第一产业增加值12亿元，第二产业增加值30亿元",
        "壮大县域经济，发展民营经济",
        "安装光伏路灯300盏",  # a thing
        "汽车保有量突破20万辆",
        "建设文化产业园",  # the beginning of a park's name
        "举办数字经济大会",
        "加强旅游、燃气等领域安全监管",  # a duty
        "稳定汽车、家电等大宗消费",
        "推广“绿电+智算”供电模式",
        "就业、医疗、养老、安居等民生实事",
    ],
)
def test_what_is_no_industry(sentence: str) -> None:
    assert names(sentence) == []


def test_members_of_a_list_share_its_head() -> None:
    assert names("培育新材料、玉石加工、生态旅游等优势产业") == ["新材料", "玉石加工", "生态旅游"]
    assert names("挖掘家政、餐饮、研学等服务消费潜力") == ["家政", "餐饮", "研学"]
    assert names("煤化工、硅光伏、风电装备三大产业齐头并进") == ["煤化工", "硅光伏", "风电装备"]
    assert names("形成以制鞋、石材为主导的产业集群") == ["制鞋", "石材"]


def test_unknown_members_come_along_where_the_others_are_industries() -> None:
    assert "酱卤" in names("发展乳业、饮料、酱卤、调味品等产业")


def test_neighbours_without_a_shared_head() -> None:
    assert names("能源、旅游投资分别增长8%、6%") == ["能源", "旅游"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("加快国家现代农业示范", ["现代农业"]),  # 国家 says nothing about the industry
        ("全省数字贸易稳定增长", ["数字贸易"]),
        ("推进创新药研发", ["创新药"]),  # what is done with it is not its name
        ("丰收县白茶产业提质", ["白茶产业"]),  # nor is the place
    ],
)
def test_where_a_name_begins_and_ends(sentence: str, expected: list[str]) -> None:
    assert names(sentence) == expected


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    )
)
def test_offsets_are_ordered_and_apart(words: list[str]) -> None:
    sentence = "".join(words)
    found = industry.find(Line.of(sentence))
    assert found == industry.find(Line.of(sentence))
    assert all(0 <= name.start < name.end <= len(sentence) for name in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "sentence",
    [
        "采矿业增加值增长3.5%，批发和零售业实现738.4亿元",
        "新建省级制造业创新中心2家",
        "列入普惠金融示范园区",
        "采矿业-16.1，批发和零售业-45.8",
        "依托“链主”企业开展产业链垂直整合",
    ],
)
def test_what_figures_are_told_of_or_bodies_are_called_by_is_no_industry(sentence: str) -> None:
    assert names(sentence) == []
