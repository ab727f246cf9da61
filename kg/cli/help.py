"""Help pages: the commands in groups with an example each, and every text in the language in use."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

import click

from kg.cli.language import LANGUAGES, is_chinese, said

# Heading, commands, an example.
GROUPS = (
    ("Make a graph", ("build", "add", "retract"), "kg build seeds --out exports"),
    (
        "Ask the graph",
        ("ask", "query", "table", "chart", "explain"),
        "kg ask 格尔木市2025年地区生产总值目标是多少",
    ),
    ("Check and compare", ("check", "diff", "score"), "kg diff last-year/graph.ttl exports/graph.ttl"),
    ("Hand the graph on", ("export", "load", "serve", "mcp"), "kg export --format xlsx --out graph.xlsx"),
    ("This command line", ("completion",), 'eval "$(kg completion bash)"'),
)
_GAP, _MOST = 2, 30  # columns between the two of a list; of its first one
_CLOSING = "，。；：、？！）」"


def lang_option() -> click.Option:
    """`--lang`, which every command has; `kg.cli.language.use` has read it before."""
    text = "Language of help and messages.  [default: that of the locale]"
    return click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=text)


class Formatter(click.HelpFormatter):
    """Writes what click tells it in the language in use; Chinese by the width of its characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Usage: kg build [OPTIONS] INPUT...`"""
        for words in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(words, said(words))
        super().write_usage(prog, args, prefix or f"{said('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """`Options:`"""
        super().write_heading(said(heading))

    def write_text(self, text: str) -> None:
        """Paragraphs."""
        if not is_chinese():
            super().write_text(text)
            return
        shown = ("\n".join(self._lines(paragraph, self.current_indent)) for paragraph in paragraphs(text))
        self.write("\n\n".join(shown) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _MOST, col_spacing: int = _GAP) -> None:
        """A list of options or commands with what they are."""
        if not is_chinese():
            super().write_dl(rows, col_max, col_spacing)
            return
        rows = list(rows)
        widths = [cells(first) for first, _ in rows]
        column = min(max(widths, default=0), col_max) + col_spacing
        for (first, second), width in zip(rows, widths, strict=True):
            told = wrapped(_option(second), self.width - self.current_indent - column)
            if width + col_spacing <= column:
                self.write(f"{'':{self.current_indent}}{first}{'':{column - width}}{next(told, '')}\n")
            else:
                self.write(f"{'':{self.current_indent}}{first}\n")
            for more in told:
                self.write(f"{'':{self.current_indent + column}}{more}\n")

    def _lines(self, paragraph: str, indent: int) -> Iterator[str]:
        yield from (f"{'':{indent}}{line}" for line in wrapped(said(paragraph), self.width - indent))


class Context(click.Context):
    """The context of a command whose help is written so."""

    formatter_class = Formatter


class Group(click.Group):
    """The command line: its commands stand in groups."""

    context_class = Context

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Give a command the help and the `--lang` that all have."""
        cmd.context_class = Context
        cmd.params.append(lang_option())
        super().add_command(cmd, name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The groups of commands, each command with its sentence, each group with an example."""
        for heading, names, example in GROUPS:
            with formatter.section(heading):
                formatter.write_dl([(name, summary(self.commands[name])) for name in names])
                formatter.write_text(f"{said('Example')}: {example}")


def summary(command: click.Command) -> str:
    """The first sentence of a command's help."""
    return paragraphs(command.help or "")[0]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each in one line.

    >>> paragraphs("One.\\n\\n    Two\\n    lines.\\n    ")
    ['One.', 'Two lines.']
    """
    return [" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n")]


def _option(text: str) -> str:
    """The help of an option, with what stands in brackets behind it."""
    text, *extras = text.split("  [")
    return "".join([said(text), *(f" [{_extra(extra.removesuffix(']'))}]" for extra in extras)])


def _extra(text: str) -> str:
    """`default: 50; x>=1`: each part by itself, where the whole is no text of the catalogue."""
    whole = said(text)
    return whole if whole != text else "; ".join(map(said, text.split("; ")))


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of so many columns: broken at spaces and between Chinese characters.

    >>> list(wrapped("用图回答 kg ask 的提问。", 10))
    ['用图回答', 'kg ask 的', '提问。']
    """
    line = ""
    for word in _words(text):
        if line and cells(line + word.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += word if line else word.lstrip()
    if line:
        yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """What must stay together: a Chinese character with the marks behind it, a word with the spaces behind it."""
    word = ""
    for letter in text:
        breaks = word and (word[-1].isspace() or _is_wide(word[-1]) or _is_wide(letter))
        if breaks and letter not in _CLOSING and not letter.isspace() and word[-1] not in "（「[":
            yield word
            word = ""
        word += letter
    yield word


def cells(text: str) -> int:
    """The columns that a text takes on a terminal.

    >>> cells("kg 图")
    5
    """
    return sum(1 + _is_wide(letter) for letter in text)


def _is_wide(letter: Any) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"
