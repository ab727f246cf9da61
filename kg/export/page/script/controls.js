// What the views share: the bar with filters above them, choices whose options say how many there are, sorted tables.

import { boundOf } from "./bounds.js";
import { entity, grouped, localName, NONE, periodEnd, STAGES } from "./data.js";
import { button, el, growing } from "./dom.js";
import { adjust, cleared, state } from "./state.js";
import { concept, language, t } from "./words.js";

const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");

// `options` are rows (value, text, how many); a choice that the address names and nothing offers is shown as it is.
export const choice = (name, title, options, { every = true } = {}) => {
  const select = el(
    "select",
    { name, "aria-label": title, onchange: (event) => adjust({ [name]: event.target.value }) },
    every ? el("option", { value: "" }, `${title}：${t("all")}`) : null,
    options.map(([value, text, count]) =>
      el("option", { value }, count === undefined ? text : `${text.slice(0, 40)} (${count})`),
    ),
  );
  const wanted = state[name] ?? "";
  if (wanted && !options.some(([value]) => value === wanted)) select.append(el("option", { value: wanted }, wanted.slice(0, 40)));
  select.value = wanted || (every ? "" : (options[0]?.[0] ?? ""));
  return el("label", { class: "choice" }, select);
};

// Options of a choice with their counts, the most frequent first, or in the order of `known` codes.
export const counted = (values, text, known) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const names = known
    ? known.filter((code) => counts.has(code))
    : [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one));
  return names.map((value) => [value, text(value), counts.get(value)]);
};

// How far projects are: the stages of projects or of single events, as choices with their counts.
export const stageChoices = (stages) => [
  choice(
    "stage",
    t("stage"),
    counted(
      stages.map(({ stage }) => stage || "none"),
      (stage) => concept("stage", stage === "none" ? "" : stage),
      [...STAGES.slice(0, -1).reverse(), "none"],
    ),
  ),
  choice(
    "status",
    t("status"),
    counted(
      stages.map(({ status }) => status),
      (code) => t(code),
      ["achieved", "target"],
    ),
  ),
];
export const placeOptions = (numbers) =>
  counted(
    numbers.filter((number) => number !== NONE),
    (number) => entity(number).name,
  ).map(([number, name, count]) => [localName(entity(number).iri), name, count]);
export const yearOptions = (periods) =>
  counted(periods.map(periodEnd).filter(Boolean), (year) => year).sort(([one], [other]) => (one < other ? 1 : -1));

let typing;
export const filterBox = (title) => {
  const input = el("input", { type: "search", name: "q", placeholder: title, "aria-label": title });
  input.value = state.q ?? "";
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => adjust({ q: input.value }), 120);
  });
  return input;
};

// An amount to filter by, such as 10亿元 or ≤5%; what is none is said at the box and filters nothing.
export const amountBox = (name, title) => {
  const input = el("input", { type: "text", inputmode: "text", name, class: "amount", placeholder: title, "aria-label": title });
  input.value = state[name] ?? "";
  const judge = () => {
    const wrong = Boolean(input.value.trim()) && !boundOf(input.value);
    input.setAttribute("aria-invalid", String(wrong));
    input.title = wrong ? t("amountHelp") : title;
  };
  judge();
  input.addEventListener("input", () => {
    judge();
    clearTimeout(typing);
    typing = setTimeout(() => adjust({ [name]: input.value }), 250);
  });
  return input;
};
const TYPED = ["q", "value", "invested", "sized"];

export const holds = (texts) => {
  const wanted = (state.q ?? "").trim().toLowerCase();
  return !wanted || texts.some((text) => text && text.toLowerCase().includes(wanted));
};

// Buttons of which one is pressed: [value, text, count]; `also` is what else such a choice changes.
export const segmented = (name, title, options, now, also = {}) =>
  el(
    "div",
    { class: "segments", role: "group", "aria-label": title },
    options.map(([value, text, count]) =>
      button([text, count === undefined ? "" : ` ${count}`].join(""), () => adjust({ ...also, [name]: value }), {
        "aria-pressed": String(value === now),
        name: value,
      }),
    ),
  );

// While the reader types or chooses, the control under the hands stays; only what it filters is drawn anew.
export const toolbar = (box, count, ...controls) => {
  const old = box.querySelector(".toolbar");
  const output = el("output", {}, count);
  if (old && old.dataset.language === language() && old.contains(document.activeElement) && TYPED.includes(document.activeElement.name)) {
    old.querySelector("output").replaceWith(output);
    return;
  }
  const focus = old?.contains(document.activeElement) ? document.activeElement.name : "";
  const fresh = el("div", { class: "toolbar", "data-language": language() }, controls, output);
  if (old) old.replaceWith(fresh);
  else box.prepend(fresh);
  if (focus) fresh.querySelector(`[name="${CSS.escape(focus)}"]`)?.focus();
};

export const showContent = (box, ...content) => {
  const wrap = el("div", { class: "content", tabindex: 0, role: "region", "aria-label": t(state.view) }, content);
  const old = box.querySelector(".content");
  if (old) old.replaceWith(wrap);
  else box.append(wrap);
};

export const nothingHere = () =>
  el(
    "p",
    { class: "nothing" },
    t("nothing"),
    " ",
    button(t("clear"), () => adjust(cleared()), { class: "clear" }),
  );

// --- tables: columns are {name, cell, by}; `by` answers with what rows are sorted by ---

const sortName = () => (state.sort ?? "").replace(/^-/, "");
export const sorted = (rows, columns) => {
  const column = columns.find((one) => one.by && one.name === sortName());
  if (!column) return rows;
  const { by, kind } = column;
  // Amounts of one kind stand together, those first of which there are most: a share is not larger than an area.
  const sizes = kind ? new Map([...grouped(rows, kind)].map(([name, here]) => [name, here.length])) : undefined;
  const apart = (one, other) =>
    kind && kind(one) !== kind(other) ? sizes.get(kind(other)) - sizes.get(kind(one)) || (kind(one) < kind(other) ? -1 : 1) : 0;
  const way = state.sort.startsWith("-") ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, by(row)]));
  const order = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));
  const empty = (key) => key === "" || key === undefined || Number.isNaN(key);
  return [...rows].sort((one, other) => {
    const [a, b] = [keys.get(one), keys.get(other)];
    return empty(a) || empty(b) ? Number(empty(a)) - Number(empty(b)) : apart(one, other) || order(a, b) * way;
  });
};

const tableHead = (columns) =>
  el(
    "thead",
    {},
    el(
      "tr",
      {},
      columns.map(({ name, title, by }) => {
        const text = title ?? t(name === "confidence" ? "sure" : name);
        if (!by)
          return el(
            "th",
            { scope: "col", class: name === "unfold" ? "lead" : null },
            text || el("span", { class: "visually-hidden" }, t("details")),
          );
        const here = sortName() === name,
          down = here && state.sort.startsWith("-");
        return el(
          "th",
          { scope: "col", "aria-sort": here ? (down ? "descending" : "ascending") : "none" },
          button(text, () => adjust({ sort: here && !down ? `-${name}` : name }), { name: `sort-${name}` }),
          here ? (down ? " ↓" : " ↑") : null,
        );
      }),
    ),
  );

export const tableOf = (kind, columns, rows, draw) => {
  const body = el("tbody");
  growing(body, rows, draw, 100, columns.length);
  return el("table", { class: kind }, tableHead(columns), body);
};

// A row that unfolds: the button, and what stands below when it is pressed.
export const unfolding = (make, width) => {
  const control = button(
    "▸",
    (event) => {
      const row = event.target.closest("tr");
      const open = control.getAttribute("aria-expanded") === "true";
      control.setAttribute("aria-expanded", String(!open));
      control.textContent = open ? "▸" : "▾";
      if (open) row.nextElementSibling.remove();
      else row.after(el("tr", { class: "unfolded" }, el("td", { colspan: width }, make())));
    },
    { class: "unfold", "aria-expanded": "false", "aria-label": t("details") },
  );
  return control;
};
