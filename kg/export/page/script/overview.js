// What the page opens with: what this is, what stands out, a map of provinces, questions, how far to trust it.

import { askAnswer, askBox, askExamples } from "./ask.js";
import { choice, showContent } from "./controls.js";
import {
  DATA,
  distinct,
  documentOf,
  entity,
  evidenceText,
  homePlaces,
  localName,
  NONE,
  observation,
  once,
  outcomeOf,
  tables,
  yearsIn,
} from "./data.js";
import { chip, csvButton, el, nameOf, styled } from "./dom.js";
import { documentTitle, entityLink, openText, valueOf, verdictChip } from "./facts.js";
import { amount, fullValue, grouping, numeric } from "./numbers.js";
import { projects } from "./projects.js";
import { state, to } from "./state.js";
import { concept, damageWords, label, language, t } from "./words.js";

const OVERVIEW = DATA.overview;

const quoteLink = (number, title = t("sentence")) =>
  number === NONE ? null : el("a", { class: "quote-link", ...openText(number), title: evidenceText(number) }, title);

// --- what this is ---

const yearsOfAll = () =>
  distinct(tables.documents().flatMap((row) => yearsIn(row.year)))
    .filter(Boolean)
    .sort();
const totals = once(() => {
  const whole = DATA.totals;
  return {
    documents: whole?.documents ?? DATA.documents.length,
    places: whole?.places ?? homePlaces().length,
    years: whole?.years ?? yearsOfAll(),
    numbers: whole?.observations ?? DATA.observations.length,
    projects: whole?.projects ?? projects().length,
  };
});
const introduction = () => {
  const { documents: count, numbers, projects: many } = totals();
  return el(
    "section",
    { class: "intro" },
    el("h2", {}, t("introTitle", grouping(count))),
    el("p", {}, t("intro", grouping(numbers), grouping(many))),
  );
};
const figures = () => {
  const { documents: count, places, years, numbers, projects: many } = totals();
  return el(
    "ul",
    { class: "figures" },
    [
      [grouping(count), "documents", { view: "text" }],
      [grouping(places), "places", { view: "places" }],
      [years.length > 1 ? `${years[0]}–${years.at(-1)}` : (years[0] ?? "—"), "yearsReviewed", { view: "timeline" }],
      [grouping(numbers), "numbers", { view: "targets", status: "all" }],
      [grouping(many), "projects", { view: "projects" }],
    ].map(([value, name, where]) => el("li", {}, el("a", { ...to(where) }, el("b", {}, value), t(name)))),
  );
};

// --- findings ---

const placeOf = (row) => entity(row.place)?.name ?? t("noPlace");
const kindWords = ({ concept: name, measure, status, period }) =>
  t(
    "kindOf",
    period,
    label(name),
    measure === "growth" ? concept("measure", "growth") : "",
    t(status === "target" ? "target" : "result"),
  )
    .replace(/\s+/g, " ")
    .trim();

const factItem = (number, lead) => {
  const row = observation(number);
  return el(
    "li",
    {},
    lead ? el("small", {}, lead) : null,
    row.place === NONE ? null : entityLink(entity(row.place)),
    " ",
    valueOf(row),
    quoteLink(row.evidence),
  );
};

const outcomeItem = (number) => {
  const row = observation(number),
    outcome = outcomeOf(row);
  const result = outcome ? observation(outcome.results[0]) : undefined;
  return el(
    "li",
    {},
    row.place === NONE ? null : entityLink(entity(row.place)),
    ` ${row.period} `,
    el("span", {}, row.broader ? label(row.broader) : entity(row.indicator).name),
    " ",
    valueOf(row),
    result ? [" → ", valueOf(result)] : null,
    outcome ? verdictChip(outcome.verdict) : null,
    quoteLink(row.evidence, t("set")),
    result ? quoteLink(result.evidence, t("reached")) : null,
  );
};

const sizeItem = (number) => {
  const row = tables.quantities()[number];
  return el(
    "li",
    {},
    entityLink(entity(row.project)),
    " ",
    el("b", {}, amount(row.written, row.unit)),
    quoteLink(row.evidence),
  );
};

const ends = ({ high, low }) => [
  high.map((number) => factItem(number, t("highest"))),
  low.map((number) => factItem(number, t("lowest"))),
];

// What each kind of finding says: a headline, and what stands below it.
const FINDINGS = {
  outcomes: (item) => {
    const { exceeded = 0, met = 0, missed = 0 } = item.counts;
    return [
      t("findOutcomes", exceeded + met + missed, exceeded + met, missed),
      el(
        "div",
        { class: "band", "aria-hidden": "true" },
        Object.entries(item.counts).map(([verdict, count]) => styled(el("i", { class: verdict }), { flexGrow: String(count) })),
      ),
      el("ul", {}, item.shown.map(outcomeItem)),
    ];
  },
  ranking: (item) => [
    t("findRanking", kindWords(item), placeOf(observation(item.high[0])), fullValue(observation(item.high[0]))),
    el("ul", {}, ends(item)),
    el("p", { class: "muted" }, t("amongPlaces", item.of)),
  ],
  change: (item) => {
    const [one, other] = [observation(item.from), observation(item.then)];
    return [
      t("findChange", placeOf(one), label(item.concept), fullValue(one), fullValue(other)),
      el("ul", {}, factItem(item.from, one.period), factItem(item.then, other.period)),
      el("p", { class: "muted" }, t("changeHelp")),
    ];
  },
  investment: (item) => [sizeHead(item, "findInvestment"), el("ol", {}, item.shown.map(sizeItem))],
  capacity: (item) => [sizeHead(item, "findCapacity"), el("ol", {}, item.shown.map(sizeItem))],
  industries: (item) => [
    t("findIndustries", entity(item.shown[0][0]).name, item.shown[0][1], item.of),
    el(
      "ul",
      {},
      item.shown.map(([number, count]) => el("li", {}, entityLink(entity(number)), " ", el("small", {}, t("inPlaces", count)))),
    ),
  ],
  set: (item) => [t("findSet", item.period, item.count), el("ul", {}, item.shown.map((number) => setItem(number)))],
};
const sizeHead = ({ shown: [first] }, key) => {
  const row = tables.quantities()[first];
  return t(key, entity(row.project).name, amount(row.written, row.unit));
};
const setItem = (number) => {
  const row = observation(number);
  return el(
    "li",
    {},
    row.place === NONE ? null : entityLink(entity(row.place)),
    " ",
    row.broader ? label(row.broader) : entity(row.indicator).name,
    " ",
    valueOf(row),
    quoteLink(row.evidence),
  );
};

const findingCard = (item) => {
  const [title, ...rest] = FINDINGS[item.kind](item);
  return el(
    "article",
    { class: `finding ${item.kind}` },
    el("p", { class: "topic" }, t(`topic_${item.kind}`)),
    el("h3", {}, el("a", { ...to(item.to) }, title)),
    rest,
    el("a", { class: "all", ...to(item.to) }, t("seeAll")),
  );
};

// --- the map: provinces as tiles, each where it lies among the others ---

const TILES = {
  11: [5, 2, "北京", "BJ"],
  12: [6, 2, "天津", "TJ"],
  13: [4, 2, "河北", "HE"],
  14: [3, 2, "山西", "SX"],
  15: [4, 1, "内蒙古", "NM"],
  21: [6, 1, "辽宁", "LN"],
  22: [7, 1, "吉林", "JL"],
  23: [7, 0, "黑龙江", "HL"],
  31: [6, 4, "上海", "SH"],
  32: [5, 4, "江苏", "JS"],
  33: [5, 5, "浙江", "ZJ"],
  34: [4, 4, "安徽", "AH"],
  35: [4, 6, "福建", "FJ"],
  36: [4, 5, "江西", "JX"],
  37: [5, 3, "山东", "SD"],
  41: [3, 3, "河南", "HA"],
  42: [3, 4, "湖北", "HB"],
  43: [3, 5, "湖南", "HN"],
  44: [3, 6, "广东", "GD"],
  45: [2, 6, "广西", "GX"],
  46: [2, 7, "海南", "HI"],
  50: [2, 4, "重庆", "CQ"],
  51: [1, 4, "四川", "SC"],
  52: [2, 5, "贵州", "GZ"],
  53: [1, 5, "云南", "YN"],
  54: [0, 4, "西藏", "XZ"],
  61: [2, 3, "陕西", "SN"],
  62: [1, 2, "甘肃", "GS"],
  63: [1, 3, "青海", "QH"],
  64: [2, 2, "宁夏", "NX"],
  65: [0, 1, "新疆", "XJ"],
  71: [5, 6, "台湾", "TW"],
  81: [4, 7, "香港", "HK"],
  82: [3, 7, "澳门", "MO"],
};
const mapKey = (map) => [map.concept, map.measure, map.status, map.period].join(" ");

// The deeper the colour, the higher the value; the lowest is still told from none.
const tile = (code, number, [low, high]) => {
  const [column, row, chinese, letters] = TILES[code];
  const name = language() === "zh" ? chinese : letters;
  const spot = { gridColumn: String(column + 1), gridRow: String(row + 1) };
  const none = { class: "tile-map none", "aria-hidden": "true" };
  if (number === undefined) return styled(el("span", none, el("b", {}, name)), spot);
  const fact = observation(number);
  const words = `${placeOf(fact)} ${fullValue(fact)}`;
  const depth = high > low ? (numeric(fact) - low) / (high - low) : 0.5;
  return styled(
    el(
      "a",
      { class: "tile-map", ...openText(fact.evidence), "aria-label": words, title: words },
      el("b", {}, name),
      el("span", {}, fullValue(fact).replace(/\s/g, "")),
    ),
    { ...spot, background: `color-mix(in srgb, var(--accent) ${Math.round(8 + 37 * depth)}%, var(--surface))` },
  );
};

const provinces = () => {
  const maps = OVERVIEW.maps;
  if (!maps.length) return null;
  const map = maps.find((one) => mapKey(one) === state.map) ?? maps[0];
  const here = new Map(map.values);
  const values = map.values.map(([, number]) => numeric(observation(number)));
  return el(
    "section",
    { class: "provinces" },
    el("h2", {}, t("mapTitle")),
    el(
      "p",
      { class: "map-choice" },
      choice(
        "map",
        t("indicator"),
        maps.map((one) => [mapKey(one), kindWords(one)]),
        { every: false },
      ),
      el("a", { ...to(map.to) }, t("seeAll")),
    ),
    el(
      "div",
      { class: "tiles-map", role: "group", "aria-label": kindWords(map) },
      Object.keys(TILES).map((code) => tile(code, here.get(code), [Math.min(...values), Math.max(...values)])),
    ),
    el("p", { class: "muted" }, t("mapHelp", here.size)),
  );
};

// --- questions, trust, documents ---

const questions = () =>
  OVERVIEW.questions.length
    ? el(
        "section",
        { class: "questions" },
        el("h2", {}, t("questionsTitle")),
        el(
          "ul",
          {},
          OVERVIEW.questions.map((item) => el("li", {}, el("a", { ...to(item.to) }, item[language()]))),
        ),
      )
    : null;

const contradictionCount = () => tables.contradictions().length;
const GRADES = ["sure", "fair", "doubtful"];
const trust = () => {
  const counts = OVERVIEW.trust.confidence,
    total = GRADES.reduce((sum, name) => sum + counts[name], 0);
  const left = OVERVIEW.leftOut;
  return el(
    "section",
    { class: "trust" },
    el("h2", {}, t("trustTitle")),
    total
      ? [
          el(
            "div",
            { class: "band", "aria-hidden": "true" },
            GRADES.map((name) => (counts[name] ? styled(el("i", { class: name }), { flexGrow: String(counts[name]) }) : null)),
          ),
          el(
            "ul",
            { class: "grades" },
            GRADES.map((name) =>
              el("li", {}, el("i", { class: `dot ${name}` }), t(`grade_${name}`, counts[name], Math.round((100 * counts[name]) / total))),
            ),
          ),
          el("p", { class: "muted" }, t("trustHelp")),
          el("p", {}, el("a", { ...to({ view: "targets", status: "all", sort: "confidence" }) }, t("leastSure"))),
        ]
      : null,
    left.aside || left.rejected ? el("p", {}, t("leftOut", left.aside ?? 0, left.rejected ?? 0)) : null,
    left.rows ? el("p", {}, t("leftRows", left.rows)) : null,
    contradictionCount()
      ? el("p", {}, el("a", { ...to({ view: "checks", kind: "contradictions" }) }, t("contradictionsHere", contradictionCount())))
      : null,
  );
};

const documents = () =>
  el(
    "section",
    { class: "sources" },
    el("h2", {}, t("documents"), " ", el("span", { class: "count" }, String(DATA.documents.length))),
    el(
      "ul",
      {},
      tables.documents().map((row) =>
        el(
          "li",
          {},
          el("a", { ...to({ view: "text", doc: localName(row.iri) }) }, nameOf(documentTitle(row))),
          el(
            "span",
            { class: "chips" },
            row.place === NONE ? chip(t("noPlace"), "flag") : chip(entity(row.place).name),
            row.year ? chip(row.year) : null,
            row.kind ? chip(concept("kind", row.kind)) : null,
          ),
          row.damages.map((told) => el("small", { class: "damage" }, damageWords(told))),
        ),
      ),
    ),
  );

const findingsCsv = () => [
  ["finding", "title", "document", "quote"],
  OVERVIEW.findings.map((item) => {
    const number = item.high?.[0] ?? item.then ?? (["outcomes", "set"].includes(item.kind) ? item.shown[0] : undefined);
    const proof = number === undefined ? NONE : observation(number).evidence;
    return [item.kind, FINDINGS[item.kind](item)[0], documentOf(proof)?.name, evidenceText(proof)];
  }),
];

// The pages that hold the documents, where there are too many for one.
const pages = () =>
  DATA.pages
    ? el(
        "section",
        { class: "pages" },
        el("h2", {}, t("pagesTitle")),
        el("p", { class: "muted" }, t("pagesHelp")),
        el(
          "ul",
          {},
          DATA.pages.map(({ file, name, documents: count, facts, places, more, years }) =>
            el(
              "li",
              {},
              el("a", { href: `${file}#lang=${language()}` }, name || t("elsewhereName")),
              el("small", {}, t("pageHolds", grouping(count), grouping(facts)), years.length ? ` · ${[...new Set(years)].join("–")}` : ""),
              places.length === 1 && places[0] === name
                ? null
                : el("small", {}, places.join(language() === "zh" ? "、" : ", "), more ? ` +${more}` : ""),
            ),
          ),
        ),
      )
    : null;

// The question box; what was asked takes the place of the introduction.
const asked = () =>
  el(
    "section",
    { class: "asking" },
    state.ask ? el("a", { class: "back", ...to({ ask: "" }) }, `‹ ${t("askClear")}`) : null,
    askBox(),
    state.ask ? askAnswer(state.ask) : askExamples(),
  );

const findings = () =>
  OVERVIEW.findings.length
    ? el("section", {}, el("h2", {}, t("findingsTitle"), csvButton("overview", findingsCsv)), el("div", { class: "findings" }, OVERVIEW.findings.map(findingCard)))
    : null;

export const drawOverview = (box) => {
  if (!DATA.documents.length) return showContent(box, el("p", { class: "nothing" }, t("empty")));
  showContent(
    box,
    el(
      "div",
      { class: "front" },
      state.ask ? asked() : [introduction(), asked(), figures(), findings(), provinces(), pages(), questions(), trust(), documents()],
    ),
  );
};
