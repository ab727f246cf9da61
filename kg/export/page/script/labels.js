// What is drawn over and under the nodes: the discs of places, links, names as on a map, and what is linked to a node.

import { colours, GROUP_COLOURS, shortName } from "./colours.js";
import { DATA, entity, grouped, NONE, tables } from "./data.js";
import { documentTitle } from "./facts.js";
import { bubbleName } from "./legend.js";
import { hearts, picture } from "./level.js";
import { drawn, isShown, neighbours } from "./network.js";
import { selectedEntity } from "./state.js";
import { t } from "./words.js";

// Work in the pixels of the screen, whatever the zoom.
const inScreen = (context, draw) => {
  const { canvas } = context;
  const ratio = canvas.width / canvas.clientWidth || 1;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(canvas.clientWidth, canvas.clientHeight);
  context.restore();
};

// Circles and sectors of one colour are one path: a hundred of them cost little more than one.
const fillPaths = (context, items, colourOfItem, trace) => {
  for (const [colour, here] of grouped(items, colourOfItem)) {
    context.fillStyle = colour;
    context.beginPath();
    for (const item of here) trace(item);
    context.fill();
  }
};

const SECTORS = DATA.network.discs.flatMap(([, x, y, radius, sectors], disc) =>
  sectors.map(([group, start, angle]) => ({ x, y, radius, disc, group, start, angle })),
);
const FEW_LINES = 900;
export const drawGround = (context) => {
  const scale = picture.network.getScale();
  const circle = ({ x, y, size }) => (context.moveTo(x + size, y), context.arc(x, y, size, 0, 2 * Math.PI));
  const discs = DATA.network.discs.flatMap(([, x, y, size], disc) => (picture.discs.has(disc) ? [{ x, y, size }] : []));
  fillPaths(context, discs, () => colours.disc, circle);
  // A breath of colour behind the things of one kind.
  context.globalAlpha = 0.075;
  fillPaths(
    context,
    SECTORS.filter(({ disc }) => picture.discs.has(disc)),
    ({ group }) => colours[GROUP_COLOURS[group]],
    ({ x, y, radius, start, angle }) => {
      context.moveTo(x, y);
      context.arc(x, y, radius, start, start + angle);
    },
  );
  context.globalAlpha = 1;
  context.strokeStyle = colours["disc-line"];
  context.lineWidth = 1 / scale;
  context.beginPath();
  discs.forEach(circle);
  context.stroke();
  drawFlows(context, scale);
  context.globalAlpha = 0.82;
  fillPaths(context, picture.bubbles, ({ group }) => colours[GROUP_COLOURS[group]], circle);
  context.globalAlpha = 1;
  // The more lines there are, the fainter is each, so that they never hide the nodes.
  context.globalAlpha = Math.min(1, Math.max(0.3, (4 * FEW_LINES) / (picture.lines.plain.length + picture.lines.fact.length)));
  strokeLines(context, picture.lines.plain, colours.edge, Math.max(0.7, 0.5 / scale));
  strokeLines(context, picture.lines.fact, colours["edge-strong"], Math.max(1.2, 0.7 / scale));
  context.globalAlpha = 1;
};

// Thousands of lines in one stroke cost little more than one.
const strokeLines = (context, lines, colour, width) => {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (let at = 0; at < lines.length; at += 4) {
    context.moveTo(lines[at], lines[at + 1]);
    context.lineTo(lines[at + 2], lines[at + 3]);
  }
  context.stroke();
};

const FLOW_WIDTHS = [0.6, 1.1, 1.8, 2.8];
const drawFlows = (context, scale) => {
  context.globalAlpha = 0.8;
  FLOW_WIDTHS.forEach((width, step) => {
    const here = picture.flows.filter(
      ({ count }) => Math.min(FLOW_WIDTHS.length - 1, Math.floor(Math.log10(count) * 2)) === step,
    );
    strokeLines(
      context,
      here.flatMap(({ ends: [one, other] }) => [one.x, one.y, other.x, other.y]),
      colours.edge,
      width / scale,
    );
  });
  context.globalAlpha = 1;
};

const FONT =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif';
const BUDGET = 400;

const widths = new Map();
const widthOf = (context, font, text) => {
  const key = font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
};

// Boxes that are taken, in cells, so that a name asks only its neighbourhood.
const CELL = 80;
const makeBoxes = () => {
  const cells = new Map();
  const each = ([left, top, right, bottom], act) => {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x += 1)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y += 1) if (act(x * 4096 + y)) return true;
    return false;
  };
  return {
    take: (box) => each(box, (cell) => void (cells.has(cell) ? cells.get(cell).push(box) : cells.set(cell, [box]))),
    taken: (box) =>
      each(box, (cell) =>
        (cells.get(cell) ?? []).some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]),
      ),
  };
};

// A bubble says what it holds, or how many, or nothing, as it has room.
const bubbleText = (context, font, bubble, view) =>
  [bubbleName(bubble), String(bubble.count)].find((text) => widthOf(context, font, text) < bubble.size * view.scale * 1.9);

const drawName = (context, node, view, boxes, forced) => {
  const heart = hearts().has(node.id);
  const size = heart ? 16 : 12;
  const font = `${heart || forced ? 600 : 400} ${size}px ${FONT}`;
  const { x, y } = view.at(node);
  context.font = font;
  const text = node.members ? bubbleText(context, font, node, view) : shortName(entity(node.id).name);
  if (!text) return false;
  const width = widthOf(context, font, text);
  const top = node.members ? y - size / 2 : y + node.size * view.scale + 2;
  const box = [x - width / 2 - 5, top - 2, x + width / 2 + 5, top + size + 5];
  if (!forced && boxes.taken(box)) return false;
  boxes.take(box);
  context.strokeText(text, x, top);
  context.fillText(text, x, top);
  return true;
};

const drawNames = (context, nodes, view, forced = () => false) => {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.ink;
  const boxes = makeBoxes();
  // No name lies over the dot of a place that is the heart of a disc.
  for (const node of nodes.filter(({ id }) => hearts().has(id))) {
    const { x, y } = view.at(node),
      reach = node.size * view.scale;
    boxes.take([x - reach, y - reach, x + reach, y + reach]);
  }
  let left = BUDGET;
  for (const node of nodes) {
    if (!view.holds(node)) continue;
    const reach = node.size * view.scale;
    if (!node.members && reach < 1.4 && !forced(node) && !hearts().has(node.id)) continue;
    if (drawName(context, node, view, boxes, forced(node)) && (left -= 1) === 0) return;
  }
};

const viewOf = (width, height) => {
  const scale = picture.network.getScale();
  const { x, y } = picture.network.getViewPosition();
  const at = (node) => ({ x: (node.x - x) * scale + width / 2, y: (node.y - y) * scale + height / 2 });
  const holds = (node) => {
    const spot = at(node);
    return spot.x > -90 && spot.y > -30 && spot.x < width + 90 && spot.y < height + 30;
  };
  return { scale, at, holds };
};

export const drawFront = (context) =>
  inScreen(context, (width, height) => {
    const view = viewOf(width, height);
    const focus = [picture.hovered, selectedEntity()?.number].find((number) => number !== undefined && isShown(number));
    if (focus === undefined) {
      drawNames(context, [...picture.order, ...picture.bubbles], view);
      drawDiscNames(context, view);
    } else drawFocus(context, width, height, view, focus);
  });

// A disc that no place is the heart of says what it holds above itself.
const drawDiscNames = (context, view) => {
  context.font = `600 13px ${FONT}`;
  context.fillStyle = colours.muted;
  context.textAlign = "center";
  for (const [disc, [key, x, y, radius]] of DATA.network.discs.entries()) {
    if (key >= 0 || !picture.discs.has(disc)) continue;
    const spot = view.at({ x, y: y - radius });
    const text = key === NONE ? t("shared") : shortName(documentTitle(tables.documents()[-2 - key]));
    context.strokeText(text, spot.x, spot.y - 18);
    context.fillText(text, spot.x, spot.y - 18);
  }
};

// A node and all that is linked to it, above a veil over the rest.
const drawFocus = (context, width, height, view, focus) => {
  context.globalAlpha = 0.82;
  context.fillStyle = colours.canvas;
  context.fillRect(0, 0, width, height);
  context.globalAlpha = 1;
  const centre = view.at(drawn.get(focus));
  const linked = neighbours.get(focus).filter(({ node }) => isShown(node));
  const lines = (wanted) =>
    linked
      .filter(({ kind }) => wanted(kind))
      .flatMap(({ node }) => {
        const spot = view.at(drawn.get(node));
        return [centre.x, centre.y, spot.x, spot.y];
      });
  strokeLines(
    context,
    lines((kind) => kind === "named"),
    colours[linked.length > 40 ? "edge" : "edge-strong"],
    0.8,
  );
  strokeLines(
    context,
    lines((kind) => kind !== "named"),
    colours.accent,
    1.6,
  );
  const shown = [drawn.get(focus), ...new Set(linked.map(({ node }) => drawn.get(node)))];
  for (const node of shown) drawDot(context, node, view, node.id === focus);
  shown.sort((one, other) => (other.id === focus) - (one.id === focus) || other.size - one.size);
  drawNames(context, shown, view, (node) => node.id === focus);
};

const drawDot = (context, node, view, ringed) => {
  const { x, y } = view.at(node);
  context.beginPath();
  context.arc(x, y, Math.max(node.size * view.scale, 3), 0, 2 * Math.PI);
  context.fillStyle = colours[GROUP_COLOURS[node.group]];
  context.fill();
  context.lineWidth = ringed ? 2.5 : 1;
  context.strokeStyle = ringed ? colours.ink : colours.canvas;
  context.stroke();
};
