// The whole text of a document with what was found in it, opened at the place that a fact points at.

import { dotOf } from "./colours.js";
import { showContent, toolbar } from "./controls.js";
import {
  documentNamed,
  entity,
  evidence,
  insideOf,
  isExcerpt,
  kindOf,
  lengthOf,
  localName,
  mentionsIn,
  NONE,
  oneLine,
  pageOf,
  slice,
  tables,
} from "./data.js";
import { chip, csvButton, el, fill, nameOf } from "./dom.js";
import { documentTitle, entityLink } from "./facts.js";
import { missing } from "./missed.js";
import { go, isNamed, state, to } from "./state.js";
import { concept, kindLabel, language, t } from "./words.js";

// Every stretch with the kind of thing it is; where two overlap, the inner one takes the click.
const stretchesOf = (document) => {
  const found = [];
  for (const row of tables.observations()) {
    const proof = evidence(row.evidence);
    if (proof?.document === document)
      found.push({ start: proof.start, end: proof.end, kind: `value ${row.status}`, item: entity(row.indicator) });
  }
  for (const row of mentionsIn().get(document) ?? []) {
    const proof = evidence(row.evidence);
    const item = entity(row.entity);
    found.push({ start: proof.start, end: proof.end, kind: `thing ${dotOf(item)}`, item });
  }
  return found.filter(({ start, end }) => start < end).sort((one, other) => one.start - other.start || other.end - one.end);
};

// The text cut where a stretch begins or ends; each piece with the stretches that hold it, the innermost last.
const piecesOf = (document) => {
  const stretches = stretchesOf(document);
  const length = lengthOf(document);
  const cuts = new Set([0, length]);
  for (const { start, end } of stretches) cuts.add(Math.min(start, length)).add(Math.min(end, length));
  const borders = [...cuts].sort((one, other) => one - other);
  const pieces = [];
  let next = 0,
    open = [];
  for (let at = 0; at + 1 < borders.length; at += 1) {
    const [start, end] = [borders[at], borders[at + 1]];
    open = open.filter((stretch) => stretch.end > start);
    while (next < stretches.length && stretches[next].start <= start) open.push(stretches[next++]);
    open = open.filter((stretch) => stretch.end > start);
    pieces.push({ start, end, inside: [...open] });
  }
  return pieces;
};

const marked = (document, { start, end, inside }, [first, last]) => {
  const text = slice(document, start, end);
  const here = first < last && start < last && end > first;
  if (!inside.length && !here) return text;
  const inner = inside.at(-1);
  const kinds = [...new Set(inside.map((stretch) => stretch.kind)), here ? "here" : ""].filter(Boolean).join(" ");
  return inner
    ? el(
        "a",
        {
          class: `found ${kinds}`,
          ...to({ entity: localName(inner.item.iri) }),
          title: `${kindLabel(inner.item)} ${inner.item.name}`.slice(0, 200),
        },
        text,
      )
    : el("mark", { class: "here" }, text);
};

// A piece may reach into a stretch to be shown that begins or ends inside it.
const cutAt = (pieces, spots) =>
  pieces.flatMap((piece) => {
    const borders = [piece.start, ...spots.filter((spot) => spot > piece.start && spot < piece.end), piece.end];
    return borders.slice(1).map((end, at) => ({ ...piece, start: borders[at], end }));
  });

const foundCsv = (document) => [
  ["start", "end", "text", "kind", "name", "iri"],
  stretchesOf(document).map(({ start, end, kind, item }) => [
    start,
    end,
    oneLine(slice(document, start, end)),
    kind.startsWith("value") ? kind.split(" ")[1] : kindOf(item),
    item.name,
    item.iri,
  ]),
];

export const drawText = (box) => {
  const documents = tables.documents();
  const chosen =
    (state.doc && documentNamed(state.doc)) ||
    documents.find((row) => row.place !== NONE && isNamed(entity(row.place), state.place)) ||
    documents[0];
  if (!chosen) return fill(box, el("p", { class: "nothing" }, t("empty")));
  const spot = (state.at ?? "").match(/^([0-9]{1,9})-([0-9]{1,9})$/);
  const range = spot ? [spot[1], spot[2]].map((offset) => insideOf(chosen.number, Number(offset))) : [0, 0];
  const select = el(
    "select",
    { name: "doc", "aria-label": t("document"), onchange: (event) => go({ doc: event.target.value, at: "" }) },
    documents.map((row) => el("option", { value: localName(row.iri) }, documentTitle(row).slice(0, 60))),
  );
  select.value = localName(chosen.iri);
  const place = chosen.place === NONE ? null : entityLink(entity(chosen.place));
  toolbar(
    box,
    t("rows", stretchesOf(chosen.number).length),
    el("label", { class: "choice document" }, select),
    csvButton("text", () => foundCsv(chosen.number)),
    el(
      "p",
      { class: "key" },
      chip(t("achieved"), "found value achieved"),
      chip(t("target"), "found value target"),
      [
        ["place", "places"],
        ["industry", "industries"],
        ["company", "organizations"],
        ["building", "projects"],
      ].map(([kind, name]) => el("span", { class: `found thing ${kind}` }, t(name))),
    ),
  );
  const body = el(
    "div",
    { class: "body-text" },
    cutAt(piecesOf(chosen.number), range).map((piece) => marked(chosen.number, piece, range)),
  );
  showContent(
    box,
    el(
      "article",
      { class: "text", lang: "zh" },
      el("h2", {}, nameOf(documentTitle(chosen))),
      el(
        "p",
        { class: "chips" },
        place,
        chosen.kind ? chip(concept("kind", chosen.kind)) : null,
        chosen.year ? chip(`${t("year")} ${chosen.year}`) : null,
        chosen.issued ? chip(chosen.issued) : null,
        chip(chosen.name),
      ),
      isExcerpt(chosen.number)
        ? el(
            "p",
            { class: "part" },
            t("excerpts"),
            " ",
            pageOf(chosen.number)
              ? el(
                  "a",
                  { href: `${pageOf(chosen.number)}#${new URLSearchParams({ view: "text", doc: localName(chosen.iri), lang: language() })}` },
                  t("wholeText"),
                )
              : null,
          )
        : null,
      missing(chosen.number, body),
      body,
    ),
  );
  box.querySelector(".here")?.scrollIntoView({ block: "center" });
};
