"""Projects of a sentence: boundaries, lists, stages, capacities, and what is no project."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.project.finder import NOTHING, ProjectFound, find, going_on
from kg.model import Amount, Status
from kg.text.line import Line
from kg.text.spans import Found


def found(text: str, *names: str, status: Status = "target", year: int = 2026) -> list[ProjectFound]:
    """The projects of a text in which `names` are known places."""
    places = [Found(at, at + len(name), "admin", "test") for name in names if (at := text.find(name)) >= 0]
    return find(Line.of(text), places, (), status, year)


def stages(text: str, *names: str, status: Status = "target") -> list[tuple[str, str]]:
    return [(item.name, item.stage) for item in found(text, *names, status=status)]


NAMES = [
    (["青岭水库"], "全力推进青岭水库建设"),
    (["柳坪至白塔高速"], "开工柳坪至白塔高速"),
    (["柳坪热电2×350兆瓦煤电项目"], "柳坪热电2×350兆瓦煤电项目竣工投产"),
    (["第九中学迁建"], "稳步推进第九中学迁建"),
    (["储能算力中心示范项目"], "全球最大储能算力中心示范项目开工"),
    (["市民舞蹈中心"], "年内建成市民舞蹈中心"),
    (["岭南药谷项目"], "总投资3.2亿元的岭南药谷项目开工建设"),
    (["青岭水电站"], "位于白塔县的青岭水电站投产"),
    (["青岭水库", "白塔机场扩建"], "推动青岭水库建设和白塔机场扩建"),
    (["白沙岭机场"], "市政府启动白沙岭机场建设"),
]


PRESENTED = [
    ([("岚山风电项目", "started", "12.6亿元")], "岚山风电项目总投资12.6亿元，今年3月开工。"),
    ([("岚山建材产业园项目", "none", "8亿元")], "岚山建材产业园项目，总投资8亿元，占地320亩。"),
    (
        [("白塔服装城二期项目", "completed", "25亿元")],
        "白塔服装城二期项目位于高新区，总投资25亿元，由华星公司投资建设，预计明年6月投产。",
    ),
    ([], "重点项目总投资120亿元，完成投资60亿元。"),
    ([], "面向社会推介重大项目总投资210亿元。"),
    ([], "实施产业项目总投资30亿元，占地500亩。"),
]


@pytest.mark.parametrize(("expected", "text"), PRESENTED)
def test_what_tells_how_large_a_project_is_presents_it(expected: list[tuple[str, str, str]], text: str) -> None:
    said = [(item.name, item.stage, item.investment) for item in found(text)]
    assert [(name, stage, f"{size.value}{size.unit}" if size else "") for name, stage, size in said] == expected


AMOUNTS = [
    (["20万千瓦"], "", "岚山二十万千瓦光伏项目建成投产。"),
    (["1200兆瓦"], "", "松沟1,200兆瓦风电项目开工建设。"),
    (["5000千伏安"], "", "白塔5000千伏安变电站项目建成投用。"),
    (["3×35万千瓦"], "", "岚山３×35万千瓦热电项目开工建设。"),
    (["20万吨"], "", "白塔年产二十万吨尿素项目建成投产。"),
    (["20万千瓦"], "", "开工建设“松沟20万千瓦光伏项目”。"),
    ([], "12.6亿美元", "总投资12.6亿美元的青岭石化项目开工建设。"),
    ([], "1200万元", "总投资1,200万元的柳坪水库工程竣工。"),
    ([], "12亿元", "总投资十二亿元的白沙铝深加工项目开工建设。"),
    ([], "2000万元", "总投资两千万元的柳坪水库工程竣工。"),
    ([], "3亿港元", "总投资约3亿港元的柳坪食品项目签约。"),
    ([], "1.2亿欧元", "柳坪石化项目，计划投资1.2亿欧元，占地三百亩。"),
    ([], "12亿元", "柳坪石化项目总投资十二亿元，今年3月开工。"),
    ([], "3亿元", "柳坪公司在白塔镇投资3亿元建设柳坪装备产业园项目。"),
    ([], "", "总投资10—12亿元的白沙水库项目开工。"),
    ([], "", "岚山中心等35个项目开工建设，总投资721.9亿元。"),
    ([], "", "岚山电气等总投资56.5亿元的9个项目竣工投产。"),
    ([], "", "完成投资2.3亿元的柳坪水库竣工。"),
]


@pytest.mark.parametrize(("capacity", "investment", "text"), AMOUNTS, ids=[text for *_, text in AMOUNTS])
def test_capacity_and_investment_are_the_quantities_of_the_sentence(
    capacity: list[str], investment: str, text: str
) -> None:
    [item] = found(text, "岚山", "松沟", "白塔", "柳坪")
    assert [size.value + size.unit for size in item.capacity] == capacity
    assert (item.investment.value + item.investment.unit if item.investment else "") == investment


def test_money_for_several_projects_belongs_to_none() -> None:
    for text in ("投资12亿元实施柳坪水库、青岭水库工程。", "完成总投资28亿元的岚山片区、松沟片区改造。"):
        assert [item.investment for item in found(text)] == [None, None], text


NO_PROJECTS = [
    "副县长李青、县委常委王立出席仪式并见证项目签约。",
    "引进岚山科技、松沟物流2家企业入驻产业园。",
    "岚山县举行2022年第三季度重点项目集中开工。",
    "县长李青宣布全县重大项目集中开工。",
    "当天共有16个重点项目集中开工，总投资21.17亿元。",
    "（二）狠抓项目建设，发展动能加速集聚。",
    "项目计划分三期建成，总投资不低于20亿元。",
    "第一轮11个项目全部开工建设。",
    "岚山国家级旅游度假区和松沟大峡谷5A级景区获批。",
    "打通断头路、修复破损路。",
    "正在实施1—3号楼主体工程。",
    "拟建设屠宰车间、污水处理车间等附属设施。",
    "加快G301、S203等2条国省道沿线绿化示范带建设。",
]


@pytest.mark.parametrize("text", NO_PROJECTS)
def test_persons_firms_titles_and_roads_that_are_there_are_no_projects(text: str) -> None:
    assert [item.name for item in found(text)] == []


@pytest.mark.parametrize(("expected", "text"), NAMES)
def test_names_run_from_owner_or_place_to_their_head(expected: list[str], text: str) -> None:
    assert [item.name for item in found(text)] == expected


LISTS = [
    (["岚山港30万吨级航道", "松沟港20万吨级航道"], "加快岚山港30万吨级、松沟港20万吨级等航道建设"),
    ([], "岚山石化园区、松沟新区入选绿色园区建设名单"),
    (["岚山750千伏输变电项目", "松沟750千伏输变电项目"], "岚山、松沟750千伏输变电项目获批"),
    (["轨道2号线", "轨道5号线", "轨道9号线"], "加快轨道2、5、9号线建设"),
    (["地铁4号线二期", "地铁7号线一期"], "推进地铁4号线二期、7号线一期建设"),
    (["青岭水电站", "奔牛水电站"], "建成青岭、奔牛等水电站"),
    (["岚山灌区续建与节水改造项目", "松沟灌区续建与节水改造项目"], "完成岚山、松沟等2个灌区续建与节水改造项目"),
    (["岚山路景观提升工程", "松沟路景观提升工程"], "实施岚山路、松沟路等25条道路景观提升工程"),
    (["青岭高速", "内环高速"], "推进青岭高速、内环高速建设"),
    (["岚山化工20万吨尿素项目", "松沟能源制氢项目"], "推动岚山化工20万吨尿素、松沟能源制氢等项目落地"),
    (["青岭水库", "白塔灌区"], "A线建设之外，抓紧建设青岭水库、白塔灌区等一批重大工程"),
    (["岚山煤矿", "松沟煤矿"], "加快岚山、松沟等6个煤矿建设"),
    (["岚山化工尿素绿电产业园"], "推进岚山化工尿素等6个绿电产业园建设"),
    (["岚山环路改造", "松沟路改造", "青岭街东延工程"], "完成岚山环路、松沟路改造和青岭街东延工程"),
    (
        ["110千伏岚山变电站扩建", "35千伏松沟变电站"],
        "实施110千伏岚山变电站扩建、35千伏松沟变电站及农网改造等工程",
    ),
    (["岚山创新园一期", "岚山创新园二期"], "岚山创新园一期封顶，二期动工"),
    (["岚山苑积涝整治工程"], "完成岚山苑等片区积涝整治工程"),
    (["岚山大街南延至南三环", "松沟路改造提升"], "实施岚山大街南延至南三环和松沟路改造提升"),
    (["岚山铜业项目", "松沟铜箔项目"], "岚山铜业、松沟铜箔12个过亿元项目开工建设"),
    (["岚山新能源有限公司20万千瓦风电项目"], "岚山新能源有限公司（以下简称“岚山新能”）20万千瓦风电项目开工"),
    (["岚山高速", "松沟铁路"], "我们还将迎来岚山高速、松沟铁路等一批重点工程建设"),
    (["岚山溶洞景区", "松沟梯田景区"], "建设岚山溶洞、松沟梯田等2个A级景区"),
    (["岚山路改造", "松沟路改造"], "完成岚山路、松沟路等8条市政道路改造"),
    (["岚山社区服务中心", "松沟社区服务中心"], "建设岚山、松沟2个社区服务中心"),
    (["岚山至坪头高速公路项目", "松沟至柳坪高速公路项目"], "开工建设岚山至坪头、松沟至柳坪2个高速公路项目"),
    (["岚山铝材深加工项目", "松沟福利院"], "岚山铝材深加工项目、松沟福利院2大项目开工"),
    (["岚山片区城市更新项目"], "实施岚山片区等城市更新项目12个"),
    (["岚山路", "松沟路"], "新建岚山路、松沟路等道路32条、人行天桥6座"),
    (["岚山公园景观提升", "松沟公园景观提升"], "实施岚山公园、松沟公园等老旧公园景观提升"),
    (["岚山村更新项目", "松沟工业区一期更新项目", "白塔村更新项目"], "启动岚山村、松沟工业区一期、白塔村更新项目"),
    (["岚山钛业项目", "松沟炼化"], "岚山钛业、松沟炼化等一批重大项目建成投产"),
    (["岚山钛业项目", "松沟炼化项目"], "岚山钛业、松沟炼化等项目建成投产"),
    (["岚山钛业项目", "松沟炼化"], "推进岚山钛业、松沟炼化等一批拟开工项目尽快开工"),
    (["轨道四期12号线", "轨道四期13号线"], "开工建设轨道四期12、13号线"),
    (["岚山泵站", "松沟泵站"], "岚山、松沟等14座大中型泵站建成发电"),
    (["岚山核电1号机组", "岚山核电2号机组"], "岚山核电1号、2号机组投产"),
    (["岚山广场一期", "岚山广场二期"], "加快岚山广场一期、二期建设"),
    (["岚山省级区域医疗中心", "松沟省级区域医疗中心"], "岚山、松沟2个省级区域医疗中心加快建设"),
    (["岚山高速柳坪段", "松沟高速白塔段"], "今年开工建设2段，分别是岚山高速柳坪段、松沟高速白塔段"),
    (["岚山商贸城项目"], "他说，“岚山商贸城项目总投资10亿元。"),
]


@pytest.mark.parametrize(("expected", "text"), LISTS)
def test_members_of_a_list_get_their_shared_head_back(expected: list[str], text: str) -> None:
    assert [item.name for item in found(text, "岚山", "松沟")] == expected


def test_a_place_behind_a_predicate_is_where_the_project_comes_to() -> None:
    text = "岚山科技光伏产业园、松沟电池产业园落地翎瑞工业园"
    zone = Found(text.index("翎瑞"), len(text), "zone", "test")
    told = [(item.name, item.stage) for item in find(Line.of(text), [zone], (), "achieved", 2026)]
    assert told == [("岚山科技光伏产业园", "approved"), ("松沟电池产业园", "approved")]


STAGES = [
    ([("岚山水库项目", "started")], "岚山水库项目也在9月开工。"),
    ([("钼产业园项目", "approved")], "岚山县与翎瑞公司签订的钼产业园项目合同书，总投资19.8亿元。"),
    ([("岚山路", "planned"), ("松沟路", "planned")], "岚山路、松沟路公开招标已完成"),
    ([("青岭水库", "planned")], "谋划青岭水库"),
    ([("青岭水库", "planned")], "加快青岭水库前期工作"),
    ([("青岭水库", "approved")], "青岭水库获批"),
    ([("青岭水库", "approved")], "推动青岭水库纳入国家水网规划"),
    ([("青岭水库", "started")], "力促青岭水库年内开工"),
    ([("青岭水库", "building")], "加快推进青岭水库"),
    ([("青岭水库", "building")], "青岭水库进入大规模施工阶段"),
    ([("青岭水库", "building")], "建成青岭水库主体工程"),
    ([("青岭水库", "completed")], "青岭水库建成投用"),
    ([("青岭水库", "completed")], "推进青岭水库建设，力争年内竣工"),
    ([("青岭水库", "building")], "地质勘探之后，青岭水库完成主体结构施工"),
    ([("青岭水库", "approved")], "青岭水库获得省水利厅批复"),
    ([("3号线", "planned")], "3号线前期工作有序推进"),
    ([("青岭水库", "completed"), ("白塔大桥", "started")], "青岭水库竣工、白塔大桥开工"),
    ([("岚山生物肽提取项目", "planned")], "积极对接岚山生物肽提取项目入驻"),
    ([("青岭水库", "building")], "青岭水库主体工程全面完工"),
    ([("青岭水库", "building")], "青岭水库完成输水管道敷设"),
    ([("青岭水库", "building")], "青岭水库完成坝体施工"),
    ([("青岭水库", "completed")], "青岭水库完成建设"),
    ([("青岭至白塔铁路", "planned")], "推进青岭至白塔铁路规划"),
    ([("青岭河堤防加固工程", "planned")], "青岭河堤防加固工程，有关部门正在编制可研报告"),
    ([("青岭书城项目", "started"), ("白塔大桥", "started")], "青岭书城项目、白塔大桥2大项目同天举行开工仪式"),
    ([("青岭水库", "building")], "柳坪县将大力推进青岭水库建设"),
    ([("青岭产业园", "started")], "会同白塔公司启动了青岭产业园建设"),
    ([("青岭书城", "started")], "青岭书城动工建设"),
    ([("青岭实验基地", "completed")], "成立青岭实验基地"),
    ([], "通过成立工作专班推进有关工作"),
    ([("岚山煤制油项目", "planned")], "岚山煤制油项目完成环评"),
    ([("岚山煤制油项目", "approved")], "岚山煤制油项目完成备案"),
    ([("岚山铝深加工项目", "completed")], "岚山铝深加工项目当年签约、当年开工、当年投产"),
    (
        [("青岭水库", "completed"), ("白塔抽水蓄能电站", "completed")],
        "青岭水库力争年内竣工，白塔抽水蓄能电站力争9月底并网",
    ),
    ([("岚山燃煤发电", "building")], "推动岚山燃煤发电等3个百亿元、9个20亿元以上项目加快建设"),
]


@pytest.mark.parametrize(("expected", "text"), STAGES)
def test_the_most_definite_word_says_the_stage(expected: list[tuple[str, str]], text: str) -> None:
    assert stages(text, "岚山") == expected


@pytest.mark.parametrize(
    "text",
    [
        "建成15座一级消防站",
        "推进老旧小区改造",
        "完成棚户区改造1200套",
        "实施一批项目",
        "新开工亿元以上项目70个",
        "实施高校毕业生就业支持计划",
        "实施文化惠民工程",
        "推进招商引资“一把手”工程",
        "统筹推进山水林田湖草沙一体化保护和系统治理",
        "加强青岭公园、白塔纪念馆管理",
        "支持白塔镇创建国家森林公园",
        "推动“两重”项目开工建设",
        "完成66万亩防沙林建设任务",
        "打造区域物流中心",
        "建设民心工程",
        "启动编制青岭新城规划",
        "促进债券市场互联互通",
        "实施失能老人养老补贴项目",
        "建设世界级钢铁产业基地",
        "支持岚山大学创建一流学科",
        "提升岚山港服务能力",
        "深化岚山、松沟等重点海湾综合整治",
        "获评国家级旅游度假区",
        "推进支撑条件好、带动能力强的项目",
        "地区生产总值增长5%左右",
        "",
    ],
)
def test_kinds_of_work_programmes_and_standing_things_are_no_projects(text: str) -> None:
    assert found(text) == []


def test_status_and_period_come_from_the_sentence_unless_the_clause_says_more() -> None:
    [plain] = found("青岭水库建成投用", status="achieved", year=2025)
    assert (plain.status, plain.period) == ("achieved", "2025")
    [coming] = found("青岭水库即将投用", status="achieved", year=2025)
    assert (coming.status, coming.period) == ("target", "2026")
    [dated] = found("确保青岭水库2027年建成", year=2026)
    assert dated.period == "2027"
    [month] = found("确保青岭大桥7月通车", year=2026)
    assert month.period == "2026-07"
    [modal] = found("今年要开工建设青岭大桥", status="achieved", year=2025)
    assert (modal.status, modal.period) == ("target", "2026")
    [ahead] = found("年内该省将开工建设青岭大桥", status="achieved", year=2025)
    assert (ahead.status, ahead.period) == ("target", "2026")
    [fulfilled] = found("青岭水库建设等6个项目已完成年度计划", status="achieved", year=2025)
    assert (fulfilled.status, fulfilled.period) == ("achieved", "2025")
    [done] = found("青岭水库已建成投用", status="target", year=2026)
    assert (done.status, done.period) == ("achieved", "2025")


def test_capacity_and_investment_belong_to_the_project() -> None:
    [plant] = found("总投资42亿元的柳坪热电2×350兆瓦煤电项目开工")
    assert plant.capacity == (Amount("2×350", "兆瓦"),)
    assert plant.investment == Amount("42", "亿元")
    text = "总投资42亿元的柳坪热电2×350兆瓦煤电项目开工"
    numbers = [at for at, letter in enumerate(text) if letter.isdigit()]
    assert all(any(start <= at < end for start, end in plant.consumed) for at in numbers)
    [next_clause] = found("青岭水库开工建设，总投资8.6亿元")
    assert next_clause.investment == Amount("8.6", "亿元")
    each = found("总投资8亿元的东沟风电项目、总投资6亿元的西沟光伏项目建成投产")
    assert [item.investment for item in each] == [Amount("8", "亿元"), Amount("6", "亿元")]
    [spent] = found("安排1.2亿元用于青岭污水处理厂建设")
    assert (spent.name, spent.investment) == ("青岭污水处理厂", None)


def test_places_and_organizations_inside_the_name_are_told() -> None:
    text = "白塔县岭南药业制剂项目投产"
    [item] = find(Line.of(text), [Found(0, 3, "admin", "t")], [Found(3, 7, "company", "t")], "achieved", 2025)
    assert (item.places, item.organizations) == (("白塔县",), ("岭南药业",))


def test_the_place_in_which_a_project_is_built_is_told() -> None:
    text = "岭南药业在白塔县投资3亿元建设翎瑞产业园"
    [item] = find(Line.of(text), [Found(5, 8, "admin", "t")], [Found(0, 4, "company", "t")], "achieved", 2025)
    assert (item.name, item.places) == ("翎瑞产业园", ("白塔县",))
    [other] = find(Line.of("岭南药业在白塔县调研，翎瑞产业园开工"), [Found(5, 8, "admin", "t")], [], "achieved", 2025)
    assert other.places == ()


@settings(max_examples=60)
@given(st.text(alphabet="青岭白塔水库、和等项目建成开工推进2万吨“”（），。的3个路", max_size=40))
def test_offsets_lie_in_the_text_and_answers_repeat(text: str) -> None:
    first = found(text)
    assert first == found(text)
    for item in first:
        assert 0 <= item.start < item.end <= len(text)
        assert all(0 <= start <= end <= len(text) for start, end in item.consumed)


POINTED_AT = [
    ([("岚山铝材项目", "completed")], "岚山铝材项目开工。", "该项目于3月建成投产。"),
    ([("岚山铝材项目", "completed")], "岚山铝材项目开工。", "项目已建成投产。"),
    ([], "岚山铝材项目、松沟水库开工。", "该项目于3月建成投产。"),
    ([], "全县工作有序。", "该项目于3月建成投产。"),
    ([], "岚山铝材项目开工。", "重点项目建成投产。"),
]


@pytest.mark.parametrize(("expected", "first", "second"), POINTED_AT)
def test_words_that_point_back_tell_of_the_one_project_before(
    expected: list[tuple[str, str]], first: str, second: str
) -> None:
    one = Line.of(first)
    going = going_on(one, find(one, (), (), "achieved", 2026), NOTHING)
    assert [
        (item.name, item.stage) for item in find(Line.of(second), (), (), "achieved", 2026, going=going)
    ] == expected


def test_the_name_of_a_firm_parts_no_list() -> None:
    text = "瑞和酒业扩建项目开工"
    firm = [Found(0, 4, "company", "test")]
    assert [item.name for item in find(Line.of(text), (), firm, "achieved", 2026)] == ["瑞和酒业扩建项目"]


def test_lines_that_are_names_and_nothing_else_are_of_the_sort_told_before() -> None:
    going, said = NOTHING, []
    for text in ("此次开工的项目都有哪些？", "青岭铝材生产项目（二期）", "白塔镇松沟河水环境综合治理项目"):
        line = Line.of(text)
        found = find(line, (), (), "achieved", 2026, going=going)
        going = going_on(line, found, going)
        said += [(item.name, item.stage) for item in found]
    assert said == [("青岭铝材生产项目（二期）", "started"), ("白塔镇松沟河水环境综合治理项目", "started")]


SAID_OF_PARTS = [
    ([("青岭水库", "building", "achieved")], "青岭水库主体竣工。"),
    ([("青岭水库迁建项目", "none", "achieved")], "青岭水库迁建项目计划投资6亿元，占地200亩。"),
    ([("青岭水库项目", "building", "achieved")], "青岭水库项目总投资6亿元，现已完成投资1亿元。"),
]


@pytest.mark.parametrize(("expected", "text"), SAID_OF_PARTS)
def test_what_is_done_and_paid_tells_how_far_a_project_has_come(
    expected: list[tuple[str, str, str]], text: str
) -> None:
    assert [(item.name, item.stage, item.status) for item in found(text, status="achieved")] == expected


LATER = [
    ([("甲高速青岭段", "started", "target")], "预计“十二五”开工建设2段，分别是，甲高速青岭段。", ""),
    ([("岚山铝材产业园", "building", "achieved")], "岚山铝材产业园正在加紧建设，预计年底前投产。", ""),
    ([("岚山铝材产业园", "approved", "achieved")], "岚山铝材产业园入选省重点项目。", ""),
    ([("岚山铝材产业园", "completed", "achieved")], "修建岚山铝材产业园。", ""),
    ([("区社会福利中心二期", "completed", "achieved")], "建成区社会福利中心二期。", ""),
    ([("岚山铝材产业园", "started", "achieved")], "其中包括岚山铝材产业园。", "全县开工建设松沟水库等一大批重点工程。"),
]


@pytest.mark.parametrize(("expected", "text", "before"), LATER)
def test_the_stage_is_that_reached_and_the_verb_may_stand_before_its_clause(
    expected: list[tuple[str, str, str]], text: str, before: str
) -> None:
    one = Line.of(before)
    going = going_on(one, find(one, (), (), "achieved", 2026), NOTHING)
    found = find(Line.of(text), (), (), "achieved", 2026, going=going)
    assert [(item.name, item.stage, item.status) for item in found] == expected


def test_a_sort_is_told_until_the_list_is_through() -> None:
    going, said = NOTHING, []
    for text in (
        "这次集中开工的项目有两类。",
        "其中，产业类1项。",
        "分别是总投资5亿元的岚山铝材项目，总投资6亿元的松沟酒业生产线项目。",
    ):
        line = Line.of(text)
        found = find(line, (), (), "achieved", 2026, going=going)
        going = going_on(line, found, going)
        said += [(item.name, item.stage) for item in found]
    assert said == [("岚山铝材项目", "started"), ("松沟酒业生产线项目", "started")]


def test_what_happens_to_a_project_is_no_part_of_its_name() -> None:
    assert [item.name for item in found("岚山铝材产业园被列入省重点项目。")] == ["岚山铝材产业园"]
