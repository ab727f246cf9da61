import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import place
from kg.text.line import Line

HOME = "青海省海西蒙古族藏族自治州格尔木市"


def named(text: str, home: str = HOME, nested: bool | None = None) -> list[str]:
    return [
        f"{text[found.start : found.end]}|{found.type}"
        for found in place.find(Line.of(text), home)
        if nested is None or found.nested == nested
    ]


@pytest.mark.parametrize(
    ("text", "home", "places"),
    [
        ("青海和甘肃两省签约", HOME, ["青海|admin", "甘肃|admin"]),
        ("德令哈、茫崖同步推进", HOME, ["德令哈|admin", "茫崖|admin"]),
        ("海西州与湟中区结对", HOME, ["海西州|admin", "湟中区|admin"]),
        ("精河县和温泉县增长较快", "新疆维吾尔自治区博尔塔拉蒙古自治州", ["精河县|admin", "温泉县|admin"]),
        ("光明、坪山、龙华产值翻番", "广东省深圳市", ["光明|admin", "坪山|admin", "龙华|admin"]),
        ("互助县引进企业", "青海省", ["互助县|admin"]),
        ("郭勒木德镇红柳村通了路", HOME, ["郭勒木德镇|admin", "红柳村|admin"]),
        ("走进河西街道金果社区", HOME, ["河西街道|admin", "金果社区|admin"]),
        # What stands beside what is no part of its name, nor is a number of villages.
        ("东邻翎瑞镇红柳村，下辖翎午社区", HOME, ["翎瑞镇|admin", "红柳村|admin", "翎午社区|admin"]),
        ("完成12村旧村复垦", HOME, []),
        # A list of villages has villages in it, whatever words they are called by.
        ("先锋、岭午、瑞翎等12村改水", HOME, ["先锋|admin", "岭午|admin", "瑞翎|admin"]),
        ("先锋、创新等3个村级平台", HOME, []),
        ("走进雁栖湖村", HOME, ["雁栖湖村|admin"]),
        ("太行山区增收", HOME, ["太行山区|region", "太行山|natural"]),
        ("打造格尔木南大街示范街", HOME, []),
    ],
)
def test_divisions_down_to_the_village(text: str, home: str, places: list[str]) -> None:
    assert named(text, home) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("敦煌经开区落户企业3家", ["敦煌经开区|zone"]),
        ("国家级酒泉高新区扩区", ["酒泉高新区|zone"]),
        ("酒泉经开区、国际陆港联动", ["酒泉经开区|zone", "国际陆港|zone"]),
        ("中国（云南）自由贸易试验区挂牌", ["（云南）自由贸易试验区|zone"]),
        ("喀什古城游人如织", ["喀什古城|zone"]),
        ("打造望月崖、听松寺、龙吟瀑等景点", ["望月崖|zone", "听松寺|zone", "龙吟瀑|zone"]),
        ("黄河、洮河流域和柴达木盆地", ["黄河|natural", "洮河流域|natural", "柴达木盆地|natural"]),
        ("雁栖湖水质好转", ["雁栖湖|natural"]),
        ("服务长三角和粤港澳大湾区", ["长三角|region", "粤港澳大湾区|region"]),
        ("建设兰州—西宁城市群", ["兰州—西宁城市群|region"]),
        # A letter that opens a name belongs to it, also a unit that counts nothing.
        ("潘眉山景区获评，年云山景区办会", ["潘眉山景区|zone", "年云山景区|zone"]),
        ("每年云山景区办会，2023 年云山景区获评", ["云山景区|zone", "云山景区|zone"]),
        ("西宁都市圈扩容", ["西宁都市圈|region"]),
        ("出口东南亚、哈萨克斯坦和欧洲", ["东南亚|region", "哈萨克斯坦|region", "欧洲|region"]),
        ("青海贸易功能区和东川工业区扩区", ["青海贸易功能区|zone", "东川工业区|zone"]),
        ("设立德令哈关键金属高质量发展综合试验区", ["德令哈关键金属高质量发展综合试验区|zone"]),
        ("距通化机场30公里，至贵阳北站", ["通化机场|zone", "贵阳北站|zone"]),
        ("形成渝黔乃至西北地区的通道", ["渝黔|region", "西北地区|region"]),
        ("燕赵大地焕发生机，黄河干流水质稳定", ["燕赵大地|region", "黄河|natural"]),
        ("全面展开了柳溪河、新圳河治理", ["柳溪河|natural", "新圳河|natural"]),
        ("德令哈、格尔木2个医疗中心加快建设", ["德令哈|admin", "格尔木|admin"]),
        ("提高福厦泉国家自主创新示范区能力", ["福厦泉国家自主创新示范区|zone"]),
        ("抓好柳庄农贸市场整治", ["柳庄农贸市场|zone"]),
        ("渝东北、苏南各有所长", ["渝东北|region", "苏南|region"]),
    ],
)
def test_zones_natural_features_and_regions(text: str, places: list[str]) -> None:
    assert named(text, nested=False) == places


@pytest.mark.parametrize(
    "text",
    [
        "全市上下团结一心，我区经济稳中有进",
        "深化改革开放，促进合作共赢，建设平安家园",
        "城中村改造和老旧社区更新",
        "培育国家级高新区和省级开发区，建设零碳产业园",
        "建成美丽乡村，乡镇和示范村全覆盖",
        "绿水青山就是金山银山，统筹山水林田湖草沙",
        "地区生产总值增长5%",
        "海南路和黄河大道改造完成",
        "推进西部大开发",
        "在本县东部，地势自西南向东北倾斜",  # sides
        "打造“风电三峡”",  # a boast
        "建成200个花漾街区",
        "推进撤乡改镇，以城带乡，增幅快于城镇",
        "新时代中国特色社会主义",
    ],
)
def test_common_words_are_no_places(text: str) -> None:
    assert named(text) == []


def test_a_county_of_another_province_needs_a_place_beside_it() -> None:
    assert named("技兴齐鲁乐业山东", "山东省") == ["山东|admin"]
    assert named("推进黔江至吉首铁路", "重庆市") == ["黔江|admin", "吉首|admin"]


def test_a_name_of_three_letters_or_more_is_a_county_of_another_province_by_itself() -> None:
    assert named("到丹江口调研") == ["丹江口|admin"]


def test_a_district_of_elsewhere_is_told_by_what_stands_behind_it() -> None:
    assert named("学习借鉴顺德等地经验", "浙江省宁波市") == ["顺德|admin"]
    assert named("学习借鉴顺德经验", "浙江省宁波市") == []


def test_a_town_by_its_form() -> None:
    assert named("翎瑞镇和岭瑞街道通水") == ["翎瑞镇|admin", "岭瑞街道|admin"]
    assert named("翎瑞乡、岭瑞乡通水") == ["翎瑞乡|admin", "岭瑞乡|admin"]
    assert named("画里乡田") == []


def test_an_ordinary_word_is_a_place_beside_another_one() -> None:
    assert named("推进平安建设", "青海省海东市") == []
    assert named("乐都区、平安、循化增收", "青海省海东市") == ["乐都区|admin", "平安|admin", "循化|admin"]
    assert named("城东、城北两区连通", "青海省西宁市") == ["城东|admin", "城北|admin"]


def test_a_lake_is_a_lake_where_the_county_of_its_name_is_far() -> None:
    assert named("太湖水质改善", "江苏省无锡市") == ["太湖|natural"]
    assert named("太湖、望江增收", "安徽省安庆市") == ["太湖|admin", "望江|admin"]


def test_a_division_before_a_zone_with_a_name_of_its_own_stands_by_itself() -> None:
    assert named("瓜州县锁阳古城开放", "甘肃省酒泉市", nested=False) == ["瓜州县|admin", "锁阳古城|zone"]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("格尔木机场扩建", "格尔木|admin"),
        ("酒泉经开区扩容", "酒泉|admin"),
        ("黄河甘肃段治理", "甘肃|admin"),
    ],
)
def test_a_name_inside_a_longer_name_is_nested(text: str, inner: str) -> None:
    assert inner in named(text, nested=True)
    assert inner not in named(text, nested=False)


@given(st.text(alphabet="青海西宁格尔木市县区镇村社区街道黄河湖山都圈经开新的在、，。（）“”至—1年东部", max_size=60))
def test_offsets_lie_in_the_text_and_names_that_stand_do_not_overlap(text: str) -> None:
    found = place.find(Line.of(text), HOME)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert found == place.find(Line.of(text), HOME)
    bounds = [(item.start, item.end) for item in found]
    assert len(set(bounds)) == len(bounds)
    for start, end in bounds:
        crossing = [other for other in bounds if start < other[0] < end < other[1]]
        assert not crossing


def test_the_short_name_of_the_place_that_speaks_is_its_name() -> None:
    assert "南山|admin" in named("南山继续成为投资热点", "广东省深圳市南山区")
    assert named("建设平安家园", "青海省海东市平安区") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "后渠村、侯家沟村、孔家山村、柳坪村成立联合社",
            ["后渠村|admin", "侯家沟村|admin", "孔家山村|admin", "柳坪村|admin"],
        ),  # a list with a village
        ("小澎村通水", ["小澎村|admin"]),
        ("石坪、青岭等3个村，全部通水", ["石坪|admin", "青岭|admin"]),  # by the class behind the list
        ("建设沿江产业园", ["沿江产业园|zone"]),
        ("完成任家庄村道路硬化", ["任家庄村|admin"]),  # what fills the stretch between a verb and the head
        ("在青岭镇宝山村种茶", ["青岭镇|admin", "宝山村|admin"]),  # right behind its town, by whatever word
        ("翎西村集体经济壮大", ["翎西村|admin"]),
        ("老君洞、石板沟、银厂坡秋色迷人", ["老君洞|natural", "石板沟|natural", "银厂坡|natural"]),  # by each other
        ("老君洞、银厂坡等煤矿建设", []),
        ("治理沟渠、山塘、边坡", []),
        ("建设翎瑞光伏产业园", ["翎瑞光伏产业园|zone"]),  # letters behind a verb, whatever words follow
        ("智慧村、示范村通水", []),
        ("3个产业村、强镇带村通水", []),
        ("石坪、青岭等问题", []),
    ],
)
def test_a_list_or_a_site_tells_places(text: str, places: list[str]) -> None:
    assert named(text, nested=False) == places


def test_a_place_inside_a_longer_name_in_quotation_marks_is_nested() -> None:
    assert named("获评“酒泉市综合实力十强镇”", nested=True) == ["酒泉市|admin"]
    assert named("“酒泉市”入选", nested=False) == ["酒泉市|admin"]
