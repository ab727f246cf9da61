"""Inside a document: which namings are one project, and what one record of them says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_identity import ALL, Pair

from kg.link.namings import unify
from kg.model import Amount, Project, Span, Stage, Status

HERE = "河北省保定市阜平县"
CITY = "河北省保定市"


def a_project(
    name: str,
    stage: Stage = "building",
    status: Status = "target",
    capacity: tuple[Amount, ...] = (),
    places: tuple[str, ...] = (),
    owners: tuple[str, ...] = (),
) -> Project:
    return Project(
        name, stage, status, "2026", 0, len(name), "test", Span(0, len(name)), capacity,
        places=places, organizations=owners,
    )  # fmt: skip


def one_each(*namings: Project, scope: str = HERE, apart: tuple[tuple[str, str], ...] = ()) -> tuple[Project, ...]:
    """The records of a document whose places are told by their full names."""
    return unify(namings, scope, str, apart)


@pytest.mark.parametrize(
    ("fullest", "other", "rule"),
    [
        ("青岭抽水蓄能电站项目", "青岭抽水蓄能电站", "same-core"),
        ("翠屏至白沙高速公路", "翠屏至白沙高速", "same-core"),
        ("白塔县青岭水库工程", "青岭水库工程", "more-before"),
        ("阜平县青岭水库工程", "青岭水库", "same-core"),
        ("县疾控中心实验综合楼工程", "疾控中心实验综合楼", "kind-of-one-place"),
        ("县疾控中心新建实验综合楼项目", "县疾控中心实验综合楼", "kind-of-one-place"),
        ("“青白直流”绿电外送工程", "青白直流绿电外送工程", "same-core"),
        ("翠屏ＡＩ算力中心项目", "翠屏ai算力中心", "same-core"),
        ("岚山２０万千瓦光伏项目", "岚山200MW光伏", "same-core"),
        ("入海水道二期工程", "入海水道二期", "same-title"),
        ("岚山至白塔输气管道工程", "岚山—白塔输气管道", "same-core"),
        ("国道108线改造", "G108改造", "same-road"),
        ("青岭水库新建工程", "青岭水库", "same-core"),
    ],
)
def test_two_names_of_one_project_become_one_record_that_says_why(fullest: str, other: str, rule: str) -> None:
    for namings in ((a_project(other), a_project(fullest)), (a_project(fullest), a_project(other))):
        [record] = one_each(*namings)
        assert (record.name, record.aliases, record.merge_rule) == (fullest, (other,), "")
        assert {naming.name: naming.merge_rule for naming in record.namings} == {fullest: "", other: rule}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("翠屏至白沙高速公路", "翠屏至白沙高速公路连接线"),
        ("岚山港铁路", "岚山港铁路支线"),
        ("青岭铁路", "青岭铁路专用线"),
        ("青岭水电站一期", "青岭水电站二期"),
        ("松沟新材料产业园", "松沟新材料产业园一期"),
        ("翠屏高速第1标段", "翠屏高速第2标段"),
        ("翠屏至白沙高速公路A段", "翠屏至白沙高速公路B段"),
        ("轨道2号线", "轨道5号线"),
        ("青岭铁路扩能改造", "青岭铁路"),
        ("青岭水库新建工程", "青岭水库改造"),
        ("翠屏快速路", "翠屏快速路北延"),
        ("青岭水库", "白塔水库"),
        ("青岭水库", "青岭水库至白塔县供水管道"),
        ("翠屏大桥", "翠屏大桥引桥"),
        ("松沟产业园", "松沟产业园创新中心"),
        ("松沟医院", "松沟医院门诊楼"),
        ("青岭风电场", "青岭风电场送出线路"),
        ("白沙220千伏输变电工程", "白沙110千伏输变电工程"),
        ("G108改造", "G109改造"),
        ("光伏项目", "阜平光伏项目"),
    ],
)
def test_lines_branches_parts_phases_works_and_other_sizes_are_other_projects(one: str, other: str) -> None:
    assert [item.name for item in one_each(a_project(one), a_project(other))] == [one, other]
    assert [item.name for item in one_each(a_project(other), a_project(one))] == [other, one]


def test_a_capacity_that_stands_beside_the_name_parts_or_joins_like_one_in_it() -> None:
    name, other = "岚山光伏电站", "岚山光伏电站项目"
    small, large = (Amount("20", "万千瓦"),), (Amount("300", "兆瓦"),)
    assert len(one_each(a_project(name, capacity=small), a_project(other, capacity=large))) == 2
    [record] = one_each(a_project(name, capacity=small), a_project(other, capacity=(Amount("200", "兆瓦"),)))
    assert record.capacity == (Amount("200", "兆瓦"),)  # that of the fullest name
    beds = Amount("300", "张床"), Amount("500", "张床")  # in units that no list knows, as written
    assert len(one_each(*(a_project(n, capacity=(b,)) for n, b in zip((name, other), beds, strict=True)))) == 2


def test_an_owner_in_front_is_one_beside_the_name() -> None:
    beside = a_project("20万千瓦光伏项目", owners=("昆岭新能源有限公司",))
    [record] = one_each(a_project("昆岭新能源20万千瓦光伏项目"), beside)
    assert record.organizations == ("昆岭新能源有限公司",)
    assert len(one_each(a_project("旭泽新能源20万千瓦光伏项目"), beside)) == 2


def test_two_counties_are_two_projects_and_a_place_that_no_list_knows_is_no_county() -> None:
    def at(name: str, *places: str) -> Project:
        return a_project(name, places=places)

    counties = "河北省保定市阜平县", "河北省保定市涞源县"
    assert len(one_each(at("青岭水库", counties[0]), at("青岭水库工程", counties[1]), scope=CITY)) == 2
    [record] = one_each(at("青岭水库", counties[0]), at("青岭水库工程"), scope=CITY)
    assert record.places == counties[:1]
    assert len(unify((at("青岭水库", "岚山湖"), at("青岭水库工程")), CITY, lambda place: "")) == 1


def test_one_phase_is_not_the_whole_though_both_have_the_whole_before_them() -> None:
    names = ("青岭电厂一期", "青岭电厂二期", "青岭电厂", "青岭电厂一期工程", "青岭电厂项目")
    records = one_each(*(a_project(name) for name in names))
    assert [item.name for item in records] == ["青岭电厂一期工程", "青岭电厂二期", "青岭电厂项目"]


def test_the_user_stands_above_the_judge() -> None:
    names = ("白塔县青岭水库工程", "青岭水库工程")
    assert len(one_each(*map(a_project, names))) == 1
    assert len(one_each(*map(a_project, names), apart=(names,))) == 2
    assert len(one_each(*map(a_project, names), apart=(("白塔县青岭水库工程", "岚山水库"),))) == 1


def test_the_last_definite_stage_counts_but_what_is_built_stays_built() -> None:
    [moved] = one_each(a_project("青岭水库", "approved", "achieved"), a_project("青岭水库", "started", "target"))
    assert (moved.stage, moved.status) == ("started", "target")
    [built] = one_each(a_project("青岭水库", "completed", "achieved"), a_project("青岭水库", "building", "target"))
    assert (built.stage, built.status) == ("completed", "achieved")
    [going] = one_each(a_project("青岭水库", "building", "achieved"), a_project("青岭水库", "started", "achieved"))
    assert going.stage == "building"
    [said] = one_each(a_project("青岭水库", "building"), a_project("青岭水库", "none"))
    assert said.stage == "building"


def inside(pair: Pair) -> bool:
    """Whether two names of one document are all that the pair tells."""
    alone = not (pair.a.places or pair.b.places or pair.a.owners or pair.b.owners)
    return pair.kind == "project" and alone and pair.a.scope == pair.b.scope and len(pair.a.scope) < 2


def joined(pair: Pair) -> bool:
    """Whether a document that names both says them of one project."""
    [scope] = pair.a.scope or ("document a.txt",)
    namings = [
        a_project(thing.names[0], capacity=tuple(Amount(str(value), unit) for value, unit in thing.capacities))
        for thing in (pair.a, pair.b)
    ]
    return len(one_each(*namings, scope=scope)) == 1


def test_a_document_is_judged_as_well_as_two_documents_are() -> None:
    pairs = [pair for pair in ALL if inside(pair)]
    wrong = [f"{pair.a.names[0]} / {pair.b.names[0]}" for pair in pairs if joined(pair) != pair.same]
    assert len(pairs) >= 200 and len(wrong) <= 0.02 * len(pairs), wrong


@given(st.lists(st.sampled_from(["青岭水库", "青岭水库工程", "白塔大桥", "青岭水库二期", "轨道2号线"]), max_size=8))
def test_no_naming_is_lost_and_every_record_has_a_name_of_its_own(names: list[str]) -> None:
    records = one_each(*(a_project(name) for name in names))
    namings = [naming.name for item in records for naming in item.namings or (item,)]
    assert sorted(namings) == sorted(names)
    assert len({item.name for item in records}) == len(records)
    assert [item.name for item in one_each(*records)] == [item.name for item in records]


def test_many_namings_are_compared_only_with_those_that_share_something() -> None:
    assert len(one_each(*(a_project(f"翠屏第{number}标段道路工程") for number in range(1, 901)))) == 900
