"""A made-up document and its facts, for the tests of everything behind extraction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pyoxigraph import Store

from kg.model import Amount, Document, Facts, Mention, Observation, Origin, Project, Sentence, Span, Told
from kg.model import Context as Around
from kg.rdf import turtle

BASE = "https://example.org/id/"
TEXT = (
    "格尔木市2024年工作回顾\n"
    "全市地区生产总值421.17亿元，同比增长5.6%。\n"
    "昆仑新能源有限公司在乌图美仁乡建设的南岭2×660兆瓦光伏发电项目开工，总投资62亿元，清洁能源产业壮大。\n"
    "二、2025年工作安排\n"
    "新建高标准农田1.58万亩以上。\n"
)
REVIEW, PLAN = "格尔木市2024年工作回顾", "二、2025年工作安排"


def span(words: str) -> Span:
    """Where some words first stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def told(value: str, kind: str = "text") -> Told:
    return Told(value, Origin(kind))  # type: ignore[arg-type]


DOCUMENT = Document(
    "a.txt", TEXT, "0" * 64, told(REVIEW, "title"), told("青海省海西蒙古族藏族自治州格尔木市", "manifest"),
    told("2024"), told("report"), told("2025-01-08"), flags=("broken lines joined: 2",),
)  # fmt: skip


def sentence(start: str, heading: str, role: str) -> Sentence:
    """The line that begins with some words, below a heading."""
    at = TEXT.index(start)
    end = TEXT.index("\n", at)
    origin = Origin("heading", span(heading))
    year = Told("2025" if role == "plan" else "2024", origin)
    status = Told("target" if role == "plan" else "achieved", origin)
    around = Around(DOCUMENT.place, year, told(""), status)
    return Sentence(at, end, TEXT[at:end], role, around, (span(heading),))  # type: ignore[arg-type]


GDP_LINE = sentence("全市地区", REVIEW, "review")
PROJECT_LINE = sentence("昆仑新能源", REVIEW, "review")
FIELD_LINE = sentence("新建高标准", PLAN, "plan")


def stretch(line: Sentence) -> Span:
    return Span(line.start, line.end)


def mention(kind: str, type_: str, name: str, line: Sentence = PROJECT_LINE, nested: bool = False) -> Mention:
    where = span(name)
    return Mention(kind, type_, name, where.start, where.end, "named", stretch(line), nested)  # type: ignore[arg-type]


def observation(words: str, **fields: str) -> Observation:
    """The observation of some words of the text, GDP unless told otherwise."""
    where = span(words)
    line = next(line for line in (GDP_LINE, PROJECT_LINE, FIELD_LINE) if line.start <= where.start < line.end)
    made = Observation(
        "地区生产总值", "421.17", "亿元", "level", "exact", "achieved", "2024", "", where.start, where.end,
        "named-before", stretch(line), (("period", line.context.year.origin), ("status", line.context.status.origin)),
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


GDP = observation("地区生产总值421.17亿元")
GROWTH = observation("地区生产总值421.17亿元，同比增长5.6%", value="5.6", unit="%", measure="growth")
FIELDS = observation(
    "高标准农田1.58万亩以上",
    indicator="高标准农田", value="1.58", unit="万亩", bound="at_least", status="target", period="2025",
)  # fmt: skip
PROJECT = Project(
    "南岭2×660兆瓦光伏发电项目", "started", "achieved", "2024", span("南岭2×660兆瓦光伏发电项目").start,
    span("南岭2×660兆瓦光伏发电项目").end, "headed", stretch(PROJECT_LINE), (Amount("2×660", "兆瓦"),),
    Amount("62", "亿元"), ("乌图美仁乡",), ("昆仑新能源有限公司",), ("清洁能源产业",),
    (("period", PROJECT_LINE.context.year.origin),),
)  # fmt: skip
MENTIONS = (
    mention("organization", "company", "昆仑新能源有限公司"),
    mention("place", "admin", "乌图美仁乡"),
    mention("place", "natural", "昆仑", nested=True),
    mention("industry", "", "清洁能源产业"),
)
FACTS = Facts(
    DOCUMENT, (GDP_LINE, PROJECT_LINE, FIELD_LINE), (GDP, GROWTH, FIELDS), (PROJECT,), MENTIONS,
    ((span("2024年"), "a time, not an amount"),),
)  # fmt: skip


def with_observations(*found: Observation) -> Facts:
    return replace(FACTS, observations=found)


def write(graph: Store, folder: Path) -> None:
    """Write the files of a graph as a build does."""
    turtle.write(turtle.nquads(graph).splitlines(keepends=True), folder, BASE)
