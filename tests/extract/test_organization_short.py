"""Short names of companies that a document calls in full somewhere."""

from pathlib import Path

import pytest

from kg.extract.document import found
from kg.extract.organization.short import called, forms
from kg.read import Source, parse


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("岚山县翎瑞新能源有限公司", ("翎瑞新能源", "翎瑞")),
        ("河北翎瑞汽车配件股份有限公司", ("翎瑞汽车配件", "翎瑞")),
        ("翎瑞科技（集团）有限公司", ("翎瑞科技", "翎瑞")),
        ("岚山县自来水有限公司", ()),
    ],
)
def test_forms(full: str, short: tuple[str, ...]) -> None:
    assert forms(full) == short


def test_a_document_may_say_what_it_calls_a_body() -> None:
    text = "岚山县翎瑞新能源有限公司（以下简称“岚能”）投产"
    assert called(text, text.index("（")) == "岚能"
    assert called("翎瑞有限公司（岚山）投产", 6) == ""


def names(text: str) -> list[str]:
    row = {"place": "岚山县", "year": "2024", "title": "政府工作报告", "kind": "report"}
    facts = found(parse(Source(Path("a.txt"), "a.txt", row), text.encode()))
    return sorted(item.name for item in facts.mentions if item.kind == "organization")


def test_a_short_name_stands_in_the_document_that_has_the_full_one() -> None:
    told = "岚山县翎瑞新能源有限公司落户园区。"
    later = "工人们说，翎瑞今年扩建了车间。"
    assert names(told + "\n" + later) == ["岚山县翎瑞新能源有限公司", "翎瑞"]
    assert names(later) == []
    assert "翎瑞" not in names(told + "\n今年建设翎瑞大桥。")
