// The card of an entity: its facts first, each with the sentence that says it, then what it is linked to.

import { chartsOf } from "./chart.js";
import { dotOf } from "./colours.js";
import {
  byPeriod,
  distinct,
  documentsOfPlace,
  entity,
  evidence,
  grouped,
  isOrganization,
  kindOf,
  linked,
  linksFrom,
  linksTo,
  localName,
  mentionsOf,
  mergesInto,
  namedBy,
  namedIn,
  observationsOfIndicator,
  observationsOfPlace,
  quantitiesOf,
  stageOf,
  STAGES,
  stagesOf,
  tables,
} from "./data.js";
import { button, byId, chip, copied, el, fill, nameOf, say, shortened } from "./dom.js";
import { documentTitle, entityLink, evidenceBlock, factBlock, statusChip } from "./facts.js";
import { amount } from "./numbers.js";
import { go, selectedEntity, state, to } from "./state.js";
import { sparqlOf, turtleOf } from "./turtle.js";
import { concept, kindLabel, label, ruleWords, t } from "./words.js";

const section = (title, count, ...children) =>
  el("section", {}, el("h3", {}, title, count === null ? null : el("span", { class: "count" }, String(count))), children);

const entitySection = (title, items, aside = () => null) =>
  items.length
    ? section(
        title,
        items.length,
        shortened(items, (item) => el("li", {}, entityLink(item), aside(item)), 8, el("ul", { class: "links" })),
      )
    : null;

const factSections = (rows, show) =>
  ["target", "achieved"].map((status) => {
    const here = rows.filter((row) => row.status === status);
    return here.length
      ? section(
          t(status === "target" ? "targetsSet" : "achievements"),
          here.length,
          shortened(here, (row) => factBlock(row, show)),
        )
      : null;
  });

const mentionSection = (item) => {
  const rows = mentionsOf(item.number);
  const sentences = [
    ...grouped(rows, ({ evidence: number }) => {
      const proof = evidence(number);
      return `${proof.document},${proof.sentenceStart}`;
    }).values(),
  ].map(([first]) => first);
  return sentences.length
    ? section(
        t("mentions"),
        rows.length,
        shortened(sentences, (row) => evidenceBlock(row.evidence), 4),
      )
    : null;
};

const line = (title, ...content) =>
  content.flat(9).some(Boolean) ? el("div", { class: "row" }, el("dt", {}, title), el("dd", {}, content)) : null;
const lines = (...rows) => (rows.some(Boolean) ? el("dl", {}, rows) : null);
const proven = (title, rows, kind) =>
  line(
    title,
    linked(rows, "to", kind).map((item) => entityLink(item)),
  );
const stageChip = (item) => {
  const stage = stageOf(item.number);
  return chip([concept("stage", stage.stage), stage.period].filter(Boolean).join(" "), `stage ${stage.stage || "project"}`);
};

const placeCard = (item) => {
  const facts = observationsOfPlace(item.number);
  const known = namedBy(item.number);
  const located = linked(linksTo(item.number), "from", "located");
  const projects = distinct([...located, ...known.filter((other) => kindOf(other) === "Project")]);
  const documents = documentsOfPlace(item.number);
  const view = (name) => el("a", { ...to({ view: name, place: localName(item.iri), entity: "" }) }, t(name));
  return [
    documents.length
      ? el(
          "p",
          { class: "ways" },
          ["targets", "projects", "timeline", "compare"].map((name) =>
            name === "compare"
              ? el("a", { ...to({ view: name, places: localName(item.iri), place: "", entity: "" }) }, t(name))
              : view(name),
          ),
        )
      : null,
    lines(
      item.detail && item.detail !== item.name ? line(t("place"), nameOf(item.detail)) : null,
      line(t("code"), item.codes.join("、")),
      proven(t("within"), linksFrom(item.number), "within"),
    ),
    documents.length
      ? section(
          t("documents"),
          documents.length,
          el(
            "ul",
            { class: "links" },
            documents.map((row) =>
              el(
                "li",
                {},
                el("a", { ...to({ view: "text", doc: localName(row.iri) }) }, documentTitle(row)),
                row.year ? chip(row.year) : null,
              ),
            ),
          ),
        )
      : null,
    factSections(facts, "indicator"),
    entitySection(t("projects"), projects, stageChip),
    entitySection(
      t("industries"),
      known.filter((other) => kindOf(other) === "Industry"),
    ),
    entitySection(t("organizations"), known.filter(isOrganization)),
    entitySection(t("contains"), linked(linksTo(item.number), "from", "within")),
    mentionSection(item),
  ];
};

const industryCard = (item) => [
  lines(
    line(
      t("codes"),
      item.codes.map((code) => chip(code, "code")),
    ),
    proven(t("broader"), linksFrom(item.number), "broader"),
  ),
  entitySection(t("projects"), linked(linksTo(item.number), "from", "industry"), stageChip),
  entitySection(t("narrower"), linked(linksTo(item.number), "from", "broader")),
  entitySection(t("named"), namedIn(item)),
  mentionSection(item),
];

const organizationCard = (item) => [
  lines(proven(t("located"), linksFrom(item.number), "located")),
  entitySection(t("projects"), linked(linksTo(item.number), "from", "owner"), stageChip),
  entitySection(t("named"), namedIn(item)),
  mentionSection(item),
];

// The way of a project through its stages, those reached and those aimed at.
const stageLine = (rows) => {
  const steps = STAGES.filter(Boolean).reverse();
  return el(
    "ol",
    { class: "steps", "aria-label": t("stages") },
    steps.map((stage) => {
      const here = rows.filter((row) => row.stage === stage);
      const kind = here.some((row) => row.status === "achieved") ? "achieved" : here.length ? "target" : "";
      return el(
        "li",
        { class: kind },
        el("span", {}, concept("stage", stage)),
        distinct(here.map((row) => row.period)).map((period) => el("small", {}, period)),
      );
    }),
  );
};

// The events of a project in the order of its life: as the graph tells it, else by period.
export const lifeOf = (project) => {
  const rows = stagesOf(project);
  const before = new Map(tables.precedes().map((row) => [row.to, row.from]));
  const depth = (row, seen = 0) =>
    before.has(row.number) && seen < rows.length ? 1 + depth({ number: before.get(row.number) }, seen + 1) : 0;
  return [...rows].sort(
    (one, other) => depth(one) - depth(other) || byPeriod(one.period, other.period) || one.number - other.number,
  );
};

const projectCard = (item) => {
  const sums = (role) =>
    quantitiesOf(item.number)
      .filter((row) => row.role === role)
      .map((row) => el("b", {}, amount(row.written, row.unit)));
  const links = linksFrom(item.number);
  const life = lifeOf(item.number);
  return [
    stageLine(life),
    lines(
      line(t("capacity"), sums("capacity")),
      line(t("investment"), sums("investment")),
      proven(t("owner"), links, "owner"),
      proven(t("located"), links, "located"),
      proven(t("industry"), links, "industry"),
    ),
    section(
      life.length > 1 ? t("line") : t("stages"),
      life.length,
      el(
        "ol",
        { class: life.length > 1 ? "life" : "plain" },
        life.map((row) =>
          el(
            "li",
            { class: `fact ${row.status} ${row.stage || "project"}` },
            el(
              "header",
              {},
              el("b", {}, concept("stage", row.stage)),
              el("span", { class: "chips" }, row.period ? chip(row.period, "period") : null, statusChip(row)),
            ),
            evidenceBlock(row.evidence, row),
          ),
        ),
      ),
    ),
    entitySection(t("named"), namedIn(item)),
    mentionSection(item),
  ];
};

const indicatorCard = (item) => {
  const rows = observationsOfIndicator(item.number);
  const above = rows[0]?.broader;
  const others = above
    ? distinct(
        tables
          .observations()
          .filter((row) => row.broader === above && row.indicator !== item.number)
          .map((row) => row.indicator),
      ).map(entity)
    : [];
  return [
    el(
      "p",
      { class: "ways" },
      el("a", { ...to({ view: "indicators", indicator: above || localName(item.iri), entity: "" }) }, t("indicators")),
    ),
    above ? lines(line(t("broader"), label(above))) : null,
    chartsOf(rows).length ? section(t("byPlace"), null, chartsOf(rows)) : null,
    factSections(rows, "place"),
    entitySection(t("related"), others),
  ];
};

const formerNames = (item) => {
  const rows = mergesInto(item.number);
  return rows.length
    ? el(
        "p",
        { class: "aliases former" },
        t("former"),
        " ",
        rows.map((row) => [
          el("a", { ...to({ view: "checks", kind: "merges", entity: "" }), title: ruleWords(row.rule) }, nameOf(row.mergedName)),
          " ",
        ]),
      )
    : null;
};

const CARDS = { Industry: industryCard, Project: projectCard, Indicator: indicatorCard };
const cardOf = (item) => (CARDS[kindOf(item)] ?? (isOrganization(item) ? organizationCard : placeCard))(item);

// The reader goes on where the view is, not at the top of the page.
export const closeCard = () => {
  go({ entity: "" });
  byId(`view-${state.view}`).querySelector(".content, .canvas")?.focus();
};

const iriLine = (iri) =>
  /^https?:/.test(iri)
    ? el("a", { class: "iri", href: iri, target: "_blank", rel: "noopener noreferrer" }, iri)
    : el("code", { class: "iri" }, iri);

export const drawCard = () => {
  const item = selectedEntity();
  const card = byId("card");
  card.hidden = !item;
  document.body.classList.toggle("with-card", Boolean(item));
  if (!item) return fill(card);
  card.setAttribute("aria-label", item.name.slice(0, 200));
  fill(
    card,
    el(
      "header",
      {},
      el("p", { class: "kind" }, el("i", { class: `dot ${dotOf(item)}` }), kindLabel(item)),
      button("×", closeCard, { class: "close", "aria-label": t("close"), title: t("close") }),
      el("h2", {}, nameOf(item.name)),
      item.aliases.length
        ? el(
            "p",
            { class: "aliases" },
            t("aliases"),
            " ",
            item.aliases.map((name) => [nameOf(name), " "]),
          )
        : null,
      formerNames(item),
    ),
    cardOf(item),
    el(
      "footer",
      {},
      iriLine(item.iri),
      el(
        "p",
        {},
        button(t("copy"), (event) => copied(item.iri, event.target)),
        button(t("turtle"), (event) => copied(turtleOf(item), event.target)),
        button(t("sparql"), (event) => copied(sparqlOf(item), event.target)),
      ),
    ),
  );
  card.scrollTop = 0;
  say(`${kindLabel(item)} ${item.name.slice(0, 100)}`);
};
