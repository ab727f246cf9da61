"""`kg check`: a graph against the shapes."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.language import is_chinese, warn
from kg.cli.shared import FINDINGS


@click.command()
@click.argument("graph", type=click.Path(path_type=Path))
def check(graph: Path) -> int:
    """Check a graph against the shapes of the ontology: exit 0 if it conforms, 1 with findings."""
    from dataclasses import replace

    from kg.query import memory
    from kg.rdf import validate
    from kg.text.wording import counted

    findings = validate.check(memory.load(graph))
    for finding in findings:
        words = finding.zh if is_chinese() else finding.en
        click.echo(str(replace(finding, document=finding.subject, en=words)))
    warn(f"{graph}: {counted(len(findings), 'finding') if findings else 'conforms'}")
    return FINDINGS if findings else 0
