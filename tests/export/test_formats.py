"""Every format of `kg export`: the same bytes for the same graph, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import made
import pytest
import rdflib
from exported import shuffled, written
from pyoxigraph import Store

from kg import cli, errors
from kg.cli import export as command
from kg.errors import OutputError
from kg.export import formats
from kg.rdf import turtle


@pytest.mark.parametrize("form", [*formats.FILES, *formats.FOLDERS])
def test_the_same_graph_gives_the_same_bytes(graph: Store, form: str, tmp_path: Path) -> None:
    first = written(graph, form, tmp_path / "a")
    assert first == written(shuffled(graph), form, tmp_path / "b")
    assert all(first.values())


@pytest.mark.parametrize("form", [*formats.FILES, *formats.FOLDERS])
def test_an_empty_graph_can_be_exported(form: str, tmp_path: Path) -> None:
    assert written(Store(), form, tmp_path) or form == "neo4j"


def test_the_hash_seed_changes_nothing(graph: Store, tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_bytes(turtle.nquads(graph))
    code = (
        "import sys; from pathlib import Path; from kg.query import memory; from kg.export import formats\n"
        "graph = memory.load(Path(sys.argv[1]))\n"
        "for name in ('jsonld', 'trig', 'graphml', 'gexf', 'xlsx'): sys.stdout.buffer.write(formats.FILES[name](graph))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "g.nq")],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


# Triples


@pytest.mark.parametrize(
    ("form", "parser"), [("ttl", "turtle"), ("nt", "nt"), ("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")]
)
def test_another_parser_reads_the_same_statements(graph: Store, form: str, parser: str) -> None:
    theirs = rdflib.Dataset().parse(data=formats.FILES[form](graph), format=parser)
    ours = rdflib.Dataset().parse(data=turtle.nquads(graph), format="nquads")
    if form in ("ttl", "nt"):
        expected = {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in ours.quads()}
        assert {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in theirs.quads()} == expected
    else:
        assert quads(theirs) == quads(ours)


def quads(dataset: rdflib.Dataset) -> set[tuple[str, ...]]:
    return {(s.n3(), p.n3(), o.n3(), str(g)) for s, p, o, g in dataset.quads()}


# Whole or not at all


def test_a_failure_leaves_the_old_file_and_nothing_else(
    graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "g.ttl").write_text("old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OutputError, match="no space left on device; free the disk"):
        formats.write(graph, "ttl", tmp_path / "g.ttl")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"g.ttl": "old"}


def test_a_place_that_cannot_be_written_is_told(graph: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is a folder, not a file"):
        formats.write(graph, "ttl", tmp_path)
    with pytest.raises(OutputError, match="is a file, not a folder"):
        formats.write(graph, "csv", tmp_path / "file")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        formats.write(graph, "ttl", tmp_path / "file" / "g.ttl")


# The command


@pytest.fixture
def folder(graph: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    made.write(graph, tmp_path / "exports")
    return tmp_path


def test_the_command_knows_every_format() -> None:
    assert (tuple(formats.FILES), tuple(formats.FOLDERS)) == (command.FILES, command.FOLDERS)


def test_one_file_goes_to_standard_output(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["export", "--format", "ttl"]) == 0
    assert capsysbinary.readouterr() == ((folder / "exports" / "graph.ttl").read_bytes(), b"")


def test_formats_with_graphs_take_the_graphs(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert cli.run(["export", "--format", "nq"]) == 0
    assert capsysbinary.readouterr().out == (folder / "exports" / "graph.nq").read_bytes()


def test_a_folder_of_files_lies_beside_the_graph(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["export", "--format", "neo4j"]) == 0
    assert (folder / "exports" / "neo4j" / "relationships.csv").is_file()
    assert "exports/neo4j" in capsys.readouterr().err.replace("\\", "/")


@pytest.mark.parametrize("module", ["xlsxwriter", "pyarrow"])
def test_a_missing_package_says_how_to_get_it(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    form, extra = {"xlsxwriter": ("xlsx", "excel"), "pyarrow": ("parquet", "parquet")}[module]
    assert cli.run(["export", "--format", form, "--out", "o"]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"--format {form}: needs {module}; {errors.installing(extra, module)}\n")
    assert not (folder / "o").exists()
