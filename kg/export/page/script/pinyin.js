// How characters are read. Those of GB 2312's first level stand in the order of their pinyin, so a table of where each
// syllable begins tells all of them; the browser's own order of pinyin places a rarer one between two of these.

import { DATA, once } from "./data.js";

const collator = new Intl.Collator("zh-Hans-CN-u-co-pinyin");
// Characters of names that are read in a second way too.
const OTHER_WAYS = {
  重: "chong",
  长: "zhang",
  都: "dou",
  厦: "xia",
  乐: "yue",
  朝: "zhao",
  藏: "zang",
  柏: "bo",
  堡: "pu",
  阿: "e",
  单: "shan",
  省: "xing",
  行: "hang",
  会: "kuai",
  地: "de",
  六: "lu",
  蔚: "yu",
  尉: "yu",
  浚: "xun",
  荥: "xing",
  绿: "lu",
  吕: "lu",
  女: "nu",
  旅: "lu",
  率: "lv",
  铝: "lu",
};

const table = once(() => {
  const decoder = new TextDecoder("gb18030");
  const begins = new Map(DATA.lookup.pinyin.split(" ").map((part) => [part.at(-1), part.slice(0, -1)]));
  const found = new Map();
  let syllable = "";
  for (let row = 0xb0; row <= 0xd7; row += 1)
    for (let cell = 0xa1; cell <= 0xfe && !(row === 0xd7 && cell > 0xf9); cell += 1) {
      const letter = decoder.decode(new Uint8Array([row, cell]));
      syllable = begins.get(letter) ?? syllable;
      found.set(letter, [syllable]);
    }
  return { found, order: [...found.keys()].sort(collator.compare) };
});

const between = (letter) => {
  const { found, order } = table();
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (collator.compare(order[middle], letter) < 0) low = middle + 1;
    else high = middle;
  }
  return [order[low - 1], order[low]].filter(Boolean).flatMap((near) => found.get(near));
};

// The ways in which a character may be read; what is no Chinese character is read as it is written.
const readings = new Map();
export const readingsOf = (letter) => {
  if (!readings.has(letter)) {
    const han = /[\u4e00-\u9fff]/.test(letter);
    const ways = han ? (table().found.get(letter) ?? between(letter)) : [letter.toLowerCase()];
    readings.set(letter, [...new Set([...ways, ...(OTHER_WAYS[letter] ? [OTHER_WAYS[letter]] : [])])]);
  }
  return readings.get(letter);
};

// Whether letters spell characters from one on, each by its whole syllable or its first letter, the last by any part.
const spells = (letters, characters, at) => {
  if (!letters) return true;
  if (at >= characters.length) return false;
  return readingsOf(characters[at]).some(
    (way) =>
      way.startsWith(letters) ||
      (letters.startsWith(way) && spells(letters.slice(way.length), characters, at + 1)) ||
      (way[0] === letters[0] && spells(letters.slice(1), characters, at + 1)),
  );
};

// Where in a name letters spell it: 0 at its beginning, more further on, -1 nowhere.
export const spelledAt = (letters, characters) => characters.findIndex((_, at) => spells(letters, characters, at));

// Whether letters spell a whole name, each of its characters by a whole syllable, or are one of its spellings.
const lettersOf = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
const spellsAll = (letters, characters, at) =>
  at === characters.length
    ? letters === ""
    : readingsOf(characters[at]).some((way) =>
        [way, way.replace("v", "u")].some((one) => letters.startsWith(one) && spellsAll(letters.slice(one.length), characters, at + 1)),
      );
export const isSpelledBy = (text, name, spellings = []) => {
  const letters = lettersOf(text);
  return letters !== "" && (spellings.some((one) => lettersOf(one) === letters) || spellsAll(letters, Array.from(name), 0));
};
