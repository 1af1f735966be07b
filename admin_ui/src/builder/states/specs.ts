import { freshKey, type Property } from "../properties/spec";

const WITHIN = { kind: "duration" } as const;

/** How long a record may stay in a state. */
const LIMIT: readonly Property[] = [
  { key: "within", control: WITHIN },
  { key: "time", control: { kind: "choice", options: ["calendar", "working"] } },
  {
    key: "warnings",
    control: { kind: "lines", hint: "12h" },
  },
  { key: "run", control: { kind: "name", of: "automation" }, label: "limitRun" },
  { key: "warn_run", control: { kind: "name", of: "automation" } },
];

/** What is asked of a state beside its name and colour. */
export const STATE: readonly Property[] = [
  { key: "description", control: { kind: "words" } },
  { key: "phase", control: { kind: "name", of: "phase" } },
  { key: "limit", control: { kind: "group", of: LIMIT } },
  {
    key: "checklist",
    control: {
      kind: "list",
      of: [
        { key: "label", control: { kind: "words" }, isNeeded: true },
        { key: "required", control: { kind: "switch" }, label: "neededToLeave" },
      ],
      fresh: (items) => ({ key: freshKey("item", items), label: "", required: true }),
    },
  },
  { key: "on_enter", control: { kind: "name", of: "automation", isMany: true } },
  { key: "on_leave", control: { kind: "name", of: "automation", isMany: true } },
];

/** What a move asks for. */
const FORM_FIELD: readonly Property[] = [
  { key: "field", control: { kind: "field" }, isNeeded: true },
  { key: "required", control: { kind: "switch" } },
  { key: "when", control: { kind: "formula", use: "condition" } },
  { key: "default", control: { kind: "formula", use: "set" } },
  { key: "accept", control: { kind: "lines", hint: "pdf" } },
  { key: "max_mb", control: { kind: "number" } },
];

/** A record that a move makes; its values are formulas over the record that moves. */
const CREATED: readonly Property[] = [
  { key: "table", control: { kind: "table" }, isNeeded: true },
  { key: "link", control: { kind: "field", types: ["reference"], of: "table" } },
  { key: "values", control: { kind: "values", of: "table" } },
];

/** What is asked of a move beside its name and who makes it. */
export const MOVE: readonly Property[] = [
  { key: "from", control: { kind: "name", of: "state", isMany: true }, isNeeded: true },
  { key: "to", control: { kind: "name", of: "state" }, isNeeded: true },
  { key: "show_if", control: { kind: "formula", use: "condition" } },
  { key: "guard", control: { kind: "formula", use: "condition" } },
  {
    key: "form",
    control: { kind: "list", of: FORM_FIELD, fresh: () => ({ required: true }) },
    label: "moveForm",
  },
  { key: "reason", control: { kind: "choice", options: ["optional", "required"] } },
  { key: "confirm", control: { kind: "words" }, label: "moveConfirm" },
  { key: "approval", control: { kind: "name", of: "approval" } },
  { key: "set", control: { kind: "values" }, label: "moveSet" },
  { key: "creates", control: { kind: "list", of: CREATED, fresh: () => ({ table: "" }) } },
  { key: "run", control: { kind: "name", of: "automation" }, label: "moveRun" },
];
