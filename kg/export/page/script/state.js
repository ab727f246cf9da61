// What the page shows stands in its address: #view=targets&place=…&entity=…; every change goes through it.

import { entityNamed, localName } from "./data.js";

export const VIEWS = [
  "overview",
  "graph",
  "targets",
  "projects",
  "timeline",
  "indicators",
  "compare",
  "places",
  "checks",
  "text",
];
// Other names of a view, with what they mean beside it.
export const OTHER_NAMES = {
  facts: { view: "targets", status: "all" },
  results: { view: "targets", status: "achieved" },
  board: { view: "projects" },
  tree: { view: "places" },
  contradictions: { view: "checks", kind: "contradictions" },
  confirmations: { view: "checks", kind: "confirmations" },
  merges: { view: "checks", kind: "merges" },
};
// They belong to their view and go when the view does; a place stays, for it is asked for in view after view.
const FILTERS = [
  "q",
  "ask",
  "status",
  "period",
  "stage",
  "industry",
  "owner",
  "verdict",
  "indicator",
  "measure",
  "unit",
  "value",
  "invested",
  "sized",
  "map",
  "places",
  "layout",
  "sort",
  "kind",
  "hide",
  "doc",
  "at",
];

export const readAddress = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

// One object for good, so that whoever imports it sees what it holds now.
export const state = {};
export const setState = (next) => {
  for (const name of Object.keys(state)) delete state[name];
  Object.assign(state, next);
};

const address = (changes) => {
  const next = { ...state, ...changes };
  if (changes.view && changes.view !== state.view) for (const name of FILTERS) if (!(name in changes)) delete next[name];
  const kept = Object.entries(next).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return `#${new URLSearchParams(kept)}`;
};

export const go = (changes) => {
  location.hash = address(changes);
};

// A link that changes the present state, whatever it is by then; its address serves a new tab.
// It names the file too: a tab that a phone has scrolled aside is no link that skips to a part of this page.
export const to = (changes) => ({
  href: location.pathname.split("/").pop() + address(changes),
  onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(changes);
  },
});

// Ask the frame to draw what the address means now; `anew` also where the address is the same as before.
export const redraw = (anew = false) => dispatchEvent(new CustomEvent("redraw", { detail: { anew } }));

// For what changes with every key: no step of its own in the history.
export const adjust = (changes) => {
  history.replaceState(null, "", address(changes));
  redraw();
};

export const cleared = () =>
  Object.fromEntries(
    ["place", ...FILTERS.filter((name) => !["layout", "sort", "doc", "at", "map"].includes(name))].map((name) => [name, ""]),
  );
export const selectedEntity = () => (state.entity ? entityNamed(state.entity) : undefined);
export const isNamed = (item, name) => item && localName(item.iri) === name;
