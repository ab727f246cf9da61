"""A graph on disk: loaded once, loaded anew when its file changes, whole or not at all."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import InputError, OutputError
from kg.query import disk

ONE = '<http://a/s> <http://a/p> "1" <http://a/g1> .\n<http://a/s> <http://a/p> "1" <http://a/g2> .\n'
TWO = ONE + '<http://a/s> <http://a/p> "2" <http://a/g2> .\n'
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_text(ONE)
    return path


def counted(opened: disk.Opened) -> int:
    row = next(iter(Store.read_only(str(opened.store)).query(COUNT)))  # type: ignore[arg-type]
    return int(row["n"].value)


def test_the_default_graph_holds_each_triple_once_and_the_named_graphs_stay(graph: Path, tmp_path: Path) -> None:
    with disk.opened(tmp_path / "store", graph) as opened:
        assert (counted(opened), opened.stamp.triples, opened.stamp.graphs) == (1, 1, 2)
        store = Store.read_only(str(opened.store))
        assert len(list(store.query("SELECT ?g { GRAPH ?g { ?s ?p ?o } }"))) == 2  # type: ignore[arg-type]


def test_a_store_is_used_again_and_loaded_anew_when_its_file_changes(graph: Path, tmp_path: Path) -> None:
    told: list[str] = []
    folder = tmp_path / "store"
    for _ in range(2):
        with disk.opened(folder, graph, told.append) as opened:
            first = opened.folder
    assert len(told) == 1
    graph.write_text(TWO)
    with disk.opened(folder, None, told.append) as opened:
        assert counted(opened) == 2 and len(told) == 2
    assert not first.exists()


def test_without_its_file_a_store_stays_what_it_is(graph: Path, tmp_path: Path) -> None:
    with disk.opened(tmp_path / "store", graph):
        graph.unlink()
    with disk.opened(tmp_path / "store") as opened:
        assert counted(opened) == 1
    with pytest.raises(InputError, match="does not exist"), disk.opened(tmp_path / "store", graph):
        pass


def test_what_is_in_use_is_not_removed(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with disk.opened(folder, graph) as old:
        graph.write_text(TWO)
        with disk.opened(folder, graph) as new:
            assert (counted(old), counted(new)) == (1, 2)
    graph.write_text(ONE + "\n")
    with disk.opened(folder, graph):
        assert not old.folder.exists() and not new.folder.exists()


def test_a_file_that_breaks_leaves_the_old_store(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with disk.opened(folder, graph):
        pass
    graph.write_text(TWO + "<no\n")
    with pytest.raises(InputError, match="cannot be read"), disk.opened(folder, graph):
        pass
    assert len(list(folder.glob("data-*"))) == 1
    graph.unlink()
    with disk.opened(folder) as opened:
        assert counted(opened) == 1


def test_nothing_is_written_into_a_folder_of_somebody_else(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="holds other files"), disk.opened(tmp_path / "mine", graph):
        pass
    with pytest.raises(OutputError, match="is a file"), disk.opened(graph, graph):
        pass
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"layout": 3}', '{"layout": 99, "graph": "x"}'])
def test_a_stamp_that_is_none_means_a_new_store(graph: Path, tmp_path: Path, content: str) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    (folder / "kg-store.json").write_text(content)
    with disk.opened(folder, graph) as opened:
        assert counted(opened) == 1
    with pytest.raises(InputError, match="holds no store yet"), disk.opened(tmp_path / "other"):
        pass


def _load(folder: Path, graph: Path) -> None:
    with disk.opened(folder, graph) as opened:
        os._exit(0 if counted(opened) == 1 else 1)


def test_several_processes_load_it_once(graph: Path, tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_load, args=(tmp_path / "store", graph)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(list((tmp_path / "store").glob("data-*"))) == 1


LEFT = "data-" + "0a" * 16


def test_a_left_over_of_a_loading_that_was_killed_goes(graph: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    (folder / LEFT / "store").mkdir(parents=True)
    with disk.opened(folder, graph):
        assert not (folder / LEFT).exists()


def test_the_stamp_counts_and_knows_the_base(graph: Path, tmp_path: Path) -> None:
    graph.write_text(f"{ONE}<http://a/id/d1> <{TYPE}> <https://w3id.org/fazhan/ontology#Document> .\n")
    with disk.opened(tmp_path / "store", graph) as opened:
        assert opened.stamp.base == "http://a/id/"
        assert opened.stamp.classes == {"https://w3id.org/fazhan/ontology#Document": 1}
        assert opened.stamp.properties == {"http://a/p": 1, TYPE: 1}
        assert json.loads((tmp_path / "store" / "kg-store.json").read_text())["triples"] == 2


def test_the_default_is_the_file_with_named_graphs(graph: Path, tmp_path: Path) -> None:
    turtle = tmp_path / "graph.ttl"
    assert disk.chosen(tmp_path / "store", None, turtle) == graph
    assert disk.chosen(tmp_path / "store", turtle, turtle) == turtle
    with disk.opened(tmp_path / "store", graph):
        pass
    assert disk.chosen(tmp_path / "store", None, turtle) is None


@pytest.mark.parametrize("name", [".lock", "kg-store.json", "kg-store.json.tmp", LEFT])
def test_no_link_in_the_folder_of_a_store_is_written_or_removed_through(graph: Path, tmp_path: Path, name: str) -> None:
    theirs, folder = tmp_path / "theirs", tmp_path / "store"
    for made in (theirs, folder):
        made.mkdir()
    (theirs / "file").write_text("precious")
    (folder / name).symlink_to(theirs if name == LEFT else theirs / "file")
    try:
        with disk.opened(folder, graph):
            pass
    except OutputError as error:
        assert f"{folder}" in str(error)
    assert {path.name: path.read_text() for path in theirs.iterdir()} == {"file": "precious"}


@pytest.mark.parametrize("data", ["../theirs", "data-x"])
def test_a_stamp_that_leads_elsewhere_is_none(graph: Path, tmp_path: Path, data: str) -> None:
    folder = tmp_path / "store"
    with disk.opened(folder, graph) as opened:
        stamp = json.loads((folder / "kg-store.json").read_bytes())
        known = opened.folder
    (folder / "kg-store.json").write_text(json.dumps(stamp | {"data": data}))
    with disk.opened(folder, graph) as opened:
        assert opened.folder.parent == folder and opened.folder != known
    (folder / "kg-store.json").write_text("[" * 100_000)
    with disk.opened(folder, graph):
        pass
