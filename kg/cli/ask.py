"""`kg ask`: questions in plain words."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.shared import FINDINGS, graph_option, width


@click.command()
@click.argument("question", nargs=-1, required=True)
@graph_option
@click.option("--sparql", "show_sparql", is_flag=True, help="Show the SPARQL as well.")
@click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")
def ask(question: tuple[str, ...], graph: Path, show_sparql: bool, as_json: bool) -> int:
    """Answer a question in plain Chinese or English out of the graph.

    The answer is a sentence, a table, and the sentences of the documents that say so; what is not understood is told,
    and nothing is guessed: kg ask 格尔木市2025年地区生产总值目标是多少

    A question of - is read from standard input. Exit 1 if nothing was found.
    """
    from kg.query import ask, memory, results

    text = sys.stdin.read() if question == ("-",) else " ".join(question)
    told = ask.answer(memory.load(graph), text)
    if as_json:
        click.echo(json.dumps(asdict(told), ensure_ascii=False, indent=2))
    else:
        table = results.table(list(told.columns), [list(row) for row in told.rows], width()).splitlines()
        click.echo("\n".join(ask.lines(told, table)))
        if show_sparql:
            click.echo("\n" + "\n\n".join(text.rstrip() for text in told.sparql))
    return 0 if told.rows else FINDINGS
