// Stage events in time: a row for each project, a column for each period, a line from its first event to its last.

import { lifeOf } from "./cards.js";
import { choice, filterBox, nothingHere, placeOptions, showContent, stageChoices, toolbar } from "./controls.js";
import {
  byPeriod,
  distinct,
  documentOf,
  documentsOfPlace,
  evidence,
  evidenceText,
  grouped,
  NONE,
  stageRank,
  STAGES,
} from "./data.js";
import { chip, csvButton, el, growing, styled } from "./dom.js";
import { entityLink, openText, placeLink } from "./facts.js";
import { names, projects, shownProjects } from "./projects.js";
import { concept, t } from "./words.js";

const timelineRows = () => shownProjects().filter((row) => row.events.some(({ period }) => period));
const lifeSpan = (row) =>
  row.events
    .map(({ period }) => period)
    .filter(Boolean)
    .sort(byPeriod);

const eventPill = (event) =>
  el(
    "a",
    {
      class: `pill ${event.stage || "project"} ${event.status}`,
      ...openText(event.evidence),
      title: `${t(event.status || "none")} · ${evidenceText(event.evidence)}`.slice(0, 300),
    },
    concept("stage", event.stage),
    el("span", { class: "visually-hidden" }, ` ${event.status ? t(event.status) : ""}`),
  );

const timelineRow = (periods) => (row) => {
  const span = lifeSpan(row).map((period) => periods.indexOf(period));
  const [first, last] = [Math.min(...span), Math.max(...span)];
  const life = lifeOf(row.item.number);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, entityLink(row.item)),
    periods.map((period, at) =>
      el(
        "td",
        {
          class:
            first < last && at >= first && at <= last ? `way ${at === first ? "first" : ""} ${at === last ? "last" : ""}` : "",
        },
        life.filter((event) => event.period === period).map(eventPill),
      ),
    ),
  );
};

// How many events of which stage each period has, reached ones solid and planned ones hatched.
const periodBand = (events) => {
  const kinds = grouped(events, (event) => `${event.stage || "project"} ${event.status}`);
  const parts = STAGES.slice()
    .reverse()
    .flatMap((stage) => ["achieved", "target"].map((status) => `${stage || "project"} ${status}`))
    .filter((kind) => kinds.has(kind));
  return el(
    "span",
    { class: "band", "aria-hidden": "true" },
    parts.map((kind) => styled(el("i", { class: kind }), { flexGrow: String(kinds.get(kind).length) })),
  );
};

const eventsCsv = (rows) => [
  ["project", "stage", "status", "period", "place", "document", "quote", "start", "end", "iri"],
  rows.flatMap((row) =>
    lifeOf(row.item.number).map((event) => {
      const proof = evidence(event.evidence);
      return [
        row.item.name,
        event.stage || "none",
        event.status,
        event.period,
        names(row.homes),
        documentOf(event.evidence)?.name,
        evidenceText(event.evidence),
        proof?.start,
        proof?.end,
        event.iri,
      ];
    }),
  ),
];

export const drawTimeline = (box) => {
  const all = projects().flatMap((row) => row.events);
  const rows = timelineRows();
  const events = rows.flatMap((row) => row.events).filter(({ period }) => period);
  const periods = distinct(events.map(({ period }) => period)).sort(byPeriod);
  toolbar(
    box,
    t("events", events.length),
    filterBox(t("filterProjects")),
    choice("place", t("place"), placeOptions(projects().flatMap((row) => row.homes.map((item) => item.number)))),
    ...stageChoices(all),
    csvButton("timeline", () => eventsCsv(timelineRows())),
  );
  if (!rows.length) return showContent(box, nothingHere());
  const byHome = grouped(
    rows,
    (row) => row.homes.find((item) => documentsOfPlace(item.number).length)?.number ?? row.homes[0]?.number ?? NONE,
  );
  const head = el(
    "thead",
    {},
    el(
      "tr",
      {},
      el("th", { scope: "col" }, t("project")),
      periods.map((period) => {
        const here = events.filter((event) => event.period === period);
        return el("th", { scope: "col" }, period, " ", el("span", { class: "count" }, String(here.length)), periodBand(here));
      }),
    ),
  );
  const groups = [...byHome].sort((one, other) => other[1].length - one[1].length);
  const order = (one, other) =>
    other.events.length - one.events.length ||
    byPeriod(lifeSpan(one)[0], lifeSpan(other)[0]) ||
    stageRank(one.stage.stage) - stageRank(other.stage.stage);
  const flat = groups.flatMap(([home, found]) => [{ home, count: found.length }, ...[...found].sort(order)]);
  const draw = timelineRow(periods);
  const body = growing(
    el("tbody"),
    flat,
    (row) =>
      row.item
        ? draw(row)
        : el(
            "tr",
            { class: "group" },
            el(
              "th",
              { scope: "rowgroup", colspan: periods.length + 1 },
              placeLink(row.home),
              " ",
              el("span", { class: "count" }, String(row.count)),
            ),
          ),
    100,
    periods.length + 1,
  );
  showContent(
    box,
    el("p", { class: "key" }, chip(t("achievedMark"), "pill building achieved"), chip(t("targetMark"), "pill building target")),
    el("table", { class: "timeline" }, head, body),
  );
};
