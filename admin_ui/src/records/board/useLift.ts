import { useCallback, useRef, useState } from "react";
import { ApiError } from "@/api/errors";
import { prospectOf, queryClient } from "@/api/queries";
import type { Move, RecordRow } from "@/api/types";
import { makeMove } from "@/commands/move/makeMove";
import type { Table } from "@/metadata/types";
import { t } from "@/text/t";
import { notify } from "@/ui/Notices";
import { chooseMove } from "./ChooseMove";
import type { Lane } from "./lanes";
import { type Target, targetOf } from "./targets";

/** A card in somebody's hand. */
export interface Lifted {
  row: RecordRow;
  state: string;
  /** null: the server has not answered yet. */
  moves: Move[] | null;
  /** The column it is over, of a card that is moved by keys. */
  over: string | null;
  isByKeys: boolean;
}

/** What is lifted, what each column says to it, and letting it go: a transition. */
export function useLift(table: Table, field: string, lanes: readonly Lane[]) {
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const asked = useRef<Promise<Move[]>>(Promise.resolve([]));
  const lift = useCallback(
    (row: RecordRow, isByKeys = false) => {
      const state = String(row.values[field] ?? "");
      const home = lanes.find((lane) => lane.states.includes(state))?.key ?? null;
      setLifted({ row, state, moves: null, over: home, isByKeys });
      // Always asked anew: what was open a minute ago may be closed by now.
      asked.current = queryClient
        .fetchQuery({ ...prospectOf(table.app, table.key, row.id), staleTime: 0 })
        .then(({ transitions }) => transitions);
      asked.current
        .then((moves) => setLifted((now) => (now?.row.id === row.id ? { ...now, moves } : now)))
        .catch(() => undefined);
    },
    [table, field, lanes],
  );
  const drop = useCallback(
    async (row: RecordRow, lane: Lane | null) => {
      setLifted(null);
      if (!lane) return false;
      const state = String(row.values[field] ?? "");
      if (targetOf(lane, state, null).kind === "home") return false;
      try {
        return await moveTo(table, row, lane, targetOf(lane, state, await asked.current));
      } catch (error) {
        notify({ text: error instanceof ApiError ? error.message : String(error), kind: "failed" });
        return false;
      }
    },
    [table, field],
  );
  const over = (key: string | null) => setLifted((now) => now && { ...now, over: key });
  const targetIn = (lane: Lane): Target | null =>
    lifted && targetOf(lane, lifted.state, lifted.moves);
  return { lifted, lift, drop, over, cancel: () => setLifted(null), targetIn };
}

/** Makes the move that leads to the column; says why where there is none that is open. */
async function moveTo(table: Table, row: RecordRow, lane: Lane, target: Target): Promise<boolean> {
  if (target.kind === "open") {
    const [first] = target.moves;
    const move = target.moves.length === 1 ? first : await chooseMove(lane.label, target.moves);
    return move != null && (await makeMove(table, row, move)) !== null;
  }
  notify({ text: whyNot(lane, target), kind: "failed" });
  return false;
}

/** Why a card cannot be let go over a column, in words. */
export function whyNot(lane: Lane, target: Target): string {
  if (target.kind === "closed")
    return target.moves
      .map((move) =>
        t("board.closed", {
          move: move.label,
          why: move.problems.map((problem) => problem.message).join(t("board.comma")),
        }),
      )
      .join(t("board.semicolon"));
  return target.kind === "none" ? t("board.noWay", { state: lane.label }) : "";
}
