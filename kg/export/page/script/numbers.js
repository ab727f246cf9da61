// Numbers and units as a reader of each language expects them.

import { el } from "./dom.js";
import { concept, label, language } from "./words.js";

// 5390 stays, 12345 -> 12,345; what is no plain number stays as written.
const figure = (written) => written.replace(/^-?[0-9]{5,}(?=\.|$)/, (digits) => digits.replace(/\B(?=([0-9]{3})+$)/g, ","));
// 4437 -> 4,437: a count has no unit that would tell where it ends.
export const grouping = (count) => new Intl.NumberFormat("en").format(count);
export const amount = (written, unit) =>
  figure(written) + (language() === "en" && /^[A-Za-z\u4e00-\u9fff]/.test(unit) ? " " : "") + unit;
export const SIGNS = { about: "≈ ", at_least: "≥ ", at_most: "≤ " };
export const fullValue = (row) => (SIGNS[row.bound] ?? "") + amount(row.written, row.unit);
export const measureWord = (row) => (row.measure === "level" ? "" : concept("measure", row.measure));

const SCALES = {
  zh: [
    [1e12, "万亿"],
    [1e8, "亿"],
    [1e4, "万"],
  ],
  en: [
    [1e12, "tn"],
    [1e9, "bn"],
    [1e6, "m"],
    [1e3, "k"],
  ],
};
// Canonical units that have a shorter word than their name: [zh, en, how many of the canonical unit it is].
export const SHORT = {
  CCY_CNY: ["元", "CNY", 1],
  CCY_USD: ["美元", "USD", 1],
  PERCENT: ["%", "%", 1],
  NUM: ["", "", 1],
  KiloW: ["千瓦", "kW", 1],
  "KiloW-HR": ["千瓦时", "kWh", 1],
  KiloGM: ["吨", "t", 1000],
  M: ["公里", "km", 1000],
  M2: ["平方米", "m²", 1],
  M3: ["立方米", "m³", 1],
};
export const unitWord = (unit) =>
  SHORT[unit] ? SHORT[unit][language() === "zh" ? 0 : 1] : label(unit, unit.replace(/^unit-/, ""));

// 421170000 -> 4.21亿, 421.17m.
export const shortNumber = (value) => {
  const [factor, word] = SCALES[language()].find(([least]) => Math.abs(value) >= least) ?? [1, ""];
  return new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en", { maximumFractionDigits: 2 }).format(value / factor) + word;
};
// A value in a canonical unit, shortened: 42117000000 CCY_CNY -> 421.17亿元, 42.12bn CNY.
const scaled = (value, unit) => {
  const number = shortNumber(value / (SHORT[unit]?.[2] ?? 1)),
    name = unitWord(unit);
  return language() === "zh" || unit === "PERCENT" ? number + name : `${number} ${name}`.trim();
};

// The number of a fact and its unit, such that equal units can be compared; counted things (`5项`, `2家`) keep their word.
// NaN where there is no one number (`2×660`).
const isCounted = (row) => !row.canonicalUnit || row.canonicalUnit === "NUM";
export const numeric = (row) => Number(isCounted(row) ? row.written : row.canonical);
export const unitOf = (row) => (isCounted(row) ? row.unit : row.canonicalUnit);
export const inWords = (value, row) => (isCounted(row) ? amount(String(value), row.unit) : scaled(value, row.canonicalUnit));
export const canonicalText = (row) =>
  language() === "en" &&
  row.canonicalUnit &&
  row.canonicalUnit !== "PERCENT" &&
  /[\u4e00-\u9fff]/.test(row.unit) &&
  row.canonical !== row.written
    ? el("span", { class: "canonical" }, "= ", scaled(Number(row.canonical), row.canonicalUnit))
    : null;
