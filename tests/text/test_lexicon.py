"""Every word of the lexicon in the sentences of its tags: what the tag promises is found there, and not elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib.resources import files

import pytest

from kg.extract import industry, observation, organization, place, project
from kg.extract.observation.timing import Setting
from kg.extract.segment import segment
from kg.link.firms import firm
from kg.link.project_rules import unmodified
from kg.link.undertakings import plural
from kg.model import Document, Origin, Told
from kg.text import lexicon, quantity
from kg.text.line import Line

HOME = "青海省海西蒙古族藏族自治州格尔木市"
SETTING = Setting("achieved", 2024, "", 2024)

# Words that do not do in the sentence of a tag what they do elsewhere, and why; `not`: found where they should not be.
KNOWN = {
    "industry.product": "三七",  # a number too
    "not industry.vague": "新",  # 新风 is a word
    "organization.stop": "可 同 和 通",  # may begin a name before a rarer character
    "not organization.strong": "国投",  # a company itself
    "not organization.weak": "新 核 深",  # 新能源 is a trade; 核 and 深 begin words of their own
    "place-head.region": "产业带 生态圈 生态带",  # not directly behind a known place
    # prefectures, provinces and a range; towns are meant
    "place.ordinary": "三明 东海 中山 保定 大同 大理 天山 安阳 河南 泰安 湖南",
    "project-head.facility": "运河",  # by its own name a river,
    "project-head.institution": "湿地",  # and this a landscape: a project where there is work on it
    "project.anywhere": "现代化改造",  # weighed near the bound of what is a project
    "project.adverb": "争取 再",  # says a stage itself; begins 再建设
    "not project.modifier": "一批 两重 更多",  # no single project has them in front
    "project.standing": "开展",  # a weak stage too
    "stage.after-building": "续建",  # work on a thing: it belongs to the name
    "verb.adverb": "人均 基本 实际 平均 户均 日均 月均 有效 次均",  # part of a name before an indicator
    # some stand alone
    "verb.attribute": "上年结转 其中 发电量 投入 支出合计 支出总计 收入合计 收入总计 用电量 税收 税收收入",
    "verb.cover": "接待",  # the verbs of what is new or comes
    "verb.do": "接待 新开工 新设",  # stay in front of what they tell of
    "verb.hard": "新设",
    "verb.link": "每",  # before a unit
    "verb.spend": "到位 支出 概算投资 项目总投资",  # indicators too, or figures of one project
}
# Words whose sentence the judge of projects weighs near its bound: either way is right.
WEIGHED = {"not stage.soft-building": "创新打造 开展 打造 抓好"}


def numbers(sentence: str) -> list[str]:
    reading = observation.find(Line.of(sentence), SETTING)
    return [
        f"{found.indicator} {found.value}{found.unit} {found.measure} {found.bound}" for found in reading.observations
    ]


def quantities(sentence: str) -> list[str]:
    return [f"{found.value}{found.unit} {found.kind} {found.bound}" for found in quantity.find(sentence)]


def places(sentence: str) -> list[str]:
    names = place.find(Line.of(sentence), HOME)
    return [f"{sentence[name.start : name.end]} {name.type}{' nested' * name.nested}" for name in names]


def organizations(sentence: str) -> list[str]:
    """What rules find: a tag says what a word does for them."""
    return [
        f"{sentence[name.start : name.end]} {name.type}"
        for name in organization.find(Line.of(sentence))
        if not name.rule.startswith("learned")
    ]


def industries(sentence: str) -> list[str]:
    """What rules find."""
    names = industry.find(Line.of(sentence))
    return [sentence[name.start : name.end] for name in names if not name.rule.startswith("learned")]


def projects(sentence: str) -> list[str]:
    line = Line.of(sentence)
    where, who = place.find(line, HOME), organization.find(line)
    return [f"{found.name} {found.stage}" for found in project.find(line, where, who, "target", 2026)]


def sections(sentence: str) -> list[str]:
    def told(value: str) -> Told:
        return Told(value, Origin("text"))

    text = sentence.replace("|", "\n")
    document = Document("a.txt", text, "0" * 64, told(""), told(HOME), told("2024"), told("report"), told("2025-01-08"))
    return [f"{found.role} {found.text}" for found in segment(document)]


def cores(name: str) -> list[str]:
    return [unmodified(name), *(["many"] if plural(name) else [])]


def trades(name: str) -> list[str]:
    return [f"{firm(name).brand} {'+'.join(firm(name).trades)}"]


READERS: dict[str, Callable[[str], list[str]]] = {
    "number": numbers, "quantity": quantities, "place": places, "organization": organizations, "industry": industries,
    "project": projects, "section": sections, "core": cores, "trade": trades,
}  # fmt: skip


@lru_cache(1024)
def read(kind: str, sentence: str) -> list[str]:
    return READERS[kind](sentence)


def holds(frame: str, word: str) -> bool:
    """Whether the fact of a frame (`粮食产量~5%。 => number 粮食产量 5% growth *`) is found with the word in it."""
    sentence, fact = frame.replace("~", word).split(" => ")
    denied = fact.startswith("no ")
    kind, _, wanted = fact.removeprefix("no ").partition(" ")
    return any(fnmatchcase(found, wanted) for found in read(kind, sentence)) != denied


def table() -> list[tuple[str, str, str]]:
    """(tag, frame in which its words are found, frame in which they are not)."""
    lines = (files("kg.text") / "tags.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert rows[0] == ["tag", "says", "found", "not found"]
    return [(tag, found, not_found) for tag, says, found, not_found in rows[1:] if says]


TABLE = table()


@pytest.mark.parametrize(("tag", "frame"), [pytest.param(tag, frame, id=tag) for tag, frame, _ in TABLE])
def test_every_word_of_a_tag_is_found_as_what_it_is(tag: str, frame: str) -> None:
    wrong = {word for word in lexicon.words(*tag.split(".")) if not holds(frame, word)}
    assert wrong == set(KNOWN.get(tag, "").split())


@pytest.mark.parametrize(("tag", "frame"), [pytest.param(tag, frame, id=tag) for tag, _, frame in TABLE])
def test_and_not_where_it_says_something_else(tag: str, frame: str) -> None:
    wrong = {word for word in lexicon.words(*tag.split(".")) if holds(frame, word)}
    assert wrong - set(WEIGHED.get(f"not {tag}", "").split()) == set(KNOWN.get(f"not {tag}", "").split())


def test_every_tag_is_explained_and_borne() -> None:
    """Words of heads and cells are tried where tables are read."""
    groups = lexicon.groups()
    borne = {f"{group}.{kind}" for group in groups if not group.startswith("table-") for _, kind in lexicon.rows(group)}
    tags = [tag for tag, _, _ in TABLE]
    assert tags == sorted(set(tags))
    assert set(tags) == borne


def test_a_word_that_the_lexicon_does_not_hold_has_no_tags() -> None:
    assert lexicon.tags("翎瑞") == frozenset()
