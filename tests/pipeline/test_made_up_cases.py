"""The made-up cases of documents that lie beside the project: what a document is, its periods, places and tables.

Each case is one document; what must be read of it is typed here, for the text of a case says it in words only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.model import Facts, Observation, Project
from kg.pipeline.worker import facts
from kg.read import Source, read

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "documents.tsv"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="needs the made-up cases beside the project")

_WHOLE_FILES = ("meta", "boilerplate", "table", "place from")
_ESCAPE = re.compile(r"\\([\\nt])")
_ESCAPED = {"\\": "\\", "n": "\n", "t": "\t"}


@dataclass(frozen=True)
class Expected:
    """What must be read of a case: fields of the document; facts, each line one; and what no fact or name may hold.

    An observation is `indicator | value unit measure | status period place`, a project `name | stage status period |
    investment | capacities | places`; `only` says that there are no other observations.
    """

    row: int
    kind: str
    document: tuple[tuple[str, str], ...] = ()
    observations: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    only: bool = False
    flag: str = ""


def about(**fields: str) -> tuple[tuple[str, str], ...]:
    return tuple(fields.items())


EXPECTED = (
    Expected(
        0, "table row read as prose", about(year="2023", kind="bulletin", place="西岭县"),
        ("采矿业利润 | 5.8 亿元 level | achieved 2023", "采矿业利润 | 20.4 % decline | achieved 2023",
         "制造业利润 | 6.2 亿元 level | achieved 2023", "原煤产量 | 227.33 万吨 level | achieved 2023",
         "原煤产量 | 9.3 % growth | achieved 2023", "纱产量 | 35.86 万吨 level | achieved 2023",
         "粮食产量 | 12.1 万吨 level | achieved 2023", "常住人口 | 21.3 万人 level | achieved 2023"),
    ),
    Expected(
        1, "table ignored (csv)",
        projects=("西岭县云溪20万千瓦风电项目 | started achieved 2023-05 | 12.6亿元 | 20万千瓦 | 西岭县云溪、云溪镇",
                  "年产5万吨竹浆纸项目 | started achieved 2023-08 | 3.4亿元 | 5万吨 | 西岭经开区",
                  "县人民医院新院区 | started achieved 2022-10 | 4.8亿元 | 400张 | 城关镇"),
        only=True,
    ),
    Expected(
        2, "table ignored (txt)", about(title="西岭县2023年重点建设项目清单", place="西岭县"),
        projects=("云溪抽水蓄能电站 | none achieved 2023 | 680000万元 | 120万千瓦 | ",
                  "城北污水处理厂二期 | none achieved 2023 | 15600万元 | 3万吨 | ",
                  "老城区供热管网改造 | none achieved 2023 | 8900万元 |  | "),
        only=True,
    ),
    Expected(
        3, "table ignored (html plan targets)", about(year="2020", kind="plan", place="西岭县"),
        ("森林覆盖率 | 44.2 % share | achieved 2020", "森林覆盖率 | 45.1 % share | target 2025",
         "地区生产总值 | 96.4 亿元 level | achieved 2020", "地区生产总值 | 140 亿元 level | target 2025"),
        only=True,
    ),
    Expected(
        4, "table ignored (markdown)", about(year="2023", kind="bulletin", place="西岭县"),
        ("水泥产量 | 88.4 万吨 level | achieved 2023", "水泥产量 | 5.3 % decline | achieved 2023",
         "发电量 | 12.81 亿千瓦时 level | achieved 2023", "发电量 | 9.2 % growth | achieved 2023"),
        only=True,
    ),
    Expected(
        5, "number: time of day read as share", about(year="2023", kind="news"),
        ("西岭县一季度集中开工项目 | 24 个 level | achieved 2023-Q1",
         "西岭县一季度集中开工项目总投资 | 86 亿元 level | achieved 2023-Q1"),
        never=("20:43", "43:21"), only=True,
    ),
    Expected(
        6, "number: blank inside decimal", (),
        ("民生项目 | 10 个 level | achieved 2023", "民生项目总投资 | 31.4 亿元 level | achieved 2023"), only=True,
    ),
    Expected(
        13, "period: base value of 由…提高到", (),
        ("农村低保月人均补差 | 16 元 level | achieved 2022", "农村低保月人均补差 | 30 元 level | achieved 2023"),
        only=True,
    ),
    Expected(
        14, "period: base value of 由…年…", (),
        tuple(f"第{sector}产业占比 | {value} % share | achieved {year}"
              for year, parts in (("2018", (20, 41, 39)), ("2023", (18, 38, 44)))
              for sector, value in zip("一二三", parts, strict=True)),
        only=True,
    ),
    Expected(
        15, "period: cumulative over the plan", (),
        ("“十四五”全县一般公共预算收入 | 83 亿元 level | target 2021-2025",
         "“十四五”全县一般公共预算收入 | 54 亿元 level | achieved 2016-2020",
         "教育支出 | 26 亿元 level | target 2021-2025"),
    ),
    Expected(16, "period: before-year qualifier", (), ("老旧小区 | 41 个 level | achieved 2023",), only=True),
    Expected(
        17, "period: first half carried to next sentence", (),
        ("地区生产总值 | 11.3 亿元 level | achieved 2023-H1", "地区生产总值占年计划 | 41.8 % share | achieved 2023-H1",
         "地区生产总值 | 9.3 % growth | achieved 2023-H1", "社会消费品零售总额 | 4.2 亿元 level | achieved 2023-H1",
         "社会消费品零售总额占年计划 | 48.6 % share | achieved 2023-H1",
         "社会消费品零售总额 | 10 % growth | achieved 2023-H1",
         "城镇居民可支配收入 | 15230 元 level | achieved 2023-H1",
         "城镇居民可支配收入 | 8.1 % growth | achieved 2023-H1"),
        only=True,
    ),
    Expected(
        18, "period: plan completion share as target", (),
        ("社会消费品零售总额 | 4.6 亿元 level | achieved 2023",
         "社会消费品零售总额占年计划 | 49.6 % share | achieved 2023",
         "社会消费品零售总额 | 11 % growth | achieved 2023"),
        only=True,
    ),
    Expected(
        19, "status: 已完成年度计划 as target",
        projects=("恒远食品百万头生猪屠宰项目 | completed achieved 2023 |  | 100万头 | ",
                  "经开区新建基础设施 | completed achieved 2023 |  |  | ",
                  "青山区第一中学运动场建设 | completed achieved 2023 |  |  | "),
        never=("target",),
    ),
    Expected(
        36, "place: list of places with numbers", (),
        ("项目 | 10 个 level | achieved 2023 东川县", "计划投资 | 35 亿元 level | achieved 2023 平川县"),
    ),
    Expected(
        37, "place: heading names the place", about(year="2023", kind="budget", place="西岭县"),
        ("地方一般公共预算收入 | 6542 万元 level | achieved 2023 西岭经济技术开发区",
         "地方一般公共预算收入 | 2376 万元 level | achieved 2023 柳湖旅游度假区",
         "地方一般公共预算收入 | 10 % growth | achieved 2023 柳湖旅游度假区"),
        only=True,
    ),
    Expected(
        7, "number: range with dash", (),
        ("数字化工厂 | 1 家 level | achieved 2023", "数字化工厂 | 2 家 level | achieved 2023"), only=True,
    ),
    Expected(8, "number: ordinal slogan", only=True),
    Expected(9, "number: composite unit", (), ("客货运输换算周转总量 | 15680.4 万吨公里 level | achieved 2023",)),
    Expected(
        10, "number: definition in parentheses", (), ("营运汽车 | 3120 辆 level | achieved 2023",), only=True,
    ),
    Expected(
        20, "indicator: head lost 实现/早日", (),
        ("高科技项目总投资 | 52 亿元 level | target 2024", "高科技项目 | 9 个 level | target 2024"), only=True,
    ),
    Expected(
        21, "indicator: share subject glued", (),
        ("现代服务业增加值 | 210.6 亿元 level | achieved 2023",
         "现代服务业增加值占三产 | 51.2 % share | achieved 2023"),
        only=True,
    ),
    Expected(
        25, "indicator: clause as indicator", (),
        ("重点项目 | 27 个 level | achieved 2023", "重点项目总投资 | 69.5 亿元 level | achieved 2023"), only=True,
    ),
    Expected(28, "indicator: cut 年终", (), ("年终结余结转 | 20.4 亿元 level | achieved 2023",), only=True),
    Expected(29, "indicator: cut 可供", (), ("可供安排支出的规模 | 310.5 亿元 level | achieved 2023",), only=True),
    Expected(
        30, "indicator: list number glued", (),
        ("机关事业单位养老保险基金收入 | 10630 万元 level | achieved 2023",
         "机关事业单位养老保险基金支出 | 10564 万元 level | achieved 2023"),
        only=True,
    ),
    Expected(
        31, "indicator: level lost 本级", (),
        ("一般债务余额 | 21.6 亿元 level | achieved 2023", "县本级一般债务余额 | 7.1 亿元 level | achieved 2023",
         "县本级专项债务余额 | 7 亿元 level | achieved 2023"),
    ),
    Expected(
        32, "indicator: head lost 门类", (),
        ("采矿业增加值 | 5.4 % growth | achieved 2023", "制造业增加值 | 8.8 % growth | achieved 2023"),
    ),
    Expected(
        33, "indicator: head lost 在校生", (),
        ("普通高等学校在校生 | 5.23 万人 level | achieved 2023", "初中学校在校生 | 6.3 万人 level | achieved 2023"),
    ),
    Expected(34, "indicator: subject of next clause lost", (), ("出口总额 | 6.8 % growth | achieved 2023",)),
    Expected(
        38, "project investment as observation", (), ("过亿元项目 | 9 个 level | achieved 2023",),
        ("恒信汽车检测中心 | started achieved 2023 | 1.8亿元 |  | ",), only=True,
    ),
    Expected(
        40, "project investment as observation", (), ("改建工程投资 | 2.1 亿元 level | achieved 2023",), only=True
    ),
    Expected(42, "project capacity as observation", only=True),
    Expected(43, "project: persons", never=("项目",)),
    Expected(47, "project: clause as name", never=("项目",)),
    Expected(50, "project: existing thing", never=("planned",)),
    Expected(52, "project: name with tail", projects=("云州冠军之城射击基地 | planned achieved 2023 |  |  | ",)),
    Expected(
        53, "project: two in one",
        projects=("乐山大街南延至南三环 | planned achieved 2023 |  |  | ",
                  "温泉路改造提升 | planned achieved 2023 |  |  | "),
    ),
    Expected(56, "project: firms as projects", never=("approved",)),
    Expected(
        58, "project: stage signing",
        projects=("智能单车产业基地项目 | approved achieved 2023 |  |  | ",
                  "玉玻技改项目 | approved achieved 2023 |  |  | ",
                  "鲁匠农业机械生产项目 | approved achieved 2023 |  |  | "),
    ),
    Expected(
        60, "meta: year of report (five years)", about(year="2011", kind="report", place="西岭县"),
        ("生产总值 | 41.2 亿元 level | achieved 2011", "实际利用外资 | 260 万美元 level | achieved 2011",
         "生产总值 | 12 % growth | target 2012"),
        only=True,
    ),
    Expected(
        61, "meta: year of report (five years)", about(year="2016", kind="report", place="易水县"),
        ("生产总值 | 56.3 亿元 level | achieved 2016", "生产总值 | 8 % growth | target 2017-2021",
         "生产总值 | 8 % growth | target 2017"),
    ),
    Expected(
        62, "meta: opening-session news", about(year="2022", kind="news", place="西岭县", date="2023-01-12"),
        ("地区生产总值 | 188 亿元 level | achieved 2022", "地区生产总值 | 4.2 % growth | achieved 2022",
         "地区生产总值 | 7 % growth | target 2023"),
        only=True,
    ),
    Expected(
        63, "meta: page with a header of fields",
        about(title="西岭县2025年政府工作报告", kind="report", year="2024", place="西岭县", date="2025-01-13",
              meeting="西岭县第十八届人民代表大会第五次会议"),
        ("地区生产总值 | 6.2 % growth | achieved 2024", "地区生产总值 | 6.5 % growth | target 2025"), only=True,
    ),
    Expected(64, "meta: place from the title", about(place="", year="2020", kind="report")),
    Expected(65, "meta: place of a newspaper piece", about(place="河北省邯郸市", title="", year="2022", kind="news")),
    Expected(
        66, "meta: title breadcrumb",
        about(title="关于高阳县2022年国民经济和社会发展计划执行情况与2023年计划(草案)的报告", year="2022",
              place="河北省保定市高阳县"),
        ("生产总值 | 175.9 亿元 level | achieved 2022", "生产总值 | 4.9 % growth | achieved 2022"), only=True,
    ),
    Expected(
        67, "meta: no year, news", about(year="", kind="news"),
        ("过亿元项目 | 113 个 level | achieved ", "过亿元项目计划总投资 | 541 亿元 level | target "),
        flag="no year under review found",
    ),
    Expected(
        68, "meta: title at the end", about(title="云岭现代产业园区第二个工业招商项目正式签约", kind="news"),
        projects=("云岭现代产业园区第二个工业招商项目 | approved achieved 2012 | 1.8亿 |  | 云岭现代产业园区",),
        never=("固定资产投资",),
    ),
    Expected(
        69, "meta: bulletin without its title", about(title="", year="2022", kind="bulletin"),
        ("常住人口 | 94.9 万人 level | achieved 2022", "地区生产总值 | 439.19 亿元 level | achieved 2022",
         "粮食产量 | 2.4 % decline | achieved 2022"),
    ),
    Expected(
        70, "meta: literal escapes", about(kind="report", year="2023"),
        ("生产总值 | 210.5 亿元 level | achieved 2023", "生产总值 | 5.1 % growth | achieved 2023",
         "生产总值 | 6 % growth | target 2024"),
        never=("\\", "nbsp"), only=True,
    ),
    Expected(71, "meta: glossed traditional text", about(year="2021"), never=("(",), flag="traditional characters"),
    Expected(
        72, "status: review section read as plan", about(year="2023", kind="budget"),
        ("政策性资金 | 5.1 亿元 level | achieved 2023", "重点项目 | 33 个 level | achieved 2023",
         "重大项目前期经费 | 1000 万元 level | achieved 2023", "拨付就业补助资金 | 2100 万元 level | achieved 2023",
         "新增就业 | 3480 人 level | achieved 2023", "一般公共预算收入 | 6.5 亿元 level | target 2024"),
    ),
    Expected(73, "place from inside a word", about(place="", year="2023", kind="report"), never=("范县",)),
    Expected(74, "place from inside a word", about(place="", year="2023", kind="report"), never=("和县",)),
    Expected(
        75, "place: cut inside a name", about(place="河北省保定市高阳县"),
        ("接待游客 | 12 万人次 level | achieved 2023 年灵山景区",), names=("黛眉山省级旅游度假区", "年灵山景区"),
        never=("name 眉山", "name 灵山"),
    ),
    Expected(
        76, "place: generic street office", about(place="河北省保定市高阳县"),
        ("社区 | 3 个 level | achieved 2023",), names=("城区街道", "锦华街道"), never=("永清", "大安"),
    ),
    Expected(
        77, "org: verb glued", about(place="河北省保定市高阳县"), names=("清华大学规划设计院",), never=("聘请", "针对"),
    ),
    Expected(
        78, "project: total of many projects given to one", (),
        ("项目总投资 | 56.5 亿元 level | achieved 2023", "竣工投产项目 | 9 个 level | achieved 2023",
         "开工建设项目 | 17 个 level | achieved 2023"),
        ("云帆电气项目 | completed achieved 2023 |  |  | ",),
    ),
    Expected(
        79, "project: mixed lists",
        projects=("西三环南延 | building achieved 2023 |  |  | ", "南三环 | building achieved 2023 |  |  | ",
                  "首云·高阳国际农产品交易中心 | completed achieved 2023 |  |  | 高阳"),
    ),
    Expected(
        80, "project: clause as name",
        projects=("荣云高速 | building achieved 2023 |  |  | ", "南水北调干线 | building achieved 2023 |  |  | ",
                  "107国道改线 | building achieved 2023 |  |  | "),
        never=("迎来",),
    ),
    Expected(
        81, "project: list with counts",
        projects=("盛和汽车传动轴项目 | started achieved 2023 | 4.2亿元 |  | ",
                  "兴云索具项目 | started achieved 2023 | 2.6亿元 |  | ",
                  "双凯汽车检测服务中心 | started achieved 2023 | 1.1亿元 |  | ",
                  "风云工业园 | planned achieved 2023 | 33亿元 |  | "),
    ),
    Expected(82, "project: existing road as project", never=("S203 |", "G207 |")),
    Expected(83, "project: gold of a title", never=("planned", "building")),
    Expected(
        88, "org: alias not joined",
        projects=("云帆新能源科技股份有限公司20万千瓦风电项目 | started achieved 2023 |  | 20万千瓦 | ",),
    ),
    Expected(
        90, "table row read as prose", about(year="2023", kind="budget"),
        ("税收收入 | 4.12 亿元 level | target 2023", "税收收入 | 3.96 亿元 level | achieved 2023",
         "税收收入 | 3.87 % decline | achieved 2023", "一般公共服务支出 | 2.33 亿元 level | achieved 2023",
         "一般公共服务支出 | 8.11 % decline | achieved 2023", "非税收入 | 2.05 亿元 level | target 2023",
         "非税收入 | 2.31 亿元 level | achieved 2023", "非税收入 | 4.54 % growth | achieved 2023",
         "公共安全支出 | 0.98 亿元 level | achieved 2023", "公共安全支出 | 3.29 % decline | achieved 2023",
         "一般公共预算收入 | 8.1 亿元 level | achieved 2023", "一般公共预算收入 | 4.2 % growth | achieved 2023",
         "一般公共预算支出 | 21.4 亿元 level | achieved 2023"),
        only=True,
    ),
    Expected(
        91, "meta: base year most told", about(year="2011", kind="report"),
        ("实际利用外资 | 260 万美元 level | achieved 2011",),
    ),
    Expected(
        92, "meta: plan year most told", about(title="高阳县2021年政府工作报告（节选）", year="2020"),
        ("地区生产总值 | 260 亿元 level | target 2025", "经济开发区规划总面积 | 25 平方公里 level | target 2025",
         "道路新改建工程 | 25 条 level | target 2021-2025"),
    ),
    Expected(
        93, "boilerplate: links beside the text", about(year="2020", place="河北省保定市高阳县"),
        ("生产总值 | 5 % growth | achieved 2020", "生产总值 | 6 % growth | target 2021"),
        never=("安新", "溧阳", "兰州"), only=True,
    ),
    Expected(
        94, "project: total of many projects given to one", (),
        ("住宅小区投资 | 12.1 亿元 level | achieved 2023", "住宅小区 | 11 个 level | achieved 2023"), only=True,
    ),
    Expected(
        101, "table row read as prose (docx)", about(year="2023", kind="report"),
        ("粮食产量 | 21.4 万吨 level | achieved 2023", "粮食产量 | 2.1 % growth | achieved 2023",
         "生猪出栏 | 14.2 万头 level | achieved 2023", "生猪出栏 | 3.3 % decline | achieved 2023"),
        only=True,
    ),
)  # fmt: skip

# A place in a list that no list of divisions has; a project that the title at the end names and sentences call 该项目.
NOT_YET = frozenset({19, 36, 68})


def cases() -> list[tuple[str, str]]:
    """(kind, text) of every case, in order."""
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[0], _ESCAPE.sub(lambda found: _ESCAPED[found[1]], row[1])) for row in rows]


def source(kind: str, text: str, folder: Path) -> Source:
    """The file of a case, as its kind wants it, with the row of documents.csv of one that is no whole document."""
    if text.startswith("(docx)"):
        return _docx(folder)
    row = {}
    if not kind.startswith(_WHOLE_FILES) and not text.startswith("<html>") and "\n" not in text:
        year, said = ("2020", "plan") if text.startswith("“十四五”") else ("2023", "report")
        row = {"place": "西岭县", "year": year, "kind": said}
        text = f"2023年工作\n{text}"
    path = folder / f"document.{_suffix(kind, text)}"
    path.write_text(text, encoding="utf-8")
    return Source(path, path.name, row)


def _suffix(kind: str, text: str) -> str:
    return "html" if text.startswith("<html>") else "csv" if "(csv)" in kind else "txt"


def _docx(folder: Path) -> Source:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for line in ("高阳县2024年政府工作报告", "一、2023年工作回顾"):
        made.add_paragraph(line)
    table = made.add_table(3, 3)
    table.cell(0, 0).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2023年完成"
    for at, row in enumerate((("粮食产量（万吨）", "21.4", "增长2.1%"), ("生猪出栏（万头）", "14.2", "下降3.3%")), 1):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
    path = folder / "document.docx"
    made.save(str(path))
    return Source(path, path.name)


def observation(item: Observation) -> str:
    measured = f"{item.value} {item.unit} {item.measure}"
    where = f" {item.place}" if item.place else ""
    return f"{item.indicator} | {measured} | {item.status} {item.period}{where}"


def project(item: Project) -> str:
    sizes, places = "、".join(map(str, item.capacity)), "、".join(item.places)
    return f"{item.name} | {item.stage} {item.status} {item.period} | {item.investment or ''} | {sizes} | {places}"


def lines(found: Facts) -> Iterator[str]:
    """All facts and names, each as a line."""
    yield from map(observation, found.observations)
    yield from map(project, found.projects)
    yield from (f"name {mention.name}" for mention in found.mentions)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda item: f"{item.row}-{item.kind}")
def test_case(expected: Expected, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if expected.row in NOT_YET:
        request.applymarker(pytest.mark.xfail(strict=True, reason="not read yet"))
    kind, text = cases()[expected.row]
    assert kind == expected.kind
    document = read(source(kind, text, tmp_path))
    found = facts(document)
    assert {name: getattr(document, name).value for name, _ in expected.document} == dict(expected.document)
    observations = {observation(item) for item in found.observations}
    assert set(expected.observations) <= observations
    assert not expected.only or observations == set(expected.observations)
    assert set(expected.projects) <= {project(item) for item in found.projects}
    assert set(expected.names) <= {mention.name for mention in found.mentions}
    assert [line for line in lines(found) for part in expected.never if part in line] == []
    assert expected.flag in " ".join(document.flags)
