"""Gold passages and the tables to compare them with: read from files, or built from the passages themselves."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import InputError

KINDS = ("observations", "projects", "places", "industries", "organizations")


def read_passages(paths: Iterable[Path], needed: Sequence[str] = KINDS) -> list[dict[str, Any]]:
    """The gold passages of JSON Lines files, with the lists that are needed; raises InputError with file and line."""
    found = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "is not UTF-8 text"
            raise InputError(path, reason.lower(), "give a gold file in JSON Lines") from error
        found += [_passage(path, number, line, needed) for number, line in enumerate(lines, 1) if line.strip()]
    return found


def _passage(path: Path, number: int, line: str, lists: Sequence[str]) -> dict[str, Any]:
    remedy = "give one JSON object per line, with id, text, place, year, kind and the lists of facts"
    try:
        passage = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}, line {number}", f"is not JSON ({error.msg})", remedy) from error
    needed = ("id", "text", *lists)
    if missing := [name for name in needed if not isinstance(passage, dict) or name not in passage]:
        raise InputError(f"{path}, line {number}", f"lacks {', '.join(missing)}", remedy)
    return dict(passage)


def read_tables(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The five tables that are compared, from a build's `tables/` folder; raises InputError."""
    return {kind: _rows(folder / f"{kind}.csv") for kind in KINDS}


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**9)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise InputError(path, reason.lower(), "give the tables/ folder of a build") from error
    if rows and "document" not in rows[0]:
        raise InputError(path, "has no column `document`", "give the tables/ folder of a build")
    return rows


def alone(passages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The passages as documents of their own, no longer parts of one."""
    return [{name: value for name, value in passage.items() if name != "doc"} for passage in passages]


def build(passages: Sequence[Mapping[str, Any]], jobs: int | None = None) -> dict[str, list[dict[str, str]]]:
    """The tables of the passages themselves: each is written as a document, with a manifest, and built."""
    from kg.pipeline import builder

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(passages, folder / "in")
        builder.build([folder / "in"], folder / "out", jobs=jobs)
        return read_tables(folder / "out" / "tables")


def write_inputs(passages: Sequence[Mapping[str, Any]], folder: Path) -> None:
    folder.mkdir()
    with (folder / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "title", "place", "year", "kind"])
        for passage in passages:
            name = f"{passage['id']}.txt"
            (folder / name).write_text(passage["text"], encoding="utf-8")
            writer.writerow([name, *(passage.get(key, "") for key in ("title", "place", "year", "kind"))])
