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
    "no-graph": ("没有图谱页面；运行 kg build 可生成", "There is no graph page; kg build makes one"),
}


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
