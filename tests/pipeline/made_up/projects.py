"""Projects: names, stages, sums; what is none."""

from __future__ import annotations

from made_up.expected import Expected

EXPECTED = (
    Expected(43, "project: persons", never=("项目",)),
    Expected(
        44, "project: sentence start as name", projects=("康福养老产业项目 | none achieved 2023 | 2.5亿元 |  | 盘云镇",)
    ),
    Expected(45, "project: clause as name", no_projects=True),
    Expected(46, "project: clause as name", no_projects=True),
    Expected(47, "project: clause as name", never=("项目",)),
    Expected(48, "project: clause as name", no_projects=True),
    Expected(49, "project: clause as name", no_projects=True),
    Expected(50, "project: existing thing", never=("planned",)),
    Expected(51, "project: existing thing", no_projects=True),
    Expected(52, "project: name with tail", projects=("云州冠军之城射击基地 | planned achieved 2023 |  |  | ",)),
    Expected(
        53,
        "project: two in one",
        projects=(
            "乐山大街南延至南三环 | planned achieved 2023 |  |  | ",
            "温泉路改造提升 | planned achieved 2023 |  |  | ",
        ),
    ),
    Expected(
        54,
        "project: wrong shared tail",
        projects=(
            "新东环改造 | completed achieved 2023 |  |  | ",
            "致富路改造 | completed achieved 2023 |  |  | ",
            "幸福街东延工程 | completed achieved 2023 |  |  | ",
        ),
    ),
    Expected(
        55,
        "project: wrong shared tail",
        projects=(
            "龙门溶洞景区 | building achieved 2023 |  |  | 龙门溶洞",
            "云岭梯田景区 | building achieved 2023 |  |  | 云岭梯田",
        ),
    ),
    Expected(56, "project: firms as projects", never=("approved",)),
    Expected(
        57,
        "project: controlling works",
        projects=("西云高速西岭段 | completed achieved 2023 |  |  | ",),
        never=("桥梁", "涵洞"),
    ),
    Expected(
        58,
        "project: stage signing",
        projects=(
            "智能单车产业基地项目 | approved achieved 2023 |  |  | ",
            "玉玻技改项目 | approved achieved 2023 |  |  | ",
            "鲁匠农业机械生产项目 | approved achieved 2023 |  |  | ",
        ),
    ),
    Expected(
        59, "project: plan status", projects=("渠水生态廊道 | planned target 2021-2025 |  |  | ",), never=("achieved",)
    ),
    Expected(
        78,
        "project: total of many projects given to one",
        (),
        (
            "项目总投资 | 56.5 亿元 level | achieved 2023",
            "竣工投产项目 | 9 个 level | achieved 2023",
            "开工建设项目 | 17 个 level | achieved 2023",
        ),
        ("云帆电气项目 | completed achieved 2023 |  |  | ",),
    ),
    Expected(
        79,
        "project: mixed lists",
        projects=(
            "西三环南延 | building achieved 2023 |  |  | ",
            "南三环 | building achieved 2023 |  |  | ",
            "首云·高阳国际农产品交易中心 | completed achieved 2023 |  |  | 高阳",
        ),
    ),
    Expected(
        80,
        "project: clause as name",
        projects=(
            "荣云高速 | building achieved 2023 |  |  | ",
            "南水北调干线 | building achieved 2023 |  |  | ",
            "107国道改线 | building achieved 2023 |  |  | ",
        ),
        never=("迎来",),
    ),
    Expected(
        81,
        "project: list with counts",
        projects=(
            "盛和汽车传动轴项目 | started achieved 2023 | 4.2亿元 |  | ",
            "兴云索具项目 | started achieved 2023 | 2.6亿元 |  | ",
            "双凯汽车检测服务中心 | started achieved 2023 | 1.1亿元 |  | ",
            "风云工业园 | planned achieved 2023 | 33亿元 |  | ",
        ),
    ),
    Expected(82, "project: existing road as project", never=("S203 |", "G207 |")),
    Expected(83, "project: gold of a title", never=("planned", "building")),
    Expected(
        89,
        "project: missed with subject firm",
        projects=("华山装备产业园项目 | building achieved 2023 | 3亿元 |  | 华山装备产业园、华山、华山镇",),
        names=("华山公司",),
    ),
    Expected(
        94,
        "project: total of many projects given to one",
        (),
        (
            "新云花园、沟西花园、祥云嘉园投资 | 12.1 亿元 level | achieved 2023",
            "住宅小区 | 11 个 level | achieved 2023",
        ),
        only=True,
    ),
    Expected(
        95,
        "project: total of many projects given to one",
        (),
        ("云岭片区、高口、东庄棚户区改造总投资 | 28 亿元 level | achieved 2023",),
        (
            "云岭片区改造 | completed achieved 2023 |  |  | 云岭片区",
            "高口棚户区改造 | completed achieved 2023 |  |  | ",
            "东庄棚户区改造 | completed achieved 2023 |  |  | ",
        ),
        only=True,
    ),
    Expected(
        99,
        "merge: part and whole",
        projects=(
            "装配式建筑产业园 | started achieved 2022 |  |  | ",
            "装配式建筑产业园创新中心 | building target 2023 |  |  | ",
            "智能制造产业园 | completed achieved 2022 |  |  | ",
            "智能制造产业园厂房 | completed target 2023 |  |  | ",
        ),
    ),
)
