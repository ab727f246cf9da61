"""`kg query`: SPARQL and the shipped queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import complete
from kg.cli.language import warn
from kg.cli.shared import GRAPH, warn_unbounded, width
from kg.errors import QueryError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# Seconds for a query that somebody has written; long, for who waits can stop it.
_SECONDS = 300.0
_FORMS = ("table", "csv", "tsv", "json", "xml", "ttl", "nt")


@dataclass(frozen=True, slots=True)
class _Given:
    """The command's arguments, taken apart."""

    sparql: str
    parameters: dict[str, str]


class _Query(click.Command):
    """The command, whose options are also the parameters of the query that is named."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Options and parameters that begin so."""
        return [*complete.parameters(ctx, incomplete), *super().shell_complete(ctx, incomplete)]


@click.command(cls=_Query, context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="SPARQL|FILE|NAME [--PARAMETER VALUE]...",
                shell_complete=complete.asked)  # fmt: skip
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
@click.option("--min-confidence", "least", type=click.FloatRange(0, 1), metavar="0..1",
              help="Leave out facts that are less certain.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
              help="End the query after so long.  [default: 300; none for a shipped query]")  # fmt: skip
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
    least: float | None,
    timeout: float | None,
    printed: bool,
    list_queries: bool,
) -> int:
    """Answer SPARQL, given as text, as a .rq file or by the name of a shipped query.

    The parameters of a shipped query are options too: kg query targets --place 格尔木 --year 2025
    """
    from kg.query import disk, shipped
    from kg.serve import alone

    if list_queries:
        click.echo(_listed(), nl=False)
        return 0
    given = _given(arguments, parameters)
    if least and folder:
        remedy = "leave out --store: the facts are taken out of the graph in memory"
        raise QueryError("--min-confidence", "does not go with --store", remedy)
    path = disk.chosen(folder, graph, GRAPH) if folder else graph or GRAPH
    asked = alone.Asked(
        given.sparql, given.parameters, str(path or ""), str(folder or ""),
        form, columns.split(",") if columns else (), limit, width(), printed, least or 0.0,
    )  # fmt: skip
    if shipped.named(given.sparql) and not timeout:
        told, notes = alone.here(asked)  # only its parameters come from outside
    else:
        warn_unbounded("the query may take more time and memory than it should")
        told, notes = alone.answer(asked, timeout or _SECONDS)
    click.echo(told, nl=False)
    for line in notes:
        warn(line)
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
