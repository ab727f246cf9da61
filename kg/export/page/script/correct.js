// A line for corrections.tsv, put together for the reader to copy: which fact, by its words and where they begin, and
// what is right of it.

import { entity, evidence, grouped, NONE, once, slice, spanOf, tables } from "./data.js";
import { button, copied, el } from "./dom.js";
import { label, t } from "./words.js";

const OBSERVATION = ["value", "unit", "period", "status", "measure", "bound", "indicator", "place"];
const PROJECT = ["stage", "status", "period", "name", "capacity", "investment"];
const CODES = {
  status: ["achieved", "target"],
  measure: ["level", "growth", "decline", "share", "rank"],
  bound: ["exact", "about", "at_least", "at_most"],
  stage: ["planned", "approved", "started", "building", "completed", "none"],
};
const spotOf = ({ document, start, end }) => `${document} ${start} ${end}`;
const atSpot = once(() =>
  grouped(
    [...tables.observations(), ...tables.stages()].filter((row) => row.evidence !== NONE),
    (row) => spotOf(evidence(row.evidence)),
  ),
);

// The document and the words of a fact; its IRI in their place where several facts share them.
const about = (row) => {
  const proof = evidence(row.evidence);
  const { name } = tables.documents()[proof.document];
  if (atSpot().get(spotOf(proof)).length > 1) return [name, row.project === undefined ? row.iri : entity(row.project).iri, ""];
  return [name, slice(proof.document, proof.start, proof.end), String(spanOf(proof)[0])];
};

const form = (row) => {
  const names = row.project === undefined ? OBSERVATION : PROJECT;
  const field = el(
    "select",
    { "aria-label": t("correctField") },
    [...names, "wrong"].map((name) => el("option", { value: name }, name === "wrong" ? t("correctWrong") : label(name, name))),
  );
  const value = el("input", { "aria-label": t("correctValue"), placeholder: t("correctValue"), lang: "zh" });
  const line = el("code", { class: "line" });
  const told = () => [...about(row), field.value, field.value === "wrong" ? "" : value.value.trim()].join("\t");
  const show = () => {
    value.disabled = field.value === "wrong";
    value.placeholder = CODES[field.value]?.join(" · ") ?? t("correctValue");
    line.textContent = told();
  };
  field.addEventListener("change", show);
  value.addEventListener("input", show);
  show();
  return el(
    "div",
    { class: "form" },
    field,
    value,
    button(t("correctCopy"), (event) => copied(told(), event.target)),
    line,
    el("p", { class: "muted" }, t("correctHelp")),
  );
};

// Closed at first, and made when it is opened.
export const correction = (row) => {
  if (!(tables.observations()[row.number] === row || tables.stages()[row.number] === row) || row.evidence === NONE) return null;
  const box = el("details", { class: "correct" }, el("summary", {}, t("correct")));
  box.addEventListener("toggle", () => box.open && box.children.length < 2 && box.append(form(row)));
  return box;
};
