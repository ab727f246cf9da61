"""The command line: one command a file, each a docstring and one call.

Exit codes: 0 done; 1 done, with findings; 2 usage or unreadable input, one line on stderr. Data goes to stdout, words
and a progress bar (only on a terminal) to stderr. Everything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from kg.cli.shared import FINDINGS, INTERRUPTED, UNUSABLE
from kg.errors import KgError


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


# In the order in which the help lists them.
for _name in (
    *("build", "add", "retract", "diff", "check", "query", "ask", "table", "chart", "explain"),
    *("export", "load", "serve", "mcp", "score"),
):
    kg.add_command(getattr(import_module(f"kg.cli.{_name}"), _name))
