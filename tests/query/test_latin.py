"""Places in Latin letters: what a spelling may mean, that nothing is guessed, and that every door takes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import cli
from kg.errors import QueryError
from kg.query import ask, latin, memory, pinyin
from kg.query.binding import Source, called, unheard
from kg.reference import divisions
from kg.serve.names import Names


@pytest.mark.parametrize(
    ("spelling", "names"),
    [
        ("Golmud", ("格尔木",)),
        ("gelemu", ("格尔木",)),
        ("Ge'ermu Shi", ("格尔木市",)),
        ("golmudshi", ("格尔木市",)),
        ("Xining City", ("西宁市",)),
        ("Ürümqi", ("乌鲁木齐",)),
        ("Luliang", ("吕梁", "陆良")),
        ("Xi'an", ("西安",)),
        ("Xilingol League", ("锡林郭勒盟",)),
        ("Dalad Banner", ("达拉特旗",)),
        ("Haixi Mongol and Tibetan Autonomous Prefecture", ("海西蒙古族藏族自治州",)),
        ("Tibet Autonomous Region", ("西藏自治区",)),
        ("Hong Kong", ("香港",)),
        ("Shanxi", ("山西",)),
        ("Shaanxi", ("陕西",)),
        ("Chongqing", ("重庆",)),
        ("zhongqing", ()),
        ("Yulin", ("榆林", "玉林")),
        ("Yulin District", ()),
        ("Atlantis", ()),
    ],
)
def test_what_a_spelling_may_mean(spelling: str, names: tuple[str, ...]) -> None:
    assert latin.meant(spelling) == names


def test_every_division_down_to_the_county_can_be_spelled() -> None:
    unread = [
        place.name
        for place in divisions.tables().divisions.values()
        if place.level != "zone" and not any("a" <= letter <= "z" for letter in latin.key(pinyin.spelled(place.name)))
    ]
    spelled = {name for names in latin._spellings().values() for name in names}
    assert not unread
    assert all(not name.isascii() for name in spelled)
    assert len(spelled) > 3000


def test_the_rows_of_the_table_are_names_of_divisions_and_say_something() -> None:
    names = {
        next(iter(divisions.short_forms(place.name, place.level)), place.name)
        for place in divisions.tables().divisions.values()
    }
    rows = list(divisions.lines("romanized.tsv"))
    assert [name for name, *_ in rows if name not in names] == []
    assert len({name for name, *_ in rows}) == len(rows)
    for name, own, *others in rows:
        assert own != "-" or others
        assert own == "-" or latin.key(pinyin.spelled(name)) != latin.key(own) or not pinyin.spelled(name).isascii()


def graph(*names: str) -> Source:
    """A graph with some places."""
    import pyoxigraph as ox

    from kg.reference.terms import FZ, RDF, SKOS

    store = ox.Store()
    for number, name in enumerate(names):
        place = ox.NamedNode(f"https://example.org/id/place-{number}")
        store.add(ox.Quad(place, RDF.type, FZ.AdministrativeDivision))
        store.add(ox.Quad(place, SKOS.prefLabel, ox.Literal(name, language="zh")))
    return Source(store)


def test_of_places_that_are_spelled_alike_the_one_in_the_graph_is_meant() -> None:
    assert [node.value[-1] for node in called(graph("岚山区", "肃州区", "西宁市"), "Suzhou")] == ["1"]


def test_places_of_the_graph_that_are_spelled_alike_are_told_and_none_is_taken() -> None:
    with pytest.raises(QueryError, match="Suzhou: is how several places are spelled: "):
        called(graph("苏州市", "宿州市"), "Suzhou")


def test_a_place_that_no_list_has_is_found_by_the_pinyin_of_its_characters() -> None:
    source = graph("西岭县", "青岭县")
    assert [node.value[-1] for node in called(source, "Qingling")] == ["1"]
    assert [node.value[-1] for node in called(source, "Qingling County")] == ["1"]


def test_a_known_place_that_is_not_in_the_graph_is_told_by_its_name() -> None:
    (line,) = unheard(graph("西岭县"), "targets", {"place": "Golmud"})
    assert line.startswith("place: Golmud is 格尔木, of which the graph says nothing")


def test_questions_take_places_in_latin_letters(pair_build: Path) -> None:
    told = ask.answer(memory.load(pair_build), "which targets of Xiling County were missed in 2024")
    assert "西岭县" in told.read_as
    assert told.rows


def test_a_question_with_a_spelling_of_several_places_is_told(pair_build: Path) -> None:
    names = ask.Names({"place": frozenset({"苏州市", "宿州市"})}, 2024)
    with pytest.raises(QueryError, match="Suzhou is how several places are spelled: 宿州市、苏州市"):
        ask.slots("GDP of Suzhou in 2024", names)


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "targets", "--place", "Xiling"),
        ("query", "targets", "--param", "place=Xiling"),
        ("table", "--place", "Xiling", "--concept", "GDP"),
        ("explain", "Xiling"),
        ("ask", "GDP of Xiling in 2024"),
    ],
)
def test_every_command_takes_them(
    arguments: tuple[str, ...], pair_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*arguments, "--graph", str(pair_build / "graph.ttl")]) == 0
    out, err = capsys.readouterr()
    assert "西岭县" in out or "地区生产总值" in out
    if "query" in arguments:
        assert err == "place: Xiling = 西岭县\n"


def test_search_finds_them() -> None:
    names = Names("格尔木市\tAdministrativeDivision\thttps://example.org/1\n", "gems geermushi\n")
    assert [name.name for name in names.find("Golmud")] == ["格尔木市"]
