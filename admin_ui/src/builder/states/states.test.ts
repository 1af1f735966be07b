import { expect, test } from "vitest";
import type { RoleDocument, StateMachineDocument, TableDocument } from "@/metadata/types";
import { drawn, NODE } from "./layout";
import {
  changedPhase,
  makesMove,
  moved,
  withMachine,
  withMove,
  withoutState,
  withPhaseStates,
} from "./machine";

const state = (key: string) => ({ key, label: key });
const move = (key: string, from: string[], to: string) => ({ key, label: key, from, to });
const machine = {
  field: "stage",
  initial: "new",
  states: ["new", "offer", "won", "lost"].map(state),
  transitions: [
    move("send", ["new"], "offer"),
    move("win", ["offer"], "won"),
    move("lose", ["new", "offer"], "lost"),
    move("back", ["offer", "won"], "new"),
  ],
} as unknown as StateMachineDocument;

test("a state that is removed tells where its records go", () => {
  const next = withoutState(machine, "offer", "new");
  expect(next.states.map(({ key }) => key)).toEqual(["new", "won", "lost"]);
  expect(next.states[0]?.renamed_from).toEqual(["offer"]);
  expect(next.transitions?.map(({ key, from }) => [key, from])).toEqual([
    ["lose", ["new"]],
    ["back", ["won"]],
  ]);
});

test("a state that takes over takes what its own records came from", () => {
  const once = withoutState(machine, "offer", "won");
  const twice = withoutState(once, "won", "lost");
  expect(twice.states.find(({ key }) => key === "lost")?.renamed_from).toEqual(["won", "offer"]);
  expect(withoutState(machine, "new", "offer").initial).toBe("offer");
});

test("states change their order within its ends", () => {
  const keys = (by: number) => moved(machine.states, "won", by).map(({ key }) => key);
  expect(keys(-1)).toEqual(["new", "won", "offer", "lost"]);
  expect(keys(2)).toEqual(["new", "offer", "won", "lost"]);
});

test("a machine is put, changed and taken away", () => {
  const table = { key: "deal" } as TableDocument;
  const one = withMachine(table, "stage", machine);
  expect(one.state_machines).toHaveLength(1);
  const other = withMachine(one, "stage", { ...machine, initial: "won" });
  expect(other.state_machines?.map(({ initial }) => initial)).toEqual(["won"]);
  expect(withMachine(other, "stage", null).state_machines).toEqual([]);
});

test("a role that makes all moves loses one of them by name", () => {
  const role = { key: "boss", tables: { deal: { transitions: "*" } } } as unknown as RoleDocument;
  expect(makesMove(role, "crm", "deal", "win")).toBe(true);
  const win = { app: "crm", table: "deal", move: "win" };
  const less = withMove(role, win, ["send", "win"], false);
  expect(less.tables?.deal?.transitions).toEqual(["send"]);
  expect(makesMove(withMove(less, win, [], true), "crm", "deal", "win")).toBe(true);
});

test("every move is drawn once for each beginning, none over a node", () => {
  const { nodes, arrows, height } = drawn(machine);
  expect(nodes.map(({ key }) => key)).toEqual(["new", "offer", "won", "lost"]);
  expect(arrows).toHaveLength(6);
  const top = nodes[0]?.y ?? 0;
  for (const arrow of arrows.filter(({ isBack }) => isBack)) expect(arrow.y).toBeLessThan(top);
  const below = arrows.filter(({ move: key }) => key === "lose");
  expect(below.every(({ y }) => y > top + NODE.height && y < height)).toBe(true);
});

test("labels of moves that lie over each other stand on levels of their own", () => {
  const more = [...(machine.transitions ?? []), move("again", ["lost"], "offer")];
  const back = drawn({ ...machine, transitions: more } as typeof machine).arrows.filter(
    ({ isBack }) => isBack,
  );
  const levels = new Map(back.map((arrow) => [arrow.move, arrow.y]));
  expect(new Set(levels.values()).size).toBe(2);
  expect(back.filter(({ isNamed }) => isNamed).map((arrow) => arrow.move)).toEqual([
    "back",
    "again",
  ]);
});

test("states are put together in phases; one that goes leaves none behind", () => {
  const phases = [
    { key: "early", label: "early" },
    { key: "late", label: "late" },
  ];
  const phasesOf = (one: StateMachineDocument) => one.states.map(({ phase }) => phase ?? null);
  const one = withPhaseStates({ ...machine, phases }, "early", ["new", "offer"]);
  const two = withPhaseStates(one, "late", ["won"]);
  expect(phasesOf(two)).toEqual(["early", "early", "late", null]);
  expect(phasesOf(withPhaseStates(two, "late", ["offer"]))).toEqual(["early", "late", null, null]);
  const less = changedPhase(two, "early", null);
  expect(less.phases?.map(({ key }) => key)).toEqual(["late"]);
  expect(phasesOf(less)).toEqual([null, null, "late", null]);
});
