"""What several commands share: the exit codes, the option for the graph, a progress bar, the terminal's width."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import language
from kg.cli.language import said, warn

if TYPE_CHECKING:
    from kg.pipeline.builder import Result
    from kg.pipeline.documents import Engine
    from kg.pipeline.limits import Limits
    from kg.pipeline.progress import Step, Tell

FINDINGS, UNUSABLE, INTERRUPTED = 1, 2, 130
GRAPH = Path("exports") / "graph.ttl"

graph_option = click.option(
    "--graph",
    type=click.Path(path_type=Path),
    default=GRAPH,
    show_default=True,
    help="The graph, Turtle or N-Quads, or the output folder of a build.",
)

out_option = click.option(
    "--out", type=click.Path(path_type=Path), default="exports", show_default=True, help="Output folder."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), help="Documents read at a time.  [default: one per core]"
)
_engine_option = click.option(
    "--engine",
    type=click.Choice(["processes", "dask"]),
    default="processes",
    show_default=True,
    help="What reads the documents: processes of this machine, or a Dask cluster (extra `cluster`).",
)
_scheduler_option = click.option(
    "--scheduler", metavar="ADDRESS", help="The Dask cluster, such as tcp://host:8786.  [default: one on this machine]"
)
decisions_option = click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    help="Which names are one thing, which are not.  [default: decisions.tsv in an input folder]",
)
corrections_option = click.option(
    "--corrections",
    type=click.Path(path_type=Path),
    help="Which facts are wrong, and what is right.  [default: corrections.tsv in an input folder]",
)
# Typed here a second time, lest the help load the readers; a test compares them with `kg.pipeline.limits.Limits`.
_LIMITS: tuple[tuple[str, int | None, str], ...] = (
    ("--max-size", 50, "Megabytes of a file."),
    ("--max-pages", 2000, "Pages of a PDF."),
    ("--max-seconds", None, "Seconds of processor time for a document, and ten times as long on the clock."),
    ("--max-memory", 1024, "Megabytes (of 1,048,576 bytes) of memory for a document."),
)
_BY_SIZE = "20 to 1280, by the size of its file"


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--max-…` and `--ocr`: `max_size`, `max_pages`, `max_seconds`, `max_memory`, `ocr`."""
    for name, default, text in reversed(_LIMITS):
        shown = True if default else _BY_SIZE
        option = click.option(
            name, type=click.IntRange(1, 1_000_000), default=default, show_default=shown, help=text, metavar="N"
        )
        command = option(command)
    return _ocr_option(command)


_ocr_option = click.option(
    "--ocr",
    is_flag=True,
    help="Recognize pages that are pictures (extra `ocr`); --max-seconds then allows 30 times, --max-memory 4 times.",
)


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--engine` and `--scheduler`: `engine`, `scheduler`."""
    return _engine_option(_scheduler_option(command))


def engine(name: str, scheduler: str | None) -> Engine:
    """Where documents are read, as the options of `engine_options` say; raises click.UsageError."""
    from kg.pipeline import cluster, documents

    if name == "dask":
        return partial(cluster.reading, scheduler=scheduler)
    if scheduler:
        raise click.UsageError(said("--scheduler is for --engine dask"))
    return documents.forked


def limits(given: dict[str, Any]) -> Limits:
    """The limits that the options of `limit_options` say."""
    from kg.pipeline.limits import Limits

    warn_unbounded("--max-seconds and --max-memory are not kept")
    bounds = {"size": given["max_size"] * 1_000_000, "pages": given["max_pages"], "memory": given["max_memory"] << 20}
    return Limits(**bounds, seconds=given["max_seconds"], ocr=bool(given.get("ocr")))


def warn_unbounded(what: str) -> None:
    """Say what is not kept on a system that cannot bound a process (Windows has neither fork nor rlimits)."""
    if not (hasattr(os, "fork") and find_spec("resource")):
        warn(f"this system cannot bound a process: {what}")


verbose_option = click.option("-v", "--verbose", is_flag=True, help="Say a line for each document as it is read.")


def tell(result: Result, out: Path) -> int:
    """Say on standard error what a build has made and what it took, and answer with its exit code."""
    from kg.text.wording import counted

    for failure in result.failures:
        click.echo(language.line(failure), err=True)
    for line in result.notes:
        warn(line)
    if result.known:
        warn(f"{counted(result.known, 'document')} known from before, not read again")
    warn(f"{result.summary} -> {out}")
    if result.work:
        rejected, aside = (result.set_aside.get(outcome, 0) for outcome in ("rejected", "aside"))
        if rejected or aside:
            warn(f"{rejected:,} facts rejected by the ontology, {aside:,} passages set aside (report.txt says why)")
        warn(str(result.work))
    return FINDINGS if result.failures or result.stale else 0


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on a terminal, nothing elsewhere: what it yields is told (done, total)."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(said(title), total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def watched(verbose: bool = False) -> Iterator[Tell]:
    """The progress of a build: on a terminal a bar with rate and time left, with `verbose` a line for each document."""
    if not sys.stderr.isatty():
        yield lambda step: _say(step, click.echo) if verbose else None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    console = Console(stderr=True)
    times = (TextColumn(said("elapsed")), TimeElapsedColumn(), TextColumn(said("left")), TimeRemainingColumn())
    bar, rate = Progress(*columns, *times, console=console, transient=True), Rate()
    task = bar.add_task(said("reading"), total=None, rate="")

    def show(step: Step) -> None:
        bar.start()  # not before the first step: it has a thread of its own
        told = rate.told(step, bar.get_time())
        bar.update(task, description=said(step.stage), rate=told)
        if step.total:
            bar.update(task, completed=step.done, total=step.total)
        if verbose:
            _say(step, lambda text, err: console.print(text, markup=False, highlight=False))

    try:
        yield show
    finally:
        bar.stop()


@dataclass(slots=True)
class Rate:
    """How fast documents are read: characters a second since the first step, or documents where there are none yet."""

    since: float = 0.0
    characters: int = 0
    documents: int = 0

    def told(self, step: Step, now: float) -> str:
        """The rate once a step is done, in words; nothing before there is one."""
        self.since = self.since or now
        self.characters += step.characters
        self.documents += bool(step.document)
        passed = now - self.since
        if step.stage != "reading" or not self.documents or passed <= 0:
            return ""
        if self.characters:
            return said(f"{round(self.characters / passed):,} characters/s")
        return said(f"{self.documents / passed:.1f} documents/s")


def _say(step: Step, echo: Callable[..., None]) -> None:
    """The line of a document that has been read."""
    if not step.document:
        return
    told = said(step.failure) if step.failure else said(f"{step.characters:,} characters, {step.facts:,} facts")
    echo(f"[{step.done}/{step.total}] {step.document}: {told}", err=True)


def width() -> int | None:
    """The columns of the terminal, None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
