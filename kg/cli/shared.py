"""What several commands share: the exit codes, the option for the graph, a progress bar, the terminal's width."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

FINDINGS, UNUSABLE, INTERRUPTED = 1, 2, 130
GRAPH = Path("exports") / "graph.ttl"

graph_option = click.option(
    "--graph", type=click.Path(path_type=Path), default=GRAPH, show_default=True, help="The graph, Turtle or N-Quads."
)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere: what it yields is told (done, total)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def width() -> int | None:
    """The columns of the terminal, None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
