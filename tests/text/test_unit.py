"""Units and what can be a capacity."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.collection import Collection

from kg.reference import ontology
from kg.text import lexicon, quantity
from kg.text.unit import MEASURED, UNIT_CLASS, capacities

FZ = rdflib.Namespace("https://w3id.org/fazhan/ontology#")


def sizes(text: str) -> list[str]:
    return [item.value + item.unit for item in capacities(text, quantity.find(text))]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (["20万千瓦"], "二十万千瓦光伏项目"),
        (["1200兆瓦"], "1,200兆瓦风电项目"),
        (["5000千伏安"], "5000千伏安变电站"),
        (["35千伏"], "35千伏变电站"),
        (["3×35万千瓦"], "３×35万千瓦热电项目"),
        (["100MW", "200MWh"], "100MW/200MWh储能电站"),
        (["500吨/日"], "500吨/日垃圾处理厂"),
        (["20万吨"], "20万吨级码头"),
        (["100万千瓦"], "百万千瓦风电基地"),
        (["20万吨"], "10—20万吨铝加工项目"),
        (["3万头"], "3万头奶牛养殖基地"),
        (["500张"], "500张床位医院"),
        (["20万千瓦"], "“岚山20万千瓦光伏项目”"),
        ([], "3台机组"),
        ([], "10件实事"),
        ([], "12亿元项目"),
        ([], "增长5%"),
        ([], "30家企业"),
        ([], "3000人"),
        ([], "千亿斤粮食产能提升"),
        ([], "省道109升级改造"),
        ([], "S10柳坪至白塔高速"),
    ],
)
def test_quantities_that_tell_how_large_a_thing_is(expected: list[str], text: str) -> None:
    assert sizes(text) == expected


@pytest.mark.parametrize("word", sorted(lexicon.words("unit", *MEASURED)))
def test_every_unit_that_measures_serves_as_a_capacity(word: str) -> None:
    assert sizes(f"岚山12万{word}项目") == ([] if word == "斤" else [f"12万{word}"])


def test_the_gate_lets_all_units_of_capacities_pass() -> None:
    shapes = rdflib.Graph().parse(ontology.folder() / ontology.SHAPES)
    (listed,) = shapes.objects(FZ["shape-capacity-unit"], rdflib.SH["in"])
    units = [ontology.unit(word) for word, kind in UNIT_CLASS.items() if kind in MEASURED | {"goods"}]
    assert {unit.canonical.value for unit in units if unit} == set(map(str, Collection(shapes, listed)))
