"""Our figures are those of the official scorer, to the third decimal."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import InputError
from kg.score import figures, gold
from kg.text.likeness import squeeze

HERE = Path(__file__).parent.parent
SEEDS = HERE / "gold" / "seeds.jsonl"
OFFICIAL = HERE.parent.parent / "shared" / "gold" / "score.py"

Rows = dict[str, list[dict[str, str]]]


def observation(indicator: str, value: str, unit: str, **other: str) -> dict[str, str]:
    plain = {"measure": "level", "bound": "exact", "status": "achieved", "period": "2024"}
    return {
        "indicator": indicator,
        "value": value,
        "unit": unit,
        "quote": f"{indicator}{value}{unit}",
        **plain,
        **other,
    }


def project(name: str, **other: Any) -> dict[str, Any]:
    return {"name": name, "stage": "building", "status": "achieved", "period": "2024", "capacity": [], **other}


PASSAGE = {
    "id": "case-1",
    "text": "",
    "observations": [
        observation("地区生产总值", "421.17", "亿元"),
        observation("地区生产总值", "5.6", "%", measure="growth"),
        observation("老旧小区", "15", "个"),
        observation("高标准农田", "60", "万亩", status="target", period="2025"),
    ],
    "projects": [
        project("南山抽水蓄能电站", capacity=[{"value": "120", "unit": "万千瓦"}]),
        project("南山抽水蓄能 电站", capacity=[{"value": "120", "unit": "万千瓦"}]),
        project("河东热电联产二期2×660兆瓦煤电项目", stage="started", capacity=[{"value": "2×660", "unit": "兆瓦"}]),
    ],
    "places": [{"name": "河东区"}, {"name": "南山"}, {"name": "东原油田", "nested": True}],
    "industries": [{"name": "新材料产业"}, {"name": "生态旅游"}],
    "organizations": [{"name": "河东热电有限责任公司"}, {"name": "第二人民医院"}],
}
TABLES: Rows = {
    "observations": [
        observation("全市地区生产总值", "421.17", "亿元"),
        observation("地区生产总值", "5.6", "%", measure="growth", bound="about"),
        observation("改造老旧小区", "15", "个"),
        observation("高标准农田", "600000", "亩", status="target", period="2025"),
        observation("游客", "15", "个"),
    ],
    "projects": [
        project("南山抽水蓄能电站", capacity="120万千瓦"),
        project("河东热电联产二期煤电项目", stage="started", capacity="2x660兆瓦"),
        project("产业园", capacity=""),
    ],
    "places": [{"name": "河东", "mentions": "河东|河东区"}, {"name": "东原油田", "mentions": ""}, {"name": "西岭"}],
    "industries": [{"name": "新材料产业链", "mentions": "新材料"}, {"name": "旅游", "mentions": "旅游"}],
    "organizations": [{"name": "河东热电公司", "mentions": "河东热电"}, {"name": "第二人民医院", "mentions": "二院"}],
}
# As the official scorer gave them for this case.
FIGURES = json.loads((HERE / "golden" / "score" / "figures.json").read_text(encoding="utf-8"))


def of_document(name: str, tables: Rows) -> Rows:
    return {kind: [{"document": name, **row} for row in rows] for kind, rows in tables.items()}


def write(folder: Path, tables: Rows) -> Path:
    for kind, rows in tables.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            names = dict.fromkeys(name for row in rows for name in row)
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def perturbed(passages: list[dict[str, Any]]) -> Rows:
    """A build that errs: every fifth record is lost, every third bent, by rule and not by chance."""
    tables: Rows = {kind: [] for kind in gold.KINDS}
    for passage in passages:
        for kind in gold.KINDS:
            for index, record in enumerate(passage[kind]):
                if index % 5:
                    tables[kind].append(bent({"document": passage["doc"], **record}, index))
    return tables


def bent(row: dict[str, Any], index: int) -> dict[str, str]:
    name = "indicator" if "indicator" in row else "name"
    if index % 3 == 0:
        row[name] = row[name][2:] if index % 2 else f"全市{row[name]}的"
        row |= {"bound": "about", "stage": "planned"}
    row["mentions"] = f"{row[name]}|{row[name][:-2]}"
    if isinstance(row.get("capacity"), list):
        row["capacity"] = "|".join(part["value"] + part["unit"] for part in row["capacity"])
    wanted = (
        "document",
        name,
        "value",
        "unit",
        "measure",
        "bound",
        "status",
        "period",
        "stage",
        "capacity",
        "mentions",
    )
    return {key: str(row[key]) for key in wanted if key in row}


def test_the_figures_of_a_small_case_are_the_official_ones() -> None:
    assert figures.as_json(figures.score([PASSAGE], of_document("case-1.txt", TABLES))) == FIGURES


@pytest.mark.skipif(not OFFICIAL.exists(), reason="the official scorer is not beside the project")
def test_the_official_scorer_agrees_on_whole_documents(tmp_path: Path) -> None:
    passages = gold.read_passages([SEEDS])
    folder = write(tmp_path, perturbed(passages))
    command = [sys.executable, str(OFFICIAL), str(SEEDS), "--tables", str(folder), "--json"]
    official = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    assert figures.as_json(figures.score(passages, gold.read_tables(folder))) == official


def test_whole_documents_score_as_frozen(tmp_path: Path) -> None:
    passages = gold.read_passages([SEEDS])
    total = figures.score(passages, gold.read_tables(write(tmp_path, perturbed(passages))))
    frozen = json.loads((HERE / "golden" / "score" / "perturbed.json").read_text(encoding="utf-8"))
    assert figures.as_json(total) == frozen


def test_gold_against_itself_is_perfect() -> None:
    passages = gold.read_passages([SEEDS])
    tables = {kind: [{"document": p["doc"], **r} for p in passages for r in p[kind]] for kind in gold.KINDS}
    tables["projects"] = list({row["document"] + squeeze(row["name"]): row for row in tables["projects"]}.values())
    assert {count.figures for count in figures.score(passages, tables).counts.values()} == {(1.0, 1.0, 1.0)}


def test_nothing_made_scores_nothing() -> None:
    total = figures.score([PASSAGE], {kind: [] for kind in gold.KINDS})
    assert total.f1("places") == 0.0
    assert "places" in figures.render(total)


def test_what_was_missed_and_made_up_is_listed() -> None:
    total = figures.score([PASSAGE], of_document("case-1.txt", TABLES))
    assert total.differences["observations"] == ["+ case-1.txt 游客 15个 游客15个"]
    assert total.differences["places"] == ["- case-1.txt 南山", "+ case-1.txt 西岭"]
    assert total.differences["organizations"] == ["- case-1.txt 河东热电有限责任公司", "+ case-1.txt 河东热电公司"]


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        (True, ("60", "万吨"), ("600000", "吨")),
        (True, ("2x660", "兆瓦"), ("2×660", "兆瓦")),
        (True, ("660", "兆瓦"), ("660", "MW")),
        (True, ("5.6", "百分点"), ("5.60", "个百分点")),
        (True, ("30", "万套（间）"), ("300000", "套")),
        (False, ("5.6", "%"), ("5.6", "个百分点")),
        (False, ("60", "吨"), ("60.1", "吨")),
    ],
)
def test_amounts_are_compared_in_the_bare_unit(expected: bool, a: tuple[str, str], b: tuple[str, str]) -> None:
    assert figures.same_amount(figures.amount(*a), figures.amount(*b)) is expected


@pytest.mark.parametrize(
    ("expected", "a", "b"),
    [
        (True, "2024-H1", "2024-01/2024-06"),
        (True, "2024-Q3", "2024-07/2024-09"),
        (False, "2024-H2", "2024"),
        (False, "2024-09", "2024-Q3"),
    ],
)
def test_half_years_and_quarters_are_their_months(expected: bool, a: str, b: str) -> None:
    assert figures.same("period", {"period": a}, {"period": b}) is expected


@pytest.mark.parametrize(
    ("expected", "reader", "made"),
    [
        (True, "新增绿色工厂", "绿色工厂"),
        (True, "规模以上工业增加值", "规模以上工业增加值"),
        (False, "市级政府性基金预算收入", "收入"),
    ],
)
def test_an_indicator_is_well_named_where_it_says_as_much_as_the_readers(
    expected: bool, reader: str, made: str
) -> None:
    assert figures.well_named({"indicator": reader}, {"indicator": made}) is expected


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", "g.jsonl, line 1: is not JSON"),
        ("[]", "g.jsonl, line 1: lacks id, text, observations"),
        ('{"id": "a"}', "g.jsonl, line 1: lacks text, observations"),
    ],
)
def test_a_broken_gold_file_is_named_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "g.jsonl").write_text(text)
    with pytest.raises(InputError, match=line):
        gold.read_passages([tmp_path / "g.jsonl"])


def test_missing_and_foreign_tables_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"observations\.csv: no such file or directory; give the tables/ folder"):
        gold.read_tables(tmp_path)
    write(tmp_path, {kind: [{"a": "b"}] for kind in gold.KINDS})
    with pytest.raises(InputError, match="has no column `document`"):
        gold.read_tables(tmp_path)
