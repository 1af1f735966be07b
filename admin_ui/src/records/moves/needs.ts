import type { Move, RecordRow } from "@/api/types";
import type { StateMachineDocument, Table } from "@/metadata/types";

/** One thing that a move needs. */
export interface Need {
  text: string;
  isMet: boolean;
}

/** What a move asks for and whether it is there, as the server says; a guard is told by its text. */
export function needsOf(
  move: Move,
  machine: StateMachineDocument,
  table: Table,
  record: RecordRow,
): Need[] {
  const guard = machine.transitions?.find((each) => each.key === move.key)?.guard;
  const isGuarded = move.problems.some((problem) => problem.code === "guard_closed");
  const others = move.problems.filter((problem) => problem.code !== "guard_closed");
  return [
    ...(guard && (move.is_open || isGuarded) ? [{ text: guard, isMet: !isGuarded }] : []),
    ...others.map((problem) => ({ text: problem.message, isMet: false })),
    ...move.form
      .filter((asked) => asked.required && asked.is_asked)
      .map((asked) => ({
        text: table.fields.get(asked.field)?.label ?? asked.field,
        isMet: hasValue(record.values[asked.field]) || asked.default != null,
      })),
  ];
}

const hasValue = (value: unknown): boolean => value != null && value !== false;
