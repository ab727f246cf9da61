"""The answer of a question: a sentence, the rows, the sentences of the documents that say so, the SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import memory
from kg.query.ask import names
from kg.query.ask.plan import Plan, plan
from kg.query.ask.question import LONGEST, Question, read
from kg.query.binding import Source, portable, unheard
from kg.reference import indicators, ontology
from kg.text.likeness import nearest
from kg.text.traditional import simplified

# What can be asked, nearest first where a question is not understood.
EXAMPLES = (
    "格尔木市2025年地区生产总值目标是多少",
    "哪些省2026年增长目标不低于5%",
    "去年的就业目标完成了吗",
    "哪些目标没有完成",
    "总投资超过10亿元的在建项目",
    "规模最大的项目",
    "酒泉和格尔木的新能源项目对比",
    "酒泉市提到哪些产业",
    "历年地区生产总值增速的变化",
)
# Columns that prove a row rather than answer, by query where they are called otherwise.
_PROOF = (
    "sentence",
    "document",
    "start",
    "end",
    "iri",
    "target_document",
    "target_start",
    "result_document",
    "result_start",
)
# In the table for whoever reads it; numbers in canonical units are for comparing.
_HIDDEN = ("number", "yuan", "capacity_number", *_PROOF)
READ_AS = {
    "place": ("地方", "place"),
    "year": ("年份", "year"),
    "span": ("时间", "span"),
    "indicator": ("指标", "indicator"),
    "concept": ("指标", "indicator"),
    "status": ("类别", "status"),
    "measure": ("度量", "measure"),
    "level": ("级别", "level"),
    "stage": ("阶段", "stage"),
    "industry": ("产业", "industry"),
    "owner": ("业主", "owner"),
    "name": ("名称", "name"),
    "verdict": ("结论", "verdict"),
    "least": ("不低于", "at least"),
    "most": ("不高于", "at most"),
    "over": ("高于", "more than"),
    "under": ("低于", "less than"),
    "yuan_least": ("投资不低于（元）", "invested, at least (yuan)"),
    "yuan_most": ("投资不高于（元）", "invested, at most (yuan)"),
    "yuan_over": ("投资高于（元）", "invested, more than (yuan)"),
    "yuan_under": ("投资低于（元）", "invested, less than (yuan)"),
    "capacity_least": ("规模不低于", "capacity, at least"),
    "capacity_most": ("规模不高于", "capacity, at most"),
    "capacity_over": ("规模高于", "capacity, more than"),
    "capacity_under": ("规模低于", "capacity, less than"),
    "unit": ("单位", "unit"),
}
_SHOWN = 20
Rows = list[tuple[str, ...]]
_LONGER = re.compile("[0-9]{4}-[0-9]{4}")
# What an order is by where the question does not say it, the first that there is.
_MEASURES = ("level", "share", "growth", "decline", "rank")
_WORDS = {"concept": "indicator"}
_NEAR = 3  # of the facts nearest to a question that nothing answers


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a document that says what a row tells."""

    sentence: str
    document: str
    start: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question was read as, and what the graph says: `rows` are as long as `columns`, all as text.

    `sparql` holds a query for each place that was asked for, with its parameters bound.
    """

    question: str
    read_as: str
    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    quotes: tuple[Quote, ...]
    sparql: tuple[str, ...]


def answer(graph: Store | Source, text: str, known: names.Names | None = None) -> Answer:
    """The answer of a graph to a question; raises QueryError where it is not understood whole.

    `known` are the names of the graph, for whoever asks it more than once.
    """
    source = graph if isinstance(graph, Source) else Source(graph)
    _check(text)  # before the names of a large graph are gathered
    question = understood(text, known or names.of(source))
    found = plan(question)
    for told in found.parameters:
        for line in unheard(source, found.query, told):
            raise QueryError(text, line.partition(": ")[2], "ask about something that is there")
    columns, rows = _rows(source, found)
    if not rows and any("concept" in told for told in found.parameters):
        worded = _worded(question, found)
        columns, rows = _rows(source, worded)
        found = worded if rows else found
    if found.query == "find-facts":
        rows = _of_these_years(question, columns, rows)
        found, rows = _assumed(question, found, columns, rows)
    rows = _in_order(found, columns, rows)
    return _told(source, question, found, columns, rows)


def understood(text: str, known: names.Names) -> Question:
    """A question, read; raises QueryError where it is none, or has words that nothing knows."""
    _check(text)
    question = read(text, known)
    if question.unread and (other := simplified(text)) != text:
        question = read(other, known)
    if question.unread:
        raise _not_understood(text, question.unread)
    return question


def _check(text: str) -> None:
    if not text.strip():
        raise QueryError("the question", "is empty", f"ask something, such as {EXAMPLES[0]}")
    if len(text) > LONGEST:
        remedy = f"ask one in at most {LONGEST} characters, such as {EXAMPLES[0]}"
        raise QueryError(f"{text[:20]}…", f"has {len(text)} characters, more than a question has", remedy)


def _not_understood(text: str, unread: Sequence[str]) -> QueryError:
    near = nearest(text, EXAMPLES, 3) or EXAMPLES[:3]
    words = "、".join(f"「{word[:20]}」" for word in unread[:5])
    return QueryError(
        text, f"has words that neither the graph nor the reader knows: {words}", f"ask like: {'; '.join(near)}"
    )


# --- rows


def _worded(question: Question, found: Plan) -> Plan:
    """The plan with a known indicator as words of a name, where the graph tells nothing of itself; that is said."""
    names = dict.fromkeys(told["concept"] for told in found.parameters if "concept" in told)
    said = "names with {}" if question.is_english else "名称含“{}”的指标"
    question.said.extend(map(said.format, names))
    parameters = ({_WORDS.get(name, name): value for name, value in told.items()} for told in found.parameters)
    return replace(found, parameters=tuple(parameters))


def _rows(source: Source, found: Plan) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The rows of all places that were asked for, those that must not be empty of something left out."""
    columns: tuple[str, ...] = ()
    rows: dict[tuple[str, ...], None] = {}
    for told in found.parameters:
        columns, more = memory.run(source, found.query, told)
        rows.update(dict.fromkeys(more))
    return columns, [row for row in rows if not found.needed or row[columns.index(found.needed)] != "0"]


def _of_these_years(question: Question, columns: Sequence[str], rows: Rows) -> Rows:
    """The rows without those of longer periods, where some are of the years asked for: a plan of 2021-2025 is none of
    2025. How many that leaves out is said.
    """
    years = question.all("year")
    at = columns.index("period")
    kept = [row for row in rows if not _LONGER.fullmatch(row[at])]
    if not years or not all(len(year) == 4 for year in years) or not kept or len(kept) == len(rows):
        return rows
    left = len(rows) - len(kept)
    question.said.append(f"{left} of longer periods left out" if question.is_english else f"另有{left}条跨年的未列")
    return kept


def _assumed(question: Question, found: Plan, columns: Sequence[str], rows: Rows) -> tuple[Plan, Rows]:
    """The plan and the rows of what is measured, where the question does not say it: the level, else what there is."""
    if not found.assumes:
        return found, rows
    at = columns.index("measured")
    told = {row[at] for row in rows}
    measure = next((name for name in _MEASURES if name in told), "level")
    question.said.append("level, not growth" if measure == "level" else measure)
    parameters = tuple({**given, "measure": measure} for given in found.parameters)
    return replace(found, parameters=parameters), [row for row in rows if row[at] == measure]


def _in_order(found: Plan, columns: Sequence[str], rows: Rows) -> Rows:
    """The rows by what orders them, as many as are wanted: only those that are told in the unit of most."""
    if not found.order:
        return _headlines_first(found, columns, rows)
    at = columns.index(found.order)
    rows = [row for row in rows if row[at]]
    if "value" in columns:
        units = [_unit(row[columns.index("value")]) for row in rows]
        usual = max(units, key=units.count, default="")
        rows = [row for row, unit in zip(rows, units, strict=True) if unit == usual]
    return _cut(sorted(rows, key=lambda row: Decimal(row[at]), reverse=not found.rising), columns, found)


def _headlines_first(found: Plan, columns: Sequence[str], rows: Rows) -> Rows:
    """Facts of whatever indicator with the known ones before, in the order of the statistical system."""
    if found.query != "find-facts" or any({"concept", "indicator"} & told.keys() for told in found.parameters):
        return rows
    order = {known.code: at for at, known in enumerate(indicators.known())}
    what, measured, of = (columns.index(name) for name in ("what", "measured", "of"))

    def rank(row: tuple[str, ...]) -> int:
        known = indicators.meaning(row[what], row[measured], "", row[of])
        return order[known.code] if known else len(order)

    return sorted(rows, key=rank)


def _unit(value: str) -> str:
    """The canonical unit of a value as it is written: 元 of 14.2万亿元."""
    written = value.lstrip("0123456789.-")
    unit = ontology.unit(written)
    return unit.canonical.value if unit else written


def _cut(rows: Rows, columns: Sequence[str], found: Plan) -> Rows:
    """The first rows, and those that are level with the last of them."""
    if not found.top or len(rows) <= found.top:
        return rows
    at = columns.index(found.order) if found.order else None
    last = rows[found.top - 1]
    return [row for number, row in enumerate(rows) if number < found.top or (at is not None and row[at] == last[at])]


# --- words


def _told(
    source: Source, question: Question, found: Plan, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> Answer:
    shown = [at for at, name in enumerate(columns) if name not in _HIDDEN]
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    return Answer(
        question.text,
        _read_as(question, found),
        _sentence(question, found, records, [] if rows else _near(source, question, found)),
        tuple(columns[at] for at in shown),
        tuple(dict.fromkeys(tuple(row[at] for at in shown) for row in rows)),
        tuple(dict.fromkeys(quote for record in records for quote in _quotes(record))),
        tuple(portable(source, found.query, told) for told in found.parameters),
    )


def _read_as(question: Question, found: Plan) -> str:
    """How the question was read: query, parameters, and what could have been read otherwise."""
    language = int(question.is_english)
    merged: dict[str, dict[str, None]] = {}
    for told in found.parameters:
        for name, value in told.items():
            merged.setdefault(name, {})[value] = None
    parts = [f"{READ_AS[name][language]}: {'、'.join(values)}" for name, values in merged.items() if name in READ_AS]
    return "; ".join([found.query, *parts, *question.said])


def _quotes(record: Mapping[str, str]) -> Iterator[Quote]:
    if record.get("sentence"):
        yield Quote(record["sentence"], record["document"], record["start"])


def _sentence(question: Question, found: Plan, records: Sequence[Mapping[str, str]], near: Sequence[str] = ()) -> str:
    english = question.is_english
    if not records and found.order == "yuan":  # such projects may be there, and nobody says what they cost
        return (
            "None of these projects is told with its investment; ask for the largest capacity." if english
            else "这些项目都没有写明投资；可以问规模最大的项目。"
        )  # fmt: skip
    if not records:
        return _nothing(near, english)
    make = (_IN_ENGLISH if english else _SENTENCES).get(found.query)
    told = [make(record) for record in records] if make else []
    told = list(dict.fromkeys(told))
    count = len(told) or len(records)
    if make and count == 1 and not question.one("count"):
        return f"{told[0]}{'.' if english else '。'}"
    head = f"{count} found" if english else f"共{count}条"
    few = told[:3]
    more = "…" if len(told) > len(few) else ""
    return f"{head}: {'; '.join(few)}{more}" if few else f"{head}."


def _nothing(near: Sequence[str], english: bool) -> str:
    """That nothing is told, and what comes nearest to it."""
    if english:
        return f"The graph says nothing of it; nearest: {'; '.join(near)}." if near else "The graph says nothing of it."
    return f"图中没有这样的事实；最接近的：{'；'.join(near)}。" if near else "图中没有这样的事实。"


def _near(source: Source, question: Question, found: Plan) -> list[str]:
    """What the graph says where less is asked for, in the order in which a reader would let go of it."""
    query = "find-facts" if found.query == "outcomes" else found.query
    if query == "find-facts" and not any({"concept", "indicator"} & told.keys() for told in found.parameters):
        return []
    make = (_IN_ENGLISH if question.is_english else _SENTENCES).get(query)
    dropped: set[str] = {"verdict"}
    for let_go in _LET_GO.get(found.query, ()):
        dropped.update(let_go)
        kept = tuple({name: told for name, told in each.items() if name not in dropped} for each in found.parameters)
        columns, rows = _rows(source, replace(found, query=query, parameters=kept, top=0, needed=""))
        if rows and make and any(kept):
            return list(dict.fromkeys(make(dict(zip(columns, row, strict=True))) for row in rows))[:_NEAR]
    return []


# What a question may leave unsaid and still be about the same thing, by query.
_LET_GO: Mapping[str, Sequence[Sequence[str]]] = {
    "find-facts": (("measure",), ("year", "span"), ("status",)),
    "find-projects": (("stage", "status"), ("year", "span"), ("owner",)),
    "outcomes": ((),),
}


def _fact(record: Mapping[str, str]) -> str:
    kind = "目标" if record["reached"] == "target" else ""
    change = {"growth": "增长", "decline": "下降", "share": "占", "rank": "第"}.get(record["measured"], "")
    bound = {"about": "约", "at_least": "不低于", "at_most": "不高于"}.get(record["bound"], "")
    when = f"{record['period']}年" if len(record["period"]) == 4 else record["period"]
    value = record["value"].removeprefix("第") if change == "第" else record["value"]
    return f"{record['of']}{when}{record['what']}{kind}：{change}{bound}{value}"


def _project(record: Mapping[str, str]) -> str:
    stage = {"planned": "谋划", "approved": "获批", "started": "开工", "building": "在建", "completed": "建成"}.get(
        record["at"], ""
    )
    aim = "计划" if record["reached"] == "target" and stage and record["at"] != "planned" else ""
    money = f"投资{record['investment']}" if record["investment"] else ""
    details = "，".join(filter(None, (f"{aim}{stage}", money, record["capacity"])))
    return f"{record['project']}（{details}）" if details else record["project"]


def _outcome(record: Mapping[str, str]) -> str:
    verdict = {"met": "完成", "missed": "未完成", "exceeded": "超额完成"}.get(record["verdict"], "不可比")
    return (
        f"{record['of']}{record['period']}{record['what']}：目标{record['target']}，结果{record['result']}，{verdict}"
    )


def _life(record: Mapping[str, str]) -> str:
    return _project(
        {**record, "at": record["stage"], "reached": record["status"], "investment": "", "capacity": ""}
    ) + (f"，{record['period']}" if record["period"] else "")


def _naming(record: Mapping[str, str]) -> str:
    return f"{record['of']}提到{record['of_industry']}{record['times']}次"


def _named_industry(record: Mapping[str, str]) -> str:
    return f"{record['industry']}（{record['times']}次）"


_SENTENCES = {
    "find-facts": _fact,
    "find-projects": _project,
    "outcomes": _outcome,
    "lifeline": _life,
    "industry-places": _naming,
    "place-industries": _named_industry,
}


# --- the same in English: names stay as the documents have them, a known indicator is told in English beside its own


def _fact_in_english(record: Mapping[str, str]) -> str:
    kind = ", target" if record["reached"] == "target" else ""
    change = {"growth": "up ", "decline": "down ", "share": "share of ", "rank": "rank "}.get(record["measured"], "")
    bound = {"about": "about ", "at_least": "at least ", "at_most": "at most "}.get(record["bound"], "")
    return f"{_in_english(record)}{kind}: {change}{bound}{record['value']}"


def _project_in_english(record: Mapping[str, str]) -> str:
    stage = {"building": "under construction", "none": ""}.get(record["at"], record["at"])
    stage = f"to be {stage}" if record["reached"] == "target" and stage not in ("", "planned") else stage
    money = f"investment {record['investment']}" if record["investment"] else ""
    details = ", ".join(filter(None, (stage, money, record["capacity"])))
    return f"{record['project']} ({details})" if details else record["project"]


def _outcome_in_english(record: Mapping[str, str]) -> str:
    verdict = record["verdict"].replace("-", " ")
    return f"{_in_english(record)}: target {record['target']}, result {record['result']}, {verdict}"


def _in_english(record: Mapping[str, str]) -> str:
    """What is measured, where and when."""
    known = indicators.meaning(record["what"], "growth", "", record["of"])
    what = f"{known.english} ({record['what']})" if known else record["what"]
    return ", ".join(filter(None, (what, record["of"], record["period"])))


def _life_in_english(record: Mapping[str, str]) -> str:
    told = {**record, "at": record["stage"], "reached": record["status"], "investment": "", "capacity": ""}
    return ", ".join(filter(None, (_project_in_english(told), record["period"])))


def _naming_in_english(record: Mapping[str, str]) -> str:
    return f"{record['of_industry']} in {record['of']}, {record['times']} times"


def _named_industry_in_english(record: Mapping[str, str]) -> str:
    return f"{record['industry']} ({record['times']} times)"


_IN_ENGLISH = {
    "find-facts": _fact_in_english,
    "find-projects": _project_in_english,
    "outcomes": _outcome_in_english,
    "lifeline": _life_in_english,
    "industry-places": _naming_in_english,
    "place-industries": _named_industry_in_english,
}


def lines(told: Answer, table: Iterable[str]) -> Iterator[str]:
    """The answer for a terminal: the sentence, how the question was read, the table, quotes, the SPARQL."""
    yield told.sentence
    yield f"({told.read_as})"
    if told.rows:
        yield ""
        yield from table
    if told.quotes:
        yield ""
    for quote in told.quotes[:_SHOWN]:
        yield f"「{quote.sentence}」 {quote.document}:{quote.start}"
    if len(told.quotes) > _SHOWN:
        yield f"… {len(told.quotes) - _SHOWN}"
