"""`kg query`: SPARQL and the shipped queries."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.shared import graph_option, width
from kg.errors import QueryError


@click.command()
@click.argument("sparql", required=False, metavar="SPARQL|FILE|NAME")
@graph_option
@click.option(
    "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Give a variable a value; <IRI> for an IRI."
)
@click.option("--format", "form", type=click.Choice(("table", "csv", "json")), default="table", show_default=True,
              help="Form of the answer.")  # fmt: skip
@click.option("--columns", metavar="A,B,...", help="Only these columns of the answer, in this order.")
@click.option("--list", "list_queries", is_flag=True, help="List the queries that are shipped, with their parameters.")
def query(
    sparql: str | None,
    graph: Path,
    parameters: tuple[str, ...],
    form: str,
    columns: str | None,
    list_queries: bool,
) -> None:
    """Answer SPARQL, given as text, as a .rq file or by the name of a shipped query."""
    from kg import answer, store

    if list_queries:
        rows = [(q.name, " ".join(name for name, _ in q.parameters), q.zh, q.en) for q in store.shipped().values()]
        click.echo(answer.table(("name", "parameters", "问", "asks"), rows, width()), nl=False)
    elif sparql is None:
        raise click.UsageError("Missing argument 'SPARQL|FILE|NAME'.", click.get_current_context())
    else:
        text = _sparql(sparql)
        found = store.ask(store.load(graph), text, dict(_parameter(given) for given in parameters))
        click.echo(answer.render(found, form, width(), columns=columns.split(",") if columns else ()), nl=False)


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
