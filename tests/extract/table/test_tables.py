"""What the heads, titles and sections around a table say of its cells."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
import report

from kg.extract.document import extract
from kg.model import Facts
from kg.read import inputs, read

TITLE = "翠屏县2023年国民经济和社会发展统计公报"


def facts(folder: Path, name: str, data: str | bytes) -> Facts:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return extract(read(inputs([folder / name])[0]))


def told(found: Facts) -> list[str]:
    """Each observation as one line: indicator, value and unit, measure, status, period."""
    return [
        f"{item.indicator} {item.value}{item.unit} {item.measure} {item.status} {item.period}"
        for item in found.observations
    ]


def page(*lines: str) -> str:
    return "<html><body>" + "".join(line if line[0] == "<" else f"<p>{line}</p>" for line in lines) + "</body></html>"


def table(*rows: str) -> str:
    """A table of a page: rows of cells parted by bars."""
    cells = ("".join(f"<td>{text}</td>" for text in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def test_a_sentence_that_a_table_breaks_is_read_whole_and_the_table_after_it(tmp_path: Path) -> None:
    found = facts(tmp_path, "a.html", page(
        f"<h1>{TITLE}</h1>", "全年规模以上工业实现利润12.6亿元，下降3.1%。分门类看，采矿",
        table("指标|产量|同比增长(%)", "原煤(万吨)|227.33|9.3"),
        "业实现利润5.8亿元，下降20.4%；制造业实现利润6.2亿元，增长8.9%。",
    ))  # fmt: skip
    assert told(found)[2:] == [
        "采矿业利润 5.8亿元 level achieved 2023", "采矿业利润 20.4% decline achieved 2023",
        "制造业利润 6.2亿元 level achieved 2023", "制造业利润 8.9% growth achieved 2023",
        "原煤产量 227.33万吨 level achieved 2023", "原煤产量 9.3% growth achieved 2023",
    ]  # fmt: skip


def test_a_budget_without_a_unit_has_that_of_the_sums_above_it_where_its_amounts_may(tmp_path: Path) -> None:
    rows = (
        "收入项目|预算数|执行数|比上年",
        "税收收入|4.12|3.96|-3.87%",
        "非税收入|2.05|2.31|4.54%",
        "收入合计|3404|6.27|",
    )
    above = "2023年，全县一般公共预算收入完成8.1亿元，增长4.2%，一般公共预算支出完成21.4亿元。"
    found = facts(tmp_path, "a.html", page("<h1>翠屏县2023年预算执行情况</h1>", above, table(*rows)))
    assert told(found)[3:] == [
        "税收收入 4.12亿元 level target 2023", "税收收入 3.96亿元 level achieved 2023",
        "税收收入 3.87% decline achieved 2023", "非税收入 2.05亿元 level target 2023",
        "非税收入 2.31亿元 level achieved 2023", "非税收入 4.54% growth achieved 2023",
        "收入合计 6.27亿元 level achieved 2023",
    ]  # fmt: skip
    larger = [row.replace("4.12", "41200") for row in rows]
    found = facts(tmp_path, "b.html", page("<h1>翠屏县2023年预算执行情况</h1>", above, table(*larger)))
    assert [line for line in told(found)[3:] if "level" in line] == []
    assert [reason for _, reason in found.set_aside] == ["in a table: no unit is given (6 times)"]


def test_a_total_that_its_parts_do_not_add_up_to_states_nothing(tmp_path: Path) -> None:
    rows = ("项目|决算数（万元）", "税收收入|310", "非税收入|220", "收入合计|950")
    found = facts(tmp_path, "a.html", page("<h1>翠屏县2023年财政决算报告</h1>", table(*rows)))
    assert len(found.observations) == 2
    assert [reason for _, reason in found.set_aside] == [
        "in a table: a total that is not the sum of what stands above it"
    ]


@pytest.mark.parametrize(
    ("title", "rows", "expected"),
    [
        (
            "2023年各乡镇粮食产量（单位：吨）", ("乡镇|2022年|2023年", "松岭镇|1200|1300", "白塔乡|800|850"),
            ["粮食产量 1200吨 level achieved 2022", "粮食产量 1300吨 level achieved 2023",
             "粮食产量 800吨 level achieved 2022", "粮食产量 850吨 level achieved 2023"],
        ),
        (
            "2021-2023年全县社会消费品零售总额（亿元）", ("2021年|2022年|2023年", "50.1|48.2|55.3"),
            [f"社会消费品零售总额 {value}亿元 level achieved {year}"
             for value, year in (("50.1", 2021), ("48.2", 2022), ("55.3", 2023))],
        ),
        (
            "各乡镇2023年财政收入完成情况表（万元）",
            ("乡镇|任务数|完成数|完成率（%）", "松岭镇|500|520|104", "白塔乡|300|270|90"),
            ["财政收入 500万元 level target 2023", "财政收入 520万元 level achieved 2023",
             "财政收入完成率 104% share achieved 2023", "财政收入 300万元 level target 2023",
             "财政收入 270万元 level achieved 2023", "财政收入完成率 90% share achieved 2023"],
        ),
        (
            "2023年末常住人口情况", ("指标|年末数（万人）|比重（%）", "城镇|20.1|40.1"),
            ["城镇常住人口 20.1万人 level achieved 2023", "城镇常住人口比重 40.1% share achieved 2023"],
        ),
        (
            "2023年主要工业产品产量  单位：万吨", ("产品名称|2022年|2023年", "水泥|88.4|90.1"),
            ["水泥产量 88.4万吨 level achieved 2022", "水泥产量 90.1万吨 level achieved 2023"],
        ),
        # A title that names two measures, or none of its own, leaves figures of places without a name.
        ("2023年各乡镇粮食、油料产量（单位：吨）", ("乡镇|2022年|2023年", "松岭镇|1200|1300", "白塔乡|800|850"), []),
        ("2023年各乡镇农产品产量（单位：吨）", ("乡镇|2022年|2023年", "松岭镇|1200|1300", "白塔乡|800|850"), []),
    ],
)  # fmt: skip
def test_a_title_that_names_one_measure_says_what_is_measured(
    tmp_path: Path, title: str, rows: tuple[str, ...], expected: list[str]
) -> None:
    above = "全县经济平稳运行，社会事业全面进步，人民生活持续改善。"
    found = facts(tmp_path, "a.html", page(f"<h1>{TITLE}</h1>", above, title, table(*rows)))
    assert told(found) == expected


@pytest.mark.parametrize(
    ("heads", "owners"),
    [
        ("项目业主（法人）单位|责任单位", ("翠屏水务有限公司",)),
        ("项目申报单位|县级责任部门", ("翠屏水务有限公司",)),
        ("责任单位|责任领导", ("翠屏水务有限公司",)),  # a firm that answers for a project, where no column has owners
        ("牵头单位|业主单位", ()),
    ],
)
def test_owners_of_listed_projects_stand_under_heads_that_say_so(
    tmp_path: Path, heads: str, owners: tuple[str, ...]
) -> None:
    rows = (f"序号|项目名称|总投资（万元）|{heads}", "1|松岭镇污水处理厂项目|5200|翠屏水务有限公司|县住建局")
    found = facts(
        tmp_path, "a.html", page(f"<h1>{TITLE}</h1>", "重点项目清单", table(*rows, rows[1].replace("1|松", "2|竹")))
    )
    assert {item.organizations for item in found.projects} == {owners or ("县住建局",)}


def test_a_table_inherits_year_and_status_from_its_section(tmp_path: Path) -> None:
    found = facts(tmp_path, "a.md", "\n\n".join((
        "# 翠屏县2024年政府工作报告", "## 一、2023年工作回顾", "全县上下攻坚克难，主要指标完成情况如下。",
        "| 指标 | 全年完成 | 全市位次 |\n|---|---|---|\n| 固定资产投资（亿元） | 57.4 | 第5位 |"
        "\n| 改造老旧小区（个） | 12 | / |",
        "## 二、2024年工作安排",
        "| 指标 | 预期目标 |\n|---|---|\n| 地区生产总值增长 | 6%左右 |\n| 单位GDP能耗降低 | 2% |",
    )))  # fmt: skip
    assert told(found) == [
        "固定资产投资 57.4亿元 level achieved 2023", "固定资产投资 5位 rank achieved 2023",
        "老旧小区 12个 level achieved 2023", "地区生产总值 6% growth target 2024", "单位GDP能耗 2% decline target 2024",
    ]  # fmt: skip


def test_what_a_title_says_that_all_rows_measure(tmp_path: Path) -> None:
    rows = ("行　业|比上年增长（%）", "总　计|6.5", "制造业|12.0", "房地产业|-9.6")
    found = facts(tmp_path, "a.html", page(f"<h1>{TITLE}</h1>", "表2：2023年分行业固定资产投资增长速度", table(*rows)))
    assert told(found) == [
        "固定资产投资 6.5% growth achieved 2023", "制造业固定资产投资 12.0% growth achieved 2023",
        "房地产业固定资产投资 9.6% decline achieved 2023",
    ]  # fmt: skip
    rows = ("指标|全市|城市|农村", "居民消费价格|0.3|0.4|-0.1")
    found = facts(
        tmp_path, "b.html", page(f"<h1>{TITLE}</h1>", "2023年居民消费价格比上年涨跌幅度", "单位：%", table(*rows))
    )
    assert told(found) == [
        "居民消费价格 0.3% growth achieved 2023", "城市居民消费价格 0.4% growth achieved 2023",
        "农村居民消费价格 0.1% decline achieved 2023",
    ]  # fmt: skip


def test_rows_of_changes_are_those_of_the_row_above(tmp_path: Path) -> None:
    data = "指标,一季度,上半年\n地区生产总值（亿元）,20.1,43.2\n同比增长（%）,5.1,-5.6\n"
    found = facts(tmp_path, "a.csv", f"翠屏县2023年各季度主要指标,,\n{data}")
    assert told(found) == [
        "地区生产总值 20.1亿元 level achieved 2023-Q1", "地区生产总值 43.2亿元 level achieved 2023-H1",
        "地区生产总值 5.1% growth achieved 2023-Q1", "地区生产总值 5.6% decline achieved 2023-H1",
    ]  # fmt: skip


def test_changes_in_amounts_have_the_unit_of_amounts_and_may_not_be_guessed(tmp_path: Path) -> None:
    rows = ("指标|年末数|比年初增减额|比上年增减|同比增长", "各项存款余额|1203.3|-110.2|10.1|8.4")
    found = facts(tmp_path, "a.html", page(f"<h1>{TITLE}</h1>", "2023年末存款（单位：亿元）", table(*rows)))
    assert told(found) == [
        "各项存款余额 1203.3亿元 level achieved 2023",
        "各项存款余额 110.2亿元 decline achieved 2023",
        "各项存款余额 8.4% growth achieved 2023",
    ]


def test_a_title_with_months_says_which_month_is_the_last(tmp_path: Path) -> None:
    rows = ("指标|本月|累计|累计同比(%)", "税收收入|4100|48000|6.6")
    found = facts(tmp_path, "a.html", page("<h1>翠屏县2023年1-11月主要经济指标</h1>", "单位：万元", table(*rows)))
    assert told(found) == [
        "税收收入 4100万元 level achieved 2023-11",
        "税收收入 48000万元 level achieved 2023-01/2023-11",
        "税收收入 6.6% growth achieved 2023-01/2023-11",
    ]


def test_a_row_whose_cells_cannot_be_placed_states_nothing(tmp_path: Path) -> None:
    lines = ("名称 单位 产量 增长(%)", "水泥 万吨 88.4 5.1", "原煤 万吨 9.3", "钢材 万吨 35.9 1.2")
    found = facts(tmp_path, "a.txt", "\n".join((TITLE, *lines)))
    assert {item.indicator for item in found.observations} == {"水泥产量", "钢材产量"}
    assert [reason for _, reason in found.set_aside] == [
        "in a table: it is not certain under which heads the cells of this row stand"
    ]


def test_lists_of_projects_have_sections_and_say_who_is_in_charge(tmp_path: Path) -> None:
    rows = (
        "序号|项目名称|建设规模及主要内容|总投资（亿元）|责任单位", "|合计（2个）||20.3|", "一|续建项目（1个）||8.6|",
        "1|松沟至云溪公路改建工程|全长32公里，路基宽10米|8.6|县交通运输局", "二|新开工项目（1个）||11.7|",
        "2|岚山10万千瓦光伏发电项目|建设10万千瓦光伏电站|11.7|县发改局",
    )  # fmt: skip
    found = facts(tmp_path, "a.html", page("<h1>翠屏县2023年重点项目完成情况</h1>", table(*rows)))
    got = [(item.name, item.stage, str(item.investment), item.organizations) for item in found.projects]
    assert [item[:3] for item in got] == [
        ("松沟至云溪公路改建工程", "building", "8.6亿元"), ("岚山10万千瓦光伏发电项目", "started", "11.7亿元"),
    ]  # fmt: skip
    assert all("局" not in name for *_, names in got for name in names)
    assert not found.observations


@pytest.mark.parametrize(
    ("nature", "told"),
    [
        ("计划新开工", ("started", "target")), ("拟竣工", ("completed", "target")), ("新开工", ("started", "achieved")),
        ("计划总投资内开工", ("started", "achieved")), ("尚未开工", ("planned", "achieved")),
    ],
)  # fmt: skip
def test_what_a_list_plans_to_begin_has_not_begun(tmp_path: Path, nature: str, told: tuple[str, str]) -> None:
    head, one, other = "序号|项目名称|建设性质|总投资（亿元）", "1|松沟至云溪公路改建工程", "2|岚山污水处理厂项目"
    rows = (head, f"{one}|{nature}|8.6", f"{other}|{nature}|1.7")
    column = facts(tmp_path, "a.html", page("<h1>翠屏县2023年重点项目完成情况</h1>", table(*rows)))
    assert {(item.stage, item.status) for item in column.projects} == {told}
    rows = ("序号|项目名称|总投资（亿元）", f"一|{nature}项目|10.3", f"{one}|8.6", f"{other}|1.7")
    section = facts(tmp_path, "b.html", page("<h1>翠屏县2023年重点项目完成情况</h1>", table(*rows)))
    assert {(item.stage, item.status) for item in section.projects} == {told}


def test_a_table_that_a_pdf_sets_without_borders(tmp_path: Path) -> None:
    rows = (
        ("指标", "单位", "绝对值", "比上年增长(%)"),
        ("水泥产量", "万吨", "88.4", "-5.3"),
        ("原煤产量", "万吨", "227.3", "9.1"),
    )
    pieces = [report.draw(TITLE, 72.0, 760.0, 12.0)]
    pieces += [
        report.draw(text, 72.0 + 110 * column, 700.0 - 20 * row, 10.0)
        for row, cells in enumerate(rows)
        for column, text in enumerate(cells)
    ]
    found = facts(tmp_path, "a.pdf", report.pdf_of([" ".join(pieces)]))
    assert told(found) == [
        "水泥产量 88.4万吨 level achieved 2023", "水泥产量 5.3% decline achieved 2023",
        "原煤产量 227.3万吨 level achieved 2023", "原煤产量 9.1% growth achieved 2023",
    ]  # fmt: skip


def test_a_table_over_two_pages_is_one(tmp_path: Path) -> None:
    def cell(text: str, row: int, column: int) -> str:
        x, y = 40.0 + 100 * column, 700.0 - 20 * row
        return f"{report.draw(text + ' ', x + 4, y - 14, 8.0)} {x} {y - 20} 100 20 re S"

    first = ("指标", "产量（万吨）"), ("水泥", "88.4"), ("原煤", "227.3")
    pages = [
        report.draw(TITLE, 72.0, 760.0, 12.0)
        + " "
        + " ".join(cell(t, r, c) for r, row in enumerate(first) for c, t in enumerate(row)),
        " ".join(cell(text, 0, column) for column, text in enumerate(("钢材", "35.9"))),
    ]
    found = facts(tmp_path, "a.pdf", report.pdf_of(pages))
    assert told(found) == [
        f"{name}产量 {value}万吨 level achieved 2023"
        for name, value in (("水泥", "88.4"), ("原煤", "227.3"), ("钢材", "35.9"))
    ]


STREAM = """
import sys
from kg.extract.document import segment
from kg.extract.table import read as stated
from kg.read import inputs, read
from pathlib import Path
document = read(inputs([Path(sys.argv[1])])[0])
print(sum(len(row.observations) for row in stated(document, document.tables[0], segment(document))))
"""


@pytest.mark.slow
def test_a_hundred_thousand_rows_stream_in_less_than_400_megabytes(tmp_path: Path) -> None:
    rows = (f"第{n}号产品产量,万吨,{n % 977}.{n % 10},{n % 17 - 5}.3" for n in range(100_000))
    (tmp_path / "a.csv").write_text(
        "\n".join(("翠屏县2023年统计", "指标,单位,数值,比上年增长(%)", *rows)), encoding="utf-8"
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run(
        [sys.executable, "-c", STREAM, str(tmp_path / "a.csv")], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "200000"
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < 400_000
