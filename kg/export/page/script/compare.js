// Places side by side: what each has of the same indicators, its projects by stage, the industries that it names.

import { latest } from "./chart.js";
import { segmented, showContent, toolbar } from "./controls.js";
import {
  distinct,
  entityNamed,
  evidenceText,
  grouped,
  homePlaces,
  indicatorKey,
  isPlace,
  kindOf,
  localName,
  namedBy,
  observationsOfPlace,
  once,
  STAGES,
} from "./data.js";
import { button, csvButton, el, growing, nameOf, shortened, styled } from "./dom.js";
import { entityLink, openText } from "./facts.js";
import { indicatorName } from "./indicators.js";
import { amount, inWords, measureWord, numeric, SIGNS, unitOf } from "./numbers.js";
import { projects } from "./projects.js";
import { adjust, state, to } from "./state.js";
import { concept, language, t } from "./words.js";

const MOST_PLACES = 4;
const comparable = once(() =>
  homePlaces()
    .map((item) => ({ item, facts: observationsOfPlace(item.number).length }))
    .sort((one, other) => other.facts - one.facts)
    .map(({ item }) => item),
);
const comparedPlaces = () => {
  const wanted = (state.places ?? "")
    .split(",")
    .filter(Boolean)
    .map(entityNamed)
    .filter((item) => item && isPlace(item));
  const here = state.place && entityNamed(state.place);
  const chosen =
    state.places === undefined
      ? distinct([here, ...comparable()].filter(Boolean)).slice(0, 3)
      : wanted.length === 1
        ? distinct([...wanted, ...comparable()]).slice(0, 2)
        : wanted;
  return distinct(chosen).slice(0, MOST_PLACES);
};
const withPlaces = (items) => ({ places: items.map((item) => localName(item.iri)).join(",") || "-" });

// Rows of the comparison: (indicator, measure, unit) with the facts of each place, what most places have first.
const comparisonRows = (items) => {
  const numbers = items.map((item) => item.number);
  const facts = items.flatMap((item) => observationsOfPlace(item.number)).filter((row) => !Number.isNaN(numeric(row)));
  return [...grouped(facts, (row) => [indicatorKey(row), row.measure, unitOf(row)].join("|")).values()]
    .map((rows) => ({ rows, cells: numbers.map((number) => rows.filter((row) => row.place === number)) }))
    .map((line) => ({ ...line, many: line.cells.filter((cell) => cell.length).length }))
    .sort(
      (one, other) =>
        other.many - one.many ||
        Number(Boolean(other.rows[0].broader)) - Number(Boolean(one.rows[0].broader)) ||
        other.rows.length - one.rows.length,
    );
};
const shownComparison = (items) =>
  comparisonRows(items).filter(({ many }) => state.layout === "all" || many > 1 || items.length < 2);

const comparedCell = (full, title) => (rows) => {
  const got = latest(rows, "achieved"),
    aim = latest(rows, "target");
  const one = (row) =>
    row &&
    el(
      "div",
      { class: "compared" },
      el(
        "a",
        { class: "plain", ...openText(row.evidence), title: evidenceText(row.evidence) },
        el(
          "b",
          {},
          (SIGNS[row.bound] ?? "") + (language() === "zh" ? amount(row.written, row.unit) : inWords(numeric(row), row)),
        ),
        " ",
        el("small", {}, row.period, row.status === "target" ? ` ${t("target")}` : ""),
      ),
      el(
        "span",
        { class: "track" },
        styled(el("i", { class: row.status }), { width: `${(100 * Math.abs(numeric(row))) / full}%` }),
      ),
    );
  return el("td", { "data-title": title }, one(got), one(aim), got || aim ? null : el("span", { class: "muted" }, "—"));
};

const comparedLine =
  (items) =>
  ({ rows, cells }) => {
    const full = Math.max(...rows.map((row) => Math.abs(numeric(row)))) || 1;
    return el(
      "tr",
      {},
      el(
        "th",
        { scope: "row" },
        el(
          "a",
          { class: "indicator", ...to({ view: "indicators", indicator: indicatorKey(rows[0]) }) },
          nameOf(indicatorName({ rows })),
        ),
        measureWord(rows[0]) ? el("small", { class: "measure" }, ` ${measureWord(rows[0])}`) : null,
      ),
      cells.map((cell, at) => comparedCell(full, items[at].name)(cell)),
    );
  };

const projectsOf = (item) => projects().filter((row) => row.homes.includes(item));
const stageLines = (items) => {
  const counts = items.map((item) => grouped(projectsOf(item), (row) => row.stage.stage));
  const full = Math.max(1, ...counts.flatMap((groups) => [...groups.values()].map((rows) => rows.length)));
  return STAGES.slice()
    .reverse()
    .filter((stage) => counts.some((groups) => groups.has(stage)))
    .map((stage) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, el("i", { class: `dot ${stage || "project"}` }), " ", concept("stage", stage)),
        counts.map((groups, at) => {
          const count = groups.get(stage)?.length ?? 0;
          return el(
            "td",
            { "data-title": items[at].name },
            el(
              "a",
              { class: "plain", ...to({ view: "projects", place: localName(items[at].iri), stage: stage || "none" }) },
              el("b", {}, String(count)),
            ),
            el("span", { class: "track" }, styled(el("i", { class: stage || "project" }), { width: `${(100 * count) / full}%` })),
          );
        }),
      ),
    );
};

const industryLines = (items) => {
  const own = items.map((item) => namedBy(item.number).filter((other) => kindOf(other) === "Industry"));
  const times = new Map();
  for (const found of own) for (const item of found) times.set(item, (times.get(item) ?? 0) + 1);
  const shared = [...times]
    .filter(([, count]) => count > 1)
    .sort((one, other) => other[1] - one[1])
    .map(([item]) => item);
  const list = (found) => shortened(found, (item) => el("li", {}, entityLink(item)), 10, el("ul", { class: "tags" }));
  return [
    shared.map((item) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, entityLink(item)),
        own.map((found, at) =>
          el(
            "td",
            { "data-title": items[at].name },
            found.includes(item)
              ? el("span", { role: "img", "aria-label": t("named_n") }, "●")
              : el("span", { class: "muted" }, "—"),
          ),
        ),
      ),
    ),
    el(
      "tr",
      {},
      el("th", { scope: "row" }, t("industriesOwn")),
      own.map((found, at) => el("td", { "data-title": items[at].name }, list(found.filter((item) => times.get(item) === 1)))),
    ),
  ];
};

const comparisonCsv = (items) => [
  [
    "indicator",
    "measure",
    "unit",
    ...items.flatMap((item) => [`${item.name} achieved`, "period", `${item.name} target`, "period"]),
  ],
  shownComparison(items).map(({ rows, cells }) => [
    indicatorName({ rows }),
    rows[0].measure,
    rows[0].unit,
    ...cells.flatMap((cell) =>
      ["achieved", "target"].map((status) => latest(cell, status)).flatMap((row) => [row && row.written + row.unit, row?.period]),
    ),
  ]),
];

const groupLine = (title, width) => el("tr", { class: "group" }, el("th", { scope: "rowgroup", colspan: width }, title));

export const drawCompare = (box) => {
  const items = comparedPlaces();
  const others = comparable().filter((item) => !items.includes(item));
  const add = el(
    "select",
    {
      name: "add",
      "aria-label": t("addPlace"),
      onchange: (event) => adjust(withPlaces([...items, entityNamed(event.target.value)])),
    },
    el("option", { value: "" }, t("addPlace")),
    others.map((item) => el("option", { value: localName(item.iri) }, item.name)),
  );
  toolbar(
    box,
    t("rows", shownComparison(items).length),
    items.map((item) =>
      button([item.name, " ×"].join(""), () => adjust(withPlaces(items.filter((other) => other !== item))), {
        class: "pick",
        "aria-label": t("remove", item.name),
      }),
    ),
    items.length < MOST_PLACES && others.length ? el("label", { class: "choice" }, add) : null,
    segmented(
      "layout",
      t("layout"),
      [
        ["", t("onlyShared")],
        ["all", t("all")],
      ],
      state.layout === "all" ? "all" : "",
    ),
    csvButton("compare", () => comparisonCsv(comparedPlaces())),
  );
  if (!items.length) return showContent(box, el("p", { class: "nothing" }, t("pickPlaces")));
  const width = items.length + 1;
  showContent(
    box,
    el(
      "table",
      { class: "compare" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("td", {}),
          items.map((item) =>
            el(
              "th",
              { scope: "col" },
              entityLink(item),
              el(
                "small",
                {},
                item.detail && item.detail !== item.name ? item.detail : "",
                " ",
                t("ownFacts", observationsOfPlace(item.number).length),
                " · ",
                t("ownProjects", projectsOf(item).length),
              ),
            ),
          ),
        ),
      ),
      el("tbody", {}, groupLine(t("indicators"), width)),
      growing(el("tbody", {}), shownComparison(items), comparedLine(items), 60, width),
      el("tbody", {}, groupLine(t("projects"), width), stageLines(items)),
      el("tbody", {}, groupLine(t("industriesShared"), width), industryLines(items)),
    ),
  );
};
