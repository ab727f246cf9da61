"""One record for all namings of a project, and what keeps two projects apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.project.finder import merge
from kg.model import Amount, Project, Span, Stage, Status


def a_project(
    name: str, stage: Stage = "building", status: Status = "target", capacity: tuple[Amount, ...] = ()
) -> Project:
    return Project(name, stage, status, "2026", 0, len(name), "test", Span(0, len(name)), capacity)


@pytest.mark.parametrize(
    ("fullest", "other"),
    [
        ("青岭抽水蓄能电站项目", "青岭抽水蓄能电站"),
        ("白塔县青岭水库工程", "青岭水库工程"),
        ("“青白直流”绿电外送工程", "青白直流绿电外送工程"),
    ],
)
def test_a_shorter_naming_is_the_same_project(fullest: str, other: str) -> None:
    [merged] = merge([a_project(other), a_project(fullest)])
    assert (merged.name, merged.aliases) == (fullest, (other,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青岭水电站一期", "青岭水电站二期"),
        ("轨道2号线", "轨道5号线"),
        ("青岭铁路扩能改造", "青岭铁路"),
        ("青岭水库", "白塔水库"),
        ("青岭水库", "青岭水库至白塔县供水管道"),
    ],
)
def test_phases_works_and_other_places_are_other_projects(one: str, other: str) -> None:
    assert [item.name for item in merge([a_project(one), a_project(other)])] == [one, other]


def test_another_capacity_is_another_project() -> None:
    small = a_project("岚山化工5万吨尿素项目", capacity=(Amount("5", "万吨"),))
    large = a_project("岚山化工15万吨尿素项目", capacity=(Amount("15", "万吨"),))
    assert len(merge([small, large])) == 2


def test_the_last_definite_stage_counts_but_what_is_built_stays_built() -> None:
    [moved] = merge([a_project("青岭水库", "approved", "achieved"), a_project("青岭水库", "started", "target")])
    assert (moved.stage, moved.status) == ("started", "target")
    [built] = merge([a_project("青岭水库", "completed", "achieved"), a_project("青岭水库", "building", "target")])
    assert (built.stage, built.status) == ("completed", "achieved")
    [said] = merge([a_project("青岭水库", "building"), a_project("青岭水库", "none")])
    assert said.stage == "building"


@given(st.lists(st.sampled_from(["青岭水库", "青岭水库工程", "白塔大桥", "青岭水库二期", "轨道2号线"]), max_size=8))
def test_merging_again_changes_no_names(namings: list[str]) -> None:
    once = merge([a_project(name) for name in namings])
    assert [item.name for item in merge(once)] == [item.name for item in once]
    assert {name for item in once for name in (item.name, *item.aliases)} == set(namings)
