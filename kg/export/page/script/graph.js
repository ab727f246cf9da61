// The picture: vis-network draws the nodes where the build has placed them and moves the view; nothing moves by itself.

import { readColours, shortName } from "./colours.js";
import { DATA, entity, entityNamed, kindOf, localName, stageOf } from "./data.js";
import { button, byId, el, fill, nameOf, styled } from "./dom.js";
import { drawFront, drawGround } from "./labels.js";
import { bubbleName, drawGraphWords } from "./legend.js";
import { hearts, level, NEAR, picture, settle, SPACING } from "./level.js";
import { drawn, isShown, neighbours, nodeFilterKey, nodeOrder, readFilters, readNetwork } from "./network.js";
import { adjust, go, selectedEntity, state } from "./state.js";
import { concept, kindLabel, language, t } from "./words.js";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const gently = () => (STILL.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

const startGraph = (box) => {
  readColours();
  readNetwork();
  readFilters();
  const canvas = el("div", { class: "canvas", tabindex: 0, role: "application", onkeydown: steer });
  fill(
    box,
    canvas,
    el(
      "div",
      { class: "zoom" },
      button("+", () => zoom(1.4), { id: "zoomIn" }),
      button("−", () => zoom(1 / 1.4), { id: "zoomOut" }),
      button("⤢", () => fitAll(gently()), { id: "fit" }),
    ),
    el("details", { class: "legend", id: "legend", open: innerWidth > 720 }),
    el("div", { class: "tip", id: "tip", hidden: true }),
  );
  picture.nodeSet = new vis.DataSet([]);
  picture.network = new vis.Network(
    canvas,
    { nodes: picture.nodeSet, edges: new vis.DataSet([]) },
    { ...DATA.network.options, autoResize: false },
  );
  picture.network.on("beforeDrawing", drawGround);
  picture.network.on("afterDrawing", drawFront);
  picture.network.on("click", pressed);
  picture.network.on("doubleClick", ({ nodes, pointer }) => nodes.length || fitDisc(pointer.canvas));
  picture.network.on("hoverNode", ({ node, event }) => hover(node, event));
  picture.network.on("blurNode", () => hover(undefined));
  canvas.addEventListener("mousemove", overBubble);
  for (const name of ["zoom", "dragEnd", "animationFinished"]) picture.network.on(name, () => settle());
  new ResizeObserver(resized).observe(canvas);
  drawGraphWords();
  level();
  fitAll();
  level();
};

const pressed = ({ nodes: [node], pointer }) => {
  const bubble = bubbleAt(pointer.canvas);
  if (node !== undefined) go({ entity: localName(entity(node).iri) });
  else if (bubble) unfold(bubble);
  else if (state.entity) go({ entity: "" });
};
const bubbleAt = (spot) => picture.bubbles.find(({ x, y, size }) => Math.hypot(spot.x - x, spot.y - y) < size);
const overBubble = (event) => {
  if (picture.hovered !== undefined || !picture.bubbles.length) return;
  const frame = picture.network.canvas.frame.getBoundingClientRect();
  const bubble = bubbleAt(picture.network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top }));
  picture.network.canvas.frame.style.cursor = bubble ? "pointer" : "";
  showTip(bubble ? [el("b", {}, bubbleName(bubble)), t("unfold")] : null, event);
};
const unfold = ({ x, y }) => {
  hover(undefined);
  moveTo(x, y, NEAR / SPACING + 0.05, gently());
};

const resized = () => {
  if (!picture.network.canvas.frame.clientWidth) return;
  picture.network.setSize("100%", "100%");
  picture.network.redraw();
  settle();
};

const hover = (id, event) => {
  picture.hovered = id;
  picture.network.canvas.frame.style.cursor = id === undefined ? "" : "pointer";
  showTip(id === undefined ? null : tipOf(id), event);
  picture.network.redraw();
};
const tipOf = (id) => {
  const item = entity(id);
  const stage = kindOf(item) === "Project" ? stageOf(id) : null;
  return [
    el("b", {}, nameOf(shortName(item.name, 40))),
    [kindLabel(item), stage && concept("stage", stage.stage), stage?.period].filter(Boolean).join(" · "),
    t("neighbours", new Set(neighbours.get(id).map(({ node }) => node)).size),
  ];
};
const showTip = (lines, event) => {
  const tip = byId("tip");
  tip.hidden = !lines;
  if (!lines) return;
  fill(
    tip,
    lines.map((line) => el("span", {}, line)),
  );
  const frame = picture.network.canvas.frame.getBoundingClientRect();
  const [x, y] = [(event?.clientX ?? frame.left) - frame.left, (event?.clientY ?? frame.top) - frame.top];
  styled(tip, { left: `${Math.min(x + 14, frame.width - 240)}px`, top: `${y > frame.height - 110 ? y - 90 : y + 16}px` });
};

const move = (options) => {
  picture.network.moveTo(options);
  byId("view-graph").querySelector(".canvas").dataset.scale = options.scale ?? picture.network.getScale();
  settle();
};
const zoom = (factor) => move({ scale: Math.min(6, Math.max(0.02, picture.network.getScale() * factor)), animation: gently() });

// The part of the canvas that neither the legend nor, on a small screen, the card covers.
const freeBox = () => {
  const frame = picture.network.canvas.frame.getBoundingClientRect();
  const legend = byId("legend").getBoundingClientRect(),
    card = byId("card").getBoundingClientRect();
  const left = frame.width > 720 && byId("legend").open ? legend.right - frame.left : 0;
  const bottom = card.height && card.left <= frame.left ? Math.max(80, card.top - frame.top) : frame.height;
  return { left, top: 0, right: frame.width, bottom, width: frame.width, height: frame.height };
};

// Move so that a point of the picture stands in the middle of what is free.
const moveTo = (x, y, scale, animation) => {
  const free = freeBox();
  const aside = (free.left + free.right - free.width) / 2 / scale,
    down = (free.top + free.bottom - free.height) / 2 / scale;
  move({ position: { x: x - aside, y: y - down }, scale, animation });
};

const fitBox = (left, top, right, bottom, animation = false) => {
  const free = freeBox();
  const scale = Math.min((free.right - free.left - 30) / (right - left), (free.bottom - free.top - 40) / (bottom - top), 3);
  moveTo((left + right) / 2, (top + bottom) / 2, Math.max(scale, 0.02), animation);
};

// All that is shown; of one place its own disc, where it has none its things as close as they lie.
const fitAll = (animation = false) => {
  const place = state.place ? entityNamed(state.place)?.number : undefined;
  const own = DATA.network.discs.filter(([key]) => key === place);
  const shown = nodeOrder.filter(({ id }) => isShown(id)).map(({ x, y, size }) => [0, x, y, size + 60]);
  const discs = DATA.network.discs.filter((_, number) => picture.discs.has(number));
  const round = own.length ? own : place === undefined && discs.length ? discs : shown;
  if (round.length) fitRound(round, animation);
};
const fitRound = (discs, animation) =>
  fitBox(
    Math.min(...discs.map(([, x, , r]) => x - r)),
    Math.min(...discs.map(([, , y, r]) => y - r)),
    Math.max(...discs.map(([, x, , r]) => x + r)),
    Math.max(...discs.map(([, , y, r]) => y + r)),
    animation,
  );

const fitDisc = ({ x, y }) => {
  const disc = DATA.network.discs.find(([, across, down, radius]) => Math.hypot(x - across, y - down) < radius);
  if (disc) fitBox(disc[1] - disc[3], disc[2] - disc[3], disc[1] + disc[3], disc[2] + disc[3], gently());
};

// Show an entity that was chosen elsewhere; one that is in sight already stays where it is.
const showNode = (number) => {
  picture.network.unselectAll();
  const node = drawn.get(number);
  if (!node) return picture.network.redraw();
  if (picture.present.has(number)) picture.network.selectNodes([number], false);
  const at = picture.network.canvasToDOM(node);
  const free = freeBox();
  const inSight = at.x > free.left + 30 && at.y > 30 && at.x < free.right - 30 && at.y < free.bottom - 40;
  if (inSight && picture.network.getScale() >= 0.45) picture.network.redraw();
  else if (hearts().has(number)) fitDisc(node);
  else moveTo(node.x, node.y, Math.max(picture.network.getScale(), 0.9), gently());
};

// The picture is made when it is first looked at; what has changed since is made good when it is looked at again.
let painted = {};
export const drawGraph = (box) => {
  const next = { theme: document.documentElement.dataset.theme, language: language(), filters: nodeFilterKey() };
  if (!picture.network) startGraph(box);
  else {
    if (box.dataset.stale) resized();
    if (painted.theme !== next.theme) readColours();
    if (painted.filters !== next.filters) readFilters();
    if (painted.theme !== next.theme || painted.filters !== next.filters) level(painted.theme !== next.theme);
    if (painted.language !== next.language || painted.filters !== next.filters) drawGraphWords();
    if (painted.place !== state.place) fitAll(gently());
  }
  delete box.dataset.stale;
  const chosen = selectedEntity()?.number;
  if (painted.entity !== chosen) showNode(chosen);
  painted = { ...next, entity: chosen, place: state.place };
};

// --- keyboard ---

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const nearest = (from, [across, down]) => {
  let best,
    least = Infinity;
  for (const node of nodeOrder) {
    const dx = node.x - from.x,
      dy = node.y - from.y;
    const ahead = dx * across + dy * down,
      aside = Math.abs(dx * down) + Math.abs(dy * across);
    const cost = ahead + aside * 2.5;
    if (ahead > 1 && cost < least && isShown(node.id)) [best, least] = [node, cost];
  }
  return best;
};

const steer = (event) => {
  const selected = selectedEntity();
  if (ARROWS[event.key]) {
    const from = drawn.get(selected?.number);
    const next = from ? nearest(from, ARROWS[event.key]) : nodeOrder.find((node) => isShown(node.id));
    if (next) adjust({ entity: localName(entity(next.id).iri) });
  } else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fitAll(gently());
  else if (event.key === "Enter") byId("card").focus();
  else return;
  event.preventDefault();
};
