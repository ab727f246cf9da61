"""What the tests of formats share: a graph in another order, and the files of a format."""

from __future__ import annotations

import random
from pathlib import Path

from pyoxigraph import Store

from kg.export import formats


def shuffled(graph: Store) -> Store:
    quads = list(graph)
    random.Random(7).shuffle(quads)
    store = Store()
    store.extend(quads)
    return store


def written(graph: Store, form: str, folder: Path) -> dict[str, bytes]:
    """The files of a format by name."""
    out = folder / form
    formats.write(graph, form, out)
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())} if out.is_dir() else {"": out.read_bytes()}
