"""`kg completion`: what a shell needs to complete words."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_KG_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Complete commands, options, names of queries, parameters, indicators and places with the Tab key.

    Prints what a shell needs for it. To switch it on, add this line to ~/.bashrc: eval "$(kg completion bash)"; to
    ~/.zshrc: eval "$(kg completion zsh)"; for fish write it into a file: kg completion fish >
    ~/.config/fish/completions/kg.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made
    click.echo(made(context.find_root().command, {}, "kg", _VARIABLE).source())
