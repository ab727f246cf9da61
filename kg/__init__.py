"""fazhan: Chinese local government reports in, a checked knowledge graph out.

    import kg

    graph = kg.build(["seeds"])
    graph.query("targets", place="格尔木市", year="2025")

All that happens on first use: to import this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.library import Graph, build, load

__all__ = ["Graph", "build", "load"]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import library

    return getattr(library, name)
