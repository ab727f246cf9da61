// What a question asks for, as the shipped query that answers it with its parameters: the rules of `kg ask`, in their order.

import { CONCEPTS, DATA } from "./data.js";

const ASK = DATA.ask;

// A known indicator is asked for by itself, not as a part of names.
const isConcept = (value) => CONCEPTS.some((code) => DATA.lookup.concepts[code][0] === value);
const parameterOf = (slot, value) => {
  if (slot === "indicator" && isConcept(value)) return "concept";
  return slot === "year" && value.length !== 4 ? "span" : (ASK.parameters[slot] ?? slot);
};
// A plan: for each parameter the values of which a row must have one; `order` names what sorts the rows.
const planned = (query, question, told, slots, more = {}) => {
  const wanted = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, [value]]));
  for (const slot of slots) for (const value of question.all(slot)) (wanted[parameterOf(slot, value)] ??= []).push(value);
  return { query, wanted, ...more };
};
const say = (question, zh, en) => void question.said.push([zh, en]);

const isAboutProjects = (question) => {
  const about = question.all("about");
  const isSized = (about.includes("investment") || about.includes("capacity")) && !question.one("indicator");
  return about.includes("projects") || Boolean(question.one("stage") || question.one("words")) || isSized;
};
const levelOf = (question) => (question.one("level") && question.one("level") !== "any" ? { level: question.one("level") } : {});
const ordering = (question) => ({
  rising: question.one("order") === "least",
  top: Number(question.one("top") || (question.one("order") && !question.one("level") ? 1 : 0)),
});

// A bound in the canonical unit; undefined where its unit is none.
const canonical = (question, { value, unit, relation }) => {
  const known = DATA.lookup.units[unit];
  if (!known) return undefined;
  if (relation === "exact") say(question, `${value}${unit} = 至少`, `${value}${unit} = at least`);
  return { [relation === "exact" ? "least" : relation]: value * known[1], unit: known[0], written: unit };
};
const isMoney = (unit) => DATA.lookup.units[unit]?.[0].startsWith("CCY_");

const unreported = (question) => {
  if (!question.one("unreported")) return undefined;
  say(question, "已有后来的报告而未提及者", "only where a later report is there");
  return planned("unreported", question, {}, ["place", "year"]);
};
const outcomes = (question) => {
  const verdict = question.all("verdict").find((one) => one !== "any");
  const isAsked = question.one("reach") && (question.one("asked") || question.all("status").includes("target"));
  if (isAboutProjects(question) || !(question.one("verdict") || isAsked)) return undefined;
  return planned("outcomes", question, { ...(verdict ? { verdict } : {}), ...levelOf(question) }, ["place", "year", "indicator"]);
};
const oneProject = (question) =>
  !question.all("project").length || question.bounds.length || question.one("industry")
    ? undefined
    : planned("lifeline", question, {}, ["place", "project"]);
const projects = (question) => {
  if (!isAboutProjects(question)) return undefined;
  if (question.one("reach") && !question.one("stage")) {
    question.put("stage", "completed");
    say(question, "完成 = 建成", "reached = completed");
  }
  const isOfMoney = question.all("about").includes("investment");
  const sums = question.bounds.map((bound) => {
    const full = ASK.scales[bound.unit] && isOfMoney ? { ...bound, unit: `${bound.unit}元` } : bound; // 投资超过5亿
    return { role: isMoney(full.unit) ? "investment" : "capacity", ...canonical(question, full) };
  });
  const by = question.all("about").includes("capacity") ? "capacity" : "investment";
  const order = question.one("order") || question.one("top") ? by : "";
  const told = question.one("status") === "target" ? { status: "target" } : {};
  const slots = ["place", "year", "stage", "industry", "organization", "words", "project"];
  return planned("find-projects", question, told, slots, { sums, order, ...ordering(question) });
};
const industries = (question) => {
  const industry = question.one("industry");
  if (question.one("indicator") || !(question.all("about").includes("industries") || industry)) return undefined;
  if (industry) return planned("industry-places", question, levelOf(question), ["industry"]);
  return question.one("place")
    ? planned("place-industries", question, {}, ["place"])
    : planned("shared-industries", question, {}, []);
};
const overYears = (question) =>
  question.one("history") && question.one("indicator") ? planned("history", question, {}, ["place", "indicator"]) : undefined;
const facts = (question) => {
  const sums = question.bounds.map((bound) => canonical(question, bound));
  if (sums[0]?.unit === "PERCENT" && !question.one("measure")) {
    question.put("measure", "growth");
    say(question, "% = 增速", "% = growth");
  }
  if (question.one("measure") && !question.one("indicator")) {
    question.put("indicator", "地区生产总值"); // growth of nothing is that of the economy, as reports use it
    say(question, "增长 = 地区生产总值增长", "growth = growth of 地区生产总值");
  }
  const isOrdered = Boolean(question.one("order") || question.one("top"));
  // What fell grew by less than nothing.
  if (question.all("measure").join() === "growth" && !isOrdered && !sums.length) question.put("measure", "decline");
  if (!question.one("indicator") && !question.one("place")) return undefined;
  const statuses = question.all("status").length ? question.all("status") : question.one("reach") ? ["achieved"] : [];
  const told = { ...levelOf(question), ...(statuses.length === 1 ? { status: statuses[0] } : {}) };
  const assumes = isOrdered && !question.one("measure");
  const more = { sums, order: isOrdered ? "number" : "", assumes, said: question.said, ...ordering(question) };
  return planned("find-facts", question, told, ["place", "year", "indicator", "measure"], more);
};

// Who names a company and nothing else asks for what it builds.
const ofOwner = (question) =>
  question.one("organization") ? planned("find-projects", question, {}, ["place", "year", "organization"]) : undefined;

const RULES = [unreported, outcomes, oneProject, projects, industries, overYears, facts, ofOwner];

// The plan for a question; `left` is what the question says and the query leaves out, for no word is dropped in silence.
export const planOf = (question) => {
  let plan;
  for (const rule of RULES) if ((plan = rule(question))) break;
  if (!plan) return undefined;
  const told = new Set(Object.values(plan.wanted).flat());
  const taken = new Set([...ASK.harmless, ...ASK.taken[plan.query], ...(question.bounds.length ? ["bound"] : [])]);
  const left = Object.keys(question.slots)
    .filter((slot) => !taken.has(slot))
    .flatMap((slot) => question.all(slot))
    .filter((value) => !told.has(value));
  const { sums = [] } = plan;
  if (!plan.sums) left.push(...question.bounds.map(({ value, unit }) => `${value}${unit}`));
  if (plan.query === "find-facts" && sums.some((sum) => sum.unit !== sums[0].unit)) left.push(sums[1].written);
  const units = question.bounds.filter((_, at) => sums[at] && !sums[at].unit).map(({ unit }) => unit);
  return { order: "", top: 0, rising: false, ...plan, sums, left, units };
};
