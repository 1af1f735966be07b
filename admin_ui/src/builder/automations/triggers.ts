import type { Part, Property } from "../properties/spec";

const table: Property = { key: "table", control: { kind: "table" }, isNeeded: true };
const maybeTable: Property = { key: "table", control: { kind: "table" } };
const fields: Property = {
  key: "fields",
  control: { kind: "field", isMany: true, of: "table" },
  label: "onlyFields",
};
const time: Property = {
  key: "time",
  control: { kind: "choice", options: ["calendar", "working"] },
};
const stateField: Property = {
  key: "field",
  control: { kind: "field", types: ["state"], of: "table" },
  label: "stateField",
  isNeeded: true,
};
const states: Property = {
  key: "states",
  control: { kind: "name", of: "state", isMany: true },
  isNeeded: true,
};
const aField = (types: readonly string[] | undefined): Property => ({
  key: "field",
  control: { kind: "field", of: "table", ...(types ? { types } : {}) },
  isNeeded: true,
});

/** What starts an automation: by its event, what is asked of it. */
export const TRIGGERS: Readonly<Record<string, readonly Property[]>> = {
  "record.created": [table],
  "record.updated": [table, fields],
  "record.saved": [table, fields],
  "record.deleted": [table],
  "state.entered": [table, stateField, states],
  "state.left": [table, stateField, states],
  "time.moment": [
    table,
    aField(["date", "datetime"]),
    { key: "offset", control: { kind: "duration" } },
    time,
  ],
  "time.inactive": [
    table,
    { key: "within", control: { kind: "duration" }, isNeeded: true },
    fields,
    { key: "children", control: { kind: "field", types: ["children"], isMany: true, of: "table" } },
    time,
  ],
  "time.schedule": [
    { key: "cron", control: { kind: "line", hint: "0 9 * * *" }, isNeeded: true },
    { key: "time_zone", control: { kind: "line", hint: "Asia/Shanghai" } },
    maybeTable,
  ],
  webhook: [{ key: "parts", control: { kind: "named", isText: true }, label: "callParts" }],
  "form.submitted": [table, { key: "view", control: { kind: "name", of: "view" }, isNeeded: true }],
  button: [table, { key: "label", control: { kind: "words" }, label: "buttonLabel" }],
  called: [maybeTable],
  "metric.window": [
    table,
    { key: "measure", control: { kind: "formula", use: "measure", of: "table" }, isNeeded: true },
    { key: "filter", control: { kind: "formula", use: "filter", of: "table" } },
    { key: "every", control: { kind: "duration" }, isNeeded: true },
    { key: "below", control: { kind: "formula" } },
    { key: "above", control: { kind: "formula" } },
    { key: "periods", control: { kind: "number" } },
  ],
  streak: [
    table,
    aField(undefined),
    {
      key: "direction",
      control: { kind: "choice", options: ["falling", "rising"] },
      isNeeded: true,
    },
    { key: "times", control: { kind: "number" }, isNeeded: true },
  ],
  "connector.lost": [
    { key: "connector", control: { kind: "name", of: "connector" }, isNeeded: true },
  ],
  "connector.regained": [
    { key: "connector", control: { kind: "name", of: "connector" }, isNeeded: true },
  ],
};

/** The name of an event's words: texts know no dots in names. */
export const wordOf = (event: unknown): string => String(event).replace(".", "_");

/** Another event, with what of the old one it has too. */
export function turned(trigger: Part, event: string): Part {
  const kept = (TRIGGERS[event] ?? []).flatMap(({ key }) =>
    key in trigger ? [[key, trigger[key]] as const] : [],
  );
  return { event, ...Object.fromEntries(kept) };
}

/** What is asked of the automation itself beside its trigger. */
export const AUTOMATION: readonly Property[] = [
  { key: "description", control: { kind: "words" } },
  { key: "when", control: { kind: "formula", use: "condition" }, label: "automationWhen" },
  { key: "meets", control: { kind: "choice", options: ["becomes", "holds"] } },
  {
    key: "mode",
    control: { kind: "choice", options: ["parallel", "single", "restart", "queued"] },
  },
  { key: "most_an_hour", control: { kind: "number" } },
  { key: "reenters", control: { kind: "switch" } },
];
