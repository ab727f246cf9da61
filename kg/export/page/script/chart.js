// Charts of values of one measure and unit: lines over years where a place has several, else bars side by side.

// Rows that can stand in one chart: a plot for each measure and unit, each (place, period, status, value) once.
const plotsOf = (rows) => {
  const usable = rows.filter((row) => !Number.isNaN(numeric(row)) && row.period && row.measure !== "rank");
  return [...grouped(usable, (row) => `${row.measure} ${unitOf(row)}`).values()]
    .map((group) => [...new Map(group.map((row) => [[row.place, row.period, row.status, numeric(row)].join("|"), row])).values()])
    .filter((group) => new Set(group.map((row) => `${row.place} ${row.period} ${row.status}`)).size > 1)
    .sort((one, other) => other.length - one.length);
};
const plotTitle = (rows) => [measureWord(rows[0]), unitOf(rows[0]) === rows[0].unit ? rows[0].unit : unitWord(unitOf(rows[0]))].filter(Boolean).join(" · ");
const placeName = (number) => (number === NONE ? t("noPlace") : entity(number).name);
const isSeries = (rows) => [...grouped(rows, (row) => row.place).values()].some((group) => new Set(group.map((row) => periodEnd(row.period))).size > 1);

const barChart = (rows, most = Infinity) => {
  const full = Math.max(...rows.map((row) => Math.abs(numeric(row)))) || 1;
  const sameYear = new Set(rows.map((row) => row.period)).size === 1;
  const order = [...rows].sort((one, other) => numeric(other) - numeric(one));
  return el("div", { class: "bars" }, order.slice(0, most).map((row) => el("div", {},
    el("span", { class: "who" }, nameOf(placeName(row.place)), sameYear ? null : ` ${row.period}`, row.status === "target" ? ` ${t("target")}` : null),
    el("span", { class: "track" }, styled(el("i", { class: row.status }), { width: `${(100 * Math.abs(numeric(row))) / full}%` })),
    el("b", {}, (SIGNS[row.bound] ?? "") + inWords(numeric(row), row)))));
};

// Round numbers for the axis, about as many as asked for.
const ticksOf = (least, most, count) => {
  const rough = (most - least) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const ticks = [];
  for (let at = Math.ceil(least / step) * step; at <= most + step / 1e6; at += step) ticks.push(Number(at.toPrecision(12)));
  return ticks;
};

// Names at the right end, pushed apart so that none lies on another.
const spread = (labels, gap, bottom) => {
  labels.sort((one, other) => one.y - other.y);
  labels.forEach((item, at) => (item.y = at ? Math.max(item.y, labels[at - 1].y + gap) : item.y));
  for (let at = labels.length - 1; at >= 0; at -= 1) labels[at].y = Math.min(labels[at].y, at === labels.length - 1 ? bottom : labels[at + 1].y - gap);
  return labels;
};

// Results are joined from year to year; a target hangs on the result before it.
const stepsOf = (order) => order.flatMap((row) => {
  const before = order.filter((other) => other.status === "achieved" && byPeriod(other.period, row.period) < 0).at(-1);
  return before ? [[before, row]] : [];
});

const SERIES = 8;
const lineChart = (rows, width, height) => {
  const periods = distinct(rows.map((row) => row.period)).sort(byPeriod);
  const series = [...grouped(rows, (row) => row.place)].slice(0, SERIES);
  const values = rows.map(numeric);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const least = low >= 0 && low < high * 0.6 ? 0 : low - (high - low || Math.abs(high) || 1) * 0.15, most = high + (high - least) * 0.08;
  const small = width < 400;
  const [left, right, top, bottom] = [small ? 46 : 60, small ? 74 : 110, 12, height - 24];
  const x = (period) => left + (periods.length < 2 ? 0.5 : periods.indexOf(period) / (periods.length - 1)) * (width - left - right);
  const y = (value) => bottom - ((value - least) / (most - least || 1)) * (bottom - top);
  const grid = ticksOf(least, most, small ? 3 : 5).map((tick) => [
    svg("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
    svg("text", { class: "axis", x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, shortNumber(tick / (SHORT[unitOf(rows[0])]?.[2] ?? 1)))]);
  const years = periods.map((period) => svg("text", { class: "axis", x: x(period), y: height - 6, "text-anchor": "middle" }, period));
  const labels = [];
  const drawn = series.map(([place, group], at) => {
    const order = [...group].sort((one, other) => byPeriod(one.period, other.period) || (one.status < other.status ? -1 : 1));
    const last = order.at(-1);
    labels.push({ y: y(numeric(last)) + 4, x: x(last.period) + 8, text: placeName(place), at });
    return svg("g", { class: `series s${at}` },
      stepsOf(order).map(([from, row]) => svg("line", { class: row.status, x1: x(from.period), y1: y(numeric(from)), x2: x(row.period), y2: y(numeric(row)) })),
      order.map((row) => svg("circle", { class: row.status, cx: x(row.period), cy: y(numeric(row)), r: small ? 3 : 4 },
        svg("title", {}, `${placeName(place)} ${row.period} ${t(row.status)} ${fullValue(row)}`))));
  });
  const names = spread(labels, 14, bottom + 4).map(({ x: across, y: down, text, at }) =>
    svg("text", { class: `who s${at}`, x: across, y: down }, shortName(text, small ? 5 : 8)));
  return svg("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": t("chartOf", plotTitle(rows), t("values", rows.length)) },
    grid, years, drawn, names);
};

const chartOf = (rows, width, height, most) => (isSeries(rows) ? lineChart(rows, width, height) : barChart(rows, most));
const chartsOf = (rows) => plotsOf(rows).map((plot) => el("figure", {}, el("figcaption", {}, plotTitle(plot)), chartOf(plot, 380, 190)));
