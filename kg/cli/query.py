"""`kg query`: SPARQL and the shipped queries."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.shared import GRAPH, width
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.query.binding import Source

# The lines of a table without rows.
_HEAD = 2
_FORMS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt")


@dataclass(frozen=True, slots=True)
class _Given:
    """The command's arguments, taken apart."""

    sparql: str
    parameters: dict[str, str]


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="SPARQL|FILE|NAME [--PARAMETER VALUE]...")
@click.option("--graph", type=click.Path(path_type=Path), help=f"The graph, Turtle or N-Quads.  [default: {GRAPH}]")
@click.option("--store", "folder", type=click.Path(path_type=Path), metavar="DIR",
              help="Keep the graph loaded in this folder; it is loaded anew when the file has changed.")  # fmt: skip
@click.option(
    "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Give a variable a value; <IRI> for an IRI."
)
@click.option("--format", "form", type=click.Choice(_FORMS), default="table", show_default=True,
              help="Form of the answer.")  # fmt: skip
@click.option("--columns", metavar="A,B,...", help="Only these columns of the answer, in this order.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many rows or triples.")
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="End the work after so long.")  # fmt: skip
@click.option("--print", "printed", is_flag=True,
              help="Write the query itself, its parameters bound, as SPARQL 1.1 for any store.")  # fmt: skip
@click.option("--list", "list_queries", is_flag=True, help="List the queries that are shipped, with an example each.")
def query(
    arguments: tuple[str, ...],
    graph: Path | None,
    folder: Path | None,
    parameters: tuple[str, ...],
    form: str,
    columns: str | None,
    limit: int | None,
    timeout: float | None,
    printed: bool,
    list_queries: bool,
) -> int:
    """Answer SPARQL, given as text, as a .rq file or by the name of a shipped query.

    The parameters of a shipped query are options too: kg query targets --place 格尔木 --year 2025
    """
    from pyoxigraph import Store

    from kg.query import binding, memory, results

    if list_queries:
        click.echo(_listed(), nl=False)
        return 0
    given = _given(arguments, parameters)
    if printed:
        with _opened(graph, folder) as source:
            text = binding.portable(source, given.sparql, given.parameters)
        memory.ask(Store(), text)  # what does not parse is told, not handed on
        click.echo(text.rstrip())
        return 0
    if timeout:
        return _ended_after(timeout, given, graph, folder, form, columns, limit)
    with _opened(graph, folder) as source:
        found = memory.ask(source, given.sparql, given.parameters, limit)
        told = results.render(found, form, width(), columns=columns.split(",") if columns else ())
        click.echo(told, nl=False)
        if form == "table" and told.count("\n") == _HEAD:
            for line in (*binding.unheard(source, given.sparql, given.parameters), "no rows"):
                click.echo(line, err=True)
    return 0


def _listed() -> str:
    """Name, meaning, parameters and example of each shipped query."""
    from kg.query import memory

    blocks = []
    for shipped in memory.shipped().values():
        lines = [shipped.name, f"  {shipped.zh}", f"  {shipped.en}"]
        lines += [f"  --{name}  {meaning}" for name, meaning in shipped.parameters]
        blocks.append("\n".join([*lines, f"  $ {shipped.example}"]) + "\n")
    return "\n".join(blocks)


@contextmanager
def _opened(graph: Path | None, folder: Path | None) -> Iterator[Source]:
    from kg.query import disk, memory

    if folder is None:
        yield memory.Source(memory.load(graph or GRAPH))
        return
    with disk.opened(folder, disk.chosen(folder, graph, GRAPH), lambda line: click.echo(line, err=True)) as kept:
        yield kept.source()


def _given(arguments: Sequence[str], parameters: Sequence[str]) -> _Given:
    """The query and its parameters; those given as options go with a shipped query."""
    plain, options = _apart(arguments)
    context = click.get_current_context()
    if not plain:
        raise click.UsageError("Missing argument 'SPARQL|FILE|NAME'.", context)
    if len(plain) > 1:
        raise click.UsageError(f"Got unexpected extra argument ({plain[1]})", context)
    sparql = _sparql(plain[0])
    if options:
        _check_options(sparql, options, context)
    return _Given(sparql, options | dict(_parameter(item) for item in parameters))


def _apart(arguments: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """What is no option, and the values of options."""
    plain, options = [], {}
    left = iter(arguments)
    for argument in left:
        if not argument.startswith("-") or argument == "-":
            plain.append(argument)
            continue
        name, separator, value = argument.partition("=")
        found = value if separator else next(left, None)
        if found is None:
            raise click.UsageError(f"Option {name!r} requires an argument.", click.get_current_context())
        options[name.lstrip("-")] = found
    return plain, options


def _check_options(sparql: str, options: dict[str, str], context: click.Context) -> None:
    """An option that is neither ours nor a parameter gets the nearest of both."""
    from kg.query.shipped import nearest, shipped

    known = shipped().get(sparql)
    names = [name for name, _ in known.parameters] if known else []
    own = [option.lstrip("-") for parameter in context.command.params for option in parameter.opts]
    for name in options:
        if name not in names:
            near = nearest(name, [*names, *own])
            wanted = f"the parameters of {sparql} are {', '.join(names)}" if names else "only shipped queries have such"
            raise QueryError(f"--{name}", "is no option and no parameter of this query", near + wanted)


def _sparql(given: str) -> str:
    """The text of a query file; SPARQL and names as they are."""
    if not given.endswith(".rq"):
        return given
    try:
        return Path(given).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = (getattr(error, "strerror", None) or "is not UTF-8 text").lower()
        raise QueryError(given, reason, "give a file with a SPARQL query") from error


def _parameter(given: str) -> tuple[str, str]:
    name, separator, value = given.partition("=")
    if not separator:
        raise QueryError(f"--param {given}", "has no value", "write it as NAME=VALUE")
    return name, value


def _ended_after(
    seconds: float,
    given: _Given,
    graph: Path | None,
    folder: Path | None,
    form: str,
    columns: str | None,
    limit: int | None,
) -> int:
    """The same command in a process of its own, which is ended when the time is over: the engine cannot be stopped."""
    options = {"--graph": graph, "--store": folder, "--format": form, "--columns": columns, "--limit": limit}
    told = [item for name, value in options.items() if value is not None for item in (name, str(value))]
    told += [item for name, value in given.parameters.items() for item in ("--param", f"{name}={value}")]
    package = str(Path(__file__).resolve().parent.parent.parent)
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", "kg", "query", *told, "--", given.sparql]
    try:
        return subprocess.run(command, timeout=seconds, check=False, env=os.environ | {"PYTHONPATH": path}).returncode
    except subprocess.TimeoutExpired as error:
        remedy = "ask for less, or give it more time with --timeout"
        raise QueryError("the query", f"took longer than {seconds:g} s and was ended", remedy) from error
