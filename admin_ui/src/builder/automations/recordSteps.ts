import {
  ArrowRightLeft,
  ChartBar,
  CirclePlus,
  Dices,
  FileChartColumnIncreasing,
  PenLine,
  ScanText,
  Search,
  SquarePen,
  Trash2,
} from "lucide-react";
import { filter, formula, ofField, type StepKind, table } from "./stepKind";

/** Steps that read and write records. */
export const RECORD_STEPS: readonly StepKind[] = [
  {
    kind: "set",
    icon: PenLine,
    color: "orange",
    fresh: { values: {} },
    properties: [{ key: "values", control: { kind: "values" }, isNeeded: true }],
  },
  {
    kind: "move",
    icon: ArrowRightLeft,
    color: "orange",
    fresh: { transition: "" },
    properties: [
      { key: "transition", control: { kind: "name", of: "move" }, isNeeded: true },
      { key: "table", control: { kind: "table" } },
      { key: "record", control: formula },
      { key: "form", control: { kind: "values", of: "table" }, label: "moveForm" },
      { key: "reason", control: { kind: "text", isShort: true } },
    ],
  },
  {
    kind: "create",
    icon: CirclePlus,
    color: "orange",
    fresh: { table: "", values: {} },
    properties: [table, { key: "values", control: { kind: "values", of: "table" } }],
  },
  {
    kind: "update",
    icon: SquarePen,
    color: "orange",
    fresh: { table: "", record: "", values: {} },
    properties: [
      table,
      { key: "record", control: formula, isNeeded: true },
      { key: "values", control: { kind: "values", of: "table" } },
    ],
  },
  {
    kind: "delete",
    icon: Trash2,
    color: "red",
    fresh: {},
    properties: [
      { key: "table", control: { kind: "table" } },
      { key: "record", control: formula },
    ],
  },
  {
    kind: "find",
    icon: Search,
    color: "grey",
    fresh: { table: "" },
    properties: [
      table,
      filter,
      { key: "sort", control: { kind: "line", hint: "-created_at" } },
      { key: "similar", control: { kind: "field", isMany: true } },
      { key: "near", control: { kind: "field", types: ["location"] } },
      { key: "all", control: { kind: "switch" } },
      { key: "most", control: { kind: "number" } },
    ],
  },
  {
    kind: "measure",
    icon: ChartBar,
    color: "grey",
    fresh: { table: "", measures: {} },
    properties: [table, filter, { key: "measures", control: { kind: "named" }, isNeeded: true }],
  },
  {
    kind: "render",
    icon: FileChartColumnIncreasing,
    color: "purple",
    fresh: { report: "", field: "" },
    properties: [
      { key: "report", control: { kind: "line" }, isNeeded: true },
      { key: "reader", control: formula },
      ofField("field", ["file"]),
    ],
  },
  {
    kind: "sample",
    icon: Dices,
    color: "grey",
    fresh: { table: "" },
    properties: [
      table,
      filter,
      { key: "percent", control: { kind: "number" } },
      { key: "count", control: { kind: "number" } },
      { key: "seed", control: formula },
    ],
  },
  {
    kind: "extract",
    icon: ScanText,
    color: "grey",
    fresh: { text: "", parts: {} },
    properties: [
      { key: "text", control: formula, label: "extractText", isNeeded: true },
      {
        key: "parts",
        control: { kind: "named", isText: true },
        label: "extractParts",
        isNeeded: true,
      },
      {
        key: "lexicon",
        control: {
          kind: "group",
          of: [
            { key: "table", control: { kind: "table" } },
            { key: "word", control: { kind: "field", of: "table" } },
            { key: "value", control: { kind: "field", of: "table" } },
          ],
        },
      },
    ],
  },
];
