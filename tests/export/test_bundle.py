"""The step that makes one script of the page's modules: order, privacy of names, and all that it refuses."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError
from kg.export.page import bundle

needs_node = pytest.mark.skipif(
    not shutil.which("node"), reason="no node; on Debian and Ubuntu: apt-get install nodejs"
)

ADD = """// Sums.

const zero = 0;
export const add = (one, other) => one + other + zero;
"""
MAIN = """// Says a sum, with a `zero` of its own.

import { add } from "./sums.js";

const zero = 1;
console.log(add(2, 3), zero);
"""


def ran(script: str) -> str:
    return subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True, timeout=60).stdout


def refused(**texts: str) -> str:
    with pytest.raises(DataError) as raised:
        bundle.script(texts)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_each_module_is_a_function_that_takes_imports_and_returns_exports() -> None:
    assert bundle.script({"main": MAIN, "sums": ADD}) == (
        '(() => {\n"use strict";\n'
        "const $sums = (() => {\n// Sums.\n\nconst zero = 0;\nconst add = (one, other) => one + other + zero;\n"
        "\nreturn { add };\n})();\n"
        "const $main = (() => {\n// Says a sum, with a `zero` of its own.\n\nconst { add } = $sums;\n"
        "\nconst zero = 1;\nconsole.log(add(2, 3), zero);\n\nreturn {  };\n})();\n"
        "})();\n"
    )


@needs_node
def test_the_script_runs_and_names_that_are_not_exported_do_not_meet() -> None:
    assert ran(bundle.script({"main": MAIN, "sums": ADD})) == "5 1\n"


@needs_node
def test_a_name_that_is_not_imported_is_not_there() -> None:
    main = 'import { add } from "./sums.js";\nconsole.log(typeof add, typeof zero, typeof half);\n'
    assert (
        ran(bundle.script({"main": main, "sums": ADD + "export const half = 0.5;\n"}))
        == "function undefined undefined\n"
    )


@needs_node
def test_what_changes_inside_an_exported_object_is_seen_by_all() -> None:
    texts = {
        "main": 'import { at } from "./state.js";\nimport { put } from "./view.js";\nput(7);\nconsole.log(at.x);\n',
        "state": "export const at = {};\n",
        "view": 'import { at } from "./state.js";\nexport const put = (x) => (at.x = x);\n',
    }
    assert ran(bundle.script(texts)) == "7\n"


def test_a_long_import_has_one_name_a_line_and_lines_stay_where_they_are() -> None:
    text = 'import {\n  add,\n  take,\n} from "./sums.js";\n\nexport const twice = (one) => add(one, one);\n'
    module = bundle.read("main", text)
    assert module.imports == (bundle.Import(1, "sums", ("add", "take")),)
    assert module.exports == ("twice",)
    assert module.body == "const {\n  add,\n  take,\n} = $sums;\n\nconst twice = (one) => add(one, one);\n"


@given(st.permutations("abcdef"), st.lists(st.sampled_from([(0, 1), (0, 5), (1, 3), (2, 3), (2, 4), (4, 5)])))
def test_a_module_stands_behind_all_that_it_imports_from(names: list[str], pairs: list[tuple[int, int]]) -> None:
    sources = {name: {names[one] for one, other in pairs if names[other] == name} for name in names}
    texts = {
        name: "".join(f'import {{ {source} }} from "./{source}.js";\n' for source in sorted(sources[name]))
        + f"export const {name} = 1;\n"
        for name in names
    }
    script = bundle.script(texts)
    assert script == bundle.script(dict(sorted(texts.items())))
    for name in names:
        assert all(script.index(f"const ${source} =") < script.index(f"const ${name} =") for source in sources[name])


@pytest.mark.parametrize(
    "line",
    [
        'import "./sums.js";',
        'import sums from "./sums.js";',
        'import * as sums from "./sums.js";',
        'import { add as plus } from "./sums.js";',
        'import {} from "./sums.js";',
        "import { add } from './sums.js';",
        'import { add } from "./sums.js"',
        'import { add } from "sums.js";',
        'import { add } from "../sums.js";',
        'import { add } from "https://example.org/sums.js";',
        '  import { add } from "./sums.js";',
        'const sums = await import("./sums.js");',
        "console.log(import.meta.url);",
        "export default 1;",
        "export let here = 1;",
        "export function here() {}",
        "export const { here } = {};",
        "export { here };",
        'export * from "./sums.js";',
    ],
)
def test_another_form_of_import_or_export_is_refused_with_its_line(line: str) -> None:
    message = refused(main=f"// Head.\n\n{line}\n", sums=ADD)
    assert message.startswith("main.js:3: an import or export of another form; write `import ")


def test_an_import_below_code_is_refused() -> None:
    message = refused(main='const one = 1;\nimport { add } from "./sums.js";\n', sums=ADD)
    assert message.startswith("main.js:2: an import or export of another form")


def test_words_that_only_look_like_an_import_are_let_through() -> None:
    text = '// We import nothing.\nexport const important = {\n  import: "导入",\n  export: "导出",\n};\n'
    assert bundle.read("words", text).exports == ("important",)


@pytest.mark.parametrize(
    ("main", "message"),
    [
        ('import { take } from "./sums.js";\n', "main.js:1: sums.js does not export take; export it, or mend the name"),
        (
            '// Head.\nimport { zero } from "./sums.js";\n',
            "main.js:2: sums.js does not export zero; export it, or mend the name",
        ),
        ('import { add } from "./sum.js";\n', "main.js:1: there is no sum.js; mend the name of the file"),
    ],
)
def test_an_import_of_what_is_not_there_is_refused(main: str, message: str) -> None:
    assert refused(main=main, sums=ADD) == message


def test_modules_that_import_each_other_are_refused() -> None:
    message = refused(
        a='import { c } from "./c.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
        c='// Head.\nimport { b } from "./b.js";\nexport const c = 1;\n',
        main='import { a } from "./a.js";\n',
    )
    rings = {
        "a.js:1": "a.js -> c.js -> b.js -> a.js",
        "b.js:1": "b.js -> a.js -> c.js -> b.js",
        "c.js:2": "c.js -> b.js -> a.js -> c.js",
    }
    assert message in {
        f"{where}: modules import each other: {ring}; move what both need below them" for where, ring in rings.items()
    }


def test_a_file_whose_name_is_no_name_of_a_module_is_refused() -> None:
    assert refused(**{"my-sums": ADD}) == "my-sums.js: not a name of a module; use small letters only"
