// A line for corrections.tsv about a fact that was missed: the reader selects the words that say it, and names what is missing.

import { spanOf, tables } from "./data.js";
import { button, copied, el } from "./dom.js";
import { label, t } from "./words.js";

const FIELDS = ["indicator", "value", "unit", "measure", "bound", "status", "period", "place"];
const NEEDED = ["indicator", "value"];
const CODES = {
  measure: ["", "level", "growth", "decline", "share", "rank"],
  bound: ["", "exact", "about", "at_least", "at_most"],
  status: ["", "achieved", "target"],
};

// The words that are selected in a text, on one line, and where they begin; offsets count code points.
const selectedIn = (body) => {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed || !body.contains(chosen.anchorNode) || !body.contains(chosen.focusNode)) return undefined;
  const range = chosen.getRangeAt(0),
    before = document.createRange();
  before.selectNodeContents(body);
  before.setEnd(range.startContainer, range.startOffset);
  const text = range.toString();
  const words = text.trim().split("\n")[0].trim();
  const start = Array.from(before.toString()).length + Array.from(text.slice(0, text.indexOf(words))).length;
  return words && { words, start };
};

const field = (name, changed) => {
  const codes = CODES[name];
  const control = codes
    ? el("select", { name: `missed-${name}` }, codes.map((code) => el("option", { value: code }, code ? label(`${name}-${code}`, code) : "—")))
    : el("input", { name: `missed-${name}`, lang: "zh", autocomplete: "off" });
  control.addEventListener("input", changed);
  return el("label", {}, el("span", {}, label(name, t(name)), NEEDED.includes(name) ? " *" : ""), control);
};

const form = (number, body) => {
  const quote = el("q", { lang: "zh" }),
    output = el("code", { class: "line" });
  let spot;
  const copy = button(t("correctCopy"), (event) => copied(output.textContent, event.target));
  const controls = FIELDS.map((name) => field(name, () => show()));
  const told = () =>
    FIELDS.map((name, at) => [name, controls[at].querySelector("[name]").value.trim().replace(/[;；\t\n]/g, " ")]).filter(([, value]) => value);
  const show = () => {
    quote.textContent = spot?.words ?? t("missedSelect");
    quote.className = spot ? "" : "none";
    const fields = told();
    const isWhole = Boolean(spot) && NEEDED.every((name) => fields.some(([other]) => other === name));
    copy.disabled = !isWhole;
    output.textContent = isWhole
      ? [tables.documents()[number].name, spot.words, spot.start, "missed", fields.map((pair) => pair.join("=")).join("; ")].join("\t")
      : t("missedNeeded");
  };
  const listen = () => {
    if (!body.isConnected) return document.removeEventListener("selectionchange", listen);
    const found = selectedIn(body);
    if (!found) return undefined;
    const [start] = spanOf({ document: number, start: found.start, end: found.start });
    spot = { words: found.words, start };
    return show();
  };
  document.addEventListener("selectionchange", listen);
  listen();
  show();
  return el("div", { class: "form" }, el("p", {}, quote), el("div", { class: "fields" }, controls), output, copy, el("p", { class: "muted" }, t("correctHelp")));
};

// Closed at first, and made when it is opened; `body` holds the text of the document and nothing else.
export const missing = (number, body) => {
  const box = el("details", { class: "correct missing" }, el("summary", {}, t("missedTitle")));
  box.addEventListener("toggle", () => box.open && box.children.length < 2 && box.append(form(number, body)));
  return box;
};
