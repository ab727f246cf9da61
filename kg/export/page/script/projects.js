// The board of projects by stage, or the same as a table.

import { boundOf, within } from "./bounds.js";
import {
  amountBox,
  choice,
  counted,
  filterBox,
  holds,
  nothingHere,
  placeOptions,
  segmented,
  showContent,
  sorted,
  stageChoices,
  tableOf,
  toolbar,
  yearOptions,
} from "./controls.js";
import {
  distinct,
  entity,
  evidence,
  grouped,
  kindOf,
  linked,
  linksFrom,
  localName,
  mentionsOf,
  namedIn,
  once,
  oneLine,
  periodEnd,
  quantitiesOf,
  slice,
  spanOf,
  stageOf,
  stageRank,
  stagesOf,
  tables,
  yearsIn,
} from "./data.js";
import { chip, csvButton, el, growing } from "./dom.js";
import { entityLink, statusChip } from "./facts.js";
import { amount } from "./numbers.js";
import { isNamed, state } from "./state.js";
import { concept, t } from "./words.js";

// By the canonical value, so that 5万千瓦 stands above 600千瓦; what says no sum comes last.
const largest = (role) => (row) =>
  row[role].length ? Math.max(...row[role].map((sum) => Number(sum.canonical) || Number(sum.written) || 0)) : NaN;
const unitOfSum = (role) => (row) => row[role][0]?.canonicalUnit ?? "";
// What matters first: the larger investment, then the larger plant, then what is told of size at all, then the surer.
const powerOf = (row) => (unitOfSum("capacity")(row) === "KiloW" ? largest("capacity")(row) : 0);
const byImportance = (one, other) =>
  (largest("investment")(other) || 0) - (largest("investment")(one) || 0) ||
  powerOf(other) - powerOf(one) ||
  other.capacity.length - one.capacity.length ||
  other.events.length - one.events.length ||
  other.confidence - one.confidence ||
  one.item.number - other.item.number;

export const projects = once(() =>
  tables
    .entities()
    .filter((item) => kindOf(item) === "Project")
    .map((item) => {
      const links = linksFrom(item.number);
      const sums = (role) => quantitiesOf(item.number).filter((row) => row.role === role);
      const places = linked(links, "to", "located");
      return {
        item,
        stage: stageOf(item.number),
        events: stagesOf(item.number),
        capacity: sums("capacity"),
        investment: sums("investment"),
        owners: linked(links, "to", "owner"),
        industries: linked(links, "to", "industry"),
        places,
        homes: distinct([...places, ...namedIn(item)]),
        proof: evidence(stagesOf(item.number)[0]?.evidence ?? mentionsOf(item.number)[0]?.evidence),
        confidence: Math.max(0, ...stagesOf(item.number).map((row) => Number(row.confidence) || 0)),
      };
    })
    .sort(byImportance),
);

// Whether a sum of a project lies within what the reader has asked for.
const fitsSum = (row, role, text) => {
  const bound = boundOf(text ?? "");
  return !bound || row[role].some((sum) => within(bound, sum));
};

export const shownProjects = () =>
  projects().filter(
    (row) =>
      fitsSum(row, "investment", state.invested) &&
      fitsSum(row, "capacity", state.sized) &&
      (!state.status || row.stage.status === state.status) &&
      (!state.stage || (row.stage.stage || "none") === state.stage) &&
      (!state.period || row.events.some(({ period }) => yearsIn(period).includes(state.period))) &&
      (!state.place || row.homes.some((item) => isNamed(item, state.place))) &&
      (!state.industry || row.industries.some((item) => isNamed(item, state.industry))) &&
      holds([row.item.name, ...row.item.aliases, ...[...row.owners, ...row.homes, ...row.industries].map((item) => item.name)]),
  );

export const names = (items) => items.map((other) => other.name).join("|");
const written = (sums) => sums.map((sum) => sum.written + sum.unit);

const PROJECT_TABLE = [
  { name: "name", by: ({ item }) => item.name },
  { name: "stage", by: ({ stage }) => -stageRank(stage.stage) },
  { name: "status", by: ({ stage }) => stage.status },
  { name: "period", by: ({ stage }) => stage.period },
  { name: "capacity", by: largest("capacity"), kind: unitOfSum("capacity") },
  { name: "investment", by: largest("investment") },
  { name: "owner", by: ({ owners }) => names(owners) },
  { name: "place", by: ({ homes }) => names(homes) },
  { name: "industry", by: ({ industries }) => names(industries) },
];

const PROJECT_COLUMNS = [
  "document",
  "name",
  "stage",
  "status",
  "period",
  "capacity",
  "investment",
  "places",
  "organizations",
  "industries",
  "quote",
  "start",
  "end",
  "iri",
];
const projectsCsv = (rows) => [
  PROJECT_COLUMNS,
  rows.map(({ item, stage, proof, ...row }) => [
    tables.documents()[proof?.document]?.name,
    item.name,
    stage.stage || "none",
    stage.status,
    stage.period,
    written(row.capacity).join("|"),
    written(row.investment).join("|"),
    names(row.places),
    names(row.owners),
    names(row.industries),
    proof ? oneLine(slice(proof.document, proof.start, proof.end)) : "",
    ...(proof ? spanOf(proof) : ["", ""]),
    item.iri,
  ]),
];

const sumLine = (title, sums) =>
  sums.length
    ? el("span", {}, el("small", {}, title), " ", el("b", {}, sums.map((sum) => amount(sum.written, sum.unit)).join("、")))
    : null;

const projectTile = ({ item, stage, capacity, investment, owners, homes, events }) =>
  el(
    "li",
    { class: `tile ${stage.status}` },
    entityLink(item),
    capacity.length + investment.length
      ? el("p", { class: "sums" }, sumLine(t("capacity"), capacity), sumLine(t("investment"), investment))
      : null,
    owners.length
      ? el(
          "p",
          { class: "owners" },
          owners.map((owner) => entityLink(owner)),
        )
      : null,
    el(
      "p",
      { class: "chips" },
      homes.slice(0, 3).map((place) => chip(place.name)),
      stage.period ? chip(stage.period, "period") : null,
      stage.status === "target" ? statusChip(stage) : null,
      events.length > 1 ? chip(`${t("line")} ${events.length}`) : null,
    ),
  );

const projectRow = ({ item, stage, capacity, investment, owners, homes, industries }) =>
  el(
    "tr",
    {},
    el("th", { scope: "row" }, entityLink(item)),
    el("td", { "data-title": t("stage") }, chip(concept("stage", stage.stage), `stage ${stage.stage || "project"}`)),
    el("td", {}, statusChip(stage)),
    el("td", { "data-title": t("period") }, stage.period),
    el(
      "td",
      { class: "number", "data-title": t("capacity") },
      capacity.map((sum) => el("div", {}, amount(sum.written, sum.unit))),
    ),
    el(
      "td",
      { class: "number", "data-title": t("investment") },
      investment.map((sum) => el("div", {}, amount(sum.written, sum.unit))),
    ),
    el(
      "td",
      { "data-title": t("owner") },
      owners.map((owner) => el("div", {}, entityLink(owner))),
    ),
    el(
      "td",
      { "data-title": t("place") },
      homes.slice(0, 3).map((place) => el("div", {}, entityLink(place))),
    ),
    el(
      "td",
      { "data-title": t("industry") },
      industries.map((industry) => el("div", {}, entityLink(industry))),
    ),
  );

const projectBoard = (rows) => {
  const columns = grouped(rows, (row) => row.stage.stage);
  return el(
    "div",
    { class: "board" },
    [...columns.keys()]
      .sort((one, other) => stageRank(other) - stageRank(one))
      .map((stage) => {
        const here = columns.get(stage);
        return el(
          "section",
          { class: `column ${stage || "project"}` },
          el(
            "h2",
            {},
            el("i", { class: `dot ${stage || "project"}` }),
            concept("stage", stage),
            el("span", { class: "count" }, String(here.length)),
          ),
          growing(el("ul", { class: "tiles" }), here, projectTile, 50),
        );
      }),
  );
};

export const drawProjects = (box) => {
  const all = projects();
  const rows = sorted(shownProjects(), PROJECT_TABLE);
  const asTable = state.layout === "table";
  const industries = counted(
    all.flatMap((row) => row.industries.map((item) => item.number)),
    (number) => entity(number).name,
  );
  toolbar(
    box,
    t("rows", rows.length),
    segmented(
      "layout",
      t("layout"),
      [
        ["board", t("board")],
        ["table", t("table")],
      ],
      asTable ? "table" : "board",
    ),
    filterBox(t("filterProjects")),
    amountBox("invested", t("investedBox")),
    amountBox("sized", t("sizedBox")),
    choice("place", t("place"), placeOptions(all.flatMap((row) => row.homes.map((item) => item.number)))),
    ...stageChoices(all.map((row) => row.stage)),
    choice(
      "period",
      t("period"),
      yearOptions(all.flatMap((row) => distinct(row.events.map((event) => periodEnd(event.period))))),
    ),
    industries.length
      ? choice(
          "industry",
          t("industry"),
          industries.map(([number, name, count]) => [localName(entity(number).iri), name, count]),
        )
      : null,
    asTable
      ? null
      : choice(
          "sort",
          t("sort"),
          ["importance", "-investment", "-capacity", "-period", "name"].map((name) => [
            name === "importance" ? "" : name,
            `${t("sort")}：${t(name.replace("-", ""))}`,
          ]),
          { every: false },
        ),
    csvButton("projects", () => projectsCsv(sorted(shownProjects(), PROJECT_TABLE))),
  );
  showContent(
    box,
    !rows.length ? nothingHere() : asTable ? tableOf("projects", PROJECT_TABLE, rows, projectRow) : projectBoard(rows),
  );
};
