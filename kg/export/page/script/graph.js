// The picture: vis-network draws nodes and edges where the build has placed them; nothing moves by itself.

const GROUP_COLOURS = {
  AdministrativeDivision: "place", Zone: "zone", NaturalFeature: "nature", Region: "region", Place: "place",
  Industry: "industry", Company: "company", PublicBody: "public", Institution: "institution", Organization: "organization",
  "Project completed": "completed", "Project building": "building", "Project started": "started",
  "Project approved": "approved", "Project planned": "planned", Project: "project", Indicator: "indicator",
};
const colourOf = (item) => GROUP_COLOURS[kindOf(item)] ?? "other";

const dotOf = (item) => (kindOf(item) === "Project" ? stageOf(item.number).stage || "project" : colourOf(item));

let colours = {};
const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  const names = [...Object.values(GROUP_COLOURS), "canvas", "disc", "disc-line", "edge", "edge-strong", "ink", "muted", "halo", "accent"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
};

const hiddenGroups = new Set();
const drawn = new Map();
const nodeOrder = [];
const neighbours = new Map();
let network, nodeSet, edgeSet, nodeView, hovered;

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const gently = () => (STILL.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

const isShown = (number) => drawn.has(number) && !hiddenGroups.has(drawn.get(number).group);

const nodeColours = (group) => {
  const background = colours[GROUP_COLOURS[group]];
  const one = { background, border: colours.canvas };
  return { ...one, highlight: { background, border: colours.ink }, hover: { background, border: colours.ink } };
};

// What the text links by a fact stands out against what merely belongs together.
const isFact = (kind) => ["located", "industry", "owner"].includes(kind);
const edgeColour = (kind) => ({ color: isFact(kind) ? colours["edge-strong"] : colours.edge, inherit: false });

const readNetwork = () => {
  for (const [id, x, y, size, group] of DATA.network.nodes) {
    drawn.set(id, { id, x, y, size, group });
    neighbours.set(id, []);
  }
  for (const [from, to, kind] of DATA.network.edges) {
    neighbours.get(from).push({ node: to, kind });
    neighbours.get(to).push({ node: from, kind });
  }
  nodeOrder.push(...[...drawn.values()].sort((one, other) => other.size - one.size || one.id - other.id));
};

const visNodes = () => [...drawn.values()].map((node) => ({ ...node, group: undefined, color: nodeColours(node.group) }));
const visEdges = () =>
  DATA.network.edges.map(([from, to, kind], id) => ({ id, from, to, color: edgeColour(kind), width: isFact(kind) ? 1.2 : 0.7 }));

const startGraph = (box) => {
  readColours();
  readNetwork();
  const canvas = el("div", { class: "canvas", tabindex: 0, role: "application", onkeydown: steer });
  fill(box, canvas, el("div", { class: "zoom" },
    button("+", () => zoom(1.4), { id: "zoomIn" }), button("−", () => zoom(1 / 1.4), { id: "zoomOut" }),
    button("⤢", fitAll, { id: "fit" })), el("details", { class: "legend", id: "legend", open: innerWidth > 720 }));
  nodeSet = new vis.DataSet(visNodes());
  edgeSet = new vis.DataSet(visEdges());
  nodeView = new vis.DataView(nodeSet, { filter: (node) => isShown(node.id) });
  network = new vis.Network(canvas, { nodes: nodeView, edges: edgeSet }, { ...DATA.network.options, autoResize: false });
  network.on("beforeDrawing", drawDiscs);
  network.on("afterDrawing", drawFront);
  network.on("click", ({ nodes }) => nodes.length ? go({ entity: localName(entity(nodes[0]).iri) }) : state.entity && go({ entity: "" }));
  network.on("doubleClick", ({ nodes, pointer }) => nodes.length || fitDisc(pointer.canvas));
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(undefined));
  new ResizeObserver(resized).observe(canvas);
  drawGraphWords();
  if (!state.entity) fitAll();
};

const resized = () => {
  if (!network.canvas.frame.clientWidth) return;
  network.setSize("100%", "100%");
  network.redraw();
};

const hover = (number) => {
  hovered = number;
  network.canvas.frame.style.cursor = number === undefined ? "" : "pointer";
  network.redraw();
};

const zoom = (factor) => network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)), animation: gently() });

// The part of the canvas that neither the legend nor, on a small screen, the card covers.
const freeBox = () => {
  const frame = network.canvas.frame.getBoundingClientRect();
  const legend = byId("legend").getBoundingClientRect(), card = byId("card").getBoundingClientRect();
  const left = frame.width > 720 && byId("legend").open ? legend.right - frame.left : 0;
  const bottom = card.height && card.left <= frame.left ? Math.max(80, card.top - frame.top) : frame.height;
  return { left, top: 0, right: frame.width, bottom, width: frame.width, height: frame.height };
};

// Move so that a point of the picture stands in the middle of what is free.
const moveTo = (x, y, scale, animation) => {
  const free = freeBox();
  const aside = (free.left + free.right - free.width) / 2 / scale, down = (free.top + free.bottom - free.height) / 2 / scale;
  network.moveTo({ position: { x: x - aside, y: y - down }, scale, animation });
};

const fitBox = (left, top, right, bottom) => {
  const free = freeBox();
  const scale = Math.min((free.right - free.left - 30) / (right - left), (free.bottom - free.top - 40) / (bottom - top), 3);
  moveTo((left + right) / 2, (top + bottom) / 2, Math.max(scale, 0.02), false);
};

const fitAll = () => {
  const discs = DATA.network.discs;
  if (!discs.length) return;
  fitBox(Math.min(...discs.map(([, x, , r]) => x - r)), Math.min(...discs.map(([, , y, r]) => y - r)),
    Math.max(...discs.map(([, x, , r]) => x + r)), Math.max(...discs.map(([, , y, r]) => y + r)));
};

const fitDisc = ({ x, y }) => {
  const disc = DATA.network.discs.find(([, across, down, radius]) => Math.hypot(x - across, y - down) < radius);
  if (disc) fitBox(disc[1] - disc[3], disc[2] - disc[3], disc[1] + disc[3], disc[2] + disc[3]);
};

// Show an entity that was chosen elsewhere; one that is in sight already stays where it is.
const showNode = (number) => {
  if (!network) return;
  network.unselectAll();
  const node = drawn.get(number);
  if (!node) return network.redraw();
  if (isShown(number)) network.selectNodes([number], false);
  const at = network.canvasToDOM(node);
  const free = freeBox();
  const inSight = at.x > free.left + 30 && at.y > 30 && at.x < free.right - 30 && at.y < free.bottom - 40;
  if (!inSight || network.getScale() < 0.5) moveTo(node.x, node.y, Math.max(network.getScale(), 0.9), gently());
  else network.redraw();
};

const refreshFilter = () => {
  nodeView.refresh();
  network.redraw();
};

const repaint = () => {
  if (!network) return;
  readColours();
  nodeSet.update(visNodes().map(({ id, color }) => ({ id, color })));
  edgeSet.update(visEdges().map(({ id, color }) => ({ id, color })));
  network.redraw();
};

// --- keyboard ---

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const nearest = (from, [across, down]) => {
  let best, least = Infinity;
  for (const node of nodeOrder) {
    const dx = node.x - from.x, dy = node.y - from.y;
    const ahead = dx * across + dy * down, aside = Math.abs(dx * down) + Math.abs(dy * across);
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
  else if (event.key === "0") fitAll();
  else if (event.key === "Enter") byId("card").focus();
  else return;
  event.preventDefault();
};

// --- legend ---

const LEGEND = [
  ["places", ["AdministrativeDivision", "Zone", "NaturalFeature", "Region", "Place"]],
  ["industries", ["Industry"]],
  ["organizations", ["Company", "PublicBody", "Institution", "Organization"]],
  ["projects", STAGES.map((stage) => `Project ${stage}`.trim())],
];

const groupLabel = (group) =>
  group.startsWith("Project") ? concept("stage", group.slice("Project ".length)) : label(group);

const drawGraphWords = () => {
  drawLegend();
  for (const key of ["zoomIn", "zoomOut", "fit"]) {
    byId(key).title = t(key);
    byId(key).setAttribute("aria-label", t(key));
  }
  document.querySelector(".canvas").setAttribute("aria-label", t("canvas"));
};

const drawLegend = () => {
  const counts = grouped([...drawn.values()], (node) => node.group);
  const toggled = (groups, on) => {
    for (const group of groups) on ? hiddenGroups.delete(group) : hiddenGroups.add(group);
    refreshFilter();
    drawLegend();
  };
  const box = (groups, text, count, kind) =>
    el("label", { class: kind },
      Object.assign(el("input", { type: "checkbox", onchange: (event) => toggled(groups, event.target.checked) }),
        { checked: groups.some((group) => !hiddenGroups.has(group)) }),
      kind === "one" ? el("i", { class: `dot ${GROUP_COLOURS[groups[0]]}` }) : null,
      el("span", {}, text), el("span", { class: "count" }, String(count)));
  fill(byId("legend"), el("summary", {}, t("legend")), LEGEND.map(([title, groups]) => {
    const here = groups.filter((group) => counts.has(group));
    if (!here.length) return null;
    const sum = here.reduce((total, group) => total + counts.get(group).length, 0);
    return el("fieldset", {}, el("legend", { class: "visually-hidden" }, t(title)), box(here, t(title), sum, "many"),
      here.map((group) => box([group], groupLabel(group), counts.get(group).length, "one")));
  }));
};
