"""Title, place, year under review, kind and date, each from the words that say it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.metadata import describe

REPORT = (
    "政府工作报告\n——2023年1月12日在礼县第十八届人民代表大会第三次会议上\n县长 张三\n各位代表：\n"
    "现在，我代表县人民政府向大会报告工作。\n一、2022年工作回顾\n全年新建道路12公里。\n二、2023年工作安排\n新建道路15公里。"
)
NEWS = (
    "奋楫扬帆启新程\n本报记者 李四\n过去一年，礼县新建道路12公里。2023年，礼县旅游收入增长。2023年，县城面貌一新。\n"
    "2024年，礼县将继续努力。"
)


def told(text: str, name: str = "a.txt", **row: str) -> dict[str, str]:
    return {field: found.value for field, found in describe(name, text, row).fields.items()}


def test_a_work_report_says_all_of_itself() -> None:
    assert told(REPORT) == {
        "title": "政府工作报告",
        "place": "甘肃省陇南市礼县",
        "year": "2022",
        "kind": "report",
        "date": "2023-01-12",
        "meeting": "礼县第十八届人民代表大会第三次会议",
    }


def test_a_feature_is_news_about_the_place_and_year_told_most() -> None:
    found = told(NEWS)
    assert (found["title"], found["place"], found["year"], found["kind"]) == (
        "奋楫扬帆启新程",
        "甘肃省陇南市礼县",
        "2023",
        "news",
    )


def test_the_words_that_say_it_are_named() -> None:
    for field, found in describe("a.txt", REPORT, {}).fields.items():
        span = found.origin.span
        assert span is not None, field
        assert REPORT[span.start : span.end], field
    year = describe("a.txt", REPORT, {}).fields["year"].origin.span
    assert year and REPORT[year.start : year.end] == "2022年"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("某县国民经济和社会发展第十四个五年规划和2035年远景目标纲要", "2020"),
        ("某县“十三五”旅游发展规划", "2015"),
        ("2025年国民经济和社会发展统计公报", "2025"),
        ("某县2024年经济社会发展综述", "2024"),
        ("关于2025年预算执行情况和2026年预算草案的报告", "2025"),
        ("2020年政府工作报告", "2019"),
        ("某区政府工作报告（2018）", "2017"),
    ],
)
def test_the_year_under_review_from_the_title(title: str, year: str) -> None:
    assert told(title + "\n全县新建道路12公里。")["year"] == year
    assert told("全县新建道路12公里。", title=title)["year"] == year


@pytest.mark.parametrize(
    ("body", "year"),
    [
        ("一、“十四五”时期和2025年工作回顾\n全年新建道路12公里。", "2025"),
        ("二、2026年重点工作\n新建道路12公里。", "2025"),
        ("——二〇二六年一月二十七日在甘肃省第十四届人民代表大会第四次会议上\n新建道路。", "2025"),
        ("全县新建道路。", ""),
        ("岚山县经济平稳运行\n2019-04-23\n4月23日，记者从统计局了解到，经济运行平稳。", "2019"),
        ("柳坪镇2001年撤乡设镇，辖12个村。2006年，农民人均纯收入2700元。", "2006"),
    ],
)
def test_the_year_under_review_from_the_text(body: str, year: str) -> None:
    assert told(body)["year"] == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2025年国民经济和社会发展统计公报", "bulletin"),
        ("关于2025年预算执行情况和2026年预算草案的报告", "budget"),
        ("2025年国民经济和社会发展计划执行情况与2026年计划草案的报告", "plan"),
        ("政府工作报告", "report"),
        ("砥砺奋进开新局", "news"),
        ("2024年工作和“十四五”发展回顾-礼县年鉴", "report"),
    ],
)
def test_the_kind_from_the_title(title: str, kind: str) -> None:
    assert told(title + "\n全县新建道路12公里。")["kind"] == kind


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("礼县2024年发展综述\n新建道路。", "甘肃省陇南市礼县"),
        ("砥砺奋进\n回望这一年，西宁市城西区交出答卷。城西区新建道路。城西区增收。", "青海省西宁市城西区"),
        ("奋进中的西区\n本市新建道路。", ""),
        ("（甘肃省）2024年礼县人民政府工作报告（全文）\n新建道路。", "甘肃省陇南市礼县"),
        ("11月25日,礼县举行项目集中开工仪式,总投资5亿元。\n这是我县抓项目的行动。", "甘肃省陇南市礼县"),
        ("青石镇概况\n青石镇位于礼县东部，耕地5万亩。", "甘肃省陇南市礼县青石镇"),
        ("盐官镇\n盐官镇地处礼县城郊，距西宁市20公里。", "甘肃省陇南市礼县盐官镇"),
    ],
)
def test_the_place(text: str, place: str) -> None:
    assert told(text)["place"] == place


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("西岭县2024年政府工作报告", "西岭县"),
        ("2024年西岭县政府工作报告", "西岭县"),
        ("关于西岭县2024年预算执行情况的报告", "西岭县"),
        ("西岭县青石镇2024年工作总结", "西岭县青石镇"),
        ("东河省西岭自治州国民经济和社会发展统计公报", "东河省西岭自治州"),
        ("甘肃省西岭县2024年政府工作报告", "甘肃省西岭县"),
        # forms of places that name none
        ("全县2024年工作综述", ""),
        ("我市2024年工作综述", ""),
        ("智慧城市2024年发展综述", ""),
        ("奋进中的新区2024年发展综述", ""),
        ("2024年县域经济发展综述", ""),
    ],
)
def test_a_place_that_no_list_knows_is_taken_from_the_title_and_said_so(title: str, place: str) -> None:
    found = describe("a.txt", f"{title}\n新建道路12公里。", {"year": "2024"})
    assert found.fields["place"].value == place
    assert found.doubts == ((f"place unknown to the list of divisions: {place}",) if place else ())


def test_the_title_of_an_unlisted_place_goes_before_places_in_the_text() -> None:
    assert told("西岭县2024年政府工作报告\n与礼县共建园区，礼县修路，礼县通水。")["place"] == "西岭县"
    assert told("政府工作报告\n——2024年1月9日在西岭县第三届人民代表大会第四次会议上\n礼县。")["place"] == "西岭县"
    assert describe("a.txt", REPORT, {}).doubts == ()
    for place in ("格尔木市", "格尔木", "广西壮族自治区", "甘肃省陇南市礼县", ""):
        assert describe("a.txt", "新建道路。", {"place": place, "year": "2024"}).doubts == ()


@pytest.mark.parametrize(
    ("line", "meeting"),
    [
        ("——2024年1月9日在西岭县第三届人民代表大会第四次会议上", "西岭县第三届人民代表大会第四次会议"),
        ("（在西岭县十九届人大三次会议上）", "西岭县十九届人大三次会议"),
        ("——在西岭市第九届人大常委会第二十一次会议上", "西岭市第九届人大常委会第二十一次会议"),
        ("西岭县召开第三届人民代表大会", ""),
    ],
)
def test_the_meeting(line: str, meeting: str) -> None:
    assert told(f"政府工作报告\n{line}\n新建道路12公里。")["meeting"] == meeting


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("北京市朝阳区奋力前行。", "北京市朝阳区"),
        ("北京市和长春市都来了。", "朝阳区"),
        ("北京市朝阳区和长春市朝阳区结对。", "朝阳区"),
    ],
)
def test_a_place_of_several_is_the_one_whose_city_the_text_puts_before_it(words: str, place: str) -> None:
    assert told(f"朝阳区2024年政府工作报告\n一、2024年工作回顾\n{words}全区新建道路12公里。")["place"] == place


def test_the_place_from_the_file_name() -> None:
    assert told("政府工作报告\n新建道路。", name="上海市-2026.txt")["place"] == "上海市"


def test_a_date_line_of_a_page() -> None:
    assert told("砥砺奋进开新局\n时间：2026-02-09\n新建道路12公里。")["date"] == "2026-02-09"


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2023年礼县竣工项目一览表", "2023"),
        ("礼县2024年1-9月主要经济指标", "2024"),
        ("礼县2024年重点项目建设计划表", "2023"),
    ],
)
def test_a_list_tells_of_the_year_of_its_title_unless_it_plans_it(title: str, year: str) -> None:
    assert told(f"{title}\n建设道路。")["year"] == year


def test_news_of_a_report_tell_of_its_year() -> None:
    words = "关于礼县2023年国民经济和社会发展计划执行情况与2024年计划草案的报告"
    body = f"2月26日上午，县人大召开会议，审议{words}。会议指出，2024年是攻坚之年，2024年计划积极可行。"
    assert told(body)["year"] == "2023"


def test_what_a_year_is_compared_with_is_not_under_review() -> None:
    body = (
        "各位代表：\n现在，我代表市人民政府向大会报告工作。\n过去五年工作回顾\n预计2012年全市生产总值完成340亿元左右，"
        "是2007年的2.1倍；工业增加值达到130亿元，是2007年的2.5倍；财政收入是2007年的2.3倍。"
    )
    assert told(body)["year"] == "2012"


def test_an_issuer_heads_a_bulletin_and_is_no_title() -> None:
    found = told("礼县统计局\n（2018年4月16日）\n2017年，全县经济平稳发展。\n一、综合\n初步核算，全县生产总值35亿元。")
    assert (found["title"], found["kind"], found["year"], found["place"]) == (
        "",
        "bulletin",
        "2017",
        "甘肃省陇南市礼县",
    )


def test_a_line_of_its_session_is_no_title() -> None:
    assert told("——2016年1月6日在礼县第十五届人民代表大会第五次会议上\n县长 张三\n各位代表：")["title"] == ""


def test_a_resolution_speaks_for_the_place_of_its_assembly() -> None:
    body = "礼县第七届人民代表大会第九次会议审查了县人民政府提出的《关于礼县2021年财政预算执行情况的报告》。"
    assert told(body)["place"] == "甘肃省陇南市礼县"


def test_a_line_in_brackets_is_no_title() -> None:
    assert told("11月25日，礼县举行仪式，开工项目8个。\n（资料图片仅供参考）\n仪式由副县长主持。")["title"] == ""


@pytest.mark.parametrize("day", ["2024年13月45日", "2024年2月30日", "二〇二四年十十月十十十日", "〇〇〇〇年一月一日"])
def test_a_day_that_is_none_is_not_told(day: str) -> None:
    found = told(f"政府工作报告\n——{day}在礼县第十八届人民代表大会第三次会议上\n新建道路12公里。")
    assert found["date"] == "" and found["year"] in ("", "2023", "2024")


def test_a_page_button_is_no_title() -> None:
    assert told("您的位置：首页\n来源：某某日报社\n砥砺奋进开新局\n新建道路12公里。")["title"] == "砥砺奋进开新局"


WORDS = st.sampled_from(
    "2024年|二〇二四年|十|13月|45日|在|西岭|县|礼县|第|三|届|人民代表大会|次会议|代表|人民政府|政府工作报告|一、"
    "|工作回顾|。|，|各位代表：|时间：2026-02-30|〇〇〇〇|关于|预算|\n".split("|")
)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=40).map("".join))
def test_any_text_says_something_or_nothing_of_itself(text: str) -> None:
    found = describe("a.txt", text, {}).fields
    for value in found.values():
        span = value.origin.span
        assert span is None or 0 <= span.start <= span.end <= len(text)
    assert not found["date"].value or date.fromisoformat(found["date"].value)
