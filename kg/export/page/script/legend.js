// The legend: what the colours mean, how many there are of each, and the filters of the graph.

import { GROUP_COLOURS } from "./colours.js";
import { choice, counted, yearOptions } from "./controls.js";
import { grouped, homePlaces, kindOf, localName, namedBy, once, STAGES, tables } from "./data.js";
import { button, byId, csvButton, el, fill } from "./dom.js";
import { drawn, hiddenGroups, isFiltered, isPassing, neighbours, networkCsv } from "./network.js";
import { adjust, cleared } from "./state.js";
import { concept, label, sectionName, t } from "./words.js";

const LEGEND = [
  ["places", ["AdministrativeDivision", "Zone", "NaturalFeature", "Region", "Place"]],
  ["industries", ["Industry"]],
  ["organizations", ["Company", "PublicBody", "Institution", "Organization"]],
  ["projects", STAGES.map((stage) => `Project ${stage}`.trim())],
];

const groupLabel = (group) => (group.startsWith("Project") ? concept("stage", group.slice("Project ".length)) : label(group));
export const bubbleName = (bubble) =>
  `${bubble.group === "Industry" ? sectionName(bubble.section) : groupLabel(bubble.group)} ${bubble.count}`;

export const drawGraphWords = () => {
  drawLegend();
  for (const key of ["zoomIn", "zoomOut", "fit"]) {
    byId(key).title = t(key);
    byId(key).setAttribute("aria-label", t(key));
  }
  document.querySelector(".canvas").setAttribute("aria-label", t("canvas"));
};

const hide = (groups, on) => {
  const next = new Set(hiddenGroups);
  for (const group of groups) on ? next.delete(group) : next.add(group);
  adjust({ hide: [...next].join(",") });
};

const legendBox = (groups, text, [count, all], kind) =>
  el(
    "label",
    { class: kind },
    Object.assign(
      el("input", { type: "checkbox", name: groups.join(" "), onchange: (event) => hide(groups, event.target.checked) }),
      { checked: groups.some((group) => !hiddenGroups.has(group)) },
    ),
    groups.length === 1 ? el("i", { class: `dot ${GROUP_COLOURS[groups[0]]}` }) : null,
    el("span", {}, text),
    el("span", { class: "count" }, count === all ? String(all) : t("filtered", count, all)),
  );

const industryOptions = once(() =>
  tables
    .entities()
    .filter((item) => kindOf(item) === "Industry" && drawn.has(item.number))
    .map((item) => [localName(item.iri), item.name, neighbours.get(item.number).length])
    .sort((one, other) => other[2] - one[2])
    .slice(0, 300),
);

const graphChoices = () => [
  choice(
    "place",
    t("place"),
    homePlaces().map((item) => [localName(item.iri), item.name, namedBy(item.number).length]),
  ),
  industryOptions().length ? choice("industry", t("industry"), industryOptions()) : null,
  choice(
    "status",
    t("status"),
    counted(
      tables
        .stages()
        .map((row) => row.status)
        .filter(Boolean),
      (code) => t(code),
      ["achieved", "target"],
    ),
  ),
  choice("period", t("inYear"), yearOptions(tables.stages().map((row) => row.period))),
];

const drawLegend = () => {
  const all = grouped([...drawn.values()], (node) => node.group);
  const sums = (groups) => [
    groups.reduce((sum, group) => sum + all.get(group).filter(({ id }) => isPassing(id)).length, 0),
    groups.reduce((sum, group) => sum + all.get(group).length, 0),
  ];
  const legend = byId("legend"),
    focus = legend.contains(document.activeElement) ? document.activeElement.name : "";
  fill(
    legend,
    el("summary", {}, t("legend")),
    LEGEND.map(([title, groups]) => {
      const here = groups.filter((group) => all.has(group));
      if (!here.length) return null;
      return el(
        "fieldset",
        {},
        el("legend", { class: "visually-hidden" }, t(title)),
        legendBox(here, t(title), sums(here), "many"),
        here.length > 1 ? here.map((group) => legendBox([group], groupLabel(group), sums([group]), "one")) : null,
      );
    }),
    el(
      "div",
      { class: "filters" },
      graphChoices(),
      isFiltered() ? button(t("clear"), () => adjust(cleared()), { class: "clear", name: "clear" }) : null,
      csvButton("graph", networkCsv),
    ),
  );
  if (focus) legend.querySelector(`[name="${CSS.escape(focus)}"]`)?.focus();
};
