"""The rooms of the house: imports point one way, and linking knows no RDF."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
# From the ground up: a room imports only from those before it.
ROOMS = (
    *("errors", "files", "model", "reference", "text", "read", "extract", "link", "rdf", "query", "export"),
    *("pipeline", "serve", "score", "library", "cli"),
)
FACES = ("__init__", "__main__")  # they hand on what stands in the rooms
MOST_AT_THE_TOP = 18


@cache
def _imports(path: Path) -> tuple[str, ...]:
    """The modules that a file imports, wherever in it."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES = sorted(PACKAGE.rglob("*.py"))


def test_every_file_is_in_a_room() -> None:
    assert {_room(path) for path in FILES} == {*ROOMS, *FACES}
    assert len([path for path in PACKAGE.iterdir() if path.name != "__pycache__"]) <= MOST_AT_THE_TOP


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_below_it(room: str) -> None:
    allowed = {*ROOMS[: ROOMS.index(room) + 1]}
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {module}"
        for path in FILES
        if _room(path) == room
        for module in _imports(path)
        if module.startswith("kg.") and module.split(".")[1] in ROOMS and module.split(".")[1] not in allowed
    ]
    assert not wrong


LINKING = [path for path in FILES if _room(path) == "link"]
RDF = ("rdflib", "pyoxigraph", "kg.rdf", "kg.reference.ontology", "kg.reference.terms")


def test_linking_knows_no_rdf() -> None:
    assert len(LINKING) > 10
    assert [f"{path.name} imports {name}" for path in LINKING for name in _imports(path) if name.startswith(RDF)] == []
    assert [path.name for path in LINKING if "://" in path.read_text(encoding="utf-8")] == []
