import type { Move } from "@/api/types";
import type { Lane } from "./lanes";

/** What letting a lifted card go over a column would do. */
export type Target =
  | { kind: "home" }
  | { kind: "asking" }
  | { kind: "open"; moves: Move[] }
  | { kind: "closed"; moves: Move[] }
  | { kind: "none" };

/** What the server's moves mean for a column; null: it has not answered yet. */
export function targetOf(lane: Lane, state: string, moves: readonly Move[] | null): Target {
  if (lane.states.includes(state) && lane.states.length === 1) return { kind: "home" };
  if (moves === null) return { kind: "asking" };
  const there = moves.filter((move) => lane.states.includes(move.to) && move.to !== state);
  const open = there.filter((move) => move.is_open);
  if (open.length > 0) return { kind: "open", moves: open };
  if (there.length > 0) return { kind: "closed", moves: there };
  return lane.states.includes(state) ? { kind: "home" } : { kind: "none" };
}
