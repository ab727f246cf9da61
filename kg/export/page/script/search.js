// Search as you type: names and aliases, their pinyin in full or in initials, codes of divisions and industries.

import { dotOf, shortName } from "./colours.js";
import {
  CONCEPTS,
  DATA,
  isPlace,
  linked,
  linksFrom,
  localName,
  mergesInto,
  namedIn,
  NONE,
  once,
  tables,
  weightOf,
} from "./data.js";
import { el, fill, nameOf, say } from "./dom.js";
import { readingsOf, spelledAt } from "./pinyin.js";
import { go } from "./state.js";
import { kindLabel, label, language, t } from "./words.js";

// What can be found: the things of the graph, the known indicators under all of their names, the questions of the overview.
const searchIndex = once(() => [
  ...DATA.overview.questions.map((question) => ({ question, names: [question.zh, question.en], codes: [] })),
  ...CONCEPTS.map((code) => ({ concept: code, names: DATA.lookup.concepts[code], codes: [] })),
  ...tables.entities().map((item) => ({
    item,
    names: [item.name, ...item.aliases, ...(DATA.lookup.spellings[item.name] ?? []), ...mergesInto(item.number).map((row) => row.mergedName)],
    codes: item.codes,
  })),
].map((entry) => ({
  ...entry,
  names: entry.names.map((name) => name.toLowerCase()),
  codes: entry.codes.map((code) => code.toLowerCase()),
  characters: once(() => Array.from(entry.names[0].slice(0, 60))),
})));

// How well an entry fits, the less the better: a whole name, its beginning, a part, another name, a code, its pinyin.
const RANKS = 7;
const rankOf = ({ names, codes, characters }, wanted) => {
  const [name, ...aliases] = names;
  if (names.includes(wanted)) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  if (aliases.some((alias) => alias.includes(wanted))) return 3;
  if (/^[a-z]?[0-9]{2,12}$/.test(wanted) && codes.some((code) => code.startsWith(wanted))) return 4;
  if (/^[a-z0-9]{2,}$/.test(wanted)) {
    const at = spelledAt(wanted, characters());
    return at === 0 ? 5 : at > 0 ? 6 : NONE;
  }
  return NONE;
};

// The best of what is found, and how much there is.
const LISTED = 40;
const found = (text) => {
  const wanted = text.trim().toLowerCase().slice(0, 100);
  const ranks = Array.from({ length: RANKS }, () => []);
  if (wanted) for (const entry of searchIndex()) ranks[rankOf(entry, wanted)]?.push(entry);
  const weight = weightOf(),
    heft = ({ item, question }) => (item ? weight[item.number] : question ? -1 : Infinity),
    items = [];
  for (const rank of ranks)
    if (items.length < LISTED) items.push(...rank.sort((one, other) => (heft(other) - heft(one) || 0)).slice(0, LISTED));
  return { items: items.slice(0, LISTED), count: ranks.reduce((sum, rank) => sum + rank.length, 0) };
};

// What is found, and behind it the words as a question where they may be one.
const QUESTION = 6;
const entriesOf = (text) => {
  const { items, count } = found(text);
  const ask = text.trim();
  return { items: ask && (!items.length || ask.length >= QUESTION) ? [...items, { ask }] : items, count };
};

// While nothing else is to be done, make ready what the first key would wait for.
export const warm = (at = 0) =>
  requestIdleCallback((deadline) => {
    const index = searchIndex();
    weightOf();
    let next = at;
    while (next < index.length && deadline.timeRemaining() > 2) index[next++].characters().forEach(readingsOf);
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
  const choose = (entry) => {
    close();
    if (entry.ask) return go({ view: "overview", ask: entry.ask, entity: "" });
    if (entry.question) return go({ ...entry.question.to, entity: "" });
    go(entry.item ? { entity: localName(entry.item.iri) } : { view: "indicators", indicator: entry.concept, entity: "" });
  };
  const draw = () => {
    const { items, count } = entriesOf(input.value);
    fill(
      list,
      count ? null : el("li", { class: "nothing" }, t("nothing")),
      items.map((entry, number) =>
        el(
          "li",
          { role: "option", id: `result-${number}`, onmousedown: (event) => (event.preventDefault(), choose(entry)) },
          el("i", { class: `dot ${entry.item ? dotOf(entry.item) : "indicator"}` }),
          nameOf(entry.ask ? t("askEntry", entry.ask) : (entry.question?.[language()] ?? entry.item?.name ?? label(entry.concept))),
          el(
            "small",
            {},
            (entry.item ? [kindLabel(entry.item), whereOf(entry.item)] : [t(entry.question || entry.ask ? "question" : "indicators")])
              .filter(Boolean)
              .join(" · "),
          ),
        ),
      ),
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
      const entry = entriesOf(input.value).items[at];
      if (entry) choose(entry);
    } else if (event.key === "Escape") ((input.value = ""), close());
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  fill(box, input, list);
};
