"""Answers that lie beside a store: which, that they are those of the query, and that they go by its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.query import disk, memory, precomputed, shipped
from kg.query.binding import Source


@pytest.fixture(scope="module")
def opened(seeds_build: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[disk.Opened]:
    with disk.opened(tmp_path_factory.mktemp("kept") / "store", seeds_build / "graph.nq") as found:
        yield found


def told(source: Source, name: str, limit: int | None = None) -> bytes:
    found = memory.ask(source, name, limit=limit)
    assert isinstance(found, QuerySolutions)
    return bytes(found.serialize(format=QueryResultsFormat.JSON) or b"")


def test_the_answers_are_those_of_the_queries(opened: disk.Opened) -> None:
    source = opened.source()
    assert set(source.kept) == {name for name, query in shipped.shipped().items() if query.tells_all}
    assert {"observations", "projects", "places", "year-on-year"} <= set(source.kept)
    asked = replace(source, kept={})
    for name in source.kept:
        assert told(source, name) == told(asked, name), name


@pytest.mark.parametrize("limit", [0, 1, 3, 10_000])
def test_the_first_rows_are_the_first_lines(opened: disk.Opened, limit: int) -> None:
    source = opened.source()
    every = memory.run(source, "observations")[1]
    found = memory.ask(source, "observations", limit=limit)
    assert isinstance(found, QuerySolutions)
    assert [row["value"].value for row in found] == [row[2] for row in every[:limit]]


def test_with_a_parameter_the_query_is_asked(opened: disk.Opened) -> None:
    source = opened.source()
    some, every = (memory.run(source, "stage-counts", given)[1] for given in ({"place": "格尔木市"}, {}))
    assert 0 < len(some) < len(every)


def test_an_answer_of_another_text_is_not_taken(opened: disk.Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = opened.folder / "answers"
    known = shipped.shipped()
    changed = {name: replace(query, text=query.text + "\nLIMIT 1") for name, query in known.items()}
    assert "places" in precomputed.read(folder)
    monkeypatch.setattr(precomputed, "shipped", lambda: changed)
    assert not precomputed.read(folder)
