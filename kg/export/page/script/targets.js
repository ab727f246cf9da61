// Targets: what was set, what was reached, and what became of it; results that answer no target stand beside them.

import { boundOf, within } from "./bounds.js";
import {
  amountBox,
  choice,
  filterBox,
  holds,
  nothingHere,
  placeOptions,
  segmented,
  showContent,
  sorted,
  tableOf,
  toolbar,
  unfolding,
  yearOptions,
} from "./controls.js";
import {
  CONCEPTS,
  contradictionsOf,
  DATA,
  documentOf,
  entity,
  entityNamed,
  evidence,
  evidenceText,
  grouped,
  headlineRank,
  indicatorKey,
  NONE,
  observation,
  once,
  outcomeOf,
  periodEnd,
  spanOf,
  tables,
  yearsIn,
} from "./data.js";
import { button, chip, csvButton, el, styled } from "./dom.js";
import {
  documentTitle,
  evidenceBlock,
  factHead,
  gloss,
  indicatorLink,
  openText,
  placeLink,
  statusChip,
  valueOf,
  verdictChip,
} from "./facts.js";
import { fullValue, numeric, unitOf, unitWord } from "./numbers.js";
import { adjust, isNamed, state } from "./state.js";
import { concept, label, reasonOf, t } from "./words.js";

const VERDICTS = ["exceeded", "met", "missed", "not-comparable", "pending"];

const frameOf = (row) => [row.place, row.broader || row.indicator, row.measure, unitOf(row)].join("|");
const resultsByFrame = once(() =>
  grouped(
    tables.observations().filter((row) => row.status === "achieved" && !Number.isNaN(numeric(row))),
    frameOf,
  ),
);

// The latest result of the same thing before the period of a target: where the place stood when it set it.
// A year's is held beside a year's alone: the growth of five years is none of one, nor is a mean over years.
const isYear = (period) => /^[0-9]{4}$/.test(period);
const resultBefore = (target) => {
  if (!isYear(target.period)) return undefined;
  return (resultsByFrame().get(frameOf(target)) ?? [])
    .filter((row) => isYear(row.period) && row.period < target.period)
    .reduce((best, row) => (!best || periodEnd(row.period) >= periodEnd(best.period) ? row : best), undefined);
};

// How far a period is from the year that the newest reports plan; what is of no single year stands behind.
const planned = once(() => Math.max(0, ...tables.documents().map((row) => Number(row.year) || 0)) + 1);
const distance = ({ period }) => (isYear(period) ? Math.abs(Number(period) - planned()) : Number.MAX_SAFE_INTEGER);
// What matters first: the concepts that every report tells, the year at hand, the larger, the surer.
const byWeight = ({ row: one }, { row: other }) =>
  headlineRank(one) - headlineRank(other) ||
  (indicatorKey(one) === indicatorKey(other) ? distance(one) - distance(other) : 0) ||
  (one.measure < other.measure ? -1 : Number(one.measure > other.measure)) ||
  (unitOf(one) === unitOf(other) ? (numeric(other) || 0) - (numeric(one) || 0) : 0) ||
  Number(other.confidence) - Number(one.confidence) ||
  one.number - other.number;

// One row for each target with its outcome, and for each result that is no target's; the important first.
export const factRows = once(() =>
  tables.observations().map((row) => {
    const outcome = outcomeOf(row);
    const isTarget = row.status === "target";
    return {
      row,
      outcome,
      isTarget,
      verdict: isTarget ? (outcome?.verdict ?? "pending") : "",
      results: isTarget ? (outcome?.results ?? []).map(observation) : [row],
      before: isTarget && !outcome?.results.length ? resultBefore(row) : undefined,
    };
  }).sort(byWeight),
);

// Without a word in the address: targets, where there are any.
const shownStatus = () => state.status ?? (factRows().some(({ isTarget }) => isTarget) ? "target" : "all");

// Values of one kind: a bare percentage is taken for growth, as in a question, and the reader is told so.
const measureShown = () =>
  state.measure ?? (boundOf(state.value ?? "")?.unit === "PERCENT" && !state.indicator ? "growth" : undefined);
const fitsValue = (row) => {
  const bound = boundOf(state.value ?? "");
  const measure = measureShown();
  return (
    (!bound || within(bound, row)) && (!measure || (row.measure === "decline" ? "growth" : row.measure) === measure)
  );
};

const fitsFacts = ({ row }) =>
  (!state.indicator || indicatorKey(row) === state.indicator) &&
  (!state.unit || unitOf(row) === state.unit) &&
  fitsValue(row) &&
  (!state.period || yearsIn(row.period).includes(state.period)) &&
  (!state.place || (row.place !== NONE && isNamed(entity(row.place), state.place))) &&
  holds([
    entity(row.indicator).name,
    entity(row.place)?.name,
    row.unit,
    evidenceText(row.evidence),
    row.broader && label(row.broader),
  ]);

const ofStatus = (rows, status) => (status === "all" ? rows : rows.filter(({ row }) => row.status === status));

// --- the small bar: what was set as a mark, what was reached as a band; the larger of both fills four fifths ---

const barOf = ({ row, results, before, verdict, isTarget }) => {
  const reached = results[0] ?? before;
  const [aim, got] = [numeric(row), reached ? numeric(reached) : NaN];
  if (!isTarget || !(aim > 0) || !(got >= 0) || unitOf(row) !== unitOf(reached)) return null;
  const full = Math.max(aim, got) * 1.25;
  const words = t(results.length ? "bar" : "barBefore", fullValue(row), fullValue(reached));
  return el(
    "span",
    { class: `bar-small ${results.length ? verdict : "before"}`, role: "img", "aria-label": words, title: words },
    styled(el("i"), { width: `${(100 * got) / full}%` }),
    styled(el("b"), { left: `${(100 * aim) / full}%` }),
  );
};

const reachedCell = ({ row, results, before, isTarget }) => {
  if (!isTarget) return valueOf(row);
  if (results.length) return results.map((result) => el("div", {}, valueOf(result)));
  return before
    ? el("span", { class: "muted" }, t("before", `${before.period} · ${fullValue(before)}`))
    : el("span", { class: "muted" }, "—");
};

// A decline is negative growth, so that both stand in one order.
const signed = (row) => (row.measure === "decline" ? -numeric(row) : numeric(row));
const kindOfValue = (row) => [row.measure === "decline" ? "growth" : row.measure, unitOf(row)].join(" ");

const FACT_TABLE = [
  { name: "unfold", title: "" },
  { name: "indicator", by: ({ row }) => entity(row.indicator).name },
  { name: "place", by: ({ row }) => entity(row.place)?.detail || entity(row.place)?.name || "" },
  { name: "period", by: ({ row }) => row.period },
  { name: "set", by: ({ row, isTarget }) => (isTarget ? signed(row) : NaN), kind: ({ row }) => kindOfValue(row) },
  { name: "reached", by: ({ results }) => (results[0] ? signed(results[0]) : NaN), kind: ({ row }) => kindOfValue(row) },
  { name: "verdict", by: ({ verdict }) => (verdict ? VERDICTS.indexOf(verdict) : NaN) },
  { name: "confidence", by: ({ row }) => (row.confidence ? Number(row.confidence) : NaN) },
  { name: "evidence" },
];

const bothSides = ({ row, outcome, results, before, isTarget }) => {
  const side = (title, rows) =>
    rows.length
      ? el(
          "section",
          {},
          el("h2", {}, title),
          rows.map((other) =>
            el(
              "article",
              { class: `fact ${other.status}` },
              factHead(other, indicatorLink(entity(other.indicator)), null),
              evidenceBlock(other.evidence, other),
            ),
          ),
        )
      : null;
  return el(
    "div",
    { class: "sides" },
    outcome && reasonOf(outcome) ? el("p", { class: "reason" }, verdictChip(outcome.verdict), " ", reasonOf(outcome)) : null,
    isTarget ? side(t("set"), [row]) : null,
    side(t("reached"), isTarget ? results : [row]),
    before ? side(t("before", before.period), [before]) : null,
  );
};

const factRow = (item) => {
  const { row, verdict, isTarget } = item;
  return el(
    "tr",
    { class: row.status },
    el(
      "td",
      { class: "lead" },
      unfolding(() => bothSides(item), FACT_TABLE.length),
    ),
    el("th", { scope: "row" }, indicatorLink(entity(row.indicator)), gloss(row)),
    el("td", { "data-title": t("place") }, placeLink(row.place)),
    el("td", { "data-title": t("period") }, row.period),
    el("td", { class: "number", "data-title": t("set") }, isTarget ? valueOf(row) : el("span", { class: "muted" }, "—")),
    el("td", { class: "number", "data-title": t("reached") }, reachedCell(item), barOf(item)),
    el(
      "td",
      {},
      verdict ? verdictChip(verdict) : statusChip(row),
      contradictionsOf(row).length ? chip(t("differs"), "verdict missed") : null,
    ),
    el(
      "td",
      { class: "number", "data-title": row.confidence ? t("sure") : null },
      row.confidence ? `${Math.round(100 * row.confidence)}%` : "",
    ),
    el(
      "td",
      { class: "quote" },
      el(
        "a",
        { class: "source", ...openText(row.evidence), title: documentTitle(documentOf(row.evidence) ?? { name: "" }) },
        evidenceText(row.evidence),
      ),
    ),
  );
};

const FACT_COLUMNS = [
  "document",
  "indicator",
  "value",
  "unit",
  "measure",
  "bound",
  "status",
  "period",
  "place",
  "quote",
  "start",
  "end",
  "iri",
];
export const factsCsv = (rows) => [
  [...FACT_COLUMNS, "verdict", "reached", "reason"],
  rows.map(({ row, verdict, results, isTarget, outcome }) => {
    const proof = evidence(row.evidence);
    return [
      tables.documents()[proof?.document]?.name,
      entity(row.indicator).name,
      row.written,
      row.unit,
      row.measure,
      row.bound,
      row.status,
      row.period,
      entity(row.place)?.detail || entity(row.place)?.name,
      evidenceText(row.evidence),
      ...(proof ? spanOf(proof) : ["", ""]),
      row.iri,
      verdict,
      isTarget ? results.map((result) => result.written + result.unit).join("|") : "",
      outcome ? reasonOf(outcome) : "",
    ];
  }),
];

// How the shown targets came out, as one band and as filters.
const verdictBand = (rows) => {
  const counts = grouped(
    rows.filter(({ isTarget }) => isTarget),
    ({ verdict }) => verdict,
  );
  if (!counts.size) return null;
  const here = VERDICTS.filter((verdict) => counts.has(verdict));
  return el(
    "div",
    { class: "summary" },
    here.length < 2
      ? null
      : el(
          "div",
          { class: "band", "aria-hidden": "true" },
          here.map((verdict) => styled(el("i", { class: verdict }), { flexGrow: String(counts.get(verdict).length) })),
        ),
    el(
      "div",
      { class: "segments", role: "group", "aria-label": t("verdict") },
      here.map((verdict) =>
        button(
          [el("i", { class: `dot ${verdict}` }), t(verdict), " ", el("b", {}, String(counts.get(verdict).length))],
          () => adjust({ verdict: state.verdict === verdict ? "" : verdict }),
          { "aria-pressed": String(state.verdict === verdict), name: verdict },
        ),
      ),
    ),
  );
};

// The concepts of some facts with their counts, those first that every report tells; a name of its own as it is.
const conceptOptions = (rows) => {
  const counts = grouped(
    rows.filter((row) => row.broader),
    (row) => row.broader,
  );
  const known = CONCEPTS.filter((name) => counts.has(name)).map((name) => [name, label(name), counts.get(name).length]);
  const other = state.indicator && !DATA.lookup.concepts[state.indicator] && entityNamed(state.indicator);
  return other ? [...known, [state.indicator, other.name]] : known;
};

// Filters that a link has set and no control shows: they are told, and go with a click.
const kindFilters = () =>
  [
    measureShown() ? ["measure", concept("measure", measureShown())] : null,
    state.unit ? ["unit", unitWord(state.unit) || t("table")] : null,
  ]
    .filter(Boolean)
    .map(([name, text]) =>
      button(`${t(name)}：${text} ×`, () => adjust({ [name]: "" }), { class: "filter-chip", name, "aria-label": t("remove", text) }),
    );

export const drawTargets = (box) => {
  const status = shownStatus();
  const fitting = factRows().filter(fitsFacts);
  const before = ofStatus(fitting, status);
  const rows = sorted(
    before.filter(({ verdict }) => !state.verdict || verdict === state.verdict),
    FACT_TABLE,
  );
  const all = ofStatus(factRows(), status).map(({ row }) => row);
  toolbar(
    box,
    t("rows", rows.length),
    segmented(
      "status",
      t("status"),
      ["target", "achieved", "all"].map((code) => [
        code,
        t({ target: "targetsSet", achieved: "achievements" }[code] ?? "all"),
        ofStatus(fitting, code).length,
      ]),
      status,
      { verdict: "" },
    ),
    filterBox(t("filter")),
    choice("indicator", t("indicator"), conceptOptions(all)),
    choice("place", t("place"), placeOptions(all.map((row) => row.place))),
    choice("period", t("period"), yearOptions(all.map((row) => row.period))),
    amountBox("value", t("valueBox")),
    kindFilters(),
    csvButton("targets", () =>
      factsCsv(
        sorted(
          ofStatus(factRows().filter(fitsFacts), shownStatus()).filter(
            ({ verdict }) => !state.verdict || verdict === state.verdict,
          ),
          FACT_TABLE,
        ),
      ),
    ),
  );
  showContent(box, verdictBand(before), rows.length ? tableOf("facts", FACT_TABLE, rows, factRow) : nothingHere());
};
