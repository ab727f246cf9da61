// Elements: text reaches the page as text nodes only, never as markup.

const el = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};

const byId = (id) => document.getElementById(id);
const fill = (node, ...children) => node.replaceChildren(...children.flat(9).filter((child) => child || child === 0));
const say = (text) => (byId("status").textContent = text);

// A name may be of any length and run in any direction: it stays in its own box.
const nameOf = (text, attributes = {}) => el("bdi", { class: "name", title: text.length > 40 ? text.slice(0, 400) : null, ...attributes }, text);
const chip = (text, kind = "") => el("span", { class: `chip ${kind}` }, text);
const button = (text, act, attributes = {}) => el("button", { type: "button", onclick: act, ...attributes }, text);

// A list that shows its first rows, and the others when asked.
const shortened = (rows, draw, count = 6) => {
  const box = el("div", { class: "rows" }, rows.slice(0, count).map(draw));
  if (rows.length > count) {
    const more = button(t("showAll", rows.length), () => {
      more.replaceWith(...rows.slice(count).map(draw));
    }, { class: "more" });
    box.append(more);
  }
  return box;
};

// A list that grows while the reader gets near its end, so that thousands of rows cost nothing before they are seen.
const growing = (box, rows, draw, step = 120) => {
  let shown = 0;
  const more = button("", () => grow(), { class: "more" });
  const grow = () => {
    more.remove();
    box.append(...rows.slice(shown, shown + step).flatMap((row) => draw(row)));
    shown = Math.min(rows.length, shown + step);
    if (shown < rows.length) {
      more.textContent = t("more", Math.min(step, rows.length - shown));
      box.append(box.tagName === "TBODY" ? el("tr", {}, el("td", { colspan: 9 }, more)) : more);
    }
  };
  grow();
  return box;
};

const copied = async (text, source) => {
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
