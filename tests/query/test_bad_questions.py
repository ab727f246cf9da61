"""Questions and charts that cannot be answered: one line each that helps, whatever is pasted in."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from kg import cli
from kg.query import ask
from kg.query.ask.question import LONGEST


def told(capsys: pytest.CaptureFixture[str], graph: Path, *arguments: str) -> str:
    """The one line of a call that fails."""
    assert cli.run([*arguments, "--graph", str(graph)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert len(err) < 1500
    assert "; " in err
    return err


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "格尔木市" * 25_000,
            f"has 100000 characters, more than a question has; ask one in at most {LONGEST}",
        ),
        ("SELECT ?s WHERE { ?s ?p ?o }", "has words that neither the graph nor the reader knows: 「SELECT」"),
        ("西岭县'; DROP ALL; # 2024年地区生产总值", "「DROP」"),
        ("西岭县 } UNION { ?s ?p ?o 2024年", "「UNION」"),
        ("明天会下雨吗", "「明天」、「下雨」; ask like: "),
        ("asdf qwer", "「asdf」、「qwer」; ask like: "),
        ("？？？", "names no place, indicator, industry or project; name one, such as"),
        ("的", "names no place, indicator, industry or project"),
        ("   ", "the question: is empty; ask something, such as"),
        ("\x00\x1b[2J", "「2J」"),
        ("瓦坎達的項目", "「瓦坎达」; ask like: "),
    ],
)
def test_a_question_that_means_nothing_is_one_line(
    question: str, says: str, pair_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert says in told(capsys, pair_build / "graph.ttl", "ask", question)


def test_a_question_in_traditional_characters_is_understood(
    pair_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = str(pair_build / "graph.ttl")
    assert cli.run(["ask", "西嶺縣2024年哪些目標沒有完成", "--graph", graph]) == 0
    traditional = capsys.readouterr().out
    assert cli.run(["ask", "西岭县2024年哪些目标没有完成", "--graph", graph]) == 0
    assert traditional == capsys.readouterr().out
    assert cli.run(["query", "targets", "--place", "西嶺縣", "--graph", graph, "--columns", "of", "--limit", "1"]) == 0
    assert "西岭县" in capsys.readouterr().out
    assert cli.run(["table", "--place", "西嶺縣", "--concept", "地區生產總值", "--graph", graph]) == 0
    assert ",地区生产总值,growth," in capsys.readouterr().out
    assert cli.run(["explain", "西嶺縣", "--graph", graph]) == 0


def test_the_largest_of_projects_without_an_investment_is_not_nothing(
    pair_build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = str(pair_build / "graph.ttl")
    assert cli.run(["ask", "西岭县投资最大的项目", "--graph", graph]) == 1
    assert capsys.readouterr().out.startswith("这些项目都没有写明投资；可以问规模最大的项目。")
    assert cli.run(["ask", "largest projects in Xiling", "--graph", graph]) == 1
    assert "ask for the largest capacity" in capsys.readouterr().out
    assert cli.run(["ask", "西岭县有什么规模最大的项目", "--graph", graph]) == 0


def test_a_long_question_comes_by_standard_input(
    pair_build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("西岭县" * 100_000))
    assert "has 300000 characters" in told(capsys, pair_build / "graph.ttl", "ask", "-")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{ask.EXAMPLES[3]}\n"))
    assert cli.run(["ask", "-", "--graph", str(pair_build / "graph.ttl")]) == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ("西岭县1999年地区生产总值",),
            "no number of a single year is told of it; there are numbers of 2023, 2024",
        ),
        (("--concept", "GDP", "--years", "1999"), "there are numbers of 2023"),
        (("--concept", "不存在的指标"), "is no indicator of the graph"),
        (("--concept", "GDP", "--place", "格尔木市"), "nothing in the graph is called so"),
        (("--concept", "GDP", "--years", "十九"), "is no year"),
        (("明天会下雨吗",), "「明天」、「下雨」"),
        (("西岭县的项目",), "says more than a chart can show: projects; ask for an indicator"),
        (("格尔木市" * 25_000,), "has 100000 characters"),
        ((), "Give a question or --concept"),
    ],
)
def test_a_chart_without_data_is_one_line(
    arguments: tuple[str, ...], says: str, pair_build: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "chart.svg"
    assert cli.run(["chart", *arguments, "--graph", str(pair_build / "graph.ttl"), "--out", str(out)]) == 2
    printed, err = capsys.readouterr()
    assert (printed, err.count("\n")) == ("", 1)
    assert says in err
    assert not out.exists()


def test_a_graph_without_facts_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = tmp_path / "empty.ttl"
    graph.touch()
    told(capsys, graph, "ask", "西岭县2024年地区生产总值目标")
    told(capsys, graph, "table")
    told(capsys, graph, "chart", "地区生产总值", "--out", str(tmp_path / "c.svg"))
