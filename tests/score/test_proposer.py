"""Fitting the models that propose names: what they are given, and that the shipped tables are what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.score import proposer
from kg.score.gold import read_passages

FIRMS = next(kind for kind in proposer.KINDS if kind.records == "organizations")
ROOT = Path(__file__).parents[2]
GOLD = ROOT.parent / "shared" / "gold"
PASSAGES = [
    {
        "id": f"p{number}",
        "title": "翎瑞县2024年工作回顾",
        "place": "青海省西宁市",
        "year": 2024,
        "kind": "report",
        "text": f"翎瑞县2024年工作回顾\n翎{letter}特材有限公司增资扩产。粮食产量5万吨。",
        "organizations": [{"name": f"翎{letter}特材有限公司"}],
        "observations": [],
        "projects": [],
        "places": [],
        "industries": [],
    }
    for number, letter in enumerate("午岭瑞鼎沃")
]


def test_names_are_marked_where_they_stand() -> None:
    labels = [row for _, row in proposer.labelled(PASSAGES, FIRMS)]
    named = [row for row in labels if "B" in row]
    assert len(named) == len(PASSAGES)
    assert all(row[row.index("B") :].count("I") >= 1 for row in named)


def test_the_longer_of_two_names_is_marked_and_none_inside_another() -> None:
    assert proposer._spans("翎瑞集团特材公司", {"翎瑞集团": True, "翎瑞集团特材公司": True}) == [(0, 8)]
    assert proposer._spans("特材产业园和特材产业", {"特材产业园": False, "特材产业": True}) == [(6, 10)]


def test_a_nested_name_is_none_of_its_own() -> None:
    passage = {"places": [{"name": "翎瑞县"}], "organizations": [{"name": "翎瑞", "nested": True}]}
    passage["projects"] = [{"name": "翎瑞县水厂"}]
    assert proposer._wanted(passage, FIRMS) == {"翎瑞县": False, "翎瑞": False, "翎瑞县水厂": False}
    assert proposer._wanted(passage, proposer.PROJECTS) == {"翎瑞县水厂": True}


def test_a_passage_where_a_kind_was_not_annotated_teaches_nothing_of_it() -> None:
    told = [{name: value for name, value in passage.items() if name != "organizations"} for passage in PASSAGES]
    assert list(proposer.labelled(told, FIRMS)) == []


def test_the_same_passages_give_the_same_table() -> None:
    pytest.importorskip("pycrfsuite")
    tables = [proposer.fit(proposer.labelled(PASSAGES, FIRMS), FIRMS.penalties) for _ in range(2)]
    assert tables[0] == tables[1]
    assert any(row[0] > 0 for name, row in tables[0].items() if not name.startswith(">"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", proposer.KINDS, ids=lambda kind: kind.records)
def test_the_shipped_table_is_what_fitting_gives(kind: proposer.Kind) -> None:
    pytest.importorskip("pycrfsuite")
    files = [
        next((at / name for at in (ROOT / "tests" / "gold", GOLD) if (at / name).exists()), GOLD / name)
        for name in proposer.SOURCES
    ]
    if not all(path.exists() for path in files):
        pytest.skip("the passages are not here")
    passages = read_passages(files, needed=())
    told = proposer.fit(proposer.labelled(passages, kind), kind.penalties)
    table = proposer.render(told, [path.name for path in files])
    assert table == kind.table.read_text(encoding="utf-8"), "fit it anew: make proposer"
