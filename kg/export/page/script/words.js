// The words of the page in Chinese and English; what the ontology names is taken from the ontology.

const WORDS = {
  zh: {
    title: "发展图谱", graph: "图谱", facts: "目标与成果", projects: "项目", text: "原文",
    search: "搜索名称、别名、拼音首字母", nothing: "没有结果", results: "{0} 个结果",
    language: "English", theme: "深色或浅色", close: "关闭", fit: "全图", zoomIn: "放大", zoomOut: "缩小",
    legend: "图例", all: "全部", skip: "跳到内容", canvas: "图谱：方向键移到邻近节点，回车打开卡片，加减键缩放，0 看全图",
    documents: "文件", document: "文件", aliases: "又称", code: "代码", codes: "国民经济行业分类", within: "属于",
    contains: "包含", targets: "目标", achievements: "成果", industries: "产业", organizations: "机构", places: "地方",
    mentions: "原文提及", named: "提到它的地方", showAll: "显示全部 {0} 条", copy: "复制 IRI", sparql: "复制 SPARQL",
    copied: "已复制", inherited: "{0}：承自{1}", rule: "规则", broader: "上位", narrower: "下位",
    stages: "阶段", capacity: "规模", investment: "投资", owner: "业主或建设方", located: "位于", industry: "所属产业",
    indicator: "指标", value: "数值", period: "时期", place: "地方", status: "状态", evidence: "依据",
    filter: "筛选指标、地方或原文", filterProjects: "筛选项目、业主或地方", download: "下载 CSV", rows: "{0} 条", more: "再显示 {0} 条",
    none: "未说明", met: "达到", missed: "未达到", shared: "多地共有", noPlace: "未指明地方", open: "打开原文",
    stage: "阶段", compare: "各地各期", counts: "{0} 份文件 · {1} 个实体 · {2} 条数据", year: "回顾年份",
    canonical: "合 {0} {1}", related: "相关指标",
    achieved: "已实现", target: "目标",
    empty: "图中没有内容。", about: "约", at_least: "不低于", at_most: "不超过",
  },
  en: {
    title: "Development graph", graph: "Graph", facts: "Targets & results", projects: "Projects", text: "Sources",
    search: "Search names, aliases, pinyin initials", nothing: "Nothing found", results: "{0} results",
    language: "中文", theme: "Dark or light", close: "Close", fit: "Whole graph", zoomIn: "Zoom in", zoomOut: "Zoom out",
    legend: "Legend", all: "All", skip: "Skip to content",
    canvas: "Graph: arrow keys move to a nearby node, Enter opens its card, plus and minus zoom, 0 shows all",
    documents: "Documents", document: "Document", aliases: "Also", code: "Code", codes: "GB/T 4754 classes", within: "Part of",
    contains: "Contains", targets: "Targets", achievements: "Results", industries: "Industries", organizations: "Organizations",
    places: "Places", mentions: "Mentions in the text", named: "Places that name it",
    showAll: "Show all {0}", copy: "Copy IRI", sparql: "Copy SPARQL", copied: "Copied",
    inherited: "{0}: inherited from {1}", rule: "Rule", broader: "Broader", narrower: "Narrower",
    stages: "Stages", capacity: "Capacity", investment: "Investment", owner: "Owner or builder", located: "Located in",
    industry: "Industry", indicator: "Indicator", value: "Value", period: "Period", place: "Place", status: "Status",
    evidence: "Evidence", filter: "Filter indicators, places or text",
    filterProjects: "Filter projects, owners or places", download: "Download CSV", rows: "{0} rows", more: "Show {0} more",
    none: "not said", met: "met", missed: "missed", shared: "Shared by several places", noPlace: "No place", open: "Open the text",
    stage: "Stage", compare: "By place and period", counts: "{0} documents · {1} entities · {2} data points",
    year: "Year under review", canonical: "= {0} {1}",
    related: "Related indicators", achieved: "achieved", target: "target",

    empty: "The graph is empty.", about: "about", at_least: "at least", at_most: "at most",
  },
};

let language = "zh";

const t = (key, ...values) => (WORDS[language][key] ?? key).replace(/\{([0-9])\}/g, (_, at) => values[at]);

// What the ontology calls a class, a property or a concept.
const label = (name, fallback = name) => DATA.words[name]?.[language] ?? fallback;
const concept = (scheme, code) => (code ? label(`${scheme}-${code}`, code) : t("none"));
const kindLabel = (item) => label(kindOf(item));

// 5390 -> 5,390; what is no plain number stays as written.
const figure = (written) => written.replace(/^-?[0-9]{5,}(?=\.|$)/, (digits) => digits.replace(/\B(?=([0-9]{3})+$)/g, ","));
const amount = (written, unit) => figure(written) + (language === "en" && /^[A-Za-z\u4e00-\u9fff]/.test(unit) ? " " : "") + unit;
const SIGNS = { about: "≈ ", at_least: "≥ ", at_most: "≤ " };
const fullValue = (row) => (SIGNS[row.bound] ?? "") + amount(row.written, row.unit);
const measureWord = (row) => (row.measure === "level" ? "" : concept("measure", row.measure));
