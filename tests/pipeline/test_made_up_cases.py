"""The made-up cases of documents that lie beside the project: what a document is, its periods, places and tables.

Each case is one document; `made_up` holds what must be read of it, by kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import documents, indicators, numbers, projects, tables
from made_up.expected import Expected

from kg.model import Facts, Observation, Project
from kg.pipeline.worker import facts
from kg.read import Source, read

CASES = Path(__file__).parents[2].parent / "shared" / "cases" / "documents.tsv"
pytestmark = pytest.mark.skipif(not CASES.exists(), reason="needs the made-up cases beside the project")

_WHOLE_FILES = ("meta", "boilerplate", "table", "place from")
_ESCAPE = re.compile(r"\\([\\nt])")
_ESCAPED = {"\\": "\\", "n": "\n", "t": "\t"}


EXPECTED = (
    *documents.EXPECTED,
    *numbers.EXPECTED,
    *indicators.EXPECTED,
    *projects.EXPECTED,
    *tables.EXPECTED,
)

# Places in a list that no list of divisions has; one that a sentence only places and prices; roads that a list of works
# begins with; scenic areas that stand already and are improved.
NOT_YET = frozenset({19, 36, 44, 54, 55})


def cases() -> list[tuple[str, str]]:
    """(kind, text) of every case, in order."""
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[0], _ESCAPE.sub(lambda found: _ESCAPED[found[1]], row[1])) for row in rows]


def source(kind: str, text: str, folder: Path) -> Source:
    """The file of a case, as its kind wants it, with the row of documents.csv of one that is no whole document."""
    if text.startswith("(docx)"):
        return _docx(folder)
    row = {}
    if not kind.startswith(_WHOLE_FILES) and not text.startswith("<html>") and "\n" not in text:
        year, said = ("2020", "plan") if text.startswith("“十四五”") else ("2023", "report")
        row = {"place": "西岭县", "year": year, "kind": said}
        text = f"2023年工作\n{text}"
    path = folder / f"document.{_suffix(kind, text)}"
    path.write_text(text, encoding="utf-8")
    return Source(path, path.name, row)


def _suffix(kind: str, text: str) -> str:
    return "html" if text.startswith("<html>") else "csv" if "(csv)" in kind else "txt"


def _docx(folder: Path) -> Source:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for line in ("高阳县2024年政府工作报告", "一、2023年工作回顾"):
        made.add_paragraph(line)
    table = made.add_table(3, 3)
    table.cell(0, 0).text = "指标"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2023年完成"
    for at, row in enumerate((("粮食产量（万吨）", "21.4", "增长2.1%"), ("生猪出栏（万头）", "14.2", "下降3.3%")), 1):
        for cell, text in zip(table.rows[at].cells, row, strict=True):
            cell.text = text
    path = folder / "document.docx"
    made.save(str(path))
    return Source(path, path.name)


def observation(item: Observation) -> str:
    measured = f"{item.value} {item.unit} {item.measure}"
    where = f" {item.place}" if item.place else ""
    return f"{item.indicator} | {measured} | {item.status} {item.period}{where}"


def project(item: Project) -> str:
    sizes, places = "、".join(map(str, item.capacity)), "、".join(item.places)
    return f"{item.name} | {item.stage} {item.status} {item.period} | {item.investment or ''} | {sizes} | {places}"


def lines(found: Facts) -> Iterator[str]:
    """All facts and names, each as a line."""
    yield from map(observation, found.observations)
    yield from map(project, found.projects)
    yield from (f"name {mention.name}" for mention in found.mentions)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda item: f"{item.row}-{item.kind}")
def test_case(expected: Expected, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if expected.row in NOT_YET:
        request.applymarker(pytest.mark.xfail(strict=True, reason="not read yet"))
    kind, text = cases()[expected.row]
    assert kind == expected.kind
    document = read(source(kind, text, tmp_path))
    found = facts(document)
    assert {name: getattr(document, name).value for name, _ in expected.document} == dict(expected.document)
    observations = {observation(item) for item in found.observations}
    assert set(expected.observations) <= observations
    assert not expected.only or observations == set(expected.observations)
    assert set(expected.projects) <= {project(item) for item in found.projects}
    assert not (expected.no_projects and found.projects)
    assert set(expected.names) <= {mention.name for mention in found.mentions}
    assert [line for line in lines(found) for part in expected.never if part in line] == []
    assert expected.flag in " ".join(document.flags)
