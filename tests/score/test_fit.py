"""Fitting the judge: what tells right from wrong gets weight, what does not gets little; calibration is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.confidence import judge
from kg.score import fit, gold

ROUNDS = Path(__file__).parents[3] / "shared" / "gold" / "rounds"


def _examples(right: int, wrong: int) -> list[fit.Example]:
    """Facts of ten documents: those with `good` are right, those with `bad` wrong, and half of both have `idle`."""
    made = []
    for label, count, name in ((True, right, "good"), (False, wrong, "bad")):
        for number in range(count):
            features = (name, "idle") if number % 2 else (name,)
            made.append(fit.Example(f"document {number % 10}", "observation", features, label, label))
    return made


def test_what_tells_right_from_wrong_is_weighed() -> None:
    weights = fit.fit(_examples(60, 40))
    assert weights["observation", "good"].right > 50
    assert weights["observation", "bad"].right < -50
    assert abs(weights.get(("observation", "idle"), judge.Weight(0, 0, 50)).right) < 10


def test_what_rules_were_written_by_teaches_what_is_no_fact_and_not_how_sure_one_is() -> None:
    read = [fit.Example("read", "observation", ("idle",), False, False) for _ in range(200)]
    alone, taught = fit.fit(_examples(60, 40)), fit.fit(_examples(60, 40), read)
    nothing = judge.Weight(0, 0, 0)
    before, after = (told.get(("observation", "idle"), nothing) for told in (alone, taught))
    assert after.fact < before.fact - 50
    assert taught["observation", "good"].right == alone["observation", "good"].right


def test_fitting_is_the_same_in_any_order_of_the_features() -> None:
    rows = _examples(30, 30)
    turned = [fit.Example(row.document, row.kind, row.features[::-1], row.is_fact, row.is_right) for row in rows]
    assert fit.fit(rows) == fit.fit(turned)


def test_each_document_is_judged_by_what_the_others_taught() -> None:
    rows = _examples(60, 60)
    judged = fit.cross(rows)
    assert sorted(row.document for row, _ in judged) == sorted(row.document for row in rows)
    assert all((told.right > 0.5) == row.is_right for row, told in judged)


def test_calibration_is_the_mean_distance_by_tenths() -> None:
    honest = sorted([(0.8, number % 5 > 0) for number in range(100)])
    boastful = [(0.9, number % 5 > 0) for number in range(100)]
    assert fit.calibration(honest)[0] >= 0
    assert sum(said - so for said, so in boastful) / 100 == pytest.approx(0.1)
    assert fit.calibration(boastful) == (pytest.approx(0.1), pytest.approx(0.1))


def test_a_passage_becomes_examples_with_their_truth() -> None:
    text = "2024年工作回顾\n全市固定资产投资增长6.5%，建成公厕12座。\n"
    known = {"indicator": "固定资产投资", "value": "6.5", "unit": "%", "measure": "growth", "bound": "exact"}
    passage = {
        "id": "made-up", "title": "西岭县政府工作报告", "place": "西岭县", "year": 2024, "kind": "report", "text": text,
        "observations": [known | {"status": "achieved", "period": "2024"}],
        "projects": [], "places": [], "industries": [], "organizations": [],
    }  # fmt: skip
    told = fit.examples([passage])
    assert [(row.is_fact, row.is_right) for row in told] == [(True, True), (False, False)]


@pytest.mark.slow
@pytest.mark.skipif(not ROUNDS.exists(), reason="the passages that the judge is fitted on are not here")
def test_the_table_is_what_fitting_on_the_named_passages_gives() -> None:
    unread, read = (
        fit.examples(gold.alone(gold.read_passages(ROUNDS / f"{number}.jsonl" for number in numbers)))
        for numbers in ((5, 6), (1, 2, 3, 4))
    )
    shipped = (Path(judge.__file__).parent / "weights.tsv").read_text(encoding="utf-8")
    assert judge.write(fit.fit(unread, read)) == shipped, "make it anew: make confidence"
