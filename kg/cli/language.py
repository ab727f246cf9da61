"""The language of help and messages: English as the code has it, or Chinese by `zh.tsv`.

The catalogue has a row for each text; `{}` stands for what differs (a path, a number), which is translated by itself
where it is a text of the catalogue. What has no row stays English.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import click

from kg.errors import KgError

LANGUAGES = ("zh", "en")
# In the order of their precedence, as gettext has it.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_HOLE = "{}"
_chosen = "en"

Template = tuple[re.Pattern[str], str]


def use(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Speak the language that `--lang` says, wherever it stands, else that of the locale."""
    global _chosen
    told = [after for before, after in pairwise(arguments) if before == "--lang"]
    told += [argument.removeprefix("--lang=") for argument in arguments if argument.startswith("--lang=")]
    _chosen = told[-1] if told and told[-1] in LANGUAGES else of_locale(environment)


def is_all(arguments: Sequence[str]) -> bool:
    """Whether arguments choose a language and nothing else.

    >>> is_all(["--lang", "zh"]), is_all(["--lang=en"]), is_all(["--lang", "zh", "build"]), is_all([])
    (True, True, False, False)
    """
    words = [word for argument in arguments for word in argument.split("=")]
    return len(words) == 2 and words[0] == "--lang" and words[1] in LANGUAGES


def of_locale(environment: Mapping[str, str]) -> str:
    """The language of the environment, else of the system; English where neither is Chinese.

    >>> of_locale({"LANG": "zh_CN.UTF-8"}), of_locale({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    told = next((environment[name] for name in _VARIABLES if environment.get(name)), None)
    if told is None and os.name == "nt":
        import locale

        told = locale.getlocale()[0]
    return "zh" if (told or "").lower().startswith(("zh", "chinese")) else "en"


def is_chinese() -> bool:
    """Whether help and messages are in Chinese."""
    return _chosen == "zh"


def said(text: str) -> str:
    """A text in the language in use."""
    return chinese(text) if is_chinese() else text


def either(english: str, chinese: str = "") -> str:
    """A text in the language in use, which may be there in Chinese already."""
    return chinese if chinese and is_chinese() else said(english)


def warn(text: str) -> None:
    """Say a line on standard error."""
    click.echo(said(text), err=True)


def told(text: str) -> str:
    """An account of several lines in the language in use: each line, and each of its parts between dots, by itself."""
    if not is_chinese():
        return text
    lines = (each.partition(each.lstrip()) if each.strip() else (each, "", "") for each in text.split("\n"))
    return "\n".join(indent + " · ".join(map(chinese, body.split(" · "))) + rest for indent, body, rest in lines)


def line(error: KgError) -> str:
    """The line of an error, in the language in use."""
    if not is_chinese():
        return str(error)
    return str(KgError(said(error.where), said(error.reason), said(error.remedy)))


@lru_cache(maxsize=512)
def chinese(text: str) -> str:
    """A text in Chinese, itself where the catalogue has none.

    >>> chinese("is empty"), chinese("is part of 3 names"), chinese("did you mean a? use one of b, c")
    ('是空的', '是3个名称的一部分', '您要的是a吗？请用其中之一：b, c')
    """
    if found := catalogue().get(text):
        return found
    for pattern, form in _templates():
        if match := pattern.fullmatch(text):
            return form.format(*(chinese(part) for part in match.groups()))
    return text


@cache
def catalogue() -> Mapping[str, str]:
    """Every row: English -> Chinese."""
    lines = Path(__file__).with_name("zh.tsv").read_text(encoding="utf-8").splitlines()
    return dict(row.split("\t") for row in lines if row and not row.startswith("# "))


@cache
def _templates() -> Sequence[Template]:
    """The rows with holes, those with most letters of their own first."""
    rows = [(english, form) for english, form in catalogue().items() if _HOLE in english or "(s)" in english]
    return [(_pattern(english), form) for english, form in sorted(rows, key=lambda row: -len(row[0]))]


def _pattern(english: str) -> re.Pattern[str]:
    text = re.escape(english).replace(re.escape(_HOLE), "(.+?)")
    return re.compile(text.replace(re.escape("(s)"), "s?").replace(re.escape("(y/ies)"), "(?:y|ies)"), re.DOTALL)
