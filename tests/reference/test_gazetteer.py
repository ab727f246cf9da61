from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reference import divisions, gazetteer
from kg.reference.gazetteer import Division, full_name, resolve


def found(name: str, home: str) -> str:
    place = resolve(name, home)
    return gazetteer.path(place) if place else ""


@pytest.mark.parametrize(
    ("name", "home", "path"),
    [
        ("格尔木", "青海省海西蒙古族藏族自治州格尔木市", "青海省海西蒙古族藏族自治州格尔木市"),
        ("海西州", "格尔木市", "青海省海西蒙古族藏族自治州"),
        ("内蒙古", "格尔木市", "内蒙古自治区"),
        ("互助县", "青海省", "青海省海东市互助土族自治县"),
        ("莫旗", "内蒙古自治区", "内蒙古自治区呼伦贝尔市莫力达瓦达斡尔族自治旗"),
        ("河南", "青海省西宁市", "河南省"),
        ("海南", "青海省西宁市", "青海省海南藏族自治州"),
        ("鼓楼区", "江苏省南京市", "江苏省南京市鼓楼区"),
        ("曾都", "湖北省", "湖北省随州市曾都区"),
        ("共和", "青海省西宁市湟中区", "青海省西宁市湟中区共和镇"),
        ("共和", "青海省", "青海省海南藏族自治州共和县"),
        ("郭勒木德", "格尔木市", "青海省海西蒙古族藏族自治州格尔木市郭勒木德镇"),
        ("湟中县", "", "青海省西宁市湟中区"),
        ("思茅", "云南省", "云南省普洱市思茅区"),
        ("和安县", "新疆维吾尔自治区", "新疆维吾尔自治区和田地区和安县"),
        ("东莞", "广东省", "广东省东莞市"),
        ("石碣镇", "广东省东莞市", "广东省东莞市石碣镇"),
    ],
)
def test_names_mean_what_the_documents_place_makes_of_them(name: str, home: str, path: str) -> None:
    assert found(name, home) == path


@pytest.mark.parametrize(
    ("name", "home"), [("鼓楼区", "青海省"), ("鼓楼区", ""), ("城关镇", "甘肃省"), ("瓦坎达", "青海省")]
)
def test_unknown_and_ambiguous_names_stay_unresolved(name: str, home: str) -> None:
    assert resolve(name, home) is None
    assert full_name(name, home) == name


def test_an_ambiguous_name_shows_its_candidates() -> None:
    assert {place.code[:2] for place in gazetteer.candidates("鼓楼区")} >= {"32", "35", "41"}


def test_codes_and_levels() -> None:
    place = resolve("格尔木市", "")
    assert place == Division("632801", "格尔木市", "county", "632800")
    assert [above.code for above in gazetteer.ancestors(place)] == ["632800", "630000"]
    town = resolve("郭勒木德镇", "格尔木市")
    assert town is not None
    assert (town.code, town.level, gazetteer.division(town.code)) == ("632801100", "town", town)
    zone = resolve("苏州工业园区", "江苏省")
    assert zone is not None and zone.level == "zone"


@pytest.mark.parametrize("home", ["河北省保定市阜平县", "阜平县", "河北省阜平县", "阜平"])
def test_a_documents_place_may_be_a_chain_or_one_name(home: str) -> None:
    here = gazetteer.locate(home)
    assert here is not None and here.code == "130624"


def test_a_document_may_speak_for_a_town_of_a_name_of_its_own() -> None:
    here = gazetteer.locate("多巴镇")
    assert here is not None and here.code == "630106105"
    assert gazetteer.locate("城关镇") is None


def test_a_place_that_is_no_division_gives_what_is_known_of_it() -> None:
    assert gazetteer.locate("火星第一区") is None
    assert gazetteer.locate("朝阳区") is None
    here = gazetteer.locate("青海省某某新城")
    assert here is not None and here.code == "630000"


@pytest.mark.parametrize(
    ("name", "level", "forms"),
    [
        ("新疆维吾尔自治区", "province", ("新疆",)),
        ("克孜勒苏柯尔克孜自治州", "prefecture", ("克孜勒苏", "克孜勒苏州")),
        ("东乡族自治县", "county", ("东乡", "东乡县")),
        ("鄂温克族自治旗", "county", ("鄂温克", "鄂温克旗")),
        ("礼县", "county", ()),
        ("群加藏族乡", "town", ("群加",)),
        ("河西街道", "town", ("河西",)),
    ],
)
def test_short_forms(name: str, level: gazetteer.Level, forms: tuple[str, ...]) -> None:
    assert gazetteer.short_forms(name, level) == forms


def test_the_list_is_whole() -> None:
    tables = divisions.tables()
    levels = [place.level for code, place in tables.divisions.items() if code not in tables.merged]
    assert levels.count("province") == 34
    assert levels.count("prefecture") == 333
    assert 2840 < levels.count("county") < 2860
    assert len(gazetteer.town_names()) > 32_000
    assert all(place.parent in tables.divisions for place in tables.divisions.values() if place.parent)


def test_every_old_name_leads_to_a_division_of_today() -> None:
    for name, codes, *_ in divisions.lines("divisions_changes.tsv"):
        for code in codes.split():
            assert gazetteer.division(code) is not None, name


@given(st.sampled_from(sorted(divisions.tables().divisions)))
def test_a_division_is_found_by_its_own_path(code: str) -> None:
    place = gazetteer.division(code)
    assert place is not None
    assert gazetteer.locate(gazetteer.path(place)) == place


@given(st.text(alphabet="省市县区州镇乡青海西宁中城和平南", max_size=6))
def test_any_name_resolves_without_an_error_and_twice_the_same(name: str) -> None:
    assert resolve(name, "青海省西宁市") == resolve(name, "青海省西宁市")


LINKING = [line.split("\t") for line in (Path(__file__).parent.parent / "linking.tsv").read_text("utf-8").splitlines()]
NAMES = [row for row in LINKING if not row[0].startswith("#")]


def linked(name: str, home: str) -> str:
    place = gazetteer.link(name, "" if home == "-" else home)
    return place.code if place else "-"


def test_names_of_divisions_are_linked_to_the_right_code_or_left_open() -> None:
    wrong = [(name, home, code) for name, home, code, _ in NAMES if linked(name, home) != code]
    assert len(NAMES) >= 180
    assert len({code[:2] for *_, code, _ in NAMES}) == 35  # all provinces, and what stays open
    assert 1 - len(wrong) / len(NAMES) >= 0.99, wrong


def test_no_name_that_stays_open_is_guessed() -> None:
    assert [(name, home) for name, home, code, _ in NAMES if code == "-" and linked(name, home) != "-"] == []


@pytest.mark.parametrize(
    ("name", "code", "former"),
    [("湟中县", "630106", "630122"), ("沙县", "350405", "350427"), ("酒泉市", "620902", "622102")],
)
def test_the_code_that_was_used_before_is_known(name: str, code: str, former: str) -> None:
    place = gazetteer.division(code)
    assert place is not None
    assert (name, former) in {(old.name, old.code) for old in gazetteer.formerly(place)}


def test_a_division_that_went_up_in_others_is_one_of_its_own() -> None:
    place = gazetteer.link("卢湾区", "上海市")
    assert place is not None and place.code == "310103"
    gone = gazetteer.withdrawal(place)
    assert gone is not None and (gone.year, gone.successors) == ("2011", ("310101",))
    assert [above.name for above in gazetteer.ancestors(place)] == ["上海市"]
    today = gazetteer.division("310101")
    assert today is not None and gazetteer.withdrawal(today) is None


def test_what_was_given_up_leads_to_divisions_of_today() -> None:
    tables = divisions.tables()
    listed = {old for olds in tables.withdrawn.values() for old in olds}
    assert len(listed) > 700
    for old in listed:
        assert 2000 <= int(old.year) <= 2025, old
        assert old.code == "" or (len(old.code) == 6 and old.code[:2] == old.successors[0][:2]), old
        assert all(code in tables.divisions and code not in tables.merged for code in old.successors), old


def test_no_code_of_today_is_that_of_a_division_that_went_up_in_others() -> None:
    today = {row[0].ljust(6, "0") for row in divisions.lines("divisions.txt.gz")}
    assert not today & set(divisions.tables().merged)


@pytest.mark.parametrize(
    ("home", "code", "rest"),
    [
        ("广东省深圳市深汕特别合作区", "", "深汕特别合作区"),
        ("河北省保定市西岭县", "", "西岭县"),
        ("河北省阜平", "130624", ""),
        ("朝阳区", "", "朝阳区"),
        ("", "", ""),
    ],
)
def test_a_document_is_a_divisions_only_where_the_whole_chain_is_known(home: str, code: str, rest: str) -> None:
    place = gazetteer.home_division(home)
    assert (place.code if place else "", gazetteer.rest(home)) == (code, rest)


@pytest.mark.parametrize(
    ("place", "scheme"),
    [("青海省", "gbt2260"), ("格尔木市", "gbt2260"), ("多巴镇", "nbs"), ("加格达奇区", "nbs"), ("苏州工业园区", "nbs")],
)
def test_codes_below_the_county_are_the_bureaus(place: str, scheme: str) -> None:
    found = gazetteer.locate(place)
    assert found is not None and gazetteer.scheme(found) == scheme
