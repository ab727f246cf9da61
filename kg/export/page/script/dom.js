// Elements: text reaches the page as text nodes only, never as markup.

import { t } from "./words.js";

const dressed = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return node;
};
export const el = (tag, attributes = {}, ...children) => dressed(document.createElement(tag), attributes, children);
export const svg = (tag, attributes = {}, ...children) =>
  dressed(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
// A style that depends on data goes through the object model, which the policy of the page lets through.
export const styled = (node, style) => Object.assign(node.style, style) && node;

export const byId = (id) => document.getElementById(id);
export const fill = (node, ...children) => node.replaceChildren(...children.flat(9).filter((child) => child || child === 0));
export const say = (text) => (byId("status").textContent = text);

// A name may be of any length and run in any direction: it stays in its own box.
export const nameOf = (text, attributes = {}) =>
  el("bdi", { class: "name", lang: "zh", title: text.length > 40 ? text.slice(0, 400) : null, ...attributes }, text);
export const chip = (text, kind = "") => el("span", { class: `chip ${kind}` }, text);
export const button = (text, act, attributes = {}) => el("button", { type: "button", onclick: act, ...attributes }, text);

// What may stand as a child in a list or in the body of a table.
const heldIn = (box, item, across) => {
  if (box.tagName === "TBODY") return el("tr", { class: "grow" }, el("td", { colspan: across }, item));
  return box.tagName === "UL" ? el("li", { class: "grow" }, item) : item;
};

// A list that shows its first rows, and the others when asked.
export const shortened = (rows, draw, count = 6, box = el("div", { class: "rows" })) => {
  box.append(...rows.slice(0, count).map(draw));
  if (rows.length > count) {
    const more = button(t("showAll", rows.length), () => holder.replaceWith(...rows.slice(count).map(draw)), { class: "more" });
    const holder = heldIn(box, more, 1);
    box.append(holder);
  }
  return box;
};

// A list that grows while the reader gets near its end, so that thousands of rows cost nothing before they are seen.
const growers = new Map();
const near = new IntersectionObserver(
  (entries) => entries.forEach((entry) => entry.isIntersecting && growers.get(entry.target)?.()),
  { rootMargin: "400px" },
);
const PRINTED = 3000;
// `across` is how many columns a table has.
export const growing = (box, rows, draw, step = 100, across = 1) => {
  let shown = 0;
  const more = button("", () => grow(), { class: "more" });
  const holder = heldIn(box, more, across);
  const grow = (count = step) => {
    near.unobserve(more);
    holder.remove();
    box.append(...rows.slice(shown, shown + count).flatMap((row) => draw(row)));
    shown = Math.min(rows.length, shown + count);
    growers.delete(more);
    if (shown >= rows.length) return;
    more.textContent = t("more", Math.min(step, rows.length - shown));
    box.append(holder);
    growers.set(more, grow);
    near.observe(more);
  };
  grow();
  return box;
};
export const growForPrint = () => {
  for (const [more, grow] of [...growers]) more.isConnected ? grow(PRINTED) : growers.delete(more);
};

export const copied = async (text, source) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = el("textarea", {}, text);
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  const before = source.textContent;
  source.textContent = t("copied");
  say(t("copied"));
  setTimeout(() => (source.textContent = before), 1200);
};

// Spreadsheets would run what begins like a formula.
const csvField = (value) => {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[-+]?[0-9.]+%?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const csv = (columns, rows) => "\ufeff" + [columns, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n") + "\r\n";
const download = (name, text) => {
  const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};
// What a view shows as a file; `make` answers with the names of the columns and the rows.
export const csvButton = (name, make) =>
  button(t("download"), () => download(`${name}.csv`, csv(...make())), { class: "download" });
