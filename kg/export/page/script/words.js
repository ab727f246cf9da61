// The words of the page in Chinese and English; what the ontology names is taken from the ontology.

const WORDS = {
  zh: {
    title: "发展图谱", graph: "图谱", targets: "目标", projects: "项目", timeline: "时间线", indicators: "指标", compare: "对比", places: "地方",
    checks: "核对", text: "原文", views: "视图",
    search: "搜索名称、别名、拼音首字母", nothing: "没有结果", results: "{0} 个结果", clear: "清除筛选", noView: "没有名为“{0}”的视图，已打开图谱。",
    noEntity: "图中没有“{0}”。", language: "English", theme: "深色或浅色", close: "关闭", fit: "全图", zoomIn: "放大", zoomOut: "缩小",
    legend: "图例与筛选", all: "全部", skip: "跳到内容", canvas: "图谱：方向键移到邻近节点，回车打开卡片，加减键缩放，0 看全图",
    documents: "文件", document: "文件", aliases: "又称", former: "曾用名", code: "代码", codes: "国民经济行业分类", within: "属于",
    contains: "包含", targetsSet: "目标", achievements: "成果", industries: "产业", organizations: "机构",
    mentions: "原文提及", named: "提到它的地方", showAll: "显示全部 {0} 条", copy: "复制 IRI", sparql: "复制 SPARQL", turtle: "复制 Turtle",
    copied: "已复制", inherited: "{0}：承自{1}", rule: "规则", broader: "上位", narrower: "下位", page: "第 {0} 页",
    stages: "阶段", capacity: "规模", investment: "投资", owner: "业主或建设方", located: "位于", industry: "产业", project: "项目",
    indicator: "指标", value: "数值", period: "时期", place: "地方", status: "状态", evidence: "依据", sort: "排序", name: "名称", line: "历程",
    filter: "筛选指标、地方或原文", filterProjects: "筛选项目、业主或地方", filterIndicators: "筛选指标", filterPlaces: "筛选地方", inYear: "年份", download: "下载 CSV", rows: "{0} 条", more: "再显示 {0} 条",
    none: "未说明", noPlace: "未指明地方", shared: "多地共有", open: "打开原文", stage: "阶段", counts: "{0} 份文件 · {1} 个实体 · {2} 条数据",
    year: "回顾年份", related: "相关指标", achieved: "已实现", target: "目标", facts: "数据", named_n: "提及",
    set: "设定", reached: "实现", verdict: "结果", met: "达到", missed: "未达到", exceeded: "超额", "not-comparable": "不可比", pending: "尚无结果",
    before: "此前 {0}", bar: "目标 {0}，实现 {1}", barBefore: "目标 {0}，此前 {1}", details: "依据", both: "目标与成果", reason: "理由",
    board: "看板", table: "列表", layout: "样式", sections: "{0} 个", others: "其他", neighbours: "{0} 个相连", unfold: "放大可展开",
    overview: "全部指标", chartOf: "{0}，{1}", chartHelp: "实心为已实现，空心为目标", values: "{0} 个数值", byPlace: "各地", andMore: "还有 {0} 个地方", comparable: "可比指标",
    addPlace: "添加地方", remove: "移去 {0}", pickPlaces: "请选择要对比的地方。", onlyShared: "只看共有", industriesShared: "共有产业", industriesOwn: "独有产业",
    tree: "地方之树", elsewhere: "文中提到的其他地方", ownFacts: "{0} 条数据", ownProjects: "{0} 个项目",
    contradictions: "说法不一", confirmations: "互相印证", merges: "同一事物", merged: "并入", noContradictions: "没有发现数值不一的说法。",
    noConfirmations: "没有两份文件说同一数值。", noMerges: "没有合并过名称。", claims: "{0} 种说法", confirms: "{0} 处印证", differs: "说法不一",
    checksHelp: "不同文件对同一件事怎么说：不一致的、一致的，以及认作同一事物的名称。", keptName: "现用名", mergedName: "并入的名称",
    empty: "图中没有内容。", about: "约", at_least: "不低于", at_most: "不超过", events: "{0} 个阶段事件", filtered: "{0} / {1}",
    from: "起", to: "止", kind: "类别", iri: "IRI", links: "相连", quote: "原文", found: "标出的内容", achievedMark: "已实现", targetMark: "计划",
  },
  en: {
    title: "Development graph", graph: "Graph", targets: "Targets", projects: "Projects", timeline: "Timeline", indicators: "Indicators",
    compare: "Compare", places: "Places", checks: "Cross-check", text: "Sources", views: "Views",
    search: "Search names, aliases, pinyin initials", nothing: "Nothing found", results: "{0} results", clear: "Clear filters",
    noView: "There is no view “{0}”; this is the graph.", noEntity: "“{0}” is not in this graph.",
    language: "中文", theme: "Dark or light", close: "Close", fit: "Whole graph", zoomIn: "Zoom in", zoomOut: "Zoom out",
    legend: "Legend and filters", all: "All", skip: "Skip to content",
    canvas: "Graph: arrow keys move to a nearby node, Enter opens its card, plus and minus zoom, 0 shows all",
    documents: "Documents", document: "Document", aliases: "Also", former: "Formerly", code: "Code", codes: "GB/T 4754 classes", within: "Part of",
    contains: "Contains", targetsSet: "Targets", achievements: "Results", industries: "Industries", organizations: "Organizations",
    mentions: "Mentions in the text", named: "Places that name it", showAll: "Show all {0}", copy: "Copy IRI", sparql: "Copy SPARQL",
    turtle: "Copy Turtle", copied: "Copied", inherited: "{0}: inherited from {1}", rule: "Rule", broader: "Broader", narrower: "Narrower", page: "page {0}",
    stages: "Stages", capacity: "Capacity", investment: "Investment", owner: "Owner or builder", located: "Located in", industry: "Industry",
    project: "Project", indicator: "Indicator", value: "Value", period: "Period", place: "Place", status: "Status", evidence: "Evidence", sort: "Sort",
    name: "Name", line: "Life line", filter: "Filter indicators, places or text", filterProjects: "Filter projects, owners or places",
    filterIndicators: "Filter indicators", filterPlaces: "Filter places", inYear: "Year", download: "Download CSV", rows: "{0} rows", more: "Show {0} more",
    none: "not said", noPlace: "No place", shared: "Shared by several places", open: "Open the text", stage: "Stage",
    counts: "{0} documents · {1} entities · {2} data points", year: "Year under review", related: "Related indicators",
    achieved: "achieved", target: "target", facts: "Facts", named_n: "Mentions",
    set: "Set", reached: "Reached", verdict: "Outcome", met: "met", missed: "missed", exceeded: "exceeded", "not-comparable": "not comparable",
    pending: "no result yet", before: "before: {0}", bar: "target {0}, reached {1}", barBefore: "target {0}, before {1}", details: "Evidence",
    both: "Target and results", reason: "Reason", board: "Board", table: "Table", layout: "Layout", sections: "{0}", others: "Other",
    neighbours: "{0} linked", unfold: "zoom in to unfold", overview: "All indicators", chartOf: "{0}, {1}", chartHelp: "Filled: achieved; hollow: target",
    values: "{0} values", byPlace: "By place", andMore: "and {0} more places", comparable: "Comparable indicators", addPlace: "Add a place", remove: "Remove {0}",
    pickPlaces: "Choose the places to compare.", onlyShared: "Only what is shared", industriesShared: "Shared industries", industriesOwn: "Industries of its own",
    tree: "Tree of places", elsewhere: "Other places in the text", ownFacts: "{0} facts", ownProjects: "{0} projects",
    contradictions: "Contradictions", confirmations: "Confirmations", merges: "Merged names", merged: "merged",
    noContradictions: "No claims whose values differ.", noConfirmations: "No two documents give the same value.", noMerges: "No names were merged.",
    claims: "{0} claims", confirms: "confirmed by {0}", differs: "claims differ",
    checksHelp: "What documents say of the same thing: where they differ, where they agree, and which names were taken for one.",
    keptName: "Name kept", mergedName: "Name merged", empty: "The graph is empty.", about: "about", at_least: "at least", at_most: "at most",
    events: "{0} stage events", filtered: "{0} / {1}", from: "start", to: "end", kind: "Kind", iri: "IRI", links: "Links", quote: "Text",
    found: "What is marked", achievedMark: "reached", targetMark: "planned",
  },
};

// The sections of the national classification of industries (GB/T 4754-2017).
const SECTIONS = {
  zh: "农林牧渔业|采矿业|制造业|电力热力燃气及水|建筑业|批发和零售业|交通运输仓储邮政|住宿和餐饮业|信息技术|金融业|房地产业|租赁和商务服务|科研和技术服务|水利环境公共设施|居民服务|教育|卫生和社会工作|文化体育娱乐|公共管理|国际组织",
  en: "Farming|Mining|Manufacturing|Power, heat, gas, water|Construction|Trade|Transport, post|Hotels, catering|IT|Finance|Real estate|Business services|Research|Water, environment|Household services|Education|Health|Culture, sports|Public administration|International bodies",
};
const sectionName = (letter) => (letter ? SECTIONS[language].split("|")["ABCDEFGHIJKLMNOPQRST".indexOf(letter)] : undefined) ?? t("others");

let language = "zh";

const t = (key, ...values) => (WORDS[language][key] ?? key).replace(/\{([0-9])\}/g, (_, at) => values[at]);

// What the ontology calls a class, a property or a concept.
const label = (name, fallback = name) => DATA.words[name]?.[language] ?? fallback;
const concept = (scheme, code) => (code ? label(`${scheme}-${code}`, code) : t("none"));
const kindLabel = (item) => label(kindOf(item));
const reasonOf = (row) => row[language] || row.zh || row.en;
