// Facts and their evidence: what is said, the sentence that says it, and what was taken from elsewhere.

import { dotOf } from "./colours.js";
import { correction } from "./correct.js";
import {
  confirmedWith,
  contradictionsOf,
  DATA,
  distinct,
  entity,
  evidence,
  localName,
  NONE,
  observation,
  oneLine,
  pageOf,
  outcomeOf,
  outcomesOfResult,
  slice,
  spanOf,
  tables,
} from "./data.js";
import { chip, el, nameOf } from "./dom.js";
import { amount, canonicalText, measureWord, SIGNS } from "./numbers.js";
import { to } from "./state.js";
import { concept, label, language, reasonOf, ruleWords, t } from "./words.js";

export const entityLink = (item, attributes = {}) =>
  el("a", { class: `entity ${dotOf(item)}`, ...to({ entity: localName(item.iri) }), ...attributes }, nameOf(item.name));

export const indicatorLink = (item) => el("a", { class: "indicator", ...to({ entity: localName(item.iri) }) }, nameOf(item.name));
// What the ontology calls the known indicator of a fact, where the reader's language is not the text's.
export const gloss = (row) =>
  language() === "en" && row.broader && DATA.words[row.broader] ? el("small", { class: "gloss" }, label(row.broader)) : null;
export const placeLink = (number) =>
  number === NONE ? el("span", { class: "muted" }, t("noPlace")) : entityLink(entity(number));

const toText = (document, start, end) => {
  const where = { view: "text", doc: localName(tables.documents()[document].iri), at: spanOf({ document, start, end }).join("-") };
  const page = pageOf(document);
  return page ? { href: `${page}#${new URLSearchParams({ ...where, lang: language() })}` } : to(where);
};

// The same for the stretch of a piece of evidence.
export const openText = (number) => {
  const proof = evidence(number);
  return proof ? toText(proof.document, proof.start, proof.end) : {};
};

export const documentTitle = (document) => document.title || document.name;

// The sentence of a piece of evidence with its words marked.
const quoted = (proof) => {
  const start = Math.min(proof.start, proof.sentenceStart);
  const end = Math.max(proof.end, proof.sentenceEnd);
  return el(
    "p",
    { class: "sentence", lang: "zh" },
    slice(proof.document, start, proof.start),
    el("mark", {}, slice(proof.document, proof.start, proof.end)),
    slice(proof.document, proof.end, end),
  );
};

const headingsOf = (proof) => proof.headings.map(([start, end]) => oneLine(slice(proof.document, start, end)));

// Where a field was taken from that the fact's own words do not say.
const originChip = (number) => {
  const origin = tables.origins()[number];
  const text = t("inherited", label(origin.field), concept("origin", origin.kind));
  if (origin.document === NONE) return chip(text, "origin");
  const words = oneLine(slice(origin.document, origin.start, origin.end));
  return el(
    "a",
    { class: "chip origin", ...toText(origin.document, origin.start, origin.end) },
    text,
    el("q", {}, words.length > 28 ? `${words.slice(0, 28)}…` : words),
  );
};

const inheritedOrigins = (row) =>
  (row.origins ?? []).filter((number) => !["clause", "sentence"].includes(tables.origins()[number].kind));

export const evidenceBlock = (number, row = {}) => {
  const proof = evidence(number);
  if (!proof) return null;
  const source = tables.documents()[proof.document];
  const headings = headingsOf(proof);
  return el(
    "blockquote",
    { class: "evidence" },
    headings.length ? el("p", { class: "headings" }, headings.join(" › ")) : null,
    quoted(proof),
    el(
      "footer",
      {},
      el(
        "a",
        { class: "source", ...toText(proof.document, proof.start, proof.end), title: `${t("open")} · ${source.name}` },
        documentTitle(source),
      ),
      proof.page ? chip(t("page", proof.page)) : null,
      inheritedOrigins(row).map(originChip),
      row.confidence ? chip(t("confidence", Math.round(100 * row.confidence)), "confidence") : null,
      correction(row),
      el(
        "span",
        { class: "rule" },
        proof.rule ? el("span", { title: `${t("rule")} ${proof.rule}` }, ruleWords(proof.rule)) : null,
        /^https?:/.test(row.iri ?? "")
          ? el(
              "a",
              {
                href: row.iri,
                target: "_blank",
                rel: "noopener noreferrer",
                "aria-label": `IRI ${localName(row.iri)}`,
                title: row.iri,
              },
              " IRI",
            )
          : null,
      ),
    ),
  );
};

export const statusChip = (row) => chip(row.status ? t(row.status) : t("none"), `status ${row.status}`);
export const verdictChip = (verdict) => chip(t(verdict), `verdict ${verdict}`);

// The value with its bound in a sign that is spoken as a word.
export const valueOf = (row) =>
  el(
    "span",
    { class: "value" },
    row.measure === "level" ? null : el("span", { class: `measure ${row.measure}` }, measureWord(row)),
    SIGNS[row.bound] ? el("abbr", { title: t(row.bound), "aria-label": t(row.bound), role: "img" }, SIGNS[row.bound]) : null,
    el("b", {}, amount(row.written, row.unit)),
  );

const toCheck = (kind, row) => to({ view: "checks", kind, q: entity(row.indicator).name, place: "", entity: "" });

// What other facts say of this one: its outcome, claims that differ, documents that agree.
export const linkChips = (row) => {
  const outcome = outcomeOf(row);
  const others = confirmedWith(row).length;
  return [
    outcome ? verdictChip(outcome.verdict) : null,
    outcomesOfResult(row).map((other) => verdictChip(other.verdict)),
    contradictionsOf(row).length
      ? el("a", { class: "chip verdict missed", ...toCheck("contradictions", row) }, t("differs"))
      : null,
    others ? el("a", { class: "chip", ...toCheck("confirmations", row) }, t("confirms", others)) : null,
  ];
};

export const factHead = (row, first, links = linkChips(row)) =>
  el(
    "header",
    {},
    first,
    valueOf(row),
    canonicalText(row),
    el("span", { class: "chips" }, links, row.period ? chip(row.period, "period") : null, statusChip(row)),
  );

// What became of a target, or what a result answers: the other side of an outcome with its own sentence.
const otherSide = (row) => {
  const outcomes = row.status === "target" ? [outcomeOf(row)].filter(Boolean) : outcomesOfResult(row);
  if (!outcomes.length) return null;
  const others = distinct(outcomes.flatMap((outcome) => (row.status === "target" ? outcome.results : [outcome.target]))).map(
    observation,
  );
  return el(
    "div",
    { class: "other-side" },
    outcomes.map((outcome) =>
      reasonOf(outcome) ? el("p", { class: "reason" }, verdictChip(outcome.verdict), " ", reasonOf(outcome)) : null,
    ),
    others.map((other) =>
      el("div", {}, factHead(other, indicatorLink(entity(other.indicator)), null), evidenceBlock(other.evidence, other)),
    ),
  );
};

export const factBlock = (row, show = "indicator") =>
  el(
    "article",
    { class: `fact ${row.status}` },
    factHead(row, show === "indicator" ? indicatorLink(entity(row.indicator)) : placeLink(row.place)),
    evidenceBlock(row.evidence, row),
    otherSide(row),
  );
