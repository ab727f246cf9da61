// The question box: what is asked, how it was read, the answer with the sentences that say so, or what was not understood.

import { answerOf } from "./answer.js";
import { tableOf } from "./controls.js";
import { DATA, documentOf, entity, evidence, evidenceText, NONE, spanOf } from "./data.js";
import { button, copied, csvButton, el, shortened } from "./dom.js";
import { documentTitle, entityLink, evidenceBlock, gloss, indicatorLink, openText, placeLink, statusChip, valueOf, verdictChip } from "./facts.js";
import { amount } from "./numbers.js";
import { planOf } from "./plan.js";
import { readQuestion } from "./question.js";
import { go, state } from "./state.js";
import { concept, language, t } from "./words.js";

const ASK = DATA.ask;
const QUOTES = 5;

// --- the box ---

export const askBox = () => {
  const input = el("input", {
    type: "search",
    name: "ask",
    class: "ask-input",
    placeholder: t("askBox"),
    "aria-label": t("askTitle"),
    autocomplete: "off",
    maxlength: String(ASK.longest),
  });
  input.value = state.ask ?? "";
  const submit = (event) => {
    event.preventDefault();
    go({ view: "overview", ask: input.value.trim() });
  };
  return el("form", { class: "ask", role: "search", onsubmit: submit }, input, el("button", { class: "primary" }, t("askButton")));
};

const asking = (text) =>
  el(
    "a",
    {
      href: `#${new URLSearchParams({ view: "overview", ask: text })}`,
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go({ view: "overview", ask: text });
      },
    },
    text,
  );
// Those first that no link further down opens.
export const askExamples = (count = 4) => {
  const others = new Set(DATA.overview.questions.map((one) => one[language()]));
  const shown = DATA.overview.asks.map((one) => one[language()]).filter((text) => !others.has(text));
  return el("p", { class: "ask-examples" }, t("askLike"), shown.slice(0, count).map(asking));
};

// --- what was understood ---

const CODES = {
  status: (code) => t(code),
  verdict: (code) => t(code),
  measure: (code) => concept("measure", code),
  stage: (code) => concept("stage", code === "none" ? "" : code),
  level: (code) => t(`level_${code}`),
};
const SIGNS = { least: "≥", most: "≤", over: ">", under: "<" };
const boundWords = (sum) => {
  const factor = DATA.lookup.units[sum.written][1];
  const name = sum.role ? `${t(sum.role)} ` : "";
  return Object.keys(SIGNS)
    .filter((relation) => sum[relation] !== undefined)
    .map((relation) => `${name}${SIGNS[relation]} ${amount(String(Number((sum[relation] / factor).toPrecision(12))), sum.written)}`);
};
const readAs = (question, plan) => {
  const at = language() === "zh" ? 0 : 1;
  const parts = Object.entries(plan.wanted).map(([name, values]) => `${ASK.readAs[name][at]} ${values.map(CODES[name] ?? String).join("、")}`);
  const said = question.said.map((one) => (typeof one === "string" ? one : one[at]));
  return [t(`query_${plan.query}`), ...parts, ...plan.sums.flatMap(boundWords), ...said];
};

// --- the answer ---

const cellOf = (cell) => {
  if (cell === undefined || typeof cell === "string") return cell ?? "";
  if (cell.gloss) return [indicatorLink(entity(cell.entity)), gloss(cell.gloss)];
  if ("entity" in cell) return cell.entity === NONE ? placeLink(NONE) : entityLink(entity(cell.entity));
  if (cell.status) return statusChip(cell.status);
  if (cell.verdict) return verdictChip(cell.verdict);
  return (cell.facts ?? [cell.fact]).map((row) => el("div", {}, valueOf(row)));
};
const NUMBERS = ["value", "set", "reached", "capacity", "investment", "times"];
const drawRow = (columns) => (row) =>
  el(
    "tr",
    { "data-iri": row.iri },
    columns.map((name, at) =>
      name === "evidence"
        ? el(
            "td",
            { class: "quote" },
            row.proofs.map((number) =>
              el("a", { class: "source", ...openText(number), title: documentTitle(documentOf(number) ?? { name: "" }) }, evidenceText(number)),
            ),
          )
        : at === 0
          ? el("th", { scope: "row" }, cellOf(row.cells[name]))
          : el("td", { class: NUMBERS.includes(name) ? "number" : null, "data-title": t(name) }, cellOf(row.cells[name])),
    ),
  );
const textOf = (cell) => el("span", {}, cellOf(cell)).textContent;
const answerCsv = ({ columns, rows }) => [
  [...columns.slice(0, -1), "document", "start", "quote", "iri"],
  rows.map((row) => {
    const [number] = row.proofs;
    return [...columns.slice(0, -1).map((name) => textOf(row.cells[name])), documentOf(number)?.name, evidence(number) ? spanOf(evidence(number))[0] : "", evidenceText(number), row.iri];
  }),
];
const quotesOf = (rows) => {
  const seen = new Map();
  for (const row of rows) for (const number of row.proofs) if (!seen.has(number)) seen.set(number, row.fact);
  return [...seen];
};
const answered = (question, plan) => {
  const found = answerOf(plan);
  return el(
    "section",
    { class: "answer", "data-query": plan.query },
    el("h2", { "aria-live": "polite" }, found.sentence),
    el("p", { class: "muted" }, t("askReadAs"), readAs(question, plan).join(" · ")),
    DATA.pages || DATA.part ? el("p", { class: "part" }, t(DATA.pages ? "askOverview" : "askPart")) : null,
    found.rows.length
      ? [
          tableOf("facts", found.columns.map((name) => ({ name })), found.rows, drawRow(found.columns)),
          el("p", { class: "answer-tools" }, csvButton("answer", () => answerCsv(found))),
          el("h3", {}, t("askQuotes")),
          shortened(quotesOf(found.rows), ([number, fact]) => evidenceBlock(number, fact), QUOTES),
        ]
      : null,
  );
};

// --- what was not ---

// Questions that are most alike, by the pairs of characters that they share.
const pairsOf = (text) => new Set(Array.from(text.toLowerCase(), (letter, at) => letter + (text.toLowerCase()[at + 1] ?? "")));
const nearestTo = (text) => {
  const wanted = pairsOf(text);
  const likeness = (other) => {
    const pairs = pairsOf(other);
    return [...pairs].filter((pair) => wanted.has(pair)).length / (pairs.size + wanted.size);
  };
  return DATA.overview.asks
    .map((one) => one[language()])
    .map((other, at) => [likeness(other), at, other])
    .sort((one, other) => other[0] - one[0] || one[1] - other[1])
    .map(([, , other]) => other)
    .slice(0, 3);
};
const command = (text) => `kg ask ${/^[\w\u4e00-\u9fff]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`}`;
const refused = (text, reason) =>
  el(
    "section",
    { class: "answer refused", role: "alert" },
    el("h2", {}, reason),
    el("p", {}, t("askNear")),
    el("ul", {}, nearestTo(text).map((other) => el("li", {}, asking(other)))),
    el(
      "p",
      { class: "muted" },
      t("askBeyond"),
      el("code", {}, command(text)),
      button(t("copyCommand"), (event) => copied(command(text), event.target)),
    ),
  );

const list = (words) => words.map((word) => t("quoted", word.slice(0, 30))).join(language() === "zh" ? "、" : ", ");
export const askAnswer = (text) => {
  if (text.length > ASK.longest) return refused(text.slice(0, 40), t("askLong", text.length, ASK.longest));
  const question = readQuestion(text);
  if (question.unclear.length) return refused(text, t("askUnclear", question.unclear[0][0], question.unclear[0][1].join("、")));
  if (question.unread.length) return refused(text, t("askUnread", list(question.unread)));
  const plan = planOf(question);
  if (!plan) return refused(text, t("askAbout"));
  if (plan.units.length) return refused(text, t("askUnit", list(plan.units)));
  if (plan.left.length) return refused(text, t("askLeft", t(`query_${plan.query}`), list(plan.left)));
  return answered(question, plan);
};
