// What the page shows stands in its address: #view=facts&place=…&entity=…; every change goes through it.

const VIEWS = ["graph", "facts", "projects", "text"];
const FILTERS = ["q", "place", "status", "period", "stage"];

const readAddress = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

let state = {};

// The address of the present state with changes; a filter belongs to its view and goes when the view does.
const address = (changes) => {
  const next = { ...state, ...changes };
  if (changes.view && changes.view !== state.view)
    for (const name of [...FILTERS, "doc", "at"]) if (!(name in changes)) delete next[name];
  const kept = Object.entries(next).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return `#${new URLSearchParams(kept)}`;
};

const go = (changes) => {
  location.hash = address(changes);
};

// A link that changes the present state, whatever it is by then; its address serves a new tab.
const to = (changes) => ({
  href: address(changes),
  onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(changes);
  },
});

// For what changes with every key: no step of its own in the history.
const adjust = (changes) => {
  history.replaceState(null, "", address(changes));
  changed();
};

const selectedEntity = () => (state.entity ? entityNamed(state.entity) : undefined);
