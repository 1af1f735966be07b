import type { RoleDocument, StateMachineDocument, TableDocument } from "@/metadata/types";
import { nameOf } from "../draft";
import { powersOf, withPowers } from "../roles/powers";

export type State = StateMachineDocument["states"][number];
export type Transition = NonNullable<StateMachineDocument["transitions"]>[number];

/** The table with another machine for the field; null takes it away. */
export function withMachine(
  table: TableDocument,
  field: string,
  next: StateMachineDocument | null,
): TableDocument {
  const others = (table.state_machines ?? []).flatMap((machine) =>
    machine.field === field ? (next ? [next] : []) : [machine],
  );
  const isNew = next && !table.state_machines?.some((machine) => machine.field === field);
  return { ...table, state_machines: isNew ? [...others, next] : others };
}

export type Phase = NonNullable<StateMachineDocument["phases"]>[number];

/** The machine with another phase for the key; null takes it away, and its states have none. */
export function changedPhase(
  machine: StateMachineDocument,
  key: string,
  next: Phase | null,
): StateMachineDocument {
  const phases = (machine.phases ?? []).flatMap((phase) =>
    phase.key === key ? (next ? [next] : []) : [phase],
  );
  return next ? { ...machine, phases } : withPhaseStates({ ...machine, phases }, key, []);
}

/** The machine whose phase has these states and no others. */
export const withPhaseStates = (
  machine: StateMachineDocument,
  key: string,
  states: readonly string[],
): StateMachineDocument => ({
  ...machine,
  states: machine.states.map((state) => {
    if (states.includes(state.key)) return { ...state, phase: key };
    const { phase, ...rest } = state;
    return phase === key ? rest : state;
  }),
});

export const changedState = (
  machine: StateMachineDocument,
  key: string,
  next: State,
): StateMachineDocument => ({
  ...machine,
  states: machine.states.map((state) => (state.key === key ? next : state)),
});

export const changedMove = (
  machine: StateMachineDocument,
  key: string,
  next: Transition | null,
): StateMachineDocument => ({
  ...machine,
  transitions: (machine.transitions ?? []).flatMap((move) =>
    move.key === key ? (next ? [next] : []) : [move],
  ),
});

/**
 * The machine without a state: its records go to `to`, moves from it keep their other beginnings,
 * moves that lead to it or begin nowhere are gone.
 */
export function withoutState(
  machine: StateMachineDocument,
  key: string,
  to: string | null,
): StateMachineDocument {
  const gone = machine.states.find((state) => state.key === key);
  const states = machine.states
    .filter((state) => state.key !== key)
    .map((state) =>
      state.key === to
        ? { ...state, renamed_from: [...earlier(state), key, ...(gone ? earlier(gone) : [])] }
        : state,
    );
  const transitions = (machine.transitions ?? [])
    .map((move) => ({ ...move, from: move.from.filter((from) => from !== key) }))
    .filter((move) => move.to !== key && move.from.length > 0);
  const initial = machine.initial === key ? (to ?? states[0]?.key ?? "") : machine.initial;
  return { ...machine, initial, states, transitions };
}

const earlier = ({ renamed_from: from }: State): string[] =>
  Array.isArray(from) ? from : from ? [from] : [];

/** The states and moves of the machine in their new order. */
export function moved<T extends { key: string }>(
  items: readonly T[],
  key: string,
  by: number,
): T[] {
  const from = items.findIndex((item) => item.key === key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return [...items];
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** The moves that the next machine has no more. */
export function goneMoves(
  before: StateMachineDocument | null,
  next: StateMachineDocument,
): ReadonlySet<string> {
  const kept = new Set(next.transitions?.map(({ key }) => key));
  return new Set((before?.transitions ?? []).map(({ key }) => key).filter((key) => !kept.has(key)));
}

/** The roles that name moves that are gone, without them. */
export function rolesWithout(
  roles: readonly RoleDocument[],
  { app, table }: { app: string; table: string },
  gone: ReadonlySet<string>,
): Record<string, RoleDocument> {
  return Object.fromEntries(
    roles.flatMap((role) => {
      const powers = powersOf(role, app, table);
      const named = powers?.transitions;
      if (!powers || !Array.isArray(named) || !named.some((key) => gone.has(key))) return [];
      const transitions = named.filter((key) => !gone.has(key));
      return [[nameOf("role", role.key), withPowers(role, app, table, { ...powers, transitions })]];
    }),
  );
}

/** Whether a role makes the move: by name, or because it makes all. */
export function makesMove(role: RoleDocument, app: string, table: string, move: string): boolean {
  const found = powersOf(role, app, table)?.transitions;
  return found === "*" || (found?.includes(move) ?? false);
}

/** The role with or without the move; one that makes all is told which all are. */
export function withMove(
  role: RoleDocument,
  { app, table, move }: { app: string; table: string; move: string },
  all: readonly string[],
  isOn: boolean,
): RoleDocument {
  const powers = powersOf(role, app, table) ?? {};
  const old = powers.transitions === "*" ? [...all] : (powers.transitions ?? []);
  const rest = old.filter((key) => key !== move);
  const transitions = isOn ? [...rest, move] : rest;
  return withPowers(role, app, table, { ...powers, transitions });
}
