"""What numbers measure."""

from __future__ import annotations

from made_up.expected import Expected

EXPECTED = (
    Expected(
        20,
        "indicator: head lost 实现/早日",
        (),
        ("高科技项目总投资 | 52 亿元 level | target 2024", "高科技项目 | 9 个 level | target 2024"),
        only=True,
    ),
    Expected(
        21,
        "indicator: share subject glued",
        (),
        (
            "现代服务业增加值 | 210.6 亿元 level | achieved 2023",
            "现代服务业增加值占三产 | 51.2 % share | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        22,
        "indicator: verb glued",
        (),
        ("政务服务事项 | 1200 项 level | achieved 2023", "政务服务事项网上可办率 | 98 % share | achieved 2023"),
        only=True,
    ),
    Expected(23, "indicator: clause glued", (), ("保险公司理赔 | 3200 万元 level | achieved 2023",), only=True),
    Expected(
        24,
        "indicator: cut inside a name",
        (),
        ("文旅项目总投资 | 21.5 亿元 level | achieved 2023", "文旅项目 | 14 个 level | achieved 2023"),
        names=("云台山景区",),
        only=True,
    ),
    Expected(
        25,
        "indicator: clause as indicator",
        (),
        ("重点项目 | 27 个 level | achieved 2023", "重点项目总投资 | 69.5 亿元 level | achieved 2023"),
        only=True,
    ),
    Expected(
        26,
        "indicator: budget 执行中调整",
        (),
        (
            "一般公共预算收入预算 | 12.5 亿元 level | target 2023",
            "一般公共预算收入调整预算 | 12.9 亿元 level | target 2023",
            "一般公共预算收入 | 13.1 亿元 level | achieved 2023",
            "一般公共预算收入为调整预算 | 101.6 % share | achieved 2023",
            "一般公共预算收入 | 5.2 % growth | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        27,
        "indicator: budget 年初预算",
        (),
        (
            "县级国有资本经营预算收入年初预算 | 1.6 亿元 level | target 2023",
            "县级国有资本经营预算收入 | 2.4 亿元 level | achieved 2023",
        ),
        only=True,
    ),
    Expected(28, "indicator: cut 年终", (), ("年终结余结转 | 20.4 亿元 level | achieved 2023",), only=True),
    Expected(29, "indicator: cut 可供", (), ("可供安排支出的规模 | 310.5 亿元 level | achieved 2023",), only=True),
    Expected(
        30,
        "indicator: list number glued",
        (),
        (
            "机关事业单位养老保险基金收入 | 10630 万元 level | achieved 2023",
            "机关事业单位养老保险基金支出 | 10564 万元 level | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        31,
        "indicator: level lost 本级",
        (),
        (
            "一般债务余额 | 21.6 亿元 level | achieved 2023",
            "县本级一般债务余额 | 7.1 亿元 level | achieved 2023",
            "县本级专项债务余额 | 7 亿元 level | achieved 2023",
        ),
    ),
    Expected(
        32,
        "indicator: head lost 门类",
        (),
        ("采矿业增加值 | 5.4 % growth | achieved 2023", "制造业增加值 | 8.8 % growth | achieved 2023"),
    ),
    Expected(
        33,
        "indicator: head lost 在校生",
        (),
        ("普通高等学校在校生 | 5.23 万人 level | achieved 2023", "初中学校在校生 | 6.3 万人 level | achieved 2023"),
    ),
    Expected(34, "indicator: subject of next clause lost", (), ("出口总额 | 6.8 % growth | achieved 2023",)),
    Expected(
        35,
        "indicator: 分别 over four long names",
        (),
        (
            "有色金属冶炼和压延加工业 | 26.1 % growth | achieved 2023",
            "电力热力生产和供应业 | 12.4 % growth | achieved 2023",
            "纺织业 | 180.2 % growth | achieved 2023",
            "黑色金属冶炼和压延加工业 | 4.9 % growth | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        38,
        "project investment as observation",
        (),
        ("过亿元项目 | 9 个 level | achieved 2023",),
        ("恒信汽车检测中心 | started achieved 2023 | 1.8亿元 |  | ",),
        only=True,
    ),
    Expected(
        39,
        "project investment as observation",
        (),
        (),
        ("御景城 | building achieved 2023 | 4.6亿元 |  | ", "锦绣苑城中村改造 | building achieved 2023 | 3亿元 |  | "),
        only=True,
    ),
    Expected(
        40, "project investment as observation", (), ("改建工程投资 | 2.1 亿元 level | achieved 2023",), only=True
    ),
    Expected(
        41,
        "project investment as observation",
        (),
        (
            "云岭机场改扩建工程投资 | 5600 万元 level | achieved 2023",
            "建业钢铁综合利用项目投资 | 6.2 亿元 level | achieved 2023",
        ),
        (
            "云岭机场改扩建工程 | building achieved 2023 |  |  | ",
            "建业钢铁综合利用项目 | building achieved 2023 |  |  | ",
        ),
        only=True,
    ),
    Expected(42, "project capacity as observation", only=True),
)
