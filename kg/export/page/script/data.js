// The data of the page: tables whose rows refer to each other by number, and the ways from one to the other.

export const DATA = JSON.parse(document.getElementById("data").textContent);
export const NONE = -1;

export const once = (make) => {
  let value;
  return () => (value ??= { made: make() }).made;
};

// A table as objects with the names of its columns, made on first use.
export const tables = Object.fromEntries(
  Object.entries(DATA.columns).map(([name, columns]) => [
    name,
    once(() =>
      DATA[name].map((row, number) => {
        const item = { number };
        columns.forEach((column, at) => (item[column] = row[at]));
        return item;
      }),
    ),
  ]),
);

export const grouped = (items, key) => {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (groups.has(name)) groups.get(name).push(item);
    else groups.set(name, [item]);
  }
  return groups;
};
export const distinct = (items) => [...new Set(items)];

const indexed = (table, key) => {
  const index = once(() => grouped(tables[table](), (row) => row[key]));
  return (value) => index().get(value) ?? [];
};

export const observationsOfPlace = indexed("observations", "place");
export const observationsOfIndicator = indexed("observations", "indicator");
export const stagesOf = indexed("stages", "project");
export const quantitiesOf = indexed("quantities", "project");
export const linksFrom = indexed("links", "from");
export const linksTo = indexed("links", "to");
export const mentionsOf = indexed("mentions", "entity");
export const documentsOfPlace = indexed("documents", "place");
export const mergesInto = indexed("merges", "entity");
export const mentionsIn = once(() => grouped(tables.mentions(), (row) => evidence(row.evidence)?.document));

export const entity = (number) => tables.entities()[number];
export const evidence = (number) => tables.evidence()[number];
export const observation = (number) => tables.observations()[number];
export const kindOf = (item) => DATA.kinds[item.kind];
export const linked = (rows, end, kind) => rows.filter((row) => row.kind === kind).map((row) => entity(row[end]));

// The last part of an IRI names a thing in the address of the page.
export const localName = (iri) => iri.slice(Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1);
const named = (table) => {
  const names = once(
    () =>
      new Map(
        tables[table]()
          .map((row) => [localName(row.iri), row])
          .reverse(),
      ),
  );
  return (name) => names().get(name);
};
export const documentNamed = named("documents");
const knownEntity = named("entities");
const replaced = once(() => new Map(tables.merges().map((row) => [localName(row.merged), row.entity])));
const spelled = once(() => {
  const found = new Map();
  for (const item of tables.entities())
    for (const name of [item.name, item.detail, ...item.aliases]) if (name && !found.has(name)) found.set(name, item);
  return found;
});
// A name that went in a merge leads to the node that took its place; an address may also spell a name out.
export const entityNamed = (name) => knownEntity(name) ?? entity(replaced().get(name)) ?? spelled().get(name);

// What a number is of: the known indicator that its name means, else the name itself.
export const indicatorKey = (row) => row.broader || localName(entity(row.indicator).iri);
// The known indicators of the graph, those first that every report tells.
export const CONCEPTS = Object.keys(DATA.lookup.concepts);
const headlines = new Map(DATA.overview.headlines.map((name, at) => [name, at]));
export const headlineRank = (row) => headlines.get(row.broader) ?? (row.broader ? headlines.size : headlines.size + 1);

// Offsets count code points; strings count UTF-16 units, which differ only where a text has rare characters.
const points = new Map();
export const slice = (number, start, end) => {
  if (!points.has(number)) {
    const { text } = tables.documents()[number];
    points.set(number, /[\ud800-\udfff]/.test(text) ? Array.from(text) : text);
  }
  const text = points.get(number);
  return typeof text === "string" ? text.slice(start, end) : text.slice(start, end).join("");
};
export const lengthOf = (number) => (slice(number, 0, 0), points.get(number).length);
export const oneLine = (text) => text.replace(/\s+/g, " ").trim();
export const evidenceText = (number) => {
  const proof = evidence(number);
  return proof ? oneLine(slice(proof.document, proof.start, proof.end)) : "";
};
export const documentOf = (number) => tables.documents()[evidence(number)?.document];

// In an overview beside pages the documents are told by excerpts: which page has the whole, and where a stretch of an
// excerpt stands in it.
export const pageOf = (document) => DATA.away?.[document]?.[0];
const cutsOf = (document) => DATA.away?.[document]?.[1] ?? [];
const offsetIn = (document, offset) => {
  let found = [0, 0];
  for (const cut of cutsOf(document)) if (cut[0] <= offset) found = cut;
  return found[1] + offset - found[0];
};
export const isExcerpt = (document) => cutsOf(document).length > 0;
// The other way round: where an offset of the text stands in the excerpts.
export const insideOf = (document, offset) => {
  let found = [0, 0];
  for (const cut of cutsOf(document)) if (cut[1] <= offset) found = cut;
  return found[0] + offset - found[1];
};
export const spanOf = ({ document, start, end }) => [offsetIn(document, start), offsetIn(document, end)];

// The stage of a project that has got furthest, and its period.
export const STAGES = ["completed", "building", "started", "approved", "planned", ""];
export const stageRank = (stage) => (STAGES.includes(stage) ? STAGES.indexOf(stage) : STAGES.length);
export const stageOf = (project) =>
  stagesOf(project).reduce((best, row) => (!best || stageRank(row.stage) < stageRank(best.stage) ? row : best), undefined) ?? {
    stage: "",
    status: "",
    period: "",
  };

export const weightOf = once(() => {
  const weights = new Array(DATA.entities.length).fill(0);
  for (const row of DATA.mentions) weights[row[0]] += 1;
  for (const row of DATA.observations) weights[row[1]] += 1;
  return weights;
});

// What the documents of a place name, the most named first.
export const namedBy = (place) => {
  const found = new Map();
  for (const document of documentsOfPlace(place))
    for (const row of mentionsIn().get(document.number) ?? []) found.set(row.entity, (found.get(row.entity) ?? 0) + 1);
  return [...found].sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([number]) => entity(number));
};

// The places whose documents name a thing.
export const namedIn = (item) =>
  distinct(mentionsOf(item.number).map((row) => documentOf(row.evidence).place))
    .filter((number) => number !== NONE && number !== item.number)
    .map(entity);

export const homePlaces = once(() =>
  distinct(tables.documents().map((row) => row.place))
    .filter((number) => number !== NONE)
    .map(entity),
);
export const isOrganization = (item) => ["Company", "PublicBody", "Institution", "Organization"].includes(kindOf(item));
export const isPlace = (item) => item.kind <= DATA.kinds.indexOf("Place");

export const yearsIn = (period) => period.match(/[0-9]{4}/g) ?? [];
export const periodEnd = (period) => yearsIn(period).at(-1) ?? "";
export const byPeriod = (one, other) =>
  periodEnd(one) === periodEnd(other) ? (one < other ? -1 : Number(one > other)) : periodEnd(one) < periodEnd(other) ? -1 : 1;

// --- what is linked across documents ---

export const outcomeOf = (() => {
  const index = once(() => new Map(tables.outcomes().map((row) => [row.target, row])));
  return (row) => index().get(row.number);
})();
export const outcomesOfResult = (() => {
  const index = once(() => {
    const found = new Map();
    for (const row of tables.outcomes()) for (const number of row.results) found.set(number, [...(found.get(number) ?? []), row]);
    return found;
  });
  return (row) => index().get(row.number) ?? [];
})();
export const contradictionsOf = (() => {
  const index = once(() => {
    const found = new Map();
    for (const row of tables.contradictions())
      for (const number of row.claims) found.set(number, [...(found.get(number) ?? []), row]);
    return found;
  });
  return (row) => index().get(row.number) ?? [];
})();

// Observations that say the same, in groups: whatever confirms each other, directly or by way of a third.
export const confirmed = once(() => {
  const group = new Map();
  for (const { from, to } of tables.confirmations()) {
    const all = distinct([...(group.get(from) ?? [from]), ...(group.get(to) ?? [to])]);
    for (const number of all) group.set(number, all);
  }
  return group;
});
export const confirmedWith = (row) =>
  (confirmed().get(row.number) ?? []).filter((number) => number !== row.number).map(observation);
