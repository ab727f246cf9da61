// The card of an entity: its facts first, each with the sentence that says it, then what it is linked to.

const section = (title, count, ...children) =>
  el("section", {}, el("h3", {}, title, count === null ? null : el("span", { class: "count" }, String(count))), children);

const entitySection = (title, items, aside = () => null) =>
  items.length ? section(title, items.length, el("ul", { class: "links" },
    shortened(items, (item) => el("li", {}, entityLink(item), aside(item)), 8))) : null;

const factSections = (rows, show) =>
  ["target", "achieved"].map((status) => {
    const here = rows.filter((row) => row.status === status);
    return here.length ? section(t(status === "target" ? "targets" : "achievements"), here.length, shortened(here, (row) => factBlock(row, show))) : null;
  });

const mentionSection = (item) => {
  const rows = mentionsOf(item.number);
  const sentences = [...grouped(rows, ({ evidence: number }) => {
    const proof = evidence(number);
    return `${proof.document},${proof.sentenceStart}`;
  }).values()].map(([first]) => first);
  return sentences.length ? section(t("mentions"), rows.length, shortened(sentences, (row) => evidenceBlock(row.evidence), 4)) : null;
};

const linked = (rows, end, kind) => rows.filter((row) => row.kind === kind).map((row) => entity(row[end]));
const proven = (title, rows, kind) => {
  const found = rows.filter((row) => row.kind === kind);
  return found.length ? el("div", { class: "row" }, el("dt", {}, title), el("dd", {}, found.map((row) => entityLink(entity(row.to))))) : null;
};
const line = (title, ...content) => (content.flat(9).some(Boolean) ? el("div", { class: "row" }, el("dt", {}, title), el("dd", {}, content)) : null);
const stageChip = (item) => {
  const stage = stageOf(item.number);
  return chip([concept("stage", stage.stage), stage.period].filter(Boolean).join(" "), `stage ${stage.stage || "project"}`);
};

const placeCard = (item) => {
  const facts = observationsOfPlace(item.number);
  const known = namedBy(item.number);
  const located = linked(linksTo(item.number), "from", "located");
  const projects = [...new Set([...located, ...known.filter((other) => kindOf(other) === "Project")])];
  const documents = documentsOfPlace(item.number);
  return [
    el("dl", {},
      item.detail && item.detail !== item.name ? line(t("place"), nameOf(item.detail)) : null,
      line(t("code"), item.codes.join("、")), proven(t("within"), linksFrom(item.number), "within")),
    documents.length ? section(t("documents"), documents.length, el("ul", { class: "links" }, documents.map((row) =>
      el("li", {}, el("a", { ...to({ view: "text", doc: localName(row.iri) }) }, documentTitle(row)), row.year ? chip(row.year) : null)))) : null,
    factSections(facts, "indicator"),
    entitySection(t("projects"), projects, stageChip),
    entitySection(t("industries"), known.filter((other) => kindOf(other) === "Industry")),
    entitySection(t("organizations"), known.filter((other) => colourIsOrganization(other))),
    entitySection(t("contains"), linked(linksTo(item.number), "from", "within")),
    mentionSection(item),
  ];
};
const colourIsOrganization = (item) => ["Company", "PublicBody", "Institution", "Organization"].includes(kindOf(item));

const namedIn = (item) => {
  const places = new Set(mentionsOf(item.number).map((row) => tables.documents()[evidence(row.evidence).document].place));
  return [...places].filter((number) => number !== NONE && number !== item.number).map(entity);
};

const industryCard = (item) => [
  el("dl", {}, line(t("codes"), item.codes.map((code) => chip(code, "code"))), proven(t("broader"), linksFrom(item.number), "broader")),
  entitySection(t("projects"), linked(linksTo(item.number), "from", "industry"), stageChip),
  entitySection(t("narrower"), linked(linksTo(item.number), "from", "broader")),
  entitySection(t("named"), namedIn(item)),
  mentionSection(item),
];

const organizationCard = (item) => [
  el("dl", {}, proven(t("located"), linksFrom(item.number), "located")),
  entitySection(t("projects"), linked(linksTo(item.number), "from", "owner"), stageChip),
  entitySection(t("named"), namedIn(item)),
  mentionSection(item),
];

// The way of a project through its stages, those reached and those aimed at.
const stageLine = (item) => {
  const rows = stagesOf(item.number);
  const steps = STAGES.filter(Boolean).reverse();
  return el("ol", { class: "steps", "aria-label": t("stages") }, steps.map((stage) => {
    const here = rows.filter((row) => row.stage === stage);
    const kind = here.some((row) => row.status === "achieved") ? "achieved" : here.length ? "target" : "";
    return el("li", { class: kind }, el("span", {}, concept("stage", stage)), here.map((row) => el("small", {}, row.period)));
  }));
};

const projectCard = (item) => {
  const sums = (role) => quantitiesOf(item.number).filter((row) => row.role === role).map((row) => el("b", {}, amount(row.written, row.unit)));
  const links = linksFrom(item.number);
  const stages = stagesOf(item.number);
  return [
    stageLine(item),
    el("dl", {}, line(t("capacity"), sums("capacity")), line(t("investment"), sums("investment")),
      proven(t("owner"), links, "owner"), proven(t("located"), links, "located"), proven(t("industry"), links, "industry")),
    section(t("stages"), stages.length, stages.map((row) => el("article", { class: `fact ${row.status}` },
      el("header", {}, el("b", {}, concept("stage", row.stage)),
        el("span", { class: "chips" }, row.period ? chip(row.period, "period") : null, statusChip(row))),
      evidenceBlock(row.evidence, row)))),
    entitySection(t("named"), namedIn(item)),
    mentionSection(item),
  ];
};

// Values of one unit and measure side by side.
const comparison = (rows) => {
  const groups = [...grouped(rows, (row) => `${row.measure} ${row.unit}`).values()].filter((group) => group.length > 1);
  return groups.map((group) => {
    const most = Math.max(...group.map((row) => Math.abs(Number(row.written)) || 0)) || 1;
    const sorted = [...group].sort((one, other) => one.place - other.place || (one.period < other.period ? -1 : 1));
    return el("div", { class: "bars" }, el("h4", {}, [measureWord(group[0]), group[0].unit].filter(Boolean).join(" · ")), sorted.map((row) => {
      const bar = el("i", { class: row.status });
      bar.style.width = `${(100 * (Math.abs(Number(row.written)) || 0)) / most}%`;
      return el("div", {}, el("span", {}, row.place === NONE ? t("noPlace") : entity(row.place).name, " ", row.period), el("span", { class: "track" }, bar), el("b", {}, fullValue(row)));
    }));
  });
};

const indicatorCard = (item) => {
  const rows = observationsOfIndicator(item.number);
  const above = rows[0]?.broader;
  const others = above ? [...new Set(tables.observations().filter((row) => row.broader === above && row.indicator !== item.number).map((row) => row.indicator))].map(entity) : [];
  const bars = comparison(rows);
  return [
    above ? el("dl", {}, line(t("broader"), label(above))) : null,
    bars.length ? section(t("compare"), null, bars) : null,
    factSections(rows, "place"),
    entitySection(t("related"), others),
  ];
};

const CARDS = { Industry: industryCard, Project: projectCard, Indicator: indicatorCard };
const cardOf = (item) => (CARDS[kindOf(item)] ?? (colourIsOrganization(item) ? organizationCard : placeCard))(item);

const drawCard = () => {
  const item = selectedEntity();
  const card = byId("card");
  card.hidden = !item;
  document.body.classList.toggle("with-card", Boolean(item));
  if (!item) return fill(card);
  const sparql = `SELECT ?property ?value WHERE { <${item.iri}> ?property ?value }`;
  card.setAttribute("aria-label", item.name.slice(0, 200));
  fill(card,
    el("header", {},
      el("p", { class: "kind" }, el("i", { class: `dot ${dotOf(item)}` }), kindLabel(item)),
      button("×", () => go({ entity: "" }), { class: "close", "aria-label": t("close"), title: t("close") }),
      el("h2", {}, nameOf(item.name)),
      item.aliases.length ? el("p", { class: "aliases" }, t("aliases"), " ", item.aliases.map((name) => [nameOf(name), " "])) : null),
    cardOf(item),
    el("footer", {}, el("code", { class: "iri" }, item.iri),
      el("p", {}, button(t("copy"), (event) => copied(item.iri, event.target)), button(t("sparql"), (event) => copied(sparql, event.target)))));
  card.scrollTop = 0;
  say(`${kindLabel(item)} ${item.name.slice(0, 100)}`);
};
