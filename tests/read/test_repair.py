"""Repair: what is joined, what is left out, and the way back to the raw text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.repair import Repaired, repair

PARAGRAPH = (
    "全年完成固定资产投资120亿元，实施重点项目86个，新建改建农村公路350公里，城乡面貌持续改善。"
    "坚持把改善民生作为出发点和落脚点，新增城镇就业3200人，发放创业贷款1.5亿元，群众生活更有保障。"
    "持续深化重点领域改革，营商环境不断优化，新登记经营主体1800户，发展活力明显增强，社会大局保持稳定。"
)


def wrapped(text: str, width: int, between: str = "\n") -> str:
    return between.join(text[at : at + width] for at in range(0, len(text), width))


def raw_offset(repaired: Repaired, at: int) -> int:
    text, raw = repaired.breaks[bisect_right(repaired.breaks, (at, float("inf"))) - 1]
    return raw + at - text


@pytest.mark.parametrize("width", [14, 21, 30, 38])
@pytest.mark.parametrize("between", ["\n", "\r\n", "\n\n", " \n\n \n"])
def test_hard_breaks_inside_sentences_are_joined(width: int, between: str) -> None:
    repaired = repair(wrapped(PARAGRAPH, width, between)).text
    assert repaired.replace("\n", "") == PARAGRAPH
    assert all(line.endswith("。") for line in repaired.split("\n"))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        # hard breaks with a page number between
        (
            "加强大气污染防治，抓好河湖“清\n\n—— 11 ——\n\n四乱”整治，水质稳定达标。",
            "加强大气污染防治，抓好河湖“清四乱”整治，水质稳定达标。",
        ),
        # spaces beside numbers and between the characters of justified lines
        ("完成造林 55 个地块，投资2.3 亿元", "完成造林55个地块，投资2.3亿元"),
        ("铺 设 管 网47公 里 ， 生 活 污 水", "铺设管网47公里，生活污水"),
        # spaces that part phrases, names and Latin words stay
        ("担当实干争先进 砥砺奋进开新局", "担当实干争先进 砥砺奋进开新局"),
        ("The 5G network", "The 5G network"),
        # shadow text of a PDF
        ("深化改革创新深化改革创新 完善合作机制完善合作机制", "深化改革创新 完善合作机制"),
        ("奋进奋进··20302030", "奋进·2030"),
        ("常常想起高高山上", "常常想起高高山上"),
        # a paragraph cut at the end of a column, and inside a word
        (
            "全市上下聚焦产业就业医疗保障等方面的更高需求，以实施民生实事项目为\n\n牵引，统筹推进各项事业。",
            "全市上下聚焦产业就业医疗保障等方面的更高需求，以实施民生实事项目为牵引，统筹推进各项事业。",
        ),
        (
            "坚定不移延伸拓展产业链\n\n条、做强集群，着力增强发展后劲。",
            "坚定不移延伸拓展产业链条、做强集群，着力增强发展后劲。",
        ),
        ("就业率达\n98.3%，调解纠纷1640\n件，成效明显。", "就业率达98.3%，调解纠纷1640件，成效明显。"),
        # clauses of one sentence
        ("小麦产量1.7万吨；\n玉米产量77万吨。", "小麦产量1.7万吨；玉米产量77万吨。"),
        # wide figures, letters and marks
        ("增长５．３％，投资１，２００万元，ＧＤＰ居前", "增长5.3%，投资1,200万元，GDP居前"),
        ("收入１２，３４５元，支出１２，５６元", "收入12,345元，支出12，56元"),
        ("增速为－１．２％", "增速为-1.2%"),
        ("――2024年1月9日", "——2024年1月9日"),
        # radicals and compatibility forms that fonts give for characters
        ("\u2f08\u2f24\u2f2f作，\uf9e9程120公\uf9e9", "人大工作，里程120公里"),
        # footnotes: they count upwards, or notes open with them
        ("落实“两重”［1］“两新”［2］政策，建成四库［3］。", "落实“两重”“两新”政策，建成四库。"),
        ("推进三区三线①划定。\n①三区三线：指三类空间。", "推进三区三线划定。\n①三区三线：指三类空间。"),
        ("实施四库工程¹，打造五网²。", "实施四库工程，打造五网。"),
        # a column said twice
        ("建成学校12所，改造小区5个。建成学校12所，改造小区5个。群众满意。", "建成学校12所，改造小区5个。群众满意。"),
        # blanks inside decimals, and decimals broken in two
        (
            "新引进项目 65 个,计划总投资 60. 5 亿元,增长 36. 8、25%、33. 3%。",
            "新引进项目65个,计划总投资60.5亿元,增长36.8、25%、33.3%。",
        ),
        ("24. 3 亿元,增长 8%", "24.3亿元,增长8%"),
        ("一、2025年工作回顾\n20万吨级航道建成投运。", "一、2025年工作回顾\n20万吨级航道建成投运。"),
        ("岚山县2025年统计公报\n全年粮食增长5%；\n蔬菜增长6%。", "岚山县2025年统计公报\n全年粮食增长5%；蔬菜增长6%。"),
        ("全年完成投资31. 4亿元，增长5 . 3%，利润2 .1亿元", "全年完成投资31.4亿元，增长5.3%，利润2.1亿元"),
        ("完成投资３１．　４亿元", "完成投资31.4亿元"),
        ("实施项目12个，完成投资31.\n4亿元，成效明显。", "实施项目12个，完成投资31.4亿元，成效明显。"),
        # marks of items before numbers
        (
            "1.新建学校全部开工。\n2.15个项目全部开工。\n3.8条道路全部完成。",
            "1.新建学校全部开工。\n2、15个项目全部开工。\n3、8条道路全部完成。",
        ),
        # footnotes behind shares
        ("增长5.3%¹，达到8.1%²。", "增长5.3%，达到8.1%。"),
        # a caption inside a sentence
        (
            "全县建成道路12公里，新建厂房和\n张某 摄\n供水管网，全部投入使用。",
            "全县建成道路12公里，新建厂房和\n供水管网，全部投入使用。",
        ),
        # escapes that a program wrote out
        (r"各位代表：\r\n&nbsp; 一、工作回顾\r\n\r\n&ldquo;三新&rdquo;经济", "各位代表：\n一、工作回顾\n“三新”经济"),
        # how characters are read
        ("全县重(zhòng)点(diǎn)建设(shè)项目", "全县重点建设项目"),
        # other texts of a page
        ("全县新建道路。\n上一篇：\n某县工作报告\n相关文章\n03-30 某市工作报告", "全县新建道路。"),
        # unseen characters
        ("地\u200b区\ufeff生产\u00ad总值", "地区生产总值"),
    ],
)
def test_what_is_repaired(raw: str, read: str) -> None:
    assert repair(raw).text == read


@pytest.mark.parametrize(
    "text",
    [
        "一、去年工作回顾\n去年是很不平凡的一年，全市上下攻坚克难。",
        "（三）深入推进城市治理\n城市更新扎实开展。启动26个改造项目，完成小区改造12个。",
        "凝聚绿色共识 打造生态高地\n筑牢发展基础 绘就美丽底色",
        "本报记者 张三\n全区完成地区生产总值42亿元，同比增长5.6%。",
        "各位代表：\n现在，我代表市人民政府报告工作。",
        "第七中学\n2024\n城西分校",
        "下载\n打印\n全屏\n收藏",
        # no decimals: marks of items
        "1. 4家企业开工",
        "主要任务：1. 4家企业开工。2. 5条道路通车。",
        "1.5万吨粮食入库。\n2.8万吨粮食出库。",
        # a path, one name in brackets, a section that speaks of the next
        r"C:\new\table",
        "重点(zhòng)项目",
        "工作。\n上一篇章写满成绩。",
        "产量如下：\n表1水泥产量\n水泥12吨，增长5%。",
        # no footnotes: a list, a document's number, an area
        "包括①学校②医院③公园。",
        "包括①学校②医院③公园。\n①学校：新建学校2所。\n②医院：改造医院1所。",
        "按照政发〔12〕号文件，新建厂房20米²。",
        "加油！加油！全市加油！",
        "建成学校12所。改造小区5个。建成学校12所。",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert repair(text).text == text


def test_headings_stay_apart_in_hard_wrapped_text() -> None:
    raw = "一、上年工作回顾\n" + wrapped(PARAGRAPH, 24) + "\n二、今年工作安排\n" + wrapped(PARAGRAPH, 24)
    lines = repair(raw).text.split("\n")
    assert "一、上年工作回顾" in lines and "二、今年工作安排" in lines


def test_bare_page_numbers_are_left_out_where_they_count() -> None:
    lines = wrapped(PARAGRAPH * 4, 24).split("\n")
    paged = "\n".join(line if at % 8 else f"{line}\n{at // 8 + 3}" for at, line in enumerate(lines))
    assert repair(paged).text == repair("\n".join(lines)).text
    assert "2024\n" in repair("第七中学\n2024\n城西分校").text


def test_items_of_a_list_without_full_stops_stay_apart() -> None:
    work = ("新建学校", "培育规上企业和高新技术企业", "改造老旧小区", "修复河道并治理两岸水土流失和农业面源污染问题")
    items = "\n".join(f"实施{kind}等一批重点项目，完成年度投资任务和前期准备工作，确保按期投产" for kind in work)
    assert repair(items).text == items


def test_what_was_done_is_flagged() -> None:
    raw = wrapped(PARAGRAPH, 24) + "\n—— 3 ——\n深化改革深化改革"
    assert set(repair(raw).flags) >= {"page numbers left out: 1", "doubled headings halved: 1"}


def test_headings_apart_from_their_text_are_flagged_and_left() -> None:
    heads = "优化空间布局 促进城乡融合\n筑牢发展基础 绘就美丽底色\n聚力乡村振兴 描绘崭新画卷\n解民忧惠民生 幸福再提升"
    repaired = repair(f"{PARAGRAPH}\n{heads}")
    assert repaired.text == f"{PARAGRAPH}\n{heads}"
    what = "headings that stand apart from their text, where they belong is not certain: 4"
    assert what in repaired.flags
    assert what not in repair(heads.replace("\n", f"\n{PARAGRAPH}\n")).flags


def test_what_was_cut_is_flagged() -> None:
    flags = repair("落实两新［1］政策，建设四库［2］。改造小区5个，建成学校12所。改造小区5个，建成学校12所。").flags
    assert flags == ("doubled sentences left out: 1", "marks of footnotes left out: 2")


PIECES = st.sampled_from(
    [
        *"一、（二）。，；：“”！ \n\t\r",
        "\r\n",
        "\n\n",
        "\u3000",
        "\u200b",
        "\x00",
        "2024年",
        "3.5%",
        "GDP",
        "新建道路",
        "优化布局优化布局",
        "—— 7 ——",
        "各位代表：",
        "５．３％",
        "――",
        "［1］",
        "［2］",
        "①",
        "坚持稳中求进工作总基调，成效明显。",
        "\u2f08",
        "\ud7ff",
        "𠮷",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_map_leads_back_to_the_raw_text(raw: str) -> None:
    repaired = repair(raw)
    assert list(repaired.breaks) == sorted(repaired.breaks)
    for at, letter in enumerate(repaired.text):
        origin = raw[raw_offset(repaired, at)]
        same = letter in (origin, unicodedata.normalize("NFKC", origin)) or (letter == "—" and origin in "―")
        assert same or (letter in " \n" and not origin.isalnum())


@given(st.lists(PIECES, max_size=60).map("".join))
def test_repaired_text_has_nothing_to_repair_at_its_edges(raw: str) -> None:
    text = repair(raw).text
    assert text == text.strip("\n") and "\n\n" not in text and "\0" not in text and "\r" not in text


def test_what_was_done_is_counted() -> None:
    assert repair(r"各位代表：\r\n现在&nbsp;").flags == ("escapes read as the characters that they stand for: 3",)
    repaired = repair("重點建設項目")
    assert repaired.text == "重点建设项目"
    assert repaired.flags == ("in traditional characters, read as simplified ones",)


_PROSE = (
    "全县地区生产总值完成百亿元，规模以上工业增加值保持较快增长，社会消费品零售总额稳步提升，固定资产投资持续扩大。"
    * 12
)


def _broken(text: str, width: int) -> str:
    return " ".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("width", [18, 30, 44])
def test_blanks_where_lines_were_broken_before_they_became_one_are_left_out(width: int) -> None:
    done = repair(_broken(_PROSE, width))
    assert done.text == _PROSE
    assert any(flag.startswith("blanks of broken lines left out: ") for flag in done.flags)


@pytest.mark.parametrize(
    "text",
    [
        _PROSE.replace("。", "。 "),  # between sentences, as far from each other as a sentence is long
        "参加会议的有" + "张某某 李某 王某某 " * 60,
        _broken(_PROSE[:180], 30),
    ],
)
def test_blanks_of_lists_and_between_sentences_stay(text: str) -> None:
    assert not any("blanks of broken lines" in flag for flag in repair(text).flags)
