"""What the page opens with: findings out of the graph that never compare unlike things, questions, grounds of trust."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sample import Sample, cities, linked, together

from kg.export import page
from kg.export.page import comparable, lookup, rules
from kg.query import memory

Told = dict[str, Any]


def opened(*samples: Sample) -> Told:
    return page.data(together(*samples))


def findings(content: Told, kind: str) -> list[Told]:
    return [item for item in content["overview"]["findings"] if item["kind"] == kind]


def told(content: Told, number: int) -> tuple[str, str, str]:
    """(place, period, value) of an observation."""
    row = content["observations"][number]
    return content["entities"][row[8]][2], row[7], row[2] + row[3]


def growth(name: str, value: str, code: str = "", **fields: str) -> Sample:
    """A report of one place that tells how much its product grew."""
    words = fields.pop("words", f"地区生产总值增长{value}%")
    sample = Sample(f"{name}2024年回顾\n全县{words}。\n", f"{name}.txt", name, "2024")
    known = {"measure": "growth", "known": "gdp", "canonical": f"{value} PERCENT"}
    sample.observation("地区生产总值", value, "%", words, **(known | fields))
    return sample


@pytest.fixture(scope="module")
def pair(pair_build: Path) -> Told:
    return page.data(memory.load(pair_build / "graph.ttl"))


def test_the_findings_of_two_counties_are_those_that_a_reader_makes(pair: Told) -> None:
    [outcomes] = findings(pair, "outcomes")
    assert outcomes["counts"] == {"exceeded": 5, "met": 3, "missed": 3}
    assert [told(pair, number)[2] for number in outcomes["shown"]] == ["7%", "8%", "15亿元"]
    ends = {
        (item["status"], item["period"]): [[told(pair, number) for number in item[end]] for end in ("high", "low")]
        for item in findings(pair, "ranking")
    }
    assert ends == {
        ("target", "2025"): [[("西岭县", "2025", "6.5%")], [("青港县", "2025", "5.5%")]],
        ("achieved", "2024"): [[("西岭县", "2024", "6.2%")], [("青港县", "2024", "5.4%")]],
    }
    [change] = findings(pair, "change")
    assert [told(pair, change[end])[1:] for end in ("from", "then")] == [("2023", "6.8亿元"), ("2024", "7.45亿元")]
    [investment] = findings(pair, "investment")
    assert [pair["quantities"][number][3] for number in investment["shown"]] == ["21", "12.6"]
    [capacity] = findings(pair, "capacity")
    assert [pair["quantities"][number][3] for number in capacity["shown"]] == ["50", "20"]


def test_there_are_three_to_six_findings_and_each_leads_to_a_view(pair: Told, seeds_build: Path) -> None:
    for content in (pair, page.data(memory.load(seeds_build / "graph.ttl"))):
        found = content["overview"]["findings"]
        assert 3 <= len(found) <= 6
        assert all(item["to"]["view"] in ("targets", "projects", "indicators", "compare") for item in found)


def test_places_are_compared_by_the_same_concept_measure_status_and_year() -> None:
    alike = opened(growth("甲县", "5"), growth("乙县", "7"))
    [ranking] = findings(alike, "ranking")
    assert [told(alike, ranking[end][0])[0] for end in ("high", "low")] == ["乙县", "甲县"]
    others = (
        {"period": "2023"}, {"status": "target"}, {"period": "2021-2025"}, {"period": "2024-H1"},
        {"measure": "level", "canonical": "700000000 CCY_CNY"}, {"words": "地区生产总值年均增长7%"},
        {"canonical": "7 quantity-point"},
    )  # fmt: skip
    for fields in others:
        assert findings(opened(growth("甲县", "5"), growth("乙县", "7", **fields)), "ranking") == [], fields


def test_a_whole_is_never_ranked_beside_its_part_nor_beside_another_level() -> None:
    assert findings(opened(growth("甲县", "5"), growth("乙市", "7")), "ranking") == []
    one, other = growth("甲县", "5"), growth("乙县", "7")
    assert one.place and other.place
    one.link(one.place, "within", other.place)
    assert findings(opened(one, other), "ranking") == []


def test_a_place_of_which_two_numbers_are_told_is_left_out_unless_they_are_a_range() -> None:
    twice = growth("乙县", "7")
    known = {"measure": "growth", "known": "gdp", "canonical": "8 PERCENT"}
    twice.observation("地区生产总值", "8", "%", "地区生产总值增长7%", **known)
    assert findings(opened(growth("甲县", "5"), twice), "ranking") == []
    ranged = growth("乙县", "7", bound="at_least")
    ranged.observation("地区生产总值", "8", "%", "地区生产总值增长7%", bound="at_most", **known)
    content = opened(growth("甲县", "5"), ranged)
    [ranking] = findings(content, "ranking")
    assert told(content, ranking["high"][0]) == ("乙县", "2024", "7%")


def test_a_decline_is_lower_than_any_growth() -> None:
    content = opened(growth("甲县", "5"), growth("乙县", "7", measure="decline"))
    [ranking] = findings(content, "ranking")
    assert told(content, ranking["low"][0])[0] == "乙县"


def test_a_project_that_is_part_of_another_one_is_not_ranked_beside_it() -> None:
    sample = Sample("甲县2024年回顾\n青岭光伏项目、青岭光伏项目一期、岚山水库开工。\n", place="甲县")
    for name, value in (("青岭光伏项目", "9"), ("青岭光伏项目一期", "5"), ("岚山水库", "2")):
        project = sample.project(name, name)
        sample.quantity(project, "investment", (value, "亿元"), name, f"{value}00000000 CCY_CNY")
    content = opened(sample)
    [found] = findings(content, "investment")
    assert [content["quantities"][number][3] for number in found["shown"]] == ["9", "2"]


def test_a_target_that_is_told_twice_counts_once() -> None:
    before, after = linked()
    assert findings(opened(before, after), "outcomes")[0]["counts"] == {"exceeded": 1, "met": 1, "missed": 1}


def test_provinces_are_a_map_where_three_of_them_tell_the_same() -> None:
    provinces = [growth(name, value) for name, value in (("青海省", "5"), ("甘肃省", "6"), ("四川省", "7"))]
    from pyoxigraph import Literal

    from kg.reference.terms import FZ

    for sample, code in zip(provinces, ("630000", "620000", "510000"), strict=True):
        assert sample.place
        sample._tell(sample.place, FZ.divisionCode, Literal(code))
    content = opened(*provinces)
    [map_] = content["overview"]["maps"]
    assert [(code, told(content, number)[2]) for code, number in map_["values"]] == [
        ("51", "7%"), ("62", "6%"), ("63", "5%"),
    ]  # fmt: skip
    assert opened(*provinces[:2])["overview"]["maps"] == []


def test_industries_are_named_by_several_places() -> None:
    content = opened(*cities())
    [found] = findings(content, "industries")
    assert [(content["entities"][number][2], count) for number, count in found["shown"]] == [("光伏产业", 2)]


def test_questions_stand_in_both_languages_and_lead_to_views(pair: Told) -> None:
    questions = pair["overview"]["questions"]
    assert [item["zh"] for item in questions][:4] == [
        "西岭县2024年定了哪些目标", "各地2025年地区生产总值增速目标是多少",
        "各地2024年地区生产总值增速结果是多少", "哪些目标没有完成",
    ]  # fmt: skip
    assert all(item["en"] and item["to"]["view"] for item in questions)


def test_trust_counts_what_is_how_sure_and_what_was_left_out(pair: Told, pair_build: Path) -> None:
    counts = pair["overview"]["trust"]["confidence"]
    rows = [*pair["observations"], *pair["stages"]]
    assert counts["sure"] == sum(float(row[-1]) >= 0.8 for row in rows)
    assert sum(counts.values()) == len(rows)
    assert '"leftOut":{' in (pair_build / "graph.html").read_text(encoding="utf-8")


def test_an_empty_graph_has_no_findings() -> None:
    sample = Sample("无。\n", place="")
    assert opened(sample)["overview"] == {
        "headlines": list(comparable.HEADLINES), "findings": [], "maps": [], "questions": [], "asks": [],
        "trust": {"confidence": {"sure": 0, "fair": 0, "doubtful": 0}}, "leftOut": {},
    }  # fmt: skip


def test_every_rule_of_a_build_is_told_in_both_languages(seeds_build: Path, pair: Told) -> None:
    for content in (pair, page.data(memory.load(seeds_build / "graph.ttl"))):
        names = {part for row in content["evidence"] for part in rules.parts(row[6])}
        assert names and {f"rule-{name}" for name in names} <= content["words"].keys()


def test_units_are_worth_what_the_ontology_says() -> None:
    units = lookup.lookup(opened(*cities()))["units"]
    assert (units["亿元"], units["万千瓦"], units["%"]) == (
        ["CCY_CNY", 1e8], ["KiloW", 1e4], ["PERCENT", 1.0],
    )  # fmt: skip
