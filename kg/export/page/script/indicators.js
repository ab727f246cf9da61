// Indicators across places and years: all of them as small charts, one of them large with its values.

import { barChart, chartOf, isHistory, lineChart, placeName, plotsOf, plotTitle } from "./chart.js";
import {
  choice,
  filterBox,
  holds,
  nothingHere,
  placeOptions,
  showContent,
  sorted,
  tableOf,
  toolbar,
  unfolding,
} from "./controls.js";
import { distinct, entity, evidenceText, grouped, indicatorKey, NONE, once, tables } from "./data.js";
import { csvButton, el, growing, nameOf } from "./dom.js";
import { factBlock, linkChips, openText, placeLink, statusChip, valueOf } from "./facts.js";
import { numeric } from "./numbers.js";
import { isNamed, state, to } from "./state.js";
import { factRows, factsCsv } from "./targets.js";
import { label, t } from "./words.js";

const indicatorGroups = once(() =>
  [...grouped(tables.observations(), indicatorKey)]
    .map(([key, rows]) => {
      const plots = plotsOf(rows);
      return { key, rows, plots, rank: (plots[0]?.length ?? 0) * 1000 + rows.length };
    })
    .sort((one, other) => other.rank - one.rank),
);
export const indicatorName = ({ rows: [row] }) =>
  row.broader ? label(row.broader, entity(row.indicator).name) : entity(row.indicator).name;

const ofPlace = (rows) =>
  state.place ? rows.filter((row) => row.place !== NONE && isNamed(entity(row.place), state.place)) : rows;
const shownIndicators = () =>
  indicatorGroups()
    .filter((group) =>
      holds([indicatorName(group), ...distinct(group.rows.map((row) => row.indicator)).map((number) => entity(number).name)]),
    )
    .map((group) => (state.place ? { ...group, rows: ofPlace(group.rows), plots: plotsOf(ofPlace(group.rows)) } : group))
    .filter(({ rows }) => rows.length);

const smallChart = (group) =>
  el(
    "li",
    { class: "panel" },
    el(
      "h3",
      {},
      el("a", { ...to({ indicator: group.key }) }, nameOf(indicatorName(group))),
      el("span", { class: "count" }, t("values", group.rows.length)),
    ),
    el("p", { class: "muted" }, plotTitle(group.plots[0])),
    chartOf(group.plots[0], 300, 160, 6),
  );

const indicatorList = (groups, chosen) =>
  el(
    "nav",
    { class: "index", "aria-label": t("indicators") },
    growing(
      el("ul", {}),
      groups,
      (group) =>
        el(
          "li",
          {},
          el(
            "a",
            { ...to({ indicator: group.key }), "aria-current": group.key === chosen ? "true" : null },
            nameOf(indicatorName(group)),
          ),
          el("span", { class: "count" }, String(group.rows.length)),
        ),
      200,
    ),
  );

const VALUE_TABLE = [
  { name: "unfold", title: "" },
  { name: "place", by: (row) => placeName(row.place) },
  { name: "period", by: (row) => row.period },
  { name: "value", by: numeric },
  { name: "status", by: (row) => row.status },
  { name: "evidence" },
];
const valueRow = (row) =>
  el(
    "tr",
    { class: row.status },
    el(
      "td",
      { class: "lead" },
      unfolding(() => factBlock(row), VALUE_TABLE.length),
    ),
    el("th", { scope: "row" }, placeLink(row.place)),
    el("td", { "data-title": t("period") }, row.period),
    el("td", { class: "number", "data-title": t("value") }, valueOf(row)),
    el("td", {}, statusChip(row), linkChips(row)),
    el("td", { class: "quote" }, el("a", { class: "source", ...openText(row.evidence) }, evidenceText(row.evidence))),
  );

const wide = () => (innerWidth < 760 ? 330 : Math.min(760, innerWidth - 420));
const indicatorDetail = (group) => [
  el("h2", {}, nameOf(indicatorName(group))),
  group.plots.length ? el("p", { class: "muted" }, t("chartHelp")) : null,
  group.plots.map((plot) =>
    el(
      "figure",
      { class: "large" },
      el("figcaption", {}, plotTitle(plot)),
      isHistory(plot) ? lineChart(plot, wide(), 300) : null,
      isHistory(plot) && new Set(plot.map((row) => row.place)).size < 2 ? null : barChart(plot),
    ),
  ),
  tableOf("facts values", VALUE_TABLE, sorted(group.rows, VALUE_TABLE), valueRow),
];

export const drawIndicators = (box) => {
  const groups = shownIndicators();
  const chosen = state.indicator ? groups.find(({ key }) => key === state.indicator) : undefined;
  const rows = (chosen ? [chosen] : groups).flatMap((group) => group.rows);
  toolbar(
    box,
    t("values", rows.length),
    state.indicator ? el("a", { class: "back", ...to({ indicator: "" }) }, `‹ ${t("allIndicators")}`) : null,
    filterBox(t("filterIndicators")),
    choice("place", t("place"), placeOptions(tables.observations().map((row) => row.place))),
    csvButton("indicators", () => factsCsv(factRows().filter(({ row }) => rows.includes(row)))),
  );
  if (!groups.length || (state.indicator && !chosen)) return showContent(box, nothingHere());
  const charted = groups.filter(({ plots }) => plots.length);
  showContent(
    box,
    el(
      "div",
      { class: "with-index" },
      indicatorList(groups, state.indicator),
      el(
        "div",
        { class: "detail" },
        chosen
          ? indicatorDetail(chosen)
          : [
              el("h2", {}, t("comparable"), " ", el("span", { class: "count" }, String(charted.length))),
              charted.length
                ? growing(el("ul", { class: "panels" }), charted, smallChart, 24)
                : el("p", { class: "muted" }, t("nothing")),
            ],
      ),
    ),
  );
};
