"""The user's decisions: what a line may say, and what is refused with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.link.decisions import Decision, parse, read, settle

NAMES = {
    "云岭酒业": ["o1"],
    "云岭酒业有限公司": ["o2"],
    "人民医院": ["o3", "o4"],
    "风电": ["i1"],
    "o3": ["o3"],
    "o1": ["o1"],
}
KINDS = {"o1": "organization", "o2": "organization", "o3": "organization", "o4": "organization", "i1": "industry"}


def test_lines_become_pairs() -> None:
    text = "# ours\n\nsame\t云岭酒业\t云岭酒业有限公司\r\ndifferent\to3\to1\n"
    assert settle(parse(text, "d.tsv"), NAMES, KINDS) == ([("o1", "o2")], [("o3", "o1")])


@pytest.mark.parametrize(
    "line", ["equal\ta\tb", "same\ta", "same\ta\tb\tc", "same a b", "same\t\tb", "different\ta\ta"]
)
def test_a_malformed_line_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(InputError, match=r"^d\.tsv:2: "):
        parse(f"# head\n{line}\n", "d.tsv")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("same\t云岭酒厂\t云岭酒业", "nothing in the graph is called '云岭酒厂'; did you mean 云岭酒业"),
        ("same\t人民医院\t云岭酒业", "may mean 2 pairs of things"),
        ("same\t风电\t云岭酒业", "things of different kinds"),
        ("different\t云岭酒业\to1", "one thing already"),
    ],
)
def test_a_name_that_is_not_there_or_unclear_is_refused_with_its_number(line: str, reason: str) -> None:
    with pytest.raises(InputError, match=r"^d\.tsv:1: ") as caught:
        settle(parse(line, "d.tsv"), NAMES, KINDS)
    assert reason in str(caught.value)


def test_lines_that_say_the_opposite_are_refused() -> None:
    with pytest.raises(InputError, match=r"^d\.tsv:2: says the opposite of d\.tsv:1; take one of the two out"):
        parse("same\ta\tb\ndifferent\tb\ta\n", "d.tsv")


def test_a_decision_about_what_has_gone_rests() -> None:
    assert settle([Decision(True, ("云岭酒厂", "云岭酒业"))], NAMES, KINDS) == ([], [])


def test_a_file_is_utf8(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_bytes("\ufeffsame\ta\tb\n".encode())
    assert read(path)[0].names == ("a", "b")
    path.write_bytes("same\t云岭\tb".encode("gb18030"))
    with pytest.raises(InputError, match="save it as UTF-8"):
        read(path)
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("same\ta\tb\nsame\tb\tc\ndifferent\ta\tc\n", "d.tsv:3: says the opposite of d.tsv:1 and d.tsv:2; "),
        ("different\ta\td\nsame\ta\tb\nsame\tx\ty\nsame\tc\td\nsame\tc\tb\n", "d.tsv:1: says the opposite of "),
    ],
)
def test_lines_that_contradict_each_other_by_way_of_others_are_refused_with_all_of_them(lines: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(lines, "d.tsv")
    assert str(caught.value).startswith(told)
    parse(lines.replace("different\ta", "different\te"), "d.tsv")


def test_a_contradiction_is_found_whatever_the_thing_is_called() -> None:
    called = {"云岭酒业": ["o1"], "云岭": ["o1"], "云酒": ["o2"], "岭酒": ["o3"], "云酒集团": ["o2"]}
    kinds = dict.fromkeys(("o1", "o2", "o3"), "organization")
    lines = "same\t云岭酒业\t云酒\nsame\t云酒集团\t岭酒\ndifferent\t岭酒\t云岭\n"
    with pytest.raises(
        InputError, match=r"^d\.tsv:3: says the opposite of d\.tsv:2 and d\.tsv:1; take one of the lines"
    ):
        settle(parse(lines, "d.tsv"), called, kinds)


def test_a_chain_of_decisions_takes_time_in_step_with_its_length() -> None:
    lines = "".join(f"same\tn{number}\tn{number + 1}\n" for number in range(20_000))
    assert len(parse(lines, "d.tsv")) == 20_000


def test_a_line_that_is_no_decision_is_not_repeated(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text("root:secret:19000\n")
    with pytest.raises(InputError) as caught:
        read(path)
    assert "secret" not in str(caught.value)
