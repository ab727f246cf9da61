"""Help and messages in two languages: every text has both, and the locale or `--lang` decides."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg import cli
from kg.cli import help as pages
from kg.cli import language
from kg.errors import InputError

PACKAGE = Path(cli.__file__).parent.parent
ERRORS = ("KgError", "InputError", "OutputError", "QueryError", "StoreError", "UsageError")
# What is told to whoever writes passages and weights, not to users.
WORKSHOP = ("score",)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    language.use([], {})


def helped() -> Iterator[str]:
    """Every text of the help."""
    for command in (cli.kg, *cli.kg.commands.values()):
        yield from pages.paragraphs(command.help or "")
        yield from pages.paragraphs(command.epilog or "")
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield (parameter.help or "").partition("  [")[0]
    yield from (heading for heading, _, _ in pages.GROUPS)


def test_every_text_of_the_help_has_both_languages() -> None:
    texts = [text for text in helped() if text and not text.startswith("kg ")]
    assert len(texts) > 100
    assert [text for text in texts if text not in language.catalogue()] == []


def template(node: ast.expr) -> str | None:
    """A text as the catalogue has it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def told() -> Iterator[str]:
    """The reasons and remedies of all errors that the package writes out where it raises them."""
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).parts[0] in WORKSHOP:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            if isinstance(node, ast.Call) and name in ERRORS:
                words = node.args[:1] if name == "UsageError" else node.args[1:]
                yield from filter(None, map(template, words))


def kept_out() -> Iterator[str]:
    """Why the package takes a number or a table for no fact."""
    for path in (PACKAGE / "extract").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", getattr(getattr(node, "func", None), "attr", ""))
            if isinstance(node, ast.Call) and name in ("NotUnderstood", "note"):
                yield from filter(None, map(template, node.args[:1]))
            elif isinstance(node, ast.Return) and path.name == "rejection.py" and node.value:
                yield from (text for part in ast.walk(node.value) if (text := template(part)) and " " in text)


def is_known(text: str) -> bool:
    """Whether there is Chinese for a text, also where it begins with a guess of a name (`{}give one of {}`)."""
    filled = text.replace("{}", "7")
    letters = "".join(text.split("{}")).strip(string.punctuation + " ")
    return not letters or language.chinese(filled) != filled or language.chinese(filled.removeprefix("7")) != filled[1:]


def test_every_reason_and_remedy_has_chinese() -> None:
    texts = set(told())
    assert len(texts) > 150
    assert sorted(text for text in texts if not is_known(text)) == []


def test_every_reason_why_a_number_is_no_fact_has_chinese() -> None:
    texts = set(kept_out())
    assert len(texts) > 20
    assert sorted(text for text in texts if not is_known(text)) == []


def test_no_row_of_the_catalogue_stands_twice() -> None:
    rows = (PACKAGE / "cli" / "zh.tsv").read_text(encoding="utf-8").splitlines()
    texts = [row.split("\t")[0] for row in rows if not row.startswith("# ")]
    assert len(set(texts)) == len(texts)


def test_both_sides_of_the_catalogue_have_the_same_holes() -> None:
    for english, chinese in language.catalogue().items():
        assert english.count("{}") == chinese.count("{}"), english


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang", "en", "build"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["build", "--help", "--lang=zh"], {}, "zh"),
        (["build", "--lang", "fr"], {}, "en"),
    ],
)
def test_the_option_goes_before_the_locale(arguments: list[str], environment: dict[str, str], expected: str) -> None:
    language.use(arguments, environment)
    assert language.is_chinese() == (expected == "zh")


@pytest.mark.parametrize("name", [None, *sorted(cli.kg.commands)])
def test_help_in_chinese_has_no_english_sentence(name: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*filter(None, [name]), "--help", "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("用法： kg")
    assert [text for text in helped() if len(text) > 25 and text[:3] != "kg " and text in " ".join(out.split())] == []
    assert all(pages.cells(line) <= 80 for line in out.splitlines())


def test_messages_are_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", str(tmp_path / "missing"), "--lang", "zh"]) == 2
    assert capsys.readouterr().err == f"{tmp_path / 'missing'}: 不存在; 请检查路径\n"
    assert cli.run(["build", "--lang", "zh"]) == 2
    assert capsys.readouterr().err == "kg build: 缺少参数'INPUT...'。（见 kg build --help）\n"
    assert cli.run(["query", "targtes", "--lang", "zh", "--graph", str(tmp_path)]) == 2
    assert "您要的是targets还是merges？请给 SPARQL 或其中之一：" in capsys.readouterr().err


def test_a_build_tells_what_it_made_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("西岭市2024年工作回顾\n2024年，西岭市地区生产总值421亿元。\n", encoding="utf-8")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert cli.run(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 0
    err = capsys.readouterr().err
    assert err.startswith("1份文件：1个观测值")
    assert f"条发现 -> {tmp_path / 'out'}\n" in err and "读 34 字用 " in err


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("year in doubt: 2023 by title, though 2024 by words as well as issuer; say it in documents.csv, column year",
         "年份存疑：2023（依据标题），但另有2024（依据用词、发文单位）；请在 documents.csv 的 year 栏写明"),
        ("place in doubt: 岚山县 by file name alone; say it in documents.csv, column place",
         "地方存疑：岚山县（仅依据文件名）；请在 documents.csv 的 place 栏写明"),
        ("pages recognized from pictures, 96 % certain: 1, 2", "由图片识别的页（把握 96 %）：1, 2"),
        ("in a table: no unit is given (3 times)", "表中：没有单位（3次）"),
    ],
)  # fmt: skip
def test_what_a_report_says_of_a_document_has_chinese(english: str, chinese: str) -> None:
    assert language.chinese(english) == chinese


def test_the_report_of_a_build_is_in_the_language_asked_for(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    words = "岚山县2024年工作回顾\n2024年，岚山县地区生产总值421亿元，打造15分钟生活圈。\n"
    (folder / "a.txt").write_text(words, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"\x00\x01\x02")
    (folder / "documents.csv").write_text("file,place\na.txt,岚山县\n", encoding="utf-8")
    assert cli.run(["build", str(folder), "--out", str(out), "--lang", "zh"]) == 1
    told = (out / "report.txt").read_text(encoding="utf-8")
    assert told.startswith("1份文件：1个观测值")
    assert "    15分钟: 是时间，不是数量\n      原句: " in told
    assert re.findall("[a-z]{3,}(?: [a-z]+)+", told) == []
    assert cli.run(["build", str(folder), "--out", str(out), "--lang", "en"]) == 1
    assert (out / "report.txt").read_text(encoding="utf-8").startswith("1 document: 1 observation")


def test_a_build_that_stands_is_told_anew_in_another_language(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("岚山县2024年工作回顾\n2024年，岚山县地区生产总值421亿元。\n", encoding="utf-8")
    first_lines = []
    for lang in ("en", "zh"):
        assert cli.run(["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--lang", lang]) == 0
        first_lines.append((tmp_path / "out" / "report.txt").read_text(encoding="utf-8").partition("\n")[0])
    assert [line[:2] for line in first_lines] == ["1 ", "1份"]


def test_what_has_no_chinese_stays_as_it_is() -> None:
    assert language.chinese("something that nobody has written") == "something that nobody has written"
    language.use(["--lang", "zh"])
    assert language.line(InputError("a.txt", "is odd in a new way", "take it out")).startswith(
        "a.txt: is odd in a new way; "
    )


def test_every_command_stands_in_one_group() -> None:
    listed = [name for _, names, _ in pages.GROUPS for name in names]
    assert sorted(listed) == sorted(cli.kg.commands)
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--lang", "en"]])
def test_kg_alone_tells_groups_with_an_example_each(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(arguments)
    captured = capsys.readouterr()
    shown = " ".join((captured.out + captured.err).split())
    for heading, names, example in pages.GROUPS:
        assert heading in shown
        assert f"Example: {example}" in shown
        for name in names:
            assert pages.summary(cli.kg.commands[name]) in shown
    assert "Exit codes: 0 done; 1 done, but" in shown
    assert "..." not in shown.replace("[ARGS]...", "")


def test_the_examples_are_commands_that_there_are() -> None:
    for _, _, example in pages.GROUPS:
        words = example.removeprefix('eval "$(').split()
        assert words[0] == "kg"
        assert words[1] in cli.kg.commands


def test_an_account_of_a_thing_is_in_chinese(pair_build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "青石沟水库", "--graph", str(pair_build / "graph.ttl"), "--lang", "zh"]) == 0
    out = capsys.readouterr().out
    assert "（项目）" in out
    assert "个阶段" in out
    assert "在建 · 2024 · 已实现" in out
    assert "；规则 " in out
    words = ("stage", "characters", "confidence", "achieved", "from the", " link")
    said = re.sub(r"[a-z+-]+=\S+", "", out)  # features are told by their names
    assert [word for word in words if word in said] == []


def test_what_changed_is_told_in_chinese(pair_build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.ttl").write_text(
        "<https://w3id.org/fazhan/id/document-1> a <https://w3id.org/fazhan/ontology#Document> ; "
        '<http://purl.org/dc/terms/identifier> "a.txt" .',
        encoding="utf-8",
    )
    assert cli.run(["diff", str(tmp_path / "empty.ttl"), str(pair_build / "graph.ttl"), "--lang", "zh"]) == 1
    out = capsys.readouterr().out
    assert "新增文件（4）" in out
    assert "处变化" in out


def test_findings_are_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = tmp_path / "bad.ttl"
    graph.write_text(
        "@prefix fz: <https://w3id.org/fazhan/ontology#> . <https://example.org/o> a fz:Observation ; fz:unit '亿元' .",
        encoding="utf-8",
    )
    assert cli.run(["check", str(graph), "--lang", "zh"]) == 1
    out, err = capsys.readouterr()
    assert "https://example.org/o: Observation: 状态" in out
    assert "条发现" in err
