import type { Part } from "../properties/spec";

/** Where something stands in a document: the steps of its JSON pointer. */
export type Path = readonly (string | number)[];

export const pointerOf = (path: Path): string => path.map((step) => `/${step}`).join("");

/** What stands at a path; undefined: nothing. */
export function at(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  return at((value as Record<string | number, unknown>)[first], rest);
}

/** The value with another one at a path; undefined takes a property or an item away. */
export function put<T>(value: T, path: Path, next: unknown): T {
  const [first, ...rest] = path;
  if (first === undefined) return next as T;
  if (Array.isArray(value) || typeof first === "number") {
    const items = [...((value ?? []) as unknown[])];
    const index = Number(first);
    if (rest.length === 0 && next === undefined) items.splice(index, 1);
    else items[index] = put(items[index], rest, next);
    return items as T;
  }
  const part = { ...(value as object) } as Record<string, unknown>;
  const inner = put(part[first], rest, next);
  if (inner === undefined || (Array.isArray(inner) && inner.length === 0 && first !== "steps"))
    delete part[first];
  else part[first] = inner;
  return part as T;
}

/** The document with a step more, before the place `index` of the list at a path. */
export function withStep<T>(document: T, list: Path, index: number, step: Part): T {
  const items = [...((at(document, list) ?? []) as Part[])];
  items.splice(index, 0, step);
  return put(document, list, items);
}

/** The document with the step at a path moved among its neighbours. */
export function shifted<T>(document: T, path: Path, by: number): { document: T; path: Path } {
  const list = path.slice(0, -1);
  const from = Number(path.at(-1));
  const items = [...((at(document, list) ?? []) as Part[])];
  const to = from + by;
  if (to < 0 || to >= items.length) return { document, path };
  items.splice(to, 0, ...items.splice(from, 1));
  return { document: put(document, list, items), path: [...list, to] };
}

/** An inner list of steps of a step: what may follow. */
export interface Block {
  path: Path;
  /** Under which name it is told; a branch is told by its own condition. */
  name: string;
  said?: string | undefined;
  steps: readonly Part[];
}

const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  confirm: ["on_accept", "on_decline", "on_timeout"],
  approve: ["on_agreed", "on_rejected", "on_withdrawn"],
  wait: ["on_timeout"],
  call: ["on_error"],
  each: ["steps"],
};

/** The inner lists of a step, empty ones too: steps may be put there. */
export function blocksOf(step: Part): Block[] {
  if (step.do === "branch") {
    const branches = (step.branches ?? []) as Part[];
    return [
      ...branches.map((branch, index) => ({
        path: ["branches", index, "steps"],
        name: "branch",
        said: String(branch.when ?? ""),
        steps: (branch.steps ?? []) as Part[],
      })),
      { path: ["otherwise"], name: "otherwise", steps: (step.otherwise ?? []) as Part[] },
    ];
  }
  return (BLOCKS[String(step.do)] ?? []).map((name) => ({
    path: [name],
    name,
    steps: (step[name] ?? []) as Part[],
  }));
}

/** Every step of a list, with those inside of others, in the order of reading. */
export function allSteps(steps: readonly Part[]): Part[] {
  return steps.flatMap((step) => [
    step,
    ...blocksOf(step).flatMap((block) => allSteps(block.steps)),
  ]);
}
