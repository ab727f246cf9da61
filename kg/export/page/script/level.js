// How much of the network is in the picture. A small one is there as a whole. Of a large one there are the places and
// their bubbles; where the reader looks closely enough to tell nodes apart, they take the place of the bubbles.
// All of this is worked out when the picture has come to rest, never while it moves.

import { colours, GROUP_COLOURS } from "./colours.js";
import { DATA, once } from "./data.js";
import { BUBBLES, discsShown, drawn, isFact, isShown, nodeOrder } from "./network.js";

const LARGE = BUBBLES.length > 0;
export const SPACING = 46;
export const NEAR = 19;
const MOST = 2200;

// What is in the picture now. `network` is vis-network's, `nodeSet` the nodes that it draws: `present` by number, and in
// `order`; `bubbles` and `flows` stand for folded nodes, `lines` are coordinates of links, `hovered` is under the pointer.
export const picture = {
  network: undefined,
  nodeSet: undefined,
  present: new Map(),
  order: [],
  bubbles: [],
  lines: { fact: [], plain: [] },
  flows: [],
  discs: new Set(),
  hovered: undefined,
};
let openDiscs = new Set();

export const hearts = once(() => new Set(DATA.network.discs.map(([key]) => key)));
const isNear = () => picture.network.getScale() * SPACING >= NEAR;

const visibleBox = () => {
  const scale = picture.network.getScale(),
    { x, y } = picture.network.getViewPosition();
  const { clientWidth, clientHeight } = picture.network.canvas.frame;
  const [across, down] = [(clientWidth / scale) * 0.6, (clientHeight / scale) * 0.6];
  return { left: x - across, right: x + across, top: y - down, bottom: y + down };
};

const discsInSight = ({ left, right, top, bottom }) =>
  new Set(
    DATA.network.discs.flatMap(([, x, y, radius], number) =>
      x + radius > left && x - radius < right && y + radius > top && y - radius < bottom ? [number] : [],
    ),
  );

const wantedNodes = () => {
  if (!LARGE) return nodeOrder.filter(({ id }) => isShown(id));
  const box = visibleBox();
  openDiscs = isNear() ? discsInSight(box) : new Set();
  const inSight = ({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom;
  const found = nodeOrder.filter(
    (node) => isShown(node.id) && (hearts().has(node.id) || (openDiscs.has(node.disc) && inSight(node))),
  );
  return found.slice(0, MOST);
};

const wantedBubbles = () =>
  BUBBLES.filter((bubble) => !openDiscs.has(bubble.disc))
    .map((bubble) => ({ ...bubble, count: bubble.members.reduce((sum, id) => sum + Number(isShown(id)), 0) }))
    .filter(({ count }) => count);

const nodeColours = (group, border = colours.canvas) => {
  const background = colours[GROUP_COLOURS[group]];
  const marked = { background, border: colours.ink };
  return { background, border, highlight: marked, hover: marked };
};
const visNode = ({ id, x, y, size, group }) => ({ id, x, y, size, color: nodeColours(group) });

// Put into the picture what belongs there and take out the rest; `anew` after a change of colours.
export const level = (anew = false) => {
  if (anew) {
    picture.nodeSet.clear();
    picture.present = new Map();
  }
  picture.discs = discsShown();
  picture.order = wantedNodes();
  picture.bubbles = LARGE ? wantedBubbles() : [];
  const next = new Map(picture.order.map((node) => [node.id, node]));
  picture.nodeSet.remove([...picture.present.keys()].filter((id) => !next.has(id)));
  picture.nodeSet.add([...next.values()].filter(({ id }) => !picture.present.has(id)).map(visNode));
  picture.present = next;
  document.querySelector(".canvas").dataset.discs = picture.discs.size;
  document.querySelector(".canvas").dataset.nodes = picture.present.size + picture.bubbles.length;
  traceEdges();
  picture.network.redraw();
};

// Links between nodes in the picture are lines; what folded places share is a flow, as wide as it is large. In a large
// graph the disc itself says that its place names what it holds: lines from its heart to all would only hide the rest.
const traceEdges = () => {
  picture.lines = { fact: [], plain: [] };
  const sums = new Map();
  for (const [from, to, kind] of DATA.network.edges) {
    if (!isShown(from) || !isShown(to) || (LARGE && kind === "named" && drawn.get(from).disc === drawn.get(to).disc)) continue;
    if (picture.present.has(from) && picture.present.has(to)) {
      const one = drawn.get(from),
        other = drawn.get(to);
      picture.lines[isFact(kind) ? "fact" : "plain"].push(one.x, one.y, other.x, other.y);
    } else if (LARGE) addFlow(sums, drawn.get(from), drawn.get(to));
  }
  picture.flows = [...sums].map(([key, count]) => ({ ends: key.split(" ").map(flowEnd), count }));
};
// A folded disc of one place stands for all that it holds; of what is shared, each bubble stands for itself.
const flowKey = (node) =>
  DATA.network.discs[node.disc][0] < 0 ? (picture.present.has(node.id) ? `n${node.id}` : `b${node.bubble}`) : `d${node.disc}`;
const addFlow = (sums, one, other) => {
  if (one.disc === other.disc) return;
  const [from, to] = [flowKey(one), flowKey(other)].sort();
  sums.set(`${from} ${to}`, (sums.get(`${from} ${to}`) ?? 0) + 1);
};
const flowEnd = (key) => {
  const number = Number(key.slice(1));
  if (key[0] === "b") return BUBBLES[number] ?? { x: 0, y: 0 };
  return key[0] === "n" ? drawn.get(number) : { x: DATA.network.discs[number][1], y: DATA.network.discs[number][2] };
};

let settling;
export const settle = (wait = 90) => {
  if (!LARGE) return;
  clearTimeout(settling);
  settling = setTimeout(() => level(), wait);
};
