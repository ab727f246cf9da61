// The network: its nodes with their neighbours, and which of them the filters let through.

import {
  DATA,
  distinct,
  entity,
  entityNamed,
  kindOf,
  linksTo,
  namedBy,
  namedIn,
  NONE,
  stageOf,
  tables,
  yearsIn,
} from "./data.js";
import { names } from "./projects.js";
import { state } from "./state.js";

export const drawn = new Map();
export const nodeOrder = [];
export const neighbours = new Map();
export const BUBBLES = DATA.network.bubbles.map(([disc, group, section, x, y, size], number) => ({
  id: `b${number}`,
  disc,
  group,
  section,
  x,
  y,
  size,
  members: [],
}));

export const readNetwork = () => {
  for (const [id, x, y, size, group, disc, bubble] of DATA.network.nodes) {
    drawn.set(id, { id, x, y, size, group, disc, bubble });
    neighbours.set(id, []);
    if (bubble !== NONE) BUBBLES[bubble].members.push(id);
  }
  for (const [from, to, kind] of DATA.network.edges) {
    neighbours.get(from).push({ node: to, kind });
    neighbours.get(to).push({ node: from, kind });
  }
  nodeOrder.push(...[...drawn.values()].sort((one, other) => other.size - one.size || one.id - other.id));
};

// What the text links by a fact stands out against what merely belongs together.
export const isFact = (kind) => kind === "located" || kind === "industry" || kind === "owner";

// --- filters: each answers with the nodes that it lets through ---

const withNeighbours = (numbers) =>
  new Set(numbers.flatMap((number) => [number, ...(neighbours.get(number) ?? []).map(({ node }) => node)]));

const nodesOfPlace = (name) => {
  const item = entityNamed(name);
  if (!item) return new Set();
  const links = linksTo(item.number).filter(({ kind }) => kind === "located" || kind === "within");
  return new Set([item.number, ...namedBy(item.number).map(({ number }) => number), ...links.map(({ from }) => from)]);
};
const nodesOfIndustry = (name) => {
  const item = entityNamed(name);
  return item
    ? withNeighbours([
        item.number,
        ...linksTo(item.number)
          .filter(({ kind }) => kind === "broader")
          .map(({ from }) => from),
      ])
    : new Set();
};
const projectsWith = (test) =>
  distinct(
    tables
      .stages()
      .filter(test)
      .map((row) => row.project),
  );
const placesWith = (test) =>
  distinct(
    tables
      .observations()
      .filter((row) => row.place !== NONE && test(row))
      .map((row) => row.place),
  );
// Projects by their own events, places by their own facts, and what such projects are linked to.
const nodesTold = (test) => {
  const own = projectsWith(test),
    ownSet = new Set(own);
  const around = [...withNeighbours(own)].filter((number) => ownSet.has(number) || kindOf(entity(number)) !== "Project");
  return new Set([...around, ...placesWith(test)]);
};

const NODE_FILTERS = {
  place: nodesOfPlace,
  industry: nodesOfIndustry,
  status: (status) => nodesTold((row) => row.status === status),
  period: (year) => nodesTold((row) => yearsIn(row.period).includes(year)),
};
export const nodeFilterKey = () => JSON.stringify([...Object.keys(NODE_FILTERS), "hide"].map((name) => state[name] ?? ""));

let passing = null;
export const hiddenGroups = new Set();
export const readFilters = () => {
  hiddenGroups.clear();
  for (const group of (state.hide ?? "").split(",").filter(Boolean)) hiddenGroups.add(group);
  const sets = Object.entries(NODE_FILTERS)
    .filter(([name]) => state[name])
    .map(([name, make]) => make(state[name]));
  passing = sets.length ? sets.reduce((all, set) => new Set([...all].filter((number) => set.has(number)))) : null;
};
export const isFiltered = () => passing !== null || hiddenGroups.size > 0;
export const isPassing = (number) => !passing || passing.has(number);
export const isShown = (number) => drawn.has(number) && isPassing(number) && !hiddenGroups.has(drawn.get(number).group);

// The discs that hold something of what is shown beside the place in their middle: all, as long as nothing is filtered.
export const discsShown = () =>
  isFiltered()
    ? new Set(nodeOrder.filter(({ id, disc }) => isShown(id) && DATA.network.discs[disc][0] !== id).map(({ disc }) => disc))
    : new Set(DATA.network.discs.keys());

export const networkCsv = () => [
  ["name", "kind", "stage", "status", "period", "places", "linked", "iri"],
  nodeOrder
    .filter(({ id }) => isShown(id))
    .map(({ id }) => {
      const item = entity(id),
        stage = kindOf(item) === "Project" ? stageOf(id) : { stage: "", status: "", period: "" };
      return [
        item.name,
        kindOf(item),
        stage.stage,
        stage.status,
        stage.period,
        names(namedIn(item)),
        neighbours
          .get(id)
          .map(({ node }) => entity(node).name)
          .join("|"),
        item.iri,
      ];
    }),
];
