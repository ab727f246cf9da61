// Charts of values of one measure and unit: lines over years where places have several, and places side by side.

import { shortName } from "./colours.js";
import { byPeriod, distinct, entity, grouped, NONE } from "./data.js";
import { el, nameOf, styled, svg } from "./dom.js";
import { fullValue, inWords, measureWord, numeric, SHORT, shortNumber, SIGNS, unitOf, unitWord } from "./numbers.js";
import { t } from "./words.js";

const isYear = (period) => /^[0-9]{4}$/.test(period);

// Rows that can stand in one chart: a plot for each measure and unit, each (place, year, status, value) once. Values
// of half years and of five-year plans are no points of a year's line; they stand in the table below the chart.
export const plotsOf = (rows) => {
  const usable = rows.filter((row) => !Number.isNaN(numeric(row)) && isYear(row.period) && row.measure !== "rank");
  return [...grouped(usable, (row) => `${row.measure} ${unitOf(row)}`).values()]
    .map((group) => [...new Map(group.map((row) => [[row.place, row.period, row.status, numeric(row)].join("|"), row])).values()])
    .filter((group) => new Set(group.map((row) => `${row.place} ${row.period} ${row.status}`)).size > 1)
    .sort((one, other) => other.length - one.length);
};
export const plotTitle = (rows) =>
  [measureWord(rows[0]), unitOf(rows[0]) === rows[0].unit ? rows[0].unit : unitWord(unitOf(rows[0]))].filter(Boolean).join(" · ");
export const placeName = (number) => (number === NONE ? t("noPlace") : entity(number).name);

// --- places side by side: the latest result as a bar, the latest target as a mark ---

export const latest = (rows, status) =>
  rows
    .filter((row) => row.status === status)
    .reduce((best, row) => (!best || byPeriod(best.period, row.period) <= 0 ? row : best), undefined);

const barRow =
  (full) =>
  ({ place, got, aim }) => {
    const words = [got, aim]
      .filter(Boolean)
      .map((row) =>
        el(
          row === got ? "b" : "span",
          {},
          row === aim ? `${t("target")} ` : "",
          (SIGNS[row.bound] ?? "") + inWords(numeric(row), row),
          el("small", {}, ` ${row.period}`),
        ),
      );
    const share = (row) => `${(100 * Math.abs(numeric(row))) / full}%`;
    return el(
      "div",
      {},
      el("span", { class: "who" }, nameOf(placeName(place))),
      el(
        "span",
        { class: "track" },
        got
          ? styled(el("i", { class: "achieved" }), { width: share(got) })
          : styled(el("i", { class: "target" }), { width: share(aim) }),
        got && aim ? styled(el("em"), { left: share(aim) }) : null,
      ),
      el("span", { class: "told" }, words),
    );
  };

export const barChart = (rows, most = Infinity) => {
  const full = Math.max(...rows.map((row) => Math.abs(numeric(row)))) * 1.02 || 1;
  const bars = [...grouped(rows, (row) => row.place)]
    .map(([place, group]) => ({ place, got: latest(group, "achieved"), aim: latest(group, "target") }))
    .sort((one, other) => numeric(other.got ?? other.aim) - numeric(one.got ?? one.aim));
  return el(
    "div",
    { class: "bars" },
    bars.slice(0, most).map(barRow(full)),
    bars.length > most ? el("p", { class: "muted" }, t("andMore", bars.length - most)) : null,
  );
};

// --- lines over years ---

// Round numbers for the axis, about as many as asked for.
const ticksOf = (least, most, count) => {
  const rough = (most - least) / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough);
  const ticks = [];
  for (let at = Math.ceil(least / step) * step; at <= most + step / 1e6; at += step) ticks.push(Number(at.toPrecision(12)));
  return ticks;
};

// Names at the right of the last points, pushed apart where they stand at one year, so that none lies on another.
const spread = (labels, gap, bottom) =>
  [...grouped(labels, ({ x }) => x).values()].flatMap((column) => {
    column.sort((one, other) => one.y - other.y);
    column.forEach((item, at) => (item.y = at ? Math.max(item.y, column[at - 1].y + gap) : item.y));
    for (let at = column.length - 1; at >= 0; at -= 1)
      column[at].y = Math.min(column[at].y, at === column.length - 1 ? bottom : column[at + 1].y - gap);
    return column;
  });

// Results are joined from year to year; a target hangs on the result before it.
const stepsOf = (order) =>
  order.flatMap((row) => {
    const before = order.filter((other) => other.status === "achieved" && byPeriod(other.period, row.period) < 0).at(-1);
    return before ? [[before, row]] : [];
  });

const SERIES = 8;
const yearsOf = (rows) => new Set(rows.map((row) => row.period)).size;
// The places that have values of several years, those with the most first.
const seriesOf = (rows) =>
  [...grouped(rows, (row) => row.place)]
    .filter(([, group]) => yearsOf(group) > 1)
    .sort(
      ([, one], [, other]) => yearsOf(other) - yearsOf(one) || Math.max(...other.map(numeric)) - Math.max(...one.map(numeric)),
    )
    .slice(0, SERIES);

const frameOfChart = (rows, width, height) => {
  const small = width < 400;
  const [left, right, top, bottom] = [small ? 46 : 60, small ? 74 : 120, 12, height - 24];
  const values = rows.map(numeric),
    years = rows.map((row) => Number(row.period));
  const [low, high, first, last] = [Math.min(...values), Math.max(...values), Math.min(...years), Math.max(...years)];
  const least = low >= 0 && low < high * 0.6 ? 0 : low - (high - low || Math.abs(high) || 1) * 0.15,
    most = high + (high - least) * 0.08;
  return {
    small,
    left,
    width,
    right,
    bottom,
    least,
    most,
    years: distinct(rows.map((row) => row.period)).sort(),
    x: (year) => left + ((Number(year) - first) / (last - first || 1)) * (width - left - right),
    y: (value) => bottom - ((value - least) / (most - least || 1)) * (bottom - top),
  };
};

const gridOf = ({ small, left, width, right, least, most, y }, sample) =>
  ticksOf(least, most, small ? 3 : 5).map((tick) => [
    svg("line", { class: "grid", x1: left, x2: width - right, y1: y(tick), y2: y(tick) }),
    svg(
      "text",
      { class: "axis", x: left - 8, y: y(tick) + 4, "text-anchor": "end" },
      shortNumber(tick / (SHORT[unitOf(sample)]?.[2] ?? 1)),
    ),
  ]);

const lineOf = ({ x, y, small }, place, group, at) =>
  svg(
    "g",
    { class: `series s${at}` },
    stepsOf(group).map(([from, row]) =>
      svg("line", { class: row.status, x1: x(from.period), y1: y(numeric(from)), x2: x(row.period), y2: y(numeric(row)) }),
    ),
    group.map((row) =>
      svg(
        "circle",
        { class: row.status, cx: x(row.period), cy: y(numeric(row)), r: small ? 3 : 4 },
        svg("title", {}, `${placeName(place)} ${row.period} ${t(row.status)} ${fullValue(row)}`),
      ),
    ),
  );

export const lineChart = (all, width, height) => {
  const series = seriesOf(all).map(([place, group]) => [
    place,
    [...group].sort((one, other) => byPeriod(one.period, other.period) || (one.status < other.status ? -1 : 1)),
  ]);
  const rows = series.flatMap(([, group]) => group);
  const frame = frameOfChart(rows, width, height);
  const labels = series.map(([place, group], at) => ({
    x: frame.x(group.at(-1).period) + 8,
    y: frame.y(numeric(group.at(-1))) + 4,
    text: placeName(place),
    at,
  }));
  return svg(
    "svg",
    {
      class: "chart",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": t("chartOf", plotTitle(rows), t("values", rows.length)),
    },
    gridOf(frame, rows[0]),
    frame.years.map((year) => svg("text", { class: "axis", x: frame.x(year), y: height - 6, "text-anchor": "middle" }, year)),
    series.map(([place, group], at) => lineOf(frame, place, group, at)),
    spread(labels, 14, frame.bottom + 4).map(({ x, y, text, at }) =>
      svg("text", { class: `who s${at}`, x, y }, shortName(text, frame.small ? 5 : 8)),
    ),
  );
};

// Lines where a few places have a history; many places with one result and one target each are better side by side.
export const isHistory = (rows) => {
  const series = seriesOf(rows);
  return (
    series.some(([, group]) => yearsOf(group.filter((row) => row.status === "achieved")) > 1) ||
    (series.length > 0 && new Set(rows.map((row) => row.place)).size <= 4)
  );
};
export const chartOf = (rows, width, height, most) => (isHistory(rows) ? lineChart(rows, width, height) : barChart(rows, most));
export const chartsOf = (rows) =>
  plotsOf(rows).map((plot) => el("figure", {}, el("figcaption", {}, plotTitle(plot)), chartOf(plot, 380, 190, 12)));
