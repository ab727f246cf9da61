"""What the pages say, in Chinese and in English."""

from __future__ import annotations

from typing import Literal, get_args

from kg.serve import formats

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("发展知识图谱", "Development knowledge graph"),
    "search": ("搜索名称、别名、拼音首字母", "Search names, aliases, pinyin initials"),
    "find": ("搜索", "Search"),
    "query": ("查询", "Query"),
    "graph": ("图谱", "Graph"),
    "home": ("首页", "Home"),
    "other": ("English", "中文"),
    "facts": ("事实与出处", "Facts and where they are said"),
    "values": ("属性", "Properties"),
    "links": ("指向此处的链接", "What links here"),
    "more": ("另有 {0} 项未列出", "{0} more are not shown"),
    "nothing": ("没有结果", "Nothing found"),
    "results": ("“{0}”的搜索结果", "Results for “{0}”"),
    "missing": ("图谱中没有这个资源", "The graph does not know this"),
    "document": ("原文", "Document"),
    "text": ("全文", "Whole text"),
    "shown": ("见第 {0} 至 {1} 字", "characters {0} to {1}"),
    "rule": ("规则", "rule"),
    "correct": ("更正", "correct"),
    "correct-help": (
        "抄入文件旁的 corrections.tsv（各栏以制表符分隔），在行末写上正确的值：",
        "Copy into corrections.tsv beside the documents (columns parted by tabs), the right value at the end:",
    ),
    "missed": ("这里漏了事实？", "is a fact missing here?"),
    "missed-help": (
        "抄入 corrections.tsv，写上漏掉的指标、数值和单位（还可写 period、status、place、measure、bound）：",
        "Copy into corrections.tsv with indicator, value and unit (period, status, place, measure, bound too):",
    ),
    "correct-wrong": ("没有这一事实：", "There is no such fact:"),
    "formats": ("其他格式", "Other formats"),
    "shipped": ("现成的查询", "Queries that are shipped"),
    "run": ("运行", "Run"),
    "edit": ("在编辑器中打开", "Open in the editor"),
    "rows": ("{0} 行", "{0} rows"),
    "holds": (
        "{0} 条三元组，{1} 份文件，{2} 个项目，{3} 个观测值",
        "{0} triples, {1} documents, {2} projects, {3} observations",
    ),
    "endpoint": ("SPARQL 端点", "SPARQL endpoint"),
    "description": ("数据集说明（VoID）", "Description of the data set (VoID)"),
    "failed": ("无法回答", "No answer"),
    "script": ("查询页需要 JavaScript", "The query page needs JavaScript"),
    "ask": ("提问", "Ask"),
    "ask-button": ("提问", "Ask"),
    "ask-like": ("可以这样问", "Ask like this"),
    "not-understood": ("没有读懂，所以不猜：", "Not understood, and nothing is guessed:"),
    "read-as": ("读作：{0}", "Read as: {0}"),
    "evidence": ("出处", "Where it is said"),
    "example": ("例：{0}", "Example: {0}"),
    "group-targets": ("目标与结果", "Targets and results"),
    "group-projects": ("项目", "Projects"),
    "group-places": ("地方与产业", "Places and industries"),
    "group-checks": ("核对", "Checks"),
    "group-other": ("整张的表", "Whole tables"),
    "onto": ("本体", "Ontology"),
    "onto-as": ("机器可读：", "For programs:"),
    "onto-iri": ("命名空间", "namespace"),
    "onto-prefix": ("前缀", "prefix"),
    "onto-version": ("版本", "version"),
    "onto-creator": ("作者", "creator"),
    "onto-licence": ("许可", "licence"),
    "onto-classes": ("类", "Classes"),
    "onto-properties": ("属性", "Properties"),
    "onto-units": ("单位", "Units"),
    "onto-others": ("其他概念", "Other concepts"),
    "onto-properties-of": ("所具属性", "its properties"),
    "onto-above": ("上位", "below"),
    "onto-domain": ("用于", "of"),
    "onto-range": ("取值", "value"),
    "onto-inverse": ("逆", "inverse"),
    "onto-broader": ("上位概念", "broader"),
    "onto-match": ("对应", "match"),
    "onto-notation": ("代码", "notation"),
    "no-page": ("没有这个页面", "There is no such page"),
    "no-page-help": (
        "{0} 不在这里；从首页开始，或搜索一个名称。",
        "{0} is not here; begin at the home page, or search for a name.",
    ),
    "no-graph": ("没有图谱页面；运行 kg build 可生成", "There is no graph page; kg build makes one"),
}


# Columns and parameters of the shipped queries that readers see most; another is called as the query calls it.
_COLUMNS: dict[str, tuple[str, str]] = {
    "document": ("文件", "document"),
    "start": ("起", "start"),
    "end": ("止", "end"),
    "iri": ("标识", "IRI"),
    "period": ("时期", "period"),
    "what": ("指标", "what"),
    "value": ("数值", "value"),
    "sentence": ("原句", "sentence"),
    "of": ("地方", "place"),
    "of_industry": ("产业", "industry"),
    "status": ("状态", "status"),
    "project": ("项目", "project"),
    "name": ("名称", "name"),
    "stage": ("阶段", "stage"),
    "at": ("阶段", "stage"),
    "measure": ("度量", "measure"),
    "measured": ("度量", "measure"),
    "bound": ("界限", "bound"),
    "unit": ("单位", "unit"),
    "label": ("名称", "label"),
    "capacity": ("规模", "capacity"),
    "reached": ("类别", "target or result"),
    "investment": ("投资", "investment"),
    "yuan": ("元", "yuan"),
    "code": ("代码", "code"),
    "why": ("理由", "why"),
    "reasons": ("理由", "reasons"),
    "type": ("类型", "type"),
    "kind": ("类型", "kind"),
    "rule": ("规则", "rule"),
    "quote": ("原文", "quote"),
    "number": ("数", "number"),
    "mentions": ("提及", "mentions"),
    "year": ("年份", "year"),
    "who": ("业主", "owner"),
    "owner": ("业主", "owner"),
    "verdict": ("结论", "verdict"),
    "target": ("目标", "target"),
    "result": ("结果", "result"),
    "place": ("地方", "place"),
    "places": ("地方", "places"),
    "indicator": ("指标", "indicator"),
    "industry": ("产业", "industry"),
    "projects": ("项目数", "projects"),
    "confidence": ("置信度", "confidence"),
    "change": ("变化", "change"),
    "before": ("此前", "before"),
    "value_before": ("此前", "before"),
    "level": ("级别", "level"),
    "least": ("不低于", "at least"),
    "most": ("不高于", "at most"),
    "over": ("高于", "more than"),
    "under": ("低于", "less than"),
    "span": ("时间段", "span"),
    "damage": ("损伤", "damage"),
    "kept": ("保留", "kept"),
    "merged": ("并入", "merged"),
    "from": ("自", "from"),
    "to": ("至", "to"),
    "times": ("次数", "times"),
    "part_of": ("属于", "part of"),
}


def column(language: Language, name: str) -> str:
    """What a column is called.

    >>> column("zh", "sentence"), column("en", "of"), column("zh", "canonical_unit")
    ('原句', 'place', 'canonical_unit')
    """
    return _COLUMNS.get(name, (name, name.replace("_", " ") if language == "en" else name))[LANGUAGES.index(language)]


def say(language: Language, word: str, *values: object) -> str:
    """A word or sentence of the pages.

    >>> say("en", "shown", 3, 5)
    'characters 3 to 5'
    """
    return _WORDS[word][LANGUAGES.index(language)].format(*values)


def chosen(asked: str, accept: str) -> Language:
    """The language that a request asks for by parameter or header; Chinese unless English is wanted more.

    >>> chosen("", "en-US,en;q=0.9,zh;q=0.5"), chosen("zh", "en"), chosen("", "*")
    ('en', 'zh', 'zh')
    """
    for language in LANGUAGES:
        if asked == language:
            return language
    tags = ",".join(
        f"{part.split(';')[0].strip().partition('-')[0]}/x;{part.partition(';')[2]}" for part in accept.split(",")
    )
    return "en" if formats.wanted(tags, ["zh/x", "en/x"]) == "en/x" else "zh"
