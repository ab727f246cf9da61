"""Numbers, their periods and their status."""

from __future__ import annotations

from made_up.expected import Expected, about

EXPECTED = (
    Expected(
        5,
        "number: time of day read as share",
        about(year="2023", kind="news"),
        (
            "西岭县一季度集中开工项目 | 24 个 level | achieved 2023-Q1",
            "西岭县一季度集中开工项目总投资 | 86 亿元 level | achieved 2023-Q1",
        ),
        never=("20:43", "43:21"),
        only=True,
    ),
    Expected(
        6,
        "number: blank inside decimal",
        (),
        ("民生项目 | 10 个 level | achieved 2023", "民生项目总投资 | 31.4 亿元 level | achieved 2023"),
        only=True,
    ),
    Expected(
        7,
        "number: range with dash",
        (),
        ("数字化工厂 | 1 家 level | achieved 2023", "数字化工厂 | 2 家 level | achieved 2023"),
        only=True,
    ),
    Expected(8, "number: ordinal slogan", only=True),
    Expected(9, "number: composite unit", (), ("客货运输换算周转总量 | 15680.4 万吨公里 level | achieved 2023",)),
    Expected(
        10,
        "number: definition in parentheses",
        (),
        ("营运汽车 | 3120 辆 level | achieved 2023",),
        only=True,
    ),
    Expected(11, "number: 七成", never=("呈",)),
    Expected(12, "number: bureaucratic index code", never=("| 5 ", "| 8 ")),
    Expected(
        13,
        "period: base value of 由…提高到",
        (),
        ("农村低保月人均补差 | 16 元 level | achieved 2022", "农村低保月人均补差 | 30 元 level | achieved 2023"),
        only=True,
    ),
    Expected(
        14,
        "period: base value of 由…年…",
        (),
        tuple(
            f"第{sector}产业占比 | {value} % share | achieved {year}"
            for year, parts in (("2018", (20, 41, 39)), ("2023", (18, 38, 44)))
            for sector, value in zip("一二三", parts, strict=True)
        ),
        only=True,
    ),
    Expected(
        15,
        "period: cumulative over the plan",
        (),
        (
            "一般公共预算收入 | 83 亿元 level | target 2021-2025",
            "一般公共预算收入 | 54 亿元 level | achieved 2016-2020",
            "教育支出 | 26 亿元 level | target 2021-2025",
        ),
    ),
    Expected(16, "period: before-year qualifier", (), ("老旧小区 | 41 个 level | achieved 2023",), only=True),
    Expected(
        17,
        "period: first half carried to next sentence",
        (),
        (
            "地区生产总值 | 11.3 亿元 level | achieved 2023-H1",
            "地区生产总值占年计划 | 41.8 % share | achieved 2023-H1",
            "地区生产总值 | 9.3 % growth | achieved 2023-H1",
            "社会消费品零售总额 | 4.2 亿元 level | achieved 2023-H1",
            "社会消费品零售总额占年计划 | 48.6 % share | achieved 2023-H1",
            "社会消费品零售总额 | 10 % growth | achieved 2023-H1",
            "城镇居民可支配收入 | 15230 元 level | achieved 2023-H1",
            "城镇居民可支配收入 | 8.1 % growth | achieved 2023-H1",
        ),
        only=True,
    ),
    Expected(
        18,
        "period: plan completion share as target",
        (),
        (
            "社会消费品零售总额 | 4.6 亿元 level | achieved 2023",
            "社会消费品零售总额占年计划 | 49.6 % share | achieved 2023",
            "社会消费品零售总额 | 11 % growth | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        19,
        "status: 已完成年度计划 as target",
        projects=(
            "恒远食品百万头生猪屠宰项目 | completed achieved 2023 |  | 100万头 | ",
            "经开区新建基础设施 | completed achieved 2023 |  |  | ",
            "青山区第一中学运动场建设 | completed achieved 2023 |  |  | ",
        ),
        never=("target",),
    ),
    Expected(
        72,
        "status: review section read as plan",
        about(year="2023", kind="budget"),
        (
            "政策性资金 | 5.1 亿元 level | achieved 2023",
            "重点项目 | 33 个 level | achieved 2023",
            "重大项目前期经费 | 1000 万元 level | achieved 2023",
            "拨付就业补助资金 | 2100 万元 level | achieved 2023",
            "新增就业 | 3480 人 level | achieved 2023",
            "一般公共预算收入 | 6.5 亿元 level | target 2024",
        ),
    ),
    Expected(
        84,
        "number: 零点五",
        (),
        ("失业率 | 0.5 个百分点 decline | achieved 2023", "登记失业率 | 3.2 % share | achieved 2023"),
        only=True,
    ),
    Expected(
        85,
        "number: approximate pair",
        (),
        (
            "企业 | 30 家 level | achieved 2023",
            "企业 | 40 家 level | achieved 2023",
            "企业 | 100 户 level | achieved 2023",
            "企业 | 200 户 level | achieved 2023",
            "产业园 | 2 个 level | achieved 2023",
            "产业园 | 3 个 level | achieved 2023",
        ),
        only=True,
    ),
    Expected(86, "number: Chinese numeral with 零", (), ("补贴 | 10012 元 level | achieved 2023",), only=True),
    Expected(
        87,
        "number: 千 before 千瓦",
        (),
        ("光伏装机 | 3000 千瓦 level | achieved 2023", "储能 | 200 千瓦 level | achieved 2023"),
        only=True,
    ),
)
