"""`kg score`: precision, recall and F1 against gold passages."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
@click.option("--tables", type=click.Path(path_type=Path), help="Score the tables/ folder of this build instead.")
@click.option("--show", type=click.Choice(("observations", "projects", "places", "industries", "organizations")),
              help="List what was missed (-) and made up (+).")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.option("--markdown", is_flag=True, help="The figures and all differences as a page in Markdown.")
def score(gold: tuple[Path, ...], tables: Path | None, show: str | None, as_json: bool, markdown: bool) -> None:
    """Tell precision, recall and F1 against gold passages, which are built unless --tables is given."""
    from kg.score import figures as scorer
    from kg.score.gold import alone, build, read_passages, read_tables

    passages = read_passages(gold)
    if not tables:
        passages = alone(passages)
    total = scorer.score(passages, read_tables(tables) if tables else build(passages))
    for line in total.differences[show] if show else ():
        click.echo(line)
    click.echo(scorer.markdown(total) if markdown else scorer.render(total, as_json))
