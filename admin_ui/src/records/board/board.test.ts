import { expect, test } from "vitest";
import type { Move } from "@/api/types";
import type { Field, KanbanView, Table } from "@/metadata/types";
import { partsOf } from "./cardParts";
import { boardOf, laneFilter, lanesOf } from "./lanes";
import { targetOf } from "./targets";

const state = (key: string, phase?: string) => ({ key, label: key, phase });
const field = (key: string, type: string, document: object = {}) =>
  ({ key, label: key, type, document }) as unknown as Field;
const fields = [field("name", "text"), field("amount", "money"), field("stage", "state")];
const table = {
  key: "deal",
  title: fields[0],
  fields: new Map(fields.map((each) => [each.key, each])),
  grids: [],
  document: {
    state_machines: [
      {
        field: "stage",
        initial: "new",
        states: [state("new", "early"), state("offer", "early"), state("won", "late")],
        phases: [
          { key: "early", label: "early", color: "blue" },
          { key: "late", label: "late" },
        ],
      },
    ],
  },
} as unknown as Table;
const board = (more: Partial<KanbanView> = {}) => ({ field: "stage", ...more }) as KanbanView;

test("a column for each state, or those that are chosen", () => {
  expect(lanesOf(table, board()).map(({ key }) => key)).toEqual(["new", "offer", "won"]);
  const chosen = lanesOf(table, board({ columns: ["won", "gone", "new"] }));
  expect(chosen.map(({ key, isFirst }) => [key, isFirst])).toEqual([
    ["won", false],
    ["new", true],
  ]);
});

test("a column for each phase holds its states", () => {
  const [early, late] = lanesOf(table, board({ by: "phase" }));
  expect([early?.states, early?.color]).toEqual([["new", "offer"], "blue"]);
  expect(late?.states).toEqual(["won"]);
});

test("a column narrows what the board shows", () => {
  const [early] = lanesOf(table, board({ by: "phase" }));
  if (!early) throw new Error("no column");
  expect(laneFilter("stage", early, "")).toBe("stage='new' OR stage='offer'");
  expect(laneFilter("stage", early, "a OR b")).toBe("(a OR b) AND (stage='new' OR stage='offer')");
});

test("a table with states has a board without being asked", () => {
  expect(boardOf(table)).toMatchObject({ cards: ["amount"], total: "SUM(amount)" });
  const both = { currencies: ["CNY", "USD"] };
  const abroad = fields.map((each) => (each.type === "money" ? { ...each, document: both } : each));
  const mixed = { ...table, fields: new Map(abroad.map((each) => [each.key, each])) };
  expect(boardOf(mixed as unknown as Table)?.total).toBeUndefined();
  const stateless = { ...table, document: {} } as unknown as Table;
  expect(boardOf(stateless)).toBeNull();
});

test("the first of each sort has its place on a card", () => {
  const many = [
    field("customer", "reference"),
    field("amount", "money"),
    field("level", "select"),
    field("owner", "user"),
    field("due", "date"),
    field("count", "integer"),
  ];
  const parts = partsOf(many);
  expect([parts.second, parts.figure, parts.tag, parts.person].map((each) => each?.key)).toEqual([
    "customer",
    "amount",
    "level",
    "owner",
  ]);
  expect(parts.rest.map(({ key }) => key)).toEqual(["due", "count"]);
});

const move = (to: string, isOpen: boolean) => ({ key: to, to, is_open: isOpen }) as Move;
const lane = (...states: string[]) => ({
  key: "x",
  label: "x",
  color: "grey" as const,
  states,
  isFirst: false,
});

test.each([
  [lane("new"), null, "home"],
  [lane("offer"), null, "asking"],
  [lane("offer"), [move("offer", true)], "open"],
  [lane("offer"), [move("offer", false)], "closed"],
  [lane("won"), [move("offer", true)], "none"],
  [lane("new", "offer"), [move("offer", true)], "open"],
  [lane("new", "offer"), [move("won", true)], "home"],
])("%o with %o is %s", (there, moves, kind) => {
  expect(targetOf(there, "new", moves).kind).toBe(kind);
});
