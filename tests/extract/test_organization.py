"""Organizations in made-up sentences: full names, short names, and the sorts of bodies that are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import organization
from kg.text.line import Line

WORDS = [
    "瑞",
    "翎",
    "科技",
    "、",
    "等",
    "企业",
    "与",
    "合作",
    "集团",
    "（",
    "）",
    "大学",
    "西宁",
    "市",
    "60万吨",
    "项目",
    "总部",
    "的",
    "华电",
    "一期",
    "系",
    "第八",
    "中学",
]


def found(sentence: str) -> list[tuple[str, str, str]]:
    return [(sentence[x.start : x.end], x.type, x.rule) for x in organization.find(Line.of(sentence))]


def names(sentence: str) -> list[str]:
    return [name for name, _, _ in found(sentence)]


def by_rules(sentence: str) -> list[str]:
    return [name for name, _, rule in found(sentence) if not rule.startswith("learned")]


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "rule"),
    [
        ("获国务院通报表扬", "国务院", "public_body", "listed"),
        ("与中国石化签约", "中国石化", "company", "listed"),
        ("浦发银行西宁分行开业", "浦发银行西宁分行", "company", "listed"),
        ("瑞翎新能源有限公司投产", "瑞翎新能源有限公司", "company", "full company"),
        ("西宁市第八中学启用", "西宁市第八中学", "institution", "full school"),
        ("西宁市亿翎开发有限责任公司投产", "西宁市亿翎开发有限责任公司", "company", "full company"),
        ("与华东师范大学共建", "华东师范大学", "institution", "full school"),
        ("推进第九小学扩建", "第九小学", "institution", "full school"),
        ("市人民医院搬迁", "市人民医院", "institution", "full hospital"),
        ("中国（北方）种质保护中心揭牌", "中国（北方）种质保护中心", "institution", "full center"),
        ("西宁市第二十届人民代表大会召开", "西宁市第二十届人民代表大会", "public_body", "full congress"),
        ("西宁市政府印发方案", "西宁市政府", "public_body", "governed government"),
        ("省财政厅下达资金", "省财政厅", "public_body", "governed agency"),
        ("瑞翎科技扩产", "瑞翎科技", "company", "trading"),
        ("浙江瑞翎化工扩产", "浙江瑞翎化工", "company", "trading"),
        ("瑞翎等高成长企业落户", "瑞翎", "company", "among firms"),
        ("瑞翎系等6家机构入驻", "瑞翎", "company", "groups"),
        ("加快瑞翎60万吨钾肥项目", "瑞翎", "company", "of plants"),
        ("瑞翎鼎一期全面建成", "瑞翎鼎", "company", "of phases"),
        ("瑞翎总部大楼封顶", "瑞翎", "company", "of seats"),
        ("推动瑞翎储能电池项目落地", "瑞翎", "company", "of projects"),
        ("与瑞翎合作实施", "瑞翎", "company", "partners"),
        ("瑞翎、鼎沃荣获省级单项冠军称号", "鼎沃", "company", "honoured"),
        ("瑞翎建设在新三板挂牌", "瑞翎建设", "company", "honoured"),
        ("成立全省首家山货助力联盟", "山货助力联盟", "institution", "founded"),
        ("组建人才安心促进会", "人才安心促进会", "institution", "founded"),
        ("由西宁天翎新能投资有限公司负责运营", "西宁天翎新能投资有限公司", "company", "full company"),
        ("西方纸业控股有限公司上市", "西方纸业控股有限公司", "company", "full company"),
        ("矿石开发产业西宁市翎瑞钙业有限公司位于城北", "西宁市翎瑞钙业有限公司", "company", "full company"),
        ("西宁经济技术开发区管委会印发方案", "西宁经济技术开发区管委会", "public_body", "governed agency"),
        ("与西宁市委宣传部共建", "西宁市委宣传部", "public_body", "governed agency"),
        ("中科院西宁盐化所落户", "中科院西宁盐化所", "institution", "listed"),
        ("瑞翎电气科技（苏州）有限公司扩产", "瑞翎电气科技（苏州）有限公司", "company", "full company"),
        ("西宁瑞翎建设（集团）股份有限公司承建", "西宁瑞翎建设（集团）股份有限公司", "company", "full company"),
        ("青海医科大学宣武医院揭牌", "青海医科大学宣武医院", "institution", "listed"),
        ("水利部规划总院组织审查", "水利部规划总院", "institution", "listed"),
        ("县疾控中心获评先进", "县疾控中心", "institution", "full center"),
        ("瑞翎、岭午2家企业投产", "岭午", "company", "among firms"),
        ("西宁二院启用", "西宁二院", "institution", "full hospital"),
    ],
)
def test_each_rule_finds_its_own(sentence: str, name: str, kind: str, rule: str) -> None:
    assert (name, kind, rule) in found(sentence)


def test_an_item_beside_a_company_is_one() -> None:
    assert names("瑞翎科技、鼎沃盘活重启") == ["瑞翎科技", "鼎沃"]


@pytest.mark.parametrize(
    "sentence",
    [
        "市政府、区委和各部门齐抓共管",
        "引进龙头企业12家，支持民营企业发展",
        "新增三甲医院2家、普惠性幼儿园8所",
        "办好101所寄宿制学校",
        "各级党组织和高校毕业生",
        "以同志为核心的党中央",
        "描绘2035年远景目标",  # 远景 is a company only where companies stand
        "南山750千伏输变电项目",  # a place, not an owner
        "加快川渝电力互济",
        "2025年西宁市政府工作报告",
        "组建大型综合性集团",
        "中国建筑业总产值、全国人大代表建议",  # the beginning of something else
        "引进法律、会计、咨询等专业服务机构",  # fields, not firms
        "国内众多能源企业负责运营",
        "成立专业合作社3家，组建工作专班",
        "获评优质基础教育集团",
        "新建10家川渝联合实验室，省级工程技术研究中心42个",
        "年产5GWTOPCon电池",  # letters of a longer word
        "推进“三校一院”建设",
        "市委副书记、西宁市委书记讲话",
        "与川渝三甲医院共建专科",
    ],
)
def test_what_is_no_organization(sentence: str) -> None:
    assert names(sentence) == []


def test_a_list_of_firms_vouches_for_a_name_of_common_words() -> None:
    sentence = "扶持翎午、瑞正、今宵后、鼎福龙等农业龙头企业"
    assert names(sentence) == ["翎午", "瑞正", "今宵后", "鼎福龙"]
    assert by_rules("扶持今宵后等农业龙头企业") == []


@pytest.mark.parametrize("sentence", ["扶持今宵后等企业", "翎瑞食品质量好"])
def test_fields_and_common_words_alone_are_no_firm(sentence: str) -> None:
    assert by_rules(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("据精河县文体广电和旅游局介绍", "精河县文体广电和旅游局"),
        ("与县发展和改革局签约", "县发展和改革局"),
        ("供图精河县委宣传部", "精河县委宣传部"),
        ("根据甘肃省委的目标", "甘肃省委"),
        ("河南农业学院揭牌", "河南农业学院"),
    ],
)
def test_a_body_of_many_fields_or_of_a_committee_has_its_place(sentence: str, body: str) -> None:
    assert by_rules(sentence) == [body]


@pytest.mark.parametrize("sentence", ["发电能力3750千瓦的电站投产"])
def test_what_a_plant_can_do_is_not_its_owner(sentence: str) -> None:
    assert by_rules(sentence) == []


@pytest.mark.parametrize("sentence", ["精河县加快推进农业农村局改革", "精河县召开由水利局牵头的会议"])
def test_a_place_behind_a_verb_is_no_part_of_a_body(sentence: str) -> None:
    assert by_rules(sentence) == []


def test_leading_words_are_left_out() -> None:
    assert names("全市重点企业瑞翎科技增产") == ["瑞翎科技"]
    assert names("组建运营西宁农商银行") == ["西宁农商银行"]


def test_a_county_before_a_short_name_is_where_it_works() -> None:
    assert names("格尔木瑞翎能源75万千瓦项目") == ["瑞翎能源"]


def test_a_few_letters_between_companies_are_one() -> None:
    assert names("依托翎瑞能源、今宵后、海川科技等拓展供应") == ["翎瑞能源", "今宵后", "海川科技"]
    assert "今宵后" not in names("依托翎瑞能源、今宵后拓展供应")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("华为落户", ["华为"]),
        ("华能翎瑞加快扩建", ["华能翎瑞"]),  # the longer name that it begins
        ("华为村通水", []),
    ],
)
def test_a_known_short_name_stands_before_a_boundary(sentence: str, found: list[str]) -> None:
    assert names(sentence) == found


def test_seats_are_no_trade_of_seats() -> None:
    assert names("翎瑞总部揭牌") == ["翎瑞"]
    assert names("建设翎瑞总部经济集聚区") == []


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=12,
    )
)
def test_offsets_are_ordered_and_apart(words: list[str]) -> None:
    sentence = "".join(words)
    first = organization.find(Line.of(sentence))
    assert first == organization.find(Line.of(sentence))
    assert all(0 <= name.start < name.end <= len(sentence) for name in first)
    assert all(one.end <= other.start for one, other in pairwise(first))
