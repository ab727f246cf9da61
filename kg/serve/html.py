"""HTML that cannot hold what is not meant: every text is escaped unless it is `Html` already."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

_EMPTY = frozenset({"br", "input", "link", "meta"})


class Html(str):
    """Markup that needs no escaping."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"


def el(tag: str, *children: Child, **attributes: str | bool | None) -> Html:
    """An element. `class_` is `class`, `aria_label` is `aria-label`; an attribute that is None or False is left out.

    >>> el("a", "<b>", href='x"y', class_="link")
    '<a href="x&quot;y" class="link">&lt;b&gt;</a>'
    """
    told = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{tag}{told}>" if tag in _EMPTY else f"<{tag}{told}>{text(children)}</{tag}>")


def text(child: Child) -> Html:
    """Children as markup."""
    if child is None:
        return Html("")
    if isinstance(child, Html):
        return child
    return Html(escape(child)) if isinstance(child, str) else Html("".join(map(text, child)))
