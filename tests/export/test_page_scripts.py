"""The page's modules: each name is imported from where it is exported, nothing is exported or imported in vain."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.export import page
from kg.export.page import bundle

needs_node = pytest.mark.skipif(
    not shutil.which("node"), reason="no node; on Debian and Ubuntu: apt-get install nodejs"
)

FOLDER = Path(page.__file__).parent / "script"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.iterdir())}
MODULES = {name: bundle.read(name, text) for name, text in TEXTS.items()}
DECLARED = {
    name: set(re.findall(r"^(?:const|let) (\w+)", module.body, re.MULTILINE)) for name, module in MODULES.items()
}
IMPORTED = {name: {taken for item in module.imports for taken in item.names} for name, module in MODULES.items()}

# What is no code; of a template, what stands in its braces is.
_LITERAL = re.compile(
    r'//.*|"(?:\\.|[^"\\\n])*"|`((?:\\.|[^`\\])*)`'
    r"|(?<=[(=,:!&|?\s])/(?![/\s*])(?:\[(?:\\.|[^]\\\n])*\]|\\.|[^/\\\n\[])+/[a-z]*"
)
_BRACES = re.compile(r"\$\{((?:[^{}]|\{[^{}]*\})*)\}")
# Not a property of something (`row.name`), nor a name given to one (`name: …`); `… ? name : …` is told by its space.
_NAME = re.compile(r"(?<![\w$])(?<!(?<!\.\.)\.)[A-Za-z_]\w*(?![\w:])")
# What a statement makes inside itself: constants, variables, parameters, each without its default.
_MADE = re.compile(
    r"\b(?:const|let) (?:(\w+)|[\[{]([^=;]*)[\]}] (?:=|of))|\(([^()]*(?:\([^()]*\)[^()]*)*)\) =>|\b(\w+) =>"
)
_PARAMETER = re.compile(r"(?<!= )(?<!\.)\b\w+\b(?!:)")


def code(text: str) -> str:
    """A text without comments, strings and regular expressions."""
    return _LITERAL.sub(lambda found: f"({','.join(_BRACES.findall(found[1]))})" if found[1] else '""', text)


def statements(name: str) -> list[str]:
    """The code of a module cut where a line begins with a word: a declaration each; without its imports."""
    parts = re.split(r"^(?=[a-z])", code(code(MODULES[name].body)), flags=re.MULTILINE)
    return [part for part in parts if not re.match(r"const \{[^}]*\} = \$", part)]


def made(statement: str) -> set[str]:
    """The names that a statement makes inside itself."""
    return {name for found in _MADE.findall(statement) for part in found for name in _PARAMETER.findall(part)}


def foreign(name: str) -> set[str]:
    """The names that a module uses and does not make, and that stand at the top of another file."""
    others = set().union(*DECLARED.values()) - DECLARED[name]
    return {used for part in statements(name) for used in (set(_NAME.findall(part)) & others) - made(part)}


@pytest.mark.parametrize("name", MODULES)
def test_every_name_of_another_file_is_imported_and_every_import_is_used(name: str) -> None:
    assert foreign(name) == IMPORTED[name]


def test_every_export_is_imported_and_every_file_is_reached() -> None:
    taken = {(item.source, name) for module in MODULES.values() for item in module.imports for name in item.names}
    assert {(module.name, name) for module in MODULES.values() for name in module.exports} == taken
    assert [name for name, module in MODULES.items() if not module.exports] == ["main"]


def test_the_page_has_one_script_of_all_modules() -> None:
    script = bundle.script(TEXTS)
    assert page.html(page.data(Store())).count(f"<script>{script}</script>") == 1
    assert "</script" not in script and "<!--" not in script


@needs_node
def test_a_javascript_engine_takes_the_files_as_modules_and_all_of_them_as_one_script(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
    (tmp_path / "page.cjs").write_text(bundle.script(TEXTS), encoding="utf-8")
    # All files are read and their imports found before the first line runs, which asks for a browser.
    for file in ("main.js", "page.cjs"):
        ran = subprocess.run(["node", file], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert "ReferenceError: document is not defined" in ran.stderr
