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
