"""What `pip install .` puts on a machine: the package with all of its data, and the ontology inside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def shipped(folder: str, *kinds: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.suffix in kinds}


@pytest.mark.parametrize(
    ("folder", "kinds"),
    [
        ("kg", (".py",)),
        ("kg/text", (".tsv",)),
        ("kg/link", (".tsv",)),
        ("kg/query/queries", (".rq",)),
        ("kg/reference/data", (".gz", ".csv", ".txt", ".tsv")),
    ],
)
def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile, folder: str, kinds: tuple[str, ...]) -> None:
    wanted = shipped(folder, *kinds)
    assert wanted
    assert wanted <= set(wheel.namelist())


def test_the_wheel_holds_the_ontology_inside_the_package(wheel: zipfile.ZipFile) -> None:
    wanted = {f"kg/{name}" for name in shipped("ontology", ".ttl")}
    assert wanted
    assert wanted <= set(wheel.namelist())


def test_the_wheel_holds_nothing_of_the_workshop(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}


def test_the_command_is_installed(wheel: zipfile.ZipFile) -> None:
    (points,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "kg = kg.cli:main" in wheel.read(points).decode()
