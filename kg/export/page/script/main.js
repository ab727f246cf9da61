// The frame: tabs, language, theme, keys; every change of the address comes through `changed`.

// The picture is made when it is first looked at; what has changed since is made good when it is looked at again.
const drawGraph = () => {
  const { theme } = document.documentElement.dataset;
  if (!network) startGraph(byId("view-graph"));
  else {
    if (shown.view !== "graph") resized();
    if (painted.theme !== theme) repaint();
    if (painted.language !== language) drawGraphWords();
  }
  if (painted.entity !== state.entity) showNode(selectedEntity()?.number);
  painted = { theme, language, entity: state.entity };
};

let painted = {};
const DRAW = { graph: drawGraph, facts: drawFacts, projects: drawProjects, text: drawText };
let shown = {};

const drawFrame = () => {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = `${t("title")} · fazhan`;
  byId("skip").textContent = t("skip");
  fill(byId("title"), t("title"), el("small", {}, t("counts", DATA.documents.length, DATA.network.nodes.length, DATA.observations.length)));
  fill(byId("tabs"), VIEWS.map((view) => el("a", {
    id: `tab-${view}`, role: "tab", ...to({ view }), "aria-controls": `view-${view}`, "aria-selected": String(view === state.view),
  }, t(view))));
  fill(byId("tools"),
    button(t("language"), () => go({ lang: language === "zh" ? "en" : "zh" }), { id: "language" }),
    button("◐", () => go({ theme: isDark() ? "light" : "dark" }), { id: "theme", title: t("theme"), "aria-label": t("theme") }));
  const query = byId("query");
  query.placeholder = t("search");
  query.setAttribute("aria-label", t("search"));
};

const DARK = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (state.theme ? state.theme === "dark" : DARK.matches);

const changed = () => {
  state = readAddress();
  if (!VIEWS.includes(state.view)) state.view = "graph";
  language = state.lang in WORDS ? state.lang : navigator.language.startsWith("zh") ? "zh" : "en";
  const theme = isDark() ? "dark" : "light";
  const other = (name, value) => shown[name] !== value;
  const languageChanged = other("language", language);
  document.documentElement.dataset.theme = theme;
  drawFrame();
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== state.view;
  if (languageChanged || other("entity", state.entity)) drawCard();
  const wanted = JSON.stringify({ ...state, entity: "", theme: "", language, sorting });
  if (state.view === "graph" || other("wanted", wanted)) DRAW[state.view](byId(`view-${state.view}`));
  shown = { language, theme, wanted, view: state.view, entity: state.entity };
};

const onKey = (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "Escape" && state.entity) go({ entity: "" });
  else if (event.key === "/" && !typing) byId("query").focus();
  else if (/^[1-4]$/.test(event.key) && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) go({ view: VIEWS[event.key - 1] });
  else return;
  event.preventDefault();
};

state = readAddress();
startSearch(byId("search"));
byId("skip").addEventListener("click", (event) => (event.preventDefault(), byId("main").focus()));
addEventListener("hashchange", changed);
addEventListener("keydown", onKey);
DARK.addEventListener("change", changed);
changed();
requestAnimationFrame(() => (document.documentElement.dataset.ready = Math.round(performance.now())));
