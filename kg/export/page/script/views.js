// The tables: targets and results, and the board of projects by stage; both filter and go out as CSV.

const places = () => [...new Set(tables.observations().map((row) => row.place))].filter((number) => number !== NONE).map(entity);

const choice = (name, title, options) => {
  const select = el("select", { name, "aria-label": title, onchange: (event) => adjust({ [name]: event.target.value }) },
    el("option", { value: "" }, `${title}：${t("all")}`), options.map(([value, text]) => el("option", { value }, text)));
  select.value = state[name] ?? "";
  return el("label", { class: "choice" }, select);
};

let typing;
const filterBox = (title) => {
  const input = el("input", { type: "search", name: "q", placeholder: title, "aria-label": title });
  input.value = state.q ?? "";
  input.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => adjust({ q: input.value }), 120);
  });
  return input;
};

const holds = (texts) => {
  const wanted = (state.q ?? "").trim().toLowerCase();
  return !wanted || texts.some((text) => text && text.toLowerCase().includes(wanted));
};

const toolbar = (box, ...controls) => {
  const bar = box.querySelector(".toolbar");
  // While the reader types, the box under the hands stays; only what it filters is drawn anew.
  if (bar && bar.dataset.language === language && bar.contains(document.activeElement)) return bar;
  const fresh = el("div", { class: "toolbar", "data-language": language }, controls);
  if (bar) bar.replaceWith(fresh);
  else box.prepend(fresh);
  return fresh;
};

// --- targets and results ---

const periodEnd = (period) => (period.match(/[0-9]{4}/g) ?? [""]).at(-1);

const shownFacts = () =>
  tables.observations().filter((row) =>
    (!state.status || row.status === state.status) &&
    (!state.period || periodEnd(row.period) === state.period) &&
    (!state.place || (row.place !== NONE && localName(entity(row.place).iri) === state.place)) &&
    holds([entity(row.indicator).name, entity(row.place)?.name, row.unit, evidenceText(row.evidence)]));

const evidenceText = (number) => {
  const proof = evidence(number);
  return proof ? oneLine(slice(proof.document, proof.start, proof.end)) : "";
};

const SORTS = {
  indicator: (row) => entity(row.indicator).name,
  value: (row) => Number(row.canonical || row.written) || 0,
  period: (row) => row.period,
  place: (row) => entity(row.place)?.detail || entity(row.place)?.name || "",
  status: (row) => row.status,
};
let sorting = { by: "", down: false };

const sorted = (rows) => {
  const key = SORTS[sorting.by];
  if (!key) return rows;
  const order = (one, other) => (typeof one === "number" ? one - other : collator.compare(one, other));
  return [...rows].sort((one, other) => order(key(one), key(other)) * (sorting.down ? -1 : 1));
};

const outcomeCell = (row) => {
  const outcome = outcomeOf(row);
  return outcome ? chip(`${t(outcome.met ? "met" : "missed")} ${fullValue(outcome.result)}`, outcome.met ? "met" : "missed") : null;
};

const factRow = (row) => {
  const proof = evidence(row.evidence);
  const cell = el("td", { class: "quote" });
  const open = button(evidenceText(row.evidence), () => {
    const shown = cell.querySelector("blockquote");
    if (shown) shown.remove();
    else cell.append(evidenceBlock(row.evidence, row));
    open.setAttribute("aria-expanded", String(!shown));
  }, { class: "quiet", "aria-expanded": "false", title: proof ? documentTitle(tables.documents()[proof.document]) : "" });
  cell.append(open);
  return el("tr", { class: row.status },
    el("td", {}, indicatorLink(entity(row.indicator))), el("td", { class: "number" }, valueOf(row)),
    el("td", {}, row.period), el("td", {}, row.place === NONE ? "" : entityLink(entity(row.place))),
    el("td", {}, statusChip(row), outcomeCell(row)), cell);
};

const FACT_COLUMNS = ["document", "indicator", "value", "unit", "measure", "bound", "status", "period", "place", "quote", "start", "end", "iri"];
const factsCsv = (rows) => csv(FACT_COLUMNS, rows.map((row) => {
  const proof = evidence(row.evidence);
  return [tables.documents()[proof?.document]?.name, entity(row.indicator).name, row.written, row.unit, row.measure, row.bound, row.status,
    row.period, entity(row.place)?.detail || entity(row.place)?.name, evidenceText(row.evidence), proof?.start, proof?.end, row.iri];
}));

const heading = (name) => {
  const by = sorting.by === name;
  const head = button(t(name), () => {
    sorting = { by: name, down: by && !sorting.down };
    changed();
  });
  return el("th", { scope: "col", "aria-sort": by ? (sorting.down ? "descending" : "ascending") : "none" }, head, by ? (sorting.down ? " ↓" : " ↑") : null);
};

const drawFacts = (box) => {
  const periods = [...new Set(tables.observations().map((row) => periodEnd(row.period)))].filter(Boolean).sort().reverse();
  const rows = sorted(shownFacts());
  toolbar(box, filterBox(t("filter")),
    choice("place", t("place"), places().map((item) => [localName(item.iri), item.name])),
    choice("status", t("status"), ["target", "achieved"].map((code) => [code, t(code)])),
    choice("period", t("period"), periods.map((period) => [period, period])),
    button(t("download"), () => download("facts.csv", factsCsv(sorted(shownFacts()))), { class: "download" }), el("output", {}));
  box.querySelector("output").textContent = t("rows", rows.length);
  const body = el("tbody");
  const table = el("table", { class: "facts" },
    el("thead", {}, el("tr", {}, ["indicator", "value", "period", "place", "status"].map(heading), el("th", { scope: "col" }, t("evidence")))), body);
  growing(body, rows, factRow);
  replaceContent(box, table);
};

const replaceContent = (box, content) => {
  const wrap = el("div", { class: "content", tabindex: 0 }, content);
  const old = box.querySelector(".content");
  if (old) old.replaceWith(wrap);
  else box.append(wrap);
};

// --- projects ---

const projects = once(() => tables.entities().filter((item) => kindOf(item) === "Project").map((item) => {
  const links = linksFrom(item.number);
  const sums = (role) => quantitiesOf(item.number).filter((row) => row.role === role).map((row) => row.written + row.unit);
  const homes = linked(links, "to", "located");
  return {
    item, stage: stageOf(item.number), capacity: sums("capacity"), investment: sums("investment"),
    owners: linked(links, "to", "owner"), industries: linked(links, "to", "industry"), places: homes,
    homes: [...new Set([...homes, ...namedIn(item)])],
    proof: evidence(stagesOf(item.number)[0]?.evidence ?? mentionsOf(item.number)[0]?.evidence),
  };
}));

const shownProjects = () => projects().filter((row) =>
  (!state.status || row.stage.status === state.status) &&
  (!state.stage || (row.stage.stage || "none") === state.stage) &&
  (!state.place || row.homes.some((item) => localName(item.iri) === state.place)) &&
  holds([row.item.name, ...row.item.aliases, ...[...row.owners, ...row.homes, ...row.industries].map((item) => item.name)]));

const PROJECT_COLUMNS = ["document", "name", "stage", "status", "period", "capacity", "investment", "places", "organizations", "industries", "quote", "start", "end", "iri"];
const projectsCsv = (rows) => csv(PROJECT_COLUMNS, rows.map(({ item, stage, proof, ...row }) => {
  const names = (items) => items.map((other) => other.name).join("|");
  return [tables.documents()[proof?.document]?.name, item.name, stage.stage || "none", stage.status, stage.period, row.capacity.join("|"), row.investment.join("|"),
    names(row.places), names(row.owners), names(row.industries), proof ? oneLine(slice(proof.document, proof.start, proof.end)) : "", proof?.start, proof?.end, item.iri];
}));

const projectTile = ({ item, stage, capacity, investment, owners, homes }) =>
  el("article", { class: "tile" },
    entityLink(item),
    capacity.length + investment.length ? el("p", { class: "sums" },
      capacity.length ? el("span", { title: t("capacity") }, "◧ ", capacity.join("、")) : null,
      investment.length ? el("span", { title: t("investment") }, "¥ ", investment.join("、")) : null) : null,
    owners.length ? el("p", {}, owners.map((owner) => entityLink(owner))) : null,
    el("p", { class: "chips" }, homes.slice(0, 3).map((place) => chip(place.name)), stage.period ? chip(stage.period, "period") : null,
      stage.status === "target" ? statusChip(stage) : null));

const drawProjects = (box) => {
  const rows = shownProjects();
  const homes = [...new Set(projects().flatMap((row) => row.homes))].sort((one, other) => one.number - other.number);
  const stages = STAGES.slice().reverse();
  toolbar(box, filterBox(t("filterProjects")),
    choice("place", t("place"), homes.map((item) => [localName(item.iri), item.name])),
    choice("stage", t("stage"), stages.map((stage) => [stage || "none", concept("stage", stage)])),
    choice("status", t("status"), ["target", "achieved"].map((code) => [code, t(code)])),
    button(t("download"), () => download("projects.csv", projectsCsv(shownProjects())), { class: "download" }), el("output", {}));
  box.querySelector("output").textContent = t("rows", rows.length);
  const columns = grouped(rows, (row) => row.stage.stage);
  replaceContent(box, el("div", { class: "board" }, stages.filter((stage) => columns.has(stage)).map((stage) => {
    const here = columns.get(stage);
    const list = el("div", { class: "tiles" });
    growing(list, here, projectTile, 60);
    return el("section", { class: `column ${stage || "project"}` },
      el("h2", {}, el("i", { class: `dot ${stage || "project"}` }), concept("stage", stage), el("span", { class: "count" }, String(here.length))), list);
  })));
};
