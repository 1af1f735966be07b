import { beforeEach, expect, test } from "vitest";
import type { TableDocument } from "@/metadata/types";
import { drafted, nameOf, planBody, restored, useDrafts } from "./draft";

const model = { key: "crm", revision: 7 };
const lead = { key: "lead", label: "线索" } as TableDocument;

beforeEach(() => {
  localStorage.clear();
  useDrafts.getState().drop("crm");
});

const present = () => useDrafts.getState().drafts.crm;

test("a step can be taken back and forth", () => {
  const { change, undo, redo } = useDrafts.getState();
  change(model, { [nameOf("table", "lead")]: lead });
  change(model, { [nameOf("view", "all")]: null });
  undo("crm");
  expect(Object.keys(present()?.draft.changed ?? {})).toEqual(["table/lead"]);
  undo("crm");
  undo("crm");
  expect(present()?.draft.changed).toEqual({});
  redo("crm");
  expect(present()?.draft.changed).toEqual({ "table/lead": lead });
});

test("a new step forgets what was taken back", () => {
  const { change, undo, redo } = useDrafts.getState();
  change(model, { a: null });
  undo("crm");
  change(model, { b: null });
  redo("crm");
  expect(present()?.draft.changed).toEqual({ b: null });
});

test("what is typed in a row is one step, and what follows from it belongs to it", () => {
  const { change, amend, undo } = useDrafts.getState();
  change(model, { a: null });
  change(model, { "table/lead": { ...lead, label: "线" } }, "label");
  change(model, { "table/lead": { ...lead, label: "线索池" } }, "label");
  amend("crm", { b: null });
  expect(present()?.past).toHaveLength(2);
  undo("crm");
  expect(present()?.draft.changed).toEqual({ a: null });
});

test("a conflict is settled for mine or for theirs", () => {
  const { change, rebase, forget } = useDrafts.getState();
  change(model, { "table/lead": lead, "view/all": null });
  rebase("crm", 9);
  forget("crm", "view/all");
  expect(present()?.draft).toEqual({ app: "crm", base: 9, changed: { "table/lead": lead } });
});

test("a plan names what is put and what is taken away", () => {
  useDrafts.getState().change(model, { "table/lead": lead, "view/all": null });
  expect(planBody(present()?.draft ?? { app: "", base: 0, changed: {} })).toEqual({
    app: "crm",
    base: 7,
    put: [{ kind: "table", document: lead }],
    delete: [{ kind: "view", key: "all" }],
  });
});

test("a draft outlives the tab", () => {
  useDrafts.getState().change(model, { "table/lead": lead });
  expect(restored("crm")?.draft.changed).toEqual({ "table/lead": lead });
  useDrafts.getState().drop("crm");
  expect(restored("crm")).toBeUndefined();
});

test("what the draft does not touch is as published", () => {
  const draft = { app: "crm", base: 7, changed: { "table/gone": null } };
  expect(drafted(draft, "table", "lead", lead)).toBe(lead);
  expect(drafted(draft, "table", "gone", lead)).toBeNull();
});
