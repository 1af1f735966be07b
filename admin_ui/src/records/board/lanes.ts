import type { Color } from "@/api/colors";
import { currenciesOf } from "@/fields/money/Cell";
import type { KanbanView, Table } from "@/metadata/types";
import { labelText } from "@/text/t";

/** A column of a board: one state, or the states of one phase. */
export interface Lane {
  key: string;
  label: string;
  color: Color;
  states: readonly string[];
  /** Where new records begin. */
  isFirst: boolean;
}

/** The columns of a board in their order. */
export function lanesOf(table: Table, view: KanbanView): Lane[] {
  const machine = table.document.state_machines?.find((each) => each.field === view.field);
  if (!machine) return [];
  const all =
    view.by === "phase"
      ? (machine.phases ?? []).map((phase) => ({
          ...phase,
          states: machine.states.filter((state) => state.phase === phase.key),
        }))
      : machine.states.map((state) => ({ ...state, states: [state] }));
  const chosen = view.columns?.length
    ? view.columns.flatMap((key) => all.find((each) => each.key === key) ?? [])
    : all;
  return chosen.map(({ key, label, color, states }) => ({
    key,
    label: labelText(label),
    color: color ?? states[0]?.color ?? "grey",
    states: states.map((state) => state.key),
    isFirst: states.some((state) => state.key === machine.initial),
  }));
}

/** The records of one column among those that a filter finds, as a formula. */
export function laneFilter(field: string, lane: Lane, filter: string): string {
  const own = lane.states.map((state) => `${field}='${state}'`).join(" OR ") || "FALSE";
  return filter ? `(${filter}) AND (${own})` : own;
}

/** The board of a table that has states and no board of its own. */
export function boardOf(table: Table): KanbanView | null {
  const machine = table.document.state_machines?.find((each) => table.fields.has(each.field));
  if (!machine) return null;
  const [grid] = table.grids;
  const listed = table.grids.flatMap((each) => each.columns.map((column) => column.field));
  const able = [...new Set([...listed, ...table.fields.keys()])].flatMap((key) => {
    const field = table.fields.get(key);
    return field && !field.isSystem && field !== table.title ? [field] : [];
  });
  const cards = ON_CARDS.flatMap((types) => able.find(({ type }) => types.has(type)) ?? []);
  // Amounts in several currencies have no sum.
  const money = able.find((field) => field.type === "money" && currenciesOf(field).length === 1);
  return {
    key: "",
    label: "",
    table: table.key,
    type: "kanban",
    field: machine.field,
    cards: cards.map(({ key }) => key),
    ...(money ? { total: `SUM(${money.key})` } : {}),
    ...(grid?.sort?.length ? { sort: grid.sort } : {}),
  };
}

/** One field of each sort: what it is about, how much, which sort, whose, until when. */
const ON_CARDS = [
  new Set(["reference"]),
  new Set(["money", "number", "integer"]),
  new Set(["select", "multi_select"]),
  new Set(["user"]),
  new Set(["date", "datetime"]),
];
