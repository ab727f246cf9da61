// The colours of kinds and stages, as classes for elements and as values for the canvas.

import { kindOf, stageOf } from "./data.js";

export const GROUP_COLOURS = {
  AdministrativeDivision: "place",
  Zone: "zone",
  NaturalFeature: "nature",
  Region: "region",
  Place: "place",
  Industry: "industry",
  Company: "company",
  PublicBody: "public",
  Institution: "institution",
  Organization: "organization",
  "Project completed": "completed",
  "Project building": "building",
  "Project started": "started",
  "Project approved": "approved",
  "Project planned": "planned",
  Project: "project",
  Indicator: "indicator",
};
const colourOf = (item) => GROUP_COLOURS[kindOf(item)] ?? "other";
export const dotOf = (item) => (kindOf(item) === "Project" ? stageOf(item.number).stage || "project" : colourOf(item));

export const colours = {};
export const readColours = () => {
  const style = getComputedStyle(document.documentElement);
  const names = [
    ...Object.values(GROUP_COLOURS),
    "canvas",
    "disc",
    "disc-line",
    "edge",
    "edge-strong",
    "ink",
    "muted",
    "halo",
    "accent",
  ];
  for (const name of names) colours[name] = style.getPropertyValue(`--${name}`).trim();
};

// A name that would be too long for its place, cut at whole characters.
export const shortName = (text, longest = 16) => {
  const letters = Array.from(text.slice(0, 4 * longest));
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : text;
};
