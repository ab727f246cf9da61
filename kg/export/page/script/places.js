// The tree of places, as a map of boxes: each holds what lies within it, larger where more is told.

import { dotOf } from "./colours.js";
import { filterBox, holds, nothingHere, showContent, toolbar } from "./controls.js";
import {
  documentsOfPlace,
  isPlace,
  kindOf,
  linked,
  linksFrom,
  linksTo,
  localName,
  mentionsOf,
  namedIn,
  observationsOfPlace,
  once,
  tables,
} from "./data.js";
import { button, csvButton, el, growing, styled } from "./dom.js";
import { entityLink } from "./facts.js";
import { redraw, state, to } from "./state.js";
import { t } from "./words.js";

const placeNode = (item) => {
  const facts = observationsOfPlace(item.number).length;
  const mentions = mentionsOf(item.number).length;
  const projects = linked(linksTo(item.number), "from", "located").length;
  return { item, facts, mentions, projects, weight: facts + mentions + projects, inside: [], above: undefined, loose: false };
};

// Where a box goes: into the place that it lies in; what lies in none, into the one place whose documents name it.
const boxAbove = (nodes, node) => {
  const within = linksFrom(node.item.number).find((row) => row.kind === "within" && nodes.has(row.to));
  if (within) return { node: nodes.get(within.to), loose: false };
  const homes = namedIn(node.item).filter(({ number }) => documentsOfPlace(number).length);
  const roams = !documentsOfPlace(node.item.number).length && kindOf(node.item) !== "AdministrativeDivision";
  return homes.length === 1 && roams ? { node: nodes.get(homes[0].number), loose: true } : {};
};
const liesIn = (node, other) => {
  for (let at = other; at; at = at.above) if (at === node) return true;
  return false;
};

const byWeight = (one, other) =>
  Number(one.loose) - Number(other.loose) || other.told - one.told || one.item.number - other.item.number;
const weigh = (node) => {
  node.told = node.weight + node.inside.reduce((sum, child) => sum + weigh(child), 0);
  node.inside.sort(byWeight);
  return node.told;
};

const placeTree = once(() => {
  const nodes = new Map(
    tables
      .entities()
      .filter(isPlace)
      .map((item) => [item.number, placeNode(item)]),
  );
  for (const node of nodes.values()) {
    const above = boxAbove(nodes, node);
    // Two places that each claim to lie in the other: the second is taken for the outer one.
    if (!above.node || liesIn(node, above.node)) continue;
    Object.assign(node, { above: above.node, loose: above.loose });
    above.node.inside.push(node);
  }
  const free = [...nodes.values()].filter((node) => !node.above);
  free.forEach(weigh);
  free.sort(byWeight);
  const isRoot = (node) => node.inside.length || documentsOfPlace(node.item.number).length;
  return { roots: free.filter(isRoot), others: free.filter((node) => !isRoot(node)) };
});

const closedBoxes = new Set();
const matchesPlace = (node) => holds([node.item.name, node.item.detail, ...node.item.aliases]);
const hasMatch = (node) => matchesPlace(node) || node.inside.some(hasMatch);

const placeCounts = (node) =>
  el(
    "span",
    { class: "count" },
    [node.facts ? t("ownFacts", node.facts) : "", node.projects ? t("ownProjects", node.projects) : ""]
      .filter(Boolean)
      .join(" · "),
  );

const leafBox = (node) =>
  styled(el("li", { class: `leaf ${dotOf(node.item)} ${node.loose ? "loose" : ""}` }, entityLink(node.item), placeCounts(node)), {
    flexGrow: String(1 + Math.min(node.weight, 60)),
  });

const placeBox = (node, depth = 0) => {
  if (!hasMatch(node)) return null;
  const { item } = node;
  const children = node.inside.filter(hasMatch);
  if (!children.length) return leafBox(node);
  const open = !closedBoxes.has(item.number) || Boolean(state.q);
  const list = el("ul", { class: "inside", hidden: !open });
  if (open) growing(list, children, (child) => [placeBox(child, depth + 1)].filter(Boolean), 150);
  const toggle = button(
    open ? "▾" : "▸",
    () => {
      closedBoxes[open ? "add" : "delete"](item.number);
      redraw(true);
    },
    { class: "unfold", "aria-expanded": String(open), "aria-label": `${t("contains")} ${children.length}` },
  );
  return styled(
    el(
      "li",
      { class: `area depth${Math.min(depth, 4)} ${documentsOfPlace(item.number).length ? "home" : ""}` },
      el(
        "div",
        { class: "head" },
        toggle,
        entityLink(item),
        placeCounts(node),
        documentsOfPlace(item.number).length
          ? el(
              "a",
              { class: "chip", ...to({ view: "targets", place: localName(item.iri), status: "all" }) },
              t("documents"),
              ` ${documentsOfPlace(item.number).length}`,
            )
          : null,
      ),
      list,
    ),
    { flexGrow: String(1 + Math.min(node.told, 400)) },
  );
};

const flatPlaces = (nodes, above = "") => nodes.flatMap((node) => [[node, above], ...flatPlaces(node.inside, node.item.name)]);
const placesCsv = () => {
  const { roots, others } = placeTree();
  return [
    ["name", "within", "type", "code", "full_name", "facts", "projects", "mentions", "iri"],
    flatPlaces([...roots, ...others])
      .filter(([node]) => matchesPlace(node))
      .map(([{ item, facts, projects: held, mentions, loose }, above]) => [
        item.name,
        loose ? "" : above,
        kindOf(item),
        item.codes.join("|"),
        item.detail,
        facts,
        held,
        mentions,
        item.iri,
      ]),
  ];
};

export const drawPlaces = (box) => {
  const { roots, others } = placeTree();
  const loose = others.filter(matchesPlace);
  const shown = roots.map((node) => placeBox(node)).filter(Boolean);
  toolbar(box, t("rows", placesCsv()[1].length), filterBox(t("filterPlaces")), csvButton("places", placesCsv));
  if (!shown.length && !loose.length) return showContent(box, nothingHere());
  showContent(
    box,
    el("ul", { class: "tree", "aria-label": t("tree") }, shown),
    loose.length
      ? el(
          "section",
          { class: "elsewhere" },
          el("h2", {}, t("elsewhere"), " ", el("span", { class: "count" }, String(loose.length))),
          growing(el("ul", { class: "inside" }), loose, leafBox, 200),
        )
      : null,
  );
};
