import { expect, test } from "vitest";
import { allSteps, at, blocksOf, pointerOf, put, shifted, withStep } from "./tree";

const document = {
  key: "a",
  steps: [
    { do: "set", key: "one" },
    { do: "confirm", key: "two", on_accept: [{ do: "notify", key: "three" }] },
    { do: "branch", branches: [{ when: "x", steps: [{ do: "stop", key: "four" }] }] },
  ],
};

test("steps are found and told by their place", () => {
  expect(at(document, ["steps", 1, "on_accept", 0, "key"])).toBe("three");
  expect(at(document, ["steps", 9, "on_accept"])).toBeUndefined();
  expect(pointerOf(["steps", 1, "on_accept", 0])).toBe("/steps/1/on_accept/0");
});

test("a step is put among others, inside of others too", () => {
  const more = withStep(document, ["steps", 1, "on_decline"], 0, { do: "stop" });
  expect(at(more, ["steps", 1, "on_decline"])).toEqual([{ do: "stop" }]);
  const first = withStep(document, ["steps"], 0, { do: "run" });
  expect(first.steps.map((step) => step.do)).toEqual(["run", "set", "confirm", "branch"]);
  expect(document.steps).toHaveLength(3);
});

test("the last step of a block takes the block with it", () => {
  const less = put(document, ["steps", 1, "on_accept", 0], undefined);
  expect(less.steps[1]).toEqual({ do: "confirm", key: "two" });
  const branch = put(document, ["steps", 2, "branches", 0, "steps", 0], undefined);
  expect(at(branch, ["steps", 2, "branches", 0])).toEqual({ when: "x", steps: [] });
});

test("a step goes up and down within its list", () => {
  const { document: next, path } = shifted(document, ["steps", 0], 1);
  expect(path).toEqual(["steps", 1]);
  expect(next.steps.map(({ do: kind }) => kind)).toEqual(["confirm", "set", "branch"]);
  expect(shifted(document, ["steps", 0], -1).document).toBe(document);
});

test("every step is known, with those inside of others", () => {
  expect(allSteps(document.steps).map((step) => step.key)).toEqual([
    "one",
    "two",
    "three",
    undefined,
    "four",
  ]);
  expect(blocksOf({ do: "set" })).toEqual([]);
  expect(blocksOf({ do: "branch", branches: [{ when: "x" }] }).map(({ said }) => said)).toEqual([
    "x",
    undefined,
  ]);
});
