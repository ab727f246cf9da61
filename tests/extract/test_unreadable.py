"""A text without the ends of sentences: set aside whole, in one line that says so, in little time and memory."""

from __future__ import annotations

from kg.extract.document import extract
from kg.model import Document, Facts, Origin, Told


def facts(text: str) -> Facts:
    title, place, year, kind, date = (Told(value, Origin("manifest")) for value in ("", "", "2024", "report", ""))
    return extract(Document("", text, "", title, place, year, kind, date))


def test_data_in_a_row_is_set_aside_in_one_line_and_what_stands_beside_it_is_read() -> None:
    found = facts("全市新增就业3.5万人。\n" + "5亿元，" * 6_000 + "\n城镇登记失业率3.1%。\n")
    ((span, reason),) = found.set_aside
    assert reason == "has 24,000 characters without the end of a sentence: no rule reads that"
    assert found.document.text[span.start : span.end] == "5亿元，" * 20
    assert [item.value for item in found.observations] == ["3.5", "3.1"]


def test_a_long_list_between_semicolons_is_read() -> None:
    found = facts("".join(f"新建第{number}小学，投资{number}万元；" for number in range(1000, 2500)))
    assert not any("no rule reads that" in reason for _, reason in found.set_aside)
