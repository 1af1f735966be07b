import type { StateMachineDocument } from "@/metadata/types";

/** The states that lie on the way, in order: from the initial one always along the first move that
 * leads on. The others (lost, on hold) lie beside the way. */
export function pathOf(machine: StateMachineDocument): string[] {
  const order = machine.states.map((state) => state.key);
  const path = [machine.initial];
  for (;;) {
    const here = path.at(-1) ?? "";
    const next = machine.transitions?.find(
      (move) => move.from.includes(here) && order.indexOf(move.to) > order.indexOf(here),
    );
    if (!next) return path;
    path.push(next.to);
  }
}

export interface Step {
  state: string;
  place: "done" | "here" | "ahead";
}

/** The way as it is drawn for a record in this state; a state beside the way stands at the end. */
export function stepsOf(machine: StateMachineDocument, present: string): Step[] {
  const path = pathOf(machine);
  const at = path.indexOf(present);
  const steps = path.map(
    (state, index): Step => ({
      state,
      place: index === at ? "here" : index < at ? "done" : "ahead",
    }),
  );
  return at < 0 ? [...steps, { state: present, place: "here" }] : steps;
}

/** The moves in the order they are offered: the one along the way first, those back last. */
export function byWay<M extends { to: string }>(
  moves: readonly M[],
  machine: StateMachineDocument,
  present: string,
): M[] {
  const path = pathOf(machine);
  const next = path[path.indexOf(present) + 1];
  const order = machine.states.map((state) => state.key);
  const rank = ({ to }: M) =>
    to === next ? 0 : order.indexOf(to) > order.indexOf(present) ? 1 : 2;
  return [...moves].sort((one, other) => rank(one) - rank(other));
}
