"""Further made-up tables: heads of two rows with the unit below, sections, sums over a plan, shares of another year."""

from __future__ import annotations

from made_tables import BULLETIN, Made, change, fact

_FARMING = (
    ("一、农作物播种面积", "农作物播种面积", "万亩", "60.1", "61.3", "1.2", "2.0"),
    ("其中：粮食", "粮食播种面积", "万亩", "41.0", "41.6", "0.6", "1.5"),
    ("油料", "油料播种面积", "万亩", "8.2", "8.0", "-0.2", "-2.4"),
    ("二、主要产品产量", "", "", "", "", "", ""),
    ("粮食", "粮食产量", "吨", "20150", "20890", "740", "3.7"),
    ("# 稻谷", "稻谷产量", "吨", "12200", "12100", "-100", "-0.8"),
    ("三、生猪出栏", "生猪出栏", "万头", "14.7", "14.2", "-0.5", "-3.4"),
)
FARMING = Made(
    BULLETIN, ("表6 农林牧渔业生产情况",),
    (
        ("指标", "计量单位", "2022年", "2023年", "增减", "<"),
        ("^", "^", "^", "^", "绝对量", "%"),
        *((written, unit, *figures) for written, _, unit, *figures in _FARMING),
    ),
    tuple(
        told
        for _, name, unit, before, now, more, growth in _FARMING
        if name
        for told in (
            fact(name, before, unit, "level", "2022"), fact(name, now, unit, "level"), change(name, more, unit=unit),
            change(name, growth),
        )
    ),
)  # fmt: skip

PLAN_SUMS = Made(
    "翠屏县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", ("专栏1 “十四五”时期经济社会发展主要指标",),
    (
        ("类别", "序号", "指标", "单位", "2020年基数", "2025年目标", "年均增速[累计]", "指标属性"),
        ("经济发展", "1", "地区生产总值", "亿元", "96.4", "140", "7.5%", "预期性"),
        ("^", "2", "常住人口城镇化率", "%", "51.3", "58", "[6.7]", "预期性"),
        ("民生福祉", "3", "每千人口执业（助理）医师数", "人", "2.1", "3.0", "[0.9]", "预期性"),
        ("^", "4", "护理型床位占比", "%", "40", "55", "[15]", "约束性"),
        ("生态环保", "5", "森林覆盖率", "%", "44.2", "45.1", "—", "约束性"),
        ("^", "6", "单位地区生产总值能耗降低", "%", "—", "—", "[13.5]", "约束性"),
    ),
    (
        fact("地区生产总值", "96.4", "亿元", "level", "2020"),
        fact("地区生产总值", "140", "亿元", "level", "2025", "target"),
        fact("地区生产总值", "7.5", "%", "growth", "2021-2025", "target"),
        fact("常住人口城镇化率", "51.3", "%", "share", "2020"),
        fact("常住人口城镇化率", "58", "%", "share", "2025", "target"),
        fact("常住人口城镇化率", "6.7", "个百分点", "growth", "2021-2025", "target"),
        fact("每千人口执业（助理）医师数", "2.1", "人", "level", "2020"),
        fact("每千人口执业（助理）医师数", "3.0", "人", "level", "2025", "target"),
        fact("每千人口执业（助理）医师数", "0.9", "人", "growth", "2021-2025", "target"),
        fact("护理型床位占比", "40", "%", "share", "2020"),
        fact("护理型床位占比", "55", "%", "share", "2025", "target"),
        fact("护理型床位占比", "15", "个百分点", "growth", "2021-2025", "target"),
        fact("森林覆盖率", "44.2", "%", "share", "2020"),
        fact("森林覆盖率", "45.1", "%", "share", "2025", "target"),
        fact("单位地区生产总值能耗", "13.5", "%", "decline", "2021-2025", "target"),
    ),
)  # fmt: skip

_SPENDING = (
    ("一、一般公共服务支出", "一般公共服务支出", "23300", "23900", "23100", "96.7", "98.2"),
    ("二、教育支出", "教育支出", "41000", "42500", "42300", "99.5", "105.3"),
    ("三、卫生健康支出", "卫生健康支出", "17500", "18000", "17900", "99.4", "102.2"),
    ("支出合计", "支出合计", "81800", "84400", "83300", "98.7", "102.6"),
)
SPENDING = Made(
    "关于翠屏县2023年财政预算执行情况和2024年财政预算草案的报告",
    ("附表2 2023年全县一般公共预算支出执行情况表", "金额单位：万元"),
    (
        ("科目", "年初预算数", "调整预算数", "执行数", "执行数为调整预算%", "执行数为上年决算%"),
        *((written, *figures) for written, _, *figures in _SPENDING),
    ),
    tuple(
        told
        for _, name, planned, adjusted, done, share, of_last in _SPENDING
        for told in (
            fact(name, planned, "万元", "level", "2023", "target"),
            fact(name, adjusted, "万元", "level", "2023", "target"), fact(name, done, "万元", "level"),
            fact(f"{name}为调整预算", share, "%", "share"), fact(f"{name}为上年决算", of_last, "%", "share"),
        )
    ),
)  # fmt: skip

_DRAFT = (
    ("税收收入", "税收收入", "39600", "42000", "106.1"), ("非税收入", "非税收入", "23100", "21000", "90.9"),
    ("合计", "一般公共预算收入", "62700", "63000", "100.5"),
)  # fmt: skip
DRAFT = Made(
    "关于翠屏县2023年财政预算执行情况和2024年财政预算草案的报告",
    ("附表3 2024年一般公共预算收入预算表", "单位：万元"),
    (
        ("项目", "2023年执行数", "2024年预算数", "预算数为上年执行数的%"),
        *((written, *figures) for written, _, *figures in _DRAFT),
    ),
    tuple(
        told
        for _, name, done, planned, share in _DRAFT
        for told in (
            fact(name, done, "万元", "level"), fact(name, planned, "万元", "level", "2024", "target"),
            fact(f"{name}为上年执行数", share, "%", "share", "2024", "target"),
        )
    ),
)  # fmt: skip

_MONTHS = (
    ("规模以上工业增加值", "亿元", "6.2", "5.5", "58.8", "7.1"),
    ("社会消费品零售总额", "亿元", "4.4", "-1.3", "36.1", "4.0"),
    ("用电量", "万千瓦时", "5120", "8.0", "47030", "6.6"),
)
MONTHS = Made(
    "翠屏县2024年1-9月主要经济指标", (),
    (
        ("指标名称", "单位", "9月", "<", "1-9月累计", "<"),
        ("^", "^", "总量", "增长%", "总量", "增长%"),
        *_MONTHS,
    ),
    tuple(
        told
        for name, unit, month, growth, months, growth_of_months in _MONTHS
        for told in (
            fact(name, month, unit, "level", "2024-09"), change(name, growth, "2024-09"),
            fact(name, months, unit, "level", "2024-01/2024-09"), change(name, growth_of_months, "2024-01/2024-09"),
        )
    ),
)  # fmt: skip

_INCOMES = (
    ("人均可支配收入", "34210", "5.1", "17300", "7.4"), ("人均消费支出", "21080", "4.2", "13110", "6.0"),
)  # fmt: skip
INCOMES = Made(
    BULLETIN, ("表8 城乡居民收入和支出",),
    (
        ("指标", "城镇", "<", "农村", "<"), ("^", "金额（元）", "比上年±%", "金额（元）", "比上年±%"),
        *_INCOMES,
    ),
    tuple(
        told
        for name, *figures in _INCOMES
        for side, value, growth in (("城镇", *figures[:2]), ("农村", *figures[2:]))
        for told in (fact(side + name, value, "元", "level"), change(side + name, growth))
    ),
)  # fmt: skip

AIMS = Made(
    "翠屏县2024年政府工作报告", ("附表 2024年经济社会发展主要预期目标",),
    (
        ("指标", "2023年完成情况", "2024年预期目标"),
        ("地区生产总值增长", "6.2%", "6.5%左右"),
        ("一般公共预算收入（亿元）", "8.1", "8.5以上"),
        ("城镇新增就业（人）", "3480", "3000"),
        ("单位GDP能耗下降", "2.8%", "完成上级下达任务"),
    ),
    (
        change("地区生产总值", "6.2"), fact("地区生产总值", "6.5", "%", "growth", "2024", "target", "about"),
        fact("一般公共预算收入", "8.1", "亿元", "level"),
        fact("一般公共预算收入", "8.5", "亿元", "level", "2024", "target", "at_least"),
        fact("城镇新增就业", "3480", "人", "level"), fact("城镇新增就业", "3000", "人", "level", "2024", "target"),
        change("单位GDP能耗", "-2.8"),
    ),
)  # fmt: skip

MORE = {
    "farming": FARMING, "sums of a plan": PLAN_SUMS, "spending": SPENDING, "draft": DRAFT, "months": MONTHS,
    "incomes": INCOMES, "aims": AIMS,
}  # fmt: skip
# What a format cannot show: in columns of blanks a head over two columns, in a PDF the title of a table.
PARTLY = {("farming", "blanks"), ("months", "blanks"), ("incomes", "blanks"), ("draft", "pdf")}
