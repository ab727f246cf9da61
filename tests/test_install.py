"""What `pip install .` puts on a machine: the package with all of its data, and the ontology inside it; that wheel and
source package install and build on every Python that is at hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


PYTHONS = ("3.11", "3.12", "3.13")


def packed(root: Path, folder: Path) -> None:
    """Build wheel and source package of a checkout into a folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("packages")
    packed(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def wheel(packages: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(next(packages.glob("*.whl")))


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


def test_the_source_package_builds_the_same_wheel(wheel: zipfile.ZipFile, packages: Path, tmp_path: Path) -> None:
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        archive.extractall(tmp_path, filter="data")
    (root,) = tmp_path.iterdir()
    packed(root, tmp_path / "again")
    again = zipfile.ZipFile(next((tmp_path / "again").glob("*.whl")))
    assert sorted(again.namelist()) == sorted(wheel.namelist())
    assert (root / "tests" / "conftest.py").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
@pytest.mark.parametrize("version", PYTHONS)
def test_it_installs_and_builds_on_the_pythons_at_hand(version: str, kind: str, packages: Path, tmp_path: Path) -> None:
    python = shutil.which(f"python{version}")
    if python is None:
        pytest.skip(f"needs python{version}")
    subprocess.run([python, "-m", "venv", tmp_path / "venv"], check=True)
    pip = [tmp_path / "venv" / "bin" / "python", "-m", "pip", "install", "--quiet", next(packages.glob(kind))]
    subprocess.run(pip, check=True, capture_output=True)
    for arguments in (["build", ROOT / "seeds", "--out", "exports"], ["check", "exports/graph.ttl"]):
        subprocess.run([tmp_path / "venv" / "bin" / "kg", *arguments], cwd=tmp_path, check=True, capture_output=True)
