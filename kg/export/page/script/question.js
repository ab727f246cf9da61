// A question read, as `kg ask` reads it: which stretches name what, and which words nothing knows. The words are those of
// `kg ask`, which the data brings along; what needs its grammar of numbers and times stays unread, and is told.

import { CONCEPTS, DATA, grouped, kindOf, once, tables, yearsIn } from "./data.js";
import { isSpelledBy } from "./pinyin.js";

const ASK = DATA.ask;
const ORDER = new Map(ASK.order.map((kind, at) => [kind, at]));
const JOINS = "和与及跟同、,，";
const HAN = /[\u4e00-\u9fa5]/;
const ALONE = /[A-Za-z0-9]/;
const YEARS = /(?<![0-9.])((?:19|20)[0-9]{2})(?:年?[-–—~～至到]((?:19|20)[0-9]{2}))?(?:年度?)?(?![0-9.%])/g;
const PLAN = new RegExp(`“?(${Object.keys(ASK.plans).join("|")})”?(?:时期|期间|规划)?`, "g");
const NUMBER = /[0-9][0-9,]*(?:\.[0-9]+)?/g;
const MONEY = /([0-9][0-9,]*(?:\.[0-9]+)?)\s*(thousand|million|billion|trillion)?\s*(?:yuan|rmb|cny)/gi;
const ROMAN = /[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*/g;
const [ROMAN_WORDS, SHORTEST_ROMAN, SHORTEST] = [4, 4, 2];

// What the things of the graph are called, by the kind that a question speaks of; and who is called so.
const called = once(() => {
  const kinds = grouped(tables.entities(), (item) => ASK.classes[kindOf(item)] ?? "");
  kinds.delete("");
  return new Map(
    [...kinds].map(([kind, items]) => {
      const names = new Set(items.flatMap((item) => [item.name, ...item.aliases]).filter((name) => name.length >= SHORTEST));
      // A count of projects is called so; who asks for projects wants them, not how many there are.
      if (kind === "indicator") for (const name of names) if (ASK.counted.some((word) => name.endsWith(word))) names.delete(name);
      return [kind, names];
    }),
  );
});
const namesOf = (kind) => called().get(kind) ?? new Set();
const hasTail = (name) => name.length > SHORTEST && ASK.ranks.includes(name.at(-1));
const newestYear = once(() => Math.max(0, ...tables.documents().flatMap((row) => yearsIn(row.year).map(Number))));

// Where a word stands in a text; one in Latin letters only as a whole.
const placesOf = (word, text) => {
  const found = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? "", text[at + word.length] ?? ""];
    if (!/[a-z]/i.test(word[0]) || !(ALONE.test(before) || ALONE.test(after))) found.push(at);
  }
  return found;
};
const piece = (start, length, kind, value) => ({ start, end: start + length, kind, value });
const piecesOf = (form, text, kind, value) => placesOf(form, text).map((at) => piece(at, form.length, kind, value));

// --- what knows a stretch ---

const words = (lower) => Object.entries(ASK.words).flatMap(([word, means]) => piecesOf(word, lower, "word", means));
const periods = (text) => [
  ...[...text.matchAll(YEARS)].map((found) =>
    piece(found.index, found[0].length, "period", found[2] ? `${found[1]}-${found[2]}` : found[1]),
  ),
  ...[...text.matchAll(PLAN)].map((found) => {
    const first = ASK.plans[found[1]];
    return piece(found.index, found[0].length, "period", `${first}-${first + 4}`);
  }),
];

// A number counts with its unit only: what a bare one counts is not guessed.
const unitAt = (text) => {
  for (let length = 12; length; length -= 1) {
    const unit = text.slice(0, length);
    if (unit.length === length && (DATA.lookup.units[unit] || ASK.scales[unit])) return unit;
  }
  return "";
};
const plain = (text) => Number(text.replaceAll(",", ""));
const numbers = (text) => [
  ...[...text.matchAll(NUMBER)].flatMap((found) => {
    const behind = text.slice(found.index + found[0].length),
      gap = behind.startsWith(" ") ? 1 : 0,
      unit = unitAt(behind.slice(gap));
    return unit ? [piece(found.index, found[0].length + gap + unit.length, "number", { value: plain(found[0]), unit })] : [];
  }),
  ...[...text.matchAll(MONEY)].map((found) =>
    piece(found.index, found[0].length, "number", {
      value: plain(found[1]) * ASK.money[(found[2] ?? "").toLowerCase()],
      unit: "元",
    }),
  ),
];

// The place that a name means: the division whose short form it is, before another thing of that name.
const placeOf = (form) => [...ASK.ranks].map((rank) => form + rank).find((name) => namesOf("place").has(name)) ?? form;
const named = (text) => {
  const lower = text.toLowerCase();
  return [
    ...[...called()].flatMap(([kind, names]) =>
      [...names].flatMap((name) => {
        const short = kind === "place" && hasTail(name) ? name.slice(0, -1) : name;
        if (!lower.includes(short.toLowerCase())) return [];
        if (lower.includes(name.toLowerCase())) return piecesOf(name.toLowerCase(), lower, kind, kind === "place" ? placeOf(name) : name);
        return ASK.plain.includes(short) ? [] : piecesOf(short.toLowerCase(), lower, kind, name);
      }),
    ),
    ...CONCEPTS.flatMap((code) => {
      const [name, ...others] = DATA.lookup.concepts[code];
      return [name, ...others].flatMap((form) => piecesOf(form.toLowerCase(), lower, "indicator", name));
    }),
  ];
};

// Places in Latin letters: Golmud, Jiuquan City; of places spelled alike all are told, and none is taken.
const spelledSo = (form) => {
  const stems = Object.entries(ASK.kinds)
    .filter(([word]) => form.toLowerCase().endsWith(` ${word}`))
    .map(([word, ends]) => [form.slice(0, -word.length - 1), ends]);
  return [...namesOf("place")].filter((name) =>
    [[form, ""], ...stems].some(
      ([stem, ends]) =>
        (!ends || ends.includes(name.at(-1))) &&
        (isSpelledBy(stem, name, DATA.lookup.spellings[name]) || (hasTail(name) && isSpelledBy(stem, name.slice(0, -1)))),
    ),
  );
};
const romanized = (text, unclear) => {
  const all = [...text.matchAll(ROMAN)];
  return all.flatMap((word, first) =>
    all.slice(first, first + ROMAN_WORDS).flatMap((last) => {
      const form = text.slice(word.index, last.index + last[0].length);
      if (form.length < SHORTEST_ROMAN || ASK.words[form.toLowerCase()] !== undefined || !/^[A-Za-zÀ-ɏ'’ -]+$/.test(form)) return [];
      const found = [...new Set(spelledSo(form).map(placeOf))];
      if (found.length > 1) unclear.push([form, found]);
      return found.length ? [piece(word.index, form.length, "place", found[0])] : [];
    }),
  );
};

// Of stretches that overlap the longest stands, of equals the first kind's.
const standing = (pieces) => {
  const kept = [];
  const order = (one, other) =>
    one.start - one.end - (other.start - other.end) || ORDER.get(one.kind) - ORDER.get(other.kind) || one.start - other.start;
  for (const next of pieces.sort(order))
    if (kept.every((other) => next.end <= other.start || next.start >= other.end)) kept.push(next);
  return kept.sort((one, other) => one.start - other.start);
};

// --- stretches to slots ---

// A known indicator by its canonical name; what a name says of growth behind it (固定资产投资增速) is the measure.
const conceptOf = (form) => {
  const code = CONCEPTS.find((one) => DATA.lookup.concepts[one].some((name) => name.toLowerCase() === form.toLowerCase()));
  return code && DATA.lookup.concepts[code][0];
};
const fillIndicator = (question, name) => {
  const tail = conceptOf(name) ? "" : (ASK.measures.find((word) => name.endsWith(word) && conceptOf(name.slice(0, -word.length))) ?? "");
  if (tail) question.put("measure", ASK.words[tail].slice("measure:".length));
  question.put("indicator", conceptOf(name.slice(0, name.length - tail.length)) ?? name);
};

const fillSlots = (question, { start, end, kind, value }) => {
  if (kind === "period") return question.put("year", value);
  if (kind === "indicator") return fillIndicator(question, value);
  if (kind !== "word") return kind === "number" ? undefined : question.put(kind, value);
  if (!value) return undefined;
  const [slot, meant] = value.split(":");
  if (slot === "year") {
    const year = String(newestYear() + Number(meant));
    question.said.push(`${question.text.slice(start, end)} = ${year}`);
    return question.put("year", year);
  }
  if (slot !== "growth") return question.put(slot, meant);
  question.put("measure", "growth");
  return question.put("indicator", "地区生产总值");
};

// The numbers, each with the word of comparison before or behind it; in 5 % growth or more, what is told of is no neighbour.
const boundsOf = (all) => {
  const pieces = all.filter(({ kind, value }) => kind !== "word" || !value.startsWith("measure:"));
  return pieces.flatMap(({ kind, value }, at) => {
    if (kind !== "number") return [];
    const told = [pieces[at - 1], pieces[at + 1]].find((beside) => beside?.kind === "word" && beside.value.startsWith("bound:"));
    return [{ ...value, relation: told ? told.value.slice("bound:".length) : "exact" }];
  });
};

const unreadIn = (text, pieces) => {
  const runs = [];
  let at = 0;
  for (const { start, end } of [...pieces, { start: text.length, end: text.length }]) {
    runs.push(...(text.slice(at, Math.max(at, start)).match(/[A-Za-zÀ-ɏ0-9\u4e00-\u9fa5％%.+-]+/g) ?? []));
    at = Math.max(at, end);
  }
  return runs.filter((run) => run.replace(/^[.+-]+|[.+-]+$/g, ""));
};

// Whether a word stands in a list: 粮食产量和|就业.
const isJoined = (word, text) => [...JOINS].some((join) => text.includes(join + word) || text.includes(word + join));

// Words that are no name by themselves but parts of names in the graph: 就业, 新能源.
const readParts = (question) => {
  const isProjects = question.all("about").includes("projects");
  const kinds = isProjects
    ? ["industry", "project", "organization"]
    : question.one("about") || question.one("stage")
      ? ["industry", "project", "organization", "indicator"]
      : ["indicator", "industry", "project", "organization"];
  if (isProjects && question.slots.indicator) {
    question.unread.push(...question.slots.indicator);
    delete question.slots.indicator;
  }
  question.unread = question.unread.filter((word) => {
    if (word.length < SHORTEST || !HAN.test(word)) return true;
    const kind = kinds.find((one) => [...namesOf(one)].some((name) => name.includes(word)));
    // Beside an indicator that is named, part of another's name is another one only where the two are joined.
    if (!kind || (kind === "indicator" && question.one(kind) && !isJoined(word, question.text))) return true;
    question.put(kind === "project" ? "words" : kind, word);
    return false;
  });
};

const readOnce = (text) => {
  const slots = {},
    unclear = [];
  const question = {
    text,
    slots,
    said: [],
    unclear,
    all: (kind) => [...new Set(slots[kind] ?? [])],
    one: (kind) => slots[kind]?.[0] ?? "",
    put: (kind, value) => void (slots[kind] ??= []).push(value),
  };
  const lower = text.toLowerCase();
  const pieces = standing([...words(lower), ...periods(text), ...numbers(text), ...named(text), ...romanized(text, unclear)]);
  for (const one of pieces) fillSlots(question, one);
  question.bounds = boundsOf(pieces.filter(({ start, end }) => text.slice(start, end).trim()));
  question.unread = unreadIn(text, pieces);
  readParts(question);
  return question;
};

const [TRADITIONAL, SIMPLIFIED] = ASK.traditional.map((letters) => Array.from(letters));
const simplified = once(() => new Map(TRADITIONAL.map((letter, at) => [letter, SIMPLIFIED[at]])));

// What a question asks: values by slot, bounds on amounts, and the words that nothing knows.
export const readQuestion = (asked) => {
  const text = asked.trim().replace(/\s+/g, " ").replaceAll("％", "%");
  const question = readOnce(text);
  const other = question.unread.length ? Array.from(text, (letter) => simplified().get(letter) ?? letter).join("") : text;
  return other === text ? question : readOnce(other);
};
