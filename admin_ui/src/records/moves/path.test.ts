import { expect, test } from "vitest";
import type { StateMachineDocument } from "@/metadata/types";
import { byWay, pathOf, stepsOf } from "./path";

const states = ["new", "offer", "signed", "lost"].map((key) => ({ key, label: key }));
const move = (key: string, from: string[], to: string) => ({ key, label: key, from, to });
const machine = {
  field: "stage",
  initial: "new",
  states,
  transitions: [
    move("offer", ["new"], "offer"),
    move("sign", ["offer"], "signed"),
    move("lose", ["new", "offer"], "lost"),
    move("back", ["offer", "lost"], "new"),
  ],
} as unknown as StateMachineDocument;

test("the way goes on, states beside it are no part of it", () => {
  expect(pathOf(machine)).toEqual(["new", "offer", "signed"]);
});

test.each([
  ["new", ["here", "ahead", "ahead"]],
  ["offer", ["done", "here", "ahead"]],
  ["lost", ["ahead", "ahead", "ahead", "here"]],
])("in %s", (state, places) => {
  expect(stepsOf(machine, state).map((step) => step.place)).toEqual(places);
});

test("the next move comes first, those back last", () => {
  const moves = machine.transitions?.filter((each) => each.from.includes("offer")) ?? [];
  expect(byWay([...moves].reverse(), machine, "offer").map((each) => each.key)).toEqual([
    "sign",
    "lose",
    "back",
  ]);
});

test("states of a phase are one step, and one beside the way stands in its phase", () => {
  const phases = [{ key: "early", label: "early" }];
  const put = (state: { key: string }) =>
    ["new", "offer", "lost"].includes(state.key) ? { ...state, phase: "early" } : state;
  const grouped = { ...machine, phases, states: machine.states.map(put) } as StateMachineDocument;
  const drawn = (state: string) =>
    stepsOf(grouped, state).map(({ states, place }) => [states, place]);
  expect(drawn("offer")).toEqual([
    [["new", "offer"], "here"],
    [["signed"], "ahead"],
  ]);
  expect(drawn("lost")).toEqual(drawn("new"));
  expect(drawn("signed").map(([, place]) => place)).toEqual(["done", "here"]);
});
