// Amounts that a reader writes: 10亿元, ≥5%, 5%以上, 20-50万千瓦.

import { DATA } from "./data.js";

const AMOUNT = /^([0-9]{1,15}(?:\.[0-9]{1,9})?) ?([^0-9\s]{0,12})$/;
const BEFORE = [
  [/^(?:不低于|不少于|不小于|至少|≥|>=)/, "least"],
  [/^(?:不高于|不超过|不多于|至多|≤|<=)/, "most"],
  [/^(?:超过|高于|大于|多于|>)/, "over"],
  [/^(?:低于|少于|小于|不到|不足|<)/, "under"],
];
const BEHIND = [
  [/(?:及)?以上$/, "least"],
  [/(?:及)?(?:以下|以内)$/, "most"],
];

const amountOf = (text, other = "") => {
  const found = text.match(AMOUNT);
  if (!found) return undefined;
  const written = found[2] || other;
  const unit = DATA.lookup.units[written];
  return unit && { value: Number(found[1]) * unit[1], unit: unit[0], written };
};

// {least | most | over | under, unit, written} in canonical units; undefined for what is none.
export const boundOf = (text) => {
  const words = text.trim().replaceAll(",", "").replaceAll("％", "%");
  const range = words.split(/[-–—~～至到]/);
  if (range.length === 2) {
    const high = amountOf(range[1]),
      low = amountOf(range[0], high?.written);
    return low && high && low.unit === high.unit && low.value <= high.value
      ? { least: low.value, most: high.value, unit: low.unit, written: low.written }
      : undefined;
  }
  const before = BEFORE.find(([pattern]) => pattern.test(words));
  const behind = before ? undefined : BEHIND.find(([pattern]) => pattern.test(words));
  const [pattern, relation] = before ?? behind ?? [/^$/, "least"];
  const found = amountOf(words.replace(pattern, "").trim());
  return found && { [relation]: found.value, unit: found.unit, written: found.written };
};

// Whether an amount in a canonical unit lies within; what is counted has to be counted in the same word. What is at most
// so much (the upper end of 4.5%—5%) is not known to be at least as much.
export const within = (bound, { canonical, canonicalUnit, unit, written, bound: told }) => {
  if (bound.unit !== canonicalUnit || (canonicalUnit === "NUM" && unit !== bound.written)) return false;
  if (told === "at_most" && (bound.least !== undefined || bound.over !== undefined)) return false;
  const value = Number(canonical || written);
  const slack = Math.abs(value) * 1e-9;
  return (
    !Number.isNaN(value) &&
    value >= (bound.least ?? -Infinity) - slack &&
    value <= (bound.most ?? Infinity) + slack &&
    (bound.over === undefined || value > bound.over + slack) &&
    (bound.under === undefined || value < bound.under - slack)
  );
};
