import type { Property } from "../properties/spec";

const name: Property = { key: "label", control: { kind: "words" }, label: "name", isNeeded: true };
const filter: Property = { key: "filter", control: { kind: "formula", use: "filter" } };
const sort: Property = { key: "sort", control: { kind: "sort" } };
const colors: Property = {
  key: "colors",
  control: {
    kind: "list",
    of: [
      {
        key: "when",
        control: { kind: "formula", use: "filter" },
        label: "colorWhen",
        isNeeded: true,
      },
      { key: "field", control: { kind: "field" }, label: "colorField" },
      { key: "color", control: { kind: "color" } },
    ],
    fresh: () => ({ when: "", color: "yellow" }),
  },
};

/** What is said of a list. */
export const GRID: readonly Property[] = [
  name,
  { key: "columns", control: { kind: "columns" }, label: "gridColumns", isNeeded: true },
  filter,
  sort,
  colors,
  {
    key: "density",
    control: {
      kind: "choice",
      options: ["compact", "standard", "comfortable"],
      standard: "standard",
    },
  },
];

/** What is said of a board. */
export const BOARD: readonly Property[] = [
  name,
  {
    key: "field",
    control: { kind: "field", types: ["state"] },
    label: "boardField",
    isNeeded: true,
  },
  {
    key: "by",
    control: { kind: "choice", options: ["state", "phase"], standard: "state" },
    label: "boardBy",
  },
  { key: "columns", control: { kind: "picked", of: "column" }, label: "boardColumns" },
  { key: "cards", control: { kind: "picked", of: "field" } },
  { key: "total", control: { kind: "formula", use: "measure" } },
  filter,
  sort,
  colors,
];
