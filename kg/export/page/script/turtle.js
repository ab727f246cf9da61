// An entity with its facts as Turtle, and the query that asks a graph for it.

import {
  documentOf,
  entity,
  evidence,
  grouped,
  kindOf,
  linksFrom,
  NONE,
  observationsOfIndicator,
  observationsOfPlace,
  quantitiesOf,
  slice,
  stagesOf,
} from "./data.js";

const PREFIXES = {
  fz: "https://w3id.org/fazhan/ontology#",
  skos: "http://www.w3.org/2004/02/skos/core#",
  schema: "http://schema.org/",
  prov: "http://www.w3.org/ns/prov#",
  nif: "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const PREDICATES = {
  within: "schema:containedInPlace",
  located: "fz:locatedIn",
  industry: "fz:inIndustry",
  owner: "fz:owner",
  broader: "skos:broader",
};

const ESCAPED = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const literal = (text, tag = "") => `"${String(text).replace(/[\\"\n\r\t]/g, (letter) => ESCAPED[letter])}"${tag}`;
const UNSAFE = /[\x00-\x20<>"{}|^`\\]/g;
const iriOf = (iri) => `<${iri.replace(UNSAFE, encodeURIComponent)}>`;

const block = (subject, pairs) => {
  const told = pairs.filter(([, value]) => value);
  return `${subject}\n${told.map(([predicate, value]) => `    ${predicate} ${value}`).join(" ;\n")} .\n`;
};

const evidencePairs = (number) => {
  const proof = evidence(number);
  if (!proof) return [];
  const where = `nif:referenceContext ${iriOf(documentOf(number).iri)} ; nif:beginIndex ${proof.start} ; nif:endIndex ${proof.end}`;
  const words = literal(slice(proof.document, proof.start, proof.end));
  return [["prov:wasDerivedFrom", `[ a fz:Mention ; ${where} ; nif:anchorOf ${words} ]`]];
};
// As the graph has it: a number by its value, and as written only where its plain form is another (2×660).
const PLAIN = /^-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?$/;
const amountPair = (row) =>
  PLAIN.test(row.written) ? ["fz:value", `"${row.written}"^^xsd:decimal`] : ["fz:asWritten", literal(row.written)];
const framePairs = (row) => [
  ["fz:status", row.status && `fz:status-${row.status}`],
  ["fz:period", row.period && literal(row.period)],
  ...evidencePairs(row.evidence),
];
const observationTurtle = (row) =>
  block(iriOf(row.iri), [
    ["a", row.status === "target" ? "fz:Target" : "fz:Achievement"],
    ["fz:indicator", iriOf(entity(row.indicator).iri)],
    ["fz:place", row.place !== NONE && iriOf(entity(row.place).iri)],
    amountPair(row),
    ["fz:unit", literal(row.unit)],
    ["fz:measure", `fz:measure-${row.measure}`],
    ["fz:bound", `fz:bound-${row.bound}`],
    ...framePairs(row),
  ]);
const stageTurtle = (row) =>
  block(iriOf(row.iri), [["a", "fz:StageEvent"], ["fz:stage", row.stage && `fz:stage-${row.stage}`], ...framePairs(row)]);
const quantityTurtle = (row) =>
  block(iriOf(row.iri), [
    ["a", "fz:Quantity"],
    amountPair(row),
    ["fz:unit", literal(row.unit)],
    ...evidencePairs(row.evidence),
  ]);

const factsOf = (item) =>
  kindOf(item) === "Indicator" ? observationsOfIndicator(item.number) : observationsOfPlace(item.number);

export const turtleOf = (item) => {
  const stages = stagesOf(item.number),
    quantities = quantitiesOf(item.number);
  const list = (values) => values.join(" , ");
  const links = grouped(linksFrom(item.number), (row) => row.kind);
  const head = block(iriOf(item.iri), [
    ["a", `fz:${kindOf(item)}`],
    ["skos:prefLabel", literal(item.name, "@zh")],
    ["skos:altLabel", list(item.aliases.map((name) => literal(name, "@zh")))],
    ...[...links].map(([kind, rows]) => [PREDICATES[kind], list(rows.map((row) => iriOf(entity(row.to).iri)))]),
    ["fz:hasStage", list(stages.map((row) => iriOf(row.iri)))],
    ...["capacity", "investment"].map((role) => [
      `fz:${role}`,
      list(quantities.filter((row) => row.role === role).map((row) => iriOf(row.iri))),
    ]),
  ]);
  const prefixes = Object.entries(PREFIXES)
    .map(([name, iri]) => `@prefix ${name}: <${iri}> .`)
    .join("\n");
  return [
    `${prefixes}\n`,
    head,
    ...factsOf(item).map(observationTurtle),
    ...stages.map(stageTurtle),
    ...quantities.map(quantityTurtle),
  ].join("\n");
};

export const sparqlOf = (item) => {
  const iri = iriOf(item.iri);
  return [
    `PREFIX fz: <${PREFIXES.fz}>`,
    `PREFIX prov: <${PREFIXES.prov}>`,
    "SELECT ?fact ?property ?value WHERE {",
    `  { BIND(${iri} AS ?fact) }`,
    `  UNION { ?fact fz:place|fz:indicator ${iri} } UNION { ${iri} fz:hasStage|fz:capacity|fz:investment ?fact }`,
    "  ?fact ?property ?value .",
    "}",
  ].join("\n");
};
