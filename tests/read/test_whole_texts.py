"""What whole texts are, without documents.csv: place, year under review and kind from all that speaks for them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Document
from kg.read import parse
from kg.read.inputs import Source

SHARED = Path(__file__).parents[3] / "shared"


def read(text: str, name: str = "a.txt") -> Document:
    return parse(Source(Path(name), name), text.encode())


def what(document: Document) -> tuple[str, str, str]:
    return document.place.value, document.year.value, document.kind.value


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "青石镇2023年工作总结\n2023年，青石镇完成固定资产投资3.2亿元，增长5%。\n2024年，我们将继续努力。\n",
            ("青石镇", "2023", "report"),
        ),
        (
            "政府工作报告\n"
            "——2024年1月8日在岚山县青石镇第十九届人民代表大会第四次会议上\n"
            "镇长 王某某\n"
            "各位代表：\n"
            "现在，我代表镇人民政府向大会报告工作，请予审议。\n"
            "一、2023年工作回顾\n"
            "全镇完成投资3亿元。\n"
            "二、2024年工作安排\n"
            "新建道路3公里。\n",
            ("岚山县青石镇", "2023", "report"),
        ),
        (
            "翠屏经济技术开发区2023年工作总结及2024年工作计划\n"
            "2023年，开发区完成工业总产值320亿元，增长8.1%。下一步，2024年力争完成350亿元。\n",
            ("翠屏经济技术开发区", "2023", "report"),
        ),
        (
            "西岭自治州人民政府工作报告\n"
            "（2022年2月20日在西岭自治州第十三届人民代表大会第二次会议上）\n"
            "州长 张三\n"
            "各位代表：\n"
            "一、2021年工作回顾\n"
            "全州生产总值320亿元，增长7%。\n",
            ("西岭自治州", "2021", "report"),
        ),
        (
            "翠屏县2023年国民经济和社会发展统计公报\n"
            "翠屏县统计局\n"
            "2024年4月12日\n"
            "2023年，根据岭南省统一核算，全县生产总值120亿元，比上年增长5.2%。2022年基数为110亿元。\n",
            ("翠屏县", "2023", "bulletin"),
        ),
        (
            "翠屏县2023年预算执行情况和2024年预算草案的报告\n"
            "——2024年1月12日在翠屏县第十八届人民代表大会第四次会议上\n"
            "翠屏县财政局\n"
            "各位代表：\n"
            "受县人民政府委托，现将翠屏县2023年预算执行情况和2024年预算草案提请大会审议。\n"
            "一、2023年预算执行情况\n"
            "一般公共预算收入6亿元。\n",
            ("翠屏县", "2023", "budget"),
        ),
        (
            "本报讯（记者 李四）11月8日，从岚山县发展和改革局获悉，今年前三季度，岚山县完成投资32亿元，增长7%。\n"
            "岚山日报 2023年11月9日\n",
            ("岚山县", "2023", "news"),
        ),
        (
            "岚山县一季度实现开门红\n"
            "2024-04-20 09:30 来源：岚山县融媒体中心\n"
            "一季度，全县生产总值30亿元，增长6%。2023年同期为28亿元，比2022年提高。\n",
            ("岚山县", "2024", "news"),
        ),
        (
            "首页 > 新闻中心 > 本地要闻\n"
            "岚山县重点项目集中开工\n"
            "发布时间：2022-09-15 浏览次数：21\n"
            "采集时间：2025-03-01\n"
            "9月14日，岚山县举行重点项目集中开工仪式，总投资50亿元。\n",
            ("岚山县", "2022", "news"),
        ),
        (
            "各位代表：\n"
            "现在，我代表县人民政府，向大会报告政府工作，请予审议。\n"
            "一、过去五年工作回顾\n"
            "五年来，全县生产总值由2016年的50亿元增加到2021年的90亿元，比2016年增长80%。\n"
            "二、今后五年（2022—2026年）奋斗目标\n"
            "到2026年，生产总值达到150亿元。\n"
            "三、2022年重点工作\n"
            "生产总值增长8%。\n",
            ("", "2021", "report"),
        ),
        (
            "翠屏县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要\n"
            "“十三五”时期，全县生产总值达到90亿元。到2025年，全县生产总值达到140亿元，到2035年翻一番。\n",
            ("翠屏县", "2020", "plan"),
        ),
        (
            "二○二三年政府工作报告\n"
            "——二○二三年一月十日在翠屏县第十八届人民代表大会第三次会议上\n"
            "各位代表：\n"
            "过去一年，全县生产总值增长5%。\n",
            ("翠屏县", "2022", "report"),
        ),
        (
            "翠屏县2024年政府工作要点\n为做好2024年工作，制定本要点。生产总值增长6%左右，新增就业2000人。\n",
            ("翠屏县", "2023", "plan"),
        ),
        (
            "翠屏县人民政府关于2023年上半年经济运行情况的报告\n"
            "上半年，全县生产总值完成50亿元，增长5%。下半年，力争完成60亿元。\n",
            ("翠屏县", "2023", "report"),
        ),
        (
            "中共翠屏县委办公室文件\n全县2023年经济工作综述\n2023年，全县生产总值完成100亿元。\n",
            ("", "2023", "news"),
        ),
        (
            "奋力谱写高质量发展新篇章\n"
            "回望2023年，翠屏县上下同心，生产总值突破100亿元。翠屏县新增企业200家。白塔县支援翠屏县建设学校1所。\n",
            ("", "2023", "news"),
        ),
        (
            "市领导到礼县调研\n5月8日，市委副书记张三到礼县调研重点项目。礼县完成投资3亿元。\n2023年5月9日\n",
            ("甘肃省陇南市礼县", "2023", "news"),
        ),
        (
            "全市重点项目建设推进会召开\n"
            "12月3日，全市重点项目建设推进会召开。今年，全市实施项目320个，完成投资210亿元。其中，礼县实施项目20个，成县实施项目18个。\n",
            ("", "", "news"),
        ),
        (
            "关于礼县2022年国民经济和社会发展计划执行情况及2023年国民经济和社会发展计划（草案）的报告\n"
            "一、2022年计划执行情况\n"
            "全县生产总值增长5%。\n",
            ("甘肃省陇南市礼县", "2022", "plan"),
        ),
        (
            "统计公报\n"
            "一、综合\n"
            "初步核算，2022年全县实现地区生产总值43亿元，比上年增长3.3%。\n"
            "二、农业\n"
            "粮食产量80万吨。\n"
            "三、工业和建筑业\n"
            "增加值增长5%。\n"
            "礼县统计局\n"
            "2023年5月10日\n",
            ("甘肃省陇南市礼县", "2022", "bulletin"),
        ),
        (
            "发布机构：礼县人民政府办公室 发布日期：2023-03-01\n"
            "政府工作报告\n"
            "县长 张三\n"
            "各位代表：\n"
            "现在，我代表县人民政府作政府工作报告，请予审议。\n"
            "一、2022年工作回顾\n"
            "生产总值增长5%。\n",
            ("甘肃省陇南市礼县", "2022", "report"),
        ),
        (
            "2023年全县国民经济和社会发展情况\n2023年，全县生产总值100亿元。\n2022年，全县生产总值90亿元。\n",
            ("", "2023", "news"),
        ),
        (
            "礼县概况\n礼县位于甘肃省南部，辖29个乡镇。2020年，全县常住人口42万人。\n",
            ("甘肃省陇南市礼县", "2020", "news"),
        ),
        (
            "今年以来，全县新建学校3所，完成投资2亿元。\n",
            ("", "", "news"),
        ),
    ],
)
def test_place_year_and_kind(text: str, right: tuple[str, str, str]) -> None:
    assert what(read(text)) == right


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # furniture of pages, paths, fields, bylines
        ("首页 > 公开 > 总结\n关于岚山县2022年计划执行情况的报告\n来源：某报\n", "关于岚山县2022年计划执行情况的报告"),
        ("返回列表 使用道具 举报\n岚山县迎来建设热潮\n", "岚山县迎来建设热潮"),
        ("标题：岚山县2025年工作报告（节选）\n发文单位：县政府\n正文：\n", "岚山县2025年工作报告（节选）"),
        ("岚山县人民政府县长张某某\n各位代表：\n", ""),
        ("◆岚山日报社编发中心\n◆编辑:张某\n", ""),
        ("一、2023年工作回顾\n", ""),
        # set in two lines
        ("2020年全市百项工程和市级\n重点项目建设情况的报告\n", "2020年全市百项工程和市级重点项目建设情况的报告"),
    ],
)  # fmt: skip
def test_the_title_is_the_text_s_own(text: str, title: str) -> None:
    document = read(text + "现将有关情况报告如下：\n全县新建道路12公里，新增就业2000人。")
    assert document.title.value == title
    span = document.title.origin.span
    assert not title or (span and document.text[span.start : span.end].replace("\n", "") == title)


def test_a_speaker_who_says_no_more_than_the_kind_speaks_for_the_place_told_most() -> None:
    told = (
        "各位代表：\n现在，我代表区人民政府向大会报告工作。\n全市第一，全市领先，全市前列。坪山加快发展，坪山质量提升，坪山更有活力，坪山更美。\n"
        "坪山区人民医院建成。深圳市支持。\n"
    )
    assert read(told).place.value == "广东省深圳市坪山区"
    assert read(told.replace("代表区人民政府", "")).place.value != "广东省深圳市坪山区"


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("成功创建省级乡村振兴示范县、全国健康促进示范县。", ""),
        ("在市委、市政府和县委的坚强领导下，全县上下实干争先。", ""),
        ("根据《甘肃省关于下达计划的通知》，全县安排项目12个。甘肃省补助2亿元，甘肃省批复3项。", ""),
        ("礼县新建道路12公里，礼县县城通水，全县增收。", "甘肃省陇南市礼县"),
        ("全市12个项目开工，其中礼县园区项目完成投资3亿元。", ""),
    ],
)
def test_a_place_that_is_merely_named_does_not_speak(sentence: str, place: str) -> None:
    text = f"各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、2023年工作回顾\n{sentence}"
    assert what(read(text)) == (place, "2023", "report")


def test_links_beside_the_text_decide_nothing() -> None:
    text = (
        "岚山县2021年政府工作报告\n一、2020年工作回顾\n全县生产总值增长5%。\n二、2021年工作安排\n新建道路3公里。\n"
        "上一篇：\n岚山县2019年政府工作报告\n相关文章\n03-30\n礼县2022年政府工作报告\n"
    )
    document = read(text)
    assert what(document) == ("岚山县", "2020", "report")
    assert document.text.endswith("新建道路3公里。") and "lists of links behind the text left out: 1" in document.flags


def test_doubt_is_said_with_what_was_chosen_why_and_what_to_do() -> None:
    text = "本报讯 记者 李某 岚山风光项目计划于2022年11月开工，2023年10月建成。"
    [doubt] = [flag for flag in read(text).flags if flag.startswith("year")]
    assert doubt == (
        "year in doubt: 2022 by the years told of, though 2023 by the years told of; "
        "say it in documents.csv, column year"
    )
    assert not [flag for flag in read("岚山县2023年统计公报\n2023年，全县新建道路3公里。").flags if "doubt" in flag]


def test_a_text_without_a_year_says_so() -> None:
    document = read("日前，全县新建道路12公里。")
    assert document.year.value == ""
    assert any("open period" in flag and "documents.csv" in flag for flag in document.flags)


def _truth() -> Iterator[tuple[Path, tuple[str, str, str]]]:
    with (SHARED / "corpus" / "documents.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            yield SHARED / "corpus" / row["file"], (row["place"], row["year"], row["kind"])
    for line in (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        seed = json.loads(line)
        yield SHARED / "seeds" / seed["doc"], (seed["place"], str(seed["year"]), seed["kind"])


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="needs the documents beside the project")
def test_whole_documents_alone_say_place_year_and_kind() -> None:
    truth = dict(_truth())
    assert len(truth) == 26
    for path, (place, *others) in truth.items():
        found = what(parse(Source(path, "a.txt"), path.read_bytes()))
        assert found[0].endswith(place) and list(found[1:]) == others, path.name


CASES = SHARED / "cases" / "documents.tsv"
# By kind, in the order of the file: place, year and kind; None where the case says nothing of it.
MADE_UP: dict[str, list[tuple[str | None, str | None, str | None]]] = {
    "meta: year of report (five years)": [("西岭县", "2011", "report"), ("易水县", "2016", "report")],
    "meta: opening-session news": [("西岭县", "2022", "news")],
    "meta: page with a header of fields": [("西岭县", "2024", "report")],
    "meta: place from the title": [("", "2020", None)],
    "meta: place of a newspaper piece": [("河北省邯郸市", "2022", None)],
    "meta: title breadcrumb": [(None, "2022", "plan")],
    "meta: no year, news": [(None, "", "news")],
    "meta: bulletin without its title": [("", "2022", "bulletin")],
    "meta: literal escapes": [("", "2023", "report")],
    "meta: base year most told": [(None, "2011", "report")],
    "meta: plan year most told": [(None, "2020", "report")],
    "place from inside a word": [("", "2023", "report"), ("", "2023", "report")],
}


@pytest.mark.skipif(not CASES.is_file(), reason="needs the cases beside the project")
def test_the_made_up_documents_beside_the_project() -> None:
    with CASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for kind, wanted in MADE_UP.items():
        texts = [row["text"] for row in rows if row["kind"] == kind]
        assert len(texts) == len(wanted)
        for text, right in zip(texts, wanted, strict=True):
            written = re.sub(r"\\\\|\\n|\\t", lambda match: {"\\\\": "\\", "\\n": "\n", "\\t": "\t"}[match[0]], text)
            found = what(read(written))
            assert all(one in (None, other) for one, other in zip(right, found, strict=True)), (kind, found)
