"""The package as a library: build, ask, load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.errors import InputError, QueryError

TEXT = "西岭市2024年发展回眸\n2024年，西岭市地区生产总值421.17亿元，同比增长5.6%。\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.Graph:
    folder = tmp_path_factory.mktemp("in")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    return kg.build([folder])


def test_a_graph_is_built_and_asked(graph: kg.Graph) -> None:
    found = {row["value"]: row for row in graph.query("observations")}
    assert set(found) == {"421.17", "5.6"}
    assert found["421.17"]["quote"] == TEXT[int(found["421.17"]["start"]) : int(found["421.17"]["end"])]
    assert "place" not in found["5.6"]


def test_a_file_that_cannot_be_read_is_told(graph: kg.Graph) -> None:
    assert [Path(failure.where).name for failure in graph.failures] == ["b.txt"]


def test_a_thing_is_explained(graph: kg.Graph) -> None:
    assert "421.17亿元" in graph.explain("地区生产总值")
    with pytest.raises(QueryError):
        graph.query("no-such-query")


def test_what_changed_since_an_earlier_graph(graph: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(TEXT.replace("421.17", "500"), encoding="utf-8")
    later = kg.build([tmp_path / "c.txt"])
    assert [change.kind for change in later.changes(since=graph)] == ["document-added", "document-removed"]
    assert graph.changes(since=graph) == ()


def test_what_is_written_is_what_is_loaded(graph: kg.Graph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(graph.turtle(), encoding="utf-8")
    assert kg.load(tmp_path / "graph.ttl").turtle() == graph.turtle()


def test_a_path_may_be_given_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        kg.build(str(tmp_path / "nowhere"))


def test_to_import_the_package_costs_nothing() -> None:
    code = "import sys, kg; print([name for name in sys.modules if name.startswith('kg.') or name == 'pyoxigraph'])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        kg.nothing  # noqa: B018
