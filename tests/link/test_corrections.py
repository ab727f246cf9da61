"""Corrections of the user: what a line may say, which fact it means, and what is said where that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.errors import InputError
from kg.link import corrections
from kg.pipeline import builder, parts
from kg.query import memory

REPORT = """西岭县2024年政府工作报告
一、2024年工作回顾
全县地区生产总值210.5亿元，增长5.8%。粮食产量30万吨。云岭新能源有限公司20万千瓦风电项目开工建设，总投资12亿元。
"""
GDP = f"report.txt\t地区生产总值210.5亿元\t{REPORT.index('地区生产总值')}"
GROWTH = f"report.txt\t地区生产总值210.5亿元，增长5.8%\t{REPORT.index('地区生产总值')}"
GRAIN = f"report.txt\t粮食产量30万吨\t{REPORT.index('粮食产量')}"


def built(folder: Path, *lines: str) -> kg.Graph:
    folder.mkdir(exist_ok=True)
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "corrections.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return kg.build(folder, jobs=1)


def rows(made: kg.Graph, query: str = "observations") -> list[dict[str, str]]:
    columns, found = memory.run(made.store, query)
    return [dict(zip(columns, row, strict=True)) for row in found]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("report.txt\tx", "has 2 columns; write: document, quote, offset, field, value, who"),
        (f"{GDP}\tvlaue\t3", "'vlaue' is no field; did you mean value"),
        (f"{GDP}\tvalue\t211.5亿元", "is a number with its unit; write 211.5, and 亿元 in a line of its own"),
        (f"{GDP}\tvalue\t二百", "is not a number; write it as the tables do"),
        (f"{GDP}\tunit\t亿亿斛", "the unit '亿亿斛' is not known"),
        (f"{GDP}\tstatus\treached", "'reached' is no status"),
        (f"{GDP}\tperiod\t去年", "is not a period such as 2025"),
        (f"{GDP}\twrong\t3", "is wrong, and has a value too"),
        ("report.txt\t粮食产量\tx\twrong", "'x' is no offset"),
        ("report.txt\t粮食产量\t\tmissed\tindicator=a; value=1", "without saying where"),
        (f"{GRAIN}\tmissed\tvalue=3", "tells neither indicator and value nor the name of a project"),
        (f"{GRAIN}\tmissed\tindicator=a; value=3; stage=building", "'stage' is no field of such a fact"),
        (f"{GDP}\tinvestment\t3公里", "is no money"),
        ("\t粮食产量\t3\twrong", "names no document"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(line: str, reason: str) -> None:
    with pytest.raises(InputError) as error:
        corrections.parse(f"# a comment\n{line}\n", "corrections.tsv")
    assert str(error.value).startswith("corrections.tsv:2: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "lines",
    [
        (f"{GDP}\tvalue\t211", f"{GDP}\tvalue\t212"),
        (f"{GDP}\twrong", f"{GDP}\tvalue\t212"),
        (f"{GDP}\tvalue\t212", f"{GDP}\twrong"),
    ],
)
def test_lines_that_contradict_each_other_are_refused(lines: tuple[str, str]) -> None:
    with pytest.raises(InputError, match=r"c\.tsv:.*c\.tsv:.*; take one of the two out"):
        corrections.parse("\n".join(lines), "c.tsv")


def test_the_same_line_twice_is_one_and_a_head_is_none() -> None:
    text = f"document\tquote\toffset\tfield\tvalue\twho\n{GDP}\tvalue\t212\n{GDP}\tvalue\t212\n"
    assert len(corrections.parse(text, "c.tsv")) == 1


def test_a_value_is_mended_a_fact_taken_out_and_one_added(tmp_path: Path) -> None:
    made = built(
        tmp_path / "in",
        f"{GDP}\tvalue\t211.5\t李明",
        f"{GRAIN}\twrong\t\t李明",
        f"{GRAIN}\tmissed\tindicator=粮食总产量; value=31; unit=万吨\t王芳",
    )
    assert made.stale == ()
    found = {row["indicator"]: row for row in rows(made)}
    assert found["地区生产总值"]["value"] in ("211.5", "5.8")
    told = {(row["indicator"], row["value"], row["unit"], row["period"], row["status"]) for row in rows(made)}
    assert told == {
        ("地区生产总值", "211.5", "亿元", "2024", "achieved"),
        ("地区生产总值", "5.8", "%", "2024", "achieved"),
        ("粮食总产量", "31", "万吨", "2024", "achieved"),
    }
    assert found["粮食总产量"]["confidence"] == "1"
    said = {(row["field"], row["before"], row["right"], row["who"], bool(row["fact"]))
            for row in rows(made, "corrections")}  # fmt: skip
    assert said == {
        ("value", "210.5", "211.5", "李明", True),
        ("wrong", "粮食产量 30万吨 2024", "", "李明", False),
        ("missed", "", "粮食总产量 31万吨 2024", "王芳", True),
    }
    assert "from corrections.tsv" in made.explain("粮食总产量")


def test_a_fact_is_found_by_its_iri_too(tmp_path: Path) -> None:
    before = next(row for row in rows(built(tmp_path / "in")) if row["value"] == "30")
    made = built(tmp_path / "in", f"report.txt\t{before['iri']}\t\tvalue\t32")
    assert "32" in {row["value"] for row in rows(made)}


def test_a_project_is_mended(tmp_path: Path) -> None:
    (before,) = rows(built(tmp_path / "in"), "projects")
    spot = f"report.txt\t{before['quote']}\t{before['start']}"
    made = built(tmp_path / "in", f"{spot}\tstage\tbuilding", f"{spot}\tinvestment\t13亿元")
    (after,) = rows(made, "projects")
    assert (before["stage"], after["stage"], after["investment"]) == ("started", "building", "13亿元")
    assert rows(built(tmp_path / "in", f"{spot}\twrong"), "projects") == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("report.txt\t粮食产量40万吨\t77\tvalue\t41", "the document does not say that any more"),
        ("report.txt\t粮食产量30万吨\t3\tvalue\t41", f"these words begin at {REPORT.index('粮食产量')} now"),
        (f"report.txt\t粮食\t{REPORT.index('粮食产量')}\tvalue\t4", "what is found there is now 「粮食产量30万吨」"),
        ("report.txt\t西岭县2024年政府工作报告\t0\tvalue\t4", "no fact is found there any more"),
        ("report.txt\thttps://example.org/nothing\t\twrong", "no such fact is in the document any more"),
        (f"{GDP}\tvalue\t210.5", "is so already; take the line out"),
        (f"{GDP}\tunit\t万人", "万人 counts something else than 亿元"),
        (f"{GRAIN}\tmissed\tindicator=粮食产量; value=30; unit=万吨", "is found without the line now"),
    ],
)
def test_what_does_not_hold_is_told_and_leaves_the_facts_as_they_are(tmp_path: Path, line: str, reason: str) -> None:
    made = built(tmp_path / "in", line)
    (stale,) = made.stale
    assert reason in stale and "; " in stale and "\n" not in stale
    assert {row["value"] for row in rows(made)} == {"210.5", "5.8", "30"}
    assert rows(made, "corrections") == []


def test_a_document_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"'repot\.txt' is no document of this build; did you mean report\.txt"):
        built(tmp_path / "in", "repot.txt\t粮食产量30万吨\t77\twrong")


def test_corrections_outlive_builds_and_are_counted(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    built(folder, f"{GDP}\tvalue\t211.5\t李明", f"{GDP}\tmeasure\tlevel")
    result = builder.build([folder], out, jobs=1)
    assert (result.stale, len(result.notes)) == (1, 1)
    report = (out / "report.txt").read_text(encoding="utf-8")
    assert "Corrected by corrections.tsv (1)" in report
    assert f"report.txt, {REPORT.index('地区生产总值')}: value: 210.5 -> 211.5 (李明)" in report
    assert "Corrections that do not hold (1)" in report
    graph = (out / "graph.ttl").read_bytes()
    (tmp_path / "other.txt").write_text("青岭县2024年，粮食产量3万吨。", encoding="utf-8")
    builder.add([tmp_path / "other.txt"], out, jobs=1)
    assert "211.5" in (out / "graph.ttl").read_text(encoding="utf-8")
    builder.retract(["other.txt"], out, jobs=1)
    assert (out / "graph.ttl").read_bytes() == graph


def test_only_the_documents_that_changed_lines_are_about_are_read_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "other.txt").write_text("青岭县2024年，粮食产量3万吨。", encoding="utf-8")
    builder.build([folder], out, jobs=1)
    (folder / "corrections.tsv").write_text(f"{GDP}\tvalue\t211.5\n{GRAIN}\twrong\n", encoding="utf-8")
    assert builder.build([folder], out, jobs=1).known == 1
    builder.build([folder], tmp_path / "fresh", jobs=1)
    for name in builder.FILES:
        if name != parts.MANIFEST:
            assert (out / name).read_bytes() == (tmp_path / "fresh" / name).read_bytes(), name
    assert builder.build([folder], out, jobs=1).known == 2


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.tsv").write_text("", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "corrections.tsv").symlink_to(tmp_path / "elsewhere.tsv")
    with pytest.raises(InputError, match="leads out of its folder"):
        kg.build(folder, jobs=1)
