"""The command line: a command is a docstring and one call.

Exit codes: 0 done; 1 done, with findings; 2 usage or unreadable input, one line on stderr. Data goes to stdout, words
and a progress bar (only on a terminal) to stderr. Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kg.errors import KgError, QueryError

FINDINGS, UNUSABLE, INTERRUPTED = 1, 2, 130
GRAPH = Path("exports") / "graph.ttl"


def main() -> None:
    """Run the command line and turn what goes wrong into one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of `kg ARGUMENTS...`."""
    try:
        return int(kg.main(arguments, prog_name="kg", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kg"
        click.echo(f"{command}: {' '.join(error.format_message().split())} (see {command} --help)", err=True)
    except KgError as error:
        click.echo("\n".join([str(error), *getattr(error, "__notes__", ())]), err=True)
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing may be written to it when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    return UNUSABLE


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="fazhan", message="%(version)s")
def kg() -> None:
    """Chinese local government reports in, a checked knowledge graph out."""


@kg.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INPUT...")
@click.option("--out", type=click.Path(path_type=Path), default="exports", show_default=True, help="Output folder.")
@click.option("--jobs", type=click.IntRange(min=1), help="Documents read at a time.  [default: one per core]")
@click.option("--base", metavar="IRI", help="Where the IRIs of the data begin.")
def build(inputs: tuple[Path, ...], out: Path, jobs: int | None, base: str | None) -> int:
    """Build one graph from files, or folders of files with an optional documents.csv."""
    from kg import pipeline

    with _progress("reading") as tell:
        result = pipeline.build(inputs, out, jobs=jobs, base=base or pipeline.BASE, tell=tell)
    for failure in result.failures:
        click.echo(str(failure), err=True)
    click.echo(f"{result.summary} -> {out}", err=True)
    return FINDINGS if result.failures else 0


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


_graph = click.option(
    "--graph", type=click.Path(path_type=Path), default=GRAPH, show_default=True, help="The graph, Turtle or N-Quads."
)


@kg.command()
@click.argument("graph", type=click.Path(path_type=Path))
def check(graph: Path) -> int:
    """Check a graph against the shapes of the ontology: exit 0 if it conforms, 1 with findings."""
    from dataclasses import replace

    from kg import store, validate
    from kg.wording import counted

    findings = validate.check(store.load(graph))
    for finding in findings:
        click.echo(str(replace(finding, document=finding.subject)))
    click.echo(f"{graph}: {counted(len(findings), 'finding') if findings else 'conforms'}", err=True)
    return FINDINGS if findings else 0


@kg.command()
@click.argument("sparql", required=False, metavar="SPARQL|FILE|NAME")
@_graph
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
        click.echo(answer.table(("name", "parameters", "问", "asks"), rows, _width()), nl=False)
    elif sparql is None:
        raise click.UsageError("Missing argument 'SPARQL|FILE|NAME'.", click.get_current_context())
    else:
        text = _sparql(sparql)
        found = store.ask(store.load(graph), text, dict(_parameter(given) for given in parameters))
        click.echo(answer.render(found, form, _width(), columns=columns.split(",") if columns else ()), nl=False)


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


def _width() -> int | None:
    """The columns of the terminal, None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


@kg.command()
@click.argument("name", metavar="NAME|IRI")
@_graph
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Facts of a kind shown.")
@click.option("--all", "show_all", is_flag=True, help="Show all facts.")
def explain(name: str, graph: Path, limit: int, show_all: bool) -> None:
    """Tell what is known of a thing, with the sentences that say so and the words that decided."""
    from kg import store
    from kg.explain import explain

    click.echo(explain(store.load(graph), name, 0 if show_all else limit), nl=False)


@kg.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
@click.option("--tables", type=click.Path(path_type=Path), help="Score the tables/ folder of this build instead.")
@click.option("--show", type=click.Choice(("observations", "projects", "places", "industries", "organizations")),
              help="List what was missed (-) and made up (+).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--markdown", is_flag=True, help="The figures and all differences as a page in Markdown.")
def score(gold: tuple[Path, ...], tables: Path | None, show: str | None, as_json: bool, markdown: bool) -> None:
    """Precision, recall and F1 against gold passages, which are built unless --tables is given."""
    from kg import score as scorer
    from kg.gold import alone, build, read_passages, read_tables

    passages = read_passages(gold)
    if not tables:
        passages = alone(passages)
    total = scorer.score(passages, read_tables(tables) if tables else build(passages))
    for line in total.differences[show] if show else ():
        click.echo(line)
    click.echo(scorer.markdown(total) if markdown else scorer.render(total, as_json))
