// The frame: tabs, language, theme, keys; every change of the address ends in `changed`.

import { closeCard, drawCard } from "./cards.js";
import { drawChecks } from "./checks.js";
import { drawCompare } from "./compare.js";
import { DATA, entityNamed, localName } from "./data.js";
import { button, byId, el, fill, growForPrint, say } from "./dom.js";
import { drawGraph } from "./graph.js";
import { drawIndicators } from "./indicators.js";
import { drawOverview } from "./overview.js";
import { grouping } from "./numbers.js";
import { drawPlaces } from "./places.js";
import { drawProjects } from "./projects.js";
import { drawText } from "./reader.js";
import { startSearch, warm } from "./search.js";
import { adjust, go, OTHER_NAMES, readAddress, selectedEntity, setState, state, to, VIEWS } from "./state.js";
import { drawTargets } from "./targets.js";
import { drawTimeline } from "./timeline.js";
import { language, setLanguage, t, WORDS } from "./words.js";

const DRAW = {
  overview: drawOverview,
  graph: drawGraph,
  targets: drawTargets,
  projects: drawProjects,
  timeline: drawTimeline,
  indicators: drawIndicators,
  compare: drawCompare,
  places: drawPlaces,
  checks: drawChecks,
  text: drawText,
};
let shown = {};

const drawFrame = () => {
  const focus = document.activeElement?.closest("#tabs, #tools") ? document.activeElement.id : "";
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.title = `${t(state.view)} · ${t("title")} · fazhan`;
  byId("skip").textContent = t("skip");
  fill(
    byId("title"),
    DATA.part ? DATA.part.name || t("elsewhereName") : t("title"),
    el(
      "small",
      {},
      DATA.totals
        ? t("countsAll", ...["documents", "observations", "projects"].map((name) => grouping(DATA.totals[name])))
        : t("counts", ...[DATA.documents, DATA.network.nodes, DATA.observations].map(({ length }) => grouping(length))),
    ),
  );
  byId("title").dataset.view = t(state.view);
  byId("tabs").setAttribute("aria-label", t("views"));
  fill(
    byId("tabs"),
    VIEWS.map((view) =>
      el(
        "a",
        {
          id: `tab-${view}`,
          role: "tab",
          ...to({ view }),
          "aria-controls": `view-${view}`,
          "aria-selected": String(view === state.view),
          tabindex: view === state.view ? 0 : -1,
        },
        t(view),
      ),
    ),
  );
  byId(`tab-${state.view}`).scrollIntoView({ block: "nearest", inline: "nearest" });
  fill(
    byId("tools"),
    DATA.home ? el("a", { class: "home", href: `${DATA.home}#lang=${language()}` }, `‹ ${t("home")}`) : null,
    button(t("language"), () => go({ lang: language() === "zh" ? "en" : "zh" }), {
      id: "language",
      lang: language() === "zh" ? "en" : "zh-CN",
    }),
    button("◐", () => go({ theme: isDark() ? "light" : "dark" }), { id: "theme", lang: "en", title: t("theme"), "aria-label": t("theme") }),
  );
  if (focus) byId(focus)?.focus();
  const query = byId("query");
  query.placeholder = t("search");
  query.setAttribute("aria-label", t("search"));
};

// What the address asks for and the page does not have is said, not passed over.
const drawNotice = (words) => {
  const box = byId("notice");
  box.hidden = !words.length;
  fill(
    box,
    words.map((text) => el("p", {}, text)),
    button("×", () => (box.hidden = true), { "aria-label": t("close") }),
  );
};

const DARK = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (state.theme ? state.theme === "dark" : DARK.matches);

// The state that the address means: other names of views resolved, unknown ones noticed.
const readState = () => {
  const read = readAddress();
  const other = Object.hasOwn(OTHER_NAMES, read.view ?? "") ? OTHER_NAMES[read.view] : {};
  const view = other.view ?? read.view ?? "overview";
  setState({ ...other, ...read, view: VIEWS.includes(view) ? view : "overview" });
  for (const name of ["entity", "place", "industry"])
    if (state[name] && entityNamed(state[name])) state[name] = localName(entityNamed(state[name]).iri);
  setLanguage(Object.hasOwn(WORDS, state.lang ?? "") ? state.lang : navigator.language.startsWith("zh") ? "zh" : "en");
  return [
    VIEWS.includes(view) ? "" : t("noView", view.slice(0, 60)),
    state.entity && !selectedEntity() ? t("noEntity", state.entity.slice(0, 60)) : "",
  ].filter(Boolean);
};

const changed = ({ anew = false } = {}) => {
  const notices = readState();
  const theme = isDark() ? "dark" : "light";
  const other = (name, value) => shown[name] !== value;
  document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.view = state.view;
  drawFrame();
  drawNotice(notices);
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== state.view;
  if (other("language", language()) || other("entity", state.entity)) drawCard();
  const wanted = JSON.stringify({ ...state, entity: "", theme: "", language: language() });
  if (anew || state.view === "graph" || other("wanted", wanted)) DRAW[state.view](byId(`view-${state.view}`));
  if (shown.view && other("view", state.view)) say(t(state.view));
  if (state.view !== "graph") byId("view-graph").dataset.stale = "yes";
  shown = { language: language(), theme, wanted, view: state.view, entity: state.entity };
};

const onKey = (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  const plain = !typing && !event.ctrlKey && !event.altKey && !event.metaKey;
  if (event.key === "Escape" && state.entity) closeCard();
  else if (event.key === "/" && plain) byId("query").focus();
  else if (/^[1-9]$/.test(event.key) && plain) go({ view: VIEWS[event.key - 1] });
  else return;
  event.preventDefault();
};

// In a list of tabs, arrows go from one to the next.
const onTabKey = (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const at = (VIEWS.indexOf(state.view) + step + VIEWS.length) % VIEWS.length;
  adjust({ view: VIEWS[at] });
  byId(`tab-${VIEWS[at]}`).focus();
};

// Paper is light, and shows what the screen has not reached yet.
const beforePrint = () => {
  growForPrint();
  document.documentElement.dataset.theme = "light";
  if (state.view === "graph") drawGraph(byId("view-graph"));
};

setState(readAddress());
startSearch(byId("search"));
byId("skip").addEventListener("click", (event) => (event.preventDefault(), byId("main").focus()));
byId("tabs").addEventListener("keydown", onTabKey);
addEventListener("hashchange", () => changed());
addEventListener("redraw", ({ detail }) => changed(detail));
addEventListener("keydown", onKey);
addEventListener("beforeprint", beforePrint);
addEventListener("afterprint", () => changed());
DARK.addEventListener("change", () => changed());
changed();
requestAnimationFrame(() => {
  document.documentElement.dataset.ready = Math.round(performance.now());
  warm();
});
