"""Sentences, their roles, and what they inherit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.segment import segment
from kg.model import Document, Origin, Sentence, Span, Told
from kg.read import Source, read

SEEDS = Path(__file__).parent.parent.parent / "seeds"

REPORT = """政府工作报告
县长 张三
各位代表：
现在，我代表县人民政府向大会报告工作，请予审议，并请列席人员提出意见。
一、“十四五”时期和2025年工作回顾
“十四五”时期是我县发展很不平凡的五年。五年新改建农村公路350公里，高速公路里程增至90公里。
刚刚过去的2025年，全县上下攻坚克难。完成固定资产投资120亿元，增长6%。
（一）产业发展更有成效。新增规上企业12家，建成标准厂房5万平方米。
二、“十五五”时期主要目标任务
“十五五”时期，地区生产总值年均增长5%，森林覆盖率达到40%。
三、2026年重点工作
今年主要预期目标是：地区生产总值增长5%左右。
（一）加快产业升级。建设标准厂房6万平方米，培育规上企业10家以上。
各位代表！让我们团结奋斗。
名词解释
1.“三横两纵”：指全县5条干线公路。
相关报道："""


def document(text: str, year: str = "2025", kind: str = "report") -> Document:
    told = [Told(value, Origin("manifest")) for value in ("", "某省某县", year, kind, "")]
    return Document("a.txt", text, "", *told)


def find(sentences: tuple[Sentence, ...], words: str) -> Sentence:
    return next(sentence for sentence in sentences if words in sentence.text)


@pytest.mark.parametrize(
    ("words", "role", "status", "year", "span"),
    [
        ("县长 张三", "other", "", "2025", ""),
        ("请予审议", "other", "", "2025", ""),
        ("农村公路350公里", "review", "achieved", "2025", "2021-2025"),
        ("固定资产投资", "review", "achieved", "2025", ""),
        ("规上企业12家", "review", "achieved", "2025", ""),
        ("森林覆盖率", "plan", "target", "2030", "2026-2030"),
        ("5%左右", "plan", "target", "2026", ""),
        ("厂房6万平方米", "plan", "target", "2026", ""),
        ("各位代表！", "other", "", "2025", ""),
        ("指全县5条", "glossary", "", "2025", ""),
    ],
)
def test_sections_of_a_report(words: str, role: str, status: str, year: str, span: str) -> None:
    sentence = find(segment(document(REPORT)), words)
    context = sentence.context
    assert (sentence.role, context.status.value, context.year.value, context.span.value) == (role, status, year, span)


def test_what_is_inherited_says_where_from() -> None:
    sentence = find(segment(document(REPORT)), "厂房6万平方米")
    origin = sentence.context.status.origin
    assert origin.kind == "heading" and origin.span
    assert REPORT[origin.span.start : origin.span.end] == "三、2026年重点工作"
    assert [REPORT[span.start : span.end] for span in sentence.headings] == [
        "三、2026年重点工作",
        "（一）加快产业升级",
    ]
    assert sentence.context.place.value == "某省某县"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "新建改建学校12所，建成养老中心3个。\n旅游收入增长12%，居全省第一位。\n累计发放补贴3亿元，惠及群众5万人。",
            "achieved",
        ),
        ("加快推进新型城镇化，推动城市更新。\n加强公共服务，建设学校12所。\n力争旅游收入增长12%左右。", "target"),
        ("今年，我们将改造小区12个。\n新建学校3所。\n完善基础设施，提升服务水平。", "target"),
        ("过去一年，全县改造小区12个。\n新建学校3所。\n基础设施不断完善。", "achieved"),
    ],
)
def test_an_excerpt_without_headings_is_told_by_its_words(text: str, status: str) -> None:
    assert {sentence.context.status.value for sentence in segment(document(text))} == {status}


def test_a_review_that_turns_to_a_plan() -> None:
    text = (
        "2025年，全县旅游收入增长12%，入选全国百强县。建成学校3所，获评先进县。\n"
        "2026年，全县将加快产业升级，推进城市更新。加强民生保障，力争新建学校5所以上。"
    )
    sentences = segment(document(text, kind="news"))
    assert [sentence.context.status.value for sentence in sentences] == ["achieved", "achieved", "target", "target"]


def test_a_plan_of_short_sentences_full_of_numbers_stays_a_plan() -> None:
    aims = "固定资产投资增长8%。城镇登记失业率控制在3.5%以内。粮食产量51万吨。森林覆盖率42.3%。新建口袋公园12个。"
    sentences = segment(document(f"一、2025年工作回顾\n生产总值增长5.1%。\n二、2026年工作安排\n{aims * 3}"))
    assert {item.context.status.value for item in sentences if item.start > 30} == {"target"}


def test_a_paragraph_with_a_time_of_its_own_ends_a_list_below_the_years_before() -> None:
    text = (
        "一、2025年工作回顾\n五年来，全县面貌一新。\n——产业更强，粮食产量51万吨。\n"
        "刚刚过去的2025年，全县上下团结一心。\n——经济稳中有进，新建学校3所。\n"
    )
    sentences = segment(document(text))
    spans = [sentence.context.span.value for sentence in sentences if sentence.text.startswith("——")]
    assert spans == ["2021-2025", ""]


def test_a_heading_that_runs_into_its_sentence() -> None:
    text = "三、2026年的重点任务今年是开局之年，做好工作意义重大。\n地区生产总值增长5%。"
    assert segment(document(text))[1].context.status.origin.kind == "heading"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("一、2018年预算执行情况\n收入12亿元，为预算的102%。", "achieved"),
        ("2019年市级基金预算收入65亿元，增长4%。\n支出安排：基金支出60亿元，增长3%。", "target"),
    ],
)
def test_budgets(text: str, status: str) -> None:
    assert segment(document(text, "2018", "budget"))[-1].context.status.value == status


def test_a_heading_of_work_done_reviews_whatever_else_it_names() -> None:
    text = "二、落实人大决议和财政主要工作情况\n统筹资金12亿元保障民生。\n三、2026年主要工作\n安排资金9亿元。"
    sentences = segment(document(text, kind="budget"))
    assert find(sentences, "12亿元").context.status.value == "achieved"
    assert find(sentences, "9亿元").context.status.value == "target"


def test_a_bulletin_states_facts() -> None:
    text = "加快培育新产业，增加值增长8%。推进项目建设，投资增长5%。"
    assert {sentence.context.status.value for sentence in segment(document(text, kind="bulletin"))} == {"achieved"}


def test_without_a_year_nothing_is_invented() -> None:
    context = segment(document("全县改造小区12个，入选先进县。", year=""))[0].context
    assert (context.year.value, context.span.value, context.status.value) == ("", "", "achieved")


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("在此，我谨代表县人民政府，向全县各族人民，向人大代表、政协委员，表示衷心感谢！", "acknowledgement"),
        ("向所有关心支持我县发展的同志们、朋友们，致以崇高的敬意！", "acknowledgement"),
        ("来源：西岭日报", "boilerplate"),
        ("打印", "boilerplate"),
        ("【字号：", "boilerplate"),
        # no thanks: a fact that speaks of gratitude
        ("群众向社区干部送来感谢信12封。", "review"),
    ],
)
def test_thanks_and_what_a_page_writes_state_no_facts(line: str, role: str) -> None:
    text = f"一、2025年工作回顾\n新建道路12公里。\n{line}\n建成学校3所。"
    sentences = segment(document(text))
    assert [sentence.role for sentence in sentences] == ["review", "review", role, "review"]


def test_an_appendix_states_facts_only_where_its_name_says_which() -> None:
    report = "一、2025年工作回顾\n" + "新建道路12公里。\n" * 9
    silent = segment(document(report + "附件1\n重点项目名单\n西岭水库工程"))
    assert [sentence.role for sentence in silent[-3:]] == ["appendix"] * 3
    planned = segment(document(report + "附件：2026年重点工作任务\n一、2026年工作安排\n新建学校5所。"))
    assert planned[-1].role == "plan"


def test_entries_of_a_glossary_may_be_numbered_like_main_headings() -> None:
    text = (
        "一、2025年工作回顾\n新建道路12公里。\n名词解释\n一、三区三线：指三类空间。\n共12条。\n二、两山：\n绿水青山。"
    )
    assert [sentence.role for sentence in segment(document(text))][2:] == ["glossary"] * 5


STYLED = """西岭县工作报告
上年发展成效
新建道路12公里。
产业
新增企业3家。
来年重点工作
新建道路15公里。"""


def test_headings_that_the_file_marks_open_sections() -> None:
    levels = {"西岭县工作报告": 1, "上年发展成效": 2, "产业": 3, "来年重点工作": 2}
    headings = tuple((STYLED.index(line), level) for line, level in levels.items())
    sentences = segment(replace(document(STYLED), title=Told("西岭县工作报告", Origin("text")), headings=headings))
    stacks = {sentence.text: [STYLED[span.start : span.end] for span in sentence.headings] for sentence in sentences}
    assert stacks["新增企业3家。"] == ["上年发展成效", "产业"]
    assert stacks["新建道路15公里。"] == ["来年重点工作"]
    assert find(sentences, "15公里").context.status.value == "target"
    assert find(sentences, "3家").context.status.value == "achieved"
    plain = segment(document(STYLED))
    assert [STYLED[span.start : span.end] for span in find(plain, "3家").headings] == ["产业"]


def test_a_paragraph_marked_as_a_heading_is_none() -> None:
    text = "工作总结\n" + "建设取得成效，" * 9 + "力争新建学校5所\n改造小区12个。"
    sentences = segment(replace(document(text), headings=((5, 1),)))
    assert sentences[-1].headings == (Span(0, 4),)


def test_below_numbered_headings_marked_ones_stand_second() -> None:
    text = "一、2025年工作回顾\n产业\n新增企业3家。\n二、2026年工作安排\n产业\n新增企业5家。"
    first, second = text.index("产业"), text.rindex("产业")
    sentences = segment(replace(document(text), headings=((first, 1), (second, 1))))
    assert [text[span.start : span.end] for span in find(sentences, "5家").headings] == ["二、2026年工作安排", "产业"]


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("改造小区12个。建成学校3所！成效如何？", ["改造小区12个。", "建成学校3所！", "成效如何？"]),
        ("他说：“真方便。”小区改造12个；学校建成3所。", ["他说：“真方便。”", "小区改造12个；学校建成3所。"]),
        ("项目开工……回望去年，成效明显。", ["项目开工……", "回望去年，成效明显。"]),
        ("增长3.5%，达12.8万元", ["增长3.5%，达12.8万元"]),
    ],
)
def test_where_sentences_end(line: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in segment(document(line))] == sentences


@pytest.mark.parametrize(
    ("name", "year", "words", "status"),
    [
        ("golmud-2025-work-report.txt", "2024", "地区生产总值455.19亿元", "achieved"),
        ("golmud-2025-work-report.txt", "2024", "地区生产总值增长5%左右", "target"),
        ("chengxi-2023-review.txt", "2023", "盘活空置楼宇", "achieved"),
        ("huangzhong-2023-review.txt", "2023", "城镇新增就业2500人", "target"),
        ("huangzhong-2023-review.txt", "2023", "46个村", "achieved"),
        ("jiuquan-2024-review.txt", "2024", "公共充电桩", "achieved"),
    ],
)
def test_the_seed_documents(name: str, year: str, words: str, status: str) -> None:
    source = read(Source(SEEDS / name, name))
    assert source.year.value == year
    assert find(segment(source), words).context.status.value == status


def test_a_report_is_given_in_the_year_of_its_title() -> None:
    """Else 去年 would be two years before it, where a heading tells of 今年以来."""
    text = "2020年西岭县政府工作报告\n2019年和今年以来工作回顾\n去年，全县生产总值92亿元。"
    told = replace(document(text, "2019"), title=Told("2020年西岭县政府工作报告", Origin("title", Span(0, 13))))
    assert find(segment(told), "92亿元").context.year.value == "2019"


PIECES = st.sampled_from(
    [
        "一、",
        "（一）",
        "2025年",
        "2026年",
        "工作回顾",
        "工作安排",
        "五年来",
        "“十五五”时期",
        "增长5%",
        "力争",
        "。",
        "”",
        "；",
        "……",
        " ",
        "\n",
        "各位代表：",
        "名词解释",
        "新建",
    ]
)


@given(st.lists(PIECES, max_size=50).map("".join), st.sampled_from(["", "2025"]))
def test_sentences_are_stretches_of_the_text(text: str, year: str) -> None:
    sentences = segment(document(text, year))
    ends = 0
    for sentence in sentences:
        assert sentence.start >= ends and text[sentence.start : sentence.end] == sentence.text
        assert sentence.text and "\n" not in sentence.text
        ends = sentence.end
    assert "".join(sentence.text for sentence in sentences).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert sentences == segment(document(text, year))


TREE = """一、2024年预算执行情况
（一）全县收入。收入完成6.2亿元，目标任务全面落实。
安排资金9000万元。
二、2025年预算草案
上年结转2.1亿元。
三、2024年工作成效
上半年，投资增长6%。
工业用电增长3%。
全年，投资增长7%。
五年来，路网成型。
新建水闸5座。
（一）白塔镇
新建泵站2座。"""


def test_the_tree_of_a_document_as_a_person_reads_it() -> None:
    """Status, year, span and place of every sentence."""
    told = [
        " ".join(filter(None, (item.text[:5], item.context.status.value, item.context.year.value,
                               item.context.span.value, item.context.place.value.removeprefix("某省某县"))))
        for item in segment(document(TREE, "2024", "report"))
        if item.text.endswith("。") and not item.text.startswith("（")
    ]  # fmt: skip
    assert told == [
        "收入完成6 achieved 2024",
        "安排资金9 achieved 2024",
        "上年结转2 target 2025",
        "上半年，投 achieved 2024 2024-H1",
        "工业用电增 achieved 2024 2024-H1",
        "全年，投资 achieved 2024",
        "五年来，路 achieved 2024 2020-2024",
        "新建水闸5 achieved 2024 2020-2024",
        "新建泵站2 achieved 2024 2020-2024 白塔镇",
    ]


def test_a_sentence_exchanged_turns_no_passage() -> None:
    facts = ["收入增至3.2亿元。", "获评先进县。", "通车里程达到96公里。", "累计发放补贴3.1亿元。"]
    for at in range(len(facts)):
        text = "\n".join([*facts[:at], "加快推进产业升级。", *facts[at + 1 :]])
        assert {item.context.status.value for item in segment(document(text, kind="news"))} == {"achieved"}
