"""The command line: one command a file, each a docstring and one call.

Exit codes: 0 done; 1 done, with findings; 2 usage or unreadable input, one line on stderr. Data goes to stdout, words
and a progress bar (only on a terminal) to stderr. Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from kg.cli import language
from kg.cli.help import Group, lang_option
from kg.cli.language import said
from kg.cli.shared import FINDINGS, INTERRUPTED, UNUSABLE
from kg.errors import KgError


def main() -> None:
    """Run the command line and turn what goes wrong into one line and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    gc.set_threshold(10_000, 20, 20)  # a command loads much and drops little
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of `kg ARGUMENTS...`."""
    language.use(arguments)
    if language.is_all(arguments):  # `kg --lang zh` is `kg`
        arguments = []
    if arguments[:1] == ["help"]:  # as other tools have it
        arguments = [*arguments[1:2], "--help"]
    try:
        return int(kg.main(arguments, prog_name="kg", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "kg"
        reason = said(" ".join(error.format_message().split()))
        click.echo(f"{command}: {said(f'{reason} (see {command} --help)')}", err=True)
    except KgError as error:
        click.echo("\n".join([language.line(error), *map(said, getattr(error, "__notes__", ()))]), err=True)
    except (KeyboardInterrupt, click.Abort):
        language.warn("kg: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing may be written to it when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINDINGS
    return UNUSABLE


_EXITS = """Exit codes: 0 done; 1 done, but files were left out, corrections do not hold any more, something was found
(check, diff), nothing was found (ask), or a store holds another number of triples (load); 2 wrong usage or unreadable
input, with one line that says what to do; 130 interrupted."""


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[lang_option()],
    epilog=_EXITS,
)
@click.version_option(None, "-V", "--version", package_name="fazhan", message="%(version)s")
def kg() -> None:
    """Chinese local government reports in, a checked knowledge graph out.

    Begin with `kg build` on a folder of reports, then ask. `kg COMMAND --help` tells all of a command.
    """


for _name in (
    *("build", "add", "retract", "diff", "check", "query", "ask", "table", "chart", "explain"),
    *("export", "load", "serve", "mcp", "score", "completion"),
):
    kg.add_command(getattr(import_module(f"kg.cli.{_name}"), _name))
