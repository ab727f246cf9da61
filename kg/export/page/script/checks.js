// What documents say of the same thing: claims that differ, claims that agree, names that were taken for one.

import { choice, filterBox, holds, placeOptions, segmented, showContent, toolbar } from "./controls.js";
import {
  confirmed,
  distinct,
  documentOf,
  entity,
  evidence,
  evidenceText,
  homePlaces,
  NONE,
  observation,
  once,
  tables,
} from "./data.js";
import { chip, csvButton, el, growing, nameOf, styled } from "./dom.js";
import { entityLink, evidenceBlock, indicatorLink, placeLink, statusChip, valueOf } from "./facts.js";
import { measureWord, numeric } from "./numbers.js";
import { isNamed, state } from "./state.js";
import { reasonOf, ruleWords, t } from "./words.js";

const confirmedGroups = once(() =>
  distinct([...confirmed().values()])
    .map((numbers) => numbers.map(observation))
    .sort((one, other) => other.length - one.length || one[0].number - other[0].number),
);
const claimsOf = (row) => row.claims.map(observation);
const ofChosenPlace = (row) => !state.place || (row.place !== NONE && isNamed(entity(row.place), state.place));

const claimHead = (row, ...chips) =>
  el(
    "header",
    {},
    indicatorLink(entity(row.indicator)),
    measureWord(row) ? el("span", { class: "measure" }, measureWord(row)) : null,
    placeLink(row.place),
    el("span", { class: "chips" }, row.period ? chip(row.period, "period") : null, statusChip(row), chips),
  );

const claimBlocks = (rows) => {
  const full = Math.max(...rows.map((row) => Math.abs(numeric(row)) || 0)) || 1;
  return el(
    "div",
    { class: "claims" },
    rows.map((row) =>
      el(
        "div",
        { class: "claim" },
        el(
          "p",
          {},
          valueOf(row),
          Number.isNaN(numeric(row))
            ? null
            : el(
                "span",
                { class: "track" },
                styled(el("i", { class: row.status }), { width: `${(100 * Math.abs(numeric(row))) / full}%` }),
              ),
        ),
        evidenceBlock(row.evidence, row),
      ),
    ),
  );
};

const shownContradictions = () =>
  tables
    .contradictions()
    .filter((row) => claimsOf(row).some(ofChosenPlace) && holds(claimsOf(row).map((claim) => entity(claim.indicator).name)));
const shownConfirmations = () =>
  confirmedGroups().filter((rows) => rows.some(ofChosenPlace) && holds(rows.map((row) => entity(row.indicator).name)));
const shownMerges = () => tables.merges().filter((row) => holds([row.keptName, row.mergedName, entity(row.entity).name]));

const contradictionCard = (row) =>
  el(
    "article",
    { class: "check" },
    claimHead(claimsOf(row)[0], chip(t("claims", row.claims.length), "verdict missed")),
    reasonOf(row) ? el("p", { class: "reason" }, reasonOf(row)) : null,
    claimBlocks(claimsOf(row)),
  );
const confirmationCard = (rows) =>
  el("article", { class: "check" }, claimHead(rows[0], chip(t("confirms", rows.length - 1), "verdict met")), claimBlocks(rows));
const mergeCard = (row) =>
  el(
    "article",
    { class: "check" },
    el(
      "header",
      {},
      entityLink(entity(row.entity)),
      el("span", { class: "muted" }, "←"),
      nameOf(row.mergedName),
      el("span", { class: "chips" }, row.rule ? chip(ruleWords(row.rule), "code") : null),
    ),
    el(
      "div",
      { class: "claims" },
      row.proofs.slice(0, 8).map((proof) => el("div", { class: "claim" }, evidenceBlock(proof))),
    ),
  );

const claimRow = (row) => {
  const proof = evidence(row.evidence);
  return [
    entity(row.indicator).name,
    row.written,
    row.unit,
    row.measure,
    row.period,
    entity(row.place)?.name,
    row.status,
    documentOf(row.evidence)?.name,
    evidenceText(row.evidence),
    proof?.start,
    proof?.end,
    row.iri,
  ];
};
const CLAIM_COLUMNS = [
  "group",
  "indicator",
  "value",
  "unit",
  "measure",
  "period",
  "place",
  "status",
  "document",
  "quote",
  "start",
  "end",
  "iri",
];

const CHECKS = {
  contradictions: {
    rows: shownContradictions,
    draw: contradictionCard,
    none: "noContradictions",
    file: () => [
      CLAIM_COLUMNS,
      shownContradictions().flatMap((row, at) => claimsOf(row).map((claim) => [at + 1, ...claimRow(claim)])),
    ],
  },
  confirmations: {
    rows: shownConfirmations,
    draw: confirmationCard,
    none: "noConfirmations",
    file: () => [CLAIM_COLUMNS, shownConfirmations().flatMap((rows, at) => rows.map((claim) => [at + 1, ...claimRow(claim)]))],
  },
  merges: {
    rows: shownMerges,
    draw: mergeCard,
    none: "noMerges",
    file: () => [
      ["kept", "kept_iri", "merged", "merged_iri", "rule", "documents"],
      shownMerges().map((row) => [
        row.keptName,
        entity(row.entity).iri,
        row.mergedName,
        row.merged,
        row.rule,
        distinct(row.proofs.map((proof) => documentOf(proof)?.name)).join("|"),
      ]),
    ],
  },
};

const shownCheck = () =>
  state.kind in CHECKS ? state.kind : (Object.keys(CHECKS).find((kind) => CHECKS[kind].rows().length) ?? "contradictions");

export const drawChecks = (box) => {
  const kind = shownCheck();
  const { rows, draw, none, file } = CHECKS[kind];
  const found = rows();
  toolbar(
    box,
    t("rows", found.length),
    segmented(
      "kind",
      t("checks"),
      Object.keys(CHECKS).map((name) => [name, t(name), CHECKS[name].rows().length]),
      kind,
    ),
    filterBox(t("filterIndicators")),
    kind === "merges"
      ? null
      : choice(
          "place",
          t("place"),
          placeOptions(homePlaces().map((item) => item.number)).map(([value, name]) => [value, name]),
        ),
    csvButton(kind, file),
  );
  showContent(
    box,
    el("p", { class: "muted lead-in" }, t("checksHelp")),
    found.length ? growing(el("div", { class: "check-list" }), found, draw, 40) : el("p", { class: "nothing" }, t(none)),
  );
};
