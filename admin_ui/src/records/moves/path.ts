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

/** A step of the way: a state, or states of one phase that follow each other. */
export interface Step {
  phase: string | null;
  states: string[];
  place: "done" | "here" | "ahead";
}

/** The way as it is drawn for a record in this state; a state beside the way stands at the end. */
export function stepsOf(machine: StateMachineDocument, present: string): Step[] {
  const steps: Omit<Step, "place">[] = [];
  for (const state of pathOf(machine)) {
    const phase = phaseOf(machine, state);
    const last = steps.at(-1);
    if (last && phase !== null && last.phase === phase) last.states.push(state);
    else steps.push({ phase, states: [state] });
  }
  const phase = phaseOf(machine, present);
  // A state beside the way may belong to a phase that lies on it.
  const at = steps.findIndex(
    (step) => step.states.includes(present) || (phase !== null && step.phase === phase),
  );
  const drawn = steps.map(
    (step, index): Step => ({
      ...step,
      place: index === at ? "here" : index < at ? "done" : "ahead",
    }),
  );
  return at < 0 ? [...drawn, { phase, states: [present], place: "here" }] : drawn;
}

const phaseOf = (machine: StateMachineDocument, key: string): string | null =>
  machine.states.find((state) => state.key === key)?.phase ?? null;

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
