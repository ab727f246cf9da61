"""The same tables in eight formats state the same facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats import FORMATS
from made_tables import ALL, Fact, Made
from more_tables import MORE, PARTLY

from kg.extract.document import extract
from kg.model import Facts
from kg.read import inputs, read


def facts(folder: Path, made: Made, format_: str) -> Facts:
    name, written = FORMATS[format_]
    (folder / name).write_bytes(written(made))
    (folder / "documents.csv").write_text(f"file,place\n{name},河北省保定市翠屏县\n", encoding="utf-8")
    return extract(read(inputs([folder])[0]))


def stated(found: Facts) -> list[Fact]:
    return [
        (item.indicator, item.value, item.unit, item.measure, item.bound, item.status, item.period, item.place)
        for item in found.observations
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_nearly_all_cells_are_facts_and_nothing_else_is(tmp_path: Path, format_: str) -> None:
    """F1 of 0.98 at least over all tables together, of all fields at once."""
    right = found = expected = 0
    wrong = []
    for name, made in ALL.items():
        got = stated(facts(tmp_path, made, format_))
        same = set(got) & set(made.facts)
        right, found, expected = right + len(same), found + len(got), expected + len(made.facts)
        wrong += [f"{name} +{item}" for item in got if item not in same]
        wrong += [f"{name} -{item}" for item in made.facts if item not in same]
    assert expected >= 200
    assert 2 * right / (found + expected) >= 0.98, "\n".join(wrong)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", MORE)
def test_every_cell_is_its_fact(tmp_path: Path, name: str, format_: str) -> None:
    got = stated(facts(tmp_path, MORE[name], format_))
    if (name, format_) in PARTLY:
        assert set(got) <= set(MORE[name].facts)
    else:
        assert got == list(MORE[name].facts)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_list_of_projects_gives_each_with_what_its_columns_say(tmp_path: Path, format_: str) -> None:
    made = ALL["projects"]
    got = [
        (
            item.name, item.stage, item.status, item.period, "".join(map(str, item.capacity)), str(item.investment),
            item.places[-1], item.organizations[-1],
        )
        for item in facts(tmp_path, made, format_).projects
    ]  # fmt: skip
    assert got == list(made.projects)


@pytest.mark.parametrize("format_", FORMATS)
def test_evidence_is_the_row_from_its_label_to_its_figure(tmp_path: Path, format_: str) -> None:
    found = facts(tmp_path, ALL["products"], format_)
    text = found.document.text
    for item in found.observations:
        quote = text[item.start : item.end]
        assert quote.startswith(item.indicator.removesuffix("产量")) and item.value in quote.replace(",", "")
        assert item.sentence.start <= item.start < item.end <= item.sentence.end
        heads = {field: text[origin.span.start : origin.span.end] for field, origin in item.origins if origin.span}
        assert heads["indicator"] == "产量"
        assert item.measure == "level" or heads["unit"] == "比上年增长(%)"
