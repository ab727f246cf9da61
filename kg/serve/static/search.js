// Search as you type: names below the box. Text reaches the page as text nodes only.
"use strict";
(() => {
  const box = document.querySelector("form[role=search]");
  const input = box && box.querySelector("input");
  const list = document.getElementById("found");
  if (!input || !list) return;
  let latest = 0;
  let at = -1;
  const options = () => Array.from(list.children);
  const close = () => {
    list.hidden = true;
    at = -1;
  };
  const mark = (next) => {
    const all = options();
    at = Math.max(-1, Math.min(all.length - 1, next));
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
  };
  const item = ({ name, kind, href }) => {
    const link = document.createElement("a");
    link.href = href + (href.includes("?") ? "&" : "?") + "lang=" + document.documentElement.lang.slice(0, 2);
    link.append(name);
    const small = document.createElement("small");
    small.append(kind);
    const option = document.createElement("li");
    option.setAttribute("role", "option");
    option.append(link, small);
    option.addEventListener("mousedown", (event) => event.preventDefault());
    return option;
  };
  const draw = async () => {
    const turn = ++latest;
    const wanted = input.value.trim();
    if (!wanted) return close();
    const lang = document.documentElement.lang.slice(0, 2);
    const answer = await fetch(`/search?${new URLSearchParams({ q: wanted, lang })}`, {
      headers: { Accept: "application/json" },
    });
    if (turn !== latest || !answer.ok) return;
    list.replaceChildren(...(await answer.json()).map(item));
    list.hidden = !list.children.length;
    at = -1;
  };
  input.addEventListener("input", draw);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) location.href = options()[at].querySelector("a").href;
    else return;
    event.preventDefault();
  });
})();
