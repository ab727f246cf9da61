// The tree of places, as a map of boxes: each holds what lies within it, larger where more is told.

const placeTree = once(() => {
  const items = tables.entities().filter(isPlace);
  const own = new Map(
    items.map((item) => [
      item.number,
      {
        item,
        facts: observationsOfPlace(item.number).length,
        mentions: mentionsOf(item.number).length,
        projects: linked(linksTo(item.number), "from", "located").length,
        inside: [],
        below: 0,
        loose: false,
      },
    ]),
  );
  const homeless = [];
  for (const node of own.values()) {
    const above = linksFrom(node.item.number).find(
      (row) => row.kind === "within" && own.has(row.to) && row.to !== node.item.number,
    );
    const homes = above ? [] : namedIn(node.item).filter(({ number }) => documentsOfPlace(number).length);
    if (above) own.get(above.to).inside.push(node);
    else if (homes.length === 1 && !documentsOfPlace(node.item.number).length && kindOf(node.item) !== "AdministrativeDivision") {
      node.loose = true;
      own.get(homes[0].number).inside.push(node);
    } else homeless.push(node);
  }
  const sum = (node, depth = 0) => {
    node.weight = node.facts + node.projects + node.mentions;
    node.told = node.weight + (depth < 12 ? node.inside.reduce((total, child) => total + sum(child, depth + 1), 0) : 0);
    node.inside.sort(
      (one, other) => Number(one.loose) - Number(other.loose) || other.told - one.told || one.item.number - other.item.number,
    );
    return node.told;
  };
  homeless.forEach((node) => sum(node));
  homeless.sort((one, other) => other.told - one.told || one.item.number - other.item.number);
  const isRoot = (node) => node.inside.length || documentsOfPlace(node.item.number).length;
  return { roots: homeless.filter(isRoot), others: homeless.filter((node) => !isRoot(node)) };
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
      changed({ anew: true });
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

const drawPlaces = (box) => {
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
