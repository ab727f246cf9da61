"""One script from the page's modules: what stands in a file stays there, and only what it exports leaves it.

A browser loads no module from a file on disk, and the policy of the page names scripts by their hashes. So each module
becomes a function that runs once, after those that it imports from, and returns what it exports. That does what the
modules themselves would do, for modules in the one style that is read here:

    // Comments, then imports, then code.
    import { el, fill } from "./dom.js";

    export const drawPlaces = (box) => …

Files are named in small letters, a long import has one name a line, and imports point one way. Only `const` is
exported, because an importer gets the value once: what changes while the page is open is a property of an exported
object, or the answer of an exported function.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from kg.errors import DataError

_NAME = "[A-Za-z_][A-Za-z0-9_]{0,99}"
_IMPORT = rf'import \{{(\s{{1,9}}{_NAME}(?:,\s{{1,9}}{_NAME})*,?\s)\}} from "\./([a-z]+)\.js";$'
_IMPORTS = re.compile(rf"^{_IMPORT}", re.MULTILINE)
_TOP = re.compile(rf"(?:(?://.*)?\n|{_IMPORT}\n)*", re.MULTILINE)
_EXPORTS = re.compile(rf"^export const (?=({_NAME}) =)", re.MULTILINE)
# Whatever else the language has to import and export; an entry of an object may be called so.
_OTHER = re.compile(r"^[ \t]{0,99}(?:import|export)\b(?! ?:)|\bimport ?[.(]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Import:
    """Names that a module takes from another one, and the line that says so."""

    line: int
    source: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A file without `.js`, what it imports and exports, and its text as the inside of a function."""

    name: str
    imports: tuple[Import, ...]
    exports: tuple[str, ...]
    body: str


def script(texts: Mapping[str, str]) -> str:
    """One script that runs modules (name without `.js` -> text), each after those that it imports from.

    Raises `DataError` where a module has another style, or imports what is not there or what imports it.
    """
    modules = {name: read(name, text) for name, text in sorted(texts.items())}
    for module in modules.values():
        _check(module, modules)
    functions = "".join(_function(modules[name]) for name in _order(modules))
    return f'(() => {{\n"use strict";\n{functions}}})();\n'


def read(name: str, text: str) -> Module:
    """A module from its text; raises `DataError` where it is not in the style."""
    if not re.fullmatch("[a-z]+", name):
        raise DataError(f"{name}.js", "not a name of a module", "use small letters only")
    top = _TOP.match(text)
    end = top.end() if top else 0
    # A module stands in a constant `$name`; no other name in the scripts begins with a dollar. Lines stay lines.
    body = _IMPORTS.sub(r"const {\1} = $\2;", text[:end]) + _EXPORTS.sub("const ", text[end:])
    if other := _OTHER.search(body):
        where = f"{name}.js:{_line(body, other.end())}"
        raise DataError(
            where,
            "an import or export of another form",
            'write `import { name } from "./file.js";` above, or `export const name`',
        )
    imports = tuple(
        Import(_line(text, found.start()), found[2], tuple(re.findall(_NAME, found[1])))
        for found in _IMPORTS.finditer(text, 0, end)
    )
    return Module(name, imports, tuple(found[1] for found in _EXPORTS.finditer(text, end)), body)


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _check(module: Module, modules: Mapping[str, Module]) -> None:
    """Every name that a module imports is exported where it looks for it."""
    for item in module.imports:
        where = f"{module.name}.js:{item.line}"
        if item.source not in modules:
            raise DataError(where, f"there is no {item.source}.js", "mend the name of the file")
        if missing := [name for name in item.names if name not in modules[item.source].exports]:
            raise DataError(
                where, f"{item.source}.js does not export {', '.join(missing)}", "export it, or mend the name"
            )


def _order(modules: Mapping[str, Module]) -> list[str]:
    """The names of modules, each after those that it imports from."""
    sources = {name: [item.source for item in module.imports] for name, module in modules.items()}
    try:
        return list(TopologicalSorter(sources).static_order())
    except CycleError as error:
        ring = error.args[1][::-1]
        line = next(item.line for item in modules[ring[0]].imports if item.source == ring[1])
        way = " -> ".join(f"{name}.js" for name in ring)
        raise DataError(
            f"{ring[0]}.js:{line}", f"modules import each other: {way}", "move what both need below them"
        ) from None


def _function(module: Module) -> str:
    return f"const ${module.name} = (() => {{\n{module.body}\nreturn {{ {', '.join(module.exports)} }};\n}})();\n"
