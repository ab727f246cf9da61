"""`kg load`: a graph into a triplestore."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from kg.cli.language import warn
from kg.cli.shared import FINDINGS, progress

if TYPE_CHECKING:
    from kg.serve.endpoint import Endpoint
    from kg.serve.load import Job, Plan, Sent, Store


_SELDOM = 10.0  # seconds


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="GRAPH")
@click.option("--to", metavar="URL", help="The store's address for graphs (Graph Store Protocol).")
@click.option("--update-url", metavar="URL", help="Send by SPARQL Update to this address instead.")
@click.option("--query-url", metavar="URL", help="Where to count afterwards, if that does not follow from the other.")
@click.option("--graph", default="", metavar="IRI", help="Load everything into this named graph.")
@click.option("--named", is_flag=True, help="Keep the named graphs of the file, one for each document.")
@click.option("--replace", is_flag=True, help="Empty each graph before its first batch.")
@click.option("--batch", type=click.IntRange(min=1), default=10_000, show_default=True, help="Triples sent at a time.")
@click.option("--from", "first", type=click.IntRange(min=1), default=1, metavar="N",
              help="Go on with batch N of a load that broke off.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=120.0, show_default=True,
              metavar="SECONDS", help="Give up on a request after so long; each is tried five times.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be sent where, and send nothing.")
def load(
    path: Path, to: str | None, update_url: str | None, query_url: str | None, graph: str, named: bool, replace: bool,
    batch: int, first: int, timeout: float, dry_run: bool,
) -> int:  # fmt: skip
    """Load a graph into a triplestore: without --graph or --named, into its default graph.

    KG_USER and KG_PASSWORD in the environment log in, by basic or digest authentication. Exit 1 if the store then
    holds another number of triples than were sent.
    """
    from kg.serve import load
    from kg.serve.endpoint import PASSWORD, USER, Endpoint

    if not (to or update_url):
        raise click.UsageError("Missing option '--to' (or '--update-url').", click.get_current_context())
    store = load.Store(to or "", update_url or "", query_url or "")
    job = load.Job(path, graph, named, batch, first, replace)
    user = os.environ.get(USER, "")
    endpoint = Endpoint(
        (store.graphs, store.updates, store.asking), user, os.environ.get(PASSWORD, ""), timeout=timeout, pause=_pause
    )  # before the file is read, so that a wrong address is told at once
    with progress("reading"):
        planned = load.plan(job)
    if dry_run:
        _announce(planned, store, user, replace)
        return 0
    sent = load.Sent(planned)
    _send(job, store, endpoint, sent)
    for difference in sent.differences:
        warn(difference)
    warn(_summary(planned, store, bool(sent.differences)))
    return FINDINGS if sent.differences else 0


def _send(job: Job, store: Store, endpoint: Endpoint, sent: Sent) -> None:
    from kg.serve import load

    try:
        with progress("loading") as tell:
            load.load(job, store, endpoint, sent, tell if sys.stderr.isatty() else _told_now_and_then())
    except KeyboardInterrupt:
        warn(f"{store.writing}: {sent}; go on with --from {sent.batches + 1}")
        raise


def _told_now_and_then() -> Callable[[int, int], None]:
    """What tells a log how far a long load is: a line every ten seconds."""
    last = monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last >= _SELDOM:
            last = monotonic()
            warn(f"{done:,} of {total:,} triples are in")

    return tell


def _pause(seconds: float, reason: str) -> None:
    from time import sleep

    warn(f"the store {reason}; trying again in {seconds:g} s")
    sleep(seconds)


def _announce(planned: Plan, store: Store, user: str, replace: bool) -> None:
    from kg.text.wording import counted

    way = "INSERT DATA" if store.updates else "POST"
    click.echo(f"{way} to {store.writing} {f'as {user}' if user else 'without a user'}")
    for name, size in planned.sizes.items():
        emptied = ", emptied first" if replace else ""
        click.echo(f"{f'<{name}>' if name else 'default graph'}: {counted(size, 'triple')}{emptied}")
    click.echo(f"in {counted(planned.batches, 'request')}, then counted at {store.asking or 'no address: --query-url'}")


def _summary(planned: Plan, store: Store, differs: bool) -> str:
    from kg.text.wording import counted

    graphs = counted(len(planned.sizes), "graph")
    checked = "" if differs else "; counted, and all are there"
    return f"{counted(planned.triples, 'triple')} in {graphs} -> {store.writing}{checked}"
