// Facts and their evidence: what is said, the sentence that says it, and what was taken from elsewhere.

const entityLink = (item, attributes = {}) =>
  el("a", { class: `entity ${dotOf(item)}`, ...to({ entity: localName(item.iri) }), ...attributes }, nameOf(item.name));

const indicatorLink = (item) => el("a", { class: "indicator", ...to({ entity: localName(item.iri) }) }, nameOf(item.name));

const toText = (document, start, end) =>
  to({ view: "text", doc: localName(tables.documents()[document].iri), at: `${start}-${end}` });

const documentTitle = (document) => document.title || document.name;

// The sentence of a piece of evidence with its words marked.
const quoted = (proof) => {
  const start = Math.min(proof.start, proof.sentenceStart);
  const end = Math.max(proof.end, proof.sentenceEnd);
  return el("p", { class: "sentence" },
    slice(proof.document, start, proof.start),
    el("mark", {}, slice(proof.document, proof.start, proof.end)),
    slice(proof.document, proof.end, end));
};

const headingsOf = (proof) => proof.headings.map(([start, end]) => oneLine(slice(proof.document, start, end)));

// Where a field was taken from that the fact's own words do not say.
const originChip = (number) => {
  const origin = tables.origins()[number];
  const text = t("inherited", label(origin.field), concept("origin", origin.kind));
  if (origin.document === NONE) return chip(text, "origin");
  const words = oneLine(slice(origin.document, origin.start, origin.end));
  return el("a", { class: "chip origin", ...toText(origin.document, origin.start, origin.end) },
    text, el("q", {}, words.length > 28 ? `${words.slice(0, 28)}…` : words));
};

const inheritedOrigins = (row) => (row.origins ?? []).filter((number) => !["clause", "sentence"].includes(tables.origins()[number].kind));

const evidenceBlock = (number, row = {}) => {
  const proof = evidence(number);
  if (!proof) return null;
  const source = tables.documents()[proof.document];
  const headings = headingsOf(proof);
  return el("blockquote", { class: "evidence" },
    headings.length ? el("p", { class: "headings" }, headings.join(" › ")) : null,
    quoted(proof),
    el("footer", {},
      el("a", { class: "source", ...toText(proof.document, proof.start, proof.end), title: `${t("open")} · ${source.name}` }, documentTitle(source)),
      inheritedOrigins(row).map(originChip),
      proof.rule ? el("span", { class: "rule", title: t("rule") }, proof.rule) : null));
};

const statusChip = (row) => chip(row.status ? t(row.status) : t("none"), `status ${row.status}`);

// The value with its bound in a sign that is spoken as a word.
const valueOf = (row) =>
  el("span", { class: "value" },
    row.measure === "level" ? null : el("span", { class: `measure ${row.measure}` }, measureWord(row)),
    SIGNS[row.bound] ? el("abbr", { title: t(row.bound), "aria-label": t(row.bound) }, SIGNS[row.bound]) : null,
    el("b", {}, amount(row.written, row.unit)));

const CANONICAL = { CNY: { zh: "元", en: "CNY" }, NUM: null, PERCENT: null };
const canonicalText = (row) => {
  if (!row.canonical || !row.canonicalUnit || row.canonical === row.written) return null;
  const unit = row.canonicalUnit in CANONICAL ? CANONICAL[row.canonicalUnit]?.[language] : row.canonicalUnit;
  if (!unit) return null;
  const number = new Intl.NumberFormat(language === "zh" ? "zh-CN" : "en", { notation: "compact", maximumFractionDigits: 2 }).format(row.canonical);
  return language === "en" ? el("span", { class: "canonical" }, t("canonical", number, unit)) : null;
};

const factBlock = (row, show = "indicator") =>
  el("article", { class: `fact ${row.status}` },
    el("header", {},
      show === "indicator" ? indicatorLink(entity(row.indicator)) : row.place === NONE ? el("span", {}, t("noPlace")) : entityLink(entity(row.place)),
      valueOf(row), canonicalText(row),
      el("span", { class: "chips" }, row.period ? chip(row.period, "period") : null, statusChip(row))),
    evidenceBlock(row.evidence, row));

// Does a result of the same place, indicator, measure and period say whether a target was reached?
const keyOf = (row) => [row.place, row.broader || row.indicator, row.measure, row.period, row.canonicalUnit || row.unit].join("|");
const resultsByKey = once(() => grouped(tables.observations().filter((row) => row.status === "achieved"), keyOf));
const outcomeOf = (row) => {
  if (row.status !== "target" || !row.period) return null;
  const result = resultsByKey().get(keyOf(row))?.[0];
  const [aim, reached] = [row, result].map((item) => (item ? Number(item.canonical || item.written) : NaN));
  if (Number.isNaN(aim) || Number.isNaN(reached)) return null;
  const met = row.bound === "at_most" || row.measure === "rank" ? reached <= aim : reached >= aim;
  return { met, result };
};
