"""A graph too large for one page: an overview, pages by province beside it, each sentence one click away."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from chromium import Watched, until
from test_page_quality import axe_findings, show

from kg.export.page import split
from kg.export.page.tables import SHAPES
from kg.pipeline import builder

PAIR = Path(__file__).parents[1] / "pair"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Reports of two counties of two provinces, built as if they were too many for one page."""
    source = tmp_path_factory.mktemp("reports")
    for path in PAIR.glob("*.txt"):
        (source / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    told = (PAIR / "documents.csv").read_text(encoding="utf-8").replace("河北省保定市青港县", "甘肃省酒泉市青港县")
    (source / "documents.csv").write_text(told, encoding="utf-8")
    builder.build([source], source.parent / "whole")
    patch = pytest.MonkeyPatch()
    patch.setattr(split.survey, "FACTS", 50)
    builder.build([source], source.parent / "out")
    yield source, source.parent / "out"
    patch.undo()


def pages(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*.html"))}


def test_a_large_graph_is_an_overview_and_a_page_for_each_province(folder: tuple[Path, Path], tmp_path: Path) -> None:
    source, out = folder
    found = pages(out)
    assert list(found) == ["graph.html", "pages/13.html", "pages/62.html"]
    assert all(len(data) < 10_000_000 for data in found.values())
    builder.build([source], tmp_path / "again", jobs=1)
    assert pages(tmp_path / "again") == found


def test_pages_that_are_not_needed_any_more_go_and_other_files_stay(
    folder: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _ = folder
    builder.build([source], tmp_path / "out")
    (tmp_path / "out" / "pages" / "mine.html").write_text("mine")
    builder.retract(["qinggang-2024-report.txt"], tmp_path / "out")
    assert list(pages(tmp_path / "out")) == ["graph.html", "pages/13.html", "pages/mine.html"]
    (tmp_path / "out" / "pages" / "mine.html").unlink()
    monkeypatch.setattr(split.survey, "FACTS", 20_000)
    builder.add([source / "qinggang-2024-report.txt"], tmp_path / "out")
    assert list(pages(tmp_path / "out")) == ["graph.html"] and not (tmp_path / "out" / "pages").exists()


def test_a_province_that_weighs_more_than_a_page_has_several() -> None:
    survey = split.Survey()
    survey.sizes = [
        split.Size(at, (code, f"{at}县", "2024", f"{at}.txt"), 10, 3_000_000)
        for at, code in enumerate(("620000", "620100", "620200", "110000", ""))
    ]
    assert [(leaf.file, leaf.province, len(leaf.documents)) for leaf in survey.leaves()] == [
        ("00.html", "", 1), ("11.html", "北京市", 1), ("62-1.html", "甘肃省", 2), ("62-2.html", "甘肃省", 1),
    ]  # fmt: skip


def test_of_a_document_with_very_many_facts_the_first_are_shown() -> None:
    def piece(count: int) -> split.Source:
        return [lambda: {name: [[]] * (count if name == "observations" else 0) for name in SHAPES}]

    found, left = split.rows([*piece(5_000), *piece(5_000), *piece(10)])
    assert (len(found["observations"]), left) == (5_010, 5_000)


def test_of_a_place_the_newest_numbers_are_wanted_and_of_a_range_both_ends() -> None:
    survey, place = split.Survey(), "p"
    told = (("a", "exact", "2023"), ("b", "exact", "2024"), ("c", "at_least", "2025"), ("d", "at_most", "2025"))
    for iri, bound, period in told:
        row = [
            iri,
            "i",
            "5",
            "%",
            "growth",
            bound,
            "target",
            period,
            place,
            "5",
            "PERCENT",
            "indicator-gdp",
            "e",
            [],
            "",
        ]
        survey._number(row, {place: ("西岭县", "")})
    assert survey.wanted({name: [] for name in SHAPES}).observations == {"b", "c", "d"}


@pytest.mark.browser
def test_a_document_too_long_for_a_page_is_told_by_the_sentences_that_say_something(
    window: Watched, folder: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split.survey, "WEIGHT", 5_000)
    builder.build([folder[0]], tmp_path / "out")
    assert list(pages(tmp_path / "out")) == [
        "graph.html",
        *(f"pages/13-{at}.html" for at in (1, 2, 3)),
        "pages/62.html",
    ]
    page = window.open(tmp_path / "out" / "graph.html", "#lang=zh&view=targets&place=西岭县")
    quote = page.locator("#view-targets .quote .source", has_text="地区生产总值增长6%左右").first
    address = str(quote.get_attribute("href"))
    with (tmp_path / "out" / "tables" / "observations.csv").open(encoding="utf-8-sig") as file:
        starts = {row["start"] for row in csv.DictReader(file) if row["quote"] == "地区生产总值增长6%左右"}
    assert any(f"at={start}-" in address for start in starts), "offsets are those of the text"
    quote.click()
    until(page, "document.documentElement.dataset.ready && document.querySelector('#view-text .here')")
    assert "".join(page.locator("#view-text .here").all_inner_texts()) == "地区生产总值增长6%左右"
    assert "这里只是节选" in page.locator("#view-text").inner_text()
    assert len(page.locator(".body-text").inner_text()) < len(
        (PAIR / "xiling-2023-report.txt").read_text(encoding="utf-8")
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [pytest.param(1440, marks=pytest.mark.slow), 390])
def test_the_overview_tells_of_all_and_leads_to_the_whole_sentence(
    window: Watched, folder: tuple[Path, Path], width: int
) -> None:
    window.page.set_viewport_size({"width": width, "height": 844})
    page = window.open(folder[1].parent / "whole" / "graph.html", "#lang=zh")
    figures, trust = page.locator(".figures b").all_inner_texts(), page.locator(".grades").inner_text()
    page = window.open(folder[1] / "graph.html", "#lang=zh")
    assert page.locator(".figures b").all_inner_texts() == figures
    assert page.locator(".grades").inner_text() == trust
    assert page.locator(".pages li a").all_inner_texts() == ["河北省", "甘肃省"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_findings(page) == []
    show(page, "view=targets&lang=zh&place=西岭县")
    page.locator("#view-targets .quote .source", has_text="地区生产总值增长6%左右").first.click()
    until(page, "document.documentElement.dataset.ready && document.querySelector('#view-text .here')")
    assert page.url.partition("#")[0].endswith("pages/13.html")
    assert "".join(page.locator("#view-text .here").all_inner_texts()) == "地区生产总值增长6%左右"
    assert "一、2023年工作回顾" in page.locator("#view-text").inner_text(), "the whole text is there"
    page.locator("#tools .home").click()
    until(page, "document.documentElement.dataset.ready && document.querySelector('.pages')")
    assert window.complaints == []
    assert all(url.startswith("file:") for url in window.asked_for())


@pytest.mark.browser
def test_questions_in_the_overview_say_what_they_are_answered_from(window: Watched, folder: tuple[Path, Path]) -> None:
    window.page.set_viewport_size({"width": 1440, "height": 900})
    page = window.open(folder[1] / "graph.html", "#lang=zh&view=overview&ask=西岭县2024年地区生产总值目标")
    assert page.locator(".answer h2").inner_text() == "西岭县2024年地区生产总值目标：增长约6%。"
    assert "这一页只放各地主要指标" in page.locator(".answer .part").inner_text()
    assert "增长6%左右" in page.locator(".answer .evidence mark").inner_text()
