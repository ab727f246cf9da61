"""Made-up tables as they stand in bulletins, plans and budgets, each with the facts that it states."""

from __future__ import annotations

from dataclasses import dataclass, field

Fact = tuple[str, str, str, str, str, str, str, str]


@dataclass(frozen=True)
class Made:
    """A document of lines with one table: `<` is a cell merged with the one before it, `^` with the one above."""

    title: str
    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[Fact, ...] = ()
    projects: tuple[tuple[object, ...], ...] = field(default=())


def fact(
    indicator: str, value: str, unit: str, measure: str, period: str = "2023", status: str = "achieved",
    bound: str = "exact", place: str = "",
) -> Fact:  # fmt: skip
    return indicator, value, unit, measure, bound, status, period, place


def change(indicator: str, figure: str, period: str = "2023", status: str = "achieved", unit: str = "%") -> Fact:
    """A growth, or a decline where the figure has a minus."""
    return fact(indicator, figure.lstrip("-"), unit, "decline" if figure[0] == "-" else "growth", period, status)


BULLETIN = "翠屏县2023年国民经济和社会发展统计公报"

_PRODUCTS = (
    ("原煤", "万吨", "227.33", "9.3"), ("水泥", "万吨", "1,088.4", "-5.3"), ("钢材", "万吨", "35.86", "19.0"),
    ("发电量", "亿千瓦时", "12.81", "9.2"), ("白酒", "千升", "4,120", "-0.8"), ("纱", "吨", "8650", "2.4"),
    ("化学药品原药", "吨", "312.5", "11.6"), ("汽车", "万辆", "3.2", "-14.1"), ("锂电池", "万只", "680", "45.2"),
    ("工业机器人", "台", "1204", "33.0"), ("食用植物油", "万吨", "6.07", "0.0"), ("机制纸", "万吨", "15.30", "-2.2"),
    ("乳制品", "吨", "20460", "7.7"), ("商品混凝土", "万立方米", "95.1", "-8.4"), ("服装", "万件", "731.2", "3.5"),
    ("饮料", "吨", "48900", "6.6"), ("农用化肥", "万吨", "9.9", "-1.0"), ("平板玻璃", "万重量箱", "310", "4.8"),
)  # fmt: skip
PRODUCTS = Made(
    BULLETIN, ("表1 2023年主要工业产品产量",),
    (("产品名称", "单位", "产量", "比上年增长(%)"), *_PRODUCTS),
    tuple(
        told
        for name, unit, value, growth in _PRODUCTS
        for indicator in [name if name == "发电量" else f"{name}产量"]
        for told in (fact(indicator, value.replace(",", ""), unit, "level"), change(indicator, growth))
    ),
)  # fmt: skip

PLAN = Made(
    "翠屏县国民经济和社会发展第十四个五年规划纲要", ("表1 “十四五”时期主要指标",),
    (
        ("指标名称", "2020年", "2025年", "年均增长（%）", "属性"),
        ("地区生产总值（亿元）", "96.4", "140", "7.5左右", "预期性"),
        ("森林覆盖率（%）", "44.2", "45.1", "—", "约束性"),
        ("常住人口城镇化率（%）", "51.3", "58以上", "—", "预期性"),
        ("空气质量优良天数比率（%）", "92.3", "≥95", "—", "约束性"),
        ("城镇新增就业（人）", "2100", "[11000]", "—", "预期性"),
        ("粮食产量（万吨）", "21.3", "22", "—", "约束性"),
        ("居民人均可支配收入（元）", "18650", "26200", "7", "预期性"),
        ("城镇登记失业率（%）", "3.4", "<4.5", "—", "预期性"),
    ),
    (
        fact("地区生产总值", "96.4", "亿元", "level", "2020"),
        fact("地区生产总值", "140", "亿元", "level", "2025", "target"),
        fact("地区生产总值", "7.5", "%", "growth", "2021-2025", "target", "about"),
        fact("森林覆盖率", "44.2", "%", "share", "2020"),
        fact("森林覆盖率", "45.1", "%", "share", "2025", "target"),
        fact("常住人口城镇化率", "51.3", "%", "share", "2020"),
        fact("常住人口城镇化率", "58", "%", "share", "2025", "target", "at_least"),
        fact("空气质量优良天数比率", "92.3", "%", "share", "2020"),
        fact("空气质量优良天数比率", "95", "%", "share", "2025", "target", "at_least"),
        fact("城镇新增就业", "2100", "人", "level", "2020"),
        fact("城镇新增就业", "11000", "人", "level", "2021-2025", "target"),
        fact("粮食产量", "21.3", "万吨", "level", "2020"),
        fact("粮食产量", "22", "万吨", "level", "2025", "target"),
        fact("居民人均可支配收入", "18650", "元", "level", "2020"),
        fact("居民人均可支配收入", "26200", "元", "level", "2025", "target"),
        fact("居民人均可支配收入", "7", "%", "growth", "2021-2025", "target"),
        fact("城镇登记失业率", "3.4", "%", "share", "2020"),
        fact("城镇登记失业率", "4.5", "%", "share", "2025", "target", "at_most"),
    ),
)  # fmt: skip

_TWO_YEARS = (
    ("规模以上工业增加值", "规模以上工业增加值", "81.2", "6.1", "88.6", "8.4"),
    ("其中：国有企业", "国有企业增加值", "12.4", "-2.0", "12.9", "3.1"),
    ("固定资产投资", "固定资产投资", "120.5", "9.9", "131.7", "9.3"),
    ("社会消费品零售总额", "社会消费品零售总额", "45.3", "-1.2", "48.8", "7.7"),
    ("其中：城镇", "城镇社会消费品零售总额", "30.1", "-1.9", "32.6", "8.3"),
    ("进出口总额", "进出口总额", "3.6", "12.0", "3.1", "-13.9"),
    ("其中：出口额", "出口额", "2.2", "8.1", "1.9", "-13.6"),
    ("一般公共预算收入", "一般公共预算收入", "7.8", "1.3", "8.1", "4.2"),
    ("金融机构本外币存款余额", "金融机构本外币存款余额", "204.1", "9.0", "223.7", "9.6"),
    ("金融机构本外币贷款余额", "金融机构本外币贷款余额", "151.9", "12.4", "169.0", "11.3"),
)  # fmt: skip
TWO_YEARS = Made(
    BULLETIN, ("表2 主要经济指标完成情况",),
    (
        ("指标", "2022年", "<", "2023年", "<"),
        ("^", "绝对值（亿元）", "增长（%）", "绝对值（亿元）", "增长（%）"),
        *((written, *figures) for written, _, *figures in _TWO_YEARS),
    ),
    tuple(
        told
        for _, name, value, growth, then, growth_then in _TWO_YEARS
        for told in (
            fact(name, value, "亿元", "level", "2022"), change(name, growth, "2022"),
            fact(name, then, "亿元", "level"), change(name, growth_then),
        )
    ),
)  # fmt: skip

_BUDGET = (
    ("一、税收收入", "税收收入", "41200", "39600", "96.1", "42000", "6.1"),
    ("其中：增值税", "增值税", "18300", "17100", "93.4", "18000", "5.3"),
    ("企业所得税", "企业所得税", "6400", "6900", "107.8", "7000", "1.4"),
    ("二、非税收入", "非税收入", "20500", "23100", "112.7", "21000", "-9.1"),
    ("收入合计", "收入合计", "61700", "62700", "101.6", "63000", "0.5"),
)  # fmt: skip
BUDGET = Made(
    "翠屏县2023年预算执行情况和2024年预算草案的报告", ("附表1 一般公共预算收入执行情况表", "单位：万元"),
    (
        ("预算科目", "2023年预算数", "2023年执行数", "为预算的%", "2024年预算数", "比上年增长%"),
        *((written, *figures) for written, _, *figures in _BUDGET),
    ),
    tuple(
        told
        for _, name, planned, done, share, coming, growth in _BUDGET
        for told in (
            fact(name, planned, "万元", "level", "2023", "target"), fact(name, done, "万元", "level"),
            fact(f"{name}为预算", share, "%", "share"), fact(name, coming, "万元", "level", "2024", "target"),
            change(name, growth, "2024", "target"),
        )
    ),
)  # fmt: skip

_TOWNS = (
    ("松沟镇", "8120", "15320", "4300"), ("白塔镇", "6450", "16010", "5210"), ("云溪乡", "3980", "13270", "1180"),
    ("岚山镇", "7205", "15880", "3660"),
    ("城关镇", "2110", "19240", "22870"), ("青石镇", "5530", "14410", "2950"), ("合计", "33395", "15690", "40170"),
)  # fmt: skip
TOWNS = Made(
    BULLETIN, ("表3 2023年各乡镇主要指标",),
    (("乡镇", "粮食产量（吨）", "农村居民人均可支配收入（元）", "固定资产投资（万元）"), *_TOWNS),
    tuple(
        fact(name, value, unit, "level", place="" if town == "合计" else town)
        for town, *figures in _TOWNS
        for (name, unit), value in zip(
            (("粮食产量", "吨"), ("农村居民人均可支配收入", "元"), ("固定资产投资", "万元")), figures, strict=True
        )
    ),
)  # fmt: skip

_YEARS = (
    ("2017年", "66.0", "23.3", "46.9"), ("2018年", "71.2", "23.1", "48.2"),
    ("2019年", "77.9", "23.0", "49.6"), ("2020年", "80.3", "22.6", "51.3"),
    ("2021年", "88.0", "22.4", "52.0"), ("2022年", "92.7", "22.1", "52.9"), ("2023年", "98.5", "21.9", "53.8"),
)  # fmt: skip
YEARS = Made(
    BULLETIN, ("表4 历年主要指标",),
    (("年份", "地区生产总值（亿元）", "常住人口（万人）", "城镇化率（%）"), *_YEARS),
    tuple(
        told
        for year, product, people, share in _YEARS
        for told in (
            fact("地区生产总值", product, "亿元", "level", year[:4]),
            fact("常住人口", people, "万人", "level", year[:4]),
            fact("城镇化率", share, "%", "share", year[:4]),
        )
    ),
)  # fmt: skip

_BESIDE = (
    ("一、税收收入", "税收收入", "3.96", "-3.9", "一、一般公共服务支出", "一般公共服务支出", "2.33", "-8.1"),
    ("二、非税收入", "非税收入", "2.31", "4.5", "二、公共安全支出", "公共安全支出", "0.98", "-3.3"),
    ("三、转移性收入", "转移性收入", "9.80", "6.2", "三、教育支出", "教育支出", "4.10", "5.0"),
    ("四、债务收入", "债务收入", "1.20", "20.0", "四、卫生健康支出", "卫生健康支出", "1.75", "2.2"),
)  # fmt: skip
BESIDE = Made(
    "翠屏县2023年财政决算报告", ("2023年收支决算表（单位：亿元）",),
    (
        ("收入项目", "决算数", "比上年增长(%)", "支出项目", "决算数", "比上年增长(%)"),
        *((row[0], row[2], row[3], row[4], row[6], row[7]) for row in _BESIDE),
    ),
    tuple(
        told
        for row in _BESIDE
        for name, value, growth in (row[1:4], row[5:8])
        for told in (fact(name, value, "亿元", "level"), change(name, growth))
    ),
)  # fmt: skip

_HALF = (
    ("规模以上工业增加值", "亿元", "44.1", "7.3"), ("固定资产投资", "亿元", "61.8", "-2.6"),
    ("社会消费品零售总额", "亿元", "23.9", "5.1"), ("一般公共预算收入", "万元", "31900", "4.4"),
    ("全社会用电量", "万千瓦时", "40260", "8.8"), ("城镇居民人均可支配收入", "元", "17120", "4.9"),
)  # fmt: skip
HALF = Made(
    "2024年1-6月翠屏县主要经济指标", (),
    (("指标", "计量单位", "1-6月", "同比±%"), *_HALF),
    tuple(
        told
        for name, unit, value, growth in _HALF
        for told in (
            fact(name, value, unit, "level", "2024-01/2024-06"), change(name, growth, "2024-01/2024-06"),
        )
    ),
)  # fmt: skip

_RANKS = (
    ("森林覆盖率", "44.9%", "0.4", "2"), ("城镇化率", "53.8%", "0.9", "7"), ("农村自来水普及率", "91.0%", "1.5", "4"),
    ("高中阶段毛入学率", "93.6%", "-0.2", "11"),
)  # fmt: skip
RANKS = Made(
    BULLETIN, ("表5 2023年民生指标",),
    (("指标名称", "2023年", "比上年提高（百分点）", "全省位次"), *_RANKS),
    tuple(
        told
        for name, value, points, rank in _RANKS
        for told in (
            fact(name, value.rstrip("%"), "%", "share"), change(name, points, unit="百分点"),
            fact(name, rank, "位", "rank"),
        )
    ),
)  # fmt: skip

PROJECTS = Made(
    "翠屏县2023年重点建设项目清单", (),
    (
        ("序号", "项目名称", "建设地点", "建设规模", "总投资（万元）", "开工时间", "建设单位", "责任单位"),
        ("1", "松沟20万千瓦风电项目", "松沟镇", "20万千瓦", "126000", "2023年5月", "岚山风电有限公司", "县发改局"),
        ("2", "年产5万吨竹浆纸项目", "白塔镇", "5万吨/年", "34000", "2024年3月", "白塔纸业有限公司", "县工信局"),
        ("3", "县人民医院新院区", "城关镇", "床位400张", "48000", "2022年10月", "县卫健局", "县卫健局"),
        ("4", "岚山水库除险加固工程", "岚山镇", "库容1200万立方米", "8600", "2023年9月", "县水利局", "县水利局"),
        ("合计", "", "", "", "216600", "", "", ""),
    ),
    (),
    (
        ("松沟20万千瓦风电项目", "started", "achieved", "2023-05", "20万千瓦", "126000万元", "松沟镇",
         "岚山风电有限公司"),
        ("年产5万吨竹浆纸项目", "started", "target", "2024-03", "5万吨", "34000万元", "白塔镇", "白塔纸业有限公司"),
        ("县人民医院新院区", "started", "achieved", "2022-10", "400张", "48000万元", "城关镇", "县卫健局"),
        ("岚山水库除险加固工程", "started", "achieved", "2023-09", "1200万立方米", "8600万元", "岚山镇", "县水利局"),
    ),
)  # fmt: skip

ALL = {
    "products": PRODUCTS, "plan": PLAN, "two years": TWO_YEARS, "budget": BUDGET, "towns": TOWNS, "years": YEARS,
    "beside": BESIDE, "half": HALF, "ranks": RANKS, "projects": PROJECTS,
}  # fmt: skip
