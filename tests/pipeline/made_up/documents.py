"""What a document is, and whose: title, year, place, kind; what stands around a text; bodies."""

from __future__ import annotations

from made_up.expected import Expected, about

EXPECTED = (
    Expected(
        36,
        "place: list of places with numbers",
        (),
        ("项目 | 10 个 level | achieved 2023 东川县", "计划投资 | 35 亿元 level | achieved 2023 平川县"),
    ),
    Expected(
        37,
        "place: heading names the place",
        about(year="2023", kind="budget", place="西岭县"),
        (
            "地方一般公共预算收入 | 6542 万元 level | achieved 2023 西岭经济技术开发区",
            "地方一般公共预算收入 | 2376 万元 level | achieved 2023 柳湖旅游度假区",
            "地方一般公共预算收入 | 10 % growth | achieved 2023 柳湖旅游度假区",
        ),
        only=True,
    ),
    Expected(
        60,
        "meta: year of report (five years)",
        about(year="2011", kind="report", place="西岭县"),
        (
            "生产总值 | 41.2 亿元 level | achieved 2011",
            "实际利用外资 | 260 万美元 level | achieved 2011",
            "生产总值 | 12 % growth | target 2012",
        ),
        only=True,
    ),
    Expected(
        61,
        "meta: year of report (five years)",
        about(year="2016", kind="report", place="易水县"),
        (
            "生产总值 | 56.3 亿元 level | achieved 2016",
            "生产总值 | 8 % growth | target 2017-2021",
            "生产总值 | 8 % growth | target 2017",
        ),
    ),
    Expected(
        62,
        "meta: opening-session news",
        about(year="2022", kind="news", place="西岭县", date="2023-01-12"),
        (
            "地区生产总值 | 188 亿元 level | achieved 2022",
            "地区生产总值 | 4.2 % growth | achieved 2022",
            "地区生产总值 | 7 % growth | target 2023",
        ),
        only=True,
    ),
    Expected(
        63,
        "meta: page with a header of fields",
        about(
            title="西岭县2025年政府工作报告",
            kind="report",
            year="2024",
            place="西岭县",
            date="2025-01-13",
            meeting="西岭县第十八届人民代表大会第五次会议",
        ),
        ("地区生产总值 | 6.2 % growth | achieved 2024", "地区生产总值 | 6.5 % growth | target 2025"),
        only=True,
    ),
    Expected(64, "meta: place from the title", about(place="", year="2020", kind="report")),
    Expected(65, "meta: place of a newspaper piece", about(place="河北省邯郸市", title="", year="2022", kind="news")),
    Expected(
        66,
        "meta: title breadcrumb",
        about(
            title="关于高阳县2022年国民经济和社会发展计划执行情况与2023年计划(草案)的报告",
            year="2022",
            place="河北省保定市高阳县",
        ),
        ("生产总值 | 175.9 亿元 level | achieved 2022", "生产总值 | 4.9 % growth | achieved 2022"),
        only=True,
    ),
    Expected(
        67,
        "meta: no year, news",
        about(year="", kind="news"),
        ("过亿元项目 | 113 个 level | achieved ", "过亿元项目计划总投资 | 541 亿元 level | target "),
        flag="no year under review found",
    ),
    Expected(
        68,
        "meta: title at the end",
        about(title="云岭现代产业园区第二个工业招商项目正式签约", kind="news"),
        projects=("云岭现代产业园区第二个工业招商项目 | approved achieved 2012 | 1.8亿 |  | 云岭现代产业园区",),
        never=("固定资产投资",),
    ),
    Expected(
        69,
        "meta: bulletin without its title",
        about(title="", year="2022", kind="bulletin"),
        (
            "常住人口 | 94.9 万人 level | achieved 2022",
            "地区生产总值 | 439.19 亿元 level | achieved 2022",
            "粮食产量 | 2.4 % decline | achieved 2022",
        ),
    ),
    Expected(
        70,
        "meta: literal escapes",
        about(kind="report", year="2023"),
        (
            "生产总值 | 210.5 亿元 level | achieved 2023",
            "生产总值 | 5.1 % growth | achieved 2023",
            "生产总值 | 6 % growth | target 2024",
        ),
        never=("\\", "nbsp"),
        only=True,
    ),
    Expected(71, "meta: glossed traditional text", about(year="2021"), never=("(",), flag="traditional characters"),
    Expected(73, "place from inside a word", about(place="", year="2023", kind="report"), never=("范县",)),
    Expected(74, "place from inside a word", about(place="", year="2023", kind="report"), never=("和县",)),
    Expected(
        75,
        "place: cut inside a name",
        about(place="河北省保定市高阳县"),
        ("接待游客 | 12 万人次 level | achieved 2023 年灵山景区",),
        names=("黛眉山省级旅游度假区", "年灵山景区"),
        never=("name 眉山", "name 灵山"),
    ),
    Expected(
        76,
        "place: generic street office",
        about(place="河北省保定市高阳县"),
        ("社区 | 3 个 level | achieved 2023",),
        names=("城区街道", "锦华街道"),
        never=("永清", "大安"),
    ),
    Expected(
        77,
        "org: verb glued",
        about(place="河北省保定市高阳县"),
        names=("清华大学规划设计院",),
        never=("聘请", "针对"),
    ),
    Expected(
        88,
        "org: alias not joined",
        projects=("云帆新能源科技股份有限公司20万千瓦风电项目 | started achieved 2023 |  | 20万千瓦 | ",),
    ),
    Expected(
        91,
        "meta: base year most told",
        about(year="2011", kind="report"),
        ("实际利用外资 | 260 万美元 level | achieved 2011",),
    ),
    Expected(
        92,
        "meta: plan year most told",
        about(title="高阳县2021年政府工作报告（节选）", year="2020"),
        (
            "地区生产总值 | 260 亿元 level | target 2025",
            "经济开发区规划总面积 | 25 平方公里 level | target 2025",
            "道路新改建工程 | 25 条 level | target 2021-2025",
        ),
    ),
    Expected(
        93,
        "boilerplate: links beside the text",
        about(year="2020", place="河北省保定市高阳县"),
        ("生产总值 | 5 % growth | achieved 2020", "生产总值 | 6 % growth | target 2021"),
        never=("安新", "溧阳", "兰州"),
        only=True,
    ),
)
