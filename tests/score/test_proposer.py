"""Fitting the model that proposes organizations: what it is given, and that the shipped table is what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.score import proposer
from kg.score.gold import read_passages

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
    labels = [row for _, row in proposer.labelled(PASSAGES)]
    named = [row for row in labels if "B" in row]
    assert len(named) == len(PASSAGES)
    assert all(row[row.index("B") :].count("I") >= 1 for row in named)


def test_the_longer_of_two_names_is_marked() -> None:
    assert proposer._spans("翎瑞集团特材公司", ["翎瑞集团", "翎瑞集团特材公司"]) == [(0, 8)]


def test_the_same_passages_give_the_same_table() -> None:
    pytest.importorskip("pycrfsuite")
    tables = [proposer.fit(proposer.labelled(PASSAGES)) for _ in range(2)]
    assert tables[0] == tables[1]
    assert any(row[0] > 0 for name, row in tables[0].items() if not name.startswith(">"))


@pytest.mark.slow
def test_the_shipped_table_is_what_fitting_gives() -> None:
    pytest.importorskip("pycrfsuite")
    files = [ROOT / "tests" / "gold" / "seeds.jsonl", *(GOLD / name for name in proposer.SOURCES[1:])]
    if not all(path.exists() for path in files):
        pytest.skip("the passages are not here")
    passages = read_passages(files)
    table = proposer.render(proposer.fit(proposer.labelled(passages)), [path.name for path in files])
    assert table == proposer.WEIGHTS.read_text(encoding="utf-8"), "fit it anew: make proposer"
