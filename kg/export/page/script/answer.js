// The rows that answer a plan, out of the tables of the page: what each says in words, its cells, the sentences behind it.

import { within } from "./bounds.js";
import {
  byPeriod,
  DATA,
  entity,
  evidence,
  grouped,
  kindOf,
  mentionsIn,
  NONE,
  observation,
  outcomeOf,
  periodEnd,
  stageRank,
  tables,
  yearsIn,
} from "./data.js";
import { fullValue } from "./numbers.js";
import { projects } from "./projects.js";
import { concept, label, language, t } from "./words.js";

// --- what a plan wants of a row ---

const anyOf = (values, fits) => !values || values.some(fits);
const isCalled = (number, value) => {
  const item = entity(number);
  return Boolean(item) && [item.name, item.detail, ...item.aliases].includes(value);
};
const covers = (period, year) => {
  const years = yearsIn(period);
  return years.length > 0 && years[0] <= year && year <= years.at(-1);
};
const fitsTime = ({ year, span }, period) =>
  !(year || span) || Boolean(year?.some((one) => covers(period, one)) || span?.includes(period));
const isMeasured = (row, { concept: known, indicator }) =>
  !(known || indicator) ||
  Boolean(known?.includes(DATA.lookup.concepts[row.broader]?.[0])) ||
  anyOf(indicator ?? [], (value) => entity(row.indicator).name.includes(value) || (DATA.lookup.concepts[row.broader] ?? []).includes(value));
// A place without a code is of the level that its name tells.
const levelOf = ({ name, codes: [code] }) => {
  if (code) return code.length > 6 ? "township" : code.endsWith("0000") ? "province" : code.endsWith("00") ? "prefecture" : "county";
  return /[县区旗]$/.test(name) ? "county" : /[市州盟]$/.test(name) ? "prefecture" : "province";
};
const isOfLevel = (place, { level }) => anyOf(level, (value) => place !== NONE && levelOf(entity(place)) === value);
const holdsWords = (item, words) => [item.name, ...item.aliases].some((name) => name.includes(words));
// An industry or the one above it.
const isIndustry = (item, words) => {
  const above = tables.links().filter((row) => row.kind === "broader" && row.from === item.number).map((row) => entity(row.to));
  return [item, ...above].some((one) => holdsWords(one, words));
};

// The first rows by an amount, and those that are level with the last of them.
const cut = ({ order, rising, top }, rows, amountOf) => {
  if (!order) return rows;
  const sized = rows.filter((row) => !Number.isNaN(amountOf(row)));
  sized.sort((one, other) => (amountOf(one) - amountOf(other)) * (rising ? 1 : -1));
  return sized.filter((row, at) => !top || at < top || amountOf(row) === amountOf(sized[top - 1]));
};

// --- facts ---

const valueNumber = (row) => Number(row.canonical || row.written || NaN);
const isOfPlaces = (row, wanted) => anyOf(wanted.place, (value) => isCalled(row.place, value));
const isFact = (row, wanted) =>
  row.place !== NONE &&
  isOfPlaces(row, wanted) &&
  isMeasured(row, wanted) &&
  anyOf(wanted.measure, (value) => row.measure === value) &&
  anyOf(wanted.status, (value) => row.status === value) &&
  isOfLevel(row.place, wanted) &&
  fitsTime(wanted, row.period);
const isSpan = ({ period }) => Number(!/^[0-9]{4}$/.test(period));
const byPlace = (one, other) =>
  one.place - other.place || one.indicator - other.indicator || byPeriod(one.period, other.period) || one.number - other.number;
// Without longer periods, where some facts are of the years asked for: a plan of 2021-2025 is none of 2025.
const ofTheseYears = ({ wanted, said }, rows) => {
  const kept = rows.filter(({ period }) => !/^[0-9]{4}-[0-9]{4}$/.test(period));
  if (!wanted.year || wanted.span || !kept.length || kept.length === rows.length) return rows;
  const left = rows.length - kept.length;
  said?.push([`另有${left}条跨年的未列`, `${left} of longer periods left out`]);
  return kept;
};
// What is measured, where the question does not say it: the level, else what there is.
const MEASURES = ["level", "share", "growth", "decline", "rank"];
const assumed = (plan, rows) => {
  if (!plan.assumes) return rows;
  const found = MEASURES.find((measure) => rows.some((row) => row.measure === measure)) ?? "level";
  plan.wanted.measure = [found];
  return rows.filter((row) => row.measure === found);
};
// Of rows in several units those in the unit of most: no order holds across units.
const inOneUnit = ({ order }, rows) => {
  const [most] = [...grouped(rows, (row) => row.canonicalUnit || row.unit).values()].sort((one, other) => other.length - one.length);
  return order ? (most ?? []) : rows;
};
const factsOf = (plan) => {
  const rows = tables.observations().filter((row) => isFact(row, plan.wanted) && plan.sums.every((sum) => within(sum, row)));
  rows.sort((one, other) => isSpan(one) - isSpan(other) || byPlace(one, other));
  return cut(plan, inOneUnit(plan, assumed(plan, ofTheseYears(plan, rows))), valueNumber);
};
const historyOf = ({ wanted }) =>
  tables
    .observations()
    .filter((row) => isFact(row, wanted) && row.period)
    .sort(
      (one, other) =>
        one.place - other.place ||
        (one.measure < other.measure ? -1 : Number(one.measure > other.measure)) ||
        byPeriod(one.period, other.period) ||
        (one.status < other.status ? 1 : -1),
    );

const nameOfFact = (row) => {
  const { name } = entity(row.indicator);
  return language() === "en" && row.broader && DATA.words[row.broader] ? `${label(row.broader)} (${name})` : name;
};
const changeWord = (row) => (["growth", "decline", "share", "rank"].includes(row.measure) ? t(`said_${row.measure}`) : "");
const aboutWord = (row) => (["about", "at_least", "at_most"].includes(row.bound) ? t(`said_${row.bound}`) : "");
const plainValue = (row) => {
  const value = fullValue({ ...row, bound: "" });
  return changeWord(row) + aboutWord(row) + (row.measure === "rank" ? value.replace(/^第/, "") : value);
};
const when = (period) => (language() === "zh" && /^[0-9]{4}$/.test(period) ? `${period}年` : period);
const factWords = (row) =>
  t("saidFact", entity(row.place)?.name ?? "", when(row.period), nameOfFact(row), row.status === "target" ? t("saidTarget") : "", plainValue(row))
    .replace(/, , /g, ", ");

const FACT_COLUMNS = ["indicator", "place", "period", "status", "value", "evidence"];
// What several documents say alike is one row with all of their sentences.
const factAnswer = (facts) => ({
  columns: FACT_COLUMNS,
  rows: [...grouped(facts, factWords)].map(([words, rows]) => ({
    iri: rows[0].iri,
    words,
    cells: {
      indicator: { entity: rows[0].indicator, gloss: rows[0] },
      place: { entity: rows[0].place },
      period: rows[0].period,
      status: { status: rows[0] },
      value: { fact: rows[0] },
    },
    proofs: rows.map((row) => row.evidence),
    fact: rows[0],
  })),
});

// --- what became of targets ---

const outcomesOf = ({ wanted }) => {
  const rows = tables.outcomes().filter(({ target, verdict }) => {
    const row = observation(target);
    return (
      row.place !== NONE &&
      isOfPlaces(row, wanted) &&
      isMeasured(row, wanted) &&
      isOfLevel(row.place, wanted) &&
      anyOf(wanted.verdict, (value) => verdict === value) &&
      fitsTime(wanted, row.period)
    );
  });
  return {
    columns: ["indicator", "place", "period", "set", "reached", "verdict", "evidence"],
    rows: rows.map((outcome) => {
      const [row, results] = [observation(outcome.target), outcome.results.map(observation)];
      const values = results.map(fullValue).join(language() === "zh" ? "、" : "; ");
      return {
        iri: outcome.iri,
        words: t("saidOutcome", entity(row.place).name, when(row.period), nameOfFact(row), fullValue(row), values, t(outcome.verdict)),
        cells: {
          indicator: { entity: row.indicator, gloss: row },
          place: { entity: row.place },
          period: row.period,
          set: { fact: row },
          reached: { facts: results },
          verdict: { verdict: outcome.verdict },
        },
        proofs: [row.evidence, ...results.map((result) => result.evidence)],
        fact: row,
      };
    }),
  };
};
// Only where a later report is there, that could have told.
const unreportedOf = ({ wanted }) =>
  tables.observations().filter((row) => {
    if (row.status !== "target" || row.place === NONE || !row.period || outcomeOf(row)) return false;
    const last = periodEnd(row.period);
    const later = tables.documents().some((document) => document.place === row.place && document.year >= last && document.year);
    return later && isOfPlaces(row, wanted) && fitsTime(wanted, row.period);
  });

// --- projects ---

// A project as each document tells it: how far it has come there, and its sums of that document.
const tellingsOf = (project) =>
  [...grouped(project.events, (row) => evidence(row.evidence)?.document)].map(([document, events]) => ({
    ...project,
    document,
    stage: events.reduce((best, row) => (stageRank(row.stage) < stageRank(best.stage) ? row : best)),
    capacity: project.capacity.filter((sum) => evidence(sum.evidence)?.document === document),
    investment: project.investment.filter((sum) => evidence(sum.evidence)?.document === document),
  }));
const isProject = (row, wanted) =>
  anyOf(wanted.stage, (value) => (row.stage.stage || "none") === value) &&
  anyOf(wanted.status, (value) => row.stage.status === value) &&
  fitsTime(wanted, row.stage.period) &&
  anyOf(wanted.name, (value) => row.item.name.includes(value)) &&
  anyOf(wanted.owner, (value) => row.owners.some((owner) => holdsWords(owner, value))) &&
  anyOf(wanted.industry, (value) => row.item.name.includes(value) || row.industries.some((industry) => isIndustry(industry, value))) &&
  anyOf(
    wanted.place,
    (value) => isCalled(tables.documents()[row.document]?.place, value) || row.places.some((place) => isCalled(place.number, value)),
  );
const largestSum = (role) => (row) => Math.max(...row[role].map((sum) => Number(sum.canonical || NaN)).filter((sum) => !Number.isNaN(sum)), -Infinity);
const sumOf = (role) => (row) => (largestSum(role)(row) === -Infinity ? NaN : largestSum(role)(row));
const sumsWords = (sums) => sums.map(fullValue).join("、");
const projectWords = (row) => {
  const stage = row.stage.stage ? (row.stage.status === "target" && row.stage.stage !== "planned" ? t("saidPlanned", concept("stage", row.stage.stage)) : concept("stage", row.stage.stage)) : "";
  const money = row.investment.length ? t("saidInvestment", sumsWords(row.investment)) : "";
  const details = [stage, money, sumsWords(row.capacity)].filter(Boolean).join(language() === "zh" ? "，" : ", ");
  return details ? t("saidWith", row.item.name, details) : row.item.name;
};
const projectAnswer = (rows) => ({
  columns: ["project", "stage", "status", "period", "capacity", "investment", "place", "evidence"],
  rows: rows.map((row) => ({
    iri: row.item.iri,
    words: projectWords(row),
    cells: {
      project: { entity: row.item.number },
      stage: row.stage.stage ? concept("stage", row.stage.stage) : "",
      status: { status: row.stage },
      period: row.stage.period,
      capacity: sumsWords(row.capacity),
      investment: sumsWords(row.investment),
      place: { entity: row.homes[0]?.number ?? NONE },
    },
    proofs: [row.stage.evidence],
    fact: row.stage,
  })),
});
const projectsOf = (plan) => {
  const rows = projects()
    .flatMap(tellingsOf)
    .filter((row) => isProject(row, plan.wanted) && plan.sums.every((sum) => row[sum.role].some((one) => within(sum, one))));
  return projectAnswer(plan.order ? cut(plan, rows, sumOf(plan.order)) : rows);
};
const lifelineOf = ({ wanted }) =>
  projectAnswer(
    projects()
      .filter((row) => anyOf(wanted.name, (value) => holdsWords(row.item, value)))
      .flatMap((row) => row.events.filter((event) => event.stage).map((event) => ({ ...row, stage: event, document: evidence(event.evidence)?.document })))
      .filter(({ document, places }) =>
        anyOf(wanted.place, (value) => isCalled(tables.documents()[document]?.place, value) || places.some((place) => isCalled(place.number, value))),
      )
      .sort((one, other) => byPeriod(one.stage.period, other.stage.period)),
  );

// --- industries: who names them, and how often ---

const namings = (fits) =>
  tables.documents().flatMap((document) =>
    (mentionsIn().get(document.number) ?? [])
      .filter((row) => !row.nested && kindOf(entity(row.entity)) === "Industry" && fits(document, entity(row.entity)))
      .map((row) => ({ place: document.place, industry: row.entity, evidence: row.evidence })),
  );
const namingRow = ([first, ...rest], more) => ({
  iri: entity(first.industry).iri,
  words: `${entity(first.industry).name}${first.place === NONE ? "" : t("saidBy", entity(first.place).name)}`,
  cells: { industry: { entity: first.industry }, place: { entity: first.place }, times: String(rest.length + 1), ...more },
  proofs: [first.evidence],
});
const industriesOf = ({ query, wanted }) => {
  const found = namings(
    (document, item) =>
      isOfLevel(document.place, wanted) &&
      anyOf(wanted.place, (value) => isCalled(document.place, value)) && anyOf(wanted.industry, (value) => isIndustry(item, value)),
  );
  const groups = grouped(found, (row) => (query === "shared-industries" ? row.industry : `${row.place} ${row.industry}`));
  const placesOf = (group) => new Set(group.map((row) => row.place).filter((place) => place !== NONE)).size;
  const rows = [...groups.values()].sort((one, other) => other.length - one.length || one[0].industry - other[0].industry);
  return query === "shared-industries"
    ? {
        columns: ["industry", "places", "evidence"],
        rows: rows
          .filter((group) => placesOf(group) > 1)
          .sort((one, other) => placesOf(other) - placesOf(one))
          .map((group) => ({ ...namingRow(group, { places: String(placesOf(group)) }), words: entity(group[0].industry).name })),
      }
    : { columns: ["industry", "place", "times", "evidence"], rows: rows.map((group) => namingRow(group, {})) };
};

const ANSWERS = {
  "find-facts": (plan) => factAnswer(factsOf(plan)),
  history: (plan) => factAnswer(historyOf(plan)),
  unreported: (plan) => factAnswer(unreportedOf(plan)),
  outcomes: outcomesOf,
  "find-projects": projectsOf,
  lifeline: lifelineOf,
  "place-industries": industriesOf,
  "industry-places": industriesOf,
  "shared-industries": industriesOf,
};

// A known indicator as words of a name, where the graph tells nothing of itself.
const worded = (plan) => {
  const { concept: names, ...wanted } = plan.wanted;
  return { ...plan, wanted: { ...wanted, indicator: [...(wanted.indicator ?? []), ...names] } };
};
const answering = (plan) => {
  const found = ANSWERS[plan.query](plan);
  return found.rows.length || !plan.wanted.concept ? found : ANSWERS[plan.query](worded(plan));
};

// {columns, rows, sentence}: what the page says to a plan.
export const answerOf = (plan) => {
  const { columns, rows } = answering(plan);
  const told = [...new Set(rows.map((row) => row.words))];
  if (!rows.length) return { columns, rows, sentence: t(plan.order === "investment" ? "saidNoSum" : "saidNothing") };
  if (told.length === 1) return { columns, rows, sentence: t("saidOne", told[0]) };
  return { columns, rows, sentence: t("saidMany", told.length, told.slice(0, 3).join(language() === "zh" ? "；" : "; ") + (told.length > 3 ? "…" : "")) };
};
