"""Tables: each cell below its head."""

from __future__ import annotations

from made_up.expected import Expected, about

EXPECTED = (
    Expected(
        0,
        "table row read as prose",
        about(year="2023", kind="bulletin", place="西岭县"),
        (
            "采矿业利润 | 5.8 亿元 level | achieved 2023",
            "采矿业利润 | 20.4 % decline | achieved 2023",
            "制造业利润 | 6.2 亿元 level | achieved 2023",
            "原煤产量 | 227.33 万吨 level | achieved 2023",
            "原煤产量 | 9.3 % growth | achieved 2023",
            "纱产量 | 35.86 万吨 level | achieved 2023",
            "粮食产量 | 12.1 万吨 level | achieved 2023",
            "常住人口 | 21.3 万人 level | achieved 2023",
        ),
    ),
    Expected(
        1,
        "table ignored (csv)",
        projects=(
            "西岭县云溪20万千瓦风电项目 | started achieved 2023-05 | 12.6亿元 | 20万千瓦 | 西岭县云溪、云溪镇",
            "年产5万吨竹浆纸项目 | started achieved 2023-08 | 3.4亿元 | 5万吨 | 西岭经开区",
            "县人民医院新院区 | started achieved 2022-10 | 4.8亿元 | 400张 | 城关镇",
        ),
        only=True,
    ),
    Expected(
        2,
        "table ignored (txt)",
        about(title="西岭县2023年重点建设项目清单", place="西岭县"),
        projects=(
            "云溪抽水蓄能电站 | none achieved 2023 | 680000万元 | 120万千瓦 | ",
            "城北污水处理厂二期 | none achieved 2023 | 15600万元 | 3万吨 | ",
            "老城区供热管网改造 | none achieved 2023 | 8900万元 |  | ",
        ),
        only=True,
    ),
    Expected(
        3,
        "table ignored (html plan targets)",
        about(year="2020", kind="plan", place="西岭县"),
        (
            "森林覆盖率 | 44.2 % share | achieved 2020",
            "森林覆盖率 | 45.1 % share | target 2025",
            "地区生产总值 | 96.4 亿元 level | achieved 2020",
            "地区生产总值 | 140 亿元 level | target 2025",
        ),
        only=True,
    ),
    Expected(
        4,
        "table ignored (markdown)",
        about(year="2023", kind="bulletin", place="西岭县"),
        (
            "水泥产量 | 88.4 万吨 level | achieved 2023",
            "水泥产量 | 5.3 % decline | achieved 2023",
            "发电量 | 12.81 亿千瓦时 level | achieved 2023",
            "发电量 | 9.2 % growth | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        90,
        "table row read as prose",
        about(year="2023", kind="budget"),
        (
            "税收收入 | 4.12 亿元 level | target 2023",
            "税收收入 | 3.96 亿元 level | achieved 2023",
            "税收收入 | 3.87 % decline | achieved 2023",
            "一般公共服务支出 | 2.33 亿元 level | achieved 2023",
            "一般公共服务支出 | 8.11 % decline | achieved 2023",
            "非税收入 | 2.05 亿元 level | target 2023",
            "非税收入 | 2.31 亿元 level | achieved 2023",
            "非税收入 | 4.54 % growth | achieved 2023",
            "公共安全支出 | 0.98 亿元 level | achieved 2023",
            "公共安全支出 | 3.29 % decline | achieved 2023",
            "一般公共预算收入 | 8.1 亿元 level | achieved 2023",
            "一般公共预算收入 | 4.2 % growth | achieved 2023",
            "一般公共预算支出 | 21.4 亿元 level | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        101,
        "table row read as prose (docx)",
        about(year="2023", kind="report"),
        (
            "粮食产量 | 21.4 万吨 level | achieved 2023",
            "粮食产量 | 2.1 % growth | achieved 2023",
            "生猪出栏 | 14.2 万头 level | achieved 2023",
            "生猪出栏 | 3.3 % decline | achieved 2023",
        ),
        only=True,
    ),
)
