"""Two columns that share their lines are parted; tables and lists are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.repair import repair

LEFT = (
    "过去一年，全区完成国土绿化4.1万亩，打造省级森林乡村2个，森林覆盖率达到38.2%，蓝天白云常伴，群众满意。"
    "投资4.2亿元实施农业项目106项，新建高标准农田1.6万亩，整治撂荒地1.9万亩，农业总产值增长4.1%，增收明显。"
)
RIGHT = (
    "深化平安建设，调解矛盾纠纷1640件，挽回损失9465万元，重点信访事项办结率达到96%，社会大局稳定。"
    "改造老旧小区15个、棚户区1650套，铺设污水管网47公里，启用污水处理站16座，城乡面貌焕然一新，环境更加宜居。"
)


def wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def beside(left: str, right: str, width: int = 14, gap: str = "    ") -> str:
    """Two columns as a program that keeps the layout writes them."""
    one, two = wrapped(left, width), wrapped(right, width)
    lines = []
    for at in range(max(len(one), len(two))):
        piece = one[at] if at < len(one) else ""
        narrow = sum(letter.isascii() for letter in piece)
        fill = " " * (2 * width - 2 * len(piece) + narrow)
        lines.append((piece + fill + gap + (two[at] if at < len(two) else "")).rstrip())
    return "\n".join(lines)


@pytest.mark.parametrize("width", [12, 16, 20])
@pytest.mark.parametrize("gap", ["    ", "　　", "          "])
def test_columns_are_read_one_after_the_other(width: int, gap: str) -> None:
    repaired = repair(beside(LEFT, RIGHT, width, gap))
    assert repaired.text.replace("\n", "") == LEFT + RIGHT
    assert any(flag.startswith("lines of two columns parted: ") for flag in repaired.flags)


def test_headings_across_the_columns_stay_in_place() -> None:
    raw = f"砥砺奋进谱新篇\n\n{beside(LEFT, RIGHT)}\n\n区融媒体中心供稿"
    lines = repair(raw).text.split("\n")
    assert lines[0] == "砥砺奋进谱新篇" and lines[-1] == "区融媒体中心供稿"
    assert "".join(lines[1:-1]) == LEFT + RIGHT


@pytest.mark.parametrize(
    "raw",
    [
        # cells: short, without punctuation
        "\n".join(f"指标{name}    单位    {number}.5" for number, name in enumerate("甲乙丙丁戊己庚辛")),
        "\n".join(f"{name}某某    局长" for name in "张王李赵孙周吴郑"),
        # notes beside names: only one side is prose
        "\n".join(f"第{n}项    新建学校{n}所，改造小区{n}个，完成投资{n}亿元。" for n in range(1, 9)),
        # too few lines to be certain
        beside(LEFT[:50], RIGHT[:50]),
    ],
)
def test_what_is_no_prose_on_both_sides_stays(raw: str) -> None:
    repaired = repair(raw)
    assert not any("columns" in flag for flag in repaired.flags)


def test_offsets_lead_to_both_columns() -> None:
    raw = beside(LEFT, RIGHT)
    repaired = repair(raw)
    for at, letter in enumerate(repaired.text):
        text, start = max(pair for pair in repaired.breaks if pair[0] <= at)
        assert raw[start + at - text] == letter or letter == "\n"


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["全区，", "新建道路12公里。", "    ", "　　", "   ", "\n", "A", "投资"]), max_size=80))
def test_nothing_is_lost_or_made_up(pieces: list[str]) -> None:
    raw = "".join(pieces)
    repaired = repair(raw)
    if not any(word in flag for flag in repaired.flags for word in ("left out", "halved")):
        assert sorted("".join(repaired.text.split())) == sorted("".join(raw.split()))
