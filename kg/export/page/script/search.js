// Search as you type: names and aliases, and the initials of their pinyin.

import { dotOf, shortName } from "./colours.js";
import { collator } from "./controls.js";
import { isPlace, linked, linksFrom, localName, mergesInto, namedIn, NONE, once, tables, weightOf } from "./data.js";
import { el, fill, nameOf, say } from "./dom.js";
import { go } from "./state.js";
import { kindLabel, t } from "./words.js";

// The last character of each initial in the order of pinyin; the browser knows that order.
const INITIALS = "abcdefghjklmnopqrstwxyz";
const LAST = Array.from("驁簿錯鵽樲鰒餜靃攟鬠纙鞪黁漚曝裠鶸蜶籜鶩鑂韻糳");
const initials = new Map();
const initialOf = (letter) => {
  if (!initials.has(letter)) {
    const at = /[\u4e00-\u9fff]/.test(letter) ? LAST.findIndex((last) => collator.compare(letter, last) <= 0) : -1;
    initials.set(letter, at < 0 ? letter.toLowerCase() : INITIALS[at]);
  }
  return initials.get(letter);
};

const searchIndex = once(() =>
  tables.entities().map((item) => ({
    item,
    names: [item.name, ...item.aliases, ...mergesInto(item.number).map((row) => row.mergedName)].map((name) =>
      name.toLowerCase(),
    ),
    letters: once(() => Array.from(item.name.slice(0, 60), initialOf).join("")),
  })),
);

const rankOf = ({ names, letters }, wanted) => {
  const [name, ...aliases] = names;
  if (names.includes(wanted)) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  if (aliases.some((alias) => alias.includes(wanted))) return 3;
  if (/^[a-z0-9]{2,}$/.test(wanted)) {
    const at = letters().indexOf(wanted);
    return at === 0 ? 4 : at > 0 ? 5 : NONE;
  }
  return NONE;
};

// The best of what is found, and how much there is.
const LISTED = 40;
const found = (text) => {
  const wanted = text.trim().toLowerCase().slice(0, 100);
  const ranks = [[], [], [], [], [], []];
  if (wanted) for (const entry of searchIndex()) ranks[rankOf(entry, wanted)]?.push(entry.item);
  const weight = weightOf(),
    items = [];
  for (const rank of ranks)
    if (items.length < LISTED)
      items.push(...rank.sort((one, other) => weight[other.number] - weight[one.number]).slice(0, LISTED));
  return { items: items.slice(0, LISTED), count: ranks.reduce((sum, rank) => sum + rank.length, 0) };
};

// While nothing else is to be done, make ready what the first key would wait for.
export const warm = (at = 0) =>
  requestIdleCallback((deadline) => {
    const index = searchIndex();
    weightOf();
    let next = at;
    while (next < index.length && deadline.timeRemaining() > 2) index[next++].letters();
    if (next < index.length) warm(next);
  });

// What tells things of one name apart: where a place lies, who names the rest.
const whereOf = (item) =>
  shortName((isPlace(item) ? linked(linksFrom(item.number), "to", "within")[0] : namedIn(item)[0])?.name ?? "", 12);

export const startSearch = (box) => {
  const list = el("ul", { id: "results", role: "listbox", hidden: true });
  const input = el("input", {
    id: "query",
    type: "search",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-controls": "results",
    "aria-expanded": "false",
    "aria-autocomplete": "list",
  });
  let at = 0;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const mark = (next) => {
    const all = options();
    at = Math.max(0, Math.min(all.length - 1, next));
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    all[at]?.scrollIntoView({ block: "nearest" });
    if (all[at]) input.setAttribute("aria-activedescendant", all[at].id);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const choose = (item) => {
    close();
    go({ entity: localName(item.iri) });
  };
  const draw = () => {
    const { items, count } = found(input.value);
    fill(
      list,
      items.map((item, number) =>
        el(
          "li",
          { role: "option", id: `result-${number}`, onmousedown: (event) => (event.preventDefault(), choose(item)) },
          el("i", { class: `dot ${dotOf(item)}` }),
          nameOf(item.name),
          el("small", {}, [kindLabel(item), whereOf(item)].filter(Boolean).join(" · ")),
        ),
      ),
      items.length ? null : el("li", { class: "nothing" }, t("nothing")),
    );
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (input.value.trim()) say(t("results", count));
    mark(0);
  };
  input.addEventListener("input", draw);
  input.addEventListener("focus", () => input.value && draw());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter") {
      const item = found(input.value).items[at];
      if (item) choose(item);
    } else if (event.key === "Escape") ((input.value = ""), close());
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  fill(box, input, list);
};
